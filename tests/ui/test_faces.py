"""Faces, squares and painted masks in the window, on a fake engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QToolButton
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.values import ALL_FACES, DEFAULT_REACH, Crop, Edit, Scope
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.photo_view import PhotoView
from asyrp_desktop.ui.strength_slider import StrengthSlider
from tests.ui.conftest import OpenWindow, slider, wait_idle, wait_ready
from tests.ui.fake_engine import SIDE, FakeEngine

T = TypeVar("T", bound=QObject)
Ready = Callable[..., tuple[MainWindow, FakeEngine]]
PHOTO = 2 * SIDE


def child(window: QObject, kind: type[T], name: str) -> T:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def trigger(window: MainWindow, name: str) -> None:
    action = child(window, QAction, name)
    assert action.isEnabled(), name
    action.trigger()


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """All that was asked for is done and shown."""
    desk = window._desk

    def done() -> bool:
        return desk.busy is Busy.IDLE and desk.ready and not desk._rest.isActive() and desk._to_read is None

    qtbot.waitUntil(done, timeout=5000)


@pytest.fixture
def ready(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> Ready:
    """A window with a photo that can be edited, of PHOTO x PHOTO pixels."""

    def make(faces: int) -> tuple[MainWindow, FakeEngine]:
        fake = FakeEngine(faces=faces)
        window = open_window(fake)
        window.open_photo(photo_file)
        wait_ready(qtbot, window)
        return window, fake

    return make


class Mouse:
    """Over the original, at points of the photo."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self.view = child(window, PhotoView, "originalView")

    def click(self, x: float, y: float) -> None:
        self._qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self._at(x, y))

    def drag(self, *points: tuple[float, float]) -> None:
        viewport, left = self.view.viewport(), Qt.MouseButton.LeftButton
        self._qtbot.mousePress(viewport, left, pos=self._at(*points[0]))
        for point in points[1:]:
            self._qtbot.mouseMove(viewport, self._at(*point))
        self._qtbot.mouseRelease(viewport, left, pos=self._at(*points[-1]))

    def _at(self, x: float, y: float) -> QPoint:
        return self.view.viewportTransform().map(QPointF(x, y)).toPoint()


def near(*numbers: float) -> object:
    return pytest.approx(numbers, abs=0.5)


def test_each_face_has_its_own_strengths(qtbot: QtBot, ready: Ready) -> None:
    window, fake = ready(faces=3)
    assert fake.prepared == [(ALL_FACES, (0,))]  # only the largest is worked on until another is picked
    slider(window).setValue(50)
    settled(qtbot, window)
    mouse = Mouse(qtbot, window)
    mouse.click(PHOTO / 2, PHOTO / 6)
    assert child(window, QToolButton, "face:2").isChecked() and slider(window).value() == 0
    settled(qtbot, window)
    assert fake.prepared[-1] == (ALL_FACES, (0, 1))
    slider(window).setValue(-70)
    settled(qtbot, window)
    assert fake.done[-1] == ("render", ({"smiling": 0.5}, {"smiling": -0.7}, {}))

    qtbot.keyClick(mouse.view, Qt.Key.Key_0)
    assert child(window, QToolButton, "face:0").isChecked() and slider(window).value() == 50
    settled(qtbot, window)
    assert fake.prepared[-1] == (ALL_FACES, (0, 1, 2))
    slider(window, "old").setValue(100)
    settled(qtbot, window)
    both = ({"smiling": 0.5, "old": 1.0}, {"smiling": -0.7, "old": 1.0}, {"old": 1.0})
    assert fake.done[-1] == ("render", both)
    trigger(window, "nextFaceAction")
    trigger(window, "nextFaceAction")
    assert child(window, QToolButton, "face:2").isChecked() and slider(window).value() == -70

    # Undo goes across faces, and shows the face that it changes.
    qtbot.keyClick(mouse.view, Qt.Key.Key_3)
    trigger(window, "undoAction")
    trigger(window, "undoAction")
    assert child(window, QToolButton, "face:2").isChecked() and slider(window).value() == 0
    trigger(window, "undoAction")
    assert child(window, QToolButton, "face:1").isChecked() and slider(window).value() == 0
    assert not window.isWindowModified()
    for _ in range(3):
        trigger(window, "redoAction")
    settled(qtbot, window)
    assert fake.edits[-1] == Edit(Scope(), both)
    trigger(window, "resetAllAction")
    assert not window.isWindowModified()
    settled(qtbot, window)


