"""`asyrp-desktop train`: a new direction from a prompt pair."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import PromptCheck, PromptPair, Recipe, TrainingNews, TrainingPlan
from asyrp_desktop.core.values import DEFAULT_CRITIC, DEFAULT_MODEL

from .terminal import DEVICES, DONE, Commands, ProgressBar, count, device, steps, tell, weight


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "train",
        help="train a new direction from a prompt pair",
        description="Train a direction that changes what --source says into what --target says, for the slider NAME.",
        epilog="On several GPUs: accelerate launch --multi_gpu -m asyrp_desktop.cli train ...",
    )
    parser.add_argument("--name", required=True, help="what the direction and its slider are called")
    parser.add_argument("--source", required=True, metavar="TEXT", help="what the photos show, such as “face”")
    parser.add_argument("--target", required=True, metavar="TEXT", help="what they are to become: “angry face”")
    pictures = parser.add_mutually_exclusive_group()
    pictures.add_argument("--photos", type=Path, metavar="DIR", help="folder of photos to learn from")
    pictures.add_argument(
        "--samples", type=count, metavar="K", help="learn from K pictures that the base model draws itself (default)"
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
    parser.add_argument(
        "--critic",
        default=DEFAULT_CRITIC,
        metavar="NAME",
        help=f"text-image model ({DEFAULT_CRITIC}); a folder, or as open_clip names them: ViT-B-16/openai",
    )
    parser.add_argument(
        "--preset",
        choices=Recipe.presets(),
        default="normal",
        help="recipe to begin with (normal); paper: its formula, official: that of the authors' public code",
    )
    parser.add_argument("--steps", type=steps, metavar="S", help="steps of the grid")
    parser.add_argument("--images", type=count, metavar="K", help="how many photos to learn from, at most")
    parser.add_argument("--epochs", type=count, metavar="E", help="how often to go through them")
    parser.add_argument(
        "--identity", type=Path, metavar="FILE", help="face network for the identity loss: model_ir_se50.pth"
    )
    parser.add_argument("--identity-weight", type=weight, default=0.0, metavar="W", help="of the identity loss (0)")
    parser.add_argument("--device", type=device, default="auto", metavar=DEVICES)
    parser.add_argument("--resume", action="store_true", help="go on with a training that was stopped")
    parser.add_argument("--force", action="store_true", help="replace a direction of that name")
    parser.set_defaults(run=_train)


def _train(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.library import check_name

    check_name(options.model, options.name, options.force)

    from asyrp_desktop.training.session import TrainingSession

    plan = TrainingPlan(
        name=options.name,
        prompts=PromptPair(options.source, options.target),
        recipe=_recipe(options),
        photos=options.photos,
        model=options.model,
        critic=options.critic,
        identity=options.identity,
    )
    session = TrainingSession(plan, options.device)
    _tell_of(session.check)
    if not options.resume:
        session.forget()
    with ProgressBar() as progress, _cancelled_by_interrupt(progress):
        path = session.keep(session.run(progress, _tell_news))
    for file, why in session.crops.left_out:
        tell(f"asyrp-desktop: {file} was left out: {why}")
    print(path)
    return DONE


def _recipe(options: argparse.Namespace) -> Recipe:
    chosen = {
        "steps": options.steps,
        "images": options.images or options.samples,
        "epochs": options.epochs,
        "identity_weight": options.identity_weight,
    }
    return replace(Recipe.presets()[options.preset], **{name: value for name, value in chosen.items() if value})


def _tell_of(check: PromptCheck) -> None:
    tell(f"cosine of the prompts {check.cosine:.3f}, edits while t >= {check.t_edit}")
    for word, nearest in check.unknown.items():
        instead = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
        tell(f"asyrp-desktop: the text-image model does not know “{word}”.{instead}")


def _tell_news(news: TrainingNews) -> None:
    point = news.losses[-1]
    line = f"{point.done:4.0%}  loss {point.training:.4f}  held out {point.held_out:.4f}"
    tell(f"\r\033[K{line}" if sys.stderr.isatty() else line)


@contextmanager
def _cancelled_by_interrupt(progress: Progress) -> Iterator[None]:
    """Ctrl-C ends the training after the step under way, with all work kept for --resume."""
    before = {
        number: signal.signal(number, lambda *_: progress.control.cancel())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
