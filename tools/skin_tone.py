"""Skin tone as the individual typology angle (Chardon et al., 1991), read off the cheeks."""

from __future__ import annotations

import math

import numpy as np
from skimage.color import rgb2lab

from asyrp_desktop.photo.alignment import FacePoints

_BESIDE_CHEEKS = (2, 14)  # of the 17 points of the jaw line: a cheek lies halfway to the nose
_RADIUS = 0.12  # of the patch, in distances of the eyes


def typology_angle(pixels: np.ndarray, jaw: np.ndarray, points: FacePoints) -> float:
    """Degrees: above 55 very light, 28 to 41 intermediate, below -30 dark. The median over both cheeks.

    pixels: (H, W, 3) uint8 sRGB. jaw: (17, 2), in pixels, the first of the 68 points of the iBUG 300-W scheme. Light
    that is not white moves it by some degrees.
    """
    radius = max(1, round(_RADIUS * math.dist(points.left_eye, points.right_eye)))
    patches = []
    for beside in jaw[list(_BESIDE_CHEEKS)]:
        x, y = (round(float(at)) for at in (beside + np.array(points.nose)) / 2)
        patch = pixels[max(0, y - radius) : y + radius + 1, max(0, x - radius) : x + radius + 1]
        patches.append(patch.reshape(-1, 3))
    lab = rgb2lab(np.concatenate(patches)[None] / 255.0)[0]
    light, blue_to_yellow = np.median(lab[:, 0]), np.median(lab[:, 2])
    return float(np.degrees(np.arctan2(light - 50, max(blue_to_yellow, 1e-6))))
