"""The filmstrip: every open photo with what its edit looks like."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem, QMenu

from ..pictures import Thumbnails
from ..plain_text import literal
from .open_photos import PICTURE, OpenPhoto, OpenPhotos

ICON = PICTURE / 2
ITEM = QSize(116, 102)
HEIGHT = 122


class Filmstrip(QListWidget):
    """Hidden until several photos are open. Selected ones are those that settings are pasted to."""

    # The OpenPhoto that is to be shown, copied from, closed.
    wanted = Signal(object)
    copy_wanted = Signal(object)
    close_wanted = Signal(object)

    def __init__(self, photos: OpenPhotos, paste: QAction) -> None:
        """paste: settings onto the selected."""
        super().__init__()
        self.setObjectName("filmstrip")
        self.setAccessibleName(self.tr("Open photos"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(ICON)
        self.setGridSize(ITEM)
        self.setFixedHeight(HEIGHT)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._photos = photos
        self._menu = QMenu(self)
        self._meant: OpenPhoto | None = None  # by the menu
        for text, wanted in ((self.tr("&Copy settings"), self.copy_wanted), (self.tr("&Close"), self.close_wanted)):
            self._menu.addAction(text, lambda wanted=wanted: wanted.emit(self._meant))
        self._menu.insertAction(self._menu.actions()[-1], paste)
        self._listed: list[OpenPhoto] = []
        self._current: OpenPhoto | None = None
        self._thumbnails = Thumbnails(PICTURE)
        self._thumbnails.ready.connect(lambda _: self._renew())
        self.customContextMenuRequested.connect(self._show_menu)
        self.itemClicked.connect(self._on_clicked)
        self.itemActivated.connect(self._on_clicked)
        photos.listed.connect(self._renew)
        self._renew()

    @property
    def selected(self) -> list[OpenPhoto]:
        """In their order."""
        return [photo for row, photo in enumerate(self._listed) if self.item(row).isSelected()]

    def stop(self) -> None:
        self._thumbnails.stop()

    def _renew(self) -> None:
        photos = list(self._photos.photos)
        self.setVisible(len(photos) > 1)
        if photos != self._listed:
            self._fill(photos)
        for row, photo in enumerate(photos):
            self._show(self.item(row), photo)
        if self._photos.current is not self._current:
            self._current = self._photos.current
            self._point_at(photos)

    def _point_at(self, photos: list[OpenPhoto]) -> None:
        """Only the current one is selected, until others are, too."""
        with QSignalBlocker(self):
            self.clearSelection()
            if self._current in photos:
                item = self.item(photos.index(self._current))
                self.setCurrentItem(item)
                self.scrollToItem(item)

    def _fill(self, photos: list[OpenPhoto]) -> None:
        kept = {id(photo) for photo in self.selected}
        with QSignalBlocker(self):
            self.clear()
            for photo in photos:
                item = QListWidgetItem()
                item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
                item.setSizeHint(ITEM - QSize(8, 6))
                self.addItem(item)
                item.setSelected(id(photo) in kept)
        self._listed = photos

    def _show(self, item: QListWidgetItem, photo: OpenPhoto) -> None:
        unsaved, current = photo.unsaved, photo is self._photos.current
        item.setText(f"• {photo.name}" if unsaved else photo.name)
        where = str(photo.source) if isinstance(photo.source, Path) else photo.name
        item.setToolTip(literal(self.tr("{photo} (not saved)").format(photo=where) if unsaved else where))
        item.setIcon(self._icon(photo))
        font = item.font()
        font.setBold(current)
        item.setFont(font)

    def _icon(self, photo: OpenPhoto) -> QIcon:
        if photo.picture.isNull():
            return self._thumbnails.of(str(photo.source)) if isinstance(photo.source, Path) else QIcon()
        pixmap = QPixmap.fromImage(photo.picture)
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Selected)  # a photo is not to be tinted
        return icon

    def _on_clicked(self, item: QListWidgetItem) -> None:
        photo = self._listed[self.row(item)]
        # While several are being selected, the photo stays.
        if len(self.selectedItems()) < 2 and photo is not self._photos.current:
            self.wanted.emit(photo)

    def _show_menu(self, place: QPoint) -> None:
        item = self.itemAt(place)
        if item is not None:
            self._meant = self._listed[self.row(item)]
            self._menu.popup(self.viewport().mapToGlobal(place))
