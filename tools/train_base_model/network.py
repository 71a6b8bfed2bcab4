"""The U-Net of a config: fresh, from a folder, and out to one. The moving average of its weights."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, cast

import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler
from torch import nn

from asyrp_desktop.engine.schedule import NoiseSchedule

from .config import TrainConfig


def build(config: TrainConfig, start: Path | None = None) -> UNet2DModel:
    """A U-Net with the seed's weights, or with those of a base model's folder."""
    torch.manual_seed(config.seed)
    net = UNet2DModel(**config.unet)
    if start is None:
        # The first pictures are then grey, not noise.
        nn.init.zeros_(net.conv_out.weight)
        nn.init.zeros_(cast(torch.Tensor, net.conv_out.bias))
        return net
    began = UNet2DModel.from_pretrained(start / "unet", local_files_only=True, torch_dtype=torch.float32)
    scheduler = DDPMScheduler.load_config(start / "scheduler", local_files_only=True)
    if NoiseSchedule(cast("dict[str, Any]", scheduler)).meaning != noise_schedule(config).meaning:
        raise SystemExit(f"“{start}” was trained with another noise schedule than the config names.")
    for key, value in net.config.items():
        # Lists come back from JSON where the code has tuples; private keys say where a model came from.
        if not key.startswith("_") and _plain(value) != _plain(began.config[key]):
            raise SystemExit(f"“{start}” has {key} = {began.config[key]}, the config {value}.")
    net.load_state_dict(began.state_dict())
    return net


def noise_schedule(config: TrainConfig) -> NoiseSchedule:
    return NoiseSchedule(dict(DDPMScheduler(**config.scheduler).config))


def export(config: TrainConfig, weights: dict[str, torch.Tensor], folder: Path) -> None:
    """Write a base model's folder: diffusers' layout, half precision, and as much of a card as it cannot do without."""
    net = UNet2DModel(**config.unet)
    net.load_state_dict(weights)
    net.half().save_pretrained(folder / "unet", safe_serialization=True)
    DDPMScheduler(**config.scheduler).save_pretrained(folder / "scheduler")
    facts = {"name": folder.name, "title": folder.name, "alignment": config.alignment, "patch": config.patch}
    (folder / "card.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


class MovingAverage:
    """Exponential moving average of a network's weights."""

    def __init__(self, net: UNet2DModel, config: TrainConfig) -> None:
        self.net = copy.deepcopy(net).requires_grad_(False).eval()
        self._decay = config.ema_decay

    @torch.no_grad()
    def update(self, net: UNet2DModel, step: int) -> None:
        """step: 0 at the first. The average is short at first, since the first weights are soon outdone."""
        decay = min(self._decay, (1 + step) / (10 + step))
        weights = [weight.detach() for weight in net.parameters()]
        torch._foreach_lerp_(list(self.net.parameters()), weights, 1 - decay)  # pyright: ignore[reportPrivateImportUsage]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
