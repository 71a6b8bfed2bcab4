"""A grid of pictures as one picture, with the strengths along its sides. No torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from asyrp_desktop.core.values import Picture
from asyrp_desktop.core.variants import Axis, GridPlan, signed
from asyrp_desktop.photo.photo import Photo

_PAPER, _INK, _QUIET = (246, 247, 249), (27, 31, 36), (90, 99, 110)
# The first that can write a name. Pillow brings its own, which knows Latin letters only.
_FONTS = ("NotoSansCJK-Regular.ttc", "malgun.ttf", "AppleSDGothicNeo.ttc", "DejaVuSans.ttf", "Arial Unicode.ttf")
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def sheet(plan: GridPlan, pictures: Sequence[Picture], labels: Mapping[str, str]) -> Photo:
    """pictures: of equal size, in the order of `GridPlan.settings`. labels: of the directions, by name."""
    width, height = pictures[0].width, pictures[0].height
    text = max(11, min(28, width // 12))
    gap = max(4, width // 50)
    down = plan.down
    left = round(text * 5.5) if down else 2 * gap
    top = round(text * 3.6)
    rows = len(pictures) // plan.columns
    size = (left + plan.columns * (width + gap) + gap, top + rows * (height + gap) + gap)
    page = Image.new("RGB", size, _PAPER)
    draw = ImageDraw.Draw(page)
    for k, picture in enumerate(pictures):
        row, column = divmod(k, plan.columns)
        image = Image.frombytes("RGB", (picture.width, picture.height), picture.data)
        page.paste(image, (left + column * (width + gap), top + row * (height + gap)))

    def write(x: float, y: float, words: str, anchor: str, ink: tuple[int, int, int] = _QUIET) -> None:
        draw.text((x, y), words, ink, _font(words, text), anchor)

    write(left, text * 1.1, _title(plan.across, labels), "lm", _INK)
    for column, strength in enumerate(plan.across.strengths):
        write(left + column * (width + gap) + width / 2, top - text, signed(strength), "mm")
    if down:
        write(text * 0.8, top - text, _fitted(_title(down, labels), left - text, text), "lm", _INK)
        for row, strength in enumerate(down.strengths):
            write(left - text * 0.8, top + row * (height + gap) + height / 2, signed(strength), "rm")
    return Photo(np.asarray(page))


def _title(axis: Axis, labels: Mapping[str, str]) -> str:
    return labels.get(axis.direction, axis.direction)


def _fitted(words: str, width: float, size: int) -> str:
    """Cut to a width in pixels, with dots."""
    font = _font(words, size)
    while words and font.getlength(words) > width:
        words = words.removesuffix("…")[:-1].rstrip() + "…" if len(words) > 2 else ""
    return words


@cache
def _font(words: str, size: int) -> _Font:
    built_in = ImageFont.load_default(size)
    if _can_write(built_in, words):
        return built_in
    for name in _FONTS:
        try:
            font = ImageFont.truetype(name, size)
        except OSError:
            continue
        if _can_write(font, words):
            return font
    return built_in


def _can_write(font: _Font, words: str) -> bool:
    missing = _drawn(font, "\U0010ffff")
    return all(character.isspace() or _drawn(font, character) != missing for character in words)


def _drawn(font: _Font, character: str) -> bytes:
    picture = Image.new("L", (64, 64))
    ImageDraw.Draw(picture).text((4, 4), character, 255, font)
    return picture.tobytes()
