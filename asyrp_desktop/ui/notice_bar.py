"""What went wrong and what to do, in place: above the photo, never in a box that blocks it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from .engine_protocol import Problem
from .plain_text import PlainLabel


class NoticeBar(QFrame):
    """Hidden until there is something to say."""

    passed_over = Signal()  # an offer, by the user

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("noticeBar")
        self.setAccessibleName(self.tr("Message"))
        self._text = PlainLabel()
        self._text.setObjectName("noticeText")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._offer = QPushButton()
        self._offer.setObjectName("offerButton")
        self._offer.clicked.connect(self._take_offer)
        self._copy = QPushButton(self.tr("Copy details"))
        self._copy.setProperty("role", "quiet")
        self._copy.clicked.connect(self._copy_details)
        dismiss = QToolButton()
        dismiss.setObjectName("dismissNotice")
        dismiss.setText("✕")
        dismiss.setAccessibleName(self.tr("Dismiss the message"))
        dismiss.setToolTip(self.tr("Dismiss"))
        dismiss.clicked.connect(self._dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._offer)
        layout.addWidget(self._copy)
        layout.addWidget(dismiss)
        self._problem = Problem("")
        self._then: Callable[[], object] = self.hide
        self.hide()

    def show_problem(self, problem: Problem) -> None:
        self._problem = problem
        self._text.setText(f"{problem.message}\n{problem.remedy}".strip())
        self._copy.setVisible(bool(problem.details))
        self._offer.hide()
        self._appear(problem=True)

    def show_offer(self, text: str, button: str, then: Callable[[], object]) -> None:
        """Something that the user may want, or pass over."""
        self._text.setText(text)
        self._copy.hide()
        self._offer.setText(button)
        self._then = then
        self._offer.show()
        self._appear(problem=False)

    def _appear(self, problem: bool) -> None:
        self.setProperty("problem", problem)
        for widget in (self, *self.findChildren(QWidget)):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()

    def _dismiss(self) -> None:
        offered = self._offer.isVisible()
        self.hide()
        if offered:
            self.passed_over.emit()

    def _take_offer(self) -> None:
        self.hide()
        self._then()

    def _copy_details(self) -> None:
        problem = self._problem
        QGuiApplication.clipboard().setText("\n".join((problem.message, problem.remedy, problem.details)))
