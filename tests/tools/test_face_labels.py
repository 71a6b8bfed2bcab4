"""Labels that are read off a face: its skin, its mouth, its brows."""

from __future__ import annotations

import numpy as np
import pytest

from asyrp_desktop.photo.alignment import points_from_68
from tools.face_shape import brow_height, mouth_opening, teeth_shown
from tools.skin_tone import typology_angle


def landmarks(opening: float = 0.0, raised: float = 0.0) -> np.ndarray:
    """A face of 100 px between the eyes, its mouth open and its brows raised by so many pixels."""
    points = np.zeros((68, 2))
    points[:17] = np.stack((np.linspace(40, 260, 17), 150 + 110 * np.sin(np.linspace(0, np.pi, 17))), 1)
    points[17:22] = np.stack((np.linspace(70, 130, 5), np.full(5, 80 - raised)), 1)
    points[22:27] = points[17:22] + np.array((100, 0))
    points[27:36] = 150, 160
    for first, x in ((36, 100), (42, 200)):
        points[first : first + 6] = np.array([[-15, 0], [-5, -5], [5, -5], [15, 0], [5, 5], [-5, 5]]) + np.array(
            (x, 110)
        )
    outer = np.linspace(np.pi, -np.pi, 12, endpoint=False)
    points[48:60] = np.stack((150 + 40 * np.cos(outer), 215 - (12 + opening) * np.sin(outer)), 1)
    points[60:65] = np.stack((np.linspace(120, 180, 5), 215 - opening / 2 * np.array([0, 1, 1, 1, 0])), 1)
    points[65:68] = np.stack(([165, 150, 135], np.full(3, 215 + opening / 2)), 1)
    return points


def test_mouth_and_brows() -> None:
    assert mouth_opening(landmarks()) == 0
    assert mouth_opening(landmarks(opening=20)) == pytest.approx(0.2)
    assert brow_height(landmarks(raised=10)) == pytest.approx(brow_height(landmarks()) + 0.1, abs=0.01)


def test_teeth_are_lighter_than_lips() -> None:
    face = np.full((300, 300, 3), (190, 150, 130), np.uint8)
    face[200:230, 105:195] = 170, 80, 90
    assert teeth_shown(face, landmarks(opening=20)) < 1
    face[207:223, 115:185] = 230, 225, 215
    assert teeth_shown(face, landmarks(opening=20)) > 30


def test_skin_is_read_off_the_cheeks() -> None:
    points = landmarks()
    angles = []
    for colour in ((90, 60, 45), (160, 115, 90), (235, 205, 185)):
        face = np.zeros((300, 300, 3), np.uint8)
        face[150:210, 60:240] = colour
        angles.append(typology_angle(face, points[:17], points_from_68(points)))
    assert angles[0] < -30 < 0 < angles[1] < 41 < angles[2]
