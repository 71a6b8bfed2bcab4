"""Changes between strengths that were computed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asyrp_desktop.photo.composite import Patch, composite
from asyrp_desktop.photo.keyframes import STRENGTHS, Keyframe, Keyframes
from asyrp_desktop.photo.motion import LEVELS, MOTION
from asyrp_desktop.photo.photo import Photo
from asyrp_desktop.photo.square import Square

SLIDER = (0, "smiling")
SIDE = 24
BEFORE = np.random.default_rng(0).integers(90, 160, (SIDE, SIDE, 3), np.uint8)
SQUARES = (Square(12, 12, 24), Square(6, 12, 8))  # of two regions


def frame(change: np.ndarray, region: int = 0) -> Keyframe:
    square = SQUARES[region]
    patch = Patch(square, np.zeros((8, 8, 3), np.uint8), change, np.ones((8, 8), np.float32))
    return Keyframe(SIDE, SIDE, patch, None)


def some_change(seed: int) -> np.ndarray:
    """Motion and levels."""
    change = np.random.default_rng(seed).normal(0, 1, (8, 8, 5)).astype(np.float32)
    change[..., MOTION] *= 0.05
    change[..., LEVELS] *= 15
    return change


def shown(change: np.ndarray, region: int = 0) -> np.ndarray:
    """The picture with a change, as an edit sets it back."""
    return composite(Photo(BEFORE), [frame(change, region).patch]).samples


def straight(slope: np.ndarray) -> Keyframes:
    """A direction that is linear indeed."""
    keyframes = Keyframes()
    for strength in STRENGTHS:
        keyframes.add(SLIDER, strength, frame(np.float32(strength) * slope))
    return keyframes


def near(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.abs(one.astype(int) - other).max() <= 1)


@given(st.integers(0, 2**32 - 1), st.floats(-2, 2))
def test_a_straight_direction_is_met_at_every_strength_and_beyond(seed: int, strength: float) -> None:
    keyframes = straight(some_change(seed))
    assert keyframes.cover([{"smiling": strength}])
    assert near(keyframes.changed(BEFORE, [{"smiling": strength}]), shown(np.float32(strength) * some_change(seed)))
    assert np.array_equal(keyframes.changed(BEFORE, [{}]), BEFORE)


def test_directions_of_one_region_add_up_and_regions_are_edited_each_by_itself() -> None:
    keyframes = Keyframes()
    known = [((0, "a"), some_change(1)), ((0, "b"), some_change(2)), ((1, "a"), some_change(3))]
    for slider, change in known:
        keyframes.add(slider, 1.0, frame(change, slider[0]))
    changed = keyframes.changed(BEFORE, [{"a": 1.0, "b": 0.5}, {"a": 2.0}])
    patches = [frame(some_change(1) + 0.5 * some_change(2)).patch, frame(2 * some_change(3), 1).patch]
    assert near(changed, composite(Photo(BEFORE), patches).samples)


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 1), st.floats(-1, 1))
def test_an_edit_that_was_met_is_exact_and_fades_towards_one_direction_alone(seed: int, a: float, b: float) -> None:
    slope, other, true = (some_change(seed + k) for k in range(3))
    keyframes = straight(slope)
    for strength in STRENGTHS:
        keyframes.add((0, "old"), strength, frame(np.float32(strength) * other))
    met, alone, beyond = {"smiling": a, "old": b}, {"smiling": a}, {"smiling": a + 0.5, "old": b}
    keyframes.meet([met], true[None])
    assert near(keyframes.changed(BEFORE, [met]), shown(true))
    assert near(keyframes.changed(BEFORE, [alone]), shown(a * slope if b else true))
    assert near(keyframes.changed(BEFORE, [beyond]), shown(true + np.float32(0.5) * slope))


def test_what_is_not_known_is_not_covered() -> None:
    keyframes = Keyframes()
    asked = []
    while (missing := keyframes.missing([SLIDER, (1, "old")])) is not None:
        asked.append(missing)
        slider, strength = missing
        within = [c for s, c in asked if s == SLIDER]
        for c in (0.3, 0.8, -0.4, -1.5):
            reached = [k for k in within[:-1] if k * c > 0 and (abs(k) >= abs(c) or abs(k) == 1)]
            assert keyframes.cover([{"smiling": c}]) == bool(reached) or slider != SLIDER
        keyframes.add(slider, strength, frame(np.zeros((8, 8, 5), np.float32), slider[0]))
    assert asked == [(slider, c) for slider in (SLIDER, (1, "old")) for c in STRENGTHS]
    assert keyframes.cover([{"smiling": -1.5}, {"old": 0.2, "smiling": 0.0}])
    assert not keyframes.cover([{"smiling": 0.5, "sad": 0.1}])
    assert np.array_equal(keyframes.changed(BEFORE, [{"smiling": 1.0}]), BEFORE)  # nothing changed is a keyframe, too
