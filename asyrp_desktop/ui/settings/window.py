"""The window of all settings: what there is of them at the left, a page of them at the right."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QStackedWidget, QWidget

from asyrp_desktop.core.settings import Settings

from .devices_page import DevicesPage
from .folders_page import FoldersPage
from .general_page import GeneralPage
from .protocol import DeviceWork

ROW = 36  # pixels of height


class SettingsWindow(QWidget):
    """changed: the Settings as the user wants them now; set_up_anew: a device computes otherwise from now on."""

    changed = Signal(object)
    set_up_anew = Signal(str)

    def __init__(self, work: DeviceWork, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("settingsWindow")
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(780, 500)
        self.resize(860, 600)
        self._settings = settings
        self._general = GeneralPage(settings)
        self._general.changed.connect(self.changed)
        self._devices = DevicesPage(work, settings)
        self._devices.device_wanted.connect(lambda device: self.changed.emit(replace(self._settings, device=device)))
        self._devices.set_up_anew.connect(self.set_up_anew)
        self._names = QListWidget()
        self._names.setObjectName("settingsPages")
        self._names.setAccessibleName(self.tr("Pages"))
        self._names.setFrameShape(QFrame.Shape.NoFrame)
        self._names.setFixedWidth(150)
        pages = QStackedWidget()
        for name, page in (
            (self.tr("General"), self._general),
            (self.tr("Devices"), self._devices),
            (self.tr("Folders"), FoldersPage()),
        ):
            self._names.addItem(name)
            self._names.item(self._names.count() - 1).setSizeHint(QSize(0, ROW))
            pages.addWidget(page)
        self._names.currentRowChanged.connect(pages.setCurrentIndex)
        self._names.setCurrentRow(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._names)
        row.addWidget(pages, 1)

    def show_page(self, number: int) -> None:
        self._names.setCurrentRow(number)

    def show_settings(self, settings: Settings) -> None:
        """As they are now."""
        self._settings = settings
        self._general.show_settings(settings)
        self._devices.show_settings(settings)

    @property
    def running(self) -> bool:
        return self._devices.running

    def stop(self) -> None:
        """Cancel what runs and wait until it has ended."""
        self._devices.stop()
