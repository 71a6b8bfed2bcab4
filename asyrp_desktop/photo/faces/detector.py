"""Where faces are, roughly: face-api's tiny face detector (Tiny YOLO v2 on separable convolutions)."""

from __future__ import annotations

from functools import reduce

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .layers import SeparableConv, across, pad_after

CELL = 32  # pixels; the network speaks once for each cell of this size
MEAN_COLOUR = (117.001, 114.697, 97.404)  # red, green, blue; what nothing looks like to the network
# Widths and heights of the boxes that each cell starts from, in cells. `BOX_ANCHORS`.
_ANCHORS = (
    (1.603231, 2.094468),
    (6.041143, 7.080126),
    (2.882459, 3.518061),
    (4.266906, 5.178857),
    (9.041765, 10.66308),
)


class TinyFaceDetector(nn.Module):
    """Boxes with scores from pictures of any size in whole cells. Sees faces from 30 to 200 pixels wide."""

    def __init__(self) -> None:
        super().__init__()
        self.conv0 = nn.ParameterDict({"weight": torch.empty(16, 3, 3, 3), "bias": torch.empty(16)})
        self.conv1 = SeparableConv(16, 32)
        self.conv2 = SeparableConv(32, 64)
        self.conv3 = SeparableConv(64, 128)
        self.conv4 = SeparableConv(128, 256)
        self.conv5 = SeparableConv(256, 512)
        self.conv8 = nn.Conv2d(512, 5 * len(_ANCHORS), 1)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """pictures: (B, 3, H, W) float, 0..255, H and W multiples of 32.

        Returns boxes (B, N, 4), left, top, right and bottom in pixels, and their scores (B, N), 0..1: one for each cell
        and anchor, most of them near 0.
        """
        # The range, (pictures - mean) / 255, is changed in a few hundred weights instead of in millions of pixels.
        weight = self.conv0["weight"] / 255
        mean = torch.tensor(MEAN_COLOUR).view(3, 1, 1)
        bias = self.conv0["bias"] - (weight * mean).sum((1, 2, 3))
        # Each of the four places that a pool takes the best of is convolved by itself: all of them at once would not
        # fit into a processor's cache.
        places = (pictures[:, :, down:, across:] for down in (0, 1) for across in (0, 1))
        x = reduce(torch.maximum, (F.conv2d(place, weight, bias, stride=2) for place in places))
        # Pooled before it is rectified, not after: the same, as a rectifier keeps the order, and a quarter of the work.
        x = self.conv1(F.leaky_relu_(x, 0.1))
        for conv in (self.conv2, self.conv3, self.conv4, self.conv5):
            x = conv(F.leaky_relu_(F.max_pool2d(x, 2, ceil_mode=True), 0.1))
        x = F.max_pool2d(pad_after(F.leaky_relu_(x, 0.1), -torch.inf), 2, 1)
        rows, columns = x.shape[2:]
        x = across(self.conv8, x).reshape(-1, len(_ANCHORS), 5, rows, columns).movedim(2, 4)
        corner = torch.stack(torch.meshgrid(torch.arange(columns), torch.arange(rows), indexing="xy"), 2)
        centre = (corner + x[..., 0:2].sigmoid()) * CELL
        half = x[..., 2:4].exp() * torch.tensor(_ANCHORS)[:, None, None] * CELL / 2
        return torch.cat((centre - half, centre + half), -1).flatten(1, 3), x[..., 4].sigmoid().flatten(1)
