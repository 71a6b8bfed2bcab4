"""What lies over the photo in all views: boxes around faces, the square with its handles, and what is painted."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QSizeF, Signal

from asyrp_desktop.core.values import Stroke

from ..engine_protocol import Corners
from .movable_square import MovableSquare


class Marks(QObject):
    """Plain state, in photo pixels. Whoever changes it calls `renew`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.visible = True
        self.photo = QSizeF(1, 1)
        self.boxes: tuple[Corners, ...] = ()
        self.picked: frozenset[int] = frozenset()  # places in `boxes`
        self.square: MovableSquare | None = None  # may be moved; instead of boxes
        self.strokes: tuple[Stroke, ...] = ()
        self.stroke: Stroke | None = None  # the one under way
        self.painting = False  # the brush is in hand
        self.brush: tuple[QPointF, float] | None = None  # where it hovers, and its radius

    def renew(self) -> None:
        self.changed.emit()

    def box_at(self, at: QPointF) -> int | None:
        """Where several lie over each other, the one whose middle is nearest."""
        nearest: tuple[float, int] | None = None
        for number, corners in enumerate(self.boxes):
            (x0, y0), (x1, y1), (x2, y2), _ = corners
            side = (x1 - x0) ** 2 + (y1 - y0) ** 2
            x, y = at.x() - x0, at.y() - y0
            along = (x * (x1 - x0) + y * (y1 - y0)) / side
            across = (y * (x1 - x0) - x * (y1 - y0)) / side
            if 0 <= along <= 1 and 0 <= across <= 1:
                away = (at.x() - (x0 + x2) / 2) ** 2 + (at.y() - (y0 + y2) / 2) ** 2
                nearest = min(nearest or (away, number), (away, number))
        return nearest[1] if nearest else None
