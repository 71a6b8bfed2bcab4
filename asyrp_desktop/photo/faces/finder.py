"""All faces of a photo, with the five points that alignment needs.

The detector proposes boxes at several sizes of the photo and at its four turns, generously, and is shown each of them
again by itself, at the size it knows best. What it still takes for a face gets landmarks, is turned upright by them,
gets landmarks again, and is shown to the detector a last time.

That score tells faces from all else, but not a face from its own brow and eyes upside down. Landmarks do: those of a
face stay where they are when its frame moves, and in its mirror image. So of several finds in one place the steadiest
is the face.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from ..alignment import FFHQ, FacePoints, points_from_68
from ..square import Pixels, Square
from .detector import CELL, MEAN_COLOUR, TinyFaceDetector
from .landmarks import FACE_SIZE, Landmarks68
from .layers import load_weights
from .pyramid import Level, cut_from, pyramid, tiles

# Scores, 0..1, above which a box of the detector, the same box by itself, and an upright face with landmarks go on.
PROPOSED, LIKELY, CERTAIN = 0.1, 0.1, 0.35
# How far landmarks stray, in sides of the FFHQ square, by the score. Those of a frontal face do by less than the first,
# of a profile by less than the second, of nine in ten finds that are none by more than the first.
STEADY, MOST_ASTRAY = 0.06, 0.4
_SHIFT = 0.1  # of the square's side, up and down, by which the frame moves for that
SMALLEST = 24  # pixels; narrower faces than that are mostly none
# Tiles keep the first layer's output under 32 MB: beyond, the allocator asks the system for fresh pages each time.
_TILE, _OVERLAP = 608, 64
# The detector is surest of an FFHQ square that is 96 pixels wide, with as much around it as makes 160.
_CHECK_FACE, _CHECK_SIZE = 96, 160
_BATCH = 8


class Face(NamedTuple):
    """A face in a photo, in pixels."""

    box: tuple[float, float, float, float]  # left, top, right, bottom: around brows, jaw and chin
    score: float  # 0..1
    points: FacePoints
    outline: np.ndarray  # (27, 2): jaw line and brows, the first of the 68 points


class _Find(NamedTuple):
    """A face, and how far its landmarks stray by its score, see `FaceFinder._astray`: the less, the better."""

    face: Face
    astray: float


class FaceFinder:
    """The two networks, loaded once. Finds faces from 32 pixels of width on, at any turn.

    Beside upright faces, turned ones are looked for in half the size: they are few, and time is not.
    """

    def __init__(self, folder: Path) -> None:
        self._detector = TinyFaceDetector()
        self._landmarks = Landmarks68()
        load_weights(self._detector, folder / "tiny_face_detector.safetensors")
        load_weights(self._landmarks, folder / "face_landmark_68.safetensors")

    @torch.inference_mode()
    def find(self, pixels: Pixels) -> list[Face]:
        """pixels: (H, W, 3) uint8. Returns faces, the largest first."""
        levels = pyramid(pixels)
        # The detector knows faces of 30 to 200 pixels: every other level is enough for it.
        found = self._look_at(levels, self._propose(levels[::2], 0), MOST_ASTRAY)
        rest = levels[1::2] if any(find.astray < STEADY for find in found) else levels[::2]
        turned = [square for turn in (1, 2, 3) for square in self._propose(rest, turn)]
        # Nothing is steadier than a face that is twice as steady as it needs to be.
        settled = [FFHQ.square(find.face.points) for find in found if find.astray < STEADY / 2]
        turned = [square for square in turned if all(_apart(square, other) for other in settled)]
        found += self._look_at(levels, turned, STEADY)
        return sorted(_distinct(found), key=lambda face: -FFHQ.square(face.points).side)

    def _look_at(self, levels: list[Level], squares: list[Square], most_astray: float) -> list[_Find]:
        """What of the FFHQ squares holds a face whose landmarks stray by less than that, by its score."""
        squares = [
            square for square, score in zip(squares, self._scores(levels, squares), strict=True) if score > LIKELY
        ]
        landmarks = self._landmarks_in(levels, squares).mean(1)
        # Upright now, and framed by the face itself: the landmarks are better for it.
        landmarks = self._landmarks_in(levels, [_square_of_landmarks(points) for points in landmarks]).mean(1)
        squares = [_square_of_landmarks(points) for points in landmarks]
        scores = self._scores(levels, squares)
        sure = [k for k in range(len(squares)) if scores[k] > CERTAIN and _jaw(landmarks[k]) > SMALLEST]
        astray = self._astray(levels, [squares[k] for k in sure]) / scores[sure]
        return [
            _Find(_face(landmarks[k], scores[k]), float(by))
            for k, by in zip(sure, astray, strict=True)
            if by < most_astray
        ]

    def _propose(self, levels: list[Level], turn: int) -> list[Square]:
        """FFHQ squares that may hold a face, each only once. turn: by how many right angles the photo is turned."""
        if not levels:
            return []
        boxes, scores = [np.empty((0, 4), np.float32)], [np.empty(0, np.float32)]
        for level in levels:
            turned = level._replace(pixels=np.rot90(level.pixels, turn))
            for tile in tiles(turned, _TILE, _OVERLAP, CELL, MEAN_COLOUR):
                found, sure = (
                    output[0] for output in self._detector(torch.from_numpy(tile.pixels).movedim(2, 0)[None])
                )
                possible = sure > PROPOSED
                corner = np.array([tile.left, tile.top, tile.left, tile.top], np.float32)
                boxes.append((found[possible].numpy() + corner) / level.scale)
                scores.append(sure[possible].numpy())
        height, width = (length / levels[0].scale for length in levels[0].pixels.shape[:2])
        squares = map(_square_of_box, _suppressed(np.concatenate(boxes), np.concatenate(scores)))
        return [_turned_back(square, turn, width, height) for square in squares]

    def _scores(self, levels: list[Level], squares: list[Square]) -> np.ndarray:
        """How sure the detector is of the face that each FFHQ square should hold. Returns (N,)."""
        wider = [square._replace(side=square.side * _CHECK_SIZE / _CHECK_FACE) for square in squares]
        best = [np.empty(0, np.float32)]
        for pictures in _batches(levels, wider, _CHECK_SIZE):
            boxes, scores = self._detector(pictures)
            astray = ((boxes[..., :2] + boxes[..., 2:] - _CHECK_SIZE).abs() / 2).amax(2)
            width = (boxes[..., 2:] - boxes[..., :2]).prod(2).sqrt()
            # Another face may be in the picture: only a box that is about where and as large as this one counts.
            this = (astray < 0.3 * _CHECK_FACE) & (width > 0.4 * _CHECK_FACE) & (width < 1.3 * _CHECK_FACE)
            best.append((scores * this).amax(1).numpy())
        return np.concatenate(best)

    def _landmarks_in(self, levels: list[Level], squares: list[Square]) -> np.ndarray:
        """The 68 points of the face in each FFHQ square, as it is and as its mirror image shows them.

        Returns (N, 2, 68, 2), in photo pixels.
        """
        frames = [_landmark_frame(square) for square in squares]
        shares = [np.empty((0, 2, 68, 2), np.float32)]
        shares += [self._landmarks.both(pictures).numpy() for pictures in _batches(levels, frames, FACE_SIZE)]
        placed = zip(np.concatenate(shares), frames, strict=True)
        return np.array([_in_photo(points, frame) for points, frame in placed]).reshape(-1, 2, 68, 2)

    def _astray(self, levels: list[Level], squares: list[Square]) -> np.ndarray:
        """How far landmarks stray as the frame moves: root mean square, in sides of the square. Returns (N,)."""
        frames = [_lower(square, share * square.side) for square in squares for share in (-_SHIFT, 0, _SHIFT)]
        seen = self._landmarks_in(levels, frames).reshape(-1, 6, 68, 2)
        sides = np.array([square.side for square in squares])
        return np.sqrt(np.square(seen - seen.mean(1, keepdims=True)).sum(3).mean((1, 2))) / sides


def _batches(levels: list[Level], squares: list[Square], size: int) -> Iterator[Tensor]:
    """What lies in the squares, as (B, 3, size, size) float, 0..255."""
    for k in range(0, len(squares), _BATCH):
        pictures = np.stack([cut_from(levels, square, size) for square in squares[k : k + _BATCH]])
        yield torch.from_numpy(pictures).movedim(3, 1).float()


def _square_of_box(box: np.ndarray) -> Square:
    """The FFHQ square of an upright face that the detector puts into the box, on average. box: (4,)."""
    left, top, right, bottom = map(float, box)
    width = math.sqrt((right - left) * (bottom - top))
    return Square((left + right) / 2, (top + bottom) / 2 - 0.18 * width, 1.31 * width)


def _square_of_landmarks(landmarks: np.ndarray) -> Square:
    return FFHQ.square(points_from_68(landmarks))


def _landmark_frame(square: Square) -> Square:
    """The part of an FFHQ square where the landmarks depend least on how exactly the face is framed, as measured."""
    return _lower(square, 0.1 * square.side)._replace(side=0.7 * square.side)


def _lower(square: Square, by: float) -> Square:
    """Moved along its own vertical axis, by so many pixels."""
    return square._replace(cx=square.cx - by * math.sin(square.roll), cy=square.cy + by * math.cos(square.roll))


def _turned_back(square: Square, turn: int, width: float, height: float) -> Square:
    """An upright square of a photo that was turned, as it lies in the photo itself. width, height: of the latter."""
    roll = turn * math.pi / 2
    cos, sin = round(math.cos(roll)), round(math.sin(roll))
    turned_width, turned_height = (height, width) if turn % 2 else (width, height)
    x, y = square.cx - turned_width / 2, square.cy - turned_height / 2
    return Square(width / 2 + cos * x - sin * y, height / 2 + sin * x + cos * y, square.side, roll)


def _in_photo(shares: np.ndarray, square: Square) -> np.ndarray:
    """Points as shares of a square's axes, in photo pixels. shares: (N, 2)."""
    cos, sin = math.cos(square.roll), math.sin(square.roll)
    return square.top_left + square.side * shares @ np.array([[cos, sin], [-sin, cos]])


