"""What the engine does, how far it is, how long it will take, and the way to stop it."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from asyrp_desktop.core.progress import Report

from .engine_protocol import Busy
from .plain_text import PlainLabel


class ProgressStrip(QWidget):
    """Seen while the engine is busy, and only then."""

    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stage = PlainLabel()
        self._stage.setObjectName("stageLabel")
        self._left = PlainLabel()
        self._left.setObjectName("etaLabel")
        self._left.setProperty("role", "muted")
        self._bar = QProgressBar()
        self._bar.setObjectName("progressBar")
        self._bar.setFixedWidth(180)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setObjectName("cancelButton")
        self._cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._cancel.clicked.connect(self.cancel_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(10)
        layout.addStretch(1)
        layout.addWidget(self._stage)
        layout.addWidget(self._bar)
        layout.addWidget(self._left)
        layout.addWidget(self._cancel)
        self.show_busy(Busy.IDLE)

    def show_busy(self, busy: Busy) -> None:
        self._stage.setText(self._text(busy))
        self._left.clear()
        # Loading and reading cannot tell how far they are: the bar only moves.
        self._bar.setRange(0, 1000 if busy.can_be_cancelled else 0)
        self._bar.setValue(0)
        for widget in (self._stage, self._bar, self._left):
            widget.setVisible(busy is not Busy.IDLE)
        self._cancel.setVisible(busy.can_be_cancelled)
        self._cancel.setEnabled(busy.can_be_cancelled)

    def show_report(self, report: Report) -> None:
        self._bar.setValue(round(report.fraction * 1000))
        if report.seconds_left is not None:
            self._left.setText(self._time(report.seconds_left))

    def _time(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr("{n} s left").format(n=max(1, math.ceil(seconds)))
        return self.tr("{n} min left").format(n=math.ceil(seconds / 60))

    def _text(self, busy: Busy) -> str:
        return {
            Busy.IDLE: "",
            Busy.LOADING: self.tr("Loading the model…"),
            Busy.READING: self.tr("Reading the photo…"),
            Busy.PREPARING: self.tr("Preparing the photo…"),
            Busy.PREVIEWING: self.tr("Preview…"),
            Busy.SETTLING: self.tr("Refining…"),
            Busy.SAVING: self.tr("Saving…"),
            Busy.VARYING: self.tr("Comparing…"),
            Busy.CLOSING: self.tr("Closing…"),
        }[busy]
