"""No widget is taken apart on another thread than its own."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot


def test_garbage_is_collected_by_the_windows_thread_alone(qtbot: QtBot) -> None:
    where: list[threading.Thread] = []

    class Told:
        def __del__(self) -> None:
            where.append(threading.current_thread())

    def cycle() -> None:
        timer = QTimer(interval=10)
        timer.start()
        timer.itself, timer.told = timer, Told()  # type: ignore[attr-defined]

    def litter() -> None:
        """As much as makes Python collect everything, several times."""
        for _ in range(200_000):
            pair: list[object] = []
            pair.append(pair)

    gc.collect()  # the thread's litter should make for more than the rest
    for _ in range(20):
        cycle()
    thread = threading.Thread(target=litter)
    thread.start()
    qtbot.waitUntil(lambda: len(where) == 20, timeout=10_000)
    thread.join()
    assert set(where) == {threading.main_thread()}
