"""What goes along with a photo: kept byte for byte, moved to another format, or left out and said."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
import tifffile
from lxml import etree
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from asyrp_desktop.photo import containers, tiff_fields
from asyrp_desktop.photo.photo import Photo, load, save
from asyrp_desktop.photo.places import has_coordinates, names_place
from asyrp_desktop.photo.provenance import PNG_KEYWORD, Provenance, into_xmp, read_provenance
from asyrp_desktop.photo.tiff_fields import Field
from asyrp_desktop.photo.xmp import without_location

RECORD = Provenance("faces", "f00", {"smiling": 0.5}, 25)
LATER = RECORD._replace(steps=7)
SAMPLES = np.random.default_rng(0).integers(0, 255, (24, 36, 3), np.uint8)
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
KEPT = (".jpg", ".png", ".tif", ".webp", ".heic", ".avif")


def packet(inside: str, description: str = "") -> bytes:
    names = {
        "tiff": "http://ns.adobe.com/tiff/1.0/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "exif": "http://ns.adobe.com/exif/1.0/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "Core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
        "Ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        "drone-dji": "http://www.dji.com/drone-dji/1.0/",
        "crs": "http://ns.adobe.com/camera-raw-settings/1.0/",
        "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
        "hdrgm": "http://ns.adobe.com/hdr-gain-map/1.0/",
        "GCamera": "http://ns.google.com/photos/1.0/camera/",
        "apdi": "http://ns.apple.com/pixeldatainfo/1.0/",
        "OpCamera": "http://ns.oplus.com/photos/1.0/camera/",
        "GDepth": "http://ns.google.com/photos/1.0/depthmap/",
        "C": "http://ns.google.com/photos/1.0/container/",
        "Item": "http://ns.google.com/photos/1.0/container/item/",
        "note": "http://ns.adobe.com/xmp/note/",
    }
    prefixes = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in names.items())
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
        f'<rdf:Description rdf:about="" {prefixes} {description}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def properties(xmp: bytes) -> dict[str, str]:
    """By local names, attributes and elements alike."""
    found = {}
    for element in etree.fromstring(xmp).iter(etree.Element):
        found[etree.QName(element).localname] = (element.text or "").strip()
        found |= {etree.QName(name).localname: value for name, value in element.attrib.items()}
    return found


def segment(marker: int, data: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(*segments: bytes, trailer: bytes = b"", jfif: bytes = b"", **options: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(SAMPLES).save(file, "JPEG", **options)
    data = file.getvalue()
    return data[:13] + (jfif or data[13:18]) + data[18:20] + b"".join(segments) + data[20:] + trailer


def segments_of(data: bytes) -> list[tuple[int, bytes]]:
    """Of a JPEG, up to its scan."""
    found, at = [], 2
    while data[at + 1] != 0xDA:
        length = struct.unpack_from(">H", data, at + 2)[0]
        found.append((data[at + 1], data[at + 4 : at + 2 + length]))
        at += 2 + length
    return found


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*before: bytes, after: Sequence[bytes] = (), samples: np.ndarray = SAMPLES) -> bytes:
    """With chunks before and after its pixels."""
    file = io.BytesIO()
    Image.fromarray(samples).save(file, "PNG")
    data = file.getvalue()
    return data[:33] + b"".join(before) + data[33:-12] + b"".join(after) + data[-12:]


def chunks_of(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        found.append((kind, data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def iim(*sets: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text for number, text in sets)


def resource(number: int, data: bytes, name: bytes = b"") -> bytes:
    name = bytes([len(name)]) + name
    return (
        b"8BIM" + struct.pack(">H", number) + name + bytes(len(name) % 2)
        + struct.pack(">I", len(data)) + data + bytes(len(data) % 2)
    )  # fmt: skip


IPTC = iim((5, b"a title"), (90, b"Paris"), (120, "Grüße".encode()))
BLOCKS = resource(0x0404, IPTC) + resource(0x03E8, b"odd", b"name")


def exif_of(place: bool = True, notes: bytes = b"\x01\x02\x03\xf0binary", orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Camera", orientation
    exif.get_ifd(0x8769).update({0x9003: "2024:01:01 00:00:00", 0x927C: notes})
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.5)})
    return exif.tobytes()


def saved(data: bytes, folder: Path, suffix: str, record: Provenance | None = None, strip: bool = False) -> tuple:
    """The file that a photo becomes, what was told on the way, and where it is."""
    out = folder / f"out{suffix}"
    photo = load(data)
    notices = photo.notices + save(photo, out, record, strip)
    assert load(out).notices == ()  # what is written needs no further words
    return out.read_bytes(), notices, out


# A JPEG stays a JPEG.


@pytest.mark.parametrize("record", [None, RECORD])
def test_a_jpeg_keeps_all_that_is_not_of_its_pixels(tmp_path: Path, record: Provenance | None) -> None:
    given = [
        segment(0xE1, exif_of()),
        segment(0xED, b"Photoshop 3.0\0" + BLOCKS),
        segment(0xE5, b"another program's \xff\xd9 own"),
        segment(0xFE, b"first \xff\0 comment"),
        segment(0xFE, b""),
        segment(0xFE, "zweiter Kommentar: Größe".encode("latin-1")),
    ]
    data, notices, _ = saved(jpeg(*given, jfif=struct.pack(">BHH", 2, 118, 59)), tmp_path, ".jpg", record)
    kept = [segment(*one) for one in segments_of(data)]
    assert notices == ()
    assert [one for one in kept if one in given] == given
    assert data[13:18] == struct.pack(">BHH", 2, 118, 59)


def test_iptc_and_a_large_profile_in_several_segments(tmp_path: Path) -> None:
    long = resource(0x0404, iim((120, b"x" * 30_000)) * 3)
    pieces = [segment(0xED, b"Photoshop 3.0\0" + part) for part in (long[:50_000], long[50_000:])]
    profile = struct.pack(">I", 200_000) + np.random.default_rng(0).bytes(200_000 - 4)
    data, notices, out = saved(jpeg(*pieces, icc_profile=profile), tmp_path, ".jpg")
    assert notices == ()
    joined = b"".join(part.removeprefix(b"Photoshop 3.0\0") for marker, part in segments_of(data) if marker == 0xED)
    assert joined == long
    with Image.open(out) as image:
        assert image.info["icc_profile"] == profile


def test_old_small_pictures_go(tmp_path: Path) -> None:
    small = io.BytesIO()
    Image.fromarray(SAMPLES[:8, :8]).save(small, "JPEG")
    blocks = resource(0x040C, bytes(28) + small.getvalue()) + BLOCKS + resource(0x0409, b"old")
    xmp = packet("<xmp:Thumbnails><rdf:Alt><rdf:li>/9j/</rdf:li></rdf:Alt></xmp:Thumbnails>", 'xmp:Label="red"')
    given = [
        segment(0xE0, b"JFXX\0\x10" + small.getvalue()),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp),
        segment(0xED, b"Photoshop 3.0\0" + blocks),
        segment(0xE4, b"a preview " + small.getvalue()),
    ]
    data, notices, _ = saved(jpeg(*given), tmp_path, ".jpg")
    assert len(notices) == 1 and "copies" in notices[0]
    assert data.count(b"\xff\xd8\xff") == 1 and b"Thumbnails" not in data
    assert segment(0xED, b"Photoshop 3.0\0" + BLOCKS) in data and b'"red"' in data


def extended(main: bytes, extension: bytes, size: int = 60_000, guid: str = "") -> list[bytes]:
    """As Adobe's toolkit writes them, the pieces in no order."""
    guid = guid or hashlib.md5(extension).hexdigest().upper()
    main = main.replace(b"GUID", guid.encode())
    heads = [
        b"http://ns.adobe.com/xmp/extension/\0" + guid.encode() + struct.pack(">II", len(extension), at)
        for at in range(0, len(extension), size)
    ]
    pieces = [segment(0xE1, head + extension[k * size : (k + 1) * size]) for k, head in enumerate(heads)]
    return [segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + main), *pieces[::-1]]


