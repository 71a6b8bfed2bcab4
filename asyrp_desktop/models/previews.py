"""Small pictures of what a direction does: in its file, or drawn here once and kept in the user's cache. No torch."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from asyrp_desktop.core.errors import DirectionError
from asyrp_desktop.core.files import read_file, replacing
from asyrp_desktop.core.training_plan import PreviewRow
from asyrp_desktop.core.typed_json import MOST_BYTES, convert
from asyrp_desktop.core.values import Picture
from asyrp_desktop.engine.direction_file import fingerprint, read_head
from asyrp_desktop.photo.image_file import open_image

from . import shelf

MOST_ROWS = 16
MOST_SIDE = 1024  # pixels
_log = logging.getLogger(__name__)
_WAY_OF_DRAWING = 1  # another number draws all that is kept anew


def embedded(row: PreviewRow) -> str:
    """A row as a direction's record holds it: a WebP strip in base64."""
    return base64.b64encode(_to_webp([row])).decode("ascii")


def previews(path: Path) -> tuple[PreviewRow, ...]:
    """Of a direction's file: those that it carries, else those drawn before; none where there are neither.

    Raises DirectionError where the file is damaged.
    """
    carried = read_head(path).record.get("previews") or ()
    try:
        strips = [base64.b64decode(strip) for strip in convert(carried, list[str])[:MOST_ROWS]]
        strips = strips or [read_file(_kept(path), MOST_BYTES)]
        return tuple(row for strip in strips for row in _from_webp(strip))
    # Decoders raise whatever their format's parser meets: then there are no previews.
    except Exception as error:
        _log.info("no previews of %s: %r", path, error)
        return ()


def keep_previews(path: Path, rows: Sequence[PreviewRow]) -> None:
    """Keep what was drawn for a direction's file. Raises DirectionError."""
    kept = _kept(path)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with replacing(kept) as part:
            part.write_bytes(_to_webp(rows))
    except OSError as error:
        raise DirectionError.unwritten("The previews cannot be kept.", error) from error


def _kept(path: Path) -> Path:
    """By what the direction is: one that is renamed or brought back has its previews still."""
    return shelf.USER_CACHE / "direction-previews" / f"{fingerprint(path)}-{_WAY_OF_DRAWING}.webp"


def _to_webp(rows: Sequence[PreviewRow]) -> bytes:
    """Pictures of one size, a row below the other."""
    width, height = rows[0].unchanged.width, rows[0].unchanged.height
    strip = Image.new("RGB", (len(PreviewRow._fields) * width, len(rows) * height))
    for y, row in enumerate(rows):
        for x, picture in enumerate(row):
            strip.paste(Image.frombytes("RGB", (width, height), picture.data), (x * width, y * height))
    file = io.BytesIO()
    strip.save(file, "WEBP", quality=85)
    return file.getvalue()


def _from_webp(data: bytes) -> tuple[PreviewRow, ...]:
    """Square pictures: how many rows there are follows from the shape. Raises whatever the decoder does."""
    with open_image(data, ("WEBP",)) as strip:
        side = strip.width // len(PreviewRow._fields)
        if not 0 < side <= MOST_SIDE or strip.height % side or strip.height > MOST_ROWS * side:
            raise ValueError(f"previews of {strip.width} x {strip.height}")
        pixels = strip.convert("RGB")
        squares = [
            [pixels.crop((x * side, y * side, (x + 1) * side, (y + 1) * side)) for x in range(len(PreviewRow._fields))]
            for y in range(strip.height // side)
        ]
        return tuple(PreviewRow(*(Picture(side, side, square.tobytes()) for square in row)) for row in squares)
