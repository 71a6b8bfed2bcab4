"""`asyrp-desktop directions`: the library of directions."""

from __future__ import annotations

import argparse
import json

from asyrp_desktop.core.values import DEFAULT_MODEL

from .terminal import DONE, Commands


def add(commands: Commands) -> None:
    parser = commands.add_parser("directions", help="the library of directions")
    jobs = parser.add_subparsers(title="jobs", metavar="JOB", required=True)
    listing = jobs.add_parser("list", help="list the directions of a base model")
    listing.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)


def _list(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.shelf import directions, model_folder

    infos = [info for info, _ in directions(model_folder(options.model).name).values()]
    if options.json:
        print(json.dumps([info._asdict() for info in infos], ensure_ascii=False, default=dict))
        return DONE
    for info in infos:
        print(f"{info.name:<12} {info.low:+g} .. {info.high:+g}   {info.form}, edits while t >= {info.t_edit}")
    return DONE
