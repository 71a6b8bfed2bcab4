"""Shared by all tests: a tiny random U-Net, the bundled sample's stand-in, and torch kept to what a test needs."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from hypothesis import settings

from asyrp_desktop.engine.direction import Direction, GlobalShift, Shift
from asyrp_desktop.engine.direction_file import DirectionHead, Form
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.schedule import NoiseSchedule
from asyrp_desktop.models import shelf

ASTRONAUT = Path(__file__).with_name("astronaut.jpg")
"""Eileen Collins, who smiles; NASA, public domain. For tests that know where what is in a photo."""

# Tests that were started in a shell's background would ignore Ctrl-C, and so would the programs that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


# Timings live in benchmarks: a busy machine fails no test.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def user_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data (returned) and cache, on paths that are not plain, for this process and those it starts."""
    home = tmp_path_factory.mktemp("Häuschen 日本")
    for variable, folder in (("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache")):
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.setattr(shelf, "USER_DATA", home / "data" / "asyrp-desktop")
    monkeypatch.setattr(shelf, "USER_CACHE", home / "cache" / "asyrp-desktop")
    return shelf.USER_DATA


def tiny_unet(**changes: object) -> UNet2DModel:
    """A 16 px U-Net with every kind of block the published models have, random weights."""
    torch.manual_seed(0)
    config = {
        "sample_size": 16,
        "block_out_channels": (16, 32),
        "layers_per_block": 1,
        "down_block_types": ("DownBlock2D", "AttnDownBlock2D"),
        "up_block_types": ("AttnUpBlock2D", "UpBlock2D"),
        "attention_head_dim": 8,
        "norm_num_groups": 8,
    }
    return UNet2DModel(**{**config, **changes})  # type: ignore[arg-type]


def tiny_h_space(prediction: str = "v_prediction", **changes: object) -> HSpaceUNet:
    """Predicting v, random weights make a tame process: a random epsilon would be divided by sqrt(a_T) = 0.006."""
    return HSpaceUNet(tiny_unet(**changes), NoiseSchedule({"prediction_type": prediction}), "tiny-fingerprint", "tiny")


def direction(unet: HSpaceUNet, shift: Shift, name: str = "d", t_edit: int = 400, steps: int = 10) -> Direction:
    forms: dict[str, Form] = {"GlobalShift": "global", "PerStepShift": "per-step", "ImplicitShift": "implicit"}
    head = DirectionHead(name, forms[type(shift).__name__], unet.name, unet.fingerprint, unet.h_shape, t_edit, steps)
    return Direction(head, shift)


def random_direction(unet: HSpaceUNet, seed: int = 1, size: float = 1.0, **kwargs: object) -> Direction:
    generator = torch.Generator().manual_seed(seed)
    return direction(unet, GlobalShift(size * torch.randn(unet.h_shape, generator=generator)), **kwargs)  # type: ignore[arg-type]


@contextmanager
def through_hook(unet: HSpaceUNet, delta_h: torch.Tensor) -> Iterator[None]:
    """The untouched network, whose mid block's output is shifted: the plain way to reach h-space."""

    def shifted(_: object, __: object, h: Any) -> torch.Tensor:
        return h + delta_h

    assert unet.unet.mid_block is not None
    hook = unet.unet.mid_block.register_forward_hook(shifted)
    yield
    hook.remove()


@pytest.fixture
def unet() -> HSpaceUNet:
    return tiny_h_space()


@pytest.fixture
def crops() -> np.ndarray:
    """(3, 16, 16, 3) uint8: smooth pictures, unlike each other."""
    y, x = np.mgrid[0:16, 0:16] / 15
    planes = [[x, y, 1 - x], [y * x, x, y], [1 - y, 0.5 + 0 * x, x * x]]
    return (np.stack(planes).transpose(0, 2, 3, 1) * 255).astype(np.uint8)
