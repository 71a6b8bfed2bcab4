"""The settings window on fake devices, and the main window behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.devices import Setting
from asyrp_desktop.core.settings import Settings
from asyrp_desktop.models import inversions
from asyrp_desktop.ui.engine_thread import EngineThread
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.settings.device_card import DeviceCard
from asyrp_desktop.ui.settings.window import SettingsWindow
from tests.ui.conftest import slider, wait_idle, wait_ready
from tests.ui.fake_devices import CPU, GPU, FakeDevices
from tests.ui.fake_engine import FakeEngine
from tests.ui.fake_shelf import FakeShelf

T = TypeVar("T", bound=QObject)
OpenSettings = Callable[[FakeDevices], SettingsWindow]


def child(window: QObject, kind: type[T], name: str) -> T:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def said(window: SettingsWindow, device: str, label: str) -> str:
    card = window.findChild(DeviceCard, f"device:{device}")
    found = card and card.findChild(QLabel, label)
    return found.text() if isinstance(found, QLabel) and found.isVisible() else ""


@pytest.fixture
def open_settings(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenSettings]:
    windows: list[MainWindow] = []

    def make(devices: FakeDevices) -> SettingsWindow:
        monkeypatch.setattr("asyrp_desktop.ui.pages.Devices", lambda: devices)
        main = MainWindow(EngineThread(FakeEngine()), shelf=FakeShelf())
        windows.append(main)
        main.show()
        child(main, QAction, "settingsAction").trigger()
        window = child(main, SettingsWindow, "settingsWindow")
        window.show_page(1)
        qtbot.waitUntil(lambda: bool(said(window, "cpu", "deviceFacts")))
        return window

    yield make
    for main in windows:
        main.leave_at_once()
        main.deleteLater()


def test_every_device_is_measured_and_can_be_chosen(
    qtbot: QtBot, open_settings: OpenSettings, photo_file: Path
) -> None:
    window = open_settings(FakeDevices(broken="cuda:0"))
    assert "8.0 of 16.0 GiB" in said(window, "cpu", "deviceFacts") and "20 ms" in said(window, "cpu", "deviceFacts")
    assert "no kernel image" in said(window, "cuda:0", "deviceFacts")
    main = window.parent()
    assert isinstance(main, MainWindow) and isinstance(main._shelf, FakeShelf)
    main.open_photo(photo_file)
    wait_ready(qtbot, main)
    slider(main).setValue(30)
    wait_idle(qtbot, main)
    engine = main._desk._engine._workbench
    assert isinstance(engine, FakeEngine)
    before = len(engine.done)
    assert child(window, QRadioButton, "use:auto").isChecked()
    child(window, QRadioButton, "use:cpu").click()
    assert main._shelf.kept.device == "cpu" and not child(window, QRadioButton, "use:auto").isChecked()
    qtbot.waitUntil(lambda: [name for name, _ in engine.done[before:]][-1:] == ["render"], timeout=3000)
    assert [name for name, _ in engine.done[before:]][:2] == ["load", "prepare"]
    assert slider(main).value() == 30 and engine.done[-1][1]  # the edit is as it was
    child(window, QRadioButton, "use:auto").click()
    assert main._shelf.kept.device == "auto"


def test_the_fastest_setting_is_looked_for_and_told(qtbot: QtBot, open_settings: OpenSettings) -> None:
    devices = FakeDevices(seconds_per_step=0.02)
    window = open_settings(devices)
    child(window, QPushButton, "tune:cuda:0").click()
    child(window, QPushButton, "cancel:cuda:0").click()
    qtbot.waitUntil(child(window, QPushButton, "tune:cuda:0").isVisible)
    assert devices.kept[GPU] == Setting()
    child(window, QPushButton, "tune:cuda:0").click()
    qtbot.waitUntil(lambda: "channels last" in said(window, "cuda:0", "deviceFacts"), timeout=3000)
    marks = [line[0] for line in said(window, "cuda:0", "deviceAnswer").splitlines()]
    assert marks == ["–", "✕", "–", "✓", "✕"]
    assert child(window, QComboBox, "dtype:cuda:0").currentText() == "bfloat16"
    qtbot.waitUntil(lambda: child(window, QPushButton, "measureAgainButton").isEnabled())
    child(window, QPushButton, "measureAgainButton").click()
    child(window, QPushButton, "tune:cuda:0").click()  # it waits, and can be cancelled, while all are measured
    qtbot.waitUntil(lambda: len(devices.looked) == 2 and not child(window, QProgressBar, "looking").isVisible())
    assert child(window, QPushButton, "cancel:cuda:0").isVisible() and window.running
    child(window, QPushButton, "cancel:cuda:0").click()


def test_a_number_format_is_refused_where_edits_differ(qtbot: QtBot, open_settings: OpenSettings) -> None:
    devices = FakeDevices()
    window = open_settings(devices)
    formats = child(window, QComboBox, "dtype:cpu")
    formats.setCurrentText("float16")
    formats.activated.emit(1)
    qtbot.waitUntil(lambda: "9.0 grey levels" in said(window, "cpu", "deviceAnswer"))
    assert formats.currentText() == "float32" and devices.kept[CPU] == Setting()
    child(window, QCheckBox, "frugal:cpu").click()
    qtbot.waitUntil(lambda: "low memory" in said(window, "cpu", "deviceFacts"))
    assert devices.kept[CPU] == Setting(frugal=True)


def test_another_base_model_is_measured_anew(qtbot: QtBot, open_settings: OpenSettings) -> None:
    devices = FakeDevices()
    window = open_settings(devices)
    main = window.parent()
    assert isinstance(main, MainWindow)
    main._use_model("cats")
    qtbot.waitUntil(lambda: devices.looked == ["faces-128", "cats"])


def test_what_is_chosen_counts_at_once_and_is_kept(
    qtbot: QtBot, open_settings: OpenSettings, photo_file: Path, qapp: QApplication
) -> None:
    window = open_settings(FakeDevices())
    main = window.parent()
    assert isinstance(main, MainWindow) and isinstance(main._shelf, FakeShelf)
    main.open_photo(photo_file)
    wait_ready(qtbot, main)
    engine = main._desk._engine._workbench
    assert isinstance(engine, FakeEngine)
    done = len(engine.done)

    def kept() -> Settings:
        assert isinstance(main, MainWindow) and isinstance(main._shelf, FakeShelf)
        return main._shelf.kept

    theme = child(window, QComboBox, "themeBox")
    light = qapp.palette().window().color().lightness()
    theme.setCurrentIndex(theme.findData("dark"))
    theme.activated.emit(theme.currentIndex())
    assert kept().theme == "dark" and qapp.palette().window().color().lightness() < light - 100
    child(window, QSpinBox, "historyBox").setValue(64)
    assert kept().history_mb == 64 and main._desk._history._most == 64 << 20
    child(window, QCheckBox, "aheadBox").click()
    assert kept().ahead is False and main._desk._ahead() is None
    child(window, QCheckBox, "stripLocationBox").click()
    assert kept().strip_location and child(main, QAction, "stripLocationAction").isChecked()
    child(window, QCheckBox, "keepDateBox").click()
    assert kept().keep_date
    wait_idle(qtbot, main)
    assert len(engine.done) == done  # none of it concerns the model
    child(window, QPushButton, "defaultsButton").click()
    assert kept() == Settings() and theme.currentData() == "system"
    assert abs(qapp.palette().window().color().lightness() - light) < 20
    kept_photos = inversions.folder() / "faces-128" / "smile" / "set" / "x_T.npy"
    kept_photos.parent.mkdir(parents=True)
    kept_photos.write_bytes(bytes(3_000_000))
    for key in ("edits", "directions", "models", "trainings", "log"):
        window.show_page(2)
        assert child(window, QLineEdit, f"folder:{key}").text()
    assert "3.0 MB" in child(window, QLabel, "trainingsSize").text()
