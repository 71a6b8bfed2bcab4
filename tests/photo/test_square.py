"""Cutting the model's square and setting the difference back."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.values import MOST_SQUARE
from asyrp_desktop.photo import square as square_module
from asyrp_desktop.photo.alignment import FFHQ, FFHQ_CLOSE, FacePoints
from asyrp_desktop.photo.square import Box, Square, cut, spread


def smooth_photo(width: int, height: int) -> np.ndarray:
    y, x = np.mgrid[0:height, 0:width]
    waves = [np.sin(x / 9 + y / 13), np.cos(y / 11), np.sin((x - y) / 17)]
    return np.stack([127 + 100 * wave for wave in waves], axis=2).astype(np.uint8)


def test_a_square_larger_than_is_resampled_at_once_shows_the_same() -> None:
    small = smooth_photo(90, 20)
    photo = np.kron(small, np.ones((100, 100, 1), np.uint8))
    expected = cut(np.kron(small, np.ones((10, 10, 1), np.uint8)), Square.around(900, 200), 64).astype(int)
    assert np.abs(cut(photo, Square.around(9000, 2000), 64) - expected).max() <= 3
    assert np.abs(cut(photo[..., 0], Square.around(9000, 2000), 64) - expected[..., 0]).max() <= 3


squares = st.builds(
    Square, st.floats(-40, 140), st.floats(-40, 140), st.floats(1, 150), st.floats(-math.pi, math.pi) | st.just(0.0)
)
sizes = st.tuples(st.integers(1, 90), st.integers(1, 90))


@settings(deadline=None)
@given(square=squares, size=sizes, model=st.sampled_from([16, 64]))
def test_any_square_of_any_photo(square: Square, size: tuple[int, int], model: int) -> None:
    width, height = size
    assert cut(smooth_photo(width, height), square, model).shape == (model, model, 3)
    covered = np.zeros((height, width), int)
    for tile in square.bounds().grown(0, width, height).tiles(40):
        field = spread(np.ones((model, model, 1), np.float32), square, tile)
        assert field.shape == (tile.height, tile.width, 1)
        covered[tile.top : tile.bottom, tile.left : tile.right] += (field[..., 0] > 0.5).astype(int)
    assert covered.max(initial=0) <= 1
    inside = spread(np.ones((1, 1, 1), np.float32), square, Box(0, 0, width, height))[..., 0] > 0.5
    assert (covered.astype(bool) == inside).all()


def test_an_upright_square_of_the_models_size_is_copied() -> None:
    photo = smooth_photo(80, 70)
    assert (cut(photo, Square(8 + 32, 3 + 32, 64), 64) == photo[3:67, 8:72]).all()


@settings(deadline=None, max_examples=30)
@given(roll=st.floats(-0.6, 0.6), side=st.floats(60, 100))
def test_the_way_back_is_the_inverse_of_the_way_there(roll: float, side: float) -> None:
    photo = smooth_photo(160, 150)
    square = Square(80.3, 74.8, side, roll)
    whole = Box(0, 0, 160, 150)
    field = spread(cut(photo, square, 64).astype(np.float32), square, whole)
    inner = spread(np.ones((64, 64, 1), np.float32), square._replace(side=side - 8), whole)[..., 0] > 0
    assert np.abs(field - photo)[inner].mean() < 1.5


def test_past_the_border_the_photo_is_mirrored() -> None:
    photo = smooth_photo(64, 64)
    crop = cut(photo, Square(0, 32, 64), 64)
    assert (crop[:, 32:] == photo[:, :32]).all()
    assert (crop[:, :32] == photo[:, :32][:, ::-1]).all()


def test_ffhq_square_from_a_face() -> None:
    """FFHQ's own recipe, by hand: eyes 40 apart, mouth 50 below, level."""
    points = FacePoints((80, 100), (120, 100), (100, 125), (85, 150), (115, 150))
    square = FFHQ.square(points)
    assert square.roll == 0
    assert (square.cx, square.cy, square.side) == (100, 105, 4 * 45)
    close = FFHQ_CLOSE.square(points)
    assert close.side == 0.64 * square.side
    tilted = [(math.cos(0.3) * x - math.sin(0.3) * y, math.sin(0.3) * x + math.cos(0.3) * y) for x, y in points]
    assert math.isclose(FFHQ.square(FacePoints(*tilted)).roll, 0.3)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ((0, 0, 1e6), "too large"),
        ((-1e12, 0, 2e12), "too large"),
        ((0, 0, 401), "too large"),
        ((0, 0, math.inf), "too large|misses"),
        ((0, 0, math.nan), "misses"),
        ((math.nan, 0, 10), "misses"),
        ((0, -math.inf, 10), "misses"),
        ((1e9, 0, 10), "misses"),
        ((-50, 0, 50), "misses"),
        ((0, 0, -5), "misses"),
        ((0, 0, 0.5), "misses"),
    ],
)
def test_squares_that_nobody_can_mean_are_refused(wanted: tuple[float, float, float], said: str) -> None:
    with pytest.raises(PhotoError, match=said) as caught:
        Square.wanted(*wanted, 100, 60)
    assert caught.value.remedy
    assert Square.wanted(-300, -40, 400, 100, 60) == Square(-100, 160, 400)


@pytest.mark.parametrize("roll", [0.0, math.pi / 2])
def test_the_largest_square_takes_bounded_memory(monkeypatch: pytest.MonkeyPatch, roll: float) -> None:
    monkeypatch.setattr(square_module, "_MOST_CUT", 40_000)
    photo = np.zeros((300, 600, 3), np.uint8)
    photo[:, :300] = 200
    tracemalloc.start()
    crop = cut(photo, Square(300, 150, MOST_SQUARE * 600, roll), 64)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2e6  # the square's own pixels would be 17 MB
    left, right = (crop[32, 26:31], crop[32, 33:38]) if roll == 0 else (crop[33:38, 32], crop[26:31, 32])
    assert left.min() > 190 and right.max() < 10
