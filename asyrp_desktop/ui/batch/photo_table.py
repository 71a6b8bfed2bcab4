"""The photos of a batch as a table model: ten thousand rows cost what is in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from asyrp_desktop.batch.manifest import PhotoRow, State
from asyrp_desktop.batch.news import Ended, Moved, News, Planned, Stage
from asyrp_desktop.ui.language import message
from asyrp_desktop.ui.look import colour
from asyrp_desktop.ui.plain_text import literal

from ..pictures import Thumbnails

PHOTO, STATUS, SECONDS, RESULT = range(4)
ROW_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PhotoTable(QAbstractTableModel):
    """Follows a batch's news."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._rows: list[PhotoRow] = []
        self._stages: dict[int, Stage] = {}
        self._places: dict[int, int] = {}  # by the row's id
        self._planned: dict[int, int] = {}  # the same, in the batch's own order
        self._sorting = (-1, Qt.SortOrder.AscendingOrder)
        self._thumbnails = thumbnails
        self._of_source: dict[str, int] = {}
        thumbnails.ready.connect(self._show_thumbnail)

    def hear(self, news: Sequence[News]) -> None:
        changed: list[int] = []
        for one in news:
            match one:
                case Planned(rows):
                    self._begin(rows)
                    changed = []
                case Moved(id, stage):
                    self._stages[id] = stage
                    changed.append(self._places[id])
                case Ended(row):
                    self._rows[self._places[row.id]] = row
                    self._stages.pop(row.id, None)
                    changed.append(self._places[row.id])
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, RESULT))

    def row(self, index: Index) -> PhotoRow:
        return self._rows[index.row()]

    def _begin(self, rows: Sequence[PhotoRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self._planned = {row.id: place for place, row in enumerate(rows)}
        self._stages = {}
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """As they stand now; rows that change later stay where they are. column: -1 for the batch's own order."""
        self._sorting = column, order
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self._rows[index.row()].id, index.column()) for index in before]
        self._arrange()
        self.changePersistentIndexList(before, [self.index(self._places[id], column) for id, column in kept])
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        column, order = self._sorting
        keys: dict[int, Callable[[PhotoRow], Any]] = {
            -1: lambda row: self._planned[row.id],
            SECONDS: lambda row: sum(row.seconds.values()),
        }
        key = keys.get(column, lambda row: self._text(row, column))
        self._rows.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        self._places = {row.id: place for place, row in enumerate(self._rows)}
        self._of_source = {row.source: place for place, row in enumerate(self._rows)}

    def _show_thumbnail(self, source: str) -> None:
        place = self._of_source.get(source)
        if place is not None:
            index = self.index(place, PHOTO)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SECONDS:
            return _RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Photo"), self.tr("Status"), self.tr("Seconds"), self.tr("Result"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == PHOTO:
            return self._thumbnails.of(row.source)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = "\n".join(map(message, filter(None, (row.why, row.remedy, *row.notices))))
            return literal({PHOTO: row.source, RESULT: told or row.output}.get(column, ""))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SECONDS:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and column == STATUS and row.state is State.FAILED:
            return colour("failed")
        return row if role == ROW_ROLE else None

    def _text(self, row: PhotoRow, column: int) -> str:
        if column == PHOTO:
            return Path(row.source).name
        if column == STATUS:
            stage = self._stages.get(row.id)
            return self._stage_text(stage) if stage else self._state_text(row.state)
        if column == SECONDS:
            return f"{sum(row.seconds.values()):.1f}" if row.seconds else ""
        if row.state is State.DONE:
            return "   ".join([Path(row.output).name, *map(message, row.notices)])
        return " ".join(map(message, filter(None, (row.why, row.remedy))))

    def _stage_text(self, stage: Stage) -> str:
        return {
            Stage.READING: self.tr("Reading…"),
            Stage.EDITING: self.tr("Editing…"),
            Stage.WRITING: self.tr("Writing…"),
        }[stage]

    def _state_text(self, state: State) -> str:
        return {
            State.PENDING: self.tr("Waiting"),
            State.RUNNING: self.tr("Waiting"),
            State.DONE: self.tr("Done"),
            State.SKIPPED: self.tr("Skipped"),
            State.FAILED: self.tr("Failed"),
            State.CANCELLED: self.tr("Cancelled"),
        }[state]


class StateFilter(QSortFilterProxyModel):
    """Only rows in some states; all of them for none."""

    def __init__(self, table: PhotoTable) -> None:
        super().__init__()
        self._table = table
        self._states: frozenset[State] = frozenset()
        self.setSourceModel(table)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By the table itself: compared pair by pair, ten thousand rows would take seconds."""
        self._table.sort(column, order)

    def show_states(self, states: Iterable[State]) -> None:
        self._states = frozenset(states)
        self.invalidate()

    def row(self, index: Index) -> PhotoRow:
        return self._table.row(self.mapToSource(index))

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return not self._states or self._table.row(self._table.index(source_row, 0)).state in self._states


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbours together: a signal for each run of rows, not for each row."""
    runs: list[tuple[int, int]] = []
    for place in sorted(set(places)):
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
