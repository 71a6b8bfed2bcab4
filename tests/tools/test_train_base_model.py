"""Runs of tiny networks: begun, stopped, gone on with, and what they leave."""

from __future__ import annotations

import dataclasses
import os
import signal
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from PIL import Image

from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.models.base_model import check_kind, load_base_model
from tools.train_base_model import pieces, training, ways
from tools.train_base_model.__main__ import main
from tools.train_base_model.checkpoint import Checkpoint
from tools.train_base_model.config import TrainConfig
from tools.train_base_model.kid import kid
from tools.train_base_model.network import build, export, noise_schedule
from tools.train_base_model.training import Training
from tools.train_base_model.ways import Way
from tools.train_base_model.webp import encoded

CONFIGS = Path(__file__).parents[2] / "tools" / "train_base_model"
SIZE = 16
REAL, SYNTHETIC = 50, 10  # batches of 8 cross the ends of passes over both
TINY = dataclasses.replace(
    TrainConfig.read(CONFIGS / "faces-128.toml"),
    size=SIZE,
    patch=4,
    synthetic_share=0.25,
    most_shift=2,
    batch=8,
    warmup=3,
    length=12,
    fall_from=0.5,
    evaluate_every=4,
    held_out_pictures=5,
    sheet_pictures=2,
    sheet_steps=2,
    unet={
        "sample_size": SIZE // 4,
        "in_channels": 48,
        "out_channels": 48,
        "layers_per_block": 1,
        "block_out_channels": [8, 16],
        "down_block_types": ["DownBlock2D", "AttnDownBlock2D"],
        "up_block_types": ["AttnUpBlock2D", "UpBlock2D"],
        "attention_head_dim": 8,
        "norm_num_groups": 4,
        "dropout": 0.1,
    },
)


