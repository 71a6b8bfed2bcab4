"""The contract of everything that takes long: it reports, it nests, and it can be paused or cancelled at each step."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from .errors import Cancelled


class Report(NamedTuple):
    """How far the work is."""

    fraction: float  # 0..1 of all the work
    stage: str  # what is being done, or "" as before
    seconds_left: float | None  # None until it can be told; time spent paused does not count


class Control:
    """The switches of one piece of work, turned from any thread."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._winding_up = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step. A paused work stops too."""
        self._cancelled.set()
        self._running.set()

    def wind_up(self) -> None:
        """Ask work that can end early, such as a training, to end now and keep what it has."""
        self._winding_up.set()
        self._running.set()

    def pause(self) -> None:
        """Hold the work at its next step."""
        self._running.clear()

    def resume(self) -> None:
        """Let a paused work go on."""
        self._running.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    @property
    def winding_up(self) -> bool:
        return self._winding_up.is_set()

    def wait(self) -> float:
        """Return at once, or after a pause. Returns the seconds spent paused. Raises Cancelled."""
        began = time.monotonic()
        paused = not self._running.is_set()
        self._running.wait()
        if self.cancelled:
            raise Cancelled
        return time.monotonic() - began if paused else 0.0


class _Clock:
    """Time worked, without pauses; shared by a progress and all its parts."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.paused = 0.0

    def seconds_left(self, fraction: float) -> float | None:
        worked = time.monotonic() - self.began - self.paused
        return worked * (1 - fraction) / fraction if fraction > 0.02 else None


class Progress:
    """What long work is given, and calls before each step.

    listener: receives a Report, on the working thread. control: who may pause and cancel.
    """

    def __init__(self, listener: Callable[[Report], None] | None = None, control: Control | None = None) -> None:
        self.control = control or Control()
        self._listener = listener
        self._start, self._span = 0.0, 1.0
        self._stage = ""
        self._clock = _Clock()

    def at(self, done: float, total: float) -> None:
        """Before a step: `done` of `total` steps lie behind. Waits while paused. Raises Cancelled."""
        self._clock.paused += self.control.wait()
        if self._listener:
            fraction = self._start + self._span * (min(done / total, 1.0) if total else 1.0)
            self._listener(Report(fraction, self._stage, self._clock.seconds_left(fraction)))

    def part(self, start: float, end: float, stage: str = "") -> Progress:
        """A progress for a piece of this work, from `start` to `end` (0..1 of this one)."""
        part = Progress(self._listener, self.control)
        part._start = self._start + self._span * start
        part._span = self._span * (end - start)
        part._stage = stage or self._stage
        part._clock = self._clock
        return part


def silent() -> Progress:
    """A progress that nobody watches."""
    return Progress()
