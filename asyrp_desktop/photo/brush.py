"""The mask that strokes of a brush paint."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from asyrp_desktop.core.values import Stroke

FEATHER = 0.3  # of a brush's radius, over which it fades inwards from its rim
FINEST = 2048  # longest side that strokes are drawn at: their rims are soft


def painted(strokes: Sequence[Stroke], width: int, height: int, scale: float) -> np.ndarray | None:
    """Where a picture is painted, (height, width) uint8; None where there is no stroke.

    scale: pixels of the picture per photo pixel, in which strokes are told. Where the first stroke erases, all was
    painted before it.
    """
    if not strokes:
        return None
    shrink = min(1.0, FINEST / max(width, height))
    small = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    mask = Image.new("L", small, 255 if strokes[0].erase else 0)
    for stroke in strokes:
        _apply(mask, stroke, scale * shrink)
    return np.asarray(mask.resize((width, height), Image.Resampling.BILINEAR) if shrink < 1 else mask)


def _apply(mask: Image.Image, stroke: Stroke, scale: float) -> None:
    points = [(x * scale, y * scale) for x, y in stroke.points]
    radius = max(stroke.radius * scale, 0.5)
    xs, ys = zip(*points, strict=True)
    left, top = max(0, math.floor(min(xs) - radius)), max(0, math.floor(min(ys) - radius))
    right = min(mask.width, math.ceil(max(xs) + radius) + 1)
    bottom = min(mask.height, math.ceil(max(ys) + radius) + 1)
    if right <= left or bottom <= top:
        return
    line = Image.new("L", (right - left, bottom - top))
    draw = ImageDraw.Draw(line)
    # The blur brings the rim back to where the radius has it.
    core = radius * (1 - FEATHER / 2)
    points = [(x - left, y - top) for x, y in points]
    if len(points) > 1:
        draw.line(points, fill=255, width=max(1, round(2 * core)), joint="curve")
    for x, y in (points[0], points[-1]):
        draw.ellipse((x - core, y - core, x + core, y + core), fill=255)
    line = line.filter(ImageFilter.GaussianBlur(radius * FEATHER / 4))
    there = mask.crop((left, top, right, bottom))
    line = ImageChops.darker(there, ImageChops.invert(line)) if stroke.erase else ImageChops.lighter(there, line)
    mask.paste(line, (left, top))
