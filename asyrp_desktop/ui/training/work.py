"""The real trainer behind the window. Nothing heavy is imported before its thread asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import PromptCheck, TrainingNews, TrainingPlan
from asyrp_desktop.ui.language import message, told

if TYPE_CHECKING:
    from asyrp_desktop.engine.direction import Direction
    from asyrp_desktop.training.estimate import Outlook
    from asyrp_desktop.training.session import TrainingSession


class PromptTrainer:
    """See `protocol.Trainer`."""

    def __init__(self) -> None:
        self._outlook: Outlook | None = None
        self._session: TrainingSession | None = None
        self._direction: Direction | None = None

    def suggestions(self, critic: str) -> Sequence[str]:
        from asyrp_desktop.models.shelf import prompt_suggestions

        return prompt_suggestions(critic)

    def free_name(self, model: str, wanted: str) -> str:
        from asyrp_desktop.models.library import free_name

        return free_name(model, wanted)

    def name_problem(self, model: str, name: str) -> str:
        from asyrp_desktop.models.library import check_name

        try:
            check_name(model, name)
        except AsyrpError as error:
            return told(error)
        return ""

    def check(self, plan: TrainingPlan) -> PromptCheck:
        return self._outlook_of(plan).check(plan.prompts)

    def seconds(self, plan: TrainingPlan, t_edit: int) -> float:
        return self._outlook_of(plan).seconds(plan.recipe, t_edit, plan.photos is None)

    def train(
        self, plan: TrainingPlan, fresh: bool, progress: Progress, tell: Callable[[TrainingNews], None]
    ) -> Sequence[str]:
        from asyrp_desktop.photo_edit import leave_one_core
        from asyrp_desktop.training.session import TrainingSession

        leave_one_core()
        self._outlook = self._direction = None  # with its models: the session has its own
        self._session = session = TrainingSession(plan)
        if fresh:
            session.forget()
        self._direction = session.run(progress, tell)
        return [f"{file.name}: {message(why)}" for file, why in session.crops.left_out]

    def keep(self, name: str) -> None:
        assert self._session is not None and self._direction is not None
        direction = self._direction
        self._session.keep(replace(direction, head=replace(direction.head, name=name)))
        self._session = self._direction = None

    def discard(self, plan: TrainingPlan) -> None:
        from asyrp_desktop.models.library import forget_training
        from asyrp_desktop.models.shelf import base_name

        forget_training(base_name(plan.model), plan.name)
        self._session = self._direction = None

    def _outlook_of(self, plan: TrainingPlan) -> Outlook:
        from asyrp_desktop.training.estimate import Outlook

        if self._outlook is None or (self._outlook.model, self._outlook.critic) != (plan.model, plan.critic):
            self._outlook = Outlook(plan.model, plan.critic)
        return self._outlook
