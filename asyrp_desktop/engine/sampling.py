"""Pictures from noise: DDIM (Song et al., 2021), with the predicted x0 kept in range while it is mostly a guess."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from asyrp_desktop.core.progress import Progress, silent

from .h_space import HSpaceUNet
from .reverse_step import predicted_x0
from .schedule import StepGrid

# Below this cumulative alpha x0 is clipped. Errors of the noise are divided by sqrt(alpha), 0.006 at the last timestep.
_CLIPPED_BELOW = 0.25


@torch.inference_mode()
def samples(
    unet: HSpaceUNet, count: int, steps: int, seed: int = 0, batch: int = 64, progress: Progress | None = None
) -> Tensor:
    """Returns (count, 3, S, S) on the CPU, -1..1. The same noise for the same seed. Raises Cancelled."""
    progress = progress or silent()
    noise = torch.randn(count, 3, unet.size, unet.size, generator=torch.Generator().manual_seed(seed))
    grid = StepGrid.linear(steps, len(unet.schedule))
    pictures = []
    for k, part in enumerate(noise.split(batch)):
        span = progress.part(k * batch / count, min(1, (k + 1) * batch / count))
        pictures.append(_sample(unet, part.to(unet.device), grid, span).cpu())
    return torch.cat(pictures)


def _sample(unet: HSpaceUNet, x: Tensor, grid: StepGrid, progress: Progress) -> Tensor:
    for done, step in enumerate(grid.descending()):
        progress.at(done, len(grid))
        eps = unet.epsilon(x, torch.full((len(x),), step.t, device=x.device, dtype=torch.long))
        a, a_next = unet.schedule.alpha(step.t), unet.schedule.alpha(step.t_next)
        x0 = predicted_x0(unet.schedule, step.t, x, eps)
        if a < _CLIPPED_BELOW:
            x0 = x0.clamp(-1, 1)
            eps = (x - math.sqrt(a) * x0) / math.sqrt(1 - a)
        x = math.sqrt(a_next) * x0 + math.sqrt(1 - a_next) * eps
    return x.clamp(-1, 1)