def test_a_drag_beside_or_over_a_box_pans_and_picks_nothing(qtbot: QtBot, ready: Ready) -> None:
    window, _ = ready(faces=2)
    mouse = Mouse(qtbot, window)
    trigger(window, "zoomInAction")
    before = window._comparison.state.centre
    mouse.drag((PHOTO * 0.7, PHOTO * 0.3), (PHOTO * 0.5, PHOTO * 0.3), (PHOTO * 0.45, PHOTO * 0.3))
    assert window._comparison.state.centre != before
    assert child(window, QToolButton, "face:1").isChecked()
    trigger(window, "outlineAction")  # boxes that are not seen cannot be picked
    mouse.click(PHOTO * 0.7, PHOTO * 0.2)
    assert child(window, QToolButton, "face:1").isChecked()


def test_the_square_is_moved_and_resized_by_mouse_and_keys(qtbot: QtBot, ready: Ready) -> None:
    window, fake = ready(faces=2)
    mouse = Mouse(qtbot, window)
    trigger(window, "squareAction")
    settled(qtbot, window)
    assert fake.prepared[-1] == (Crop("square", (0, 0, SIDE)), (0,))  # where the face was
    slider(window).setValue(80)
    settled(qtbot, window)
    half = SIDE / 2
    mouse.drag((half, half), (half + 3, half), (half + 10, half + 4), (half + 20, half + 8))
    settled(qtbot, window)
    square = window._strengths.scope.crop.square
    assert square == near(20, 8, SIDE)
    assert [crop for crop, _ in fake.prepared].count(Crop("square", square)) == 1
    assert len(fake.prepared) == 3  # not at every stop of the hand
    assert fake.edits[-1] == Edit(Scope(Crop("square", square)), ({"smiling": 0.8},))

    mouse.drag((20 + SIDE, 8 + SIDE), (50, 38), (44, 30))  # its corner; the other stays
    assert window._strengths.scope.crop.square == near(20, 8, 24)
    mouse.drag((30, 20), (500, 20))
    left, _, side = window._strengths.scope.crop.square or (0, 0, 0)
    assert left + side / 2 == pytest.approx(PHOTO)  # its middle stays on the photo
    trigger(window, "undoAction")
    trigger(window, "undoAction")
    assert window._strengths.scope.crop.square == square
    qtbot.keyClick(mouse.view, Qt.Key.Key_Left)
    qtbot.keyClick(mouse.view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    left, _, side = window._strengths.scope.crop.square or (0, 0, 0)
    assert left < 20 and side > SIDE
    for _ in range(3):  # both keys, and the drag: one step each
        trigger(window, "undoAction")
    assert window._strengths.scope.crop.square == (0, 0, SIDE)
    trigger(window, "undoAction")  # the slider
    trigger(window, "undoAction")  # the choice of a square
    assert window._strengths.scope == Scope() and child(window, QAction, "facesAction").isChecked()
    settled(qtbot, window)
    trigger(window, "fullPictureAction")
    settled(qtbot, window)
    assert fake.prepared[-1] == (Crop("full"), (0,))


def test_without_a_face_the_middle_is_a_square_to_move(qtbot: QtBot, ready: Ready) -> None:
    window, fake = ready(faces=0)
    assert child(window, QAction, "squareAction").isChecked()
    assert not child(window, QAction, "facesAction").isEnabled()
    slider(window).setValue(40)
    Mouse(qtbot, window).drag((SIDE, SIDE), (SIDE + 4, SIDE), (SIDE + 9, SIDE))
    settled(qtbot, window)
    assert window._strengths.scope.crop.square == near(9, 0, PHOTO)
    assert fake.done[-1] == ("render", {"smiling": 0.4})
    trigger(window, "undoAction")
    settled(qtbot, window)
    assert fake.prepared[-1] == (ALL_FACES, (0,)) and slider(window).value() == 40


def test_what_is_painted_limits_the_edit(qtbot: QtBot, ready: Ready) -> None:
    window, fake = ready(faces=1)
    slider(window).setValue(60)
    settled(qtbot, window)
    mouse = Mouse(qtbot, window)
    trigger(window, "paintAction")
    mouse.drag((10, 10), (20, 20), (30, 30))
    settled(qtbot, window)
    (stroke,) = fake.edits[-1].scope.strokes
    assert stroke.points[0] == near(10, 10) and stroke.points[-1] == near(30, 30) and not stroke.erase
    assert fake.prepared == [(ALL_FACES, (0,))]  # nothing of it is inverted anew
    child(window, StrengthSlider, "brushSlider").setValue(40)
    trigger(window, "eraseAction")
    assert not child(window, QAction, "paintAction").isChecked()
    mouse.click(20, 20)
    child(window, QCheckBox, "localBox").click()
    scope = window._strengths.scope
    assert [one.erase for one in scope.strokes] == [False, True] and scope.local
    assert scope.strokes[1].radius == pytest.approx(0.4 * PHOTO) and scope.strokes[1].radius > stroke.radius
    settled(qtbot, window)
    assert fake.edits[-1] == Edit(scope, ({"smiling": 0.6},))
    trigger(window, "clearPaintAction")
    assert window._strengths.scope == Scope()
    for expected in (scope, Scope(strokes=scope.strokes), Scope(strokes=(stroke,)), Scope()):
        trigger(window, "undoAction")
        assert window._strengths.scope == expected
    trigger(window, "redoAction")
    settled(qtbot, window)
    assert window._desk.shown and window._desk.shown.edit.scope.strokes == (stroke,)


def test_the_reach_is_one_step_for_one_drag(qtbot: QtBot, ready: Ready) -> None:
    window, fake = ready(faces=1)
    slider(window).setValue(60)
    reach = child(window, StrengthSlider, "reachSlider")
    assert reach.isVisible() and reach.value() == round(100 * DEFAULT_REACH)
    reach.setSliderDown(True)
    for value in (30, 50, 70):
        reach.setValue(value)
    reach.setSliderDown(False)
    settled(qtbot, window)
    assert fake.edits[-1].scope == Scope(reach=0.7)
    trigger(window, "undoAction")
    assert window._strengths.scope == Scope() and reach.value() == round(100 * DEFAULT_REACH)


def test_saving_keeps_the_edit_and_can_leave_out_the_location(
    qtbot: QtBot, ready: Ready, tmp_path: Path, photo_file: Path
) -> None:
    window, fake = ready(faces=2)
    os.utime(photo_file, (1_000_000_000, 1_234_567_890))
    slider(window).setValue(60)
    window.save_to(tmp_path / "with.png")
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert not fake.stripped
    assert (tmp_path / "with.png").stat().st_mtime != 1_234_567_890
    window._desk.keep_dates(True)
    trigger(window, "squareAction")
    settled(qtbot, window)
    slider(window).setValue(10)
    assert window.isWindowModified()  # another place is another edit
    trigger(window, "stripLocationAction")
    window.save_to(tmp_path / "without.png")
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert fake.stripped and fake.edits[-1].scope.crop.kind == "square"
    assert (tmp_path / "without.png").stat().st_mtime == 1_234_567_890
    another = tmp_path / "another.png"
    another.write_bytes(b"another")
    window.open_photo(another)  # nothing of the place stays for another photo
    qtbot.waitUntil(lambda: len([call for call in fake.done if call[0] == "read"]) == 2)
    wait_idle(qtbot, window)
    assert fake.prepared[-1] == (ALL_FACES, (0,)) and window._strengths.scope == Scope()


def test_the_view_goes_to_a_face_and_back(qtbot: QtBot, ready: Ready) -> None:
    window, _ = ready(2)
    state, view, zoom = window._comparison.state, Mouse(qtbot, window), window._place.actions.zoom

    def seen() -> QPointF:
        return view.view.mapToScene(view.view.viewport().rect().center())

    whole = state.scale
    window._strengths.pick(2)
    zoom.trigger()
    assert state.scale > 1.2 * whole and not state.fitted and seen().x() > PHOTO / 2
    qtbot.mouseDClick(view.view.viewport(), Qt.MouseButton.LeftButton)
    assert state.fitted
    left = view._at(PHOTO / 4, PHOTO / 4)
    qtbot.mouseDClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=left)
    assert not state.fitted and seen().x() < PHOTO / 2
    window._place.actions.full.trigger()
    settled(qtbot, window)
    assert not zoom.isEnabled()
