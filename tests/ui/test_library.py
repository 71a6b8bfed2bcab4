"""The library window on real direction files in a data folder of the test's."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QListView, QPushButton, QSlider
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.direction_library import DirectionKey, Mark
from asyrp_desktop.core.paths import BUILT_IN_DIRECTIONS
from asyrp_desktop.core.values import DEFAULT_MODEL
from asyrp_desktop.engine.direction_file import SUFFIX, read_head
from asyrp_desktop.models import library, marks, shelf
from asyrp_desktop.ui.engine_thread import EngineThread
from asyrp_desktop.ui.library.direction_model import ENTRY, PREVIEWS, DirectionFilter, DirectionModel
from asyrp_desktop.ui.library.window import LibraryWindow
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.training.loss_curve import LossCurve
from tests.ui.conftest import wait_ready
from tests.ui.fake_engine import FakeEngine
from tests.ui.fake_library import FakeLibrary

T = TypeVar("T", bound=QObject)
OpenLibrary = Callable[..., LibraryWindow]
BUNDLED = [read_head(file).name for file in (BUILT_IN_DIRECTIONS / DEFAULT_MODEL).iterdir()]


class Engine(FakeEngine):
    """Its directions are the library's that have a slider."""

    def directions(self) -> list:  # type: ignore[type-arg]
        return library.sliders(DEFAULT_MODEL)


def child(window: QObject, kind: type[T], name: str) -> T:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


@pytest.fixture
def open_library(qtbot: QtBot) -> Iterator[OpenLibrary]:
    windows: list[MainWindow] = []

    def make(fake: FakeLibrary | None = None) -> LibraryWindow:
        window = MainWindow(EngineThread(Engine()), library=fake or FakeLibrary())
        windows.append(window)
        window.show()
        child(window, QPushButton, "libraryButton").click()
        opened = child(window, LibraryWindow, "libraryWindow")
        opened.activateWindow()
        qtbot.waitUntil(opened.isActiveWindow)
        return opened

    yield make
    for window in windows:
        window.leave_at_once()
        window.deleteLater()


def cards(window: LibraryWindow) -> QListView:
    return child(window, QListView, "directionList")


def seen(window: LibraryWindow) -> list[str]:
    return [index.data(ENTRY).key.name for index in rows(window)]


def rows(window: LibraryWindow) -> list[QModelIndex]:
    model = cards(window).model()
    return [model.index(row, 0) for row in range(model.rowCount())]


def choose(window: LibraryWindow, *names: str) -> None:
    view = cards(window)
    view.clearSelection()
    for name in names:
        index = view.model().index(seen(window).index(name), 0)
        view.setCurrentIndex(index) if name == names[0] else None
        view.selectionModel().select(index, view.selectionModel().SelectionFlag.Select)


def trigger(window: LibraryWindow, name: str) -> None:
    action = child(window, QAction, name)
    assert action.isEnabled(), name
    action.trigger()


def sliders(window: LibraryWindow) -> list[str]:
    main = window.parent()
    assert main is not None
    names = [slider.objectName() for slider in main.findChildren(QSlider)]
    return sorted(name.removeprefix("slider:") for name in names if name.startswith("slider:"))


def pick(window: LibraryWindow, box: str, text: str) -> None:
    found = child(window, QComboBox, box)
    found.setCurrentIndex(found.findText(text))


def notice(window: LibraryWindow) -> str:
    return child(window, QLabel, "noticeText").text()


def test_searching_filtering_and_sorting(qtbot: QtBot, open_library: OpenLibrary) -> None:
    marks.keep({DirectionKey(DEFAULT_MODEL, "old"): Mark(favourite=True, tags=("age", "얼굴"))})
    marks.keep({DirectionKey(DEFAULT_MODEL, "man"): Mark(hidden=True)})
    copy = library.duplicate(DEFAULT_MODEL, "sad")
    window = open_library()
    assert seen(window)[0] == "old" and set(seen(window)) == {*BUNDLED, copy} - {"man"}
    search = child(window, QLineEdit, "directionSearch")
    search.setText("SAD")
    assert set(seen(window)) == {"sad", copy}
    search.setText("young")
    assert seen(window) == ["old"]
    search.setText("얼굴")
    assert seen(window) == ["old"]
    search.setText("no such thing")
    assert seen(window) == [] and child(window, QPushButton, "showAllButton").isVisible()
    child(window, QPushButton, "showAllButton").click()
    assert len(seen(window)) == len(BUNDLED)  # one more, one hidden
    pick(window, "tagFilter", "age")
    assert seen(window) == ["old"]
    child(window, QPushButton, "showAllButton").click()
    for shown, names in {"Hidden": {"man"}, "Yours": {copy}, "Favourites": {"old"}}.items():
        pick(window, "shownFilter", shown)
        assert set(seen(window)) == names
    pick(window, "shownFilter", "All")
    pick(window, "orderBox", "By name")
    assert seen(window) == sorted(seen(window), key=str.casefold)
    pick(window, "orderBox", "Newest first")
    assert seen(window)[0] == copy


