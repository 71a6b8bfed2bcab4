"""Files of rare kinds: read as what they show, or refused before any work, in their user's words."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.photo.photo import beside, load, save

Y, X = np.mgrid[0:24, 0:24]
RGB = np.stack((X * 10, Y * 10, (X + Y) * 5), 2).astype(np.uint8)
GREY = RGB[..., 2].copy()
# The same, by cjpeg -arithmetic -quality 80.
ARITHMETIC = base64.b85decode(
    "|JeWF01!$>Nk#wx0RR9200961|JwjV00smF1_cBL1_cHO2L=cV5DE$j2?`Vr4-60&6c`v66c!d59VH(c8zUSR79cDjBPJ&)Dk&KsEif%8FeNA{DF"
    "534LjeZ|2MP!Z6AB6wC>j<TC@3f>C@3f>C@3f>C@3f>C@3f>C@3f>C@3f>C@3f>C@3f>C@3f>C@3f>C@3f>C@BBQ01*fP7yuXp0U`hb5di}c0sqV"
    "Z3IGrg1pyEd1^?Or3<CiG0ucid06zf#0Lcuq_t#1Da`wmBD<-el(i$gYLOT6GJz>-|GYs*LrTDZiI?63I>EGCiB1%mkyscwrri6~owU~`CU_!jMf"
    "FVb!DuWq2UhM0D|Je"
)


def tiff(*pages: np.ndarray, kinds: tuple[dict[str, Any], ...] = (), **kind: Any) -> bytes:
    file = io.BytesIO()
    with tifffile.TiffWriter(file, bigtiff=kind.pop("bigtiff", False), byteorder=kind.pop("byteorder", "<")) as writer:
        for page, own in zip(pages, kinds or ({},) * len(pages), strict=True):
            writer.write(page, **{"photometric": "rgb" if page.ndim == 3 else "minisblack", **kind, **own})
    return file.getvalue()


FLOATS = RGB / np.float32(255)


@pytest.mark.parametrize(
    "values",
    [
        FLOATS,
        FLOATS.astype(np.float16),
        FLOATS.astype(np.float64),
        RGB.astype(np.float32),
        RGB.astype(np.float32) * 257,
        RGB.astype(np.uint32) * 16843009,
        RGB.astype(np.int32),
        (RGB.astype(np.int16) << 7) | (RGB >> 1),
        RGB.astype(np.uint64),
    ],
    ids=lambda values: f"{values.dtype}-{values.max():g}",
)
@pytest.mark.parametrize("channels", [1, 3])
def test_samples_of_any_type_are_seen_as_they_were_meant(values: np.ndarray, channels: int) -> None:
    how: dict[str, Any]
    for how in ({}, {"compression": "deflate", "predictor": values.dtype.kind == "f"}, {"bigtiff": True}):
        photo = load(tiff(values if channels == 3 else values[..., 2], **how))
        expected = RGB if channels == 3 else np.repeat(GREY[..., None], 3, 2)
        assert np.abs(photo.pixels.astype(int) - expected).max() <= 1
        assert photo.samples.shape[2] == channels and photo.samples.dtype == np.uint16
        assert bool(photo.notices) is (values.dtype.itemsize > 2)


@pytest.mark.parametrize("bits", [10, 12, 14])
def test_packed_samples(bits: int) -> None:
    values = (RGB.astype(np.uint32) * (2**bits - 1) // 255).astype(np.uint16)
    assert np.abs(load(tiff(values, bitspersample=bits)).pixels.astype(int) - RGB).max() <= 1
    assert np.abs(load(tiff(values[..., 2], bitspersample=bits)).pixels[..., 0].astype(int) - GREY).max() <= 1


def test_light_beyond_white_is_cut_off_and_said() -> None:
    values = FLOATS * 4
    values[0, 0], values[0, 1], values[0, 2] = np.nan, np.inf, -1
    photo = load(tiff(values))
    assert np.array_equal(photo.pixels[3:6, 3:6], (RGB[3:6, 3:6].astype(int) * 4).clip(0, 255))
    assert not photo.pixels[0, 0].any() and (photo.pixels[0, 1] == 255).all() and not photo.pixels[0, 2].any()
    assert "beyond white" in photo.notices[0]


def test_colours_that_were_multiplied_by_alpha_are_parted_from_it() -> None:
    alpha = np.full((24, 24, 1), 0.5, np.float32)
    photo = load(tiff(np.dstack((FLOATS * alpha, alpha)), extrasamples=["assocalpha"]))
    assert np.abs(photo.pixels.astype(int) - RGB).max() <= 1
    assert photo.alpha is not None and (photo.alpha == 32768).all()


SMALL = RGB[::2, ::2].copy()
PREVIEW: dict[str, Any]
PREVIEW, MASK, PHOTO = {"subfiletype": 1}, {"extratags": [(254, 4, 1, 4, True)]}, {}


@pytest.mark.parametrize(("order", "big"), [("<", False), (">", False), ("<", True)])
@pytest.mark.parametrize(
    ("pages", "kinds"),
    [
        ((RGB, SMALL), (PHOTO, PREVIEW)),
        ((SMALL, RGB), (PREVIEW, PHOTO)),
        ((RGB, GREY), (PHOTO, MASK)),
        ((RGB, SMALL), ({"subifds": 1}, PREVIEW)),
        ((SMALL, RGB), ({"subifds": 1, **PREVIEW}, PHOTO)),
        ((RGB,), (PREVIEW,)),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_of_a_photo_and_its_previews_the_photo(
    pages: tuple[np.ndarray, ...], kinds: tuple[dict[str, Any], ...], order: str, big: bool, deep: bool
) -> None:
    data = tiff(*(page * np.uint16(257) if deep else page for page in pages), kinds=kinds, bigtiff=big, byteorder=order)
    photo = load(data)
    assert np.array_equal(photo.pixels, RGB) and photo.samples.dtype == (np.uint16 if deep else np.uint8)
    assert (len(photo.notices) > 0) is (len(pages) > 1)


def raw_tiff(photometric: int = 32803, **first: Any) -> bytes:
    cfa = [(33421, 3, 2, (2, 2), True), (33422, 1, 4, b"\0\1\1\2", True)]
    sensor = {"photometric": photometric, "subfiletype": 0, "extratags": cfa}
    seen = RGB if photometric == 34892 else GREY
    return tiff(SMALL, seen.astype(np.uint16), kinds=({"subifds": 1, **PREVIEW, **first}, sensor))


DNG_VERSION: dict[str, Any] = {"extratags": [(50706, 1, 4, b"\1\4\0\0", True)]}
RAWS = {
    "dng": raw_tiff(**DNG_VERSION),
    "linear dng": raw_tiff(34892, **DNG_VERSION),
    "nef": raw_tiff(),
    "dng of one page": tiff(RGB, **DNG_VERSION),
    "cr2": b"II*\0\x10\0\0\0CR\2\0" + bytes(40),
    "cr3": b"\0\0\0\x18ftypcrx \0\0\0\1" + bytes(40),
    "crw": b"II\x1a\0\0\0HEAPCCDR" + bytes(40),
    "raf": b"FUJIFILMCCD-RAW 0201" + bytes(40),
    "orf": b"IIRO\x08\0\0\0" + bytes(40),
    "rw2": b"IIU\0\x18\0\0\0" + bytes(40),
    "x3f": b"FOVb" + bytes(40),
}


@pytest.mark.parametrize("kind", RAWS)
@pytest.mark.parametrize("name", ["raw.dng", "developed.tif", "a.jpg"])
def test_raw_files_are_refused_whatever_their_name(tmp_path: Path, kind: str, name: str) -> None:
    (tmp_path / name).write_bytes(RAWS[kind])
    with pytest.raises(PhotoError, match=rf"“{name}” is a camera's raw file.*Develop"):
        load(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (tiff(RGB, RGB[::-1].copy()), "several pages"),
        (tiff(*[SMALL] * 70, kinds=(PREVIEW,) * 70), "several pages"),
        (tiff(RGB.astype(np.int16) - 100), "below zero"),
        (tiff(RGB.astype(np.uint16), photometric="cielab"), "colours of a kind"),
        (tiff(RGB, bigtiff=True, byteorder=">"), "BigTIFF"),
        (bytes(imagecodecs.jpegls_encode(RGB)), "JPEG of a rare kind"),
        (bytes(imagecodecs.jpeg2k_encode(RGB)), "not a picture in a format"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_read_is_refused_by_name(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "odd.jpg").write_bytes(data)
    with pytest.raises(PhotoError, match=said) as caught:
        load(tmp_path / "odd.jpg")
    assert "odd.jpg" in str(caught.value) and caught.value.remedy


@pytest.mark.parametrize(("bits", "lossless"), [(8, True), (16, True), (12, False)])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_jpeg_that_breaks_off_is_damaged(bits: int, lossless: bool, share: float) -> None:
    values = (RGB.astype(np.uint32) * (2**bits - 1) // 255).astype(np.uint8 if bits == 8 else np.uint16)
    level = None if lossless else 90
    coded = bytes(imagecodecs.jpeg8_encode(values, level=level, lossless=lossless, bitspersample=bits))
    load(coded)
    with pytest.raises(PhotoError, match="damaged"):
        load(coded[: int(share * len(coded))])


@pytest.mark.parametrize(("bits", "lossless"), [(8, True), (10, True), (12, True), (16, True), (12, False)])
@pytest.mark.parametrize("channels", [1, 3])
def test_jpegs_of_scanners_and_archives_lose_nothing(tmp_path: Path, bits: int, lossless: bool, channels: int) -> None:
    values = RGB if channels == 3 else GREY
    if bits > 8:
        values = (values.astype(np.uint32) * (2**bits - 1) // 255).astype(np.uint16)
    coded = imagecodecs.jpeg8_encode(values, level=None if lossless else 100, lossless=lossless, bitspersample=bits)
    source = tmp_path / "scan.jpg"
    source.write_bytes(coded)
    photo = load(source)
    expected = RGB if channels == 3 else np.repeat(GREY[..., None], 3, 2)
    assert np.abs(photo.pixels.astype(int) - expected).max() <= (1 if lossless else 6)  # colours of four pixels are one
    assert photo.samples.dtype == (np.uint8 if bits == 8 else np.uint16)
    assert "not written" in photo.notices[0] and source.name in photo.notices[0]
    output = beside(source, photo)
    save(photo, output)
    assert np.array_equal(load(output).samples, photo.samples)
    save(photo, tmp_path / "asked.jpg")  # as a usual one, whoever asks for it
    assert load(tmp_path / "asked.jpg").pixels.shape == RGB.shape


def test_arithmetic_coding_however_long_the_file(tmp_path: Path) -> None:
    comment = b"\xff\xfe" + (65_200).to_bytes(2, "big") + bytes(65_198)
    photo = load(ARITHMETIC[:2] + comment + ARITHMETIC[2:])
    assert np.abs(photo.pixels.astype(int) - RGB).mean() < 2
    save(photo, tmp_path / "a.jpg")
    assert np.abs(load(tmp_path / "a.jpg").pixels.astype(int) - photo.pixels).mean() < 1


def test_avif_of_ten_bits_says_that_eight_are_kept() -> None:
    assert "8 are kept" in load(bytes(imagecodecs.avif_encode(RGB.astype(np.uint16) << 2, bitspersample=10))).notices[0]
    file = io.BytesIO()
    Image.fromarray(RGB).save(file, "AVIF")
    assert not load(file.getvalue()).notices
