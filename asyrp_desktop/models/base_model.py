"""A base model on disk: a diffusers U-Net, its scheduler config and a card.

folder/unet/            config.json, diffusion_pytorch_model.safetensors
folder/scheduler/       scheduler_config.json
folder/card.json        optional for a model that the user brings
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from pydantic import Field
from torch import Tensor, nn

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.typed_json import PlainName, ShortText, Timestep
from asyrp_desktop.engine.adm import ADMUNet
from asyrp_desktop.engine.calibration import UNCALIBRATED_T_BOOST, of_schedule
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.schedule import NoiseSchedule
from asyrp_desktop.engine.tensor_file import load_tensors

from .network_config import LARGEST_SIZE, unet_config
from .shelf import timesteps

WEIGHTS = "diffusion_pytorch_model.safetensors"
_SHOWN = ("title", "licence", "domain")  # of a card; nothing depends on them


@dataclass(frozen=True)
class Card:
    """What is known of a base model. Unknown keys of the file are kept in `more`."""

    name: PlainName
    title: ShortText
    licence: ShortText = "unknown"
    domain: ShortText = "pictures"
    # A key of photo.alignment.ALIGNMENTS; None for models that are not about faces.
    alignment: Literal["ffhq", "ffhq-close"] | None = None
    t_boost: Timestep = UNCALIBRATED_T_BOOST
    patch: Annotated[int, Field(ge=1, le=64)] = 1  # see HSpaceUNet
    data_set: ShortText = ""  # the data set that it was trained on; "": not known
    more: Mapping[str, Any] = field(default_factory=dict)


def read_card(folder: Path) -> Card:
    """Raises ModelError where the folder holds no model or the card is damaged."""
    if not (folder / "unet" / "config.json").is_file():
        raise ModelError(
            f"“{folder}” holds no base model.",
            "A base model is a folder with unet/ and scheduler/ in diffusers' layout.",
        )
    path, t_boost = folder / "card.json", of_schedule(UNCALIBRATED_T_BOOST, timesteps(folder))
    if not path.is_file():
        return Card(folder.name, folder.name, t_boost=t_boost)
    try:
        values = {"t_boost": t_boost, **typed_json.read(path, dict[str, Any])}
        known = {name: values.pop(name) for name in Card.__dataclass_fields__ if name in values}
        # What is only shown spoils no model.
        shown = {name: text for name in _SHOWN if isinstance(text := known.pop(name, None), str) and len(text) <= 1000}
        return typed_json.convert({"title": known.get("name"), **known, **shown, "more": values}, Card)
    except (OSError, ValueError) as error:
        raise ModelError(f"The card of “{folder.name}” is damaged.", "Install the model again.", repr(error)) from error


def load_base_model(folder: Path) -> tuple[HSpaceUNet, Card]:
    """Load onto the CPU, float32. Raises ModelError where it is damaged or of a kind that has no h-space to edit."""
    card = read_card(folder)
    try:
        config = typed_json.read(folder / "unet" / "config.json", dict[str, Any])
        check_kind(config, card.name, card.patch)
        check_size(config, card.name)
        schedule = NoiseSchedule(typed_json.read(folder / "scheduler" / "scheduler_config.json", dict[str, Any]))
        unet = network(config, load_tensors(folder / "unet" / WEIGHTS))
    except ModelError:
        raise
    # diffusers checks little of a config: what does not fit is whatever its modules raise.
    except Exception as error:
        raise ModelError(
            f"The base model “{card.name}” is damaged or incomplete.", "Install it again.", repr(error)
        ) from error
    return HSpaceUNet(unet, schedule, fingerprint(unet, schedule), card.name, card.patch), card


def network(config: Mapping[str, Any], state: Mapping[str, Tensor]) -> UNet2DModel:
    """A U-Net of its config and its weights, float32. Raises ValueError, TypeError or RuntimeError on a misfit."""
    chosen = unet_config(config)
    with torch.device("meta"):
        if config["_class_name"] == ADMUNet.__name__:
            unet = ADMUNet(**chosen)
        else:
            unet = cast(UNet2DModel, UNet2DModel.from_config(chosen))
    # assign: a network of 2 GB is in memory once, not twice.
    unet.load_state_dict({_today(name): tensor for name, tensor in _apart(state)}, assign=True)
    return unet


def _apart(state: Mapping[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    """In float32. Where tensors lie in the same memory, which cannot be saved, each gets its own."""
    taken: set[int] = set()
    for name, tensor in state.items():
        whole = tensor.float()
        where = whole.untyped_storage().data_ptr()
        yield name, whole.clone() if where in taken else whole
        taken.add(where)


def _today(name: str) -> str:
    """A tensor's name in models that diffusers wrote years ago, as diffusers calls it now."""
    if ".attentions." in name:
        for before, now in (("query", "to_q"), ("key", "to_k"), ("value", "to_v"), ("proj_attn", "to_out.0")):
            name = name.replace(f".{before}.", f".{now}.")
    return name


def check_kind(config: Mapping[str, Any], name: str, patch: int = 1) -> None:
    """config: of a U-Net. patch: see HSpaceUNet. Raises ModelError where it is of a kind that cannot be edited."""
    kind = config.get("_class_name")
    conditional = config.get("num_class_embeds") or config.get("class_embed_type")
    if kind not in ("UNet2DModel", ADMUNet.__name__) or conditional:
        raise ModelError(
            f"“{name}” is not an unconditional pixel-space diffusion model (it is a {kind}).",
            "Asyrp edits models of the kind UNet2DModel without classes or prompts.",
        )
    channels = 3 * patch**2
    if config.get("in_channels", 3) != channels:
        raise ModelError(f"“{name}” does not work on RGB pixels (input channels: {config.get('in_channels')}).")
    # Networks with learned sigma give it beside the noise.
    if config.get("out_channels", 3) not in (channels, 2 * channels):
        raise ModelError(f"“{name}” does not draw RGB pixels (output channels: {config.get('out_channels')}).")


def check_size(config: Mapping[str, Any], name: str) -> None:
    """config: of a U-Net. Raises ModelError where it does not say the side of its pictures, or they have two."""
    size = config.get("sample_size")
    sides = size if isinstance(size, list | tuple) else (size, size)
    if len(sides) != 2 or not all(type(side) is int and 1 <= side <= LARGEST_SIZE for side in sides):
        raise ModelError(
            f"“{name}” does not say how large its pictures are (sample_size: {size!r:.40}).",
            "Import it, and give their side in pixels: --size.",
        )
    if sides[0] != sides[1]:
        raise ModelError(
            f"“{name}” draws pictures of {sides[0]} x {sides[1]}: only square ones can be edited.",
            "If it knows square ones too, import it with their side in pixels: --size.",
        )


def fingerprint(unet: nn.Module, schedule: NoiseSchedule) -> str:
    """Which function a model is: its schedule and its weights, at half precision however they are kept."""
    digest = hashlib.sha256(json.dumps(schedule.meaning, sort_keys=True, default=list).encode())
    for name, tensor in sorted(unet.state_dict().items()):
        digest.update(f"{name}{tuple(tensor.shape)}".encode())
        digest.update(tensor.to("cpu", torch.float16).contiguous().numpy().tobytes())
    return digest.hexdigest()[:32]
