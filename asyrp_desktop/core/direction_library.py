"""What the window and the library of directions say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from .typed_json import checked
from .values import DirectionInfo

LONGEST_TAG = 40


def is_tag(text: str) -> bool:
    return bool(text) and text == text.strip() and len(text) <= LONGEST_TAG and text.isprintable() and "," not in text


Tag = Annotated[str, checked(is_tag)]


@dataclass(frozen=True)
class Mark:
    """What the user notes on a direction."""

    favourite: bool = False
    tags: Annotated[tuple[Tag, ...], Field(max_length=100)] = ()
    slider: bool = True  # it has a row in the slider panel
    hidden: bool = False  # it is seen in the library only where hidden ones are asked for


class DirectionKey(NamedTuple):
    """Which direction."""

    model: str  # the base model's name
    name: str


@dataclass(frozen=True)
class LibraryEntry:
    """A direction as the library shows it."""

    key: DirectionKey
    info: DirectionInfo
    base_fingerprint: str  # of the base model it was made for
    steps: int  # of the grid it was made with
    parts: tuple[tuple[str, float | None], ...]  # of a combined one: names and weights; None: projected off
    path: Path
    own: bool  # the user's; else it came with the program, and stays as it is
    changed: float  # when the file was written, seconds since 1970
    mark: Mark
