"""Pictures from noise: DDIM (Song et al., 2021), with the predicted x0 kept in range while it is mostly a guess."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from PIL import Image
from torch import Tensor

from asyrp_desktop.engine.schedule import NoiseSchedule, StepGrid

# Below this cumulative alpha x0 is clipped. Errors of the noise are divided by sqrt(alpha), 0.006 at the last timestep.
_CLIPPED_BELOW = 0.25


@torch.inference_mode()
def samples(net: UNet2DModel, schedule: NoiseSchedule, count: int, steps: int, seed: int, batch: int = 64) -> Tensor:
    """Returns (count, 3, S, S) on the CPU, -1..1. The same noise for the same seed."""
    size = int(net.config["sample_size"])
    noise = torch.randn(count, 3, size, size, generator=torch.Generator().manual_seed(seed))
    grid = StepGrid.linear(steps, len(schedule))
    return torch.cat([_sample(net, schedule, part.to(net.device), grid).cpu() for part in noise.split(batch)])


def _sample(net: UNet2DModel, schedule: NoiseSchedule, x: Tensor, grid: StepGrid) -> Tensor:
    for step in grid.descending():
        eps = net(x, step.t).sample
        a, a_next = schedule.alpha(step.t), schedule.alpha(step.t_next)
        x0 = (x - math.sqrt(1 - a) * eps) / math.sqrt(a)
        if a < _CLIPPED_BELOW:
            x0 = x0.clamp(-1, 1)
            eps = (x - math.sqrt(a) * x0) / math.sqrt(1 - a)
        x = math.sqrt(a_next) * x0 + math.sqrt(1 - a_next) * eps
    return x.clamp(-1, 1)


def pixels(pictures: Tensor) -> np.ndarray:
    """(B, 3, S, S), -1..1, to (B, S, S, 3) uint8."""
    return ((pictures + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).movedim(1, 3).numpy()


def save_sheet(pictures: np.ndarray, file: Path) -> None:
    """pictures: (B, S, S, 3) uint8, side by side in a near-square."""
    count, size = pictures.shape[:2]
    across = math.ceil(math.sqrt(count))
    sheet = Image.new("RGB", (across * size, math.ceil(count / across) * size))
    for k, picture in enumerate(pictures):
        sheet.paste(Image.fromarray(picture), (k % across * size, k // across * size))
    sheet.save(file)
