"""`asyrp-desktop models`: the model shelf."""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import asdict
from pathlib import Path

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.model_shelf import (
    ATTENTION_ORDERS,
    SCHEDULES,
    Imported,
    ModelEntry,
    ModelOrder,
    ModelState,
    Transfer,
)
from asyrp_desktop.core.progress import Report

from .terminal import DONE, FAILED, Commands, ProgressBar, tell


def add(commands: Commands) -> None:
    parser = commands.add_parser("models", help="base models and text-image models: download, import, remove")
    jobs = parser.add_subparsers(title="jobs", metavar="JOB", required=True)

    listing = jobs.add_parser("list", help="list what is installed and what can be downloaded")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)

    for job, run, text in (
        ("info", _info, "tell all that is known of a model"),
        ("remove", _remove, "remove an installed model, or what there is of its download"),
    ):
        one = jobs.add_parser(job, help=text)
        one.add_argument("name", metavar="NAME")
        one.set_defaults(run=run)

    fetching = jobs.add_parser(
        "download",
        help="fetch a model of the catalog; goes on where an earlier try stopped",
        epilog="HF_ENDPOINT names a mirror, HF_TOKEN an access token, HF_HUB_OFFLINE=1 forbids the network.",
    )
    fetching.add_argument("name", metavar="NAME")
    fetching.set_defaults(run=_download)

    _add_import(jobs)

    verifying = jobs.add_parser("verify", help="check installed models against the hashes they were installed with")
    verifying.add_argument("name", metavar="NAME", nargs="?", help="only this one")
    verifying.set_defaults(run=_verify)

    moving = jobs.add_parser("move", help="move all installed models to another folder, and keep new ones there")
    moving.add_argument("folder", type=Path, metavar="FOLDER")
    moving.set_defaults(run=_move)


def _add_import(jobs: Commands) -> None:
    parser = jobs.add_parser(
        "import",
        help="bring a model, or a direction of Asyrp's public implementation",
        description="Install a folder in diffusers' or open_clip's layout, an original DDPM .ckpt, or a .pt of "
        "guided-diffusion, iDDPM, ADM or P2-weighting; or take in a direction .pth for the base model --for.",
    )
    parser.add_argument("source", type=Path, metavar="PATH")
    parser.add_argument("--name", default="", help="what it is to be called (as the file or folder)")
    parser.add_argument("--licence", default="", help="under which you have the weights, such as MIT or CC-BY-NC-4.0")
    parser.add_argument("--domain", default="pictures", help="what its pictures show (pictures)")
    parser.add_argument(
        "--data", default="", metavar="SET", help="the data set it was trained on, such as CelebA_HQ (as its file says)"
    )
    parser.add_argument("--alignment", choices=("ffhq", "ffhq-close"), help="how faces are cut for it")
    network = parser.add_argument_group("what a checkpoint does not say")
    network.add_argument("--size", type=int, metavar="PIXELS", help="side of its pictures (from the network's shape)")
    network.add_argument("--heads", type=int, metavar="N", help="attention heads of every layer")
    network.add_argument("--head-channels", type=int, metavar="N", help="channels of every attention head")
    network.add_argument(
        "--attention-order",
        choices=ATTENTION_ORDERS,
        help="new: trained with use_new_attention_order (legacy)",
    )
    network.add_argument("--schedule", choices=SCHEDULES, help="of the noise (linear)")
    network.add_argument("--timesteps", type=int, metavar="T", help="of the noise schedule (1000)")
    direction = parser.add_argument_group("directions")
    direction.add_argument("--for", dest="base", metavar="MODEL", help="the base model that it was trained for")
    direction.add_argument("--t-edit", type=int, metavar="T", help="smallest timestep that it edits (as published)")
    direction.add_argument(
        "--any-data", action="store_true", help="even if it was trained for a network of another data set"
    )
    parser.set_defaults(run=_import)


def _list(options: argparse.Namespace) -> int:
    from asyrp_desktop.models import shelf
    from asyrp_desktop.models.entries import entries

    models = entries()
    if not shelf.home().is_dir() and shelf.home() != shelf.USER_DATA:
        tell(f"asyrp-desktop: the models were moved to {shelf.home()}, which is not there now.")
    if options.json:
        print(json.dumps([_as_json(model) for model in models], ensure_ascii=False))
        return DONE
    for kind, title in (("base", "Base models"), ("critic", "Text-image models, to train directions with")):
        print(f"{title}:")
        for model in (m for m in models if m.kind == kind):
            side = f"{model.resolution} px" if model.resolution else ""
            print(
                f"  {model.name:<24} {side:>6}  {_size(model):>12}  {model.state.value:<16} "
                f"{model.licence}{' (not for commercial use)' if model.commercial is False else ''}"
            )
    return DONE


