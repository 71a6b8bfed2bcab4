"""The tags of a TIFF as their bytes: what of them tells of the photo, and how they are written anew.

Values are neither decoded nor made anew: texts of any encoding stay as they are, and so does the byte order.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import NamedTuple

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 1, 2, 3, 4, 5, 7
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}  # bytes, by type
_SIZES_BIG = SIZES | {16: 8, 17: 8, 18: 8}  # BigTIFF's own
EXIF, GPS, INTEROPERABILITY = 0x8769, 0x8825, 0xA005
_INSIDE: dict[int | None, tuple[int, ...]] = {None: (EXIF, GPS), EXIF: (INTEROPERABILITY,)}  # which lead to directories

XMP, IPTC, PHOTOSHOP, ICC, CREDENTIALS = 700, 33723, 34377, 34675, 52545
_OTHER_PLACES = (XMP, IPTC, PHOTOSHOP, ICC, CREDENTIALS)
_RANGES = (
    *((254, 259), (262, 266), (273, 273), (277, 281), (284, 284), (288, 293), (317, 317), (320, 328), (330, 330)),
    *((332, 334), (336, 336), (338, 342), (344, 347), (351, 351), (512, 521), (529, 532), (559, 559), (34016, 34033)),
)
STORAGE = frozenset(tag for first, last in _RANGES for tag in range(first, last + 1))  # of pixels, as they were
_LAYERS = 37724
_MOST_VALUE = 60_000  # bytes in the first directory, but for texts: EXIF of 64 KB is all that a JPEG holds


class Field(NamedTuple):
    """data: in its file's byte order. inside: the fields of the directory that it leads to."""

    tag: int
    type: int
    count: int
    data: bytes
    inside: tuple[Field, ...] | None = None


class Described(NamedTuple):
    """What a TIFF says of the photo. others: bytes of what has its own place elsewhere, by its tag. whole: whether
    nothing was left out."""

    exif: bytes | None
    others: Mapping[int, bytes]
    whole: bool


def read(tiff: bytes) -> Described:
    """Of the first directory. Raises struct.error where it cannot be read."""
    order, big = "<" if tiff[:2] == b"II" else ">", tiff[2:4] in (b"+\0", b"\0+")
    (first,) = struct.unpack_from(order + ("Q" if big else "I"), tiff, 8 if big else 4)
    fields, whole = _read(tiff, order, big, first)
    kept = [field for field in fields if field.tag not in STORAGE and field.tag not in _OTHER_PLACES]
    fitting = [one for one in kept if one.tag != _LAYERS and (one.type == ASCII or len(one.data) <= _MOST_VALUE)]
    others = {field.tag: field.data for field in fields if field.tag in _OTHER_PLACES}
    exif = head(order, 8) + directory(fitting, order, 8) if fitting else None
    return Described(exif, others, whole and len(fitting) == len(kept))


def _read(tiff: bytes, order: str, big: bool, at: int, leading: int | None = None) -> tuple[tuple[Field, ...], bool]:
    """Those of a directory that can be read, and whether that is all of them."""
    wide = order + ("Q" if big else "I")
    (count,) = struct.unpack_from(order + ("Q" if big else "H"), tiff, at)
    at += 8 if big else 2
    step, room = (20, 8) if big else (12, 4)
    if at + step * count > len(tiff) or count > 65_535:
        raise struct.error("a directory beyond the end")
    fields, whole, total = dict[int, Field](), True, 0
    for start in range(at, at + step * count, step):
        tag, type_ = struct.unpack_from(order + "HH", tiff, start)
        (number,) = struct.unpack_from(wide, tiff, start + 4)
        size = _SIZES_BIG.get(type_, 0) * number
        place = start + step - room
        if size > room:
            (place,) = struct.unpack_from(wide, tiff, place)
        if tag in STORAGE and leading is None:
            continue
        total += size
        if not size or place + size > len(tiff) or total > len(tiff):
            whole = whole and not number
            continue
        data, inside = tiff[place : place + size], None
        if type_ > max(SIZES):  # whole numbers of 8 bytes
            numbers = struct.unpack(f"{order}{number}Q", data)
            if max(numbers) >= 2**32:
                whole = False
                continue
            type_, data = LONG, struct.pack(f"{order}{number}I", *numbers)
        if tag in _INSIDE.get(leading, ()):
            try:
                (to,) = struct.unpack_from(order + "I", data)
                inside, all_of_it = _read(tiff, order, big, to, tag)
            except struct.error:
                whole = False
                continue
            whole &= all_of_it
        fields.setdefault(tag, Field(tag, type_, number, data, inside))
    return tuple(fields.values()), whole


def head(order: str, first: int) -> bytes:
    """Of a file whose first directory is there."""
    return (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, first)


def directory(fields: Iterable[Field], order: str, at: int, entries: Iterable[bytes] = ()) -> bytes:
    """A directory that begins `at` there in its file, with its values, of an even length. entries: more of it, whose
    values are elsewhere in the file."""
    fields, written = list(fields), list(entries)
    values, place = list[bytes](), at + 2 + 12 * (len(fields) + len(written)) + 4
    for field in fields:
        type_, count, data = field.type, field.count, field.data
        if field.inside is not None:
            type_, count, data = LONG, 1, struct.pack(f"{order}I", place)
            values.append(directory(field.inside, order, place))
            place += len(values[-1])
        elif len(data) > 4:
            values.append(data + bytes(len(data) % 2))
            data = struct.pack(f"{order}I", place)
            place += len(values[-1])
        written.append(struct.pack(f"{order}HHI", field.tag, type_, count) + data.ljust(4, b"\0"))
    written.sort(key=lambda entry: struct.unpack_from(f"{order}H", entry))
    return struct.pack(f"{order}H", len(written)) + b"".join(written) + bytes(4) + b"".join(values)


def iptc(data: bytes) -> bytes:
    """As it is meant: programs that took its bytes for numbers of four may have turned them round."""
    if data[:1] != b"\x1c" and data[3:4] == b"\x1c" and len(data) % 4 == 0:
        return struct.pack(f"<{len(data) // 4}I", *struct.unpack(f">{len(data) // 4}I", data))
    return data
