"""f_t from a prompt pair, on the tiny U-Net with a critic whose answers are known."""

from __future__ import annotations

import copy
import json
import math
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import Tensor

from asyrp_desktop.core.errors import Cancelled, DiskFull, ModelError, TrainingError
from asyrp_desktop.core.progress import Control, Progress, Report
from asyrp_desktop.core.training_plan import PromptPair, Recipe, TrainingPlan
from asyrp_desktop.engine.direction import Direction, GlobalShift
from asyrp_desktop.engine.direction_file import DirectionHead
from asyrp_desktop.engine.editing import edit
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import invert
from asyrp_desktop.engine.schedule import StepGrid
from asyrp_desktop.models import inversions
from asyrp_desktop.models.library import forget_training
from asyrp_desktop.training.critic import Critic, CriticCard
from asyrp_desktop.training.direction_loss import directional_loss
from asyrp_desktop.training.full_effect import LEAST, MOST, MOST_CHANGE, full_effect
from asyrp_desktop.training.identity import IdentityLoss, IrSe50
from asyrp_desktop.training.prompt_training import Objective, PromptTraining
from asyrp_desktop.training.trajectories import Trajectories

RECIPE = Recipe(6, 8, 6, 3, "adam", 3e-3, 1.0, 0.05, zero_start=True, trust=0.05)


class Brightness(Critic):
    """Sees the mean of each colour, through a fixed random turn, and nothing else."""

    def __init__(self) -> None:
        self._turn = torch.linalg.qr(torch.randn(3, 3, generator=torch.Generator().manual_seed(0)))[0]

    @property
    def name(self) -> str:
        return "brightness"

    def images(self, x: Tensor) -> Tensor:
        return torch.nn.functional.normalize(x.mean((2, 3)) @ self._turn + 0.1, dim=-1)


@pytest.fixture
def crops(unet: HSpaceUNet) -> np.ndarray:
    size = unet.size
    return np.random.default_rng(0).integers(0, 255, (8, size, size, 3), np.uint8)


@pytest.fixture
def objective() -> Objective:
    return Objective(torch.tensor([0.5, 0.3, -0.4]), 0.9, RECIPE, seed=3)


@pytest.fixture
def photos(unet: HSpaceUNet, crops: np.ndarray, tmp_path: Path) -> Trajectories:
    made = Trajectories(unet, crops, RECIPE.steps, 400, tmp_path / "cache")
    made.prepare(Progress())
    return made


def train(unet: HSpaceUNet, objective: Objective, photos: Trajectories, file: Path, progress: Progress | None = None):
    training = PromptTraining(unet, Brightness(), objective, photos, file)
    training.run(progress or Progress(), gauge=lambda: 1.7)
    return training


def stopping_after(reports: int) -> Progress:
    """A progress that is cancelled at a report."""
    control, seen = Control(), []

    def listen(report: Report) -> None:
        seen.append(report)
        if len(seen) == reports:
            control.cancel()

    return Progress(listen, control)


def test_the_held_out_loss_falls(unet, objective, photos, tmp_path) -> None:
    training = train(unet, objective, photos, tmp_path / "a")
    assert training.losses[0].held_out > 0.5
    assert min(point.held_out for point in training.losses) < 0.6 * training.losses[0].held_out
    assert not set(training.held_out) & set(training._trained)


class Rising(PromptTraining):
    """Its held-out photos fall once and rise from then on."""

    def _down_the_path(self, rows: np.ndarray) -> Iterator[Tensor]:
        loss = [1.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0][len(self.losses)]
        yield torch.full((len(rows),), loss)


def test_the_best_is_kept_and_training_ends_when_the_held_out_loss_rises(unet, objective, photos, tmp_path) -> None:
    training = Rising(unet, Brightness(), objective, photos, tmp_path / "a")
    looks: list[Tensor] = []
    training.run(Progress(), lambda: looks.append(training.shift.conv_out.weight.detach().clone()))
    assert [point.held_out for point in training.losses] == pytest.approx([1.0, 0.5, 0.6, 0.7])
    assert training.losses[-1].done < 1
    assert torch.equal(training.shift.conv_out.weight, looks[1])
    assert not torch.equal(looks[1], looks[2])


