from __future__ import annotations

import dataclasses
import os
import signal
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from PIL import Image

from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.photo.square import Square
from tools.train_base_model.__main__ import main
from tools.train_base_model.checkpoint import Checkpoint
from tools.train_base_model.config import TrainConfig
from tools.train_base_model.kid import kid
from tools.train_base_model.network import export
from tools.train_base_model.objective import draw_timesteps, loss_weights
from tools.train_base_model.pictures import Pictures, overhang
from tools.train_base_model.training import Training

CONFIGS = Path(__file__).parents[2] / "tools" / "train_base_model"
SIZE = 16
TINY = dataclasses.replace(
    TrainConfig.read(CONFIGS / "faces-64.toml"),
    size=SIZE,
    batch=8,
    warmup=3,
    evaluate_every=4,
    held_out_pictures=5,
    sheet_pictures=2,
    sheet_steps=2,
    unet={
        "sample_size": SIZE,
        "layers_per_block": 1,
        "block_out_channels": (8, 16),
        "down_block_types": ("DownBlock2D", "AttnDownBlock2D"),
        "up_block_types": ("AttnUpBlock2D", "UpBlock2D"),
        "attention_head_dim": 8,
        "norm_num_groups": 4,
        "dropout": 0.1,
    },
)


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    """60 random pictures: batches of 8 cross the end of a pass over the 54 to train on."""
    folder = tmp_path / "data"
    folder.mkdir()
    np.save(folder / "pictures.npy", np.random.default_rng(0).integers(0, 256, (60, SIZE, SIZE, 3), np.uint8))
    np.savez(folder / "labels.npz", source=np.arange(60))
    return Pictures(folder)


def trained(pictures: Pictures, state: Path, *stops: int, start: Path | None = None) -> Checkpoint:
    """Trains in a new run of the program up to each of the steps in turn."""
    state.mkdir()
    for stop in stops:
        Training(TINY, pictures, state, start).run(stop)
    return Checkpoint.load(state)


def test_a_resumed_run_equals_an_uninterrupted_one_bit_for_bit(pictures: Pictures, tmp_path: Path) -> None:
    whole = trained(pictures, tmp_path / "whole", 10)
    parts = trained(pictures, tmp_path / "parts", 4, 5, 10)
    for part, expected in ((parts.net, whole.net), (parts.average, whole.average), (parts.optimizer, whole.optimizer)):
        torch.testing.assert_close(part, expected, rtol=0, atol=0)
    assert (parts.step, parts.history) == (whole.step, whole.history)
    assert len(whole.history.losses) == 10
    assert [evaluation["step"] for evaluation in whole.history.evaluations] == [0, 4, 8]
    held_out = [evaluation["held_out"] for evaluation in whole.history.evaluations]
    assert held_out == sorted(held_out, reverse=True)


def test_export_is_the_average_at_half_precision_and_a_start(pictures: Pictures, tmp_path: Path) -> None:
    saved = trained(pictures, tmp_path / "first", 3)
    export(TINY, saved.average, tmp_path / "model")
    net = UNet2DModel.from_pretrained(tmp_path / "model" / "unet", torch_dtype=torch.float16)
    half = {name: weight.half() for name, weight in saved.average.items()}
    torch.testing.assert_close(dict(net.state_dict()), half, rtol=0, atol=0)
    assert any((saved.average[name] != saved.net[name]).any() for name in half)

    load_base_model(tmp_path / "model")
    begun = trained(pictures, tmp_path / "second", 0, start=tmp_path / "model")
    expected = {name: weight.float() for name, weight in half.items()}
    torch.testing.assert_close(begun.net, expected, rtol=0, atol=0)
    torch.testing.assert_close(begun.average, expected, rtol=0, atol=0)


