"""`asyrp-desktop grid` and `asyrp-desktop morph`: many strengths of one photo, as a picture and as a film."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS, Crop, Picture
from asyrp_desktop.core.variants import Axis, GridPlan, MorphPlan, VariantOrder

from .terminal import DEVICES, DONE, Commands, ProgressBar, count, crop, device, face, steps, strength, tell

if TYPE_CHECKING:
    from asyrp_desktop.core.progress import Progress
    from asyrp_desktop.photo.photo import Photo
    from asyrp_desktop.photo_edit import PhotoEdit

CELLS = 5  # along an axis
SIDE = {"grid": 256, "morph": 512}
FRAMES, RATE = 25, 20.0


def add(commands: Commands) -> None:
    grid = commands.add_parser(
        "grid", help="one photo at many strengths, as one picture", description="Write a grid of strengths."
    )
    grid.add_argument(
        "--across", type=_axis, required=True, metavar="NAME=LOW..HIGH[:N]", help="a direction, and N strengths of it"
    )
    grid.add_argument("--down", type=_axis, metavar="NAME=LOW..HIGH[:N]", help="another direction, for the rows")
    grid.set_defaults(run=_grid)

    morph = commands.add_parser(
        "morph",
        help="a photo that becomes its edit, as a film",
        description="Write a film from the photo to its edit, or along one direction.",
    )
    morph.add_argument(
        "--along", type=_axis, metavar="NAME=LOW..HIGH", help="go along a direction; else from the photo to --set"
    )
    morph.add_argument("--frames", type=count, default=FRAMES, metavar="N", help=f"different pictures ({FRAMES})")
    morph.add_argument("--rate", type=_rate, default=RATE, metavar="N", help=f"frames a second ({RATE:g})")
    morph.add_argument("--once", action="store_true", help="there only; else there and back")
    morph.set_defaults(run=_morph)

    for name, parser in (("grid", grid), ("morph", morph)):
        suffixes = ".gif, .webp, or .mp4 where ffmpeg is found" if name == "morph" else "any picture format"
        parser.add_argument("photo", type=Path, metavar="PHOTO")
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help=suffixes)
        parser.add_argument(
            "--set", dest="strengths", action="append", default=[], type=strength, metavar="NAME=STRENGTH",
            help="a direction that is set besides; may be repeated",
        )  # fmt: skip
        parser.add_argument("--size", type=count, default=SIDE[name], metavar="PIXELS", help=f"of a picture's longer "
                            f"side ({SIDE[name]})")  # fmt: skip
        parser.add_argument("--whole", action="store_true", help="show all of the photo; else the face")
        parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
        parser.add_argument("--steps", type=steps, default=DEFAULT_STEPS, metavar="N", help=f"({DEFAULT_STEPS})")
        parser.add_argument("--device", type=device, default="auto", metavar=DEVICES)
        parser.add_argument("--crop", type=crop, default=Crop("auto"), metavar="auto|full|X,Y,SIZE")
        parser.add_argument("--face", type=face, default="largest", metavar="all|largest|INDEX")
        parser.add_argument("--json", action="store_true", help="print one JSON object about what was written")
        parser.add_argument("--force", action="store_true", help="replace a file that exists")


def _axis(text: str) -> tuple[str, float, float, int]:
    name, _, rest = text.rpartition("=")
    ends, _, number = rest.partition(":")
    low, _, high = ends.partition("..")
    try:
        wanted = name, float(low), float(high), count(number) if number else CELLS
    except ValueError:
        wanted = "", 0.0, 0.0, 0
    if not wanted[0] or not math.isfinite(wanted[1] + wanted[2]):
        raise argparse.ArgumentTypeError(f"“{text}” is not NAME=LOW..HIGH or NAME=LOW..HIGH:N, such as smiling=-1..1:5")
    return wanted


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = math.nan
    if not 1 <= rate <= 60:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of frames from 1 to 60")
    return rate


def _grid(options: argparse.Namespace) -> int:
    from asyrp_desktop.photo.photo import check_output, save

    check_output(options.output, options.photo, options.force)
    photo, rest = _photo_and_rest(options)
    plan = GridPlan(_spread(options, options.across), _spread(options, options.down) if options.down else None, rest)
    edit = _edit(options, photo)

    from asyrp_desktop.comparing.sheet import sheet
    from asyrp_desktop.comparing.variants import provenance

    with ProgressBar() as progress:
        pictures = _pictures(edit, VariantOrder(plan.settings(), options.size, not options.whole), progress)
    save(sheet(plan, pictures, _titles(options)), options.output, provenance(edit, plan.settings()))
    return _tell(options, edit, len(pictures))


def _morph(options: argparse.Namespace) -> int:
    from asyrp_desktop.comparing import animation

    animation.check(options.output, options.photo, options.force)
    photo, rest = _photo_and_rest(options)
    plan = MorphPlan(rest, options.frames, _spread(options, options.along) if options.along else None)
    edit = _edit(options, photo)

    from asyrp_desktop.comparing.variants import provenance

    with ProgressBar() as progress:
        frames = _pictures(edit, VariantOrder(plan.settings(), options.size, not options.whole), progress.part(0, 0.95))
        record = provenance(edit, plan.settings())
        animation.write(frames, options.output, options.rate, not options.once, record, progress.part(0.95, 1))
    return _tell(options, edit, len(frames))


def _photo_and_rest(options: argparse.Namespace) -> tuple[Photo, dict[str, float]]:
    """What can be refused is refused before torch is even loaded. Returns also the strengths that are set besides."""
    from asyrp_desktop.models.shelf import base_name, find_direction, own_names, sides
    from asyrp_desktop.photo.photo import load

    photo = load(options.photo)
    model = base_name(options.model)
    for name, _ in options.strengths:
        find_direction(model, name)
    return photo, own_names(dict(options.strengths), sides(model))


def _spread(options: argparse.Namespace, wanted: tuple[str, float, float, int]) -> Axis:
    """Along an opposite, its direction is gone backwards."""
    from asyrp_desktop.models.shelf import base_name, find_side

    name, low, high, cells = wanted
    side = find_side(base_name(options.model), name)
    return Axis.spread(side.direction, side.sign * low, side.sign * high, cells)


def _titles(options: argparse.Namespace) -> dict[str, str]:
    """By direction."""
    from asyrp_desktop.models.shelf import base_name, directions

    return {name: info.title for name, (info, _) in directions(base_name(options.model)).items()}


def _edit(options: argparse.Namespace, photo: Photo) -> PhotoEdit:
    from asyrp_desktop.photo_edit import PhotoEdit, Studio

    studio = Studio(options.model, options.device)
    return PhotoEdit(studio, photo, options.crop._replace(face=options.face), options.steps)


def _pictures(edit: PhotoEdit, order: VariantOrder, progress: Progress) -> list[Picture]:
    from asyrp_desktop.comparing.variants import variants
    from asyrp_desktop.photo_edit import to_picture

    return [to_picture(pixels) for pixels in variants(edit, order, progress)]


def _tell(options: argparse.Namespace, edit: PhotoEdit, pictures: int) -> int:
    for notice in (*edit.notices, *edit.studio.editor.notices):
        tell(f"asyrp-desktop: {notice}")
    if options.json:
        seconds = {stage: round(value, 3) for stage, value in edit.seconds.items()}
        print(json.dumps({"output": str(options.output), "pictures": pictures, "seconds": seconds}, ensure_ascii=False))
    return DONE
