"""Setting an edit back into the photo: only the difference travels, so that everything else stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .photo import Photo
from .square import Square, spread

# Radius in pixels of the model's square, and smallest spread of light (0..255) that counts as an edge, as measured by
# benchmarks/sharpening.py.
_RADIUS, _EDGE = 2, 12.0


class Patch(NamedTuple):
    """An edit of one square. before, after: (S, S, 3), 0..255, what the model saw and made of it. weight: (M, M), how
    much of the difference counts where, 0..1."""

    square: Square
    before: np.ndarray
    after: np.ndarray
    weight: np.ndarray


def composite(photo: Photo, patches: Sequence[Patch], painted: np.ndarray | None = None, sharpen: bool = True) -> Photo:
    """The photo with the differences of all patches.

    painted: (H, W) uint8 over the photo; where it is 0 nothing changes. sharpen: let the photo's edges guide how the
    difference is enlarged.
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
        if sharpen and patch.square.side > difference.shape[0]:
            guide = photo.region(left, top, left + width, top + height).mean(2, dtype=np.float32, keepdims=True)
            factor, rest = _explained(difference, patch.before.mean(2, dtype=np.float32, keepdims=True))
            both, _ = spread(np.concatenate((factor, rest), 2), patch.square, photo.width, photo.height)
            field = both[..., :3] * guide + both[..., 3:]
        else:
            field, _ = spread(difference, patch.square, photo.width, photo.height)
        photo.shift(samples, left, top, field * weight.clip(0, 1))
    return photo.with_samples(samples)


def _explained(difference: np.ndarray, light: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A guided filter's line through each neighbourhood: difference = factor * light + rest (He & Sun, 2015).

    difference: (S, S, 3). light: (S, S, 1). Returns factor and rest, (S, S, 3) each: both are smooth, so that they can
    be enlarged, and the light of the full photo brings the edges.
    """
    mean_light, mean = _box(light), _box(difference)
    variance = _box(light * light) - mean_light**2
    factor = (_box(light * difference) - mean_light * mean) / (variance + _EDGE**2)
    return _box(factor), _box(mean - factor * mean_light)


def _box(field: np.ndarray) -> np.ndarray:
    """Mean over the neighbourhood; at the border, over the part of it that there is."""
    for axis in (0, 1):
        length = field.shape[axis]
        total = np.concatenate((np.zeros_like(field.take([0], axis)), field.cumsum(axis, dtype=np.float64)), axis)
        place = np.arange(length)
        stop, start = np.minimum(place + _RADIUS + 1, length), np.maximum(place - _RADIUS, 0)
        count = (stop - start).reshape((-1, 1, 1) if axis == 0 else (1, -1, 1))
        field = (total.take(stop, axis) - total.take(start, axis)) / count
    return field.astype(np.float32)
