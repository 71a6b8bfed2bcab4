"""PNG and TIFF files of 8 or 16 bits a sample, with all that belongs to a photo in them."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress

import imagecodecs
import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

# In a TIFF the photo's EXIF lies among the tags that say how to read the pixels. Those of these are the photo's.
DESCRIBING = (269, 270, 271, 272, 282, 283, 296, 305, 306, 315, 316, 18246, 33432, 34665, 34853)
DESCRIBING += (40091, 40092, 40093, 40094, 40095)
_PNG_LEVEL = 4  # twice as fast as the usual 6, and hardly larger
_STRIP_ROWS = 64
_PHOTOMETRIC = {1: 1, 3: 2, 4: 5}


def png(samples: np.ndarray, icc: bytes | None, exif: bytes | None, xmp: bytes | None, text: dict[str, str]) -> bytes:
    """samples: (H, W, C), grey or RGB, perhaps with alpha. text: by keyword, in ASCII."""
    plain = bytes(imagecodecs.png_encode(samples, level=_PNG_LEVEL))
    chunks = b""
    if icc:
        chunks += _chunk(b"iCCP", b"ICC Profile\0\0" + zlib.compress(icc))
    if exif:
        chunks += _chunk(b"eXIf", exif)
    if xmp:
        chunks += _international("XML:com.adobe.xmp", xmp)
    for keyword, words in text.items():
        chunks += _international(keyword, words.encode())
    head = 33  # signature and IHDR
    return plain[:head] + chunks + plain[head:]


def tiff(samples: np.ndarray, alpha: bool, icc: bytes | None, exif: bytes | None, xmp: bytes | None) -> bytes:
    """samples: (H, W, C), grey, RGB or CMYK, with alpha as the last channel where there is one. Deflated."""
    height, width, channels = samples.shape
    bits = 8 * samples.itemsize
    differences = samples.copy()
    differences[:, 1:] -= samples[:, :-1]
    strips = [
        zlib.compress(differences[top : top + _STRIP_ROWS].astype(samples.dtype.newbyteorder("<")).tobytes(), 4)
        for top in range(0, height, _STRIP_ROWS)
    ]
    starts = np.cumsum([0, *(len(strip) for strip in strips[:-1])])
    directory = _described(exif) if exif else ImageFileDirectory_v2(prefix=b"II")
    directory[256], directory[257] = width, height
    directory[258] = (bits,) * channels
    directory[259] = 8  # deflate
    directory[262] = _PHOTOMETRIC[channels - alpha]
    directory[273] = tuple(map(int, starts))  # from the directory's end: what writes it adds where that is
    directory[274] = 1
    directory[277] = channels
    directory[278] = _STRIP_ROWS
    directory[279] = tuple(len(strip) for strip in strips)
    directory[317] = 2  # each sample as its difference from the one left of it
    if alpha:
        directory[338] = 2  # not multiplied into the colours
    for tag, value in ((34675, icc), (700, xmp)):
        if value:
            directory[tag] = value
            directory.tagtype[tag] = 7 if tag == 34675 else 1
    return b"".join((b"II*\0", struct.pack("<I", 8), directory.tobytes(8), *strips))


def _described(exif: bytes) -> ImageFileDirectory_v2:
    """The tags of EXIF that tell of a photo. What cannot be read, or not be written again, is left out."""
    directory, described = ImageFileDirectory_v2(prefix=b"II"), Image.Exif()
    # Pillow raises whatever its parser meets.
    with suppress(Exception):
        described.load(exif)
    for tag in set(DESCRIBING) & set(described):
        with suppress(Exception):
            one = ImageFileDirectory_v2(prefix=b"II")
            one[tag] = described.get_ifd(tag) if tag in (34665, 34853) else described[tag]
            one.tobytes(8)
            directory[tag] = one[tag]
    return directory


def _international(keyword: str, words: bytes) -> bytes:
    return _chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + words)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
