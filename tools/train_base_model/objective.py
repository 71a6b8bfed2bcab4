"""The loss: the squared error of the predicted x0, and what it counts at each timestep.

Min-SNR weighting: Hang et al., 2023, "Efficient Diffusion Training via Min-SNR Weighting Strategy".
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.engine.schedule import NoiseSchedule

Predict = Callable[[Tensor, Tensor], Tensor]  # x_t: (B, C, H, W), t: (B,), to the network's output, like x_t


def loss_weights(alphas: np.ndarray, gamma: float, least: float) -> Tensor:
    """What the squared error of x0 counts at each timestep. alphas: (T,) cumulative. Returns (T,) float32."""
    return torch.from_numpy(alphas / (1 - alphas)).clamp(least, gamma).float()


def draw_timesteps(count: int, length: int) -> Tensor:
    """(count,) timesteps, one from each of `count` equal parts of 0..length - 1, in random order."""
    place = (torch.arange(count) + torch.rand(count)) / count
    return (place * length).long().clamp(max=length - 1)[torch.randperm(count)]


def squared_errors(predict: Predict, x0: Tensor, t: Tensor, noise: Tensor, schedule: NoiseSchedule) -> Tensor:
    """Mean squared error of the predicted x0, by picture.

    x0, noise: (B, C, H, W), x0 in -1..1. t: (B,). Returns (B,).
    """
    a = schedule.alphas_at(t, x0)
    x = a.sqrt() * x0 + (1 - a).sqrt() * noise
    return (schedule.predicted_x0(predict(x, t).float(), x, t) - x0).square().mean((1, 2, 3))
