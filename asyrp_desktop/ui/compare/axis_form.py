"""A direction and which strengths of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.core.variants import Axis
from asyrp_desktop.ui.number_field import IntegerField, NumberField
from asyrp_desktop.ui.plain_text import PlainLabel

MOST_STEPS = 15  # in the window: more cells than that, nobody waits for


class AxisForm(QWidget):
    """name: for automation. none: what stands for no direction; "" where there must be one. steps: 0 for no choice."""

    changed = Signal()

    def __init__(self, name: str, title: str, none: str = "", steps: int = 5) -> None:
        super().__init__()
        self._directions: dict[str, DirectionInfo] = {}
        self._none = none
        self._ranged = ""  # the direction that the strengths were set for
        self.box = QComboBox()
        self.box.setObjectName(f"{name}Direction")
        self.box.setAccessibleName(title)
        self._low, self._high = NumberField(f"{name}Low", 0.0, 0.0), NumberField(f"{name}High", 0.0, 0.0)
        self._low.setAccessibleName(self.tr("{title}: from").format(title=title))
        self._high.setAccessibleName(self.tr("{title}: to").format(title=title))
        self._steps = IntegerField(f"{name}Steps", 1, MOST_STEPS)
        self._steps.setValue(steps or 2)
        self._steps.setAccessibleName(self.tr("{title}: steps").format(title=title))
        head = PlainLabel(title)
        head.setBuddy(self.box)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(head, 0, 0, 1, 3)
        grid.addWidget(self.box, 1, 0, 1, 3)
        fields = [(self.tr("from"), self._low), (self.tr("to"), self._high)]
        fields += [(self.tr("steps"), self._steps)] if steps else []
        self._shown: list[QWidget] = []  # while a direction is chosen
        for column, (text, field) in enumerate(fields):
            label = PlainLabel(text)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._shown += [label, field]
            label.setProperty("role", "muted")
            label.setBuddy(field)
            grid.addWidget(label, 2, column)
            grid.addWidget(field, 3, column)
        self.box.currentIndexChanged.connect(self._follow)

    def offer(self, directions: Sequence[DirectionInfo], first: int) -> None:
        """first: which of them is chosen where none was."""
        chosen = self.box.currentData()
        self._directions = {info.name: info for info in directions}
        with QSignalBlocker(self.box):
            self.box.clear()
            if self._none:
                self.box.addItem(self._none, None)
            for info in directions:
                self.box.addItem(info.title, info.name)
            known = self.box.findData(chosen) if chosen else -1
            self.box.setCurrentIndex(known if known >= 0 else min(first, self.box.count() - 1))
        self._follow()

    def axis(self) -> Axis | None:
        """None where no direction is chosen."""
        name = self.box.currentData()
        return Axis.spread(name, self._low.value(), self._high.value(), self._steps.value()) if name else None

    def _follow(self) -> None:
        info = self._directions.get(self.box.currentData() or "")
        if info is not None:
            for field, at_first in ((self._low, -1.0), (self._high, 1.0)):
                field.setRange(info.low, info.high)
                field.setSingleStep(0.25)
                if info.name != self._ranged:
                    field.setValue(at_first)
            self._ranged = info.name
        for widget in self._shown:
            widget.setVisible(info is not None)
        self.changed.emit()
