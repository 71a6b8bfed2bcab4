"""Does the photo, as a guide, make an enlarged edit truer than plain bicubic does?

    python -m benchmarks.sharpening SFHQ.npz [--faces 24] [--sweep]

SFHQ.npz: as for benchmarks/faces.py. Each face is edited by the built-in model, at 64 px: the full-size edit that is
known. Its difference is then made 2 and 4 times smaller, enlarged again both ways, with the 64 px photo as the guide,
and compared with the whole: what is left of the error, as a share of the difference itself (root mean square).
"""

from __future__ import annotations

import argparse
import io
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from asyrp_desktop.core.values import Crop
from asyrp_desktop.photo import composite as composing
from asyrp_desktop.photo.photo import Photo
from asyrp_desktop.photo.square import Square, spread
from asyrp_desktop.photo_edit import PhotoEdit, Studio, edit_together
from asyrp_desktop.core.progress import silent

DIRECTIONS = ("smiling", "old", "angry", "woman")
STEPS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faces", type=Path)
    parser.add_argument("--faces-count", type=int, default=24)
    parser.add_argument("--sweep", action="store_true", help="other radii and edges as well")
    options = parser.parse_args()
    torch.set_num_threads(1)
    edits = known_edits(options.faces, options.faces_count)
    kinds = [(2, 12.0)]
    if options.sweep:
        kinds = [(radius, edge) for radius in (1, 2, 3, 4) for edge in (3.0, 6.0, 12.0, 24.0, 48.0)]
    for times in (2, 4):
        plain = [error(before, difference, times, None) for before, difference in edits]
        print(f"\n{times} times enlarged; bicubic: {np.mean(plain):.3f} of the difference is missed")
        for radius, edge in kinds:
            guided = np.array([error(before, difference, times, (radius, edge)) for before, difference in edits])
            won = np.mean(guided < plain)
            print(f"  guided, radius {radius}, edge {edge:4.0f}: {guided.mean():.3f}; better for {won:.0%} of the edits")


def known_edits(path: Path, count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """(64, 64, 3) photos and the differences that edits make of them."""
    studio = Studio("faces-64", "cpu")
    with np.load(path) as data:
        blob, offsets = data["blob"], data["offsets"]
    photos = [
        Photo(np.asarray(Image.open(io.BytesIO(blob[start:stop].tobytes())).convert("RGB")))
        for start, stop in list(pairwise(offsets))[:count]
    ]
    edits = [PhotoEdit(studio, photo, Crop("auto"), STEPS) for photo in photos]
    found = []
    for k, name in enumerate(DIRECTIONS):
        group = edits[k :: len(DIRECTIONS)]
        for edit, (after, _) in zip(group, edit_together(group, {name: 1.0}, silent()), strict=True):
            found.append((edit.crops[0], after[0] - edit.crops[0]))
    return found


def error(before: np.ndarray, difference: np.ndarray, times: int, guided: tuple[int, float] | None) -> float:
    size = before.shape[0]
    square = Square(size / 2, size / 2, size)
    small = reduced(difference, times)
    if guided is None:
        field, _ = spread(small, square, size, size)
    else:
        composing._RADIUS, composing._EDGE = guided
        light = before.mean(2, dtype=np.float32, keepdims=True)
        low = reduced(light, times)
        factor, _ = composing._explained(small, low)
        both, _ = spread(np.concatenate((factor, small, low), 2), square, size, size)
        field = both[..., 3:6] + both[..., :3] * (light - both[..., 6:])
    return float(np.sqrt(np.square(field - difference).mean() / np.square(difference).mean()))


def reduced(field: np.ndarray, times: int) -> np.ndarray:
    size = field.shape[0] // times
    return field.reshape(size, times, size, times, -1).mean((1, 3)).astype(np.float32)


if __name__ == "__main__":
    main()
