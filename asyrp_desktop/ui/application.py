"""The program with its window, from start to exit code."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

NO_DISPLAY = "asyrp-desktop: there is no display for a window; on the command line, see: asyrp-desktop edit --help"


def run_window(files: Sequence[Path]) -> int:
    """Open the window, with the photo and the directions that are given, and return when it is closed: 0, or 1 without
    a display. Where a window is open already, it gets the files, and this returns 0 at once.
    """
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return 1
    from .logs import LOGS, kept_log

    with kept_log(LOGS):
        return _run(files)


def _run(files: Sequence[Path]) -> int:
    from PySide6.QtCore import QThreadPool
    from PySide6.QtWidgets import QApplication

    from asyrp_desktop.models import inversions, shelf

    from .current_window import CurrentWindow
    from .garbage import collected_here
    from .library.work import Directions
    from .look import program_icon
    from .main_window import MainWindow
    from .model_page.shelf_work import ModelShelf
    from .single_instance import SingleInstance
    from .uncaught import UncaughtErrors

    app = QApplication(sys.argv[:1])
    instance = SingleInstance(shelf.USER_DATA)
    if not instance.claim(files):
        return 0
    app.setApplicationName("asyrp-desktop")
    app.setApplicationDisplayName("Asyrp Desktop")
    app.setDesktopFileName("asyrp-desktop")
    app.setWindowIcon(program_icon())
    shelf_work, library = ModelShelf(), Directions()
    current = CurrentWindow(
        app, shelf_work, lambda photos: MainWindow(shelf=shelf_work, library=library, photos=photos)
    )
    uncaught = UncaughtErrors()
    uncaught.caught.connect(current.show_problem)
    current.window.show()
    current.window.open_files(files)
    QThreadPool.globalInstance().start(inversions.tidy)
    instance.brought.connect(current.take_over)
    app.installEventFilter(instance)
    try:
        with _interrupts(current.leave_at_once), collected_here():
            return app.exec()
    finally:
        uncaught.release()
        instance.release()


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