def test_the_two_formulas_of_the_directional_loss() -> None:
    """By hand: the picture moves by (0, 1), the text by (1, 0), (1, 1), (0, 1) or (0, -3)."""
    source, edited = torch.tensor([[1.0, 0.0]] * 4), torch.tensor([[1.0, 1.0]] * 4)
    for towards, paper, official in (
        ((1.0, 0.0), 1.0, math.log(2)),
        ((1.0, 1.0), 1 - math.sqrt(0.5), -math.log((1 + math.sqrt(0.5)) / 2)),
        ((0.0, 1.0), 0.0, 0.0),
        ((0.0, -3.0), 2.0, -math.log(1e-6)),
    ):
        text = torch.tensor(towards)
        torch.testing.assert_close(directional_loss(edited, source, text), torch.full((4,), paper))
        torch.testing.assert_close(directional_loss(edited, source, text, "official"), torch.full((4,), official))


def test_each_preset_says_whose_formula_it_is() -> None:
    presets = Recipe.presets()
    assert {name: recipe.formula for name, recipe in presets.items() if name in ("paper", "official")} == {
        "paper": "paper",
        "official": "official",
    }
    official = presets["official"]  # its script_train.sh, and the scheduler that its main.py has by default
    assert (official.images, official.epochs, official.steps, official.batch) == (100, 5, 50, 1)
    assert (official.optimiser, official.learning_rate, official.drop_every) == ("sgd", 0.5, 3)
    assert (official.clip_weight, official.recon_weight, official.identity_weight) == (1.0, 3.0, 0.0)
    assert json.loads(json.dumps(TrainingPlan("a", PromptPair("b", "c"), official, identity=Path("d")).to_json()))


class Same(IdentityLoss):
    """In the place of a face network: each picture's mean, as far as two have the same."""

    fingerprint = "same"

    def __init__(self) -> None:
        self.calls: list[tuple[Tensor, Tensor]] = []

    def __call__(self, edited: Tensor, reference: Tensor) -> Tensor:
        self.calls.append((edited.detach(), reference))
        return (edited.mean((1, 2, 3)) - reference.mean((1, 2, 3))).square()


@pytest.mark.parametrize("formula", ["paper", "official"])
def test_a_step_goes_down_the_formula_written_out(unet, objective, photos, tmp_path, formula) -> None:
    recipe = replace(
        RECIPE, optimiser="sgd", learning_rate=0.5, trust=0.0, formula=formula, identity_weight=0.7, zero_start=False
    )
    objective = replace(objective, recipe=replace(recipe, recon_weight=0.3))
    critic, identity = Brightness(), Same()
    training = PromptTraining(unet, critic, objective, photos, tmp_path / "a", identity)
    before = copy.deepcopy(training.shift)
    rows, step = training._rows(training.place), photos.steps[0]
    training._step()
    x, reference = photos.noise(rows), photos.predicted(rows, 0)
    t = torch.full((len(x),), step.t)
    encoded = unet.encode(x, t)
    (eps,) = unet.decode(encoded, [encoded.h + before(encoded.h, encoded.temb, step.t)])
    a = unet.schedule.alpha(step.t)
    edited = (x - math.sqrt(1 - a) * eps) / math.sqrt(a)
    source = reference if formula == "paper" else photos.pictures(rows)
    cosine = torch.cosine_similarity(critic.images(edited) - critic.images(source), objective.towards[None])
    directional = 1 - cosine if formula == "paper" else -torch.log((1 + cosine) / 2)
    same = (edited.mean((1, 2, 3)) - reference.mean((1, 2, 3))).square()
    loss = directional.mean() + 0.3 * 0.9 * (edited - reference).abs().mean() + 0.7 * same.mean()
    loss.backward()
    for now, was in zip(training.shift.parameters(), before.parameters(), strict=True):
        assert was.grad is not None
        torch.testing.assert_close(now, was - 0.5 * was.grad, rtol=1e-3, atol=1e-6)
    assert torch.equal(photos.pictures(rows), to_model_range(photos._crops[rows])) and len(identity.calls) == 1


def test_the_learning_rate_drops_with_the_epochs(unet, objective, photos, tmp_path) -> None:
    recipe = replace(RECIPE, optimiser="sgd", learning_rate=0.5, epochs=5, drop_every=3)
    training = PromptTraining(unet, Brightness(), replace(objective, recipe=recipe), photos, tmp_path / "a")
    rates: dict[int, float] = {}
    training._rises = lambda: False  # type: ignore[method-assign]
    step = training._step

    def watched() -> None:
        epoch = training.place.epoch
        step()
        rates[epoch] = training._optimiser.param_groups[0]["lr"]

    training._step = watched  # type: ignore[method-assign]
    training.run(Progress())
    assert rates == pytest.approx({0: 0.5, 1: 0.5, 2: 0.5, 3: 0.05, 4: 0.05})


