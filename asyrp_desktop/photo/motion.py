"""What an edit does to a picture, as motion and the rest: read off two soft pictures, it can be done to a sharp one.

The two are predicted x0 of a photo and of its edit, by one network from the same noise. Motion is dense optical flow
(DIS, Kroeger et al., 2016): it moves the photo's own pixels, at their full resolution. What then still differs (teeth,
shadows) is added.
"""

from __future__ import annotations

import cv2
import numpy as np

from .colour import LUMA
from .region import smooth_step

# A change: (S, S, 5) float32 over a square. Two channels of motion: for each place, how far away it comes from, right
# and down along the square's own axes, as a share of its side. Three of levels, 0..255, that are added. Changes may be
# scaled and added up.
MOTION, LEVELS = slice(0, 2), slice(2, 5)

_FLOW_SIDE = 256  # pixels, at which motion is estimated
_FLOW_SMOOTH = 3.0  # of these pixels
_REFINEMENTS = 20
# Motion there and back again that misses its start by so many of these pixels is trusted no more; from the first on
# ever less. Where it is not trusted the rest is the whole difference.
_TRUSTED, _DISTRUSTED = 1.0, 3.0
# Of the rest's colour so much counts, since a weak network stains; without any of it teeth stay as red as lips. Of
# what is softer than this share of the side, colour does not count at all, and light by half.
_CHROMA, _SOFT, _SOFT_LIGHT = 0.4, 0.09, 0.5
# What a shuffled direction does is noise: rest of so many levels (root mean square around) does not count, from the
# second on it does in full.
_NOISE, _CERTAIN, _AROUND = 2.0, 8.0, 0.03

# The flow depends on how many threads share the picture: the same edit has to give the same photo anywhere.
cv2.setNumThreads(1)


def difference(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The change that only adds levels. before, after: (S, S, 3), 0..255."""
    levels = after.astype(np.float32) - before
    return np.concatenate((np.zeros((*levels.shape[:2], 2), np.float32), levels), 2)


def change(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The change with as much of it as motion as can be trusted. before, after: (S, S, 3), 0..255."""
    before, after = before.astype(np.float32), after.astype(np.float32)
    size = before.shape[0]
    flow = cv2.resize(_flow(before, after), (size, size), interpolation=cv2.INTER_AREA) / _FLOW_SIDE
    rest = after - moved(before, flow * size)
    light = (rest @ LUMA)[..., None]
    colour = rest - light
    light = light - (1 - _SOFT_LIGHT) * _blurred(light[..., 0], _SOFT * size)[..., None]
    rest = light + _CHROMA * (colour - _blurred(colour, _SOFT * size))
    around = np.sqrt(_blurred(np.square(rest).mean(2), _AROUND * size))
    return np.concatenate((flow, rest * smooth_step((around - _NOISE) / (_CERTAIN - _NOISE))[..., None]), 2)


def applied(picture: np.ndarray, change: np.ndarray) -> np.ndarray:
    """The whole of a picture with a change, (S, S, 3) float32. picture: (S, S, 3), 0..255, of the change's size."""
    result = moved(picture.astype(np.float32), change[..., MOTION] * picture.shape[0]) + change[..., LEVELS]
    return result.clip(0, 255)


def moved(picture: np.ndarray, motion: np.ndarray, left: int = 0, top: int = 0) -> np.ndarray:
    """What the part of a picture becomes that begins at left, top. Past its border the picture is mirrored.

    picture: (H, W, C) float32. motion: (h, w, 2) float32, how far away each pixel of the part comes from, in pixels.
    """
    height, width = motion.shape[:2]
    x = np.arange(left, left + width, dtype=np.float32)[None, :] + motion[..., 0]
    y = np.arange(top, top + height, dtype=np.float32)[:, None] + motion[..., 1]
    return cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)


def _flow(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """For each pixel of `after`, how far away it was in `before`: (_FLOW_SIDE, _FLOW_SIDE, 2), pixels of that side."""
    light = [_light(picture) for picture in (after, before)]
    estimate = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    estimate.setVariationalRefinementIterations(_REFINEMENTS)
    estimate.setFinestScale(1)
    there, back = (np.asarray(estimate.calc(*pair, None)) for pair in (light, light[::-1]))  # type: ignore[call-overload]
    missed = np.linalg.norm(there + moved(back, there), axis=2)
    trust = 1 - smooth_step((missed - _TRUSTED) / (_DISTRUSTED - _TRUSTED))
    return _blurred(there * trust[..., None], _FLOW_SMOOTH)


def _light(picture: np.ndarray) -> np.ndarray:
    side = _FLOW_SIDE
    large = cv2.resize(picture, (side, side), interpolation=cv2.INTER_CUBIC)
    return cv2.cvtColor(np.rint(large.clip(0, 255)).astype(np.uint8), cv2.COLOR_RGB2GRAY)


def _blurred(field: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(field, (0, 0), sigma)
