"""What directions do to held-out photos, by strength, in the eyes of an outside judge.

    python -m benchmarks.strengths FOLDER [--model faces-64] [--directions DIR] [--photos 16] [--only NAME]

FOLDER: see tools.mean_directions; only photos that it held out are used. Prints for each direction and strength the
mean of the judged attribute, of p_male and age (leakage), the share of photos on which the attribute rises with each
strength, and the PSNR to the original; writes a contact sheet of photos by strengths to --sheets, if given.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from asyrp_desktop.core.paths import BUILT_IN_DIRECTIONS
from asyrp_desktop.engine.direction import load_direction
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.engine.editor import Editor, to_pixel_range
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.shelf import model_folder
from benchmarks.judge import Judge
from tools.mean_directions import crop, read_labels, split

# What the judge calls an attribute, and which way it should go.
ATTRIBUTES = {
    "smiling": ("happy", 1),
    "sad": ("sad", 1),
    "angry": ("angry", 1),
    "surprised": ("surprised", 1),
    "old": ("age_years", 1),
    "young": ("age_years", -1),
    "man": ("p_male", 1),
    "woman": ("p_male", -1),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="faces-64")
    parser.add_argument("--directions", type=Path)
    parser.add_argument("--photos", type=int, default=16)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--only", action="append")
    parser.add_argument("--strengths", type=float, nargs="+", default=[-1.0, 0.0, 0.5, 1.0, 1.5], metavar="C")
    parser.add_argument("--sheets", type=Path)
    options = parser.parse_args()
    _, held = split(read_labels(options.folder))
    neutral = [row for row in held if row["neutral"] > 0.8 and 20 <= row["age"] <= 50][: options.photos]
    unet, card = load_base_model(model_folder(options.model))
    editor = Editor(unet, card.t_boost, torch.device("cpu"))
    trajectory = editor.invert(np.stack([crop(options.folder, row, unet.size) for row in neutral]), options.steps)
    originals = to_pixel_range(trajectory.xs[0])
    judge = Judge(Path(__file__).parent / "judge")
    home = options.directions or BUILT_IN_DIRECTIONS / card.name
    print(f"{len(neutral)} neutral held-out photos, {options.steps} steps")
    print("direction   strength  attribute   rises   p_male    age   PSNR")
    for path in sorted(home.glob(f"*{SUFFIX}")):
        direction = load_direction(path)
        if direction.name not in ATTRIBUTES or (options.only and direction.name not in options.only):
            continue
        pictures = to_pixel_range(editor.edit(trajectory, [{direction: c} for c in options.strengths]).pictures)
        attribute, sign = ATTRIBUTES[direction.name]
        before = None
        for strength, row in zip(options.strengths, pictures, strict=True):
            seen = judge(np.rint(row).astype(np.uint8))
            value = seen[attribute]
            rises = "" if before is None else f"{np.mean(sign * (value - before) > 0):6.0%}"
            error = np.square(row - originals).mean()
            psnr = 10 * np.log10(255**2 / max(error, 1e-9))
            print(
                f"{direction.name:<12}{strength:+7.1f}  {attribute:>9} {value.mean():6.2f}  {rises:>6}"
                f"  {seen['p_male'].mean():5.2f}  {seen['age_years'].mean():6.1f}  {psnr:5.1f}",
                flush=True,
            )
            before = value
        if options.sheets:
            _sheet(pictures, options.sheets / f"{direction.name}.png")


def _sheet(pictures: np.ndarray, path: Path) -> None:
    """pictures: (V, B, S, S, 3), 0..255: a row for each photo, a column for each strength, twice the size."""
    sheet = np.rint(np.concatenate(list(np.concatenate(list(pictures.swapaxes(0, 1)), axis=1)), axis=1))
    image = Image.fromarray(sheet.astype(np.uint8))
    image.resize((2 * image.width, 2 * image.height), Image.Resampling.BICUBIC).save(path)


if __name__ == "__main__":
    main()
