"""Photos that come by drop or paste."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from asyrp_desktop.core.values import Picture

from .engine_protocol import Source


def sources_in(data: QMimeData | None) -> list[Source]:
    """Files, or else a picture, that were dropped or copied; none where there is neither. None: an empty clipboard."""
    if data is None:
        return []
    files: list[Source] = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return files
    image = data.imageData() if data.hasImage() else None
    return [_to_picture(image)] if isinstance(image, QImage) and not image.isNull() else []


def brings_photo(data: QMimeData) -> bool:
    """As `sources_in`, without touching any pixels: asked at every move of a drag."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def _to_picture(image: QImage) -> Picture:
    rows = image.convertToFormat(QImage.Format.Format_RGB888)
    length, stride = 3 * rows.width(), rows.bytesPerLine()
    data = bytes(rows.constBits())
    if stride != length:
        # Qt fills rows up to whole words.
        data = b"".join(data[start : start + length] for start in range(0, stride * rows.height(), stride))
    return Picture(rows.width(), rows.height(), data)