def read_extended(data: bytes) -> dict[str, str]:
    """By the specification, with nothing of ours."""
    main, pieces = b"", {}
    for marker, content in segments_of(data):
        if marker == 0xE1 and content.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
            main = content.partition(b"\0")[2]
        elif marker == 0xE1 and content.startswith(b"http://ns.adobe.com/xmp/extension/\0"):
            content = content.partition(b"\0")[2]
            pieces[struct.unpack_from(">I", content, 36)[0]] = content
    found = properties(main)
    whole = b"".join(pieces[at][40:] for at in sorted(pieces))
    assert found["HasExtendedXMP"] == hashlib.md5(whole).hexdigest().upper()
    assert all(piece[:32].decode() == found["HasExtendedXMP"] for piece in pieces.values())
    assert all(struct.unpack_from(">I", piece, 32)[0] == len(whole) for piece in pieces.values())
    return found | properties(whole)


@pytest.mark.parametrize("record", [None, RECORD])
def test_extended_xmp_is_read_and_written(tmp_path: Path, record: Provenance | None) -> None:
    text = "ü" * 100_000
    main = packet("", 'xmp:Label="red" note:HasExtendedXMP="GUID"')
    other = packet(f"<dc:source>{text}</dc:source>", 'crs:Version="5"')
    data, notices, out = saved(jpeg(*extended(main, other)), tmp_path, ".jpg", record)
    assert notices == ()
    found = read_extended(data)
    assert (found["Label"], found["Version"], found["source"]) == ("red", "5", text)
    assert read_provenance(out) == record
    for suffix in (".png", ".webp", ".tif"):
        _, notices, moved = saved(data, tmp_path, suffix)
        assert notices == ()
        assert b"HasExtendedXMP" not in moved.read_bytes()
        back, _, _ = saved(moved.read_bytes(), tmp_path, ".jpg")
        assert read_extended(back)["source"] == text


@pytest.mark.parametrize("harm", ["guid", "piece", "text"])
def test_damaged_extended_xmp_is_left_out(tmp_path: Path, harm: str) -> None:
    main = packet("", 'xmp:Label="red" note:HasExtendedXMP="GUID"')
    other = packet(f"<dc:source>{'x' * 100_000}</dc:source>")
    if harm == "guid":
        parts = [extended(main, other)[0], *extended(main, other, guid="F" * 32)[1:]]
    elif harm == "piece":
        parts = extended(main, other)[:-1]
    else:
        parts = extended(main, other[:-1])
    data, notices, _ = saved(jpeg(*parts), tmp_path, ".jpg", RECORD)
    assert len(notices) == 1 and "second part" in notices[0]
    assert b'"red"' in data and b"xxxx" not in data


def test_what_no_jpeg_can_hold_is_said(tmp_path: Path) -> None:
    out = tmp_path / "a.jpg"
    large = exif_of(notes=bytes(70_000)).removeprefix(b"Exif\0\0")
    assert "EXIF" in save(Photo(SAMPLES, exif=large), out)[0]
    assert load(out).exif is None
    assert "XMP" in save(Photo(SAMPLES, xmp=b"no XML at all" * 10_000), out)[0]
    assert load(out).xmp is None


# What is told of pictures that are not there any more.


CONTAINER = (
    '<C:Directory><rdf:Seq><rdf:li rdf:parseType="Resource"><C:Item Item:Mime="image/jpeg" Item:Semantic="Primary"/>'
    '</rdf:li><rdf:li rdf:parseType="Resource"><C:Item Item:Semantic="{}" Item:Length="99"/></rdf:li></rdf:Seq>'
    "</C:Directory>"
)
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(100)


def mpo(xmp: bytes = b"") -> bytes:
    file = io.BytesIO()
    frames = {"save_all": True, "append_images": [Image.fromarray(SAMPLES[::-1])]}
    Image.fromarray(SAMPLES).save(file, "MPO", **frames)
    return file.getvalue()


