"""Several photos in one window: each with its own edit, its own way back, and settings that go from one to others."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt, QUrl
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.values import Edit, Scope
from asyrp_desktop.models import kept_edits, presets
from asyrp_desktop.ui import strengths as strengths_module
from asyrp_desktop.ui.engine_protocol import Busy, Layers
from asyrp_desktop.ui.filmstrip.strip import Filmstrip
from asyrp_desktop.ui.history import History
from asyrp_desktop.ui.incoming import sources_in
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.presets_menu import PresetsMenu
from tests.ui.conftest import OpenWindow, slider, wait_ready
from tests.ui.fake_engine import FakeEngine
from tests.ui.test_faces import settled


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = []
    for grey in (50, 120, 200):
        image = QImage(20, 10, QImage.Format.Format_RGB32)
        image.fill(0xFF000000 | grey * 0x10101)
        made.append(tmp_path / f"grey {grey}.png")
        image.save(str(made[-1]))
    return made


@pytest.fixture
def opened(qtbot: QtBot, open_window: OpenWindow, files: list[Path]) -> tuple[MainWindow, FakeEngine]:
    fake = FakeEngine()
    window = open_window(fake)
    window.open_files(files)
    wait_ready(qtbot, window)
    return window, fake


def strip(window: MainWindow) -> Filmstrip:
    found = window.findChild(Filmstrip)
    assert found is not None
    return found


def trigger(window: MainWindow, name: str) -> None:
    found = window.findChild(QAction, name)
    assert isinstance(found, QAction) and found.isEnabled(), name
    found.trigger()


def to(qtbot: QtBot, window: MainWindow, row: int) -> None:
    """By a click on its picture."""
    view = strip(window)
    place = view.visualItemRect(view.item(row)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: window._photos.current is window._photos.photos[row], timeout=5000)
    wait_ready(qtbot, window)
    settled(qtbot, window)


def test_each_photo_has_its_own_edit_and_its_own_way_back(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], files: list[Path]
) -> None:
    window, fake = opened
    assert strip(window).selected == [window._photos.current]
    assert strip(window).isVisible() and strip(window).count() == 3
    assert window.windowTitle().startswith("grey 50")
    assert all(not strip(window).item(row).icon().isNull() for row in range(3))  # also of those not seen yet
    slider(window).setValue(60)
    settled(qtbot, window)
    to(qtbot, window, 1)
    assert slider(window).value() == 0 and not window.isWindowModified()
    assert strip(window).selected == [window._photos.photos[1]]
    slider(window, "old").setValue(-30)
    slider(window, "old").setValue(-40)
    settled(qtbot, window)
    assert [strip(window).item(row).text().startswith("•") for row in range(3)] == [True, True, False]
    rendered = len(fake.edits)
    trigger(window, "previousPhotoAction")
    qtbot.waitUntil(lambda: window._source == files[0])
    wait_ready(qtbot, window)
    settled(qtbot, window)
    assert slider(window).value() == 60 and window._desk.shown
    assert window._desk.shown.edit.strengths == ({"smiling": 0.6},) and not window._desk.shown.preview
    assert len(fake.edits) == rendered  # seen before: nothing to render
    trigger(window, "undoAction")
    assert slider(window).value() == 0 and not window._actions.undo.isEnabled()
    to(qtbot, window, 1)
    trigger(window, "undoAction")
    assert slider(window, "old").value() == -30
    assert {one.kept.photo for one in kept_edits.recent(9)} <= set(files)


def test_settings_go_from_one_to_others(qtbot: QtBot, opened: tuple[MainWindow, FakeEngine]) -> None:
    window, _ = opened
    slider(window).setValue(60)
    slider(window, "old").setValue(25)
    trigger(window, "copySettingsAction")
    view = strip(window)
    for row in (0, 1, 2):
        view.item(row).setSelected(True)
    view.selectionModel().select(view.model().index(0, 0), QItemSelectionModel.SelectionFlag.Deselect)
    trigger(window, "pasteSettingsAction")
    assert [photo.unsaved for photo in window._photos.photos] == [True, True, True]
    view.clearSelection()
    to(qtbot, window, 2)
    assert window._strengths.edit.strengths == ({"smiling": 0.6, "old": 0.25},)
    trigger(window, "undoAction")  # one step
    assert not window._strengths.edit.changes
    trigger(window, "pasteSettingsAction")  # on the one that is open: at once
    assert window._strengths.current == {"smiling": 0.6, "old": 0.25}


def test_what_is_not_saved_is_asked_about(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, _ = opened
    slider(window).setValue(60)
    to(qtbot, window, 1)
    slider(window).setValue(70)
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    monkeypatch.setattr(QMessageBox, "question", lambda *words: (asked.append(words[2]), answers.pop(0))[1])
    window.close()
    assert window.isVisible() and "grey 50.png" in asked[0] and "grey 120.png" in asked[0]
    trigger(window, "closeAction")  # only the one that is seen
    assert "grey 50.png" not in asked[1]
    qtbot.waitUntil(lambda: window.windowTitle().startswith("grey 200"), timeout=5000)
    wait_ready(qtbot, window)
    assert strip(window).count() == 2
    trigger(window, "closeAction")
    qtbot.waitUntil(lambda: window.windowTitle().startswith("grey 50"), timeout=5000)
    wait_ready(qtbot, window)
    assert slider(window).value() == 60 and not strip(window).isVisible()
    out = tmp_path / "out.png"
    answers.append(QMessageBox.StandardButton.Save)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    trigger(window, "closeAction")
    qtbot.waitUntil(lambda: window.windowTitle() == "Asyrp Desktop", timeout=5000)
    assert out.exists() and not window._desk.has_photo


def test_photos_that_cannot_be_read_leave_the_others(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], files: list[Path], tmp_path: Path
) -> None:
    window, _ = opened
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"corrupt")
    window.open_photo(broken)
    qtbot.waitUntil(lambda: window._notice.isVisible())
    wait_ready(qtbot, window)
    assert [photo.source for photo in window._photos.photos] == files and window._source == files[0]
    files[1].write_bytes(b"corrupt")  # since it was opened
    trigger(window, "closeAction")
    qtbot.waitUntil(lambda: window._source == files[2], timeout=5000)
    assert len(window._photos.photos) == 1
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    assert sources_in(data) == files


def test_presets_and_recent_settings(qtbot: QtBot, opened: tuple[MainWindow, FakeEngine]) -> None:
    window, _ = opened
    menu = window.findChild(PresetsMenu)
    assert menu is not None

    def entries() -> dict[str, QAction]:
        menu.aboutToShow.emit()
        found = {action.text(): action for action in menu.actions()}
        for sub in menu.findChildren(QMenu):
            found |= {f"{sub.objectName()}/{action.text()}": action for action in sub.actions()}
        return found

    assert not entries()["&Recent settings"].isEnabled()
    slider(window).setValue(60)
    menu.popup(window.pos())
    qtbot.keyClick(menu, Qt.Key.Key_Up)  # the line for a name is the last
    name = QApplication.focusWidget()
    assert isinstance(name, QLineEdit)
    qtbot.keyClicks(name, "Sonne & Mond ")
    name.insert("☀")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert not menu.isVisible()
    assert presets.presets("faces-128") == {"Sonne & Mond ☀": {"smiling": 0.6}}
    slider(window, "old").setValue(30)
    entries()["Sonne && Mond ☀"].trigger()
    assert window._strengths.current == {"smiling": 0.6}  # instead of what was set
    trigger(window, "undoAction")
    assert window._strengths.current == {"smiling": 0.6, "old": 0.3}
    earlier = Edit(Scope(), ({"smiling": -0.25}, {"old": 1.0}, {"unknown": 1.0}))
    kept_edits.keep(kept_edits.described(Path("/photos/earlier.png"), "00", "faces-128", earlier), b"")
    recent = {text for text in entries() if text.startswith("recentSettingsMenu/")}
    assert recent >= {"recentSettingsMenu/Smiling −0.25", "recentSettingsMenu/Old +1.00"}
    entries()["recentSettingsMenu/Old +1.00"].trigger()
    assert window._strengths.current == {"old": 1.0}
    entries()["removePresetMenu/Sonne && Mond ☀"].trigger()
    assert not presets.presets("faces-128")


def test_one_face_for_all(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    window = open_window(FakeEngine(faces=3))
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    window._strengths.pick(2)
    slider(window).setValue(60)
    trigger(window, "applyToFacesAction")
    assert window._strengths.edit.strengths == ({"smiling": 0.6},) * 3
    trigger(window, "undoAction")
    assert window._strengths.edit.strengths == ({}, {"smiling": 0.6}, {})


def test_the_history_is_limited_by_what_it_takes(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = opened
    monkeypatch.setattr(strengths_module, "HISTORY_BYTES", 40 << 10)
    for value in range(1, 101):
        slider(window).setValue(value)
    stack = window._strengths.stack
    assert 15 <= stack.count() <= 40
    for _ in range(stack.count()):
        trigger(window, "undoAction")
    assert slider(window).value() == 100 - stack.count()  # the latest steps, each whole
    for _ in range(stack.count()):
        trigger(window, "redoAction")
    assert slider(window).value() == 100

    picture = Layers((QImage(100, 100, QImage.Format.Format_RGB32),))
    history = History(3 * 40_000)
    for k in range(4):
        history.add("photo", Edit(Scope(), ({"smiling": k},)), picture)
        assert history.find("photo", Edit(Scope(), ({"smiling": 0},))) is not None  # used last, kept longest
    assert history.find("photo", Edit(Scope(), ({"smiling": 1},))) is None
    assert history.find("another", Edit(Scope(), ({"smiling": 3},))) is None
    history.limit(0)
    assert history.find("photo", Edit(Scope(), ({"smiling": 0},))) is None


def test_a_save_is_finished_before_another_photo_comes(
    qtbot: QtBot,
    opened: tuple[MainWindow, FakeEngine],
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    window, fake = opened
    slider(window).setValue(60)
    settled(qtbot, window)
    out = tmp_path / "out.png"
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Save)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    fake.seconds_per_step = 0.02
    trigger(window, "closeAction")
    qtbot.waitUntil(lambda: window.busy is Busy.SAVING)
    window._photos.show(window._photos.photos[2])
    qtbot.waitUntil(lambda: out.exists() and window._source == files[2], timeout=5000)
    fake.seconds_per_step = 0
    wait_ready(qtbot, window)
    assert [photo.source for photo in window._photos.photos] == files[1:]  # the one that was saved was closed
    # What is still to be saved when another place is chosen is saved as it was set.
    fake.seconds_per_step = 0.02
    slider(window).setValue(60)
    qtbot.waitUntil(lambda: window.busy is Busy.SETTLING)
    window.save_to(tmp_path / "second.png")
    window._place.actions.square.trigger()
    fake.seconds_per_step = 0
    settled(qtbot, window)
    begun = [name for name, _ in fake.calls]
    assert (tmp_path / "second.png").exists() and begun[begun.index("save", begun.index("save") + 1) + 1] == "prepare"


def test_the_menu_of_a_photo_is_about_that_photo(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = opened
    asked: list[str] = []
    monkeypatch.setattr(
        QMessageBox, "question", lambda *words: (asked.append(words[2]), QMessageBox.StandardButton.Discard)[1]
    )
    slider(window).setValue(60)
    settled(qtbot, window)
    to(qtbot, window, 1)
    slider(window).setValue(30)
    view = strip(window)

    monkeypatch.setattr(view._menu, "popup", lambda *_: None)  # it takes the keyboard, which no test has

    def choose(row: int, entry: int) -> None:
        view.customContextMenuRequested.emit(view.visualItemRect(view.item(row)).center())
        view._menu.actions()[entry].trigger()

    choose(0, 0)  # copy
    assert window._photos.copied == {"smiling": 0.6}
    choose(2, -1)  # close: nothing was set on it
    choose(0, -1)
    assert [photo.name for photo in window._photos.photos] == ["grey 120.png"]
    assert len(asked) == 1 and "grey 50.png" in asked[0]
    assert window._strengths.current == {"smiling": 0.3}


def test_an_edited_photo_that_is_away_stays_among_them(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], files: list[Path]
) -> None:
    window, _ = opened
    to(qtbot, window, 1)
    slider(window).setValue(60)
    to(qtbot, window, 0)
    files[1].rename(files[1].with_name("away.png"))  # a stick that is pulled out
    trigger(window, "closeAction")
    qtbot.waitUntil(lambda: window._source == files[2], timeout=5000)
    wait_ready(qtbot, window)
    assert [photo.unsaved for photo in window._photos.photos] == [True, False]
    trigger(window, "closeAction")
    qtbot.waitUntil(lambda: not window._desk.has_photo and window.busy is Busy.IDLE, timeout=5000)
    assert [photo.source for photo in window._photos.unsaved] == [files[1]]
    files[1].with_name("away.png").rename(files[1])
    window.open_photo(files[1])
    wait_ready(qtbot, window)
    assert window._strengths.current == {"smiling": 0.6}


def test_no_preset_is_chosen_before_the_faces_are_known(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path
) -> None:
    fake = FakeEngine(seconds_per_step=0.02)
    window = open_window(fake)
    presets_menu = window._actions.presets.menuAction()
    assert not presets_menu.isEnabled()
    window.open_photo(photo_file)
    qtbot.waitUntil(lambda: window.busy is Busy.PREPARING, timeout=5000)
    assert not presets_menu.isEnabled()
    window._assume({"smiling": 0.6})
    wait_ready(qtbot, window)
    window._strengths.stack.undo()
    fake.seconds_per_step = 0
    slider(window).setValue(50)
    assert presets_menu.isEnabled() and window._strengths.edit.strengths == ({"smiling": 0.5},)
    settled(qtbot, window)


def test_nothing_is_saved_of_a_photo_that_gives_way(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, fake = opened
    slider(window).setValue(60)
    settled(qtbot, window)
    out = tmp_path / "out.png"
    fake.seconds_per_step = 0.3
    window._photos.show(window._photos.photos[1])
    assert window.busy is Busy.READING and not window._actions.save.isEnabled()
    window.save_to(out)
    assert "no file" in window.statusBar().currentMessage()
    fake.seconds_per_step = 0
    wait_ready(qtbot, window)
    settled(qtbot, window)
    assert not out.exists() and [photo.unsaved for photo in window._photos.photos] == [True, False, False]


def test_all_saves_are_written_before_the_window_goes(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, fake = opened
    outs = [tmp_path / "first.png", tmp_path / "second.png"]
    slider(window).setValue(60)
    settled(qtbot, window)
    fake.seconds_per_step = 0.02
    for out in outs:
        window.save_to(out)
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    assert all(out.exists() for out in outs)


def test_one_photo_closed_leaves_its_like(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = opened
    monkeypatch.chdir(files[0].parent)
    window.open_files([Path(files[0].name)])
    wait_ready(qtbot, window)
    assert [photo.source for photo in window._photos.photos] == files  # the same file, however it is called
    like = files[0].with_name("like.png")
    like.write_bytes(files[0].read_bytes())
    window.open_photo(like)
    qtbot.waitUntil(lambda: window._source == like)
    wait_ready(qtbot, window)
    window._close_photo(window._photos.photos[0])
    slider(window).setValue(60)
    qtbot.waitUntil(lambda: [one.kept.photo for one in kept_edits.recent(9)] == [like], timeout=5000)
    qtbot.waitUntil(lambda: [one.photo for one in kept_edits.left_open()] == [like], timeout=5000)


def reads(fake: FakeEngine) -> int:
    return sum(call[0] == "read" for call in fake.calls)


def at_the_desk(window: MainWindow) -> str:
    photo = window._desk._photo
    return photo.digest if photo else ""


@pytest.mark.parametrize("seconds", [0.0, 0.02])
def test_photos_may_be_closed_faster_than_they_are_read(
    seconds: float, qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], tmp_path: Path
) -> None:
    window, fake = opened
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    for number in range(4):
        image.fill(0xFF000000 | number)
        image.save(str(tmp_path / f"{number}.png"))
        window.open_photo(tmp_path / f"{number}.png")
    photos = window._photos
    photos.show(photos.photos[0])
    wait_ready(qtbot, window)
    fake.seconds_per_step = seconds
    for photo in photos.photos[:-1]:
        before = reads(fake)
        window._close_photo(photo)
        qtbot.waitUntil(lambda before=before: reads(fake) > before)  # the next is on its way
    fake.seconds_per_step = 0.0
    wait_ready(qtbot, window)
    assert list(photos.photos) == [photos.current] and photos.current is not None
    assert at_the_desk(window) == photos.current.digest
    fake.seconds_per_step = seconds
    window._close_photo(photos.current)
    qtbot.waitUntil(lambda: window.busy is Busy.IDLE)
    assert photos.current is None and not window._desk.has_photo and not slider(window).isEnabled()


def test_a_photo_that_is_closed_on_its_way_leaves_the_one_that_is_shown(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine]
) -> None:
    window, fake = opened
    photos = window._photos
    shown, other, _ = photos.photos
    slider(window).setValue(60)
    settled(qtbot, window)
    fake.seconds_per_step = 0.05
    photos.show(other)
    qtbot.waitUntil(lambda: fake.calls[-1] == ("read", other.source))
    window._close_photo(other)
    fake.seconds_per_step = 0.0
    qtbot.waitUntil(lambda: at_the_desk(window) == shown.digest, timeout=5000)
    wait_ready(qtbot, window)
    settled(qtbot, window)
    assert photos.current is shown and slider(window).value() == 60
    assert [source for name, source in fake.calls if name == "read"][-1] == shown.source


def test_a_photo_that_is_gone_from_the_desk_and_the_disk_makes_way(
    qtbot: QtBot, opened: tuple[MainWindow, FakeEngine], files: list[Path]
) -> None:
    window, fake = opened
    photos = window._photos
    _, other, last = photos.photos
    fake.seconds_per_step = 0.05
    photos.show(other)
    qtbot.waitUntil(lambda: fake.calls[-1] == ("read", other.source))
    files[0].write_bytes(b"corrupt")
    window._close_photo(other)
    fake.seconds_per_step = 0.0
    qtbot.waitUntil(lambda: photos.current is last, timeout=5000)
    wait_ready(qtbot, window)
    assert at_the_desk(window) == last.digest and last.digest
