"""Fields for numbers: room beside the text, and none is changed by scrolling past it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QLineEdit, QSpinBox

ROOM = 6  # pixels; a style sheet's padding does not reach the text


class IntegerField(QSpinBox):
    def __init__(self, name: str, low: int, high: int) -> None:
        super().__init__()
        self.setRange(low, high)
        _prepare(self, name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QDoubleSpinBox):
    """With two decimals."""

    def __init__(self, name: str, low: float, high: float) -> None:
        super().__init__()
        self.setRange(low, high)
        _prepare(self, name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _prepare(field: QAbstractSpinBox, name: str) -> None:
    field.setObjectName(name)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    text = field.findChild(QLineEdit)
    assert isinstance(text, QLineEdit)
    text.setTextMargins(ROOM, 0, ROOM, 0)
