"""`asyrp-desktop edit`: one photo, from file to file."""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path

from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS, DEVICE_CHOICES, Crop

from .terminal import DONE, Commands, ProgressBar, steps, strength


def add(commands: Commands) -> None:
    parser = commands.add_parser("edit", help="edit a photo", description="Edit a photo and write the result.")
    parser.add_argument("photo", type=Path, metavar="PHOTO")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="where the result goes")
    parser.add_argument(
        "--set",
        dest="strengths",
        action="append",
        default=[],
        type=strength,
        metavar="NAME=STRENGTH",
        help="a direction and its strength; 1 is the full effect, negative goes the other way; may be repeated",
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
    parser.add_argument(
        "--steps", type=steps, default=DEFAULT_STEPS, metavar="N", help=f"denoising steps ({DEFAULT_STEPS})"
    )
    parser.add_argument("--device", choices=DEVICE_CHOICES, default="auto")
    parser.add_argument(
        "--crop",
        type=_crop,
        default=Crop("auto"),
        metavar="auto|full|X,Y,SIZE",
        help="the square that the model sees; auto: the largest face, else the middle of the photo",
    )
    parser.add_argument(
        "--compare", type=Path, metavar="FILE", help="also write original, reconstruction and edit side by side"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object about the edit")
    parser.add_argument("--force", action="store_true", help="replace files that exist")
    parser.set_defaults(run=_edit)


def _crop(text: str) -> Crop:
    if text == "auto":
        return Crop("auto")
    if text == "full":
        return Crop("full")
    try:
        left, top, side = (float(number) for number in text.split(","))
        if not all(map(math.isfinite, (left, top, side))) or side < 1:
            raise ValueError
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not auto, full or X,Y,SIZE in pixels") from None
    return Crop("square", (left, top, side))


def _edit(options: argparse.Namespace) -> int:
    from asyrp_desktop.photo.photo import check_output, load

    # All that can be refused is refused before torch is even loaded.
    began = time.perf_counter()
    check_output(options.output, options.photo, options.force)
    if options.compare:
        check_output(options.compare, options.photo, options.force)
    photo = load(options.photo)
    read = time.perf_counter() - began

    from asyrp_desktop.models.shelf import find_direction

    strengths = dict(options.strengths)
    for name in strengths:
        find_direction(options.model, name)

    from asyrp_desktop.photo_edit import PhotoEdit, Studio, comparison, summary_as_json

    began = time.perf_counter()
    studio = Studio(options.model, options.device)
    studio.blend(strengths)
    loaded = time.perf_counter() - began
    edit = PhotoEdit(studio, photo, options.crop, options.steps)
    edit.seconds.update(read=read, load_model=loaded)
    with ProgressBar() as progress:
        edit.invert(progress.part(0, 0.5, "inverting"))
        rendered = edit.render(strengths, progress=progress.part(0.5, 1, "editing"))
    edit.save(rendered, options.output)
    if options.compare:
        from asyrp_desktop.photo.photo import save

        save(comparison(rendered, edit.render({}).after), options.compare)
    summary = edit.summary(options.photo, options.output, rendered)
    for notice in summary.notices:
        print(f"asyrp-desktop: {notice}", file=sys.stderr)
    if options.json:
        print(summary_as_json(summary))
    return DONE
