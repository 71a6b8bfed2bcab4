"""Faces in photos: the one bundled portrait, small and large, rolled, moved and doubled."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image

from asyrp_desktop.core.paths import BUILT_IN_MODELS
from asyrp_desktop.photo.faces import FaceFinder
from tests.conftest import ASTRONAUT

# Eyes and mouth of the sample photo, read off it by hand.
EYES = np.array([[202, 101], [248, 103]])
MOUTH = np.array([223, 146])
HEAD = (130, 20, 330, 220)  # left, top, right, bottom


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder(BUILT_IN_MODELS / "face-api")


def head() -> Image.Image:
    with Image.open(ASTRONAUT) as photo:
        return photo.convert("RGB").crop(HEAD)


@pytest.mark.parametrize("roll", [-30, 0, 30])
@pytest.mark.parametrize("side", [70, 200, 600])
def test_a_face_of_any_size_and_roll(finder: FaceFinder, side: int, roll: float) -> None:
    scene = Image.new("RGB", (1600, 1200), (90, 110, 100))
    place = (613, 402)
    scene.paste(head().resize((side, side)).rotate(-roll, Image.Resampling.BICUBIC, fillcolor=(90, 110, 100)), place)
    (face,) = finder.find(np.asarray(scene))
    cos, sin = math.cos(math.radians(roll)), math.sin(math.radians(roll))
    turn = np.array([[cos, sin], [-sin, cos]])
    centre = np.array(place) + side / 2
    truth = (np.vstack([EYES, MOUTH]) - HEAD[:2] - 100) * (side / 200) @ turn + centre
    mouth = (np.array(face.points.mouth_left) + np.array(face.points.mouth_right)) / 2
    found = np.vstack([face.points.left_eye, face.points.right_eye, mouth])
    eye_distance = np.hypot(*(truth[1] - truth[0]))
    assert np.hypot(*(found - truth).T).max() < 0.2 * eye_distance
    left, top, right, bottom = face.box
    assert left < truth[:, 0].min() < truth[:, 0].max() < right
    assert top < truth[:, 1].min() < truth[:, 1].max() < bottom


def test_the_largest_face_comes_first(finder: FaceFinder) -> None:
    scene = Image.new("RGB", (900, 500), (90, 110, 100))
    scene.paste(head().resize((150, 150)), (20, 20))
    scene.paste(head().resize((400, 400)), (450, 60))
    large, small = finder.find(np.asarray(scene))
    assert large.points.left_eye[0] > 450 > small.points.right_eye[0]


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 2), (300, 400)])
def test_no_face_where_there_is_none(finder: FaceFinder, shape: tuple[int, int]) -> None:
    assert finder.find(np.full((*shape, 3), 128, np.uint8)) == []
    assert finder.find(np.random.default_rng(0).integers(0, 255, (*shape, 3), np.uint8)) == []
