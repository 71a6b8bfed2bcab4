"""Photos as files: what is kept, and what is refused in one sentence."""

from __future__ import annotations

import errno
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pillow_heif
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from asyrp_desktop.core.errors import OutputExists, PhotoError
from asyrp_desktop.photo import photo as photo_module
from asyrp_desktop.photo.photo import FORMATS, Photo, beside, check_output, load, save
from asyrp_desktop.photo.provenance import PNG_KEYWORD, Provenance, into_xmp, read_provenance
from asyrp_desktop.photo.xmp import without_location

ORIENTATION, CAMERA = 0x0112, 0x0110
RECORD = Provenance("faces & <co>", "f00", {"smiling": 0.5, "웃음": -1.0}, 40)
LOSSLESS = (".png", ".tif", ".tiff", ".bmp")
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def picture(width: int = 37, height: int = 23) -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 255, (height, width, 3), np.uint8))


def same(a: Photo, b: Photo) -> bool:
    alphas = (a.alpha is None and b.alpha is None) or np.array_equal(a.alpha, b.alpha)  # type: ignore[arg-type]
    return a.samples.dtype == b.samples.dtype and np.array_equal(a.samples, b.samples) and alphas


@pytest.mark.parametrize("suffix", FORMATS)
def test_formats_profiles_and_provenance(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "è 日本 😀"
    folder.mkdir()
    profile = imagecodecs.cms_profile("adobergb")
    exif = Image.Exif()
    exif[CAMERA] = "Camera"
    picture().save(folder / "in.png", icc_profile=profile, exif=exif)
    photo = load(folder / "in.png")
    out = folder / f"out{suffix}"
    save(photo, out, RECORD)
    again = load(out)
    assert again.format == FORMATS[suffix]
    if suffix in LOSSLESS:
        assert same(again, photo)
    if suffix != ".bmp":  # BMP holds pixels and nothing else
        assert again.icc == profile
        with Image.open(out) as image:
            assert image.getexif()[CAMERA] == "Camera"
        assert read_provenance(out) == RECORD
    assert sorted(p.name for p in folder.iterdir()) == sorted({"in.png", out.name})


def test_provenance_stays_where_a_program_drops_xmp(tmp_path: Path) -> None:
    save(Photo(np.asarray(picture())), tmp_path / "a.png", RECORD)
    data = (tmp_path / "a.png").read_bytes().replace(b"XML:com.adobe.xmp", b"XML:com.adobe.xm_")
    start = data.index(b"iTXtXML")
    length = struct.unpack(">I", data[start - 4 : start])[0]
    chunk = data[start : start + 4 + length]
    data = data[: start + 4 + length] + struct.pack(">I", zlib.crc32(chunk)) + data[start + 8 + length :]
    (tmp_path / "a.png").write_bytes(data)
    assert read_provenance(tmp_path / "a.png") == RECORD
    assert PNG_KEYWORD.encode() in data


def test_xmp_of_others_stays_and_ours_is_replaced() -> None:
    first = into_xmp(None, RECORD).replace(b"</rdf:RDF>", b"<rdf:Description>others</rdf:Description></rdf:RDF>")
    second = into_xmp(first, RECORD._replace(steps=7))
    assert b"others" in second
    assert second.count(b"<asyrp:edit>") == 1


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".heic"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_turned_photos_come_upright(tmp_path: Path, orientation: int, suffix: str) -> None:
    upright = picture(36, 24)
    path = tmp_path / f"in{suffix}"
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    turned = upright.transpose(TURNS[orientation]) if orientation > 1 else upright
    if suffix == ".tif":
        tifffile.imwrite(
            path, np.asarray(turned), photometric="rgb", extratags=[(ORIENTATION, 3, 1, orientation, True)]
        )
    elif suffix == ".heic":
        heif = pillow_heif.from_bytes("RGB", turned.size, turned.tobytes())
        heif.save(path, exif=exif.tobytes(), quality=-1, chroma=444, matrix_coefficients=0)
    else:
        turned.save(path, exif=exif, lossless=True)
    photo = load(path)
    assert np.array_equal(photo.pixels, np.asarray(upright))
    save(photo, tmp_path / "out.png")
    assert same(load(tmp_path / "out.png"), photo)
    save(photo, tmp_path / "out.jpg")
    with Image.open(tmp_path / "out.jpg") as image:
        assert image.getexif().get(ORIENTATION, 1) == 1
        assert image.size == upright.size


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "I;16", "F"])
def test_every_mode_is_seen_and_kept(tmp_path: Path, mode: str) -> None:
    grey = np.arange(20 * 30, dtype=np.uint16).reshape(20, 30) // 3
    image = Image.fromarray(grey.astype(np.uint8))
    if mode == "I;16":
        image = Image.fromarray(grey.astype(np.uint16) * 257)
    elif mode == "F":
        image = Image.fromarray(grey.astype(np.float32))
    elif mode == "PA":
        image = image.convert("P").convert("PA")
    else:
        image = image.convert(mode)
    path = tmp_path / ("in.tif" if mode in ("F", "CMYK", "YCbCr", "I;16", "PA") else "in.png")
    image.save(path)
    photo = load(path)
    assert photo.pixels.shape == (20, 30, 3)
    assert photo.samples.shape[2] == {"CMYK": 4, "P": 3, "PA": 3, "RGB": 3, "RGBA": 3, "YCbCr": 3}.get(mode, 1)
    assert photo.samples.dtype == (np.uint16 if mode in ("I;16", "F") else np.uint8)
    if mode not in ("1", "CMYK", "YCbCr"):
        assert np.abs(photo.pixels[..., 0].astype(int) - grey).max() <= 1
    assert (photo.alpha is not None) == ("A" in mode)
    save(photo, tmp_path / "out.tif")
    assert same(load(tmp_path / "out.tif"), photo)


