"""Waiting for room on a full disk."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from asyrp_desktop.core.errors import DiskFull, PhotoError
from asyrp_desktop.core.progress import Control

T = TypeVar("T")
_LOOK_EVERY = 1.0  # seconds
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class Room:
    """Holds whoever writes while the disk is full. told: whether anyone waits, when that changes; from any thread."""

    def __init__(self, control: Control, told: Callable[[bool], None]) -> None:
        self.control = control
        self._told = told
        self._lock = threading.Lock()
        self._waiting = 0

    def until(self, attempt: Callable[[], T]) -> T:
        """Attempt it until it does not fail for want of room. Raises Cancelled, and whatever else the attempt does."""
        waited = False
        try:
            while True:
                try:
                    return attempt()
                except Exception as error:
                    if not _lacks_room(error):
                        raise
                if not waited:
                    waited = True
                    self.count(1)
                self.control.wait()
                time.sleep(_LOOK_EVERY)
        finally:
            if waited:
                self.count(-1)

    def count(self, change: int) -> None:
        """So many more wait, or fewer."""
        with self._lock:
            before, self._waiting = self._waiting, self._waiting + change
            if bool(before) != bool(self._waiting):
                self._told(bool(self._waiting))


def _lacks_room(error: BaseException) -> bool:
    cause = error.__cause__ if isinstance(error, PhotoError) else error
    return isinstance(cause, DiskFull) or (isinstance(cause, OSError) and cause.errno in _FULL)
