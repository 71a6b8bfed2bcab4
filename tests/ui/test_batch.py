"""The batch window, with a batch that edits nothing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPersistentModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from asyrp_desktop.batch.manifest import PhotoRow, State
from asyrp_desktop.batch.news import Ended, Moved, News, NoRoom, Planned, Stage, Tally
from asyrp_desktop.batch.order import BatchOrder
from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.progress import Control
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.ui import pictures
from asyrp_desktop.ui.batch.batch_thread import NEWS_AT_ONCE
from asyrp_desktop.ui.batch.photo_table import PhotoTable, StateFilter
from asyrp_desktop.ui.batch.window import BatchWindow
from asyrp_desktop.ui.pictures import Thumbnails
from asyrp_desktop.ui.preset_line import PresetLine

W = TypeVar("W", bound=QWidget)
OLD = DirectionInfo("old", "Advanced in years", -2.0, 2.0, "global", "fake", 400, {})


class FakeBatch:
    """Goes through its rows as fast as asked; those whose number is divisible by 10 fail, until they are retried."""

    def __init__(self, work: FakeWork, order: BatchOrder, listener: Callable[[News], None]) -> None:
        self.control = Control()
        self._work, self._order, self._listener = work, order, listener
        self.pause, self.resume, self.cancel = self.control.pause, self.control.resume, self.control.cancel

    def run(self, retry_failed: bool = False) -> Tally:
        self._work.runs.append((self._order, retry_failed))
        if self._work.problem:
            raise BatchError(self._work.problem, "Mend it.")
        rows = [row(k, f"{self._order.inputs[0]}/{k}.png", self._order.output) for k in range(self._work.photos)]
        counts: Counter[State] = Counter()
        self._listener(Planned(rows, tally(counts, len(rows))))
        for k, photo in enumerate(rows):
            if not self.control.cancelled and self._work.seconds:
                time.sleep(self._work.seconds)
            state = State.FAILED if k % 10 == 0 and not retry_failed else State.DONE
            try:
                self.control.wait()
                self._listener(Moved(photo.id, Stage.EDITING))
            except Exception:
                state = State.CANCELLED
            counts[state] += 1
            photo = photo._replace(state=state, why="no photo" if state is State.FAILED else "")
            self._listener(Ended(photo, tally(counts, len(rows))))
        return tally(counts, len(rows))


class FakeWork:
    def __init__(self, photos: int = 30, seconds: float = 0.0, problem: str = "") -> None:
        self.photos, self.seconds, self.problem = photos, seconds, problem
        self.runs: list[tuple[BatchOrder, bool]] = []
        self.kept: dict[str, Mapping[str, float]] = {"happy": {"smiling": 1.0}}

    def presets(self) -> Mapping[str, Mapping[str, float]]:
        return self.kept

    def keep_preset(self, name: str, strengths: Mapping[str, float]) -> None:
        self.kept[name] = dict(strengths)

    def remove_preset(self, name: str) -> None:
        del self.kept[name]

    def prepare(self, order: BatchOrder, listener: Callable[[News], None]) -> FakeBatch:
        return FakeBatch(self, order, listener)


def row(id: int, source: str, output: str) -> PhotoRow:
    return PhotoRow(id, source, f"{output}/{Path(source).name}", State.PENDING, "", "", "", 0, {})


def tally(counts: Mapping[State, int], total: int) -> Tally:
    ended = (counts.get(state, 0) for state in (State.DONE, State.SKIPPED, State.FAILED, State.CANCELLED))
    return Tally(total, *ended, faces=0, photos_per_minute=60.0, seconds_left=600.0)


Open = Callable[[FakeWork], BatchWindow]


@pytest.fixture
def open_batch(qtbot: QtBot) -> Iterator[Open]:
    windows: list[BatchWindow] = []

    def make(work: FakeWork) -> BatchWindow:
        window = BatchWindow(work, lambda: {"old": 0.5}, lambda: [OLD])
        windows.append(window)
        window.show()
        return window

    yield make
    for window in windows:
        window.stop()
        window.deleteLater()


def drop(window: BatchWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))


def button(window: BatchWindow, name: str) -> QPushButton:
    return found(window, QPushButton, name)


def found(window: BatchWindow, kind: type[W], name: str) -> W:
    widget = window.findChild(kind, name)
    assert isinstance(widget, kind)
    return widget


def click(qtbot: QtBot, window: BatchWindow, name: str) -> None:
    qtbot.mouseClick(button(window, name), Qt.MouseButton.LeftButton)


def start(qtbot: QtBot, window: BatchWindow, folder: Path) -> QTableView:
    drop(window, folder)
    click(qtbot, window, "startButton")
    return found(window, QTableView, "batchTable")


def wait_ended(qtbot: QtBot, window: BatchWindow) -> None:
    qtbot.waitUntil(lambda: not window.running, timeout=60_000)


def test_a_dropped_folder_is_edited_filtered_and_tried_again(qtbot: QtBot, open_batch: Open, tmp_path: Path) -> None:
    work = FakeWork()
    window = open_batch(work)
    assert not button(window, "startButton").isEnabled()
    view = start(qtbot, window, tmp_path)
    wait_ended(qtbot, window)
    order, retried = work.runs[0]
    assert (order.inputs, order.strengths, retried) == ((str(tmp_path),), {"old": 0.5}, False)
    assert Path(order.output) == tmp_path / "edited"
    assert view.model().rowCount() == 30
    assert "done: 27, failed: 3" in found(window, QLabel, "batchStatus").text()

    failed = found(window, QToolButton, "filter:failed")
    assert failed.text() == "Failed 3"
    qtbot.mouseClick(failed, Qt.MouseButton.LeftButton)
    assert [view.model().index(k, 0).data() for k in range(view.model().rowCount())] == ["0.png", "10.png", "20.png"]
    assert view.model().index(0, 3).data() == "no photo"
    view.selectRow(0)
    found(window, QComboBox, "batchChange").setCurrentIndex(-1)  # the sliders are at 0 by now
    click(qtbot, window, "retryFailedButton")
    wait_ended(qtbot, window)
    assert work.runs[1] == (order, True)
    assert not button(window, "retryFailedButton").isVisible()
    assert view.model().rowCount() == 0
    assert window._look.isHidden()


def test_pause_resume_and_cancel(qtbot: QtBot, open_batch: Open, tmp_path: Path) -> None:
    window = open_batch(FakeWork(photos=400, seconds=0.01))
    start(qtbot, window, tmp_path)
    status = found(window, QLabel, "batchStatus")
    qtbot.waitUntil(lambda: "of 400" in status.text())
    click(qtbot, window, "pauseButton")
    assert button(window, "pauseButton").text() == "Resume"
    qtbot.wait(250)
    text = status.text()
    assert "paused" in text
    qtbot.wait(200)
    assert status.text() == text
    click(qtbot, window, "pauseButton")
    qtbot.waitUntil(lambda: status.text() not in (text, ""))
    click(qtbot, window, "cancelBatchButton")
    wait_ended(qtbot, window)
    assert "cancelled" in status.text()
    assert button(window, "startButton").isEnabled()


def test_ten_thousand_rows_cost_what_is_in_sight(
    qtbot: QtBot, open_batch: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pictures, "read_picture", lambda file, size: asked.append(file) or QImage())
    window = open_batch(FakeWork(photos=10_000))
    sizes: list[int] = []
    window._thread.told.connect(lambda news: sizes.append(len(news)))
    view = start(qtbot, window, tmp_path)
    wait_ended(qtbot, window)
    view.scrollToBottom()
    assert view.model().rowCount() == 10_000
    assert sum(sizes) == 20_001
    assert max(sizes) <= NEWS_AT_ONCE
    assert 0 < len(asked) < 200


def test_presets(qtbot: QtBot, open_batch: Open, tmp_path: Path) -> None:
    work = FakeWork(photos=1)
    window = open_batch(work)
    window._form.keep_preset("older")
    assert work.kept["older"] == {"old": 0.5}
    start(qtbot, window, tmp_path)
    wait_ended(qtbot, window)
    assert (work.runs[0][0].preset, work.runs[0][0].strengths) == ("older", {"old": 0.5})

    change = found(window, QComboBox, "batchChange")
    change.setCurrentIndex(0)
    assert change.currentText() == "As the sliders stand: Advanced in years +0.50"
    naming = button(window, "keepPresetButton").menu()
    naming.popup(window.pos())
    line = naming.findChild(PresetLine)
    assert line is not None
    name, keep = line.findChild(QLineEdit), line.findChild(QPushButton)
    assert name is not None and keep is not None
    qtbot.waitUntil(name.hasFocus)
    qtbot.keyClicks(name, "happy")
    assert keep.text() == "Replace"
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert work.kept["happy"] == {"old": 0.5} and not naming.isVisible()
    click(qtbot, window, "removePresetButton")
    assert list(work.kept) == ["older"]
    assert not button(window, "removePresetButton").isVisible()


def test_problems_are_shown_in_place(qtbot: QtBot, open_batch: Open, tmp_path: Path) -> None:
    window = open_batch(FakeWork(problem="There are no photos to edit."))
    start(qtbot, window, tmp_path)
    wait_ended(qtbot, window)
    notice = found(window, QLabel, "noticeText")
    assert notice.isVisible()
    assert "no photos" in notice.text()
    window._hear([NoRoom(True)])
    assert "disk is full" in notice.text()
    window._hear([NoRoom(False)])
    assert not notice.isVisible()


def test_closing_asks_while_it_works(
    qtbot: QtBot, open_batch: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_batch(FakeWork(photos=10_000, seconds=0.01))
    start(qtbot, window, tmp_path)
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    assert not window.close()
    assert window.running
    assert window.close()
    assert not window.running
    assert answers == []


def test_a_row_shows_before_and_after(qtbot: QtBot, open_batch: Open, tmp_path: Path) -> None:
    for k in (0, 1):
        Image.new("RGB", (300, 200), "navy").save(tmp_path / f"{k}.png")
    (tmp_path / "edited").mkdir()
    Image.new("RGB", (300, 200), "olive").save(tmp_path / "edited" / "1.png")
    window = open_batch(FakeWork(photos=2))
    view = start(qtbot, window, tmp_path)
    wait_ended(qtbot, window)
    view.selectRow(1)
    qtbot.waitUntil(lambda: bool(window._split.after.layers.images))
    qtbot.waitUntil(lambda: window._split.after.layers.images[0].pixelColor(5, 5).name() == "#808000")
    assert window._split.item.layers.images[0].pixelColor(5, 5).name() == "#000080"
    assert button(window, "openResultButton").isEnabled()
    view.selectRow(0)
    qtbot.waitUntil(lambda: window._split.after_caption.text() == "Not edited")
    assert not button(window, "openResultButton").isEnabled()


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, qtbot: QtBot, tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "navy").save(tmp_path / "0.png")
    thumbnails = Thumbnails()
    table = PhotoTable(thumbnails)
    only = StateFilter(table)
    rows = [row(k, str(tmp_path / f"{k}.png"), str(tmp_path)) for k in range(5)]
    table.hear([Planned(rows, tally({}, 5)), Ended(rows[2]._replace(state=State.DONE), tally({State.DONE: 1}, 5))])
    qtmodeltester.check(table)
    qtmodeltester.check(only)
    second = QPersistentModelIndex(only.index(1, 0))
    only.sort(0, Qt.SortOrder.DescendingOrder)
    assert [only.index(k, 0).data() for k in range(5)] == [f"{k}.png" for k in (4, 3, 2, 1, 0)]
    assert second.row() == 3
    table.hear([Ended(rows[4]._replace(state=State.DONE), tally({State.DONE: 2}, 5))])
    only.show_states([State.DONE])
    assert [only.row(only.index(k, 0)).id for k in range(only.rowCount())] == [4, 2]
    only.show_states([])
    only.sort(-1)
    assert only.index(0, 0).data() == "0.png"
    icon = table.index(0, 0).data(Qt.ItemDataRole.DecorationRole)
    with qtbot.waitSignal(thumbnails.ready, check_params_cb=lambda file: file.endswith("0.png")):
        pass
    now = table.index(0, 0).data(Qt.ItemDataRole.DecorationRole)
    assert now.cacheKey() != icon.cacheKey()
    assert now.availableSizes()[0].width() == 48
    thumbnails.stop()
