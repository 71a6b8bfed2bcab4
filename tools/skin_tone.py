"""Skin tone as the individual typology angle (Chardon et al., 1991), read off the cheeks."""

from __future__ import annotations

import numpy as np
from skimage.color import rgb2lab

# Of the 68 landmarks: a cheek lies between the jaw and the wing of the nose.
_CHEEKS = ((2, 31), (14, 35))
_RADIUS = 0.12  # of the patch, in distances of the eyes


def typology_angle(pixels: np.ndarray, landmarks: np.ndarray) -> float:
    """Degrees: above 55 very light, 28 to 41 intermediate, below -30 dark. The median over both cheeks.

    pixels: (H, W, 3) uint8 sRGB. landmarks: (68, 2), in pixels. Light that is not white moves it by some degrees.
    """
    eyes = landmarks[36:42].mean(0), landmarks[42:48].mean(0)
    radius = max(1, round(_RADIUS * float(np.linalg.norm(eyes[1] - eyes[0]))))
    patches = []
    for pair in _CHEEKS:
        x, y = (round(float(at)) for at in landmarks[list(pair)].mean(0))
        patch = pixels[max(0, y - radius) : y + radius + 1, max(0, x - radius) : x + radius + 1]
        patches.append(patch.reshape(-1, 3))
    lab = rgb2lab(np.concatenate(patches)[None] / 255.0)[0]
    light, blue_to_yellow = np.median(lab[:, 0]), np.median(lab[:, 2])
    return float(np.degrees(np.arctan2(light - 50, max(blue_to_yellow, 1e-6))))
