"""The parts of a photo that are edited, and how much of an edit counts where."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .square import Square

FADE = 0.2  # of the face's height, over which an edit fades beyond its reach
EDGE = 0.12  # of the square's side, over which it fades towards an edge inside the photo
FOREHEAD = 0.5  # of the way from chin to brows, that the hair line is above the brows


class Region(NamedTuple):
    """A square that is edited by itself.

    outline: (27, 2) photo pixels, the jaw line and the brows of the face in it, as the first of the 68 points of the
    iBUG 300-W scheme; None where there is no face, and the whole square counts.
    """

    square: Square
    outline: np.ndarray | None = None

    def scaled(self, scale: float) -> Region:
        """For a photo of another size."""
        square = self.square._replace(
            cx=self.square.cx * scale, cy=self.square.cy * scale, side=self.square.side * scale
        )
        return Region(square, None if self.outline is None else self.outline * scale)


def weights(regions: Sequence[Region], width: int, height: int, reach: float, size: int) -> list[np.ndarray]:
    """How much of each region's edit counts, (size, size) float32 on its square, 0..1; where regions meet they share.

    width, height: of the photo. reach: how far around the face an edit goes before it fades, as a share of the way from
    chin to brows.
    """
    found = []
    bounds = [region.square.bounds() for region in regions]
    share = (np.arange(size) + 0.5) / size - 0.5
    for region, own in zip(regions, bounds, strict=True):
        square = region.square
        cos, sin = math.cos(square.roll), math.sin(square.roll)
        u, v = share[None, :] * square.side, share[:, None] * square.side
        x, y = square.cx + u * cos - v * sin, square.cy + u * sin + v * cos
        alone = total = _weight(region, x, y, width, height, reach)
        for other, its in zip(regions, bounds, strict=True):
            if other is not region and own.shared(its).area:
                total = total + _weight(other, x, y, width, height, reach)
        found.append((alone / np.maximum(total, 1)).astype(np.float32))
    return found


def _weight(region: Region, x: np.ndarray, y: np.ndarray, width: int, height: int, reach: float) -> np.ndarray:
    """At points of the photo, in pixels."""
    weight = _within_square(region.square, x, y, width, height)
    if region.outline is not None:
        here = weight > 0
        weight[here] *= _around_face(region.outline, x[here], y[here], reach)
    return weight


def _within_square(square: Square, x: np.ndarray, y: np.ndarray, width: int, height: int) -> np.ndarray:
    """1 inside; smooth to 0 at each edge that lies inside the photo: elsewhere there is no seam."""
    cos, sin, half = math.cos(square.roll), math.sin(square.roll), square.side / 2
    u = (cos * (x - square.cx) + sin * (y - square.cy)) / half
    v = (cos * (y - square.cy) - sin * (x - square.cx)) / half
    weight = ((np.abs(u) <= 1) & (np.abs(v) <= 1)).astype(np.float64)
    for axis, right, down in ((-u, -1, 0), (u, 1, 0), (-v, 0, -1), (v, 0, 1)):
        edge_x = square.cx + half * (right * cos - down * sin)
        edge_y = square.cy + half * (right * sin + down * cos)
        if 0.5 < edge_x < width - 0.5 and 0.5 < edge_y < height - 0.5:
            weight = weight * smooth_step((1 - axis) / (2 * EDGE))
    return weight


def _around_face(outline: np.ndarray, x: np.ndarray, y: np.ndarray, reach: float) -> np.ndarray:
    """1 on the face up to its hair line and within reach of it, smooth to 0 beyond."""
    jaw, brows = outline[:17], outline[17:27]
    up = brows.mean(0) - jaw[8]
    head = np.concatenate((jaw, (np.vstack((jaw[:1], brows, jaw[-1:])) + FOREHEAD * up)[::-1]))
    away = _distance(head, x, y) / math.hypot(*up)
    return smooth_step(1 - (away - reach) / FADE)


def _distance(polygon: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """From points to a polygon, in pixels; 0 inside. polygon: (N, 2), in order."""
    nearest = np.full(np.broadcast_shapes(x.shape, y.shape), np.inf)
    inside = np.zeros(nearest.shape, bool)
    for (x0, y0), (x1, y1) in pairwise(np.vstack((polygon, polygon[:1]))):
        along, across = x1 - x0, y1 - y0
        share = ((x - x0) * along + (y - y0) * across) / max(along**2 + across**2, 1e-9)
        share = np.clip(share, 0, 1)
        nearest = np.minimum(nearest, (x - x0 - share * along) ** 2 + (y - y0 - share * across) ** 2)
        if across:
            inside ^= ((y0 > y) != (y1 > y)) & (x < x0 + along * (y - y0) / across)
    return np.where(inside, 0, np.sqrt(nearest))


def smooth_step(ramp: np.ndarray) -> np.ndarray:
    """From 0 to 1 without a corner, as the ramp goes from 0 to 1; level beyond."""
    ramp = np.clip(ramp, 0, 1)
    return ramp * ramp * (3 - 2 * ramp)
