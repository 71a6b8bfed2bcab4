"""Base models on disk: what makes two of them the same, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler

from asyrp_desktop.cli import main
from asyrp_desktop.core.errors import ModelError, UnknownDirection, WrongBaseModel
from asyrp_desktop.core.model_shelf import ModelOrder
from asyrp_desktop.core.training_plan import PromptPair, Recipe
from asyrp_desktop.core.values import DEFAULT_CRITIC, Course, Edit, Scope
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.models import kept_edits, shelf
from asyrp_desktop.models.base_model import load_base_model, read_card
from asyrp_desktop.models.entries import entry
from asyrp_desktop.models.install import bring
from asyrp_desktop.photo_edit import Studio
from asyrp_desktop.training.discovery import Discovery
from asyrp_desktop.training.estimate import Outlook
from tests.conftest import ASTRONAUT, random_direction, tiny_unet


def write_model(folder: Path, half: bool = False, **schedule: object) -> Path:
    unet = tiny_unet()
    (unet.half() if half else unet).save_pretrained(folder / "unet")
    DDPMScheduler(**schedule).save_pretrained(folder / "scheduler")  # type: ignore[arg-type]
    return folder


def test_the_fingerprint_is_of_the_function_not_of_the_file(tmp_path: Path) -> None:
    full, _ = load_base_model(write_model(tmp_path / "日本 full"))
    half, card = load_base_model(write_model(tmp_path / "half", half=True))
    other, _ = load_base_model(write_model(tmp_path / "other", beta_schedule="squaredcos_cap_v2"))
    assert full.fingerprint == half.fingerprint != other.fingerprint
    assert half.unet.dtype == torch.float32
    assert card.name == "half"
    assert full.size == 16


def test_a_card_keeps_what_it_does_not_know(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "m")
    (folder / "card.json").write_text('{"name": "n", "title": "t", "t_boost": 167, "colour": "red"}', encoding="utf-8")
    card = read_card(folder)
    assert (card.t_boost, card.more) == (167, {"colour": "red"})
    (folder / "card.json").write_text('{"name": ', encoding="utf-8")
    with pytest.raises(ModelError, match="card"):
        read_card(folder)


@pytest.mark.parametrize("timesteps", [100, 4000])
def test_schedules_of_other_lengths(
    tmp_path: Path, timesteps: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = write_model(
        tmp_path / "mine", num_train_timesteps=timesteps, prediction_type="v_prediction", beta_end=20 / timesteps
    )
    unet, card = load_base_model(folder)
    assert card.t_boost == timesteps // 5
    assert Discovery(str(folder), "cpu").t_edit == timesteps // 2
    outlook = Outlook(str(folder), DEFAULT_CRITIC)
    assert outlook.check(PromptPair("face", "smiling face")).t_edit == timesteps // 2
    quick = replace(Recipe.presets()["quick"], steps=8, images=8, epochs=1, batch=1)
    assert outlook.seconds(quick, timesteps // 2, False) > 0

    late = timesteps * 6 // 10
    random_direction(unet, name="d", t_edit=late).save(tmp_path / f"d{SUFFIX}")
    assert main(["directions", "import", str(tmp_path / f"d{SUFFIX}"), "--model", str(folder)]) == 0
    words = ["edit", str(ASTRONAUT), "-o", str(tmp_path / "o.png"), "--model", str(folder), "--set", "d=1"]
    words += ["--steps", "6", "--json", "--force"]
    capsys.readouterr()
    for course, t_edit in (([], late), (["--t-edit", str(timesteps - 1), "--t-boost", str(late)], timesteps - 1)):
        assert main([*words, *course]) == 0
        assert json.loads(capsys.readouterr().out)["t_edit"] == t_edit
    with pytest.raises(SystemExit):
        main([*words, "--t-boost", str(timesteps)])
    assert f"from 0 to {timesteps - 1}" in capsys.readouterr().err

    edit = Edit(Scope(course=Course(t_edit=timesteps - 1, t_boost=late)), ({"d": 1.0},))
    kept_edits.keep(kept_edits.described(ASTRONAUT, "ab" * 32, "mine", edit), b"")
    found = kept_edits.of_photo("ab" * 32)
    assert found is not None and found.edit == edit


def test_damaged_and_foreign_models_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no base model"):
        load_base_model(tmp_path)
    folder = write_model(tmp_path / "cut off")
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match="damaged"):
        load_base_model(folder)
    weights.unlink()
    torch.save(tiny_unet().state_dict(), folder / "unet" / "diffusion_pytorch_model.bin")
    with pytest.raises(ModelError):  # a pickle is not a weights file, whatever its name
        load_base_model(folder)
    config = folder / "unet" / "config.json"
    for change in ({"_class_name": "UNet2DConditionModel"}, {"num_class_embeds": 10}, {"in_channels": 12}):
        config.write_text(json.dumps({"_class_name": "UNet2DModel", "in_channels": 3, **change}), encoding="utf-8")
        with pytest.raises(ModelError):
            load_base_model(folder)


def test_a_model_in_patches_says_so_on_its_card(tmp_path: Path) -> None:
    folder = tmp_path / "patches"
    tiny_unet(in_channels=12, out_channels=12, sample_size=8).save_pretrained(folder / "unet")
    DDPMScheduler(prediction_type="sample").save_pretrained(folder / "scheduler")
    with pytest.raises(ModelError, match="RGB"):
        load_base_model(folder)
    for damaged in ('"two"', "0"):
        (folder / "card.json").write_text(f'{{"name": "n", "title": "t", "patch": {damaged}}}', encoding="utf-8")
        with pytest.raises(ModelError, match="card"):
            load_base_model(folder)
    (folder / "card.json").write_text('{"name": "n", "title": "t", "patch": 2}', encoding="utf-8")
    whole, _ = load_base_model(folder)
    assert whole.size == 16

    brought = bring(ModelOrder(folder, "mine", "MIT"))
    again, card = load_base_model(shelf.model_folder(brought.name))
    assert card.patch == 2 and again.fingerprint == whole.fingerprint
    assert entry("mine").resolution == 16


def test_the_studio_takes_directions_of_its_own_model_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    studio = Studio(str(write_model(tmp_path / "mine")), "cpu")
    home = shelf.USER_DATA / "directions" / "mine"
    home.mkdir(parents=True)
    own, foreign = (
        random_direction(studio.editor.unet, name="own"),
        random_direction(studio.editor.unet, name="foreign"),
    )
    object.__setattr__(foreign.head, "base_fingerprint", "another")
    own.save(home / f"own{SUFFIX}")
    foreign.save(home / f"foreign{SUFFIX}")
    (home / f"broken{SUFFIX}").write_bytes(b"junk")
    assert list(shelf.directions("mine")) == ["foreign", "own"]
    assert [d.name for d in studio.blend({"own": 0.5, "foreign": 0.0})] == ["own"]
    with pytest.raises(WrongBaseModel):
        studio.blend({"foreign": 1.0})
    with pytest.raises(UnknownDirection, match="own"):
        studio.blend({"onw": 1.0})


def test_the_built_in_model_says_where_it_comes_from() -> None:
    folder = shelf.model_folder("faces-128")
    unet, card = load_base_model(folder)
    assert "FairFace" in card.more["attribution"]
    assert card.licence == "MIT"
    assert unet.h_shape == (256, 8, 8)
