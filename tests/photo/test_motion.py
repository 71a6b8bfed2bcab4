"""Motion and rest, read off two pictures."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.data import astronaut
from skimage.transform import resize

from asyrp_desktop.photo.motion import LEVELS, MOTION, change, difference, moved

FACE = np.asarray(255 * resize(astronaut()[20:276, 100:356], (128, 128), anti_aliasing=True), np.float32)


def bump(size: int, y: float, x: float, spread: float) -> np.ndarray:
    """1 at y, x (shares of the side), falling off; (size, size)."""
    rows, columns = np.mgrid[0:size, 0:size] / size
    return np.exp(-((rows - y) ** 2 + (columns - x) ** 2) / (2 * spread**2)).astype(np.float32)


def test_what_is_moved_is_found_as_motion() -> None:
    """The middle of a face, raised by 3 % of its side."""
    raised = np.zeros((128, 128, 2), np.float32)
    raised[..., 1] = 0.03 * 128 * bump(128, 0.5, 0.5, 0.15)
    found = change(FACE, moved(FACE, raised))
    inner = bump(128, 0.5, 0.5, 0.15) > 0.5
    assert found[..., MOTION][inner].mean(0) == pytest.approx([0, 0.023], abs=0.006)
    assert np.abs(found[..., LEVELS][inner]).mean() < 0.3 * np.abs(difference(FACE, moved(FACE, raised)))[inner].mean()
    assert np.abs(found[0, 0]).max() < 1e-3


def test_what_is_new_is_rest_and_noise_is_nothing() -> None:
    spot = 60 * bump(128, 0.6, 0.5, 0.04)[..., None]
    found = change(FACE, FACE + spot)
    assert found[77, 64, LEVELS] == pytest.approx([60] * 3, abs=20)
    noise = np.random.default_rng(0).normal(0, 1, FACE.shape).astype(np.float32)
    assert np.abs(change(FACE, FACE + noise)[..., LEVELS]).mean() < 0.1
    assert not change(FACE, FACE).any()


def test_soft_stains_of_colour_are_left_out_and_motion_that_nobody_can_follow_is_not_trusted() -> None:
    stain = 20 * bump(128, 0.5, 0.5, 0.25)[..., None] * np.array([1, -0.4, -0.6], np.float32)
    assert np.abs(change(FACE, FACE + stain)[..., LEVELS]).max() < 8
    other = np.random.default_rng(0).uniform(0, 255, (16, 16, 3)).repeat(8, 0).repeat(8, 1).astype(np.float32)
    found = change(FACE, other)
    assert np.abs(found[..., MOTION]).mean() < 0.02
    assert (FACE + found[..., LEVELS]).mean() == pytest.approx(other.mean(), abs=15)


def test_the_same_pictures_give_the_same_change() -> None:
    later = moved(FACE, np.full((128, 128, 2), 1.5, np.float32))
    assert np.array_equal(change(FACE, later), change(FACE.copy(), later.copy()))
