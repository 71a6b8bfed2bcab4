"""Opening pictures: in the formats that the program reads and in no others, whatever a file is called.

Pillow knows many more, and some of them start programs (EPS runs Ghostscript) or were hardly ever attacked.
"""

from __future__ import annotations

import io
import re
import warnings

import pillow_heif
from PIL import Image, PngImagePlugin

MOST_FILE = 1_000_000_000  # bytes
MOST_PIXELS = 200_000_000
MOST_SCANS = 100  # of a progressive JPEG; each decodes all of it once more, and programs write about ten
_MARKER = re.compile(rb"\xff([\x02-\xcf\xd8-\xfe])")  # that is followed by more than itself
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
READ = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF", "BMP", "GIF")  # of the last one a still picture only
MOST_PROFILE = 8_000_000  # bytes of an ICC profile in a PNG: libpng, and so most programs, read no more

pillow_heif.register_heif_opener()
# What Pillow finds odd in a file's tags is nothing that a user can act on; what it cannot read, it raises.
warnings.filterwarnings("ignore", module=r"PIL\.")
# Looked at below, before anything is decoded; Pillow's limit only warns up to twice its value.
Image.MAX_IMAGE_PIXELS = None
# Its usual one, 1 MiB, is less than the profiles of many printers.
PngImagePlugin.MAX_TEXT_CHUNK = MOST_PROFILE


def open_image(data: bytes, formats: tuple[str, ...] = READ) -> Image.Image:
    """data: a file. Nothing is decoded yet. Raises TooLarge, and whatever a format's parser does."""
    image = Image.open(io.BytesIO(data), formats=formats)  # noqa: TID251
    if image.width * image.height > MOST_PIXELS:
        raise TooLarge(image.width, image.height)
    if image.format in ("JPEG", "MPO") and _scans(data) > MOST_SCANS:
        raise ValueError(f"more than {MOST_SCANS} scans")
    return image


class TooLarge(Exception):
    """A picture has more pixels than can be held."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(f"{width} x {height} pixels")
        self.width, self.height = width, height


def _scans(jpeg: bytes) -> int:
    """How often the picture is gone over; counted no farther than is allowed."""
    at, scans = 0, 0
    while scans <= MOST_SCANS and (marker := _MARKER.search(jpeg, at)):
        kind, at = marker[1][0], marker.end()
        if kind == _END:
            break
        if kind != _START:
            at += int.from_bytes(jpeg[at : at + 2], "big")
        scans += kind == _SCAN
    return scans