def _info(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.entries import entry

    print(json.dumps(_as_json(entry(options.name)), ensure_ascii=False, indent=2))
    return DONE


def _as_json(model: ModelEntry) -> dict[str, object]:
    return {**asdict(model), "state": model.state.value}


def _download(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.catalog import catalog_entry
    from asyrp_desktop.models.store import check_new_name

    entry = catalog_entry(options.name)
    check_new_name(entry.name)

    from asyrp_desktop.models.hub import Hub
    from asyrp_desktop.models.install import download

    bar = _TransferBar()
    with bar as progress:
        done = download(entry, Hub(), progress, bar.told)
    return _tell(done)


def _import(options: argparse.Namespace) -> int:
    if options.base:
        return _import_direction(options)
    if options.t_edit is not None or options.any_data:
        raise ModelError(
            "--t-edit and --any-data are for directions.",
            "Say with --for which base model the direction was trained for.",
        )
    if not options.licence:
        _refuse_direction(options.source)
        raise ModelError(
            "Under which licence do you have these weights?", "Say it with --licence, such as MIT or research only."
        )
    from asyrp_desktop.models.install import bring

    source = options.source.resolve() if options.source.name in ("", "..") else options.source
    order = ModelOrder(
        source=source,
        name=options.name or (source.name if source.is_dir() else source.stem),
        licence=options.licence,
        domain=options.domain,
        alignment=options.alignment,
        data=options.data,
        size=options.size,
        heads=options.heads,
        head_channels=options.head_channels,
        attention_order=options.attention_order,
        schedule=options.schedule,
        timesteps=options.timesteps,
    )
    with ProgressBar() as progress:
        done = bring(order, progress)
    return _tell(done)


def _refuse_direction(source: Path) -> None:
    """A direction needs no licence, but a base model. Raises ModelError."""
    from asyrp_desktop.models.importers.checkpoint import read_checkpoint
    from asyrp_desktop.models.importers.official_direction import refuse_direction

    if source.is_file():
        refuse_direction(read_checkpoint(source), source)


def _import_direction(options: argparse.Namespace) -> int:
    for setting in ("data", "alignment", "size", "heads", "head_channels", "attention_order", "schedule", "timesteps"):
        if getattr(options, setting):
            raise ModelError(
                f"--{setting.replace('_', '-')} is for base models, and what is imported with --for is a direction.",
                "Say it where you import the base model.",
            )
    from asyrp_desktop.training.official_direction import take_in

    brought = take_in(options.source, options.base, options.name, options.t_edit, options.any_data)
    for notice in brought.notices:
        tell(f"asyrp-desktop: {notice}")
    print(brought.path)
    return DONE


def _tell(done: Imported) -> int:
    for note in done.notes:
        tell(note)
    print(done.name)
    return DONE


def _remove(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.store import remove

    tell(f"{remove(options.name) / 1e6:.0f} MB freed")
    return DONE


def _verify(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.entries import entries
    from asyrp_desktop.models.store import verify

    installed = [model.name for model in entries() if model.state is ModelState.INSTALLED]
    names = installed if options.name is None else [options.name]
    code = DONE
    with ProgressBar() as progress:
        for k, name in enumerate(names):
            wrong = verify(name, progress.part(k / len(names), (k + 1) / len(names), name))
            print(f"{name}: {'whole' if not wrong else 'missing or changed: ' + ', '.join(wrong)}")
            code = FAILED if wrong else code
    return code


def _move(options: argparse.Namespace) -> int:
    from asyrp_desktop.models.store import move

    with ProgressBar() as progress:
        moved = move(options.folder, progress)
    tell(f"{moved / 1e6:.0f} MB moved; new models will be kept there too")
    return DONE


class _TransferBar(ProgressBar):
    """Bytes, speed and ETA while they come, the stage after that; silence in a pipe."""

    def told(self, transfer: Transfer) -> None:
        left = "" if transfer.seconds_left is None else f"{math.ceil(transfer.seconds_left)} s left"
        self._line(
            f"{transfer.received / 1e6:.1f} of {transfer.total / 1e6:.1f} MB"
            f"  {transfer.bytes_per_second / 1e6:.1f} MB/s  {left}"
        )

    def _show(self, report: Report) -> None:
        if report.stage != "downloading":
            self._line(f"{report.stage}…")

    def _line(self, text: str) -> None:
        if self._terminal:
            tell(f"\r\033[K{text}", end="")


def _size(model: ModelEntry) -> str:
    if model.state is ModelState.PARTIAL:
        return f"{model.received / 1e6:.0f} of ~{model.size / 1e6:.0f} MB"
    return f"{'' if model.usable else '~'}{model.size / 1e6:.0f} MB"
