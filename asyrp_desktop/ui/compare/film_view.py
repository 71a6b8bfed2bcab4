"""A film that plays in place: as its pictures come, and then as it will be saved."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSignalBlocker, QSizeF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QSlider, QVBoxLayout, QWidget


class FilmView(QFrame):
    """Plays by itself, rests while it is out of sight, and can be held and moved by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("viewArea")
        self._images: list[QImage] = []
        self._order: list[int] = []
        self._at = 0
        self._rate, self._back = 20, True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)
        self._screen = _Screen()
        self._play = QPushButton()
        self._play.setObjectName("playButton")
        self._play.clicked.connect(self._play_or_pause)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("filmSlider")
        self._slider.setAccessibleName(self.tr("Picture of the film"))
        self._slider.valueChanged.connect(self._go_to)
        foot = QHBoxLayout()
        foot.addWidget(self._play)
        foot.addWidget(self._slider, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addWidget(self._screen, 1)
        column.addLayout(foot)
        self.clear()

    def clear(self) -> None:
        self._images, self._at = [], 0
        self._screen.show_image(None)
        self._set_playing(False)

    def add(self, image: QImage) -> None:
        """The next picture."""
        self._images.append(image)
        self.pace(self._rate, self._back)
        if len(self._images) == 2:
            self._set_playing(True)
        self._show()

    def pace(self, rate: int, back: bool) -> None:
        """rate: pictures a second. back: and back again."""
        from asyrp_desktop.comparing.animation import swinging

        self._rate, self._back = rate, back
        self._order = swinging(len(self._images), back)
        self._at = min(self._at, max(0, len(self._order) - 1))
        self._timer.setInterval(round(1000 / rate))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._set_playing(False)

    def _play_or_pause(self) -> None:
        self._set_playing(not self._timer.isActive())

    def _set_playing(self, playing: bool) -> None:
        if playing:
            self._timer.start()
        else:
            self._timer.stop()
        self._play.setText(self.tr("Pause") if playing else self.tr("Play"))
        for widget in (self._play, self._slider):
            widget.setEnabled(len(self._images) > 1)

    def _next(self) -> None:
        self._at = (self._at + 1) % len(self._order)
        self._show()

    def _go_to(self, picture: int) -> None:
        """By hand: it is held there."""
        self._set_playing(False)
        self._at = self._order.index(picture)
        self._show()

    def _show(self) -> None:
        if not self._images:
            return
        picture = self._order[self._at]
        with QSignalBlocker(self._slider):
            self._slider.setRange(0, len(self._images) - 1)
            self._slider.setValue(picture)
        self._screen.show_image(self._images[picture])


class _Screen(QWidget):
    """One picture, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Film"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image: QImage | None = None

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = QSizeF(self._image.size()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(place, self._image)
