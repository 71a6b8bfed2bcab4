"""EXIF as the bytes of a TIFF, changed in place: a camera's own notes point into it, and would not stand rewriting.

Every function raises struct.error or IndexError on bytes that are no EXIF.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

MARKER = b"Exif\0\0"  # that some formats want before it
ORIENTATION, EXIF_IFD, GPS_IFD = 0x0112, 0x8769, 0x8825
_WIDTH, _HEIGHT = 0xA002, 0xA003
_COMPRESSION, _THUMBNAIL, _THUMBNAIL_LENGTH = 0x0103, 0x0201, 0x0202
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_SHORT, _LONG = 3, 4
_ENTRY = 12  # bytes


class _Entry(NamedTuple):
    tag: int
    type: int
    count: int
    at: int  # where the entry itself begins

    @property
    def length(self) -> int:
        return _SIZES.get(self.type, 1) * self.count


def bare(exif: bytes) -> bytes:
    """Without the marker."""
    return exif.removeprefix(MARKER)


def is_exif(exif: bytes) -> bool:
    """Whether its first directory can be read."""
    try:
        tiff = _Tiff(exif)
        return bool(list(tiff.entries(tiff.first)))
    except (struct.error, IndexError):
        return False


def orientation(exif: bytes) -> int:
    """1 to 8; 1 is upright, and what is meant where nothing is said."""
    tiff = _Tiff(exif)
    entry = tiff.find(tiff.first, ORIENTATION)
    value = tiff.number(entry) if entry else 1
    return value if 1 <= value <= 8 else 1


def upright(exif: bytes, width: int, height: int) -> bytes:
    """Of a photo that was turned upright, of that size."""
    tiff = _Tiff(exif)
    if entry := tiff.find(tiff.first, ORIENTATION):
        tiff.set_number(entry, 1)
    if pointer := tiff.find(tiff.first, EXIF_IFD):
        for tag, pixels in ((_WIDTH, width), (_HEIGHT, height)):
            if entry := tiff.find(tiff.number(pointer), tag):
                tiff.set_number(entry, pixels)
    return bytes(tiff.data)


def without_location(exif: bytes) -> bytes:
    """Its GPS directory is gone, and its bytes are zero. Raises struct.error as well where there are several, or where
    what it says lies over each other: no camera writes such, and it could be gone over for hours.
    """
    tiff = _Tiff(exif)
    pointers = [entry for entry in tiff.entries(tiff.first) if entry.tag == GPS_IFD]
    if not pointers:
        return bytes(tiff.data)
    (pointer, *others), start = pointers, tiff.number(pointers[0])
    entries = list(tiff.entries(start))
    if others or sum(entry.length for entry in entries) > len(tiff.data):
        raise struct.error("more places than one")
    for entry in entries:
        if entry.length > 4:
            tiff.wipe(tiff.number(entry, as_long=True), entry.length)
    tiff.wipe(start, 2 + _ENTRY * len(entries) + 4)
    tiff.remove(tiff.first, pointer)
    return bytes(tiff.data)


def has_thumbnail(exif: bytes) -> bool:
    tiff = _Tiff(exif)
    second = tiff.next(tiff.first)
    return second > 0 and tiff.find(second, _THUMBNAIL) is not None


def with_thumbnail(exif: bytes, jpeg: bytes | None) -> bytes:
    """With another thumbnail, or none; the old one's bytes are gone where they lie last, else zero."""
    tiff = _Tiff(exif)
    link = tiff.first + 2 + _ENTRY * len(list(tiff.entries(tiff.first)))
    if second := tiff.next(tiff.first):
        at, length = (tiff.find(second, tag) for tag in (_THUMBNAIL, _THUMBNAIL_LENGTH))
        if at and length:
            start, stop = tiff.number(at), tiff.number(at) + tiff.number(length)
            tiff.wipe(start, stop - start)
            if stop >= len(tiff.data) and start > max(second, link):
                del tiff.data[start:]
    tiff.put(link, "I", 0)
    if jpeg is not None:
        tiff.data += bytes(-len(tiff.data) % 2)
        directory = len(tiff.data)
        tiff.put(link, "I", directory)
        tiff.data += struct.pack(f"{tiff.order}HHHIHH", 3, _COMPRESSION, _SHORT, 1, 6, 0)
        for tag, value in ((_THUMBNAIL, directory + 2 + 3 * _ENTRY + 4), (_THUMBNAIL_LENGTH, len(jpeg))):
            tiff.data += struct.pack(f"{tiff.order}HHII", tag, _LONG, 1, value)
        tiff.data += bytes(4) + jpeg
    return bytes(tiff.data)


class _Tiff:
    def __init__(self, exif: bytes) -> None:
        self.data = bytearray(bare(exif))
        self.order = {b"II": "<", b"MM": ">"}.get(bytes(self.data[:2]), "?")
        if self.order == "?":
            raise struct.error("no TIFF header")
        self.first = self.get(4, "I")

    def get(self, at: int, form: str) -> int:
        return struct.unpack_from(f"{self.order}{form}", self.data, at)[0]

    def put(self, at: int, form: str, value: int) -> None:
        struct.pack_into(f"{self.order}{form}", self.data, at, value)

    def entries(self, directory: int) -> Iterator[_Entry]:
        for k in range(self.get(directory, "H")):
            at = directory + 2 + _ENTRY * k
            tag, type_, count = struct.unpack_from(f"{self.order}HHI", self.data, at)
            yield _Entry(tag, type_, count, at)

    def find(self, directory: int, tag: int) -> _Entry | None:
        return next((entry for entry in self.entries(directory) if entry.tag == tag), None)

    def next(self, directory: int) -> int:
        """Where the directory after this one begins; 0 where there is none."""
        return self.get(directory + 2 + _ENTRY * self.get(directory, "H"), "I")

    def number(self, entry: _Entry, as_long: bool = False) -> int:
        """as_long: where the values are, for an entry that is too long to hold them itself."""
        return self.get(entry.at + 8, "H" if entry.type == _SHORT and not as_long else "I")

    def set_number(self, entry: _Entry, value: int) -> None:
        self.put(entry.at + 8, "H" if entry.type == _SHORT else "I", value)

    def wipe(self, start: int, length: int) -> None:
        stop = min(start + length, len(self.data))
        self.data[start:stop] = bytes(max(0, stop - start))

    def remove(self, directory: int, entry: _Entry) -> None:
        """The entries after it and the link to the next directory move up."""
        count = self.get(directory, "H")
        end = directory + 2 + _ENTRY * count + 4
        self.data[entry.at : end] = self.data[entry.at + _ENTRY : end] + bytes(_ENTRY)
        self.put(directory, "H", count - 1)