@settings(deadline=None, max_examples=60)
@given(
    size=st.tuples(st.integers(1, 70), st.integers(1, 70)),
    channels=st.sampled_from([1, 3, 4]),
    deep=st.booleans(),
    transparent=st.booleans(),
    suffix=st.sampled_from(list(FORMATS)),
    seed=st.integers(0, 9),
)
def test_any_photo_in_any_format(
    size: tuple[int, int],
    channels: int,
    deep: bool,
    transparent: bool,
    suffix: str,
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    random, depth = np.random.default_rng(seed), np.uint16 if deep else np.uint8
    full = np.iinfo(depth).max
    samples = random.integers(0, full, (*size, channels), depth, endpoint=True)
    alpha = random.integers(0, full, size, depth, endpoint=True) if transparent else None
    photo, out = Photo(samples, alpha), tmp_path_factory.mktemp("any") / f"out{suffix}"
    save(photo, out, RECORD)
    again = load(out)
    assert again.samples.shape[:2] == size
    if suffix in (".tif", ".tiff") and channels == 1 and deep and transparent:
        assert same(again, Photo(np.repeat(samples, 3, axis=2), alpha))
    elif suffix in (".tif", ".tiff") or (suffix == ".png" and channels < 4):
        assert same(again, photo)
    elif suffix in (".webp", ".png", ".avif", ".heic", ".heif"):
        assert transparent == (again.alpha is not None) or np.all(alpha == full)  # a full alpha may be left out


def test_sixteen_bits_as_others_write_them(tmp_path: Path) -> None:
    levels = np.random.default_rng(0).integers(0, 65535, (40, 60, 4), np.uint16)
    (tmp_path / "a.png").write_bytes(imagecodecs.png_encode(levels))
    kinds: list[dict[str, Any]] = [
        {"photometric": "rgb", "extrasamples": ["unassalpha"], "compression": "lzw", "predictor": True},
        {"photometric": "separated", "tile": (16, 16), "byteorder": ">"},
        {"photometric": "rgb", "planarconfig": "separate", "extrasamples": ["unassalpha"]},
    ]
    photo = load(tmp_path / "a.png")
    assert np.array_equal(photo.samples, levels[..., :3])
    assert photo.alpha is not None and np.array_equal(photo.alpha, levels[..., 3])
    for kind in kinds:
        planes = np.moveaxis(levels, 2, 0) if "planarconfig" in kind else levels
        tifffile.imwrite(tmp_path / "a.tif", planes, **kind)
        photo = load(tmp_path / "a.tif")
        whole = photo.samples if photo.alpha is None else np.dstack((photo.samples, photo.alpha))
        assert np.array_equal(whole, levels)
    tifffile.imwrite(tmp_path / "white.tif", levels[..., 0], photometric="miniswhite")
    assert np.array_equal(load(tmp_path / "white.tif").samples[..., 0], 65535 - levels[..., 0])
    heif = pillow_heif.from_bytes("RGB;16", (60, 40), levels[..., :3].tobytes())
    heif.save(tmp_path / "a.heic", quality=100, chroma=444, matrix_coefficients=0)
    photo = load(tmp_path / "a.heic")
    assert photo.samples.dtype == np.uint16
    assert np.abs(photo.samples.astype(int) - levels[..., :3]).max() < 65536 / 1024 * 16


def test_profiles_are_seen_through() -> None:
    """A green of AdobeRGB is outside sRGB; grey is grey in both."""
    profile = imagecodecs.cms_profile("adobergb")
    samples = np.array([[[128, 128, 128], [0, 255, 0], [200, 100, 100]]], np.uint8)
    expected = ImageCms.profileToProfile(
        Image.fromarray(samples), ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    )
    assert np.abs(Photo(samples, icc=profile).pixels.astype(int) - np.asarray(expected)).max() <= 1
    assert (Photo(samples, icc=b"nonsense").pixels == samples).all()
    assert (Photo(samples[..., :1], icc=profile).pixels == samples[..., :1]).all()


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("profile", [None, "adobergb"])
def test_what_is_seen_changes_as_asked_and_the_rest_stays(
    channels: int, depth: type[np.integer], profile: str | None
) -> None:
    full = int(np.iinfo(depth).max)
    inner = np.random.default_rng(0).integers(full // 3, full // 2, (24, 24, channels), depth)
    # Near to grey: the strong colours of AdobeRGB are not in sRGB, and clipped there.
    inner[..., 1:3] = inner[..., :1] + inner[..., 1:3] // 16
    photo = Photo(inner, icc=imagecodecs.cms_profile(profile) if profile and channels == 3 else None)
    difference = np.zeros((20, 20, 3), np.float32)
    difference[5:15, 5:15] = 17.0
    samples = photo.samples.copy()
    photo.shift(samples, 2, 3, difference)
    changed = np.zeros((24, 24), bool)
    changed[8:18, 7:17] = True
    assert np.array_equal(samples[~changed], photo.samples[~changed])
    moved = photo.with_samples(samples).pixels.astype(int) - photo.pixels
    assert np.abs(moved[changed] - 17).max() <= (3 if channels == 4 else 1)


def test_a_jpeg_loses_no_more_than_it_must(tmp_path: Path) -> None:
    Image.fromarray(np.full((64, 64, 3), 90, np.uint8)).save(tmp_path / "in.jpg", quality=37, progressive=True)
    photo = load(tmp_path / "in.jpg")
    save(photo, tmp_path / "out.jpg")
    with Image.open(tmp_path / "in.jpg") as a, Image.open(tmp_path / "out.jpg") as b:
        assert a.quantization == b.quantization  # type: ignore[attr-defined]
        assert b.info["progressive"]
    assert (load(tmp_path / "out.jpg").pixels == photo.pixels).all()
    picture().save(tmp_path / "in.webp", lossless=True)
    photo = load(tmp_path / "in.webp")
    save(photo, tmp_path / "out.webp")
    assert same(load(tmp_path / "out.webp"), photo)


def test_the_edit_goes_beside_the_photo_in_its_own_format(tmp_path: Path) -> None:
    picture().save(tmp_path / "named wrongly.jpg", "PNG")
    photo = load(tmp_path / "named wrongly.jpg")
    assert beside(tmp_path / "named wrongly.jpg", photo).name == "named wrongly_edited.png"
    assert beside(Path("a.JPEG"), Photo(photo.samples, format="JPEG")).name == "a_edited.JPEG"
    assert beside(Path("a.gif"), Photo(photo.samples, format="GIF")).name == "a_edited.png"


def _camera_exif(order: bytes = b"MM") -> bytes:
    """As a camera writes it: EXIF with sizes and notes, a GPS directory, a thumbnail of something else."""
    exif = Image.Exif()
    exif.endian = ">" if order == b"MM" else "<"
    exif[CAMERA] = "Camera with a long name"
    exif[ORIENTATION] = 6
    exif.get_ifd(0x8769).update({0xA002: 36, 0xA003: 24, 0x927C: b"notes of the camera", 0x9003: "2024:01:01 00:00:00"})
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.5), 29: "2024:01:01"})
    data = exif.tobytes()
    thumbnail = io.BytesIO()
    Image.new("RGB", (160, 120), (255, 0, 0)).save(thumbnail, "JPEG")
    return b"Exif\0\0" + photo_module.exif_bytes.with_thumbnail(data, thumbnail.getvalue())


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".heic", ".avif"])
@pytest.mark.parametrize("strip", [False, True])
def test_exif_is_kept_upright_and_tells_no_place_if_asked(tmp_path: Path, suffix: str, strip: bool) -> None:
    xmp = into_xmp(None, RECORD).replace(
        b"</rdf:RDF>",
        b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="48,51.5N"'
        b' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="me">'
        b"<photoshop:City>Paris</photoshop:City></rdf:Description></rdf:RDF>",
    )
    Image.new("RGB", (24, 36), (0, 0, 255)).save(tmp_path / "in.jpg", exif=_camera_exif(), xmp=xmp)
    out = tmp_path / f"out{suffix}"
    save(load(tmp_path / "in.jpg"), out, RECORD, strip_location=strip)
    with Image.open(out) as image:
        exif = image.getexif()
        inner, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
        packet = image.info["xmp"]
        assert image.size == (36, 24)
    assert exif[CAMERA] == "Camera with a long name"
    assert exif.get(ORIENTATION, 1) == 1
    assert (inner[0xA002], inner[0xA003], inner[0x927C]) == (36, 24, b"notes of the camera")
    assert inner[0x9003] == "2024:01:01 00:00:00"
    assert bool(place) is not strip
    assert (b"48,51.5N" in packet or b"Paris" in packet) is not strip
    assert b'"me"' in packet
    assert read_provenance(out) == RECORD
    if strip:
        assert struct.pack(">II", 59, 2) not in out.read_bytes()
    if suffix == ".jpg":
        thumbnail = Image.open(io.BytesIO(_thumbnail(out)))
        assert thumbnail.size == (36, 24)
        assert thumbnail.convert("RGB").getpixel((5, 5))[2] > 200  # type: ignore[index]


