"""What the training window asks of the trainer, in core's values, and what the trainer's thread tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from PySide6.QtGui import QImage

from asyrp_desktop.core.progress import Control, Progress, Report
from asyrp_desktop.core.training_plan import LossPoint, PromptCheck, TrainingNews, TrainingPlan
from asyrp_desktop.ui.engine_protocol import Failed, Stopped


class Trainer(Protocol):
    """The work itself. The first three are quick and called on the window's thread, the others block and are called on
    the trainer's own. Those may raise AsyrpError; `train`, Cancelled too.
    """

    def suggestions(self, critic: str) -> Sequence[str]:
        """Prompts that a text-image model understands."""
        ...

    def free_name(self, model: str, wanted: str) -> str:
        """A name that a new direction can have."""
        ...

    def name_problem(self, model: str, name: str) -> str:
        """Why a direction cannot be called so; "" where it can."""
        ...

    def check(self, plan: TrainingPlan) -> PromptCheck: ...

    def seconds(self, plan: TrainingPlan, t_edit: int) -> float:
        """How long it will take on this machine, measured."""
        ...

    def train(
        self, plan: TrainingPlan, fresh: bool, progress: Progress, tell: Callable[[TrainingNews], None]
    ) -> Sequence[str]:
        """fresh: do not go on with what is kept of such a training. Returns what the user should know of the photos."""
        ...

    def keep(self, name: str) -> None:
        """Put what was trained last into the library."""
        ...

    def discard(self, plan: TrainingPlan) -> None:
        """Drop it, and what is kept of the training."""
        ...


@dataclass(frozen=True)
class Look:
    """What can be told before training. Passed over where a later one was asked for."""

    plan: TrainingPlan


@dataclass(frozen=True)
class Train:
    plan: TrainingPlan
    fresh: bool


@dataclass(frozen=True)
class Keep:
    name: str


@dataclass(frozen=True)
class Discard:
    plan: TrainingPlan


TrainerRequest = Look | Train | Keep | Discard


@dataclass(frozen=True)
class TrainerJob:
    """A request with its switch."""

    request: TrainerRequest
    control: Control = field(default_factory=Control)


@dataclass(frozen=True)
class Looked:
    """seconds: None while that is still being measured."""

    plan: TrainingPlan
    check: PromptCheck
    seconds: float | None


class ShownNews(NamedTuple):
    """TrainingNews as the screen takes it. previews: a row a photo, at strengths -1, 0 and 1."""

    losses: tuple[LossPoint, ...]
    previews: tuple[tuple[QImage, ...], ...]


@dataclass(frozen=True)
class Told:
    news: ShownNews


@dataclass(frozen=True)
class TrainerProgressed:
    report: Report


@dataclass(frozen=True)
class Trained:
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    name: str


@dataclass(frozen=True)
class Discarded:
    pass


TrainerEvent = Looked | Told | TrainerProgressed | Trained | Kept | Discarded | Stopped | Failed
