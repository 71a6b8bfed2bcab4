"""The training window on a fake trainer, and once on the real one."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.errors import TrainingError
from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.training_plan import TrainingPlan
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.models import shelf
from asyrp_desktop.ui.engine_thread import EngineThread
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.training.loss_curve import LossCurve
from asyrp_desktop.ui.training.previews import Previews
from asyrp_desktop.ui.training.window import TrainingWindow
from asyrp_desktop.ui.training.work import PromptTrainer
from tests.ui.fake_engine import FakeEngine
from tests.ui.fake_trainer import FakeTrainer

T = TypeVar("T", bound=QObject)
OpenTraining = Callable[[FakeTrainer], TrainingWindow]


class Engine(FakeEngine):
    """Its directions are those of the trainer's library."""

    def __init__(self, trainer: FakeTrainer) -> None:
        super().__init__()
        self._trainer = trainer

    def directions(self) -> list[DirectionInfo]:
        return [DirectionInfo(n, n.capitalize(), -2.0, 2.0, "global", "fake", 400, {}) for n in self._trainer.library]


def child(window: QObject, kind: type[T], name: str) -> T:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def press(window: TrainingWindow, name: str) -> None:
    button = child(window, QPushButton, name)
    assert button.isVisible() and button.isEnabled(), name
    button.click()


def seen(window: TrainingWindow, name: str) -> bool:
    return child(window, QPushButton, name).isVisible()


@pytest.fixture
def open_training(qtbot: QtBot) -> Iterator[OpenTraining]:
    windows: list[MainWindow] = []

    def make(trainer: FakeTrainer) -> TrainingWindow:
        window = MainWindow(EngineThread(Engine(trainer)), trainer)
        windows.append(window)
        window.show()
        child(window, QPushButton, "trainDirectionButton").click()
        return child(window, TrainingWindow, "trainingWindow")

    yield make
    for window in windows:
        window.leave_at_once()
        window.deleteLater()


def typed(qtbot: QtBot, window: TrainingWindow, target: str = "angry face") -> None:
    """A target typed, and the answer seen."""
    child(window, QLineEdit, "targetPrompt").setText(target)
    qtbot.waitUntil(lambda: bool(child(window, QLabel, "promptAnswer").text()), timeout=3000)


def test_what_prompts_mean_is_told_as_one_types(qtbot: QtBot, open_training: OpenTraining) -> None:
    window = open_training(FakeTrainer())
    start = child(window, QPushButton, "trainButton")
    assert not start.isEnabled()
    typed(qtbot, window)
    assert (
        "0.88" in child(window, QLabel, "promptAnswer").text() and "420" in child(window, QLabel, "promptAnswer").text()
    )
    qtbot.waitUntil(lambda: "3 min" in child(window, QLabel, "timeEstimate").text())
    assert start.isEnabled()
    typed(qtbot, window, "pixar face")
    qtbot.waitUntil(lambda: "pixar" in child(window, QLabel, "promptAnswer").text())
    assert not start.isEnabled()
    child(window, QLineEdit, "sourcePrompt").setText("fase")
    typed(qtbot, window, "angry face")
    qtbot.waitUntil(lambda: "Did you mean face" in child(window, QLabel, "promptAnswer").text())
    child(window, QRadioButton, "photosChoice").setChecked(True)
    qtbot.wait(500)
    assert not start.isEnabled()  # no folder yet


def test_the_public_codes_recipe_and_identity_loss_can_be_chosen(qtbot: QtBot, open_training: OpenTraining) -> None:
    trainer = FakeTrainer()
    window = open_training(trainer)
    typed(qtbot, window)
    quality = child(window, QComboBox, "qualityChoice")
    quality.setCurrentIndex(quality.findData("official"))
    assert "log" in quality.itemData(quality.currentIndex(), Qt.ItemDataRole.ToolTipRole)
    child(window, QToolButton, "advancedButton").click()
    weight = child(window, QDoubleSpinBox, "identityWeight")
    assert not weight.isEnabled()
    child(window, QLineEdit, "identityFile").setText("/faces/model_ir_se50.pth")
    weight.setValue(0.5)
    qtbot.waitUntil(lambda: child(window, QPushButton, "trainButton").isEnabled(), timeout=3000)
    press(window, "trainButton")
    qtbot.waitUntil(lambda: seen(window, "keepButton"), timeout=5000)
    ((plan, _),) = trainer.trained
    assert plan.identity == Path("/faces/model_ir_se50.pth")
    assert (plan.recipe.formula, plan.recipe.identity_weight, plan.recipe.steps) == ("official", 0.5, 50)


