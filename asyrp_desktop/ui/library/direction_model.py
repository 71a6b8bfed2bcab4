"""The directions as Qt's views take them, and what of them is seen in which order."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QImage, QPixmap

from asyrp_desktop.core.direction_library import DirectionKey, LibraryEntry
from asyrp_desktop.ui.language import translated

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ENTRY = Role.UserRole  # LibraryEntry
PREVIEWS = Role.UserRole + 1  # the first face's QPixmaps, at strengths -1, 0 and 1; empty where there are none yet

Rows = tuple[tuple[QImage, ...], ...]


class DirectionModel(QAbstractListModel):
    """Holds pictures ready to be painted: `data` decodes nothing."""

    rename_wanted = Signal(object, str)  # DirectionKey, the new name

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[LibraryEntry] = []
        self._rows: dict[DirectionKey, Rows] = {}
        self._pixmaps: dict[DirectionKey, tuple[QPixmap, ...]] = {}

    @property
    def entries(self) -> Sequence[LibraryEntry]:
        return self._entries

    def show(self, entries: Sequence[LibraryEntry]) -> None:
        """These instead. Where only what is noted on them has changed, views keep their place."""
        if [entry.key for entry in entries] == [entry.key for entry in self._entries]:
            self._entries = list(entries)
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = list(entries)
        known = {entry.key for entry in entries}
        self._rows = {key: rows for key, rows in self._rows.items() if key in known}
        self._pixmaps = {key: pixmaps for key, pixmaps in self._pixmaps.items() if key in known}
        self.endResetModel()

    def show_previews(self, key: DirectionKey, rows: Rows) -> None:
        self._rows[key] = rows
        self._pixmaps[key] = tuple(QPixmap.fromImage(image) for image in rows[0])
        index = self.index_of(key)
        if index.isValid():
            self.dataChanged.emit(index, index, [PREVIEWS])

    def forget_previews(self, key: DirectionKey) -> None:
        """It is another direction now that is called so."""
        self._rows.pop(key, None)
        self._pixmaps.pop(key, None)

    def rows_of(self, key: DirectionKey) -> Rows:
        """All faces of its previews."""
        return self._rows.get(key, ())

    def lacking(self) -> list[LibraryEntry]:
        """Those without previews."""
        return [entry for entry in self._entries if entry.key not in self._rows]

    def index_of(self, key: DirectionKey) -> QModelIndex:
        row = next((row for row, entry in enumerate(self._entries) if entry.key == key), -1)
        return self.index(row) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The files themselves: dragged to a folder, they are copied there."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._entries[index.row()].path)) for index in indexes])
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid():
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
            if self._entries[index.row()].own:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Role.DisplayRole:
            return translated(entry.info).title
        if role == Role.EditRole:
            return entry.key.name
        if role == ENTRY:
            return entry
        if role == PREVIEWS:
            return self._pixmaps.get(entry.key, ())
        if role == Role.AccessibleTextRole:
            return self._spoken(entry)
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid():
            return False
        entry, name = self._entries[index.row()], str(value).strip()
        if name == entry.key.name:
            return False
        # The library decides; what it then holds is shown.
        self.rename_wanted.emit(entry.key, name)
        return True

    def _spoken(self, entry: LibraryEntry) -> str:
        mark = entry.mark
        parts = [translated(entry.info).title, entry.key.model]
        parts += [self.tr("favourite")] * mark.favourite
        parts += [self.tr("has a slider") if mark.slider and not mark.hidden else self.tr("no slider")]
        parts += [self.tr("hidden")] * mark.hidden
        return ", ".join([*parts, *mark.tags])


class Shown(Enum):
    """Which of the directions are seen."""

    ALL = auto()
    FAVOURITES = auto()
    SLIDERS = auto()
    OWN = auto()
    BUNDLED = auto()
    HIDDEN = auto()


class Order(Enum):
    FAVOURITES_FIRST = auto()  # then as the base model's directions are ordered
    NAME = auto()
    NEWEST = auto()


class DirectionFilter(QSortFilterProxyModel):
    """Searches, filters and sorts."""

    def __init__(self, model: DirectionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._base_model = ""
        self._tag = ""
        self._shown = Shown.ALL
        self._order = Order.FAVOURITES_FIRST
        self.setSourceModel(model)
        self.sort(0)

    def search(self, text: str) -> None:
        """Every word must be found in names, prompts or tags."""
        self._words = text.casefold().split()
        self.invalidate()

    def show_only(self, base_model: str, tag: str, shown: Shown) -> None:
        """base_model, tag: "" for any."""
        self._base_model, self._tag, self._shown = base_model, tag, shown
        self.invalidate()

    def order_by(self, order: Order) -> None:
        self._order = order
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        entry = self._entry(self.sourceModel().index(source_row, 0, source_parent))
        mark = entry.mark
        if self._base_model and entry.key.model != self._base_model:
            return False
        if self._tag and self._tag not in mark.tags:
            return False
        if mark.hidden is not (self._shown is Shown.HIDDEN):
            return False
        wanted = {
            Shown.FAVOURITES: mark.favourite,
            Shown.SLIDERS: mark.slider,
            Shown.OWN: entry.own,
            Shown.BUNDLED: not entry.own,
        }
        record = entry.info.record
        texts = [
            entry.key.name,
            entry.info.opposite,
            entry.info.title,
            translated(entry.info).title,
            str(record.get("source", "")),
            str(record.get("target", "")),
        ]
        text = " ".join([*texts, *mark.tags]).casefold()
        return wanted.get(self._shown, True) and all(word in text for word in self._words)

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        return self._rank(source_left) < self._rank(source_right)

    def _rank(self, index: Index) -> tuple[Any, ...]:
        entry = self._entry(index)
        match self._order:
            case Order.FAVOURITES_FIRST:
                return not entry.mark.favourite, index.row()
            case Order.NAME:
                return translated(entry.info).label.casefold(), index.row()
            case Order.NEWEST:
                return not entry.own, -entry.changed, index.row()

    @staticmethod
    def _entry(index: Index) -> LibraryEntry:
        return index.data(ENTRY)
