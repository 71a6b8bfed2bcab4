"""The languages of the window. Every other part of the program speaks English; what it says is translated here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.paths import RESOURCES
from asyrp_desktop.core.values import DirectionInfo

from .engine_protocol import Problem

FOLDER = RESOURCES / "translations"
SOURCE = "en"


def languages() -> dict[str, str]:
    """Each by its own name, by code."""
    codes = [SOURCE, *sorted(file.stem.removeprefix("asyrp_") for file in FOLDER.glob("asyrp_*.qm"))]
    return {code: QLocale(code).nativeLanguageName() if code != SOURCE else "English" for code in codes}


def speak(app: QApplication, wanted: str) -> None:
    """Windows that are made from now on speak this language. wanted: its code; else the system's is taken."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    _patterns.cache_clear()
    code = _known(wanted)
    if code == SOURCE:
        return
    # The last that is installed is asked first. Qt's own: the buttons of its dialogs.
    for name, folder in (
        (f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"asyrp_{code}", str(FOLDER)),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)


def _known(wanted: str) -> str:
    there = languages()
    if wanted in there:
        return wanted
    preferred = (tag.split("-")[0] for tag in QLocale.system().uiLanguages())
    return next((code for code in preferred if code in there), SOURCE)


def message(english: str) -> str:
    """What another part of the program tells a person: a message of an error, a stage of the work, a notice.

    It is found again among the texts in the source, whose values are filled in.
    """
    for pattern, text in _patterns():
        if found := pattern.fullmatch(english):
            return filled(text, [message(value) for value in found.groups()])
    return english


def filled(text: str, values: Sequence[str]) -> str:
    """With the values in place of %1, %2 …: all at once, for a value, such as a file's name, may itself have a “%2”."""
    return re.sub(r"%(\d+)", lambda place: values[int(place[1]) - 1], text)


def problem_of(error: AsyrpError) -> Problem:
    """As it is told to the user; the details keep the English, for a report."""
    english = f"{error}\n{error.details}".strip()
    return Problem(message(error.message), message(error.remedy), english if error.details else "")


def told(error: AsyrpError) -> str:
    """In one line."""
    return f"{message(error.message)} {message(error.remedy)}".strip()


def label(english: str) -> str:
    """Of a direction or model that the program knows, or a word of a direction's record; others keep theirs."""
    return QCoreApplication.translate("Labels", english)


def translated(info: DirectionInfo) -> DirectionInfo:
    """A direction with its labels in the window's language."""
    return info._replace(label=label(info.label), opposite_label=info.opposite and label(info.opposite_label))


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Of all texts of other parts that have a translation; those of most letters first, for they say the most."""
    made = []
    templates = (FOLDER / "messages.txt").read_text(encoding="utf-8").splitlines()
    for template in sorted(templates, key=lambda one: len(re.sub(r"%\d+", "", one)), reverse=True):
        text = QCoreApplication.translate("Messages", template)
        if text != template:
            pattern = re.sub(r"%\d+", "(.*?)", re.escape(template))
            made.append((re.compile(pattern, re.DOTALL), text))
    return made