def with_xmp(inside: str, description: str = "", trailer: bytes = b"") -> bytes:
    text = packet(inside, f'{description} xmp:Label="red"')
    return jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + text), trailer=trailer)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_xmp(CONTAINER.format("GainMap"), 'hdrgm:Version="1.0"', jpeg()), "gain map"),
        (jpeg(segment(0xE2, b"urn:iso:std:iso:ts:21496:-1\0\0\0\0\0"), trailer=jpeg()), "gain map"),
        (with_xmp(CONTAINER.format("MotionPhoto"), 'GCamera:MotionPhoto="1"', FILM), "film"),
        (with_xmp("<GCamera:MicroVideo>1</GCamera:MicroVideo>", 'GCamera:MicroVideoOffset="99"', FILM), "film"),
        (jpeg(trailer=FILM), "film"),
        (with_xmp("<GDepth:Data>/9j/</GDepth:Data>", 'GDepth:Format="RangeInverse"'), "depth map"),
        (with_xmp(CONTAINER.format("Depth"), "", jpeg()), "depth map"),
        (with_xmp("", 'apdi:AuxiliaryImageType="urn:com:apple:photo:2020:aux:hdrgainmap"', jpeg()), "gain map"),
        (with_xmp("", 'OpCamera:OLivePhotoVersion="2" GCamera:MotionPhoto="1"', FILM), "film"),
        (
            with_xmp(
                "<GCamera:SpecialTypeID><rdf:Seq><rdf:li>com.google.android.apps.camera.gallery.specialtype.SpecialType-"
                "PORTRAIT</rdf:li></rdf:Seq></GCamera:SpecialTypeID>",
                'GDepth:Format="RangeInverse"',
            ),
            "depth map",
        ),
        (mpo(), "second picture"),
        (jpeg(trailer=jpeg()), "second picture"),
        (jpeg(segment(0xEB, b"JP\0\1\0\0\0\1c2pa")), "credentials"),
        (png(chunk(b"caBX", b"c2pa")), "credentials"),
    ],
)
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".heic"])
def test_what_goes_with_further_pictures_goes_with_one_word(
    tmp_path: Path, data: bytes, said: str, suffix: str
) -> None:
    written, notices, _ = saved(data, tmp_path, suffix, RECORD)
    assert len(notices) == 1 and said in notices[0]
    for claim in (
        b"hdrgm",
        b"MotionPhoto",
        b"MicroVideo",
        b"GDepth",
        b"AuxiliaryImage",
        b"OLivePhoto",
        b"PORTRAIT",
        b"Semantic",
        b"MPF",
        b"21496",
        b"ftypmp42",
        b"c2pa",
    ):
        assert claim not in written
    if b'"red"' in data:
        assert b'"red"' in written


@pytest.mark.parametrize("suffix", KEPT)
def test_xmp_says_upright_after_a_turn(tmp_path: Path, suffix: str) -> None:
    xmp = packet("<exif:PixelXDimension>36</exif:PixelXDimension>", 'tiff:Orientation="6" exif:PixelYDimension="24"')
    given = [segment(0xE1, exif_of(orientation=6)), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp)]
    _, _, out = saved(jpeg(*given, jfif=struct.pack(">BHH", 1, 300, 200)), tmp_path, suffix)
    photo = load(out)
    assert (photo.width, photo.height) == (24, 36)
    found = properties(photo.xmp or b"")
    assert (found["Orientation"], found["PixelXDimension"], found["PixelYDimension"]) == ("1", "24", "36")
    if suffix == ".jpg":
        assert out.read_bytes()[13:18] == struct.pack(">BHH", 1, 200, 300)


def test_further_pictures_of_a_heif_are_said_to_be_left_out(tmp_path: Path) -> None:
    file = pillow_heif.from_pillow(Image.fromarray(SAMPLES))
    file.add_from_pillow(Image.fromarray(SAMPLES[::-1]))
    file.save(tmp_path / "a.heic")
    assert any("second picture" in notice for notice in load(tmp_path / "a.heic").notices)
    with (tmp_path / "a.heic").open("ab") as film:
        film.write(struct.pack(">I4s", 108, b"mpvd") + bytes(100))
    assert any("film" in notice for notice in load(tmp_path / "a.heic").notices)


def test_unknown_chunks_of_a_webp_are_left_out_and_said(tmp_path: Path) -> None:
    Image.fromarray(SAMPLES).save(tmp_path / "a.webp", exif=exif_of(), xmp=packet(""))
    data = (tmp_path / "a.webp").read_bytes()
    assert load(data).notices == ()
    data += b"MINE" + struct.pack("<I", 6) + b"theirs"
    data = data[:4] + struct.pack("<I", len(data) - 8) + data[8:]
    _, notices, _ = saved(data, tmp_path, ".webp")
    assert len(notices) == 1 and "unknown kind" in notices[0]


# A PNG stays a PNG.


def raw_profile(kind: str, profile: bytes, compressed: bool = False) -> bytes:
    """As ImageMagick writes them."""
    digits = profile.hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    text = f"\n{kind}\n{len(profile):8d}\n{lines}\n".encode()
    keyword = f"Raw profile type {kind}".encode() + b"\0"
    return chunk(b"zTXt", keyword + b"\0" + zlib.compress(text)) if compressed else chunk(b"tEXt", keyword + text)


