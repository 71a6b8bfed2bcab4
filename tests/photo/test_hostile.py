"""Photos of somebody who means harm: bounds before work, and no writer that chokes on what the reader let through."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.photo.exif import MARKER
from asyrp_desktop.photo.image_file import MOST_PROFILE
from asyrp_desktop.photo.photo import FORMATS, Photo, load, save
from asyrp_desktop.photo.provenance import Provenance, into_xmp, read_provenance
from asyrp_desktop.photo.xmp import without_location

RECORD = Provenance("faces", "f00", {"smiling": 0.5}, 25)
SAMPLES = np.random.default_rng(0).integers(0, 255, (23, 37, 3), np.uint8)
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>%s</rdf:RDF></x:xmpmeta>"
OLD = b"<rdf:Description xmlns:asyrp='https://ns.asyrp-desktop.org/1.0/'><asyrp:edit>x</asyrp:edit></rdf:Description>"


def png(width: int, height: int, depth: int, colour: int, pixels: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def tiff_of_pages(count: int) -> bytes:
    """Each has one tag, and leads to the next."""
    pages = [
        struct.pack("<HHHIII", 1, 256, 3, 1, 1, 8 + 18 * (number + 1) if number + 1 < count else 0)
        for number in range(count)
    ]
    return b"II*\0" + struct.pack("<I", 8) + b"".join(pages)


def jpeg_of_scans(count: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(SAMPLES).save(file, "JPEG", progressive=True)
    data = file.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:last] + (data[last:-2]) * count + data[-2:]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (png(14_000, 14_000, 16, 2, b""), "too large"),
        (png(14_000, 14_000, 16, 6, b""), "too large"),
        (png(14_000, 14_000, 8, 6, b""), "too large"),
        (png(14_200, 14_200, 8, 2, b""), "too large"),
        (tiff_of_pages(100_000), "damaged|pages|not a picture"),
        (jpeg_of_scans(200), "damaged"),
        (b"II*\0\x08\0\0\0" + b"\xff\xff" + bytes(2**16), "damaged|not a picture"),
    ],
    ids=range(7),
)
def test_bounds_come_before_work(data: bytes, said: str) -> None:
    with pytest.raises(PhotoError, match=said):
        load(data)


def test_bytes_that_look_like_scans_are_none(tmp_path: Path) -> None:
    """A phone's film behind its photo, and a large profile."""
    file = io.BytesIO()
    Image.fromarray(SAMPLES).save(file, "JPEG", progressive=True)
    film = np.random.default_rng(0).bytes(20_000_000)
    assert film.count(b"\xff\xda") > 200
    load(file.getvalue() + film)
    photo = Photo(SAMPLES, icc=struct.pack(">I", 8_000_000) + film[: 8_000_000 - 4])
    save(photo, tmp_path / "a.jpg")
    assert load(tmp_path / "a.jpg").icc == photo.icc


