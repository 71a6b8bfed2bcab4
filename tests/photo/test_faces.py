"""Faces in photos: the one bundled portrait, small and large, rolled, moved and doubled."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image

from asyrp_desktop.core.paths import BUILT_IN_MODELS
from asyrp_desktop.photo.alignment import FFHQ
from asyrp_desktop.photo.faces import FaceFinder
from asyrp_desktop.photo.faces.finder import STEADY
from asyrp_desktop.photo.faces.pyramid import pyramid
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


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize(("side", "beside"), [(70, False), (140, True), (500, True)])
def test_a_face_at_any_turn_is_found_at_its_own(finder: FaceFinder, side: int, beside: bool, turn: int) -> None:
    """Alone, and, where it is twice as large as the least, beside one that is upright."""
    scene = Image.new("RGB", (1200, 700), (90, 110, 100))
    scene.paste(head().resize((side, side)).rotate(-turn), (613, 102))
    if beside:
        scene.paste(head().resize((320, 320)), (40, 60))
    faces = finder.find(np.asarray(scene))
    assert len(faces) == 1 + beside
    square = next(FFHQ.square(face.points) for face in faces if face.points.nose[0] > 600)
    assert abs((math.degrees(square.roll) - turn + 180) % 360 - 180) < 10
    assert math.dist((square.cx, square.cy), (613 + side / 2, 102 + side / 2)) < 0.25 * side


def test_brow_and_eyes_upside_down_are_no_face(finder: FaceFinder) -> None:
    """Landmarks of a false find stray more than those of a true one, whatever the detector says of both."""
    picture = np.asarray(head().resize((400, 400)).rotate(180))
    levels = pyramid(picture)
    (face,) = finder.find(picture)
    true = FFHQ.square(face.points)
    false = [true._replace(roll=0.0, cy=true.cy + down * true.side) for down in (-0.1, 0.0, 0.1)]
    astray = finder._astray(levels, [true, *false])
    assert astray[0] < STEADY / 2 and 2 * astray[0] < astray[1:].min()


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
