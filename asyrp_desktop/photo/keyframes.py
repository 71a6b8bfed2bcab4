"""What directions change of a photo, known at a few strengths and interpolated between them.

An edit is nearly linear in its strengths, and the changes of several directions nearly add up (Asyrp, section 4.3).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

# In the order in which they are worth having.
STRENGTHS = (0.5, 1.0, -0.5, -1.0)

Slider = tuple[int, str]
"""A region, by its place, and the name of a direction."""


class Keyframe(NamedTuple):
    """What one strength changes. change: (h, w, 3) int16 levels, at left, top of a picture of width x height pixels."""

    width: int
    height: int
    left: int
    top: int
    change: np.ndarray

    @classmethod
    def between(cls, before: np.ndarray, after: np.ndarray) -> Keyframe:
        """before, after: (H, W, 3) uint8."""
        change = after.astype(np.int16) - before
        touched = change.any(2)
        rows, columns = np.flatnonzero(np.any(touched, axis=1)), np.flatnonzero(np.any(touched, axis=0))
        top, bottom = (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, 0)
        left, right = (int(columns[0]), int(columns[-1]) + 1) if columns.size else (0, 0)
        # A copy: the whole change would be held by a view of it.
        return cls(before.shape[1], before.shape[0], left, top, change[top:bottom, left:right].copy())


class Keyframes:
    """Of all sliders of one photo."""

    def __init__(self) -> None:
        self._known: dict[Slider, dict[float, Keyframe]] = {}
        self._missed: tuple[Sequence[Mapping[str, float]], Keyframe] | None = None  # at the edit that `meet` was told

    def add(self, slider: Slider, strength: float, keyframe: Keyframe) -> None:
        self._known.setdefault(slider, {})[strength] = keyframe

    def missing(self, sliders: Sequence[Slider]) -> tuple[Slider, float] | None:
        """What to compute next: one slider after the other, small strengths first."""
        for slider in sliders:
            for strength in STRENGTHS:
                if strength not in self._known.get(slider, {}):
                    return slider, strength
        return None

    def cover(self, edit: Sequence[Mapping[str, float]]) -> bool:
        """Whether `changed` can show it. edit: the strengths of each region."""
        return all(
            self._shares((k, name), strength) is not None
            for k, one in enumerate(edit)
            for name, strength in one.items()
            if strength
        )

    def meet(self, picture: np.ndarray, edit: Sequence[Mapping[str, float]], true: np.ndarray) -> None:
        """From now on `changed` is exact for this edit, which is covered, and better for those between it and 0.

        true: (H, W, 3) uint8, the picture with the edit.
        """
        self._missed = None
        self._missed = edit, Keyframe.between(self.changed(picture, edit), true)

    def changed(self, picture: np.ndarray, edit: Sequence[Mapping[str, float]]) -> np.ndarray:
        """The picture with an edit that is covered. picture: (H, W, 3) uint8, of the keyframes' size."""
        shares = [
            share for k, one in enumerate(edit) for name, c in one.items() for share in self._shares((k, name), c) or ()
        ]
        if self._missed is not None:
            met, missed = self._missed
            shares.append((missed, _nearness(edit, met)))
        total = picture.astype(np.float32)
        for keyframe, share in shares:
            height, width = keyframe.change.shape[:2]
            part = total[keyframe.top : keyframe.top + height, keyframe.left : keyframe.left + width]
            part += np.float32(share) * keyframe.change
        return np.rint(total.clip(0, 255)).astype(np.uint8)

    def _shares(self, slider: Slider, strength: float) -> list[tuple[Keyframe, float]] | None:
        """How much of which keyframes makes a strength: straight lines from 0 on, the last of which goes on."""
        way = 1 if strength > 0 else -1
        known = {abs(c): frame for c, frame in self._known.get(slider, {}).items() if c * way > 0}
        if not strength:
            return []
        size, ends = abs(strength), sorted(known)
        if not ends or size > ends[-1] < max(STRENGTHS):
            return None
        above = next((c for c in ends if c >= size), ends[-1])
        below = max((c for c in ends if c < above), default=0.0)
        share = (size - below) / (above - below)
        return [(known[above], share), *([(known[below], 1 - share)] if below else [])]


def _nearness(edit: Sequence[Mapping[str, float]], met: Sequence[Mapping[str, float]]) -> float:
    """How much of what was missed at `met` is missed at `edit`, from 0 to 1.

    What two directions do to each other vanishes where one of them does; measured in benchmarks/instant.py.
    """
    shares = (
        (edit[k].get(name, 0.0) if k < len(edit) else 0.0) / strength
        for k, one in enumerate(met)
        for name, strength in one.items()
        if strength
    )
    return math.prod(min(max(share, 0.0), 1.0) for share in shares)
