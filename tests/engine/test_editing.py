"""Inversion and asymmetric editing, as arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from diffusers.models.unets.unet_2d import UNet2DModel, UNet2DOutput
from hypothesis import given, settings
from hypothesis import strategies as st

from asyrp_desktop.core.errors import Cancelled, WrongBaseModel
from asyrp_desktop.core.progress import Control, Progress
from asyrp_desktop.core.values import Course
from asyrp_desktop.engine import inversion
from asyrp_desktop.engine.direction import GlobalShift, ImplicitShift, PerStepShift
from asyrp_desktop.engine.editing import edit, edit_predicted_x0, joint_scale, reconstruct
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import ALL_PASSES, TOLERANCE, invert
from asyrp_desktop.engine.reverse_step import noise_scale, predicted_x0, reverse_step
from asyrp_desktop.engine.schedule import NoiseSchedule, StepGrid
from tests.conftest import direction, random_direction, through_hook, tiny_h_space, tiny_unet

ONE_GREY_LEVEL = 2 / 255


@given(steps=st.integers(2, 1000), length=st.sampled_from([1000, 4000]))
def test_grid_is_the_published_one(steps: int, length: int) -> None:
    grid = StepGrid.linear(steps, length)
    assert grid.timesteps[0] == 0
    assert grid.timesteps[-1] == length - 1
    assert all(a < b for a, b in grid.ascending())
    assert [step.t for step in grid.descending()] == list(reversed(grid.timesteps))
    assert grid.descending()[-1].t_next == -1


def test_grid_of_forty_steps() -> None:
    assert StepGrid.linear(40).timesteps[:6] == (0, 25, 51, 76, 102, 128)


@settings(max_examples=40)
@given(
    beta=st.sampled_from(["linear", "scaled_linear", "squaredcos_cap_v2"]),
    steps=st.integers(2, 60),
    eta=st.sampled_from([0.0, 1.0]),
)
def test_reverse_step_leads_along_the_forward_process(beta: str, steps: int, eta: float) -> None:
    """With the true epsilon the mean plus noise of scale s has exactly the next timestep's signal and variance."""
    schedule = NoiseSchedule({"beta_schedule": beta})
    x0, eps = torch.full((1, 3, 2, 2), 0.3).double(), torch.full((1, 3, 2, 2), -0.7).double()
    for step in StepGrid.linear(steps).descending():
        a, a_next = schedule.alpha(step.t), schedule.alpha(step.t_next)
        x = math.sqrt(a) * x0 + math.sqrt(1 - a) * eps
        s = noise_scale(schedule, step, eta)
        expected = math.sqrt(a_next) * x0 + math.sqrt(max(1 - a_next - s * s, 0)) * eps
        torch.testing.assert_close(reverse_step(schedule, step, x, eps, eps, eta), expected)
        torch.testing.assert_close(predicted_x0(schedule, step.t, x, eps), x0)


@pytest.mark.parametrize("t_boost", [0, 300, 1000])
@pytest.mark.parametrize("steps", [5, 12])
def test_strength_nothing_gives_the_photo_back(unet: HSpaceUNet, crops: np.ndarray, steps: int, t_boost: int) -> None:
    """The full arithmetic with a shift of zero, on every kind of step, not a short cut."""
    trajectory = invert(unet, to_model_range(crops), StepGrid.linear(steps))
    nothing = direction(unet, GlobalShift(torch.zeros(unet.h_shape)))
    for way in (trajectory, trajectory.coarse(4)):
        edited = edit(unet, way, [{nothing: 1.0}], t_boost)
        assert edited.evaluations > 0
        assert (edited.pictures[0] - trajectory.xs[0]).abs().max() < ONE_GREY_LEVEL / 10
        assert 0 < (reconstruct(unet, way, t_boost) - trajectory.xs[0]).abs().max() < ONE_GREY_LEVEL / 10


class SoftNetwork(UNet2DModel):
    """Predicts x0, and draws of it only the mean colour: all texture is noise to it."""

    def forward(self, sample: torch.Tensor, timestep: torch.Tensor) -> UNet2DOutput:  # type: ignore[override]
        a = torch.from_numpy(NoiseSchedule({}).alphas).float()[timestep].view(-1, 1, 1, 1)
        return UNet2DOutput(sample=(sample.mean((2, 3), keepdim=True) / a.sqrt()).expand_as(sample))


