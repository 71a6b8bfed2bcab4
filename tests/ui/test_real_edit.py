"""The real window with the real model, from opening a photo to reading the saved one; and that it never stalls."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from asyrp_desktop.photo.photo import load
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.photo_view import PhotoView
from tests.ui.conftest import slider, wait_idle, wait_ready

LONGEST_STALL = 0.2  # seconds; work on the window's thread would be whole seconds


class Heartbeat:
    """Ticks on the window's thread within a `with` block, and remembers the longest time without a tick."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> None:
        self._last = _awake()
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = _awake()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def _awake() -> float:
    """Seconds on the clock, without those in which the machine was busy with other programs (where it tells)."""
    accounts = Path("/proc/thread-self/schedstat")
    waiting = int(accounts.read_text().split()[1]) / 1e9 if accounts.exists() else 0.0
    return time.perf_counter() - waiting


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    made.show()
    qtbot.waitUntil(lambda: made.busy is Busy.LOADING)
    wait_idle(qtbot, made, 60_000)
    yield made
    made.leave_at_once()
    made.deleteLater()


def shown(window: QMainWindow, name: str) -> tuple[np.ndarray, str]:
    view = window.findChild(PhotoView, name)
    assert isinstance(view, PhotoView)
    image = view.item.layers.images[0].convertToFormat(QImage.Format.Format_RGBX8888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return pixels[..., :3].astype(int), view.caption.text()


def test_open_edit_save(qtbot: QtBot, window: MainWindow, photo_file: Path, tmp_path: Path) -> None:
    heartbeat = Heartbeat()
    with heartbeat:
        window.open_photo(photo_file)
        wait_ready(qtbot, window, 60_000)
    original, _ = shown(window, "originalView")
    assert (shown(window, "editedView")[0] == original).all()

    moved = slider(window)
    with heartbeat:
        moved.setSliderDown(True)
        for value in (40, 80, 120, 140):
            moved.setValue(value)
            qtbot.wait(60)
        moved.setSliderDown(False)
        qtbot.waitUntil(lambda: window.busy is Busy.SETTLING, timeout=20_000)
    preview, caption = shown(window, "editedView")
    assert caption == "Preview"
    with heartbeat:
        wait_idle(qtbot, window, 60_000)
    settled, caption = shown(window, "editedView")
    assert caption == "Edited"
    assert np.abs(preview - original).max() > 10
    assert np.abs(settled - original).max() > 10
    # The preview shows where the edit goes.
    assert np.corrcoef((preview - original).ravel(), (settled - original).ravel())[0, 1] > 0.5

    out = tmp_path / "out.png"
    window.save_to(out)
    qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=60_000)
    assert (load(out).pixels == settled).all()
    window.findChild(QAction, "undoAction").trigger()  # type: ignore[union-attr]
    assert moved.value() == 0
    assert (shown(window, "editedView")[0] == original).all()
    window.findChild(QAction, "redoAction").trigger()  # type: ignore[union-attr]
    assert moved.value() == 140
    (tmp_path / "broken.jpg").write_bytes(photo_file.read_bytes()[:500])
    window.open_photo(tmp_path / "broken.jpg")
    notice = window.findChild(QLabel, "noticeText")
    qtbot.waitUntil(lambda: notice.isVisible() and "broken.jpg" in notice.text(), timeout=20_000)  # type: ignore[union-attr]

    assert heartbeat.longest < LONGEST_STALL