def _thumbnail(path: Path) -> bytes:
    with Image.open(path) as image:
        raw = photo_module.exif_bytes.bare(image.info["exif"])
    file, first, second = io.BytesIO(raw), ImageFileDirectory_v2(raw[:8]), ImageFileDirectory_v2(raw[:8])
    file.seek(8)
    first.load(file)
    file.seek(first.next)
    second.load(file)
    return raw[second[513] : second[513] + second[514]]


@settings(deadline=None, max_examples=150)
@given(
    cut=st.integers(0, 400),
    flips=st.lists(st.tuples(st.integers(0, 399), st.integers(0, 255)), max_size=6),
    order=st.sampled_from([b"MM", b"II"]),
)
def test_damaged_exif_spoils_no_photo(cut: int, flips: list[tuple[int, int]], order: bytes) -> None:
    exif = bytearray(_camera_exif(order)[: 6 + cut])
    for place, value in flips:
        if 6 + place < len(exif):
            exif[6 + place] = value
    photo = Photo(np.zeros((4, 6, 3), np.uint8), exif=photo_module.exif_bytes.bare(bytes(exif)))
    assert 1 <= photo_module._orientation(photo.exif) <= 8
    photo_module._upright(photo.exif, 6, 4)
    photo_module._exif_to_write(photo, strip_location=True)


