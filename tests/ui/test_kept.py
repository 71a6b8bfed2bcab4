"""Edits are kept by themselves, and come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.edit_file import read_edit, write_edit
from asyrp_desktop.core.values import Edit, Scope, Stroke
from asyrp_desktop.models import kept_edits, presets
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.kept.keeper import REST_MS
from asyrp_desktop.ui.main_window import MainWindow
from tests.ui.conftest import OpenWindow, slider, wait_ready
from tests.ui.fake_engine import PREVIEW_STEPS, FakeEngine
from tests.ui.test_faces import settled

STROKE = Stroke(((10.0, 12.0), (14.0, 15.0)), 4.0)
EDIT = Edit(Scope(strokes=(STROKE,)), ({"smiling": 0.6}, {"old": -0.5}))


def make_edit(qtbot: QtBot, window: MainWindow, photo: Path) -> None:
    """EDIT, on a photo with two faces."""
    window.open_photo(photo)
    wait_ready(qtbot, window)
    slider(window).setValue(60)
    window._strengths.pick(2)
    slider(window, "old").setValue(-50)
    window._strengths.set_scope(EDIT.scope, 1, "painting")
    settled(qtbot, window)


def kept(qtbot: QtBot) -> Path:
    """The file of the one edit that is kept, once it is."""
    qtbot.waitUntil(lambda: [one.kept.edit for one in kept_edits.recent(9)] == [EDIT], timeout=5000)
    return kept_edits.recent(9)[0].path


def offered(window: MainWindow) -> QPushButton:
    button = window.findChild(QPushButton, "offerButton")
    assert isinstance(button, QPushButton)
    return button


def said(window: MainWindow) -> str:
    notice = window.findChild(QLabel, "noticeText")
    assert isinstance(notice, QLabel)
    return notice.text() if notice.isVisible() else ""


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def test_an_edit_outlives_a_crash(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    crashed = open_window(FakeEngine(faces=2))
    make_edit(qtbot, crashed, photo_file)
    kept(qtbot)
    qtbot.waitUntil(lambda: [one.edit for one in kept_edits.left_open()] == [EDIT], timeout=5000)

    fake = FakeEngine(faces=2)
    window = open_window(fake)  # the other was never closed
    assert photo_file.name in said(window)
    offered(window).click()
    wait_ready(qtbot, window)
    settled(qtbot, window)
    assert window._strengths.edit == EDIT and fake.edits[-1] == EDIT
    assert slider(window).value() == 60 and not said(window)
    assert not action(window, "undoAction").isEnabled()
    window.leave_at_once()
    assert not kept_edits.left_open()  # closed well


def test_recent_photos_come_with_their_edits(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    window = open_window(FakeEngine(faces=2))
    menu = window.findChild(QMenu, "recentMenu")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert [one.isEnabled() for one in menu.actions()] == [False]
    make_edit(qtbot, window, photo_file)
    kept(qtbot)
    window.leave_at_once()
    window = open_window(FakeEngine(faces=2))
    assert not said(window)
    menu = window.findChild(QMenu, "recentMenu")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    (entry,) = menu.actions()
    assert entry.text() == photo_file.name and entry.icon().availableSizes()
    entry.trigger()
    wait_ready(qtbot, window)
    settled(qtbot, window)
    assert window._strengths.edit == EDIT

    # A mask alone is work, too. Back at the photo itself, there is nothing to keep.
    action(window, "resetAllAction").trigger()
    bare = Edit(EDIT.scope, ({}, {}))
    qtbot.waitUntil(lambda: [one.kept.edit for one in kept_edits.recent(9)] == [bare], timeout=5000)
    window._strengths.set_scope(Scope(), 2, "clearing")
    qtbot.waitUntil(lambda: not kept_edits.recent(9), timeout=5000)


def test_a_photo_that_was_edited_before_offers_its_edit(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, tmp_path: Path
) -> None:
    window = open_window(FakeEngine(faces=2))
    make_edit(qtbot, window, photo_file)
    kept(qtbot)
    window.leave_at_once()
    moved = tmp_path / "moved 写真.png"
    moved.write_bytes(photo_file.read_bytes())
    window = open_window(FakeEngine(faces=2))
    window.open_photo(moved)  # known by its bytes, wherever it is
    wait_ready(qtbot, window)
    assert window._strengths.edit.changes is False
    offered(window).click()
    wait_ready(qtbot, window)
    settled(qtbot, window)
    assert window._strengths.edit == EDIT


def test_an_edit_that_is_not_asked_back_is_set_aside(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    def wait_kept(*edits: Edit) -> None:
        qtbot.waitUntil(lambda: [one.kept.edit for one in kept_edits.recent(9)] == list(edits), timeout=5000)

    window = open_window(FakeEngine(faces=2))
    make_edit(qtbot, window, photo_file)
    kept(qtbot)
    window.leave_at_once()
    window = open_window(FakeEngine(faces=2))
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    slider(window).setValue(30)
    settled(qtbot, window)
    wait_kept(window._strengths.edit, EDIT)
    action(window, "resetAllAction").trigger()
    wait_kept(EDIT)
    slider(window).setValue(20)
    settled(qtbot, window)
    second = window._strengths.edit
    wait_kept(second, EDIT)
    slider(window).setValue(25)
    settled(qtbot, window)
    second = window._strengths.edit
    wait_kept(second, EDIT)
    window.leave_at_once()

    window = open_window(FakeEngine(faces=2))
    menu = window.findChild(QMenu, "recentMenu")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    menu.actions()[1].trigger()
    wait_ready(qtbot, window)
    settled(qtbot, window)
    assert window._strengths.edit == EDIT
    wait_kept(EDIT, second)


def test_an_edit_file_goes_with_its_photo(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(photo_file.read_bytes())
    window = open_window(FakeEngine(faces=2))
    make_edit(qtbot, window, photo)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    action(window, "saveEditAction").trigger()
    file = tmp_path / "mine.asyrp"
    assert read_edit(file).edit == EDIT and "smiling" in read_edit(file).directions
    window.leave_at_once()

    # Both were moved; the photo was changed, and a direction is gone.
    there = tmp_path / "elsewhere"
    there.mkdir()
    edit = replace(read_edit(file), directions={"smiling": "another", "gone": "0"})
    write_edit(there / "mine.asyrp", edit)
    photo.rename(there / "photo.png")
    with (there / "photo.png").open("ab") as end:
        end.write(b"more")
    window = open_window(FakeEngine(faces=2))
    window.open_files([there / "mine.asyrp"])
    wait_ready(qtbot, window)
    settled(qtbot, window)
    assert window._strengths.edit == EDIT and window._source == there / "photo.png"
    for remark in ("changed", "gone", "smiling"):
        assert remark in said(window)


def test_an_edit_is_kept_with_the_model_it_was_made_with(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path
) -> None:
    window = open_window(FakeEngine())
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    slider(window).setValue(60)
    settled(qtbot, window)
    models = ["another", window._settings.model]
    window._photos.use("another", "auto")
    wait_ready(qtbot, window)
    assert slider(window).value() == 0
    slider(window).setValue(60)
    qtbot.waitUntil(lambda: [one.kept.model for one in kept_edits.recent(9)] == models, timeout=5000)


def test_an_edit_that_is_forgotten_while_all_are_looked_for_is_left_out() -> None:
    kept_edits.folder().mkdir(parents=True)
    (kept_edits.folder() / "gone.asyrp").symlink_to(kept_edits.folder() / "nowhere")
    assert kept_edits.recent(9) == []


def test_edit_files_that_cannot_be_opened_are_told(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(FakeEngine())
    file = tmp_path / "edit.asyrp"
    file.write_text("{", encoding="utf-8")
    window.open_photo(file)
    assert "damaged" in said(window)
    write_edit(file, kept_edits.described(photo_file, "0", "no-such-model", EDIT))
    window.open_photo(file)
    assert "no-such-model" in said(window)
    write_edit(file, kept_edits.described(tmp_path / "lost.png", "0", "faces-128", EDIT))
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: (asked.append(words[1]), ("", ""))[1])
    window.open_photo(file)
    assert "lost.png" in asked[0] and not window._desk.has_photo


def test_a_full_disk_stops_no_edit(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_edits, "write_edit", full)
    window = open_window(FakeEngine(faces=2))
    make_edit(qtbot, window, photo_file)
    window._photos.stop()
    assert not kept_edits.recent(9) and window._strengths.edit == EDIT


def test_a_photo_that_is_only_looked_at_keeps_its_edit(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    window = open_window(FakeEngine(faces=2))
    make_edit(qtbot, window, photo_file)
    kept(qtbot)
    window.leave_at_once()
    window = open_window(FakeEngine(faces=2))
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    qtbot.wait(2 * REST_MS)
    kept(qtbot)
    # Taken back, and the program ends in the midst of preparing.
    crashed = open_window(FakeEngine(faces=2, seconds_per_step=0.1))
    crashed.open_photo(photo_file)
    qtbot.waitUntil(lambda: bool(said(crashed)))
    offered(crashed).click()
    qtbot.wait(2 * REST_MS)
    assert crashed.busy is Busy.PREPARING
    kept(qtbot)


def test_all_edits_outlive_a_crash(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edits() -> list[Edit]:
        return [one.edit for one in kept_edits.left_open()]

    files = [photo_file, tmp_path / "second.png", tmp_path / "third.png"]
    for k, file in enumerate(files[1:]):
        file.write_bytes(photo_file.read_bytes() + bytes([k]))
    crashed = open_window(FakeEngine())
    crashed.open_files(files)
    for k in range(3):  # the third is only looked at
        crashed._photos.show(crashed._photos.photos[k])
        qtbot.waitUntil(lambda k=k: crashed._source == files[k])
        wait_ready(qtbot, crashed)
        slider(crashed).setValue((60, 30, 0)[k])
        settled(qtbot, crashed)
    both = [Edit(Scope(), ({"smiling": strength},)) for strength in (0.3, 0.6)]
    qtbot.waitUntil(lambda: edits() == both, timeout=5000)

    window = open_window(FakeEngine())
    window.open_photo(files[0])
    wait_ready(qtbot, window)
    slider(window).setValue(90)
    settled(qtbot, window)
    asked: list[str] = []
    answer = QMessageBox.StandardButton.Cancel
    monkeypatch.setattr(QMessageBox, "question", lambda *words: (asked.append(words[2]), answer)[1])
    offered(window).click()
    assert files[0].name in asked[0] and slider(window).value() == 90
    slider(window).setValue(0)
    window.open_photo(files[2])  # as if it was started with a photo: the offer is still there
    wait_ready(qtbot, window)
    assert "2" in said(window)
    offered(window).click()
    qtbot.waitUntil(lambda: window._source == files[1], timeout=5000)
    wait_ready(qtbot, window)
    settled(qtbot, window)
    assert window._strengths.edit == both[0]
    window._photos.show(window._photos.photos[0])
    qtbot.waitUntil(lambda: window._source == files[0])
    wait_ready(qtbot, window)
    assert window._strengths.edit == both[1]
    qtbot.waitUntil(lambda: edits() == both[::-1])
    window.leave_at_once()
    assert not edits()


def test_an_older_edit_and_the_current_one_change_places(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path
) -> None:
    def wait_kept(*strengths: float) -> None:
        edits = [Edit(Scope(), ({"smiling": one},)) for one in strengths]
        qtbot.waitUntil(lambda: [one.kept.edit for one in kept_edits.recent(9)] == edits, timeout=5000)

    for value in (20, 50):
        window = open_window(FakeEngine())
        window.open_photo(photo_file)
        wait_ready(qtbot, window)
        slider(window).setValue(value)
        settled(qtbot, window)
        if value == 20:
            wait_kept(0.2)
            window.leave_at_once()
    wait_kept(0.5, 0.2)
    window._strengths.mark_saved(window._strengths.edit)  # as a picture: nothing is asked
    window._open_edit(kept_edits.recent(9)[1].path)
    wait_kept(0.2, 0.5)


def test_strengths_of_a_direction_without_a_slider_stay(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "edit.asyrp"
    write_edit(file, kept_edits.described(photo_file, "0", "faces-128", Edit(Scope(), ({"old": 0.2, "angry": 0.5},))))
    window = open_window(FakeEngine())
    window.open_photo(file)
    wait_ready(qtbot, window)
    assert window._strengths.edit.strengths == ({"old": 0.2},) and "angry" in said(window)
    window._strengths.know(["angry"])
    assert window._strengths.edit.strengths == ({"angry": 0.5},)
    window._strengths.know(["smiling"])
    assert not window._strengths.edit.changes
    window._strengths.know(["smiling", "old"])
    assert window._strengths.edit.strengths == ({"old": 0.2},)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "again"), ""))
    action(window, "saveEditAction").trigger()
    assert read_edit(tmp_path / "again.asyrp").edit.strengths == ({"old": 0.2, "angry": 0.5},)
    qtbot.waitUntil(
        lambda: [dict(one.kept.edit.strengths[0]) for one in kept_edits.recent(9)] == [{"old": 0.2, "angry": 0.5}]
    )
    action(window, "resetAllAction").trigger()
    assert window._strengths.held.whole.strengths == ({},)
    action(window, "undoAction").trigger()
    assert window._strengths.held.whole.strengths == ({"old": 0.2, "angry": 0.5},)


def test_what_was_kept_when_an_opposite_was_a_direction_counts_the_other_way(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "edit.asyrp"
    edit = Edit(Scope(), ({"old": 0.2, "young": 0.5},))
    before = kept_edits.described(photo_file, "0", "faces-128", edit)
    write_edit(file, replace(before, directions={**before.directions, "young": "of a file that is gone"}))
    window = open_window(FakeEngine())
    window.open_photo(file)
    wait_ready(qtbot, window)
    assert window._strengths.edit.strengths == ({"old": -0.3},)
    assert "made anew: old" in said(window)
    presets.keep("faces-128", "younger", {"young": 0.5})
    assert presets.preset("faces-128", "younger") == {"old": -0.5}


def test_the_thumbnail_is_the_true_edit(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    fake = FakeEngine()
    window = open_window(fake)
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    fake.seconds_per_step = 2 * REST_MS / 1000 / PREVIEW_STEPS
    slider(window).setValue(60)
    qtbot.waitUntil(lambda: bool(kept_edits.recent(1)), timeout=5000)
    fake.seconds_per_step = 0
    settled(qtbot, window)
    qtbot.waitUntil(lambda: QImage(str(kept_edits.recent(1)[0].thumbnail)).pixelColor(3, 3).red() == 200)


def test_an_edit_goes_on_where_its_file_was_changed(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(photo_file.read_bytes())
    window = open_window(FakeEngine(faces=2))
    window.open_photo(photo_file)
    make_edit(qtbot, window, photo)
    kept(qtbot)
    photo.write_bytes(photo_file.read_bytes() + b"a rating")
    for file in (photo_file, photo):
        window.open_photo(file)
        qtbot.waitUntil(lambda file=file: window._source == file)
        wait_ready(qtbot, window)
    assert window._strengths.edit == EDIT and "changed" in said(window)
    qtbot.waitUntil(lambda: [one.kept.edit for one in kept_edits.recent(9)] == [EDIT, EDIT], timeout=5000)
