"""The segments of a JPEG: what stands before, and between, the data of its picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
APP = 0xE0  # of 16 kinds, for whatever a program wants to keep
XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
MORE_XMP_HEAD = b"http://ns.adobe.com/xmp/extension/\0"
MOST_DATA = 65_533  # bytes of one segment
_MOST_SEGMENTS = 50_000
_MARKER = re.compile(rb"\xff([\x02-\xcf\xd8-\xfe])")  # that is followed by more than itself


class Segment(NamedTuple):
    marker: int  # its second byte
    data: bytes


def places(jpeg: bytes) -> Iterator[tuple[int, int, int]]:
    """Each marker, with where its data start and stop, to the end of the picture. Raises ValueError."""
    at = 0
    for _ in range(_MOST_SEGMENTS):
        found = _MARKER.search(jpeg, at)
        if found is None:
            return
        marker, start = found[1][0], found.end()
        at = start
        if marker not in (START, END):
            at += int.from_bytes(jpeg[start : start + 2], "big")
            start += 2
        yield marker, start, at
        if marker == END:
            return
    raise ValueError(f"more than {_MOST_SEGMENTS} segments")


def split(jpeg: bytes) -> tuple[list[Segment], bytes]:
    """The comments and the segments of programs; and what follows the picture. Raises ValueError."""
    segments, end = [], len(jpeg)
    for marker, start, stop in places(jpeg):
        if marker == COMMENT or APP <= marker < APP + 16:
            segments.append(Segment(marker, jpeg[start:stop]))
        elif marker == END:
            end = stop
    return segments, jpeg[end:]


def joined(segments: Iterable[Segment]) -> bytes:
    """Each is to hold MOST_DATA at most."""
    return b"".join(b"\xff" + bytes([marker]) + (len(data) + 2).to_bytes(2, "big") + data for marker, data in segments)


def in_pieces(marker: int, head: bytes, data: bytes) -> list[Segment]:
    """Data of any length, each piece of it behind that head."""
    room = MOST_DATA - len(head)
    return [Segment(marker, head + data[at : at + room]) for at in range(0, len(data), room)]
