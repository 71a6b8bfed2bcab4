from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.mean_directions import balanced_weights, split

BINS = {"male": [0, 0.5, 1.01], "age": [0, 20, 40, 120]}
RECIPE = {"having": {"happy": [0.9, 1]}, "lacking": {"happy": [0, 0.1]}, "balance": ["male", "age"]}

people = st.lists(
    st.fixed_dictionaries({"male": st.sampled_from([0.0, 1.0]), "age": st.floats(0, 100), "happy": st.floats(0, 1)}),
    max_size=80,
)


@given(rows=people, most=st.integers(1, 50))
def test_both_sides_weigh_the_same_in_every_stratum(rows: list[dict[str, float]], most: int) -> None:
    try:
        weights = balanced_weights(rows, RECIPE, BINS, most)
    except SystemExit:
        return  # no stratum has both
    assert np.isclose(weights[weights > 0].sum(), 1)
    assert np.isclose(weights[weights < 0].sum(), -1)
    strata: dict[tuple[float, int], float] = {}
    for row, weight in zip(rows, weights, strict=True):
        place = (row["male"], int(np.digitize(row["age"], BINS["age"])))
        strata[place] = strata.get(place, 0) + weight
        assert weight <= 0 or row["happy"] >= 0.9
        assert weight >= 0 or row["happy"] <= 0.1
    assert np.allclose(list(strata.values()), 0)


def test_held_out_rows_are_never_trained_on() -> None:
    rows = [{"file": str(i)} for i in range(25)]
    training, held = split(rows)
    assert [row["file"] for row in held] == ["0", "10", "20"]
    assert len(training) + len(held) == 25
    assert not {row["file"] for row in training} & {row["file"] for row in held}


def test_groups_that_cannot_be_compared_are_told() -> None:
    with pytest.raises(SystemExit, match="compared"):
        balanced_weights([{"male": 1, "age": 5, "happy": 1}], RECIPE, BINS, 5)
