"""What directions change of a photo, known at a few strengths and interpolated between them: motion and levels both.

An edit is nearly linear in its strengths, and the changes of several directions nearly add up (Asyrp, section 4.3).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .composite import Patch, composite
from .photo import Photo

# In the order in which they are worth having.
STRENGTHS = (0.5, 1.0, -0.5, -1.0)

Slider = tuple[int, str]
"""A region, by its place, and the name of a direction."""


class Keyframe(NamedTuple):
    """What one strength changes of one region, in a picture of width x height pixels. painted: see `composite`."""

    width: int
    height: int
    patch: Patch
    painted: np.ndarray | None


class Keyframes:
    """Of all sliders of one photo."""

    def __init__(self) -> None:
        self._known: dict[Slider, dict[float, Keyframe]] = {}
        self._met: Sequence[Mapping[str, float]] = ()
        self._missed: Mapping[int, np.ndarray] = {}  # by region: what is missed of its change at that edit
        self._photo: Photo | None = None  # the picture that was changed last: what is known of it is kept

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
        return all(self._shares((k, name), c) is not None for k, one in enumerate(edit) for name, c in one.items())

    def meet(self, edit: Sequence[Mapping[str, float]], changes: np.ndarray) -> None:
        """From now on `changed` is exact for this edit, which is covered, and better for those between it and 0.

        changes: (N, S, S, 5), of each region, as the edit itself has them.
        """
        self._met, self._missed = (), {}
        predicted = {k: keyframe.patch.change for k, keyframe in self._sums(edit)}
        self._met, self._missed = edit, {k: changes[k] - change for k, change in predicted.items()}

    def changed(self, picture: np.ndarray, edit: Sequence[Mapping[str, float]]) -> np.ndarray:
        """The picture with an edit that is covered. picture: (H, W, 3) uint8, of the keyframes' size."""
        found = [keyframe for _, keyframe in self._sums(edit)]
        if not found:
            return picture
        if self._photo is None or self._photo.samples is not picture:
            self._photo = Photo(picture)
        return composite(self._photo, [keyframe.patch for keyframe in found], found[0].painted).samples

    def _sums(self, edit: Sequence[Mapping[str, float]]) -> Iterator[tuple[int, Keyframe]]:
        """Of each region that is edited: its place, and its keyframes added up."""
        near = np.float32(_nearness(edit, self._met))
        for k, one in enumerate(edit):
            shares = [share for name, c in one.items() for share in self._shares((k, name), c) or ()]
            if shares:
                change = near * self._missed.get(k, np.zeros_like(shares[0][0].patch.change))
                for keyframe, share in shares:
                    change += np.float32(share) * keyframe.patch.change
                # One direction that is redrawn takes the others along.
                sharpen = any(keyframe.patch.sharpen for keyframe, _ in shares)
                first = shares[0][0]
                yield k, first._replace(patch=first.patch._replace(change=change, sharpen=sharpen))

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
