"""The window in other languages."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QPushButton, QToolBar, QWidget
from pytestqt.qtbot import QtBot

import asyrp_desktop
from asyrp_desktop.core.errors import AsyrpError, PhotoError
from asyrp_desktop.core.settings import Settings
from asyrp_desktop.models.entries import entries
from asyrp_desktop.photo.photo import load
from asyrp_desktop.ui.current_window import CurrentWindow
from asyrp_desktop.ui.engine_thread import EngineThread
from asyrp_desktop.ui.filmstrip.open_photos import OpenPhotos
from asyrp_desktop.ui.language import FOLDER, label, languages, message, problem_of, speak
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.model_page.card import ModelCard
from asyrp_desktop.ui.model_page.import_form import ImportForm
from asyrp_desktop.ui.model_page.protocol import Bring
from tests.ui.conftest import slider, wait_ready
from tests.ui.cut_off import cut_off
from tests.ui.fake_engine import FakeEngine
from tests.ui.fake_library import FakeLibrary
from tests.ui.fake_shelf import FakeShelf
from tests.ui.pages import every_page
from tests.ui.test_faces import settled
from tools.translations.__main__ import known, messages, release
from tools.translations.texts import error_classes, sources, texts


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    speak(qapp, "en")


def test_the_language_is_switched_with_all_that_is_open(
    qtbot: QtBot, qapp: QApplication, photo_file: Path, tmp_path: Path, english_again: None
) -> None:
    fake, shelf = FakeEngine(), FakeShelf()

    def make(photos: OpenPhotos | None) -> MainWindow:
        return MainWindow(EngineThread(fake) if photos is None else None, shelf=shelf, photos=photos)

    current = CurrentWindow(qapp, shelf, make)
    window = current.window
    window.show()
    another = tmp_path / "another.png"
    another.write_bytes(b"another")
    window.open_files([photo_file, another])
    wait_ready(qtbot, window)
    slider(window).setValue(20)
    slider(window).setValue(60)
    settled(qtbot, window)
    done = len(fake.done)
    window.pages.show_inspector()
    window.pages.show_settings()
    box = window.findChild(QComboBox, "languageBox")
    assert isinstance(box, QComboBox) and box.findText("한국어") > 0
    box.setCurrentIndex(box.findData("ko"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: current.window is not window)
    try:
        new = current.window
        assert shelf.kept.language == "ko" and new.isVisible() and not window.isVisible()
        undo = new.findChild(QAction, "undoAction")
        opening = new.findChild(QAction, "openAction")
        assert undo and opening and "열기" in opening.text() and "되돌리기" in undo.text()
        assert slider(new).value() == 60 and slider(new).isEnabled()
        assert new.windowTitle() == f"{photo_file.name}[*] — Asyrp Desktop" and new.isWindowModified()
        settled(qtbot, new)
        assert len(fake.done) == done  # nothing is read, inverted or rendered again
        undo.trigger()
        assert slider(new).value() == 20
        qtbot.waitUntil(lambda: not _alive(window))
        slider(new).setValue(30)
        settled(qtbot, new)
        assert fake.edits[-1].strengths == ({"smiling": 0.3},)
        assert new.findChild(QWidget, "settingsWindow").isVisible()  # type: ignore[union-attr]
    finally:
        current.leave_at_once()
        current.window.deleteLater()


def _alive(window: QWidget) -> bool:
    import shiboken6

    return shiboken6.isValid(window)


TEXTS = texts()
KOREAN = known(FOLDER / "asyrp_ko.ts")


def test_every_text_is_translated_and_whole() -> None:
    assert not [text for text in TEXTS if not KOREAN.get(text, "").strip()]
    assert set(KOREAN) == set(TEXTS), "python -m tools.translations update"
    assert (FOLDER / "messages.txt").read_text(encoding="utf-8") == messages(TEXTS)
    for text, translated in KOREAN.items():
        for kind in (r"\{[^}]*\}", r"%\d+"):
            assert sorted(re.findall(kind, text.source)) == sorted(re.findall(kind, translated)), text
        assert len(re.findall(r"&\w", text.source)) == len(re.findall(r"&\w", translated)), text
        assert not text.source.endswith("…") or translated.endswith("…"), text


def test_the_program_has_what_was_translated(tmp_path: Path) -> None:
    release(FOLDER / "asyrp_ko.ts", tmp_path / "asyrp_ko.qm")
    assert (tmp_path / "asyrp_ko.qm").read_bytes() == (FOLDER / "asyrp_ko.qm").read_bytes(), "… release"


def test_what_other_parts_say_is_translated(qapp: QApplication, english_again: None) -> None:
    speak(qapp, "ko")
    with pytest.raises(PhotoError) as caught:
        load(Path("/nowhere/größe.jpg"))
    problem = problem_of(caught.value)
    assert "größe.jpg" in problem.message and "없습니다" in problem.message + problem.remedy
    assert problem.message != caught.value.message and problem.remedy != caught.value.remedy
    assert message("What nobody wrote.") == "What nobody wrote."
    assert message("Known: none.") == "있는 것: 없음." and message("Known: old, young.") == "있는 것: old, young."
    plain, odd = (message(f"“{name}” is not inside “b”.") for name in ("a", "50%2 off %1%n"))
    assert odd == plain.replace("a", "50%2 off %1%n") and odd != plain
    assert label("Smiling") == "미소" and label("my own") == "my own"
    speak(qapp, "en")
    assert problem_of(caught.value).message == caught.value.message


def test_no_error_of_the_program_is_left_out() -> None:
    for module in pkgutil.walk_packages(asyrp_desktop.__path__, "asyrp_desktop."):
        if ".cli" not in module.name:
            with suppress(ModuleNotFoundError):  # Ray's, which is an extra
                importlib.import_module(module.name)
    assert _errors_below(AsyrpError) <= error_classes(sources().values())


def _errors_below(kind: type[AsyrpError]) -> set[str]:
    own = {kind.__name__} if kind.__module__.startswith("asyrp_desktop.") else set()
    return own.union(*map(_errors_below, kind.__subclasses__()))


def test_every_text_of_other_parts_is_known_again_as_itself(qapp: QApplication, english_again: None) -> None:
    speak(qapp, "ko")

    def filled(template: str) -> str:
        return re.sub(r"%(\d+)", r"value \1", template)

    wanted = {filled(text.source): filled(korean) for text, korean in KOREAN.items() if text.context == "Messages"}
    assert {english: message(english) for english in wanted} == wanted


def test_the_catalog_and_what_an_import_is_asked_speak_the_language(
    qtbot: QtBot, qapp: QApplication, english_again: None, tmp_path: Path
) -> None:
    speak(qapp, "ko")
    offered = next(one for one in entries() if one.name == "ddpm-church-256")
    card = ModelCard(offered)
    qtbot.addWidget(card)
    said = " ".join(one.text() for one in card.findChildren(QLabel))
    assert not re.search(r"church|trained|picture", said, re.IGNORECASE) and "교회, 256 px(LSUN)" in said

    form = ImportForm(FakeShelf())
    qtbot.addWidget(form)
    form.open(tmp_path / "dog.pt")
    domain, licence, go = (form.findChild(QWidget, f"import{name}") for name in ("Domain", "Licence", "Button"))
    assert isinstance(domain, QComboBox) and isinstance(licence, QComboBox) and isinstance(go, QPushButton)
    assert not {"pictures", "faces"} & {domain.itemText(n) for n in range(domain.count())}
    licence.setCurrentText("MIT")
    asked: list[Bring] = []
    form.wanted.connect(asked.append)
    for chosen in (domain.currentText(), "얼굴", "boats"):
        domain.setCurrentText(chosen)
        go.click()
    made = [(one.order.domain, one.order.alignment) for one in asked]
    assert made == [("pictures", None), ("faces", "ffhq"), ("boats", None)]


def test_an_unknown_language_is_the_systems(qapp: QApplication, english_again: None) -> None:
    assert list(languages()) == ["en", "ko"]
    speak(qapp, "tlh")
    assert message("Choose another folder.") in ("Choose another folder.", "다른 폴더를 선택하세요.")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_text_is_cut_off_and_no_two_menu_entries_share_a_letter(
    language: str, qtbot: QtBot, qapp: QApplication, photo_file: Path, english_again: None
) -> None:
    def make(photos: OpenPhotos | None) -> MainWindow:
        return MainWindow(EngineThread(FakeEngine(faces=2)), shelf=FakeShelf(), library=FakeLibrary(), photos=photos)

    shelf = FakeShelf()
    shelf.kept = Settings(language=language)
    window = CurrentWindow(qapp, shelf, make).window
    try:
        window.resize(window.minimumSize())
        window.show()
        found = cut_off(qtbot, window)
        window.open_photo(photo_file)
        wait_ready(qtbot, window)
        found += cut_off(qtbot, window)
        for name, opened in every_page(qtbot, window):
            found += [f"{name}: {one}" for one in cut_off(qtbot, opened)]
        assert not found, "\n".join(found)
        for menu in window.menuBar().findChildren(QMenu):
            letters = [one[1].lower() for action in menu.actions() for one in re.findall(r"&[^& ]", action.text())]
            assert len(set(letters)) == len(letters), (menu.title(), letters)
        bar = window.findChild(QToolBar)
        assert bar is not None
        for action in bar.actions():
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            assert action.isSeparator() or action is window._actions.original or f" ({key})" in action.toolTip()
            assert not re.search(r"&|\(\w\)", action.toolTip().replace("(O)", "")), action.toolTip()
    finally:
        window.leave_at_once()
        window.deleteLater()
