"""What 68 landmarks, and the colours between them, tell of a face: an open mouth, teeth, raised brows.

landmarks: (68, 2), in pixels, of the iBUG 300-W scheme.
"""

from __future__ import annotations

import cv2
import numpy as np
from skimage.color import rgb2lab

_INNER_LIPS = ((61, 67), (62, 66), (63, 65))  # above and below
_BROWS_OVER_LIDS = ((18, 37), (19, 37), (20, 38), (23, 43), (24, 44), (25, 44))


def eye_distance(landmarks: np.ndarray) -> float:
    return float(np.linalg.norm(landmarks[42:48].mean(0) - landmarks[36:42].mean(0)))


def mouth_opening(landmarks: np.ndarray) -> float:
    """Between the lips, in distances of the eyes; below 0.08 the mouth is closed."""
    return _apart(landmarks, _INNER_LIPS)


def brow_height(landmarks: np.ndarray) -> float:
    """From the lids to the brows, in distances of the eyes."""
    return _apart(landmarks, _BROWS_OVER_LIDS)


def teeth_shown(pixels: np.ndarray, landmarks: np.ndarray) -> float:
    """How much lighter, and less red, it is between the lips than they are themselves, in units of CIELAB; above 15
    teeth are shown. pixels: (H, W, 3) uint8 sRGB.
    """
    inner, outer = (_inside(pixels.shape, landmarks[points]) for points in (slice(60, 68), slice(48, 60)))
    inner = cv2.dilate(inner, np.ones((3, 3), np.uint8)) > 0
    lips = (outer > 0) & ~inner
    if not inner.any() or not lips.any():
        return 0.0
    lab = rgb2lab(pixels)
    lighter = np.percentile(lab[inner, 0], 80) - np.median(lab[lips, 0])
    redder = np.percentile(lab[inner, 1], 20) - np.median(lab[lips, 1])
    return float(lighter - redder)


def _apart(landmarks: np.ndarray, pairs: tuple[tuple[int, int], ...]) -> float:
    above, below = landmarks[[a for a, _ in pairs]], landmarks[[b for _, b in pairs]]
    return float(np.linalg.norm(above - below, axis=1).mean()) / max(eye_distance(landmarks), 1e-6)


def _inside(shape: tuple[int, ...], polygon: np.ndarray) -> np.ndarray:
    mask = np.zeros(shape[:2], np.uint8)
    return np.asarray(cv2.fillPoly(mask, [np.rint(polygon).astype(np.int32)], (1,)))
