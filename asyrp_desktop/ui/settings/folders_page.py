"""Where the program keeps what is the user's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asyrp_desktop.models import inversions, kept_edits, shelf
from asyrp_desktop.ui.logs import LOGS
from asyrp_desktop.ui.model_page.card import megabytes
from asyrp_desktop.ui.plain_text import PlainLabel, literal


class FoldersPage(QWidget):
    """Read anew each time it is seen: models can be moved."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("modelList")
        self._paths: dict[str, QLineEdit] = {}
        self._buttons: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (key, name) in enumerate(
            {
                "edits": self.tr("Edits"),
                "directions": self.tr("Directions"),
                "models": self.tr("Models"),
                "trainings": self.tr("Trainings"),
                "log": self.tr("Log"),
            }.items()
        ):
            path = self._paths[key] = QLineEdit()
            path.setObjectName(f"folder:{key}")
            path.setReadOnly(True)
            path.setAccessibleName(name)
            button = self._buttons[key] = QPushButton(self.tr("Open"))
            button.setObjectName(f"openFolder:{key}")
            button.setAccessibleName(self.tr("Open the folder: {name}").format(name=name))
            button.clicked.connect(lambda _=False, key=key: self._open(key))
            grid.addWidget(PlainLabel(name), row, 0)
            grid.addWidget(path, row, 1)
            grid.addWidget(button, row, 2)
        told = PlainLabel(
            self.tr("All of it lies on this computer. Where models lie can be changed in the window of the models.")
        )
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        self._trainings = PlainLabel()
        self._trainings.setObjectName("trainingsSize")
        self._trainings.setProperty("role", "muted")
        self._trainings.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(18)
        column.addLayout(grid)
        column.addWidget(told)
        column.addWidget(self._trainings)
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for key, folder in _folders().items():
            self._paths[key].setText(str(folder))
            self._paths[key].setToolTip(literal(str(folder)))
            self._buttons[key].setEnabled(folder.is_dir())
        text = self.tr(
            "Photos that trainings have inverted take {size}. They go when their training is finished or discarded."
        )
        self._trainings.setText(text.format(size=megabytes(inversions.nbytes())))

    def _open(self, key: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(_folders()[key])))


def _folders() -> dict[str, Path]:
    return {
        "edits": kept_edits.folder(),
        "directions": shelf.USER_DATA / "directions",
        "models": shelf.home() / "models",
        "trainings": inversions.folder(),
        "log": LOGS,
    }
