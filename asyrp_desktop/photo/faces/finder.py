"""All faces of a photo, with the five points that alignment needs.

The detector proposes boxes at several sizes of the photo, generously, and is shown each of them again by itself, at the
size it knows best. What it still takes for a face gets landmarks, is turned upright by them, gets landmarks again, and
is shown to the detector a last time. That score decides: upright and of the right size, faces and all else lie far
apart.
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


class FaceFinder:
    """The two networks, loaded once. Finds faces from 32 pixels of width on, rolled by up to 30 degrees."""

    def __init__(self, folder: Path) -> None:
        self._detector = TinyFaceDetector()
        self._landmarks = Landmarks68()
        load_weights(self._detector, folder / "tiny_face_detector.safetensors")
        load_weights(self._landmarks, folder / "face_landmark_68.safetensors")

    @torch.inference_mode()
    def find(self, pixels: Pixels) -> list[Face]:
        """pixels: (H, W, 3) uint8. Returns faces, the largest first."""
        levels = pyramid(pixels)
        squares = [_square_of_box(box) for box in self._propose(levels)]
        squares = [
            square for square, score in zip(squares, self._scores(levels, squares), strict=True) if score > LIKELY
        ]
        landmarks = self._find_landmarks(levels, squares)
        # Upright now, and framed by the face itself: the landmarks are better for it.
        landmarks = self._find_landmarks(levels, [_square_of_landmarks(points) for points in landmarks])
        scores = self._scores(levels, [_square_of_landmarks(points) for points in landmarks])
        faces = [_face(points, score) for points, score in zip(landmarks, scores, strict=True) if score > CERTAIN]
        faces = [face for face in faces if face.box[2] - face.box[0] > SMALLEST]
        return sorted(_distinct(faces), key=lambda face: -FFHQ.square(face.points).side)

    def _propose(self, levels: list[Level]) -> np.ndarray:
        """Boxes (N, 4) in photo pixels that may hold a face, each only once."""
        boxes, scores = [np.empty((0, 4), np.float32)], [np.empty(0, np.float32)]
        # The detector knows faces of 30 to 200 pixels: every other level is enough for it.
        for level in levels[::2]:
            for tile in tiles(level, _TILE, _OVERLAP, CELL, MEAN_COLOUR):
                found, sure = (
                    output[0] for output in self._detector(torch.from_numpy(tile.pixels).movedim(2, 0)[None])
                )
                possible = sure > PROPOSED
                corner = np.array([tile.left, tile.top, tile.left, tile.top], np.float32)
                boxes.append((found[possible].numpy() + corner) / level.scale)
                scores.append(sure[possible].numpy())
        return _suppressed(np.concatenate(boxes), np.concatenate(scores))

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

    def _find_landmarks(self, levels: list[Level], squares: list[Square]) -> np.ndarray:
        """The 68 points of the face in each FFHQ square, (N, 68, 2), in photo pixels."""
        frames = [_landmark_frame(square) for square in squares]
        shares = [np.empty((0, 68, 2), np.float32)]
        shares += [self._landmarks.steady(pictures).numpy() for pictures in _batches(levels, frames, FACE_SIZE)]
        placed = zip(np.concatenate(shares), frames, strict=True)
        return np.array([_in_photo(points, frame) for points, frame in placed]).reshape(-1, 68, 2)


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
    down = 0.1 * square.side
    x, y = square.cx - down * math.sin(square.roll), square.cy + down * math.cos(square.roll)
    return Square(x, y, 0.7 * square.side, square.roll)


def _in_photo(shares: np.ndarray, square: Square) -> np.ndarray:
    """Points as shares of a square's axes, in photo pixels. shares: (N, 2)."""
    cos, sin = math.cos(square.roll), math.sin(square.roll)
    return square.top_left + square.side * shares @ np.array([[cos, sin], [-sin, cos]])


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


def _distinct(faces: list[Face]) -> list[Face]:
    """Faces without those whose points are a better one's: proposals of one face meet after landmarks."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda face: -face.score):
        square = FFHQ.square(face.points)
        if all(_apart(square, FFHQ.square(other.points)) for other in kept):
            kept.append(face)
    return kept


def _apart(a: Square, b: Square) -> bool:
    return max(abs(a.cx - b.cx), abs(a.cy - b.cy)) > max(a.side, b.side) / 4
