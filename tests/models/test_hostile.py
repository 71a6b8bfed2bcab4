"""Models and directions of somebody who means harm: names that are paths, numbers without bounds, wrong types."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler
from PIL import Image
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from asyrp_desktop.cli import main
from asyrp_desktop.core.edit_file import EditFile
from asyrp_desktop.core.errors import AsyrpError, DirectionError, ModelError
from asyrp_desktop.core.model_shelf import ModelOrder
from asyrp_desktop.core.values import DEFAULT_MODEL, Edit
from asyrp_desktop.engine.direction import GlobalShift
from asyrp_desktop.engine.direction_file import METADATA_KEY, SUFFIX, read_head
from asyrp_desktop.models import kept_edits, library, marks, presets, shelf, store
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.curves import curves
from asyrp_desktop.models.device_settings import kept_setting
from asyrp_desktop.models.entries import entries
from asyrp_desktop.models.importers.checkpoint import read_checkpoint, state_of
from asyrp_desktop.models.install import bring
from asyrp_desktop.models.previews import previews
from tests.conftest import direction, random_direction, tiny_h_space, tiny_unet

UNET = tiny_h_space()
DEEP = "[" * 100_000


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shelf, "USER_DATA", tmp_path / "home" / "data")
    shelf.USER_DATA.mkdir(parents=True)
    return shelf.USER_DATA


def write_model(folder: Path, **card: object) -> Path:
    tiny_unet().save_pretrained(folder / "unet")
    DDPMScheduler().save_pretrained(folder / "scheduler")
    (folder / "card.json").write_text(json.dumps({"name": folder.name, "title": "t", **card}), encoding="utf-8")
    return folder


def change(path: Path, **values: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Names


@pytest.mark.parametrize("place", ["{other}", "../../../other", "", ".", "..", "../directions", "models/mine"])
def test_a_model_is_removed_by_its_name_only(
    tmp_path: Path, data: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    for folder in (other, data / "models" / "mine", data / "directions"):
        write_model(folder)
        (folder / store.MANIFEST).write_text("{}", encoding="utf-8")
    before = files_in(tmp_path)
    name = place.format(other=other)
    assert main(["models", "remove", name]) == 1
    assert main(["models", "verify", name or "?"]) == 1
    assert "No model" in capsys.readouterr().err
    assert files_in(tmp_path) == before
    assert main(["models", "remove", "mine"]) == 0
    assert not (data / "models" / "mine").exists() and (other / "card.json").is_file()


def test_a_model_behind_a_link_is_left_alone(tmp_path: Path, data: Path) -> None:
    write_model(tmp_path / "other" / "mine")
    (tmp_path / "other" / "mine" / store.MANIFEST).write_text("{}", encoding="utf-8")
    (data / "models").symlink_to(tmp_path / "other")
    before = files_in(tmp_path / "other")
    with pytest.raises(ModelError):
        store.remove("mine")
    assert files_in(tmp_path / "other") == before


@pytest.mark.parametrize("name", ["../../../escaped", "/tmp/escaped", "", "a\0b", 5, None])
def test_a_card_names_no_place(tmp_path: Path, data: Path, name: object) -> None:
    folder = write_model(tmp_path / "brought", name=name)
    with pytest.raises(ModelError, match="card"):
        load_base_model(folder)
    assert shelf.base_name(str(folder)) == "brought"
    assert library.file_of(shelf.base_name(str(folder)), "d").parent == data / "directions" / "brought"
    assert shelf.directions(str(name)) == {}


def test_a_direction_is_changed_by_its_name_only(tmp_path: Path) -> None:
    unet, _ = load_base_model(shelf.model_folder(DEFAULT_MODEL))
    path = library.add(DEFAULT_MODEL, "own", random_direction(unet, name="own").save)
    for name in (str(path), f"../{DEFAULT_MODEL}/{path.name}", ""):
        for work in (library.remove, lambda model, name: library.rename(model, name, "new")):
            with pytest.raises(AsyrpError):
                work(DEFAULT_MODEL, name)
    assert path.is_file() and read_head(path).name == "own"


def test_an_edit_is_kept_where_edits_are(data: Path) -> None:
    kept = EditFile(Path("/photos/m\udcfcller.jpg"), "ab" * 32, DEFAULT_MODEL, "", {}, Edit(strengths=({"x": 1.0},)))
    kept_edits.keep(kept, b"")
    assert kept_edits.of_photo("ab" * 32) == kept
    (data / "edits" / "under-way").write_text("../../../etc\n" + "ab" * 32, encoding="utf-8")
    assert kept_edits.left_open() == [kept]
    for digest in ("../../../escaped", "/tmp/escaped", "", ".."):
        assert kept_edits.place(digest).parent == kept_edits.folder()
        kept_edits.keep(replace(kept, digest=digest, model="../../escaped"), b"")
    assert {path.parent for path in data.parent.parent.rglob("*") if path.is_file()} == {data / "edits"}


SHOWN = [{"licence": None}, {"domain": None}, {"licence": ["mit"]}, {"title": 5}, {"note": float("nan")}]


@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_what_is_only_shown_spoils_no_model(tmp_path: Path, shown: dict[str, Any]) -> None:
    _, card = load_base_model(write_model(tmp_path / "m", **shown))
    assert all(isinstance(text, str) for text in (card.title, card.licence, card.domain))


# Types and bounds


@pytest.mark.parametrize(
    "lie",
    [
        {"layers_per_block": 10_000_000},
        {"layers_per_block": "2"},
        {"block_out_channels": [10**9, 64]},
        {"block_out_channels": 64},
        {"sample_size": 10**6},
        {"down_block_types": ["AttnDownBlock2D"] * 2, "up_block_types": ["AttnUpBlock2D"] * 2, "sample_size": 1024},
        {"down_block_types": [["DownBlock2D"], {}]},
        {"norm_num_groups": 0},
        {"attention_head_dim": -1},
        {"act_fn": {"a": 1}},
    ],
    ids=str,
)
def test_a_network_out_of_bounds_is_refused_before_it_is_built(tmp_path: Path, lie: dict[str, Any]) -> None:
    folder = write_model(tmp_path / "m")
    change(folder / "unet" / "config.json", **lie)
    for work in (lambda: load_base_model(folder), lambda: bring(ModelOrder(folder, "mine", "MIT"))):
        with pytest.raises(ModelError):
            work()


@pytest.mark.parametrize(
    "lie",
    [
        {"num_train_timesteps": 10**9},
        {"beta_end": "0.02"},
        {"trained_betas": [2, -1]},
        {"trained_betas": [0.1, 0.2]},
        {"beta_start": 1e-300, "beta_end": 1e-300},
    ],
    ids=str,
)
def test_a_schedule_out_of_bounds_is_refused(tmp_path: Path, lie: dict[str, Any]) -> None:
    folder = write_model(tmp_path / "m")
    change(folder / "scheduler" / "scheduler_config.json", **lie)
    with pytest.raises(ModelError):
        load_base_model(folder)
    assert curves(str(folder)).timesteps == 1000


@pytest.mark.parametrize("content", [DEEP, "[]", "5", '"a"', "{", '{"x": {"x": {"tags": 5}}}', '{"x": [1e999]}', "\0"])
def test_whatever_lies_in_the_users_data_the_program_starts(
    data: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_model(data / "models" / "mine")
    names = ("shelf", "marks", "devices", "presets", "models/mine/card", "models/mine/unet/config")
    for name in names:
        (data / f"{name}.json").write_text(content, encoding="utf-8")
    (data / "edits").mkdir()
    (data / "edits" / "a.asyrp").write_text(content, encoding="utf-8")
    assert {model.name for model in entries()} >= {DEFAULT_MODEL, "mine"}
    assert library.sliders(DEFAULT_MODEL) and library.entries()
    assert marks.marks() == {} and kept_edits.recent(9) == []
    assert kept_setting(torch.device("cpu"), "f") is None
    assert curves("mine").calibration is None
    try:
        assert presets.presets(DEFAULT_MODEL) == {}
    except AsyrpError as error:
        assert "presets" in error.message
    for words in (["models", "list"], ["directions", "list"], ["models", "info", "mine"]):
        assert main(words) == 0
    assert "Traceback" not in capsys.readouterr().err


# Directions


def head_of(path: Path) -> dict[str, Any]:
    with safe_open(path, "pt") as file:
        return json.loads(file.metadata()[METADATA_KEY])


def with_head(path: Path, text: str) -> None:
    content = path.read_bytes()
    length = int.from_bytes(content[:8], "little")
    head = json.loads(content[8 : 8 + length])
    head["__metadata__"] = {METADATA_KEY: text}
    made = json.dumps(head).encode()
    path.write_bytes(len(made).to_bytes(8, "little") + made + content[8 + length :])


@pytest.mark.parametrize(
    "lie",
    [
        {"record": []},
        {"name": 5},
        {"name": ""},
        {"name": "a=b"},
        {"name": "a\nb"},
        {"opposite": " "},
        {"label": 5},
        {"label": "\ud800"},
        {"form": "evil"},
        {"h_shape": [1, 2]},
        {"h_shape": [-1, 8, 8]},
        {"steps": 10**9},
        {"t_edit": "400"},
        {"low": 1.0},
        {"parts": [{"head": {}, "weight": 1}]},
    ],
    ids=str,
)
def test_a_direction_of_wrong_types_is_damaged_and_hides_no_other(lie: dict[str, Any]) -> None:
    known = set(shelf.directions(DEFAULT_MODEL))
    path = library.file_of(DEFAULT_MODEL, "evil")
    direction(UNET, GlobalShift(torch.zeros(UNET.h_shape)), name="evil").save(path)
    with_head(path, json.dumps({**head_of(path), **lie}))
    with pytest.raises(DirectionError, match="damaged"):
        read_head(path)
    assert set(shelf.directions(DEFAULT_MODEL)) == known
    assert {entry.key.name for entry in library.entries() if entry.key.model == DEFAULT_MODEL} == known


def test_heads_that_are_endless_or_deep_are_damaged(tmp_path: Path) -> None:
    path = tmp_path / f"d{SUFFIX}"
    direction(UNET, GlobalShift(torch.zeros(UNET.h_shape))).save(path)
    with_head(path, DEEP)
    with pytest.raises(DirectionError):
        read_head(path)
    tensor = b'"%d":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},'
    many = b"{" + b"".join(tensor % k for k in range(200_000)) + b'"x":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}'
    path.write_bytes(len(many).to_bytes(8, "little") + many + bytes(4))
    with pytest.raises(DirectionError, match="damaged"):
        read_head(path)
    with pytest.raises(ModelError):
        read_checkpoint(path)


def test_a_direction_is_renamed_whatever_its_numbers_are(tmp_path: Path) -> None:
    path = library.file_of(DEFAULT_MODEL, "own")
    made = direction(UNET, GlobalShift(torch.ones(UNET.h_shape)), name="own")
    save_file({"delta_h": torch.ones(UNET.h_shape, dtype=torch.bfloat16)}, path, made.head.to_metadata())
    library.rename(DEFAULT_MODEL, "own", "new")
    assert read_head(path).name == "new"
    assert torch.equal(load_file(path)["delta_h"], torch.ones(UNET.h_shape, dtype=torch.bfloat16))


def test_previews_of_strangers_start_nothing(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    Image.new("L", (16_000, 16_000)).save(bomb, "WEBP", lossless=True)
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 100\n%%EndComments\n%%EOF\n"
    path = library.file_of(DEFAULT_MODEL, "evil")
    for strips in ([base64.b64encode(eps).decode()], [base64.b64encode(bomb.getvalue()).decode()], 5, ["?"], [[]]):
        made = direction(UNET, GlobalShift(torch.zeros(UNET.h_shape)), name="evil")
        object.__setattr__(made.head, "record", {"previews": strips})
        made.save(path)
        assert previews(path) == ()


def test_numbers_that_are_none_spoil_no_direction() -> None:
    path = library.file_of(DEFAULT_MODEL, "odd")
    direction(UNET, GlobalShift(torch.zeros(UNET.h_shape)), name="odd").save(path)
    lie = {"record": {"seconds": float("inf"), "losses": [[10**400, float("nan"), 0]], "method": "by hand"}}
    with_head(path, json.dumps({**head_of(path), **lie}))
    assert read_head(path).record == {"seconds": None, "losses": [[None, None, 0]], "method": "by hand"}


# Checkpoints


def saved(content: Any, old: bool = False) -> bytes:
    file = io.BytesIO()
    torch.save(content, file, _use_new_zipfile_serialization=not old)
    return file.getvalue()


def packed(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as plain, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in plain.namelist():
            made.writestr(name, plain.read(name))
    return file.getvalue()


def _lists(count: int) -> list[object]:
    """Few bytes, that name a number 27,000,000,000 times."""
    found: list[object] = [0]
    for _ in range(3):
        found = [found] * count
    return found


BOMBS: dict[str, Callable[[], bytes]] = {
    "packed": lambda: packed(saved({"a": torch.zeros(10**6)})),
    "expanded": lambda: saved({"a": torch.zeros(1).expand(10**6, 10**6)}),
    "expanded in an old file": lambda: saved({"a": torch.zeros(1).expand(10**6, 10**6)}, old=True),
    "named a thousand times": lambda: saved(dict.fromkeys(map(str, range(1000)), torch.zeros(10**5))),
    "lists of lists of lists": lambda: saved(_lists(3000)),
    "endless instructions": lambda: b"\x80\x02" + b"]0" * 10**7 + b"N.",
    "deeply nested": lambda: b"\x80\x02" + b"]" * 10**6 + b"a" * 10**6 + b".",
    "a lie about its length": lambda: (2**62).to_bytes(8, "little") + b"{}",
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_no_file_is_more_than_it_is(tmp_path: Path, bomb: str, suffix: str) -> None:
    path = tmp_path / f"bomb{suffix}"
    path.write_bytes(BOMBS[bomb]())
    with pytest.raises(ModelError):
        bring(ModelOrder(path, "mine", "MIT"))


@pytest.mark.parametrize("old", [False, True])
def test_honest_files_of_every_age_are_read(tmp_path: Path, old: bool) -> None:
    (tmp_path / "a.ckpt").write_bytes(saved([{"module.w": torch.ones(3)}, {"step": 5}], old))
    assert torch.equal(state_of(read_checkpoint(tmp_path / "a.ckpt"), tmp_path / "a.ckpt")["w"], torch.ones(3))


TRUSTING = {"trust_remote_code": True}


@pytest.mark.parametrize(
    "config",
    [
        {"embed_dim": 4, "vision_cfg": {"image_size": 64, "layers": 64, "width": 8192}, "text_cfg": {}},
        {"embed_dim": 4, "vision_cfg": {"image_size": 64}, "text_cfg": {"hf_model_name": "evil/code"}},
        {
            "embed_dim": 4,
            "vision_cfg": {"image_size": 64},
            "text_cfg": {"tokenizer_kwargs": {"trust_remote_code": True}},
        },
        {"embed_dim": 4, "vision_cfg": {"image_size": 64}, "text_cfg": {}, "multimodal_cfg": {"layers": 10**7}},
        {"embed_dim": 4, "vision_cfg": {"image_size": 64, "attentional_pool": True}, "text_cfg": {}},
        {"embed_dim": 4, "vision_cfg": {"image_size": 64, "timm_model_name": "vit_base_patch16_224"}, "text_cfg": {}},
        {"embed_dim": 4, "vision_cfg": {"image_size": 64, "timm_model_name": "hf-hub:evil/x"}, "text_cfg": {}},
        {"embed_dim": 4, "vision_cfg": {"image_size": 64, "timm_model_pretrained": True}, "text_cfg": {}},
        {"embed_dim": "4"},
        [],
    ],
    ids=str,
)
def test_a_text_image_model_is_no_larger_than_its_weights_and_fetches_nothing(tmp_path: Path, config: object) -> None:
    (tmp_path / "open_clip_config.json").write_text(json.dumps({"model_cfg": config}), encoding="utf-8")
    save_file({"w": torch.zeros(9)}, tmp_path / "open_clip_model.safetensors")
    with pytest.raises(ModelError):
        bring(ModelOrder(tmp_path, "critic", "MIT"))
    assert not (shelf.home() / "critics").exists()
