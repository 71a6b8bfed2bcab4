"""Black-and-white and toned photos: all their colours lie on one curve from dark to light, and an edit stays on it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from .colour import LUMA

_GREY = 3.0  # levels of 255 between the channels; less is a decoder's rounding
# Away from the curve, in levels of 255: so much of nearly all pixels, and of all but a few, is left by compression.
_NEAR, _NEARLY_ALL = 8.0, 0.95
_FAR, _ALL = 16.0, 0.995
_LOOKED_AT = 100_000  # pixels, spread over a picture
_BINS = 4  # for each level of light


class Tone(NamedTuple):
    """A curve. light: (K,), ascending, 0..1. colours: (K, 3), of that light, 0..1; of what is beyond, the last one."""

    light: np.ndarray
    colours: np.ndarray

    def toned(self, samples: np.ndarray) -> np.ndarray:
        """Colours of the same light, on the curve. samples: (N, 3), uint8 or uint16."""
        full = np.iinfo(samples.dtype).max
        light = samples @ LUMA / full
        colours = np.stack([np.interp(light, self.light, channel) for channel in self.colours.T], 1)
        return np.rint(colours * full).clip(0, full).astype(samples.dtype)


GREY = Tone(np.array([0.0, 1.0]), np.array([[0.0] * 3, [1.0] * 3]))


def tone_of(samples: np.ndarray) -> Tone | None:
    """The curve that the colours of a picture lie on; None where it has colours beside it. samples: (H, W, C)."""
    if samples.shape[2] != 3 or not samples.size:
        return None
    stride = math.ceil(math.sqrt(samples.shape[0] * samples.shape[1] / _LOOKED_AT))
    some = samples[::stride, ::stride].reshape(-1, 3) / np.float32(np.iinfo(samples.dtype).max)
    if _share(np.ptp(some, axis=1), _GREY) >= _ALL:
        return GREY
    light = some @ LUMA
    bins = np.rint(light * 255 * _BINS).astype(np.intp)
    counts = np.bincount(bins)

    def means(values: np.ndarray) -> np.ndarray:
        return np.bincount(bins, values) / np.maximum(counts, 1)

    curve = np.stack([means(channel) for channel in some.T], 1)
    away = np.abs(some - curve[bins]).max(1)
    if _share(away, _NEAR) < _NEARLY_ALL or _share(away, _FAR) < _ALL:
        return None
    return Tone(means(light)[counts > 0], curve[counts > 0])


def _share(distances: np.ndarray, levels: float) -> float:
    return float((distances <= levels / 255).mean())
