"""Does the photo, as a guide, make an enlarged edit truer than plain bicubic does?

    python -m benchmarks.sharpening SFHQ.npz [--count 24]

SFHQ.npz: as for benchmarks/faces.py. Each face is edited by the built-in model at the size that it sees: an edit that
is known in full. Its difference is then made 2 and 4 times smaller, enlarged again both ways, with what the model saw
as the guide, and compared with the whole: what is left of the error, as a share of the difference (root mean square).
"""

from __future__ import annotations

import argparse
import io
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from asyrp_desktop.core.values import Course, Crop
from asyrp_desktop.photo import composite as composing
from asyrp_desktop.photo.motion import LEVELS
from asyrp_desktop.photo.photo import Photo
from asyrp_desktop.photo.square import Box, Square, spread
from asyrp_desktop.photo_edit import PhotoEdit, Studio

DIRECTIONS = ("smiling", "old", "angry", "woman")
STEPS = 20
EDGES = (3.0, 6.0, 12.0, 24.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faces", type=Path)
    parser.add_argument("--count", type=int, default=24)
    options = parser.parse_args()
    torch.set_num_threads(1)
    edits = known_edits(options.faces, options.count)
    for times in (2, 4):
        plain = np.array([error(before, difference, times, sharpen=False) for before, difference in edits])
        print(f"\n{times} times enlarged; bicubic: {plain.mean():.3f} of the difference is missed")
        for edge in EDGES:
            composing.EDGE = edge
            guided = np.array([error(before, difference, times, sharpen=True) for before, difference in edits])
            better = np.mean(guided < plain)
            print(f"  guided, edge {edge:4.0f}: {guided.mean():.3f}; better for {better:.0%} of the edits")


def known_edits(path: Path, count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """(S, S, 3) photos and the differences that edits make of them."""
    studio = Studio("faces-128", "cpu")
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
        for edit in group:
            edit.course = Course(rendering="redraw")
            changes, _ = edit.changes({name: 1.0})
            found.append((edit.crops[0], changes[0][..., LEVELS]))
    return found


def error(before: np.ndarray, difference: np.ndarray, times: int, sharpen: bool) -> float:
    size = before.shape[0]
    square, box = Square(size / 2, size / 2, size), Box(0, 0, size, size)
    seen, known = reduced(before, times), reduced(difference, times)
    field = spread(known, square, box)
    if sharpen:
        change = np.dstack((np.zeros((*known.shape[:2], 2), np.float32), known))
        patch = composing.Patch(square, seen, change, np.ones(known.shape[:2], np.float32))
        field += composing.details(Photo(before), patch, box)
    return float(np.sqrt(np.square(field - difference).mean() / np.square(difference).mean()))


def reduced(field: np.ndarray, times: int) -> np.ndarray:
    size = field.shape[0] // times
    return field.reshape(size, times, size, times, -1).mean((1, 3)).astype(np.float32)


if __name__ == "__main__":
    main()
