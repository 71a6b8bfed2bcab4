"""Finds text that does not fit where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QRadioButton, QToolButton, QWidget
from pytestqt.exceptions import TimeoutError as StillSo
from pytestqt.qtbot import QtBot

SLACK = 1  # pixels that rounding may cost


def cut_off(qtbot: QtBot, window: QWidget) -> list[str]:
    """Each widget in sight whose text has less room than it needs, once lines have been broken anew."""
    with suppress(StillSo):
        qtbot.waitUntil(lambda: not list(_now(window)), timeout=2000)
    return list(_now(window))


def _now(window: QWidget) -> Iterator[str]:
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.window() is not window or not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        text, needed = _needed(widget)
        have = widget.size() if isinstance(widget, QComboBox) else widget.contentsRect().size()
        if text and (needed.width() > have.width() + SLACK or needed.height() > have.height() + SLACK):
            yield f"{type(widget).__name__} {widget.objectName()} “{text}” needs {_said(needed)}, has {_said(have)}"


def _needed(widget: QWidget) -> tuple[str, QSize]:
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel):
        return _of_label(widget)
    if isinstance(widget, QComboBox):
        return widget.currentText(), QSize(metrics.horizontalAdvance(widget.currentText()), metrics.height())
    if isinstance(widget, QCheckBox | QRadioButton):
        return widget.text(), QSize(widget.sizeHint().width(), metrics.height())
    if isinstance(widget, QToolButton):
        if widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not widget.icon().isNull():
            return "", QSize()
        text = widget.text().replace("&", "")
        return text, QSize(metrics.horizontalAdvance(text), metrics.height())
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text(), widget.minimumSizeHint().boundedTo(widget.sizeHint())
    return "", QSize()


def _of_label(label: QLabel) -> tuple[str, QSize]:
    text, metrics = label.text(), label.fontMetrics()
    if not text or label.sizePolicy().horizontalPolicy() == label.sizePolicy().Policy.Ignored:
        return "", QSize()  # shortened on purpose: its tooltip has the whole
    if "</" in text and label.textFormat() != Qt.TextFormat.PlainText:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setHtml(text)
        document.setTextWidth(label.contentsRect().width())
        return document.toPlainText(), QSize(0, round(document.size().height() - 2 * document.documentMargin()))
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextExpandTabs
    shown = text.replace("&", "") if label.buddy() else text
    room = label.contentsRect().width() if label.wordWrap() else 100_000
    found = metrics.boundingRect(QRect(0, 0, room, 100_000), flags, shown)
    # A word that is longer than its line hangs over.
    return text, found.size()


def _said(size: QSize) -> str:
    return f"{size.width()} × {size.height()}"
