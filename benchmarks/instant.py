"""How far off is what a slider shows at once, and how quick is it?

    python -m benchmarks.instant SFHQ.npz [--photos 3] [--directions smiling old woman]

SFHQ.npz: as for benchmarks/faces.py. Errors are against the true edit, as shares of what it changes (root mean square):
of the picture between keyframes, of keyframes of several directions added up, alone and with a true edit to begin with,
and of the preview that the engine makes where there are none.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from asyrp_desktop.core.values import DEFAULT_STEPS, Crop
from asyrp_desktop.photo.composite import Patch
from asyrp_desktop.photo.keyframes import STRENGTHS, Keyframe, Keyframes
from asyrp_desktop.photo.photo import Photo
from asyrp_desktop.photo.square import Square
from asyrp_desktop.photo_edit import PhotoEdit, Studio
from asyrp_desktop.ui.photo_workbench import PREVIEW_STEPS

BETWEEN = (0.25, 0.75, -0.75)
NEAR = (0.3, 0.8)  # of 0.5
SIDE = 1024  # pixels of a preview


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faces", type=Path)
    parser.add_argument("--photos", type=int, default=3)
    parser.add_argument("--directions", nargs="+", default=["smiling", "old", "woman"])
    options = parser.parse_args()
    torch.set_num_threads(1)
    studio = Studio("faces-128", "cpu")
    errors: dict[str, list[float]] = {}
    with np.load(options.faces) as data:
        blob, offsets = data["blob"], data["offsets"]
    for k in range(options.photos):
        picture = Image.open(io.BytesIO(blob[offsets[k] : offsets[k + 1]].tobytes())).convert("RGB")
        measure(PhotoEdit(studio, Photo(np.asarray(picture)), Crop("auto"), DEFAULT_STEPS), options.directions, errors)
    for name, found in errors.items():
        print(f"{name}: {np.mean(found):.2f} (at worst {max(found):.2f})")
    print(f"a picture of {SIDE} px with three directions: {1000 * seconds():.1f} ms")


def measure(edit: PhotoEdit, directions: list[str], errors: dict[str, list[float]]) -> None:
    photo = edit.photo.pixels
    keyframes = Keyframes()

    def true(strengths: Mapping[str, float], steps: int | None = None) -> np.ndarray:
        return edit.render(strengths, steps).photo.pixels

    def tell(name: str, shown: np.ndarray, wanted: np.ndarray) -> None:
        off, change = shown.astype(float) - wanted, wanted.astype(float) - photo
        errors.setdefault(name, []).append(float(np.sqrt((off**2).mean() / (change**2).mean())))

    for name in directions:
        for strength in STRENGTHS:
            patch = edit.patches(edit.changes({name: strength})[0], {name: strength})[0]
            keyframes.add((0, name), strength, Keyframe(edit.photo.width, edit.photo.height, patch, None))
        for strength in BETWEEN:
            wanted = true({name: strength})
            tell("between keyframes", keyframes.changed(photo, [{name: strength}]), wanted)
            tell("the engine's preview", true({name: strength}, PREVIEW_STEPS[0]), wanted)
    for one, other in combinations(directions, 2):
        both = {one: 0.5, other: 0.5}
        met, near = true(both), [(beside, true(beside)) for beside in ({**both, one: c} for c in NEAR)]
        tell("two directions added up", keyframes.changed(photo, [both]), met)
        for beside, wanted in near:
            tell("the same, one of them moved", keyframes.changed(photo, [beside]), wanted)
        keyframes.meet([both], edit.changes(both)[0])
        for beside, wanted in near:
            tell("the same, from the true edit on", keyframes.changed(photo, [beside]), wanted)


def seconds() -> float:
    """Of a picture, as a slider moves: a face over half of its width changes."""
    random = np.random.default_rng(0)
    photo = random.integers(0, 256, (SIDE * 3 // 4, SIDE, 3), np.uint8)
    square, weight = Square(SIDE / 4, SIDE / 3, SIDE / 2, 0.1), np.ones((128, 128), np.float32)
    keyframes = Keyframes()
    for name in "abc":
        change = random.normal(0, 0.01, (128, 128, 5)).astype(np.float32)
        patch = Patch(square, np.zeros((128, 128, 3), np.uint8), change, weight)
        keyframes.add((0, name), 1.0, Keyframe(photo.shape[1], photo.shape[0], patch, None))
    taken = []
    for k in range(20):
        began = time.perf_counter()
        keyframes.changed(photo, [dict.fromkeys("abc", k / 20 + 0.01)])
        taken.append(time.perf_counter() - began)
    return min(taken)


if __name__ == "__main__":
    main()
