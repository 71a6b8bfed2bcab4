"""How well and how fast faces are found, in made-up scenes of 12 megapixels whose faces are known.

    python -m benchmarks.faces SFHQ.npz [--seed 0] [--threads 1]

SFHQ.npz: WebP files in `blob`, with `offsets` between them; faces in FFHQ alignment, 256 px. Each is scaled, rolled and
set into noise, a gradient or a mosaic of the photographs that scikit-image ships. Size is the width between the ends of
the jaw line. Landmark errors are distances from the points found in the clean original, in distances of the eyes: how
steady the points are, and not how true.
"""

from __future__ import annotations

import argparse
import io
import math
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import skimage.data
import torch
from PIL import Image, ImageDraw, ImageFilter

from asyrp_desktop.core.paths import BUILT_IN_MODELS
from asyrp_desktop.photo.faces import FaceFinder
from asyrp_desktop.photo.square import Pixels

WIDTH, HEIGHT = 4000, 3000
SIZES = {32: 36, 36: 36, 40: 36, 48: 36, 64: 36, 96: 36, 160: 36, 320: 24, 800: 6}  # width of a face: how many of it
ROLLS = (0, 10, 20, 30)  # degrees
# None of them shows a person.
PHOTOGRAPHS = ("coffee.png", "chelsea.png", "rocket.jpg", "motorcycle_left.png", "motorcycle_right.png", "brick.png")
PHOTOGRAPHS += ("grass.png", "gravel.png", "hubble_deep_field.jpg", "clock_motion.png", "page.png", "ihc.png")
GROUNDS: tuple[str, ...] = ("noise", "gradient", "photographs")


class Known(NamedTuple):
    """A face, and the five points found in it when it is upright and clean."""

    picture: Image.Image
    points: np.ndarray  # (5, 2), pixels from the picture's centre
    width: float  # pixels


class Placed(NamedTuple):
    """What there is to be found."""

    size: int
    roll: float  # degrees
    points: np.ndarray  # (5, 2), pixels of the scene


class Outcome(NamedTuple):
    """What became of a placed face."""

    size: int
    roll: float
    ground: str
    found: bool
    error: float  # mean distance of its points, in distances of the eyes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faces", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    finder = FaceFinder(BUILT_IN_MODELS / "face-api")
    random = np.random.default_rng(options.seed)
    known = read_known(options.faces, finder)
    outcomes: list[Outcome] = []
    wrong = dict.fromkeys(GROUNDS, 0)
    for ground in GROUNDS:
        for size, count in SIZES.items():
            while count > 0:
                scene, placed = compose(ground, size, count, known, random)
                found, extra = match(scene, placed, ground, finder)
                outcomes += found
                wrong[ground] += extra
                count -= len(placed)
    report(outcomes, wrong)
    report_empty(finder, random)
    report_time(finder, random, options.threads)


def read_known(path: Path, finder: FaceFinder) -> list[Known]:
    """The faces that are found in their clean originals."""
    with np.load(path) as data:
        blob, offsets = data["blob"], data["offsets"]
    known = []
    for start, stop in pairwise(offsets):
        picture = Image.open(io.BytesIO(blob[start:stop].tobytes())).convert("RGB")
        faces = finder.find(np.asarray(picture))
        if faces:
            centre = np.array(picture.size) / 2
            known.append(Known(picture, np.array(faces[0].points) - centre, faces[0].box[2] - faces[0].box[0]))
    print(f"found in the clean originals: {len(known)} of {len(offsets) - 1}")
    return known


def compose(
    ground: str, size: int, most: int, known: list[Known], random: np.random.Generator
) -> tuple[Pixels, list[Placed]]:
    """A scene with faces of one size, as many as fit beside each other, or `most`."""
    scene = Image.fromarray(background(ground, random))
    cell = math.ceil(size * 2.6)  # an FFHQ square is 1.8 faces wide, and 1.4 times that when it is turned
    places = [(x, y) for y in range(0, HEIGHT - cell + 1, cell) for x in range(0, WIDTH - cell + 1, cell)]
    placed = []
    for place in random.permutation(len(places))[:most]:
        corner = np.array(places[place])
        face = known[random.integers(len(known))]
        roll = random.uniform(-ROLLS[-1], ROLLS[-1])
        scale = size / face.width
        picture, mask = turned(face.picture, round(face.picture.width * scale), roll)
        left, top = corner + random.integers(0, np.maximum(cell - np.array(picture.size), 1))
        scene.paste(picture, (int(left), int(top)), mask)
        cos, sin = math.cos(math.radians(roll)), math.sin(math.radians(roll))
        points = face.points * scale @ np.array([[cos, sin], [-sin, cos]])
        placed.append(Placed(size, roll, points + np.array(picture.size) / 2 + (left, top)))
    return np.asarray(scene), placed


