"""Make directions from prompt pairs, with the photos of a labelled folder.

    python -m tools.prompt_directions FOLDER OUT [--model faces-128] [--recipes FILE] [--only NAME]

FOLDER: see tools.mean_directions; photos that it holds out are not used. Goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from asyrp_desktop.core.training_plan import PromptPair, Recipe, TrainingPlan
from asyrp_desktop.engine.direction import Direction
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.shelf import model_folder
from asyrp_desktop.training.session import TrainingSession
from tools.mean_directions import Row, crop, read_labels, split


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
    size = load_base_model(model_folder(options.model))[0].size
    options.out.mkdir(parents=True, exist_ok=True)
    for order, (name, chosen) in enumerate(recipes["directions"].items()):
        if options.only and name not in options.only:
            continue
        recipe = Recipe(**{**recipes["recipe"], **chosen.get("recipe", {})})
        photos = _pick(rows, chosen["photos"], recipe.images)
        pictures = np.stack([crop(options.folder, row, size) for row in photos])
        plan = TrainingPlan(
            name=name,
            prompts=PromptPair(chosen["source"], chosen["target"]),
            recipe=replace(recipe, images=len(pictures)),
            model=options.model,
            t_edit=recipes.get("t_edit"),
        )
        session = TrainingSession(plan, pictures=pictures)
        print(f"{name}: {len(pictures)} photos, cosine {session.check.cosine:.3f}, t_edit {session.t_edit}", flush=True)
        made = session.run()
        for done, training, held_out in made.head.record["losses"]:
            print(f"  {done:4.0%}  loss {training:.4f}  held out {held_out:.4f}", flush=True)
        record = {**made.head.record, "order": order, "pictures": "photos"}
        Direction(replace(made.head, record=record), made.shift).save(options.out / f"{name}{SUFFIX}")
        session.forget()


def _pick(rows: list[Row], conditions: dict[str, Any], count: int) -> list[Row]:
    """As many men as women, from all of the table."""
    fitting = [r for r in rows if all(low <= r[column] <= high for column, (low, high) in conditions.items())]
    halves = [[r for r in fitting if (r["male"] > 0.5) == male] for male in (True, False)]
    halves = [half for half in halves if half]
    each = count // len(halves)
    even = [half[:: max(1, len(half) // each)][:each] for half in halves]
    # In turns, and the other first after each eight: every eighth photo is held out.
    pairs = enumerate(zip(*even, strict=False))
    return [row for k, pair in pairs for row in (pair if k % 8 < 4 else pair[::-1])]


if __name__ == "__main__":
    main()