def test_the_identity_loss_is_what_the_face_network_says(tmp_path) -> None:
    """In the layout of the published file, with random weights: 24 blocks of four stages, 43.8 million numbers."""
    torch.manual_seed(0)
    network = IrSe50().eval()
    weights = tmp_path / "model_ir_se50.pth"
    torch.save(network.state_dict(), weights)
    names = list(network.state_dict())
    assert len(network.body) == 24 and sum(p.numel() for p in network.parameters()) == 43_797_696
    assert {"input_layer.2.weight", "body.3.shortcut_layer.0.weight", "body.23.res_layer.5.fc2.weight"} <= set(names)
    loss = IdentityLoss(weights, torch.device("cpu"))
    edited, reference = torch.randn(2, 2, 3, 128, 128)
    edited.requires_grad_()
    told = loss(edited, reference)
    faces = [x.repeat_interleave(2, 2).repeat_interleave(2, 3)[:, :, 35:223, 32:220] for x in (edited, reference)]
    seen = [network(torch.nn.functional.adaptive_avg_pool2d(face, 112)) for face in faces]
    torch.testing.assert_close(told, 1 - torch.cosine_similarity(*seen))
    torch.testing.assert_close(loss(reference, reference), torch.zeros(2), atol=1e-5, rtol=0)
    told.sum().backward()
    assert edited.grad is not None and edited.grad.abs().max() > 0
    assert not any(parameter.requires_grad for parameter in loss._network.parameters())
    torch.save({"conv": torch.zeros(3)}, weights)
    with pytest.raises(ModelError, match="IR-SE50"):
        IdentityLoss(weights, torch.device("cpu"))


@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
def test_resumed_equals_uninterrupted(unet, objective, photos, tmp_path, optimiser) -> None:
    objective = replace(objective, recipe=replace(RECIPE, optimiser=optimiser, epochs=2, full_effect=True))
    whole = train(unet, objective, photos, tmp_path / "whole")
    for reports in (2, 5, 4, 1, 7):  # most of them in the middle of a batch's way down
        with pytest.raises(Cancelled):
            train(unet, objective, photos, tmp_path / "parts", stopping_after(reports))
    parts = train(unet, objective, photos, tmp_path / "parts")
    assert parts.losses == whole.losses
    assert parts.place.gauged == whole.place.gauged
    for name, tensor in whole.shift.state_dict().items():
        assert torch.equal(tensor, parts.shift.state_dict()[name]), name


def test_a_checkpoint_of_another_training_is_not_gone_on_with(unet, objective, photos, tmp_path) -> None:
    with pytest.raises(Cancelled):
        train(unet, objective, photos, tmp_path / "a", stopping_after(8))
    other = PromptTraining(unet, Brightness(), replace(objective, seed=4), photos, tmp_path / "a")
    assert other.place.batch == other.place.k == 0
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:500])
    with pytest.raises(TrainingError):
        PromptTraining(unet, Brightness(), objective, photos, tmp_path / "a")


class Longer(PromptTraining):
    """Its held-out loss jumps up when the shift grows, and falls from there."""

    def _down_the_path(self, rows: np.ndarray) -> Iterator[Tensor]:
        yield torch.full((len(rows),), [0.5, 0.4, 0.3, 0.9, 0.7, 0.8, 0.85][len(self.losses)])


def test_the_second_half_is_trained_at_the_full_effect(unet, objective, photos, tmp_path) -> None:
    objective = replace(objective, recipe=replace(RECIPE, full_effect=True))
    training = Longer(unet, Brightness(), objective, photos, tmp_path / "a")
    weights: list[Tensor] = []
    lengths: list[float] = []

    def gauge() -> float:
        lengths.append(float(training.shift.conv_out.weight.detach().norm()))
        return 1.7

    training.run(Progress(), lambda: weights.append(training.shift.conv_out.weight.detach().clone()), gauge)
    assert len(lengths) == 1 and training.place.gauged == 3
    assert float(weights[3].norm()) == pytest.approx(1.7 * lengths[0], rel=0.1)
    # Nothing of the first half is the best of the second, and one rise after the lowest does not end it.
    assert torch.equal(training.shift.conv_out.weight, weights[4])


