"""A trainer that learns nothing, as slowly as asked, fails where asked, and remembers what it was asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from asyrp_desktop.core.errors import TrainingError
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import LossPoint, PreviewRow, PromptCheck, TrainingNews, TrainingPlan
from tests.ui.fake_engine import plain_picture

STEPS = 20


class FakeTrainer:
    """library: names of directions that there are. fail: what train and keep raise, until it is emptied."""

    def __init__(self, seconds_per_step: float = 0.0, fail: str = "") -> None:
        self.seconds_per_step, self.fail = seconds_per_step, fail
        self.library = ["smiling", "old"]
        self.trained: list[tuple[TrainingPlan, bool]] = []
        self.discarded: list[TrainingPlan] = []

    def suggestions(self, critic: str) -> Sequence[str]:
        return ["face", "smiling face", "angry face", "old man"]

    def free_name(self, model: str, wanted: str) -> str:
        return f"{wanted} 2" if wanted in self.library else wanted

    def name_problem(self, model: str, name: str) -> str:
        return f"There is a direction “{name}” already." if name in self.library or not name else ""

    def check(self, plan: TrainingPlan) -> PromptCheck:
        if "pixar" in plan.prompts.target:
            return PromptCheck(1.0, 500, {"pixar": []}, "The text-image model does not know “pixar”.")
        unknown = {"fase": ["face"]} if "fase" in plan.prompts.source else {}
        return PromptCheck(0.88, 420, unknown)

    def seconds(self, plan: TrainingPlan, t_edit: int) -> float:
        return 170.0

    def train(
        self, plan: TrainingPlan, fresh: bool, progress: Progress, tell: Callable[[TrainingNews], None]
    ) -> Sequence[str]:
        self.trained.append((plan, fresh))
        learning = progress.part(0.2, 1, "training")
        losses: list[LossPoint] = []
        for step in range(STEPS):
            learning.at(step, STEPS)
            if progress.control.winding_up:
                break
            if self.fail and step == STEPS // 2:
                raise TrainingError(self.fail, "Mend it.", "injected")
            if step % 4 == 0:
                share = step / STEPS
                losses.append(LossPoint(share, 1 - 0.7 * share, 1 - 0.6 * share))
                row = PreviewRow(plain_picture(80), plain_picture(120), plain_picture(120 + 4 * step))
                tell(TrainingNews(tuple(losses), (row,) * 3))
            time.sleep(self.seconds_per_step)
        return ["holiday.jpg: it has no face"]

    def keep(self, name: str) -> None:
        if self.fail:
            raise TrainingError(self.fail, "Mend it.")
        self.library.append(name)

    def discard(self, plan: TrainingPlan) -> None:
        self.discarded.append(plan)
