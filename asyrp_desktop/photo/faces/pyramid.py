"""One photo at several sizes, so that every face is, at one of them, of the size that the networks know."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F

from ..square import Pixels, Square, cut

# The largest size, in pixels: it takes nearly all of the time. With 16e6 a few more of the smallest faces of a 12
# megapixel photo are found, in a third more time; with 9e6 a sixth of those of 32 pixels is missed.
MOST_PIXELS = 12e6
MOST_ENLARGED = 1.5
LEAST_SIDE = 32  # pixels; no face is to be expected in less


class Level(NamedTuple):
    """The photo at one size."""

    pixels: Pixels  # (H, W, 3) uint8
    scale: float  # pixels here for one pixel of the photo


class Tile(NamedTuple):
    """A part of a level and of what lies around it."""

    left: int  # pixels of the level; may be negative
    top: int
    pixels: np.ndarray  # (H, W, 3) float32, 0..255


def pyramid(photo: Pixels) -> list[Level]:
    """Levels, each half as large as the one before, down to where a face that fills the photo is small.

    photo: (H, W, 3) uint8. There are none where the photo is too small for a face.
    """
    height, width = photo.shape[:2]
    if min(height, width) < LEAST_SIDE:
        return []
    scale = min(math.sqrt(MOST_PIXELS / (height * width)), MOST_ENLARGED)
    # Scaled in bytes, by torch and on all cores; it wants to own what it reads.
    picture = torch.from_numpy(np.require(photo, requirements=["C", "W"])).movedim(2, 0)[None]
    levels: list[Level] = []
    while min(height, width) * scale >= LEAST_SIDE:
        size = round(height * scale), round(width * scale)
        if picture.shape[2:] != size:
            picture = F.interpolate(picture, size, mode="bilinear", antialias=True)
        levels.append(Level(np.ascontiguousarray(picture[0].movedim(0, 2).numpy()), scale))
        scale /= 2
    return levels


def tiles(level: Level, side: int, overlap: int, cell: int, colour: tuple[float, float, float]) -> Iterator[Tile]:
    """Pictures of `side` pixels or less, in whole cells, that cover a level and half an overlap of colour around it."""
    height, width = level.pixels.shape[:2]
    margin = overlap // 2
    # What is left at the end is worth a tile of its own only if it is more than the overlap.
    for top in range(-margin, max(height - margin, 1 - margin), side - overlap):
        for left in range(-margin, max(width - margin, 1 - margin), side - overlap):
            rows = min(side, math.ceil((height + margin - top) / cell) * cell)
            columns = min(side, math.ceil((width + margin - left) / cell) * cell)
            pixels = np.empty((rows, columns, 3), np.float32)
            pixels[:] = colour
            y, x = max(top, 0), max(left, 0)
            part = level.pixels[y : top + rows, x : left + columns]
            pixels[y - top : y - top + part.shape[0], x - left : x - left + part.shape[1]] = part
            yield Tile(left, top, pixels)


def cut_from(levels: list[Level], square: Square, size: int) -> Pixels:
    """What `square.cut` gives for the photo, in time that does not grow with the square. Returns (size, size, 3)."""
    level = next((level for level in reversed(levels) if square.side * level.scale >= size), levels[0])
    there = Square(square.cx * level.scale, square.cy * level.scale, square.side * level.scale, square.roll)
    return cut(level.pixels, there, size)
