"""Which recipe learns faster, on the same photos: python -m benchmarks.recipes FOLDER [--photos 24] [--epochs 2]

FOLDER: see tools.mean_directions. The published recipe (SGD) and the quick preset, both on the quick preset's grid and
counts; prints the held-out directional loss at each look, with the seconds worked until then, and writes them to
benchmarks/out/recipes.json.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import PromptPair, Recipe, TrainingNews, TrainingPlan
from asyrp_desktop.core.values import DEFAULT_MODEL
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.shelf import model_folder
from asyrp_desktop.training.session import TrainingSession
from tools.mean_directions import crop, read_labels, split

from .engine import OUT

PROMPTS = PromptPair("face", "smiling face")
LEARNING_RATES = (0.5, 0.05)  # of SGD: as published, and a tenth


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--epochs", type=int, default=2)
    options = parser.parse_args()
    neutral = [row for row in split(read_labels(options.folder))[0] if row["neutral"] > 0.8]
    size = load_base_model(model_folder(DEFAULT_MODEL))[0].size
    pictures = np.stack([crop(options.folder, row, size) for row in neutral[: options.photos]])
    presets = Recipe.presets()
    quick = replace(presets["quick"], images=len(pictures), epochs=options.epochs)
    same = {"steps": quick.steps, "images": quick.images, "epochs": quick.epochs}
    recipes = {f"SGD {rate}": replace(presets["paper"], learning_rate=rate, **same) for rate in LEARNING_RATES}
    table = {}
    for name, recipe in {**recipes, "quick": quick}.items():
        table[name] = learned(recipe, pictures)
        print(name)
        for seconds, held_out in table[name]:
            print(f"  {seconds:7.1f} s   held out {held_out:.4f}")
    OUT.mkdir(exist_ok=True)
    (OUT / "recipes.json").write_text(json.dumps(table, indent=1), encoding="utf-8")


def learned(recipe: Recipe, pictures: np.ndarray) -> list[tuple[float, float]]:
    """(seconds since the first look, held-out loss) at each look."""
    session = TrainingSession(TrainingPlan("benchmark", PROMPTS, recipe), pictures=pictures)
    session.forget()
    looks: list[tuple[float, float]] = []

    def look(news: TrainingNews) -> None:
        looks.append((time.monotonic(), news.losses[-1].held_out))

    session.run(Progress(), look)
    session.forget()
    return [(round(seconds - looks[0][0], 1), held_out) for seconds, held_out in looks]


if __name__ == "__main__":
    main()
