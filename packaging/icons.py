"""The program's icon in the forms that systems want, drawn from the one SVG."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from identity import COMMAND, ICON

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def draw(folder: Path) -> None:
    """Write COMMAND-SIZE.png of each size, COMMAND.ico and COMMAND.icns."""
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(ICON))
    if not renderer.isValid():
        raise ValueError(f"{ICON} cannot be drawn")
    for size in (*SIZES, 1024):
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter, QRectF(image.rect()))
        painter.end()
        image.save(str(_png(folder, size)))
    drawn = {size: Image.open(_png(folder, size)) for size in (*SIZES, 1024)}
    small = [drawn[size] for size in SIZES if size <= 256]
    drawn[256].save(folder / f"{COMMAND}.ico", sizes=[image.size for image in small], append_images=small)
    drawn[1024].save(folder / f"{COMMAND}.icns", append_images=[drawn[size] for size in SIZES if size >= 32])


def _png(folder: Path, size: int) -> Path:
    return folder / f"{COMMAND}-{size}.png"
