"""What can be told of a training before it is begun: what the prompts mean, and how long it will take here."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.core.training_plan import PromptCheck, PromptPair, Recipe
from asyrp_desktop.engine.calibration import Calibration
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import ALL_PASSES
from asyrp_desktop.engine.schedule import StepGrid
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.shelf import model_folder

from .critic import Critic
from .photos import SAMPLE_STEPS
from .prompt_training import LOOKS, Objective, PromptTraining
from .prompts import check_prompts


class Outlook:
    """Holds a base model and a critic, so that each pair of prompts is answered at once."""

    def __init__(self, model: str, critic: str) -> None:
        """Raises ModelError."""
        self.model, self.critic = model, critic
        self._unet, card = load_base_model(model_folder(model))
        self._critic = Critic(critic)
        curves = card.more.get("calibration")
        self._calibration = Calibration.from_json(curves) if curves else None

    def check(self, prompts: PromptPair) -> PromptCheck:
        return check_prompts(self._critic, self._calibration, prompts, len(self._unet.schedule))

    def seconds(self, recipe: Recipe, t_edit: int, samples: bool) -> float:
        return seconds_needed(self._unet, self._critic, recipe, t_edit, samples)


def seconds_needed(unet: HSpaceUNet, critic: Critic, recipe: Recipe, t_edit: int, samples: bool) -> float:
    """For all of a training: drawing samples, where that is asked for, inverting, and learning."""
    size = (recipe.batch, 3, unet.size, unet.size)
    x, t = torch.randn(size, device=unet.device), torch.zeros(recipe.batch, dtype=torch.long, device=unet.device)
    with torch.inference_mode():
        evaluation = min(_seconds(lambda: unet.epsilon(x, t)) for _ in range(3)) / recipe.batch
    noise = _Noise(unet, recipe, t_edit)
    towards = torch.nn.functional.normalize(critic.images(x[:1])[0], dim=0)
    with tempfile.TemporaryDirectory() as folder:
        training = PromptTraining(unet, critic, Objective(towards, 1.0, recipe, 0), noise, Path(folder) / "none")
        a_step = training.seconds_a_step()
    held_out = math.ceil(recipe.images / 8)
    learning = recipe.epochs * math.ceil((recipe.images - held_out) / recipe.batch) * len(noise.steps) * a_step
    looking = (LOOKS + 1) * held_out * len(noise.steps) * (1 + unet.decode_share) * evaluation
    inverting = recipe.images * (recipe.steps + ALL_PASSES) * evaluation
    drawing = recipe.images * SAMPLE_STEPS * evaluation if samples else 0.0
    return drawing + inverting + learning + looking


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


class _Noise:
    """In the place of photos, for which the clock does not care."""

    key = "noise"

    def __init__(self, unet: HSpaceUNet, recipe: Recipe, t_edit: int) -> None:
        grid = StepGrid.linear(recipe.steps, len(unet.schedule))
        # From the last edited step up: the timed steps should be such as learn.
        self.steps = [step for step in grid.descending() if step.t >= t_edit][::-1]
        self._x = torch.randn(recipe.batch, 3, unet.size, unet.size, device=unet.device)

    def __len__(self) -> int:
        return 2 * len(self._x)

    def noise(self, rows: np.ndarray) -> Tensor:
        return self._x[: len(rows)]

    def predicted(self, rows: np.ndarray, k: int) -> Tensor:
        return self._x[: len(rows)]

    residual, pictures = predicted, noise
