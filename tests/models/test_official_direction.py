"""Directions of the public implementation: by arithmetic, and the published files themselves where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from asyrp_desktop.core.errors import DirectionError, ModelError, WrongBaseModel
from asyrp_desktop.engine.direction import load_direction
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.schedule import NoiseSchedule
from asyrp_desktop.models.base_model import Card
from asyrp_desktop.models.importers.official_direction import import_direction
from tests.conftest import tiny_unet
from tests.models.reference_networks import Weights

PUBLISHED = Path(__file__).parents[3] / "shared" / "reference" / "official_directions"


def base(channels: int) -> HSpaceUNet:
    """A network whose h and time embedding are as wide as asked."""
    network = tiny_unet(block_out_channels=(channels // 4, channels), norm_num_groups=8)
    return HSpaceUNet(network, NoiseSchedule({}), "f", "ddpm-celebahq-256")


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


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not at hand")
@torch.inference_mode()
def test_the_published_files() -> None:
    unet = base(512)
    for file in sorted(PUBLISHED.glob("*.pth")):
        found = import_direction(file, unet, Card("any", ""), t_edit=500)
        assert found.head.form == ("implicit-adm" if file.name.startswith("dog") else "implicit")
        assert found.head.steps == 40
        h, temb = torch.randn(1, 512, 8, 8), torch.randn(1, 512)
        weights = torch.load(file, map_location="cpu", weights_only=True)["0"]
        torch.testing.assert_close(found.shift(h, temb, 500), f_t(weights, h, temb), rtol=1e-4, atol=1e-4)
