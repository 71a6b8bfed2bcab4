"""`asyrp-desktop directions` and `calibrate`, as a person types them, with the built-in model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance

from asyrp_desktop.cli import main
from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.paths import BUILT_IN_MODELS, SAMPLE_PHOTO
from asyrp_desktop.engine.calibration import Calibration
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.models import store
from asyrp_desktop.training import gain
from tests.conftest import tiny_unet

Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command to its exit code. Returns what it printed, or where it failed, its error."""

    def words(*words: str, code: int = 0) -> str:
        assert main(words) == code
        out, err = capsys.readouterr()
        return err if code else out

    return words


def test_a_life_in_the_library(run: Run, tmp_path: Path) -> None:
    made = run("directions", "combine", "--name", "glad, any gender", "--add", "smiling", "--add", "sad=-0.5",
               "--without", "woman", "--json")  # fmt: skip
    told = json.loads(made)
    assert Path(told["path"]).is_file()
    assert told["record"] == {"method": "combination", "sum": {"smiling": 1.0, "sad": -0.5}, "without": ["man"]}

    assert run("directions", "duplicate", "glad, any gender") == "glad, any gender 2\n"
    run("directions", "remove", "glad, any gender 2")
    run("directions", "restore", "glad, any gender 2")
    assert "glad, any gender 2" in run("directions", "list")
    run("directions", "remove", "glad, any gender 2")

    run("directions", "rename", "glad, any gender", "glad")
    assert "glad" in run("directions", "list")
    assert "glad" in {info["name"] for info in json.loads(run("directions", "list", "--json"))}
    shown = json.loads(run("directions", "show", "glad"))
    assert [(part["name"], part["weight"]) for part in shown["parts"]] == [
        ("smiling", 1.0),
        ("sad", -0.5),
        ("man", None),
    ]

    file = tmp_path / f"for a friend{SUFFIX}"
    assert run("directions", "export", "glad", str(file)).strip() == str(file)
    assert "already" in run("directions", "export", "glad", str(file), code=1)
    run("directions", "remove", "glad")
    assert "glad" not in run("directions", "list")
    assert json.loads(run("directions", "show", str(file)))["name"] == "glad"
    run("directions", "import", str(file), "--name", "glad again")

    out = tmp_path / "out.png"
    run("edit", str(SAMPLE_PHOTO), "-o", str(out), "--set", "glad again=-1", "--steps", "4")
    assert out.is_file()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["remove", "smiling"], "belongs to the program"),
        (["rename", "smiling", "grin"], "belongs to the program"),
        (["remove", "smilin"], "Did you mean smiling"),
        (["combine", "--name", "smiling", "--add", "old"], "already"),
        (["combine", "--name", "x", "--add", "nothing"], "no direction"),
        (["combine", "--name", "x", "--add", "old=0"], "nothing to combine"),
        (["import", str(SAMPLE_PHOTO)], "not a direction file"),
        (["from-folders", "/nowhere", "/nowhere", "--name", "x"], "no folder"),
        (["from-folders", "/nowhere", "/nowhere", "--name", "old"], "already"),
        (["from-ratings", "/nowhere", "/nowhere.csv", "--name", "x"], "nowhere.csv"),
        (["pca", "--photos", "/nowhere"], "no folder"),
        (["pca", "--samples", "2", "--t-edit", "1000"], "t = 1000"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, user_data: Path, words: list[str], told: str) -> None:
    error = run("directions", *words, code=1)
    assert told in error and "Traceback" not in error
    assert not list(user_data.rglob(f"*{SUFFIX}"))


@pytest.mark.parametrize(
    "words",
    [["combine", "--name", "x"], ["combine", "--name", "x", "--add", "a=b"], ["pca", "--samples", "0"], ["show"]],
)
def test_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["directions", *words])
    assert exit_.value.code == 2


def test_components_of_photos_become_sliders(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gain, "STEPS", 3)
    monkeypatch.setattr(gain, "TRIED", (1.0,))
    photos = tmp_path / "Fotos"
    photos.mkdir()
    with Image.open(SAMPLE_PHOTO) as photo:
        photo.thumbnail((256, 256))
        for k, brightness in enumerate((0.5, 1.0, 1.6)):
            ImageEnhance.Brightness(photo).enhance(brightness).save(photos / f"{k}.jpg")
    words = ["directions", "pca", "--photos", str(photos), "--components", "2", "--t-edit", "300"]
    paths = run(*words).split("\n")[:2]
    assert all(Path(path).is_file() for path in paths)
    record = json.loads(run("directions", "show", "component 1"))["record"]
    assert record["variance"] > 0.4 and record["pictures"]["folder"] == "Fotos"
    assert "already" in run(*words, code=1)
    out = tmp_path / "out.png"
    run("edit", str(SAMPLE_PHOTO), "-o", str(out), "--set", "component 1=1", "--steps", "4")
    assert out.is_file()


@pytest.fixture
def tiny_model(user_data: Path) -> Path:
    """The tiny network, installed."""
    with store.installing("base", "tiny") as folder:
        tiny_unet().save_pretrained(folder / "unet")
        scheduler = {"_class_name": "DDPMScheduler", "prediction_type": "v_prediction"}
        (folder / "scheduler").mkdir()
        (folder / "scheduler" / "scheduler_config.json").write_text(json.dumps(scheduler))
        (folder / "card.json").write_text(json.dumps({"name": "tiny", "title": "Tiny", "licence": "ß", "own": 1}))
    return user_data / "models" / "tiny"


def test_a_calibrated_model_knows_its_curves(run: Run, tiny_model: Path, tmp_path: Path) -> None:
    told = json.loads(run("calibrate", "--model", "tiny", "--samples", "2", "--json"))
    card = json.loads((tiny_model / "card.json").read_text(encoding="utf-8"))
    curves = Calibration.from_json(card["calibration"])
    assert card["t_boost"] == curves.t_boost == told["t_boost"]
    assert (card["licence"], card["own"]) == ("ß", 1)
    assert curves.predicted[0] < curves.predicted[-1] and curves.noisy[0] == 0 < curves.noisy[-1]
    # What `models verify` knows went along.
    assert store.verify("tiny") == []

    file = tmp_path / "curves.json"
    run("calibrate", "--model", "tiny", "--samples", "2", "--output", str(file))
    assert Calibration.from_json(json.loads(file.read_text())) == curves
    assert "exists already" in run("calibrate", "--model", "tiny", "--output", str(file), code=1)
    assert "does not exist" in run("calibrate", "--model", "tiny", "--output", str(file / "x"), code=1)


def test_the_built_in_card_stays(run: Run, tmp_path: Path) -> None:
    before = (BUILT_IN_MODELS / "faces-128" / "card.json").read_bytes()
    assert "--output" in run("calibrate", code=1)
    with pytest.raises(ModelError):
        store.update_card(BUILT_IN_MODELS / "faces-128", {"t_boost": 1})
    assert (BUILT_IN_MODELS / "faces-128" / "card.json").read_bytes() == before


def test_a_damaged_card_is_told_and_left(tiny_model: Path) -> None:
    card = tiny_model / "card.json"
    card.write_text("{")
    with pytest.raises(ModelError, match="card"):
        store.update_card(tiny_model, {"t_boost": 1})
    assert card.read_text() == "{"
    card.unlink()
    store.update_card(tiny_model, {"t_boost": 1})
    assert json.loads(card.read_text()) == {"name": "tiny", "title": "tiny", "t_boost": 1}
