"""Which strengths grids and morphs have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyrp_desktop.core.errors import VariantError
from asyrp_desktop.core.variants import Axis, GridPlan, MorphPlan, over, scaled, signed

ends = st.floats(-3, 3).map(lambda x: round(x, 2))


@given(low=ends, high=ends, across=st.integers(1, 6), down=st.integers(1, 6))
def test_a_grid_goes_row_by_row_from_end_to_end(low: float, high: float, across: int, down: int) -> None:
    plan = GridPlan(Axis.spread("a", low, high, across), Axis.spread("b", high, low, down), {"a": 9.0, "c": 0.5})
    settings = plan.settings()
    assert len(settings) == across * down and plan.columns == across
    for k, one in enumerate(settings):
        assert one == {"a": plan.across.strengths[k % across], "b": plan.down.strengths[k // across], "c": 0.5}  # type: ignore[union-attr]
    assert plan.across.strengths[-1] == high and (across == 1 or plan.across.strengths[0] == low)


def test_faces_keep_their_own_strengths() -> None:
    faces = ({"a": 1.0}, {"b": -1.0})
    assert over(faces, {"c": 0.5}) == ({"a": 1.0, "c": 0.5}, {"b": -1.0, "c": 0.5})
    assert scaled(faces, 0.5) == ({"a": 0.5}, {"b": -0.5})
    assert GridPlan(Axis("a", (0.0, 2.0)), rest=faces).settings() == (
        ({"a": 0.0}, {"b": -1.0, "a": 0.0}),
        ({"a": 2.0}, {"b": -1.0, "a": 2.0}),
    )


@given(frames=st.integers(2, 60), strength=ends)
def test_a_morph_begins_with_the_photo_and_ends_with_its_edit(frames: int, strength: float) -> None:
    settings = MorphPlan({"a": strength}, frames).settings()
    found = [one["a"] for one in settings if not isinstance(one, tuple)]  # type: ignore[call-overload]
    assert len(found) == frames and found[0] == 0 and found[-1] == strength
    assert sorted(found, reverse=strength < 0) == found  # it never turns back on its way
    along = MorphPlan({"b": 1.0}, frames, Axis("a", (-1.0, 0.0, strength))).settings()
    assert along[0] == {"b": 1.0, "a": -1.0} and along[-1] == {"b": 1.0, "a": strength}


def test_what_cannot_be_made_is_refused() -> None:
    for make in (
        lambda: Axis.spread("a", 0, 1, 0),
        lambda: Axis.spread("a", float("nan"), 1, 3),
        lambda: GridPlan(Axis("a", (1.0,)), Axis("a", (1.0,))),
        lambda: MorphPlan({}, 1),
    ):
        with pytest.raises(VariantError):
            make()
    assert [signed(c) for c in (-1, 0, 0.5, 2)] == ["−1", "0", "+0.5", "+2"]
