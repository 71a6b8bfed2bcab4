"""How good a base model and its directions are, on held-out photos.

    python -m benchmarks.quality FOLDER [--model faces-128] [--directions DIR] [--photos 24] [--only NAME] [--parts ...]

FOLDER is a labelled one, see tools.mean_directions; only photos that it held out are measured on. Prints the tables and
writes them, with a contact sheet for each direction (photos by strengths), to benchmarks/out/quality/.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from asyrp_desktop.engine.editor import to_pixel_range
from asyrp_desktop.engine.reverse_step import reverse_step
from asyrp_desktop.engine.sampling import samples
from asyrp_desktop.training.perceptual import PerceptualDistance
from tools.train_base_model.kid import kid

from .claims import claims
from .directions import STRENGTHS, measured
from .groups import groups
from .measures import additivity_error, psnr
from .subject import ATTRIBUTES, Subject

OUT = Path(__file__).parents[1] / "out" / "quality"
PARTS = ("model", "directions", "pairs", "claims", "groups")
PAIRS = (("smiling", "woman"), ("smiling", "old"), ("man", "young"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="faces-128")
    parser.add_argument("--directions", type=Path)
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--only", action="append", help="this direction only; may be repeated")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--samples", type=int, default=200, help="pictures drawn for the KID")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    subject = Subject(options.model, options.folder, options.photos, options.steps, options.directions)
    print(f"{len(subject.rows)} neutral held-out photos, {options.steps} steps, strengths {STRENGTHS}\n", flush=True)
    jobs = {
        "model": lambda: [_model(subject, options.samples)],
        "directions": lambda: _directions(subject, options.only, options.out),
        "pairs": lambda: _pairs(subject),
        "claims": lambda: claims(subject, 24, 3, {"h": 0.02, "epsilon": 0.004}),
        "groups": lambda: groups(subject, 12),
    }
    for part in options.parts:
        rows = jobs[part]()
        _print(part, rows)
        path = options.out / f"{part}.json"
        path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _model(subject: Subject, count: int) -> dict[str, Any]:
    """How well photos come back from x_T without their residuals, and how near what it draws is to photos."""
    unet, trajectory = subject.editor.unet, subject.trajectory
    x = trajectory.xs[-1]
    with torch.inference_mode():
        for step in trajectory.grid.descending():
            eps = unet.epsilon(x, torch.full((len(x),), step.t, dtype=torch.long))
            x = reverse_step(unet.schedule, step, x, eps, eps, 0.0)
    distance = PerceptualDistance(subject.critic).anchored(trajectory.xs[0], trajectory.xs[-1])
    held_out = subject.features(subject.cut(subject.held_out[:count]).astype(np.float32))
    drawn = subject.features(to_pixel_range(samples(unet, count, 50)))
    return {
        "model": subject.card.name,
        "reconstruction without residuals, PSNR": round(float(psnr(to_pixel_range(x), subject.originals).mean()), 2),
        "the same, perceptual distance": round(float(distance(trajectory.xs[0], x).mean()), 4),
        "reconstruction at strength 0, PSNR": round(float(psnr(subject.edited({}), subject.originals).mean()), 2),
        "KID of samples": round(kid(drawn, held_out)[0], 4),
        "KID of other photos": round(kid(held_out[::2], held_out[1::2])[0], 4),
    }


def _directions(subject: Subject, only: list[str] | None, out: Path) -> list[dict[str, Any]]:
    rows = []
    for direction in subject.directions:
        if direction.name in ATTRIBUTES and (not only or direction.name in only):
            row, pictures = measured(subject, direction)
            _sheet(pictures, out / f"{direction.name}.png")
            rows.append(row)
            print(f"{direction.name} measured", flush=True)
    return rows


def _pairs(subject: Subject) -> list[dict[str, Any]]:
    """Two directions at half strength each: does the sum do both, and is it the sum?"""
    by_name = {direction.name: direction for direction in subject.directions}
    rows = []
    plain = subject.judged(subject.originals)
    for names in PAIRS:
        pair = [by_name[name] for name in names if name in by_name]
        if len(pair) < 2:
            continue
        alone = subject.edited({pair[0]: 0.5}), subject.edited({pair[1]: 0.5})
        both = subject.edited(dict.fromkeys(pair, 0.5))
        row: dict[str, Any] = {"pair": " + ".join(names)}
        row["error of the sum"] = round(additivity_error(both, *alone, subject.originals), 3)
        for direction, single in zip(pair, alone, strict=True):
            attribute, _ = ATTRIBUTES[direction.name]
            change = (float((subject.judged(p)[attribute] - plain[attribute]).mean()) for p in (single, both))
            row[f"{attribute} by {direction.name} alone, together"] = [round(value, 3) for value in change]
        rows.append(row)
    return rows


def _print(part: str, rows: list[dict[str, Any]]) -> None:
    print(f"\n{part}")
    for row in rows:
        print("  " + "\n    ".join(f"{name}: {value}" for name, value in row.items()), flush=True)


def _sheet(pictures: np.ndarray, path: Path) -> None:
    """pictures: (V, B, S, S, 3), 0..255: a row for each photo, a column for each strength, twice the size."""
    sheet = np.rint(np.concatenate(list(np.concatenate(list(pictures.swapaxes(0, 1)), axis=1)), axis=1))
    image = Image.fromarray(sheet.astype(np.uint8))
    image.resize((2 * image.width, 2 * image.height), Image.Resampling.BICUBIC).save(path)


if __name__ == "__main__":
    main()
