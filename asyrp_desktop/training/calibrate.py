"""Measuring a base model's calibration: two perceptual distances along the inversion of photos. Paper, section 4."""

from __future__ import annotations

import numpy as np
import torch

from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.engine.calibration import Calibration
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import invert
from asyrp_desktop.engine.reverse_step import predicted_x0
from asyrp_desktop.engine.schedule import StepGrid

from .critic import Critic
from .perceptual import MEASURE, PerceptualDistance

BATCH = 8


def calibrate(
    unet: HSpaceUNet, crops: np.ndarray, critic: Critic, steps: int = 40, progress: Progress | None = None
) -> Calibration:
    """crops: (N, S, S, 3) uint8; about 100 photos give smooth curves. critic: the built-in one."""
    progress = progress or silent()
    distance = PerceptualDistance(critic)
    grid = StepGrid.linear(steps, len(unet.schedule))
    sums = torch.zeros(2, steps)
    for start in range(0, len(crops), BATCH):
        photos = to_model_range(crops[start : start + BATCH])
        span = progress.part(start / len(crops), min(1, (start + BATCH) / len(crops)), "calibrating")
        trajectory = invert(unet, photos, grid, span)
        if start == 0:
            distance.anchored(photos, trajectory.xs[-1])
        for k, t in enumerate(grid.timesteps):
            predicted = predicted_x0(unet.schedule, t, trajectory.xs[k], trajectory.eps[k])
            sums[0, k] += distance(photos, predicted).sum()
            sums[1, k] += distance(photos, trajectory.xs[k]).sum()
    predicted, noisy = (sums / len(crops)).tolist()
    return Calibration(grid.timesteps, tuple(predicted), tuple(noisy), MEASURE)