def _jaw(landmarks: np.ndarray) -> float:
    """Its width, in photo pixels."""
    return math.dist(landmarks[0], landmarks[16])


def _face(landmarks: np.ndarray, score: float) -> Face:
    left, top, right, bottom = map(float, (*landmarks.min(0), *landmarks.max(0)))
    return Face((left, top, right, bottom), float(score), points_from_68(landmarks), landmarks[:27])


def _suppressed(boxes: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Boxes without those that share two fifths with a better one. boxes: (N, 4). scores: (N,)."""
    order = np.argsort(-scores)
    kept: list[np.ndarray] = []
    while len(order):
        best, order = boxes[order[0]], order[1:]
        kept.append(best)
        rest = boxes[order]
        common = np.clip(np.minimum(rest[:, 2:], best[2:]) - np.maximum(rest[:, :2], best[:2]), 0, None).prod(1)
        union = (rest[:, 2:] - rest[:, :2]).prod(1) + (best[2:] - best[:2]).prod() - common
        order = order[common < 0.4 * union]
    return np.stack(kept) if kept else boxes


def _distinct(finds: list[_Find]) -> list[Face]:
    """Faces without those in the place of a better one: proposals of one face meet after landmarks."""
    kept: list[Face] = []
    for find in sorted(finds, key=lambda find: find.astray):
        square = FFHQ.square(find.face.points)
        if all(_apart(square, FFHQ.square(other.points)) for other in kept):
            kept.append(find.face)
    return kept


def _apart(a: Square, b: Square) -> bool:
    return max(abs(a.cx - b.cx), abs(a.cy - b.cy)) > max(a.side, b.side) / 4
