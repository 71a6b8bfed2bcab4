"""A folder in diffusers' layout: an unconditional `DDPMPipeline` or `DDIMPipeline`, or its U-Net with its scheduler."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.models.base_model import WEIGHTS, check_kind, read_card

from .checkpoint import Converted, read_checkpoint, state_of

_PIPELINES = ("DDPMPipeline", "DDIMPipeline", "PNDMPipeline", "ScoreSdeVePipeline")
_PICKLED_WEIGHTS = "diffusion_pytorch_model.bin"


def is_diffusers_folder(folder: Path) -> bool:
    return any((folder / name).is_file() for name in ("model_index.json", "unet/config.json", "config.json"))


def convert_diffusers_folder(folder: Path) -> Converted:
    """Raises ModelError, with the reason where it is a model that cannot be edited."""
    index = _read(folder / "model_index.json") if (folder / "model_index.json").is_file() else {}
    _check_pipeline(index, folder.name)
    # The oldest repositories keep everything at the top.
    home = folder / "unet" if (folder / "unet").is_dir() else folder
    config = _read(home / "config.json")
    patch = read_card(folder).patch if home != folder else 1
    check_kind(config, folder.name, patch)
    scheduler = folder / "scheduler" if (folder / "scheduler").is_dir() else folder
    schedule = _read(scheduler / "scheduler_config.json")
    weights = next((home / name for name in (WEIGHTS, _PICKLED_WEIGHTS) if (home / name).is_file()), None)
    if weights is None:
        raise ModelError(f"“{folder.name}” has no weights.", f"There should be a {WEIGHTS} beside its config.json.")
    return Converted(config, state_of(read_checkpoint(weights), weights), schedule, patch=patch)


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
