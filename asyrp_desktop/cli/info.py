"""`asyrp-desktop info`: how a photo was edited."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .terminal import DONE, Commands


def add(commands: Commands) -> None:
    parser = commands.add_parser("info", help="tell how a photo was edited")
    parser.add_argument("photo", type=Path, metavar="FILE")
    parser.set_defaults(run=_info)


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
