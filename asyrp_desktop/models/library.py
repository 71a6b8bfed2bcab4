"""The user's own directions: added, renamed, removed, taken in and out as files. No torch."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from asyrp_desktop.core.errors import DirectionError
from asyrp_desktop.engine.direction_file import SUFFIX

from .shelf import USER_DATA, directions, model_folder, user_directions

LONGEST_NAME = 80


def check_name(model: str, name: str, replace: bool = False) -> None:
    """Raises DirectionError where a direction cannot be called so, or where another is and may not be replaced."""
    if not name.strip() or len(name) > LONGEST_NAME or "=" in name or not name.isprintable():
        raise DirectionError(f"A direction cannot be called “{name}”.", "Give it a short name without “=”.")
    known = directions(model_folder(model).name)
    if name in known and (not replace or known[name][1].parent != user_directions(model_folder(model).name)):
        raise DirectionError(
            f"There is a direction “{name}” already.", "Choose another name, or remove that one first."
        )


def file_of(model: str, name: str) -> Path:
    """Where a direction of the user's is kept: a file name that every system takes, unlike all others."""
    folder = user_directions(model)
    folder.mkdir(parents=True, exist_ok=True)
    known = directions(model)
    if name in known and known[name][1].parent == folder:
        return known[name][1]
    stem = _stem(name)
    taken = {path.name.casefold() for path in folder.iterdir()}
    numbered = (f"{stem}{'' if k == 1 else f'-{k}'}{SUFFIX}" for k in range(1, len(taken) + 2))
    return folder / next(file for file in numbered if file.casefold() not in taken)


def add(model: str, name: str, write: Callable[[Path], None]) -> Path:
    """Keep a direction in the library. write: writes its file. Returns where it is."""
    path = file_of(model, name)
    write(path)
    return path


def training_file(model: str, name: str) -> Path:
    """Where a training that has not ended is kept."""
    return USER_DATA / "trainings" / model / f"{_stem(name)}.safetensors"


def _stem(name: str) -> str:
    """The name with nothing in it that a file system could mind."""
    return re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", name)).strip("_") or "direction"
