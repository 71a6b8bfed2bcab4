"""Whom a base model serves worse: its error and what its smile reaches, by the data set's age and gender groups."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from asyrp_desktop.engine.editor import to_model_range, to_pixel_range
from asyrp_desktop.engine.reverse_step import predicted_x0
from asyrp_desktop.rendering import finished

from .measures import psnr
from .subject import Subject

AGES = {"0-9": (0, 10), "10-19": (10, 20), "20-39": (20, 40), "40-59": (40, 60), "60 and more": (60, 200)}
T = 400  # timestep from which photos are predicted at once


def groups(subject: Subject, count: int) -> list[dict[str, Any]]:
    """A row a group, with up to `count` held-out photos each."""
    table = []
    smiling = next(direction for direction in subject.directions if direction.name == "smiling")
    for gender, male in (("women", 0), ("men", 1)):
        for ages, (low, high) in AGES.items():
            rows = [r for r in subject.held_out if r["male"] == male and low <= r["age"] < high and r["happy"] < 0.2]
            if not rows:
                continue
            crops = subject.cut(rows[:count])
            trajectory = subject.editor.invert(crops, subject.steps)
            edited = finished(subject.editor.unet, trajectory, [{smiling: 1.0}], subject.editor.t_boost)[0]
            happy = subject.judged(to_pixel_range(edited))["happy"] - subject.judged(crops.astype(np.float32))["happy"]
            table.append(
                {
                    "group": f"{gender}, {ages}",
                    "photos": len(crops),
                    f"PSNR of the prediction from t = {T}": round(float(_predicted(subject, crops).mean()), 2),
                    "PSNR of the smile": round(float(psnr(to_pixel_range(edited), crops.astype(np.float32)).mean()), 2),
                    "happy rises by": round(float(happy.mean()), 3),
                }
            )
    return table


@torch.inference_mode()
def _predicted(subject: Subject, crops: np.ndarray) -> np.ndarray:
    """PSNR of x0 predicted in one step from noised photos."""
    unet, photos = subject.editor.unet, to_model_range(crops)
    a = unet.schedule.alpha(T)
    noise = torch.randn(photos.shape, generator=torch.Generator().manual_seed(0))
    x = a**0.5 * photos + (1 - a) ** 0.5 * noise
    eps = unet.epsilon(x, torch.full((len(x),), T))
    return psnr(to_pixel_range(predicted_x0(unet.schedule, T, x, eps)), crops.astype(np.float32))
