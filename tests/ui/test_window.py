"""The window on a fake engine: what it asks, when, and what it shows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QDropEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.ui import application
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.photo_view import PhotoView
from asyrp_desktop.ui.save_names import suggested
from asyrp_desktop.ui.slider_panel import SliderPanel
from asyrp_desktop.ui.split_view import SplitHandle
from asyrp_desktop.ui.strength_slider import MARGIN, StrengthSlider
from asyrp_desktop.ui.strengths import StrengthSet
from asyrp_desktop.ui.uncaught import UncaughtErrors
from tests.ui.conftest import OpenWindow, slider, wait_idle, wait_ready
from tests.ui.fake_engine import FakeEngine

T = TypeVar("T", bound=QObject)
Ready = tuple[MainWindow, FakeEngine]

TRACK = 220  # pixels, with room for the knob


def child(window: MainWindow, kind: type[T], name: str) -> T:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def grey_shown(window: MainWindow) -> int:
    view = child(window, PhotoView, "editedView")
    return QColor(view.item.layers.images[0].pixel(0, 0)).red()


@pytest.fixture
def ready(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> Ready:
    fake = FakeEngine()
    window = open_window(fake)
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    return window, fake


def test_sliders_rest_until_a_photo_is_prepared(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    fake = FakeEngine(seconds_per_step=0.01)
    window = open_window(fake)
    assert not slider(window).isEnabled()
    qtbot.waitUntil(lambda: ("load", None) in fake.done)
    wait_idle(qtbot, window)
    reason = child(window, QLabel, "sliderReason")
    assert reason.isVisible() and "Open a photo" in reason.text()
    window.open_photo(photo_file)
    qtbot.waitUntil(lambda: window.busy is Busy.PREPARING)
    assert child(window, QProgressBar, "progressBar").isVisible()
    assert not slider(window).isEnabled() and "prepared" in reason.text()
    wait_ready(qtbot, window)
    assert not reason.isVisible()
    assert not child(window, QProgressBar, "progressBar").isVisible()
    assert [name for name, _ in fake.calls] == ["load", "read", "prepare"]


def test_the_latest_value_wins_and_stale_work_is_cancelled(qtbot: QtBot, ready: Ready) -> None:
    window, fake = ready
    fake.seconds_per_step = 0.02
    moved = slider(window)
    moved.setSliderDown(True)
    for value in range(1, 101):
        moved.setValue(value)
        qtbot.wait(4)
    moved.setSliderDown(False)
    qtbot.waitUntil(lambda: window.busy is Busy.SETTLING, timeout=5000)
    moved.setValue(150)  # while the full render runs: it must not be waited for
    qtbot.waitUntil(lambda: ("render", {"smiling": 1.5}) in fake.done, timeout=5000)
    wait_idle(qtbot, window)
    previews = [value for name, value in fake.done if name == "preview"]
    assert 2 <= len(previews) < 30  # followed the hand, without a queue of every value
    assert previews[-1] == {"smiling": 1.5}
    assert [value for name, value in fake.done if name == "render"] == [{"smiling": 1.5}]
    assert ("render", {"smiling": 1.0}) in fake.calls
    assert grey_shown(window) == 200
    assert child(window, PhotoView, "editedView").caption.text() == "Edited"


def test_a_drag_is_one_step_back(qtbot: QtBot, ready: Ready) -> None:
    window, _ = ready
    undo, redo = child(window, QAction, "undoAction"), child(window, QAction, "redoAction")
    moved = slider(window)
    moved.setSliderDown(True)
    for value in (20, 60, 90):
        moved.setValue(value)
    moved.setSliderDown(False)
    slider(window, "old").setValue(-50)
    assert window.isWindowModified()
    undo.trigger()
    assert (moved.value(), slider(window, "old").value()) == (90, 0)
    undo.trigger()
    assert moved.value() == 0 and not undo.isEnabled() and not window.isWindowModified()
    redo.trigger()
    assert moved.value() == 90
    assert child(window, QDoubleSpinBox, "strength:smiling").value() == pytest.approx(0.9)
    # A drag that ends where it began leaves nothing to undo.
    steps = window._strengths.stack.count()
    moved.setSliderDown(True)
    moved.setValue(10)
    moved.setValue(90)
    moved.setSliderDown(False)
    assert window._strengths.stack.index() == steps - 1
    wait_idle(qtbot, window)


def scroll(widget: QWidget, spot: QPoint) -> None:
    place = QPointF(spot)
    wheel = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, wheel)


def test_numbers_keys_and_resets(qtbot: QtBot, ready: Ready) -> None:
    window, _ = ready
    number = child(window, QDoubleSpinBox, "strength:smiling")
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "1.25")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    moved = slider(window)
    assert moved.value() == 125
    qtbot.keyClick(moved, Qt.Key.Key_Right)
    assert moved.value() == 130
    qtbot.keyClick(moved, Qt.Key.Key_Delete)
    assert moved.value() == 0
    for passed in (slider(window, "old"), child(window, QDoubleSpinBox, "strength:old")):
        assert not passed.hasFocus()
        scroll(passed, passed.rect().center())  # the panel is scrolled past it
    assert (slider(window, "old").value(), moved.value()) == (0, 0)
    moved.setFocus()
    scroll(moved, moved.rect().center())
    assert moved.value() > 0
    qtbot.keyClick(moved, Qt.Key.Key_0)
    steps = window._strengths.stack.index()
    spot = QPoint(moved.width() - 20, moved.height() // 2)
    qtbot.mouseClick(moved, Qt.MouseButton.LeftButton, pos=spot)
    assert moved.value() > 150
    qtbot.mouseDClick(moved, Qt.MouseButton.LeftButton, pos=spot)
    assert moved.value() == 0
    assert window._strengths.stack.index() == steps  # click and double click cancel out
    moved.setValue(70)
    slider(window, "old").setValue(30)
    child(window, QPushButton, "resetAllButton").click()
    assert (moved.value(), slider(window, "old").value()) == (0, 0)
    child(window, QAction, "undoAction").trigger()
    assert (moved.value(), slider(window, "old").value()) == (70, 30)
    assert isinstance(moved, StrengthSlider) and moved.accessibleName() == "Smiling"


def test_tracks_are_of_one_length_and_0_is_in_the_middle(qtbot: QtBot) -> None:
    def track(low: float, high: float) -> StrengthSlider:
        made = StrengthSlider(low, high)
        qtbot.addWidget(made)
        made.resize(TRACK, 24)
        return made

    ends = {(-1.5, 1.5): 0.5, (-0.5, 2.0): 0.5, (-2.0, 0.5): 0.5, (0.0, 2.0): 0.0, (-1.0, 0.0): 1.0}
    for (low, high), middle in ends.items():
        moved = track(low, high)
        places = {low: 0.0, 0.0: middle, high: 1.0, low / 2: middle / 2, high / 2: (1 + middle) / 2}
        for strength, share in places.items():
            x = moved._x_of(round(100 * strength))
            assert x == pytest.approx(moved._x_of(moved.minimum()) + share * (TRACK - 2 * MARGIN), abs=1)
            qtbot.mouseClick(moved, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 12))
            assert moved.value() == pytest.approx(100 * strength, abs=2)


def test_a_slider_that_leads_to_both_says_both(qtbot: QtBot) -> None:
    age = DirectionInfo("old", "Old", -0.5, 2.0, "global", "fake", 400, {}, "young", "Young")
    strengths = StrengthSet(["old"])
    panel = SliderPanel([age], strengths, QWidget(), QMenu())
    qtbot.addWidget(panel)
    panel.set_ready(True, "", False)
    panel.show()
    left, right = (child_named(panel, text) for text in ("← Young", "Old →"))
    moved = panel.findChild(StrengthSlider)
    assert moved and moved.accessibleName() == "Young – Old"
    qtbot.mouseClick(moved, Qt.MouseButton.LeftButton, pos=left.geometry().center() - moved.pos())
    assert strengths["old"] < 0
    qtbot.mouseClick(moved, Qt.MouseButton.LeftButton, pos=right.geometry().center() - moved.pos())
    assert strengths["old"] > 0


def child_named(panel: QWidget, text: str) -> QLabel:
    (found,) = (label for label in panel.findChildren(QLabel) if label.text() == text)
    return found


def test_the_sample_is_seen_from_near_until_the_user_looks_elsewhere(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path
) -> None:
    window = open_window(FakeEngine(faces=2))
    state = window._comparison.state
    child(window, QAction, "sampleAction").trigger()
    wait_ready(qtbot, window)
    assert not state.fitted
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    assert state.fitted
    child(window, QAction, "sampleAction").trigger()  # it was seen already
    wait_ready(qtbot, window)
    assert state.fitted


def test_cancelling_the_preparation(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    window = open_window(FakeEngine(seconds_per_step=0.02))
    window.open_photo(photo_file)
    cancel = child(window, QPushButton, "cancelButton")
    qtbot.waitUntil(lambda: window.busy is Busy.PREPARING and cancel.isVisible())
    cancel.click()
    wait_idle(qtbot, window)
    qtbot.wait(50)
    assert window.busy is Busy.IDLE and not cancel.isVisible()
    assert not slider(window).isEnabled()
    assert not child(window, QLabel, "noticeText").isVisible()  # an outcome, not a failure
    retry = child(window, QPushButton, "retryButton")
    assert retry.isVisible()
    window.open_photo(photo_file)
    wait_ready(qtbot, window)


def test_a_corrupt_photo_is_told_in_place(qtbot: QtBot, ready: Ready, tmp_path: Path) -> None:
    window, _ = ready
    (tmp_path / "broken.jpg").write_bytes(b"corrupt")
    window.open_photo(tmp_path / "broken.jpg")
    notice = child(window, QLabel, "noticeText")
    qtbot.waitUntil(notice.isVisible)
    assert "broken.jpg” is damaged" in notice.text() and "Choose another" in notice.text()
    wait_idle(qtbot, window)
    assert slider(window).isEnabled() and window.windowTitle().startswith("astronaut")  # the one before stays
    slider(window).setValue(50)
    qtbot.waitUntil(lambda: grey_shown(window) == 200, timeout=5000)


def test_a_failing_model_can_be_tried_again(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    fake = FakeEngine(fail_at=1, notices=["The CPU took over."])
    window = open_window(fake)
    notice = child(window, QLabel, "noticeText")
    qtbot.waitUntil(notice.isVisible)
    assert window.statusBar().currentMessage() == "The CPU took over."
    wait_idle(qtbot, window)
    assert len(fake.calls) == 1  # not tried again by itself
    fake.fail_at = None
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    fake.fail_at = 0
    slider(window).setValue(50)
    qtbot.waitUntil(notice.isVisible)
    wait_idle(qtbot, window)
    failures = len(fake.calls)
    qtbot.wait(400)
    assert len(fake.calls) == failures


def test_saving_tells_where_and_clears_the_asterisk(
    qtbot: QtBot,
    ready: Ready,
    tmp_path: Path,
    photo_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, fake = ready
    slider(window).setValue(80)
    assert window.isWindowModified() and "[*]" in window.windowTitle()
    offered: list[str] = []

    def choose(*arguments: object) -> tuple[str, str]:
        offered.append(str(arguments[2]))
        return str(tmp_path / "out"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    child(window, QAction, "saveAction").trigger()
    qtbot.waitUntil(lambda: (tmp_path / "out.png").exists())
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert offered == [str(photo_file.with_name("astronaut_edited.png"))]
    assert "out.png" in window.statusBar().currentMessage()
    assert ("save", {"smiling": 0.8}) in fake.done
    window.save_to(photo_file)
    assert "replace the original" in child(window, QLabel, "noticeText").text()
    child(window, QAction, "undoAction").trigger()
    assert not window.isWindowModified()  # at the original, nothing can be lost
    child(window, QAction, "redoAction").trigger()
    assert not window.isWindowModified()
    wait_idle(qtbot, window)


@pytest.mark.parametrize("answer", ["Cancel", "Discard", "Save"])
def test_unsaved_edits_are_asked_about(
    answer: str, qtbot: QtBot, ready: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = ready
    out = tmp_path / "out.png"
    monkeypatch.setattr(QMessageBox, "question", lambda *_: getattr(QMessageBox.StandardButton, answer))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    slider(window).setValue(80)
    window.close()
    if answer == "Cancel":
        assert window.isVisible()
    else:
        qtbot.waitUntil(lambda: window.busy is Busy.CLOSING)
        assert not window.isVisible()
    assert out.exists() is (answer == "Save")


@pytest.mark.parametrize("busy", [Busy.LOADING, Busy.PREPARING, Busy.SETTLING])
def test_closing_while_busy(busy: Busy, qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    fake = FakeEngine(seconds_per_step=0.03)
    window = open_window(fake)
    if busy is not Busy.LOADING:
        window.open_photo(photo_file)
    if busy is Busy.SETTLING:
        wait_ready(qtbot, window)
        slider(window).setValue(50)
    qtbot.waitUntil(lambda: window.busy is busy, timeout=5000)
    window.leave_at_once()
    assert not window._desk._engine._thread.isRunning()
    assert ("render", {"smiling": 0.5}) not in fake.done


def test_zoom_and_pan_are_shared(qtbot: QtBot, ready: Ready) -> None:
    window, _ = ready
    original, edited = child(window, PhotoView, "originalView"), child(window, PhotoView, "editedView")
    spot = QPoint(original.viewport().width() // 3, original.viewport().height() // 2)
    under = original.mapToScene(spot)
    for _ in range(3):
        scroll(original.viewport(), spot)
    assert original.transform() == edited.transform() and original.transform().m11() > 1
    assert (original.mapToScene(spot) - under).manhattanLength() < 1
    centre = edited.mapToScene(edited.viewport().rect().center())
    qtbot.mousePress(edited.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(edited.viewport(), QPoint(80, 60))
    qtbot.mouseRelease(edited.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(80, 60))
    assert edited.mapToScene(edited.viewport().rect().center()) != centre
    corners = [view.mapToScene(QPoint(0, 0)) for view in (original, edited)]
    assert (corners[0] - corners[1]).manhattanLength() * edited.transform().m11() <= 2  # widths differ by a pixel
    qtbot.mouseDClick(edited.viewport(), Qt.MouseButton.LeftButton)
    assert window._comparison.state.fitted
    child(window, QAction, "splitAction").trigger()
    handle = child(window, SplitHandle, "splitHandle")
    before = handle.x()
    qtbot.keyClick(handle, Qt.Key.Key_Left)
    assert handle.x() < before and handle.accessibleName()


def test_photos_come_by_drop_and_paste(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    fake = FakeEngine()
    window = open_window(fake)
    qtbot.waitUntil(lambda: len(fake.done) == 1)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo_file))])
    left = Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(drop)
    wait_ready(qtbot, window)
    assert ("read", photo_file) in fake.done
    QGuiApplication.clipboard().clear()
    child(window, QAction, "pasteAction").trigger()
    assert "no photo to paste" in window.statusBar().currentMessage()
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    QGuiApplication.clipboard().setImage(image)
    child(window, QAction, "pasteAction").trigger()
    qtbot.waitUntil(lambda: fake.done[-1][0] == "prepare" and len(fake.done) == 5)
    picture = fake.done[-2][1]
    assert picture == (5, 3, bytes([10, 20, 30]) * 15)


def test_uncaught_errors_are_shown(qtbot: QtBot, ready: Ready) -> None:
    window, _ = ready
    hooks = sys.excepthook
    uncaught = UncaughtErrors()
    uncaught.caught.connect(window.show_problem)
    try:
        error = ValueError("out of the blue")
        sys.excepthook(ValueError, error, None)
    finally:
        uncaught.release()
    assert "out of the blue" in child(window, QLabel, "noticeText").text()
    assert sys.excepthook is hooks


def test_without_a_display_one_line_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert application.run_window([]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "asyrp-desktop edit --help" in said


def test_a_proposed_name_is_never_too_long(tmp_path: Path) -> None:
    photo = tmp_path / f"{'가' * 82}.jpg"
    for what, ending in (("edited", "_edited.jpg"), ("edited", "_edited_2.jpg"), ("grid", "_grid.png")):
        place = suggested(photo, what, ".png" if what == "grid" else "")
        place.touch()
        assert place.name.endswith(f"가{ending}") and photo.stem.startswith(place.name.removesuffix(ending))
