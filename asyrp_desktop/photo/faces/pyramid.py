"""One photo at several sizes, so that every face is, at one of them, of the size that the networks know."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F

from ..square import Pixels, Square, cut

STEP = 3  # between sizes; the detector knows a range of six
# The largest size, in pixels: it takes nearly all of the time. 32 pixel faces of a 12 megapixel photo come out at 37.
MOST_PIXELS = 16e6
MOST_ENLARGED = 1.5
LEAST_SIDE = 32  # pixels; no face is to be expected in less


class Level(NamedTuple):
    """The photo at one size."""

    pixels: Pixels  # (H, W, 3) uint8
    scale: float  # pixels here for one pixel of the photo


class Tile(NamedTuple):
    """A part of a level; around the level, it has the colour it was asked to have."""

    left: int  # pixels of the level
    top: int
    pixels: np.ndarray  # (H, W, 3) float32, 0..255


def pyramid(photo: Pixels) -> list[Level]:
    """Levels, the largest first, down to where a face that fills the photo is small. photo: (H, W, 3) uint8."""
    height, width = photo.shape[:2]
    if min(height, width) < LEAST_SIDE:
        return []
    # torch shrinks and enlarges bytes on all cores, and wants to own what it reads.
    source = torch.from_numpy(np.require(photo, requirements=["C", "W"])).movedim(2, 0)[None]
    scale = min(math.sqrt(MOST_PIXELS / (height * width)), MOST_ENLARGED)
    levels: list[Level] = []
    while not levels or min(height, width) * scale >= LEAST_SIDE:
        size = (max(round(height * scale), 1), max(round(width * scale), 1))
        pixels = F.interpolate(source, size, mode="bilinear", antialias=True)[0].movedim(0, 2)
        levels.append(Level(np.ascontiguousarray(pixels.numpy()), scale))
        scale /= STEP
    return levels


def tiles(level: Level, side: int, overlap: int, cell: int, colour: tuple[float, float, float]) -> Iterator[Tile]:
    """Squares of `side` pixels or less, in whole cells, that cover a level and half an overlap around it."""
    height, width = level.pixels.shape[:2]
    margin = overlap // 2
    for top in range(-margin, max(height + margin - overlap, 1 - margin), side - overlap):
        for left in range(-margin, max(width + margin - overlap, 1 - margin), side - overlap):
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
