"""What a file of a photo says beside its pixels, and what of it is about pixels that are not read."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

from . import exif as exif_bytes
from . import iptc, jpeg_segments, png_chunks, tiff_fields, xmp
from .jpeg_segments import APP, COMMENT, Segment
from .metadata import Density, Metadata
from .png_chunks import Chunk

_GUID, _PIECE_HEAD = 32, 40  # bytes: the name of further XMP; with its length, and where a piece of it belongs
_OWN_READERS = (b"Exif\0\0", b"ICC_PROFILE\0")  # segments that Pillow puts together
_GAIN_MAP_HEAD = b"urn:iso:std:iso:ts:21496:-1\0"
_PICTURE = b"\xff\xd8\xff"  # how a JPEG begins
_GAIN_MAP = re.compile(rb"hdrgm:|HDRGainMap|" + re.escape(_GAIN_MAP_HEAD))
_FILM = re.compile(rb"ftyp(?:mp4|iso|qt|avc|MSNV|3gp)|MotionPhoto_Data")

_PIXELS = (*(b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"sBIT", b"bKGD", b"hIST", b"sPLT", b"iDOT"), b"acTL", b"IEND")
_SAFE_TO_COPY = 0x20  # in the fourth letter of a chunk's kind: it stays true where pixels are changed
_PROFILES = ("exif", "app1", "xmp", "iptc", "8bim", "icc", "icm")  # raw ones that have their own place
_MOST_TEXTS = 64_000_000  # bytes of all of them, unpacked

_MOST_BOXES = 10_000
_WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP "}


class Found(NamedTuple):
    """exif: bare, before any turn. notices: what of the file is not in here, in sentences for its user."""

    exif: bytes | None
    icc: bytes | None
    xmp: bytes | None
    metadata: Metadata
    notices: tuple[str, ...]


class _Raw(NamedTuple):
    exif: bytes | None
    xmp: bytes | None
    metadata: Metadata
    parts: set[str]  # of the file that are left out
    icc: bytes | None = None


def read(image: Image.Image, data: bytes) -> Found:
    """image: opened. data: the file. Raises ValueError, and whatever Pillow's parsers do."""
    match image.format:
        case "JPEG" | "MPO":
            raw = _read_jpeg(image, data)
        case "PNG":
            raw = _read_png(data)
        case "TIFF":
            raw = _read_tiff(image, data)
        case _:
            raw = _read_other(image, data)
    exif = exif_bytes.bare(raw.exif or b"")
    packet, told = xmp.without_parts(raw.xmp) if raw.xmp and len(raw.xmp) <= xmp.MOST_BYTES else (None, frozenset())
    parts = raw.parts | told
    notices: list[str] = []
    if raw.xmp and packet is None:
        notices.append("The photo's XMP is too large, and was left out.")
    if "gain map" in parts:
        notices.append("The photo's HDR gain map was left out: it is about the picture as it was.")
    if "film" in parts:
        notices.append("The film of the motion photo was left out.")
    if "depth map" in parts:
        notices.append("The photo's depth map was left out: it is about the picture as it was.")
    if "second picture" in parts:
        notices.append("The second picture in the photo's file was left out, and any further one.")
    if "thumbnail" in parts:
        notices.append("Small copies of the photo as it was were left out.")
    if "credentials" in parts:
        notices.append("The photo's content credentials were left out: they vouch for the picture as it was.")
    if "extended XMP" in parts:
        notices.append("The second part of the photo's XMP is damaged, and was left out.")
    if "resources" in parts:
        notices.append("The photo's IPTC or what Photoshop keeps beside it is damaged, and a part was left out.")
    if "unknown" in parts:
        notices.append("Data of an unknown kind in the photo's file were left out: they may be about its pixels.")
    if "chunks" in parts:
        notices.append("Texts or other data in the photo's file that are damaged or too long were left out.")
    if "tags" in parts:
        notices.append("Layers, and tags of the TIFF that are damaged or very large, were left out.")
    if not exif_bytes.is_exif(exif) and not exif_bytes.is_empty(exif):
        notices.append("The photo's EXIF is damaged, and was left out.")
    icc = image.info.get("icc_profile") or raw.icc or None
    return Found(exif if exif_bytes.is_exif(exif) else None, icc, packet, raw.metadata, tuple(notices))


