"""Train a base model of faces.

    python -m tools.train_base_model pack CONFIG FAIRFACE.npz PACKED.npz [PORTRAITS.npz ...]
    python -m tools.train_base_model train CONFIG --packed PACKED.npz --state STATE [--start BASE_MODEL] [--minutes M]
    python -m tools.train_base_model samples STATE sheet.png
    python -m tools.train_base_model curve STATE curve.png
    python -m tools.train_base_model kid STATE --packed PACKED.npz
    python -m tools.train_base_model export STATE BASE_MODEL
    python -m tools.train_base_model merge PIECES BASE_MODEL

CONFIG is a .toml of this folder, or one like them. STATE and BASE_MODEL are folders. On one thread of a machine that
others use too:

    OMP_NUM_THREADS=1 setsid nohup nice -n 15 python -m tools.train_base_model train ... >> STATE/train.log 2>&1 &

Stop     kill -TERM $(cat STATE/train.pid)    ends the step (or the evaluation), saves, leaves
Pause    kill -STOP $(cat STATE/train.pid)    and on: kill -CONT $(cat STATE/train.pid)
Resume   the train command again              goes on bit for bit where the checkpoint is; --start is then not read

With --minutes the learning rates fall by the clock and are lowest when it ends. milestones/ holds what a run has come
to, to be gone on from with --start on another machine.

On a GPU that is at hand for minutes, on a machine with torch and without a network, that is sent 64 MiB at most:

    tools/train_base_model/gpu_prepare.sh PACKED.npz [START]    here: makes .gpu/, moves large files out of the tree
    OUT=PIECES bash tools/train_base_model/gpu_run.sh MINUTES   there, in the tree with .gpu/: trains, fills PIECES
    tools/train_base_model/gpu_prepare.sh back                  here: the large files are in the tree again

Then merge. The same gpu_run.sh once more, while the machine is held, goes on from where it ended.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

# All that needs torch is imported by the jobs: see webp.py.
from .config import TrainConfig


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    command = commands.add_parser("pack", help="cut and pack the training pictures")
    command.add_argument("config", type=Path)
    command.add_argument("labelled", type=Path, help="a packed FairFace file, with landmarks")
    command.add_argument("packed", type=Path)
    command.add_argument("portraits", type=Path, nargs="*", help="packed files of synthetic portraits")
    command.set_defaults(job=_pack)

    command = commands.add_parser("train", help="train, or go on training")
    command.add_argument("config", type=Path)
    command.add_argument("--packed", type=Path, required=True)
    command.add_argument("--state", type=Path, required=True)
    command.add_argument("--start", type=Path, help="base model whose weights are the first")
    command.add_argument("--until", type=int, help="stop at this step")
    command.add_argument("--minutes", type=float, help="stop by the clock")
    command.add_argument("--pieces", type=Path, help="folder that each checkpoint is also left in, in pieces")
    command.set_defaults(job=_train)

    command = commands.add_parser("samples", help="draw a sheet of pictures from noise")
    command.add_argument("state", type=Path)
    command.add_argument("sheet", type=Path)
    command.add_argument("--count", type=int, default=16)
    command.add_argument("--steps", type=int, default=20)
    command.add_argument("--seed", type=int, default=0)
    command.set_defaults(job=_samples)

    command = commands.add_parser("curve", help="draw the losses of a run")
    command.add_argument("state", type=Path)
    command.add_argument("picture", type=Path)
    command.set_defaults(job=_curve)

    command = commands.add_parser(
        "kid", help="distance of drawn pictures from the held-out ones; not the usual features"
    )
    command.add_argument("state", type=Path)
    command.add_argument("--packed", type=Path, required=True)
    command.add_argument("--count", type=int, default=1000)
    command.add_argument("--steps", type=int, default=50)
    command.add_argument("--features", type=Path, default=Path("benchmarks/judge/age_gender.safetensors"))
    command.set_defaults(job=_kid)

    command = commands.add_parser("export", help="write the averaged weights as a base model")
    command.add_argument("state", type=Path)
    command.add_argument("model", type=Path)
    command.set_defaults(job=_export)

    command = commands.add_parser("merge", help="write a base model from the pieces of a run")
    command.add_argument("pieces", type=Path)
    command.add_argument("model", type=Path)
    command.set_defaults(job=_merge)

    options = parser.parse_args()
    options.job(options)


def _pack(options: argparse.Namespace) -> None:
    from .pictures import pack

    real, synthetic = pack(options.labelled, options.portraits, options.packed, TrainConfig.read(options.config))
    print(f"{real} labelled pictures and {synthetic} synthetic ones")


def _train(options: argparse.Namespace) -> None:
    began = time.monotonic()
    from .training import Training

    # The import takes many seconds, which are part of the time.
    minutes = None if options.minutes is None else options.minutes - (time.monotonic() - began) / 60
    options.state.mkdir(parents=True, exist_ok=True)
    Training(
        TrainConfig.read(options.config),
        options.packed,
        options.state,
        start=options.start,
        minutes=minutes,
        pieces=options.pieces,
    ).run(options.until)


def _samples(options: argparse.Namespace) -> None:
    from .sampling import save_sheet

    save_sheet(_drawn(options.state, options.count, options.steps, options.seed), options.sheet)


def _drawn(state: Path, count: int, steps: int, seed: int) -> np.ndarray:
    """(count, S, S, 3) uint8 from the averaged weights."""
    from torch import nn

    from asyrp_desktop.engine.device import pick_device
    from asyrp_desktop.engine.h_space import HSpaceUNet
    from asyrp_desktop.engine.sampling import samples

    from .checkpoint import Checkpoint
    from .network import build, noise_schedule
    from .sampling import pixels

    saved = Checkpoint.load(state)
    config = TrainConfig.of(saved.config)
    net = build(config).eval()
    net.load_state_dict(saved.average)
    nn.Module.to(net, pick_device("auto"))  # diffusers' own `to` has a signature that no type checker can read
    return pixels(samples(HSpaceUNet(net, noise_schedule(config), "", "", config.patch), count, steps, seed))


def _kid(options: argparse.Namespace) -> None:
    from .kid import age_gender_features, kid
    from .pictures import Pictures

    features = age_gender_features(options.features)
    pictures = Pictures(options.packed)
    held_out = features(pictures.pixels(pictures.held_out))
    drawn = features(_drawn(options.state, options.count, options.steps, 0))
    # As many training pictures show what a perfect model would get.
    real = features(pictures.pixels(np.random.default_rng(0).permutation(pictures.real)[: options.count]))
    for name, seen in (("drawn", drawn), ("training pictures", real)):
        print("{}: {:.4f} ± {:.4f}".format(name, *kid(seen, held_out)))


def _curve(options: argparse.Namespace) -> None:
    from .checkpoint import Checkpoint
    from .curve import draw

    draw(Checkpoint.load(options.state).history, options.picture)


def _export(options: argparse.Namespace) -> None:
    from .checkpoint import Checkpoint
    from .network import export

    saved = Checkpoint.load(options.state)
    export(TrainConfig.of(saved.config), saved.average, options.model)
    print(f"Step {saved.step} written to {options.model}")


def _merge(options: argparse.Namespace) -> None:
    from .network import export
    from .pieces import merged

    config, step, weights = merged(options.pieces)
    export(config, weights, options.model)
    print(f"Step {step} written to {options.model}")


if __name__ == "__main__":
    main()
