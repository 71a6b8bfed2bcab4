"""The window in other languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from asyrp_desktop.ui.current_window import CurrentWindow
from asyrp_desktop.ui.engine_thread import EngineThread
from asyrp_desktop.ui.filmstrip.open_photos import OpenPhotos
from asyrp_desktop.ui.language import speak
from asyrp_desktop.ui.main_window import MainWindow
from tests.ui.conftest import slider, wait_ready
from tests.ui.fake_engine import FakeEngine
from tests.ui.fake_shelf import FakeShelf
from tests.ui.test_faces import settled


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    speak(qapp, "en")


def test_the_language_is_switched_with_all_that_is_open(
    qtbot: QtBot, qapp: QApplication, photo_file: Path, tmp_path: Path, english_again: None
) -> None:
    fake, shelf = FakeEngine(), FakeShelf()

    def make(photos: OpenPhotos | None) -> MainWindow:
        return MainWindow(EngineThread(fake) if photos is None else None, shelf=shelf, photos=photos)

    current = CurrentWindow(qapp, shelf, make)
    window = current.window
    window.show()
    another = tmp_path / "another.png"
    another.write_bytes(b"another")
    window.open_files([photo_file, another])
    wait_ready(qtbot, window)
    slider(window).setValue(20)
    slider(window).setValue(60)
    settled(qtbot, window)
    done = len(fake.done)
    window.show_settings()
    box = window.findChild(QComboBox, "languageBox")
    assert isinstance(box, QComboBox) and box.findText("한국어") > 0
    box.setCurrentIndex(box.findData("ko"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: current.window is not window)
    try:
        new = current.window
        assert shelf.kept.language == "ko" and new.isVisible() and not window.isVisible()
        undo = new.findChild(QAction, "undoAction")
        opening = new.findChild(QAction, "openAction")
        assert undo and opening and "열기" in opening.text() and "되돌리기" in undo.text()
        assert slider(new).value() == 60 and slider(new).isEnabled()
        assert new.windowTitle() == f"{photo_file.name}[*] — Asyrp Desktop" and new.isWindowModified()
        settled(qtbot, new)
        assert len(fake.done) == done  # nothing is read, inverted or rendered again
        undo.trigger()
        assert slider(new).value() == 20
        qtbot.waitUntil(lambda: not _alive(window))
        slider(new).setValue(30)
        settled(qtbot, new)
        assert fake.edits[-1].strengths == ({"smiling": 0.3},)
        assert new.findChild(QWidget, "settingsWindow").isVisible()  # type: ignore[union-attr]
    finally:
        current.leave_at_once()
        current.window.deleteLater()


def _alive(window: QWidget) -> bool:
    import shiboken6

    return shiboken6.isValid(window)
