"""The loss curve of a training: what is learned from, and what is held out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from asyrp_desktop.core.training_plan import LossPoint

LEFT, TOP, RIGHT, BOTTOM = 44, 26, 14, 24  # around the plot
GRID = 0.25  # of the loss, between two lines


class LossCurve(QWidget):
    """Painted by itself: two lines over the share of the training that is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lossCurve")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)
        self.show_losses(())

    def show_losses(self, losses: Sequence[LossPoint]) -> None:
        self._losses = tuple(losses)
        text = self.tr("Loss curve")
        if losses:
            text += ": " + self.tr("held-out loss {loss:.2f} at {done:.0%}").format(
                loss=losses[-1].held_out, done=losses[-1].done
            )
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 190)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        text, muted = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)
        plot = QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)
        top = max([1.0, *(max(point.training, point.held_out) for point in self._losses)])
        self._paint_grid(painter, plot, top, muted)
        lines = (
            (self.tr("training"), muted, [QPointF(point.done, point.training) for point in self._losses]),
            (
                self.tr("held out"),
                palette.color(QPalette.ColorRole.Highlight),
                [QPointF(point.done, point.held_out) for point in self._losses],
            ),
        )
        x = plot.left()
        for name, colour, points in lines:
            placed = [
                QPointF(plot.left() + p.x() * plot.width(), plot.bottom() - p.y() / top * plot.height()) for p in points
            ]
            painter.setPen(QPen(colour, 2))
            painter.setBrush(colour)
            painter.drawPolyline(QPolygonF(placed))
            for point in placed:
                painter.drawEllipse(point, 2.5, 2.5)
            painter.drawEllipse(QPointF(x + 4, TOP / 2), 3, 3)
            painter.setPen(text)
            wide = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QPointF(x + 13, TOP / 2 + 4), name)
            x += wide + 34
        painter.end()

    def _paint_grid(self, painter: QPainter, plot: QRectF, top: float, muted: QColor) -> None:
        line = QPen(self.palette().color(QPalette.ColorRole.Mid), 1)
        for k in range(int(top / GRID) + 1):
            y = plot.bottom() - k * GRID / top * plot.height()
            painter.setPen(line)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(muted)
            label = QRectF(0, y - 9, LEFT - 8, 18)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{k * GRID:.2f}")
        for share in (0.0, 0.5, 1.0):
            x = plot.left() + share * plot.width()
            label = QRectF(x - 30, plot.bottom() + 4, 60 if share < 1 else 30 + RIGHT, 18)
            painter.drawText(label, Qt.AlignmentFlag.AlignHCenter, f"{share:.0%}")
