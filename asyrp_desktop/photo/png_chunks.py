"""The chunks of a PNG, and the texts in them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MOST_TEXT = 8_000_000  # bytes of one text, unpacked
SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS = 1_000_000
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_UNNEEDED = (*_TEXTS, b"eXIf", b"pHYs", b"tIME")
_FRAMES = (b"acTL", b"fcTL", b"fdAT")  # of an animation
_ANCILLARY = 0x20  # in the first letter of a chunk's kind: the picture can be read without it
RAW_PROFILE = "Raw profile type "
XMP = "XML:com.adobe.xmp"
COLOURS = (b"cICP", b"gAMA", b"cHRM", b"sRGB", b"mDCV", b"mDCv", b"cLLI", b"cLLi")  # how they are meant
KNOWN = (*COLOURS, b"tIME")


class Chunk(NamedTuple):
    kind: bytes
    data: bytes
    intact: bool = True  # as its checksum says


class TooLong(ValueError):
    """A text has more than MOST_TEXT bytes."""


class Text(NamedTuple):
    keyword: str
    words: bytes  # in Latin-1, or UTF-8 where `international`
    international: bool

    @property
    def text(self) -> str:
        return self.words.decode("utf-8" if self.international else "latin-1", "replace")


def split(png: bytes) -> Iterator[Chunk]:
    """All but the picture's data, up to the end or where the file breaks off. Raises ValueError."""
    at = len(SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        head = png[at : at + 8]
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head)
        if kind == b"IEND":
            return
        if kind != b"IDAT":
            data, check = png[at + 8 : at + 8 + length], png[at + 8 + length : at + 12 + length]
            yield Chunk(kind, data, zlib.crc32(kind + data) == int.from_bytes(check, "big"))
        at += 12 + length
    raise ValueError(f"more than {_MOST_CHUNKS} chunks")


def for_pillow(png: bytes) -> bytes:
    """Without the chunks that it has no need of here, and would refuse the picture for where they are odd."""
    kept, at, start = list[memoryview](), len(SIGNATURE), 0
    view = memoryview(png)
    for _ in range(_MOST_CHUNKS):
        head = png[at : at + 8]
        if len(head) < 8 or head[4:] == b"IEND":
            break
        length, kind = struct.unpack(">I4s", head)
        following = at + 12 + length
        if kind in _UNNEEDED or (kind[0] & _ANCILLARY and kind not in _FRAMES and not _is_intact(view[at:following])):
            kept.append(view[start:at])
            start = following
        at = following
    return b"".join((*kept, view[start:])) if start else png


def _is_intact(chunk: memoryview) -> bool:
    return zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:], "big")


def joined(chunks: Iterable[Chunk]) -> bytes:
    return b"".join(
        struct.pack(">I", len(one.data)) + one.kind + one.data + struct.pack(">I", zlib.crc32(one.kind + one.data))
        for one in chunks
    )


def is_text(chunk: Chunk) -> bool:
    return chunk.kind in _TEXTS


def keyword(chunk: Chunk) -> str:
    return chunk.data.partition(b"\0")[0].decode("latin-1")


def read_text(chunk: Chunk) -> Text:
    """Raises ValueError where it is damaged or longer than MOST_TEXT."""
    name, _, rest = chunk.data.partition(b"\0")
    packed, international = chunk.kind == b"zTXt", chunk.kind == b"iTXt"
    if packed:
        rest = rest[1:]  # how: there is one way
    elif international:
        packed = rest[:1] == b"\1"
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]  # language, and the keyword in it
    return Text(name.decode("latin-1"), _unpacked(rest) if packed else rest, international)


def international_text(keyword: str, words: bytes) -> Chunk:
    """words: in UTF-8."""
    return Chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + words)


def raw_profile(text: Text) -> tuple[str, bytes] | None:
    """What ImageMagick and others keep as hexadecimal digits in a text: its kind, and its bytes. Raises ValueError."""
    if not text.keyword.startswith(RAW_PROFILE):
        return None
    _, kind, _, digits = (*text.words.decode("latin-1").split("\n", 3), "", "", "", "")[:4]
    return text.keyword.removeprefix(RAW_PROFILE).lower(), bytes.fromhex(digits) if kind else b""


def as_raw_profile(kind: str, profile: bytes) -> Chunk:
    digits = profile.hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    text = f"\n{kind}\n{len(profile):8}\n{lines}\n".encode()
    return Chunk(b"zTXt", f"{RAW_PROFILE}{kind}".encode() + b"\0\0" + zlib.compress(text))


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, MOST_TEXT)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if unpacker.unconsumed_tail:
        raise TooLong(f"more than {MOST_TEXT} bytes")
    return text
