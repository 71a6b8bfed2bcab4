"""The sliders: one row for each direction, and why they rest when they do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.values import DirectionInfo

from .number_field import NumberField
from .plain_text import PlainLabel, literal, without_keys
from .strength_slider import UNITS, StrengthSlider
from .strengths import StrengthSet, new_gesture

WIDTH = 320


class SliderPanel(QFrame):
    """Follows a StrengthSet, and changes it."""

    retry_wanted = Signal()
    training_wanted = Signal()
    library_wanted = Signal()
    foreseen = Signal(object)  # names of the directions, the one whose slider is likely to be moved first

    def __init__(
        self, directions: Sequence[DirectionInfo], strengths: StrengthSet, place: QWidget, presets: QMenu
    ) -> None:
        """place: says where in the photo the sliders count; lies above them."""
        super().__init__()
        self.setObjectName("sliderPanel")
        self.setFixedWidth(WIDTH)
        self._strengths = strengths
        self._rows: list[_Row] = []
        self._ready = False

        title = self._title = PlainLabel()
        title.setProperty("role", "title")
        self._reset_all = QPushButton(self.tr("Reset all"))
        self._reset_all.setObjectName("resetAllButton")
        self._reset_all.setProperty("role", "quiet")
        self._reset_all.clicked.connect(strengths.reset_all)
        self._presets = QPushButton(self.tr("Presets"))
        self._presets.setObjectName("presetsButton")
        self._presets.setProperty("role", "quiet")
        self._presets.setMenu(presets)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 14, 6)
        head.addWidget(title, 1)
        head.addWidget(self._presets)
        head.addWidget(self._reset_all)

        self._reason = PlainLabel()
        self._reason.setObjectName("sliderReason")
        self._reason.setWordWrap(True)
        self._retry = QPushButton(self.tr("Try again"))
        self._retry.setObjectName("retryButton")
        self._retry.clicked.connect(self.retry_wanted)
        self._note = QFrame()
        self._note.setProperty("role", "note")
        note = QVBoxLayout(self._note)
        note.setContentsMargins(12, 10, 12, 10)
        note.addWidget(self._reason)
        note.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignLeft)
        beside = QHBoxLayout()
        beside.setContentsMargins(16, 0, 16, 8)
        beside.addWidget(self._note)

        rows = QWidget()
        rows.setObjectName("sliderRows")
        self._column = QVBoxLayout(rows)
        self._column.setContentsMargins(20, 4, 16, 12)
        self._column.setSpacing(12)
        self._none = PlainLabel(self.tr("No direction of this model has a slider."))
        self._none.setWordWrap(True)
        self._none.setProperty("role", "muted")
        train = QPushButton(self.tr("Train a direction…"))
        train.setObjectName("trainDirectionButton")
        train.clicked.connect(self.training_wanted)
        self._column.addWidget(self._none)
        library = QPushButton(self.tr("Directions…"))
        library.setObjectName("libraryButton")
        library.setToolTip(self.tr("What there is, and what of it has a slider"))
        library.clicked.connect(self.library_wanted)
        more = QHBoxLayout()
        more.addWidget(library)
        more.addWidget(train)
        more.addStretch(1)
        self._column.addLayout(more)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(rows)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(place)
        layout.addLayout(beside)
        layout.addWidget(scroll, 1)
        strengths.changed.connect(self._follow)
        self.set_directions(directions)

    def set_directions(self, directions: Sequence[DirectionInfo]) -> None:
        """A row for each; the strengths must know them already."""
        for row in self._rows:
            # Until it is deleted it counts as a window of its own: it need not be laid out as one.
            row.grid.setEnabled(False)
            row.setParent(None)
            row.deleteLater()
        self._rows = [_Row(direction, self._strengths) for direction in directions]
        for number, row in enumerate(self._rows):
            row.setEnabled(self._ready)
            row.approached.connect(self._foresee)
            self._column.insertWidget(number, row)
        self._none.setVisible(not self._rows)
        self._follow()
        self.foreseen.emit(self.names)

    @property
    def names(self) -> list[str]:
        """Of the directions that have a row, from the top."""
        return [row.name for row in self._rows]

    def set_ready(self, ready: bool, reason: str, can_retry: bool) -> None:
        """reason: why the sliders cannot be moved; shown while they are not ready."""
        self._ready = ready
        for row in self._rows:
            row.setEnabled(ready)
        self._presets.setEnabled(ready)
        self._note.setVisible(not ready)
        self._reason.setText(reason)
        self._retry.setVisible(can_retry)

    @property
    def first(self) -> QWidget:
        """The first row; the panel itself where there is none."""
        return self._rows[0] if self._rows else self

    def focus_first(self) -> None:
        if self._rows:
            self._rows[0].slider.setFocus()

    def _foresee(self, name: str) -> None:
        self.foreseen.emit(sorted(self.names, key=lambda other: other != name))

    def _follow(self) -> None:
        several, picked = self._strengths.faces > 1, self._strengths.picked
        if several and len(picked) == 1:
            self._title.setText(self.tr("Change face {n}").format(n=picked[0]))
        else:
            self._title.setText(self.tr("Change all faces") if several else self.tr("Change"))
        self._reset_all.setEnabled(self._strengths.edit.changes)
        for row in self._rows:
            row.follow()


class _Row(QWidget):
    """What it does above: at the left, or the opposite's name at the left and its own at the right, where the slider
    leads there. The slider and the number below.
    """

    approached = Signal(str)  # by the pointer, or by the keyboard's focus: its name

    def __init__(self, direction: DirectionInfo, strengths: StrengthSet) -> None:
        super().__init__()
        self.name = direction.name
        self._strengths = strengths
        self.slider = StrengthSlider(direction.low, direction.high)
        self.slider.setObjectName(f"slider:{direction.name}")
        self.slider.setAccessibleName(direction.title)
        self.slider.setToolTip(
            self.tr("{low} to {high}. Double-click, Delete or 0 goes back to 0.").format(
                low=_signed(direction.low), high=_signed(direction.high)
            )
        )
        self.number = NumberField(f"strength:{direction.name}", direction.low, direction.high)
        self.number.setAccessibleName(self.tr("Strength of {label}").format(label=direction.title))
        self.number.setSingleStep(0.05)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(68)
        self.number.setKeyboardTracking(False)

        self.grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        if direction.opposite:
            grid.addWidget(self._named(f"← {direction.opposite_label}"), 0, 0)
            grid.addWidget(self._named(f"{direction.label} →", Qt.AlignmentFlag.AlignRight), 0, 1)
        else:
            grid.addWidget(self._named(direction.label), 0, 0, 1, 2)
        grid.addWidget(self.slider, 1, 0, 1, 2)
        grid.addWidget(self.number, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.slider.valueChanged.connect(self._slid)
        self.slider.focused.connect(lambda: self.approached.emit(self.name))
        self.slider.reset_wanted.connect(self._reset)
        self.number.valueChanged.connect(self._typed)

    def _named(self, text: str, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> PlainLabel:
        label = _Name(text)
        label.setAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
        label.setBuddy(self.slider)
        return label

    def follow(self) -> None:
        """Show the strength that is set."""
        value = self._strengths[self.name]
        with QSignalBlocker(self.slider), QSignalBlocker(self.number):
            self.slider.setValue(round(value * UNITS))
            self.number.setValue(value)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.approached.emit(self.name)

    def _slid(self, position: int) -> None:
        self._strengths.set(self.name, position / UNITS, self.slider.gesture())

    def _typed(self, value: float) -> None:
        self._strengths.set(self.name, round(value, 2), new_gesture())

    def _reset(self) -> None:
        self._strengths.set(self.name, 0.0, self.slider.gesture())


class _Name(PlainLabel):
    """In one line; what has no room is left out at its end, whichever side it stands at. Its tooltip has the whole."""

    def __init__(self, text: str) -> None:
        super().__init__(without_keys(text))
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setToolTip(literal(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        place = self.contentsRect()
        text = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, place.width())
        self.style().drawItemText(
            QPainter(self), place, self.alignment(), self.palette(), self.isEnabled(), text, self.foregroundRole()
        )


def _signed(number: float) -> str:
    return f"{number:+g}".replace("-", "−")
