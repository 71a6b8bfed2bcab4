"""The model window on a fake shelf, and once on the real one."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import torch
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSlider,
    QSpinBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.model_shelf import ModelState
from asyrp_desktop.core.settings import Settings, read_settings, write_settings
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.models import shelf as real_shelf
from asyrp_desktop.ui.engine_thread import EngineThread
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.model_page.card import ModelCard
from asyrp_desktop.ui.model_page.shelf_work import ModelShelf
from asyrp_desktop.ui.model_page.window import ModelWindow
from tests.conftest import tiny_unet
from tests.ui.conftest import slider, wait_idle, wait_ready
from tests.ui.fake_engine import FakeEngine
from tests.ui.fake_shelf import FakeShelf

T = TypeVar("T", bound=QObject)
OpenModels = Callable[[FakeShelf], ModelWindow]


class Engine(FakeEngine):
    """Every base model has directions of its own."""

    def directions(self) -> list[DirectionInfo]:
        names = ["smiling", "old"] if self.model == "faces-128" else ["whiskers"]
        return [DirectionInfo(n, n.capitalize(), -2.0, 2.0, "global", self.model, 400, {}) for n in names]

    def load(self) -> None:
        self._work("load", self.model)


def child(window: QObject, kind: type[T], name: str) -> T:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def card(window: ModelWindow, name: str) -> ModelCard:
    return child(window, ModelCard, f"model:{name}")


def said(window: ModelWindow, name: str, label: str) -> str:
    found = child(card(window, name), QLabel, label)
    return found.text() if found.isVisible() else ""


def offers(window: ModelWindow, name: str) -> set[str]:
    buttons = card(window, name).findChildren(QPushButton)
    return {b.objectName().partition("Model:")[0] for b in buttons if b.isVisible() and b.isEnabled()}


def press(window: ModelWindow, what: str, name: str) -> None:
    assert what in offers(window, name)
    child(window, QPushButton, f"{what}Model:{name}").click()


def choose(window: ModelWindow, what: str, name: str) -> None:
    action = child(window, QAction, f"{what}Model:{name}")
    assert action.isVisible() and action.isEnabled()
    action.trigger()


@pytest.fixture
def open_models(qtbot: QtBot) -> Iterator[OpenModels]:
    windows: list[MainWindow] = []

    def make(shelf: FakeShelf) -> ModelWindow:
        main = MainWindow(EngineThread(Engine()), shelf=shelf)
        windows.append(main)
        main.show()
        child(main, QToolButton, "modelButton").click()
        return child(main, ModelWindow, "modelWindow")

    yield make
    for main in windows:
        main.leave_at_once()
        models = main.findChild(ModelWindow)
        assert models is None or not any(t._thread.isRunning() for t in (models._downloads, models._workshop))
        main.deleteLater()


def test_a_download_tells_how_it_goes_and_can_be_left_and_gone_on_with(qtbot: QtBot, open_models: OpenModels) -> None:
    shelf = FakeShelf(seconds_per_step=0.03)
    window = open_models(shelf)
    assert offers(window, "cats") == {"download"} and "about 20 MB" in said(window, "cats", "modelFacts")
    assert said(window, "cats", "modelCommerce") and not said(window, "dogs", "modelCommerce")
    press(window, "download", "cats")
    press(window, "download", "dogs")
    assert said(window, "dogs", "modelStatus") == "Waiting…"
    qtbot.waitUntil(lambda: "MB a second" in said(window, "cats", "modelStatus"))
    assert "s left" in said(window, "cats", "modelStatus") and offers(window, "cats") == {"pause", "cancel"}
    press(window, "cancel", "dogs")
    qtbot.waitUntil(lambda: offers(window, "dogs") == {"download"})
    press(window, "pause", "cats")
    qtbot.waitUntil(lambda: offers(window, "cats") == {"resume", "discard"})
    assert said(window, "cats", "modelState") == "Partly downloaded"
    press(window, "resume", "cats")
    qtbot.waitUntil(lambda: offers(window, "cats") == {"use"}, timeout=3000)
    assert said(window, "cats", "modelState") == "Installed" and "Self-test" in said(window, "cats", "modelAnswer")
    assert shelf.calls == [("download", "cats")] * 2


def test_a_cancelled_download_leaves_nothing_and_a_failed_one_says_why(qtbot: QtBot, open_models: OpenModels) -> None:
    shelf = FakeShelf(seconds_per_step=0.03)
    window = open_models(shelf)
    press(window, "download", "cats")
    qtbot.waitUntil(lambda: shelf.models["cats"].received > 0)
    press(window, "cancel", "cats")
    qtbot.waitUntil(lambda: offers(window, "cats") == {"download"})
    assert shelf.calls[-1] == ("remove", "cats")
    shelf.fail["download"] = "The hub cannot be reached."
    press(window, "download", "cats")
    qtbot.waitUntil(lambda: offers(window, "cats") == {"resume", "discard"})
    assert said(window, "cats", "modelAnswer") == "The hub cannot be reached. Do this."
    press(window, "discard", "cats")
    qtbot.waitUntil(lambda: offers(window, "cats") == {"download"})


def drop(window: ModelWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, plain))


def test_what_is_dropped_is_asked_about_refused_in_place_and_taken(
    qtbot: QtBot, open_models: OpenModels, tmp_path: Path
) -> None:
    shelf = FakeShelf(seconds_per_step=0.01)
    shelf.fail["bring"] = "“dog.pt” is a latent model."
    window = open_models(shelf)
    drop(window, tmp_path / "dog.pt")
    go = child(window, QPushButton, "importButton")
    assert child(window, QLineEdit, "importName").text() == "dog" and not go.isEnabled()
    child(window, QComboBox, "importLicence").setCurrentText("CC-BY-NC-4.0")
    assert "Not for commercial use" in child(window, QLabel, "importCommerce").text()
    child(window, QComboBox, "importDomain").setCurrentText("faces")
    assert child(window, QComboBox, "importAlignment").currentData() == "ffhq"
    child(window, QSpinBox, "import:heads").setValue(8)
    child(window, QComboBox, "importAttentionOrder").setCurrentIndex(1)
    child(window, QComboBox, "importData").setCurrentText("dog")
    child(window, QCheckBox, "importAnyData").setChecked(True)
    child(window, QLineEdit, "importName").setText("cats")
    assert not go.isEnabled() and "already" in child(window, QLabel, "importStatus").text()
    child(window, QLineEdit, "importName").setText("dog")
    child(window, QComboBox, "calibrationSource").setCurrentIndex(2)
    assert not go.isEnabled()  # no folder yet
    child(window, QLineEdit, "calibrationFolder").setText(str(tmp_path))
    go.click()
    refusal = child(window, QLabel, "importRefusal")
    qtbot.waitUntil(refusal.isVisible)
    assert "latent" in refusal.text() and "Do this" in refusal.text() and "dog" not in shelf.models
    go.click()
    qtbot.waitUntil(lambda: shelf.models.get("dog") is not None and shelf.models["dog"].calibrated, timeout=3000)
    qtbot.waitUntil(lambda: "Calibrated" in said(window, "dog", "modelAnswer"))
    assert said(window, "dog", "modelCommerce") and offers(window, "dog") == {"use"}
    (_, order), (_, wish) = [call for call in shelf.calls if call[0] in ("bring", "calibrate")][-2:]
    assert (order.licence, order.alignment, order.heads, order.size) == ("CC-BY-NC-4.0", "ffhq", 8, None)  # type: ignore[attr-defined]
    assert (order.attention_order, order.data, order.any_data) == ("new", "dog", True)  # type: ignore[attr-defined]
    assert (order.schedule, order.timesteps) == (None, None)  # type: ignore[attr-defined]
    assert (wish.name, wish.photos) == ("dog", tmp_path)  # type: ignore[attr-defined]


def test_an_import_can_be_called_off(qtbot: QtBot, open_models: OpenModels, tmp_path: Path) -> None:
    shelf = FakeShelf(seconds_per_step=0.05)
    window = open_models(shelf)
    window.bring(tmp_path / "dog.pt")
    child(window, QComboBox, "importLicence").setCurrentText("MIT")
    child(window, QPushButton, "importButton").click()
    qtbot.waitUntil(lambda: bool(shelf.calls))
    child(window, QPushButton, "importCancelButton").click()
    qtbot.waitUntil(child(window, QPushButton, "importButton").isEnabled)
    assert "dog" not in shelf.models
    child(window, QPushButton, "importCancelButton").click()
    assert card(window, "faces-128").isVisible()


def test_models_are_verified_removed_and_moved(
    qtbot: QtBot, open_models: OpenModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = FakeShelf()
    window = open_models(shelf)
    press(window, "download", "cats")
    qtbot.waitUntil(lambda: "use" in offers(window, "cats"))
    choose(window, "verify", "cats")
    qtbot.waitUntil(lambda: "as it was installed" in said(window, "cats", "modelAnswer"))
    shelf.damaged = ["unet/config.json"]
    choose(window, "verify", "cats")
    notice = child(window, QLabel, "noticeText")
    qtbot.waitUntil(notice.isVisible)
    assert "unet/config.json" in notice.text() and "Remove it" in notice.text()
    assert "20 MB in" in child(window, QLabel, "modelHome").text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    child(window, QPushButton, "moveModelsButton").click()
    qtbot.waitUntil(lambda: str(tmp_path) in child(window, QLabel, "modelHome").text())
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    choose(window, "remove", "cats")
    qtbot.waitUntil(lambda: offers(window, "cats") == {"download"})


def test_another_base_model_brings_its_sliders_and_prepares_the_photo_anew(
    qtbot: QtBot, open_models: OpenModels, photo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = FakeShelf()
    shelf.models["cats"] = shelf.models["cats"].__class__(
        **{**vars(shelf.models["cats"]), "state": ModelState.INSTALLED}
    )
    window = open_models(shelf)
    main = window.parent()
    assert isinstance(main, MainWindow)
    main.open_photo(photo_file)
    wait_ready(qtbot, main)
    slider(main).setValue(30)
    wait_idle(qtbot, main)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Cancel)
    press(window, "use", "cats")
    assert shelf.kept.model == "faces-128" and slider(main).value() == 30
    main.pages.show_training()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Discard)
    press(window, "use", "cats")
    assert said(window, "cats", "modelState") == "In use" and offers(window, "cats") == set()
    assert not child(window, QAction, "removeModel:cats").isEnabled()
    assert main.findChild(QSlider, "slider:smiling") is None
    qtbot.waitUntil(lambda: slider(main, "whiskers").isEnabled(), timeout=3000)
    engine = main._desk._engine._workbench
    assert isinstance(engine, Engine)
    assert [call for call in engine.done if call[0] in ("load", "prepare")] == [
        ("load", "faces-128"),
        ("prepare", None),
        ("load", "cats"),
        ("prepare", None),
    ]
    assert shelf.kept == Settings("cats") and child(main, QToolButton, "modelButton").text() == "cats"
    training = main.pages.training
    assert training is not None
    child(training, QLineEdit, "targetPrompt").setText("angry cat")
    plan = training._form.plan()
    assert plan is not None and plan.model == "cats"


def test_a_model_that_was_overtaken_while_it_loaded_is_not_used(qtbot: QtBot, open_models: OpenModels) -> None:
    window = open_models(FakeShelf())
    main = window.parent()
    assert isinstance(main, MainWindow)
    wait_idle(qtbot, main)
    engine = main._desk._engine._workbench
    assert isinstance(engine, Engine)
    engine.seconds_per_step = 0.1
    main._desk.use("broken", "auto")
    qtbot.waitUntil(lambda: ("load", "broken") in engine.calls)
    main._desk.use("faces-128", "auto")
    wait_idle(qtbot, main)
    assert engine.done[-1] == ("load", "faces-128") and not main._desk.can_retry


def test_closing_stops_what_runs(qtbot: QtBot, open_models: OpenModels) -> None:
    shelf = FakeShelf(seconds_per_step=0.05)
    window = open_models(shelf)
    press(window, "download", "cats")
    press(window, "download", "dogs")
    qtbot.waitUntil(lambda: shelf.models["cats"].received > 0)
    main = window.parent()
    assert isinstance(main, MainWindow)
    window.close()  # out of sight, it goes on
    assert window._downloads.tasks
    began = time.monotonic()
    main.close()
    assert time.monotonic() - began < 0.5 and shelf.models["cats"].state is ModelState.PARTIAL


def test_settings_survive_damage(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    assert read_settings(path) == Settings()
    write_settings(path, Settings("è", "cuda:1"))
    assert read_settings(path) == Settings("è", "cuda:1")
    path.write_text(json.dumps({"model": 3, "device": "cpu", "later": 1}), encoding="utf-8")
    assert read_settings(path) == Settings(device="cpu")
    path.write_text("{", encoding="utf-8")
    assert read_settings(path) == Settings()


def official_direction(folder: Path) -> Path:
    """As Asyrp's public implementation writes them, for the tiny network with 32 channels."""
    shapes = {"conv1": (32, 32, 1, 1), "temb_proj": (32, 64), "norm2": (32,), "conv2": (32, 32, 1, 1)}
    state = {f"{name}.weight": torch.randn(shape) for name, shape in shapes.items()}
    state |= {f"{name}.bias": torch.zeros(32) for name in shapes}
    torch.save({"0": state}, folder / "smile.pth")
    return folder / "smile.pth"


