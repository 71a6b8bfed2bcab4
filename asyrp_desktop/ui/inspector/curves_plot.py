"""The two curves of a base model's calibration, with a line to drag for each of the timesteps read off them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from asyrp_desktop.engine.calibration import Calibration
from asyrp_desktop.ui.strengths import new_gesture

LEFT, TOP, RIGHT, BOTTOM = 44, 58, 16, 42  # around the plot
GRAB = 10  # pixels from which a line is caught
GRID = 0.5  # of the distance, between two lines
STEP, PAGE = 5, 50  # timesteps by key


class CurvesPlot(QWidget):
    """Its lines are moved by mouse, or with the arrow keys: Space goes from one to the other."""

    t_edit_moved = Signal(int, int)  # gesture
    t_boost_moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("curvesPlot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(200)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._calibration: Calibration | None = None
        self._last = 999  # timestep
        self._at = {"edit": 500, "boost": 200}
        self._line = "edit"  # that keys move
        self._gesture: int | None = None  # of the line that is held

    def show_curves(self, calibration: Calibration | None, last: int) -> None:
        """last: timestep of the model's noise schedule."""
        self._calibration, self._last = calibration, last
        self.update()

    def show_lines(self, t_edit: int, t_boost: int) -> None:
        self._at = {"edit": t_edit, "boost": t_boost}
        self.setAccessibleName(
            self.tr("Calibration curves: h is shifted from t = {t_edit} up, noise is added below t = {t_boost}").format(
                t_edit=t_edit, t_boost=t_boost
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 260)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._near(event.position().x())
        if line and event.button() == Qt.MouseButton.LeftButton:
            self._line, self._gesture = line, new_gesture()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            plot = self._plot()
            self._move(round((event.position().x() - plot.left()) / plot.width() * self._last), self._gesture)
        caught = self._gesture is not None or self._near(event.position().x())
        self.setCursor(Qt.CursorShape.SizeHorCursor if caught else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._gesture = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        far = {
            Qt.Key.Key_Left: -STEP,
            Qt.Key.Key_Right: STEP,
            Qt.Key.Key_PageUp: PAGE,
            Qt.Key.Key_PageDown: -PAGE,
        }.get(Qt.Key(event.key()))
        if far is not None:
            self._move(self._at[self._line] + far, new_gesture())
        elif event.key() == Qt.Key.Key_Space:
            self._line = "boost" if self._line == "edit" else "edit"
            self.update()
        else:
            super().keyPressEvent(event)

    def _move(self, t: int, gesture: int) -> None:
        signal = self.t_edit_moved if self._line == "edit" else self.t_boost_moved
        signal.emit(max(0, min(self._last, t)), gesture)

    def _near(self, x: float) -> str:
        found = min(self._at, key=lambda line: abs(self._x(self._at[line]) - x))
        return found if abs(self._x(self._at[found]) - x) <= GRAB else ""

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)

    def _x(self, t: float) -> float:
        plot = self._plot()
        return plot.left() + t / self._last * plot.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, plot, curves = self.palette(), self._plot(), self._calibration
        text, muted = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)
        accent = palette.color(QPalette.ColorRole.Highlight)
        top = max([1.0, *(curves.predicted + curves.noisy if curves else ())])
        self._paint_grid(painter, plot, top, muted)
        # Where h is shifted, and where noise is added.
        for left, right in ((self._at["edit"], self._last), (0, self._at["boost"])):
            shifted = QRectF(QPointF(self._x(left), plot.top()), QPointF(self._x(right), plot.bottom()))
            painter.fillRect(shifted, _faint(accent))
        if curves:
            for colour, values in ((accent, curves.predicted), (muted, curves.noisy)):
                points = zip(curves.timesteps, values, strict=True)
                painter.setPen(QPen(colour, 2))
                painter.drawPolyline(
                    QPolygonF([QPointF(self._x(t), plot.bottom() - d / top * plot.height()) for t, d in points])
                )
        self._paint_legend(painter, text, accent, muted)
        for line, name in (("edit", "t_edit"), ("boost", "t_boost")):
            x, moved = self._x(self._at[line]), self.hasFocus() and line == self._line
            painter.setPen(QPen(text, 3 if moved else 1.5, Qt.PenStyle.SolidLine if moved else Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, plot.top() - 4), QPointF(x, plot.bottom()))
            painter.setPen(text)
            said = f"{name} {self._at[line]}"
            wide = painter.fontMetrics().horizontalAdvance(said)
            left = max(0.0, min(x - wide / 2, self.width() - wide))
            # One above and one below: they may lie close together.
            painter.drawText(QPointF(left, plot.top() - 8 if line == "edit" else plot.bottom() + 35), said)
        painter.end()

    def _paint_grid(self, painter: QPainter, plot: QRectF, top: float, muted: QColor) -> None:
        for k in range(int(top / GRID) + 1):
            y = plot.bottom() - k * GRID / top * plot.height()
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(muted)
            label = QRectF(0, y - 9, LEFT - 8, 18)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{k * GRID:.1f}")
        for quarter in range(5):
            t = min(self._last, quarter * (self._last + 1) // 4)
            label = QRectF(self._x(t) - 30, plot.bottom() + 3, 60 if t < self._last else 30 + RIGHT, 18)
            painter.drawText(label, Qt.AlignmentFlag.AlignHCenter, str(t))

    def _paint_legend(self, painter: QPainter, text: QColor, accent: QColor, muted: QColor) -> None:
        x = float(LEFT)
        for colour, name in (
            (accent, self.tr("photo to predicted x0 (editing strength)")),
            (muted, self.tr("photo to noisy photo (quality deficiency)")),
        ):
            wide = painter.fontMetrics().horizontalAdvance(name)
            y = 14.0
            if x + wide + 13 > self.width():
                x, y = float(LEFT), 32.0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(x + 4, y - 4), 4, 4)
            painter.setPen(text)
            painter.drawText(QPointF(x + 13, y), name)
            x += wide + 34


def _faint(colour: QColor) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue(), 28)