def test_models_keep_qts_contract(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    home = QObject()
    model = DirectionModel(home)
    directions = DirectionFilter(model, home)
    for tested in (model, directions):
        qtmodeltester.check(tested)
    model.show(library.entries())
    library.duplicate(DEFAULT_MODEL, "sad")
    model.show(library.entries())
    assert directions.rowCount() == len(BUNDLED) + 1
    assert model.data(QModelIndex()) is None
    urls = [QUrl(url).toLocalFile() for url in model.mimeData([model.index(0)]).urls()]
    assert [Path(url).is_file() for url in urls] == [True]


def test_sliders_come_and_go_with_what_is_noted(qtbot: QtBot, open_library: OpenLibrary, photo_file: Path) -> None:
    window = open_library()
    main = window.parent()
    assert isinstance(main, MainWindow) and sliders(window) == sorted(BUNDLED)
    main.open_photo(photo_file)
    wait_ready(qtbot, main)
    main._strengths.set("smiling", 0.5, 1)
    choose(window, "smiling", "old")
    trigger(window, "sliderAction")
    assert sliders(window) == sorted({*BUNDLED} - {"smiling", "old"})
    assert main._strengths.current == {}
    main._strengths.stack.undo()  # the slider is gone: nothing is set that nobody sees
    assert main._strengths.current == {}
    trigger(window, "sliderAction")
    assert sliders(window) == sorted(BUNDLED)
    choose(window, "angry")
    child(window, QCheckBox, "hiddenBox").click()
    assert "angry" not in sliders(window) and "angry" not in seen(window)
    choose(window, "old")
    tags = child(window, QLineEdit, "tagsEdit")
    tags.setText(" wise,  grey ,wise,")
    tags.editingFinished.emit()
    qtbot.keyClick(cards(window), Qt.Key.Key_Asterisk)
    assert marks.of(DirectionKey(DEFAULT_MODEL, "old")) == Mark(favourite=True, tags=("wise", "grey"))
    assert seen(window)[0] == "old"
    tags.setText("x" * 99)
    tags.editingFinished.emit()
    assert "tag" in notice(window) and marks.of(DirectionKey(DEFAULT_MODEL, "old")).tags == ("wise", "grey")


def test_bundled_directions_are_read_only_and_copies_are_not(qtbot: QtBot, open_library: OpenLibrary) -> None:
    window = open_library(FakeLibrary(seconds_per_preview=0.02))
    choose(window, "sad")
    for name in ("renameDirectionAction", "removeDirectionAction"):
        assert not child(window, QAction, name).isEnabled()
    trigger(window, "duplicateDirectionAction")
    assert child(window, QLabel, "directionTitle").text() == "Sad 2" and "sad 2" in sliders(window)
    view = cards(window)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = child(window, QLineEdit, "renameEditor")
    editor.selectAll()
    qtbot.keyClicks(editor, "smiling")
    qtbot.waitUntil(lambda: all(index.data(PREVIEWS) for index in rows(window)))  # none of them undoes what was typed
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "already" in notice(window))
    assert "sad 2" in seen(window)
    # The keys' place in the list is another than what is selected.
    view.selectionModel().setCurrentIndex(rows(window)[0], QItemSelectionModel.SelectionFlag.NoUpdate)
    trigger(window, "renameDirectionAction")
    editor = child(window, QLineEdit, "renameEditor")
    editor.setText("슬픔")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "슬픔" in seen(window) and "슬픔" in sliders(window))
    assert child(window, QLabel, "directionTitle").text() == "슬픔"


def test_deleting_is_undone_step_by_step(qtbot: QtBot, open_library: OpenLibrary) -> None:
    window = open_library()
    for name in ("sad", "old"):
        choose(window, name)
        trigger(window, "duplicateDirectionAction")
    marks.keep({DirectionKey(DEFAULT_MODEL, "old 2"): Mark(tags=("mine",))})
    window.refresh()
    for name in ("sad 2", "old 2"):
        choose(window, name)
        qtbot.keyClick(cards(window), Qt.Key.Key_Delete)
        assert name not in seen(window) and name not in sliders(window)
    take_back = child(window, QPushButton, "restoreDirectionButton")
    take_back.click()
    assert "old 2" in seen(window) and "sad 2" not in seen(window)
    assert marks.of(DirectionKey(DEFAULT_MODEL, "old 2")).tags == ("mine",)
    another = LibraryWindow(window._library, DEFAULT_MODEL)  # in another language, say
    another.show()
    trigger(another, "restoreDirectionAction")
    assert "sad 2" in seen(another)
    another.stop()
    another.close()
    window.refresh()
    assert "sad 2" in seen(window) and not take_back.isVisible()


