"""The thread on which models are fetched and brought, beside the engine's: a download must not stop an edit."""

from __future__ import annotations

import atexit
import logging
import time

from PySide6.QtCore import QObject, QThread, Signal

from asyrp_desktop.core.errors import AsyrpError, Cancelled
from asyrp_desktop.core.model_shelf import Transfer
from asyrp_desktop.core.progress import Progress, Report
from asyrp_desktop.ui.engine_protocol import Failed, Problem, Progressed, Stopped
from asyrp_desktop.ui.engine_thread import REPORTS_PER_SECOND, unexpected

from .protocol import Bring, Download, Received, Remove, ShelfJob, ShelfRequest, ShelfWork, Shelved

_log = logging.getLogger(__name__)


class ShelfThread(QObject):
    """Does one job after the other. Every job ends with exactly one of Shelved, Stopped or Failed."""

    happened = Signal(object)
    _asked = Signal(object)

    def __init__(self, work: ShelfWork) -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName("shelf")
        self._worker = _Worker(work)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.do)
        self._worker.happened.connect(self.happened)
        self._current: ShelfJob | None = None

    def ask(self, job: ShelfJob) -> None:
        self._current = job
        if not self._thread.isRunning():
            self._thread.start()
            # Should the program end by an exception, before the page is closed.
            atexit.register(self.stop)
        self._asked.emit(job)

    def stop(self) -> None:
        """Cancel, and wait for the thread to end. What was downloaded is kept."""
        if not self._thread.isRunning():
            return
        atexit.unregister(self.stop)
        if self._current is not None:
            self._current.control.cancel()
        self._thread.quit()
        self._thread.wait()


class _Worker(QObject):
    """Lives on the shelf's thread."""

    happened = Signal(object)

    def __init__(self, work: ShelfWork) -> None:
        super().__init__()
        self._work = work
        self._told = 0.0

    def do(self, job: ShelfJob) -> None:
        try:
            ending = self._do(job.request, Progress(self._report, job.control))
        except Cancelled:
            ending = Stopped()
        except AsyrpError as error:
            ending = Failed(Problem(error.message, error.remedy, error.details))
        # Whatever else goes wrong must reach the page: it would look busy for ever.
        except Exception as error:
            _log.exception("%s failed", type(job.request).__name__)
            ending = Failed(unexpected(error))
        self.happened.emit(ending)

    def _do(self, request: ShelfRequest, progress: Progress) -> Shelved:
        match request:
            case Download(name):
                return Shelved(self._work.download(name, progress, self._received).notes)
            case Bring(order):
                return Shelved(self._work.bring(order, progress).notes)
            case Remove(name):
                self._work.remove(name)
                return Shelved()

    def _report(self, report: Report) -> None:
        if self._due():
            self.happened.emit(Progressed(report))

    def _received(self, transfer: Transfer) -> None:
        if self._due() or transfer.received == transfer.total:
            self.happened.emit(Received(transfer))

    def _due(self) -> bool:
        """Whether the window's event queue has room for another report."""
        now = time.monotonic()
        if now - self._told < 1 / REPORTS_PER_SECOND:
            return False
        self._told = now
        return True
