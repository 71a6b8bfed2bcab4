"""How a photo's own samples are seen, and how a change of what is seen goes back into them.

Samples are (H, W, C), uint8 or uint16, all their levels used: grey (C = 1), RGB (3) or CMYK (4; the highest level is
full ink). The model, the screen and the face finder work on what is seen: sRGB.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import imagecodecs
import numpy as np

_PIECE = 1_000_000  # pixels
_SPACES = {1: "gray", 3: "rgb", 4: "cmyk"}
LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R 601, as everybody turns colours into grey
_SRGB = imagecodecs.cms_profile("srgb")


def seen(samples: np.ndarray, icc: bytes | None) -> np.ndarray:
    """In sRGB, (H, W, 3) uint8. The very samples where they are that already."""
    height, width, channels = samples.shape
    if channels == 3 and samples.dtype == np.uint8 and not (icc and _usable(icc, channels)):
        return samples
    whole = np.empty((height, width, 3), np.uint8)
    for rows in pieces(width, height):
        whole[rows] = _seen(samples[rows], icc, np.dtype(np.uint8))
    return whole


def pieces(width: int, height: int) -> Iterator[slice]:
    """The rows of a large picture, a few at a time: what work needs on its way takes many times their memory."""
    count = max(1, _PIECE // width)
    return (slice(top, min(top + count, height)) for top in range(0, height, count))


def seen_levels(samples: np.ndarray, icc: bytes | None) -> np.ndarray:
    """In sRGB, (H, W, 3) float32, 0..255, with fractions where the samples are deeper than 8 bits or have a profile."""
    return _seen(samples, icc, np.dtype(np.uint16)).astype(np.float32) / np.float32(257)


def shifted(samples: np.ndarray, icc: bytes | None, difference: np.ndarray) -> np.ndarray:
    """The samples after a change of what is seen.

    difference: (H, W, 3) float32, levels of 0..255 sRGB. Only the change goes through the profile: what an 8 bit view
    does not show of the samples stays in them, and where nothing changes they stay as they were.
    """
    before = _seen(samples, icc, np.dtype(np.uint16))
    after = np.rint(before + 257 * difference).clip(0, 65535).astype(np.uint16)
    change = _unseen(after, samples, icc) - _unseen(before, samples, icc)
    full = np.iinfo(samples.dtype).max
    return np.rint(samples + change * (full / 65535)).clip(0, full).astype(samples.dtype)


def at_depth(samples: np.ndarray, depth: np.dtype) -> np.ndarray:
    """The same levels in 8 or 16 bits."""
    if samples.dtype == depth:
        return samples
    if depth == np.uint16:
        return samples.astype(np.uint16) * 257
    return ((samples.astype(np.uint32) + 128) // 257).astype(np.uint8)


def _seen(samples: np.ndarray, icc: bytes | None, depth: np.dtype) -> np.ndarray:
    channels = samples.shape[2]
    if icc and _usable(icc, channels):
        return _through(samples, icc, _SRGB, channels, 3, depth)
    samples = at_depth(samples, depth)
    if channels == 1:
        return np.repeat(samples, 3, axis=2)
    if channels == 4:
        full = np.iinfo(depth).max
        white = full - samples.astype(np.float32)
        return np.rint(white[..., :3] * white[..., 3:] / full).astype(depth)
    return samples


def _unseen(rgb: np.ndarray, samples: np.ndarray, icc: bytes | None) -> np.ndarray:
    """What was seen, as samples of 0..65535, float32. samples: what they were; they say how much of an ink is black."""
    channels = samples.shape[2]
    if icc and _usable(icc, channels):
        return _through(rgb, _SRGB, icc, 3, channels, np.dtype(np.uint16)).astype(np.float32)
    light = rgb.astype(np.float32)
    if channels == 1:
        return (light @ LUMA)[..., None]
    if channels == 4:
        # As much black as before, unless there was too much of it for the lightest colour.
        black = at_depth(samples[..., 3:], np.dtype(np.uint16)).astype(np.float32)
        black = np.minimum(black, 65535 - light.max(2, keepdims=True))
        inks = 65535 - 65535 * light / np.maximum(65535 - black, 1)
        return np.concatenate((inks, black), 2)
    return light


def _through(
    levels: np.ndarray, from_: bytes, to: bytes, channels_in: int, channels_out: int, depth: np.dtype
) -> np.ndarray:
    converted = imagecodecs.cms_transform(
        np.ascontiguousarray(levels[..., 0] if channels_in == 1 else levels),
        from_,
        to,
        colorspace=_SPACES[channels_in],
        outcolorspace=_SPACES[channels_out],
        outdtype=depth,
    )
    return converted.reshape(*levels.shape[:2], channels_out)


@lru_cache(maxsize=16)
def _usable(icc: bytes, channels: int) -> bool:
    """Whether a profile can be gone through both ways. One that cannot only goes back into the file as it came."""
    depth = np.dtype(np.uint16)
    try:
        rgb = _through(np.zeros((1, 1, channels), depth), icc, _SRGB, channels, 3, depth)
        _through(rgb, _SRGB, icc, 3, channels, depth)
    except (imagecodecs.CmsError, RuntimeError, ValueError, TypeError):
        return False
    return True
