"""The critic's training pictures: faces with their labels, things that are none, and what may happen to both."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from skimage import data as skimage_data
from torch import Tensor

from asyrp_desktop.photo.alignment import FFHQ_CLOSE, points_from_68
from asyrp_desktop.photo.square import cut

from .phrases import FACE

# The faces are kept with a margin, so that they can be turned and moved without showing borders.
MARGIN, KEPT_SIZE = 1.3, 96
_SKIMAGE = ("brick", "camera", "cat", "cell", "coffee", "coins", "grass", "gravel", "hubble_deep_field", "moon", "page",
            "rocket", "text")  # fmt: skip


def faces(packed_file: Path, held_out: bool) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The training faces of a packed FairFace file, or the tenth that is held out.

    Returns (N, 96, 96, 3) uint8, and labels by column, (N,) each, 0..1.
    """
    packed = np.load(packed_file)
    blob, offsets = packed["blob"], packed["offsets"]
    # By the place in the packed file, as for the base model: no measurement sees a face that either was trained on.
    chosen = np.flatnonzero((np.arange(len(offsets) - 1) % 10 == 0) == held_out)
    landmarks = packed["landmarks68"].astype(np.float32)
    crops = []
    for i in chosen:
        picture = Image.open(io.BytesIO(blob[offsets[i] : offsets[i + 1]].tobytes())).convert("RGB")
        square = FFHQ_CLOSE.square(points_from_68(landmarks[i] * picture.width))
        crops.append(cut(np.asarray(picture), square._replace(side=MARGIN * square.side), KEPT_SIZE))
    labels = dict(zip(map(str, packed["expression_names"]), packed["expression"].T.astype(np.float32), strict=True))
    labels |= {str(age): (packed["age"] == age).astype(np.float32) for age in np.unique(packed["age"])}
    labels["male"] = (packed["gender"] == "Male").astype(np.float32)
    labels |= _from_landmarks(landmarks)
    labels[FACE] = np.ones(len(landmarks), np.float32)
    labels["monochrome"] = np.zeros(len(landmarks), np.float32)
    return np.stack(crops), {name: column[chosen] for name, column in labels.items()}


def _from_landmarks(landmarks: np.ndarray) -> dict[str, np.ndarray]:
    """landmarks: (N, 68, 2). How open the mouth is, and whether the nose lies between the eyes."""
    left, right = landmarks[:, 36:42].mean(1), landmarks[:, 42:48].mean(1)
    between = np.linalg.norm(right - left, axis=1).clip(1e-6)
    gap = np.linalg.norm(landmarks[:, 62] - landmarks[:, 66], axis=1) / between
    turn = np.abs(landmarks[:, 30] - (left + right) / 2)[:, 0] / between
    return {"open_mouth": np.clip((gap - 0.1) / 0.15, 0, 1), "frontal": np.clip((0.3 - turn) / 0.15, 0, 1)}


