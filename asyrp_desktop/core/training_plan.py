"""What a training is asked to do and what it tells meanwhile, in values that window, command line and trainer share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from .paths import RESOURCES
from .values import DEFAULT_CRITIC, DEFAULT_MODEL, Picture

Formula = Literal["paper", "official"]
"""Of the directional loss L = 1 - cos. paper: L itself, from what the step takes for the untouched photo. official: of
the authors' public code, -log((2 - L) / 2), from the photo."""


class PromptPair(NamedTuple):
    """What the photos show, and what they are to become."""

    source: str
    target: str


@dataclass(frozen=True)
class Recipe:
    """How a direction is trained. Presets, the paper's and the public code's among them, in resources/recipes.json."""

    steps: int  # S of the grid, from 2
    images: int  # photos or samples, of which every eighth is held out
    epochs: int
    batch: int  # photos that go down the grid together
    optimiser: Literal["sgd", "adam"]
    learning_rate: float
    clip_weight: float  # of the directional loss
    recon_weight: float  # of the reconstruction, times the prompts' cosine
    zero_start: bool = False  # begin with a shift of zero
    full_effect: bool = False  # the second half of the training is done at the strength of the full effect
    trust: float = 0.0  # steps with sqrt(a_t) below it are passed over: there the predicted x0 is mostly a guess
    formula: Formula = "paper"
    drop_every: int = 0  # epochs after which the learning rate falls to a tenth, again and again; 0: never
    identity_weight: float = 0.0  # of the identity loss, for which the plan names a face network

    @classmethod
    def presets(cls) -> dict[str, Recipe]:
        """By name, the quickest first."""
        values = json.loads((RESOURCES / "recipes.json").read_text(encoding="utf-8"))
        return {name: cls(**fields) for name, fields in values.items()}


@dataclass(frozen=True)
class TrainingPlan:
    """A whole order for a direction."""

    name: str
    prompts: PromptPair
    recipe: Recipe
    photos: Path | None = None  # folder; None: the base model draws its own
    model: str = DEFAULT_MODEL
    critic: str = DEFAULT_CRITIC
    seed: int = 0
    t_edit: int | None = None  # None: from the base model's calibration and the prompts' cosine
    identity: Path | None = None  # weights of a face network, see `training.identity`

    def to_json(self) -> dict[str, Any]:
        paths = {name: path and str(path) for name, path in (("photos", self.photos), ("identity", self.identity))}
        return {**asdict(self), "prompts": self.prompts._asdict(), **paths}


class LossPoint(NamedTuple):
    """A point of the loss curve."""

    done: float  # 0..1 of all training steps
    training: float  # directional loss, mean since the point before
    held_out: float  # directional loss on photos that are not trained on


class PreviewRow(NamedTuple):
    """A held-out photo at strengths -1, 0 and 1."""

    less: Picture
    unchanged: Picture
    more: Picture


@dataclass(frozen=True)
class TrainingNews:
    """How the training stands, each time the held-out photos have been looked at."""

    losses: tuple[LossPoint, ...]
    previews: tuple[PreviewRow, ...] = field(repr=False)


@dataclass(frozen=True)
class PromptCheck:
    """What can be told of a prompt pair before anything is trained."""

    cosine: float  # of the prompts, on CLIP's scale
    t_edit: int  # smallest timestep that will be edited
    unknown: Mapping[str, Sequence[str]]  # words that the critic does not know, each with the nearest that it does
    problem: str = ""  # why it cannot be trained; "" where it can
