"""The noise-prediction loss: which timesteps are drawn, and what each counts.

Min-SNR weighting: Hang et al., 2023, "Efficient Diffusion Training via Min-SNR Weighting Strategy".
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

Predict = Callable[[Tensor, Tensor], Tensor]  # x_t: (B, 3, S, S), t: (B,), to the noise in x_t


def loss_weights(alphas: np.ndarray, gamma: float, noisy_gain: float) -> Tensor:
    """What the squared error at each timestep counts. alphas: (T,) cumulative. Returns (T,) float32.

    Min-SNR where there is more picture than noise: min(SNR, gamma) / SNR. Below SNR 1 it would be 1, while the
    error of the predicted x0 is that of the noise over sqrt(SNR), 158 times it at the last timestep; so there a step
    counts 1 / sqrt(SNR), up to noisy_gain. That also keeps the share of each timestep in the loss about equal.
    """
    snr = torch.from_numpy(alphas / (1 - alphas))
    return ((gamma / snr).clamp(max=1) * snr.rsqrt().clamp(1, noisy_gain)).float()


def draw_timesteps(count: int, length: int, tail_from: float, tail_share: float) -> Tensor:
    """(count,) timesteps, stratified: tail_share of them uniform over the tail, the others uniform over all."""
    u = (torch.arange(count) + torch.rand(count)) / count
    # The inverse of the mixture's distribution function, which is two straight lines.
    below = 1 - tail_share
    tail = below + tail_share / (1 - tail_from)
    knee = below * tail_from
    place = torch.where(u < knee, u / below, tail_from + (u - knee) / tail)
    return (place * length).long().clamp(max=length - 1)[torch.randperm(count)]


def squared_errors(predict: Predict, x0: Tensor, t: Tensor, noise: Tensor, alphas: Tensor) -> Tensor:
    """Mean squared error of the predicted noise, by picture.

    x0, noise: (B, 3, S, S), x0 in -1..1. t: (B,). alphas: (T,) cumulative. Returns (B,).
    """
    a = alphas[t].view(-1, 1, 1, 1)
    return (predict(a.sqrt() * x0 + (1 - a).sqrt() * noise, t).float() - noise).square().mean((1, 2, 3))
