"""The trainer on a tiny network: what it resumes from, and what it hands on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers.models.unets.unet_2d import UNet2DModel

from tools.train_base_model.__main__ import draw_losses, draw_samples, export
from tools.train_base_model.settings import Settings
from tools.train_base_model.trainer import Trainer, stratified_timesteps

SETTINGS = Settings(
    unet={
        "sample_size": 16,
        "block_out_channels": [16, 32],
        "layers_per_block": 1,
        "down_block_types": ["DownBlock2D", "AttnDownBlock2D"],
        "up_block_types": ["AttnUpBlock2D", "UpBlock2D"],
        "norm_num_groups": 8,
        "attention_head_dim": 8,
    },
    scheduler={"num_train_timesteps": 1000},
    alignment="ffhq-close",
    most_overhang=0.08,
    batch=8,
    learning_rate=1e-3,
    warm_up=4,
    ema=0.9,
    snr_gamma=5.0,
    high_t_share=0.2,
    seed=0,
    checkpoint_minutes=1.0,
    evaluate_every=10,
)
PICTURES = np.random.default_rng(0).integers(100, 156, (40, 16, 16, 3), np.uint8)


def test_resuming_equals_never_having_stopped(tmp_path: Path) -> None:
    through = Trainer(SETTINGS)
    losses = [through.step(PICTURES) for _ in range(8)]
    first = Trainer(SETTINGS)
    for _ in range(4):
        first.step(PICTURES)
    first.save(tmp_path / "checkpoint.pt")
    second = Trainer(SETTINGS)
    second.load(tmp_path / "checkpoint.pt")
    assert [second.step(PICTURES) for _ in range(4)] == losses[4:]
    for name, tensor in through.ema.items():
        assert torch.equal(tensor, second.ema[name]), name


def test_it_learns_and_hands_on_the_average(tmp_path: Path) -> None:
    trainer = Trainer(SETTINGS)
    before = trainer.evaluate(PICTURES)
    assert trainer.evaluate(PICTURES) == before
    for _ in range(60):
        trainer.losses.training.append((trainer.steps, trainer.step(PICTURES)))
    trainer.losses.held_out.append((trainer.steps, trainer.evaluate(PICTURES)))
    assert trainer.losses.held_out[0][1] < 0.7 * before
    export(trainer, tmp_path)
    exported = UNet2DModel.from_pretrained(tmp_path / "unet", low_cpu_mem_usage=False).state_dict()  # type: ignore[union-attr]
    for name, tensor in trainer.ema.items():
        assert torch.equal(exported[name].half(), tensor.half()), name
    draw_losses(trainer, tmp_path / "losses.png")
    draw_samples(trainer, tmp_path / "samples.png", count=4, steps=4)


def test_a_new_run_starts_from_given_weights(tmp_path: Path) -> None:
    trainer = Trainer(SETTINGS)
    trainer.step(PICTURES)
    export(trainer, tmp_path)
    begun = Trainer(SETTINGS, start=tmp_path)
    for name, tensor in begun.unet.state_dict().items():
        torch.testing.assert_close(tensor, trainer.ema[name], rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_timesteps_cover_the_range_and_favour_its_top(share: float) -> None:
    t = stratified_timesteps(1000, 1000, share, torch.Generator().manual_seed(0))
    assert t.min() >= 0
    assert t.max() <= 999
    assert (t >= 800).float().mean() == pytest.approx(0.2 + 0.8 * share, abs=0.05)
