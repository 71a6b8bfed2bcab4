"""The two pages of the help menu: what the keys do, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from asyrp_desktop import __version__

from .look import plain
from .plain_text import PlainLabel


def shortcuts_page(window: QWidget, actions: Sequence[QAction]) -> QDialog:
    """The keys of all actions, and those that sliders and views understand."""
    keys = [(plain(action.text()), ", ".join(_on_keyboard(action))) for action in actions]
    keys += [
        (_tr("Move the slider in focus"), _tr("Arrows, Page up/down, Home, End")),
        (_tr("Set the slider in focus back to 0"), _tr("Delete, Backspace, 0; or double-click")),
        (_tr("Move the photo in focus"), _tr("Arrows; or drag")),
        (_tr("Pick a face of the photo in focus; all of them"), _tr("1 to 9; 0")),
        (_tr("Move the square of the photo in focus; its size"), _tr("Arrows; Shift+arrows")),
        (_tr("Zoom the photo in focus"), _tr("+ and −; or the wheel")),
        (_tr("See the original"), _tr("O, while it is held")),
        (_tr("Move the divider in focus"), _tr("Left, Right, Home, End; or drag")),
        (_tr("Rename, duplicate, delete a direction"), _tr("F2, Ctrl+D, Delete; Ctrl+Z takes it back")),
        (_tr("Favourite; give or take its slider"), _tr("*, Ctrl+Enter")),
        (_tr("Export, import, find directions"), _tr("Ctrl+E, Ctrl+I, Ctrl+F")),
        (_tr("Set the sliders to a cell of the grid"), _tr("Enter; or double-click")),
        (_tr("Save the grid or the morph"), _tr("Ctrl+S")),
        (_tr("Move a line of the inspector; take the other"), _tr("Left, Right, Page up/down; Space")),
        (_tr("Close a page"), _tr("Ctrl+W")),
        (_tr("Skip the tour"), _tr("Esc")),
        (_tr("Stop what is under way"), _tr("Esc")),
    ]
    table = QWidget()
    grid = QGridLayout(table)
    grid.setHorizontalSpacing(32)
    for row, (what, key) in enumerate(keys):
        grid.addWidget(PlainLabel(what), row, 0)
        shown = PlainLabel(key)
        shown.setProperty("role", "muted")
        grid.addWidget(shown, row, 1)
    scroll = QScrollArea()
    scroll.setWidget(table)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setAccessibleName(_tr("Keyboard shortcuts"))
    return _page(window, "shortcutsPage", _tr("Keyboard shortcuts"), scroll, 660, 620)


def _on_keyboard(action: QAction) -> list[str]:
    """Its keys, without those that few keyboards have."""
    rare = (QKeySequence(Qt.Key.Key_Undo), QKeySequence(Qt.Key.Key_Redo))
    return [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts() if key not in rare]


def about_page(window: QWidget) -> QDialog:
    text = PlainLabel(
        "<h2>Asyrp Desktop</h2><p>"
        + _tr("Version {version}").format(version=__version__)
        + "</p><p>"
        + _tr("Edits photos in the semantic latent space (h-space) of a diffusion model, on your own computer.")
        + "</p><p>"
        + _tr("After “Diffusion Models already have a Semantic Latent Space”, Kwon, Jeong and Uh, ICLR 2023.")
        + "</p><p>"
        + _tr("Edited photos carry a note that they were edited. Edit photos of people with their consent.")
        + "</p>"
    )
    text.setTextFormat(Qt.TextFormat.RichText)
    text.setWordWrap(True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    return _page(window, "aboutPage", _tr("About Asyrp Desktop"), text, 440, 300)


def _page(window: QWidget, name: str, title: str, content: QWidget, width: int, height: int) -> QDialog:
    """A dialog beside the window's work: it blocks nothing, and goes with Esc."""
    page = QDialog(window)
    page.setObjectName(name)
    page.setWindowTitle(title)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.setMinimumSize(width, min(height, 320))
    page.resize(width, height)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(page.close)
    layout = QVBoxLayout(page)
    layout.addWidget(content, 1)
    layout.addWidget(buttons)
    return page


def _tr(text: str) -> str:
    return QCoreApplication.translate("Overviews", text)
