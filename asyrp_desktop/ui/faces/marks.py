"""What lies over the photo in all views: boxes around faces, the square with its handles, and what is painted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Signal

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

    @property
    def area(self) -> QRectF | None:
        """Around what is picked."""
        if self.square is not None:
            return _around(self.square.corners)
        picked = [_around(self.boxes[number]) for number in self.picked if 0 <= number < len(self.boxes)]
        return reduce(QRectF.united, picked) if picked else None

    def area_at(self, at: QPointF) -> QRectF | None:
        """Around the box there."""
        number = None if self.painting else self.box_at(at)
        return None if number is None else _around(self.boxes[number])

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


def _around(corners: Iterable[tuple[float, float]]) -> QRectF:
    xs, ys = zip(*corners, strict=True)
    return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
