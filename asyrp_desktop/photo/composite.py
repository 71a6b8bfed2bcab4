"""Setting an edit back into the photo: only the change travels, so that everything else stays as it was."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .motion import LEVELS, MOTION, moved
from .photo import Photo
from .square import Box, Square, spread

# Least spread of light (levels, root mean square) in a neighbourhood whose edges are trusted; as measured by
# benchmarks/sharpening.py.
EDGE = 6.0
# Longest side, in pixels, of what is worked on at a time: memory does not grow with the photo.
_TILE = 1024


class Patch(NamedTuple):
    """An edit of one square. before: (S, S, 3), 0..255, what the model saw. change: (S, S, 5), see `motion`.
    weight: (S, S), how much of the change counts where, 0..1."""

    square: Square
    before: np.ndarray
    change: np.ndarray
    weight: np.ndarray


def composite(photo: Photo, patches: Sequence[Patch], painted: np.ndarray | None = None, sharpen: bool = True) -> Photo:
    """The photo with the changes of all patches.

    painted: (H, W) uint8 over the photo; where it is 0 nothing changes. sharpen: see `details`; where a change has
    motion in it, that brings the photo's details along instead.
    """
    samples = photo.samples.copy()
    for patch in patches:
        if patch.change.any():
            for tile in patch.square.bounds().grown(0, photo.width, photo.height).tiles(_TILE):
                _apply(photo, samples, patch, tile, painted, sharpen)
    return photo.with_samples(samples)


def _apply(
    photo: Photo, samples: np.ndarray, patch: Patch, tile: Box, painted: np.ndarray | None, sharpen: bool
) -> None:
    motion = spread(patch.change[..., MOTION], patch.square, tile)
    rest = spread(np.dstack((patch.change[..., LEVELS], patch.weight)), patch.square, tile)
    difference, weight = rest[..., :3], rest[..., 3:].clip(0, 1)
    if painted is not None:
        weight = weight * (painted[tile.top : tile.bottom, tile.left : tile.right, None] / np.float32(255))
    if not weight.any():
        return
    if sharpen and not patch.change[..., MOTION].any():
        difference += details(photo, patch, tile)
    difference = difference * weight
    if motion.any():
        # Motion fades as the rest does: pixels that are moved half-way, not moved ones over those that stay.
        difference += _moved(photo, tile, patch.square, motion * weight) * (weight > 0)
    photo.shift(samples, tile.left, tile.top, difference)


def _moved(photo: Photo, tile: Box, square: Square, motion: np.ndarray) -> np.ndarray:
    """What motion changes of what is seen, (h, w, 3) levels. motion: (h, w, 2), shares of the square's side."""
    cos, sin = math.cos(square.roll) * square.side, math.sin(square.roll) * square.side
    right, down = motion[..., 0], motion[..., 1]
    pixels = np.stack((cos * right - sin * down, sin * right + cos * down), 2).astype(np.float32)
    source = tile.grown(math.ceil(np.abs(pixels).max()) + 2, photo.width, photo.height)
    levels = photo.levels(source)
    left, top = tile.left - source.left, tile.top - source.top
    return moved(levels, pixels, left, top) - levels[top : top + tile.height, left : left + tile.width]


def details(photo: Photo, patch: Patch, box: Box) -> np.ndarray:
    """What is too fine for the model to see and goes with its change of levels, (h, w, 3) float32.

    Where that follows the light of what the model saw, it goes on to do so: slope * (light - enlarged light). The slope
    is a guided filter's (He, Sun & Tang, 2010).
    """
    levels = patch.change[..., LEVELS]
    if patch.square.side <= levels.shape[0]:
        return np.zeros((box.height, box.width, 3), np.float32)
    light = patch.before.mean(2, dtype=np.float32, keepdims=True)
    field = spread(np.concatenate((_slope(levels, light), light), 2), patch.square, box)
    return field[..., :3] * (photo.levels(box).mean(2, keepdims=True) - field[..., 3:])


def _slope(difference: np.ndarray, light: np.ndarray) -> np.ndarray:
    """By how much the difference changes with the light, around each pixel. (S, S, 3)."""
    mean_light, mean = _mean(light), _mean(difference)
    variance = _mean(light * light) - mean_light**2
    slope = (_mean(light * difference) - mean_light * mean) / (variance + EDGE**2)
    # Details may vanish or double; beyond that they would be turned inside out.
    return _mean(slope).clip(-1, 1)


def _mean(field: np.ndarray) -> np.ndarray:
    """Over each pixel and its eight neighbours."""
    height, width = field.shape[:2]
    padded = np.pad(field, ((1, 1), (1, 1), (0, 0)), mode="edge")
    rows = padded[:height] + padded[1 : height + 1] + padded[2:]
    return (rows[:, :width] + rows[:, 1 : width + 1] + rows[:, 2:]) / 9
