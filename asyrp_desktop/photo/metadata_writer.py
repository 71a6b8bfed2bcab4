"""What goes along with a photo, as the format that it is saved in has it; and what that format has no place for."""

from __future__ import annotations

import struct
import time
from contextlib import suppress
from fractions import Fraction
from typing import NamedTuple

from . import exif as exif_bytes
from . import iptc, png_chunks, xmp
from .jpeg_segments import APP, COMMENT, MORE_XMP_HEAD, MOST_DATA, XMP_HEAD, Segment, in_pieces
from .metadata import Density, Metadata
from .png_chunks import Chunk, Text
from .tiff_fields import ASCII, BYTE, IPTC, PHOTOSHOP, RATIONAL, SHORT, UNDEFINED, Field

EXIF_ALONE = ("WEBP", "HEIF", "AVIF")  # formats that have no other place for a resolution
_COMMENT = "Comment"
_RESOLUTIONS, _UNIT, _NO_UNIT, _INCH = (0x011A, 0x011B), 0x0128, 1, 2
_DESCRIPTION = 0x010E
_UNLIKE_SRGB = tuple(kind for kind in png_chunks.COLOURS if kind != b"sRGB")
# How sRGB is told in these chunks.
_SRGB = (
    (b"gAMA", struct.pack(">I", 45455)),
    (b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)),
    (b"cICP", b"\1\x0d\0\1"),
)


class Told(NamedTuple):
    """What is said of a photo that is to be saved."""

    icc: bytes | None
    exif: bytes | None
    xmp: bytes | None
    metadata: Metadata


def jpeg_segments(told: Told) -> tuple[list[Segment], list[str]]:
    """And what does not fit in."""
    segments, left = list[Segment](), list[str]()
    metadata = told.metadata
    if told.exif:
        exif = _small_enough(told.exif)
        segments += [Segment(APP + 1, exif_bytes.MARKER + exif)] if exif else []
        left += [] if exif else ["EXIF of this size"]
    if told.xmp:
        most = MOST_DATA - len(XMP_HEAD)
        packets = (told.xmp, b"") if len(told.xmp) <= most else xmp.split(told.xmp, most)
        if packets:
            segments += [Segment(APP + 1, XMP_HEAD + packets[0]), *_more_xmp(*packets)]
        else:
            left.append("XMP of this kind and size")
    if metadata.resources:
        segments += in_pieces(APP + 13, iptc.JPEG_HEAD, iptc.joined(metadata.resources))
    segments += metadata.segments
    named = [text.keyword.encode("latin-1") + b": " + text.words for text in metadata.texts if not _is_comment(text)]
    comments = [*named, *_comments(metadata)]
    fitting = [comment for comment in comments if len(comment) <= MOST_DATA]
    if len(fitting) < len(comments):
        left.append("texts of this size")
    return [*segments, *(Segment(COMMENT, comment) for comment in fitting)], left


def jfif_density(density: Density) -> bytes:
    """Its unit, and dots per unit in both directions."""
    unit = "inch" if density.unit == "m" else density.unit
    x, y = (max(1, min(65535, round(dots))) for dots in density.per(unit))
    return struct.pack(">BHH", ("", "inch", "cm").index(unit), x, y)


def png_metadata(told: Told, own_colours: bool) -> list[Chunk]:
    """Beside profile, EXIF and XMP. own_colours: the samples are as they came."""
    metadata, chunks = told.metadata, list[Chunk]()
    for chunk in metadata.chunks:
        if chunk.kind == b"tIME":
            chunks.append(Chunk(b"tIME", struct.pack(">HBBBBB", *time.gmtime()[:6])))
        elif own_colours or chunk.kind not in png_chunks.COLOURS:
            chunks.append(chunk)
    if metadata.density:
        unit = "m" if metadata.density.unit else ""
        x, y = (max(1, min(2**31 - 1, round(dots))) for dots in metadata.density.per(unit))
        chunks.append(Chunk(b"pHYs", struct.pack(">IIB", x, y, bool(unit))))
    if metadata.resources:
        chunks.append(png_chunks.as_raw_profile("iptc", iptc.joined(metadata.resources)))
    for comment in metadata.comments:
        try:
            chunks.append(png_chunks.international_text(_COMMENT, comment.decode().encode()))
        except UnicodeDecodeError:
            chunks.append(Chunk(b"tEXt", _COMMENT.encode() + b"\0" + comment.replace(b"\0", b"")))
    return chunks


def exif_with_density(exif: bytes | None, density: Density | None) -> bytes | None:
    """For formats that know no other place for it; what EXIF says itself stays."""
    if not density or not density.unit or exif_bytes.says(exif, exif_bytes.X_RESOLUTION):
        return exif
    try:
        return exif_bytes.with_resolution(exif or exif_bytes.EMPTY, *density.per("inch"))
    except (struct.error, IndexError):
        return exif