def _read_jpeg(image: Image.Image, data: bytes) -> _Raw:
    segments, trailer = jpeg_segments.split(data)
    parts, others, comments, blocks, more = set[str](), list[Segment](), list[bytes](), b"", list[bytes]()
    packet = density = None
    for segment in segments:
        content = segment.data
        match segment.marker - APP:
            case 0 if content.startswith(b"JFIF\0"):
                density = density or _jfif_density(content)
                if len(content) > 14:
                    parts.add("thumbnail")
            case 0 if content.startswith(b"JFXX\0"):
                parts.add("thumbnail")
            case 1 | 2 if content.startswith(_OWN_READERS):
                pass
            case 1 if content.startswith(jpeg_segments.XMP_HEAD):
                packet = packet or content.removeprefix(jpeg_segments.XMP_HEAD)
            case 1 if content.startswith(jpeg_segments.MORE_XMP_HEAD):
                more.append(content.removeprefix(jpeg_segments.MORE_XMP_HEAD))
            case 2 if content.startswith(b"MPF\0"):
                pass
            case 2 if content.startswith(_GAIN_MAP_HEAD):
                parts.add("gain map")
            case 11 if content.startswith(b"JP"):
                parts.add("credentials")
            case 13 if content.startswith(iptc.JPEG_HEAD):
                blocks += content.removeprefix(iptc.JPEG_HEAD)
            case 14 if content.startswith(b"Adobe"):
                pass
            case _ if segment.marker == COMMENT:
                comments.append(content)
            case _ if _PICTURE in content or content.startswith(b"FPXR\0"):
                parts.add("thumbnail")
            case _:
                others.append(segment)
    if more:
        whole = packet and _joined(packet, more)
        packet = whole or packet
        if not whole:
            parts.add("extended XMP")
    resources = _resources(blocks, parts)
    if _GAIN_MAP.search(trailer):
        parts.add("gain map")
    if _FILM.search(trailer):
        parts.add("film")
    pictures = getattr(image, "n_frames", 1) - 1 - len(parts & {"gain map"})
    if pictures > 0:
        parts.add("second picture")
    if not parts & {"gain map", "film"} and trailer.strip(b"\0\r\n\t \xff"):
        known = packet is not None and xmp.without_parts(packet)[1]
        parts |= known or {"second picture" if _PICTURE in trailer else "unknown"}
    metadata = Metadata(resources, tuple(comments), density, segments=tuple(others))
    return _Raw(image.info.get("exif"), packet, metadata, parts)


def _jfif_density(content: bytes) -> Density | None:
    if len(content) < 12:
        return None
    unit, x, y = struct.unpack_from(">BHH", content, 7)
    return Density(x, y, ("", "inch", "cm")[unit]) if unit < 3 and x and y and (unit or x != y) else None


def _joined(packet: bytes, pieces: list[bytes]) -> bytes | None:
    """With the packet that continues it, from pieces in any order; None where any of it is missing."""
    guid = (xmp.extension_of(packet) or "").encode()
    own = [piece for piece in pieces if guid and piece[:_GUID] == guid and len(piece) >= _PIECE_HEAD]
    placed = sorted((*struct.unpack_from(">II", piece, _GUID), piece[_PIECE_HEAD:]) for piece in own)
    extension = b"".join(piece for _, _, piece in placed)
    at = 0
    for length, start, piece in placed:
        if start != at or length != len(extension):
            return None
        at += len(piece)
    return xmp.joined(packet, extension) if extension else None


def _resources(blocks: bytes, parts: set[str]) -> tuple[iptc.Resource, ...]:
    resources, whole = iptc.split(blocks)
    if not whole:
        parts.add("resources")
    if any(resource.number in iptc.THUMBNAILS for resource in resources):
        parts.add("thumbnail")
    return tuple(resource for resource in resources if resource.number not in iptc.OUTDATED)


def _read_png(data: bytes) -> _Raw:
    parts, kept, profiles = set[str](), list[Chunk](), dict[str, bytes]()
    exif = packet = density = None
    room = _MOST_TEXTS
    for chunk in png_chunks.split(data):
        match chunk.kind:
            case _ if not chunk.intact:
                parts.add("chunks")
            case b"eXIf":
                exif = exif or chunk.data
            case b"pHYs":
                density = density or _png_density(chunk.data)
            case b"caBX":
                parts.add("credentials")
            case b"tEXt" | b"zTXt" | b"iTXt":
                text = profile = None
                try:
                    text = png_chunks.read_text(chunk)
                    profile = png_chunks.raw_profile(text)
                except png_chunks.TooLong:
                    parts.add("chunks")
                    continue
                except ValueError:  # damaged: kept as it is
                    pass
                room -= len(text.words) if text else 0
                if room < 0:
                    raise ValueError("too many texts")
                if text and text.keyword == png_chunks.XMP:
                    packet = packet or text.words
                elif profile and profile[0] in _PROFILES:
                    profiles.setdefault(*_called(*profile))
                else:
                    kept.append(chunk)
            case kind if kind in png_chunks.KNOWN:
                kept.append(chunk)
            case kind if kind not in _PIXELS and len(kind) == 4:
                if kind[3] & _SAFE_TO_COPY:
                    kept.append(chunk)
                else:
                    parts.add("unknown")
    resources = _resources(profiles.get("8bim", b""), parts)
    if (bare := profiles.get("iptc")) and not iptc.iptc_of(resources):
        resources = (*resources, iptc.Resource(b"8BIM", iptc.IPTC, b"", bare))
    metadata = Metadata(resources, (), density, chunks=tuple(kept))
    return _Raw(exif or profiles.get("exif"), packet or profiles.get("xmp"), metadata, parts, profiles.get("icc"))


