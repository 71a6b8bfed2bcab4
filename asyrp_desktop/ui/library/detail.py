"""All that is known of one direction, and what the user notes on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.direction_library import LibraryEntry, Mark
from asyrp_desktop.ui.language import translated
from asyrp_desktop.ui.plain_text import PlainLabel, without_keys
from asyrp_desktop.ui.training.loss_curve import LossCurve
from asyrp_desktop.ui.training.previews import Previews

from .direction_model import Rows
from .training_record import Fact, facts, losses

WIDTH = 400


class Detail(QScrollArea):
    """Empty until a direction is shown. actions: what its buttons do."""

    noted = Signal(object, object)  # DirectionKey, its Mark

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("directionDetail")
        self.setAccessibleName(self.tr("What is known of the direction"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        self._entry: LibraryEntry | None = None

        self._title = PlainLabel()
        self._title.setObjectName("directionTitle")
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._origin = PlainLabel()
        self._origin.setProperty("role", "muted")
        self._origin.setWordWrap(True)
        self._previews = Previews()
        self._favourite = self._box("favouriteBox", self.tr("Favourite"))
        self._slider = self._box("sliderBox", self.tr("In the slider panel"))
        self._hidden = self._box("hiddenBox", self.tr("Hidden"))
        self._hidden.setToolTip(self.tr("Seen here only among “Hidden”, and without a slider"))
        self._tags = QLineEdit()
        self._tags.setObjectName("tagsEdit")
        self._tags.setPlaceholderText(self.tr("Tags, with commas between"))
        self._tags.setAccessibleName(self.tr("Tags"))
        self._tags.editingFinished.connect(self._note)
        self._curve = LossCurve()
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(14)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._hint = PlainLabel(self.tr("Choose a direction, and all that is known of it is shown here."))
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        self._lay_out(actions)
        self.show_entry(None, (), "")

    def show_entry(self, entry: LibraryEntry | None, rows: Rows, fingerprint: str) -> None:
        """None: nothing is chosen. rows: its previews."""
        another = entry is None or self._entry is None or entry.key != self._entry.key
        self._entry = entry
        self._hint.setVisible(entry is None)
        self._inside.setVisible(entry is not None)
        if entry is None:
            return
        mark = entry.mark
        self._title.setText(translated(entry.info).title)
        home = self.tr("Your own, for {model}") if entry.own else self.tr("Came with the program, for {model}")
        self._origin.setText(home.format(model=entry.key.model))
        self._previews.show_rows(rows)
        for box, checked in (
            (self._favourite, mark.favourite),
            (self._slider, mark.slider and not mark.hidden),
            (self._hidden, mark.hidden),
        ):
            with QSignalBlocker(box):
                box.setChecked(checked)
        self._slider.setEnabled(not mark.hidden)
        if another or not self._tags.hasFocus():
            self._tags.setText(", ".join(mark.tags))
        points = losses(entry.info.record)
        self._curve.show_losses(points)
        self._curve.setVisible(len(points) > 1)
        self._show_facts(facts(entry, fingerprint))
        if another:
            self.verticalScrollBar().setValue(0)

    def _lay_out(self, actions: Sequence[QAction]) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for action in actions:
            buttons.addWidget(_button(action))
        buttons.addStretch(1)
        boxes = QHBoxLayout()
        boxes.setSpacing(14)
        for box in (self._favourite, self._slider, self._hidden):
            boxes.addWidget(box)
        boxes.addStretch(1)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._origin)
        column.addWidget(self._previews)
        column.addLayout(boxes)
        column.addWidget(self._tags)
        column.addLayout(buttons)
        column.addWidget(self._curve)
        column.addLayout(self._facts)
        column.addStretch(1)
        whole = QWidget()
        whole.setObjectName("detailInside")
        around = QVBoxLayout(whole)
        around.setContentsMargins(20, 16, 16, 16)
        around.addWidget(self._hint)
        around.addWidget(self._inside, 1)
        around.addStretch(0)
        self.setWidget(whole)

    def _box(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(name)
        box.toggled.connect(self._note)
        return box

    def _note(self) -> None:
        if self._entry is None:
            return
        before = self._entry.mark
        tags = dict.fromkeys(tag.strip() for tag in self._tags.text().split(",") if tag.strip())
        hidden = self._hidden.isChecked()
        mark = Mark(
            favourite=self._favourite.isChecked(),
            tags=tuple(tags),
            slider=before.slider if hidden or before.hidden else self._slider.isChecked(),
            hidden=hidden,
        )
        if mark != before:
            self._entry = replace(self._entry, mark=mark)
            self.noted.emit(self._entry.key, mark)

    def _show_facts(self, known: Sequence[Fact]) -> None:
        while item := self._facts.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(known):
            label = PlainLabel(without_keys(name))
            label.setProperty("role", "muted")
            text = PlainLabel(value)
            text.setWordWrap(True)
            text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            text.setAccessibleName(f"{name}: {value}")
            label.setBuddy(text)
            self._facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(text, row, 1)


def _button(action: QAction) -> QPushButton:
    """A button that is as its action is."""
    button = QPushButton(action.iconText())
    button.setObjectName(action.objectName().replace("Action", "Button"))
    button.setProperty("role", "quiet")
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())

    action.changed.connect(follow)
    follow()
    return button
