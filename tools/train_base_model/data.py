"""The training pictures: aligned once, kept as one array."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from asyrp_desktop.core.files import replacing
from asyrp_desktop.photo.alignment import ALIGNMENTS, points_from_68
from asyrp_desktop.photo.square import Square, cut

from .settings import Settings


def prepare(packed: Path, state: Path, settings: Settings) -> int:
    """Write state/pictures.npy, (N, S, S, 3) uint8. packed: see tools.unpack_faces. Returns N."""
    data = np.load(packed)
    blob, offsets, landmarks = data["blob"], data["offsets"], data["landmarks68"]
    alignment = ALIGNMENTS[settings.alignment]
    pictures = []
    for i in range(len(offsets) - 1):
        picture = np.asarray(Image.open(io.BytesIO(blob[offsets[i] : offsets[i + 1]].tobytes())).convert("RGB"))
        square = alignment.square(points_from_68(landmarks[i].astype(np.float32) * picture.shape[1]))
        if _overhang(square, picture.shape[1]) <= settings.most_overhang * square.side:
            pictures.append(cut(picture, square, settings.size))
    state.mkdir(parents=True, exist_ok=True)
    with replacing(state / "pictures.npy") as part, part.open("wb") as file:
        np.save(file, np.stack(pictures))
    return len(pictures)


def _overhang(square: Square, side: int) -> float:
    """How many pixels of mirrored border the square takes in, at most."""
    left, top, right, bottom = square.bounds()
    return max(-left, -top, right - side, bottom - side, 0)


def load(state: Path) -> tuple[np.ndarray, np.ndarray]:
    """(training, held out): every tenth picture is held out. Each (N, S, S, 3) uint8."""
    pictures = np.load(state / "pictures.npy", mmap_mode="r")
    held = np.arange(len(pictures)) % 10 == 0
    return np.asarray(pictures[~held]), np.asarray(pictures[held])
