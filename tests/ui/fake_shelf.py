"""A shelf without a disk or a network: as slow as asked, failing where asked, and it remembers what it was asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.model_shelf import Imported, ModelEntry, ModelOrder, ModelState, Transfer
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.settings import Settings
from asyrp_desktop.ui.model_page.protocol import CalibrationWish

STEPS, SIZE = 20, 20_000_000


def entry(name: str, state: ModelState, **changes: object) -> ModelEntry:
    plain = ModelEntry(
        name, name.title(), "base", "faces", 64, "MIT", True, "", state, SIZE, 0, "somewhere", calibrated=True
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


class FakeShelf:
    """fail: what the next long work raises, by its name. damaged: files that `verify` finds."""

    def __init__(self, seconds_per_step: float = 0.0) -> None:
        self.seconds_per_step = seconds_per_step
        self.fail: dict[str, str] = {}
        self.damaged: list[str] = []
        self.models = {
            model.name: model
            for model in (
                entry("faces-128", ModelState.BUILT_IN),
                entry("cats", ModelState.AVAILABLE, licence="CC-BY-NC-4.0", commercial=False),
                entry("dogs", ModelState.AVAILABLE),
                entry("clip", ModelState.AVAILABLE, kind="critic", resolution=224),
            )
        }
        self.kept = Settings()
        self.folder = Path("/models")
        self.calls: list[tuple[str, object]] = []

    def entries(self) -> Sequence[ModelEntry]:
        return list(self.models.values())

    def settings(self) -> Settings:
        return self.kept

    def keep_settings(self, settings: Settings) -> None:
        self.kept = settings

    def home(self) -> Path:
        return self.folder

    def licences(self) -> Sequence[str]:
        return ["MIT", "CC-BY-NC-4.0"]

    def allows_commerce(self, licence: str) -> bool | None:
        return {"MIT": True, "CC-BY-NC-4.0": False}.get(licence)

    def name_problem(self, name: str) -> str:
        return f"There is a model “{name}” already." if name in self.models or not name else ""

    def free_name(self, source: Path) -> str:
        return source.stem

    def download(self, name: str, progress: Progress, tell: Callable[[Transfer], None]) -> Imported:
        done = self.models[name].received * STEPS // SIZE
        for step in range(done, STEPS):
            self._step("download", name, progress, step, first=done)
            received = (step + 1) * SIZE // STEPS
            self.models[name] = replace(self.models[name], state=ModelState.PARTIAL, received=received)
            tell(Transfer(received, SIZE, 8e6, 1.5))
        self.models[name] = replace(self.models[name], state=ModelState.INSTALLED, received=0)
        return Imported(name, ("Self-test: it tells noise from picture.",))

    def bring(self, order: ModelOrder, model: str, progress: Progress) -> Imported:
        for step in range(STEPS):
            self._step("bring", order, progress.part(0, 1, "checking"), step)
        allowed = self.allows_commerce(order.licence)
        self.models[order.name] = entry(
            order.name, ModelState.INSTALLED, licence=order.licence, commercial=allowed, calibrated=False
        )
        return Imported(order.name, ("Assumed: 4 heads.",))

    def calibrate(self, wish: CalibrationWish, progress: Progress) -> None:
        for step in range(STEPS):
            self._step("calibrate", wish, progress, step)
        self.models[wish.name] = replace(self.models[wish.name], calibrated=True)

    def verify(self, name: str, progress: Progress) -> Sequence[str]:
        self._step("verify", name, progress, 0)
        return self.damaged

    def remove(self, name: str) -> None:
        self.calls.append(("remove", name))
        self.models[name] = replace(self.models[name], state=ModelState.AVAILABLE, received=0)

    def move(self, folder: Path, progress: Progress) -> None:
        for step in range(STEPS):
            self._step("move", folder, progress, step)
        self.folder = folder

    def _step(self, work: str, what: object, progress: Progress, step: int, first: int = 0) -> None:
        if step == first:
            self.calls.append((work, what))
        progress.at(step, STEPS)
        time.sleep(self.seconds_per_step)
        if work in self.fail and (step - first > 2 or work == "verify"):
            raise ModelError(self.fail.pop(work), "Do this.", "injected")
