"""What an edit changed: the difference itself, and a map of where it is."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from .motion import LEVELS, MOTION

GAIN = 4  # by which the difference is enlarged, so that it is seen
FULL = 40  # levels of change, of 255, that the end of the colours stands for
MOST_MOTION = 0.04  # share of the square's side, that the full colour stands for
SEEN = 3  # levels; less of a change nobody sees
# Along the colour map inferno (CC0): dark to bright also for those who tell few colours apart.
_INFERNO = ((0, 0, 4), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164))

_DIM = np.rint(np.arange(3 * 255 + 1) / 3 * 0.35 + 20).astype(np.uint8)  # the photo beneath, by the sum of r, g and b


class ChangeMap(NamedTuple):
    """pixels: (H, W, 3) uint8. changed: share of the photo that was changed so that it can be seen, 0..1."""

    pixels: np.ndarray
    changed: float


def amplified(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The difference, enlarged, on grey: brighter is where light was added. (H, W, 3) uint8 each."""
    return np.clip(128 + GAIN * (after.astype(np.int16) - before), 0, 255).astype(np.uint8)


def amplified_levels(change: np.ndarray) -> np.ndarray:
    """`amplified`, of what a change adds. change: see `motion`."""
    return np.clip(128 + GAIN * change[..., LEVELS], 0, 255).astype(np.uint8)


def motion_map(change: np.ndarray) -> np.ndarray:
    """Where a change moves pixels, as a colour wheel: the hue tells the way, white is none. (S, S, 3) uint8."""
    away = -change[..., MOTION]  # from where to where, not back
    size = np.linalg.norm(away, axis=2)
    hue = np.degrees(np.arctan2(away[..., 1], away[..., 0])) % 360
    hsv = np.stack((hue, (size / MOST_MOTION).clip(0, 1), np.ones_like(hue)), 2).astype(np.float32)
    return np.rint(255 * cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)).astype(np.uint8)


def change_map(before: np.ndarray, after: np.ndarray) -> ChangeMap:
    """How much each pixel has changed, in colours over a dim photo. (H, W, 3) uint8 each."""
    r, g, b = (np.abs(after[..., c].astype(np.int16) - before[..., c]) for c in range(3))
    levels = np.maximum(np.maximum(r, g), b)
    dim = _DIM[before[..., 0].astype(np.uint16) + before[..., 1] + before[..., 2]]
    pixels = np.repeat(dim[..., None], 3, 2)
    # Most of a photo is untouched: only what changed is blended.
    where = np.nonzero(levels)
    reach = np.minimum(levels[where], FULL)
    cover = np.clip(reach.astype(np.float32) / (FULL / 4), 0, 1)[:, None]
    pixels[where] = np.rint(pixels[where] * (1 - cover) + ramp(FULL + 1)[reach] * cover)
    return ChangeMap(pixels, float((levels >= SEEN).mean()))


def ramp(steps: int) -> np.ndarray:
    """The map's colours from no change to FULL: (steps, 3) uint8."""
    x = np.linspace(0, len(_INFERNO) - 1, steps)
    anchors = np.array(_INFERNO, np.float32).T
    return np.rint(np.stack([np.interp(x, range(len(_INFERNO)), channel) for channel in anchors], 1)).astype(np.uint8)
