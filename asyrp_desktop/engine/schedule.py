"""The noise schedule of a base model, and the timesteps at which it is stepped through."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any, NamedTuple, cast

import numpy as np
import torch
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler
from pydantic import Field

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.typed_json import ShortText, convert
from asyrp_desktop.core.values import MOST_TIMESTEPS

Beta = Annotated[float, Field(gt=0, lt=1)]


@dataclass(frozen=True)
class _Config:
    """What of a scheduler config changes what the network's output means."""

    num_train_timesteps: Annotated[int, Field(ge=2, le=MOST_TIMESTEPS)] = 1000
    beta_start: Beta = 1e-4
    beta_end: Beta = 0.02
    beta_schedule: ShortText = "linear"
    trained_betas: Annotated[tuple[Beta, ...], Field(min_length=2, max_length=MOST_TIMESTEPS)] | None = None
    prediction_type: ShortText = "epsilon"


_MEANING = tuple(field.name for field in fields(_Config))


class NoiseSchedule:
    """Cumulative alphas of the forward process, and what the network predicts.

    alphas: (T,) float64, falling, in (0, 1). prediction: "epsilon", "v_prediction" or "sample".
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """config: a diffusers scheduler config. Raises ModelError where it cannot be inverted, ValueError."""
        convert(config, _Config)
        scheduler = cast(DDPMScheduler, DDPMScheduler.from_config(config))
        # Summed again in double: float32 cumprod leaves inversion an error of its own at large t.
        self.alphas: np.ndarray = torch.cumprod(1 - scheduler.betas.double(), 0).numpy()
        self.prediction: str = scheduler.config["prediction_type"]
        self.meaning = {key: scheduler.config[key] for key in _MEANING}
        if self.prediction not in ("epsilon", "v_prediction", "sample"):
            raise ModelError(f"This model predicts “{self.prediction}”, which is not supported.")
        if len(self.alphas) != scheduler.config["num_train_timesteps"] or not _falling(self.alphas):
            raise ModelError("This model's noise schedule does not add noise with every timestep.")
        if self.alphas[-1] < 1e-12:
            raise ModelError("This model's noise schedule ends in pure noise, from which no photo can be brought back.")

    def __len__(self) -> int:
        return len(self.alphas)

    def alpha(self, t: int) -> float:
        """Cumulative alpha at timestep t; 1 at t = -1, the photo itself."""
        return 1.0 if t < 0 else float(self.alphas[t])

    def epsilon(self, output: torch.Tensor, x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        """The noise that a network's output stands for. output, x: (B, C, H, W). t: (B,) integer timesteps."""
        if self.prediction == "epsilon":
            return output
        a = self.alphas_at(t, x)
        if self.prediction == "v_prediction":
            return a.sqrt() * output + (1 - a).sqrt() * x
        return (x - a.sqrt() * output) / (1 - a).sqrt()

    def predicted_x0(self, output: torch.Tensor, x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        """The picture that a network's output stands for. output, x: (B, C, H, W). t: (B,) integer timesteps."""
        if self.prediction == "sample":
            return output
        a = self.alphas_at(t, x)
        return (x - (1 - a).sqrt() * self.epsilon(output, x, t)) / a.sqrt()

    def alphas_at(self, t: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
        """Cumulative alphas of a batch, (B, 1, 1, 1), of the type and on the device of `like`. t: (B,)."""
        return torch.as_tensor(self.alphas, dtype=like.dtype, device=like.device)[t].view(-1, 1, 1, 1)


class Step(NamedTuple):
    """One reverse step of a grid: from timestep t to the next smaller one."""

    index: int  # position of t in the grid
    t: int
    t_next: int  # -1 at the last step


@dataclass(frozen=True)
class StepGrid:
    """Timesteps to step through, smallest first; the first is 0."""

    timesteps: tuple[int, ...]

    @classmethod
    def linear(cls, steps: int, length: int = 1000) -> StepGrid:
        """int(linspace(0, 1, S) * (T - 1) + 1e-6), both ends included. Raises ModelError.

        The public implementation's grid, not the "leading" one of the schedulers.
        """
        if not 2 <= steps <= length:
            raise ModelError(f"A model of {length} timesteps cannot take {steps} steps.", "Choose another number.")
        return cls(tuple(int(t) for t in np.linspace(0, 1, steps) * (length - 1) + 1e-6))

    def __len__(self) -> int:
        return len(self.timesteps)

    def ascending(self) -> list[tuple[int, int]]:
        """Pairs (t, next larger t), for inversion."""
        return list(zip(self.timesteps, self.timesteps[1:], strict=False))

    def descending(self) -> list[Step]:
        """Reverse steps, from T - 1 down to the photo."""
        below = (-1, *self.timesteps)
        return [Step(k, self.timesteps[k], below[k]) for k in reversed(range(len(self)))]


def _falling(alphas: np.ndarray) -> bool:
    return bool(alphas[0] < 1 and (np.diff(alphas) < 0).all())
