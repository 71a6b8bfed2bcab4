"""A direction without text: the mean difference of h between photos that have an attribute and photos that lack it.

Haas et al., "Discovering Interpretable Directions in the Semantic Latent Space of Diffusion Models", section 3.3.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.engine.direction import PerStepShift
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import invert
from asyrp_desktop.engine.schedule import StepGrid

BATCH = 16


def mean_difference(
    unet: HSpaceUNet,
    having: np.ndarray,
    lacking: np.ndarray,
    grid: StepGrid,
    t_edit: int,
    gain: float,
    progress: Progress | None = None,
) -> PerStepShift:
    """delta_h per timestep of the grid from t_edit on.

    having, lacking: (B, S, S, 3) uint8 crops, balanced in everything but the attribute. gain: what the raw difference
    is multiplied by: it moves a photo by the distance of the groups' centres, far less than a full effect.
    """
    progress = progress or silent()
    middle = len(having) / (len(having) + len(lacking))
    there = mean_h(unet, having, grid, t_edit, progress.part(0, middle))
    away = mean_h(unet, lacking, grid, t_edit, progress.part(middle, 1))
    timesteps = torch.tensor([t for t in grid.timesteps if t >= t_edit])
    return PerStepShift(timesteps, gain * (there - away))


@torch.inference_mode()
def mean_h(unet: HSpaceUNet, crops: np.ndarray, grid: StepGrid, t_edit: int, progress: Progress) -> Tensor:
    """Mean of h along the inversion, at each timestep of the grid from t_edit on. Returns (K, C, h, w)."""
    edited = [k for k, t in enumerate(grid.timesteps) if t >= t_edit]
    total = torch.zeros(len(edited), *unet.h_shape)
    for start in range(0, len(crops), BATCH):
        batch = crops[start : start + BATCH]
        span = progress.part(start / len(crops), min(start + BATCH, len(crops)) / len(crops))
        # One evaluation a step: what the fixed point would still correct is lost in the mean.
        trajectory = invert(unet, to_model_range(batch), grid, span, tolerance=math.inf)
        for row, k in enumerate(edited):
            x = trajectory.xs[k].to(unet.device)
            t = torch.full((len(x),), grid.timesteps[k], device=x.device, dtype=torch.long)
            total[row] += unet.encode(x, t).h.sum(0).cpu()
    return total / len(crops)
