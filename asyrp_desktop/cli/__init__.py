"""The command line: one module a command. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from asyrp_desktop import __version__
from asyrp_desktop.core.errors import AsyrpError, Cancelled
from asyrp_desktop.core.path_text import shown

from . import batch, calibrate, compare, devices, directions, edit, info, models, train
from .terminal import CANCELLED, DONE, FAILED


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program. Returns its exit code: 0 done, 1 failed, 2 wrong usage, 130 cancelled."""
    for stream in (sys.stdout, sys.stderr):
        # Names of files may hold what the terminal or a pipe cannot: that is no reason to stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
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
    # Of what may happen anywhere: a disk that is full or gone, a folder that may not be read.
    except OSError as error:
        where = f" (“{shown(str(error.filename))}”)" if error.filename else ""
        print(f"asyrp-desktop: The system refused: {error.strerror or error}{where}.", file=sys.stderr)
        return FAILED
    except MemoryError:
        print("asyrp-desktop: There is too little memory for this.", file=sys.stderr)
        return FAILED


def _with_command(arguments: list[str]) -> list[str]:
    """`asyrp-desktop photo.jpg` opens the photo: what desktops do with files dropped on a program."""
    if arguments and not arguments[0].startswith("-") and Path(arguments[0]).suffix:
        return ["open", *arguments]
    return arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
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
