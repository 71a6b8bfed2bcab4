"""Changes between strengths that were computed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asyrp_desktop.photo.keyframes import STRENGTHS, Keyframe, Keyframes

SLIDER = (0, "smiling")


def picture(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(90, 160, (12, 9, 3), np.uint8)


def straight(before: np.ndarray, slope: np.ndarray) -> Keyframes:
    """A direction that is linear indeed."""
    keyframes = Keyframes()
    for strength in STRENGTHS:
        keyframes.add(SLIDER, strength, Keyframe.between(before, (before + strength * slope).astype(np.uint8)))
    return keyframes


@given(st.integers(0, 2**32 - 1), st.floats(-2, 2))
def test_a_straight_direction_is_met_at_every_strength_and_beyond(seed: int, strength: float) -> None:
    before = picture(seed)
    slope = np.zeros(before.shape)
    slope[3:7, 2:8] = 2 * np.random.default_rng(seed).integers(-20, 21, (4, 6, 3))
    keyframes = straight(before, slope)
    assert keyframes.cover([{"smiling": strength}])
    changed = keyframes.changed(before, [{"smiling": strength}])
    assert np.abs(changed - (before + strength * slope)).max() <= 0.51
    assert (keyframes.changed(before, [{}]) == before).all()


def test_directions_and_regions_add_up_and_end_at_black_and_white() -> None:
    before = np.full((10, 10, 3), 100, np.uint8)
    keyframes = Keyframes()
    known = [((0, "a"), slice(0, 6), 130), ((0, "b"), slice(4, 8), 60), ((1, "a"), slice(9, 10), 250)]
    for slider, rows, level in known:
        after = before.copy()
        after[rows] = level
        keyframes.add(slider, 1.0, Keyframe.between(before, after))
    changed = keyframes.changed(before, [{"a": 1.0, "b": 1.0}, {"a": 2.0}])[:, 0, 0].tolist()
    assert changed == [130] * 4 + [90] * 2 + [60] * 2 + [100, 255]


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 1), st.floats(-1, 1))
def test_an_edit_that_was_met_is_exact_and_fades_towards_one_direction_alone(seed: int, a: float, b: float) -> None:
    before, true = picture(seed), picture(seed + 1)
    keyframes = straight(before, np.full(before.shape, 10))
    for strength in STRENGTHS:
        keyframes.add((0, "old"), strength, Keyframe.between(before, picture(seed + 2)))
    met, alone, beyond = {"smiling": a, "old": b}, {"smiling": a}, {"smiling": a + 0.5, "old": b}
    linear = [keyframes.changed(before, [edit]).astype(int) for edit in (met, alone, beyond)]
    keyframes.meet(before, [met], true)
    changed = [keyframes.changed(before, [edit]).astype(int) for edit in (met, alone, beyond)]
    assert np.abs(changed[0] - true.astype(int)).max() <= 1
    assert np.abs(changed[1] - (linear[1] if b else true)).max() <= 1
    assert np.abs(changed[2] - (linear[2] + true - linear[0]).clip(0, 255)).max() <= 1


def test_what_is_not_known_is_not_covered() -> None:
    before = picture(0)
    keyframes = Keyframes()
    asked = []
    while (missing := keyframes.missing([SLIDER, (1, "old")])) is not None:
        asked.append(missing)
        slider, strength = missing
        within = [c for s, c in asked if s == SLIDER]
        for c in (0.3, 0.8, -0.4, -1.5):
            reached = [k for k in within[:-1] if k * c > 0 and (abs(k) >= abs(c) or abs(k) == 1)]
            assert keyframes.cover([{"smiling": c}]) == bool(reached) or slider != SLIDER
        keyframes.add(slider, strength, Keyframe.between(before, before))
    assert asked == [(slider, c) for slider in (SLIDER, (1, "old")) for c in STRENGTHS]
    assert keyframes.cover([{"smiling": -1.5}, {"old": 0.2, "smiling": 0.0}])
    assert not keyframes.cover([{"smiling": 0.5, "sad": 0.1}])
    assert (keyframes.changed(before, [{"smiling": 1.0}]) == before).all()  # nothing changed is a keyframe, too
