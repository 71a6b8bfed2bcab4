"""For everyone: by keyboard, by name, at every size, by day and by night."""

from __future__ import annotations

import gc
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAction, QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QToolBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asyrp_desktop.cli.self_test.window import PAGES
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.engine_thread import EngineThread
from asyrp_desktop.ui.look import _colours, choose_theme, dress
from asyrp_desktop.ui.main_window import MainWindow
from tests.ui.conftest import slider, wait_ready
from tests.ui.cut_off import cut_off
from tests.ui.fake_engine import FakeEngine
from tests.ui.fake_library import FakeLibrary
from tests.ui.fake_shelf import FakeShelf
from tests.ui.pages import every_page, page
from tests.ui.test_faces import settled

Open = Callable[..., MainWindow]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, photo_file: Path) -> Iterator[Open]:
    """A dressed window with a photo of two faces."""
    windows: list[MainWindow] = []

    def make(fake: FakeEngine | None = None) -> MainWindow:
        dress(qapp)
        window = MainWindow(EngineThread(fake or FakeEngine(faces=2)), shelf=FakeShelf(), library=FakeLibrary())
        windows.append(window)
        window.show()
        window.open_photo(photo_file)
        wait_ready(qtbot, window)
        return window

    yield make
    for window in windows:
        window.leave_at_once()
        window.deleteLater()


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, between two colours."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        channels = colour.redF(), colour.greenF(), colour.blueF()
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(scheme: str) -> None:
    colours = _colours()[scheme]
    for text, grounds in {
        "text": ("window", "surface", "canvas", "hover", "border"),
        "muted": ("window", "surface", "canvas", "hover"),
        "link": ("canvas", "hover"),
        "failed": ("surface", "canvas"),
        "accent_text": ("accent", "accent_hover"),
        "notice_text": ("notice", "surface", "hover"),
    }.items():
        for ground in grounds:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for edge in ("accent", "input_border"):  # the focus and what is set; where to write and what to tick
        for ground in ("window", "surface", "canvas"):
            assert contrast(colours[edge], colours[ground]) >= 3, (edge, ground)


def test_everything_in_focus_has_a_name_and_can_be_reached(qtbot: QtBot, opened: Open) -> None:
    window = opened()
    wrong = _nameless(window) + _out_of_reach(window)
    for name, one in every_page(qtbot, window):
        wrong += [f"{name}: {what}" for what in _nameless(one) + _out_of_reach(one)]
    assert not wrong, "\n".join(wrong)


def _nameless(window: QWidget) -> list[str]:
    wrong = []
    for widget in window.findChildren(QWidget):
        # What a box, a table or a view is made of is told with the whole.
        made_of = widget.objectName() in ("qt_spinbox_lineedit", "qt_tableview_cornerbutton")
        parent = widget.parent()
        made_of |= isinstance(parent, QAbstractScrollArea) and widget is parent.viewport()
        if widget.window() is not window or not widget.isVisible() or made_of:
            continue
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(widget, QAbstractButton):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            wrong.append(f"no name: {type(widget).__name__} “{widget.objectName()}” in {_path(widget)}")
        if isinstance(widget, QAbstractSlider) and told is not None and told.valueInterface() is None:
            wrong.append(f"no value: {widget.objectName()}")
        if isinstance(widget, QToolButton) and not widget.text() and not widget.toolTip():
            wrong.append(f"no tooltip: {widget.objectName()}")
    return wrong


def _path(widget: QWidget) -> str:
    names = []
    parent = widget.parent()
    while isinstance(parent, QWidget):
        names.append(parent.objectName() or type(parent).__name__)
        parent = parent.parent()
    return " < ".join(names[:4])


def _out_of_reach(window: QWidget) -> list[str]:
    """Controls that Tab does not come to."""
    chain: set[int] = set()
    widget: QWidget | None = window.nextInFocusChain()
    while widget is not None and widget is not window and id(widget) not in chain:
        chain.add(id(widget))
        widget = widget.nextInFocusChain()
    wrong = []
    kinds = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QAbstractSpinBox, QPlainTextEdit)
    for one in window.findChildren(QWidget):
        if not isinstance(one, kinds) or one.window() is not window or not one.isVisible() or not one.isEnabled():
            continue
        if one.objectName() in ("qt_spinbox_lineedit", "qt_toolbar_ext_button") or one.inherits("QScrollBar"):
            continue
        by_tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and id(one) in chain
        if not by_tab:
            wrong.append(f"out of reach: {type(one).__name__} “{one.objectName()}” in {_path(one)}")
    return wrong


