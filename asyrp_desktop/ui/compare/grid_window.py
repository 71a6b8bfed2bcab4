"""The strength grid: the open photo at every strength of one direction, or of two."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.core.variants import GridPlan, Strengths, signed
from asyrp_desktop.photo.provenance import Provenance
from asyrp_desktop.ui.filmstrip.open_photos import OpenPhotos
from asyrp_desktop.ui.plain_text import PlainLabel, literal
from asyrp_desktop.ui.save_names import checked, name_filters, named, suggested

from .axis_form import AxisForm
from .variant_window import Made, Stage, VariantWindow

SIZES = (96, 128, 192, 256, 384)
SHOWN = 160  # pixels, the most a cell takes of the window
Index = QModelIndex | QPersistentModelIndex


class GridWindow(VariantWindow):
    """A cell that is chosen sets the sliders of the grid's directions."""

    def __init__(self, photos: OpenPhotos, directions: Sequence[DirectionInfo], parent: QWidget) -> None:
        super().__init__(photos, directions, parent)
        self.setObjectName("gridWindow")
        self.setWindowTitle(self.tr("Strength grid"))
        self.resize(1200, 720)
        self._plan: GridPlan | None = None
        self._across = AxisForm("across", self.tr("Across"))
        self._down = AxisForm("down", self.tr("Down"), self.tr("Nothing"))
        for size in SIZES:
            self._size.addItem(self.tr("{n} pixels").format(n=size), size)
        self._size.setCurrentIndex(SIZES.index(192))
        self._size.setAccessibleName(self.tr("Size of a cell"))
        self._subject.setAccessibleName(self.tr("What a cell shows"))
        self._cells = CellModel(self)
        self._table = _table(self._cells)
        self._table.activated.connect(self._use)
        self._title = PlainLabel()
        self._title.setProperty("role", "muted")
        self._title.setWordWrap(True)
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(12)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.addRow(self._across)
        rows.addRow(self._down)
        rows.addRow(self.tr("Show"), self._subject)
        rows.addRow(self.tr("Cell"), self._size)
        pictures = QFrame()
        pictures.setObjectName("viewArea")
        inside = QVBoxLayout(pictures)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self._title)
        inside.addWidget(self._table, 1)
        self._lay_out(form, pictures)

    def _offer_directions(self) -> None:
        self._across.offer(self._directions, 0)
        self._down.offer(self._directions, 0)

    def _plan_settings(self) -> tuple[Strengths, ...]:
        across = self._across.axis()
        assert across is not None
        self._plan = GridPlan(across, self._down.axis(), self._strengths.each)
        return self._plan.settings()

    def _begin(self) -> None:
        assert self._plan is not None
        self._cells.show(self._plan, self._labels())
        across, down = self._plan.across, self._plan.down
        labels = self._labels()
        title = self.tr("{direction} →").format(direction=labels[across.direction])
        if down:
            title += "   " + self.tr("{direction} ↓").format(direction=labels[down.direction])
        self._title.setText(title)
        self._table.setCurrentIndex(self._cells.index(0, 0))

    def _show_picture(self, number: int, image: QImage) -> None:
        size = image.size().scaled(SHOWN, SHOWN, Qt.AspectRatioMode.KeepAspectRatio) * self.devicePixelRatioF()
        small = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(small)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._cells.set_picture(number, pixmap)

    def _labels(self) -> dict[str, str]:
        return {info.name: info.title for info in self._directions}

    def _use(self, index: QModelIndex) -> None:
        """Set the sliders as this cell is."""
        current = self._photos.current
        if self._plan is not None and current is not None and current.source is self._source:
            self._strengths.set_together(self._plan.changes()[self._cells.number_of(index)])

    def _ask_where(self) -> tuple[Path, bool] | None:
        path, filters = suggested(self._source, "grid", ".png"), ";;".join(name_filters("png"))
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the grid"), str(path), filters)
        return named(name, ".png") if name else None

    def _made(self, provenance: Provenance) -> Made:
        assert self._plan is not None
        plan, labels, source = self._plan, self._labels(), self._source
        pictures = [self._pictures[k] for k in range(len(self._pictures))]

        def write(path: Path, _: Progress) -> None:
            from asyrp_desktop.comparing.sheet import sheet
            from asyrp_desktop.photo.photo import save

            save(sheet(plan, pictures, labels), path, provenance)

        return Made(lambda path, replace: checked(path, source, replace), write)

    def _hint(self) -> str:
        if self._stage is Stage.PLANNING and self._provenance is not None:
            return self.tr("Double-click a cell, or press Enter on it, and the sliders are set to it.")
        if self._desk.ready and not self._possible():
            return self.tr("No direction of this model has a slider.")
        return super()._hint()


class CellModel(QAbstractTableModel):
    """The cells as a table; its heads are the strengths."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan: GridPlan | None = None
        self._labels: dict[str, str] = {}
        self._pixmaps: dict[int, QPixmap] = {}

    def show(self, plan: GridPlan, labels: dict[str, str]) -> None:
        self.beginResetModel()
        self._plan, self._labels, self._pixmaps = plan, labels, {}
        self.endResetModel()

    def set_picture(self, number: int, pixmap: QPixmap) -> None:
        assert self._plan is not None
        self._pixmaps[number] = pixmap
        index = self.index(*divmod(number, self._plan.columns))
        self.dataChanged.emit(index, index)

    def number_of(self, index: Index) -> int:
        return index.row() * self.columnCount() + index.column()

    def rowCount(self, parent: Index | None = None) -> int:
        if self._plan is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._plan.down.strengths) if self._plan.down else 1

    def columnCount(self, parent: Index | None = None) -> int:
        if self._plan is None or (parent is not None and parent.isValid()):
            return 0
        return self._plan.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._plan is None or not index.isValid():
            return None
        number = self.number_of(index)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._pixmaps.get(number)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            change = self._plan.changes()[number]
            told = ", ".join(f"{self._labels.get(name, name)} {signed(c)}" for name, c in change.items())
            return literal(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._plan is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return signed(self._plan.across.strengths[section])
        return signed(self._plan.down.strengths[section]) if self._plan.down else ""


class CellDelegate(QStyledItemDelegate):
    """A picture as it is, with a frame where it is chosen, and an empty place until it is there."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        known: Any = option  # PySide's stubs do not know what an option inherits
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        place = QRect(0, 0, SHOWN, SHOWN)
        if pixmap is not None:
            place.setSize(pixmap.deviceIndependentSize().toSize())
        place.moveCenter(known.rect.center())
        if pixmap is None:
            painter.fillRect(place, QGuiApplication.palette().base())
        else:
            painter.drawPixmap(place, pixmap)
        if known.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(known.palette.highlight().color(), 3))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))


def _table(cells: CellModel) -> QTableView:
    table = QTableView()
    table.setCornerButtonEnabled(False)
    table.setObjectName("gridTable")
    table.setAccessibleName(QCoreApplication.translate("GridWindow", "Strength grid"))
    table.setModel(cells)
    table.setItemDelegate(CellDelegate(table))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    for header in (table.horizontalHeader(), table.verticalHeader()):
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(SHOWN + 8)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        header.setHighlightSections(False)
    return table