@pytest.mark.parametrize("record", [None, RECORD])
@pytest.mark.parametrize("deep", [False, True])
def test_a_png_keeps_all_that_is_not_of_its_pixels(tmp_path: Path, record: Provenance | None, deep: bool) -> None:
    before = [
        (b"gAMA", struct.pack(">I", 100_000)),
        (b"cHRM", struct.pack(">8I", 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)),
        (b"cICP", b"\x0c\x0d\0\1"),
        (b"pHYs", struct.pack(">IIB", 2835, 5000, 1)),
        (b"tEXt", b"parameters\0a portrait\nSteps: 20, Seed: 5"),
        (b"zTXt", b"Comment\0\0" + zlib.compress(b"hello")),
        (b"iTXt", "Title\0\0\0de\0Titel\0Größe".encode()),
        (b"prVa", b"safe to copy: \0\xff"),
    ]
    before[-1] = (b"prVa".swapcase()[:1].lower() + b"rVa", before[-1][1])
    after = [(b"tEXt", b"Author\0me"), (b"iTXt", b"long\0\1\0\0\0" + zlib.compress(b"words " * 1000))]
    data = png(*(chunk(*one) for one in before), after=[chunk(*one) for one in after])
    if deep:
        import imagecodecs

        plain = bytes(imagecodecs.png_encode(SAMPLES.astype(np.uint16) * 257))
        data = plain[:33] + b"".join(chunk(*one) for one in before) + plain[33:]
        after = []
    written, notices, _ = saved(data, tmp_path, ".png", record)
    found = chunks_of(written)
    assert notices == ()
    assert sorted(one for one in found if one in before + after) == sorted(before + after)


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("kind", ["eXIf", "exif", "APP1"])
@pytest.mark.parametrize("late", [False, True])
def test_exif_of_a_png_turns_it_wherever_it_is(tmp_path: Path, kind: str, compressed: bool, late: bool) -> None:
    exif = exif_of(orientation=6)
    one = chunk(b"eXIf", exif[6:]) if kind == "eXIf" else raw_profile(kind, exif, compressed)
    more = chunk(b"tEXt", b"exif:Orientation\0006")
    data = png(after=[one, more]) if late else png(one, more)
    assert np.array_equal(load(data).samples, np.rot90(SAMPLES, -1))
    written, notices, out = saved(data, tmp_path, ".png")
    assert notices == ()
    with Image.open(out) as image:
        assert image.size == (24, 36)
        assert (image.getexif()[0x0112], image.getexif()[0x0110]) == (1, "Camera")
    assert not any(b"Orientation" in content or b"Raw" in content for _, content in chunks_of(written))


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif"])
@pytest.mark.parametrize("kind", ["iptc", "8bim", "bare"])
def test_iptc_and_xmp_of_a_png_as_imagemagick_writes_it(tmp_path: Path, suffix: str, kind: str) -> None:
    xmp = packet("", 'xmp:Label="red"')
    profile = raw_profile("iptc", IPTC) if kind == "bare" else raw_profile(kind, BLOCKS)
    data = png(profile, raw_profile("xmp", xmp, compressed=True))
    _, notices, out = saved(data, tmp_path, suffix)
    assert notices == ()
    assert load(out).xmp == xmp
    assert _iptc(out) == IPTC


def _iptc(path: Path) -> bytes:
    """With nothing of ours."""
    data = path.read_bytes()
    if path.suffix == ".tif":
        with tifffile.TiffFile(path) as file:
            return file.pages.first.tags[33723].value
    if path.suffix == ".png":
        with Image.open(path) as image:
            data = bytes.fromhex(image.info["Raw profile type iptc"].split("\n", 3)[3])  # type: ignore[union-attr]
    start = data.index(b"8BIM\4\4\0\0") + 8
    return data[start + 4 : start + 4 + struct.unpack_from(">I", data, start)[0]]


def test_colours_of_a_png_are_kept_only_with_its_samples(tmp_path: Path) -> None:
    wide = png(chunk(b"cICP", b"\x0c\x0d\0\1"))
    plain = png(chunk(b"gAMA", struct.pack(">I", 45455)), chunk(b"sRGB", b"\0"))
    for suffix in (".jpg", ".webp", ".tif"):
        assert "colours" in saved(wide, tmp_path, suffix)[1][0]
        assert saved(plain, tmp_path, suffix)[1] == ()


def test_unsafe_chunks_of_others_are_left_out_and_said(tmp_path: Path) -> None:
    written, notices, _ = saved(png(chunk(b"prVA", b"about the pixels")), tmp_path, ".png")
    assert len(notices) == 1 and "unknown" in notices[0] and b"prVA" not in written


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    "odd",
    [
        chunk(b"zTXt", b"long\0\0" + zlib.compress(bytes(9_000_000))),
        chunk(b"iTXt", b"long\0\1\0\0\0" + zlib.compress(bytes(9_000_000))),
        *(chunk(kind, b"Title\0long")[:-1] + b"?" for kind in (b"tEXt", b"eXIf", b"pHYs", b"prIv")),
    ],
)
def test_odd_texts_of_a_png_are_left_out_and_said(tmp_path: Path, odd: bytes, after: bool) -> None:
    kept = chunk(b"tEXt", b"Author\0me")
    written, notices, out = saved(png(kept, after=[odd]) if after else png(odd, kept), tmp_path, ".png")
    assert len(notices) == 1 and "damaged or too long" in notices[0]
    assert kept in written and b"long" not in written
    assert np.array_equal(load(out).samples, SAMPLES)


# From one format to another.


@pytest.mark.parametrize("source", [".jpg", ".tif", ".png"])
@pytest.mark.parametrize("target", [".jpg", ".tif", ".png", ".webp", ".heic", ".avif", ".bmp"])
def test_what_has_a_home_moves_along_and_the_rest_is_said(tmp_path: Path, source: str, target: str) -> None:
    first = tmp_path / f"first{source}"
    if source == ".jpg":
        first.write_bytes(
            jpeg(
                segment(0xED, b"Photoshop 3.0\0" + BLOCKS),
                segment(0xFE, b"hello"),
                jfif=struct.pack(">BHH", 1, 300, 300),
            )
        )
    elif source == ".tif":
        tags = ImageFileDirectory_v2()
        tags[270], tags[33723], tags[34377] = "hello", IPTC, resource(0x03E8, b"odd", b"name")
        tags.tagtype[33723], tags.tagtype[34377] = 7, 1
        Image.fromarray(SAMPLES).save(first, tiffinfo=tags, dpi=(300, 300))
    else:
        first.write_bytes(
            png(
                raw_profile("iptc", BLOCKS),
                chunk(b"pHYs", struct.pack(">IIB", 11811, 11811, 1)),
                chunk(b"tEXt", b"Comment\0hello"),
            )
        )
    written, notices, out = saved(first.read_bytes(), tmp_path, target, RECORD if target != ".bmp" else None)
    told = " ".join(notices)
    with Image.open(out) as image:
        exif, dpi, info = image.getexif(), image.info.get("dpi"), dict(image.info)
    if target in (".jpg", ".tif", ".png"):
        assert notices == ()
        assert _iptc(out) == IPTC
        assert b"odd" in written if target != ".png" else b"6f6464" in zlib_texts(written)
        comment = info.get("Comment") or info.get("comment") or exif.get(270)
        assert comment in ("hello", b"hello")
    else:
        assert len(notices) == 1 and "IPTC" in told
        assert ("comment" in told or "EXIF" in told) or exif.get(270) == "hello"
    assert dpi is None or round(dpi[0]) == 300
    assert dpi or round(float(exif[282])) == 300


