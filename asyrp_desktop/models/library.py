"""The user's own directions: added, renamed, removed, taken in and out as files. No torch until one is taken in."""

from __future__ import annotations

import itertools
import re
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import replace as changed
from pathlib import Path

from safetensors.numpy import load_file, save_file

from asyrp_desktop.core.errors import DirectionError, OutputExists
from asyrp_desktop.core.files import replacing
from asyrp_desktop.engine.direction_file import SUFFIX, read_head

from .shelf import USER_DATA, base_name, directions, find_direction, model_folder, user_directions

LONGEST_NAME = 80


def check_name(model: str, name: str, replace: bool = False) -> None:
    """Raises DirectionError where a direction cannot be called so, or where another is and may not be replaced."""
    if not name.strip() or len(name) > LONGEST_NAME or "=" in name or not name.isprintable():
        raise DirectionError(f"A direction cannot be called “{name}”.", "Give it a short name without “=”.")
    model = base_name(model)
    known = directions(model)
    if name in known and not (replace and _is_own(model, known[name][1])):
        raise DirectionError(
            f"There is a direction “{name}” already.", "Choose another name, or remove that one first."
        )


def free_name(model: str, wanted: str) -> str:
    """The wanted name, with a number where a direction is called so already."""
    known = directions(base_name(model))
    return next(name for k in itertools.count(1) if (name := wanted if k == 1 else f"{wanted} {k}") not in known)


def file_of(model: str, name: str) -> Path:
    """Where a direction of the user's is kept: a file name that every system takes, unlike all others."""
    folder = user_directions(model)
    folder.mkdir(parents=True, exist_ok=True)
    known = directions(model)
    if name in known and _is_own(model, known[name][1]):
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


def rename(model: str, name: str, new: str) -> None:
    """Raises DirectionError where it is a bundled one or cannot be called so, UnknownDirection."""
    path = _own_file(model, name)
    check_name(model, new)
    head = changed(read_head(path), name=new, label="")
    with replacing(path) as part:
        save_file(load_file(path), part, head.to_metadata())


def remove(model: str, name: str) -> None:
    """Raises DirectionError where it is a bundled one, UnknownDirection."""
    _own_file(model, name).unlink()


def import_file(model: str, path: Path, name: str = "") -> Path:
    """Take in a copy of a direction file, under another name if one is given. Loads the base model, and torch.

    Returns where it is. Raises DirectionError where it is damaged or the name is taken, WrongBaseModel, ModelError.
    """
    from asyrp_desktop.engine.direction import Direction, load_direction

    from .base_model import load_base_model

    direction = load_direction(path)
    head = changed(direction.head, name=name or direction.name, label="" if name else direction.head.label)
    check_name(model, head.name)
    unet, card = load_base_model(model_folder(model))
    direction.check(unet)
    return add(card.name, head.name, Direction(head, direction.shift).save)


def export(model: str, name: str, target: Path, replace: bool = False) -> Path:
    """Copy a direction's file out, bundled ones too. target: a file or a folder. Returns where it is.

    Raises UnknownDirection, OutputExists, DirectionError where it cannot be written.
    """
    source = find_direction(base_name(model), name)
    if target.is_dir():
        target /= f"{_stem(name)}{SUFFIX}"
    if target.exists() and not replace:
        raise OutputExists(f"“{target}” is there already.", "Choose another name, or say that it may be replaced.")
    try:
        with replacing(target) as part:
            shutil.copyfile(source, part)
    except OSError as error:
        raise DirectionError(f"“{target}” cannot be written.", str(error)) from error
    return target


def training_file(model: str, name: str) -> Path:
    """Where a training that has not ended is kept."""
    return USER_DATA / "trainings" / model / f"{_stem(name)}.safetensors"


def _own_file(model: str, name: str) -> Path:
    model = base_name(model)
    path = find_direction(model, name)
    if not _is_own(model, path):
        raise DirectionError(
            f"“{name}” belongs to the program and stays as it is.", "Export it, and import it under another name."
        )
    return path


def _is_own(model: str, path: Path) -> bool:
    return path.parent == user_directions(model)


def _stem(name: str) -> str:
    """The name with nothing in it that a file system could mind."""
    return re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", name)).strip("_") or "direction"