def test_everything_has_its_key_or_its_menu(opened: Open) -> None:
    window = opened()
    in_menus = {action for menu in window.menuBar().actions() for action in _all_of(menu)}
    bar = window.findChild(QToolBar)
    assert bar
    assert {action for action in bar.actions() if not action.isSeparator()} <= in_menus | {window._actions.original}
    keys = [(key.toString(), action.objectName()) for action in in_menus for key in action.shortcuts()]
    assert len({key for key, _ in keys}) == len(keys), sorted(keys)


def _all_of(action: QAction) -> Iterator[QAction]:
    yield action
    menu = action.menu()
    for one in menu.actions() if menu is not None else ():  # type: ignore[attr-defined]
        yield from _all_of(one)


def test_focus_is_seen(qtbot: QtBot, opened: Open) -> None:
    window = opened()
    window.activateWindow()
    for widget in (slider(window), *window.findChildren(QToolButton), *window.findChildren(QAbstractButton)):
        if not widget.isVisible() or not widget.isEnabled() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        window.setFocus()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.grab().toImage() != before, widget.objectName()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_half_as_large_again_fit(theme: str, qtbot: QtBot, qapp: QApplication, opened: Open) -> None:
    """A screen of 2048 × 1400 scaled by two gives 1024 × 700: see test_language. Here only the letters grow."""
    window = opened()
    font = qapp.font()
    try:
        choose_theme(qapp, theme)  # type: ignore[arg-type]
        larger = qapp.font()
        larger.setPointSizeF(1.5 * font.pointSizeF())
        qapp.setFont(larger)
        window.resize(1536, 1050)
        QApplication.processEvents()
        assert not cut_off(qtbot, window)
        assert qapp.palette().color(QPalette.ColorRole.Window).lightness() > 128 or theme == "dark"
    finally:
        qapp.setFont(font)
        choose_theme(qapp, "system")


def test_pages_come_and_go_while_the_engine_is_busy(qtbot: QtBot, opened: Open) -> None:
    fake = FakeEngine(faces=2)
    window = opened(fake)
    fake.seconds_per_step = 0.3
    slider(window).setValue(60)
    qtbot.waitUntil(lambda: window.busy is Busy.SETTLING, timeout=5000)
    for name in PAGES:
        with page(qtbot, window, name) as one:
            one.grab()
        assert window.busy is not Busy.IDLE, name
    fake.seconds_per_step = 0
    settled(qtbot, window)
    assert fake.edits[-1].strengths == ({"smiling": 0.6}, {})


def test_pages_open_within_the_screen(opened: Open) -> None:
    pages = opened().pages
    pages.show_batch()
    assert pages.batch is not None
    room = pages.batch.screen().availableSize().expandedTo(pages.batch.minimumSize())
    assert pages.batch.size() == pages.batch.size().boundedTo(room)


def test_pages_have_keys_for_closing_and_for_the_keys(qtbot: QtBot, opened: Open) -> None:
    window = opened()
    library = window.pages.show_library()
    library.activateWindow()
    qtbot.waitUntil(library.isActiveWindow)
    qtbot.keyClick(library, Qt.Key.Key_F1)
    keys = window.findChild(QDialog, "shortcutsPage")
    assert keys is not None and keys.isVisible()
    keys.close()
    library.activateWindow()
    qtbot.keyClick(library, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not library.isVisible() and len(window._photos.photos) == 1  # it closed no photo


class _Paints(QObject):
    """Counts what is drawn anew."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_an_idle_window_does_nothing(qtbot: QtBot, qapp: QApplication, opened: Open) -> None:
    window = opened()
    slider(window).setValue(40)
    settled(qtbot, window)
    window.setFocus()
    qtbot.wait(1200)  # what is kept is written
    paints = _Paints()
    qapp.installEventFilter(paints)
    try:
        qtbot.wait(1000)
    finally:
        qapp.removeEventFilter(paints)
    assert not paints.seen
    ticking = [timer for timer in window.findChildren(QTimer) if timer.isActive() and timer.interval() < 1000]
    assert not ticking


def test_many_moves_of_a_slider_leave_nothing_behind(qtbot: QtBot, opened: Open) -> None:
    fake = FakeEngine(faces=2)
    window = opened(fake)
    window._desk.limit_history(0)

    def move(count: int) -> None:
        for value in range(count):
            slider(window).setValue(value % 150 + 1)
            QApplication.processEvents()
        settled(qtbot, window)
        window._strengths.stack.clear()
        for remembered in (fake.calls, fake.done, fake.edits):
            remembered.clear()
        gc.collect()

    move(200)
    threads, widgets = threading.active_count(), len(QApplication.allWidgets())
    tracemalloc.start()
    try:
        move(50)
        before = tracemalloc.get_traced_memory()[0]
        move(200)
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert (threading.active_count(), len(QApplication.allWidgets())) == (threads, widgets)
    assert grown < 100_000
