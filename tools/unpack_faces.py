"""Turn the packed FairFace set into a labelled folder: aligned PNG files and labels.csv.

    python -m tools.unpack_faces fairface_128.npz FOLDER [--alignment ffhq-close] [--most 4000]

The packed file holds WebP pictures in `blob`/`offsets`, with `age`, `gender`, `expression` (n, 7) and `landmarks68`.
labels.csv: file, male (0 or 1), age (years, middle of the label's bin), frontality (higher is more frontal),
skin (individual typology angle, degrees), mouth, teeth and brows (see tools.face_shape), then one column an expression
(0..1).
"""

from __future__ import annotations

import argparse
import csv
import io
import re
from pathlib import Path

import numpy as np
from PIL import Image

from asyrp_desktop.photo.alignment import ALIGNMENTS, FFHQ_CLOSE, points_from_68
from asyrp_desktop.photo.square import cut

from .face_shape import brow_height, mouth_opening, teeth_shown
from .skin_tone import typology_angle


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packed", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--alignment", choices=ALIGNMENTS, default=FFHQ_CLOSE.name)
    parser.add_argument(
        "--most", type=int, default=14000, help="the first so many pictures; the most frontal come first"
    )
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    packed = np.load(options.packed)
    blob, offsets = packed["blob"], packed["offsets"]
    expressions = [str(name) for name in packed["expression_names"]]
    landmarks, age, gender = packed["landmarks68"], packed["age"], packed["gender"]
    probabilities, packed_frontality = packed["expression"], packed["frontality"]
    with (options.folder / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["file", "male", "age", "frontality", "skin", "mouth", "teeth", "brows", *expressions])
        for i in range(min(options.most, len(offsets) - 1)):
            picture = Image.open(io.BytesIO(blob[offsets[i] : offsets[i + 1]].tobytes())).convert("RGB")
            pixels, points = np.asarray(picture), landmarks[i].astype(np.float32) * picture.width
            five = points_from_68(points)
            crop = cut(pixels, ALIGNMENTS[options.alignment].square(five), picture.width)
            name = f"{i:05d}.png"
            Image.fromarray(crop).save(options.folder / name, compress_level=1)
            chances = [f"{p:.3f}" for p in probabilities[i]]
            frontality = f"{packed_frontality[i]:.3f}"
            skin = f"{typology_angle(pixels, points[:17], five):.1f}"
            shape = [f"{mouth_opening(points):.3f}", f"{teeth_shown(pixels, points):.1f}", f"{brow_height(points):.3f}"]
            table.writerow([name, int(gender[i] == "Male"), _years(str(age[i])), frontality, skin, *shape, *chances])


def _years(label: str) -> float:
    """Middle of an age label such as "20-29" or "more than 70"."""
    bounds = [int(number) for number in re.findall(r"\d+", label)]
    return sum(bounds) / 2 if len(bounds) == 2 else bounds[0] + 5.0


if __name__ == "__main__":
    main()
