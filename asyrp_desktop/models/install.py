"""From somebody else's files to an installed model: converted, checked, tried once, and only then on the shelf."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import numpy as np
import torch

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import ModelError, OutsideFolder
from asyrp_desktop.core.files import open_file, remove_inside
from asyrp_desktop.core.model_shelf import Imported, ModelOrder
from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.values import MOST_TIMESTEPS
from asyrp_desktop.engine.direction_file import DirectionHead
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.schedule import NoiseSchedule
from asyrp_desktop.engine.tensor_file import read_metadata
from asyrp_desktop.photo.photo import load
from asyrp_desktop.photo.square import Square, cut

from . import library, shelf, store
from .base_model import WEIGHTS, check_kind, check_size, fingerprint, load_base_model, network
from .catalog import CatalogEntry, catalog
from .curves import curves
from .hub import Hub, HubFile, Listing, Told
from .importers.adm import convert_adm, is_adm
from .importers.checkpoint import Converted, read_checkpoint, state_of
from .importers.ddpm import convert_ddpm, is_ddpm
from .importers.diffusers_folder import convert_diffusers_folder, is_diffusers_folder
from .importers.edit_interval import Cosine, assumed_t_edit
from .importers.official_direction import (
    OfficialFile,
    import_direction,
    network_form,
    refuse_direction,
)
from .network_config import LARGEST_SIZE, LARGEST_WIDTH, TEXT_IMAGE_CONFIG, TEXT_IMAGE_WEIGHTS, text_image_weights
from .published import data_set, data_sets, published_calibration
from .shelf import model_folder

_log = logging.getLogger(__name__)

_ATTENTION = ("heads", "head_channels", "attention_order")
_SCHEDULE = ("schedule", "timesteps")
KNOWN_NOISE = 0.5  # correlation with the true noise below which a network does not look like a denoiser


def bring(order: ModelOrder, progress: Progress | None = None) -> Imported:
    """Install a checkpoint, a diffusers folder or an open_clip folder. Raises ModelError, Cancelled."""
    progress = progress or silent()
    store.check_new_name(order.name)
    _check_numbers(order)
    if not order.source.exists():
        raise ModelError(f"“{order.source}” is not there.", "Choose a folder or a checkpoint file.")
    card = {
        "title": order.title or order.name,
        "licence": order.licence,
        "domain": order.domain,
        "alignment": order.alignment,
        "source": order.source.name,
        "data_set": order.data,
    }
    progress.part(0, 1, "reading").at(0, 4)
    if (order.source / TEXT_IMAGE_CONFIG).is_file():
        _refuse(order, "a text-image model", *_ATTENTION, *_SCHEDULE, "size")
        return _install_critic(order.source, order.name, card)
    return _install_base(_converted(order), order.name, card, progress)


class BroughtDirection(NamedTuple):
    """What was taken in, where it is, and what is to be told of it."""

    head: DirectionHead
    path: Path
    notices: tuple[str, ...]


def bring_direction(
    source: Path,
    model: str,
    name: str = "",
    t_edit: int | None = None,
    any_data: bool = False,
    cosine: Cosine | None = None,
) -> BroughtDirection:
    """Take in a direction of Asyrp's public implementation, see `import_direction`.

    Raises UnsafeFile, DirectionError, WrongBaseModel, ModelError.
    """
    unet, card = load_base_model(model_folder(model))
    notices: list[str] = []
    assumed: list[str] = []

    def assume(told: OfficialFile) -> int:
        return assumed_t_edit(told, card, curves(model), cosine, assumed)

    direction = import_direction(source, unet, card, name, t_edit, assume, any_data, assumed)
    library.check_name(model, direction.name)
    path = library.add(card.name, direction.name, direction.save)
    notices.append(f"It edits from t = {direction.t_edit} up.")
    return BroughtDirection(direction.head, path, (*notices, *assumed))


def download(entry: CatalogEntry, hub: Hub, progress: Progress | None = None, told: Told = lambda _: None) -> Imported:
    """Fetch a model of the catalog and install it. Raises ModelError, DiskFull, Cancelled; what came is kept."""
    progress = progress or silent()
    store.check_new_name(entry.name)
    listing = hub.listing(entry.repository, progress)
    folder = store.download_folder(entry.name) / listing.revision
    files = _wanted(listing, entry)
    # The installed copy lies beside the download until it is whole.
    installed = max(entry.about_bytes, sum(file.size for file in files))
    try:
        for older in folder.parent.glob("*"):
            if older != folder:
                remove_inside(shelf.home(), older)
        hub.fetch(listing, files, folder, progress.part(0, 0.9, "downloading"), told, installed)
    except OSError as error:
        raise store.unwritten(f"“{entry.name}” cannot be downloaded.", error) from error
    card = {
        "title": entry.title,
        "licence": listing.licence or entry.licence,
        "terms": entry.terms,
        "domain": entry.domain,
        "alignment": entry.alignment,
        "data_set": entry.data,
        "source": f"{entry.repository}@{listing.revision}",
    }
    if entry.kind == "critic":
        done = _install_critic(folder, entry.name, card)
    else:
        last = progress.part(0.9, 1, "checking")
        done = _install_base(convert_diffusers_folder(folder), entry.name, card, last)
    try:
        remove_inside(shelf.home(), folder.parent)
    except (OSError, OutsideFolder) as error:
        _log.warning("the download of %s stays: %r", entry.name, error)  # the model is installed all the same
    return Imported(done.name, (*filter(None, [entry.terms]), *done.notes))


def _check_numbers(order: ModelOrder) -> None:
    for option, number, least, most in (
        ("size", order.size, 1, LARGEST_SIZE),
        ("heads", order.heads, 1, LARGEST_WIDTH),
        ("head-channels", order.head_channels, 1, LARGEST_WIDTH),
        ("timesteps", order.timesteps, 2, MOST_TIMESTEPS),
    ):
        if number is not None and not least <= number <= most:
            raise ModelError(f"--{option} cannot be {number}.", f"Give a number from {least} to {most}.")


def _refuse(order: ModelOrder, kind: str, *settings: str) -> None:
    """Raises ModelError where a setting is given that means nothing for such a model."""
    for setting in settings:
        if getattr(order, setting) is not None:
            raise ModelError(
                f"--{setting.replace('_', '-')} means nothing for {kind}.",
                "Leave it as published, and import it again.",
            )


def _converted(order: ModelOrder) -> Converted:
    source = order.source
    if source.is_dir():
        _refuse(order, "a folder, whose configs say it", *_ATTENTION, *_SCHEDULE)
        if not is_diffusers_folder(source):
            raise ModelError(
                f"“{source.name}” holds no model.",
                "Choose a folder in diffusers' layout, with model_index.json or unet/, or a checkpoint file.",
            )
        return convert_diffusers_folder(source, order.size)
    content = read_checkpoint(source)
    refuse_direction(content, source)
    state = state_of(content, source)
    for known, convert in ((is_ddpm, convert_ddpm), (is_adm, convert_adm)):
        if known(state):
            if convert is convert_ddpm:
                _refuse(order, "an original DDPM network, which has one head everywhere", *_ATTENTION)
            try:
                return convert(state, order)
            except ModelError:
                raise
            # A layer that is missing, or that has another shape, comes to light wherever it is first asked for.
            except Exception as error:
                raise _misfit(order.name, error) from error
    if any("attn2" in name or "first_stage_model" in name for name in state):
        raise ModelError(f"“{source.name}” is a latent or conditional model.", "Asyrp needs one on pixels alone.")
    raise ModelError(
        f"“{source.name}” is of no network that is known here.",
        "Known are original DDPM, guided-diffusion, iDDPM and P2-weighting checkpoints, and diffusers folders.",
        ", ".join(list(state)[:20]),
    )


def _install_base(converted: Converted, name: str, card: Mapping[str, Any], progress: Progress) -> Imported:
    check_kind(converted.config, name, converted.patch)
    check_size(converted.config, name)
    progress.part(0, 1, "checking").at(1, 4)
    try:
        unet = network(converted.config, converted.state)
        schedule = NoiseSchedule(converted.schedule)
    except ModelError:
        raise
    # diffusers checks little of a config: what does not fit is whatever its modules raise.
    except Exception as error:
        raise _misfit(name, error) from error
    whole = HSpaceUNet(unet, schedule, "", name, converted.patch)
    seen = self_test(whole)
    known, notices = _known(whole, card)
    progress.part(0, 1, "installing").at(2, 4)
    with store.installing("base", name) as folder:
        unet.save_pretrained(folder / "unet")
        (folder / "scheduler").mkdir()
        config = {"_class_name": "DDPMScheduler", **converted.schedule}
        typed_json.write(folder / "scheduler" / "scheduler_config.json", config)
        facts = {"name": name, **card, **known, "patch": converted.patch, "fingerprint": fingerprint(unet, schedule)}
        typed_json.write(folder / "card.json", facts)
        progress.part(0, 1, "installing").at(3, 4)
        load_base_model(folder)
    progress.at(1, 1)
    return Imported(name, (*converted.notes, *notices, *seen.notes))


def _known(unet: HSpaceUNet, card: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What was published of a network of its data set, for its card; and what was assumed."""
    notices: list[str] = []
    told, called = card["data_set"], card["source"]
    found = data_set(told or (catalog()[called].data if called in catalog() else PurePosixPath(called).stem))
    form = network_form(unet)
    if told and found is None:
        names = ", ".join(one.name for one in data_sets())
        notices.append(f"Nothing was published of a data set “{told}”. Known are {names}.")
    if found is None or (not told and form != found.form):
        return {}, notices
    if not told:
        notices.append(f"Taken for the published network of {found.name}, as whose its file is called (--data).")
    known: dict[str, Any] = {"data_set": found.name}
    if found.curves is not None:
        try:
            measured = published_calibration(found.name, form, len(unet.schedule))
        except ModelError as error:
            notices.append(f"{error.message} They were not taken.")
        else:
            known |= {"calibration": measured.to_json(), "t_boost": measured.t_boost}
    return known, notices


