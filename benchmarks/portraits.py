"""What a user gets: attributes read off finished photos at their own size, not off what the model sees.

    python -m benchmarks.portraits PORTRAITS.npz [--model faces-128] [--directions DIR] [--only NAME] [--photos 12]

PORTRAITS.npz holds photos of people of all kinds (`blob`, `offsets`, as tools.train_base_model packs them). The first
so many neutral adults are edited, half of them men. Prints a table, and writes it with a sheet of each direction (a row
for each strength) to benchmarks/out/portraits/.
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

from asyrp_desktop.core.values import DEFAULT_MODEL, Crop
from asyrp_desktop.engine.direction import Direction, load_direction
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.engine.editor import to_pixel_range
from asyrp_desktop.models.shelf import direction_files
from asyrp_desktop.photo.photo import Photo
from asyrp_desktop.photo.square import Square, cut
from asyrp_desktop.photo_edit import PhotoEdit, Studio
from tools.train_base_model.pictures import packed_pictures

from .judge import Judge
from .quality.subject import ATTRIBUTES, JUDGE, SLACK

OUT = Path(__file__).parent / "out" / "portraits"
STRENGTHS = (0.5, 1.0, 1.5)
FACE = 256  # pixels of a face as it is judged and shown; the finished photos' own faces are about as large
NEUTRAL = 0.8  # least probability of a neutral face
AGES = (18, 60)


class Portrait(NamedTuple):
    """A photo on its way, and where its face is."""

    edit: PhotoEdit
    square: Square

    def face(self, photo: Photo) -> np.ndarray:
        """(FACE, FACE, 3) uint8."""
        return cut(photo.pixels, self.square, FACE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("portraits", type=Path)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--directions", type=Path, help="folder of others than the bundled ones")
    parser.add_argument("--only", action="append", help="this direction only; may be repeated")
    parser.add_argument("--photos", type=int, default=12)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--strengths", type=float, nargs="+", default=STRENGTHS)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    studio, judge = Studio(options.model, "cpu"), Judge(JUDGE)
    portraits = neutral_adults(studio, judge, options.portraits, options.photos, options.steps)
    before = judge(np.stack([p.face(p.edit.photo) for p in portraits]))
    files = sorted(options.directions.glob(f"*{SUFFIX}")) if options.directions else direction_files(studio.card.name)
    rows = []
    for direction in map(load_direction, files):
        if direction.name in ATTRIBUTES and (not options.only or direction.name in options.only):
            faces = edited(portraits, direction, options.strengths)
            rows.append(row(direction, before, [judge(f) for f in faces], options.strengths))
            _save_sheet([np.stack([p.face(p.edit.photo) for p in portraits]), *faces], options.out, direction.name)
            print(json.dumps(rows[-1]), flush=True)
    (options.out / "portraits.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def neutral_adults(studio: Studio, judge: Judge, file: Path, count: int, steps: int) -> list[Portrait]:
    """Half of them men, the first of each."""
    found: dict[bool, list[Portrait]] = {True: [], False: []}
    for pixels in packed_pictures(np.load(file)):
        photo = Photo(pixels)
        regions = studio.faces(photo)
        if not regions:
            continue
        portrait = Portrait(
            PhotoEdit(studio, photo, Crop("auto", face="largest"), steps), studio.region(regions[0]).square
        )
        seen = judge(portrait.face(photo)[None])
        side = found[bool(seen["p_male"][0] > 0.5)]
        if seen["neutral"][0] > NEUTRAL and AGES[0] <= seen["age_years"][0] <= AGES[1] and len(side) < count // 2:
            side.append(portrait)
        if sum(map(len, found.values())) == count // 2 * 2:
            break
    return [portrait for side in found.values() for portrait in side]


@torch.inference_mode()
def edited(portraits: Sequence[Portrait], direction: Direction, strengths: Sequence[float]) -> list[np.ndarray]:
    """The finished photos' faces, (B, FACE, FACE, 3) uint8, by strength."""
    faces: list[list[np.ndarray]] = [[] for _ in strengths]
    for portrait in portraits:
        edit = portrait.edit
        made = edit.studio.editor.edit(edit.invert(), [{direction: c} for c in strengths])
        for k, pictures in enumerate(made.pictures):
            finished = edit.finish(to_pixel_range(pictures), {direction.name: strengths[k]}, made.evaluations)
            faces[k].append(portrait.face(finished.photo))
    return [np.stack(of) for of in faces]


def row(
    direction: Direction, before: dict[str, np.ndarray], after: list[dict[str, np.ndarray]], strengths: Sequence[float]
) -> dict[str, Any]:
    """before, after: what the judge said of each face. rises on: at each strength, the share of people it does."""
    attribute, sign = ATTRIBUTES[direction.name]
    slack = SLACK.get(attribute, 0.02)
    rises = [float((sign * (seen[attribute] - before[attribute]) > slack).mean()) for seen in after]
    others = [name for name in ("happy", "p_male", "age_years") if name != attribute]
    return {
        "direction": direction.name,
        "judged": attribute,
        "strengths": list(strengths),
        "before": round(float(before[attribute].mean()), 3),
        "after": [round(float(seen[attribute].mean()), 3) for seen in after],
        "rises on": [round(share, 2) for share in rises],
        "moves by": {n: [round(float((seen[n] - before[n]).mean()), 2) for seen in after] for n in others},
    }


def _save_sheet(rows: Sequence[np.ndarray], folder: Path, name: str) -> None:
    Image.fromarray(np.concatenate([np.concatenate(list(faces), 1) for faces in rows])).save(folder / f"{name}.png")


if __name__ == "__main__":
    main()