def test_files_are_dropped_in_and_written_out(qtbot: QtBot, open_library: OpenLibrary, tmp_path: Path) -> None:
    window = open_library(FakeLibrary(seconds_per_preview=0.05))
    good, bad = tmp_path / f"일본{SUFFIX}", tmp_path / f"bad{SUFFIX}"
    window.export([DirectionKey(DEFAULT_MODEL, "sad")], good)
    bad.write_bytes(b"nothing of the kind")
    for told in ("", "there already"):  # in a folder, nothing is replaced
        window.export([DirectionKey(DEFAULT_MODEL, "sad")], tmp_path)
        assert told in notice(window) and bool(told) is child(window, QLabel, "noticeText").isVisible()
    foreign = own_of_another_model(tmp_path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in (bad, foreign, good, tmp_path / "photo.jpg")])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(9, 9), action, data, button, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: "sad 2" in seen(window), timeout=20000)
    for told in (bad.name, "../elsewhere", "not installed"):
        assert told in notice(window)
    status = child(window, QLabel, "libraryStatus")
    qtbot.waitUntil(lambda: all(index.data(PREVIEWS) for index in rows(window)))
    qtbot.wait(100)
    assert status.text() == "Imported: 1"
    pick(window, "modelFilter", DEFAULT_MODEL)
    window.take_in([foreign])
    qtbot.waitUntil(lambda: bad.name not in notice(window) and "../elsewhere" in notice(window))
    assert child(window, QComboBox, "modelFilter").currentText() == DEFAULT_MODEL  # nothing came that was to be seen
    assert child(window, QLabel, "directionTitle").text() == "Sad 2" and "sad 2" in sliders(window)
    shutil.rmtree(shelf.user_directions(DEFAULT_MODEL))
    choose(window, "sad 2")
    trigger(window, "removeDirectionAction")  # it has gone behind our back
    assert "sad 2" in notice(window) and "sad 2" not in seen(window)


def test_an_exported_file_can_be_taken_in_again(
    qtbot: QtBot, open_library: OpenLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.duplicate(DEFAULT_MODEL, "sad")
    library.rename(DEFAULT_MODEL, "sad 2", "Half/open")
    window = open_library()
    suggested: list[str] = []

    def answer(_: object, __: str, suggestion: str, ___: str) -> tuple[str, str]:
        suggested.append(suggestion)
        return str(tmp_path / "mine"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    choose(window, "Half/open")
    trigger(window, "exportDirectionAction")
    assert suggested == [f"Half_open{SUFFIX}"] and read_head(tmp_path / f"mine{SUFFIX}").name == "Half/open"
    trigger(window, "exportDirectionAction")  # the dialog did not ask about that one
    assert "there already" in notice(window)


def test_another_base_model_shows_its_own(qtbot: QtBot, open_library: OpenLibrary, tmp_path: Path) -> None:
    place = shelf.user_directions("other")
    place.mkdir(parents=True)
    own_of_another_model(tmp_path).rename(place / f"old{SUFFIX}")
    window = open_library()
    assert set(seen(window)) == set(BUNDLED)
    window.use_model("other")
    assert seen(window) == ["old"]
    pick(window, "modelFilter", "All base models")
    window.use_model(DEFAULT_MODEL)
    assert len(seen(window)) == len(BUNDLED) + 1


def own_of_another_model(folder: Path) -> Path:
    from safetensors.numpy import load_file, save_file

    source, file = shelf.find_direction(DEFAULT_MODEL, "old"), folder / f"foreign{SUFFIX}"
    save_file(load_file(source), file, replace(read_head(source), base_name="../elsewhere").to_metadata())
    return file


def test_the_detail_view_tells_the_training(qtbot: QtBot, open_library: OpenLibrary) -> None:
    from safetensors.numpy import load_file, save_file

    library.duplicate(DEFAULT_MODEL, "sad")
    path = shelf.find_direction(DEFAULT_MODEL, "sad 2")
    head = read_head(path)
    record = {"method": "prompt pair", "source": "face", "target": "gloomy face", "cosine": 0.8931, "count": 100,
              "seconds": 240, "recipe": {"images": 100}, "losses": [[0, 1, 1], [1, 0.5, 0.62]]}  # fmt: skip
    save_file(load_file(path), path, replace(head, record=record).to_metadata())
    window = open_library()
    child(window, QLineEdit, "directionSearch").setText("gloomy")  # found by its prompt
    choose(window, "sad 2")
    text = " ".join(label.text() for label in window.findChildren(QLabel))
    for told in ("“gloomy face”", "0.8931", "4 min", "images: 100", head.base_fingerprint, f"t ≥ {head.t_edit}"):
        assert told in text, told
    curve = child(window, LossCurve, "lossCurve")
    assert curve.isVisible() and "0.62" in curve.accessibleName()
    child(window, QLineEdit, "directionSearch").clear()
    save_file(load_file(path), path, replace(head, record={"losses": "none that is known"}).to_metadata())
    window.refresh()
    choose(window, "sad 2")
    assert not curve.isVisible()


def test_previews_come_one_by_one_and_never_hold_up_leaving(qtbot: QtBot, open_library: OpenLibrary) -> None:
    fake = FakeLibrary(seconds_per_preview=0.1)
    window = open_library(fake)
    model = cards(window).model()
    qtbot.waitUntil(lambda: bool(model.index(0, 0).data(PREVIEWS)))
    assert not model.index(len(BUNDLED) - 1, 0).data(PREVIEWS)
    main = window.parent()
    assert isinstance(main, MainWindow)
    main.leave_at_once()
    assert len(fake.previewed) < len(BUNDLED)
