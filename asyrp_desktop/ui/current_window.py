"""The main window, which is made anew when it is to speak another language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from .engine_protocol import Problem
from .filmstrip.open_photos import OpenPhotos
from .language import speak
from .look import choose_theme, dress
from .main_window import MainWindow
from .model_page.protocol import ShelfWork
from .pages import fit

Make = Callable[[OpenPhotos | None], MainWindow]


class CurrentWindow(QObject):
    """Photos, their edits and the engine go from one window to the next."""

    def __init__(self, app: QApplication, shelf: ShelfWork, make: Make) -> None:
        """shelf: knows the settings. make: of photos that another window handed over."""
        super().__init__()
        self._app, self._shelf, self._make = app, shelf, make
        settings = shelf.settings()
        speak(app, settings.language)
        dress(app)
        choose_theme(app, settings.theme)
        self.window = self._new(None)

    def show_problem(self, problem: Problem) -> None:
        self.window.show_problem(problem)

    def take_over(self, files: Sequence[Path]) -> None:
        self.window.take_over(files)

    def leave_at_once(self) -> None:
        self.window.leave_at_once()

    def _new(self, photos: OpenPhotos | None) -> MainWindow:
        window = self._make(photos)
        fit(window)
        window.language_wanted.connect(self._translate)
        return window

    def _translate(self) -> None:
        old = self.window
        # Between the two there is none: that is not the end.
        self._app.setQuitOnLastWindowClosed(False)
        geometry = old.saveGeometry()
        photos = old.hand_over()
        speak(self._app, self._shelf.settings().language)
        self.window = self._new(photos)
        self.window.restoreGeometry(geometry)
        self.window.show()
        self.window.pages.show_settings()
        old.deleteLater()
        self._app.setQuitOnLastWindowClosed(True)
