"""Make directions from a labelled folder: the mean difference of h per timestep between balanced groups.

    python -m tools.mean_directions FOLDER OUT [--model faces-128] [--recipes tools/mean_directions.toml] [--only NAME]

FOLDER holds photos and labels.csv: a column `file`, and a column of numbers for each label. The photos are squares
aligned as the model's card says; `tools.unpack_faces` makes such a folder. Every tenth photo of the table is left
for measuring.
"""

from __future__ import annotations

import argparse
import csv
import math
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from asyrp_desktop.core.progress import Progress, Report
from asyrp_desktop.engine.direction import Direction, PerStepShift, without
from asyrp_desktop.engine.direction_file import SUFFIX, DirectionHead
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.shelf import model_folder
from asyrp_desktop.photo.photo import load
from asyrp_desktop.photo.square import Square, cut
from asyrp_desktop.training.mean_difference import mean_differences

Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", default="faces-128")
    parser.add_argument("--recipes", type=Path, default=Path(__file__).with_suffix(".toml"))
    parser.add_argument("--only", action="append", help="make this direction only; may be repeated")
    options = parser.parse_args()
    recipes = tomllib.loads(options.recipes.read_text(encoding="utf-8"))
    rows, _ = split(read_labels(options.folder))
    unet, card = load_base_model(model_folder(options.model))
    chosen = {n: r for n, r in recipes["directions"].items() if not options.only or n in options.only}
    for name in {other for recipe in chosen.values() for other in recipe.get("without", ())} - set(chosen):
        chosen[name] = recipes["directions"][name]
    weights = np.stack([balanced_weights(rows, r, recipes["bins"], recipes["most"]) for r in chosen.values()])
    used = np.flatnonzero(weights.any(0))
    # Shuffled, so that each batch shows the variance of all of them.
    used = np.random.default_rng(0).permutation(used)

    def crops(part: slice) -> np.ndarray:
        return np.stack([crop(options.folder, rows[i], unet.size) for i in used[part]])

    shifts = mean_differences(unet, crops, weights[:, used], recipes["timesteps"], Progress(_show))
    options.out.mkdir(parents=True, exist_ok=True)
    found = {name: shift.delta_h for name, shift in zip(chosen, shifts, strict=True)}
    for order, (name, recipe) in enumerate(chosen.items()):
        delta_h = without(found[name], [found[other] for other in recipe.get("without", ())])
        shift = PerStepShift(shifts[order].timesteps, recipe["gain"] * delta_h)
        low, high = recipe.get("range", recipes["range"])
        having, lacking = (int((sign * weights[order] > 0).sum()) for sign in (1, -1))
        head = DirectionHead(
            name=name,
            form="per-step",
            base_name=card.name,
            base_fingerprint=unet.fingerprint,
            h_shape=unet.h_shape,
            t_edit=recipe["t_edit"],
            steps=recipes["steps"],
            low=low,
            high=high,
            opposite=recipe.get("opposite", ""),
            rendering=recipe.get("rendering", recipes["rendering"]),
            record={
                "method": "mean difference of h",
                "order": list(recipes["directions"]).index(name),
                "photos_having": having,
                "photos_lacking": lacking,
                **{key: value for key, value in recipe.items() if key not in ("opposite", "range", "rendering")},
            },
        )
        Direction(head, shift).save(options.out / f"{name}{SUFFIX}")
        sizes = delta_h.square().mean((1, 2, 3)).sqrt()
        print(f"{name}: {having} and {lacking} photos, |delta_h| by t " + " ".join(f"{s:.3f}" for s in sizes))


def read_labels(folder: Path) -> list[Row]:
    """Rows of labels.csv, every column but `file` as a number."""
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        return [{k: v if k == "file" else float(v) for k, v in row.items()} for row in csv.DictReader(file)]


def split(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """(training, held out): every tenth row is held out."""
    return [r for i, r in enumerate(rows) if i % 10], rows[::10]


def balanced_weights(rows: list[Row], recipe: dict[str, Any], bins: dict[str, list[float]], most: int) -> np.ndarray:
    """(N,) weights: +1 in all over photos that have the attribute, -1 over those that lack it, 0 elsewhere.

    A stratum of the balanced columns weighs the same on both sides: as much as its smaller side has photos. Of each
    side no more than `most` are used, the first of each stratum.
    """
    strata: dict[tuple[int, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(rows):
        place = tuple(int(np.digitize(row[column], bins[column])) for column in recipe["balance"])
        for side, condition in enumerate((recipe["having"], recipe["lacking"])):
            if all(low <= row[column] <= high for column, (low, high) in condition.items()):
                strata[place][side].append(i)
    shared = {place: sides for place, sides in strata.items() if all(sides)}
    if not shared:
        raise SystemExit(f"No photos of the folder can be compared: {recipe['having']} and {recipe['lacking']}.")
    weights = np.zeros(len(rows))
    for side, sign in ((0, 1.0), (1, -1.0)):
        share = min(1.0, most / sum(len(sides[side]) for sides in shared.values()))
        for sides in shared.values():
            kept = sides[side][: math.ceil(share * len(sides[side]))]
            weights[kept] = sign * min(map(len, sides)) / len(kept)
        weights[sign * weights > 0] /= np.abs(weights[sign * weights > 0]).sum()
    return weights


def crop(folder: Path, row: Row, size: int) -> np.ndarray:
    """The middle square of a photo at the model's size. Returns (size, size, 3) uint8."""
    photo = load(folder / row["file"])
    return cut(photo.pixels, Square.centred(photo.width, photo.height), size)


def _show(report: Report) -> None:
    print(f"\r{report.fraction:4.0%}", end="\n" if report.fraction == 1 else "", flush=True)


if __name__ == "__main__":
    main()
