"""What is asked for is what was seen when a dialog came up, whatever comes while it is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QMessageBox, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.edit_file import read_edit
from asyrp_desktop.core.values import Edit, Scope
from asyrp_desktop.models import presets
from asyrp_desktop.ui.compare.morph_window import MorphWindow
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.presets_menu import PresetsMenu
from tests.ui.conftest import slider, wait_idle, wait_ready
from tests.ui.fake_engine import FakeEngine
from tests.ui.test_compare import finished
from tests.ui.test_faces import settled
from tests.ui.test_filmstrip import files, opened, trigger

__all__ = ["files", "opened"]
Opened = tuple[MainWindow, FakeEngine]
Button = QMessageBox.StandardButton


def save_dialog(monkeypatch: pytest.MonkeyPatch, answer: Path, meanwhile: Callable[[], object]) -> None:
    """A dialog for a file's name, while which is open something else happens."""

    def ask(*_: object) -> tuple[str, str]:
        meanwhile()
        return str(answer), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)


def show(qtbot: QtBot, window: MainWindow, row: int) -> None:
    photo = window._photos.photos[row]
    window._photos.show(photo)
    qtbot.waitUntil(lambda: window._photos.current is photo, timeout=5000)
    wait_ready(qtbot, window)


@pytest.mark.parametrize("another", [True, False], ids=["another photo", "another edit"])
def test_an_edit_file_says_what_was_seen(
    another: bool, qtbot: QtBot, opened: Opened, files: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, _ = opened
    slider(window).setValue(60)
    settled(qtbot, window)

    def meanwhile() -> None:
        if another:
            show(qtbot, window, 1)
        slider(window).setValue(-90)

    save_dialog(monkeypatch, tmp_path / "mine.asyrp", meanwhile)
    trigger(window, "saveEditAction")
    saved = read_edit(tmp_path / "mine.asyrp")
    assert (saved.photo, saved.edit) == (files[0], Edit(Scope(), ({"smiling": 0.6},)))
    assert saved.digest == window._photos.photos[0].digest


def test_a_photo_is_saved_as_it_was_seen_or_not_at_all(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, fake = opened
    strip = window._place.actions.strip_location
    slider(window).setValue(60)
    settled(qtbot, window)
    out = tmp_path / "out.png"

    def another_edit() -> None:
        slider(window).setValue(-90)
        strip.setChecked(True)

    save_dialog(monkeypatch, out, another_edit)
    trigger(window, "saveAction")
    qtbot.waitUntil(out.exists, timeout=5000)
    settled(qtbot, window)
    assert ("save", {"smiling": 0.6}) in fake.done and not fake.stripped
    assert window._strengths.unsaved and window._strengths.current == {"smiling": -0.9}
    out.unlink()
    saved = len([name for name, _ in fake.calls if name == "save"])
    for meanwhile in (
        lambda: show(qtbot, window, 1),  # the engine has another photo
        lambda: window._place.actions.square.trigger(),  # or another square of it
        lambda: window._use_model("another"),
    ):
        save_dialog(monkeypatch, out, meanwhile)
        monkeypatch.setattr(QMessageBox, "question", lambda *_: Button.Discard)
        slider(window).setValue(40)
        settled(qtbot, window)
        trigger(window, "saveAction")
        assert "no file was written" in window.statusBar().currentMessage()
        settled(qtbot, window)
        wait_ready(qtbot, window)
    assert not out.exists() and len([name for name, _ in fake.calls if name == "save"]) == saved


def test_nobody_loses_what_they_were_not_asked_about(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, fake = opened
    slider(window).setValue(60)
    settled(qtbot, window)
    asked: list[str] = []

    def question(*words: object) -> Button:
        asked.append(str(words[2]))
        if len(asked) > 1:
            return Button.Cancel
        show(qtbot, window, 1)
        slider(window).setValue(70)
        return Button.Discard

    monkeypatch.setattr(QMessageBox, "question", question)
    window.close()
    assert window.isVisible() and len(asked) == 2
    assert "grey 50" in asked[0] and "grey 120" in asked[1] and "grey 50" not in asked[1]

    # “Save” was meant for the photo that the question was about.
    show(qtbot, window, 0)
    out = tmp_path / "out.png"
    save_dialog(monkeypatch, out, lambda: None)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: (show(qtbot, window, 1), Button.Save)[1])
    trigger(window, "closeAction")
    wait_idle(qtbot, window)
    assert not out.exists() and len(window._photos.photos) == 3

    # What is set while the save that was wanted is under way is asked about, too.
    show(qtbot, window, 0)
    settled(qtbot, window)
    asked.clear()
    answers = [Button.Save, Button.Cancel]
    monkeypatch.setattr(QMessageBox, "question", lambda *words: (asked.append(str(words[2])), answers.pop(0))[1])
    save_dialog(monkeypatch, out, lambda: slider(window).setValue(20))
    trigger(window, "closeAction")
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=5000)
    settled(qtbot, window)
    assert ("save", {"smiling": 0.6}) in fake.done and len(window._photos.photos) == 3


def test_a_photo_that_is_gone_is_not_closed_twice(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = opened
    slider(window).setValue(60)
    settled(qtbot, window)
    first = window._photos.photos[0]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: (window._photos.close(first), Button.Discard)[1])
    trigger(window, "closeAction")
    wait_ready(qtbot, window)
    assert first not in window._photos.photos and len(window._photos.photos) == 2


def test_a_film_is_written_as_it_was_when_its_name_was_asked_for(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, _ = opened
    slider(window).setValue(60)
    settled(qtbot, window)
    trigger(window, "morphAction")
    morph = window.findChild(MorphWindow)
    assert morph is not None
    frames, rate, back = (morph.findChild(kind, name) for kind, name in _FIELDS)
    assert isinstance(frames, QSpinBox) and isinstance(rate, QSpinBox) and isinstance(back, QCheckBox)
    frames.setValue(3)
    rate.setValue(10)
    make = morph.findChild(QPushButton, "makeButton")
    assert make is not None
    make.click()
    finished(qtbot, morph)
    save_dialog(monkeypatch, tmp_path / "film.gif", lambda: (rate.setValue(50), back.setChecked(False)))
    morph._save.click()
    qtbot.waitUntil(lambda: (tmp_path / "film.gif").exists() and not morph.running, timeout=5000)
    with Image.open(tmp_path / "film.gif") as film:
        film.seek(1)
        assert film.n_frames == 4 and film.info["duration"] == 100  # type: ignore[attr-defined]


_FIELDS = ((QSpinBox, "framesCount"), (QSpinBox, "rateCount"), (QCheckBox, "backBox"))


def test_a_preset_is_of_the_moment_when_its_name_was_asked_for(qtbot: QtBot, opened: Opened) -> None:
    window, _ = opened
    slider(window).setValue(60)
    settled(qtbot, window)
    menu = window.findChild(PresetsMenu)
    assert menu is not None
    menu.aboutToShow.emit()
    show(qtbot, window, 1)
    slider(window).setValue(-90)
    name, keep = menu.findChild(QLineEdit, "presetName"), menu.findChild(QPushButton, "keepPreset")
    assert name is not None and keep is not None
    name.setText("mine")
    keep.click()
    assert presets.presets("faces-128") == {"mine": {"smiling": 0.6}}


@pytest.mark.parametrize("gives_up", ["escape", "another photo", "another square", "another model"])
def test_what_waits_to_be_saved_is_saved(gives_up: str, qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    window, fake = opened
    fake.seconds_per_step = 0.02
    slider(window).setValue(60)
    qtbot.waitUntil(lambda: window.busy is Busy.SETTLING, timeout=5000)
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    window.save_to(first)
    window.save_to(second)
    assert window.busy is Busy.SETTLING  # it is what the save needs, so it goes on
    match gives_up:
        case "escape":
            window._desk.cancel()
        case "another photo":
            window._photos.step(1)
        case "another square":
            window._place.actions.square.trigger()
        case "another model":
            window._photos.use("another", "auto")
    qtbot.waitUntil(second.exists, timeout=10_000)
    assert first.exists() and [value for name, value in fake.done if name == "save"] == [{"smiling": 0.6}] * 2
    fake.seconds_per_step = 0
    wait_ready(qtbot, window)


def test_escape_gives_up_the_save_that_is_under_way_alone(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    window, fake = opened
    slider(window).setValue(60)
    settled(qtbot, window)
    fake.seconds_per_step = 0.02
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    window.save_to(first)
    window.save_to(second)
    qtbot.waitUntil(lambda: window.busy is Busy.SAVING)
    window._desk.cancel()
    qtbot.waitUntil(second.exists, timeout=5000)
    assert not first.exists()
    wait_idle(qtbot, window)