def _misfit(name: str, cause: Exception) -> ModelError:
    return ModelError(
        f"The weights of “{name}” do not fit the network they should belong to.",
        "Check the settings of the import.",
        repr(cause),
    )


class SelfTest(NamedTuple):
    """noise: correlation of the predicted noise with the true one, at the middle of the schedule."""

    noise: float

    @property
    def notes(self) -> tuple[str, ...]:
        if self.noise >= KNOWN_NOISE:
            notes = (f"Self-test: the network tells noise from picture (correlation {self.noise:.2f}).",)
        else:
            notes = (
                f"Self-test: the network hardly recognises noise (correlation {self.noise:.2f}). Its size, heads, "
                "attention order or schedule may be other than assumed, or its pictures are quite unlike photos.",
            )
        return notes


@torch.inference_mode()
def self_test(unet: HSpaceUNet) -> SelfTest:
    """One noisy photo through both halves of the network. Raises ModelError where what comes out is no noise."""
    photo = load(SAMPLE_PHOTO)
    cropped = cut(photo.pixels, Square.centred(photo.width, photo.height), unet.size)
    clean = to_model_range(np.rint(cropped).astype(np.uint8)[None])
    # Where as much of the noise is left as of the photo.
    t = int(np.abs(unet.schedule.alphas - 0.5).argmin())
    noise = torch.randn(clean.shape, generator=torch.Generator().manual_seed(0))
    a = unet.schedule.alpha(t)
    try:
        encoded = unet.encode(a**0.5 * clean + (1 - a) ** 0.5 * noise, torch.tensor([t]))
        (eps,) = unet.decode(encoded, [encoded.h])
    except Exception as error:
        raise ModelError(
            "The network cannot be evaluated.",
            f"Pictures of {unet.size} pixels may not fit it: give their side (--size), and check the other settings.",
            repr(error),
        ) from error
    if eps.shape != clean.shape or not bool(eps.isfinite().all()):
        raise ModelError("The network's output is not a picture of finite numbers.", "The weights may be damaged.")
    return SelfTest(float(torch.corrcoef(torch.stack([eps.flatten(), noise.flatten()]))[0, 1].nan_to_num()))


