"""Attributes read from h while training, so that h is about them; the reader is thrown away afterwards."""

from __future__ import annotations

import math
from typing import cast

import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from torch import Tensor, nn

_CHANNELS = 128


class WithReadOut(nn.Module):
    """A U-Net, and what its h says of a picture's attributes."""

    def __init__(self, unet: UNet2DModel, attributes: int) -> None:
        super().__init__()
        self.unet = unet
        channels = unet.config["block_out_channels"]
        cells = (int(unet.config["sample_size"]) >> (len(channels) - 1)) ** 2
        self.read_out = nn.Sequential(
            nn.GroupNorm(math.gcd(32, channels[-1]), channels[-1]),
            nn.Conv2d(channels[-1], _CHANNELS, 1),
            nn.SiLU(),
            nn.Flatten(),
            nn.Linear(_CHANNELS * cells, attributes),
        )
        self._h: Tensor | None = None
        cast(nn.Module, unet.mid_block).register_forward_hook(self._keep)

    def _keep(self, _: nn.Module, __: object, h: Tensor) -> None:
        self._h = h

    def forward(self, x: Tensor, t: Tensor) -> tuple[Tensor, Tensor]:
        """x: (B, C, H, W). t: (B,). Returns the U-Net's output, and (B, attributes)."""
        output = self.unet(x, t).sample
        h, self._h = cast(Tensor, self._h), None
        return output, self.read_out(h)


def read_out_loss(read: Tensor, attributes: Tensor, alphas: Tensor) -> Tensor:
    """Mean squared error over the pictures whose attributes are known, counting as much as there is signal.

    read, attributes: (B, A); NaN where nothing is known. alphas: (B,) cumulative, at each picture's timestep.
    """
    known = ~attributes.isnan().any(1)
    errors = (read - attributes.nan_to_num()).square().mean(1)
    return (errors * known * alphas).sum() / known.sum().clamp(min=1)


def attributes_of(expression: Tensor, age: Tensor, p_male: Tensor, frontality: Tensor) -> Tensor:
    """(N, 10) of about unit scale: seven expressions, age, gender, frontality. NaN where unknown."""
    mean, deviation = frontality[~frontality.isnan()].mean(), frontality[~frontality.isnan()].std()
    return torch.cat([expression, *(x[:, None] for x in ((age - 35) / 20, p_male, (frontality - mean) / deviation))], 1)
