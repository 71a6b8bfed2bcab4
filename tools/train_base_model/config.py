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
    patch: int  # pixels, see HSpaceUNet
    seed: int

    # Which pictures are packed, and how each is shown.
    alignment: str  # a key of photo.alignment.ALIGNMENTS
    max_overhang: float  # how far the square may reach past the photo, in sides of the square
    min_frontality: float  # 0..1, as the packed file estimates it
    synthetic_share: float  # of each batch: the synthetic pictures are few, and sharper
    most_shift: int  # pixels that a picture is moved by, at most: thousands of pictures are seen hundreds of times
    exposure: float  # standard deviation of contrast (1 is as it was) and brightness (of the range -1..1)

    batch: int  # pictures a step, over all devices
    muon_rate: float  # of inner matrices and convolutions; 0 leaves them to AdamW
    adam_rate: float  # of all other weights
    adam_betas: tuple[float, float]
    warmup: int  # steps over which the rates rise from 0
    length: int  # steps of the run, where no time is given
    fall_from: float  # share of the run after which the rates fall
    last_rate: float  # share of the rates at the end of the run

    snr_gamma: float  # the squared error of x0 counts as much as the signal-to-noise ratio, at most this
    least_weight: float  # and at least this: edits are made where there is little signal

    ema_decay: float  # per step
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
        first, second = values["adam_betas"]
        return cls(**{**values, "adam_betas": (float(first), float(second))})

    def values(self) -> dict[str, Any]:
        """Plain values, from which `of` makes the same config."""
        return dataclasses.asdict(self)

    def rate(self, step: int, gone: float) -> float:
        """Share of the learning rates at a step. gone: share of the run that is over, 0..1."""
        falling = max(0.0, gone - self.fall_from) / max(1e-9, 1 - self.fall_from)
        return min(1.0, (step + 1) / self.warmup) * (1 - (1 - self.last_rate) * min(1.0, falling))
