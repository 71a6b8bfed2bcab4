"""`asyrp-desktop directions from-folders | from-ratings | pca | combine`: new directions without text."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from asyrp_desktop.cli.terminal import DEVICES, DONE, Commands, ProgressBar, count, device, strength, tell
from asyrp_desktop.core.errors import DirectionError
from asyrp_desktop.core.values import DEFAULT_MODEL

if TYPE_CHECKING:
    from asyrp_desktop.training.discovery import Discovery

SAMPLES = 100  # drawn where no photos are given
COMPONENTS = 5


def add(jobs: Commands) -> None:
    folders = jobs.add_parser(
        "from-folders",
        help="make a direction from photos with an attribute and photos without",
        description="The mean difference of h between two folders. They should be alike in all else: if one side is "
        "older, the slider makes older too. Some dozen photos a side are enough to see it, some hundred are good.",
    )
    folders.add_argument("having", type=Path, metavar="WITH", help="folder of photos that have it")
    folders.add_argument("lacking", type=Path, metavar="WITHOUT", help="folder of photos that lack it")
    folders.add_argument("--images", type=count, metavar="K", help="how many photos of each folder, at most")
    folders.set_defaults(run=_from_folders)

    ratings = jobs.add_parser(
        "from-ratings",
        help="make a direction from photos and a number for each",
        description="The regression of h on a rating, such as an age, or a mark from 1 to 5.",
    )
    ratings.add_argument("folder", type=Path, metavar="FOLDER", help="the photos")
    ratings.add_argument("ratings", type=Path, metavar="CSV", help="table with the columns file and rating")
    ratings.add_argument("--column", default="rating", metavar="NAME", help="the column to take (rating)")
    ratings.set_defaults(run=_from_ratings)

    pca = jobs.add_parser(
        "pca",
        help="find directions that nobody asked for: the principal components of h",
        description="What varies most between pictures, one direction a component, “component 1” first. Strength 1 "
        "leads from the middle to pictures that have it. Look at them, rename what is of use, and remove the rest.",
    )
    pictures = pca.add_mutually_exclusive_group()
    pictures.add_argument("--photos", type=Path, metavar="DIR", help="folder of photos to look at")
    pictures.add_argument(
        "--samples", type=count, metavar="K", help=f"pictures that the base model draws itself (default, {SAMPLES})"
    )
    pca.add_argument("--images", type=count, metavar="K", help="how many photos, at most")
    pca.add_argument(
        "--components", type=count, default=COMPONENTS, metavar="N", help=f"how many directions ({COMPONENTS})"
    )
    pca.add_argument("--prefix", default="component", help="what they are called, before their number (component)")
    pca.set_defaults(run=_pca)

    combining = jobs.add_parser(
        "combine",
        help="add directions up, or take one out of another",
        description="The sum of directions times weights, and with --without, less what lies along another.",
        epilog="A difference: --add old=1 --add sad=-1. A smile that leaves the gender alone: --add smiling "
        "--without man.",
    )
    combining.add_argument(
        "--add",
        dest="terms",
        action="append",
        required=True,
        type=_weighted,
        metavar="NAME[=WEIGHT]",
        help="a direction of the sum (weight 1); may be repeated",
    )
    combining.add_argument(
        "--without", action="append", default=[], metavar="NAME", help="a direction to project off; may be repeated"
    )
    combining.set_defaults(run=_combine)

    for parser in (folders, ratings, combining):
        parser.add_argument("--name", required=True, help="what the direction and its slider are called")
    for parser in (folders, ratings, pca):
        parser.add_argument(
            "--t-edit",
            type=int,
            metavar="T",
            help="smallest timestep to edit (from the model's calibration, else the middle one)",
        )
        parser.add_argument("--device", type=device, default="auto", metavar=DEVICES)
    for parser in (folders, ratings, pca, combining):
        parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
        parser.add_argument("--json", action="store_true", help="print one JSON object for each direction")
        parser.add_argument("--force", action="store_true", help="replace directions of that name")


def _weighted(text: str) -> tuple[str, float]:
    return strength(text) if "=" in text else (text, 1.0)


def _from_folders(options: argparse.Namespace) -> int:
    discovery = _discovery(options, [options.name])
    with ProgressBar() as progress:
        made = discovery.from_folders(options.name, options.having, options.lacking, options.images, progress)
    _tell_left_out(discovery)
    return _tell(options, [discovery.keep(made)])


def _from_ratings(options: argparse.Namespace) -> int:
    discovery = _discovery(options, [options.name])
    with ProgressBar() as progress:
        made = discovery.from_ratings(options.name, options.folder, options.ratings, options.column, progress)
    _tell_left_out(discovery)
    return _tell(options, [discovery.keep(made)])


def _pca(options: argparse.Namespace) -> int:
    names = [f"{options.prefix} {k}" for k in range(1, options.components + 1)]
    discovery = _discovery(options, names)
    most = options.images if options.photos else options.samples or options.images or SAMPLES
    with ProgressBar() as progress:
        made = discovery.components(names, options.photos, most, progress)
    _tell_left_out(discovery)
    return _tell(options, [discovery.keep(direction) for direction in made])


def _combine(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.library import add as keep
    from asyrp_desktop.models.library import check_name
    from asyrp_desktop.models.shelf import base_name, find_side

    check_name(options.model, options.name, options.force)
    model = base_name(options.model)
    sides = {name: find_side(model, name) for name in (*dict(options.terms), *options.without)}
    if options.name in {side.direction for side in sides.values()}:
        raise DirectionError(f"“{options.name}” is what it would be made of.", "Choose another name.")

    from asyrp_desktop.engine.combination import combine
    from asyrp_desktop.engine.direction import load_direction

    known = {name: load_direction(side.path) for name, side in sides.items()}
    terms = [(known[name], sides[name].sign * weight) for name, weight in options.terms]
    made = combine(options.name, terms, [known[name] for name in options.without])
    return _tell(options, [keep(model, made.name, made.save)])


def _discovery(options: argparse.Namespace, names: Sequence[str]) -> Discovery:
    from asyrp_desktop.models.library import check_name

    for name in names:
        check_name(options.model, name, options.force)

    from asyrp_desktop.training.discovery import Discovery

    return Discovery(options.model, options.device, options.t_edit)


def _tell_left_out(discovery: Discovery) -> None:
    for file, why in discovery.left_out:
        tell(f"asyrp-desktop: {file} was left out: {why}")


def _tell(options: argparse.Namespace, paths: Sequence[Path]) -> int:
    from asyrp_desktop.engine.direction_file import read_head

    for path in paths:
        if options.json:
            print(json.dumps({"path": str(path), **read_head(path).info()._asdict()}, ensure_ascii=False, default=dict))
        else:
            print(path)
    return DONE
