"""What can be asked for about the place of an edit, by menu or key."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow

from ..look import explain, plain


class PlaceActions:
    """A menu of its own, before the last one of the window's."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.faces = self._make("facesAction", _tr("&Faces"), checkable=True)
        self.square = self._make("squareAction", _tr("&Square"), checkable=True)
        explain(self.square, _tr("A square that you move: by mouse, or with the arrow keys in the photo"))
        self.full = self._make("fullPictureAction", _tr("F&ull picture"), checkable=True)
        kinds = QActionGroup(window)
        for action in (self.faces, self.square, self.full):
            kinds.addAction(action)
        self.next_face = self._make("nextFaceAction", _tr("&Next face"), "Ctrl+F")
        self.all_faces = self._make("allFacesAction", _tr("&All faces"), "Ctrl+Shift+F")
        self.zoom = self._make("zoomToFaceAction", _tr("&Zoom to the face"), "Ctrl+9")
        self.paint = self._make("paintAction", _tr("&Paint"), "Ctrl+P", checkable=True)
        explain(self.paint, _tr("Paint over the photo where the edit shall count"))
        self.erase = self._make("eraseAction", _tr("&Erase"), "Ctrl+E", checkable=True)
        explain(self.erase, _tr("Take away from where the edit counts"))
        self.clear = self._make("clearPaintAction", _tr("&Clear"))
        explain(self.clear, _tr("Forget what is painted: the edit counts around the face again"))
        brushes = QActionGroup(window)
        brushes.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        brushes.addAction(self.paint)
        brushes.addAction(self.erase)
        self.strip_location = self._make("stripLocationAction", _tr("Save without the &location"), checkable=True)
        self.strip_location.setToolTip(_tr("Leave out of saved photos where they were taken"))
        self.all = (
            *(self.faces, self.square, self.full, self.next_face, self.all_faces, self.zoom),
            *(self.paint, self.erase, self.clear, self.strip_location),
        )
        menu_bar = window.menuBar()
        menu = menu_bar.addMenu(_tr("&Photo"))
        menu_bar.insertMenu(menu_bar.actions()[-2], menu)
        for group in (
            (self.faces, self.square, self.full),
            (self.next_face, self.all_faces, self.zoom),
            (self.paint, self.erase, self.clear),
            (self.strip_location,),
        ):
            menu.addActions(group)
            menu.addSeparator()

    def with_keys(self) -> list[QAction]:
        """For the overview of shortcuts."""
        return [action for action in self.all if not action.shortcut().isEmpty()]

    def _make(self, name: str, text: str, key: str = "", checkable: bool = False) -> QAction:
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.setIconText(plain(text))
        action.setShortcut(QKeySequence(key))
        action.setCheckable(checkable)
        explain(action)
        return action


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlaceActions", text)
