"""What the program remembers from one day to the next."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from . import typed_json
from .values import DEFAULT_MODEL, DeviceChoice

VERSION = 2  # of the file; 1 had the model and the device alone, and did not say so
HISTORY_MB = (32, 4096)

Theme = Literal["system", "light", "dark"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """As the user wants the program."""

    model: str = DEFAULT_MODEL  # base model that photos are edited with
    device: DeviceChoice = "auto"  # that it runs on
    language: str = ""  # of the window, "ko", say; empty: the system's
    theme: Theme = "system"
    ahead: bool = True  # render what may be wanted next while nothing else is to do
    history_mb: int = 256  # megabytes for edits that were seen, to be shown again at once
    strip_location: bool = False  # photos are saved without where they were taken
    keep_date: bool = False  # what is saved is dated as the photo's file
    tour_offered: bool = False  # the tour was taken, or not wanted


_ALLOWED: Mapping[str, Callable[[Any], bool]] = {
    "theme": lambda value: value in get_args(Theme),
    "history_mb": lambda value: HISTORY_MB[0] <= value <= HISTORY_MB[1],
}


def read_settings(path: Path) -> Settings:
    """What was kept there; for what is missing or damaged, as it is at first."""
    known = {}
    kept = _read(path)
    for field in fields(Settings):
        value = kept.get(field.name, field.default)
        if type(value) is type(field.default) and _ALLOWED.get(field.name, lambda _: True)(value):
            known[field.name] = value
        else:
            _log.warning("%s: %s cannot be %r", path, field.name, value)
    return Settings(**known)


def write_settings(path: Path, settings: Settings) -> None:
    """What a newer version of the program added there stays. Raises OSError."""
    before = _read(path)
    newer = before if _version(before) > VERSION else {"version": VERSION}
    path.parent.mkdir(parents=True, exist_ok=True)
    typed_json.write(path, {**newer, **asdict(settings)})


def _read(path: Path) -> dict[str, Any]:
    try:
        return typed_json.read(path, dict[str, Any])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("%s is damaged: %r", path, error)
        return {}


def _version(kept: Mapping[str, Any]) -> int:
    version = kept.get("version", 1)
    return version if isinstance(version, int) else 1
