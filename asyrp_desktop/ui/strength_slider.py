"""A slider for a strength: it fills from 0, has a tick there, and goes back to it by double click or key.

All tracks are of one length. Where a slider goes both ways, 0 is in the middle and each half has a scale of its own:
sliders below each other have 0 at the same place, whatever their ends.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSlider

from .strengths import new_gesture

UNITS = 100  # slider positions per strength of 1
GROOVE = 4.0
KNOB = 8.0  # radius
MARGIN = KNOB + 3
SNAP = 2.0  # pixels around 0 that count as 0


class StrengthSlider(QSlider):
    """Positions are hundredths of a strength. `gesture` says which movement of the hand a change belongs to."""

    reset_wanted = Signal()
    focused = Signal()

    def __init__(self, low: float, high: float) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(round(low * UNITS), round(high * UNITS))
        self.setSingleStep(UNITS // 20)
        self.setPageStep(UNITS // 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._held: int | None = None
        self._last = 0
        self.sliderPressed.connect(self._hold)
        self.sliderReleased.connect(self._let_go)

    def gesture(self) -> int:
        """One number for a whole drag, or for a key that is held down; else a new one each time."""
        return new_gesture() if self._held is None else self._held

    def _hold(self) -> None:
        if self._held is None:
            self._held = self._last = new_gesture()

    def _let_go(self) -> None:
        self._held = None

    def sizeHint(self) -> QSize:
        return QSize(180, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 24)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._hold()
        self.setSliderDown(True)
        self.setValue(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The first click has moved the slider; both together are one step back.
        self._held = self._last
        self.reset_wanted.emit()
        self._held = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0):
            self.reset_wanted.emit()
            return
        if not event.isAutoRepeat():
            self._last = new_gesture()
        self._held = self._last
        super().keyPressEvent(event)
        self._held = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the panel must not change what the pointer passes over.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _lengths(self) -> tuple[float, float]:
        """Of the track below 0 and above it, in pixels."""
        whole = max(1.0, self.width() - 2 * MARGIN)
        if self.minimum() < 0 < self.maximum():
            return whole / 2, whole / 2
        return (whole, 0.0) if self.minimum() < 0 else (0.0, whole)

    def _x_of(self, value: int) -> float:
        below, above = self._lengths()
        if value == 0:
            return MARGIN + below
        return MARGIN + below + (value / self.maximum() * above if value > 0 else -value / self.minimum() * below)

    def _value_at(self, x: float) -> int:
        below, above = self._lengths()
        along = x - MARGIN - below
        if abs(along) <= SNAP:
            return 0
        length, end = (above, self.maximum()) if along > 0 else (below, self.minimum())
        return round(min(1.0, abs(along) / length) * end) if length else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        accent = (
            palette.color(QPalette.ColorRole.Highlight) if self.isEnabled() else palette.color(QPalette.ColorRole.Mid)
        )
        groove = palette.color(QPalette.ColorRole.Mid)
        middle = self.height() / 2
        zero, knob = self._x_of(0), self._x_of(self.value())
        low, high = self._x_of(self.minimum()), self._x_of(self.maximum())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(groove)
        painter.drawRoundedRect(QRectF(low, middle - GROOVE / 2, high - low, GROOVE), GROOVE / 2, GROOVE / 2)
        painter.drawRoundedRect(QRectF(zero - 1, middle - 7, 2, 14), 1, 1)
        painter.setBrush(accent)
        painter.drawRect(QRectF(min(zero, knob), middle - GROOVE / 2, abs(knob - zero), GROOVE))
        if self.hasFocus():
            painter.setBrush(_faded(accent, 70))
            painter.drawEllipse(QPointF(knob, middle), KNOB + 3, KNOB + 3)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(accent if self.isSliderDown() or self.hasFocus() else palette.color(QPalette.ColorRole.Base))
        painter.drawEllipse(QPointF(knob, middle), KNOB - 1, KNOB - 1)


def _faded(colour: QColor, alpha: int) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue(), alpha)