def _install_critic(source: Path, name: str, card: Mapping[str, Any]) -> Imported:
    try:
        weights = text_image_weights(source)
        if weights.suffix == ".safetensors":
            read_metadata(weights)
        else:
            read_checkpoint(weights)
    except (OSError, ValueError) as error:
        raise ModelError(f"The text-image model “{name}” is damaged.", "Get it again.", repr(error)) from error
    with store.installing("critic", name) as folder:
        # The tokeniser's files too, where the model has its own.
        for path in source.iterdir():
            if path == weights or path.suffix in (".json", ".txt", ".model"):
                with open_file(path) as file, (folder / path.name).open("wb") as copy:
                    shutil.copyfileobj(file, copy)
        typed_json.write(folder / "card.json", {"name": name, **card})
    return Imported(name, ())


def _wanted(listing: Listing, entry: CatalogEntry) -> Sequence[HubFile]:
    """The files of a repository that the model needs: safetensors where there are any, and no pictures or notes."""
    by_path = {file.path: file for file in listing.files}
    if entry.kind == "critic":
        needed = [_first(by_path, [TEXT_IMAGE_CONFIG], entry), _first(by_path, TEXT_IMAGE_WEIGHTS, entry)]
        return [*needed, *(f for f in listing.files if f.path in ("tokenizer.json", "tokenizer_config.json"))]
    homes = ("unet/", "")
    weights = [home + name for name in (WEIGHTS, "diffusion_pytorch_model.bin") for home in homes]
    needed = [
        _first(by_path, [home + "config.json" for home in homes], entry),
        _first(by_path, ["scheduler/scheduler_config.json", "scheduler_config.json"], entry),
        _first(by_path, weights, entry),
    ]
    return [*(f for f in listing.files if f.path == "model_index.json"), *needed]


def _first(by_path: Mapping[str, HubFile], names: Sequence[str], entry: CatalogEntry) -> HubFile:
    for name in names:
        if name in by_path:
            return by_path[name]
    raise ModelError(
        f"{entry.repository} has no {PurePosixPath(names[0]).name}.", "The repository may have changed: report it."
    )