def test_the_real_shelf_takes_a_folder_and_uses_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diffusers.schedulers.scheduling_ddpm import DDPMScheduler

    folder = tmp_path / "tiny è"
    tiny_unet().save_pretrained(folder / "unet")
    DDPMScheduler().save_config(folder / "scheduler")
    main = MainWindow(EngineThread(FakeEngine()), shelf=ModelShelf())
    main.pages.show_models()
    window = child(main, ModelWindow, "modelWindow")
    window.bring(folder)
    assert child(window, QLineEdit, "importName").text() == "tiny è"
    child(window, QComboBox, "importLicence").setCurrentText("MIT")
    child(window, QPushButton, "importButton").click()
    qtbot.waitUntil(lambda: window.findChild(ModelCard, "model:tiny è") is not None, timeout=10_000)
    window.use_wanted.emit("tiny è")
    assert ModelShelf().settings().model == "tiny è" and real_shelf.model_folder("tiny è").parent.name == "models"
    latent = tmp_path / "latent.pt"
    torch.save({"first_stage_model.decoder.weight": torch.zeros(1)}, latent)
    window.bring(latent)
    child(window, QPushButton, "importButton").click()
    qtbot.waitUntil(child(window, QLabel, "importRefusal").isVisible, timeout=10_000)
    assert "latent" in child(window, QLabel, "importRefusal").text()
    child(window, QPushButton, "importCancelButton").click()
    window.bring(official_direction(tmp_path))
    child(window, QPushButton, "importButton").click()
    qtbot.waitUntil(lambda: "among its sliders" in said(window, "tiny è", "modelAnswer"), timeout=10_000)
    assert "smile" in real_shelf.directions("tiny è")
    for words in ("from t = 500", "assumed", "Nothing tells"):
        assert words in said(window, "tiny è", "modelAnswer")
    real_shelf.model_folder("tiny è").rename(tmp_path / "gone")
    assert ModelShelf().settings().model == "faces-128"
    main.leave_at_once()
    main.deleteLater()