def test_a_trained_direction_becomes_a_slider(qtbot: QtBot, open_training: OpenTraining) -> None:
    trainer = FakeTrainer(seconds_per_step=0.02)
    window = open_training(trainer)
    child(window, QLineEdit, "sourcePrompt").setText("person")
    typed(qtbot, window, "old person")
    child(window, QComboBox, "qualityChoice").setCurrentIndex(1)
    child(window, QToolButton, "advancedButton").click()
    child(window, QSpinBox, "imagesCount").setValue(40)
    qtbot.waitUntil(lambda: child(window, QPushButton, "trainButton").isEnabled(), timeout=3000)
    press(window, "trainButton")
    assert not child(window, QLineEdit, "targetPrompt").isEnabled()
    qtbot.waitUntil(lambda: child(window, Previews, "trainingPreviews").isVisible())
    qtbot.waitUntil(lambda: seen(window, "keepButton"), timeout=5000)
    assert "0.5" in child(window, LossCurve, "lossCurve").accessibleName()
    assert "holiday.jpg" in child(window, QLabel, "trainingOutcome").text()
    name = child(window, QLineEdit, "directionName")
    assert name.text() == "old 2"
    name.setText("smiling")
    assert not child(window, QPushButton, "keepButton").isEnabled()
    name.setText("wise")
    press(window, "keepButton")
    qtbot.waitUntil(lambda: seen(window, "trainButton"))
    assert trainer.library == ["smiling", "old", "wise"]
    main = window.parent()
    assert main is not None and child(main, QSlider, "slider:wise").minimum() < 0
    ((plan, fresh),) = trainer.trained
    assert plan.recipe.formula == "paper" and plan.recipe.identity_weight == 0 and plan.identity is None
    assert fresh and plan.recipe.images == 40 and tuple(plan.prompts) == ("person", "old person")


def test_pausing_stopping_and_cancelling(qtbot: QtBot, open_training: OpenTraining) -> None:
    trainer = FakeTrainer(seconds_per_step=0.05)
    window = open_training(trainer)
    typed(qtbot, window)
    press(window, "trainButton")
    qtbot.waitUntil(lambda: child(window, QPushButton, "stopAndKeepButton").isEnabled(), timeout=3000)
    press(window, "pauseTrainingButton")
    qtbot.wait(150)
    before = child(window, LossCurve, "lossCurve").accessibleName()
    qtbot.wait(300)
    assert child(window, LossCurve, "lossCurve").accessibleName() == before
    press(window, "pauseTrainingButton")
    press(window, "cancelTrainingButton")
    qtbot.waitUntil(lambda: seen(window, "goOnButton"))
    assert trainer.library == ["smiling", "old"]
    press(window, "goOnButton")
    qtbot.waitUntil(lambda: child(window, QPushButton, "stopAndKeepButton").isEnabled(), timeout=3000)
    press(window, "stopAndKeepButton")
    qtbot.waitUntil(lambda: seen(window, "keepButton"))
    assert [fresh for _, fresh in trainer.trained] == [True, False]
    press(window, "discardButton")
    qtbot.waitUntil(lambda: seen(window, "trainButton"))
    assert trainer.discarded == [trainer.trained[0][0]] and trainer.library == ["smiling", "old"]


def test_a_failure_is_told_and_can_be_gone_on_from(qtbot: QtBot, open_training: OpenTraining) -> None:
    trainer = FakeTrainer(fail="The disk is full.")
    window = open_training(trainer)
    typed(qtbot, window)
    press(window, "trainButton")
    qtbot.waitUntil(lambda: seen(window, "goOnButton"))
    notice = child(window, QLabel, "noticeText")
    assert notice.isVisible() and "disk is full" in notice.text()
    trainer.fail = ""
    press(window, "goOnButton")
    qtbot.waitUntil(lambda: seen(window, "keepButton"))
    assert not notice.isVisible()
    trainer.fail = "The disk is full."
    press(window, "keepButton")
    qtbot.waitUntil(notice.isVisible)
    trainer.fail = ""
    press(window, "keepButton")
    qtbot.waitUntil(lambda: "angry" in trainer.library)


