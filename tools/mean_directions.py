"""Make directions from a labelled folder: the mean difference of h per step between balanced groups of photos.

    python -m tools.mean_directions FOLDER OUT [--model faces-64] [--recipes tools/mean_directions.toml] [--only NAME]

FOLDER holds photos and labels.csv: a column `file`, and a column of numbers for each label. The photos are squares
aligned as the model's card says; `tools.unpack_faces` makes such a folder. Every tenth photo of the table is left
for measuring.
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from asyrp_desktop.core.progress import Progress, Report
from asyrp_desktop.engine.direction import Direction
from asyrp_desktop.engine.direction_file import SUFFIX, DirectionHead
from asyrp_desktop.engine.schedule import StepGrid
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.shelf import model_folder
from asyrp_desktop.photo.photo import load
from asyrp_desktop.photo.square import Square, cut
from asyrp_desktop.training.mean_difference import mean_difference

Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", default="faces-64")
    parser.add_argument("--recipes", type=Path, default=Path(__file__).with_suffix(".toml"))
    parser.add_argument("--only", action="append", help="make this direction only; may be repeated")
    options = parser.parse_args()
    recipes = tomllib.loads(options.recipes.read_text(encoding="utf-8"))
    rows, _ = split(read_labels(options.folder))
    unet, card = load_base_model(model_folder(options.model))
    grid = StepGrid.linear(recipes["steps"], len(unet.schedule))
    options.out.mkdir(parents=True, exist_ok=True)
    for order, (name, recipe) in enumerate(recipes["directions"].items()):
        if options.only and name not in options.only:
            continue
        pairs = matched_pairs(rows, recipe, recipes["bins"], recipes["pairs"])
        having, lacking = (np.stack([_crop(options.folder, row, unet.size) for row in side]) for side in zip(*pairs, strict=True))
        progress = Progress(lambda report, name=name: _show(name, report))
        shift = mean_difference(unet, having, lacking, grid, recipe["t_edit"], recipe["gain"], progress)
        record = {"method": "mean difference of h", "order": order, "photos": 2 * len(pairs), **recipe}
        head = DirectionHead(
            name=name,
            form="per-step",
            base_name=card.name,
            base_fingerprint=unet.fingerprint,
            h_shape=unet.h_shape,
            t_edit=recipe["t_edit"],
            steps=len(grid),
            record=record,
        )
        Direction(head, shift).save(options.out / f"{name}{SUFFIX}")
        print(f"\r{name}: {len(pairs)} pairs, mean |delta_h| {float(shift.delta_h.abs().mean()):.3f}")


def read_labels(folder: Path) -> list[Row]:
    """Rows of labels.csv, every column but `file` as a number."""
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        return [{k: v if k == "file" else float(v) for k, v in row.items()} for row in csv.DictReader(file)]


def split(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """(training, held out): every tenth row is held out."""
    return [r for i, r in enumerate(rows) if i % 10], rows[::10]


def matched_pairs(
    rows: list[Row], recipe: dict[str, Any], bins: dict[str, list[float]], most: int
) -> list[tuple[Row, Row]]:
    """Up to `most` pairs (having, lacking), each pair from one stratum of the balanced columns.

    Strata take turns, so that small ones are not drowned by large ones.
    """
    strata: dict[tuple[int, ...], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in rows:
        place = tuple(int(np.digitize(row[column], bins[column])) for column in recipe["balance"])
        for side, condition in enumerate((recipe["having"], recipe["lacking"])):
            if all(low <= row[column] <= high for column, (low, high) in condition.items()):
                strata[place][side].append(row)
    queues = [list(zip(*sides, strict=False)) for _, sides in sorted(strata.items())]
    pairs: list[tuple[Row, Row]] = []
    while len(pairs) < most and any(queues):
        for queue in queues:
            if queue and len(pairs) < most:
                pairs.append(queue.pop(0))
    if not pairs:
        raise SystemExit(f"No photo of the folder meets {recipe['having']} or {recipe['lacking']}.")
    return pairs


def _crop(folder: Path, row: Row, size: int) -> np.ndarray:
    photo = load(folder / row["file"])
    return cut(photo.pixels, Square.centred(photo.width, photo.height), size)


def _show(name: str, report: Report) -> None:
    print(f"\r{name}: {report.fraction:4.0%}", end="", flush=True)


if __name__ == "__main__":
    main()
