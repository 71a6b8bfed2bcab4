"""`asyrp-desktop edit`: one photo, from file to file."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.names import tell_of_shortening
from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS, Course, Crop

from . import edit_options
from .terminal import DEVICES, DONE, Commands, ProgressBar, crop, device, face, keep_apart, steps, strength, tell


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
    edit_options.add(parser)
    parser.add_argument(
        "--compare", type=Path, metavar="FILE", help="also write original, reconstruction and edit side by side"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object about the edit")
    parser.add_argument("--force", action="store_true", help="replace files that exist")
    parser.set_defaults(run=_edit, parser=parser)


def _setting(text: str) -> tuple[int | None, str, float]:
    face, colon, rest = text.partition(":")
    if colon and face.isdecimal() and int(face) > 0:
        return (int(face), *strength(rest))
    return (None, *strength(text))


def _edit(options: argparse.Namespace) -> int:
    from asyrp_desktop.photo.companions import carry_along
    from asyrp_desktop.photo.photo import beside, check_output, load
    from asyrp_desktop.photo.square import Square

    crop, general, own = _wanted(options)
    # All that can be refused is refused before torch is even loaded.
    began = time.perf_counter()
    for place in filter(None, (options.output, options.compare)):
        check_output(place, options.photo, options.force)
    photo = load(options.photo)
    output = options.output or beside(options.photo, photo)
    check_output(output, options.photo, options.force)
    keep_apart([output, *filter(None, [options.compare])], [options.photo, *filter(None, [options.mask])])
    if crop.square is not None:
        Square.wanted(*crop.square, photo.width, photo.height)
    read = time.perf_counter() - began

    from asyrp_desktop.models.shelf import base_name, find_direction, own_names, sides

    model = base_name(options.model)
    for _, name, _ in options.strengths:
        find_direction(model, name)
    general = own_names(general, sides(model))
    own = {number: own_names(one, sides(model)) for number, one in own.items()}

    from asyrp_desktop.photo_edit import Fitting, PhotoEdit, Studio, comparison, painted_mask, summary_as_json

    painted = painted_mask(options.mask, photo) if options.mask else None
    fitting = Fitting(options.reach, not options.plain, painted, options.local)
    began = time.perf_counter()
    studio = Studio(options.model, options.device)
    for one in (general, *own.values()):
        studio.blend(one)
    loaded = time.perf_counter() - began
    edit = PhotoEdit(studio, photo, crop, options.steps, fitting)
    edit.course = Course(options.t_edit, options.t_boost, options.eta, rendering=options.rendering)
    edit.seconds.update(read=read, load_model=loaded)
    if not options.output and not output.name.startswith(options.photo.stem):
        tell_of_shortening(edit.notices)
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
        edit.notices += carry_along(options.photo, output, options.strip_location, options.keep_date)
        if options.compare:
            from asyrp_desktop.photo.photo import save

            save(comparison(edit, rendered, edit.reconstruct(progress.part(share, 1))), options.compare)
    summary = edit.summary(options.photo, output, rendered)
    for notice in summary.notices:
        tell(f"asyrp-desktop: {notice}")
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
    edit_options.check(options)
    return options.crop._replace(face=options.face or ("all" if own else "largest")), general, own
