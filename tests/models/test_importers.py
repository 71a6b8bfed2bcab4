"""Importers by arithmetic: the same weights through the published network and through ours give the same numbers."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler
from safetensors.torch import save_file

from asyrp_desktop.cli import main
from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.model_shelf import ATTENTION_ORDERS, ModelOrder
from asyrp_desktop.engine.adm import ADMUNet
from asyrp_desktop.engine.editing import edit
from asyrp_desktop.engine.inversion import invert
from asyrp_desktop.engine.schedule import StepGrid
from asyrp_desktop.models import shelf, store
from asyrp_desktop.models.base_model import WEIGHTS, load_base_model
from asyrp_desktop.models.importers.checkpoint import UnsafeFile, read_checkpoint
from asyrp_desktop.models.install import bring
from tests.conftest import random_direction, tiny_unet
from tests.models.reference_networks import adm, adm_weights, ddpm, ddpm_weights


def order(source: Path, **settings: Any) -> ModelOrder:
    return ModelOrder(source, "mine", "MIT", size=settings.pop("size", 16), **settings)


def agree(whole: torch.Tensor, h: torch.Tensor, x: torch.Tensor, t: torch.Tensor) -> UNet2DModel:
    """The installed model's halves, against the bottleneck and output that the published network gave."""
    unet, card = load_base_model(shelf.model_folder("mine"))
    assert card.licence == "MIT"
    encoded = unet.encode(x, t)
    (eps,) = unet.decode(encoded, [encoded.h])
    torch.testing.assert_close(encoded.h, h, rtol=0, atol=1e-4)
    torch.testing.assert_close(eps, whole[:, :3], rtol=0, atol=1e-4)
    torch.testing.assert_close(unet.epsilon(x, t), whole[:, :3], rtol=0, atol=1e-4)
    assert whole.abs().mean() > 0.1
    return unet.unet


X, T = torch.randn(2, 3, 16, 16, generator=torch.Generator().manual_seed(3)), torch.tensor([3, 700])


@pytest.mark.parametrize(
    "wrapped", [lambda s: s, lambda s: [{}, {"step": 1}, 1, 1, {f"module.{k}": v for k, v in s.items()}]]
)
@torch.inference_mode()
def test_original_ddpm(tmp_path: Path, wrapped: Any) -> None:
    state = ddpm_weights(32, (1, 2, 2), 2, attended={1})
    torch.save(wrapped(state), tmp_path / "diffusion.ckpt")
    bring(order(tmp_path / "diffusion.ckpt"))
    h, whole = ddpm(state, X, T, (1, 2, 2), 2)
    assert type(agree(whole, h, X, T)) is UNet2DModel


ADM = {
    "P2, ADM: resblocks up and down": (
        (1, 1, 2),
        {2},
        True,
        True,
        True,
        {"head_channels": 32},
        UNet2DModel,
    ),
    "iDDPM: as many heads at every width": ((1, 2, 3), {1, 2}, False, True, True, {"heads": 4}, ADMUNet),
    "iDDPM, LSUN: no scale-shift": ((1, 2), {1}, False, False, False, {"heads": 1}, UNet2DModel),
    "the new order of attention": (
        (1, 2),
        {1},
        True,
        True,
        True,
        {"head_channels": 32, "attention_order": "new"},
        UNet2DModel,
    ),
    "the new order, as many heads at every width": (
        (1, 2, 3),
        {1, 2},
        False,
        True,
        True,
        {"heads": 4, "attention_order": "new"},
        ADMUNet,
    ),
    "ADM at 512: the first level narrower": ((0.5, 1, 2), {1, 2}, True, True, True, {"head_channels": 32}, ADMUNet),
}


@pytest.mark.parametrize("case", ADM.values(), ids=ADM.keys())
@torch.inference_mode()
def test_guided_diffusion(tmp_path: Path, case: Any) -> None:
    multiples, attended, updown, scale_shift, learn_sigma, heads, kind = case
    state = adm_weights(64, multiples, 2, attended, updown, scale_shift, learn_sigma)
    torch.save(state, tmp_path / "ema.pt")
    bring(order(tmp_path / "ema.pt", **heads))
    h, whole = adm(state, X, T, **heads)
    assert type(agree(whole, h, X, T)) is kind
    # And it edits: what another direction would do, unshifted it does not.
    unet, _ = load_base_model(shelf.model_folder("mine"))
    trajectory = invert(unet, X[:1].clamp(-1, 1), StepGrid.linear(3))
    pictures = edit(unet, trajectory, [{}, {random_direction(unet, t_edit=0): 1.0}], t_boost=0).pictures
    assert (pictures[0] - pictures[1]).abs().max() > 1e-3
    assert 0.3 < unet.decode_share < 0.9


