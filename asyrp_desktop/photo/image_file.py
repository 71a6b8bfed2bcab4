"""Opening pictures: in the formats that the program reads and in no others, whatever a file is called.

Pillow knows many more, and some of them start programs (EPS runs Ghostscript) or were hardly ever attacked.
"""

from __future__ import annotations

import io
import warnings

import pillow_heif
from PIL import Image, ImageFile, PngImagePlugin

from . import jpeg_frame, jpeg_segments, png_chunks, tiff_page

MOST_FILE = 1_000_000_000  # bytes
MOST_PIXELS = 200_000_000
MOST_SCANS = 100  # of a progressive JPEG; each decodes all of it once more, and programs write about ten
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
    image = _opened(data, formats)
    if image.width * image.height > MOST_PIXELS:
        raise TooLarge(image.width, image.height)
    if image.format in ("JPEG", "MPO"):
        scans = 0
        for marker, _, _ in jpeg_segments.places(data):
            scans += marker == jpeg_segments.SCAN
            if scans > MOST_SCANS:
                raise ValueError(f"more than {MOST_SCANS} scans")
    return image


def _opened(data: bytes, formats: tuple[str, ...]) -> Image.Image:
    """Also for kinds whose samples Pillow does not read: of these all but the samples."""
    frame = jpeg_frame.frame(data)
    if frame and frame.bits != 8:
        data = jpeg_frame.with_8_bits(data, frame)
    elif "TIFF" in formats and tiff_page.is_tiff(data) and tiff_page.is_beyond_pillow(data):
        return tiff_page.TiffHead(io.BytesIO(data))
    elif data.startswith(png_chunks.SIGNATURE):
        data = png_chunks.for_pillow(data)
    image = Image.open(io.BytesIO(data), formats=formats)  # noqa: TID251
    if frame and frame.arithmetic and isinstance(image, ImageFile.ImageFile):
        image.decodermaxblock = len(data)  # the decoder cannot wait for more of it
    return image


class TooLarge(Exception):
    """A picture has more pixels than can be held."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(f"{width} x {height} pixels")
        self.width, self.height = width, height
