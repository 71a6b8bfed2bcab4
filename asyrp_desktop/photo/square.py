"""The square that a model looks at, cut out of a photo, and the way back into it.

A `Square` is a similarity: any place, any size, any roll, and it may reach past the photo's border.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.values import MOST_SQUARE

Pixels = np.ndarray

_MOST_CHANNELS = 4  # of a picture that OpenCV warps
_MOST_CUT = 50_000_000  # pixels of what a square covers, that are looked at; of more than that a smaller photo is


class Box(NamedTuple):
    """A part of a photo, in whole pixels: right and bottom are the first past it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        return max(0, self.bottom - self.top)

    @property
    def area(self) -> int:
        return self.width * self.height

    @classmethod
    def around(cls, boxes: Sequence[Box]) -> Box:
        """The smallest that holds all that are not empty."""
        full = [box for box in boxes if box.area] or [cls(0, 0, 0, 0)]
        lefts, tops, rights, bottoms = zip(*full, strict=True)
        return cls(min(lefts), min(tops), max(rights), max(bottoms))

    def shared(self, other: Box) -> Box:
        """What lies in both; of no width or height where nothing does."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(left, top, max(left, min(self.right, other.right)), max(top, min(self.bottom, other.bottom)))

    def slices(self, part: Box) -> tuple[slice, slice]:
        """Where a part of it lies in an array of it."""
        top, left = part.top - self.top, part.left - self.left
        return slice(top, top + part.height), slice(left, left + part.width)

    def grown(self, reach: int, width: int, height: int) -> Box:
        """By `reach` on all sides, within a photo of that width and height."""
        left, top = max(self.left - reach, 0), max(self.top - reach, 0)
        return Box(left, top, min(self.right + reach, width), min(self.bottom + reach, height))

    def tiles(self, most: int) -> Iterator[Box]:
        """Parts that cover it, no side of which is longer than `most`."""
        for top in range(self.top, self.bottom, most):
            for left in range(self.left, self.right, most):
                yield Box(left, top, min(left + most, self.right), min(top + most, self.bottom))


class Square(NamedTuple):
    """A square in photo coordinates: pixels from the top left corner, so (0.5, 0.5) is the first pixel's centre."""

    cx: float
    cy: float
    side: float  # pixels
    roll: float = 0.0  # radians; positive turns the square's x axis towards +y

    @classmethod
    def wanted(cls, left: float, top: float, side: float, width: int, height: int) -> Square:
        """An upright square that somebody asks for, on a photo of that width and height. Raises PhotoError."""
        if not side >= 1 or not (-side < left < width and -side < top < height):
            raise PhotoError(
                f"The crop {left:g},{top:g},{side:g} misses the photo of {width} x {height} pixels.",
                "Give the left edge, the top edge and the side of a square, in pixels.",
            )
        if side > MOST_SQUARE * max(width, height):
            raise PhotoError(
                f"The crop {left:g},{top:g},{side:g} is too large for a photo of {width} x {height} pixels.",
                f"Its side may be {MOST_SQUARE} times the photo's longer side at most.",
            )
        return cls(left + side / 2, top + side / 2, side)

    @classmethod
    def centred(cls, width: int, height: int) -> Square:
        """The largest upright square inside a photo, in its middle, on whole pixels."""
        side = min(width, height)
        return cls((width - side) // 2 + side / 2, (height - side) // 2 + side / 2, side)

    @classmethod
    def around(cls, width: int, height: int) -> Square:
        """The smallest upright square that holds the full photo."""
        return cls(width / 2, height / 2, max(width, height))

    @property
    def top_left(self) -> tuple[float, float]:
        """The corner where the square's own axes begin, in photo coordinates."""
        cos, sin, half = math.cos(self.roll), math.sin(self.roll), self.side / 2
        return self.cx - half * cos + half * sin, self.cy - half * sin - half * cos

    def bounds(self) -> Box:
        """The box around the square; may lie outside the photo."""
        reach = self.side / 2 * (abs(math.cos(self.roll)) + abs(math.sin(self.roll)))
        return Box(
            math.floor(self.cx - reach),
            math.floor(self.cy - reach),
            math.ceil(self.cx + reach),
            math.ceil(self.cy + reach),
        )


def cut(photo: Pixels, square: Square, size: int) -> Pixels:
    """Resample what the square covers.

    photo: (H, W, C) uint8. Returns (size, size, C) uint8. Past the border the photo is mirrored.
    """
    left, top, right, bottom = square.bounds()
    if (area := (right - left) * (bottom - top)) > _MOST_CUT:
        factor = math.ceil(math.sqrt(area / _MOST_CUT))
        reduced = np.asarray(Image.fromarray(photo).reduce(factor))
        smaller = Square(square.cx / factor, square.cy / factor, square.side / factor, square.roll)
        return cut(reduced, smaller, size)
    patch = _mirrored_region(photo, left - 2, top - 2, right + 2, bottom + 2)
    picture = Image.fromarray(patch)
    x, y = square.top_left[0] - (left - 2), square.top_left[1] - (top - 2)
    if square.roll == 0:
        box = (x, y, x + square.side, y + square.side)
    else:
        # Turned upright at full resolution first: Pillow's affine transform does not low-pass, its resize does.
        native = math.ceil(square.side)
        cos, sin = math.cos(square.roll), math.sin(square.roll)
        matrix = (cos, -sin, x, sin, cos, y)
        picture = picture.transform((native, native), Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)
        box = (0, 0, square.side, square.side)
    return np.asarray(picture.resize((size, size), Image.Resampling.LANCZOS, box))


def spread(field: Pixels, square: Square, box: Box) -> Pixels:
    """The way back: a field on the model's square, laid over a part of the photo.

    field: (S, S, C) float32. Returns (h, w, C) float32, zero outside the square.
    """
    scale = field.shape[0] / square.side
    cos, sin = math.cos(square.roll), math.sin(square.roll)
    # From the centre of a pixel of the box to its place among the centres of the field's cells.
    dx, dy = box.left + 0.5 - square.top_left[0], box.top + 0.5 - square.top_left[1]
    matrix = np.array(
        (
            (scale * cos, scale * sin, scale * (cos * dx + sin * dy) - 0.5),
            (-scale * sin, scale * cos, scale * (cos * dy - sin * dx) - 0.5),
        )
    )
    flags = cv2.WARP_INVERSE_MAP | (cv2.INTER_LINEAR if scale > 1 else cv2.INTER_CUBIC)
    size, inside = (box.width, box.height), _inside(square, box)[..., None]
    result = np.empty((box.height, box.width, field.shape[2]), np.float32)
    for k in range(0, field.shape[2], _MOST_CHANNELS):
        part = np.ascontiguousarray(field[..., k : k + _MOST_CHANNELS], dtype=np.float32)
        part = cv2.warpAffine(part, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        np.multiply(part.reshape(*inside.shape[:2], -1), inside, out=result[..., k : k + _MOST_CHANNELS])
    return result


def _inside(square: Square, box: Box) -> Pixels:
    """1 where a pixel's centre lies in the square, else 0."""
    x = np.arange(box.left, box.right, dtype=np.float32)[None, :] + 0.5 - square.cx
    y = np.arange(box.top, box.bottom, dtype=np.float32)[:, None] + 0.5 - square.cy
    cos, sin = math.cos(square.roll), math.sin(square.roll)
    half = square.side / 2
    return ((np.abs(cos * x + sin * y) <= half) & (np.abs(cos * y - sin * x) <= half)).astype(np.float32)


def _mirrored_region(photo: Pixels, left: int, top: int, right: int, bottom: int) -> Pixels:
    """photo[top:bottom, left:right], with the photo mirrored wherever the box reaches past it."""
    height, width = photo.shape[:2]
    return photo[_mirror(top, bottom, height)[:, None], _mirror(left, right, width)[None, :]]


def _mirror(start: int, stop: int, length: int) -> Pixels:
    index = np.arange(start, stop) % (2 * length)
    return np.where(index < length, index, 2 * length - 1 - index)