@pytest.fixture(autouse=True)
def one_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on every machine, and nothing is remembered in the home."""
    monkeypatch.setattr(ways, "KEPT_IN", tmp_path / "cache" / "ways.json")
    monkeypatch.setattr(training, "ways", lambda *_: [Way()])


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    dice = np.random.default_rng(0)
    coarse = dice.integers(0, 256, (REAL + SYNTHETIC, 2, 2, 3), np.uint8)
    files = [encoded(np.asarray(Image.fromarray(picture).resize((SIZE, SIZE)))) for picture in coarse]
    path = tmp_path / "packed.npz"
    np.savez(
        path,
        blob=np.frombuffer(b"".join(files), np.uint8),
        offsets=np.cumsum([0, *map(len, files)]),
        source=np.array([*range(REAL), *[-1] * SYNTHETIC]),
    )
    return path


def trained(packed: Path, state: Path, *stops: int, start: Path | None = None) -> Checkpoint:
    """Trains in a new run of the program up to each of the steps in turn."""
    state.mkdir()
    for stop in stops:
        Training(TINY, packed, state, start).run(stop)
    return Checkpoint.load(state)


def call(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr("sys.argv", ["", *map(str, words)])
    main()


def untimed(saved: Checkpoint) -> list[dict[str, Any]]:
    return [{**evaluation, "seconds": None} for evaluation in saved.history.evaluations]


def test_a_resumed_run_equals_an_uninterrupted_one_bit_for_bit(packed: Path, tmp_path: Path) -> None:
    whole = trained(packed, tmp_path / "whole", 10)
    parts = trained(packed, tmp_path / "parts", 4, 5, 10)
    assert set(whole.optimizer) == {"adam", "muon"}
    for part, expected in ((parts.net, whole.net), (parts.average, whole.average), (parts.optimizer, whole.optimizer)):
        torch.testing.assert_close(part, expected, rtol=0, atol=0)
    assert (parts.step, parts.history.losses, untimed(parts)) == (whole.step, whole.history.losses, untimed(whole))
    assert len(whole.history.losses) == 10
    assert [evaluation["step"] for evaluation in whole.history.evaluations] == [0, 4, 8]
    held_out = [evaluation["held_out"] for evaluation in whole.history.evaluations]
    assert held_out == sorted(held_out, reverse=True)


def test_export_is_the_average_at_half_precision_and_a_start(packed: Path, tmp_path: Path) -> None:
    saved = trained(packed, tmp_path / "first", 3)
    export(TINY, saved.average, tmp_path / "model")
    net = UNet2DModel.from_pretrained(tmp_path / "model" / "unet", torch_dtype=torch.float16)
    half = {name: weight.half() for name, weight in saved.average.items()}
    torch.testing.assert_close(dict(net.state_dict()), half, rtol=0, atol=0)
    assert any((saved.average[name] != saved.net[name]).any() for name in half)

    unet, card = load_base_model(tmp_path / "model")
    assert (unet.size, unet.patch, card.patch, card.alignment) == (SIZE, 4, 4, "ffhq-close")
    begun = trained(packed, tmp_path / "second", 0, start=tmp_path / "model")
    expected = {name: weight.float() for name, weight in half.items()}
    torch.testing.assert_close(begun.net, expected, rtol=0, atol=0)
    torch.testing.assert_close(begun.average, expected, rtol=0, atol=0)


@pytest.mark.parametrize(
    ("change", "message"),
    [({"unet": {**TINY.unet, "flip_sin_to_cos": False}}, "flip_sin_to_cos"), ({"scheduler": {}}, "noise schedule")],
)
def test_a_start_of_another_kind_is_refused(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    other = dataclasses.replace(TINY, **change)
    export(other, build(other).state_dict(), tmp_path / "model")
    with pytest.raises(SystemExit, match=message):
        build(TINY, tmp_path / "model")


def test_sigterm_ends_the_step_saves_and_leaves(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = Training._draw

    def told_to_stop(run: Training, count: int) -> tuple[torch.Tensor, ...]:
        assert (tmp_path / "state" / "train.pid").read_text() == f"{os.getpid()}\n"
        if run.step == 2:
            signal.raise_signal(signal.SIGTERM)
        return draw(run, count)

    monkeypatch.setattr(Training, "_draw", told_to_stop)
    handler = signal.getsignal(signal.SIGTERM)
    saved = trained(packed, tmp_path / "state", 10)
    assert saved.step == 3
    assert signal.getsignal(signal.SIGTERM) is handler
    assert sorted(file.name for file in (tmp_path / "state").iterdir()) == ["checkpoint.pt", "samples-0000000.png"]


def test_two_do_not_train_in_one_folder(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "train.pid").write_text(f"{os.getpid()}\n")
    with pytest.raises(SystemExit, match="trains here"):
        Training(TINY, packed, tmp_path).run(1)
    assert not (tmp_path / "checkpoint.pt").exists()


def test_a_run_by_the_clock_ends_and_its_rates_fall(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(
        training, "time", SimpleNamespace(monotonic=lambda: now, process_time=lambda: now, strftime=time.strftime)
    )
    rates: list[float] = []
    step = Training._train_step

    def of_a_second(run: Training) -> None:
        nonlocal now
        step(run)
        shares = {group["lr"] / group["full_rate"] for o in run._optimizers.values() for group in o.param_groups}
        rates.append(shares.pop())
        assert not shares
        now += 1

    monkeypatch.setattr(Training, "_train_step", of_a_second)
    run = Training(TINY, packed, tmp_path, minutes=0.2)
    run.run()
    assert run.step == len(rates) == 12
    assert rates[:7] == pytest.approx([1 / 3, 2 / 3, 1, 1, 1, 1, 1])
    assert rates[6:] == pytest.approx(np.linspace(1, TINY.last_rate, 7)[:6])
    assert run.history.evaluations[-1]["step"] == 12
    assert run.history.evaluations[-1]["seconds"] == 12


def test_a_way_that_fails_does_not_end_the_run(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def compiled(net: torch.nn.Module, **_: object) -> Any:
        def fails_after_its_backward(*inputs: torch.Tensor) -> None:
            net(*inputs)[0].sum().backward()
            raise RuntimeError("no compiler here")

        return fails_after_its_backward

    expected = trained(packed, tmp_path / "plain", 2)
    monkeypatch.setattr(torch, "compile", compiled)
    monkeypatch.setattr(training, "ways", lambda *_: [Way(), Way(compiled=True)])
    saved = trained(packed, tmp_path / "state", 2)
    torch.testing.assert_close(saved.net, expected.net, rtol=0, atol=0)


def test_pieces_make_the_average_at_half_precision(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    weights = build(TINY).state_dict()
    monkeypatch.setattr(pieces, "PIECE", sum(2 * weight.numel() for weight in weights.values()) // 3)
    state, folder = tmp_path / "state", tmp_path / "pieces"
    state.mkdir()
    Training(TINY, packed, state, pieces=folder).run(5)
    names = {file.name for file in folder.iterdir()}
    assert {"run.json", "sheet.png", "curve.png", "weights-0.safetensors", "weights-2.safetensors"} <= names
    assert len(names) <= 7  # and a log
    assert (folder / "sheet.png").read_bytes() == (state / "samples-0000004.png").read_bytes()

    config, step, merged = pieces.merged(folder)
    saved = Checkpoint.load(state)
    assert (config, step) == (TINY, 5)
    expected = {name: weight.half().float() for name, weight in saved.average.items()}
    torch.testing.assert_close(merged, expected, rtol=0, atol=0)
    call(monkeypatch, "merge", folder, tmp_path / "model")
    load_base_model(tmp_path / "model")


def test_weights_too_large_for_pieces_are_refused_before_the_run(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIECE", 1000)
    with pytest.raises(ValueError, match="4 can travel"):
        Training(TINY, packed, tmp_path, pieces=tmp_path / "pieces")


def test_a_run_is_shown_as_sheet_and_curve(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    state = tmp_path / "state"
    trained(packed, state, 1)
    call(monkeypatch, "samples", state, tmp_path / "sheet.png", "--count", 3, "--steps", 2)
    assert Image.open(tmp_path / "sheet.png").size == (2 * SIZE, 2 * SIZE)
    call(monkeypatch, "curve", state, tmp_path / "curve.png")
    assert Image.open(tmp_path / "curve.png").size == (960, 720)


def test_kid_is_about_zero_for_the_same_kind_only() -> None:
    dice = np.random.default_rng(0)
    first, second = dice.normal(size=(2, 400, 16))
    mean, deviation = kid(first, second)
    assert abs(mean) < deviation
    mean, deviation = kid(first, second + 0.5)
    assert mean > 3 * deviation


@pytest.mark.parametrize(("name", "millions", "channels"), [("faces-128", 16.4, 256), ("faces-128-large", 28.0, 320)])
def test_configs_make_networks_that_the_program_can_edit(name: str, millions: float, channels: int) -> None:
    config = TrainConfig.read(CONFIGS / f"{name}.toml")
    with torch.device("meta"):
        net = UNet2DModel(**config.unet)
    check_kind({"_class_name": "UNet2DModel", **config.unet}, name, config.patch)
    unet = HSpaceUNet(net, noise_schedule(config), "", "", config.patch)
    assert unet.size == config.size
    assert unet.h_shape == (channels, 8, 8)
    assert sum(weight.numel() for weight in net.parameters()) == pytest.approx(millions * 1e6, rel=0.005)
    assert TrainConfig.of(config.values()) == config
    travels = pieces.in_pieces({key: torch.empty(weight.shape) for key, weight in net.state_dict().items()})
    assert all(sum(weight.nbytes for weight in piece.values()) <= 15 * 2**20 for piece in travels)
