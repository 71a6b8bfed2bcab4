"""All faces of a photo, with the five points that alignment needs.

The detector proposes at several sizes of the photo, generously. Each proposal gets its landmarks, is turned upright by
them and shown to the detector once more, at the size and in the pose it knows best: that score decides. It tells faces
from all else far better than the first one, and costs as much as a few hundred pixels square.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from ..alignment import FFHQ, FFHQ_CLOSE, FacePoints, points_from_68
from ..square import Pixels, Square
from .detector import CELL, MEAN_COLOUR, TinyFaceDetector
from .landmarks import FACE_SIZE, Landmarks68
from .layers import load_weights
from .pyramid import Level, cut_from, pyramid, tiles

PROPOSED = 0.1  # score, of 1, from which a box is looked at again
CERTAIN = 0.35  # score, of 1, of a face that is upright and of the best size
# Tiles keep the first layer's output under 32 MB: beyond, the allocator asks the system for fresh pages each time.
_TILE, _OVERLAP = 608, 64
# The detector is surest about an FFHQ square that is 96 pixels wide, with as much around it again, nearly.
_CHECK_FACE, _CHECK_SIZE = 96, 160
# Around FFHQ_CLOSE, a tenth wider: there the landmarks depend least on where exactly the frame lies.
_FRAME = 1.1
_BATCH = 8


class Face(NamedTuple):
    """A face in a photo, in pixels."""

    box: tuple[float, float, float, float]  # left, top, right, bottom: around brows, jaw and chin
    score: float  # 0..1
    points: FacePoints


class FaceFinder:
    """The two networks, loaded once. Finds faces from 32 pixels of width, rolled by up to 30 degrees and more."""

    def __init__(self, folder: Path) -> None:
        self._detector = TinyFaceDetector()
        self._landmarks = Landmarks68()
        load_weights(self._detector, folder / "tiny_face_detector.safetensors")
        load_weights(self._landmarks, folder / "face_landmark_68.safetensors")
        for network in (self._detector, self._landmarks):
            network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    @torch.inference_mode()
    def find(self, pixels: Pixels) -> list[Face]:
        """pixels: (H, W, 3) uint8. Returns faces, the largest first."""
        levels = pyramid(pixels)
        frames = [_frame_of_box(box) for box in self._propose(levels)]
        landmarks = self._landmarks_in(levels, frames, steady=False)
        scores = self._scores(levels, landmarks)
        certain = np.flatnonzero(scores > CERTAIN)
        frames = [_frame_of_landmarks(landmarks[k]) for k in certain]
        landmarks = self._landmarks_in(levels, frames, steady=True)
        faces = [
            Face(_box(points), float(score), points_from_68(points))
            for points, score in zip(landmarks, scores[certain], strict=True)
        ]
        return sorted(_distinct(faces), key=lambda face: -FFHQ.square(face.points).side)

    def _propose(self, levels: list[Level]) -> np.ndarray:
        """Boxes (N, 4) in photo pixels that may hold a face, each only once."""
        boxes, scores = [np.empty((0, 4), np.float32)], [np.empty(0, np.float32)]
        for level in levels:
            for tile in tiles(level, _TILE, _OVERLAP, CELL, MEAN_COLOUR):
                found, sure = self._detector(torch.from_numpy(tile.pixels).movedim(2, 0)[None])
                likely = sure[0] > PROPOSED
                corner = np.array([tile.left, tile.top, tile.left, tile.top], np.float32)
                boxes.append((found[0][likely].numpy() + corner) / level.scale)
                scores.append(sure[0][likely].numpy())
        return _suppressed(np.concatenate(boxes), np.concatenate(scores))

    def _landmarks_in(self, levels: list[Level], frames: list[Square], steady: bool) -> np.ndarray:
        """The 68 points of the face in each frame, (N, 68, 2), in photo pixels."""
        points = [np.empty((0, 68, 2))]
        for k in range(0, len(frames), _BATCH):
            pictures = _pictures(levels, frames[k : k + _BATCH], FACE_SIZE)
            shares = self._landmarks.steady(pictures) if steady else self._landmarks(pictures)
            placed = zip(shares.double().numpy(), frames[k : k + _BATCH], strict=True)
            points.append(np.stack([_in_photo(share, frame) for share, frame in placed]))
        return np.concatenate(points)

    def _scores(self, levels: list[Level], landmarks: np.ndarray) -> np.ndarray:
        """How sure the detector is of each face once it is upright. landmarks: (N, 68, 2). Returns (N,)."""
        squares = [FFHQ.square(points_from_68(points)) for points in landmarks]
        squares = [square._replace(side=square.side * _CHECK_SIZE / _CHECK_FACE) for square in squares]
        best = [np.empty(0)]
        for k in range(0, len(squares), _BATCH):
            boxes, scores = self._detector(_pictures(levels, squares[k : k + _BATCH], _CHECK_SIZE))
            astray = ((boxes[..., :2] + boxes[..., 2:] - _CHECK_SIZE).abs() / 2).amax(2)
            width = (boxes[..., 2:] - boxes[..., :2]).prod(2).sqrt()
            # Another face may be in the picture: only a box that is about where and as large as this one counts.
            this = (astray < _CHECK_FACE / 4) & (width > 0.4 * _CHECK_FACE) & (width < 1.2 * _CHECK_FACE)
            best.append((scores * this).amax(1).numpy())
        return np.concatenate(best)


def _box(points: np.ndarray) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of (N, 2) points."""
    left, top = map(float, points.min(0))
    right, bottom = map(float, points.max(0))
    return left, top, right, bottom


def _pictures(levels: list[Level], squares: list[Square], size: int) -> torch.Tensor:
    """(B, 3, size, size) float, 0..255."""
    return torch.from_numpy(np.stack([cut_from(levels, square, size) for square in squares])).movedim(3, 1).float()


def _frame_of_box(box: np.ndarray) -> Square:
    """Where the detector's boxes have the face, on average. box: (4,)."""
    left, top, right, bottom = map(float, box)
    width = ((right - left) * (bottom - top)) ** 0.5
    return Square((left + right) / 2, (top + bottom) / 2 - 0.04 * width, 0.92 * width)


def _frame_of_landmarks(landmarks: np.ndarray) -> Square:
    square = FFHQ_CLOSE.square(points_from_68(landmarks))
    return square._replace(side=square.side * _FRAME)


def _in_photo(shares: np.ndarray, square: Square) -> np.ndarray:
    """Points as shares of a square's axes, in photo pixels. shares: (N, 2)."""
    cos, sin = np.cos(square.roll), np.sin(square.roll)
    return square.top_left + square.side * shares @ np.array([[cos, sin], [-sin, cos]])


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
