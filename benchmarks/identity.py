"""Whether an edited face is still the same person, and as sharp: dlib's face descriptor and Laplacian energy.

Needs the development extra: dlib-bin, face_recognition_models (CC0).
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np

dlib: Any = import_module("dlib")  # it has no types

# Of a face that the detector misses: where it lies in the square that is cut for faces-128.
_USUAL = (0.12, 0.1, 0.88, 0.9)
_CHANGED = 4.0  # levels, over some pixels: less is not seen
_BLUR = 3.0  # pixels


class Identity:
    """Distance of two pictures of a face: 0.6 and more are two people, to dlib."""

    def __init__(self) -> None:
        # The package itself cannot be imported without setuptools: only its files are wanted.
        spec = find_spec("face_recognition_models")
        assert spec is not None and spec.submodule_search_locations
        folder = Path(spec.submodule_search_locations[0]) / "models"
        self._detector = dlib.get_frontal_face_detector()
        self._shape = dlib.shape_predictor(str(folder / "shape_predictor_5_face_landmarks.dat"))
        self._network = dlib.face_recognition_model_v1(str(folder / "dlib_face_recognition_resnet_model_v1.dat"))

    def __call__(self, before: np.ndarray, after: np.ndarray) -> float:
        """before, after: (H, W, 3) uint8, in the same place. The face is found in the first."""
        found = self._detector(before, 0)
        height, width = before.shape[:2]
        left, top, right, bottom = _USUAL
        usual = dlib.rectangle(int(left * width), int(top * height), int(right * width), int(bottom * height))
        box = found[0] if found else usual
        one, other = (np.array(self._network.compute_face_descriptor(x, self._shape(x, box))) for x in (before, after))
        return float(np.linalg.norm(one - other))


def sharpness(before: np.ndarray, after: np.ndarray) -> float:
    """Laplacian energy after, as a share of that before, where the picture has changed; 1 where it has not.

    before, after: (H, W, 3) uint8.
    """
    change = np.abs(after.astype(np.float32) - before).mean(2)
    changed = cv2.GaussianBlur(change, (0, 0), _BLUR) > _CHANGED
    if not changed.any():
        return 1.0
    light = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32) for picture in (before, after))
    sharp_before, sharp_after = (float(np.square(cv2.Laplacian(x, cv2.CV_32F)[changed]).mean()) for x in light)
    return sharp_after / max(sharp_before, 1e-6)
