"""What is seen before there is a photo: what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from .look import picture
from .plain_text import PlainLabel


class EmptyState(QWidget):
    """Three ways to a photo: drop, open, sample."""

    def __init__(self, open_action: QAction, sample_action: QAction, tour_action: QAction) -> None:
        super().__init__()
        self.setObjectName("emptyState")
        card = QFrame()
        card.setObjectName("dropCard")
        self._icon = PlainLabel()
        title = PlainLabel(self.tr("Drop a photo of a face here"))
        title.setProperty("role", "headline")
        hint = PlainLabel(
            self.tr(
                "Then move a slider: a smile, an age. The program paints the change into your photo.\n"
                "Everything happens on this computer; no picture leaves it."
            )
        )
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        for label in (self._icon, title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        opening = QPushButton(self.tr("Open a photo…"))
        opening.setProperty("role", "primary")
        opening.clicked.connect(open_action.trigger)
        self.setFocusProxy(opening)
        sample = QPushButton(self.tr("Try the sample"))
        sample.clicked.connect(sample_action.trigger)
        sample.setEnabled(sample_action.isEnabled())
        sample_action.enabledChanged.connect(sample.setEnabled)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(opening)
        buttons.addWidget(sample)
        buttons.addStretch(1)
        self._tour = QPushButton(self.tr("New here? Take the tour: one minute"))
        self._tour.setObjectName("tourButton")
        self._tour.setProperty("role", "link")
        self._tour.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tour.clicked.connect(tour_action.trigger)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(40, 36, 40, 36)
        inside.setSpacing(14)
        inside.addStretch(1)
        inside.addWidget(self._icon)
        inside.addWidget(title)
        inside.addWidget(hint)
        inside.addSpacing(6)
        inside.addLayout(buttons)
        inside.addWidget(self._tour, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(24, 24, 24, 24)
        around.addWidget(card)
        self.repaint_icon()

    def offer_tour(self, offering: bool) -> None:
        """Until it was taken."""
        self._tour.setVisible(offering)

    def repaint_icon(self) -> None:
        """In the colours of the day or of the night."""
        self._icon.setPixmap(picture("photo", 72, self))

    def show_dropping(self, dropping: bool) -> None:
        """Something that could be dropped hovers over the window."""
        self.setProperty("dropping", dropping)
        for widget in self.findChildren(QFrame):
            self.style().polish(widget)
