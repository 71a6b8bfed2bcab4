"""How the program looks and behaves."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.settings import HISTORY_MB, Settings
from asyrp_desktop.ui.language import languages
from asyrp_desktop.ui.number_field import IntegerField
from asyrp_desktop.ui.plain_text import PlainLabel


class GeneralPage(QScrollArea):
    """Every change counts at once."""

    changed = Signal(object)  # Settings

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("modelScroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._settings = settings
        self._language = QComboBox()
        self._language.setObjectName("languageBox")
        self._language.addItem(self.tr("As the system"), "")
        for code, name in languages().items():
            self._language.addItem(name, code)
        self._theme = QComboBox()
        self._theme.setObjectName("themeBox")
        for text, theme in (
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ):
            self._theme.addItem(text, theme)
        self._ahead = QCheckBox(self.tr("Work ahead, so that sliders follow the hand"))
        self._ahead.setObjectName("aheadBox")
        self._history = IntegerField("historyBox", *HISTORY_MB)
        self._history.setKeyboardTracking(False)
        self._history.setSingleStep(64)
        self._history.setSuffix(self.tr(" MB"))
        self._location = QCheckBox(self.tr("Leave out where a photo was taken"))
        self._location.setObjectName("stripLocationBox")
        self._date = QCheckBox(self.tr("Keep the date of a photo's file"))
        self._date.setObjectName("keepDateBox")
        back = QPushButton(self.tr("All as at first"))
        back.setObjectName("defaultsButton")
        back.setToolTip(self.tr("The settings of this page as they were when the program was new"))
        back.clicked.connect(self._go_back)

        inside = QWidget()
        inside.setObjectName("modelList")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(18)
        form = QGridLayout()
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(16)
        form.setColumnStretch(2, 1)
        for row, (label, field, meaning) in enumerate(
            (
                (self.tr("&Language"), self._language, self.tr("Counts at once. Photos stay open.")),
                (self.tr("L&ook"), self._theme, self.tr("Follows the system unless it is told here.")),
                (
                    self.tr("&Memory for edits"),
                    self._history,
                    self.tr("Edits that were seen are kept at hand, so that undo and redo show them at once."),
                ),
            )
        ):
            name = PlainLabel(label)
            name.setBuddy(field)
            field.setAccessibleName(label.replace("&", ""))
            form.addWidget(name, 3 * row, 0)
            form.addWidget(field, 3 * row, 1)
            form.addWidget(_muted(meaning), 3 * row + 1, 1, 1, 2)
            form.setRowMinimumHeight(3 * row + 2, 8)
        column.addLayout(form)
        for box, meaning in (
            (
                self._ahead,
                self.tr(
                    "While nothing else is to do, edits are rendered that you may want next. "
                    "Without it the machine stays cool, and sliders show quick previews."
                ),
            ),
            (
                self._location,
                self.tr("Of photos that are saved. Photo > Save without the location is the same for one session."),
            ),
            (
                self._date,
                self.tr("What is saved, here or by a batch, is sorted by date where the original is."),
            ),
        ):
            pair = QVBoxLayout()
            pair.setSpacing(4)
            pair.addWidget(box)
            pair.addWidget(_muted(meaning))
            column.addLayout(pair)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(inside)
        self.show_settings(settings)
        for box in (self._language, self._theme):
            box.activated.connect(self._tell)
        self._history.valueChanged.connect(self._tell)
        self._ahead.toggled.connect(self._tell)
        self._location.toggled.connect(self._tell)
        self._date.toggled.connect(self._tell)

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        blocked = [QSignalBlocker(box) for box in (self._history, self._ahead, self._location, self._date)]
        self._language.setCurrentIndex(max(0, self._language.findData(settings.language)))
        self._theme.setCurrentIndex(self._theme.findData(settings.theme))
        self._history.setValue(settings.history_mb)
        self._ahead.setChecked(settings.ahead)
        self._location.setChecked(settings.strip_location)
        self._date.setChecked(settings.keep_date)
        del blocked

    def _tell(self) -> None:
        wanted = replace(
            self._settings,
            language=self._language.currentData(),
            theme=self._theme.currentData(),
            ahead=self._ahead.isChecked(),
            history_mb=self._history.value(),
            strip_location=self._location.isChecked(),
            keep_date=self._date.isChecked(),
        )
        if wanted != self._settings:
            self.changed.emit(wanted)

    def _go_back(self) -> None:
        now = self._settings
        first = Settings(model=now.model, device=now.device, tour_offered=now.tour_offered)
        if first != now:
            self.changed.emit(first)


def _muted(text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
