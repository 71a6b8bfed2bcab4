"""What the batch window asks for, in values of `batch`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from asyrp_desktop.batch.news import News, Tally
from asyrp_desktop.batch.order import BatchOrder


class Running(Protocol):
    """A batch at work. `run` blocks; the others are called from the window's thread meanwhile."""

    def run(self, retry_failed: bool = False) -> Tally: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def cancel(self) -> None: ...


class BatchWork(Protocol):
    """The work itself. All of it is quick, but for `Running.run`."""

    def presets(self) -> Mapping[str, Mapping[str, float]]:
        """Strengths by direction, by name. May raise AsyrpError."""
        ...

    def keep_preset(self, name: str, strengths: Mapping[str, float]) -> None:
        """Another of that name is replaced. May raise AsyrpError."""
        ...

    def remove_preset(self, name: str) -> None:
        """May raise AsyrpError."""
        ...

    def prepare(self, order: BatchOrder, listener: Callable[[News], None]) -> Running: ...
