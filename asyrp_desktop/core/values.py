"""What travels between engine, window, command line and batch: small frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

DeviceChoice = str
"""The best there is ("auto"), the first of a kind, or one of several: "cuda:1"."""

Rendering = Literal["motion", "redraw"]
"""How an edit reaches the photo: read off at the end of the edit interval, and done to the photo's own pixels; or drawn
through all steps, and its difference added."""

DEFAULT_STEPS = 25  # more do no more: benchmarks/README.md
DEFAULT_MODEL = "faces-128"
DEFAULT_CRITIC = "faces-critic"
DEFAULT_REACH = 0.25
MOST_TIMESTEPS = 10_000  # of a noise schedule; published ones have 1,000 to 4,000


class DirectionInfo(NamedTuple):
    """What a slider needs to know of a direction."""

    name: str  # unique among the directions of a base model; what the command line takes
    label: str  # what a person reads
    low: float  # range in which the edit was seen to hold
    high: float
    form: str  # "implicit", "implicit-adm", "per-step", "global" or "combined"
    base_name: str
    t_edit: int
    record: Mapping[str, Any]  # how it was made, and what it was measured to do
    opposite: str = ""  # name of what strength -1 does, as good as its own on the command line; "": it has none
    opposite_label: str = ""

    @property
    def title(self) -> str:
        """What a person reads of both sides, in the order of a slider: “Young – Old”."""
        return f"{self.opposite_label} – {self.label}" if self.opposite else self.label

    def told(self, strength: float) -> tuple[str, str, float]:
        """Name, label and strength as a person says them: “young” at 0.5 is “old” at -0.5."""
        if strength < 0 and self.opposite:
            return self.opposite, self.opposite_label, -strength
        return self.name, self.label, strength


class Picture(NamedTuple):
    """Pixels that any part of the program can hold. data: rows of R, G, B bytes, sRGB, top first."""

    width: int
    height: int
    data: bytes


MOST_SQUARE = 4  # longer sides of a photo that a square's side may have: past the border the photo is mirrored


class Crop(NamedTuple):
    """Which square of the photo the model sees."""

    kind: Literal["auto", "full", "square"]
    square: tuple[float, float, float] | None = None  # left, top, side in pixels, for "square"
    face: Literal["largest", "all"] | int = "largest"  # for "auto"; a number counts from 1, the largest


class Stroke(NamedTuple):
    """One movement of the brush that paints where an edit counts."""

    points: tuple[tuple[float, float], ...]  # x, y in photo pixels
    radius: float  # photo pixels
    erase: bool = False


ALL_FACES = Crop("auto", face="all")


@dataclass(frozen=True)
class Course:
    """What the reverse process does otherwise than the base model and its directions say. None: as they say."""

    t_edit: int | None = None  # smallest timestep at which h is shifted
    t_boost: int | None = None  # timestep below which the photo's own noise is added back
    eta: float = 1.0  # how much of that noise, 0..1
    steps: int | None = None  # of the whole way
    rendering: Rendering | None = None


@dataclass(frozen=True)
class Scope:
    """What of a photo is edited, how far around a face, and on which course."""

    crop: Crop = ALL_FACES
    reach: float = DEFAULT_REACH  # how far around a face, in its heights from chin to brows
    strokes: tuple[Stroke, ...] = ()  # instead of around the face, where it is painted; see `photo.brush`
    local: bool = False  # shift h, too, only where it is painted
    course: Course = Course()


@dataclass(frozen=True)
class Edit:
    """All that a user sets on a photo."""

    scope: Scope = Scope()
    strengths: tuple[Mapping[str, float], ...] = ()  # of each face in the scope, the largest first; without zeros

    @property
    def changes(self) -> bool:
        """Strength 0 everywhere is the photo itself."""
        return any(self.strengths)

    @property
    def worth_keeping(self) -> bool:
        """A mask, a square or a course is work, too."""
        return self.changes or self.scope != Scope()


@dataclass(frozen=True)
class EditSummary:
    """What an edit was, for `--json` and for the record written into the photo."""

    input: Path
    output: Path | None
    model: str
    strengths: Mapping[str, float]  # of all faces; where they differ, those that all of them have in common
    device: str
    steps: int
    t_edit: int | None  # None where nothing was changed
    t_boost: int | None  # None as well where nothing was drawn anew
    eta: float | None
    evaluations: float  # in plain U-Net evaluations of one photo
    seconds: Mapping[str, float]  # by stage
    notices: tuple[str, ...] = ()  # what the user should know: a fallback to another device, say
    squares: tuple[Mapping[str, Any], ...] = ()  # each with its place in the photo, its strengths, and its `Rendering`
