"""The thread on which a batch runs, beside the engine's: the window goes on editing single photos."""

from __future__ import annotations

import atexit
import logging
import threading
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from asyrp_desktop.batch.news import News, Tally
from asyrp_desktop.batch.order import BatchOrder
from asyrp_desktop.core.errors import AsyrpError, Cancelled
from asyrp_desktop.ui.engine_protocol import Problem
from asyrp_desktop.ui.engine_thread import unexpected
from asyrp_desktop.ui.language import problem_of

from .protocol import BatchWork, Running

# A fast batch has thousands of news a second. The window takes so many every so many milliseconds, and never freezes.
NEWS_AT_ONCE, NEWS_EVERY = 400, 50
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BatchEnded:
    """The whole run is over. tally: None where it could not even begin."""

    tally: Tally | None
    problem: Problem | None = None


class BatchThread(QObject):
    """One batch at a time. Every `start` ends with exactly one `ended`, after all of its news."""

    told = Signal(list)  # of News, in their order
    ended = Signal(object)

    def __init__(self, work: BatchWork) -> None:
        super().__init__()
        self._work = work
        self._thread: _Runner | None = None
        self._lock = threading.Lock()
        self._news: list[News] = []
        self._timer = QTimer(self, interval=NEWS_EVERY)
        self._timer.timeout.connect(self._deliver)

    @property
    def running(self) -> bool:
        return self._thread is not None

    def start(self, order: BatchOrder, retry_failed: bool) -> None:
        assert self._thread is None
        self._thread = _Runner(self._work.prepare(order, self._hear), retry_failed)
        # Should the program end by an exception, before any window is closed.
        atexit.register(self.stop)
        self._timer.start()
        self._thread.start()

    def pause(self) -> None:
        if self._thread:
            self._thread.batch.pause()

    def resume(self) -> None:
        if self._thread:
            self._thread.batch.resume()

    def cancel(self) -> None:
        if self._thread:
            self._thread.batch.cancel()

    def stop(self) -> None:
        """Cancel, and wait for the thread to end. What is done stays, and the rest can go on another day."""
        if self._thread:
            self._thread.batch.cancel()
            self._thread.wait()
            while self._thread:
                self._deliver()

    def _hear(self, news: News) -> None:
        with self._lock:
            self._news.append(news)

    def _deliver(self) -> None:
        if self._thread is None:
            return
        # Asked before the news are taken: then nothing can come after them.
        over = self._thread.isFinished()
        with self._lock:
            news, self._news = self._news[:NEWS_AT_ONCE], self._news[NEWS_AT_ONCE:]
        if news:
            self.told.emit(news)
        elif over:
            thread, self._thread = self._thread, None
            self._timer.stop()
            atexit.unregister(self.stop)
            self.ended.emit(thread.ending)


class _Runner(QThread):
    def __init__(self, batch: Running, retry_failed: bool) -> None:
        super().__init__()
        self.setObjectName("batch")
        self.batch = batch
        self.ending = BatchEnded(None)
        self._retry_failed = retry_failed

    def run(self) -> None:
        try:
            self.ending = BatchEnded(self.batch.run(self._retry_failed))
        except Cancelled:
            pass
        except AsyrpError as error:
            self.ending = BatchEnded(None, problem_of(error))
        # Whatever else goes wrong must reach the window: it would look busy for ever.
        except Exception as error:
            _log.exception("the batch failed")
            self.ending = BatchEnded(None, unexpected(error))
