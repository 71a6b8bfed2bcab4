"""The tour, taken as a user takes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.tour.callout import Callout
from tests.ui.conftest import OpenWindow, slider, wait_ready
from tests.ui.fake_engine import FakeEngine


def said(window: MainWindow) -> str:
    callout = window.findChild(Callout)
    if callout is None or not callout.isVisible():
        return ""
    title = next(label for label in callout.findChildren(QLabel) if label.property("role") == "title")
    return title.text()


def button(window: MainWindow, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_the_tour_goes_on_when_each_thing_is_done(qtbot: QtBot, open_window: OpenWindow) -> None:
    fake = FakeEngine(seconds_per_step=0.02)
    window = open_window(fake)
    offer = button(window, "tourButton")
    assert offer.isVisible()
    offer.click()
    assert said(window) == "Your photo" and not window._actions.tour.isEnabled()
    wait_ready(qtbot, window)
    fake.seconds_per_step = 0
    qtbot.waitUntil(lambda: said(window) == "Go near", timeout=3000)
    window._actions.zoom_in.trigger()
    qtbot.waitUntil(lambda: said(window) == "Move a slider", timeout=3000)
    callout = window.findChild(Callout)
    assert callout

    def apart() -> bool:
        assert callout
        target = QRect(callout._target.mapTo(window, callout._target.rect().topLeft()), callout._target.size())
        return not callout.geometry().intersects(target) and window.rect().contains(callout.geometry())

    assert apart()
    window.resize(1024, 700)
    qtbot.waitUntil(apart)
    slider(window).setValue(60)
    qtbot.waitUntil(lambda: said(window) == "What was it before?", timeout=3000)
    assert apart()
    qtbot.keyPress(window, Qt.Key.Key_O)
    qtbot.keyRelease(window, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: said(window) == "Compare", timeout=3000)
    window._actions.split.trigger()
    qtbot.waitUntil(lambda: said(window) == "Nothing is lost", timeout=3000)
    window._actions.undo.trigger()
    qtbot.waitUntil(lambda: said(window) == "Save", timeout=3000)
    assert apart()
    button(window, "tourNext").click()
    assert said(window) == "There is more"
    button(window, "tourNext").click()
    qtbot.waitUntil(lambda: window.findChild(Callout) is None)
    action = window.findChild(QAction, "tourAction")
    assert action and action.isEnabled()
    assert window._settings.tour_offered  # and not offered again


def test_the_tour_begins_with_the_sample_whatever_is_open(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path
) -> None:
    window = open_window(FakeEngine())
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    slider(window).setValue(60)
    window.take_tour()
    assert said(window) == "Your photo"
    qtbot.waitUntil(lambda: said(window) == "Go near", timeout=5000)
    window._actions.zoom_in.trigger()
    qtbot.waitUntil(lambda: said(window) == "Move a slider", timeout=5000)
    window._panel.set_directions([])  # all of them were hidden
    qtbot.waitUntil(lambda: window.findChild(QSlider, "slider:smiling") is None)
    window.resize(1100, 760)
    button(window, "tourNext").click()
    assert said(window) == "What was it before?"
    button(window, "tourSkip").click()
    qtbot.waitUntil(lambda: window.findChild(Callout) is None)


@pytest.mark.parametrize("how", ["skip", "escape", "failure", "close"])
def test_the_tour_ends_whenever_it_should(how: str, qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(FakeEngine(fail_at=2 if how == "failure" else None))
    window.take_tour()
    if how == "failure":
        qtbot.waitUntil(lambda: window._notice.isVisible())
    elif how == "skip":
        button(window, "tourSkip").click()
    elif how == "escape":
        qtbot.keyClick(button(window, "tourNext"), Qt.Key.Key_Escape)
    else:
        wait_ready(qtbot, window)
        window.leave_at_once()
        return
    qtbot.waitUntil(lambda: window.findChild(Callout) is None)
    window.take_tour()  # again, whenever it is wanted
    assert said(window)
