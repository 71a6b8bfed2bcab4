"""The window without a screen: letters, icons, and every page that it has."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QAction, QFontInfo, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QSlider, QWidget

from asyrp_desktop.core.paths import RESOURCES, SAMPLE_PHOTO
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.garbage import collected_here
from asyrp_desktop.ui.language import label, languages, message, speak
from asyrp_desktop.ui.look import dress, icon, program_icon
from asyrp_desktop.ui.main_window import MainWindow

from . import Check, Damaged

# Each opens a window of its own.
PAGES = (
    "libraryAction",
    "trainAction",
    "batchAction",
    "modelsAction",
    "settingsAction",
    "gridAction",
    "morphAction",
    "inspectorAction",
    "logAction",
    "shortcutsAction",
    "aboutAction",
)
LETTERS = "Aa0…“”–×è"
PATIENCE = 300.0  # seconds for the model and the photo


def drawing(_: Path) -> str:
    """Letters and icons can be drawn."""
    app = _app()
    family, metrics = QFontInfo(app.font()).family(), QFontMetrics(app.font())
    missing = [letter for letter in LETTERS if not metrics.inFontUcs4(ord(letter))]
    if missing:
        raise Damaged(f"“{family}” cannot draw {missing}")
    names = [path.stem for path in (RESOURCES / "icons").glob("*.svg")]
    blank = [name for name in names if not _has_ink(icon(name).pixmap(20).toImage())]
    if len(names) < 10 or blank or not _has_ink(program_icon().pixmap(64).toImage()):
        raise Damaged(f"icons that show nothing: {blank} of {names}")
    return f"Qt {qVersion()}, “{family}”, {len(names)} icons"


def pages(_: Path) -> str:
    """The window opens the sample photo, follows a slider, and opens every page."""
    app = _app()
    with _Complaints() as complaints, collected_here():
        window = MainWindow()
        try:
            window.show()
            window.open_photo(SAMPLE_PHOTO)
            slider = window.findChild(QSlider, "slider:smiling")
            if slider is None:
                raise Damaged("there is no slider “smiling”")
            _until(app, lambda: slider.isEnabled() and window.busy is Busy.IDLE, "the photo is prepared")
            slider.setValue(slider.maximum() // 2)
            _until(app, lambda: window.busy is not Busy.IDLE, "the slider is followed")
            _until(app, lambda: window.busy is Busy.IDLE, "the edit is shown")
            for name in PAGES:
                _open(app, window, name)
            if not _has_ink(window.grab().toImage()):
                raise Damaged("the window shows nothing")
        finally:
            window.leave_at_once()
            app.processEvents()
    if complaints.heard:
        raise Damaged("\n".join(complaints.heard))
    return f"the window and {len(PAGES)} pages"


def _app() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
        dress(app)
    return app


def _open(app: QApplication, window: MainWindow, name: str) -> None:
    before = _shown(app)
    action = window.findChild(QAction, name)
    if action is None:
        raise Damaged(f"there is no {name}")
    action.trigger()
    _until(app, lambda: bool(_shown(app) - before), f"{name} opens its page")
    page = next(iter(_shown(app) - before))
    _until(app, lambda: _has_ink(page.grab().toImage()), f"{name} shows something")
    page.close()


def _shown(app: QApplication) -> set[QWidget]:
    return {widget for widget in app.topLevelWidgets() if widget.isWindow() and widget.isVisible()}


def _until(app: QApplication, done: Callable[[], bool], what: str) -> None:
    last = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > last:
            raise Damaged(f"after {PATIENCE:.0f} s, this is still waited for: {what}")
        app.processEvents()
        time.sleep(0.005)


def _has_ink(image: QImage) -> bool:
    """Whether not all of it is of one colour."""
    shown = image.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = bytes(shown.constBits())
    return len({pixels[at : at + 4] for at in range(0, len(pixels), 4)}) > 1


class _Complaints:
    """Hears what Qt and uncaught errors say within a `with` block."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __enter__(self) -> _Complaints:
        self._hook, sys.excepthook = sys.excepthook, self._take
        self._handler = qInstallMessageHandler(self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook = self._hook
        qInstallMessageHandler(self._handler)

    def _hear(self, kind: QtMsgType, _: object, text: str) -> None:
        # The platform without a screen has no order of windows.
        harmless = text.startswith("This plugin does not support")
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not harmless:
            self.heard.append(text)

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.heard.append("".join(traceback.format_exception(kind, error, trace)))


def texts_of_languages(_: Path) -> str:
    """Every language has its texts, and Qt's dialogs speak it."""
    app = _app()
    try:
        for code in languages():
            speak(app, code)
            said = (
                label("Smiling"),
                message("Choose another folder."),
                QCoreApplication.translate("QPlatformTheme", "Cancel"),
            )
            if code != "en" and set(said) & {"Smiling", "Choose another folder.", "Cancel"}:
                raise Damaged(f"texts of “{code}” are missing: {said}")
    finally:
        speak(app, "en")
    return ", ".join(languages())


CHECKS: dict[str, Check] = {"drawing": drawing, "languages": texts_of_languages, "pages": pages}
