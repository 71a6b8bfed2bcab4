"""Where eyes, nose and mouth are: face-api's network for the 68 points of the iBUG 300-W scheme."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .layers import SeparableConv, centred, pad_after

FACE_SIZE = 112  # pixels; the side of the picture of one face that the networks look at
_MEAN = (122.782, 117.001, 104.298)
# For each point, the one that lies in its place in a mirror.
_MIRRORED = (
    *range(16, -1, -1),  # jaw
    *range(26, 16, -1),  # brows
    *range(27, 31),  # bridge of the nose
    *range(35, 30, -1),  # below the nose
    *(45, 44, 43, 42, 47, 46),  # left eye
    *(39, 38, 37, 36, 41, 40),  # right eye
    *range(54, 47, -1),  # upper lip
    *range(59, 54, -1),  # lower lip
    *range(64, 59, -1),  # upper lip, inner
    *range(67, 64, -1),  # lower lip, inner
)


class DenseBlock(nn.Module):
    """Four convolutions, each seeing the sum of all before it; halves height and width. `denseBlock4`."""

    def __init__(self, first: nn.Module, channels: int) -> None:
        super().__init__()
        self.conv0 = first
        self.conv1, self.conv2, self.conv3 = (SeparableConv(channels, channels) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        total = F.relu(self.conv0(x))
        for conv in (self.conv1, self.conv2, self.conv3):
            # The sum before its rectification goes on to the next sum: only what a convolution sees is rectified.
            total = total + conv(F.relu(total))
        return F.relu(total)


class FirstConv(nn.Conv2d):
    """Full convolution that opens a network. (B, 3, H, W) to (B, C, H / 2, W / 2)."""

    def __init__(self, channels: int) -> None:
        super().__init__(3, channels, 3, stride=2)

    def forward(self, input: Tensor) -> Tensor:
        return super().forward(pad_after(input))


class FaceNetwork(nn.Module):
    """Picture of a face to numbers about it. `FaceFeatureExtractor` and the layer on top of it."""

    def __init__(self, outputs: int) -> None:
        super().__init__()
        self.dense0 = DenseBlock(FirstConv(32), 32)
        self.dense1 = DenseBlock(SeparableConv(32, 64, stride=2), 64)
        self.dense2 = DenseBlock(SeparableConv(64, 128, stride=2), 128)
        self.dense3 = DenseBlock(SeparableConv(128, 256, stride=2), 256)
        self.fc = nn.Linear(256, outputs)

    def forward(self, faces: Tensor) -> Tensor:
        """faces: (B, 3, 112, 112) float, 0..255. Returns (B, outputs)."""
        x = self.dense3(self.dense2(self.dense1(self.dense0(centred(faces, _MEAN)))))
        return self.fc(x.mean((2, 3)))


class Landmarks68(FaceNetwork):
    """68 points (x, y) as shares of the picture's width and height; a point may lie outside."""

    def __init__(self) -> None:
        super().__init__(136)

    def forward(self, faces: Tensor) -> Tensor:
        """faces: (B, 3, 112, 112) float, 0..255. Returns (B, 68, 2)."""
        return super().forward(faces).view(-1, 68, 2)

    def both(self, faces: Tensor) -> Tensor:
        """What it sees in a face, and what in its mirror image: their mean is best.

        Alone, it sees everything too far left, by 2 % of the eyes' distance.
        faces: (B, 3, 112, 112) float, 0..255. Returns (B, 2, 68, 2).
        """
        straight, mirrored = self(torch.cat((faces, faces.flip(3)))).chunk(2)
        mirrored = mirrored[:, _MIRRORED] * torch.tensor([-1.0, 1.0]) + torch.tensor([1.0, 0.0])
        return torch.stack((straight, mirrored), 1)
