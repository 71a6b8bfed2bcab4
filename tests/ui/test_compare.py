"""Ways of looking at an edit, grids and morphs, on a fake engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QTableView,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.values import Scope
from asyrp_desktop.core.variants import Axis, GridPlan
from asyrp_desktop.photo.provenance import read_provenance
from asyrp_desktop.ui.compare.change_view import ChangeView
from asyrp_desktop.ui.compare.film_view import FilmView
from asyrp_desktop.ui.compare.grid_window import CellModel, GridWindow
from asyrp_desktop.ui.compare.morph_window import MorphWindow
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.photo_view import PhotoView
from asyrp_desktop.ui.save_names import named
from asyrp_desktop.ui.strengths import new_gesture
from tests.ui.conftest import OpenWindow, slider, wait_idle, wait_ready
from tests.ui.fake_engine import FakeEngine

T = TypeVar("T", bound=QObject)
Ready = Callable[..., MainWindow]


def child(window: QObject, kind: type[T], name: str) -> T:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


@pytest.fixture
def ready(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> Ready:
    """A window with a photo that can be edited."""

    def make(fake: FakeEngine | None = None) -> MainWindow:
        window = open_window(fake or FakeEngine())
        window.open_photo(photo_file)
        wait_ready(qtbot, window)
        return window

    return make


def set_slider(window: MainWindow, value: float, name: str = "smiling") -> None:
    slider(window, name).setValue(round(100 * value))


def trigger(window: MainWindow, name: str) -> None:
    action = child(window, QAction, name)
    assert action.isEnabled(), name
    action.trigger()


def grey(view: PhotoView) -> int:
    """Of what the view shows, in its middle."""
    image = view.item.layers.images[0]
    return image.pixelColor(image.width() // 2, image.height() // 2).red()


def finished(qtbot: QtBot, window: GridWindow | MorphWindow) -> None:
    save = child(window, QPushButton, "saveVariantsButton")
    qtbot.waitUntil(save.isEnabled, timeout=5000)


def hold(window: MainWindow, down: bool) -> None:
    kind = QEvent.Type.KeyPress if down else QEvent.Type.KeyRelease
    target = slider(window)
    QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier, "o"))


def test_difference_and_map_follow_the_edit(qtbot: QtBot, ready: Ready) -> None:
    window = ready()
    difference, map_ = child(window, ChangeView, "differenceView"), child(window, ChangeView, "mapView")
    trigger(window, "differenceAction")
    assert grey(difference) == 128
    set_slider(window, 1.0)
    wait_idle(qtbot, window)
    qtbot.waitUntil(lambda: grey(difference) == 255)  # the fake's edits are brighter
    trigger(window, "changeMapAction")
    assert "100.0%" in map_.caption.text() and "100.0%" in map_.accessibleDescription()
    trigger(window, "resetAllAction")
    qtbot.waitUntil(lambda: "0.0%" in map_.caption.text())


def test_the_original_is_seen_while_a_key_or_button_is_held(qtbot: QtBot, ready: Ready) -> None:
    window = ready()
    edited, split = child(window, PhotoView, "editedView"), child(window, PhotoView, "splitView")
    set_slider(window, 1.0)
    qtbot.waitUntil(lambda: grey(edited) == 200, timeout=3000)
    hold(window, True)
    assert grey(edited) == 100 and edited.caption.text() == "Original"
    set_slider(window, 0.5)  # an edit that comes meanwhile waits for its turn
    wait_idle(qtbot, window)
    qtbot.wait(400)
    wait_idle(qtbot, window)
    assert grey(edited) == 100
    hold(window, False)
    assert grey(edited) == 200 and grey(split) == 100
    qtbot.keyPress(window, Qt.Key.Key_O)
    qtbot.keyRelease(window, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)  # pressed meanwhile
    assert grey(edited) == 200
    button = window._actions.original_button
    button.pressed.emit()
    assert grey(edited) == 100
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))  # let go elsewhere
    assert grey(edited) == 200
    button.released.emit()
    for name, view in (("differenceAction", "differenceView"), ("changeMapAction", "mapView")):
        trigger(window, name)
        hold(window, True)
        assert grey(child(window, PhotoView, view)) == 100
        hold(window, False)
        assert grey(child(window, PhotoView, view)) != 100


def grid_of(window: MainWindow, across: int = 3, down: int = 2) -> GridWindow:
    trigger(window, "gridAction")
    grid = child(window, GridWindow, "gridWindow")
    box = child(grid, QComboBox, "downDirection")
    box.setCurrentIndex(box.findData("old"))
    child(grid, QSpinBox, "acrossSteps").setValue(across)
    child(grid, QSpinBox, "downSteps").setValue(down)
    return grid


def test_a_grid_is_made_used_and_saved(qtbot: QtBot, ready: Ready, tmp_path: Path, photo_file: Path) -> None:
    fake = FakeEngine()
    window = ready(fake)
    grid = grid_of(window)
    child(grid, QPushButton, "makeButton").click()
    finished(qtbot, grid)
    asked = [value for name, value in fake.done if name == "variant"]
    assert asked == [{"old": o, "smiling": s} for o in (-1.0, 1.0) for s in (-1.0, 0.0, 1.0)]
    table = child(grid, QTableView, "gridTable")
    cell = table.model().index(1, 2)
    assert table.model().data(cell, Qt.ItemDataRole.AccessibleTextRole) == "Old +1, Smiling +1"
    table.setCurrentIndex(cell)
    table.activated.emit(cell)  # Enter
    assert window._strengths.current == {"smiling": 1.0, "old": 1.0}
    window._strengths.stack.undo()
    assert window._strengths.current == {}  # one step back
    wait_idle(qtbot, window)
    grid.save_to(tmp_path / "grid.png")
    qtbot.waitUntil(lambda: "grid.png" in child(grid, QLabel, "variantStatus").text())
    record = read_provenance(tmp_path / "grid.png")
    assert record and record.model == "fake"
    notice = child(grid, QLabel, "noticeText")
    for path, replace, told in (
        (tmp_path / "no folder" / "grid.png", True, "no folder"),
        (tmp_path / "grid.png", False, "exists already"),
        (photo_file, True, "replace the original"),
    ):
        grid.save_to(path, replace)
        assert told in notice.text() and child(grid, QPushButton, "makeButton").isVisible()
    library = grid.findChildren(QDoubleSpinBox)
    low = next(box for box in library if box.objectName() == "acrossLow")
    low.setValue(-0.5)
    window.pages.directions_changed.emit()  # one was starred, say
    assert low.value() == -0.5
    another = tmp_path / "another.png"
    another.write_bytes(b"another")
    window.open_photo(another)
    wait_ready(qtbot, window)
    table.activated.emit(cell)  # of the photo before
    assert window._source == another and not window._strengths.current


@pytest.mark.parametrize(
    ("answer", "name", "may_replace"),
    [("a.PNG", "a.PNG", True), ("a", "a.jpg", False), ("holiday.2024", "holiday.2024.jpg", False)],
)
def test_a_suffix_is_put_on_where_there_is_none(answer: str, name: str, may_replace: bool, tmp_path: Path) -> None:
    """The dialog asked about the file that was typed, not about one with a suffix put on."""
    assert named(str(tmp_path / answer), ".jpg") == (tmp_path / name, may_replace)


def test_a_grid_is_of_one_scope(qtbot: QtBot, ready: Ready) -> None:
    fake = FakeEngine(seconds_per_step=0.02)
    window = ready(fake)
    scope = Scope(reach=0.2)
    window._strengths.set_scope(scope, new_gesture(), "")
    wait_ready(qtbot, window)
    grid = grid_of(window)
    make = child(grid, QPushButton, "makeButton")
    make.click()
    qtbot.waitUntil(lambda: any(name == "variant" for name, _ in fake.done))
    assert fake.varied_in == scope and window.pages.running
    window._strengths.set_scope(Scope(reach=0.9), new_gesture(), "")
    assert make.isVisible() and not child(grid, QPushButton, "saveVariantsButton").isEnabled()
    wait_ready(qtbot, window)
    make.click()
    grid.stop()
    assert not window.pages.running
    wait_idle(qtbot, window)


def test_the_hand_goes_before_the_grid(qtbot: QtBot, ready: Ready) -> None:
    fake = FakeEngine(seconds_per_step=0.01)
    window = ready(fake)
    grid = grid_of(window, 4, 1)
    child(grid, QPushButton, "makeButton").click()
    qtbot.waitUntil(lambda: sum(name == "variant" for name, _ in fake.done) == 2)
    set_slider(window, 0.7)
    finished(qtbot, grid)
    order = [name for name, _ in fake.done if name in ("variant", "preview", "render")]
    # It stops for the preview and the true edit, and goes on where it was: no cell is made twice.
    assert order.count("variant") == 4 and order.index("preview") < order.index("render") < 5
    assert order[-1] == "variant"


def test_a_grid_is_cancelled_fails_and_is_made_again(qtbot: QtBot, ready: Ready, photo_file: Path) -> None:
    fake = FakeEngine(seconds_per_step=0.02)
    window = ready(fake)
    grid = grid_of(window)
    make, cancel = child(grid, QPushButton, "makeButton"), child(grid, QPushButton, "cancelVariantsButton")
    make.click()
    qtbot.waitUntil(lambda: any(name == "variant" for name, _ in fake.done))
    cancel.click()
    assert make.isVisible() and not child(grid, QPushButton, "saveVariantsButton").isEnabled()
    wait_idle(qtbot, window)
    fake.fail_at = len(fake.calls) + 1
    make.click()
    qtbot.waitUntil(lambda: "failed to variant" in child(grid, QLabel, "noticeText").text())
    fake.fail_at = None
    make.click()
    window.open_photo(photo_file)  # another photo: the grid of the one before is over
    qtbot.waitUntil(make.isVisible)
    wait_ready(qtbot, window)
    fake.seconds_per_step = 0
    make.click()
    finished(qtbot, grid)
    same = child(grid, QComboBox, "downDirection")
    same.setCurrentIndex(same.findData("smiling"))
    make.click()
    assert "same direction" in child(grid, QLabel, "noticeText").text()


def test_cells_keep_qts_contract(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    home = QLabel()
    qtbot.addWidget(home)
    cells = CellModel(home)
    qtmodeltester.check(cells)
    cells.show(GridPlan(Axis("a", (0.0, 1.0)), Axis("b", (-1.0, 0.5, 1.0))), {})
    assert (cells.rowCount(), cells.columnCount()) == (3, 2)
    assert cells.headerData(1, Qt.Orientation.Vertical) == "+0.5"
    cells.show(GridPlan(Axis("a", (0.0, 1.0))), {})
    assert (cells.rowCount(), cells.headerData(0, Qt.Orientation.Vertical)) == (1, "")


def test_a_morph_plays_and_is_saved(qtbot: QtBot, ready: Ready, tmp_path: Path) -> None:
    fake = FakeEngine()
    window = ready(fake)
    trigger(window, "morphAction")
    morph = child(window, MorphWindow, "morphWindow")
    make = child(morph, QPushButton, "makeButton")
    assert not make.isEnabled() and "slider" in child(morph, QLabel, "variantStatus").text()
    along = child(morph, QComboBox, "alongDirection")
    along.setCurrentIndex(along.findData("old"))
    assert make.isEnabled()
    child(morph, QSpinBox, "framesCount").setValue(5)
    make.click()
    finished(qtbot, morph)
    asked = [value for name, value in fake.done if name == "variant"]
    assert asked[0] == {"old": -1.0} and asked[-1] == {"old": 1.0} and len(asked) == 5
    film = child(morph, QSlider, "filmSlider")
    qtbot.waitUntil(lambda: film.value() == 4, timeout=3000)  # it plays by itself
    film.setValue(2)
    qtbot.wait(200)
    assert film.value() == 2  # held by hand
    morph.save_to(tmp_path / "morph.gif")
    qtbot.waitUntil(lambda: "morph.gif" in child(morph, QLabel, "variantStatus").text())
    with Image.open(tmp_path / "morph.gif") as saved:
        assert saved.n_frames == 8  # type: ignore[attr-defined]
    morph.hide()
    assert not child(morph, FilmView, "viewArea")._timer.isActive()  # nothing moves out of sight
