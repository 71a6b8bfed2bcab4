"""`asyrp-desktop directions`: the library of directions, and what makes new ones without text."""

from __future__ import annotations

from asyrp_desktop.cli.terminal import Commands

from . import discover, library


def add(commands: Commands) -> None:
    parser = commands.add_parser("directions", help="the library of directions: look, make without text, share")
    jobs = parser.add_subparsers(title="jobs", metavar="JOB", required=True)
    library.add(jobs)
    discover.add(jobs)
