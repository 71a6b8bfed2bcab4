"""Names and texts of strangers: shown as they are, whatever they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QAbstractItemModel, QTimer
from PySide6.QtCore import Qt as Core
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.direction_library import LibraryEntry
from asyrp_desktop.core.model_shelf import ModelState
from asyrp_desktop.core.settings import Settings
from asyrp_desktop.core.training_plan import PromptCheck, TrainingPlan
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.models import kept_edits, presets, shelf
from asyrp_desktop.ui.batch.window import BatchWindow
from asyrp_desktop.ui.engine_protocol import Problem
from asyrp_desktop.ui.engine_thread import EngineThread
from asyrp_desktop.ui.library.window import LibraryWindow
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.model_page.card import ModelCard
from asyrp_desktop.ui.model_page.window import ModelWindow
from asyrp_desktop.ui.plain_text import in_title, literal
from asyrp_desktop.ui.settings.device_card import DeviceCard
from asyrp_desktop.ui.settings.window import SettingsWindow
from asyrp_desktop.ui.training.window import TrainingWindow
from tests.ui.conftest import slider, wait_ready
from tests.ui.fake_devices import FakeDevices
from tests.ui.fake_engine import FakeEngine
from tests.ui.fake_library import FakeLibrary
from tests.ui.fake_shelf import FakeShelf, entry
from tests.ui.fake_trainer import FakeTrainer
from tests.ui.pages import every_page, page
from tests.ui.test_batch import FakeWork
from tests.ui.test_compare import child, finished, grid_of
from tests.ui.test_faces import settled

MARK = "<img src='x'>"
HOSTILE = f"{MARK}R&B"  # a file may be called so


class Engine(FakeEngine):
    def directions(self) -> Sequence[DirectionInfo]:
        smiling, old = super().directions()
        return [smiling._replace(label=HOSTILE), old._replace(label=HOSTILE, opposite="young", opposite_label=HOSTILE)]

    def take_notices(self) -> list[str]:
        return [HOSTILE]


class Library(FakeLibrary):
    def entries(self) -> Sequence[LibraryEntry]:
        return [
            replace(
                one,
                info=one.info._replace(label=HOSTILE, record={"method": HOSTILE, HOSTILE: HOSTILE}),
                parts=((HOSTILE, 1.0),),
                mark=replace(one.mark, tags=(HOSTILE,)),
            )
            for one in super().entries()
        ]


class Shelf(FakeShelf):
    def __init__(self) -> None:
        super().__init__()
        words = {"title": HOSTILE, "domain": HOSTILE, "licence": HOSTILE, "terms": HOSTILE, "source": HOSTILE}
        for name in self.models:
            self.models[name] = replace(self.models[name], **words)  # type: ignore[arg-type]
        self.models[HOSTILE] = entry(HOSTILE, ModelState.INSTALLED, **words)
        self.kept = Settings(model=HOSTILE)
        self.damaged = [HOSTILE]

    def home(self) -> Path:
        return Path("/models") / HOSTILE

    def name_problem(self, name: str) -> str:
        return HOSTILE


class Trainer(FakeTrainer):
    def check(self, plan: TrainingPlan) -> PromptCheck:
        return PromptCheck(1.0, 500, {HOSTILE: [HOSTILE]}, HOSTILE)

    def name_problem(self, model: str, name: str) -> str:
        return HOSTILE


class Work(FakeWork):
    def presets(self) -> Mapping[str, Mapping[str, float]]:
        return {HOSTILE: {"smiling": 1.0}}


class Looker:
    """Looks at all texts of a window. found: where the hostile one was seen. wrong: what would not show it as it is."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.wrong: set[str] = set()

    def look(self, window: QWidget) -> None:
        for widget in (window, *window.findChildren(QWidget)):
            where = widget.objectName() or f"{type(widget).__name__} in {window.objectName()}"
            self._tooltip(f"tooltip of {where}", widget.toolTip())
            self._tooltip(f"explanation of {where}", widget.whatsThis())
            if isinstance(widget, QLabel):
                self._label(where, widget)
            if isinstance(widget, QAbstractButton):
                self._without_key(where, widget.text())
            if isinstance(widget, QAbstractItemView):
                self._model(where, widget.model())
            for action in widget.actions():
                self._without_key(f"action of {where}", action.text())
                if not isinstance(widget, QMenu) or widget.toolTipsVisible():
                    self._tooltip(f"tooltip of an action of {where}", action.toolTip())

    def _label(self, where: str, label: QLabel) -> None:
        text, format = label.text(), label.textFormat()
        if format is Core.TextFormat.PlainText and label.buddy() is not None:
            self._without_key(where, text)
        elif format is Core.TextFormat.PlainText:
            self._see(where, text, rich=False)
        else:
            self._see(where, text, rich=format is Core.TextFormat.RichText or Qt.mightBeRichText(text))

    def _tooltip(self, where: str, text: str) -> None:
        self._see(where, text, rich=Qt.mightBeRichText(text))

    def _see(self, where: str, text: str, rich: bool) -> None:
        if rich and MARK in text:
            self.wrong.add(where)
        if rich:
            document = QTextDocument()
            document.setHtml(text)
            text = document.toPlainText()
        if MARK in text:
            self.found.add(where)

    def _without_key(self, where: str, text: str) -> None:
        if MARK in text:
            self.found.add(where)
            if "&&" not in text:
                self.wrong.add(where)

    def _model(self, where: str, model: QAbstractItemModel) -> None:
        for row in range(model.rowCount()):
            column = 0
            while (index := model.index(row, column)).isValid():
                self._tooltip(f"tooltip in {where}", index.data(Core.ItemDataRole.ToolTipRole) or "")
                column += 1