def test_exif_that_could_be_gone_over_for_hours_is_dropped_with_its_place(tmp_path: Path) -> None:
    pointer = struct.pack("<HHII", 0x8825, 4, 1, 8)
    wiping = struct.pack("<HHII", 1, 1, 2**31, 8)
    for entries in (pointer * 60_000, pointer + wiping * 60_000):
        exif = b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries) // 12) + entries + bytes(4)
        save(Photo(SAMPLES, exif=exif), tmp_path / "a.png", strip_location=True)
        assert load(tmp_path / "a.png").exif is None


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices with a name")
def test_a_pipe_is_no_photo(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    for path in (tmp_path / "a.jpg", Path("/dev/zero"), tmp_path):
        with pytest.raises(PhotoError):
            load(path)
        with pytest.raises(PhotoError):
            read_provenance(path)


@pytest.mark.parametrize("size", [3_000_000, MOST_PROFILE + 1])
def test_a_large_profile_is_read_back_or_not_needed(tmp_path: Path, size: int) -> None:
    profile = imagecodecs.cms_profile("adobergb")
    profile += np.random.default_rng(0).bytes(size - len(profile))
    profile = struct.pack(">I", size) + profile[4:]
    photo = Photo(SAMPLES, icc=profile)
    save(photo, tmp_path / "a.png", RECORD)
    again = load(tmp_path / "a.png")
    if size <= MOST_PROFILE:
        assert again.icc == profile and np.array_equal(again.samples, SAMPLES)
    else:
        assert again.icc is None
    assert np.array_equal(again.pixels, photo.pixels)


@pytest.mark.parametrize(
    "exif", [b"no TIFF at all", b"II*\0", b"II*\0\x08\0\0\0\xff\xff", b"MM\0*\0\0\0\x08" + b"\x01" * 99]
)
@pytest.mark.parametrize("suffix", FORMATS)
def test_exif_that_is_none_spoils_no_photo(tmp_path: Path, exif: bytes, suffix: str) -> None:
    file = io.BytesIO()
    Image.fromarray(SAMPLES).save(file, "WEBP", lossless=True, exif=MARKER + exif)
    for strip in (False, True):
        for photo in (load(file.getvalue()), Photo(SAMPLES, exif=exif)):
            save(photo, tmp_path / f"out{suffix}", RECORD, strip)
            again = load(tmp_path / f"out{suffix}")
            assert (again.width, again.height) == (37, 23)


def test_a_photo_whose_exif_breaks_off_is_turned_once(tmp_path: Path) -> None:
    """The orientation can be read, and what lies behind it cannot: it must not be turned again."""
    exif = b"II*\0\x08\0\0\0" + struct.pack("<H", 9) + struct.pack("<HHII", 0x0112, 3, 1, 6)
    file = io.BytesIO()
    Image.fromarray(SAMPLES).save(file, "WEBP", lossless=True, exif=MARKER + exif)
    photo = load(file.getvalue())
    save(photo, tmp_path / "out.webp")
    again = load(tmp_path / "out.webp")
    assert (again.width, again.height) == (photo.width, photo.height)


@pytest.mark.parametrize(
    "packet",
    [
        XMP % (b" " * 200_000),
        XMP % (OLD * 40_000),
        b"<asyrp:edit>" * 40_000,
        b"<!DOCTYPE a [<!ENTITY a '" + b"a" * 1000 + b"'>]>" + XMP % (b"&a;" * 10_000),
        b"<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + XMP % b"&a;",
        b"<a>" * 100_000 + b"</a>" * 100_000,
        XMP % b"<rdf:Description xmlns:q='https://ns.asyrp-desktop.org/1.0/' q:edit='old'/>",
        b"\xff\xfe\0",
        XMP % (b"<a:b xmlns:a='" + b"n" * 1_000_000 + b"'>" + b"<a:c/>" * 100_000 + b"</a:b>"),
        XMP % (b"<a " + b" ".join(b"b%d='c'" % number for number in range(300_000)) + b"/>"),
        b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a [+ADwAIQ-ENTITY b 'aaaa'+AD4]+AD4-" + XMP % b"",
    ],
    ids=[*("spaces", "edits", "open", "bomb", "file", "deep", "attribute", "junk"), *("names", "attributes", "hidden")],
)
def test_xmp_is_read_once_and_holds_one_edit(tmp_path: Path, packet: bytes) -> None:
    written = into_xmp(packet, RECORD)
    assert written.count(b"asyrp:edit>") == 2 and b"root:" not in written and b"aaaa" not in written
    stripped = without_location(written)
    assert stripped is not None
    Image.fromarray(SAMPLES).save(tmp_path / "a.webp", xmp=into_xmp(stripped, RECORD._replace(steps=7)))
    assert read_provenance(tmp_path / "a.webp") == RECORD._replace(steps=7)


@pytest.mark.parametrize(
    "segments",
    [
        b"\xff\xfe\0\2" * 60_000,
        b"\xff\xed\xff\xf0Photoshop 3.0\0" + b"8BIM\3\xe8\0\0\0\0\0\0" * 5460,
        b"\xff\xed\0\x1cPhotoshop 3.0\0" + b"8BIM\4\4\0\0\xff\xff\xff\xff",
        b"\xff\xe1\0\x47http://ns.adobe.com/xmp/extension/\0" + b"A" * 34,
    ],
    ids=["many", "resources", "long", "pieces"],
)
def test_segments_that_lie_spoil_nothing_but_themselves(tmp_path: Path, segments: bytes) -> None:
    file = io.BytesIO()
    Image.fromarray(SAMPLES).save(file, "JPEG")
    data = file.getvalue()[:20] + segments + file.getvalue()[20:]
    for suffix in (".jpg", ".png", ".tif"):
        try:
            save(load(data), tmp_path / f"a{suffix}", RECORD, strip_location=True)
        except PhotoError as error:
            assert "damaged" in str(error)
        else:
            assert read_provenance(tmp_path / f"a{suffix}") == RECORD


def test_an_edit_record_of_wrong_types_is_none(tmp_path: Path) -> None:
    for text in (
        "[" * 5000,
        "{}",
        '{"model": 5}',
        '{"model": "m", "model_fingerprint": "f", "strengths": 5, "steps": 1}',
    ):
        packet = into_xmp(None, RECORD)
        start = packet.index(b"<asyrp:edit>") + len(b"<asyrp:edit>")
        damaged = packet[:start] + text.encode() + packet[packet.index(b"</asyrp:edit>") :]
        Image.fromarray(SAMPLES).save(tmp_path / "a.webp", xmp=damaged)
        assert read_provenance(tmp_path / "a.webp") is None
