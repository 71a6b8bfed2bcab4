"""The window of the log: what went wrong, and all that a report needs."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QHideEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop import __version__
from asyrp_desktop.ui.plain_text import PlainLabel

from .records import LogReader, Record

LOOK_MS = 1000
MOST_LINES = 5000  # in sight
REPORTED = 30  # records that go into a report


class LogWindow(QWidget):
    """Follows the log while it is in sight, and only then."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("logWindow")
        self.setWindowTitle(self.tr("Log"))
        self.setMinimumSize(640, 400)
        self.resize(820, 560)
        self._folder = folder
        self._reader = LogReader(folder / "asyrp-desktop.log")
        self._records: list[Record] = []
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

        self._level = QComboBox()
        self._level.setObjectName("levelBox")
        self._level.setAccessibleName(self.tr("What is shown"))
        self._level.addItem(self.tr("Warnings and errors"), False)
        self._level.addItem(self.tr("Errors only"), True)
        self._search = QLineEdit()
        self._search.setObjectName("logSearch")
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self._search.placeholderText())
        self._search.setClearButtonEnabled(True)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(8)
        head.addWidget(self._level)
        head.addWidget(self._search, 1)

        self._text = QPlainTextEdit()
        self._text.setObjectName("logText")
        self._text.setAccessibleName(self.tr("Log"))
        self._text.setReadOnly(True)
        self._text.setUndoRedoEnabled(False)
        self._text.setTabChangesFocus(True)
        self._text.setMaximumBlockCount(MOST_LINES)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._empty = PlainLabel()
        self._empty.setObjectName("logEmpty")
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._text)
        self._pages.addWidget(self._empty)

        copy = QPushButton(self.tr("Copy for a report"))
        copy.setObjectName("copyReportButton")
        copy.setToolTip(self.tr("What the program runs on, and the latest of the log. It can name files."))
        copy.clicked.connect(self._copy)
        self._open = QPushButton(self.tr("Open folder"))
        self._open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(copy)
        foot.addWidget(self._open)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._pages, 1)
        whole.addLayout(foot)
        self._level.currentIndexChanged.connect(self._fill)
        self._search.textChanged.connect(self._fill)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._open.setEnabled(self._folder.is_dir())
        self._look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _look(self) -> None:
        try:
            new = self._reader.read()
            if new is None:
                self._records = []
                self._text.clear()
                new = self._reader.read() or []
        except OSError as error:
            self._say(self.tr("The log cannot be read: {error}").format(error=error))
            return
        self._records += new
        for record in filter(self._is_wanted, new):
            self._text.appendPlainText(record.text)
        self._show_what_there_is()

    def _fill(self) -> None:
        self._text.setPlainText("\n".join(record.text for record in self._records if self._is_wanted(record)))
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._show_what_there_is()

    def _is_wanted(self, record: Record) -> bool:
        severe = record.severe or not self._level.currentData()
        return severe and self._search.text().casefold() in record.text.casefold()

    def _show_what_there_is(self) -> None:
        if not self._records:
            self._say(self.tr("Nothing went wrong so far. Warnings and errors will be found here."))
        elif self._text.document().isEmpty():
            self._say(self.tr("Nothing of that kind is in the log."))
        else:
            self._pages.setCurrentWidget(self._text)

    def _say(self, text: str) -> None:
        self._empty.setText(text)
        self._pages.setCurrentWidget(self._empty)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join([environment(), *(r.text for r in self._records[-REPORTED:])]))


def environment() -> str:
    """What the program runs on, for a report."""
    # torch tells its version only where it was needed already: importing it here would take seconds.
    torch = getattr(sys.modules.get("torch"), "__version__", "not loaded")
    return (
        f"Asyrp Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, torch {torch}, "
        f"{platform.platform()}"
    )
