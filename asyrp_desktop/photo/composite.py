"""Setting an edit back into the photo: only the difference travels, so that everything else stays as it was."""

from __future__ import annotations

import math

import numpy as np

from .square import Square, spread

FEATHER = 0.12  # of the square's side, over which the edit fades towards an edge inside the photo


def composite(pixels: np.ndarray, square: Square, difference: np.ndarray) -> np.ndarray:
    """pixels: (H, W, 3) uint8. difference: (S, S, 3) float32 grey levels on the square. Returns a new (H, W, 3)."""
    height, width = pixels.shape[:2]
    feathered = difference * _feather(square, width, height, difference.shape[0])[..., None]
    field, (left, top) = spread(feathered.astype(np.float32), square, width, height)
    result = pixels.copy()
    if field.size:
        region = result[top : top + field.shape[0], left : left + field.shape[1]]
        region[:] = np.rint(region + field).clip(0, 255).astype(np.uint8)
    return result


def _feather(square: Square, width: int, height: int, size: int) -> np.ndarray:
    """(S, S) weights, 1 inside; smooth to 0 at each edge that lies inside the photo: elsewhere there is no seam."""
    ramp = (np.arange(size) + 0.5) / (size * FEATHER)
    ramp = np.clip(ramp, 0, 1)
    ramp = ramp * ramp * (3 - 2 * ramp)
    cos, sin, half = math.cos(square.roll), math.sin(square.roll), square.side / 2

    def inside(right: float, down: float) -> bool:
        x, y = square.cx + half * (right * cos - down * sin), square.cy + half * (right * sin + down * cos)
        return 0.5 < x < width - 0.5 and 0.5 < y < height - 0.5

    flat = np.ones(size)
    across = (ramp if inside(-1, 0) else flat) * (ramp[::-1] if inside(1, 0) else flat)
    down = (ramp if inside(0, -1) else flat) * (ramp[::-1] if inside(0, 1) else flat)
    return np.outer(down, across)
