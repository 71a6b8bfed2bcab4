"""Everything the user can ask for by menu, toolbar or key."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoGroup
from PySide6.QtWidgets import QMainWindow, QToolBar, QToolButton, QWidget

from asyrp_desktop import RELEASES

from .kept.recent_menu import RecentMenu
from .look import ICON_SIZE, explain, icon, plain
from .plain_text import without_keys
from .presets_menu import PresetsMenu

Key = QKeySequence.StandardKey


class Actions:
    """The actions of a window, in its menus and toolbar. Named so that automation finds them."""

    def __init__(self, window: QMainWindow, undo: QUndoGroup, presets: PresetsMenu) -> None:
        self._window = window
        self._icons: dict[QAction, str] = {}
        self.open = self._make("openAction", _tr("&Open…"), Key.Open, "open")
        self.sample = self._make("sampleAction", _tr("Open sa&mple photo"), "Ctrl+Shift+O")
        self.paste = self._make("pasteAction", _tr("&Paste"), Key.Paste, "paste")
        self.save = self._make("saveAction", _tr("&Save As…"), Key.Save, "save")
        # There is no other kind of saving a photo: the keys for both do the same.
        self.save.setShortcuts([QKeySequence(Key.Save), QKeySequence("Ctrl+Shift+S")])
        self.recent = RecentMenu(_tr("Open &recent"), window)
        self.save_edit = self._make("saveEditAction", _tr("Save the &edit…"), "Ctrl+Alt+S")
        explain(self.save_edit, _tr("What was set on the photo, as a small file to go on with later"))
        self.batch = self._make("batchAction", _tr("&Batch…"), "Ctrl+B", "batch")
        self.train = self._make("trainAction", _tr("&Train a direction…"), "Ctrl+T", "train")
        self.settings = self._make("settingsAction", _tr("Settin&gs…"), "Ctrl+,")
        self.models = self._make("modelsAction", _tr("Mode&ls…"), "Ctrl+Shift+M", "models")
        self.library = self._make("libraryAction", _tr("&Directions…"), "Ctrl+D", "library")
        self.close = self._make("closeAction", _tr("&Close"), "Ctrl+W")
        self.quit = self._make("quitAction", _tr("&Quit"), "Ctrl+Q")
        self.undo = _StepAction(window, Key.Undo, _tr("&Undo"), _tr("&Undo {step}"))
        self.undo.follow(undo.undoTextChanged, undo.undoText(), undo.canUndoChanged, undo.canUndo())
        self.undo.triggered.connect(undo.undo)
        self.redo = _StepAction(window, Key.Redo, _tr("&Redo"), _tr("&Redo {step}"))
        self.redo.follow(undo.redoTextChanged, undo.redoText(), undo.canRedoChanged, undo.canRedo())
        self.redo.triggered.connect(undo.redo)
        for action, name in ((self.undo, "undo"), (self.redo, "redo")):
            action.setObjectName(f"{name}Action")
            self._icons[action] = name
        self.reset_all = self._make("resetAllAction", _tr("Reset &all"), "Ctrl+R", "reset")
        self.presets = presets
        self.copy_settings = self._make("copySettingsAction", _tr("&Copy settings"), "Ctrl+Alt+C")
        self.paste_settings = self._make("pasteSettingsAction", _tr("Paste &settings"), "Ctrl+Alt+V")
        self.apply_to_faces = self._make("applyToFacesAction", _tr("Apply to all &faces"), "Ctrl+Alt+A")
        self.next_photo = self._make("nextPhotoAction", _tr("&Next photo"), "Ctrl+PgDown")
        self.previous_photo = self._make("previousPhotoAction", _tr("&Previous photo"), "Ctrl+PgUp")
        for action in (
            self.copy_settings,
            self.paste_settings,
            self.apply_to_faces,
            self.next_photo,
            self.previous_photo,
        ):
            action.setEnabled(False)
        self.side_by_side = self._make("sideBySideAction", _tr("Side &by side"), "Ctrl+2", "side_by_side")
        self.split = self._make("splitAction", _tr("&Split"), "Ctrl+3", "split")
        self.difference = self._make("differenceAction", _tr("&Difference"), "Ctrl+4", "difference")
        self.change_map = self._make("changeMapAction", _tr("&Map of the change"), "Ctrl+5", "change_map")
        self.original = self._make("originalAction", _tr("Original, while held (O)"), drawing="original")
        self.grid = self._make("gridAction", _tr("Strength &grid…"), "Ctrl+G")
        self.morph = self._make("morphAction", _tr("M&orph…"), "Ctrl+Shift+G")
        self.inspector = self._make("inspectorAction", _tr("&Inspector…"), "Ctrl+I")
        self._layout = QActionGroup(window)
        for action in (self.side_by_side, self.split, self.difference, self.change_map):
            action.setCheckable(True)
            self._layout.addAction(action)
        self.side_by_side.setChecked(True)
        self.outline = self._make("outlineAction", _tr("Show the s&quare the model sees"), "Ctrl+M", "square")
        self.outline.setCheckable(True)
        self.outline.setChecked(True)
        self.zoom_in = self._make("zoomInAction", _tr("&Zoom in"), Key.ZoomIn, "zoom_in")
        self.zoom_in.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out = self._make("zoomOutAction", _tr("Zoom o&ut"), Key.ZoomOut, "zoom_out")
        self.fit = self._make("fitAction", _tr("Zoom to &fit"), "Ctrl+0", "fit")
        self.actual_size = self._make("actualSizeAction", _tr("&100 %"), "Ctrl+1")
        self.shortcuts = self._make("shortcutsAction", _tr("&Keyboard shortcuts"), "F1")
        self.releases = self._make("releasesAction", _tr("Look for a &newer version"))
        self.releases.setVisible(bool(RELEASES))
        self.tour = self._make("tourAction", _tr("Take the &tour"))
        self.log = self._make("logAction", _tr("&Log…"), "Ctrl+Shift+L")
        self.about = self._make("aboutAction", _tr("&About Asyrp Desktop"))
        self._fill_menus()
        self._fill_toolbar()
        self.repaint_icons()

    def with_keys(self) -> list[QAction]:
        """For the overview of shortcuts, in the menus' order."""
        return [action for action in self._ordered if not action.shortcut().isEmpty()]

    def need_photo(self) -> list[QAction]:
        return [
            self.close,
            self.side_by_side,
            self.split,
            self.difference,
            self.change_map,
            self.original,
            self.outline,
            self.zoom_in,
            self.zoom_out,
            self.fit,
            self.actual_size,
        ]

    def button(self, name: str) -> QWidget:
        """Of the toolbar, by its action's name."""
        return next(self._bar.widgetForAction(one) for one in self._bar.actions() if one.objectName() == name)

    def repaint_icons(self) -> None:
        """In the colours of the day or of the night."""
        for action, name in self._icons.items():
            action.setIcon(icon(name))
            action.setIconVisibleInMenu(False)

    def _make(self, name: str, text: str, key: QKeySequence.StandardKey | str = "", drawing: str = "") -> QAction:
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.setIconText(plain(text))
        if key:
            action.setShortcut(QKeySequence(key))
        explain(action)
        if drawing:
            self._icons[action] = drawing
        return action

    def _fill_menus(self) -> None:
        groups: dict[str, list[list[QAction]]] = {
            _tr("&File"): [
                [self.open, self.recent.menuAction(), self.sample, self.paste],
                [self.save, self.save_edit],
                [self.library, self.train, self.batch],
                [self.models, self.settings],
                [self.close, self.quit],
            ],
            _tr("&Edit"): [
                [self.undo, self.redo],
                [self.copy_settings, self.paste_settings, self.apply_to_faces],
                [self.presets.menuAction(), self.reset_all],
            ],
            _tr("&View"): [
                [self.side_by_side, self.split, self.difference, self.change_map],
                [self.grid, self.morph, self.inspector],
                [self.next_photo, self.previous_photo],
                [self.zoom_in, self.zoom_out, self.fit, self.actual_size],
                [self.outline],
            ],
            _tr("&Help"): [[self.shortcuts, self.tour], [self.log], [self.releases, self.about]],
        }
        self._ordered: list[QAction] = []
        for title, parts in groups.items():
            menu = self._window.menuBar().addMenu(title)
            for number, part in enumerate(parts):
                if number:
                    menu.addSeparator()
                menu.addActions(part)
                self._ordered += part

    def _fill_toolbar(self) -> None:
        bar = self._bar = QToolBar(_tr("Tools"))
        bar.setObjectName("toolBar")
        bar.setMovable(False)
        bar.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        groups = (
            (self.open, self.paste, self.save),
            (self.undo, self.redo, self.reset_all),
            (self.side_by_side, self.split, self.difference, self.change_map, self.original),
            (self.zoom_out, self.zoom_in, self.fit),
            (self.outline,),
            (self.library, self.train, self.batch, self.models),
        )
        for number, group in enumerate(groups):
            if number:
                bar.addSeparator()
            bar.addActions(group)
        for action, text in ((self.open, _tr("Open")), (self.save, _tr("Save As"))):
            button = bar.widgetForAction(action)
            assert isinstance(button, QToolButton)
            action.setIconText(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        held = bar.widgetForAction(self.original)
        assert isinstance(held, QToolButton)
        self.original_button = held
        for button in bar.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._window.addToolBar(bar)


class _StepAction(QAction):
    """Says which step it would take back, or do again. Qt's own put the step behind the letter that ends Korean texts.

    alone: its text where there is no step. with_step: holds “{step}”.
    """

    def __init__(self, parent: QObject, keys: Key, alone: str, with_step: str) -> None:
        super().__init__(parent)
        self._alone, self._with_step = alone, with_step
        self.setShortcuts(keys)

    def follow(self, named: SignalInstance, step: str, can: SignalInstance, can_now: bool) -> None:
        named.connect(self._name)
        self._name(step)
        can.connect(self.setEnabled)
        self.setEnabled(can_now)

    def _name(self, step: str) -> None:
        self.setText(self._with_step.format(step=without_keys(step)) if step else self._alone)
        self.setIconText(without_keys(plain(self.text())))
        explain(self)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