@pytest.fixture
def hostile_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shelf, "USER_DATA", tmp_path / HOSTILE / "data")
    return tmp_path / HOSTILE


@pytest.fixture
def window(qtbot: QtBot, hostile_home: Path, photo_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """With two photos, of which the first was edited, and a preset."""
    monkeypatch.setattr("asyrp_desktop.ui.presets_menu.base_name", lambda model: model)
    made = MainWindow(EngineThread(Engine()), Trainer(), Shelf(), Library())
    made.show()
    photos = [hostile_home / f"{HOSTILE} {number}.png" for number in range(2)]
    hostile_home.mkdir(exist_ok=True)
    for photo in photos:
        Image.open(photo_file).save(photo)
    made._open(photos)
    wait_ready(qtbot, made)
    slider(made).setValue(60)
    settled(qtbot, made)
    qtbot.waitUntil(lambda: bool(kept_edits.recent(9)), timeout=5000)
    presets.keep(HOSTILE, HOSTILE, {"smiling": 0.5})
    yield made
    made.leave_at_once()
    made.deleteLater()


def ask_about(call: Callable[[], object]) -> None:
    """The call puts up a message box, which is dismissed."""
    looker = Looker()

    def dismiss() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        looker.look(box)
        box.reject()

    QTimer.singleShot(0, dismiss)
    call()
    assert looker.found and not looker.wrong


def test_the_window_shows_strangers_texts_as_they_are(qtbot: QtBot, window: MainWindow) -> None:
    looker = Looker()
    window._notice.show_problem(Problem(HOSTILE, HOSTILE, HOSTILE))
    window._strengths.assume({"smiling": 0.7}, HOSTILE)
    looker.look(window)
    for name in ("recentMenu", "presetsMenu"):
        menu = window.findChild(QMenu, name)
        assert menu is not None
        menu.aboutToShow.emit()
        for one in (menu, *menu.findChildren(QMenu)):
            looker.look(one)
    assert not looker.wrong
    assert looker.found >= {
        "noticeText",
        "_Name in mainWindow",
        "tooltip of _Name in mainWindow",
        "tooltip in filmstrip",
        "tooltip of QToolButton in mainWindow",  # what would be undone
        "modelButton",
        "action of recentMenu",
        "tooltip of an action of recentMenu",
        "action of presetsMenu",
        "tooltip of an action of presetsMenu",
        "action of recentSettingsMenu",
        "action of removePresetMenu",
    }
    assert HOSTILE in window.windowTitle()


def test_pages_show_strangers_texts_as_they_are(
    qtbot: QtBot, window: MainWindow, hostile_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyrp_desktop.ui.pages.Devices", FakeDevices)
    looker = Looker()
    grid = grid_of(window)
    grid._make.click()
    finished(qtbot, grid)
    grid.close()
    for _, opened in every_page(qtbot, window):
        match opened:
            case LibraryWindow():
                cards = opened.findChild(QListView, "directionList")
                assert cards is not None
                cards.setCurrentIndex(cards.model().index(0, 0))
            case TrainingWindow():
                for line in ("sourcePrompt", "targetPrompt"):
                    child(opened, QLineEdit, line).setText("face")
                qtbot.waitUntil(lambda: bool(child(opened, QLabel, "promptAnswer").text()), timeout=3000)  # noqa: B023
            case ModelWindow():
                opened._notice.show_problem(Problem(HOSTILE))
                card = opened.findChild(ModelCard)
                assert card is not None
                card.show_answer(HOSTILE)
                looker.look(opened)
                opened.bring(hostile_home / "model.pt")
            case SettingsWindow():
                for number in range(3):
                    opened.show_page(number)
                qtbot.waitUntil(lambda: opened.findChild(DeviceCard) is not None)  # noqa: B023
            case BatchWindow():
                opened.add([str(hostile_home / f"{HOSTILE}.png")])
        looker.look(opened)
    assert not looker.wrong
    assert looker.found >= {
        *("directionTitle", "PlainLabel in libraryWindow"),
        *("PlainLabel in modelWindow", "modelFacts", "modelAnswer", "modelHome", "noticeText"),
        *("importSource", "importStatus"),
        "promptAnswer",
        *("batchInputs", "tooltip of batchInputs"),
        *("PlainLabel in gridWindow", "tooltip in gridTable"),
        "tooltip of folder:edits",
    }, sorted(looker.found)


def test_a_batch_shows_strangers_names_as_they_are(qtbot: QtBot, hostile_home: Path) -> None:
    window = BatchWindow(Work(photos=3), dict, list)
    window.show()
    try:
        window.add([str(hostile_home)])
        child(window, QPushButton, "startButton").click()
        qtbot.waitUntil(lambda: not window.running and window._table.rowCount() == 3, timeout=5000)
        looker = Looker()
        looker.look(window)
        assert not looker.wrong and "tooltip in batchTable" in looker.found, sorted(looker.found)
    finally:
        window.stop()
        window.deleteLater()


def test_questions_show_strangers_names_as_they_are(qtbot: QtBot, window: MainWindow) -> None:
    photos = window._photos
    ask_about(lambda: window._close_photo(photos.current))
    photos.copy_settings(photos.photos[0])
    photos.paste_settings(photos.photos)
    ask_about(lambda: window._use_model("cats"))
    with page(qtbot, window, "modelsAction") as models:
        assert isinstance(models, ModelWindow)
        ask_about(lambda: models._ask_removal(HOSTILE))


def test_every_label_is_a_plain_one() -> None:
    """Labels come to hold names later than one thinks."""
    sources = Path("asyrp_desktop/ui").rglob("*.py")
    loose = [str(path) for path in sources if "QLabel(" in path.read_text(encoding="utf-8")]
    assert loose == []


@pytest.mark.parametrize("text", [HOSTILE, "a\n<b>b", "<!-- -->", "&lt;b>", "one < two", "a & b", ""])
def test_a_literal_text_is_shown_as_it_is(text: str) -> None:
    document = QTextDocument()
    shown = literal(text)
    if Qt.mightBeRichText(shown):
        document.setHtml(shown)
        shown = document.toPlainText()
    assert shown == text


def test_a_title_shows_the_mark_of_a_changed_one_where_it_is_meant(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle(f"{in_title('a[*].png')}[*] — program")
    window.setWindowModified(True)
    window.show()
    assert window.windowHandle().title() == "a[*].png* — program"
