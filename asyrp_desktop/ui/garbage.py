"""Python's cyclic garbage, collected by the window's thread alone."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

EVERY = 1000  # ms


@contextmanager
def collected_here() -> Iterator[None]:
    """While this thread's event loop runs, garbage is collected on it, and on no other.

    By itself Python collects on whichever thread happens to allocate. Garbage holds widgets and timers, too: taken
    apart on the engine's thread, they take the program with them.
    """
    timer = QTimer(interval=EVERY)
    timer.timeout.connect(_collect)
    was_on = gc.isenabled()
    gc.disable()
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        if was_on:
            gc.enable()


def _collect() -> None:
    """The oldest generation that is due, as Python would."""
    due = [n for n, (have, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if have > most]
    if due:
        gc.collect(due[-1])
