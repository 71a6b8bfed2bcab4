"""What the tour says, beside the widget that it speaks of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from asyrp_desktop.ui.plain_text import PlainLabel

WIDTH = 300
GAP = 14  # pixels between the callout and what it speaks of


class Callout(QFrame):
    """Lies over the window, never over its target, and moves along with both."""

    next_wanted = Signal()
    skip_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tourCallout")
        self.setFixedWidth(WIDTH)
        self._window = window
        self._aim: QWidget = window
        self._outline = _Outline(window)
        self._title = PlainLabel()
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._text = PlainLabel()
        self._text.setObjectName("tourText")
        self._text.setWordWrap(True)
        self._count = PlainLabel()
        self._count.setProperty("role", "muted")
        self._skip = QPushButton(self.tr("Skip the tour"))
        self._skip.setObjectName("tourSkip")
        self._skip.setProperty("role", "quiet")
        self._skip.clicked.connect(self.skip_wanted)
        self._next = QPushButton()
        self._next.setObjectName("tourNext")
        self._next.setProperty("role", "primary")
        self._next.clicked.connect(self.next_wanted)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._skip)
        foot.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(foot)

    @property
    def _target(self) -> QWidget:
        """What it speaks of; the window, where that has gone meanwhile."""
        there = isValid(self._aim) and self._window.isAncestorOf(self._aim)
        return self._aim if there else self._window

    def speak_of(self, target: QWidget, title: str, text: str, number: int, count: int) -> None:
        """number: of the step, from 1."""
        for watched in (self._target, self._window):
            watched.removeEventFilter(self)
        self._aim = target
        for watched in {target, self._window}:
            watched.installEventFilter(self)
        self._title.setText(title)
        self._text.setText(text)
        self._count.setText(self.tr("{n} of {count}").format(n=number, count=count))
        last = number == count
        self._skip.setVisible(not last)
        self._next.setText(self.tr("Done") if last else self.tr("Next"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._next.setAccessibleDescription(f"{title}. {text}")
        # Who goes on by keyboard stays here; a hand on a slider is left in peace.
        if not self.isVisible() or self._next.hasFocus():
            self.show()
            self._next.setFocus()
        self._place()

    def end(self) -> None:
        for watched in (self._target, self._window):
            watched.removeEventFilter(self)
        self._outline.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.skip_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        self.adjustSize()
        target = QRect(self._target.mapTo(self._window, QPoint(0, 0)), self._target.size())
        around, size = self._window.rect().adjusted(GAP, GAP, -GAP, -GAP), self.size()
        middle = target.center() - QPoint(size.width() // 2, size.height() // 2)
        # Beside it where there is room; else within its lower part, as in a view that fills the window.
        below = (middle.x(), target.bottom() + GAP)
        places = [
            (target.left() - GAP - size.width(), middle.y()),
            (target.right() + GAP, middle.y()),
            below,
            (middle.x(), target.bottom() - GAP - size.height()),
        ]
        if target.bottom() < self._window.height() // 4:
            places.insert(0, below)  # of a toolbar, the buttons beside stay in sight
        for left, top in places:
            left = max(around.left(), min(left, around.right() - size.width()))
            top = max(around.top(), min(top, around.bottom() - size.height()))
            if not QRect(QPoint(left, top), size).intersects(target):
                break
        self.move(left, top)
        self._outline.setGeometry(target.adjusted(-4, -4, 4, 4))
        self._outline.show()
        self._outline.raise_()
        self.raise_()


class _Outline(QWidget):
    """Around a widget; the mouse does not see it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().highlight(), 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        painter.end()
