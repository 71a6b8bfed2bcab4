"""The predicted x0 along the reverse process: of the photo below, of its edit above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from asyrp_desktop.ui.engine_protocol import Waypoint
from asyrp_desktop.ui.engine_thread import to_layers

GAP, LINE = 6, 20  # pixels between pictures, and of a line of text


class WayView(QWidget):
    """Painted by itself: a column a step, the noisiest at the left."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("wayView")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(170)
        self._columns: list[tuple[int, QImage, QImage]] = []
        self.show_way(())

    def show_way(self, way: Sequence[Waypoint]) -> None:
        pictures = to_layers([picture for point in way for picture in (point.edited, point.original)]).images
        self._columns = [(point.t, pictures[2 * k], pictures[2 * k + 1]) for k, point in enumerate(way)]
        steps = ", ".join(str(point.t) for point in way)
        self.setAccessibleName(self.tr("Predicted x0 at t = {steps}").format(steps=steps) if way else "")
        self.update()

    @property
    def columns(self) -> int:
        return len(self._columns)

    def sizeHint(self) -> QSize:
        return QSize(700, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._columns:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        names = (self.tr("Edit"), self.tr("Photo"))
        left = max(painter.fontMetrics().horizontalAdvance(name) for name in names) + 2 * GAP
        count = len(self._columns)
        side = min((self.width() - left) / count - GAP, (self.height() - LINE - GAP) / 2)
        palette = self.palette()
        for row, name in enumerate(names):
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            place = QRectF(0, row * (side + GAP), left - GAP, side)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
        for k, (t, *pictures) in enumerate(self._columns):
            x = left + k * (side + GAP)
            for row, picture in enumerate(pictures):
                painter.drawImage(QRectF(x, row * (side + GAP), side, side), picture)
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(QRectF(x, 2 * (side + GAP), side, LINE), Qt.AlignmentFlag.AlignHCenter, f"t {t}")
        painter.end()