def turned(picture: Image.Image, side: int, roll: float) -> tuple[Image.Image, Image.Image]:
    """A face and its feathered mask, scaled to `side` pixels and rolled by `roll` degrees, clockwise."""
    picture = picture.resize((side, side), Image.Resampling.LANCZOS)
    feather = max(2, side // 12)
    mask = Image.new("L", (side, side))
    ImageDraw.Draw(mask).rectangle((feather, feather, side - feather, side - feather), fill=255)
    mask = mask.filter(ImageFilter.GaussianBlur(feather / 2))
    picture, mask = (image.rotate(-roll, Image.Resampling.BICUBIC, expand=True) for image in (picture, mask))
    return picture, mask


def background(ground: str, random: np.random.Generator) -> Pixels:
    """(HEIGHT, WIDTH, 3) uint8."""
    if ground == "noise":
        return random.integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    if ground == "gradient":
        corners = Image.fromarray(random.integers(0, 256, (2, 2, 3), np.uint8))
        return np.asarray(corners.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR))
    scene, side = Image.new("RGB", (WIDTH, HEIGHT)), 500
    folder = Path(skimage.data.__file__).parent
    for top in range(0, HEIGHT, side):
        for left in range(0, WIDTH, side):
            picture = Image.open(folder / PHOTOGRAPHS[random.integers(len(PHOTOGRAPHS))]).convert("RGB")
            scale = max(random.uniform(0.7, 2.5), side / min(picture.size))
            picture = picture.resize((math.ceil(picture.width * scale), math.ceil(picture.height * scale)))
            x, y = (int(random.integers(room - side + 1)) for room in picture.size)
            scene.paste(picture.crop((x, y, x + side, y + side)), (left, top))
    return np.asarray(scene)


def match(scene: Pixels, placed: list[Placed], ground: str, finder: FaceFinder) -> tuple[list[Outcome], int]:
    """What was found of the placed, and how many faces were found that nobody placed."""
    found = [np.array(face.points) for face in finder.find(scene)]
    outcomes = []
    for face in placed:
        eyes = float(np.linalg.norm(face.points[1] - face.points[0]))
        errors = [float(np.linalg.norm(points - face.points, axis=1).mean()) / eyes for points in found]
        hit = min(range(len(found)), key=errors.__getitem__, default=None)
        if hit is None or errors[hit] > 0.5:
            outcomes.append(Outcome(face.size, face.roll, ground, False, math.nan))
        else:
            found.pop(hit)
            outcomes.append(Outcome(face.size, face.roll, ground, True, errors[hit]))
    return outcomes, len(found)


def report(outcomes: list[Outcome], wrong: dict[str, int]) -> None:
    bins = list(pairwise(ROLLS))
    print("\nfaces found, % (of how many); landmark error, % of the eyes' distance")
    print(" width  " + "".join(f"{f'roll {low}-{high}°':>15}" for low, high in bins) + f"{'median':>10}{'95th':>8}")
    for size in (*SIZES, None):
        row = [o for o in outcomes if size in (o.size, None)]
        cells = [share([o for o in row if low <= abs(o.roll) < high]) for low, high in bins]
        errors = [100 * o.error for o in row if o.found]
        print(
            f"{size or 'all':>6}  "
            + "".join(f"{cell:>15}" for cell in cells)
            + f"{np.median(errors):>10.1f}{np.percentile(errors, 95):>8.1f}"
        )
    for ground in GROUNDS:
        found = share([o for o in outcomes if o.ground == ground])
        print(f"on {ground}: {found}, {wrong[ground]} found that are not there")


def share(outcomes: list[Outcome]) -> str:
    return f"{100 * np.mean([o.found for o in outcomes]):.1f} ({len(outcomes)})" if outcomes else "-"


def report_empty(finder: FaceFinder, random: np.random.Generator, scenes: int = 5) -> None:
    print("\nfaces found where none is, per 12 megapixels")
    for ground in GROUNDS:
        found = sum(len(finder.find(background(ground, random))) for _ in range(scenes))
        print(f"{ground:>12}: {found / scenes:.1f}")


def report_time(finder: FaceFinder, random: np.random.Generator, threads: int) -> None:
    scene = background("photographs", random)
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        finder.find(scene)
        seconds.append(time.perf_counter() - start)
    print(f"\n12 megapixels, {threads} thread(s): {min(seconds):.2f} s at best, {np.median(seconds):.2f} s typically")


if __name__ == "__main__":
    main()
