"""A tiny model with a direction on a shelf of its own, small photos, and orders of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler
from PIL import Image

from asyrp_desktop.batch.order import BatchOrder
from asyrp_desktop.models import shelf
from asyrp_desktop.models.base_model import load_base_model
from tests.conftest import random_direction, tiny_unet


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's data with the base model "tiny" and its direction "warm"."""
    home = tmp_path_factory.mktemp("home")
    tiny_unet().save_pretrained(home / "models" / "tiny" / "unet")
    DDPMScheduler(prediction_type="v_prediction").save_pretrained(home / "models" / "tiny" / "scheduler")
    unet, _ = load_base_model(home / "models" / "tiny")
    folder = home / "directions" / "tiny"
    folder.mkdir(parents=True)
    # Redrawn: motion between two pictures of noise is another one with every last bit.
    warm = random_direction(unet, size=3.0, name="warm")
    replace(warm, head=replace(warm.head, rendering="redraw")).save(folder / "warm.direction.safetensors")
    return home


@pytest.fixture(autouse=True)
def shelf_of_tiny(tiny_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "USER_DATA", tiny_home)
    torch.set_num_threads(1)


Photograph = Callable[..., Path]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


@pytest.fixture
def photograph(photos: Path) -> Photograph:
    """Writes a photo unlike all others."""

    def make(name: str, seed: int = 0, size: tuple[int, int] = (20, 24)) -> Path:
        path = photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rng = np.random.default_rng(seed or list(name.encode()))
        coarse = Image.fromarray(rng.integers(0, 255, (4, 4, 3), dtype=np.uint8))
        coarse.resize((size[1], size[0]), Image.Resampling.BICUBIC).save(path)
        return path

    return make


MakeOrder = Callable[..., BatchOrder]


@pytest.fixture
def order(photos: Path, tmp_path: Path) -> MakeOrder:
    def make(**changes: Any) -> BatchOrder:
        usual: dict[str, Any] = {
            "inputs": (str(photos),),
            "output": str(tmp_path / "out"),
            "strengths": {"warm": 1.0},
            "model": "tiny",
            "steps": 4,
            "device": "cpu",
            "recursive": True,
        }
        return BatchOrder(**{**usual, **changes})

    return make