@torch.inference_mode()
def test_the_order_of_attention_matters() -> None:
    state = adm_weights(64, (1, 2), 2, {1}, True, True, True)
    legacy, new = (adm(state, X, T, head_channels=32, attention_order=order)[1] for order in ATTENTION_ORDERS)
    assert (legacy - new).abs().max() > 1e-3


def test_heads_are_assumed_as_published_and_said(tmp_path: Path) -> None:
    torch.save(adm_weights(64, (1, 2), 1, {1}, True, True, True), tmp_path / "p2.pt")
    done = bring(order(tmp_path / "p2.pt"))
    assert "64 channels" in done.notes[0]
    assert "hardly" in done.notes[1]  # random weights do not know noise, and the self-test sees it
    unet, _ = load_base_model(shelf.model_folder("mine"))
    assert unet.unet.config["attention_head_dim"] == 64


def test_cosine_schedules_of_other_lengths(tmp_path: Path) -> None:
    torch.save(adm_weights(32, (1, 2), 1, {1}, False, True, True), tmp_path / "iddpm.pt")
    bring(order(tmp_path / "iddpm.pt", schedule="cosine", timesteps=4000))
    unet, _ = load_base_model(shelf.model_folder("mine"))
    f = torch.cos((torch.arange(4001, dtype=torch.float64) / 4000 + 0.008) / 1.008 * torch.pi / 2) ** 2
    assert len(unet.schedule) == 4000
    assert unet.schedule.alpha(2000) == pytest.approx(float(f[2001] / f[0]), rel=1e-3)