def _called(kind: str, profile: bytes) -> tuple[str, bytes]:
    """By what it is, whatever it is called."""
    if profile.startswith(jpeg_segments.XMP_HEAD):
        return "xmp", profile.removeprefix(jpeg_segments.XMP_HEAD)
    if profile.startswith(exif_bytes.MARKER) or kind == "app1":
        return "exif", profile
    profile = profile.removeprefix(iptc.JPEG_HEAD)
    if kind == "iptc" and profile.startswith(b"8BIM"):
        kind = "8bim"
    return ("icc" if kind == "icm" else kind), profile


def _png_density(content: bytes) -> Density | None:
    if len(content) != 9:
        return None
    x, y, unit = struct.unpack(">IIB", content)
    return Density(x, y, "m" if unit == 1 else "") if x and y and (unit == 1 or x != y) else None


def _read_tiff(image: Image.Image, data: bytes) -> _Raw:
    described = tiff_fields.read(data)
    others = described.others
    parts = {"credentials"} if tiff_fields.CREDENTIALS in others else set[str]()
    if not described.whole:
        parts.add("tags")
    resources = _resources(others.get(tiff_fields.PHOTOSHOP, b""), parts)
    if (own := tiff_fields.iptc(others.get(tiff_fields.IPTC, b""))) and not iptc.iptc_of(resources):
        resources = (*resources, iptc.Resource(b"8BIM", iptc.IPTC, b"", own))
    tags = image.tag_v2  # type: ignore[attr-defined]
    x, y, unit = (tags.get(tag) for tag in (exif_bytes.X_RESOLUTION, exif_bytes.Y_RESOLUTION, 296))
    density = None
    if x and y and unit in (None, 2, 3):
        density = Density(float(x), float(y), "cm" if unit == 3 else "inch")
    elif x and y and unit == 1 and x != y:
        density = Density(float(x), float(y), "")
    metadata = Metadata(resources, density=density)
    return _Raw(described.exif, others.get(tiff_fields.XMP), metadata, parts, others.get(tiff_fields.ICC))


def _read_other(image: Image.Image, data: bytes) -> _Raw:
    parts, info = set[str](), image.info
    if image.format in ("HEIF", "AVIF"):
        for kind, content in _boxes(data):
            if kind == b"mpvd":
                parts.add("film")
            if kind == b"uuid" and b"c2pa" in content[:64]:
                parts.add("credentials")
            if kind == b"meta":
                if b"hdrgainmap" in content or b"tmap" in content:
                    parts.add("gain map")
                if b":aux:disparity" in content or b"auxid:2\0" in content or b"auxiliary:depth" in content:
                    parts.add("depth map")
        others = [kind for kind in info.get("aux", {}) if "hdrgainmap" not in kind]
        if getattr(image, "n_frames", 1) > 1 or others:
            parts.add("second picture")
    if image.format == "WEBP" and not _webp_chunks(data) <= _WEBP_CHUNKS:
        parts.add("unknown")
    comment, dpi = info.get("comment"), info.get("dpi")
    comments = (comment,) if isinstance(comment, bytes) and comment else ()
    density = Density(float(dpi[0]), float(dpi[1]), "inch") if image.format == "BMP" and dpi and all(dpi) else None
    return _Raw(info.get("exif"), _xmp(image), Metadata(comments=comments, density=density), parts)


def _webp_chunks(data: bytes) -> set[bytes]:
    """Their kinds."""
    found, at = set[bytes](), 12
    for _ in range(_MOST_BOXES):
        if at + 8 > len(data):
            break
        kind, length = struct.unpack_from("<4sI", data, at)
        found.add(kind)
        at += 8 + length + length % 2
    return found


def _xmp(image: Image.Image) -> bytes | None:
    packet = image.info.get("xmp")
    return packet.encode() if isinstance(packet, str) else packet


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Of HEIF and AVIF, the outermost: their kinds, and what is in them."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 16 > len(data):
            return
        size, kind = struct.unpack_from(">I4s", data, at)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
        stop = at + size if size >= 8 else len(data)
        yield kind, data[at + 8 : stop] if kind in (b"meta", b"uuid") else b""
        at = stop
