"""A square that the hand moves and resizes: plain geometry, in photo pixels."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from asyrp_desktop.core.values import MOST_SQUARE, Crop

from ..engine_protocol import Corners

SMALLEST = 16.0  # side

Corner = tuple[Literal[-1, 1], Literal[-1, 1]]
"""To which side of the middle it lies, across and down."""

CORNERS: tuple[Corner, ...] = ((-1, -1), (1, -1), (1, 1), (-1, 1))


class MovableSquare(NamedTuple):
    """As in a `Crop`. Its middle stays on the photo; its edges may leave it."""

    left: float
    top: float
    side: float

    @classmethod
    def upright(cls, corners: Corners) -> MovableSquare:
        """With the middle and the size of a square that may be turned."""
        (x0, y0), (x1, y1), (x2, y2), _ = corners
        side = math.hypot(x1 - x0, y1 - y0)
        return cls((x0 + x2 - side) / 2, (y0 + y2 - side) / 2, side)

    @property
    def crop(self) -> Crop:
        return Crop("square", (self.left, self.top, self.side))

    @property
    def corners(self) -> Corners:
        half = self.side / 2
        return tuple((self.left + half + x * half, self.top + half + y * half) for x, y in CORNERS)

    def moved(self, dx: float, dy: float, width: float, height: float) -> MovableSquare:
        """width, height: of the photo."""
        half = self.side / 2
        left = min(max(self.left + dx, -half), width - half)
        top = min(max(self.top + dy, -half), height - half)
        return self._replace(left=left, top=top)

    def dragged(self, corner: Corner, x: float, y: float, width: float, height: float) -> MovableSquare:
        """A corner is taken to a point; the opposite one stays. width, height: of the photo."""
        across, down = corner
        fixed_x = self.left + (self.side if across < 0 else 0)
        fixed_y = self.top + (self.side if down < 0 else 0)
        side = max((x - fixed_x) * across, (y - fixed_y) * down)
        side = min(max(side, SMALLEST), MOST_SQUARE * max(width, height))
        left, top = fixed_x - (side if across < 0 else 0), fixed_y - (side if down < 0 else 0)
        return MovableSquare(left, top, side).moved(0, 0, width, height)

    def grown(self, by: float, width: float, height: float) -> MovableSquare:
        """Around its middle, by so many pixels on each side."""
        side = min(max(self.side + 2 * by, SMALLEST), MOST_SQUARE * max(width, height))
        change = (side - self.side) / 2
        return MovableSquare(self.left - change, self.top - change, side).moved(0, 0, width, height)

    def holds(self, x: float, y: float) -> bool:
        return 0 <= x - self.left <= self.side and 0 <= y - self.top <= self.side
