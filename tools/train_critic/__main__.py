"""Train the built-in text-image critic.

    python -m tools.train_critic train fairface_128.npz STATE.safetensors [--steps 900]
    python -m tools.train_critic export fairface_128.npz STATE.safetensors resources/critics/faces-critic

train goes on where STATE is. export measures it on the held-out tenth, and writes it in open_clip's layout with a card.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .pictures import faces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, job in (("train", _train), ("export", _export)):
        command = commands.add_parser(name)
        command.add_argument("packed", type=Path)
        command.add_argument("state", type=Path)
        command.set_defaults(job=job)
        if job is _train:
            command.add_argument("--steps", type=int, default=900)
        else:
            command.add_argument("folder", type=Path)
    options = parser.parse_args()
    options.job(options)


def _train(options: argparse.Namespace) -> None:
    from .training import train

    train(*faces(options.packed, held_out=False), options.steps, options.state)


def _export(options: argparse.Namespace) -> None:
    from .export import export

    export(options.state, *faces(options.packed, held_out=True), options.folder)


if __name__ == "__main__":
    main()
