"""Held-out photos as the direction changes them so far: a row a photo, a column a strength."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QWidget

from asyrp_desktop.ui.plain_text import PlainLabel

HEADS = ("−1", "0", "+1")
SIDE = 108


class Previews(QWidget):
    """Empty until there are some."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trainingPreviews")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._shown: list[list[PlainLabel]] = []
        for column, head in enumerate(HEADS):
            label = PlainLabel(head)
            label.setProperty("role", "muted")
            self._grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def show_rows(self, rows: Sequence[Sequence[QImage]]) -> None:
        for number in range(len(self._shown), len(rows)):
            self._shown.append([self._picture(number, column) for column in range(len(HEADS))])
        ratio = self.devicePixelRatioF()
        for labels, row in zip(self._shown, rows, strict=False):
            for label, image in zip(labels, row, strict=True):
                size = QSize(SIDE, SIDE) * ratio
                pixmap = QPixmap.fromImage(
                    image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
                )
                pixmap.setDevicePixelRatio(ratio)
                label.setPixmap(pixmap)
        for number, labels in enumerate(self._shown):
            for label in labels:
                label.setVisible(number < len(rows))
        self.setVisible(bool(rows))

    def _picture(self, row: int, column: int) -> PlainLabel:
        label = PlainLabel()
        label.setFixedSize(SIDE, SIDE)
        label.setAccessibleName(self.tr("Photo {n} at strength {strength}").format(n=row + 1, strength=HEADS[column]))
        self._grid.addWidget(label, row + 1, column)
        return label
