"""Photos that Pillow cannot hold: of more than 8 bits a sample (PNG, TIFF, HEIF), or CMYK with alpha (TIFF)."""

from __future__ import annotations

import io
import logging

import imagecodecs
import numpy as np
import pillow_heif
import tifffile
from PIL import Image, TiffImagePlugin

# What it finds odd in a file is nothing that a user can act on; what it cannot read, it raises.
logging.getLogger("tifffile").addHandler(logging.NullHandler())

# CMYK with alpha: Pillow is to open such a file for its head; the samples are read here.
for _order in (b"II", b"MM"):
    for _bits in (8, 16):
        for _alpha in (1, 2):
            _kind = (_order, 5, (1,), 1, (_bits,) * 5, (_alpha,))
            TiffImagePlugin.OPEN_INFO.setdefault(_kind, ("CMYK", "CMYKX"))


def is_deep(image: Image.Image, data: bytes) -> bool:
    """image: opened and not yet loaded. data: the file."""
    match image.format:
        case "PNG":
            return data[24] == 16  # the head's bit depth
        case "TIFF":
            tags = image.tag_v2  # type: ignore[attr-defined]
            if tags.get(339, (1,))[0] != 1:  # not whole numbers
                return False
            return max(tags.get(258, (1,))) in range(9, 17) or (image.mode == "CMYK" and 338 in tags)
        case "HEIF":
            return image.info.get("bit_depth", 8) > 8
    return False


def read_deep(image: Image.Image, data: bytes) -> tuple[np.ndarray, np.ndarray | None]:
    """Samples (H, W, C) and alpha (H, W) or None, uint8 or uint16, as in the file: a turn is still to be made."""
    match image.format:
        case "PNG":
            samples = imagecodecs.png_decode(data)
        case "TIFF":
            samples = _from_tiff(data)
        case _:
            samples = np.asarray(pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=False))
    samples = samples.reshape(*samples.shape[:2], -1)
    channels = 4 if image.mode == "CMYK" else 3 if samples.shape[2] >= 3 else 1
    alpha = samples[..., channels] if samples.shape[2] > channels else None
    return samples[..., :channels], alpha


def _from_tiff(data: bytes) -> np.ndarray:
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        page = file.pages.first
        samples = page.asarray()
        if samples.ndim == 3 and page.axes.startswith("S"):
            samples = np.moveaxis(samples, 0, 2)
        most = 2**page.bitspersample - 1
        if 255 < most < 65535:
            samples = (samples.astype(np.uint32) * 65535 // most).astype(np.uint16)
        return 65535 - samples if page.photometric == tifffile.PHOTOMETRIC.MINISWHITE else samples
