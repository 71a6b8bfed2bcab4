"""The inspector: the course is a part of the edit, and the way is looked at when it is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.values import Course, Edit, Scope
from asyrp_desktop.models.curves import curves
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.inspector.curves_plot import CurvesPlot
from asyrp_desktop.ui.inspector.way_view import WayView
from asyrp_desktop.ui.inspector.window import InspectorWindow
from asyrp_desktop.ui.main_window import MainWindow
from tests.conftest import tiny_unet
from tests.ui.conftest import OpenWindow, slider, wait_ready
from tests.ui.fake_engine import STEPS, FakeEngine
from tests.ui.test_faces import settled

T = TypeVar("T", bound=QObject)
Ready = tuple[MainWindow, FakeEngine, InspectorWindow]


def child(window: QObject, kind: type[T], name: str) -> T:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


@pytest.fixture
def ready(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> Ready:
    fake = FakeEngine()
    window = open_window(fake)
    window.pages.show_inspector()
    inspector = child(window, InspectorWindow, "inspectorWindow")
    assert "Open a photo" in child(inspector, QLabel, "wayHint").text()
    assert not child(inspector, QSpinBox, "tEditBox").isEnabled()
    window.open_photo(photo_file)
    wait_ready(qtbot, window)
    return window, fake, inspector


def test_lines_are_dragged_typed_and_undone(qtbot: QtBot, ready: Ready) -> None:
    window, fake, inspector = ready
    plot, t_edit = child(inspector, CurvesPlot, "curvesPlot"), child(inspector, QSpinBox, "tEditBox")
    t_boost, eta = child(inspector, QSpinBox, "tBoostBox"), child(inspector, QDoubleSpinBox, "etaBox")
    assert t_edit.value() == 400  # of the directions
    assert t_boost.value() == curves("faces-128").t_boost
    slider(window).setValue(60)
    settled(qtbot, window)

    def at(t: int) -> QPoint:
        return QPoint(round(plot._x(t)), plot.height() // 2)

    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=at(400))
    for t in (420, 500, 600):
        qtbot.mouseMove(plot, at(t))
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=at(600))
    assert abs(t_edit.value() - 600) <= 2
    settled(qtbot, window)
    assert fake.edits[-1].scope.course == Course(t_edit=t_edit.value())
    eta.setValue(0.5)
    t_boost.setValue(100)
    assert "t = 100" in plot.accessibleName()
    assert window._strengths.scope.course == Course(t_edit.value(), 100, 0.5)
    for expected in (Course(t_edit.value(), None, 0.5), Course(t_edit.value()), Course()):
        window._actions.undo.trigger()
        assert window._strengths.scope.course == expected  # the drag was one step
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Space)
    qtbot.keyClick(plot, Qt.Key.Key_PageDown)
    course = window._strengths.scope.course
    assert course == Course(405, t_boost.value()) and t_boost.value() == (curves("faces-128").t_boost or 0) - 50
    rendering = child(inspector, QComboBox, "renderingBox")
    qtbot.keyClick(rendering, Qt.Key.Key_End)
    assert window._strengths.scope.course == replace(course, rendering="redraw")
    window._actions.undo.trigger()
    assert window._strengths.scope.course == course and rendering.currentIndex() == 0
    qtbot.keyClick(rendering, Qt.Key.Key_Down)
    child(inspector, QPushButton, "usualCourseButton").click()
    assert window._strengths.scope.course == Course() and slider(window).value() == 60
    assert rendering.currentIndex() == 0
    settled(qtbot, window)


def test_other_steps_invert_anew(qtbot: QtBot, ready: Ready) -> None:
    window, fake, inspector = ready
    inverted = len(fake.prepared)
    child(inspector, QSpinBox, "stepsBox").setValue(12)
    qtbot.waitUntil(lambda: len(fake.prepared) > inverted and window._desk.ready, timeout=5000)
    assert fake.steps == 12
    window._actions.undo.trigger()
    qtbot.waitUntil(lambda: fake.steps == STEPS and window._desk.ready, timeout=5000)


def test_the_way_is_looked_at_and_makes_way(qtbot: QtBot, ready: Ready) -> None:
    window, fake, inspector = ready
    look, way = child(inspector, QPushButton, "traceButton"), child(inspector, WayView, "wayView")
    assert not look.isEnabled()
    slider(window).setValue(60)
    settled(qtbot, window)
    look.click()
    qtbot.waitUntil(lambda: way.columns == 4, timeout=5000)
    assert "t 999, t 500, t 0" in way.accessibleName() and look.isVisible()
    fake.seconds_per_step = 0.05
    look.click()
    qtbot.waitUntil(lambda: window.busy is Busy.VARYING)
    fake.seconds_per_step = 0
    slider(window).setValue(70)  # the hand comes first
    settled(qtbot, window)
    assert fake.edits[-1] == Edit(Scope(), ({"smiling": 0.7},))
    assert way.columns == 0 and look.isVisible() and look.isEnabled()
    fake.seconds_per_step = 0.05
    look.click()
    qtbot.waitUntil(lambda: window.busy is Busy.VARYING)
    child(inspector, QPushButton, "cancelTraceButton").click()
    qtbot.waitUntil(lambda: window.busy is Busy.IDLE, timeout=5000)
    assert way.columns == 0 and look.isEnabled()
    fake.seconds_per_step = 0
    look.click()
    qtbot.waitUntil(lambda: way.columns == 4, timeout=5000)
    window._desk.close_photo()
    assert way.columns == 0 and child(inspector, QLabel, "wayHint").isVisible()


def test_a_model_without_calibration(qtbot: QtBot, ready: Ready) -> None:
    _, _, inspector = ready
    inspector.use_model("no such model")
    assert "not calibrated" in child(inspector, QLabel, "courseMeaning").text()
    assert child(inspector, QSpinBox, "tBoostBox").value() == 200
    inspector.grab()


@pytest.mark.parametrize("timesteps", [100, 4000])
def test_another_schedule_has_its_own_ranges(qtbot: QtBot, ready: Ready, tmp_path: Path, timesteps: int) -> None:
    _, _, inspector = ready
    tiny_unet().save_pretrained(tmp_path / "m" / "unet")
    DDPMScheduler(num_train_timesteps=timesteps).save_pretrained(tmp_path / "m" / "scheduler")
    inspector.use_model(str(tmp_path / "m"))
    t_edit, t_boost, steps = (child(inspector, QSpinBox, name) for name in ("tEditBox", "tBoostBox", "stepsBox"))
    assert t_edit.maximum() == t_boost.maximum() == timesteps - 1 and steps.maximum() == min(200, timesteps)
    assert t_boost.value() == timesteps // 5
    t_edit.setValue(timesteps - 1)
    assert t_edit.value() == timesteps - 1
