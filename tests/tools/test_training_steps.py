"""What a training step is made of: loss, optimizer, gradients of convolutions, the way it is done."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from asyrp_desktop.engine.schedule import NoiseSchedule
from tools.train_base_model import ways
from tools.train_base_model.fast_conv import gradients_by_products
from tools.train_base_model.muon import Muon, orthogonal
from tools.train_base_model.objective import draw_timesteps, loss_weights, squared_errors
from tools.train_base_model.ways import Way, fastest


def test_timesteps_come_from_all_parts_alike() -> None:
    torch.manual_seed(0)
    t = draw_timesteps(8, 1000)
    assert sorted((t // 125).tolist()) == list(range(8))
    assert t.tolist() != sorted(t.tolist())
    assert len(draw_timesteps(10_000, 1000).unique()) == 1000


def test_weights_are_the_signal_to_noise_ratio_within_limits() -> None:
    alphas = np.array([0.99, 0.9, 0.7, 0.2, 0.1, 1e-5])
    assert loss_weights(alphas, 5, 0.15).numpy() == pytest.approx([5, 5, 7 / 3, 0.25, 0.15, 0.15])


def test_the_error_is_the_same_whatever_the_network_predicts() -> None:
    torch.manual_seed(0)
    x0, noise, meant = torch.rand(6, 3, 4, 4) * 2 - 1, torch.randn(6, 3, 4, 4), torch.rand(6, 3, 4, 4) * 2 - 1
    t = torch.tensor([0, 50, 200, 500, 800, 999])
    for prediction in ("sample", "epsilon", "v_prediction"):
        schedule = NoiseSchedule({"prediction_type": prediction})

        def predict(x: Tensor, t: Tensor, schedule: NoiseSchedule = schedule) -> Tensor:
            a = schedule.alphas_at(t, x)
            epsilon = (x - a.sqrt() * meant) / (1 - a).sqrt()
            says = {"sample": meant, "epsilon": epsilon, "v_prediction": a.sqrt() * epsilon - (1 - a).sqrt() * meant}
            return says[schedule.prediction]

        found = squared_errors(predict, x0, t, noise, schedule)
        torch.testing.assert_close(found, (meant - x0).square().mean((1, 2, 3)), rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("shape", [(48, 16), (16, 48), (24, 24)])
def test_orthogonal_brings_all_singular_values_to_about_one(shape: tuple[int, int]) -> None:
    torch.manual_seed(0)
    u, _, v = torch.linalg.svd(torch.randn(3, *shape), full_matrices=False)
    sizes = torch.tensor([[1e-4], [1], [1e4]]) * torch.linspace(0.1, 1, min(shape))
    found = orthogonal(u * sizes[:, None] @ v)
    values = torch.linalg.svdvals(found)
    assert values.min() > 0.65
    assert values.max() < 1.25
    assert F.cosine_similarity(found.flatten(1), (u @ v).flatten(1)).min() > 0.95


def test_muon_lowers_a_loss_by_steps_whose_size_is_the_rate() -> None:
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.SiLU(), nn.Conv2d(16, 3, 1))
    x = torch.randn(16, 3, 8, 8)
    y = x.roll(1, 3)
    weights = [weight for weight in net.parameters() if weight.ndim > 1]
    muon = Muon(weights, lr=0.05)
    losses = []
    for _ in range(60):
        loss = F.mse_loss(net(x), y)
        losses.append(loss.item())
        before = weights[0].detach().clone()
        muon.zero_grad()
        loss.backward()
        muon.step()
    assert losses[-1] < losses[0] / 4
    step = torch.linalg.svdvals((weights[0].detach() - before).view(16, 27))
    assert step.max() == pytest.approx(0.05, rel=0.3)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(("kernel", "stride"), [(1, 1), (3, 1), (3, 2)])
@pytest.mark.parametrize("kind", [torch.float32, torch.float64])
def test_gradients_by_products_equal_torchs(kernel: int, stride: int, bias: bool, kind: torch.dtype) -> None:
    torch.manual_seed(0)
    conv = nn.Conv2d(5, 7, kernel, stride, kernel // 2, bias=bias).to(kind)
    x = torch.randn(2, 5, 8, 8, dtype=kind, requires_grad=True)
    wanted = [x, *conv.parameters()]
    expected = conv(x)
    towards = torch.randn_like(expected)
    of_torch = torch.autograd.grad(expected, wanted, towards)
    with gradients_by_products(conv):
        found = conv(x)
        assert type(found.grad_fn).__name__ == "ProductConvBackward"
        torch.testing.assert_close(found, expected)
        torch.testing.assert_close(torch.autograd.grad(found, wanted, towards), of_torch, rtol=1e-4, atol=1e-4)
    assert "forward" not in vars(conv)
    torch.testing.assert_close(conv(x), expected, rtol=0, atol=0)


def test_gradients_by_products_under_bf16_are_near_and_of_the_weights_type() -> None:
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(8, 16, 3, padding=1), nn.SiLU(), nn.Conv2d(16, 8, 3, 2, 1), nn.Conv2d(8, 8, 1))
    x = torch.randn(4, 8, 8, 8)
    expected = torch.autograd.grad(net(x).square().mean(), [*net.parameters()])
    with gradients_by_products(net), torch.autocast("cpu", torch.bfloat16):
        loss = net(x).float().square().mean()
    found = torch.autograd.grad(loss, [*net.parameters()])
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == torch.float32
        assert F.cosine_similarity(one.flatten(), other.flatten(), dim=0) > 0.99


def test_other_convolutions_stay_torchs_and_an_error_leaves_all_as_it_was() -> None:
    net = nn.ModuleList([nn.Conv2d(4, 4, 5, padding=2), nn.Conv2d(4, 4, 3, padding=1, groups=2), nn.Conv2d(4, 4, 3)])
    known = nn.Conv2d(4, 4, 3, padding=1)
    net.append(known)
    with pytest.raises(RuntimeError), gradients_by_products(net):
        assert [m for m in net if "forward" in vars(m)] == [known]
        known(torch.ones(1, 3, 8, 8))
    assert "forward" not in vars(known)


@pytest.fixture
def seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock that trial steps move; nothing is remembered in the home."""
    clock = SimpleNamespace(now=0.0)
    clock.perf_counter = lambda: clock.now
    monkeypatch.setattr(ways, "KEPT_IN", tmp_path / "cache" / "ways.json")
    monkeypatch.setattr(ways, "time", clock)
    return clock


def test_the_fastest_way_that_works_is_taken_and_remembered(seconds: SimpleNamespace) -> None:
    take = {Way(): 3.0, Way(products=True): 2.0, Way(bf16=True): 0.0}
    said: list[str] = []

    def step(way: Way) -> None:
        if way.bf16:
            raise NotImplementedError("no bf16 here")
        seconds.now += take[way]

    assert fastest("net", list(take), step, said.append) == Way(products=True)
    assert "no bf16 here" in said[2]
    ended = seconds.now
    assert fastest("net", list(take), step, said.append) == Way(products=True)
    assert seconds.now == ended  # nothing was tried again
    take[Way()] = 1.0
    assert fastest("another net", list(take), step, said.append) == Way()
    with pytest.raises(SystemExit, match="No way"):
        fastest("third", [Way(bf16=True)], step, said.append)
