"""One device: what it is, how fast the base model runs on it, and how it is set up."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
)

from asyrp_desktop.core.devices import DTYPES, DeviceLook, Setting, Trial
from asyrp_desktop.core.progress import Report
from asyrp_desktop.ui.engine_protocol import Problem
from asyrp_desktop.ui.language import message
from asyrp_desktop.ui.plain_text import PlainLabel, without_keys


class DeviceCard(QFrame):
    chosen = Signal()  # it is to be computed on
    tuning_wanted = Signal()
    setting_wanted = Signal(object)  # Setting
    cancel_wanted = Signal()

    def __init__(self, look: DeviceLook) -> None:
        super().__init__()
        device = look.info.device
        self.setObjectName(f"device:{device}")
        self.setProperty("role", "card")
        self._look = look
        self.choice = QRadioButton(without_keys(f"{look.info.name}  ({device})"))
        self.choice.setObjectName(f"use:{device}")
        self.choice.setProperty("role", "cardTitle")
        self.choice.setAutoExclusive(False)  # the window holds all of them in one group
        self._facts = PlainLabel()
        self._facts.setObjectName("deviceFacts")
        self._facts.setWordWrap(True)
        self._dtype = QComboBox()
        self._dtype.setObjectName(f"dtype:{device}")
        self._dtype.addItems(DTYPES)
        self._dtype.setAccessibleName(self.tr("Number format"))
        self._frugal = QCheckBox(self.tr("Low memory"))
        self._frugal.setObjectName(f"frugal:{device}")
        self._frugal.setToolTip(self.tr("One photo and one evaluation at a time: slower, and in less memory."))
        self._tune = QPushButton(self.tr("Find the fastest"))
        self._tune.setObjectName(f"tune:{device}")
        self._tune.setToolTip(self.tr("Measures every way of computing, and keeps the fastest whose edits stay exact."))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setObjectName(f"cancel:{device}")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._answer = PlainLabel()
        self._answer.setObjectName("deviceAnswer")
        self._answer.setWordWrap(True)
        self._lay_out()
        self.choice.clicked.connect(self.chosen)
        self._dtype.activated.connect(self._set_up)
        self._frugal.clicked.connect(self._set_up)
        self._tune.clicked.connect(self.tuning_wanted)
        self._cancel.clicked.connect(self.cancel_wanted)
        self.show_look(look)

    def show_look(self, look: DeviceLook) -> None:
        """As it is now; nothing is under way."""
        self._look = look
        info = look.info
        memory = self.tr("{free:.1f} of {total:.1f} GiB free").format(free=info.free / 2**30, total=info.total / 2**30)
        speed = message(look.problem) or self.tr("{ms} an evaluation").format(ms=_time(look.seconds))
        self._facts.setText(f"{memory} · {speed} · {_said(look.setting)}")
        self._answer.setText("\n".join(self._line(trial) for trial in look.trials))
        self._end()

    def show_refusal(self, problem: Problem | None) -> None:
        """Why it is not set up as it was asked; None where that was called off."""
        self._answer.setText(f"{problem.message} {problem.remedy}" if problem else "")
        self._end()

    def show_busy(self) -> None:
        self._answer.setText("")
        self._follow(busy=True)
        self._bar.setValue(0)

    def show_report(self, report: Report) -> None:
        self._bar.setValue(round(1000 * report.fraction))
        self._answer.setText(self.tr("Trying {what}…").format(what=_said(report.stage)))
        self._answer.show()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        label = PlainLabel(self.tr("Number format"))
        label.setBuddy(self._dtype)
        for widget in (label, self._dtype, self._frugal):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._bar, self._cancel, self._tune):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.choice)
        column.addWidget(self._facts)
        column.addLayout(row)
        column.addWidget(self._answer)

    def _set_up(self) -> None:
        setting, dtype = self._look.setting, DTYPES[self._dtype.currentIndex()]
        # What goes well with one number format need not with another.
        arithmetic = setting if dtype == setting.dtype else Setting(dtype)
        self.setting_wanted.emit(arithmetic._replace(frugal=self._frugal.isChecked()))

    def _end(self) -> None:
        setting = self._look.setting
        with QSignalBlocker(self._dtype), QSignalBlocker(self._frugal):
            self._dtype.setCurrentIndex(DTYPES.index(setting.dtype))
            self._frugal.setChecked(setting.frugal)
        self._follow(busy=False)

    def _follow(self, busy: bool) -> None:
        for widget in (self._dtype, self._frugal):
            widget.setEnabled(not busy)
        self._tune.setVisible(not busy)
        self._bar.setVisible(busy)
        self._cancel.setVisible(busy)
        self._answer.setVisible(bool(self._answer.text()))

    def _line(self, trial: Trial) -> str:
        if trial.problem:
            return self.tr("✕  {setting}: {why}").format(setting=_said(trial.setting), why=message(trial.problem))
        if math.isnan(trial.difference):
            return self.tr("–  {setting}: {ms}, slower").format(setting=_said(trial.setting), ms=_time(trial.seconds))
        text = self.tr("{mark}  {setting}: {ms}, an edit differs by {off:.2f} grey levels")
        kept = trial.setting == self._look.setting._replace(frugal=False)
        mark = "✓" if kept else ("–" if trial.agrees else "✕")
        return text.format(mark=mark, setting=_said(trial.setting), ms=_time(trial.seconds), off=trial.difference)


def _said(setting: Setting | str) -> str:
    return ", ".join(message(word) for word in str(setting).split(", "))


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"