@pytest.mark.parametrize(("reach", "length", "bounded"), [(1.5, 0.1, False), (1000.0, 1.0, True)])
def test_the_full_effect_is_the_critics_distance_or_what_photos_bear(unet, crops, reach, length, bounded) -> None:
    critic = Brightness()
    critic.card = CriticCard("brightness", reach=reach)
    photos = invert(unet, to_model_range(crops[:2]), StepGrid.linear(4, len(unet.schedule)))
    head = DirectionHead("d", "global", "tiny", unet.fingerprint, unet.h_shape, t_edit=100, steps=4, rendering="redraw")
    shift = length * torch.randn(unet.h_shape, generator=torch.Generator().manual_seed(1))
    direction = Direction(head, GlobalShift(shift))

    def changed(strength: float) -> Tensor:
        return edit(unet, photos, [{direction: strength}], 100).pictures[0].clamp(-1, 1)

    def way(edited: Tensor) -> Tensor:
        return (critic.images(edited) - critic.images(photos.xs[0])).mean(0)

    towards = way(changed(1.0))
    strength = full_effect(unet, photos, critic, towards, direction, 100)
    edited = changed(strength)
    if bounded:
        assert LEAST < strength < MOST
        assert 0.7 * MOST_CHANGE < (edited - photos.xs[0]).square().mean().sqrt() <= MOST_CHANGE
    else:
        assert float(way(edited) @ towards / (towards @ towards)) == pytest.approx(reach, rel=0.3)


def test_winding_up_keeps_what_was_learned(unet, objective, photos, tmp_path) -> None:
    control, seen = Control(), []

    def listen(report: Report) -> None:
        seen.append(report)
        if len(seen) == 30:
            control.wind_up()

    training = train(unet, objective, photos, tmp_path / "a", Progress(listen, control))
    assert 0 < training.losses[-1].done < 1
    assert training.shift.state_dict()["conv_out.weight"].abs().max() > 0


def test_timing_leaves_no_trace(unet, objective, photos, tmp_path) -> None:
    plain = train(unet, objective, photos, tmp_path / "a")
    timed = PromptTraining(unet, Brightness(), objective, photos, tmp_path / "b")
    assert timed.seconds_a_step() > 0
    timed.run(Progress())
    assert timed.losses == plain.losses


def test_inversions_are_found_again_and_gone_on_with(unet, crops, tmp_path) -> None:
    made = Trajectories(unet, crops, 6, 400, tmp_path)
    with pytest.raises(Cancelled):
        made.prepare(stopping_after(9))
    again = Trajectories(unet, crops, 6, 470, tmp_path)
    assert again.key == made.key
    again.prepare(Progress())
    once: list[Report] = []
    again.prepare(Progress(once.append))
    assert not once  # nothing was left to do
    # The kept parts lead from x_T to the photo's own trajectory: strength 0 changes nothing.
    rows = np.arange(len(crops))
    reference = Trajectories(unet, crops, 6, 400, tmp_path / "other")
    reference.prepare(Progress())
    assert torch.equal(again.noise(rows), reference.noise(rows))
    assert torch.equal(again.predicted(rows, 2), reference.predicted(rows, 2))


def test_inversions_keep_to_their_room_and_time(user_data, monkeypatch) -> None:
    def kept(training: str, age: float) -> Path:
        place = inversions.folder() / "tiny" / training / "key"
        place.mkdir(parents=True)
        (place / "x_T.npy").write_bytes(bytes(100))
        (place / "predicted.npy").write_bytes(bytes(300))
        used = time.time() - age
        os.utime(place, (used, used))
        return place

    monkeypatch.setattr(inversions, "MOST_BYTES", 1000)
    first, second, third = (kept(name, age) for name, age in (("a", 300.0), ("b", 200.0), ("c", 100.0)))
    ancient = kept("d", inversions.MOST_AGE + 60.0)
    assert inversions.nbytes() == 1600
    inversions.tidy(at_work=first.parent)  # the oldest, but used now
    assert (first.is_dir(), second.is_dir(), third.is_dir(), ancient.is_dir()) == (True, False, True, False)
    inversions.tidy()
    assert inversions.nbytes() == 800
    forget_training("tiny", "a")
    assert not first.exists() and third.is_dir()
    monkeypatch.setattr(inversions, "MOST_BYTES", 399)
    inversions.tidy()
    assert inversions.nbytes() == 0


def test_too_little_room_is_told_before_any_work(unet, crops, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=10**6))
    with pytest.raises(DiskFull):
        Trajectories(unet, crops, 6, 400, tmp_path)
