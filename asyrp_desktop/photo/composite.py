"""Setting an edit back into the photo: only the change travels, so that everything else stays as it was."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .motion import LEVELS, MOTION, moved
from .photo import Photo
from .square import Box, Square, spread
from .tone import Tone

# Least spread of light (levels, root mean square) in a neighbourhood whose edges are trusted; as measured by
# benchmarks/sharpening.py.
EDGE = 6.0
# Longest side, in pixels, of what is worked on at a time: memory does not grow with the photo.
_TILE = 1024


class Patch(NamedTuple):
    """An edit of one square.

    before: (S, S, 3), 0..255, what the model saw. change: (S, S, 5), see `motion`. weight: (S, S), how much of the
    change counts where, 0..1. sharpen: see `details`; what is moved brings its details along.
    """

    square: Square
    before: np.ndarray
    change: np.ndarray
    weight: np.ndarray
    sharpen: bool = False


def composite(photo: Photo, patches: Sequence[Patch], painted: np.ndarray | None = None) -> Photo:
    """The photo with the changes of all patches. Where it has no colours but a tone it gets none.

    painted: (H, W) uint8 over the photo; where it is 0 nothing changes.
    """
    samples = photo.samples.copy()
    live = [patch for patch in patches if patch.change.any()]
    boxes = [patch.square.bounds().grown(0, photo.width, photo.height) for patch in live]
    tones = [photo.tone(box) for box in boxes]
    for tile in Box.around(boxes).tiles(_TILE):
        parts = [(patch, box.shared(tile)) for patch, box in zip(live, boxes, strict=True) if box.shared(tile).area]
        if parts:
            _apply(photo, samples, parts, painted)
        for tone, box in zip(tones, boxes, strict=True):
            if tone is not None:
                _keep_tone(photo.samples, samples, tone, box.shared(tile))
    return photo.with_samples(samples)


def _keep_tone(before: np.ndarray, after: np.ndarray, tone: Tone, box: Box) -> None:
    """What changed in a part of a photo goes back to the tone that the photo has there."""
    part = slice(box.top, box.bottom), slice(box.left, box.right)
    changed = (after[part] != before[part]).any(2)
    after[part][changed] = tone.toned(after[part][changed])


def _apply(photo: Photo, samples: np.ndarray, parts: Sequence[tuple[Patch, Box]], painted: np.ndarray | None) -> None:
    """parts: patches, and the box of each that is to be done now; where several meet, their changes add up."""
    whole = Box.around([box for _, box in parts])
    motion = np.zeros((whole.height, whole.width, 2), np.float32)
    levels = np.zeros((whole.height, whole.width, 3), np.float32)
    touched = np.zeros((whole.height, whole.width, 1), bool)
    for patch, box in parts:
        rest = spread(np.dstack((patch.change[..., LEVELS], patch.weight)), patch.square, box)
        added, weight = rest[..., :3], rest[..., 3:].clip(0, 1)
        if painted is not None:
            weight = weight * (painted[box.top : box.bottom, box.left : box.right, None] / np.float32(255))
        if patch.sharpen:
            added = added + details(photo, patch, box)
        inside = whole.slices(box)
        levels[inside] += added * weight
        touched[inside] |= weight > 0
        if patch.change[..., MOTION].any():
            # Motion fades as the rest does: pixels that are moved half-way, not moved ones over those that stay.
            motion[inside] += _pixels(spread(patch.change[..., MOTION], patch.square, box), patch.square) * weight
    if motion.any():
        source = whole.grown(math.ceil(np.abs(motion).max()) + 2, photo.width, photo.height)
        # The samples themselves, not what is seen of them: colours that no screen shows are moved, too.
        fine = photo.samples[source.top : source.bottom, source.left : source.right].astype(np.float32)
        result = moved(fine, motion, whole.left - source.left, whole.top - source.top)
        result = np.rint(result.reshape(*touched.shape[:2], -1)).clip(0, np.iinfo(samples.dtype).max)
        target = samples[whole.top : whole.bottom, whole.left : whole.right]
        np.copyto(target, result.astype(samples.dtype), where=touched)
    photo.shift(samples, whole.left, whole.top, levels)


def _pixels(motion: np.ndarray, square: Square) -> np.ndarray:
    """Shares of the square's side along its own axes, (h, w, 2), as pixels of the photo, right and down."""
    cos, sin = math.cos(square.roll) * square.side, math.sin(square.roll) * square.side
    right, down = motion[..., 0], motion[..., 1]
    return np.dstack((cos * right - sin * down, sin * right + cos * down)).astype(np.float32)


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
