"""Many edits of one photo: which strengths a grid's cells and a morph's frames have."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .errors import VariantError

Strengths = Mapping[str, float] | Sequence[Mapping[str, float]]
"""By direction: for all faces of a photo, or for each its own."""

MOST_STEPS = 99  # along an axis
MOST_FRAMES = 600


class Axis(NamedTuple):
    """A direction and the strengths that it takes in turn."""

    direction: str
    strengths: tuple[float, ...]

    @classmethod
    def spread(cls, direction: str, low: float, high: float, steps: int) -> Axis:
        """Evenly, both ends included. Raises VariantError."""
        if not 1 <= steps <= MOST_STEPS or not math.isfinite(high - low):
            raise VariantError(f"“{direction}” cannot take {steps} strengths.", f"Give 1 to {MOST_STEPS} steps.")
        if steps == 1:
            return cls(direction, (high,))
        return cls(direction, tuple(round(low + (high - low) * k / (steps - 1), 4) for k in range(steps)))


@dataclass(frozen=True)
class GridPlan:
    """One photo at every strength of one direction, or of two."""

    across: Axis
    down: Axis | None = None
    rest: Strengths = field(default_factory=dict)  # set everywhere

    def __post_init__(self) -> None:
        if self.down and self.down.direction == self.across.direction:
            raise VariantError("Both sides of the grid are the same direction.", "Choose another for one of them.")

    @property
    def columns(self) -> int:
        return len(self.across.strengths)

    def changes(self) -> list[dict[str, float]]:
        """What each cell sets beyond the rest, row by row from the top."""
        rows = [{self.down.direction: c} for c in self.down.strengths] if self.down else [{}]
        return [{**row, self.across.direction: c} for row in rows for c in self.across.strengths]

    def settings(self) -> tuple[Strengths, ...]:
        """The strengths of each cell, row by row from the top."""
        return tuple(over(self.rest, change) for change in self.changes())


@dataclass(frozen=True)
class MorphPlan:
    """From the photo as it is to its edit; or along one direction."""

    strengths: Strengths  # at the end; without the one along which it goes
    frames: int
    along: Axis | None = None  # its first and last strength

    def __post_init__(self) -> None:
        if not 2 <= self.frames <= MOST_FRAMES:
            raise VariantError(f"A morph cannot have so many frames: {self.frames}.", f"Give 2 to {MOST_FRAMES}.")

    def settings(self) -> tuple[Strengths, ...]:
        """The strengths of each frame. They go as a pendulum does, slow at both ends."""
        shares = [(1 - math.cos(math.pi * k / (self.frames - 1))) / 2 for k in range(self.frames)]
        if self.along is None:
            return tuple(scaled(self.strengths, share) for share in shares)
        name, strengths = self.along
        low, high = strengths[0], strengths[-1]
        return tuple(over(self.strengths, {name: round(low + (high - low) * share, 4)}) for share in shares)


@dataclass(frozen=True)
class VariantOrder:
    """What the engine is to make of the photo that is open."""

    settings: tuple[Strengths, ...]
    longest: int  # side of each picture, in pixels
    face_only: bool  # the square that the model sees, not all of the photo


def signed(strength: float) -> str:
    """As a person reads it, with a true minus sign."""
    return f"{strength:+.3g}".replace("-", "−") if strength else "0"


def over(strengths: Strengths, change: Mapping[str, float]) -> Strengths:
    """The strengths with a change on each face."""
    return _each(strengths, lambda one: {**one, **change})


def scaled(strengths: Strengths, share: float) -> Strengths:
    """All strengths of each face, times a share."""
    return _each(strengths, lambda one: {name: round(c * share, 4) for name, c in one.items()})


def _each(strengths: Strengths, make: Callable[[Mapping[str, float]], dict[str, float]]) -> Strengths:
    return make(strengths) if isinstance(strengths, Mapping) else tuple(make(one) for one in strengths)
