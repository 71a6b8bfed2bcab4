"""A tour of a minute: the user does each thing once, and the tour goes on when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from .callout import Callout

PAUSE_MS = 700


@dataclass(frozen=True)
class TourStep:
    """target: found when the step begins. done: whether the user did what is asked; never, where nothing is."""

    title: str
    text: str
    target: Callable[[], QWidget]
    done: Callable[[], bool] = lambda: False


class Tour(QObject):
    """Over a window. It ends after its last step, when it is skipped, or with the window."""

    ended = Signal()

    def __init__(self, window: QWidget, steps: list[TourStep]) -> None:
        super().__init__(window)
        self._steps, self._at = steps, -1
        self._callout = Callout(window)
        self._callout.next_wanted.connect(self._next)
        self._callout.skip_wanted.connect(self.end)
        # The hand is to come to rest, and the eye to see what it did.
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._next)
        self._next()

    def look(self) -> None:
        """Something happened: perhaps what the step asks for."""
        if self._steps and not self._pause.isActive() and self._steps[self._at].done():
            self._pause.start()

    def end(self) -> None:
        if self._steps:
            self._steps = []
            self._callout.end()
            self.ended.emit()
            self.deleteLater()

    def _next(self) -> None:
        self._pause.stop()
        self._at += 1
        while self._at < len(self._steps) and self._steps[self._at].done():
            self._at += 1  # done already
        if self._at >= len(self._steps):
            self.end()
            return
        step = self._steps[self._at]
        self._callout.speak_of(step.target(), step.title, step.text, self._at + 1, len(self._steps))
