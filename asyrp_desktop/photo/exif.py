"""EXIF as the bytes of a TIFF, changed in place: a camera's own notes point into it, and would not stand rewriting.

Functions raise struct.error or IndexError on bytes that are no EXIF.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from .places import has_coordinates, names_place
from .tiff_fields import LONG, RATIONAL, SHORT, SIZES

EMPTY = b"II*\0\x08\0\0\0" + bytes(6)  # one directory, with nothing in it
MARKER = b"Exif\0\0"  # that some formats want before it
ORIENTATION, EXIF_IFD, GPS_IFD = 0x0112, 0x8769, 0x8825
_DIRECTORIES = (EXIF_IFD, GPS_IFD, 0xA005)
_WIDTH, _HEIGHT = 0xA002, 0xA003
_COMPRESSION, _THUMBNAIL, _THUMBNAIL_LENGTH = 0x0103, 0x0201, 0x0202
X_RESOLUTION, Y_RESOLUTION, _RESOLUTION_UNIT, _INCH = 0x011A, 0x011B, 0x0128, 2
_TEXTS = (1, 2, 7, 129)  # types of bytes
_CAMERA_NOTES = (0x927C, 0xC634)
_GEO_TIFF = (33550, 33920, 33922, 34264, 34735, 34736, 34737, 42112)  # where on Earth a map lies
_METADATA = (700, 33723, 34377)  # XMP, IPTC and Photoshop's, which have their places elsewhere
_PLAIN = re.compile(rb"[\t\n\r -~]*\0*")
_MOST_PLACES, _MOST_DIRECTORIES = 100, 16
_ENTRY = 12  # bytes


class _Entry(NamedTuple):
    tag: int
    type: int
    count: int
    at: int  # where the entry itself begins

    @property
    def length(self) -> int:
        return SIZES.get(self.type, 1) * self.count


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


def is_empty(exif: bytes) -> bool:
    """Whether it has nothing to say; not, where that is unknown."""
    try:
        tiff = _Tiff(exif)
        return tiff.get(tiff.first, "H") == 0
    except (struct.error, IndexError):
        return not exif.strip(b"\0")


def orientation(exif: bytes) -> int:
    """1 to 8; 1 is upright, and what is meant where nothing is said."""
    tiff = _Tiff(exif)
    entry = tiff.find(tiff.first, ORIENTATION)
    value = tiff.number(entry) if entry else 1
    return value if 1 <= value <= 8 else 1


def upright(exif: bytes, width: int, height: int, turn: int = 1) -> bytes:
    """Of a photo that lay as `turn` says and was turned upright, of that size."""
    tiff = _Tiff(exif)
    x, y = (tiff.find(tiff.first, tag) for tag in (X_RESOLUTION, Y_RESOLUTION))
    if turn >= 5 and x and y:
        tiff.put(x.at, "H", Y_RESOLUTION)
        tiff.put(y.at, "H", X_RESOLUTION)
        first, second = (slice(one.at, one.at + _ENTRY) for one in sorted((x, y), key=lambda one: one.at))
        tiff.data[first], tiff.data[second] = tiff.data[second], tiff.data[first]  # in the order of their tags
    if entry := tiff.find(tiff.first, ORIENTATION):
        tiff.set_number(entry, 1)
    if pointer := tiff.find(tiff.first, EXIF_IFD):
        for tag, pixels in ((_WIDTH, width), (_HEIGHT, height)):
            if entry := tiff.find(tiff.number(pointer), tag):
                tiff.set_number(entry, pixels)
    return bytes(tiff.data)


def without_location(exif: bytes) -> bytes:
    """Its GPS directories are gone, texts with coordinates, and what cannot be told to be without: a camera's own notes
    that are no plain text, and further metadata inside. Their bytes are zero.

    Raises struct.error as well where what it says lies over each other: no camera writes such, and it could be gone
    over for hours.
    """
    tiff = _Tiff(exif)
    for directory in tiff.directories():
        tiff.check_lengths(entries := list(tiff.entries(directory)))
        places = [entry for entry in entries if entry.tag == GPS_IFD or _may_tell_place(tiff, entry)]
        if len(places) > _MOST_PLACES:
            raise struct.error("more places than one")
        for entry in reversed(places):
            if entry.tag == GPS_IFD:
                start = tiff.number(entry)
                tiff.check_lengths(inner := list(tiff.entries(start)))
                for one in inner:
                    tiff.wipe_value(one)
                tiff.wipe(start, 2 + _ENTRY * len(inner) + 4)
            else:
                tiff.wipe_value(entry)
            tiff.remove(directory, entry)
    return bytes(tiff.data)


def has_camera_notes(exif: bytes) -> bool:
    tiff = _Tiff(exif)
    return any(entry.tag in _CAMERA_NOTES for directory in tiff.directories() for entry in tiff.entries(directory))


def says(exif: bytes | None, tag: int) -> bool:
    """Whether its first directory has the tag; not, where it cannot be read."""
    try:
        tiff = _Tiff(exif or b"")
        return tiff.find(tiff.first, tag) is not None
    except (struct.error, IndexError):
        return False


def _may_tell_place(tiff: _Tiff, entry: _Entry) -> bool:
    if entry.tag in _METADATA or entry.tag in _GEO_TIFF:
        return True
    if entry.type not in _TEXTS:
        return False
    value = tiff.value(entry)
    if entry.tag in _CAMERA_NOTES:
        return not _PLAIN.fullmatch(value) or names_place(value.decode()) or has_coordinates(value.decode())
    # In one byte a letter, or in two in either order.
    return has_coordinates(value.replace(b"\0", b"").decode("utf-8", "replace"))


def with_resolution(exif: bytes, x: float, y: float) -> bytes:
    """With dots per inch, where it says nothing of the kind: its first directory is written anew at the end."""
    tiff = _Tiff(exif)
    entries = [bytes(tiff.data[entry.at : entry.at + _ENTRY]) for entry in tiff.entries(tiff.first)]
    following = tiff.next(tiff.first)
    tiff.data += bytes(-len(tiff.data) % 2)
    for tag, dots in ((X_RESOLUTION, x), (Y_RESOLUTION, y)):
        entries.append(struct.pack(f"{tiff.order}HHII", tag, RATIONAL, 1, len(tiff.data)))
        tiff.data += struct.pack(f"{tiff.order}II", round(1000 * dots), 1000)
    entries.append(struct.pack(f"{tiff.order}HHIHH", _RESOLUTION_UNIT, SHORT, 1, _INCH, 0))
    tiff.put(4, "I", len(tiff.data))
    entries.sort(key=lambda entry: struct.unpack_from(f"{tiff.order}H", entry))
    tiff.data += struct.pack(f"{tiff.order}H", len(entries)) + b"".join(entries)
    tiff.data += struct.pack(f"{tiff.order}I", following)
    return bytes(tiff.data)


def byte_order(exif: bytes | None) -> str:
    """As the struct module has it; of none, or of what cannot be read: from the smallest."""
    try:
        return _Tiff(exif).order if exif else "<"
    except (struct.error, IndexError):
        return "<"


def for_tiff(exif: bytes) -> tuple[bytes, dict[int, bytes]]:
    """To stand at a TIFF's beginning: without thumbnail and what points out of it, and of an even length; and the
    entries of its first directory, by their tags. Nothing of what cannot be read."""
    try:
        tiff = _Tiff(with_thumbnail(bare(exif) + bytes(4), None))  # some end before the last link
        starts = [tiff.first]
        for start in starts:
            tiff.drop_broken(start)
            starts += [
                tiff.number(one)
                for one in tiff.entries(start)
                if one.tag in _DIRECTORIES and len(starts) < _MOST_DIRECTORIES
            ]
        entries = {one.tag: bytes(tiff.data[one.at : one.at + _ENTRY]) for one in tiff.entries(tiff.first)}
    except (struct.error, IndexError):
        return bytes(8), {}
    return bytes(tiff.data + bytes(len(tiff.data) % 2)), entries


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
        tiff.data += struct.pack(f"{tiff.order}HHHIHH", 3, _COMPRESSION, SHORT, 1, 6, 0)
        for tag, value in ((_THUMBNAIL, directory + 2 + 3 * _ENTRY + 4), (_THUMBNAIL_LENGTH, len(jpeg))):
            tiff.data += struct.pack(f"{tiff.order}HHII", tag, LONG, 1, value)
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
        return self.get(entry.at + 8, "H" if entry.type == SHORT and not as_long else "I")

    def directories(self) -> list[int]:
        """Where the first ones are, one after another, and those of EXIF inside them. Raises struct.error."""
        found: list[int] = []
        directory = self.first
        while directory and directory not in found:
            if len(found) > _MOST_DIRECTORIES:
                raise struct.error("more directories than can be")
            found.append(directory)
            inside = [self.number(entry) for entry in self.entries(directory) if entry.tag == EXIF_IFD]
            found += [start for start in inside[:1] if start not in found]
            directory = self.next(directory)
        return found

    def value(self, entry: _Entry) -> bytes:
        start = entry.at + 8 if entry.length <= 4 else self.number(entry, as_long=True)
        return bytes(self.data[start : start + entry.length])

    def check_lengths(self, entries: list[_Entry]) -> None:
        if sum(entry.length for entry in entries) > len(self.data):
            raise struct.error("values that lie over each other")

    def drop_broken(self, directory: int) -> None:
        """The entries whose values, or whose directories, lie outside."""
        entries, following = list(self.entries(directory)), self.next(directory)
        whole = []
        for one in entries:
            start = one.at + 8 if one.length <= 4 else self.number(one, as_long=True)
            inside = start + one.length <= len(self.data)
            if inside and one.tag in _DIRECTORIES:
                to = self.number(one)
                inside = to + 6 <= len(self.data) and to + 6 + _ENTRY * self.get(to, "H") <= len(self.data)
            whole += [bytes(self.data[one.at : one.at + _ENTRY])] if inside else []
        if len(whole) < len(entries):
            body = b"".join(whole) + struct.pack(f"{self.order}I", following)
            body = body.ljust(_ENTRY * len(entries) + 4, b"\0")
            self.data[directory + 2 : directory + 2 + len(body)] = body
            self.put(directory, "H", len(whole))

    def wipe_value(self, entry: _Entry) -> None:
        if entry.length > 4:
            self.wipe(self.number(entry, as_long=True), entry.length)

    def set_number(self, entry: _Entry, value: int) -> None:
        self.put(entry.at + 8, "H" if entry.type == SHORT else "I", value)

    def wipe(self, start: int, length: int) -> None:
        stop = min(start + length, len(self.data))
        self.data[start:stop] = bytes(max(0, stop - start))

    def remove(self, directory: int, entry: _Entry) -> None:
        """The entries after it and the link to the next directory move up."""
        count = self.get(directory, "H")
        end = directory + 2 + _ENTRY * count + 4
        self.data[entry.at : end] = self.data[entry.at + _ENTRY : end] + bytes(_ENTRY)
        self.put(directory, "H", count - 1)