def test_xmp_that_cannot_be_read_is_not_kept_where_places_are_stripped() -> None:
    assert without_location(b"<x:xmpmeta exif:GPSLatitude='48'") is None


def _png_claiming(width: int, height: int) -> bytes:
    """A whole PNG of that size, by its head; of its pixels only the first are there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(50))) + chunk(b"IEND", b"")


def _animated(format_: str) -> bytes:
    file = io.BytesIO()
    picture().save(file, format_, save_all=True, append_images=[picture(37, 23).rotate(90)])
    return file.getvalue()


def _cut(format_: str, depth: type[np.generic] = np.uint8) -> bytes:
    file = io.BytesIO()
    if depth == np.uint16:
        levels = np.random.default_rng(0).integers(0, 65535, (200, 200, 3), np.uint16)
        data = imagecodecs.png_encode(levels) if format_ == "PNG" else None
        if data is None:
            tifffile.imwrite(file, levels, photometric="rgb")
            data = file.getvalue()
    else:
        picture(200, 200).save(file, format_)
        data = file.getvalue()
    return bytes(data[: len(data) // 2])


CUT = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF", "BMP")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"this is no picture at all", "not a picture"),
        (_png_claiming(60000, 60000), "too large"),
        (_png_claiming(100, 100), "damaged"),
        *((_animated(format_), "animated") for format_ in ("GIF", "PNG", "WEBP", "TIFF", "AVIF")),
        # Ghostscript would run, and read whatever the file tells it to.
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n%%EOF\n", "not a picture"),
        *((_cut(format_), "damaged|not a picture") for format_ in CUT),
        (_cut("PNG", np.uint16), "damaged"),
        (_cut("TIFF", np.uint16), "damaged|not a picture"),
    ],
)
def test_what_cannot_be_edited_is_told_in_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "photo.jpg").write_bytes(data)
    with pytest.raises(PhotoError, match=said) as caught:
        load(tmp_path / "photo.jpg")
    assert "photo.jpg" in str(caught.value)
    assert caught.value.remedy


@settings(deadline=None, max_examples=120)
@given(
    format_=st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF", "BMP", "PNG16"]),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_any_damage_is_a_photo_or_a_clear_error(format_: str, flips: list[tuple[float, int]]) -> None:
    file = io.BytesIO()
    if format_ == "PNG16":
        file.write(imagecodecs.png_encode(np.asarray(picture(40, 40)).astype(np.uint16) * 257))
    else:
        picture(40, 40).save(file, format_)
    data = bytearray(file.getvalue())
    for place, value in flips:
        data[int(place * len(data))] = value
    try:
        assert load(bytes(data)).pixels.ndim == 3
    except PhotoError as error:
        assert error.remedy


def test_the_original_and_existing_files_are_safe(tmp_path: Path) -> None:
    source, other = tmp_path / "in.png", tmp_path / "other.png"
    picture().save(source)
    picture().save(other)
    (tmp_path / "link.png").symlink_to(source)
    with pytest.raises(PhotoError, match="original"):
        check_output(tmp_path / "link.png", source, force=True)
    with pytest.raises(OutputExists):
        check_output(other, source, force=False)
    check_output(other, source, force=True)
    with pytest.raises(PhotoError, match="folder"):
        check_output(tmp_path / "missing" / "a.png", source, force=False)


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    picture().save(tmp_path / "in.png")
    out.write_bytes(b"old")
    photo = load(tmp_path / "in.png")
    plain = Path.write_bytes

    def full(*arguments: Any, **_: object) -> None:
        part = next(argument for argument in arguments if isinstance(argument, Path))
        plain(part, b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", full)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PhotoError, match="No space left"):
        save(photo, out)
    assert out.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.png", out.name]
