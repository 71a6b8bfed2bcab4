"""Presets: named sets of strengths of a base model, kept in the user's data. No torch."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import PresetError
from asyrp_desktop.core.typed_json import Number, ShortText

from . import shelf

LONGEST_NAME = 60


def presets(model: str) -> dict[str, dict[str, float]]:
    """Strengths by direction, by preset. model: its card's name. Raises PresetError where the file is damaged."""
    sides = shelf.sides(model)
    return {name: shelf.own_names(strengths, sides) for name, strengths in _read().get(model, {}).items()}


def preset(model: str, name: str) -> dict[str, float]:
    """Raises PresetError where there is none of that name."""
    known = presets(model)
    if name not in known:
        raise PresetError(f"{model} has no preset “{name}”.", f"Known: {', '.join(known) or 'none'}.")
    return known[name]


def keep(model: str, name: str, strengths: Mapping[str, float]) -> None:
    """Another of that name is replaced. Raises PresetError where it cannot be called so, changes nothing, or cannot be
    written.
    """
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise PresetError(f"A preset cannot be called “{name}”.", "Give it a short name.")
    chosen = {direction: strength for direction, strength in strengths.items() if strength}
    if not chosen or not all(map(math.isfinite, chosen.values())):
        raise PresetError("This preset would change nothing.", "Set a strength first.")
    kept = _read()
    kept.setdefault(model, {})[name] = chosen
    _write(kept)


def remove(model: str, name: str) -> None:
    """Raises PresetError where there is none of that name, or nothing can be written."""
    preset(model, name)
    kept = _read()
    del kept[model][name]
    _write(kept)


def _file() -> Path:
    return shelf.USER_DATA / "presets.json"


def _read() -> dict[str, dict[str, dict[str, float]]]:
    """By model, by name."""
    try:
        return typed_json.read(_file(), dict[ShortText, dict[ShortText, dict[ShortText, Number]]])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise PresetError(
            f"The presets in “{_file()}” cannot be read.", "Mend or remove that file.", repr(error)
        ) from error


def _write(kept: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        typed_json.write(_file(), kept)
    except OSError as error:
        raise PresetError.unwritten("The presets cannot be written.", error) from error
