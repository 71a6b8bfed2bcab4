"""The command line: one subcommand a job. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from asyrp_desktop import __version__
from asyrp_desktop.core.errors import AsyrpError, Cancelled
from asyrp_desktop.core.progress import Progress, Report
from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS, DEVICE_CHOICES, Crop

DONE, FAILED, CANCELLED = 0, 1, 130  # argparse itself exits with 2 on wrong usage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program. Returns its exit code: 0 done, 1 failed, 2 wrong usage, 130 cancelled."""
    options = _parser().parse_args(_with_command(list(sys.argv[1:] if arguments is None else arguments)))
    try:
        return options.run(options)
    except (Cancelled, KeyboardInterrupt):
        print("Cancelled.", file=sys.stderr)
        return CANCELLED
    except AsyrpError as error:
        print(f"asyrp-desktop: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever read our output has gone; let the interpreter's own flush at exit not fail over it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _with_command(arguments: list[str]) -> list[str]:
    """`asyrp-desktop photo.jpg` opens the photo: what desktops do with a file dropped on a program."""
    if arguments and not arguments[0].startswith("-") and Path(arguments[0]).suffix:
        return ["open", *arguments]
    return arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="asyrp-desktop",
        description="Change what a photo means, with sliders. Without a command, the window opens.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(run=_window, photo=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    window = commands.add_parser("open", help="open the window, with a photo if one is given")
    window.add_argument("photo", type=Path, nargs="?", metavar="PHOTO")
    window.set_defaults(run=_window)

    edit = commands.add_parser("edit", help="edit a photo", description="Edit a photo and write the result.")
    edit.add_argument("photo", type=Path, metavar="PHOTO")
    edit.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="where the result goes")
    edit.add_argument(
        "--set",
        dest="strengths",
        action="append",
        default=[],
        type=_strength,
        metavar="NAME=STRENGTH",
        help="a direction and its strength; 1 is the full effect, negative goes the other way; may be repeated",
    )
    edit.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
    edit.add_argument(
        "--steps", type=_steps, default=DEFAULT_STEPS, metavar="N", help=f"denoising steps ({DEFAULT_STEPS})"
    )
    edit.add_argument("--device", choices=DEVICE_CHOICES, default="auto")
    edit.add_argument(
        "--crop",
        type=_crop,
        default=Crop("auto"),
        metavar="auto|full|X,Y,SIZE",
        help="the square that the model sees; auto: the largest face, else the middle of the photo",
    )
    edit.add_argument(
        "--compare", type=Path, metavar="FILE", help="also write original, reconstruction and edit side by side"
    )
    edit.add_argument("--json", action="store_true", help="print one JSON object about the edit")
    edit.add_argument("--force", action="store_true", help="replace files that exist")
    edit.set_defaults(run=_edit)

    directions = commands.add_parser("directions", help="the library of directions")
    jobs = directions.add_subparsers(title="jobs", metavar="JOB", required=True)
    listing = jobs.add_parser("list", help="list the directions of a base model")
    listing.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list_directions)

    info = commands.add_parser("info", help="tell how a photo was edited")
    info.add_argument("photo", type=Path, metavar="FILE")
    info.set_defaults(run=_info)
    return parser


def _strength(text: str) -> tuple[str, float]:
    name, equals, number = text.rpartition("=")
    try:
        strength = float(number)
    except ValueError:
        strength = math.nan
    if not equals or not name or not math.isfinite(strength):
        raise argparse.ArgumentTypeError(f"“{text}” is not NAME=STRENGTH, such as smiling=0.8")
    return name, strength


def _steps(text: str) -> int:
    if not text.isdecimal() or not 2 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of steps from 2 to 1000")
    return int(text)


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


def _window(options: argparse.Namespace) -> int:
    from asyrp_desktop.ui.application import run_window

    return run_window(options.photo)


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
    with _ProgressBar() as progress:
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


def _list_directions(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.shelf import directions, model_folder

    infos = [info for info, _ in directions(model_folder(options.model).name).values()]
    if options.json:
        print(json.dumps([info._asdict() for info in infos], ensure_ascii=False, default=dict))
        return DONE
    for info in infos:
        print(f"{info.name:<12} {info.low:+g} .. {info.high:+g}   {info.form}, edits while t >= {info.t_edit}")
    return DONE


def _info(options: argparse.Namespace) -> int:
    from asyrp_desktop.photo.photo import load
    from asyrp_desktop.photo.provenance import read_provenance

    load(options.photo)  # for its clear errors
    provenance = read_provenance(options.photo)
    if provenance is None:
        print("Nothing in this file says that Asyrp Desktop edited it.")
    else:
        print(json.dumps(provenance._asdict(), ensure_ascii=False, indent=2))
    return DONE


class _ProgressBar:
    """A bar with ETA on a terminal, silence in a pipe."""

    def __enter__(self) -> Progress:
        self._terminal = sys.stderr.isatty()
        return Progress(self._show if self._terminal else None)

    def __exit__(self, *_: object) -> None:
        if self._terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _show(self, report: Report) -> None:
        bar = "█" * int(report.fraction * 30)
        left = "" if report.seconds_left is None else f"{report.seconds_left:4.0f} s left"
        print(
            f"\r\033[K{report.stage:<10} {bar:<30} {report.fraction:4.0%} {left}", end="", file=sys.stderr, flush=True
        )


if __name__ == "__main__":
    sys.exit(main())
