"""What is to be edited, how, and where the results go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from asyrp_desktop.batch.naming import NameFields
from asyrp_desktop.batch.order import DEFAULT_TEMPLATE, BatchOrder, Conflict
from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.ui.engine_protocol import Problem
from asyrp_desktop.ui.language import problem_of
from asyrp_desktop.ui.plain_text import PlainLabel, literal
from asyrp_desktop.ui.preset_line import PresetLine
from asyrp_desktop.ui.presets_menu import said, told
from asyrp_desktop.ui.save_names import name_filters

from .protocol import BatchWork

Strengths = Mapping[str, float]


class OrderForm(QWidget):
    """Makes a BatchOrder. sliders: the strengths as they stand in the main window, of these directions."""

    changed = Signal()
    problem = Signal(Problem)

    def __init__(
        self, work: BatchWork, sliders: Callable[[], Strengths], directions: Callable[[], Sequence[DirectionInfo]]
    ) -> None:
        super().__init__()
        self._work = work
        self._sliders = sliders
        self._directions = directions
        self._inputs: list[str] = []

        self._summary = PlainLabel()
        self._summary.setObjectName("batchInputs")
        self._summary.setWordWrap(True)
        add_folder = self._button("addFolderButton", self.tr("Add folder…"), self._ask_folder)
        self.setFocusProxy(add_folder)
        add_photos = self._button("addPhotosButton", self.tr("Add photos…"), self._ask_photos)
        self._clear = self._button("clearInputsButton", self.tr("Clear"), lambda: self.set_inputs([]))
        self._clear.setProperty("role", "quiet")
        self._recursive = QCheckBox(self.tr("with subfolders"))
        self._recursive.setChecked(True)

        self._change = QComboBox()
        self._change.setObjectName("batchChange")
        self._change.setMinimumContentsLength(24)
        self._change.currentIndexChanged.connect(self._on_change)
        self._keep = QPushButton(self.tr("Keep as preset…"))
        self._keep.setObjectName("keepPresetButton")
        self._naming = QMenu(self)
        self._naming.aboutToShow.connect(self._offer_name)
        self._keep.setMenu(self._naming)
        self._remove = self._button("removePresetButton", self.tr("Remove preset"), self._remove_preset)

        self._faces = QComboBox()
        self._faces.setObjectName("batchFaces")
        self._faces.addItem(self.tr("the largest face"), "largest")
        self._faces.addItem(self.tr("all faces"), "all")

        self._output = QLineEdit()
        self._output.setObjectName("batchOutput")
        self._output.setAccessibleName(self.tr("Where the results go"))
        self._output.setPlaceholderText(self.tr("Choose a folder"))
        self._output.textChanged.connect(self.changed)
        choose = self._button("chooseOutputButton", self.tr("Choose…"), self._ask_output)
        self._template = QLineEdit(DEFAULT_TEMPLATE)
        self._template.setObjectName("batchTemplate")
        self._template.setAccessibleName(self.tr("Their names"))
        fields = " ".join(f"{{{name}}}" for name in NameFields._fields)
        self._template.setToolTip(self.tr("It may hold {fields}, and / for folders").format(fields=fields))
        self._location = QCheckBox(self.tr("without where they were taken"))
        self._location.setObjectName("batchStripLocation")
        self._conflict = QComboBox()
        self._conflict.setObjectName("batchConflict")
        rules: tuple[tuple[Conflict, str], ...] = (
            ("skip", self.tr("leave the other file, skip the photo")),
            ("unique", self.tr("give the result a number")),
            ("overwrite", self.tr("replace the other file")),
        )
        for rule, text in rules:
            self._conflict.addItem(text, rule)

        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, (title, row) in enumerate(
            (
                (self.tr("Photos"), _row(self._summary, self._recursive, add_folder, add_photos, self._clear)),
                (
                    self.tr("Change"),
                    _row(self._change, self._keep, self._remove, PlainLabel(self.tr("of")), self._faces),
                ),
                (self.tr("Results"), _row(self._output, choose, self._location)),
                (self.tr("Their names"), _row(self._template, PlainLabel(self.tr("if taken:")), self._conflict)),
            )
        ):
            grid.addWidget(PlainLabel(title), line, 0, Qt.AlignmentFlag.AlignRight)
            grid.addLayout(row, line, 1)
        self.set_inputs([])
        self.offer_changes()

    @property
    def ready(self) -> bool:
        return bool(self._inputs and self._output.text().strip() and self._change.currentData())

    @property
    def why_not_ready(self) -> str:
        """What is missing yet; "" where nothing is."""
        if not self._inputs:
            return self.tr("Add photos, or drop folders here.")
        if not self._change.currentData():
            return self.tr("Move a slider in the main window, or choose a preset.")
        return "" if self._output.text().strip() else self.tr("Choose where the results go.")

    def order(self) -> BatchOrder:
        """Raises BatchError."""
        preset, strengths = self._change.currentData()
        return BatchOrder(
            inputs=tuple(self._inputs),
            output=str(Path(self._output.text().strip()).expanduser()),
            strengths=strengths,
            preset=preset,
            faces=self._faces.currentData(),
            template=self._template.text().strip(),
            on_conflict=self._conflict.currentData(),
            recursive=self._recursive.isChecked(),
            strip_location=self._location.isChecked(),
        )

    def add_inputs(self, places: Iterable[str]) -> None:
        self.set_inputs(list(dict.fromkeys([*self._inputs, *places])))

    def set_inputs(self, places: list[str]) -> None:
        self._inputs = places
        names = [Path(place).name for place in places]
        shown = ", ".join(names[:4])
        more = self.tr("{names} and {n} more").format(names=shown, n=len(names) - 4)
        self._summary.setText((more if len(names) > 4 else shown) or self.tr("None yet: add them, or drop them here"))
        self._summary.setToolTip(literal("\n".join(places[:40])))
        self._clear.setVisible(bool(places))
        if places and not self._output.text():
            first = Path(places[0])
            self._output.setText(str((first if first.is_dir() else first.parent) / "edited"))
        self.changed.emit()

    def offer_changes(self) -> None:
        """The sliders as they stand, and all presets; what was chosen stays chosen."""
        chosen = self._change.currentData()
        self._change.blockSignals(True)
        self._change.clear()
        directions = {one.name: one for one in self._directions()}
        sliders = {name: strength for name, strength in self._sliders().items() if strength}
        if sliders:
            words = said(sliders, directions)
            # The results are called after what is done to them: “young”, not “old”.
            named = {name: strength for name, _, strength in told(sliders, directions)}
            self._change.addItem(self.tr("As the sliders stand: {words}").format(words=words), ("", named))
        try:
            for name, strengths in self._work.presets().items():
                self._change.addItem(f"{name} ({said(strengths, directions)})", (name, dict(strengths)))
        except AsyrpError as error:
            self.problem.emit(problem_of(error))
        if not self._change.count():
            self._change.addItem(self.tr("Nothing yet: move a slider in the main window"), None)
        self._change.setCurrentIndex((self._named(chosen[0]) if chosen else 0) or 0)
        self._change.blockSignals(False)
        self._on_change()

    def _on_change(self) -> None:
        preset = self._change.currentData()
        kept = bool(preset and preset[0])
        self._remove.setVisible(kept)
        self._keep.setVisible(not kept)
        self._keep.setEnabled(bool(preset))
        self.changed.emit()

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Add a folder of photos"))
        if folder:
            self.add_inputs([folder])

    def _ask_photos(self) -> None:
        filters = ";;".join(name_filters(for_reading=True))
        files, _ = QFileDialog.getOpenFileNames(self, self.tr("Add photos"), "", filters)
        if files:
            self.add_inputs(files)

    def _ask_output(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where the results go"), self._output.text())
        if folder:
            self._output.setText(folder)

    def _offer_name(self) -> None:
        self._naming.clear()
        line = PresetLine([name for name, _ in filter(None, self._offered()) if name])
        line.named.connect(partial(self.keep_preset, strengths=self._sliders()))
        line.put_into(self._naming)
        QTimer.singleShot(0, line, line.setFocus)  # there is nothing else in the menu

    def keep_preset(self, name: str, strengths: Strengths | None = None) -> None:
        """And choose it. strengths: by default of the sliders as they stand."""
        self._naming.close()
        try:
            self._work.keep_preset(name, self._sliders() if strengths is None else strengths)
        except AsyrpError as error:
            self.problem.emit(problem_of(error))
            return
        self.offer_changes()
        self._change.setCurrentIndex(self._named(name) or 0)

    def _remove_preset(self) -> None:
        """Of those that are offered, the chosen one."""
        try:
            self._work.remove_preset(self._change.currentData()[0])
        except AsyrpError as error:
            self.problem.emit(problem_of(error))
        self.offer_changes()

    def _named(self, preset: str) -> int | None:
        """Where a preset stands; None where there is none of that name."""
        return next((k for k, data in enumerate(self._offered()) if data and data[0] == preset), None)

    def _offered(self) -> list[tuple[str, Strengths] | None]:
        """Names and strengths; the sliders as they stand have no name."""
        return [self._change.itemData(k) for k in range(self._change.count())]

    def _button(self, name: str, text: str, clicked: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(clicked)
        return button


def _row(first: QWidget, *others: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(first, 1)
    for widget in others:
        row.addWidget(widget)
    return row
