"""Windows without a screen, and a check that no thread outlives its test."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QSlider
from pytestqt.qtbot import QtBot
from skimage.data import astronaut

from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.engine_thread import EngineThread
from asyrp_desktop.ui.garbage import collected_here
from asyrp_desktop.ui.main_window import MainWindow
from tests.ui.fake_engine import FakeEngine


@pytest.fixture(autouse=True)
def garbage(qapp: QApplication) -> Iterator[None]:
    """Collected as in the program."""
    with collected_here():
        yield


@pytest.fixture(autouse=True)
def no_thread_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every engine thread that a test starts must have ended with it."""
    made: list[EngineThread] = []
    plain = EngineThread.__init__

    def remember(self: EngineThread, workbench: object) -> None:
        plain(self, workbench)  # type: ignore[arg-type]
        made.append(self)

    monkeypatch.setattr(EngineThread, "__init__", remember)
    before = {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}
    yield
    running = [engine for engine in made if engine._thread.isRunning()]
    for engine in running:
        engine.stop()
    assert not running, "an engine thread was left running"
    after = {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}
    assert after <= before, f"threads left: {after - before}"


@pytest.fixture(scope="session")
def photo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photos") / "astronaut.png"
    Image.fromarray(astronaut()).save(path)
    return path


OpenWindow = Callable[[FakeEngine], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[OpenWindow]:
    """Makes shown windows on a fake engine, and closes them without a question."""
    windows: list[MainWindow] = []

    def make(fake: FakeEngine) -> MainWindow:
        window = MainWindow(EngineThread(fake))
        windows.append(window)
        window.show()
        return window

    yield make
    for window in windows:
        window.leave_at_once()
        window.deleteLater()


def wait_idle(qtbot: QtBot, window: MainWindow, timeout: int = 5000) -> None:
    qtbot.waitUntil(lambda: window.busy is Busy.IDLE, timeout=timeout)


def wait_ready(qtbot: QtBot, window: MainWindow, timeout: int = 5000) -> None:
    """Until the photo is prepared, so that sliders can be moved."""
    desk = window._desk

    def ready() -> bool:
        # Work ahead, which another photo waits for, is not seen as work.
        return slider(window).isEnabled() and desk.busy is Busy.IDLE and desk._to_read is None

    qtbot.waitUntil(ready, timeout=timeout)


def slider(window: MainWindow, name: str = "smiling") -> QSlider:
    found = window.findChild(QSlider, f"slider:{name}")
    assert isinstance(found, QSlider)
    return found
