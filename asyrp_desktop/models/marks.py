"""What the user notes on directions, in one small file: favourites, tags, which have a slider. No torch."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.direction_library import DirectionKey, Mark, is_tag
from asyrp_desktop.core.errors import DirectionError

from . import shelf

_log = logging.getLogger(__name__)


def marks() -> dict[DirectionKey, Mark]:
    """Of the directions that have one. A damaged file is logged and counts as empty: sliders must not hang on it."""
    return _read() or {}


def keep(changed: Mapping[DirectionKey, Mark]) -> None:
    """Note these, beside what is noted on others. Raises DirectionError where a tag is none, or nothing can be kept."""
    for tag in (tag for mark in changed.values() for tag in mark.tags):
        if not is_tag(tag):
            raise DirectionError(f"“{tag}” cannot be a tag.", "Use a short word without a comma.")
    kept = _read()
    values: dict[str, dict[str, Any]] = {}
    for key, mark in sorted({**(kept or {}), **changed}.items()):
        if mark != Mark():
            values.setdefault(key.model, {})[key.name] = asdict(mark)
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        if kept is None:
            _file().replace(_file().with_suffix(".damaged.json"))  # somebody may mend it
        typed_json.write(_file(), values)
    except OSError as error:
        raise DirectionError.unwritten("Favourites and tags cannot be kept.", error) from error


def of(key: DirectionKey) -> Mark:
    return marks().get(key, Mark())


def _read() -> dict[DirectionKey, Mark] | None:
    """None where the file is damaged."""
    try:
        values = typed_json.read(_file(), dict[str, dict[str, Mark]])
        return {DirectionKey(model, name): mark for model, named in values.items() for name, mark in named.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("%s is damaged: %r", _file(), error)
        return None


def _file() -> Path:
    return shelf.USER_DATA / "marks.json"
