"""What a fuzzer of one reader is made of."""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from .home import Home

_FOLDER = "tools.fuzz.targets"
TARGETS = {
    "photos": f"{_FOLDER}.photos:Photos",
    "exif": f"{_FOLDER}.metadata:Exif",
    "icc": f"{_FOLDER}.metadata:Icc",
    "xmp": f"{_FOLDER}.metadata:Xmp",
    "directions": f"{_FOLDER}.directions:Directions",
    "edits": f"{_FOLDER}.notes:Edits",
    "notes": f"{_FOLDER}.notes:Notes",
    "batches": f"{_FOLDER}.batches:Batches",
    "models": f"{_FOLDER}.models:Models",
    "critics": f"{_FOLDER}.models:Critics",
    "checkpoints": f"{_FOLDER}.checkpoints:Checkpoints",
    "hub": f"{_FOLDER}.hub:HostileHub",
}
"""Where each is defined. Only the worker imports them, once its environment is set."""


class Sample(NamedTuple):
    """An input."""

    name: str  # of the file, as the reader is to see it; its suffix may matter
    data: bytes
    refused: bool = False  # to read it at all is a finding


class Wrong(Exception):
    """What was read is not what should have been."""


class Target:
    """A reader, and inputs for it."""

    hostile: Sequence[Sample] = ()
    """Made by hand; they are the first cases."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def valid(self) -> Sequence[Sample]:
        """Each is read without complaint, or the target itself is wrong."""
        raise NotImplementedError

    def mutated(self, rng: random.Random) -> Sample:
        raise NotImplementedError

    def read(self, sample: Sample, rng: random.Random) -> None:
        """Raises AsyrpError where it is refused, Wrong where it is read wrongly."""
        raise NotImplementedError

    def case(self, number: int, rng: random.Random) -> Sample:
        return self.hostile[number] if number < len(self.hostile) else self.mutated(rng)


def load_target(name: str, home: Home) -> Target:
    """name: of TARGETS, or MODULE:CLASS."""
    module, _, kind = TARGETS.get(name, name).partition(":")
    return getattr(importlib.import_module(module), kind)(home)


def case_rng(seed: int, target: str, case: int) -> random.Random:
    return random.Random(f"{seed} {target} {case}")


def write(folder: Path, sample: Sample) -> Path:
    """The sample as a file. Returns where it is."""
    path = folder / sample.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sample.data)
    return path


def do_all(*works: Callable[[], object]) -> None:
    """Even where one is refused. Raises the first refusal when all are done, and all else at once."""
    from asyrp_desktop.core.errors import AsyrpError

    refusals: list[AsyrpError] = []
    for work in works:
        try:
            work()
        except AsyrpError as error:
            refusals.append(error)
    if refusals:
        raise refusals[0]
