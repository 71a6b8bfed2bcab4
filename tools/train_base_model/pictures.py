"""The training pictures: cut once, packed into one small file, decoded when a training begins.

The packed file is an .npz of n pictures: `blob` holds WebP files, picture i is blob[offsets[i]:offsets[i + 1]]. (n,)
`source`: place in the FairFace file, -1 for synthetic portraits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.core.files import replacing
from asyrp_desktop.core.paths import BUILT_IN_MODELS
from asyrp_desktop.photo.alignment import ALIGNMENTS, points_from_68
from asyrp_desktop.photo.faces import FaceFinder
from asyrp_desktop.photo.square import Square, cut

from .config import TrainConfig
from .webp import all_decoded, decoded, encoded

HELD_OUT_EVERY = 10  # as tools.mean_directions does it: no choice of pictures moves the border
SYNTHETIC = -1


class Crop(NamedTuple):
    """pixels: (S, S, 3) uint8."""

    pixels: np.ndarray
    source: int  # as in the packed file


def pack(labelled: Path, portraits: Iterable[Path], packed: Path, config: TrainConfig) -> tuple[int, int]:
    """Cut and pack the squares of a FairFace file and of files of synthetic portraits.

    Returns how many of each were kept.
    """
    real = list(_labelled(labelled, config))
    made = [crop for file in portraits for crop in _found(file, config)]
    blobs = [encoded(crop.pixels) for crop in (*real, *made)]
    with replacing(packed) as part, part.open("wb") as file:
        np.savez(
            file,
            blob=np.frombuffer(b"".join(blobs), np.uint8),
            offsets=np.cumsum([0, *map(len, blobs)]),
            source=np.array([crop.source for crop in (*real, *made)], np.int32),
        )
    return len(real), len(made)


def _labelled(file: Path, config: TrainConfig) -> Iterator[Crop]:
    """Of FairFace, whose landmarks are known."""
    packed = np.load(file)
    landmarks, frontality = packed["landmarks68"], packed["frontality"]
    for i, pixels in enumerate(packed_pictures(packed)):
        square = ALIGNMENTS[config.alignment].square(points_from_68(landmarks[i].astype(np.float32) * pixels.shape[1]))
        if frontality[i] >= config.min_frontality and _inside(square, pixels, config):
            yield Crop(cut(pixels, square, config.size), i)


def _found(file: Path, config: TrainConfig) -> Iterator[Crop]:
    """Of portraits of any kind: the largest face, where there is one."""
    finder = FaceFinder(BUILT_IN_MODELS / "face-api")
    for pixels in packed_pictures(np.load(file)):
        faces = finder.find(pixels)
        square = ALIGNMENTS[config.alignment].square(faces[0].points) if faces else None
        if square and square.side >= config.size / 2 and _inside(square, pixels, config):
            yield Crop(cut(pixels, square, config.size), SYNTHETIC)


def packed_pictures(packed: np.lib.npyio.NpzFile) -> Iterator[np.ndarray]:
    """Of a packed file, each (H, W, 3) uint8."""
    blob, offsets = packed["blob"], packed["offsets"]
    return (decoded(blob[start:stop].tobytes()) for start, stop in pairwise(offsets))


def _inside(square: Square, pixels: np.ndarray, config: TrainConfig) -> bool:
    return overhang(square, pixels.shape[1], pixels.shape[0]) <= config.max_overhang


def overhang(square: Square, width: int, height: int) -> float:
    """How far the square's corners reach past the photo, in sides of the square; 0 or less where they do not."""
    reach = square.side / 2 * (abs(math.cos(square.roll)) + abs(math.sin(square.roll)))
    past = (reach - square.cx, reach - square.cy, square.cx + reach - width, square.cy + reach - height)
    return max(past) / square.side


class Pictures:
    """All pictures of a packed file, on the device that trains; of the labelled ones a tenth are held out."""

    def __init__(self, packed: Path, device: torch.device | str = "cpu") -> None:
        values = np.load(packed)
        blob, offsets, source = (values[name] for name in ("blob", "offsets", "source"))
        files = [blob[start:stop].tobytes() for start, stop in pairwise(offsets)]
        self._pixels = torch.from_numpy(all_decoded(files)).movedim(3, 1).contiguous().to(device)
        held = (source >= 0) & (source % HELD_OUT_EVERY == 0)
        self.real, self.synthetic, self.held_out = map(np.flatnonzero, ((source >= 0) & ~held, source < 0, held))

    @property
    def size(self) -> int:
        return self._pixels.shape[2]

    def pixels(self, indices: np.ndarray) -> np.ndarray:
        """(B,) integers to (B, S, S, 3) uint8."""
        return self._pixels[torch.from_numpy(indices)].movedim(1, 3).cpu().numpy()

    def __call__(self, indices: np.ndarray) -> Tensor:
        """(B,) integers to (B, 3, S, S) float32, -1..1."""
        return self._pixels[torch.from_numpy(indices)].float().div_(127.5).sub_(1)

    def varied(self, indices: np.ndarray, config: TrainConfig) -> Tensor:
        """The same as they are trained on: moved a little, mirrored at random, and lit a little differently."""
        x = _moved(self(indices), config.most_shift)
        x = torch.where(torch.rand(len(x), 1, 1, 1).to(x.device) < 0.5, x.flip(3), x)
        contrast, brightness = (config.exposure * torch.randn(len(x), 1, 1, 1).to(x.device) for _ in range(2))
        return (x * (1 + contrast) + brightness).clamp(-1, 1)

    def drawn(self, seed: int, step: int, count: int, config: TrainConfig) -> np.ndarray:
        """The indices of a step's batch: of synthetic pictures the share that the config says."""
        synthetic = round(count * config.synthetic_share) if len(self.synthetic) else 0
        parts = ((self.real, count - synthetic), (self.synthetic, synthetic))
        return np.concatenate([_stream(of, [seed, k], step * n, n) for k, (of, n) in enumerate(parts) if n])


def _stream(indices: np.ndarray, seed: list[int], first: int, count: int) -> np.ndarray:
    """Places first .. first + count of an endless stream of indices; each pass over them has its own order."""
    places = np.arange(first, first + count)
    passes, within = places // len(indices), places % len(indices)
    orders = {p: np.random.default_rng([*seed, p]).permutation(indices) for p in np.unique(passes)}
    return np.array([orders[p][k] for p, k in zip(passes, within, strict=True)])


def _moved(x: Tensor, most: int) -> Tensor:
    """Each picture by up to so many pixels each way, mirrored at the border: nothing is interpolated."""
    if not most:
        return x
    count, size = len(x), x.shape[2]
    side = torch.arange(size)
    rows, columns = (side + torch.randint(-most, most + 1, (count, 1)) for _ in range(2))
    rows, columns = ((size - 1 - (size - 1 - at.abs()).abs()).to(x.device) for at in (rows, columns))
    batch = torch.arange(count, device=x.device)[:, None, None]
    return x[batch, :, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)
