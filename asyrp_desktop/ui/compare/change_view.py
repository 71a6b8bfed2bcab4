"""What the edit changed, in the photo's place: the difference itself, or a map of it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from asyrp_desktop.ui.engine_protocol import Layers
from asyrp_desktop.ui.photo_view import PhotoView
from asyrp_desktop.ui.view_state import ViewState

if TYPE_CHECKING:
    import numpy as np

LONGEST = 1024  # pixels that are compared: more could not follow a slider


class Change(Enum):
    DIFFERENCE = auto()
    MAP = auto()


class ChangeView(PhotoView):
    """Computes only while it is seen."""

    def __init__(self, state: ViewState, change: Change) -> None:
        super().__init__(state, "")
        self._change = change
        self._before = self._after = Layers(())
        self._stale = False
        self._legend = _Legend(self) if change is Change.MAP else None

    def show_pair(self, before: Layers, after: Layers) -> None:
        self._before, self._after, self._stale = before, after, True
        self._compute()

    def show_original(self, layers: Layers) -> None:
        """For the moment, the photo itself."""
        self._stale = False
        self.show_layers(layers)
        self.caption.say(self.tr("Original"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._compute()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._legend is not None:
            self._legend.move(12, self.viewport().height() - self._legend.height() - 12)

    def _compute(self) -> None:
        if not self._stale or not self.isVisible():
            return
        from asyrp_desktop.photo.difference import GAIN, amplified, change_map

        self._stale = False
        after = _compared(self._after)
        before = _compared(self._before)
        if before.size() != after.size():
            before = before.scaled(
                after.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        if self._change is Change.DIFFERENCE:
            pixels = amplified(_pixels(before), _pixels(after))
            self.caption.say(self.tr("Difference × {gain}").format(gain=GAIN))
        else:
            pixels, changed = change_map(_pixels(before), _pixels(after))
            self.caption.say(self.tr("Changed: {share:.1%} of the photo").format(share=changed))
        self.setAccessibleDescription(self.caption.text())
        height, width = pixels.shape[:2]
        data = pixels.tobytes()  # must outlive the image that is made of it
        image = QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self.show_layers(Layers((image.convertToFormat(QImage.Format.Format_RGB32),)))


class _Legend(QWidget):
    """Which colour stands for how much."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setFixedSize(226, 46)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        from asyrp_desktop.photo.difference import FULL, ramp

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 23, 28, 200))
        painter.drawRoundedRect(self.rect(), 9, 9)
        bar = QRectF(13, 9, 200, 8)
        for k, (r, g, b) in enumerate(ramp(int(bar.width()))):
            painter.fillRect(QRectF(bar.left() + k, bar.top(), 1, bar.height()), QColor(int(r), int(g), int(b)))
        painter.setPen(QColor(255, 255, 255))
        below = QRectF(bar.left(), bar.bottom() + 4, bar.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self.tr("levels of 255"))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"≥ {FULL}")


def _compared(layers: Layers) -> QImage:
    """The largest that is quick to compare."""
    return next((i for i in layers.images if max(i.width(), i.height()) <= LONGEST), layers.images[-1])


def _pixels(image: QImage) -> np.ndarray:
    """(H, W, 3) uint8."""
    import numpy as np

    rows = image.convertToFormat(QImage.Format.Format_RGB888)
    data = np.frombuffer(rows.constBits(), np.uint8).reshape(rows.height(), rows.bytesPerLine())
    # A copy: the bytes go with the image.
    return data[:, : 3 * rows.width()].reshape(rows.height(), rows.width(), 3).copy()
