"""What the face-api networks are built of, and how their weights are stored.

The originals run in TensorFlow.js: its "same" padding puts the odd pixel after, never before. Weights are bytes with
a scale and an offset each, as published: a quarter of the size, and the very numbers the networks were released with.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors import safe_open
from torch import Tensor, nn

# Metadata key of a weights file: JSON, {tensor: [scale, offset]} for each tensor that is stored in bytes.
QUANTISATION = "quantisation"


class SeparableConv(nn.Module):
    """3x3 over each channel, then 1x1 across channels. (B, C, H, W) to (B, C', H / stride, W / stride)."""

    def __init__(self, channels_in: int, channels_out: int, stride: int = 1) -> None:
        super().__init__()
        self.stride = stride
        padding = 1 if stride == 1 else 0
        self.depthwise = nn.Conv2d(channels_in, channels_in, 3, stride, padding, groups=channels_in, bias=False)
        self.pointwise = nn.Conv2d(channels_in, channels_out, 1)

    def forward(self, x: Tensor) -> Tensor:
        return across(self.pointwise, self.depthwise(x if self.stride == 1 else pad_after(x)))


def across(pointwise: nn.Conv2d, x: Tensor) -> Tensor:
    """A 1x1 convolution as the matrix product that it is: on one thread torch would take a far slower way."""
    return F.linear(x.movedim(1, 3), pointwise.weight.flatten(1), pointwise.bias).movedim(3, 1)


def pad_after(x: Tensor, value: float = 0.0) -> Tensor:
    """What "same" padding adds for a 3x3 window of stride 2. x: (B, C, H, W), of even height and width."""
    return F.pad(x, (0, 1, 0, 1), value=value)


def centred(pictures: Tensor, mean: tuple[float, float, float]) -> Tensor:
    """The range the networks were trained on. pictures: (B, 3, H, W) float, 0..255. mean: red, green, blue, 0..255."""
    return (pictures - torch.tensor(mean).view(3, 1, 1)) / 255


def load_weights(network: nn.Module, path: Path) -> None:
    """Fill a network from a file of tools/convert_face_api.py, and freeze it."""
    with safe_open(path, framework="pt") as file:
        quantised: dict[str, tuple[float, float]] = json.loads(file.metadata()[QUANTISATION])
        state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118, not a mapping
    for name, (scale, offset) in quantised.items():
        state[name] = state[name].float() * scale + offset
    network.load_state_dict(state)
    # Channels last, as pictures are stored: several times as fast on a processor.
    network.eval().requires_grad_(False).to(memory_format=torch.channels_last)
