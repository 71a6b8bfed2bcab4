"""JPEGs of kinds that cameras, scanners and archives make, and Pillow does not read: lossless ones, those of more than
8 bits, and arithmetic coding."""

from __future__ import annotations

from typing import NamedTuple

import imagecodecs
import numpy as np

from asyrp_desktop.core.errors import PhotoError

from . import jpeg_segments
from .samples import Samples

START = b"\xff\xd8\xff"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC} | {0xF7}
_LOSSLESS = 0xC3
_ARITHMETIC = (0xC9, 0xCA)
_DECODED = (0xC0, 0xC1, 0xC2, _LOSSLESS, *_ARITHMETIC)  # others are hierarchical, or JPEG-LS


class Frame(NamedTuple):
    """How the picture in a JPEG is coded. kind: the marker that says so. at: where its number of bits lies."""

    kind: int
    bits: int
    at: int

    @property
    def decoded(self) -> bool:
        return self.kind in _DECODED

    @property
    def lossless(self) -> bool:
        return self.kind == _LOSSLESS

    @property
    def arithmetic(self) -> bool:
        """Decoders of it want all of the file at once."""
        return self.kind in _ARITHMETIC

    @property
    def by_pillow(self) -> bool:
        return self.bits == 8 and not self.lossless


def frame(data: bytes) -> Frame | None:
    """Of the first picture in a file; None where it is no JPEG, or ends before it."""
    for marker, start, _ in jpeg_segments.places(data) if data.startswith(START) else ():
        if marker == jpeg_segments.SCAN:
            break
        if marker in _FRAMES and start < len(data):
            return Frame(marker, data[start], start)
    return None


def with_8_bits(data: bytes, frame: Frame) -> bytes:
    """A JPEG that Pillow opens: for all but its samples."""
    return data[: frame.at] + b"\x08" + data[frame.at + 1 :]


def check(data: bytes, name: str) -> None:
    """Raises PhotoError for a kind of JPEG that is not decoded here."""
    found = frame(data)
    if found and not found.decoded:
        raise PhotoError(f"{name} is a JPEG of a rare kind that is not read.", "Save it as a usual JPEG, or as PNG.")


def read(data: bytes, inverted: bool, name: str) -> Samples:
    """A JPEG that Pillow does not read. inverted: no ink is the highest level of its CMYK, as Adobe has it.

    Raises ValueError where its end is missing.
    """
    found = frame(data)
    assert found is not None
    # The decoder fills what is missing with grey.
    if jpeg_segments.END not in (marker for marker, _, _ in jpeg_segments.places(data)):
        raise ValueError("truncated")
    samples = imagecodecs.jpeg8_decode(data)
    samples = samples.reshape(*samples.shape[:2], -1)
    full, depth = 2**found.bits - 1, np.dtype(np.uint8 if found.bits <= 8 else np.uint16)
    most = np.iinfo(depth).max
    if full != most:
        samples = (samples.astype(np.uint32) * most // full).astype(depth)
    if inverted and samples.shape[2] == 4:
        samples = most - samples
    format_ = "TIFF" if samples.shape[2] == 4 else "PNG"
    notices: list[str] = []
    if found.lossless:
        notices.append(f"{name} is a lossless JPEG, a kind that is not written; {format_} keeps all of it.")
    else:
        notices.append(f"{name} is a JPEG of {found.bits} bits, a kind that is not written; {format_} keeps all of it.")
    return Samples(samples, None, format_, tuple(notices))
