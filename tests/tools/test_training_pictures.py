"""The training pictures: packed, read again, drawn and varied."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.photo.alignment import FFHQ_CLOSE, points_from_68
from asyrp_desktop.photo.square import Square, cut
from tools.train_base_model import webp
from tools.train_base_model.config import TrainConfig
from tools.train_base_model.pictures import Pictures, _moved, overhang, pack
from tools.train_base_model.webp import all_decoded, encoded

CONFIG = TrainConfig.read(Path(__file__).parents[2] / "tools" / "train_base_model" / "faces-128.toml")
WIDTH = 160  # pixels, of the made-up FairFace pictures


def file_of(path: Path, pictures: list[np.ndarray], **labels: np.ndarray) -> Path:
    files = [encoded(picture) for picture in pictures]
    np.savez(path, blob=np.frombuffer(b"".join(files), np.uint8), offsets=np.cumsum([0, *map(len, files)]), **labels)  # type: ignore[arg-type]
    return path


def smooth(dice: np.random.Generator, size: int = WIDTH) -> np.ndarray:
    coarse = dice.integers(0, 256, (5, 5, 3), np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((size, size), Image.Resampling.BICUBIC))


def landmarks(x: float) -> np.ndarray:
    """(68, 2), shares of the picture, of an upright face whose middle is at x."""
    points = np.full((68, 2), (x, 0.5), np.float16)
    points[36:42], points[42:48] = (x - 0.12, 0.4), (x + 0.12, 0.4)
    points[48], points[54] = (x - 0.08, 0.7), (x + 0.08, 0.7)
    return points


def test_packed_pictures_are_squares_of_the_faces_that_fit(tmp_path: Path) -> None:
    dice = np.random.default_rng(0)
    photos = [smooth(dice) for _ in range(4)]
    frontality = np.array([0.9, 0.1, 0.8, 0.7])  # the second face is turned away
    places = np.stack([landmarks(x) for x in (0.5, 0.5, 0.2, 0.48)])  # the third reaches far past the picture
    labelled = file_of(tmp_path / "fairface.npz", photos, landmarks68=places, frontality=frontality)
    faceless = smooth(dice, 256)
    portraits = file_of(tmp_path / "portraits.npz", [np.asarray(Image.open(SAMPLE_PHOTO).convert("RGB")), faceless])

    assert pack(labelled, [portraits], tmp_path / "packed.npz", CONFIG) == (2, 1)
    values = np.load(tmp_path / "packed.npz")
    assert values["source"].tolist() == [0, 3, -1]

    read = Pictures(tmp_path / "packed.npz")
    assert read.size == 128
    assert [list(part) for part in (read.held_out, read.real, read.synthetic)] == [[0], [1], [2]]
    square = FFHQ_CLOSE.square(points_from_68(places[3].astype(np.float32) * WIDTH))
    seen, expected = read.pixels(np.array([1]))[0], cut(photos[3], square, 128)
    assert np.abs(seen.astype(float) - expected).mean() < 4
    assert read(np.array([1])).movedim(1, 3)[0].numpy() == pytest.approx(seen / 127.5 - 1, abs=1e-6)


def test_files_are_decoded_alike_alone_and_by_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(0)
    files = [encoded(smooth(dice, 32)) for _ in range(5)]
    alone = all_decoded(files)
    assert alone.shape == (5, 32, 32, 3)
    monkeypatch.setattr(webp, "_ALONE", 0)
    assert (all_decoded(files) == alone).all()


def test_processes_that_decode_import_no_torch() -> None:
    modules = "tools.train_base_model.__main__", "tools.train_base_model.webp"
    code = f"import sys, {', '.join(modules)}; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    """43 to train on, 5 held out, 12 synthetic."""
    dice = np.random.default_rng(0)
    source = np.array([*range(48), *[-1] * 12])
    shown = [smooth(dice, 16) for _ in range(60)]
    return Pictures(file_of(tmp_path / "p.npz", shown, source=source))


def test_each_pass_sees_every_picture_once_and_no_held_out_one(pictures: Pictures) -> None:
    config = dataclasses.replace(CONFIG, synthetic_share=0.25)
    assert set(pictures.held_out) == set(range(0, 48, 10))
    batches = np.stack([pictures.drawn(0, step, 8, config) for step in range(43)])
    synthetic = batches >= 48
    assert (synthetic.sum(1) == 2).all()  # the share, in each batch
    for kept, stream in ((pictures.real, batches[~synthetic]), (pictures.synthetic, batches[synthetic])):
        passes = [stream[k : k + len(kept)] for k in range(0, len(stream) - len(kept) + 1, len(kept))]
        assert len(passes) >= 6
        assert all(sorted(one) == sorted(kept) for one in passes)
        assert any((one != passes[0]).any() for one in passes)


def test_moved_pictures_hold_only_their_own_pixels_mirrored() -> None:
    torch.manual_seed(0)
    size, most = 12, 3
    x = torch.arange(20 * 3 * size * size, dtype=torch.float32).view(20, 3, size, size)
    moves = set()
    for before, after in zip(x.numpy(), _moved(x, most).numpy(), strict=True):
        around = np.pad(before, ((0, 0), (most, most), (most, most)), "reflect")
        fitting = [
            (i, j)
            for i in range(2 * most + 1)
            for j in range(2 * most + 1)
            if (around[:, i : i + size, j : j + size] == after).all()
        ]
        assert len(fitting) == 1
        moves.update(fitting)
    assert len(moves) > 10
    assert _moved(x, 0) is x


def test_pictures_are_mirrored_and_lit_differently_but_stay_in_range(pictures: Pictures) -> None:
    torch.manual_seed(0)
    config = dataclasses.replace(CONFIG, most_shift=0)
    indices = np.full(200, pictures.real[0])
    plain = pictures(indices[:1])
    only_mirrored = pictures.varied(indices, dataclasses.replace(config, exposure=0))
    mirrored = (only_mirrored == plain.flip(3)).all(3).all(2).all(1)
    assert ((only_mirrored == plain).all(3).all(2).all(1) | mirrored).all()
    assert 60 < mirrored.sum() < 140
    lit = pictures.varied(indices, dataclasses.replace(config, exposure=0.2))
    assert lit.abs().max() <= 1
    assert lit.mean((1, 2, 3)).std() == pytest.approx(0.2, rel=0.3)


def test_overhang_is_measured_from_the_turned_corners() -> None:
    assert overhang(Square(50, 50, 100), 100, 100) == 0
    assert overhang(Square(40, 50, 100), 100, 100) == pytest.approx(0.1)
    assert overhang(Square(50, 50, 100, np.pi / 4), 100, 100) == pytest.approx(np.sqrt(0.5) - 0.5)
