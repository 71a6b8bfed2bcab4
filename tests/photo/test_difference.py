"""What an edit changed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asyrp_desktop.photo.difference import FULL, GAIN, SEEN, amplified, change_map, ramp


@given(st.integers(0, 2**32 - 1))
def test_the_difference_says_by_how_much_and_which_way(seed: int) -> None:
    random = np.random.default_rng(seed)
    before, after = random.integers(0, 256, (2, 5, 7, 3), np.uint8)
    shown = amplified(before, after).astype(int) - 128
    expected = GAIN * (after.astype(int) - before)
    inside = np.abs(expected) < 127
    assert np.array_equal(shown[inside], expected[inside])
    assert (np.sign(shown[~inside]) == np.sign(expected[~inside])).all()


def test_the_map_shows_where_and_how_much() -> None:
    before = np.full((10, 10, 3), 120, np.uint8)
    after = before.copy()
    after[2, 3] += SEEN
    after[4:6, :, 1] -= FULL + 20
    pixels, changed = change_map(before, after)
    assert changed == 21 / 100
    assert (pixels[5] == ramp(FULL + 1)[-1]).all()
    assert (pixels[8] == pixels[9]).all() and len({*pixels[9, 0].tolist()}) == 1  # untouched: the dim photo
    assert (pixels[2, 3] != pixels[2, 4]).any()
    light = ramp(30).astype(int).sum(1)
    assert (np.diff(light) > 0).all()  # more is brighter
    assert change_map(before, before).changed == 0
