"""IPTC, and the other resources that Photoshop keeps beside it."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import NamedTuple

from .places import has_coordinates

JPEG_HEAD = b"Photoshop 3.0\0"
IPTC, _DIGEST = 0x0404, 0x0425
THUMBNAILS = (0x0409, 0x040C)
OUTDATED = (*THUMBNAILS, 0x0422, 0x0423, 0x0424)  # second copies of EXIF and XMP
_KINDS = (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR")
_PLACES = frozenset((2, number) for number in (26, 27, 90, 92, 95, 100, 101))
_TAG = 0x1C
_MOST = 10_000  # resources, and texts of IPTC: no program writes a tenth as many


class Resource(NamedTuple):
    kind: bytes
    number: int
    name: bytes
    data: bytes


def split(blocks: bytes) -> tuple[tuple[Resource, ...], bool]:
    """The resources up to the first that cannot be read, and whether these are all."""
    found, at = [], 0
    while len(blocks) - at >= 12 and blocks[at : at + 4] in _KINDS and len(found) < _MOST:
        kind, number, length = struct.unpack_from(">4sHB", blocks, at)
        name = blocks[at + 7 : at + 7 + length]
        start = at + 6 + _even(1 + length) + 4
        size = int.from_bytes(blocks[start - 4 : start], "big")
        if start + size > len(blocks):
            break
        found.append(Resource(kind, number, name, blocks[start : start + size]))
        at = start + _even(size)
    return tuple(found), not blocks[at:].strip(b"\0")


def joined(resources: Iterable[Resource]) -> bytes:
    return b"".join(
        kind
        + struct.pack(">HB", number, len(name))
        + name.ljust(_even(1 + len(name)) - 1, b"\0")
        + struct.pack(">I", len(data))
        + data.ljust(_even(len(data)), b"\0")
        for kind, number, name, data in resources
    )


def iptc_of(resources: Iterable[Resource]) -> bytes:
    return next((resource.data for resource in resources if resource.number == IPTC), b"")


def without_location(resources: Iterable[Resource]) -> tuple[tuple[Resource, ...], bool]:
    """Without the places, and whether IPTC was left out because it cannot be read."""
    kept, unread = [], False
    for resource in resources:
        if resource.number == IPTC:
            data = _without_places(resource.data)
            unread |= data is None
            if data:
                kept.append(resource._replace(data=data))
        else:
            kept.append(resource)
    if iptc_of(kept) != iptc_of(resources):
        kept = [resource for resource in kept if resource.number != _DIGEST]
    return tuple(kept), unread


def _without_places(iptc: bytes) -> bytes | None:
    """None where it cannot be read."""
    kept, at, end = [], 0, len(iptc.rstrip(b"\0"))
    while at < end:
        if len(iptc) - at < 5 or iptc[at] != _TAG or len(kept) > _MOST:
            return None
        record, number, length = struct.unpack_from(">BBH", iptc, at + 1)
        start = at + 5
        if length & 0x8000:  # of the length of a longer text
            start += length & 0x7FFF
            length = int.from_bytes(iptc[at + 5 : start], "big")
        if start + length > len(iptc):
            return None
        text = iptc[start : start + length].decode("utf-8", "replace")
        if (record, number) not in _PLACES and not has_coordinates(text):
            kept.append(iptc[at : start + length])
        at = start + length
    return b"".join(kept)


def _even(length: int) -> int:
    return length + length % 2
