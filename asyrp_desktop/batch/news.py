"""What the line, the run and whoever watches tell each other: frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from .manifest import PhotoRow, State


class Task(NamedTuple):
    """A photo to be edited."""

    id: int  # of its row
    source: str
    suffix: str  # of the output


class Staged(NamedTuple):
    """An output is whole, and waits to take its place."""

    id: int
    path: Path
    input_hash: str
    output_hash: str
    faces: int
    seconds: dict[str, float]  # by stage
    notices: tuple[str, ...] = ()  # see `PhotoEdit`


class Left(NamedTuple):
    """A photo ended without an output."""

    id: int
    state: State  # SKIPPED or FAILED
    why: str
    input_hash: str = ""
    remedy: str = ""  # what its user can do about it


Outcome = Staged | Left


class Tally(NamedTuple):
    """How a batch stands. When it has ended, done + skipped + failed + cancelled is the total."""

    total: int
    done: int
    skipped: int
    failed: int
    cancelled: int
    faces: int  # edited in this run
    photos_per_minute: float | None  # in this run; pauses do not count; None until it can be told
    seconds_left: float | None

    @property
    def ended(self) -> int:
        return self.done + self.skipped + self.failed + self.cancelled


class Stage(Enum):
    """Where on the line a photo is."""

    READING = "reading"
    EDITING = "editing"
    WRITING = "writing"


@dataclass(frozen=True)
class Checking:
    """What was done before is compared with its hashes."""

    done: int
    total: int


@dataclass(frozen=True)
class Planned:
    """The photos of this run, also those that are done already."""

    rows: Sequence[PhotoRow]
    tally: Tally


@dataclass(frozen=True)
class Moved:
    """A photo came to another stage."""

    id: int
    stage: Stage


@dataclass(frozen=True)
class Ended:
    """A photo came to its end."""

    row: PhotoRow
    tally: Tally


@dataclass(frozen=True)
class NoRoom:
    """The disk is full, and the batch waits; or goes on."""

    waiting: bool


@dataclass(frozen=True)
class Noticed:
    """Something about how the work goes that the user should know: another device took over, say."""

    text: str


News = Checking | Planned | Moved | Ended | NoRoom | Noticed