class NoFaces:
    """Pictures without a face: pieces of skimage's pictures, of faces (too small or shuffled to be one), and noise."""

    def __init__(self, crops: np.ndarray) -> None:
        self._faces = crops
        self._things = [_rgb(np.asarray(getattr(skimage_data, name)())) for name in _SKIMAGE]

    def __call__(self, count: int, dice: np.random.Generator) -> np.ndarray:
        """(count, 96, 96, 3) uint8."""
        return np.stack([self._one(dice) for _ in range(count)])

    def _one(self, dice: np.random.Generator) -> np.ndarray:
        kind = dice.integers(4)
        if kind == 0:
            return self._piece(self._things[dice.integers(len(self._things))], dice, 0.15, 1)
        face = self._faces[dice.integers(len(self._faces))]
        if kind == 1:  # from the border inwards, hair, ear or background
            side = int(dice.integers(16, 34))
            left, top = (int(dice.choice([0, KEPT_SIZE - side])) for _ in range(2))
            return _resized(face[top : top + side, left : left + side])
        if kind == 2:
            size = int(dice.choice([8, 12, 16, 24]))
            tiles = (
                face.reshape(KEPT_SIZE // size, size, KEPT_SIZE // size, size, 3)
                .swapaxes(1, 2)
                .reshape(-1, size, size, 3)
            )
            tiles = dice.permutation(tiles).reshape(KEPT_SIZE // size, KEPT_SIZE // size, size, size, 3)
            return tiles.swapaxes(1, 2).reshape(KEPT_SIZE, KEPT_SIZE, 3)
        cells = int(2 ** dice.uniform(0, 6.5))
        noise = dice.normal(dice.uniform(40, 215, 3), dice.uniform(5, 80), (cells, cells, 3))
        return _resized(noise.clip(0, 255).astype(np.uint8))

    def _piece(self, picture: np.ndarray, dice: np.random.Generator, least: float, most: float) -> np.ndarray:
        side = int(min(picture.shape[:2]) * dice.uniform(least, most))
        top, left = (int(dice.integers(0, length - side + 1)) for length in picture.shape[:2])
        return _resized(picture[top : top + side, left : left + side])


def _rgb(picture: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(picture).convert("RGB"))


def _resized(picture: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(picture).resize((KEPT_SIZE, KEPT_SIZE), Image.Resampling.BICUBIC))


def centred(pictures: np.ndarray, size: int) -> Tensor:
    """Without the margin. pictures: (B, 96, 96, 3) uint8. Returns (B, 3, size, size), -1..1."""
    return _moved(_to_float(pictures), size, torch.eye(2).repeat(len(pictures), 1, 1), torch.zeros(len(pictures), 2))


def varied(pictures: np.ndarray, size: int, dice: np.random.Generator) -> tuple[Tensor, np.ndarray]:
    """What may befall a picture before the critic sees it: moved, lit otherwise, and what a half-denoised prediction
    looks like, blurred or noisy. Returns (B, 3, size, size), about -1..1, and who lost the colour, (B,) 0 or 1."""
    count = len(pictures)
    roll, scale = dice.uniform(-0.2, 0.2, count), np.exp(dice.uniform(-0.18, 0.18, count))
    flip = dice.choice([-1.0, 1.0], count)
    turn = np.stack(
        [np.cos(roll) * scale * flip, -np.sin(roll) * scale, np.sin(roll) * scale * flip, np.cos(roll) * scale], 1
    ).reshape(count, 2, 2)
    shift = dice.uniform(-0.06, 0.06, (count, 2))
    x = _moved(_to_float(pictures), size, torch.from_numpy(turn).float(), torch.from_numpy(shift).float())
    monochrome = dice.random(count) < 0.12
    grey = x.mean(1, keepdim=True).expand_as(x)
    x = torch.where(torch.from_numpy(monochrome)[:, None, None, None], grey, x)
    tint = np.where(monochrome[:, None], 0.0, dice.normal(0, 0.06, (count, 3))) + dice.normal(0, 0.12, (count, 1))
    x = x * _each(np.exp(dice.normal(0, 0.2, count))) + torch.from_numpy(tint).float()[:, :, None, None]
    for k in np.flatnonzero(dice.random(count) < 0.4):
        x[k] = _blurred(x[k], float(dice.uniform(0.4, 1.8)))
    noisy = np.where(dice.random(count) < 0.4, dice.uniform(0, 0.2, count), 0)
    x = x + _each(noisy) * torch.from_numpy(dice.standard_normal(x.shape, dtype=np.float32))
    return x, monochrome.astype(np.float32)


def _to_float(pictures: np.ndarray) -> Tensor:
    return torch.from_numpy(pictures).movedim(3, 1).float() / 127.5 - 1


def _moved(x: Tensor, size: int, turn: Tensor, shift: Tensor) -> Tensor:
    matrix = torch.cat([turn / MARGIN, shift[:, :, None]], dim=2)
    grid = F.affine_grid(matrix, [len(x), 3, size, size], align_corners=False)
    return F.grid_sample(x, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def _each(values: np.ndarray) -> Tensor:
    return torch.from_numpy(values).float()[:, None, None, None]


def _blurred(x: Tensor, sigma: float) -> Tensor:
    reach = math.ceil(2 * sigma)
    kernel = torch.exp(-torch.arange(-reach, reach + 1).square() / (2 * sigma**2))
    kernel = (kernel / kernel.sum()).expand(3, 1, 1, -1)
    x = F.pad(x[None], (reach,) * 4, mode="reflect")
    return F.conv2d(F.conv2d(x, kernel, groups=3), kernel.transpose(2, 3), groups=3)[0]
