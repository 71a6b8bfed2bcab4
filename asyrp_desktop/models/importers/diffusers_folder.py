"""A folder in diffusers' layout: an unconditional `DDPMPipeline` or `DDIMPipeline`, or its U-Net with its scheduler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.typed_json import PlainName
from asyrp_desktop.models.base_model import WEIGHTS, check_kind, read_card
from asyrp_desktop.models.network_config import UNetConfig

from .checkpoint import MOST_TENSORS, Converted, State, picture_size, read_checkpoint, state_of

_PIPELINES = ("DDPMPipeline", "DDIMPipeline", "PNDMPipeline", "ScoreSdeVePipeline")
_STEM = Path(WEIGHTS).stem
_PICKLED_WEIGHTS = f"{_STEM}.bin"


def is_diffusers_folder(folder: Path) -> bool:
    return any((folder / name).is_file() for name in ("model_index.json", "unet/config.json", "config.json"))


@dataclass(frozen=True)
class _Index:
    """Of weights in several files."""

    weight_map: Annotated[Mapping[str, PlainName], Field(min_length=1, max_length=MOST_TENSORS)]  # tensor to file


def convert_diffusers_folder(folder: Path, size: int | None = None) -> Converted:
    """size: of its pictures, in pixels; None: as the config says, or else as networks of its shape were published.

    Raises ModelError, with the reason where it is a model that cannot be edited.
    """
    index = _read(folder / "model_index.json") if (folder / "model_index.json").is_file() else {}
    _check_pipeline(index, folder.name)
    # The oldest repositories keep everything at the top.
    home = folder / "unet" if (folder / "unet").is_dir() else folder
    config = _read(home / "config.json")
    patch = read_card(folder).patch if home != folder else 1
    check_kind(config, folder.name, patch)
    scheduler = folder / "scheduler" if (folder / "scheduler").is_dir() else folder
    schedule = _read(scheduler / "scheduler_config.json")
    side, notes = _sample_size(config, folder.name, patch, size)
    return Converted({**config, "sample_size": side}, _state(home, folder.name), schedule, notes, patch)


def _sample_size(config: Mapping[str, Any], name: str, patch: int, size: int | None) -> tuple[Any, tuple[str, ...]]:
    """Side of the pictures in patches, and what was assumed."""
    said = config.get("sample_size")
    if size is None and said is not None:
        return int(said) if isinstance(said, float) and said.is_integer() else said, ()
    try:
        channels = typed_json.convert({**config, "sample_size": 1}, UNetConfig).block_out_channels
    except ValueError as error:
        raise ModelError(
            f"The config of “{name}” is damaged.", "Bring the model's whole folder.", repr(error)
        ) from error
    found = picture_size(tuple(width / channels[0] for width in channels), size and size // patch)
    if size is not None and size % patch:
        raise ModelError(f"Pictures of {size} pixels cannot be cut into patches of {patch}.", "Give another --size.")
    notes = (f"Assumed pictures of {found * patch} pixels, as networks of its shape were published; else give --size.",)
    return found, () if size else notes


def _state(home: Path, name: str) -> State:
    """The weights: whole ones before those in parts, full ones before variants such as fp16. Raises ModelError."""
    whole = [path for path in home.glob(f"{_STEM}.*") if path.suffix in (".safetensors", ".bin") and path.is_file()]
    whole = [path for path in whole if "-of-" not in path.name]
    if whole:
        names = (WEIGHTS, _PICKLED_WEIGHTS)
        best = min(whole, key=lambda path: (*(path.name != n for n in names), path.suffix == ".bin", path.name))
        return state_of(read_checkpoint(best), best)
    indices = sorted(home.glob(f"{_STEM}*.index*.json"))
    if not indices:
        raise ModelError(f"“{name}” has no weights.", f"There should be a {WEIGHTS} beside its config.json.")
    try:
        index = typed_json.read(indices[0], _Index).weight_map
    except (OSError, ValueError) as error:
        raise ModelError(
            f"“{name}” has no readable {indices[0].name}.", "Bring the model's whole folder.", repr(error)
        ) from error
    state: State = {}
    for part in sorted(set(index.values())):
        if not (home / part).is_file():
            raise ModelError(f"Of “{name}” the part {part} is missing.", "Bring the model's whole folder.")
        state |= state_of(read_checkpoint(home / part), home / part)
    return state


def _check_pipeline(index: dict[str, Any], name: str) -> None:
    kind = index.get("_class_name", "DDPMPipeline")
    if any(part in index for part in ("vae", "vqvae", "movq")):
        raise ModelError(
            f"“{name}” is a latent model ({kind}): its U-Net sees an encoder's codes, not pixels.",
            "Asyrp needs a model that works on pixels, such as ddpm-celebahq-256.",
        )
    if any(part in index for part in ("text_encoder", "image_encoder", "prior")):
        raise ModelError(
            f"“{name}” is conditional ({kind}): it is told a text or picture.",
            "Choose an unconditional model, such as ddpm-celebahq-256.",
        )
    if kind not in _PIPELINES:
        raise ModelError(
            f"“{name}” is a {kind}, which cannot be edited.", f"Known are {', '.join(_PIPELINES[:2])} of a UNet2DModel."
        )


def _read(path: Path) -> dict[str, Any]:
    try:
        return typed_json.read(path, dict[str, Any])
    except (OSError, ValueError) as error:
        raise ModelError(
            f"“{path.parent.name}” has no readable {path.name}.", "Bring the model's whole folder.", repr(error)
        ) from error
