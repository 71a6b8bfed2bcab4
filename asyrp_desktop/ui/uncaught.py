"""The last net: what no one caught is logged and told in the window, instead of ending the program without a word."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from .engine_thread import unexpected

_log = logging.getLogger(__name__)


class UncaughtErrors(QObject):
    """Takes the interpreter's hooks until `release`."""

    caught = Signal(object)  # Problem; from any thread

    def __init__(self) -> None:
        super().__init__()
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

    def release(self) -> None:
        sys.excepthook, threading.excepthook = self._before

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.critical("uncaught", exc_info=(kind, error, trace))
        self.caught.emit(unexpected(error))

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._take(args.exc_type, args.exc_value, args.exc_traceback)
