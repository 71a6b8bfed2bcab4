"""The command line: one module a command. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from asyrp_desktop import __version__
from asyrp_desktop.core.errors import AsyrpError, Cancelled
from asyrp_desktop.core.path_text import shown

from . import batch, calibrate, compare, devices, directions, edit, info, models, train
from .terminal import CANCELLED, DONE, FAILED, Parser, flush, hold_streams, silence, take_any_text, tell


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program. Returns its exit code: 0 done, 1 failed, 2 wrong usage, 130 cancelled."""
    hold_streams()
    take_any_text()
    try:
        try:
            options = _parser().parse_args(_with_command(list(sys.argv[1:] if arguments is None else arguments)))
            return options.run(options)
        finally:
            flush()
    except (Cancelled, KeyboardInterrupt):
        tell("Cancelled.")
        return CANCELLED
    except AsyrpError as error:
        tell(f"asyrp-desktop: {error}")
        return FAILED
    except BrokenPipeError:
        silence(sys.stdout)
        return DONE
    # Of what may happen anywhere: a disk that is full or gone, a folder that may not be read.
    except OSError as error:
        where = f" (“{shown(str(error.filename))}”)" if error.filename else ""
        tell(f"asyrp-desktop: The system refused: {error.strerror or error}{where}.")
        return FAILED
    except MemoryError:
        tell("asyrp-desktop: There is too little memory for this.")
        return FAILED


def _with_command(arguments: list[str]) -> list[str]:
    """`asyrp-desktop photo.jpg` opens the photo: what desktops do with files dropped on a program."""
    first = arguments[0] if arguments else ""
    if first == "--" or (not first.startswith("-") and Path(first).suffix):
        return ["open", *arguments]
    return arguments


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="asyrp-desktop",
        description="Change what a photo means, with sliders. Without a command, the window opens.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(run=_window, files=())
    parser.add_argument(
        "--self-test",
        dest="run",
        action="store_const",
        const=_self_test,
        help="check that this program, as it is installed, can do all that it is for",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    window = commands.add_parser("open", help="open the window, with a photo, or taking directions into the library")
    window.add_argument("files", type=Path, nargs="*", metavar="FILE")
    window.set_defaults(run=_window)
    for command in (edit, compare, batch, train, directions, models, calibrate, devices, info):
        command.add(commands)
    return parser


def _window(options: argparse.Namespace) -> int:
    from asyrp_desktop.ui.application import run_window

    return run_window(options.files)


def _self_test(_: argparse.Namespace) -> int:
    from . import self_test

    return self_test.run()
