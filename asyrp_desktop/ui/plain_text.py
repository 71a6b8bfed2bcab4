"""Texts that the program did not write, shown as they are.

Qt would load pictures that they name, and take their “&” for the mark of a key.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label of the window: all are such, for any may come to hold a name."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def literal(text: str) -> str:
    """For a tooltip or a message box, which take what looks like rich text for it."""
    return Text.convertFromPlainText(text) if Text.mightBeRichText(text) else text


def without_keys(text: str) -> str:
    """For a menu, a button, or a label with a buddy, where “&” marks the letter of a key."""
    return text.replace("&", "&&")


def in_title(text: str) -> str:
    """For a window's title, where “[*]” stands for the mark of a changed one."""
    return text.replace("[*]", "[*][*]")
