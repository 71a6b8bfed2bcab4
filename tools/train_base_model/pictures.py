"""The training pictures: cut once from the packed file, then read from a folder.

folder/pictures.npy   (n, S, S, 3) uint8
folder/labels.npz     (n,) `source`: place in the packed file; `age`, `gender`, `frontality`; (n, 7) `expression`
"""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from asyrp_desktop.photo.alignment import ALIGNMENTS, points_from_68
from asyrp_desktop.photo.square import Square, cut

from .config import TrainConfig

_LABELS = ("age", "gender", "frontality", "expression")


def prepare(packed_file: Path, folder: Path, config: TrainConfig) -> tuple[int, int]:
    """Cut the squares of a packed FairFace file. Returns how many pictures were kept, and of how many."""
    packed = np.load(packed_file)
    blob, offsets, landmarks, frontality = (packed[k] for k in ("blob", "offsets", "landmarks68", "frontality"))
    alignment = ALIGNMENTS[config.alignment]
    crops, sources = [], []
    for i in np.flatnonzero(frontality >= config.min_frontality):
        picture = Image.open(io.BytesIO(blob[offsets[i] : offsets[i + 1]].tobytes())).convert("RGB")
        square = alignment.square(points_from_68(landmarks[i].astype(np.float32) * picture.width))
        if overhang(square, *picture.size) <= config.max_overhang:
            crops.append(cut(np.asarray(picture), square, config.size))
            sources.append(i)
    folder.mkdir(parents=True, exist_ok=True)
    labels = {name: packed[name][sources] for name in _LABELS}
    np.save(folder / "pictures.npy", np.stack(crops))
    np.savez(folder / "labels.npz", source=sources, expression_names=packed["expression_names"], **labels)
    return len(sources), len(frontality)


def overhang(square: Square, width: int, height: int) -> float:
    """How far the square's corners reach past the photo, in sides of the square; 0 or less where they do not."""
    reach = square.side / 2 * (abs(math.cos(square.roll)) + abs(math.sin(square.roll)))
    past = (reach - square.cx, reach - square.cy, square.cx + reach - width, square.cy + reach - height)
    return max(past) / square.side


class Pictures:
    """Pictures of a prepared folder, a tenth of them held out."""

    def __init__(self, folder: Path) -> None:
        self._pictures: np.ndarray = np.load(folder / "pictures.npy", mmap_mode="r")
        # By the place in the packed file, as tools.mean_directions does it: no choice of pictures moves the border.
        held = np.load(folder / "labels.npz")["source"] % 10 == 0
        self.training = np.flatnonzero(~held)
        self.held_out = np.flatnonzero(held)

    @property
    def size(self) -> int:
        return self._pictures.shape[1]

    def pixels(self, indices: np.ndarray) -> np.ndarray:
        """(B,) integers to (B, S, S, 3) uint8."""
        return self._pictures[indices]

    def __call__(self, indices: np.ndarray) -> Tensor:
        """(B,) integers to (B, 3, S, S) float32, -1..1."""
        pixels = torch.from_numpy(self.pixels(indices))
        return pixels.movedim(3, 1).float().div_(127.5).sub_(1).contiguous()

    def shuffled(self, seed: int, first: int, count: int) -> np.ndarray:
        """Training indices at places first .. first + count of an endless stream; each pass over them has its order."""
        places = np.arange(first, first + count)
        passes, within = places // len(self.training), places % len(self.training)
        orders = {p: np.random.default_rng([seed, p]).permutation(self.training) for p in np.unique(passes)}
        return np.array([orders[p][k] for p, k in zip(passes, within, strict=True)])
