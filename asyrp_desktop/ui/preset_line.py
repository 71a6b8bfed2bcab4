"""The line in a menu that takes the name of a new preset."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget, QWidgetAction

from asyrp_desktop.models.presets import LONGEST_NAME


class PresetLine(QWidget):
    """known: names that there are; one of them is replaced."""

    named = Signal(str)

    def __init__(self, known: Container[str]) -> None:
        super().__init__()
        self._known = known
        self._name = QLineEdit()
        self._name.setObjectName("presetName")
        self._name.setPlaceholderText(self.tr("Name of a new preset"))
        self._name.setAccessibleName(self._name.placeholderText())
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setMinimumWidth(200)
        self._keep = QPushButton(self.tr("Keep"))
        self._keep.setObjectName("keepPreset")
        self._keep.setToolTip(self.tr("Keep the strengths that are set now under this name"))
        self._keep.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.addWidget(self._name, 1)
        row.addWidget(self._keep)
        # A menu gives its keys to a widget only if that takes the focus itself.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._name)
        self._name.textChanged.connect(self._follow)
        self._name.returnPressed.connect(self._tell)
        self._keep.clicked.connect(self._tell)

    def put_into(self, menu: QMenu) -> None:
        """As the menu's last entry, until it is cleared."""
        action = QWidgetAction(menu)
        action.setDefaultWidget(self)
        menu.addAction(action)

    def _follow(self, text: str) -> None:
        self._keep.setEnabled(bool(text.strip()))
        self._keep.setText(self.tr("Replace") if text.strip() in self._known else self.tr("Keep"))

    def _tell(self) -> None:
        if self._name.text().strip():
            self.named.emit(self._name.text().strip())
