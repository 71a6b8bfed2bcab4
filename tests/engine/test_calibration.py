"""Which steps are edited, from the published curves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyrp_desktop.core.paths import RESOURCES
from asyrp_desktop.engine.calibration import Calibration

# Paper, appendix: cosine of the prompts and t_edit on CelebA-HQ.
PUBLISHED = {
    "smiling": (0.899, 513),
    "young": (0.905, 515),
    "sad": (0.894, 513),
    "angry": (0.892, 512),
    "tanned": (0.886, 512),
    "makeup": (0.875, 509),
    "curly hair": (0.835, 499),
    "neanderthal": (0.802, 490),
    "pixar": (0.667, 446),
}
T_BOOST = {"celebahq-256": 167, "church-256": 293, "bedroom-256": 221, "afhq-dog-256": 167, "metfaces-256": 180}


def published(name: str) -> Calibration:
    return Calibration.from_json(json.loads((RESOURCES / "curves" / f"{name}.json").read_text(encoding="utf-8")))


def test_t_edit_comes_out_as_published() -> None:
    curves = published("celebahq-256")
    for cosine, t_edit in PUBLISHED.values():
        assert abs(curves.t_edit(cosine) - t_edit) <= 1


@pytest.mark.parametrize(("name", "t_boost"), T_BOOST.items())
def test_t_boost_comes_out_as_published(name: str, t_boost: int) -> None:
    assert abs(published(name).t_boost - t_boost) <= 1


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_nearer_prompts_are_edited_for_fewer_steps(first: float, second: float) -> None:
    curves = published("celebahq-256")
    near, far = max(first, second), min(first, second)
    assert curves.t_edit(near) >= curves.t_edit(far)


@given(st.lists(st.floats(0, 2), min_size=2, max_size=30))
def test_json_keeps_the_curves(curve: list[float]) -> None:
    plain = Calibration(tuple(range(len(curve))), tuple(curve), tuple(curve))
    again = Calibration.from_json(json.loads(json.dumps(plain.to_json())))
    assert again.timesteps == plain.timesteps
    assert again.predicted == pytest.approx(plain.predicted, abs=1e-4)


@pytest.mark.parametrize("damage", [{"predicted": [1.0]}, {"timesteps": None}, {"noisy": ["x", "y"]}])
def test_damaged_curves_are_refused(damage: dict[str, object]) -> None:
    whole = Calibration((0, 999), (0.0, 1.0), (0.0, 1.4)).to_json()
    with pytest.raises((KeyError, TypeError, ValueError)):
        Calibration.from_json(whole | damage)
