"""Measuring a base model's calibration: two perceptual distances along the inversion of photos. Paper, section 4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.values import DEFAULT_CRITIC, DeviceChoice
from asyrp_desktop.engine.calibration import Calibration
from asyrp_desktop.engine.device import pick_device, place_in_float32
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import invert
from asyrp_desktop.engine.reverse_step import predicted_x0
from asyrp_desktop.engine.schedule import StepGrid
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.shelf import model_folder
from asyrp_desktop.models.store import update_card

from .critic import Critic
from .perceptual import MEASURE, PerceptualDistance
from .photos import batches, drawn, photos_of

BATCH = 8
PICTURES = 100  # give smooth curves


def calibrate_model(
    model: str,
    photos: Path | None = None,
    most: int = PICTURES,
    device: DeviceChoice = "auto",
    progress: Progress | None = None,
) -> Calibration:
    """The curves of a base model, over photos of a folder or else pictures that it draws itself. most: pictures.

    Raises ModelError, DeviceError, PhotoError, Cancelled.
    """
    progress = progress or silent()
    unet, card = load_base_model(model_folder(model))
    place = pick_device(device)
    place_in_float32(unet, place)
    span = progress.part(0, 0.4, "reading photos" if photos else "drawing samples")
    pictures = (
        photos_of(photos, unet.size, card.alignment, most, span).pictures if photos else drawn(unet, most, 0, span)
    )
    return calibrate(unet, pictures, Critic(DEFAULT_CRITIC, place), progress=progress.part(0.4, 1, "calibrating"))


def keep(model: str, calibration: Calibration, data: str = "") -> None:
    """In the base model's card, with the t_boost that follows, and with the data set if one is given.

    Raises ModelError where that cannot be changed.
    """
    facts: dict[str, Any] = {"calibration": calibration.to_json(), "t_boost": calibration.t_boost}
    update_card(model_folder(model), {**facts, "data_set": data} if data else facts)


def calibrate(
    unet: HSpaceUNet, crops: np.ndarray, critic: Critic, steps: int = 40, progress: Progress | None = None
) -> Calibration:
    """crops: (N, S, S, 3) uint8; critic: the built-in one."""
    progress = progress or silent()
    distance = PerceptualDistance(critic)
    grid = StepGrid.linear(steps, len(unet.schedule))
    sums = torch.zeros(2, steps)
    for part in batches(len(crops), BATCH):
        photos = to_model_range(crops[part])
        trajectory = invert(unet, photos, grid, progress.part(part.start / len(crops), part.stop / len(crops)))
        if part.start == 0:
            distance.anchored(photos, trajectory.xs[-1])
        for k, t in enumerate(grid.timesteps):
            predicted = predicted_x0(unet.schedule, t, trajectory.xs[k], trajectory.eps[k])
            sums[0, k] += distance(photos, predicted).sum()
            sums[1, k] += distance(photos, trajectory.xs[k]).sum()
    predicted, noisy = (sums / len(crops)).tolist()
    return Calibration(grid.timesteps, tuple(predicted), tuple(noisy), MEASURE)