@pytest.mark.parametrize("order", [b"II", b"MM"])
@pytest.mark.parametrize("suffix", [".webp", ".heic", ".avif"])
def test_dots_per_inch_go_into_exif_where_there_is_no_other_place(tmp_path: Path, suffix: str, order: bytes) -> None:
    exif = Image.Exif()
    exif.endian = "<" if order == b"II" else ">"
    exif[0x0110], exif[0x8298] = "Camera", "me"
    density = chunk(b"pHYs", struct.pack(">IIB", 11811, 5906, 1))
    for given in (png(density), png(density, chunk(b"eXIf", exif.tobytes()[6:]))):
        _, notices, out = saved(given, tmp_path, suffix)
        assert notices == ()
        with Image.open(out) as image:
            told = image.getexif()
        assert (round(told[0x011A]), round(told[0x011B]), told[0x0128]) == (300, 150, 2)
    assert (told[0x0110], told[0x8298]) == ("Camera", "me")


def zlib_texts(data: bytes) -> bytes:
    return b"".join(zlib.decompress(content.split(b"\0", 2)[2]) for kind, content in chunks_of(data) if kind == b"zTXt")


def test_texts_of_a_png_in_other_formats(tmp_path: Path) -> None:
    data = png(chunk(b"tEXt", b"parameters\0a portrait"), chunk(b"tEXt", b"Comment\0hello"))
    written, notices, _ = saved(data, tmp_path, ".jpg", RECORD)
    assert notices == ()
    assert [content for marker, content in segments_of(written) if marker == 0xFE] == [
        b"parameters: a portrait",
        b"hello",
    ]
    _, notices, out = saved(data, tmp_path, ".tif", RECORD)
    assert len(notices) == 1 and "“parameters”" in notices[0] and "comment" not in notices[0]
    with Image.open(out) as image:
        assert image.getexif()[270] == "hello"
    _, notices, _ = saved(data, tmp_path, ".webp")
    assert len(notices) == 1 and "“parameters”" in notices[0] and "comment" in notices[0]


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".heic", ".avif", ".bmp"])
def test_what_a_format_makes_of_the_samples_is_said(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"a{suffix}"
    deep, cmyk = Photo(SAMPLES * np.uint16(257)), Photo(np.dstack((SAMPLES, SAMPLES[..., :1])))
    assert ("8 were kept" in " ".join(save(deep, out))) is (suffix in (".jpg", ".webp", ".avif", ".bmp"))
    assert ("sRGB" in " ".join(save(cmyk, out))) is (suffix not in (".jpg", ".tif"))
    assert save(Photo(SAMPLES), out) == ()


def test_a_bmp_without_a_place_for_the_record_says_so_once(tmp_path: Path) -> None:
    (notice,) = save(Photo(SAMPLES), tmp_path / "a.bmp", RECORD)
    assert "record of the edit" in notice and "XMP" not in notice


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".bmp", ".webp", ".heic", ".avif"])
def test_the_shape_of_pixels_is_kept_or_said(tmp_path: Path, suffix: str) -> None:
    data = jpeg(jfif=struct.pack(">BHH", 0, 1, 2))
    _, notices, out = saved(data, tmp_path, suffix)
    density = load(out).metadata.density
    assert bool(notices) is (suffix not in (".jpg", ".png", ".tif"))
    assert notices == () or "shape" in notices[0]
    assert (density == (1, 2, "")) is not bool(notices)


# EXIF among the tags of a TIFF.


def fields_of(data: bytes, at: int | None = None) -> dict[int, object]:
    """Of a TIFF: each value's type and bytes, or the fields of the directory that it leads to."""
    order = "<" if data[:2] == b"II" else ">"
    found: dict[int, object] = {}
    at = int(struct.unpack_from(order + "I", data, 4)[0]) if at is None else at
    for k in range(struct.unpack_from(order + "H", data, at)[0]):
        start = at + 2 + 12 * k
        tag, kind, count, place = struct.unpack_from(order + "HHII", data, start)
        length = tiff_fields.SIZES[kind] * count
        place = start + 8 if length <= 4 else place
        inside = tag in (0x8769, 0x8825, 0xA005)
        found[tag] = fields_of(data, struct.unpack_from(order + "I", data, place)[0]) if inside else (
            kind, data[place : place + length]
        )  # fmt: skip
    return found


