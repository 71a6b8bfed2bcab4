"""Pictures of files: of photos, and of nothing else that may lie under such a name."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImageReader

from asyrp_desktop.photo.image_file import READ
from asyrp_desktop.ui.pictures import _kind, read_icon, read_picture

SIZE = QSize(48, 48)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///x.png'/></svg>"


def photo(path: Path, format: str) -> Path:
    Image.new("RGB", (160, 80), (200, 10, 20)).save(path, format)
    return path


@pytest.mark.parametrize("format", READ)
def test_photos_have_pictures_whatever_they_are_called(format: str, tmp_path: Path) -> None:
    picture = read_picture(str(photo(tmp_path / "photo.txt", format)), SIZE)
    kind = _kind((tmp_path / "photo.txt").read_bytes()[:12])
    assert kind
    known = kind in {bytes(one.data()) for one in QImageReader.supportedImageFormats()}
    assert (picture.width(), picture.height()) == ((48, 24) if known else (0, 0))
    assert known or format in ("HEIF", "AVIF")


@pytest.mark.parametrize("name", ["photo.jpg", "photo.svg", "photo.gif", "photo.ico"])
def test_no_other_format_is_tried(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    head = b"\x00\x00\x08\x08ftyp"  # with a brand, a WBMP of 8 x 8 as well
    for data in (SVG, b"%PDF-1.4", b"P3 1 1 255 1 2 3", head + b"isom", head + b"heic", head + b"heic" + SVG, b""):
        path.write_bytes(data)
        assert read_picture(str(path), SIZE).isNull()
    for format in ("PPM", "ICO"):
        assert read_picture(str(photo(path, format)), SIZE).isNull()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    for path in (tmp_path / "a.jpg", tmp_path, tmp_path / "missing.jpg", Path("/dev/zero")):
        assert read_picture(str(path), SIZE).isNull()
        assert read_icon(path).isNull()
