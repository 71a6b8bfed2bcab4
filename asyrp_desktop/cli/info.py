"""`asyrp-desktop info`: how a photo was edited."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .terminal import DONE, Commands


def add(commands: Commands) -> None:
    parser = commands.add_parser("info", help="tell how a photo was edited, and which faces are in it")
    parser.add_argument("photo", type=Path, metavar="FILE")
    parser.add_argument("--faces", action="store_true", help="the faces and their numbers, as one JSON array")
    parser.set_defaults(run=_info)


def _info(options: argparse.Namespace) -> int:
    from asyrp_desktop.photo.photo import load
    from asyrp_desktop.photo.provenance import read_provenance

    photo = load(options.photo)
    if options.faces:
        from asyrp_desktop.core.paths import BUILT_IN_MODELS
        from asyrp_desktop.photo.faces import FaceFinder

        faces = FaceFinder(BUILT_IN_MODELS / "face-api").find(photo.pixels)
        told = [
            {"face": number, "box": [round(edge) for edge in face.box], "score": round(face.score, 2)}
            for number, face in enumerate(faces, 1)
        ]
        print(json.dumps(told))
        return DONE
    provenance = read_provenance(options.photo)
    if provenance is None:
        print("Nothing in this file says that Asyrp Desktop edited it.")
    else:
        print(json.dumps(provenance._asdict(), ensure_ascii=False, indent=2))
    return DONE
