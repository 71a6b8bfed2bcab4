"""What Asyrp's authors published: the data sets of their networks, with curves, and their directions, with prompts.

resources/published.json, typed. No torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.paths import RESOURCES
from asyrp_desktop.core.training_plan import PromptPair
from asyrp_desktop.engine.calibration import Calibration

NetworkForm = Literal["implicit", "implicit-adm"]
"""Of DDPM networks and of ADM's, by the form that an f_t has for them."""

KINDS: dict[str, str] = {"implicit": "DDPM", "implicit-adm": "ADM or iDDPM"}


@dataclass(frozen=True)
class DataSet:
    """What a published network was trained on."""

    name: str  # as the public implementation calls it in file names
    domain: str
    form: NetworkForm
    curves: str | None  # of the calibration, in resources/curves
    also: tuple[str, ...]  # what else it, or the file of its network, is called

    @property
    def calibration(self) -> Calibration | None:
        """None where nobody published it."""
        if self.curves is None:
            return None
        path = RESOURCES / "curves" / f"{self.curves}.json"
        return Calibration.from_json(typed_json.read(path, dict[str, Any]))


@dataclass(frozen=True)
class PublishedDirection:
    name: str
    data: str  # the data set's name
    source: str
    target: str
    steps: int  # of the grid that it was trained with
    sha256: str  # of its file
    cosine: float | None = None  # of the prompts; None: not published
    t_edit: int | None = None

    @property
    def prompts(self) -> PromptPair:
        return PromptPair(self.source, self.target)


@dataclass(frozen=True)
class _Published:
    data_sets: tuple[DataSet, ...]
    directions: tuple[PublishedDirection, ...]


def data_sets() -> tuple[DataSet, ...]:
    return _published().data_sets


def data_set(name: str) -> DataSet | None:
    """By any of its names, however it is written; None for all others."""
    return next((one for one in data_sets() if _plain(name) in map(_plain, (one.name, *one.also))), None)


def published_calibration(name: str, form: NetworkForm | None = None, timesteps: int = 1000) -> Calibration:
    """Of a data set, for a network of that form and a schedule of that many timesteps. form: None: not known.

    Raises ModelError naming what there is, or what does not fit.
    """
    known = data_set(name)
    if known is None or known.calibration is None:
        names = ", ".join(one.name for one in data_sets() if one.curves)
        raise ModelError(f"Nobody published curves of “{name}”.", f"Known: {names}.")
    if form not in (known.form, None):
        raise ModelError(
            f"The curves of {known.name} were measured with a network of the kind {KINDS[known.form]}; this one is "
            f"{KINDS[form]}.",
            "Calibrate it with photos of your own.",
        )
    return known.calibration.scaled(timesteps)


def same_data(one: str, other: str) -> bool:
    """Whether two names mean one data set, a published one or not."""
    names = (known.name if (known := data_set(name)) else name for name in (one, other))
    return len(set(map(_plain, names))) == 1


def published_directions() -> tuple[PublishedDirection, ...]:
    return _published().directions


def published_direction(name: str, data: str) -> PublishedDirection | None:
    """However its name and its data set's are written."""
    called = (one for one in published_directions() if one.name.casefold() == name.casefold())
    return next((one for one in called if data and same_data(one.data, data)), None)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


@cache
def _published() -> _Published:
    return typed_json.read(RESOURCES / "published.json", _Published)
