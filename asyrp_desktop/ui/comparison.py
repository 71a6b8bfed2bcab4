"""The original and the edit, next to each other or in one view with a handle between."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from .desk import ShownEdit
from .engine_protocol import Corners, Layers
from .photo_view import PhotoView
from .split_view import SplitView
from .view_state import ViewState


class Comparison(QStackedWidget):
    """Three views that follow one state."""

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
        self._pair = QWidget()
        beside = QHBoxLayout(self._pair)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(1)
        beside.addWidget(self.original, 1)
        beside.addWidget(self.edited, 1)
        self.addWidget(self._pair)
        self.addWidget(self.split)

    def show_split(self, split: bool) -> None:
        self.setCurrentWidget(self.split if split else self._pair)

    def show_photo(self, layers: Layers, width: int, height: int) -> None:
        """Another photo: no edit yet, all of it in sight."""
        self.state.set_photo(width, height)
        self.set_outline(())
        self.original.show_layers(layers)
        self.split.show_layers(layers)
        self.show_edit(ShownEdit({}, layers, preview=False))

    def show_edit(self, edit: ShownEdit) -> None:
        caption = self.tr("Preview") if edit.preview else self.tr("Edited")
        self.edited.show_layers(edit.layers)
        self.edited.caption.say(caption)
        self.split.show_after(edit.layers)
        self.split.say_after(caption)

    def set_outline(self, corners: Corners) -> None:
        for view in (self.original, self.edited, self.split):
            view.set_outline(corners)

    def show_outline(self, visible: bool) -> None:
        for view in (self.original, self.edited, self.split):
            view.show_outline(visible)
