"""All that a training run is, in one small file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Settings:
    """See faces-64.toml."""

    unet: dict[str, Any]  # diffusers' UNet2DModel arguments
    scheduler: dict[str, Any]  # diffusers' DDPMScheduler arguments
    alignment: str
    most_overhang: float  # of the square's side; photos that their square leaves further are left out
    batch: int
    learning_rate: float
    warm_up: int  # steps
    ema: float
    snr_gamma: float
    high_t_share: float  # of the timesteps, drawn from the top fifth only
    seed: int
    checkpoint_minutes: float
    evaluate_every: int  # steps

    @property
    def size(self) -> int:
        """Side of a picture, pixels."""
        return int(self.unet["sample_size"])


def read_settings(path: Path) -> Settings:
    """Raises TypeError where a setting is missing or unknown."""
    return Settings(**tomllib.loads(path.read_text(encoding="utf-8")))
