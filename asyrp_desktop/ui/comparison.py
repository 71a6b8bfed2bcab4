"""The original and the edit: next to each other, in one view with a handle between, or what differs."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from asyrp_desktop.core.values import Edit

from .compare.change_view import Change, ChangeView
from .desk import ShownEdit
from .engine_protocol import Layers
from .faces.hand import Hand
from .faces.marks import Marks
from .faces.marks_item import MarksItem
from .photo_view import PhotoView
from .split_view import SplitView
from .view_state import ViewState


class Look(Enum):
    """How original and edit are compared."""

    SIDE_BY_SIDE = auto()
    SPLIT = auto()
    DIFFERENCE = auto()
    MAP = auto()


class Comparison(QStackedWidget):
    """Views that follow one state."""

    def __init__(self) -> None:
        super().__init__()
        self.state = ViewState()
        self.original = PhotoView(self.state, self.tr("Original"))
        self.original.setObjectName("originalView")
        self.original.setAccessibleName(self.tr("Original photo"))
        self.edited = PhotoView(self.state, self.tr("Edited"))
        self.edited.setObjectName("editedView")
        self.edited.setAccessibleName(self.tr("Edited photo"))
        self.split = SplitView(self.state)
        self.split.setObjectName("splitView")
        self.split.setAccessibleName(self.tr("Original and edited photo"))
        self.difference = ChangeView(self.state, Change.DIFFERENCE)
        self.difference.setObjectName("differenceView")
        self.difference.setAccessibleName(self.tr("Difference between original and edited photo"))
        self.map = ChangeView(self.state, Change.MAP)
        self.map.setObjectName("mapView")
        self.map.setAccessibleName(self.tr("Map of what the edit changed where"))
        pair = QWidget()
        beside = QHBoxLayout(pair)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(1)
        beside.addWidget(self.original, 1)
        beside.addWidget(self.edited, 1)
        self._looks = {
            Look.SIDE_BY_SIDE: pair,
            Look.SPLIT: self.split,
            Look.DIFFERENCE: self.difference,
            Look.MAP: self.map,
        }
        for page in self._looks.values():
            self.addWidget(page)
        self.marks = Marks()
        self.hand = Hand(self.marks)
        for view in (self.original, self.edited, self.split, self.difference, self.map):
            view.lay_over(MarksItem(self.marks), self.hand)
        self._photo = Layers(())
        self._edit = ShownEdit(Edit(), self._photo, preview=False)
        self._holding = False  # the original is seen for the edit

    def show_as(self, look: Look) -> None:
        self.setCurrentWidget(self._looks[look])

    def hold_original(self, holding: bool) -> None:
        """While held, the original is where the edit would be."""
        self._holding = holding
        if self._photo.images:
            self._show()

    @property
    def holding(self) -> bool:
        return self._holding

    def show_photo(self, layers: Layers, width: int, height: int) -> None:
        """Another photo: no edit yet, all of it in sight."""
        self.state.set_photo(width, height)
        self._photo = layers
        self.original.show_layers(layers)
        self.split.show_layers(layers)
        self.show_edit(ShownEdit(Edit(), layers, preview=False))

    def show_edit(self, edit: ShownEdit) -> None:
        self._edit = edit
        self._show()

    def thumbnail(self) -> QImage:
        """The edit, in the smallest of its pictures."""
        return self._edit.layers.images[-1]

    def _show(self) -> None:
        caption = self.tr("Preview") if self._edit.preview else self.tr("Edited")
        layers = self._edit.layers
        if self._holding:
            caption, layers = self.tr("Original"), self._photo
        self.edited.show_layers(layers)
        self.edited.caption.say(caption)
        self.split.show_after(layers)
        self.split.say_after(caption)
        for view in (self.difference, self.map):
            if self._holding:
                view.show_original(layers)
            else:
                view.show_pair(self._photo, layers)
