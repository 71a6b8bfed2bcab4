"""Which base models and directions are at hand. Reads names and heads only: no torch."""

from __future__ import annotations

import difflib
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple

import platformdirs
from pydantic import Field

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import DirectionError, ModelError, UnknownDirection
from asyrp_desktop.core.path_text import from_text
from asyrp_desktop.core.paths import BUILT_IN_CRITICS, BUILT_IN_DIRECTIONS, BUILT_IN_MODELS
from asyrp_desktop.core.typed_json import PlainName, ShortText, Timestep, is_plain_name
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.engine.direction_file import SUFFIX, read_head

_log = logging.getLogger(__name__)

USER_DATA = Path(platformdirs.user_data_dir("asyrp-desktop", appauthor=False))
USER_CACHE = Path(platformdirs.user_cache_dir("asyrp-desktop", appauthor=False))


@dataclass(frozen=True)
class _Shelf:
    home: Annotated[str, Field(min_length=1, max_length=10_000)]


@dataclass(frozen=True)
class _Named:
    """A card, as far as its model's name."""

    name: PlainName


@dataclass(frozen=True)
class _Schedule:
    """A scheduler config, as far as its length."""

    num_train_timesteps: Timestep = 1000


@dataclass(frozen=True)
class _Suggesting:
    """A text-image model's card, as far as its suggestions."""

    suggestions: tuple[ShortText, ...] = ()


def home() -> Path:
    """Where installed models are kept, in models/ and critics/: the user's data, or where they were moved to."""
    try:
        moved_to = Path(from_text(typed_json.read(USER_DATA / "shelf.json", _Shelf).home))
        moved_to.exists()  # raises OSError where no system could have such a folder
        if not moved_to.is_absolute() or "\0" in str(moved_to):
            raise ValueError(f"{moved_to} is no absolute path")
        return moved_to
    except FileNotFoundError:
        return USER_DATA
    except (OSError, ValueError) as error:
        _log.warning("%s is damaged: %r", USER_DATA / "shelf.json", error)
        return USER_DATA


def model_names() -> list[str]:
    """Base models that can be named."""
    return sorted(
        {p.parents[1].name for place in (BUILT_IN_MODELS, home() / "models") for p in place.glob("*/unet/config.json")}
    )


def critic_folder(name: str) -> Path:
    """A text-image model by name; where there is none, the name itself as a path."""
    places = (BUILT_IN_CRITICS / name, home() / "critics" / name) if is_plain_name(name) else ()
    return next((folder for folder in places if (folder / "open_clip_config.json").is_file()), Path(name))


def prompt_suggestions(critic: str) -> list[str]:
    """Prompts that a text-image model is known to understand; none where its card tells none."""
    try:
        return list(typed_json.read(critic_folder(critic) / "card.json", _Suggesting).suggestions)
    except (OSError, ValueError) as error:
        _log.info("no suggestions of %s: %r", critic, error)
        return []


def model_folder(name: str) -> Path:
    """A base model by name, or by the path of its folder. Raises ModelError where there is none."""
    named = (BUILT_IN_MODELS / name, home() / "models" / name) if is_plain_name(name) else ()
    for folder in (*named, Path(name)):
        if (folder / "unet" / "config.json").is_file():
            return folder
    raise ModelError(f"There is no base model “{name}”.", f"Known: {', '.join(model_names())}; or give its folder.")


def timesteps(folder: Path) -> int:
    """How many a base model's noise schedule has; of one that is damaged, as many as usual."""
    try:
        return typed_json.read(folder / "scheduler" / "scheduler_config.json", _Schedule).num_train_timesteps
    except (OSError, ValueError) as error:
        _log.warning("the noise schedule of %s is damaged: %r", folder, error)
        return _Schedule().num_train_timesteps


def base_name(model: str) -> str:
    """The name under which a base model's directions are kept: its card's, else its folder's. Raises ModelError."""
    folder = model_folder(model)
    try:
        return typed_json.read(folder / "card.json", _Named).name
    except (OSError, ValueError):
        name = folder.resolve().name
    if not is_plain_name(name):
        raise ModelError(f"A base model cannot be in a folder called “{name}”.", "Rename that folder.")
    return name


def user_directions(model: str) -> Path:
    """The folder of the user's own directions for a base model."""
    return USER_DATA / "directions" / model


def direction_files(model: str) -> list[Path]:
    """Direction files kept for a base model: bundled ones, then the user's. model: a name; a path has none."""
    if not is_plain_name(model):
        return []
    homes = (BUILT_IN_DIRECTIONS / model, user_directions(model))
    return [path for home in homes for path in sorted(home.glob(f"*{SUFFIX}"))]


def directions(model: str) -> dict[str, tuple[DirectionInfo, Path]]:
    """Directions of a base model by name, as they are to be shown. Damaged files are logged and left out.

    A name means one thing: a direction has no opposite here where another is called so, or an earlier one's opposite.
    """
    found: dict[str, tuple[DirectionInfo, Path]] = {}
    for path in direction_files(model):
        try:
            head = read_head(path)
        except DirectionError as error:
            _log.warning("%s", error)
            continue
        found[head.name] = (head.info(), path)
    taken = set(found)
    for name, (info, path) in found.items():
        if info.opposite in taken:
            found[name] = (info._replace(opposite="", opposite_label=""), path)
        elif info.opposite:
            taken.add(info.opposite)
    return dict(sorted(found.items(), key=lambda item: (_order(item[1][0]), item[0])))


def _order(info: DirectionInfo) -> float:
    order = info.record.get("order")
    return order if isinstance(order, int | float) else math.inf


class Side(NamedTuple):
    """What a name means: a direction, forwards where it is its own, and backwards where it is its opposite's."""

    direction: str
    sign: int  # 1 or -1
    path: Path


def sides(model: str) -> dict[str, Side]:
    """All names that directions of a base model have, and that their opposites have."""
    known = directions(model)
    own = {name: Side(name, 1, path) for name, (_, path) in known.items()}
    return own | {info.opposite: Side(name, -1, path) for name, (info, path) in known.items() if info.opposite}


def own_names(strengths: Mapping[str, float], sides: Mapping[str, Side]) -> dict[str, float]:
    """Strengths by the directions' own names: an opposite's counts backwards, and what meets is added up.

    Names that mean nothing stay.
    """
    found: dict[str, float] = {}
    for name, strength in strengths.items():
        own, sign = sides[name][:2] if name in sides else (name, 1)
        found[own] = round(found[own] + sign * strength, 6) if own in found else sign * strength
    return found


def find_side(model: str, name: str, names_only: bool = False) -> Side:
    """A direction by its name, by its opposite's, or by the path of its file, unless only names count.

    Raises UnknownDirection naming the nearest.
    """
    known = sides(model)
    if name in known:
        return known[name]
    if not names_only and name.endswith(SUFFIX) and Path(name).is_file():
        return Side(name, 1, Path(name))
    near = difflib.get_close_matches(name.lower(), list(known), n=3, cutoff=0.5)
    remedy = f"Did you mean {', '.join(near)}?" if near else f"Known: {', '.join(known) or 'none'}."
    raise UnknownDirection(f"{model} has no direction “{name}”.", remedy)


def find_direction(model: str, name: str) -> Path:
    """The file of a direction, see `find_side`. Raises UnknownDirection."""
    return find_side(model, name).path