def test_what_a_network_cannot_draw_ends_as_noise_of_unit_variance(crops: np.ndarray) -> None:
    soft = SoftNetwork(**{k: v for k, v in tiny_unet().config.items() if not k.startswith("_")})
    unet = HSpaceUNet(soft, NoiseSchedule({"prediction_type": "sample"}), "", "")
    trajectory = invert(unet, to_model_range(crops), StepGrid.linear(40))
    strengths = trajectory.eps.square().mean((2, 3, 4)).sqrt()
    assert (strengths[0] > 10).all()  # what the photo's texture is, taken for the little noise of t = 0
    assert ((strengths[-1] > 0.9) & (strengths[-1] < 1.1)).all()
    assert (reconstruct(unet, trajectory, 300) - trajectory.xs[0]).abs().max() < ONE_GREY_LEVEL / 10


def test_inversion_solves_its_implicit_equation(unet: HSpaceUNet, crops: np.ndarray) -> None:
    grid = StepGrid.linear(12)
    trajectory = invert(unet, to_model_range(crops), grid)
    one_pass = invert(unet, to_model_range(crops), grid, tolerance=math.inf)
    assert one_pass.evaluations == (12, 12, 12)
    for step in grid.descending()[:-1]:
        missed, guessed = (t.residual(unet, step, 0.0).square().mean().sqrt() for t in (trajectory, one_pass))
        assert missed < max(guessed / 3, 5e-3)
        x, eps = trajectory.xs[step.index], trajectory.eps[step.index]
        torch.testing.assert_close(eps, unet.epsilon(x, torch.full((len(x),), step.t)), rtol=1e-3, atol=1e-4)


def test_guard_keeps_the_best_where_passes_lead_away(crops: np.ndarray) -> None:
    """A network so wild that the fixed point repels: the result is finite, and the residuals still lead back."""
    unet = tiny_h_space("epsilon")
    with torch.no_grad():
        unet.unet.conv_out.weight *= 60
    trajectory = invert(unet, to_model_range(crops), StepGrid.linear(8))
    assert torch.isfinite(trajectory.xs).all()
    assert trajectory.evaluations == (8 + ALL_PASSES,) * 3
    for step in trajectory.grid.descending():
        x, eps = trajectory.xs[step.index], trajectory.eps[step.index]
        back = reverse_step(unet.schedule, step, x, eps, eps, 0.0) + trajectory.residual(unet, step, 0.0)
        # That epsilon is up to 100: float32 keeps its fifth digit.
        torch.testing.assert_close(back, trajectory.below(step), rtol=1e-5, atol=5e-5)


@pytest.mark.parametrize("steps", [25, 40])
@pytest.mark.parametrize("wild", [1, 60])
def test_a_photo_takes_few_evaluations_more_than_steps(steps: int, wild: int, crops: np.ndarray) -> None:
    """At worst 16: 56 in the public implementation's 40 steps, for which that takes 39. Strength 0 is the photo."""
    unet = tiny_h_space("epsilon" if wild > 1 else "v_prediction")
    with torch.no_grad():
        unet.unet.conv_out.weight *= wild
    grid = StepGrid.linear(steps)
    trajectory = invert(unet, to_model_range(crops), grid)
    assert all(steps <= n <= steps + 16 for n in trajectory.evaluations)
    for b, alone in enumerate(trajectory.evaluations):  # the others' passes are not counted
        assert invert(unet, to_model_range(crops[b : b + 1]), grid).evaluations == (alone,)
    nothing = direction(unet, GlobalShift(torch.zeros(unet.h_shape)))
    if wild == 1:  # else the network blows rounding up
        edited = edit(unet, trajectory, [{nothing: 1.0}], 200).pictures[0]
        assert (edited - trajectory.xs[0]).abs().max() < ONE_GREY_LEVEL / 10
    for step in grid.descending():
        x, eps = trajectory.xs[step.index], trajectory.eps[step.index]
        back = reverse_step(unet.schedule, step, x, eps, eps, 0.0) + trajectory.residual(unet, step, 0.0)
        torch.testing.assert_close(back, trajectory.below(step), rtol=1e-5, atol=5e-5)