def rich_exif(order: str) -> bytes:
    """With texts in no ASCII, Interoperability, and what Pillow would read as something else."""

    def one(tag: int, kind: int, data: bytes, inside: tuple[Field, ...] | None = None) -> Field:
        return Field(tag, kind, len(data) // tiff_fields.SIZES[kind], data, inside)

    further = (one(1, 2, b"R98\0"), one(2, 7, b"0100"))
    comment = one(0x9286, 7, b"UNICODE\0" + "사진".encode("utf-16-be" if order == ">" else "utf-16-le"))
    text = one(0x013B, 2, "Artist 김\0".encode())
    fields = [
        *(text, one(0x010E, 2, b"Gr\xfc\xdfe\0"), one(0x000B, 2, b"software\0"), one(0x011D, 2, b"page 1\0")),
        *(one(0xC62F, 2, b"serial 5\0"), one(0xEEEE, 12, struct.pack(order + "2d", 1.5, -2.5))),
        one(0x011A, 5, struct.pack(order + "2I", 300, 1)),
        one(0x011B, 5, struct.pack(order + "2I", 150, 1)),
        *(one(0x0112, 3, struct.pack(order + "H", 1)), one(0x0128, 3, struct.pack(order + "H", 2))),
        one(
            0x8769,
            4,
            bytes(4),
            (comment, one(0x927C, 7, b"\0notes\xff" * 9), one(0xA005, 4, bytes(4), further)),
        ),
        one(0x8825, 4, bytes(4), (one(1, 2, b"N\0"), one(2, 5, struct.pack(order + "6I", 48, 1, 51, 1, 29, 1)))),
    ]
    return tiff_fields.head(order, 8) + tiff_fields.directory(fields, order, 8)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("way", [(".tif",), (".tif", ".tif"), (".tif", ".jpg"), (".tif", ".png", ".tif", ".webp")])
@pytest.mark.parametrize("deep", [False, True])
def test_exif_goes_through_a_tiff_byte_for_byte(tmp_path: Path, order: str, way: tuple[str, ...], deep: bool) -> None:
    exif = rich_exif(order)
    samples = SAMPLES * np.uint16(257) if deep else SAMPLES
    photo = Photo(samples, exif=exif, xmp=packet("", 'xmp:Label="red"'))
    for k, suffix in enumerate(way):
        out = tmp_path / f"{k}{suffix}"
        assert not [notice for notice in (*photo.notices, *save(photo, out, RECORD)) if "8 bits" not in notice]
        photo = load(out)
        if suffix == ".tif":
            assert np.array_equal(photo.samples, samples)
            assert np.array_equal(tifffile.imread(out), samples)
            with Image.open(out) as image:
                assert image.size == (36, 24) and image.info["dpi"] == (300, 150)
    assert photo.exif is not None and fields_of(photo.exif) == fields_of(exif)
    assert photo.notices == ()


def test_notes_that_point_into_exif_stay_true_in_a_tiff(tmp_path: Path) -> None:
    exif = rich_exif("<")
    save(Photo(SAMPLES, exif=exif), tmp_path / "a.tif")
    assert (tmp_path / "a.tif").read_bytes()[8 : len(exif)] == exif[8:]


@pytest.mark.parametrize("kind", [1, 4, 7])
@pytest.mark.parametrize("order", ["<", ">"])
def test_iptc_xmp_and_resources_of_a_tiff_in_any_type(tmp_path: Path, kind: int, order: str) -> None:
    xmp = packet("", 'xmp:Label="red"')
    given = {700: xmp, 33723: IPTC, 34377: resource(0x03E8, b"odd!")}
    given = {tag: data.ljust(-(-len(data) // 4) * 4, b" " if tag == 700 else b"\0") for tag, data in given.items()}
    file = io.BytesIO()
    more = [Field(tag, kind, len(data) // tiff_fields.SIZES[kind], data) for tag, data in given.items()]
    exif = rich_exif(order)
    file.write(containers.tiff(SAMPLES, False, None, exif, None, more))
    written, notices, out = saved(file.getvalue(), tmp_path, ".jpg")
    assert notices == () and b"odd!" in written
    assert _iptc(out).rstrip(b"\0") == IPTC
    assert properties(load(out).xmp or b"")["Label"] == "red"


def test_what_of_a_tiff_is_left_out_is_said_once(tmp_path: Path) -> None:
    more = [Field(37724, 7, 20, b"Adobe Photoshop Docu"), Field(0xEEEF, 7, 99_000, bytes(99_000))]
    data = containers.tiff(SAMPLES, False, None, rich_exif("<"), None, more)
    _, notices, out = saved(data, tmp_path, ".tif")
    assert len(notices) == 1 and "Layers" in notices[0]
    assert fields_of(load(out).exif or b"") == fields_of(rich_exif("<"))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("suffix", [".jpg", ".tif"])
def test_resolution_turns_with_the_photo(tmp_path: Path, order: str, suffix: str) -> None:
    fields = {0x0112: (3, struct.pack(order + "H", 6))}
    for tag, dots in ((0x011A, 300), (0x011B, 150)):
        fields[tag] = (5, struct.pack(order + "2I", dots, 1))
    exif = tiff_fields.head(order, 8) + tiff_fields.directory(
        [Field(tag, kind, 1, data) for tag, (kind, data) in fields.items()], order, 8
    )
    _, notices, out = saved(jpeg(segment(0xE1, b"Exif\0\0" + exif)), tmp_path, suffix)
    with Image.open(out) as image:
        told = image.getexif()
    assert (told[0x011A], told[0x011B], told[0x0112], notices) == (150, 300, 1, ())


def test_damaged_exif_of_few_bytes_is_said() -> None:
    for damaged in (b"II*\0\x08\0", b"MM\0*\0\0\0\x08", b"nonsense"):
        assert any("EXIF is damaged" in notice for notice in load(jpeg(segment(0xE1, b"Exif\0\0" + damaged))).notices)
    assert load(jpeg(segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0"))).notices == ()


# Places.


PLACES = """
<photoshop:City>Paris</photoshop:City><Ext:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource">
<Ext:Sublocation>Paris</Ext:Sublocation></rdf:li></rdf:Bag></Ext:LocationCreated>
<drone-dji:GpsLongtitude>Paris</drone-dji:GpsLongtitude><dc:coverage>Paris</dc:coverage>
<dc:source>{"latitude": 48.85, "where": "Paris"}</dc:source>"""
PLACE_ATTRIBUTES = """drone-dji:GpsLatitude="Paris" exif:GPSAltitude="Paris" photoshop:State="Paris"
 Core:Location="Paris" photoshop:Country="Paris" Core:CountryCode="Paris" drone-dji:RelativeAltitude="Paris"
 Ext:WorldRegion="Paris" GCamera:hdrp_makernote="Paris" """
NO_PLACES = """<Core:CreatorContactInfo><rdf:Description Core:CiAdrCity="Rome" Core:CiAdrCtry="Italy"/>
</Core:CreatorContactInfo>
<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>
<rdf:li mwg-rs:Name="Ann" mwg-rs:Type="Face"/>
</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"""
NO_PLACE_ATTRIBUTES = (
    'xmp:Label="red" crs:ToneCurve="0.1234, 0.5678" exif:SubjectLocation="1200" Core:AltTextAccessibility="a"'
)


@pytest.mark.parametrize("suffix", KEPT)
def test_places_go_wherever_they_are_told(tmp_path: Path, suffix: str) -> None:
    given = [
        segment(0xE1, exif_of(notes=b"\x01\x02DJI\xf0Paris")),
        segment(
            0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet(PLACES + NO_PLACES, PLACE_ATTRIBUTES + NO_PLACE_ATTRIBUTES)
        ),
        segment(0xED, b"Photoshop 3.0\0" + BLOCKS + resource(0x0425, hashlib.md5(IPTC).digest())),
        segment(0xE5, b"Paris"),
        segment(0xFE, "48° 51' 29.5\" N Paris".encode()),
        segment(0xFE, b"kept"),
    ]
    data, notices, out = saved(jpeg(*given), tmp_path, suffix, RECORD, strip=True)
    photo = load(out)
    told = b"".join((data, zlib_texts(data) if suffix == ".png" else b"", photo.exif or b"", photo.xmp or b""))
    assert b"Paris" not in told and b"Paris".hex().encode() not in told and b"DJI" not in told
    with Image.open(out) as image:
        exif = image.getexif()
        assert exif[0x0110] == "Camera" and not exif.get_ifd(0x8825)
        assert exif.get_ifd(0x8769)[0x9003] == "2024:01:01 00:00:00" and 0x927C not in exif.get_ifd(0x8769)
    assert any("camera's own notes" in notice for notice in notices)
    assert any("other programs" in notice for notice in notices)
    found = properties(photo.xmp or b"")
    for name, value in {"Label": "red", "CiAdrCity": "Rome", "CiAdrCtry": "Italy", "Name": "Ann"}.items():
        assert found[name] == value
    assert {"ToneCurve", "SubjectLocation", "AltTextAccessibility"} <= set(found)
    if suffix in (".jpg", ".png", ".tif"):
        assert _iptc(out) == iim((5, b"a title"), (120, "Grüße".encode()))
        assert b"8BIM\4\x25" not in data
    if suffix == ".jpg":
        assert (0xFE, b"kept") in segments_of(data)


def test_places_in_the_texts_of_a_png(tmp_path: Path) -> None:
    kept = [(b"tEXt", b"parameters\0a city of light, (Paris:1.2)"), (b"zTXt", b"Title\0\0" + zlib.compress(b"me"))]
    gone = [
        (b"tEXt", b"Location\0Rome"),
        (b"tEXt", b"exif:GPSLatitude\00048/1, 51/1"),
        (b"iTXt", b"photoshop:City\0\0\0\0\0Rome"),
        (b"zTXt", b"Notes\0\0" + zlib.compress(b'{"location": "Rome"}')),
        (b"tEXt", b"Where\00048.85837, 2.294481"),
    ]
    unread = [(b"zTXt", b"Broken\0\0no zlib"), (b"prIv", b"Rome")]
    data = png(*(chunk(*one) for one in (*kept, *gone)))
    written, notices, _ = saved(data, tmp_path, ".png", strip=True)
    assert notices == ()
    assert [one for one in chunks_of(written) if one in kept + gone] == kept
    written, notices, _ = saved(
        png(after=[raw_profile("exif", exif_of()), raw_profile("iptc", BLOCKS)]), tmp_path, ".png", strip=True
    )
    assert b"GPS" not in written and b"Paris".hex().encode() not in zlib_texts(written)
    data = png(chunk(*unread[1]), raw_profile("other", b"Rome"))
    written, notices, _ = saved(data, tmp_path, ".png", strip=True)
    assert len(notices) == 1 and "other programs" in notices[0]
    assert not {b"prIv", b"tEXt"} & {kind for kind, _ in chunks_of(written)}


@pytest.mark.parametrize("suffix", KEPT)
def test_what_cannot_be_read_goes_where_no_place_is_to_be_told(tmp_path: Path, suffix: str) -> None:
    given = [
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Rome"),
        segment(0xED, b"Photoshop 3.0\0" + resource(0x0404, b"\x1c\x02Rome")),
    ]
    data, notices, _ = saved(jpeg(*given), tmp_path, suffix, strip=True)
    assert b"Rome" not in data and b"Rome".hex().encode() not in data
    assert ["XMP" in notices[0], "IPTC" in notices[-1]] == [True, True] or len(notices) == 2
    data, notices, _ = saved(jpeg(given[0]), tmp_path, suffix)
    assert b"Rome" in data and notices == ()
    data, notices, _ = saved(jpeg(given[0]), tmp_path, suffix, RECORD)
    assert b"Rome" not in data and len(notices) == 1 and "replaced" in notices[0]


@pytest.mark.parametrize(
    ("notes", "kept"),
    [(b"notes of the camera", True), (b"GPS 48.85 2.29", False), (b"City: Rome", False), (b"\x80of DJI", False)],
)
def test_notes_in_plain_text_are_kept_if_they_name_no_place(tmp_path: Path, notes: bytes, kept: bool) -> None:
    for place in (True, False):
        save(load(jpeg(segment(0xE1, exif_of(place, notes)))), tmp_path / "a.jpg", strip_location=True)
        assert (notes in (tmp_path / "a.jpg").read_bytes()) is kept


def test_a_packet_without_places_stays_as_it_is() -> None:
    text = packet(NO_PLACES, NO_PLACE_ATTRIBUTES)
    assert without_location(text) == text


@pytest.mark.parametrize(
    "name",
    [
        "GpsLatitude",
        "GPSLongitude",
        "exif:GPSInfo",
        "City",
        "LocationShown",
        "CountryName",
        "shotLocation",
        "lat:altitude",
        *("LRFTargetLat", "LRFTargetLon", "LRFTargetAlt", "lat", "Lon", "lng", "long", "latlon", "latlng", "alt"),
        *("coords", "coordinates", "locationname", "placename", "cityname", "shotlocation", "location_name", "geo"),
        *("District", "Address", "address", "PostalCode", "PostCode", "ZipCode", "GeoHash", "geohash", "geoPoint"),
    ],
)
def test_names_of_places(name: str) -> None:
    assert names_place(name)


@pytest.mark.parametrize(
    "name",
    [
        "Label",
        "CiAdrCity",
        "LicensorCountry",
        "SubjectLocation",
        "EditState",
        "placedXResolution",
        "CreatorCity",
        "Rating",
        "relation",
        "capacity",
        *("template", "salt", "default", "flat", "Flat", "alternative", "AltTextAccessibility", "LongExposure"),
        *("GeometricDistortion", "allocation", "EmailAddress", "CiAdrPcode", "LicensorPostalCode", "latest", "along"),
        "Regions",
    ],
)
def test_names_of_no_places(name: str) -> None:
    assert not names_place(name)


@pytest.mark.parametrize(
    "text",
    [
        "48.858370, 2.294481",
        "48° 51' 29.5\" N",
        "48°51′N, 2°17′E",
        "geo:48.85,2.29",
        "lat: 48.85",
        "GPSLatitude=48",
        '{"city": "x"}',
        "Location: Paris",
        "37 deg 33' 58.20\" N",
        "N37.5665 E126.9780",
        "37.5665 N, 126.9780 E",
        "37.566500 126.978000",
        "51.507400 -0.127800",
        "https://maps.google.com/?q=37.56,126.97",
        "see https://www.openstreetmap.org/#map=15/37.56/126.97.",
    ],
)
def test_coordinates(text: str) -> None:
    assert has_coordinates(text)


@pytest.mark.parametrize(
    "text",
    [
        "turned by 90°",
        "0.340123, 0.231234, 0.100123, 0.223456",
        "a city at night",
        "Steps: 20, CFG scale: 7.5, Seed: 1234",
        "12° Celsius",
        "the location is nice",
        "0.312700 0.329000",
        "0.340123 0.231234 0.100123",
        "turned 90 deg, NE",
        "https://example.com/v/1.25/2",
    ],
)
def test_no_coordinates(text: str) -> None:
    assert not has_coordinates(text)


# The record of an edit.


ASYRP = "https://ns.asyrp-desktop.org/1.0/"


def rewritten(xmp: bytes, way: str) -> bytes:
    """As another library would write the same properties."""
    root = etree.fromstring(xmp)
    edit = next(root.iter(f"{{{ASYRP}}}edit"))
    description = edit.getparent()
    assert description is not None
    text = edit.text or ""
    if way in ("attribute", "both"):
        description.set(f"{{{ASYRP}}}edit", text)
        if way == "attribute":
            description.remove(edit)
    elif way == "first":
        rdf = description.getparent()
        assert rdf is not None
        other = etree.Element(f"{{{RDF}}}Description", nsmap={"ns7": ASYRP})
        other.set(f"{{{RDF}}}about", "")
        etree.SubElement(other, f"{{{ASYRP}}}edit").text = text
        description.remove(edit)
        rdf.insert(0, other)
    elif way == "array":
        edit.text = None
        etree.SubElement(etree.SubElement(edit, f"{{{RDF}}}Alt"), f"{{{RDF}}}li").text = text
    written = etree.tostring(root, pretty_print=way == "pretty")
    if way == "prefix":
        written = written.replace(b"asyrp:edit", b"q:edit").replace(b"xmlns:asyrp", b"xmlns:q")
    if way == "single quotes":
        written = written.replace(
            b'xmlns:asyrp="' + ASYRP.encode() + b'"', b"xmlns:asyrp\n=\t'" + ASYRP.encode() + b"'"
        )
    if way.startswith("utf"):
        return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{written.decode()}'.encode(way)
    return written


@pytest.mark.parametrize(
    "way",
    [
        "as it is",
        "attribute",
        "both",
        "first",
        "array",
        "pretty",
        "prefix",
        "single quotes",
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32-be",
    ],
)
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
def test_an_edit_takes_the_place_of_an_earlier_one(tmp_path: Path, way: str, suffix: str) -> None:
    xmp = rewritten(into_xmp(None, RECORD), way)
    file = io.BytesIO()
    if suffix == ".tif":
        tifffile.imwrite(file, SAMPLES, photometric="rgb", extratags=[(700, 1, len(xmp), xmp, True)])
    else:
        Image.fromarray(SAMPLES).save(file, "JPEG" if suffix == ".jpg" else "WEBP", xmp=xmp)
    data = file.getvalue()
    (tmp_path / "given").write_bytes(data)
    assert read_provenance(tmp_path / "given") == RECORD
    written, notices, out = saved(data, tmp_path, suffix, LATER)
    assert read_provenance(out) == LATER and notices == ()
    assert written.count(RECORD.model_fingerprint.encode()) == (2 if suffix == ".png" else 1)
    assert properties(load(out).xmp or b"")["edit"].count("f00") == 1


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt"])
def test_an_edit_takes_the_place_of_an_earlier_ones_text(tmp_path: Path, kind: bytes) -> None:
    save(Photo(SAMPLES), tmp_path / "a.png", RECORD)
    contents = [content for _, content in chunks_of((tmp_path / "a.png").read_bytes())]
    words = next(one for one in contents if one.startswith(PNG_KEYWORD.encode())).rpartition(b"\0")[2]
    head = {b"tEXt": b"\0", b"zTXt": b"\0\0", b"iTXt": b"\0\0\0\0\0"}[kind]
    text = chunk(kind, PNG_KEYWORD.encode() + head + (zlib.compress(words) if kind == b"zTXt" else words))
    data = png(after=[text])
    (tmp_path / "text.png").write_bytes(data)
    assert read_provenance(tmp_path / "text.png") == RECORD
    written, _, out = saved(data, tmp_path, ".png", LATER)
    assert read_provenance(out) == LATER
    assert sum(content.startswith(PNG_KEYWORD.encode()) for _, content in chunks_of(written)) == 1


def test_an_earlier_edits_xmp_beside_a_later_text_is_not_believed(tmp_path: Path) -> None:
    save(Photo(SAMPLES), tmp_path / "a.png", LATER)
    data = (tmp_path / "a.png").read_bytes()
    info = PngImagePlugin.PngInfo()
    with Image.open(tmp_path / "a.png") as image:
        info.add_itxt(PNG_KEYWORD, str(image.info[PNG_KEYWORD]))
    info.add_itxt("XML:com.adobe.xmp", into_xmp(None, RECORD).decode())
    Image.fromarray(SAMPLES).save(tmp_path / "b.png", pnginfo=info)
    assert data and read_provenance(tmp_path / "b.png") == LATER


def test_two_edits_in_one_packet_are_read_as_the_last(tmp_path: Path) -> None:
    first, later = into_xmp(None, RECORD), etree.fromstring(into_xmp(None, LATER))
    root = etree.fromstring(first)
    next(root.iter(f"{{{RDF}}}RDF")).extend(list(next(later.iter(f"{{{RDF}}}RDF"))))
    Image.fromarray(SAMPLES).save(tmp_path / "a.webp", xmp=etree.tostring(root))
    assert read_provenance(tmp_path / "a.webp") == LATER
