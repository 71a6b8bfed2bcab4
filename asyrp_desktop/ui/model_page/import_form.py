"""A folder or file that is to become a base model: what its weights do not say is asked here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.model_shelf import SCHEDULES, ModelOrder
from asyrp_desktop.core.progress import Report
from asyrp_desktop.core.values import MOST_TIMESTEPS
from asyrp_desktop.models.published import data_sets
from asyrp_desktop.ui.engine_protocol import Problem
from asyrp_desktop.ui.language import label
from asyrp_desktop.ui.number_field import IntegerField
from asyrp_desktop.ui.plain_text import PlainLabel

from .calibration_choice import CalibrationChoice
from .card import time_left
from .protocol import Bring, ShelfWork

DOMAINS = ("faces", "pictures", "animals", "cats", "dogs", "churches", "bedrooms", "portraits in art")


class ImportForm(QWidget):
    """wanted: the user has said all; cancel_wanted: call off what runs, or leave the form."""

    wanted = Signal(object)  # Bring
    cancel_wanted = Signal()

    def __init__(self, shelf: ShelfWork) -> None:
        super().__init__()
        self.setObjectName("importForm")
        self._shelf = shelf
        self._source = Path()
        self._busy = False

        self._from = PlainLabel()
        self._from.setObjectName("importSource")
        self._from.setWordWrap(True)
        self._name = QLineEdit()
        self._name.setObjectName("importName")
        self._licence = QComboBox()
        self._licence.setObjectName("importLicence")
        self._licence.setEditable(True)
        _offer(self._licence, shelf.licences())
        self._licence.setCurrentIndex(-1)
        line = self._licence.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Under which licence do you have the weights?"))
        self._commerce = PlainLabel()
        self._commerce.setObjectName("importCommerce")
        self._commerce.setProperty("role", "muted")
        self._domain = QComboBox()
        self._domain.setObjectName("importDomain")
        self._domain.setEditable(True)
        _offer(self._domain, DOMAINS)
        self._domain.setCurrentIndex(DOMAINS.index("pictures"))
        self._alignment = QComboBox()
        self._alignment.setObjectName("importAlignment")
        self._alignment.addItem(self.tr("The middle of the photo"), None)
        self._alignment.addItem(self.tr("A face, as in FFHQ and CelebA-HQ"), "ffhq")
        self._alignment.addItem(self.tr("A face, closer"), "ffhq-close")
        self._calibration = CalibrationChoice(optional=True)
        self._refusal = PlainLabel()
        self._refusal.setObjectName("importRefusal")
        self._refusal.setProperty("role", "refusal")
        self._refusal.setWordWrap(True)
        self._refusal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._refusal.hide()
        self._bar = QProgressBar()
        self._bar.setObjectName("importProgress")
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._status = PlainLabel()
        self._status.setObjectName("importStatus")
        self._leave = QPushButton(self.tr("Cancel"))
        self._leave.setObjectName("importCancelButton")
        self._leave.clicked.connect(self.cancel_wanted)
        self._go = QPushButton(self.tr("Import"))
        self._go.setObjectName("importButton")
        self._go.setProperty("role", "primary")
        self._go.clicked.connect(self._ask)
        self._lay_out()
        self._name.textChanged.connect(self._follow)
        self._licence.currentTextChanged.connect(self._follow)
        self._domain.currentTextChanged.connect(self._align)
        self._calibration.changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        return self._busy

    def open(self, source: Path) -> None:
        """Ask for what is to be known of it."""
        self._source = source
        self._from.setText(str(source))
        self._name.setText(self._shelf.free_name(source))
        self._refusal.hide()
        self._data.setCurrentIndex(-1)
        self._any_data.setChecked(False)
        self._fold.setChecked(False)
        self._busy = False
        self._follow()
        self._licence.setFocus()

    def show_busy(self) -> None:
        self._busy = True
        self._refusal.hide()
        self._bar.setValue(0)
        self._status.setText(self.tr("Waiting…"))
        self._follow()

    def show_report(self, report: Report) -> None:
        stages = {
            "reading": self.tr("Reading and converting…"),
            "checking": self.tr("Checking it on a photo…"),
            "installing": self.tr("Installing…"),
        }
        self._bar.setValue(round(1000 * report.fraction))
        left = f"  {time_left(report.seconds_left)}" if report.seconds_left and report.seconds_left > 5 else ""
        self._status.setText(stages.get(report.stage, report.stage) + left)

    def show_ended(self, refusal: Problem | None) -> None:
        """refusal: why it was not taken; None where it was, or where the user called it off."""
        self._busy = False
        self._refusal.setVisible(refusal is not None)
        if refusal is not None:
            self._refusal.setText(f"{refusal.message}\n{refusal.remedy}".strip())
            self._fold.setChecked(True)  # what it asks for may be there
        self._follow()

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(10)
        rows.addRow(self.tr("From"), self._from)
        rows.addRow(self.tr("Name"), self._name)
        rows.addRow(self.tr("Licence"), self._licence)
        rows.addRow("", self._commerce)
        rows.addRow(self.tr("It knows"), self._domain)
        rows.addRow(self.tr("It is given"), self._alignment)
        rows.addRow(self.tr("Calibrate"), self._calibration)

        tops = {"size": 1024, "heads": 64, "head_channels": 512, "timesteps": MOST_TIMESTEPS}
        self._counts = {name: IntegerField(f"import:{name}", 0, top) for name, top in tops.items()}
        for spin in self._counts.values():
            spin.setSpecialValueText(self.tr("as published"))
        self._schedule = QComboBox()
        self._schedule.setObjectName("importSchedule")
        self._schedule.addItem(self.tr("as published"), None)
        for schedule in SCHEDULES:
            self._schedule.addItem(schedule, schedule)
        self._order = QComboBox()
        self._order.setObjectName("importAttentionOrder")
        self._order.addItem(self.tr("head by head, as published"), None)
        self._order.addItem(self.tr("new (use_new_attention_order)"), "new")
        self._data = QComboBox()
        self._data.setObjectName("importData")
        self._data.setEditable(True)
        self._data.addItems([one.name for one in data_sets()])
        self._data.setCurrentIndex(-1)
        line = self._data.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("as the file's name says"))
        self._any_data = QCheckBox(self.tr("Take it in for any data set (--any-data)"))
        self._any_data.setObjectName("importAnyData")
        advanced = QFrame()
        advanced.setProperty("role", "note")
        more = QFormLayout(advanced)
        more.setHorizontalSpacing(16)
        labels = {
            "size": self.tr("Side of its pictures, in pixels"),
            "heads": self.tr("Attention heads"),
            "head_channels": self.tr("Channels of every head"),
        }
        for name, text in labels.items():
            more.addRow(text, self._counts[name])
        more.addRow(self.tr("Order in the attention"), self._order)
        more.addRow(self.tr("Noise schedule"), self._schedule)
        more.addRow(self.tr("Timesteps"), self._counts["timesteps"])
        more.addRow(self.tr("Data set it was trained on"), self._data)
        more.addRow(self.tr("A direction"), self._any_data)
        advanced.hide()
        self._fold = QToolButton()
        self._fold.setObjectName("importAdvancedButton")
        self._fold.setText(self.tr("What a checkpoint does not say"))
        self._fold.setCheckable(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setArrowType(Qt.ArrowType.RightArrow)
        self._fold.toggled.connect(advanced.setVisible)
        self._fold.toggled.connect(
            lambda on: self._fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        )

        title = PlainLabel(self.tr("Bring a model"))
        title.setProperty("role", "title")
        self._fields = QWidget()
        inner = QVBoxLayout(self._fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        inner.addLayout(rows)
        inner.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(advanced)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(self._refusal)
        column.addWidget(self._fields)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 12)
        foot.setSpacing(8)
        self._bar.setFixedWidth(160)
        foot.addWidget(self._bar)
        foot.addWidget(self._status, 1)
        foot.addStretch(1)
        foot.addWidget(self._leave)
        foot.addWidget(self._go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)

    def _align(self) -> None:
        with QSignalBlocker(self._alignment):
            self._alignment.setCurrentIndex(1 if _said(self._domain).casefold() in ("face", "faces") else 0)
        self._follow()

    def _follow(self) -> None:
        problem = self._shelf.name_problem(self._name.text().strip())
        licence = _said(self._licence)
        allowed = self._shelf.allows_commerce(licence) if licence else None
        words = {
            True: self.tr("Allows commercial use."),
            False: self.tr("Not for commercial use."),
            None: self.tr("Whether it allows commercial use is not known."),
        }
        text = words[allowed] if licence else ""
        self._commerce.setText(text)
        self._fields.setEnabled(not self._busy)
        self._bar.setVisible(self._busy)
        if not self._busy:
            self._status.setText(problem)
        self._go.setEnabled(not self._busy and not problem and bool(licence) and self._calibration.complete)

    def _ask(self) -> None:
        name = self._name.text().strip()
        order = ModelOrder(
            source=self._source,
            name=name,
            licence=_said(self._licence),
            domain=_said(self._domain) or "pictures",
            alignment=self._alignment.currentData(),
            size=self._counts["size"].value() or None,
            heads=self._counts["heads"].value() or None,
            head_channels=self._counts["head_channels"].value() or None,
            data=self._data.currentText().strip(),
            attention_order=self._order.currentData(),
            schedule=self._schedule.currentData(),
            timesteps=self._counts["timesteps"].value() or None,
            any_data=self._any_data.isChecked(),
        )
        self.wanted.emit(Bring(order, self._calibration.wish(name)))


def _offer(box: QComboBox, words: Iterable[str]) -> None:
    for word in words:
        box.addItem(label(word), word)


def _said(box: QComboBox) -> str:
    """What is chosen of the words that are offered, in English; else what was written."""
    text = box.currentText().strip()
    return box.itemData(box.findText(text, Qt.MatchFlag.MatchFixedString)) or text
