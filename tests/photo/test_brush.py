"""What strokes of a brush paint."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asyrp_desktop.core.values import Stroke
from asyrp_desktop.photo.brush import FINEST, painted

PLACES = st.floats(-50, 150)
STROKES = st.lists(
    st.builds(
        Stroke,
        st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=4).map(tuple),
        st.floats(0.1, 60),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


def test_a_stroke_is_as_wide_as_its_brush_and_soft_at_its_rim() -> None:
    mask = painted([Stroke(((30, 50), (70, 50)), 20)], 100, 100, 1)
    assert mask is not None
    assert (mask[50, 20:80] == 255).all() and not mask[50, :7].any() and not mask[75:].any()
    rim = mask[50:, 50].astype(int)
    assert (np.diff(rim) <= 0).all() and 60 < rim[18] < 230 and len(set(rim)) > 4


@given(STROKES, st.integers(1, 120), st.integers(1, 90))
def test_erasing_what_is_left_leaves_nothing(strokes: list[Stroke], width: int, height: int) -> None:
    mask = painted(strokes, width, height, 1)
    assert mask is not None and mask.shape == (height, width)
    everything = Stroke(((width / 2, height / 2),), 300)
    emptied = painted([*strokes, Stroke(everything.points, 300, erase=True)], width, height, 1)
    filled = painted([*strokes, everything], width, height, 1)
    assert emptied is not None and not emptied.any() and filled is not None and (filled == 255).all()


def test_erasing_first_takes_it_from_all() -> None:
    mask = painted([Stroke(((50, 50),), 20, erase=True)], 100, 100, 1)
    assert mask is not None and mask[0, 0] == 255 and mask[50, 50] == 0
    assert painted([], 100, 100, 1) is None


def test_a_smaller_copy_of_the_photo_is_painted_alike() -> None:
    strokes = [Stroke(((1000, 800), (3000, 2000)), 300), Stroke(((2000, 1400),), 150, erase=True)]
    full, small = painted(strokes, 2 * FINEST, 3000, 1), painted(strokes, 512, 375, 512 / (2 * FINEST))
    assert full is not None and small is not None
    assert np.abs(full[4::8, 4::8].astype(int) - small).mean() < 2
