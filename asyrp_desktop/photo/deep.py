"""Photos whose samples Pillow cannot hold, or does not read: of more than 8 bits, of floating point, CMYK with alpha,
lossless JPEGs."""

from __future__ import annotations

import io

import imagecodecs
import numpy as np
import pillow_heif
from PIL import Image

from . import jpeg_frame, tiff_page
from .samples import Samples


def bytes_per_pixel(image: Image.Image, data: bytes) -> int:
    """Of what `read_deep` needs for a photo; 0 where Pillow reads it. image: opened, not yet loaded. data: the file."""
    match image.format:
        case "JPEG" | "MPO" if frame := jpeg_frame.frame(data):
            return 0 if frame.by_pillow else 4 * len(image.getbands())
        case "PNG" if data[24] == 16:  # the head's bit depth
            return 2 * len(image.getbands())
        case "TIFF" if isinstance(image, tiff_page.TiffHead):
            return image.bytes_per_pixel
        case "HEIF" if image.info.get("bit_depth", 8) > 8:
            return 2 * len(image.getbands())
    return 0


def read_deep(image: Image.Image, data: bytes, name: str) -> Samples:
    """As in the file: a turn is still to be made. Raises PhotoError, and whatever a decoder does."""
    match image.format:
        case "JPEG" | "MPO":
            return jpeg_frame.read(data, "adobe" in image.info, name)
        case "TIFF":
            return tiff_page.read(data, name)
        case "PNG":
            samples = imagecodecs.png_decode(data)
        case _:
            samples = np.asarray(pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=False))
    samples = samples.reshape(*samples.shape[:2], -1)
    channels = 3 if samples.shape[2] >= 3 else 1
    return Samples(samples[..., :channels], samples[..., channels] if samples.shape[2] > channels else None)
