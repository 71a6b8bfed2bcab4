"""Where a model wants the face: from five points of a face to the square that is cut for the model.

The recipe is that of FFHQ (Karras et al., 2019): an upright frame from the eyes and the mouth, its side set by the
distance of the eyes or of eyes and mouth, whichever asks for more. A model's card names its `Alignment`.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from .square import Square


class FacePoints(NamedTuple):
    """Five points (x, y) in photo coordinates, pixels. Left and right as seen in the photo."""

    left_eye: tuple[float, float]
    right_eye: tuple[float, float]
    nose: tuple[float, float]
    mouth_left: tuple[float, float]
    mouth_right: tuple[float, float]


class Alignment(NamedTuple):
    """How large the square is, and how far below the eyes its centre lies."""

    name: str
    scale: float  # side of the square in FFHQ sides
    drop: float  # centre of the square, from between the eyes (0) to the mouth (1)

    def square(self, points: FacePoints) -> Square:
        """The square for a face. FFHQ, `recreate_aligned_images`."""
        left, right = np.array(points.left_eye), np.array(points.right_eye)
        eyes = (left + right) / 2
        to_mouth = (np.array(points.mouth_left) + np.array(points.mouth_right)) / 2 - eyes
        across = right - left
        # Eyes and the perpendicular of eyes-to-mouth vote on the roll together: steadier than either on turned heads.
        axis = across + np.array([to_mouth[1], -to_mouth[0]])
        side = 4 * max(math.hypot(*across), 0.9 * math.hypot(*to_mouth)) * self.scale
        cx, cy = eyes + self.drop * to_mouth
        return Square(float(cx), float(cy), float(side), math.atan2(axis[1], axis[0]))


FFHQ = Alignment("ffhq", scale=1.0, drop=0.1)
# FairFace's published crops end close to the face: the FFHQ square would be a third mirrored border.
FFHQ_CLOSE = Alignment("ffhq-close", scale=0.64, drop=0.5)

ALIGNMENTS = {alignment.name: alignment for alignment in (FFHQ, FFHQ_CLOSE)}


def points_from_68(landmarks: np.ndarray) -> FacePoints:
    """Five points from the 68 of the iBUG 300-W scheme. landmarks: (68, 2)."""
    left_eye, right_eye = landmarks[36:42].mean(0), landmarks[42:48].mean(0)
    return FacePoints(*map(_point, (left_eye, right_eye, landmarks[30], landmarks[48], landmarks[54])))


def _point(xy: np.ndarray) -> tuple[float, float]:
    return float(xy[0]), float(xy[1])