def test_sigterm_ends_the_step_saves_and_leaves(
    pictures: Pictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = Training._draw

    def told_to_stop(training: Training) -> tuple[torch.Tensor, ...]:
        assert (tmp_path / "state" / "train.pid").read_text() == f"{os.getpid()}\n"
        if training.step == 2:
            signal.raise_signal(signal.SIGTERM)
        return draw(training)

    monkeypatch.setattr(Training, "_draw", told_to_stop)
    handler = signal.getsignal(signal.SIGTERM)
    saved = trained(pictures, tmp_path / "state", 10)
    assert saved.step == 3
    assert signal.getsignal(signal.SIGTERM) is handler
    assert sorted(file.name for file in (tmp_path / "state").iterdir()) == ["checkpoint.pt", "samples-0000000.png"]


def test_two_do_not_train_in_one_folder(pictures: Pictures, tmp_path: Path) -> None:
    (tmp_path / "train.pid").write_text(f"{os.getpid()}\n")
    with pytest.raises(SystemExit, match="trains here"):
        Training(TINY, pictures, tmp_path, None).run(1)
    assert not (tmp_path / "checkpoint.pt").exists()


def test_kid_is_about_zero_for_the_same_kind_only() -> None:
    dice = np.random.default_rng(0)
    first, second = dice.normal(size=(2, 400, 16))
    mean, deviation = kid(first, second)
    assert abs(mean) < deviation
    mean, deviation = kid(first, second + 0.5)
    assert mean > 3 * deviation


def test_a_run_is_shown_as_sheet_and_curve(pictures: Pictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    trained(pictures, tmp_path / "state", 1)
    for job, size in (("samples", (2 * SIZE, 2 * SIZE)), ("curve", (960, 720))):
        options = ["--count", "3", "--steps", "2"] if job == "samples" else []
        picture = tmp_path / f"{job}.png"
        monkeypatch.setattr("sys.argv", ["", job, str(tmp_path / "state"), str(picture), *options])
        main()
        assert Image.open(picture).size == size


def test_a_start_of_another_shape_is_refused(pictures: Pictures, tmp_path: Path) -> None:
    other = dataclasses.replace(TINY, unet={**TINY.unet, "flip_sin_to_cos": False})
    export(other, UNet2DModel(**other.unet).state_dict(), tmp_path / "model")
    with pytest.raises(SystemExit, match="flip_sin_to_cos"):
        trained(pictures, tmp_path / "state", 0, start=tmp_path / "model")


def test_every_pass_sees_each_training_picture_once_and_no_held_out_one(pictures: Pictures) -> None:
    assert set(pictures.held_out) == set(range(0, 60, 10))
    stream = np.concatenate([pictures.shuffled(0, first, 12) for first in range(0, 108, 12)])
    assert set(stream[:54]) == set(stream[54:]) == set(range(60)) - set(pictures.held_out)
    assert (stream[:54] != stream[54:]).any()


def test_timesteps_cover_all_and_the_tail_more() -> None:
    torch.manual_seed(0)
    t = draw_timesteps(10_000, 1000, tail_from=0.8, tail_share=0.2)
    assert len(t.unique()) == 1000
    # 0.8 of 0.2 from the uniform part, and 0.2.
    assert (t >= 800).float().mean() == pytest.approx(0.36, abs=0.002)
    assert (t < 400).float().mean() == pytest.approx(0.32, abs=0.002)


def test_weights_are_min_snr_with_more_for_noise() -> None:
    alphas = np.array([0.99, 0.9, 0.7, 0.1, 1e-5])
    assert loss_weights(alphas, 5, 10).numpy() == pytest.approx([5 / 99, 5 / 9, 1, 3, 10])


def test_overhang_is_measured_from_the_turned_corners() -> None:
    assert overhang(Square(50, 50, 100), 100, 100) == 0
    assert overhang(Square(40, 50, 100), 100, 100) == pytest.approx(0.1)
    assert overhang(Square(50, 50, 100, np.pi / 4), 100, 100) == pytest.approx(np.sqrt(0.5) - 0.5)


@pytest.mark.parametrize(("name", "millions"), [("faces-64", 10.7), ("faces-128", 29.1)])
def test_configs_make_networks_that_the_program_can_edit(name: str, millions: float) -> None:
    config = TrainConfig.read(CONFIGS / f"{name}.toml")
    with torch.device("meta"):
        net = UNet2DModel(**config.unet)
    assert config.unet["sample_size"] == config.size
    assert config.size >> (len(config.unet["block_out_channels"]) - 1) == 8
    assert config.unet["block_out_channels"][-1] >= 256
    assert sum(weight.numel() for weight in net.parameters()) == pytest.approx(millions * 1e6, rel=0.01)
    assert TrainConfig.of(config.values()) == config
