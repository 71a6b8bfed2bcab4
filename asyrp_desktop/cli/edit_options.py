"""What `edit` and `batch` take alike: how an edit is made, how far it goes, and what is kept of the file."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.values import DEFAULT_REACH, Rendering

from .terminal import check_timesteps, timestep


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--t-edit", type=timestep, metavar="T", help="smallest timestep at which h is shifted (as the direction says)"
    )
    parser.add_argument(
        "--t-boost",
        type=timestep,
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
    parser.add_argument(
        "--reach",
        type=_up_to(10),
        default=DEFAULT_REACH,
        metavar="SHARE",
        help=f"how far around a face the edit goes, as a share of the face's height ({DEFAULT_REACH:g})",
    )
    parser.add_argument(
        "--mask",
        type=Path,
        metavar="FILE",
        help="a picture of the photo's shape that is white where it may change; else --reach",
    )
    parser.add_argument("--local", action="store_true", help="with --mask: shift h-space, too, only where it is white")
    parser.add_argument("--plain", action="store_true", help="enlarge the change without the photo's edges to guide it")
    parser.add_argument("--strip-location", action="store_true", help="leave out where the photo was taken")
    parser.add_argument("--keep-date", action="store_true", help="date the result's file as the photo's file")


def check(options: argparse.Namespace) -> None:
    """Raises PhotoError, ModelError."""
    check_timesteps(options.parser, options.model, options.t_edit, options.t_boost)
    if options.local and not options.mask:
        raise PhotoError("--local needs a mask.", "Give --mask FILE.")


def given(options: argparse.Namespace) -> bool:
    """Whether any of them is otherwise than usual."""
    parser = argparse.ArgumentParser()
    add(parser)
    return any(getattr(options, name) != usual for name, usual in vars(parser.parse_args([])).items())


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
