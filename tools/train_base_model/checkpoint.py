"""A run's state on disk: one file, always whole.

Nothing random is kept: every draw follows from the seed and the step.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from asyrp_desktop.core.files import replacing


@dataclass
class History:
    """What was measured on the way."""

    losses: list[float] = field(default_factory=list)  # weighted, one a step
    # step, seconds trained until then, held_out (weighted as the training's), and by_fifth: plain squared error of x0
    # in each fifth of the timesteps
    evaluations: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Checkpoint:
    """A run after `step` steps."""

    config: dict[str, Any]
    step: int
    net: dict[str, Tensor]
    average: dict[str, Tensor]
    optimizer: dict[str, Any]  # by name
    history: History

    def save(self, state: Path) -> None:
        values = {**vars(self), "history": asdict(self.history)}
        with replacing(path(state)) as part:
            torch.save(values, part)

    @classmethod
    def load(cls, state: Path) -> Checkpoint:
        """Onto the CPU."""
        values = torch.load(path(state), map_location="cpu", weights_only=True)
        return cls(**{**values, "history": History(**values["history"])})


def path(state: Path) -> Path:
    """Where a run in this folder keeps its checkpoint."""
    return state / "checkpoint.pt"