def test_an_edit_hardly_shows_what_the_inversion_missed(
    unet: HSpaceUNet, crops: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    d, photos, grid = random_direction(unet), to_model_range(crops), StepGrid.linear(40)

    def change(tolerance: float) -> torch.Tensor:
        ended = edit_predicted_x0(unet, invert(unet, photos, grid, tolerance=tolerance), [{d: 1.0}])
        return ended.edits - ended.photos

    usual = change(TOLERANCE)
    monkeypatch.setattr(inversion, "ALL_PASSES", 1000)
    solved = change(1e-5)
    assert (usual - solved).square().mean().sqrt() < 0.05 * solved.square().mean().sqrt()


def test_photos_and_strengths_in_one_batch_do_not_see_each_other(unet: HSpaceUNet, crops: np.ndarray) -> None:
    grid, d = StepGrid.linear(8), random_direction(unet)
    together = edit(unet, invert(unet, to_model_range(crops), grid), [{d: -1.0}, {}, {d: 0.5}], 200).pictures
    for b in range(len(crops)):
        alone = invert(unet, to_model_range(crops[b : b + 1]), grid)
        for v, blend in enumerate([{d: -1.0}, {}, {d: 0.5}]):
            torch.testing.assert_close(
                edit(unet, alone, [blend], 200).pictures[0, 0], together[v, b], rtol=0, atol=2e-4
            )
    torch.testing.assert_close(together[1], to_model_range(crops), rtol=0, atol=1e-6)


@pytest.mark.parametrize("course", [Course(), Course(t_edit=100, t_boost=500, eta=0.5), Course(t_edit=900, t_boost=0)])
def test_edit_equals_the_asymmetric_process_written_out(course: Course, unet: HSpaceUNet, crops: np.ndarray) -> None:
    """Eq. 4 by hand, with hooks on the untouched network, against the shared-encoder batch; and what ends with the edit
    interval against the same."""
    grid, d, c = StepGrid.linear(6), random_direction(unet, steps=12), 0.8
    trajectory = invert(unet, to_model_range(crops), grid)
    t_edit = d.t_edit if course.t_edit is None else course.t_edit
    t_boost = 200 if course.t_boost is None else course.t_boost
    x, predicted, gate, last = trajectory.xs[-1], {}, torch.zeros(()), (torch.empty(0), torch.empty(0))
    with torch.inference_mode():
        for step in grid.descending():
            t = torch.full((len(x),), step.t)
            eps = shifted = unet.schedule.epsilon(unet.unet(x, t).sample, x, t)
            if step.t >= t_edit:
                with through_hook(unet, c * 2 * d.shift(x, x, 0)):
                    shifted = unet.schedule.epsilon(unet.unet(x, t).sample, x, t)
            eta = course.eta if step.t < t_boost else 0.0
            predicted[step.t] = predicted_x0(unet.schedule, step.t, x, shifted)
            noise = noise_scale(unet.schedule, step, eta) * torch.randn(
                1, *x.shape[1:], generator=torch.Generator().manual_seed(step.t)
            )
            own = trajectory.residual(unet, step, eta)
            x = reverse_step(unet.schedule, step, x, eps, shifted, eta) + (1 - gate) * own + gate * noise
            if step.t >= t_edit:
                original = predicted_x0(unet.schedule, step.t, trajectory.xs[step.index], trajectory.eps[step.index])
                last = original, predicted[step.t]
                if step.t_next < t_edit:
                    gate = moved(last[1] - last[0])
    assert 0 < gate.mean() < 1
    ended = edit_predicted_x0(unet, trajectory, [{}, {d: c}], course=course)
    torch.testing.assert_close(ended.photos[1], last[0])
    if t_boost <= t_edit:  # else the process by hand has had noise added
        torch.testing.assert_close(ended.edits[1], last[1], rtol=1e-3, atol=1e-3)
    assert torch.equal(ended.photos[0], ended.edits[0])
    never = edit_predicted_x0(unet, trajectory, [{d: c}], course=Course(t_edit=1000))
    assert torch.equal(never.photos, never.edits) and never.evaluations == 0
    seen = {}
    edited = edit(unet, trajectory, [{d: c}], 200, course=course, watch=lambda step, x0: seen.update({step.t: x0}))
    torch.testing.assert_close(edited.pictures[0], x, rtol=1e-3, atol=1e-4)
    torch.testing.assert_close(seen, predicted, rtol=1e-3, atol=1e-3)
    n_edited = sum(t >= t_edit for t in grid.timesteps)
    assert edited.evaluations == pytest.approx(3 * (len(grid) + n_edited * unet.decode_share))
    assert ended.evaluations == pytest.approx(3 * n_edited * (1 + unet.decode_share))


def moved(change: torch.Tensor) -> torch.Tensor:
    """The gate by hand; at 16 px it is no wider than what has moved."""
    return ((change.abs().mean(1, keepdim=True) - 0.04) / 0.1).clamp(0, 1)


def test_forms_agree_where_they_say_the_same(unet: HSpaceUNet, crops: np.ndarray) -> None:
    grid = StepGrid.linear(8)
    trajectory = invert(unet, to_model_range(crops), grid)
    delta_h = torch.randn(unet.h_shape)
    per_step = PerStepShift(torch.tensor(grid.timesteps), delta_h.expand(8, *unet.h_shape))
    implicit = ImplicitShift(unet.h_shape[0], 64, groups=8)
    with torch.no_grad():
        implicit.conv_out.weight.zero_()
        assert implicit.conv_out.bias is not None
        implicit.conv_out.bias.copy_(torch.arange(unet.h_shape[0]) / 16)
    constant = (torch.arange(unet.h_shape[0]) / 16)[:, None, None].expand(unet.h_shape).contiguous()
    for one, other in ((GlobalShift(delta_h), per_step), (GlobalShift(constant), implicit)):
        blends = [{direction(unet, one): 1.0}, {direction(unet, other): 1.0}]
        pictures = edit(unet, trajectory, blends, 200).pictures
        torch.testing.assert_close(pictures[0], pictures[1], rtol=0, atol=1e-4)


def test_directions_of_one_sign_cancel_with_their_opposite(unet: HSpaceUNet, crops: np.ndarray) -> None:
    trajectory = invert(unet, to_model_range(crops), StepGrid.linear(8))
    d, back = random_direction(unet), random_direction(unet, size=-1.0)
    pictures = edit(unet, trajectory, [{d: 1.0}, {back: -1.0}, {d: 1.0, back: 1.0}], 200).pictures
    torch.testing.assert_close(pictures[0], pictures[1])
    assert (pictures[2] - trajectory.xs[0]).abs().max() < ONE_GREY_LEVEL / 10


def test_several_directions_are_scaled_as_published_and_without_a_jump() -> None:
    assert joint_scale([0.7]) == joint_scale([-2]) == 1
    assert joint_scale([0.5] * 4) == pytest.approx(1 / math.sqrt(4))
    assert joint_scale([1.0, 1e-6]) == pytest.approx(1, abs=1e-5)


def test_a_direction_of_another_model_is_refused(unet: HSpaceUNet, crops: np.ndarray) -> None:
    other = tiny_h_space()
    other.fingerprint, other.name = "something else", "other"
    trajectory = invert(unet, to_model_range(crops[:1]), StepGrid.linear(4))
    with pytest.raises(WrongBaseModel, match="other"):
        edit(unet, trajectory, [{random_direction(other): 1.0}], 200)


def test_cancel_takes_effect_at_the_next_step(unet: HSpaceUNet, crops: np.ndarray) -> None:
    control = Control()
    seen: list[float] = []

    def listener(report: object) -> None:
        seen.append(report.fraction)  # type: ignore[attr-defined]
        if len(seen) == 3:
            control.cancel()

    with pytest.raises(Cancelled):
        invert(unet, to_model_range(crops), StepGrid.linear(50), Progress(listener, control))
    assert len(seen) == 3
