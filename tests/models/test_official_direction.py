"""Directions of the public implementation: by arithmetic, and the published files themselves where they are at hand."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from asyrp_desktop.cli import main
from asyrp_desktop.core.errors import DirectionError, ModelError, WrongBaseModel
from asyrp_desktop.core.model_shelf import ModelOrder
from asyrp_desktop.core.training_plan import PromptPair
from asyrp_desktop.engine.calibration import Calibration
from asyrp_desktop.engine.direction import load_direction
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.schedule import NoiseSchedule, StepGrid
from asyrp_desktop.models import shelf
from asyrp_desktop.models.base_model import Card, load_base_model
from asyrp_desktop.models.curves import curves
from asyrp_desktop.models.importers.official_direction import import_direction
from asyrp_desktop.models.install import bring, bring_direction
from asyrp_desktop.models.published import data_set, published_calibration, published_directions
from tests.conftest import tiny_unet
from tests.models.reference_networks import Weights, ddpm_weights

PUBLISHED = Path(__file__).parents[3] / "shared" / "reference" / "official_directions"


DDPM: dict[str, Any] = {"flip_sin_to_cos": False, "freq_shift": 1}
ADM: dict[str, Any] = {"resnet_time_scale_shift": "scale_shift", "out_channels": 6}
FOREIGN = 17  # of the 35 published directions, for a model of faces


def base(channels: int, timesteps: int = 1000, **form: Any) -> HSpaceUNet:
    """A network whose h and time embedding are as wide as asked."""
    network = tiny_unet(block_out_channels=(channels // 4, channels), norm_num_groups=8, **form)
    schedule = NoiseSchedule({"num_train_timesteps": timesteps, "beta_end": 20 / timesteps})
    return HSpaceUNet(network, schedule, "f", "ddpm-celebahq-256")


def written(folder: Path, name: str, data: str, content: Any, inversion: int = 40, steps: int = 40) -> Path:
    path = folder / f"{name}_LC_{data}_t999_ninv{inversion}_ngen{steps}_0.pth"
    torch.save(content, path)
    return path


def installed(tmp_path: Path, **said: Any) -> HSpaceUNet:
    """A DDPM network of 32 channels as the user brings it: “mine”."""
    torch.save(ddpm_weights(32, (1, 1), 1, {1}), tmp_path / said.pop("file", "model.ckpt"))
    source = next(tmp_path.glob("*.ckpt"))
    bring(ModelOrder(source, "mine", "MIT", size=16, **said))
    return load_base_model(shelf.model_folder("mine"))[0]


def f_t_of(unet: HSpaceUNet) -> dict[str, Tensor]:
    make, channels = Weights(), unet.h_shape[0]
    for layer in ("conv1", "conv2"):
        make.layer(layer, channels, channels, 1, 1)
    make.layer("temb_proj", channels, 4 * channels)
    make.norm("norm2", channels)
    return make.state


def state(adm: bool, channels: int) -> dict[str, Tensor]:
    make = Weights()
    first, time, second = ("in_layers.2", "emb_layers.1", "out_layers.3") if adm else ("conv1", "temb_proj", "conv2")
    make.layer(first, channels, channels, 1, 1)
    make.layer(time, channels, channels)
    make.layer(second, channels, channels, 1, 1)
    for norm in ("in_layers.0", "out_layers.0") if adm else ("norm2",):
        make.norm(norm, channels)
    return make.state


def f_t(w: dict[str, Tensor], h: Tensor, temb: Tensor) -> Tensor:
    """Both forms as they are published."""

    def conv(name: str, x: Tensor) -> Tensor:
        return F.conv2d(x, w[f"{name}.weight"], w[f"{name}.bias"])

    def norm(name: str, x: Tensor, eps: float) -> Tensor:
        return F.silu(F.group_norm(x, 32, w[f"{name}.weight"], w[f"{name}.bias"], eps))

    def time(name: str) -> Tensor:
        return F.linear(F.silu(temb), w[f"{name}.weight"], w[f"{name}.bias"])[:, :, None, None]

    if "conv1.weight" in w:
        return conv("conv2", norm("norm2", conv("conv1", h) + time("temb_proj"), 1e-6))
    hidden = conv("in_layers.2", norm("in_layers.0", h, 1e-5)) + time("emb_layers.1")
    return conv("out_layers.3", norm("out_layers.0", hidden, 1e-5))


@pytest.mark.parametrize("adm", [False, True])
@torch.inference_mode()
def test_both_forms_compute_what_they_did(tmp_path: Path, adm: bool) -> None:
    weights, unet = state(adm, 64), base(64)
    file = tmp_path / "smiling_LC_CelebA_HQ_t999_ninv50_ngen50_0.pth"
    torch.save({"0": weights, "optimizer": {}, "scheduler": {}}, file)
    found = import_direction(file, unet, Card("ddpm-celebahq-256", ""))
    assert (found.name, found.t_edit, found.head.steps) == ("smiling", 513, 50)
    h, temb = torch.randn(2, 64, 8, 8), torch.randn(2, 64)
    torch.testing.assert_close(found.shift(h, temb, 500), f_t(weights, h, temb), rtol=0, atol=1e-4)
    found.save(tmp_path / "ours.direction.safetensors")
    again = load_direction(tmp_path / "ours.direction.safetensors")
    torch.testing.assert_close(again.shift(h, temb, 500), f_t(weights, h, temb), rtol=0, atol=0.02)  # kept as halves


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    file, unet, card = tmp_path / "gothic.pth", base(64), Card("ddpm-church-256", "")
    torch.save({"0": state(False, 32)}, file)
    with pytest.raises(WrongBaseModel, match="32 channels"):
        import_direction(file, unet, card)
    torch.save({"0": {**state(False, 64), "temb_proj.weight": torch.zeros(64, 32)}}, file)
    with pytest.raises(WrongBaseModel, match=r"time embedding of 32 channels, but that of .* has 64"):
        import_direction(file, unet, card)
    torch.save({"0": state(False, 64)}, file)
    with pytest.raises(DirectionError, match="timestep"):
        import_direction(file, unet, card)
    assert import_direction(file, unet, card, t_edit=450).t_edit == 450
    for content, error in (({"0": {"odd": torch.zeros(1)}}, DirectionError), ({"1": 2}, DirectionError)):
        torch.save(content, file)
        with pytest.raises(error):
            import_direction(file, unet, card, t_edit=450)
    file.write_bytes(b"")
    with pytest.raises(ModelError):
        import_direction(file, unet, card, t_edit=450)


def test_the_strength_is_that_of_the_training(tmp_path: Path) -> None:
    """Scaled by the steps of the training over those of the edit; those of the inversion mean nothing."""
    unet, weights, h, temb = base(64), state(False, 64), torch.randn(1, 64, 8, 8), torch.randn(1, 64)
    few, many, other = (
        import_direction(written(tmp_path, "smiling", "CelebA_HQ", {"0": weights}, *steps), unet, Card("any", ""))
        for steps in ((40, 40), (1000, 40), (40, 50))
    )
    expected = f_t(weights, h, temb) * 40 / 25
    torch.testing.assert_close(few.delta_h(h, temb, 600, 25), expected)
    torch.testing.assert_close(many.delta_h(h, temb, 600, 25), expected)
    torch.testing.assert_close(other.delta_h(h, temb, 600, 25), expected * 50 / 40)


@pytest.mark.parametrize(
    ("model", "form", "data"),
    [
        ("ddpm-celebahq-256", DDPM, "CelebA_HQ"),
        ("ddpm-ema-church-256", DDPM, "church_outdoor"),
        ("ddpm-bedroom-256", DDPM, "bedroom"),
        ("ddpm-cat-256", DDPM, "cat"),
        ("mine", ADM, "dog"),
        ("mine", ADM, "metfaces"),
        ("mine", ADM, "FFHQ"),
    ],
)
def test_directions_of_other_data_sets_are_refused(tmp_path: Path, model: str, form: dict[str, Any], data: str) -> None:
    card = Card(model, "", data_set=data if model == "mine" else "")
    unet, taken = base(64, **form), []
    for one in published_directions():
        file = written(tmp_path, one.name, one.data, {"0": state(one.data in ("dog", "metfaces"), 64)})
        if one.data == data:
            taken.append(import_direction(file, unet, card, t_edit=400).head.record)
            assert taken[-1] | one.prompts._asdict() == taken[-1]
        else:
            with pytest.raises(WrongBaseModel, match=f"of {one.data} "):
                import_direction(file, unet, card, t_edit=400)
    assert len(taken) == sum(one.data == data for one in published_directions())
    assert len(published_directions()) == 35 and (data != "CelebA_HQ" or len(taken) == 35 - FOREIGN)


def test_what_is_told_of_a_model_of_unknown_data(tmp_path: Path) -> None:
    church = written(tmp_path, "church_gothic", "church_outdoor", {"0": state(False, 64)})
    dog = written(tmp_path, "dog_happy", "dog", {"0": state(True, 64)})
    own = written(tmp_path, "mine", "CUSTOM", {"0": state(False, 64)})
    unet = base(64, **DDPM)
    for card in (Card("m", "", domain="faces"), Card("m", "", alignment="ffhq"), Card("m", "", data_set="my cats")):
        with pytest.raises(WrongBaseModel, match="church_outdoor"):
            import_direction(church, unet, card, t_edit=400)
        assert import_direction(church, unet, card, t_edit=400, any_data=True).name == "church_gothic"
    for card, file, words in (
        (Card("m", ""), church, "is not known"),
        (Card("m", "", domain="churches"), church, "is not known"),
        (Card("m", "", domain="faces"), own, "Nothing tells"),
        (Card("m", "", data_set="CelebA_HQ"), own, "Nothing tells"),
    ):
        notices: list[str] = []
        import_direction(file, unet, card, t_edit=400, notices=notices)
        assert words in notices[0]
    for card, any_data in ((Card("m", ""), False), (Card("m", "", data_set="AFHQ-dog"), True)):
        with pytest.raises(WrongBaseModel, match="kind ADM"):
            import_direction(dog, unet, card, t_edit=400, any_data=any_data)
    with pytest.raises(WrongBaseModel, match="kind DDPM"):
        import_direction(church, base(64, **ADM), Card("m", ""), t_edit=400)


T_EDITS = {
    ("CelebA_HQ", "smiling"): (513, 513),
    ("CelebA_HQ", "young"): (515, 515),
    ("CelebA_HQ", "pixar"): (446, 446),
    ("CelebA_HQ", "zombie"): (505, 520),
    ("church_outdoor", "church_gothic"): (356, 382),
    ("bedroom", "bedroom_hotel"): (356, 382),
}


@pytest.mark.parametrize(("data", "name"), T_EDITS)
@pytest.mark.parametrize("said", [{"file": "model.ckpt"}, {"data": "yes"}])
def test_an_own_checkpoint_has_the_published_interval(
    tmp_path: Path, data: str, name: str, said: dict[str, str]
) -> None:
    unet = installed(tmp_path, **{**said, **({"data": data} if "data" in said else {})})
    brought = bring_direction(written(tmp_path, name, data, {"0": f_t_of(unet)}), "mine")
    low, high = T_EDITS[data, name]
    assert low <= brought.head.t_edit <= high
    assert brought.notices[0] == f"It edits from t = {brought.head.t_edit} up."
    known = low == high
    assert any("assumed" in notice for notice in brought.notices) is not known
    assert any("not known" in notice for notice in brought.notices) is ("data" not in said)


def test_the_cosine_of_the_prompts_decides(tmp_path: Path) -> None:
    unet = installed(tmp_path)
    asked = []

    def cosine(prompts: PromptPair) -> float:
        asked.append(prompts)
        return 0.7

    file = written(tmp_path, "church_factory", "church_outdoor", {"0": f_t_of(unet)})
    brought = bring_direction(file, "mine", cosine=cosine)
    published = data_set("LSUN church")
    assert published is not None and published.calibration is not None
    assert brought.head.t_edit == published.calibration.t_edit(0.7) < 310
    assert asked == [PromptPair("church", "factory with chimneys")]
    assert any("0.700" in notice for notice in brought.notices)


def test_a_file_that_tells_nothing(tmp_path: Path) -> None:
    unet = installed(tmp_path)
    torch.save({"0": f_t_of(unet)}, tmp_path / "renamed.pth")
    brought = bring_direction(tmp_path / "renamed.pth", "mine")
    assert (brought.head.t_edit, brought.head.steps) == (500, 40)
    assert len(brought.notices) == 4  # from where, that it is assumed, for which model, and how strong
    with pytest.raises(DirectionError, match="from 0 to 999"):
        bring_direction(tmp_path / "renamed.pth", "mine", "other", 1000)


@pytest.mark.parametrize(
    ("file", "data", "t_boost"),
    [
        ("celeba_hq.ckpt", "", 167),
        ("church_outdoor.ckpt", "", 293),
        ("model.ckpt", "bedroom", 221),
        ("model.ckpt", "CelebA-HQ", 167),
        ("model.ckpt", "my cats", 200),
        ("model.ckpt", "", 200),
        ("ffhq_p2.ckpt", "", 200),
        ("celeba_hq.ckpt", "my cats", 200),
    ],
)
def test_a_model_of_a_published_data_set_has_its_curves(tmp_path: Path, file: str, data: str, t_boost: int) -> None:
    installed(tmp_path, file=file, data=data)
    _, card = load_base_model(shelf.model_folder("mine"))
    assert card.t_boost == t_boost and ("calibration" in card.more) is (t_boost != 200)
    assert card.data_set == (data if t_boost == 200 else (known.name if (known := data_set(data or file[:-5])) else ""))


def explicit(unet: HSpaceUNet, keys: Any) -> dict[Any, Tensor]:
    generator = torch.Generator().manual_seed(1)
    return {key: torch.randn(unet.h_shape, generator=generator) for key in keys}


@torch.inference_mode()
def test_delta_h_that_was_trained_directly(tmp_path: Path) -> None:
    unet = installed(tmp_path)
    grid = [t for t in StepGrid.linear(40).timesteps if t >= 513]
    delta_hs = explicit(unet, map(str, grid))
    content = {key: torch.nn.Parameter(delta_h) for key, delta_h in delta_hs.items()}
    file = written(tmp_path, "smiling", "CelebA_HQ", {**content, "optimizer": {"state": {}}, "scheduler": {}})
    brought = bring_direction(file, "mine")
    assert (brought.head.form, brought.head.t_edit) == ("per-step", 513)  # as published, not the grid's 537
    again = load_direction(brought.path)
    h, temb = torch.zeros(1, *unet.h_shape), torch.zeros(1, 128)
    for t in grid:
        added = again.delta_h(h, temb, t, 40)
        torch.testing.assert_close(added, delta_hs[str(t)], rtol=1e-2, atol=1e-2)  # kept as halves
        torch.testing.assert_close(again.delta_h(h, temb, t, 20), 2 * added)


@torch.inference_mode()
def test_delta_h_that_was_averaged(tmp_path: Path) -> None:
    unet = installed(tmp_path)
    delta_hs = explicit(unet, (538, 564, 999))
    content = {t: delta_h[None] for t, delta_h in delta_hs.items()}
    content |= {0: torch.stack(list(delta_hs.values())).mean(0)[None], 25: None, 51: None}  # type: ignore[dict-item]
    torch.save(content, tmp_path / "smiling_LC_CelebA_HQ_t999_ninv40_ngen50_40_100.pth")
    brought = bring_direction(tmp_path / "smiling_LC_CelebA_HQ_t999_ninv40_ngen50_40_100.pth", "mine")
    assert (brought.head.form, brought.head.t_edit, brought.head.steps) == ("per-step", 513, 50)
    again, h, temb = load_direction(brought.path), torch.zeros(1, *unet.h_shape), torch.zeros(1, 128)
    for t, delta_h in delta_hs.items():
        torch.testing.assert_close(again.delta_h(h, temb, t, 25), 2 * delta_h, rtol=1e-2, atol=1e-2)


@pytest.mark.parametrize("key", ["0", 0])
def test_one_delta_h_for_all_timesteps(tmp_path: Path, key: Any) -> None:
    unet = installed(tmp_path)
    (delta_h,) = explicit(unet, [key]).values()
    brought = bring_direction(written(tmp_path, "smiling", "CelebA_HQ", {key: delta_h, 999: None}), "mine")
    assert (brought.head.form, brought.head.t_edit, brought.head.steps) == ("global", 513, 40)
    assert "smiling" in shelf.directions("mine")


def test_where_a_delta_h_was_trained(tmp_path: Path) -> None:
    unet = installed(tmp_path, data="CelebA_HQ")
    (delta_h,) = explicit(unet, ["0"]).values()
    later = [t for t in StepGrid.linear(40).timesteps if t > 600]
    for name, content, form, t_edit in (
        ("mine", {"0": delta_h, **{str(t): None for t in later}}, "global", later[0]),
        ("smiling", {"0": delta_h, **{str(t): None for t in later}}, "global", later[0]),  # not as published
        ("smiling", {"0": delta_h, "537": None, "563": None}, "global", 513),
        ("mine", {str(t): delta_h.clone() for t in later}, "per-step", later[0]),
        ("smiling", {str(t): delta_h.clone() for t in later}, "per-step", later[0]),
    ):
        head = import_direction(written(tmp_path, name, "CelebA_HQ", content), unet, Card("m", "")).head
        assert (head.form, head.t_edit) == (form, t_edit)
    torch.save({0: delta_h[None], 999: -delta_h[None]}, tmp_path / "mean_file.pth")
    brought = bring_direction(tmp_path / "mean_file.pth", "mine")
    assert (brought.head.form, brought.head.t_edit) == ("global", 512)  # by the curves, and that is said
    assert any("taken for all" in notice for notice in brought.notices)


def test_only_the_first_of_several_f_t_is_taken_in(tmp_path: Path) -> None:
    unet = installed(tmp_path, data="CelebA_HQ")
    content = {"0": f_t_of(unet), "1": f_t_of(unet), "optimizer": {}}
    brought = bring_direction(written(tmp_path, "smiling", "CelebA_HQ", content), "mine")
    assert any("holds 2 f_t" in notice for notice in brought.notices)


def test_what_a_name_says(tmp_path: Path) -> None:
    unet = base(64, **DDPM)
    for name, data, own, found in (
        ("Smiling", "celeba_hq", "CelebA_HQ", ("Smiling", 513)),
        ("a_LC_b", "CelebA_HQ", "CelebA_HQ", ("a_LC_b", None)),
        ("smiling", "CUSTOM", "CelebA_HQ", ("smiling", 513)),
        ("smiling", "CUSTOM", "", ("smiling", 513)),
        ("smiling", "CUSTOM", "church_outdoor", ("smiling", None)),
        ("x", "my cars", "My Cars", ("x", None)),
        ("x", "car", "", ("x", None)),
    ):
        notices: list[str] = []
        file = written(tmp_path, name, data, {"0": state(False, 64)})
        card = Card("m", "", domain="faces", data_set=own)
        direction = import_direction(file, unet, card, assume=lambda _: 77, notices=notices)
        assert (direction.name, direction.t_edit) == (found[0], found[1] or 77)
        assert bool(direction.head.record.get("target")) is (found[1] is not None)
        assert bool(notices) is (data == "CUSTOM" or not own)
    file = written(tmp_path, "x", "car", {"0": state(False, 64)})
    for own in ("CelebA_HQ", "my cats"):
        with pytest.raises(WrongBaseModel, match="network of car"):
            import_direction(file, unet, Card("m", "", data_set=own), t_edit=400)
        assert import_direction(file, unet, Card("m", "", data_set=own), t_edit=400, any_data=True).name == "x"
    long = tmp_path / f"{'n' * 180}.pth"
    torch.save({"0": state(False, 64)}, long)
    with pytest.raises(DirectionError, match="--name"):
        import_direction(long, unet, Card("m", ""), t_edit=400)
    assert import_direction(long, unet, Card("m", ""), "short", 400).name == "short"


@pytest.mark.parametrize("domain", ["Face", "people", "photos of human faces", "Portraits"])
def test_a_model_of_faces_by_any_word(tmp_path: Path, domain: str) -> None:
    unet = base(64, **DDPM)
    for card in (Card("m", "", domain=domain), Card("m", "", alignment="ffhq-close")):
        with pytest.raises(WrongBaseModel, match="church_outdoor"):
            import_direction(
                written(tmp_path, "church_gothic", "church_outdoor", {"0": state(False, 64)}), unet, card, t_edit=400
            )
        import_direction(written(tmp_path, "smiling", "CelebA_HQ", {"0": state(False, 64)}), unet, card)


def test_delta_h_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    unet = installed(tmp_path)
    right = torch.zeros(unet.h_shape)
    for content, reason in (
        ({"999": torch.zeros(32, 4, 4)}, "h of 32 x 4 x 4"),
        ({"999": right, "974": torch.zeros(32, 4, 4)}, "do not fit each other"),
        ({"5000": right}, "goes to timestep 5000"),
        ({"999": right + torch.inf}, "not finite"),
        ({"999": right, "more": right}, "no direction"),
        ({"999": right[None].repeat(2, 1, 1, 1)}, "no direction"),
        ({"optimizer": {}, "scheduler": {}}, "no direction"),
    ):
        with pytest.raises(DirectionError, match=reason):
            bring_direction(written(tmp_path, "smiling", "CelebA_HQ", content), "mine")
    with pytest.raises(ModelError, match="is a direction"):  # taken for a base model
        bring(ModelOrder(written(tmp_path, "smiling", "CelebA_HQ", {"999": right}), "other", "MIT"))


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    torch.save(ddpm_weights(32, (1, 1), 1, {1}), tmp_path / "model.ckpt")
    words = ["models", "import", str(tmp_path / "model.ckpt"), "--licence", "MIT", "--size", "16", "--name", "mine"]
    assert main([*words, "--data", "CelebA-HQ"]) == 0
    capsys.readouterr()
    weights = {"0": f_t_of(load_base_model(shelf.model_folder("mine"))[0])}
    church = written(tmp_path, "church_temple", "church_outdoor", weights)
    smiling = written(tmp_path, "smiling", "CelebA_HQ", weights, 1000)
    for said, reason in (
        ([], "--for MODEL"),
        (["--any-data"], "Say with --for"),
        (["--for", "mine", "--timesteps", "4000"], "--timesteps is for base models"),
    ):
        assert main(["models", "import", str(smiling), *said]) == 1
        assert re.search(reason, capsys.readouterr().err)
    for gone, reason in ((tmp_path / "gone.pth", "is not there"), (tmp_path, "is a folder")):
        assert main(["models", "import", str(gone), "--for", "mine"]) == 1
        assert reason in capsys.readouterr().err
    assert main(["models", "import", str(church), "--for", "mine"]) == 1
    assert "church_outdoor" in capsys.readouterr().err and "church_temple" not in shelf.directions("mine")
    assert main(["models", "import", str(church), "--for", "mine", "--any-data"]) == 0
    assert "assumed" in capsys.readouterr().err
    assert main(["models", "import", str(smiling), "--for", "mine"]) == 0
    out, err = capsys.readouterr()
    assert "t = 513 up" in err and Path(out.strip()).is_file()
    assert main(["directions", "show", "smiling", "--model", "mine"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["steps"] == 40
    assert {"data": "CelebA_HQ", "source": "face", "target": "smiling face", "cosine": 0.899}.items() <= told[
        "record"
    ].items()


def test_the_curves_of_a_data_set_can_be_given_later(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unet = installed(tmp_path)
    assert main(["calibrate", "--model", "mine", "--published", "FFHQ"]) == 1
    assert "CelebA_HQ" in capsys.readouterr().err
    assert main(["calibrate", "--model", "mine", "--published", "celeba-hq"]) == 0
    assert load_base_model(shelf.model_folder("mine"))[1].t_boost == 167
    assert main(["calibrate", "--model", "mine", "--published", "dog"]) == 1
    assert "ADM" in capsys.readouterr().err
    with pytest.raises(WrongBaseModel):
        bring_direction(written(tmp_path, "church_temple", "church_outdoor", {"0": f_t_of(unet)}), "mine")
    assert len(bring_direction(written(tmp_path, "sad", "CelebA_HQ", {"0": f_t_of(unet)}), "mine").notices) == 1


@pytest.mark.parametrize("later", [False, True])
def test_published_curves_over_a_longer_schedule(tmp_path: Path, later: bool) -> None:
    unet = installed(tmp_path, timesteps=4000, data="" if later else "CelebA_HQ")
    if later:
        output = tmp_path / "curves.json"
        assert main(["calibrate", "--model", "mine", "--published", "CelebA_HQ", "--output", str(output)]) == 0
        assert json.loads(output.read_text(encoding="utf-8"))["timesteps"][-1] == 3996
        assert main(["calibrate", "--model", "mine", "--published", "CelebA_HQ"]) == 0
    _, card = load_base_model(shelf.model_folder("mine"))
    own, published = curves("mine").calibration, data_set("CelebA_HQ")
    assert own and published and published.calibration
    assert abs(card.t_boost - 4 * 167) <= 4
    assert abs(own.t_edit(0.899) - 4 * published.calibration.t_edit(0.899)) <= 4
    smiling = bring_direction(written(tmp_path, "smiling", "CelebA_HQ", {"0": f_t_of(unet)}), "mine")
    assert smiling.head.t_edit == 4 * 513


@pytest.mark.parametrize("timesteps", [2, 10, 400, 500, 10_000])
def test_curves_fit_a_schedule_of_any_length(timesteps: int) -> None:
    scaled = published_calibration("church", "implicit", timesteps)
    assert Calibration.from_json(scaled.to_json()).timesteps == tuple(sorted(set(scaled.timesteps)))
    assert max(scaled.timesteps[-1], scaled.t_boost, scaled.t_edit(0.9)) < timesteps


def test_a_data_set_that_nobody_published_is_told(tmp_path: Path) -> None:
    torch.save(ddpm_weights(32, (1, 1), 1, {1}), tmp_path / "model.ckpt")
    for data, reason in (("Celeba", "Known are CelebA_HQ"), ("dog", "not taken")):
        done = bring(ModelOrder(tmp_path / "model.ckpt", data, "MIT", data=data, size=16))
        assert any(reason in note for note in done.notes)


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not at hand")
@torch.inference_mode()
def test_the_published_files(tmp_path: Path) -> None:
    unet = base(512)
    for file in sorted(PUBLISHED.glob("*.pth")):
        found = import_direction(file, unet, Card("any", ""), t_edit=500)
        assert found.head.form == ("implicit-adm" if file.name.startswith("dog") else "implicit")
        assert found.head.steps == 40
        h, temb = torch.randn(1, 512, 8, 8), torch.randn(1, 512)
        weights = torch.load(file, map_location="cpu", weights_only=True)["0"]
        torch.testing.assert_close(found.shift(h, temb, 500), f_t(weights, h, temb), rtol=1e-4, atol=1e-4)
        # Whatever it is called, it is known by its content.
        shutil.copy(file, tmp_path / "copy.pth")
        name, _, data = file.name.split("_t999")[0].rpartition("_LC_")
        copied = import_direction(tmp_path / "copy.pth", unet, Card("any", ""), t_edit=500)
        assert (copied.name, copied.head.record["data"]) == (name, data)
        if data != "CelebA_HQ":
            with pytest.raises(WrongBaseModel, match=data):
                import_direction(tmp_path / "copy.pth", unet, Card("ddpm-celebahq-256", ""))
