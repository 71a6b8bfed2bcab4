"""JPEG, and PNG and TIFF files of 8 or 16 bits a sample, with all that belongs to a photo in them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

import imagecodecs
import numpy as np

from . import exif as exif_bytes
from . import jpeg_segments, png_chunks, tiff_fields
from .jpeg_segments import Segment
from .png_chunks import Chunk
from .tiff_fields import Field

_JFIF_DENSITY, _JFIF_LENGTH = 13, 20  # where in a file that begins with it
_PNG_LEVEL = 4  # twice as fast as the usual 6, and hardly larger
_STRIP_ROWS = 64
_PHOTOMETRIC = {1: 1, 3: 2, 4: 5}


def jpeg(plain: bytes, segments: list[Segment], density: bytes) -> bytes:
    """A JPEG with these segments behind its head. density: as JFIF has it; none: as it is."""
    at = 2
    if plain[6:11] == b"JFIF\0":
        at = _JFIF_LENGTH
        plain = plain[:_JFIF_DENSITY] + (density or plain[_JFIF_DENSITY:][:5]) + plain[_JFIF_DENSITY + 5 :]
    return plain[:at] + jpeg_segments.joined(segments) + plain[at:]


def png(
    samples: np.ndarray, icc: bytes | None, exif: bytes | None, xmp: bytes | None, more: Iterable[Chunk] = ()
) -> bytes:
    """samples: (H, W, C), grey or RGB, perhaps with alpha. more: chunks that stand before the picture."""
    plain = bytes(imagecodecs.png_encode(samples, level=_PNG_LEVEL))
    chunks = list(more)
    if icc:
        chunks.append(Chunk(b"iCCP", b"ICC Profile\0\0" + zlib.compress(icc)))
    if exif:
        chunks.append(Chunk(b"eXIf", exif))
    if xmp:
        chunks.append(png_chunks.international_text(png_chunks.XMP, xmp))
    head = 33  # signature and IHDR
    return plain[:head] + png_chunks.joined(chunks) + plain[head:]


def tiff(
    samples: np.ndarray, alpha: bool, icc: bytes | None, exif: bytes | None, xmp: bytes | None, more: Iterable[Field]
) -> bytes:
    """samples: (H, W, C), grey, RGB or CMYK, with alpha as the last channel where there is one. Deflated.

    exif: stands in the file as it is, so that what points into it stays true; the file has its byte order. more: tags
    beside those of EXIF, in that order.
    """
    height, width, channels = samples.shape
    bits = 8 * samples.itemsize
    order = exif_bytes.byte_order(exif)
    depth = samples.dtype.newbyteorder(">" if order == ">" else "<")
    differences = samples.copy()
    differences[:, 1:] -= samples[:, :-1]
    strips = [
        zlib.compress(differences[top : top + _STRIP_ROWS].astype(depth).tobytes(), 4)
        for top in range(0, height, _STRIP_ROWS)
    ]

    def numbers(tag: int, form: str, *values: int) -> Field:
        type_ = tiff_fields.SHORT if form == "H" else tiff_fields.LONG
        return Field(tag, type_, len(values), struct.pack(f"{order}{len(values)}{form}", *values))

    fields = [
        *(numbers(256, "I", width), numbers(257, "I", height), numbers(258, "H", *(bits,) * channels)),
        numbers(259, "H", 8),  # deflate
        numbers(262, "H", _PHOTOMETRIC[channels - alpha]),
        *(numbers(274, "H", 1), numbers(277, "H", channels), numbers(278, "I", _STRIP_ROWS)),
        numbers(279, "I", *map(len, strips)),
        numbers(317, "H", 2),  # each sample as its difference from the one left of it
        *([numbers(338, "H", 2)] if alpha else []),  # not multiplied into the colours
        *([Field(tiff_fields.ICC, tiff_fields.UNDEFINED, len(icc), icc)] if icc else []),
        *([Field(tiff_fields.XMP, tiff_fields.BYTE, len(xmp), xmp)] if xmp else []),
        *more,
    ]
    own = {field.tag for field in fields} | tiff_fields.STORAGE
    block, entries = exif_bytes.for_tiff(exif) if exif else (bytes(8), {})
    kept = [entry for tag, entry in entries.items() if tag not in own]
    starts = np.cumsum([0, *(len(strip) for strip in strips[:-1])])
    # How long the directory is, is known once it is made; where the strips are does not change that.
    length = len(tiff_fields.directory([*fields, numbers(273, "I", *map(int, starts))], order, len(block), kept))
    fields.append(numbers(273, "I", *map(int, starts + len(block) + length)))
    head = tiff_fields.head(order, len(block)) + block[8:]
    return b"".join((head, tiff_fields.directory(fields, order, len(block), kept), *strips))