def tiff_tags(told: Told) -> list[Field]:
    """In the byte order of EXIF. Resolution and a comment only where EXIF says nothing of the kind."""
    metadata, order, fields = told.metadata, exif_bytes.byte_order(told.exif), list[Field]()
    if metadata.density and not exif_bytes.says(told.exif, exif_bytes.X_RESOLUTION):
        for tag, dots in zip(_RESOLUTIONS, metadata.density.per("inch"), strict=True):
            fields.append(Field(tag, RATIONAL, 1, struct.pack(f"{order}II", *_ratio(dots))))
        if not exif_bytes.says(told.exif, _UNIT):
            unit = _INCH if metadata.density.unit else _NO_UNIT
            fields.append(Field(_UNIT, SHORT, 1, struct.pack(f"{order}H", unit)))
    if _is_description(comments := _comments(metadata)) and not exif_bytes.says(told.exif, _DESCRIPTION):
        fields.append(Field(_DESCRIPTION, ASCII, len(comments[0]) + 1, comments[0] + b"\0"))
    others = iptc.joined(one for one in metadata.resources if one.number != iptc.IPTC)
    own = iptc.iptc_of(metadata.resources)
    fields += [Field(PHOTOSHOP, BYTE, len(others), others)] if others else []
    return fields + ([Field(IPTC, UNDEFINED, len(own), own)] if own else [])


def _ratio(value: float) -> tuple[int, int]:
    """Of two numbers of 32 bits."""
    ratio = Fraction(min(value, 2**32 - 1)).limit_denominator(1_000_000 if value < 4000 else 1)
    return ratio.numerator, ratio.denominator


def left_behind(told: Told, to: str) -> list[str]:
    """What a format has no place for, or not for as much of it."""
    metadata = told.metadata
    others = [one for one in metadata.chunks if one.kind not in png_chunks.KNOWN and not png_chunks.is_text(one)]
    colours = [one for one in metadata.chunks if one.kind in _UNLIKE_SRGB and one[:2] not in _SRGB]
    texts = [f"“{text.keyword}”" for text in metadata.texts if not _is_comment(text)]
    others_than_iptc = any(one.number != iptc.IPTC for one in metadata.resources)
    comments = _comments(metadata)
    unsaid = not exif_bytes.says(told.exif, exif_bytes.X_RESOLUTION)
    described = to == "TIFF" and _is_description(comments) and not exif_bytes.says(told.exif, _DESCRIPTION)
    left = {
        "colour profile": told.icc and to == "BMP",
        "EXIF": told.exif and to == "BMP",
        "damaged EXIF": told.exif and to == "TIFF" and not exif_bytes.for_tiff(told.exif)[1],
        "XMP": told.xmp and to == "BMP",
        "IPTC": iptc.iptc_of(metadata.resources) and to not in ("JPEG", "PNG", "TIFF"),
        "Photoshop resources": others_than_iptc and to not in ("JPEG", "PNG", "TIFF"),
        "comment": comments and to not in ("JPEG", "PNG") and not described,
        f"texts {', '.join(texts)}": texts and to not in ("JPEG", "PNG"),
        "dots per inch": metadata.density and metadata.density.unit and to in EXIF_ALONE and unsaid,
        "pixels' shape": metadata.density and not metadata.density.unit and to in (*EXIF_ALONE, "BMP"),
        "description of its colours": colours and not told.icc and to != "PNG",
        "data of other programs": (metadata.segments and to != "JPEG") or (others and to != "PNG"),
    }
    return [name for name, is_left in left.items() if is_left]


def _comments(metadata: Metadata) -> list[bytes]:
    """A PNG's among them."""
    return [*metadata.comments, *(text.words for text in metadata.texts if _is_comment(text))]


def _is_description(comments: list[bytes]) -> bool:
    """Whether a TIFF's ImageDescription can say them."""
    return len(comments) == 1 and comments[0].isascii() and b"\0" not in comments[0]


def _is_comment(text: Text) -> bool:
    return text.keyword.lower() == _COMMENT.lower()


def _small_enough(exif: bytes) -> bytes | None:
    """For one segment: without its thumbnail if need be, or not at all."""
    most = MOST_DATA - len(exif_bytes.MARKER)
    if len(exif) > most:
        with suppress(struct.error, IndexError):
            exif = exif_bytes.with_thumbnail(exif, None)
    return exif if len(exif) <= most else None


def _more_xmp(packet: bytes, extension: bytes) -> list[Segment]:
    """The packet that continues the other, in pieces that say which of it they are."""
    guid = (xmp.extension_of(packet) or "").encode() if extension else b""
    room = MOST_DATA - len(MORE_XMP_HEAD) - len(guid) - 8
    return [
        Segment(APP + 1, MORE_XMP_HEAD + guid + struct.pack(">II", len(extension), at) + extension[at : at + room])
        for at in range(0, len(extension), room)
    ]
