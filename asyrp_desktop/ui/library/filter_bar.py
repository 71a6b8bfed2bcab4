"""Search, filters and order above the list of directions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from asyrp_desktop.core.direction_library import LibraryEntry

from .direction_model import DirectionFilter, Order, Shown


class FilterBar(QWidget):
    """Changes what a DirectionFilter shows. model: the base model whose directions are seen at first."""

    changed = Signal()

    def __init__(self, directions: DirectionFilter, model: str) -> None:
        super().__init__()
        self._directions = directions
        self._first_model = model
        self._search = QLineEdit()
        self._search.setObjectName("directionSearch")
        self._search.setPlaceholderText(self.tr("Search names, prompts and tags"))
        self._search.setAccessibleName(self.tr("Search directions"))
        self._search.setClearButtonEnabled(True)
        self._model = self._box("modelFilter", self.tr("Base model"))
        self._shown = self._box("shownFilter", self.tr("Which directions"))
        self._tag = self._box("tagFilter", self.tr("Tag"))
        self._order = self._box("orderBox", self.tr("Order"))
        for text, shown in (
            (self.tr("All"), Shown.ALL),
            (self.tr("Favourites"), Shown.FAVOURITES),
            (self.tr("With a slider"), Shown.SLIDERS),
            (self.tr("Yours"), Shown.OWN),
            (self.tr("Bundled"), Shown.BUNDLED),
            (self.tr("Hidden"), Shown.HIDDEN),
        ):
            self._shown.addItem(text, shown)
        for text, order in (
            (self.tr("Favourites first"), Order.FAVOURITES_FIRST),
            (self.tr("By name"), Order.NAME),
            (self.tr("Newest first"), Order.NEWEST),
        ):
            self._order.addItem(text, order)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._search, 1)
        for box in (self._model, self._shown, self._tag, self._order):
            row.addWidget(box)
            box.currentIndexChanged.connect(self._apply)
        self._search.textChanged.connect(self._apply)
        find = QAction(self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.triggered.connect(self.focus_search)
        self.addAction(find)

    def offer(self, entries: Iterable[LibraryEntry]) -> None:
        """What there is to choose from: their base models and tags."""
        entries = list(entries)
        models = sorted({entry.key.model for entry in entries})
        tags = sorted({tag for entry in entries for tag in entry.mark.tags}, key=str.casefold)
        first = self._first_model if not self._model.count() else self._model.currentData()
        self._fill(self._model, self.tr("All base models"), models, first)
        self._fill(self._tag, self.tr("Any tag"), tags, self._tag.currentData())
        self._tag.setEnabled(bool(tags))
        self._apply()

    def use_model(self, model: str) -> None:
        """The base model is another; directions of all models are seen still if they were."""
        self._first_model = model
        if self._model.currentData():
            self._model.setCurrentIndex(max(0, self._model.findData(model)))

    def show_all(self) -> None:
        """Nothing is held back but what is hidden."""
        self._search.clear()
        for box in (self._model, self._shown, self._tag):
            box.setCurrentIndex(0)

    def focus_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _box(self, name: str, what: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(what)
        box.setToolTip(what)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _fill(self, box: QComboBox, any_: str, values: Iterable[str], chosen: str | None) -> None:
        with QSignalBlocker(box):
            box.clear()
            box.addItem(any_, "")
            for value in values:
                box.addItem(value, value)
            box.setCurrentIndex(max(0, box.findData(chosen or "")))

    def _apply(self) -> None:
        self._directions.search(self._search.text())
        self._directions.show_only(self._model.currentData(), self._tag.currentData(), self._shown.currentData())
        self._directions.order_by(self._order.currentData())
        self.changed.emit()
