"""One model: what it is, where it stands, and what can be done with it."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from asyrp_desktop.core.model_shelf import ModelEntry, ModelState, Transfer
from asyrp_desktop.core.progress import Report
from asyrp_desktop.ui.language import label
from asyrp_desktop.ui.plain_text import PlainLabel


class ModelCard(QFrame):
    """Each signal is a button that was pressed."""

    use_wanted = Signal()
    download_wanted = Signal()
    pause_wanted = Signal()  # of the download: what came is kept
    cancel_wanted = Signal()  # of whatever goes on: what came of a download is dropped
    calibration_wanted = Signal()
    verifying_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, entry: ModelEntry) -> None:
        super().__init__()
        self.name = entry.name
        self.setObjectName(f"model:{entry.name}")
        self.setProperty("role", "card")
        self._entry = entry
        self._busy = self._ending = False

        self._title = PlainLabel()
        self._title.setProperty("role", "cardTitle")
        self._badge = PlainLabel()
        self._badge.setObjectName("modelState")
        self._facts = PlainLabel()
        self._facts.setObjectName("modelFacts")
        self._commerce = PlainLabel(self.tr("Not for commercial use"))
        self._commerce.setObjectName("modelCommerce")
        self._commerce.setProperty("role", "warning")
        self._terms = PlainLabel()
        self._terms.setProperty("role", "muted")
        self._terms.setWordWrap(True)
        self._answer = PlainLabel()
        self._answer.setObjectName("modelAnswer")
        self._answer.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setObjectName("modelProgress")
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._status = PlainLabel()
        self._status.setObjectName("modelStatus")
        self._buttons = {
            "discard": self._button(self.tr("Discard"), self.removal_wanted),
            "pause": self._button(self.tr("Pause"), self.pause_wanted),
            "cancel": self._button(self.tr("Cancel"), self.cancel_wanted),
            "use": self._button(self.tr("Use this model"), self.use_wanted),
            "download": self._button(self.tr("Download"), self.download_wanted),
            "resume": self._button(self.tr("Resume"), self.download_wanted),
        }
        self._more = QToolButton()
        self._more.setText("⋯")
        self._more.setAccessibleName(self.tr("More about {title}").format(title=label(entry.title)))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        self._more_actions = {
            "calibrate": menu.addAction(self.tr("&Calibrate…"), lambda: self.calibration_wanted.emit()),
            "verify": menu.addAction(self.tr("&Verify files"), lambda: self.verifying_wanted.emit()),
            "remove": menu.addAction(self.tr("&Remove…"), lambda: self.removal_wanted.emit()),
        }
        self._more.setMenu(menu)
        self._lay_out()
        self.show_answer("")
        self.show_entry(entry, in_use=False)

    def show_entry(self, entry: ModelEntry, in_use: bool) -> None:
        self._entry, self._in_use = entry, in_use
        self._title.setText(label(entry.title))
        side = [self.tr("{n} px").format(n=entry.resolution)] if entry.resolution else []
        facts = [label(entry.domain), *side, _size(entry), label(entry.licence)]
        if entry.usable and entry.kind == "base" and not entry.calibrated:
            facts.append(self.tr("not calibrated"))
        self._facts.setText(" · ".join(facts))
        self._commerce.setVisible(entry.commercial is False)
        self._terms.setText(label(entry.terms))
        self._terms.setVisible(bool(entry.terms))
        self._follow()

    def show_waiting(self) -> None:
        """Something is asked of the model, and other work is before it."""
        self._busy, self._ending = True, False
        self._bar.setValue(0)
        self._status.setText(self.tr("Waiting…"))
        self.show_answer("")
        self._follow()

    def show_ending(self) -> None:
        """What goes on was called off, and comes to its next step."""
        self._ending = True
        self._status.setText(self.tr("Ending…"))
        self._follow()

    def show_idle(self) -> None:
        self._busy = self._ending = False
        self._follow()

    def show_transfer(self, transfer: Transfer) -> None:
        if not self._ending:
            self._bar.setValue(round(1000 * transfer.received / max(transfer.total, 1)))
            self._status.setText(transfer_text(transfer))

    def show_report(self, report: Report) -> None:
        if self._ending or report.stage == "downloading":
            return
        stages = {
            "reading": self.tr("Reading…"),
            "checking": self.tr("Checking…"),
            "installing": self.tr("Installing…"),
            "verifying": self.tr("Verifying…"),
            "reading photos": self.tr("Reading photos…"),
            "drawing samples": self.tr("Drawing pictures…"),
            "calibrating": self.tr("Calibrating…"),
        }
        text = stages.get(report.stage, report.stage or self.tr("Working…"))
        if report.seconds_left is not None and report.seconds_left > 5:
            text += "  " + time_left(report.seconds_left)
        self._bar.setValue(round(1000 * report.fraction))
        self._status.setText(text)

    def show_answer(self, text: str) -> None:
        """What came of the last thing that was asked; "" for nothing."""
        self._answer.setText(text)
        self._answer.setVisible(bool(text))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._badge)
        head.addWidget(self._commerce)
        head.addStretch(1)
        self._bar.setFixedWidth(160)
        working = QHBoxLayout()
        working.setSpacing(10)
        working.addWidget(self._bar)
        working.addWidget(self._status, 1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(head)
        for widget in (self._facts, self._terms, self._answer):
            column.addWidget(widget)
        column.addLayout(working)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(8)
        row.addLayout(column, 1)
        for name, button in self._buttons.items():
            button.setObjectName(f"{name}Model:{self.name}")
            button.setAccessibleName(f"{button.text()} ({label(self._entry.title)})")
            row.addWidget(button)
        for name, action in self._more_actions.items():
            action.setObjectName(f"{name}Model:{self.name}")
        row.addWidget(self._more)
        for name in ("use", "download", "resume"):
            self._buttons[name].setProperty("role", "primary")
        self._buttons["discard"].setProperty("role", "quiet")

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: signal.emit())  # type: ignore[attr-defined]
        return button

    def _follow(self) -> None:
        entry, state = self._entry, self._entry.state
        base, idle = entry.kind == "base", not self._busy
        badges = {
            ModelState.BUILT_IN: self.tr("Built in"),
            ModelState.INSTALLED: self.tr("Installed"),
            ModelState.AVAILABLE: "",
            ModelState.PARTIAL: self.tr("Partly downloaded"),
        }
        self._badge.setText(self.tr("In use") if self._in_use else badges[state])
        self._badge.setProperty("role", "badgeInUse" if self._in_use else "badge")
        self._badge.style().polish(self._badge)
        self._badge.setVisible(bool(self._badge.text()))
        self._bar.setVisible(self._busy)
        self._status.setVisible(self._busy)
        here = idle and state is ModelState.INSTALLED
        seen = {
            "use": idle and base and entry.usable and not self._in_use,
            "download": idle and state is ModelState.AVAILABLE,
            "resume": idle and state is ModelState.PARTIAL,
            "pause": self._busy and not entry.usable,
            "cancel": self._busy,
            "discard": idle and state is ModelState.PARTIAL,
        }
        for name, visible in seen.items():
            self._buttons[name].setVisible(visible)
            self._buttons[name].setEnabled(not self._ending)
        self._more.setVisible(here)
        self._more_actions["calibrate"].setVisible(base)
        self._more_actions["remove"].setEnabled(not self._in_use)


def megabytes(count: float) -> str:
    """Bytes as people read them."""
    if count >= 1e9:
        return _tr("{n} GB").format(n=QLocale().toString(count / 1e9, "f", 2))
    return _tr("{n} MB").format(n=QLocale().toString(count / 1e6, "f", 1 if 0 < count < 1e7 else 0))


def transfer_text(transfer: Transfer) -> str:
    """Bytes, speed, and the time that is left."""
    words = [_tr("{got} of {all}").format(got=megabytes(transfer.received), all=megabytes(transfer.total))]
    if transfer.bytes_per_second:
        words.append(_tr("{speed} a second").format(speed=megabytes(transfer.bytes_per_second)))
    if transfer.seconds_left is not None:
        words.append(time_left(transfer.seconds_left))
    return "  ·  ".join(words)


def time_left(seconds: float) -> str:
    if seconds < 90:
        return _tr("{n} s left").format(n=math.ceil(seconds))
    if seconds < 90 * 60:
        return _tr("{n} min left").format(n=math.ceil(seconds / 60))
    return _tr("{n} hours left").format(n=math.ceil(seconds / 3600))


def _size(entry: ModelEntry) -> str:
    if entry.state is ModelState.PARTIAL:
        return _tr("{got} of about {all}").format(got=megabytes(entry.received), all=megabytes(entry.size))
    return megabytes(entry.size) if entry.usable else _tr("about {all}").format(all=megabytes(entry.size))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelCard", text)
