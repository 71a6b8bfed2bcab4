"""A workbench that computes nothing, does it as slowly as asked, fails where asked, and remembers what it was asked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from asyrp_desktop.core.errors import AsyrpError, PhotoError
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import DirectionInfo, Picture
from asyrp_desktop.core.variants import VariantOrder
from asyrp_desktop.photo.provenance import Provenance
from asyrp_desktop.ui.engine_protocol import Corners, ReadResult, Source, Strengths

STEPS, PREVIEW_STEPS, SIDE = 20, 4, 32


class FakeEngine:
    """fail_at: which call fails, counting from 1, and every one of the same kind after it until `fail_at` is None."""

    def __init__(self, seconds_per_step: float = 0.0, fail_at: int | None = None, notices: Sequence[str] = ()) -> None:
        self.seconds_per_step = seconds_per_step
        self.fail_at = fail_at
        self.calls: list[tuple[str, object]] = []  # begun
        self.done: list[tuple[str, object]] = []
        self._notices = list(notices)
        self.model = "faces-64"

    def directions(self) -> Sequence[DirectionInfo]:
        return [DirectionInfo(n, n.capitalize(), -2.0, 2.0, "global", "fake", 400, {}) for n in ("smiling", "old")]

    def use(self, model: str, device: str) -> None:
        self.model = model

    def load(self) -> None:
        self._work("load", None)

    def read(self, source: Source) -> ReadResult:
        if isinstance(source, Path) and source.read_bytes() == b"corrupt":
            raise PhotoError(f"“{source.name}” is damaged.", "Choose another.", "details of the damage")
        self._work("read", source)
        return ReadResult((plain_picture(100),), 2 * SIDE, 2 * SIDE)

    def prepare(self, progress: Progress) -> Corners:
        self._work("prepare", None, progress, STEPS)
        return ((0, 0), (2 * SIDE, 0), (2 * SIDE, 2 * SIDE), (0, 2 * SIDE))

    def preview(self, strengths: Strengths, progress: Progress) -> tuple[Picture, ...]:
        self._work("preview", dict(strengths), progress, PREVIEW_STEPS)
        return (plain_picture(150),)

    def render(self, strengths: Strengths, progress: Progress) -> tuple[Picture, ...]:
        self._work("render", dict(strengths), progress, STEPS)
        return (plain_picture(200),)

    def save(self, strengths: Strengths, path: Path, progress: Progress) -> None:
        self._work("save", dict(strengths), progress, STEPS)
        path.write_bytes(b"saved")

    def variants(self, order: VariantOrder, progress: Progress) -> Iterator[Picture]:
        """As grey as the strengths are high."""
        for strengths in order.settings:
            self._work("variant", strengths, progress, PREVIEW_STEPS)
            assert isinstance(strengths, Mapping)
            yield plain_picture(100 + round(20 * sum(strengths.values())))

    def provenance(self, order: VariantOrder) -> Provenance:
        return Provenance("fake", "fake-fingerprint", {}, STEPS)

    def take_notices(self) -> list[str]:
        notices, self._notices = self._notices, []
        return notices

    def _work(self, name: str, value: object, progress: Progress | None = None, steps: int = 1) -> None:
        self.calls.append((name, value))
        if self.fail_at is not None and len(self.calls) >= self.fail_at:
            raise AsyrpError(f"The fake failed to {name}.", "Mend it.", "injected")
        for step in range(steps):
            if progress:
                progress.at(step, steps)
            time.sleep(self.seconds_per_step)
        self.done.append((name, value))


def plain_picture(grey: int) -> Picture:
    return Picture(SIDE, SIDE, bytes([grey]) * (3 * SIDE * SIDE))
