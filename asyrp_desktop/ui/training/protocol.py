"""What the training window asks of the trainer, in core's values, and the tasks that its thread does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from PySide6.QtGui import QImage

from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import LossPoint, PromptCheck, TrainingNews, TrainingPlan
from asyrp_desktop.ui.engine_thread import to_layers
from asyrp_desktop.ui.task_thread import Task, Tell


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
    """What can be told before training."""

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


class ShownNews(NamedTuple):
    """TrainingNews as the screen takes it. previews: a row a photo, at strengths -1, 0 and 1."""

    losses: tuple[LossPoint, ...]
    previews: tuple[tuple[QImage, ...], ...]


def task(trainer: Trainer, request: TrainerRequest) -> Task:
    """Tells: of Look the PromptCheck, of Train the ShownNews. Returns: of Look the seconds, None where it cannot be
    trained; of Train the notes on the photos.
    """
    return Task(request, lambda progress, tell: _do(trainer, request, progress, tell))


def _do(trainer: Trainer, request: TrainerRequest, progress: Progress, tell: Tell) -> object:
    """On the thread."""
    match request:
        case Look(plan):
            progress.control.wait()  # another may have been asked for meanwhile
            check = trainer.check(plan)
            tell(check)
            progress.control.wait()
            return None if check.problem else trainer.seconds(plan, check.t_edit)
        case Train(plan, fresh):
            return tuple(trainer.train(plan, fresh, progress, lambda news: tell(_shown(news))))
        case Keep(name):
            return trainer.keep(name)
        case Discard(plan):
            return trainer.discard(plan)


def _shown(news: TrainingNews) -> ShownNews:
    return ShownNews(news.losses, tuple(to_layers(row).images for row in news.previews))
