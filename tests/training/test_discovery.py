"""Directions without text, on pictures whose attribute is known: bright upper halves, in h of the tiny network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from asyrp_desktop.core.errors import Cancelled, PhotoError, TrainingError
from asyrp_desktop.core.progress import Control, Progress
from asyrp_desktop.engine.direction import Direction, load_direction
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.models.base_model import Card
from asyrp_desktop.training import discovery, gain
from asyrp_desktop.training.discovery import Discovery, read_ratings
from asyrp_desktop.training.principal_components import principal_components


def picture(bright: float, seed: int) -> np.ndarray:
    """(16, 16, 3): noise, the upper half brighter by `bright`."""
    pixels = np.random.default_rng(seed).integers(60, 100, (16, 16, 3)).astype(float)
    pixels[:8] += bright
    return pixels.astype(np.uint8)


def folder(home: Path, name: str, brightness: list[float], first_seed: int) -> Path:
    place = home / name
    place.mkdir()
    for k, bright in enumerate(brightness):
        Image.fromarray(picture(bright, first_seed + k)).save(place / f"{k:03d} è.png")
    return place


@pytest.fixture
def found(unet: HSpaceUNet, monkeypatch: pytest.MonkeyPatch) -> Iterator[Discovery]:
    """Of the tiny network, in the place of a model on disk."""
    monkeypatch.setattr(gain, "STEPS", 4)
    monkeypatch.setattr(discovery, "model_folder", Path)
    monkeypatch.setattr(discovery, "load_base_model", lambda _: (unet, Card("tiny", "Tiny")))
    yield Discovery("tiny", "cpu", t_edit=20)


def field(direction: Direction) -> torch.Tensor:
    return direction.shift.tensors()["delta_h"].flatten()


def cosine(first: Direction, second: Direction) -> float:
    """At the lowest timestep, where h of so few photos is not all noise."""
    fields = [direction.shift.tensors()["delta_h"][0].flatten() for direction in (first, second)]
    return float(torch.cosine_similarity(*fields, dim=0))


def test_folders_ratings_and_components_find_the_same_attribute(found: Discovery, tmp_path: Path) -> None:
    bright = folder(tmp_path, "bright", [140.0] * 20, 0)
    dark = folder(tmp_path, "dark", [0.0] * 20, 50)
    rated = np.linspace(0, 140, 40).tolist()
    mixed = folder(tmp_path, "mixed", rated, 100)
    table = tmp_path / "ratings.csv"
    rows = [f"{k:03d} è.png,{3 * value - 7}" for k, value in enumerate(rated)]
    table.write_text("\n".join(["file,rating", *rows, "not there.png,5"]), encoding="utf-8")

    by_folder = found.from_folders("f", bright, dark)
    by_rating = found.from_ratings("r", mixed, table)
    first, second = found.components(["c 1", "c 2"], mixed, 40)

    assert cosine(by_folder, by_rating) > 0.8
    assert abs(cosine(by_folder, first)) > 0.8
    assert abs(cosine(by_folder, second)) < 0.3

    assert by_folder.head.record["having"]["folder"] == "bright"
    assert (by_folder.head.record["having"]["count"], by_folder.head.record["lacking"]["count"]) == (20, 20)
    assert by_rating.head.record["photos"]["count"] == 40
    assert by_rating.head.record["rating_range"] == [-7.0, pytest.approx(3 * 140 - 7)]
    assert first.head.record["variance"] > 1.3 * second.head.record["variance"]
    assert [file.name for file, _ in found.left_out] == ["not there.png"]
    assert 0 < by_folder.head.record["gain"] <= 2
    # Not where on this computer the photos are.
    assert str(tmp_path) not in str(by_folder.head.record) + str(by_rating.head.record) + str(first.head.record)


def test_two_ratings_are_two_folders(found: Discovery, tmp_path: Path) -> None:
    bright = folder(tmp_path, "bright", [140.0] * 8, 0)
    dark = folder(tmp_path, "dark", [0.0] * 4, 50)
    both = folder(tmp_path, "both", [140.0] * 8, 0)
    for k in range(4):
        Image.fromarray(picture(0.0, 50 + k)).save(both / f"dark {k}.png")
    table = tmp_path / "marks.csv"
    rows = [f"{file.name},{1 if file.name.startswith('dark') else 4}" for file in sorted(both.iterdir())]
    table.write_text("\n".join(["file,mark", *rows]), encoding="utf-8-sig")
    by_rating = found.from_ratings("r", both, table, "mark")
    assert by_rating.head.record["strength_1"] == pytest.approx(3.0)
    # In another order, the photos meet other noise.
    assert cosine(by_rating, found.from_folders("f", bright, dark)) > 0.8


def test_the_same_pictures_give_the_same_directions(found: Discovery, tmp_path: Path) -> None:
    mixed = folder(tmp_path, "mixed", [0.0, 50.0, 100.0, 140.0, 20.0], 0)
    one, two = (found.components(["a", "b"], mixed, 5) for _ in range(2))
    assert all(torch.equal(field(x), field(y)) for x, y in zip(one, two, strict=True))
    assert all(x.head == y.head for x, y in zip(one, two, strict=True))


def test_components_are_those_of_the_covariance(unet: HSpaceUNet) -> None:
    crops = np.stack([picture(20.0 * k, k) for k in range(9)])
    found = principal_components(unet, crops, 8, [0])
    assert sum(found.shares) == pytest.approx(1)
    np.testing.assert_allclose(found.scores @ found.scores.T / 9, np.eye(8), atol=1e-6)
    np.testing.assert_allclose(found.scores.mean(1), 0, atol=1e-6)
    # At t = 0 there is almost no noise: h itself gives the same.
    h = unet.encode(to_model_range(crops), torch.zeros(9, dtype=torch.long)).h.flatten(1)
    _, sizes, axes = torch.linalg.svd(h - h.mean(0), full_matrices=False)
    np.testing.assert_allclose(found.shares, (sizes.square() / sizes.square().sum())[:8], atol=0.01)
    expected = ((h - h.mean(0)) @ axes[0]).numpy()
    assert abs(np.corrcoef(found.scores[0], expected)[0, 1]) > 0.99


def test_samples_of_the_model_will_do(found: Discovery) -> None:
    (made,) = found.components(["component 1"], None, 3)
    assert made.head.record["pictures"] == {"samples": 3, "seed": 0}
    assert field(made).isfinite().all() and field(made).any()


def test_the_direction_is_kept_whole(found: Discovery, tmp_path: Path) -> None:
    made = found.from_folders("f", folder(tmp_path, "a", [140.0] * 4, 0), folder(tmp_path, "b", [0.0] * 4, 9))
    kept = load_direction(found.keep(made))
    assert kept.head == made.head
    torch.testing.assert_close(field(kept), field(made), rtol=1e-2, atol=1e-3)


def test_what_cannot_be_learned_from_is_told(found: Discovery, tmp_path: Path) -> None:
    same = folder(tmp_path, "same", [0.0] * 3, 0)
    empty = folder(tmp_path, "empty", [], 0)
    (same / "notes.txt").write_text("no photo")
    table = tmp_path / "r.csv"
    table.write_text("file,rating\n000 è.png,1\n001 è.png,1\n", encoding="utf-8")
    with pytest.raises(PhotoError):
        found.from_folders("f", same, empty)
    with pytest.raises(TrainingError, match="the same"):
        found.from_ratings("r", same, table)
    with pytest.raises(TrainingError, match="components"):
        found.components(["a", "b", "c"], same, 9)
    with pytest.raises(TrainingError, match="shuffled"):
        found.from_folders("f", same, folder(tmp_path, "other", [0.0] * 3, 0))
    with pytest.raises(TrainingError):
        Discovery("tiny", "cpu", t_edit=999)
    assert "notes.txt" in {file.name for file, _ in found.left_out}


@pytest.mark.parametrize(
    "table",
    ["", "file\na.png", "file,rating\na.png", "file,rating\na.png,much", "file,rating\na.png,nan", "a.png,4\nb.png,5"],
)
def test_a_table_that_is_none_is_told(tmp_path: Path, table: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(TrainingError, match=r"r\.csv"):
        read_ratings(path, "rating")


def test_it_can_be_cancelled(found: Discovery, tmp_path: Path) -> None:
    mixed = folder(tmp_path, "mixed", [0.0, 140.0, 70.0], 0)
    control = Control()
    progress = Progress(lambda report: control.cancel() if report.stage == "trying" else None, control)
    with pytest.raises(Cancelled):
        found.components(["a"], mixed, 3, progress)
