"""The program with its window, from start to exit code."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NO_DISPLAY = "asyrp-desktop: there is no display for a window; on the command line, see: asyrp-desktop edit --help"


def run_window(photo: Path | None) -> int:
    """Open the window, with a photo if one is given, and return when it is closed: 0, or 1 without a display."""
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return 1
    from PySide6.QtWidgets import QApplication

    from .look import dress, program_icon
    from .main_window import MainWindow
    from .uncaught import UncaughtErrors

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("asyrp-desktop")
    app.setApplicationDisplayName("Asyrp Desktop")
    app.setDesktopFileName("asyrp-desktop")
    app.setWindowIcon(program_icon())
    dress(app)
    window = MainWindow()
    uncaught = UncaughtErrors()
    uncaught.caught.connect(window.show_problem)
    window.show()
    if photo is not None:
        window.open_photo(photo)
    try:
        with _interrupts(window.leave_at_once):
            return app.exec()
    finally:
        uncaught.release()


def has_display() -> bool:
    """Asked before Qt is: without one it ends the process itself."""
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal", "vnc", "linuxfb", "eglfs"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _interrupts(leave: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C in the terminal while Qt's event loop runs: a socket wakes Python, which need not look now and then."""
    from PySide6.QtCore import QSocketNotifier

    here, there = socket.socketpair()
    for end in (here, there):
        end.setblocking(False)
    notifier = QSocketNotifier(here.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: (here.recv(64), leave()))
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: None) for number in numbers]
    wakeup = signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
        notifier.setEnabled(False)
        here.close()
        there.close()
