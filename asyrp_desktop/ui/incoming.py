"""Photos that come by drop or paste."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from asyrp_desktop.core.values import Picture

from .engine_protocol import Source


def source_in(data: QMimeData) -> Source | None:
    """A file, or else a picture, that was dropped or copied; None where there is neither."""
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    image = data.imageData() if data.hasImage() else None
    return _to_picture(image) if isinstance(image, QImage) and not image.isNull() else None


def brings_photo(data: QMimeData) -> bool:
    """As `source_in`, without touching any pixels: asked at every move of a drag."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def _to_picture(image: QImage) -> Picture:
    rows = image.convertToFormat(QImage.Format.Format_RGB888)
    length, stride = 3 * rows.width(), rows.bytesPerLine()
    data = bytes(rows.constBits())
    if stride != length:
        # Qt fills rows up to whole words.
        data = b"".join(data[start : start + length] for start in range(0, stride * rows.height(), stride))
    return Picture(rows.width(), rows.height(), data)
