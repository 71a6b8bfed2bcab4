"""The predicted x0 along the reverse process, of the photo below, of its edit above; and what is read off the last."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from asyrp_desktop.ui.engine_protocol import EditTraced
from asyrp_desktop.ui.engine_thread import to_layers

GAP, LINE = 6, 20  # pixels between pictures, and of a line of text


class WayView(QWidget):
    """Painted by itself: a column a step, the noisiest at the left."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("wayView")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(170)
        self._columns: list[tuple[str, QImage, QImage]] = []
        self.show_way(None)

    def show_way(self, traced: EditTraced | None) -> None:
        pairs = [] if traced is None else [(f"t {point.t}", point.edited, point.original) for point in traced.way]
        steps = ", ".join(name for name, _, _ in pairs)
        self.setAccessibleName(self.tr("Predicted x0 at {steps}; motion and rest").format(steps=steps) if pairs else "")
        if traced is not None:
            pairs.append((self.tr("motion; rest"), traced.motion, traced.levels))
        pictures = to_layers([picture for _, *both in pairs for picture in both]).images
        self._columns = [(name, pictures[2 * k], pictures[2 * k + 1]) for k, (name, *_) in enumerate(pairs)]
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
        side = min((self.width() - left - 2 * GAP) / count - GAP, (self.height() - LINE - GAP) / 2)
        palette = self.palette()
        for row, name in enumerate(names):
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            place = QRectF(0, row * (side + GAP), left - GAP, side)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
        for k, (name, *pictures) in enumerate(self._columns):
            x = left + k * (side + GAP) + (2 * GAP if k == count - 1 else 0)
            for row, picture in enumerate(pictures):
                painter.drawImage(QRectF(x, row * (side + GAP), side, side), picture)
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(QRectF(x, 2 * (side + GAP), side, LINE), Qt.AlignmentFlag.AlignHCenter, name)
        painter.end()
