"""The thread on which directions are trained, beside the engine's: the window goes on editing photos."""

from __future__ import annotations

import atexit
import logging
import time

from PySide6.QtCore import QObject, QThread, Signal

from asyrp_desktop.core.errors import AsyrpError, Cancelled
from asyrp_desktop.core.progress import Progress, Report
from asyrp_desktop.core.training_plan import TrainingNews, TrainingPlan
from asyrp_desktop.ui.engine_protocol import Failed, Stopped
from asyrp_desktop.ui.engine_thread import REPORTS_PER_SECOND, to_layers, unexpected
from asyrp_desktop.ui.language import problem_of

from .protocol import (
    Discard,
    Discarded,
    Keep,
    Kept,
    Look,
    Looked,
    ShownNews,
    Told,
    Train,
    Trained,
    Trainer,
    TrainerJob,
    TrainerProgressed,
    TrainerRequest,
)

_log = logging.getLogger(__name__)


class TrainerThread(QObject):
    """Does one job after the other."""

    happened = Signal(object)
    _asked = Signal(object)

    def __init__(self, trainer: Trainer) -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName("trainer")
        self._worker = _Worker(trainer)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.do)
        self._worker.happened.connect(self.happened)
        self._current: TrainerJob | None = None

    def ask(self, request: TrainerRequest) -> TrainerJob:
        """Returns the job, with its switch."""
        self._current = job = TrainerJob(request)
        if isinstance(request, Look):
            self._worker.latest = request.plan
        if not self._thread.isRunning():
            self._thread.start()
            # Should the program end by an exception, before the window is closed.
            atexit.register(self.stop)
        self._asked.emit(job)
        return job

    def stop(self) -> None:
        """Cancel, and wait for the thread to end. What was learned is kept, and can be gone on with."""
        if not self._thread.isRunning():
            return
        atexit.unregister(self.stop)
        self._worker.latest = None
        if self._current is not None:
            self._current.control.cancel()
        self._thread.quit()
        self._thread.wait()


class _Worker(QObject):
    """Lives on the trainer's thread."""

    happened = Signal(object)

    def __init__(self, trainer: Trainer) -> None:
        super().__init__()
        self.latest: TrainingPlan | None = None  # the plan to look at; set from the window's thread
        self._trainer = trainer
        self._reported = 0.0

    def do(self, job: TrainerJob) -> None:
        try:
            self._do(job.request, Progress(self._report, job.control))
        except Cancelled:
            self.happened.emit(Stopped())
        except AsyrpError as error:
            self.happened.emit(Failed(problem_of(error)))
        # Whatever else goes wrong must reach the window: it would look busy for ever.
        except Exception as error:
            _log.exception("%s failed", type(job.request).__name__)
            self.happened.emit(Failed(unexpected(error)))

    def _do(self, request: TrainerRequest, progress: Progress) -> None:
        trainer = self._trainer
        match request:
            case Look(plan):
                if plan is self.latest:
                    self._look(plan)
            case Train(plan, fresh):
                self.happened.emit(Trained(tuple(trainer.train(plan, fresh, progress, self._tell))))
            case Keep(name):
                trainer.keep(name)
                self.happened.emit(Kept(name))
            case Discard(plan):
                trainer.discard(plan)
                self.happened.emit(Discarded())

    def _look(self, plan: TrainingPlan) -> None:
        check = self._trainer.check(plan)
        self.happened.emit(Looked(plan, check, None))
        if not check.problem and plan is self.latest:
            self.happened.emit(Looked(plan, check, self._trainer.seconds(plan, check.t_edit)))

    def _tell(self, news: TrainingNews) -> None:
        rows = tuple(to_layers(row).images for row in news.previews)
        self.happened.emit(Told(ShownNews(news.losses, rows)))

    def _report(self, report: Report) -> None:
        now = time.monotonic()
        if now - self._reported >= 1 / REPORTS_PER_SECOND:
            self._reported = now
            self.happened.emit(TrainerProgressed(report))
