"""The window of the log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from asyrp_desktop import __version__
from asyrp_desktop.ui import logs
from asyrp_desktop.ui.log_page.window import LogWindow
from asyrp_desktop.ui.logs import kept_log


def test_the_log_is_followed_searched_and_copied(qtbot: QtBot, tmp_path: Path) -> None:
    window = LogWindow(tmp_path)
    qtbot.addWidget(window)
    window.show()
    text, empty = window.findChild(QPlainTextEdit), window.findChild(QLabel, "logEmpty")
    search, level = window.findChild(QLineEdit), window.findChild(QComboBox)
    assert text and empty and search and level
    assert empty.isVisible() and "Nothing went wrong" in empty.text()
    log = logging.getLogger("test")
    with kept_log(tmp_path):
        log.warning("a warning ü")
        try:
            raise ValueError("injected")
        except ValueError:
            log.exception("an error")
        qtbot.waitUntil(text.isVisible, timeout=3000)
        assert "a warning ü" in text.toPlainText() and "ValueError: injected" in text.toPlainText()
        log.warning("another warning")
        qtbot.waitUntil(lambda: "another" in text.toPlainText(), timeout=3000)
    level.setCurrentIndex(1)
    assert "warning" not in text.toPlainText() and "in test_the_log" in text.toPlainText()
    level.setCurrentIndex(0)
    search.setText("ANOTHER")
    assert text.toPlainText().count("\n") == 0 and "another" in text.toPlainText()
    search.setText("no such thing")
    assert empty.isVisible()
    button = window.findChild(QPushButton, "copyReportButton")
    assert button
    button.click()
    report = QGuiApplication.clipboard().text()
    assert __version__ in report and "ValueError: injected" in report and "a warning ü" in report


def test_a_log_that_is_begun_anew_is_followed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST", 2000)
    window = LogWindow(tmp_path)
    qtbot.addWidget(window)
    window.show()
    text = window.findChild(QPlainTextEdit)
    assert text
    with kept_log(tmp_path):
        for number in range(30):
            logging.getLogger("test").warning("%03d %s", number, "x" * 80)
            if number % 7 == 0:
                window._look()
    qtbot.waitUntil(lambda: "029 x" in text.toPlainText(), timeout=3000)
    window.hide()
    assert not window._timer.isActive()  # nobody looks


def test_a_log_that_cannot_be_read_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "asyrp-desktop.log").mkdir()
    window = LogWindow(tmp_path)
    qtbot.addWidget(window)
    window.show()
    empty = window.findChild(QLabel, "logEmpty")
    assert empty and "cannot be read" in empty.text()
