"""What a user gets: attributes, identity and sharpness, read off finished photos at their own size.

    python -m benchmarks.portraits PORTRAITS.npz [--source faker-js] [--directions DIR] [--only NAME] [--photos 24]

PORTRAITS.npz holds photos of people of all kinds (`blob`, `offsets`, as tools.train_base_model packs them; `source`, by
which some are chosen). The first so many neutral adults are edited: as many of each skin tone, as far as there are.
Expressions are judged by two networks: one that labelled the training faces, and one that nothing here has seen. Prints
a table, and writes it to benchmarks/out/portraits/, with a sheet of each direction: twelve people, each before
and with every strength.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from PIL import Image

from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS, Course, Crop, Rendering
from asyrp_desktop.engine.direction import Direction, load_direction
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.models.shelf import direction_files
from asyrp_desktop.photo.photo import Photo
from asyrp_desktop.photo.square import Square, cut
from asyrp_desktop.photo_edit import PhotoEdit, Studio
from tools.skin_tone import typology_angle
from tools.train_base_model.pictures import packed_pictures

from .fer2013 import EXPRESSIONS, Fer2013
from .identity import Identity, sharpness
from .judge import Judge
from .quality.subject import ATTRIBUTES, JUDGE, SLACK

OUT = Path(__file__).parent / "out" / "portraits"
STRENGTHS = (0.5, 1.0, 1.5)
FACE = 500  # pixels of a face as it is judged and shown
NEUTRAL = 0.8  # least probability of a neutral face
AGES = (18, 75)
SMALLEST = 180  # pixels, of a face's square
TONES = (-90, 0, 25, 40, 90)  # degrees of the individual typology angle: dark, brown, intermediate, light
ON_SHEET = 12
SAME_PERSON = 0.35


class Portrait(NamedTuple):
    """A photo on its way, where its face is, and its skin tone's place among TONES."""

    edit: PhotoEdit
    square: Square
    tone: int

    def face(self, photo: Photo) -> np.ndarray:
        """(FACE, FACE, 3) uint8."""
        return cut(photo.pixels, self.square, FACE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("portraits", type=Path)
    parser.add_argument("--source", help="only portraits whose `source` is this")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--directions", type=Path, help="folder of others than the bundled ones")
    parser.add_argument("--only", action="append", help="this direction only; may be repeated")
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--steps", type=int, default=DEFAULT_STEPS)
    parser.add_argument("--strengths", type=float, nargs="+", default=STRENGTHS)
    parser.add_argument("--rendering", choices=("motion", "redraw"), help="another than the directions say")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    studio, judge = Studio(options.model, "cpu"), Judge(JUDGE)
    portraits = neutral_adults(studio, judge, options)
    before = np.stack([p.face(p.edit.photo) for p in portraits])
    tones = np.array([p.tone for p in portraits])
    print(f"{len(portraits)} people, of each skin tone {np.bincount(tones, minlength=len(TONES) - 1).tolist()}")
    files = sorted(options.directions.glob(f"*{SUFFIX}")) if options.directions else direction_files(studio.card.name)
    rows = []
    for direction in map(load_direction, files):
        if options.only and direction.name not in options.only:
            continue
        for name, sign in ((direction.name, 1), *_opposite(direction)):
            after = [edited(portraits, direction, sign * c, options.rendering) for c in options.strengths]
            rows.append(row(name, judge, before, after, tones, options.strengths))
            _save_sheet([before, *after], options.out / f"{name}.png")
            print(json.dumps(rows[-1]), flush=True)
    (options.out / "portraits.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _opposite(direction: Direction) -> list[tuple[str, int]]:
    return [(direction.head.opposite, -1)] if direction.head.opposite else []


def neutral_adults(studio: Studio, judge: Judge, options: argparse.Namespace) -> list[Portrait]:
    """As many of each skin tone, as far as there are."""
    packed = np.load(options.portraits)
    found: list[list[Portrait]] = [[] for _ in TONES[1:]]
    for k, pixels in enumerate(packed_pictures(packed)):
        if options.source and packed["source"][k] != options.source:
            continue
        photo = Photo(pixels)
        faces = studio.faces(photo)
        if not faces or faces[0].outline is None:
            continue
        square = studio.region(faces[0]).square
        seen = judge(cut(pixels, square, FACE)[None])
        if seen["neutral"][0] < NEUTRAL or not AGES[0] <= seen["age_years"][0] <= AGES[1] or square.side < SMALLEST:
            continue
        angle = typology_angle(pixels, faces[0].outline[:17], faces[0].points)
        tone = int(np.clip(np.digitize(angle, TONES) - 1, 0, len(found) - 1))
        if len(found[tone]) < options.photos // len(found):
            edit = PhotoEdit(studio, photo, Crop("auto", face="largest"), options.steps)
            found[tone].append(Portrait(edit, square, tone))
        if all(len(of) == options.photos // len(found) for of in found):
            break
    return [portrait for of in found for portrait in of]


def edited(
    portraits: Sequence[Portrait], direction: Direction, strength: float, rendering: Rendering | None
) -> np.ndarray:
    """The finished photos' faces, (B, FACE, FACE, 3) uint8."""
    faces = []
    for portrait in portraits:
        edit = portrait.edit
        edit.course = Course(rendering=rendering)
        changes, spent = edit.studio.changes(edit.invert(), {direction: strength}, course=edit.course)
        faces.append(portrait.face(edit.finish(changes, {direction.name: strength}, spent).photo))
    return np.stack(faces)


def row(
    name: str,
    judge: Judge,
    before: np.ndarray,
    after: Sequence[np.ndarray],
    tones: np.ndarray,
    strengths: Sequence[float],
) -> dict[str, Any]:
    """What was read off the faces at each strength: means, and shares of the people."""
    attribute, sign = ATTRIBUTES[name]
    slack, identity = SLACK.get(attribute, 0.02), Identity()
    first, seen = judge(before), [judge(faces) for faces in after]
    told = {} if attribute not in EXPRESSIONS else second_opinion(attribute, before, after, tones)
    moves = [sign * (s[attribute] - first[attribute]) for s in seen]
    distances = [np.array([identity(*pair) for pair in zip(before, faces, strict=True)]) for faces in after]
    others = [other for other in ("happy", "p_male", "age_years") if other != attribute]
    groups = sorted(set(tones.tolist()))
    return {
        "name": name,
        "judged": attribute,
        "strengths": list(strengths),
        "before": round(float(first[attribute].mean()), 3),
        "after": [round(float(s[attribute].mean()), 3) for s in seen],
        "goes that way on": [round(float((move > slack).mean()), 2) for move in moves],
        "the same by skin tone": [[round(float((m[tones == g] > slack).mean()), 2) for g in groups] for m in moves],
        **told,
        "identity": [round(float(d.mean()), 3) for d in distances],
        "the same person": [round(float((d < SAME_PERSON).mean()), 2) for d in distances],
        "sharpness": [
            round(float(np.median([sharpness(*pair) for pair in zip(before, faces, strict=True)])), 2)
            for faces in after
        ],
        "others move by": {n: [round(float((s[n] - first[n]).mean()), 2) for s in seen] for n in others},
    }


def second_opinion(
    attribute: str, before: np.ndarray, after: Sequence[np.ndarray], tones: np.ndarray
) -> dict[str, list[Any]]:
    """Of an expression."""
    judge = Fer2013(JUDGE)
    first, seen = judge(before)[attribute], [judge(faces)[attribute] for faces in after]
    groups = sorted(set(tones.tolist()))
    return {
        "second judge": [round(float(s.mean()), 3) for s in (first, *seen)],
        "goes that way on, second judge": [round(float((s - first > 0.02).mean()), 2) for s in seen],
        "the same by skin tone, second judge": [
            [round(float((s - first > 0.02)[tones == g].mean()), 2) for g in groups] for s in seen
        ],
    }


def _save_sheet(rows: Sequence[np.ndarray], path: Path) -> None:
    """A line for each of twelve people, over all skin tones."""
    people = np.unique(np.linspace(0, len(rows[0]) - 1, ON_SHEET).round().astype(int))
    sheet = np.concatenate([np.concatenate([faces[k] for faces in rows], 1) for k in people])
    Image.fromarray(sheet).save(path)


if __name__ == "__main__":
    main()
