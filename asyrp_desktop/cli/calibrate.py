"""`asyrp-desktop calibrate`: which steps of a base model are to be edited."""

from __future__ import annotations

import argparse
import json
from itertools import chain
from pathlib import Path

from asyrp_desktop.core.values import DEFAULT_MODEL

from .terminal import DEVICES, DONE, Commands, ProgressBar, count, device, keep_apart


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "calibrate",
        help="measure which steps of a base model are to be edited",
        description="Follow pictures on their way to noise, and keep two curves in the base model's card: how far the "
        "predicted picture is from the photo, from which t_edit follows for each direction that is trained later, "
        "and how far the noisy one is, from which t_boost follows. Once for a base model.",
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
    pictures = parser.add_mutually_exclusive_group()
    pictures.add_argument("--photos", type=Path, metavar="DIR", help="folder of photos such as the model knows")
    pictures.add_argument(
        "--samples", type=count, metavar="K", help="pictures that the base model draws itself (default, 100)"
    )
    pictures.add_argument(
        "--published",
        metavar="SET",
        help="measure nothing: take the curves that were published of networks of a data set, such as CelebA_HQ",
    )
    parser.add_argument("--images", type=count, metavar="K", help="how many photos, at most (100)")
    parser.add_argument("--device", type=device, default="auto", metavar=DEVICES)
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the curves there, not to the model's card")
    parser.add_argument("--force", action="store_true", help="replace a file that exists")
    parser.add_argument("--json", action="store_true", help="print the curves")
    parser.set_defaults(run=_calibrate)


def _calibrate(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.published import published_calibration
    from asyrp_desktop.models.shelf import model_folder
    from asyrp_desktop.models.store import check_card
    from asyrp_desktop.photo.photo import check_place

    # Refused before minutes are spent.
    folder = model_folder(options.model)
    if options.output is None:
        check_card(folder)
    else:
        check_place(options.output, None, options.force)
        keep_apart([options.output], chain(folder.rglob("*"), options.photos.rglob("*") if options.photos else ()))

    known = None
    if options.published:
        published_calibration(options.published)

        from asyrp_desktop.models.base_model import load_base_model
        from asyrp_desktop.models.importers.official_direction import network_form

        unet, _ = load_base_model(folder)
        known = published_calibration(options.published, network_form(unet), len(unet.schedule))

    from asyrp_desktop.core.files import replacing
    from asyrp_desktop.training.calibrate import PICTURES, calibrate_model, keep

    most = options.samples or options.images or PICTURES
    with ProgressBar() as progress:
        curves = known or calibrate_model(options.model, options.photos, most, options.device, progress)
    if options.output is None:
        keep(options.model, curves, options.published or "")
    else:
        with replacing(options.output) as part:
            part.write_text(json.dumps(curves.to_json()), encoding="utf-8")
    if options.json:
        print(json.dumps({**curves.to_json(), "t_boost": curves.t_boost}))
    else:
        print(f"t_boost {curves.t_boost}")
        for cosine in (0.95, 0.9, 0.8, 0.7):
            print(f"t_edit  {curves.t_edit(cosine)} for prompts of cosine {cosine}")
    return DONE
