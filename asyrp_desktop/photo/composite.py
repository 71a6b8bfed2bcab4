"""Setting an edit back into the photo: only the difference travels, so that everything else stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .photo import Photo
from .square import Square, spread

# Least spread of light (levels, root mean square) in a neighbourhood whose edges are trusted; as measured by
# benchmarks/sharpening.py.
EDGE = 6.0


class Patch(NamedTuple):
    """An edit of one square. before, after: (S, S, 3), 0..255, what the model saw and made of it. weight: (M, M), how
    much of the difference counts where, 0..1."""

    square: Square
    before: np.ndarray
    after: np.ndarray
    weight: np.ndarray


def composite(photo: Photo, patches: Sequence[Patch], painted: np.ndarray | None = None, sharpen: bool = True) -> Photo:
    """The photo with the differences of all patches.

    painted: (H, W) uint8 over the photo; where it is 0 nothing changes. sharpen: see `enlarged`.
    """
    samples = photo.samples.copy()
    for patch in patches:
        difference = patch.after.astype(np.float32) - patch.before
        if not difference.any():
            continue
        weight, (left, top) = spread(patch.weight[..., None], patch.square, photo.width, photo.height)
        height, width = weight.shape[:2]
        if not weight.size:
            continue
        if painted is not None:
            weight = weight * (painted[top : top + height, left : left + width, None] / np.float32(255))
        field = enlarged(photo, patch.square, patch.before, difference, sharpen)
        photo.shift(samples, left, top, field * weight.clip(0, 1))
    return photo.with_samples(samples)


def enlarged(photo: Photo, square: Square, before: np.ndarray, difference: np.ndarray, sharpen: bool) -> np.ndarray:
    """A difference over the part of the photo that the square touches, (h, w, 3) float32.

    before, difference: (S, S, 3). sharpen: where the difference follows the light of what the model saw, it goes on to
    do so in what was too fine for the model to see: bicubic + slope * (light - bicubic light). The slope is a guided
    filter's (He, Sun & Tang, 2010).
    """
    if not sharpen or square.side <= difference.shape[0]:
        return spread(difference, square, photo.width, photo.height)[0]
    light = before.mean(2, dtype=np.float32, keepdims=True)
    fields = np.concatenate((difference, _slope(difference, light), light), 2)
    field, (left, top) = spread(fields, square, photo.width, photo.height)
    seen = photo.region(left, top, left + field.shape[1], top + field.shape[0]).mean(2, dtype=np.float32, keepdims=True)
    return field[..., :3] + field[..., 3:6] * (seen - field[..., 6:])


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
