"""What goes along with a photo beside its colour profile, EXIF and XMP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from . import iptc, png_chunks
from .iptc import Resource
from .jpeg_segments import Segment
from .places import has_coordinates, names_place
from .png_chunks import Chunk, Text

Unit = Literal["inch", "cm", "m", ""]
_INCHES: dict[Unit, float] = {"inch": 1.0, "cm": 1 / 2.54, "m": 1 / 0.0254, "": 1.0}
_SECOND_COPIES = re.compile(r"(asyrp|exif|tiff|xmp|dc|photoshop|icc|date):.*")  # of other metadata; most by ImageMagick
_TURNS = ("exif:Orientation", "tiff:Orientation")


class Density(NamedTuple):
    """Dots per unit. Without a unit it is the shape of a pixel."""

    x: float
    y: float
    unit: Unit

    def per(self, unit: Unit) -> tuple[float, float]:
        factor = _INCHES[unit] / _INCHES[self.unit]
        return self.x * factor, self.y * factor


@dataclass(frozen=True)
class Metadata:
    """As it came, but for small copies of the photo as it was."""

    resources: tuple[Resource, ...] = ()  # Photoshop's, IPTC among them
    comments: tuple[bytes, ...] = ()
    density: Density | None = None
    segments: tuple[Segment, ...] = ()  # of a JPEG, by other programs
    chunks: tuple[Chunk, ...] = ()  # of a PNG: texts, how its colours are meant, and those of other programs

    def turned(self, orientation: int) -> Metadata:
        """Of a photo that lay in its file as EXIF's orientation says, and is upright now."""
        density = self.density
        if density and orientation >= 5:
            density = density._replace(x=density.y, y=density.x)
        return replace(self, density=density).without_text(*_TURNS)

    def without_text(self, *keywords: str) -> Metadata:
        """Of a PNG."""
        unwanted = [one for one in self.chunks if png_chunks.is_text(one) and png_chunks.keyword(one) in keywords]
        return replace(self, chunks=tuple(one for one in self.chunks if one not in unwanted))

    def without_location(self) -> tuple[Metadata, tuple[str, ...]]:
        """And what was left out beside the places, in sentences for its user."""
        notices: list[str] = []
        resources, unread = iptc.without_location(self.resources)
        if unread:
            notices.append("The photo's IPTC cannot be read, and was left out: it may tell a place.")
        told = [_tells_place(chunk) for chunk in self.chunks]
        if self.segments or None in told:
            notices.append("Data of other programs in the photo's file were left out: they may tell a place.")
        chunks = tuple(chunk for chunk, tells in zip(self.chunks, told, strict=True) if tells is False)
        comments = tuple(one for one in self.comments if not has_coordinates(one.decode("utf-8", "replace")))
        return Metadata(resources, comments, self.density, chunks=chunks), tuple(notices)

    @property
    def texts(self) -> Iterator[Text]:
        """Of a PNG; without second copies of what other fields hold."""
        for chunk in filter(png_chunks.is_text, self.chunks):
            try:
                text = png_chunks.read_text(chunk)
            except ValueError:
                continue
            if not _SECOND_COPIES.fullmatch(text.keyword):
                yield text

    def text(self, keyword: str) -> str | None:
        """Of a PNG; the last of that keyword."""
        texts = [one for one in self.chunks if png_chunks.is_text(one) and png_chunks.keyword(one) == keyword]
        try:
            return png_chunks.read_text(texts[-1]).text if texts else None
        except ValueError:
            return None


def _tells_place(chunk: Chunk) -> bool | None:
    """None where it cannot be read."""
    if chunk.kind in png_chunks.KNOWN:
        return False
    if not png_chunks.is_text(chunk):
        return None
    try:
        text = png_chunks.read_text(chunk)
    except ValueError:
        return None
    if text.keyword.startswith(png_chunks.RAW_PROFILE):
        return None
    return names_place(text.keyword) or has_coordinates(text.text)
