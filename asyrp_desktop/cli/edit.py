"""`asyrp-desktop edit`: one photo, from file to file."""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS, Course, Crop, Rendering

from .terminal import DEVICES, DONE, Commands, ProgressBar, crop, device, face, steps, strength

LAST_TIMESTEP = 999  # of the schedules that all known models were trained with


def add(commands: Commands) -> None:
    parser = commands.add_parser("edit", help="edit a photo", description="Edit a photo and write the result.")
    parser.add_argument("photo", type=Path, metavar="PHOTO")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="where the result goes (PHOTO_edited, in the photo's format)"
    )
    parser.add_argument(
        "--set",
        dest="strengths",
        action="append",
        default=[],
        type=_setting,
        metavar="[FACE:]NAME=STRENGTH",
        help="a direction, or its opposite, and its strength; 1 is the full effect, negative goes the other way; "
        "may be repeated. 2:smiling=1 is for the second largest face only",
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
    parser.add_argument(
        "--steps", type=steps, default=DEFAULT_STEPS, metavar="N", help=f"denoising steps ({DEFAULT_STEPS})"
    )
    parser.add_argument(
        "--t-edit", type=_timestep, metavar="T", help="smallest timestep at which h is shifted (as the direction says)"
    )
    parser.add_argument(
        "--t-boost",
        type=_timestep,
        metavar="T",
        help="timestep below which the photo's own noise is added back (as the base model says)",
    )
    parser.add_argument(
        "--eta", type=_up_to(1), default=1.0, metavar="SHARE", help="how much of that noise, 0 to 1 (1)"
    )
    parser.add_argument(
        "--rendering",
        choices=get_args(Rendering),
        help="motion: move the photo's own pixels, as the edit interval says; redraw: draw through all steps and "
        "add the difference (as the direction says)",
    )
    parser.add_argument("--device", type=device, default="auto", metavar=DEVICES)
    parser.add_argument(
        "--crop",
        type=crop,
        default=Crop("auto"),
        metavar="auto|full|X,Y,SIZE",
        help="the square that the model sees; auto: the largest face, else the middle of the photo",
    )
    parser.add_argument(
        "--face",
        type=face,
        metavar="all|largest|INDEX",
        help="which faces, the largest being number 1; “asyrp-desktop info --faces” tells them (largest)",
    )
    parser.add_argument(
        "--reach",
        type=_up_to(10),
        metavar="SHARE",
        help="how far around a face the edit goes, as a share of the face's height (0.25)",
    )
    parser.add_argument(
        "--mask", type=Path, metavar="FILE", help="a picture that is white where the photo may change; else --reach"
    )
    parser.add_argument("--local", action="store_true", help="with --mask: shift h-space, too, only where it is white")
    parser.add_argument("--plain", action="store_true", help="enlarge the change without the photo's edges to guide it")
    parser.add_argument("--strip-location", action="store_true", help="leave out where the photo was taken")
    parser.add_argument(
        "--compare", type=Path, metavar="FILE", help="also write original, reconstruction and edit side by side"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object about the edit")
    parser.add_argument("--force", action="store_true", help="replace files that exist")
    parser.set_defaults(run=_edit)


def _setting(text: str) -> tuple[int | None, str, float]:
    face, colon, rest = text.partition(":")
    if colon and face.isdecimal() and int(face) > 0:
        return (int(face), *strength(rest))
    return (None, *strength(text))


def _timestep(text: str) -> int:
    if not text.isdecimal() or int(text) > LAST_TIMESTEP:
        raise argparse.ArgumentTypeError(f"“{text}” is not a timestep from 0 to {LAST_TIMESTEP}")
    return int(text)


def _up_to(most: float) -> Callable[[str], float]:
    """A share from 0 on."""

    def share(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not 0 <= number <= most:
            raise argparse.ArgumentTypeError(f"“{text}” is not a share from 0 to {most:g}")
        return number

    return share


def _edit(options: argparse.Namespace) -> int:
    from asyrp_desktop.photo.photo import beside, check_output, load

    crop, general, own = _wanted(options)
    # All that can be refused is refused before torch is even loaded.
    began = time.perf_counter()
    if options.output:
        check_output(options.output, options.photo, options.force)
    if options.compare:
        check_output(options.compare, options.photo, options.force)
    photo = load(options.photo)
    output = options.output or beside(options.photo, photo)
    check_output(output, options.photo, options.force)
    read = time.perf_counter() - began

    from asyrp_desktop.models.shelf import base_name, find_direction, own_names, sides

    model = base_name(options.model)
    for _, name, _ in options.strengths:
        find_direction(model, name)
    general = own_names(general, sides(model))
    own = {number: own_names(one, sides(model)) for number, one in own.items()}

    from asyrp_desktop.photo_edit import Fitting, PhotoEdit, Studio, comparison, painted_mask, summary_as_json

    fitting = Fitting(
        sharpen=not options.plain,
        painted=painted_mask(options.mask, photo) if options.mask else None,
        local=options.local,
    )
    if options.reach is not None:
        fitting = fitting._replace(reach=options.reach)
    began = time.perf_counter()
    studio = Studio(options.model, options.device)
    for one in (general, *own.values()):
        studio.blend(one)
    loaded = time.perf_counter() - began
    edit = PhotoEdit(studio, photo, crop, options.steps, fitting)
    edit.course = Course(options.t_edit, options.t_boost, options.eta, rendering=options.rendering)
    edit.seconds.update(read=read, load_model=loaded)
    if own and max(own) > len(edit.regions):
        raise PhotoError(
            f"There is no face number {max(own)}: {len(edit.regions)} found in this photo.",
            "“asyrp-desktop info --faces” tells the faces of a photo.",
        )
    strengths = [general | own.get(number, {}) for number in range(1, len(edit.regions) + 1)]
    with ProgressBar() as progress:
        share = 0.7 if options.compare else 1.0
        rendered = edit.render(strengths, progress=progress.part(0, share))
        edit.save(rendered, output, options.strip_location)
        if options.compare:
            from asyrp_desktop.photo.photo import save

            save(comparison(edit, rendered, edit.reconstruct(progress.part(share, 1))), options.compare)
    summary = edit.summary(options.photo, output, rendered)
    for notice in summary.notices:
        print(f"asyrp-desktop: {notice}", file=sys.stderr)
    if options.json:
        print(summary_as_json(summary))
    return DONE


def _wanted(options: argparse.Namespace) -> tuple[Crop, dict[str, float], dict[int, dict[str, float]]]:
    """The crop, the strengths for every face in it, and those of single faces by number."""
    general = {name: amount for face, name, amount in options.strengths if face is None}
    own: dict[int, dict[str, float]] = {}
    for number, name, amount in options.strengths:
        if number is not None:
            own.setdefault(number, {})[name] = amount
    if options.crop.kind != "auto" and (own or options.face):
        raise PhotoError("A face is wanted, and a square.", "Give --crop, or else --face and strengths of faces.")
    if own and options.face not in (None, "all"):
        raise PhotoError("Strengths of single faces need all faces.", "Leave out --face, or give --face all.")
    if options.local and not options.mask:
        raise PhotoError("--local needs a mask.", "Give --mask FILE.")
    return options.crop._replace(face=options.face or ("all" if own else "largest")), general, own
