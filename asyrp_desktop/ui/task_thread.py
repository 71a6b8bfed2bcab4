"""A thread that does one task after the other, beside the engine's, for pages whose work may take long."""

from __future__ import annotations

import atexit
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QThread, Signal

from asyrp_desktop.core.errors import AsyrpError, Cancelled
from asyrp_desktop.core.progress import Control, Progress, Report

from .engine_protocol import Failed, Progressed, Stopped
from .engine_thread import REPORTS_PER_SECOND, unexpected
from .language import problem_of

_log = logging.getLogger(__name__)

Tell = Callable[[object], None]


@dataclass(frozen=True, eq=False)
class Task:
    """request: what was asked, as the page knows it again. work: called on the thread; may raise AsyrpError and
    Cancelled. What it tells in between, Told brings to the page; what it returns, Done.
    """

    request: object
    work: Callable[[Progress, Tell], object]
    control: Control = field(default_factory=Control)


@dataclass(frozen=True)
class Told:
    news: object


@dataclass(frozen=True)
class Done:
    result: object


TaskEvent = Progressed | Told | Done | Stopped | Failed


class TaskThread(QObject):
    """Every task ends with exactly one of Done, Stopped or Failed. The thread starts with the first."""

    happened = Signal(object, object)  # Task, TaskEvent
    _asked = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName(name)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.do)
        self._worker.happened.connect(self._on_event)
        self._tasks: list[Task] = []

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Under way and waiting, in their order."""
        return tuple(self._tasks)

    def ask(self, task: Task) -> None:
        self._tasks.append(task)
        if len(self._tasks) == 1:
            self._begin()

    def cancel(self, task: Task) -> None:
        """A task that waits is over at once, one under way at its next step."""
        task.control.cancel()
        if task in self._tasks[1:]:
            self._tasks.remove(task)
            self.happened.emit(task, Stopped())

    def stop(self) -> None:
        """Cancel everything, and wait for the thread to end."""
        for task in self._tasks:
            task.control.cancel()
        self._tasks = []
        if self._thread.isRunning():
            atexit.unregister(self.stop)
            self._thread.quit()
            self._thread.wait()

    def _begin(self) -> None:
        if not self._thread.isRunning():
            self._thread.start()
            # Should the program end by an exception, before any window is closed.
            atexit.register(self.stop)
        self._asked.emit(self._tasks[0])

    def _on_event(self, task: Task, event: TaskEvent) -> None:
        if task not in self._tasks:  # the thread was stopped
            return
        if isinstance(event, Progressed | Told):
            self.happened.emit(task, event)
            return
        self._tasks.remove(task)
        if self._tasks:
            self._begin()
        self.happened.emit(task, event)


class _Worker(QObject):
    """Lives on the thread."""

    happened = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._told = 0.0

    def do(self, task: Task) -> None:
        def report(report: Report) -> None:
            # A quick task makes thousands of reports a second; the window's event queue is not for them.
            now = time.monotonic()
            if now - self._told >= 1 / REPORTS_PER_SECOND:
                self._told = now
                self.happened.emit(task, Progressed(report))

        try:
            result = task.work(Progress(report, task.control), lambda news: self.happened.emit(task, Told(news)))
            ending = Done(result)
        except Cancelled:
            ending = Stopped()
        except AsyrpError as error:
            ending = Failed(problem_of(error))
        # Whatever else goes wrong must reach the page: it would look busy for ever.
        except Exception as error:
            _log.exception("%s failed", task.request)
            ending = Failed(unexpected(error))
        self.happened.emit(task, ending)
