"""Arithmetic on directions, against the same arithmetic on what they add to h."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from asyrp_desktop.core.errors import DirectionError, WrongBaseModel
from asyrp_desktop.engine.combination import combine
from asyrp_desktop.engine.direction import Direction, GlobalShift, ImplicitShift, PerStepShift, load_direction
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.engine.editing import edit, joint_scale
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import invert
from asyrp_desktop.engine.schedule import StepGrid
from tests.conftest import direction, tiny_h_space

UNET = tiny_h_space()
H, TEMB = torch.randn(2, *UNET.h_shape), torch.randn(2, 64)


def implicit(seed: int, **kwargs: object) -> Direction:
    torch.manual_seed(seed)
    shift = ImplicitShift(UNET.h_shape[0], 64, groups=8).eval().requires_grad_(False)
    return direction(UNET, shift, f"f{seed}", **kwargs)  # type: ignore[arg-type]


def per_step(seed: int, **kwargs: object) -> Direction:
    generator = torch.Generator().manual_seed(seed)
    shift = PerStepShift(torch.tensor([400, 600, 900]), torch.randn(3, *UNET.h_shape, generator=generator))
    return direction(UNET, shift, f"p{seed}", **kwargs)  # type: ignore[arg-type]


def at(made: Direction, t: int = 650, steps: int = 20) -> Tensor:
    return made.delta_h(H, TEMB, t, steps)


def cosines(first: Tensor, second: Tensor) -> Tensor:
    """Photo by photo."""
    return torch.cosine_similarity(first.flatten(1), second.expand_as(H).flatten(1), dim=1)


@settings(deadline=None, max_examples=20)
@given(st.floats(-3, 3).filter(bool), st.floats(-3, 3).filter(bool), st.integers(2, 60), st.integers(0, 999))
def test_a_sum_is_the_sum_of_its_parts_each_in_its_interval(first: float, second: float, steps: int, t: int) -> None:
    parts = implicit(1, t_edit=300, steps=12), per_step(2, t_edit=600, steps=30)
    made = combine("sum", [(parts[0], first), (parts[1], second)])
    expected = torch.zeros_like(H)
    for part, weight in zip(parts, (first, second), strict=True):
        if t >= part.t_edit:
            expected = expected + weight * at(part, t, steps)
    if t >= made.t_edit:
        torch.testing.assert_close(at(made, t, steps), expected)
    else:
        assert not expected.any()


@pytest.mark.parametrize("other", [implicit(3), per_step(3), direction(UNET, GlobalShift(torch.randn(UNET.h_shape)))])
def test_nothing_of_the_other_is_left(other: Direction) -> None:
    whole = combine("sum", [(implicit(1), 1.0), (other, 0.7)])
    made = combine("without", [(implicit(1), 1.0), (other, 0.7)], [other])
    for t in (450, 999):
        assert cosines(at(whole, t), at(other, t)).abs().min() > 0.2
        assert cosines(at(made, t), at(other, t)).abs().max() < 1e-5
        # Only that was taken away.
        gone = at(whole, t) - at(made, t)
        assert cosines(gone, at(other, t)).abs().min() > 1 - 1e-5


def test_nothing_of_several_others_is_left_even_where_they_overlap() -> None:
    one, two = per_step(1), per_step(2)
    both = combine("both", [(one, 1.0), (two, 0.01)])
    made = at(combine("without", [(implicit(3), 1.0)], [one, both, one, two]))
    for other in (one, two, both):
        assert cosines(made, at(other)).abs().max() < 1e-4
    assert made.norm() > 0.9 * at(implicit(3)).norm()


def test_it_is_a_file_like_any_other_and_can_be_combined_again(tmp_path: Path) -> None:
    inner = combine("inner", [(implicit(1, t_edit=500), 1.0), (per_step(2), -0.5)], [per_step(3)])
    made = combine("äußere", [(inner, 2.0), (implicit(4), 1.0)], [implicit(5)])
    made.save(tmp_path / f"x{SUFFIX}")
    loaded = load_direction(tmp_path / f"x{SUFFIX}")
    assert loaded.head == made.head
    assert loaded.head.record["sum"] == {"inner": 2.0, "f4": 1.0}
    torch.testing.assert_close(at(loaded), at(made), rtol=2e-2, atol=2e-2)
    torch.testing.assert_close(at(loaded, 450), at(made, 450), rtol=2e-2, atol=2e-2)


def test_the_slider_goes_as_far_as_every_part_was_seen_to_hold() -> None:
    far, near = per_step(1), per_step(2)
    near = Direction(replace(near.head, low=-1.0, high=0.6), near.shift)
    head = combine("x", [(far, 1.0), (near, -0.5)]).head
    assert (head.low, head.high) == (-1.2, 2.0)


def test_strength_1_is_what_the_sliders_do_together(crops: np.ndarray, unet: HSpaceUNet) -> None:
    parts = implicit(1), per_step(2)
    trajectory = invert(unet, to_model_range(crops[:1]), StepGrid.linear(6))
    made = combine("sum", [(parts[0], 0.3), (parts[1], 0.2)])
    together, combined = edit(
        unet, trajectory, [{parts[0]: 0.3, parts[1]: 0.2}, {made: joint_scale([0.3, 0.2])}], 200
    ).pictures
    torch.testing.assert_close(combined, together, rtol=1e-3, atol=1e-3)
    assert (combined - trajectory.xs[0]).abs().max() > 0.05


def test_what_cannot_be_combined_is_told() -> None:
    one = per_step(1)
    foreign = Direction(replace(one.head, name="foreign", base_fingerprint="another"), one.shift)
    with pytest.raises(WrongBaseModel, match="foreign"):
        combine("x", [(one, 1.0), (foreign, 1.0)])
    with pytest.raises(WrongBaseModel):
        combine("x", [(one, 1.0)], [foreign])
    for terms, off in (([], []), ([(one, 0.0)], []), ([(one, float("nan"))], []), ([(one, 1.0)], [one])):
        with pytest.raises(DirectionError):
            combine("x", terms, off)


def test_a_file_whose_parts_do_not_belong_together_is_damaged(tmp_path: Path) -> None:
    made = combine("x", [(per_step(1), 1.0), (per_step(2), 1.0)])
    path = tmp_path / f"x{SUFFIX}"
    for parts in (
        made.head.parts[:1],
        (made.head.parts[0], replace(made.head.parts[1], head=replace(made.head.parts[1].head, form="implicit"))),
        (made.head.parts[0], replace(made.head.parts[1], head=replace(made.head.parts[1].head, h_shape=(1, 1, 1)))),
        (made.head.parts[0], replace(made.head.parts[1], weight="much")),
    ):
        Direction(replace(made.head, parts=parts), made.shift).save(path)
        with pytest.raises(DirectionError):
            load_direction(path)
