"""Whether, and from which pictures, it is to be measured which steps of a model are edited."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.ui.number_field import IntegerField
from asyrp_desktop.ui.plain_text import PlainLabel

from .protocol import CalibrationWish

PICTURES = 24  # enough for curves that are used; smoother ones take longer


class CalibrationChoice(QWidget):
    changed = Signal()

    def __init__(self, optional: bool) -> None:
        """optional: whether it can be left out."""
        super().__init__()
        self._from = QComboBox()
        self._from.setObjectName("calibrationSource")
        self._from.setAccessibleName(self.tr("Pictures to calibrate with"))
        if optional:
            self._from.addItem(self.tr("Not now"), "")
        self._from.addItem(self.tr("With pictures that the model draws"), "drawn")
        self._from.addItem(self.tr("With photos of a folder"), "photos")
        self._most = IntegerField("calibrationCount", 4, 1000)
        self._most.setValue(PICTURES)
        self._most.setAccessibleName(self.tr("Number of pictures"))
        self._folder = QLineEdit()
        self._folder.setObjectName("calibrationFolder")
        self._folder.setPlaceholderText(self.tr("Photos such as the model knows"))
        self._folder.setAccessibleName(self.tr("Folder of photos"))
        choose = QPushButton(self.tr("Choose…"))
        choose.clicked.connect(self._ask_folder)
        self._folder_row = QWidget()
        beside = QHBoxLayout(self._folder_row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._folder, 1)
        beside.addWidget(choose)
        note = PlainLabel(
            self.tr(
                "Tells from which step on a direction should edit. Without it, middle values are taken. "
                "A large model on a processor takes minutes a picture."
            )
        )
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._from, 1)
        row.addWidget(self._most)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._folder_row)
        column.addWidget(note)
        for signal in (self._from.currentIndexChanged, self._folder.textChanged):
            signal.connect(self._follow)
        self._follow()

    @property
    def complete(self) -> bool:
        return self._from.currentData() != "photos" or bool(self._folder.text().strip())

    def wish(self, name: str) -> CalibrationWish | None:
        """For the model of that name; None where nothing is to be measured."""
        if not self._from.currentData():
            return None
        photos = Path(self._folder.text().strip()) if self._from.currentData() == "photos" else None
        return CalibrationWish(name, photos, self._most.value())

    def _follow(self) -> None:
        self._folder_row.setVisible(self._from.currentData() == "photos")
        self._most.setEnabled(bool(self._from.currentData()))
        self.changed.emit()

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Photos such as the model knows"), self._folder.text())
        if name:
            self._folder.setText(name)
