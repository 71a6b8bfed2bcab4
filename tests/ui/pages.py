"""Every page of the main window, opened as a user opens it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from asyrp_desktop.cli.self_test.window import PAGES
from asyrp_desktop.ui.main_window import MainWindow


@contextmanager
def page(qtbot: QtBot, window: MainWindow, name: str) -> Iterator[QWidget]:
    """name: of the action that opens it; see PAGES. As small as it may be. Closed afterwards."""
    before = _shown()
    action = window.findChild(QAction, name)
    assert isinstance(action, QAction), name
    action.trigger()
    qtbot.waitUntil(lambda: bool(_shown() - before))
    opened = next(iter(_shown() - before))
    # A message sizes itself; a page has a size below which it cannot be made smaller.
    if not opened.minimumSize().isEmpty():
        opened.resize(opened.minimumSize())
    qtbot.wait(100)  # lines are broken anew
    try:
        yield opened
    finally:
        opened.close()


def every_page(qtbot: QtBot, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    for name in PAGES:
        with page(qtbot, window, name) as opened:
            yield name, opened


def _shown() -> set[QWidget]:
    return {widget for widget in QApplication.topLevelWidgets() if widget.isWindow() and widget.isVisible()}
