"""`asyrp-desktop directions list | show | rename | duplicate | remove | restore | export | import`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from asyrp_desktop.cli.terminal import DONE, Commands
from asyrp_desktop.core.values import DEFAULT_MODEL


def add(jobs: Commands) -> None:
    listing = jobs.add_parser("list", help="list the directions of a base model")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)

    showing = jobs.add_parser("show", help="tell all that is known of a direction: how it was made, and from what")
    showing.add_argument("name", metavar="NAME", help="a direction, or a file of one")
    showing.add_argument("--json", action="store_true", help="with the previews that the file carries")
    showing.set_defaults(run=_show)

    renaming = jobs.add_parser("rename", help="call a direction of your own, or its opposite, by another name")
    renaming.add_argument("name", metavar="NAME")
    renaming.add_argument("new", metavar="NEW")
    renaming.set_defaults(run=_rename)

    duplicating = jobs.add_parser("duplicate", help="make a copy that is your own; its name is printed")
    duplicating.add_argument("name", metavar="NAME")
    duplicating.set_defaults(run=_duplicate)

    removing = jobs.add_parser("remove", help="remove a direction of your own")
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(run=_remove)

    restoring = jobs.add_parser("restore", help="take back a direction that was removed within 30 days")
    restoring.add_argument("name", metavar="NAME")
    restoring.set_defaults(run=_restore)

    exporting = jobs.add_parser("export", help="copy a direction's file out, for another computer or person")
    exporting.add_argument("name", metavar="NAME")
    exporting.add_argument("target", type=Path, metavar="FILE", help="file or folder to write to")
    exporting.add_argument("--force", action="store_true", help="replace a file that exists")
    exporting.set_defaults(run=_export)

    importing = jobs.add_parser(
        "import",
        help="take in a direction file",
        epilog="A .pth of Asyrp's public implementation: asyrp-desktop models import FILE --for MODEL",
    )
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--name", default="", help="what it is to be called (as in the file)")
    importing.set_defaults(run=_import)

    for parser in (listing, showing, renaming, duplicating, removing, restoring, exporting, importing):
        parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")


def _list(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.shelf import base_name, directions

    infos = [info for info, _ in directions(base_name(options.model)).values()]
    if options.json:
        print(json.dumps([info._asdict() for info in infos], ensure_ascii=False, default=dict))
        return DONE
    width = max((len(info.name) for info in infos), default=0)
    for info in infos:
        opposite = f"; -1 is {info.opposite}" if info.opposite else ""
        print(
            f"{info.name:<{width}}  {info.low:+g} .. {info.high:+g}   {info.form}, edits while t >= {info.t_edit}"
            f"{opposite}"
        )
    return DONE


def _show(options: argparse.Namespace) -> int:
    from asyrp_desktop.engine.direction_file import read_head
    from asyrp_desktop.models.shelf import base_name, find_direction

    head = read_head(find_direction(base_name(options.model), options.name))
    known = asdict(head)
    if not options.json:
        known["record"] = {key: value for key, value in head.record.items() if key != "previews"}
        known["parts"] = [{"name": p.head.name, "form": p.head.form, "weight": p.weight} for p in head.parts]
    print(json.dumps(known, ensure_ascii=False, indent=None if options.json else 2))
    return DONE


def _rename(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.library import rename

    rename(options.model, options.name, options.new)
    return DONE


def _duplicate(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.library import duplicate

    print(duplicate(options.model, options.name))
    return DONE


def _restore(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.library import restore

    restore(options.model, options.name)
    return DONE


def _remove(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.library import remove

    remove(options.model, options.name)
    return DONE


def _export(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.library import export

    print(export(options.model, options.name, options.target, options.force))
    return DONE


def _import(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.library import import_file

    print(import_file(options.model, options.file, options.name))
    return DONE
