"""The one engine thread of the program's life, and the worker on it."""

from __future__ import annotations

import atexit
import logging
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal
from PySide6.QtGui import QImage

from asyrp_desktop.core.errors import AsyrpError, Cancelled
from asyrp_desktop.core.progress import Progress, Report
from asyrp_desktop.core.values import DirectionInfo, Picture

from .engine_protocol import (
    EditRendered,
    Failed,
    Finished,
    Job,
    KeyframeRendered,
    Layers,
    LoadModel,
    Noticed,
    PhotoPrepared,
    PhotoRead,
    PreparePhoto,
    PreviewEdit,
    Problem,
    Progressed,
    ReadPhoto,
    RenderEdit,
    RenderKeyframe,
    RenderVariants,
    Request,
    SaveEdit,
    Source,
    Stopped,
    TraceEdit,
    VariantRendered,
    VariantsRendered,
    Workbench,
)
from .language import message, problem_of

if TYPE_CHECKING:
    import numpy as np

REPORTS_PER_SECOND = 20
_log = logging.getLogger(__name__)


class EngineThread(QObject):
    """Hands jobs to the worker and its events back, both through queued signals; starts with the first job."""

    happened = Signal(object)
    _asked = Signal(object)

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        self._thread = QThread()
        self._thread.setObjectName("engine")
        self._worker = _Worker(workbench)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.work)
        self._worker.happened.connect(self.happened)
        self._current: Job | None = None
        self._running = False

    def directions(self) -> Sequence[DirectionInfo]:
        return self._workbench.directions()

    def use(self, model: str, device: str) -> None:
        self._workbench.use(model, device)

    def renew_directions(self) -> None:
        self._workbench.renew_directions()

    def ask(self, job: Job) -> None:
        """Start on the job, or after the ones before. The thread itself starts with the first."""
        self._current = job
        if not self._running:
            self._running = True
            self._thread.start()
            # Should the program end by an exception, before any window is closed.
            atexit.register(self.stop)
        self._asked.emit(job)

    def stop(self) -> None:
        """Cancel, and wait for the thread to end. Never by force: the engine would be left in the middle of a step."""
        if not self._running:
            return
        self._running = False
        atexit.unregister(self.stop)
        if self._current is not None:
            self._current.control.cancel()
        self._thread.quit()
        self._thread.wait()


class _Worker(QObject):
    """Lives on the engine thread."""

    happened = Signal(object)

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        self._reported = 0.0
        self._source: Source | None = None  # of the photo that was read last

    def work(self, job: Job) -> None:
        """Do a job and tell how it ended."""
        progress = Progress(self._report, job.control)
        try:
            self._do(job.request, progress)
            ending = Finished()
        except Cancelled:
            ending = Stopped()
        except AsyrpError as error:
            ending = Failed(problem_of(error))
        # Whatever else goes wrong must reach the window: an engine that fell silent would look busy for ever.
        except Exception as error:
            _log.exception("%s failed", type(job.request).__name__)
            ending = Failed(unexpected(error))
        for notice in self._workbench.take_notices():
            self.happened.emit(Noticed(message(notice)))
        self.happened.emit(ending)

    def _do(self, request: Request, progress: Progress) -> None:
        bench = self._workbench
        match request:
            case LoadModel():
                bench.load()
            case ReadPhoto(source):
                photo = bench.read(source)
                self._source = source
                self.happened.emit(PhotoRead(to_layers(photo.pictures), photo.width, photo.height, photo.digest))
            case PreparePhoto(crop, regions, steps):
                self.happened.emit(PhotoPrepared(request, bench.prepare(crop, regions, progress, steps)))
            case PreviewEdit(edit):
                self.happened.emit(EditRendered(to_layers(*bench.preview(edit, progress))))
            case RenderEdit(edit):
                self.happened.emit(EditRendered(to_layers(*bench.render(edit, progress))))
            case SaveEdit(edit, path, strip_location, keep_date):
                bench.save(edit, path, strip_location, progress)
                if isinstance(self._source, Path):
                    from asyrp_desktop.photo.companions import carry_along

                    for notice in carry_along(self._source, path, strip_location, keep_date):
                        self.happened.emit(Noticed(message(notice)))
            case RenderKeyframe(scope, region, direction, strength):
                keyframe = bench.keyframe(scope, region, {direction: strength}, progress)
                self.happened.emit(KeyframeRendered(keyframe))
            case TraceEdit(edit):
                self.happened.emit(bench.trace(edit, progress))
            case RenderVariants(order, scope, start):
                rest = replace(order, settings=order.settings[start:])
                for k, picture in enumerate(bench.variants(rest, scope, progress), start):
                    self.happened.emit(VariantRendered(k, picture))
                self.happened.emit(VariantsRendered(bench.provenance(order, scope)))

    def _report(self, report: Report) -> None:
        # A fast engine makes thousands of reports a second; the window's event queue is not for them.
        now = time.monotonic()
        if now - self._reported >= 1 / REPORTS_PER_SECOND:
            self._reported = now
            self.happened.emit(Progressed(report))


def unexpected(error: BaseException) -> Problem:
    """The problem to show for a failure that nobody foresaw."""
    details = "".join(traceback.format_exception(error))
    what = QCoreApplication.translate("EngineThread", "Something unforeseen went wrong: {error}.")
    remedy = QCoreApplication.translate("EngineThread", "Try it again.")
    return Problem(what.format(error=str(error).strip() or type(error).__name__), remedy, details)


def to_layers(pictures: Sequence[Picture], changes: np.ndarray | None = None) -> Layers:
    """As images that the screen takes as they are: converting them here keeps the window's thread free."""
    return Layers(tuple(_to_image(picture) for picture in pictures), changes)


def _to_image(picture: Picture) -> QImage:
    rows = QImage(picture.data, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
    return rows.convertToFormat(QImage.Format.Format_RGB32)  # copies, so that nothing refers to the bytes