class SlowEstimate(FakeTrainer):
    """Fails to tell how long it takes, once it is let go."""

    def __init__(self) -> None:
        super().__init__(seconds_per_step=0.02)
        self.let_go = threading.Event()

    def seconds(self, plan: TrainingPlan, t_edit: int) -> float:
        self.let_go.wait(5)
        raise TrainingError("The clock has stopped.")


def test_an_estimate_that_fails_says_nothing_of_the_training(qtbot: QtBot, open_training: OpenTraining) -> None:
    trainer = SlowEstimate()
    window = open_training(trainer)
    typed(qtbot, window)
    press(window, "trainButton")
    trainer.let_go.set()
    qtbot.waitUntil(lambda: bool(trainer.trained), timeout=3000)
    qtbot.waitUntil(lambda: child(window, QPushButton, "stopAndKeepButton").isEnabled(), timeout=3000)
    assert seen(window, "cancelTrainingButton") and not seen(window, "goOnButton")
    notice = child(window, QLabel, "noticeText")
    assert not notice.isVisible() and not child(window, QLabel, "trainingOutcome").text()
    qtbot.waitUntil(lambda: seen(window, "keepButton"), timeout=5000)
    press(window, "discardButton")
    qtbot.waitUntil(notice.isVisible, timeout=5000)  # of the plan that is looked at now
    assert "clock" in notice.text() and seen(window, "trainButton") and len(trainer.trained) == 1


def test_what_cannot_be_discarded_is_where_it_was(qtbot: QtBot, open_training: OpenTraining) -> None:
    class Stuck(FakeTrainer):
        def discard(self, plan: TrainingPlan) -> None:
            raise TrainingError("It cannot be removed.")

    window = open_training(Stuck(fail="The disk is full."))
    typed(qtbot, window)
    press(window, "trainButton")
    qtbot.waitUntil(lambda: seen(window, "goOnButton"))
    press(window, "discardButton")
    qtbot.waitUntil(lambda: "removed" in child(window, QLabel, "noticeText").text())
    assert seen(window, "goOnButton") and not seen(window, "keepButton")  # nothing was learned


def test_the_program_closes_while_it_trains(qtbot: QtBot, open_training: OpenTraining) -> None:
    trainer = FakeTrainer(seconds_per_step=0.05)
    window = open_training(trainer)
    typed(qtbot, window)
    press(window, "trainButton")
    qtbot.waitUntil(lambda: bool(trainer.trained))
    window.close()  # out of sight, it goes on
    main = window.parent()
    assert isinstance(main, MainWindow) and main.isVisible()
    began = time.monotonic()
    main.close()
    assert time.monotonic() - began < 0.5 and not window._thread._thread.isRunning()


def test_the_real_trainer_makes_a_real_slider(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(EngineThread(FakeEngine()), PromptTrainer())
    window.pages.show_training()
    training = child(window, TrainingWindow, "trainingWindow")
    child(training, QLineEdit, "targetPrompt").setText("smiling face")
    for k in range(3):
        shutil.copy(SAMPLE_PHOTO, tmp_path / f"{k}.jpg")
    child(training, QRadioButton, "photosChoice").setChecked(True)
    child(training, QLineEdit, "photosFolder").setText(str(tmp_path))
    for name, value in (("steps", 4), ("images", 3), ("epochs", 1)):
        child(training, QSpinBox, f"{name}Count").setValue(value)
    qtbot.waitUntil(lambda: "min" in child(training, QLabel, "timeEstimate").text(), timeout=60_000)
    press(training, "trainButton")
    qtbot.waitUntil(lambda: seen(training, "keepButton"), timeout=120_000)
    child(training, QLineEdit, "directionName").setText("my smile")
    press(training, "keepButton")
    qtbot.waitUntil(lambda: seen(training, "trainButton"))
    assert "my smile" in shelf.directions("faces-128")
    assert not list((shelf.USER_DATA / "trainings").rglob("*.safetensors"))
    window.leave_at_once()
    window.deleteLater()
