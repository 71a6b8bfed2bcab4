"""All settings of a training run, read from one TOML file."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class TrainConfig:
    """The keys of the file are these fields."""

    size: int  # pixels, height and width
    seed: int

    # Which pictures are used.
    alignment: str  # a key of photo.alignment.ALIGNMENTS
    max_overhang: float  # how far the square may reach past the photo, in sides of the square
    min_frontality: float  # 0..1, as the packed file estimates it

    batch: int  # pictures a step, over all devices
    precision: str  # "no" for float32, "bf16", or "auto" for what is quicker on the machine
    learning_rate: float
    warmup: int  # steps over which the learning rate rises from 0
    adam_betas: tuple[float, float]
    grad_norm: float  # gradients are shortened to this

    snr_gamma: float  # min-SNR: below this noise level a step counts less
    noisy_gain: float  # the most that a step near pure noise counts more
    tail_from: float  # timesteps from here on, in 0..1 of T, are the tail
    tail_share: float  # of the timesteps, drawn from the tail only; the others are drawn from all

    ema_decay: tuple[float, float]  # per step: at the first step, and from step ema_steps on
    ema_steps: int

    checkpoint_minutes: float
    evaluate_every: int  # steps
    held_out_pictures: int
    sheet_pictures: int
    sheet_steps: int  # of DDIM

    unet: dict[str, Any]  # of diffusers' UNet2DModel
    scheduler: dict[str, Any]  # of diffusers' DDPMScheduler

    @classmethod
    def read(cls, path: Path) -> TrainConfig:
        """Raises TypeError where a key is missing or unknown."""
        return cls.of(tomllib.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, values: dict[str, Any]) -> TrainConfig:
        pairs = {name: (float(values[name][0]), float(values[name][1])) for name in ("adam_betas", "ema_decay")}
        return cls(**{**values, **pairs})

    def values(self) -> dict[str, Any]:
        """Plain values, from which `of` makes the same config."""
        return dataclasses.asdict(self)