@pytest.mark.parametrize("setting", ["heads", "head_channels", "attention_order", "timesteps", "schedule"])
def test_no_setting_is_ignored(tmp_path: Path, setting: str) -> None:
    torch.save(ddpm_weights(32, (1, 1), 1, {1}), tmp_path / "ddpm.ckpt")
    said = {setting: {"attention_order": "legacy", "schedule": "cosine"}.get(setting, 1000)}
    with pytest.raises(ModelError, match=f"--{setting.replace('_', '-')} means nothing"):
        bring(order(pipe(tmp_path / "p"), **said))
    if setting in ("timesteps", "schedule"):
        bring(order(tmp_path / "ddpm.ckpt", **{"timesteps": 400, **said}))
        schedule = load_base_model(shelf.model_folder("mine"))[0].schedule
        assert len(schedule) == said.get("timesteps", 400)
        assert (schedule.alpha(len(schedule) // 2) > 0.3) is (setting == "schedule")
    else:
        with pytest.raises(ModelError, match="means nothing"):
            bring(order(tmp_path / "ddpm.ckpt", **said))


@pytest.mark.parametrize("old", [False, True])
def test_diffusers_folders_of_every_age(tmp_path: Path, old: bool) -> None:
    unet = tiny_unet().eval()
    state = unet.state_dict()
    folder = tmp_path / "pipe"
    if old:  # everything at the top, a pickle, the attention's old names
        for now, before in (("to_q", "query"), ("to_k", "key"), ("to_v", "value"), ("to_out.0", "proj_attn")):
            state = {k.replace(f".{now}.", f".{before}."): v for k, v in state.items()}
        unet.save_config(folder)
        DDPMScheduler().save_config(folder)
        torch.save(state, folder / "diffusion_pytorch_model.bin")
    else:
        unet.save_pretrained(folder / "unet")
        DDPMScheduler().save_pretrained(folder / "scheduler")
    (folder / "model_index.json").write_text('{"_class_name": "DDPMPipeline"}', encoding="utf-8")
    bring(order(folder))
    loaded, _ = load_base_model(shelf.model_folder("mine"))
    with torch.inference_mode():
        torch.testing.assert_close(loaded.epsilon(X, T), unet(X, T).sample)


def pipe(folder: Path, **config: Any) -> Path:
    """A folder in diffusers' layout, its config changed; None leaves a key out."""
    tiny_unet().save_pretrained(folder / "unet")
    DDPMScheduler().save_pretrained(folder / "scheduler")
    path = folder / "unet" / "config.json"
    said = {**json.loads(path.read_text(encoding="utf-8")), **config}
    path.write_text(json.dumps({k: v for k, v in said.items() if v is not None}), encoding="utf-8")
    return folder


@pytest.mark.parametrize("config", [{"sample_size": 16.0}, {"sample_size": [16, 16]}, {"in_channels": None}], ids=str)
def test_configs_that_say_it_otherwise(tmp_path: Path, config: dict[str, Any]) -> None:
    bring(order(pipe(tmp_path / "p", **config), size=None))
    assert load_base_model(shelf.model_folder("mine"))[0].size == 16


@pytest.mark.parametrize("size", [None, -4, 0, 1e9, 10**9, 16.5, "16", [32, 48], [16], [], True, {}], ids=str)
def test_a_size_that_is_none_is_asked_for(tmp_path: Path, size: object) -> None:
    folder = pipe(tmp_path / "p", sample_size=size)
    with pytest.raises(ModelError, match="--size"):
        bring(order(folder, size=None))
    with pytest.raises(ModelError, match="--size"):  # used where it lies
        load_base_model(folder)
    bring(order(folder, size=32))
    assert load_base_model(shelf.model_folder("mine"))[0].size == 32


def test_a_size_that_does_not_fit_can_be_given(tmp_path: Path) -> None:
    folder = pipe(tmp_path / "p", sample_size=15)
    with pytest.raises(ModelError, match=r"15 pixels may not fit .*--size"):
        bring(order(folder, size=None))
    bring(order(folder))


def test_a_size_follows_from_a_published_shape(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    kinds = {"down_block_types": ("DownBlock2D",) * 4, "up_block_types": ("UpBlock2D",) * 4}
    tiny_unet(sample_size=None, block_out_channels=(8, 16, 16, 16), **kinds).save_pretrained(folder / "unet")
    DDPMScheduler().save_pretrained(folder / "scheduler")
    assert "32 pixels" in bring(order(folder, size=None)).notes[0]
    assert load_base_model(shelf.model_folder("mine"))[0].size == 32


@pytest.mark.parametrize("variant", ["fp16.safetensors", "fp16.bin", "non_ema.safetensors", "parts", "fp16 parts"])
def test_variants_and_parts_of_weights(tmp_path: Path, variant: str) -> None:
    folder = pipe(tmp_path / "p")
    home, unet = folder / "unet", tiny_unet()
    (home / WEIGHTS).unlink()
    state = {name: tensor.half() if "fp16" in variant else tensor for name, tensor in unet.state_dict().items()}
    if "parts" in variant:
        names = sorted(state)
        files = {name: f"diffusion_pytorch_model-0000{1 + k % 2}-of-00002.safetensors" for k, name in enumerate(names)}
        for file in set(files.values()):
            save_file({name: state[name] for name in names if files[name] == file}, home / file)
        index = f"{WEIGHTS}.index.{'fp16.' if 'fp16' in variant else ''}json"
        (home / index).write_text(json.dumps({"metadata": {}, "weight_map": files}), encoding="utf-8")
    elif variant.endswith("bin"):
        torch.save(state, home / f"diffusion_pytorch_model.{variant}")
    else:
        save_file(state, home / f"diffusion_pytorch_model.{variant}")
    bring(order(folder))
    loaded, _ = load_base_model(shelf.model_folder("mine"))
    with torch.inference_mode():
        torch.testing.assert_close(loaded.epsilon(X, T), unet.eval()(X, T).sample, rtol=0, atol=0.02)


def test_parts_that_are_missing_or_lie_elsewhere(tmp_path: Path) -> None:
    folder = pipe(tmp_path / "p")
    weights, index = folder / "unet" / WEIGHTS, folder / "unet" / f"{WEIGHTS}.index.json"
    weights.rename(tmp_path / "elsewhere.safetensors")
    said: Any
    for said, reason in (
        ({"weight_map": {"a": "gone.safetensors"}}, "gone.safetensors is missing"),
        ({"weight_map": {"a": "../../elsewhere.safetensors"}}, "no readable"),
        ({"weight_map": {}}, "no readable"),
        ([], "no readable"),
    ):
        index.write_text(json.dumps(said), encoding="utf-8")
        with pytest.raises(ModelError, match=reason):
            bring(order(folder))


def test_what_it_is_called_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = pipe(tmp_path / "tiny (1)")
    assert main(["models", "import", str(folder), "--licence", "MIT"]) == 1
    assert "--name" in capsys.readouterr().err
    assert main(["models", "import", str(folder), "--licence", "MIT", "--name", "tiny one"]) == 0
    monkeypatch.chdir(pipe(tmp_path / "here"))
    assert main(["models", "import", ".", "--licence", "MIT"]) == 0
    assert capsys.readouterr().out == "tiny one\nhere\n"


REFUSED = {
    "latent": ({"_class_name": "LDMPipeline", "vqvae": []}, {}, "latent"),
    "text": ({"_class_name": "StableDiffusionPipeline", "text_encoder": []}, {}, "conditional"),
    "DiT": ({"_class_name": "DiTPipeline"}, {}, "DiTPipeline"),
    "classes": ({}, {"num_class_embeds": 10}, "unconditional"),
    "codes": ({}, {"in_channels": 4}, "channels: 4"),
    "alpha": ({}, {"out_channels": 4}, "channels: 4"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_edited_is_refused_with_the_reason(tmp_path: Path, user_data: Path, case: Any) -> None:
    index, changes, reason = case
    tiny_unet(**changes).save_pretrained(tmp_path / "pipe" / "unet")
    DDPMScheduler().save_pretrained(tmp_path / "pipe" / "scheduler")
    (tmp_path / "pipe" / "model_index.json").write_text(json.dumps(index), encoding="utf-8")
    with pytest.raises(ModelError, match=reason):
        bring(order(tmp_path / "pipe"))
    assert not list(user_data.rglob("*.safetensors"))


class Malice:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("pwned",)


def test_a_pickle_with_code_in_it_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"temb.dense.0.weight": torch.zeros(1), "x": Malice()}, "evil.ckpt")
    Path("bare.pt").write_bytes(pickle.dumps(Malice(), protocol=2))
    for name in ("evil.ckpt", "bare.pt"):
        with pytest.raises(UnsafeFile, match="program code"):
            read_checkpoint(Path(name))
    assert not Path("pwned").exists()


def test_damaged_foreign_and_misfit_checkpoints(tmp_path: Path, user_data: Path) -> None:
    (tmp_path / "junk.pt").write_bytes(b"junk" * 100)
    state = adm_weights(32, (1, 2), 1, {1}, False, True, True)
    cases: list[tuple[dict[str, Any], dict[str, Any], str]] = [
        ({"w": torch.zeros(3)}, {}, "no network that is known"),
        ({"epoch": 3}, {}, "holds no network"),
        ({"0": {"conv1.weight": torch.zeros(1)}}, {}, "is a direction"),
        ({**state, "label_emb.weight": torch.zeros(10, 128)}, {}, "conditional"),
        ({**state, "input_blocks.0.0.weight": torch.zeros(32, 6, 3, 3)}, {}, "channels: 6"),
        ({**state, "cross.attn2.weight": torch.zeros(1)}, {}, "layers that are not"),
        ({k: v for k, v in state.items() if k != "out.0.bias"}, {}, "do not fit"),
        (state, {"heads": 3}, "cut into such heads"),
        (state, {"size": None}, "how large"),
        (state, {"size": 17}, "17 pixels"),
        (state, {"size": -16}, "--size cannot be -16"),
        (state, {"heads": 0}, "--heads"),
        (state, {"timesteps": 0}, "--timesteps"),
        (state, {"timesteps": 10**9}, "--timesteps"),
        ({k: v * float("nan") for k, v in state.items()}, {}, "finite"),
    ]
    with pytest.raises(ModelError, match="damaged"):
        bring(order(tmp_path / "junk.pt"))
    for path, reason in ((tmp_path / "gone.pth", "is not there"), (tmp_path, "is a folder")):
        with pytest.raises(ModelError, match=reason):
            read_checkpoint(path)
    for content, settings, reason in cases:
        torch.save(content, tmp_path / "c.pt")
        with pytest.raises(ModelError, match=reason):
            bring(order(tmp_path / "c.pt", **settings))
    assert not [path for path in user_data.rglob("*") if path.is_file()]
    with pytest.raises(ModelError, match="called"):
        bring(ModelOrder(tmp_path / "c.pt", "../up", "MIT"))
    assert store.size_of(user_data) == 0
