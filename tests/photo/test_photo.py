"""Photos as files: what is kept, and what is refused in one sentence."""

from __future__ import annotations

import errno
import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from asyrp_desktop.core.errors import OutputExists, PhotoError
from asyrp_desktop.photo.photo import FORMATS, check_output, load, save
from asyrp_desktop.photo.provenance import Provenance, into_xmp, read_provenance

ORIENTATION, CAMERA = 0x0112, 0x0110
RECORD = Provenance("faces & <co>", "f00", {"smiling": 0.5, "웃음": -1.0}, 40)


def picture(width: int = 37, height: int = 23) -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 255, (height, width, 3), np.uint8))


@pytest.mark.parametrize("suffix", FORMATS)
def test_formats_profiles_and_provenance(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "è 日本 😀"
    folder.mkdir()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[CAMERA] = "Camera"
    picture().save(folder / "in.png", icc_profile=profile, exif=exif)
    photo = load(folder / "in.png")
    out = folder / f"out{suffix}"
    save(photo, out, RECORD)
    again = load(out)
    if suffix in (".png", ".tif", ".tiff", ".bmp"):
        assert (again.pixels == photo.pixels).all()
    if suffix != ".bmp":  # BMP holds pixels and nothing else
        assert again.icc == profile
        with Image.open(out) as image:
            assert image.getexif()[CAMERA] == "Camera"
        assert read_provenance(out) == RECORD
    assert sorted(p.name for p in folder.iterdir()) == sorted({"in.png", out.name})


def test_xmp_of_others_stays_and_ours_is_replaced() -> None:
    first = into_xmp(None, RECORD).replace(b"</rdf:RDF>", b"<rdf:Description>others</rdf:Description></rdf:RDF>")
    second = into_xmp(first, RECORD._replace(steps=7))
    assert b"others" in second
    assert second.count(b"<asyrp:edit>") == 1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turned_photos_come_upright(tmp_path: Path, orientation: int) -> None:
    upright = picture()
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    (upright.transpose(turn) if turn is not None else upright).save(tmp_path / "in.png", exif=exif)
    photo = load(tmp_path / "in.png")
    assert (photo.pixels == np.asarray(upright)).all()
    save(photo, tmp_path / "out.png")
    with Image.open(tmp_path / "out.png") as image:
        assert image.getexif().get(ORIENTATION, 1) == 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "I;16", "F"])
def test_every_mode_becomes_rgb(tmp_path: Path, mode: str) -> None:
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
    if mode not in ("1", "CMYK", "YCbCr"):
        assert np.abs(photo.pixels[..., 0].astype(int) - grey).max() <= 1
    assert (photo.alpha is not None) == ("A" in mode)


def test_a_jpeg_loses_no_more_than_it_must(tmp_path: Path) -> None:
    Image.fromarray(np.full((64, 64, 3), 90, np.uint8)).save(tmp_path / "in.jpg", quality=37, subsampling=2)
    photo = load(tmp_path / "in.jpg")
    save(photo, tmp_path / "out.jpg")
    with Image.open(tmp_path / "in.jpg") as a, Image.open(tmp_path / "out.jpg") as b:
        assert a.quantization == b.quantization  # type: ignore[attr-defined]
    assert (load(tmp_path / "out.jpg").pixels == photo.pixels).all()


def _png_claiming(width: int, height: int) -> bytes:
    """A whole PNG of that size, by its head; of its pixels only the first are there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(50))) + chunk(b"IEND", b"")


def _gif() -> bytes:
    file = io.BytesIO()
    picture().save(file, "GIF", save_all=True, append_images=[picture(37, 23).rotate(90)])
    return file.getvalue()


def _truncated_jpeg() -> bytes:
    file = io.BytesIO()
    picture(200, 200).save(file, "JPEG")
    return file.getvalue()[:3000]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"this is no picture at all", "not a picture"),
        (_png_claiming(60000, 60000), "too large"),
        (_png_claiming(100, 100), "damaged"),
        (_gif(), "animated"),
        (_truncated_jpeg(), "damaged"),
    ],
    ids=["zero bytes", "text", "bomb", "cut off", "animated", "truncated"],
)
def test_what_cannot_be_edited_is_told_in_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "photo.jpg").write_bytes(data)
    with pytest.raises(PhotoError, match=said) as caught:
        load(tmp_path / "photo.jpg")
    assert "photo.jpg" in str(caught.value)
    assert caught.value.remedy


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


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.png"
    picture().save(tmp_path / "in.png")
    out.write_bytes(b"old")

    def full(self: Image.Image, part: Path, *_: object, **__: object) -> None:
        part.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    photo = load(tmp_path / "in.png")
    monkeypatch.setattr(Image.Image, "save", full)
    with pytest.raises(PhotoError, match="No space left"):
        save(photo, out)
    assert out.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.png", "out.png"]
