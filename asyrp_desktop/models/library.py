"""The library of directions: the user's own are added, renamed, removed and taken in and out as files.

No torch until one is taken in.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import time
import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import replace as changed
from pathlib import Path

from asyrp_desktop.core.direction_library import DirectionKey, LibraryEntry, Mark
from asyrp_desktop.core.errors import DirectionError, ModelError, OutputExists, UnknownDirection
from asyrp_desktop.core.files import is_same_file, open_file, remove_inside, replacing
from asyrp_desktop.core.names import shortened
from asyrp_desktop.core.paths import BUILT_IN_DIRECTIONS
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.engine.direction_file import LONGEST_NAME, SUFFIX, DirectionHead, is_direction_name, read_head
from asyrp_desktop.engine.tensor_file import copy_with_metadata

from . import inversions, marks, shelf
from .shelf import base_name, directions, find_direction, model_folder, user_directions

LONGEST_STEM = 225  # bytes of a file's name; file systems take 255, and a number and the suffix are to come

KEPT_REMOVED = 30 * 24 * 3600  # seconds for which a removed direction can be had back


def entries() -> list[LibraryEntry]:
    """All directions of all base models. Damaged files are logged and left out."""
    noted = marks.marks()
    homes = (BUILT_IN_DIRECTIONS, shelf.USER_DATA / "directions")
    models = sorted({folder.name for home in homes if home.is_dir() for folder in home.iterdir() if folder.is_dir()})
    found = []
    for model in models:
        for name, (info, path) in directions(model).items():
            key = DirectionKey(model, name)
            try:
                head, changed_at = read_head(path), path.stat().st_mtime
            except (DirectionError, OSError):
                continue  # removed meanwhile
            found.append(
                LibraryEntry(
                    key=key,
                    info=info,
                    base_fingerprint=head.base_fingerprint,
                    steps=head.steps,
                    parts=tuple((part.head.name, part.weight) for part in head.parts),
                    path=path,
                    own=_is_own(model, path),
                    changed=changed_at,
                    mark=noted.get(key, Mark()),
                )
            )
    return found


def sliders(model: str) -> list[DirectionInfo]:
    """Directions of a base model that have a slider. Raises ModelError."""
    model, noted = base_name(model), marks.marks()

    def shown(name: str) -> bool:
        mark = noted.get(DirectionKey(model, name), Mark())
        return mark.slider and not mark.hidden

    return [info for name, (info, _) in directions(model).items() if shown(name)]


def check_name(model: str, name: str, replace: bool = False) -> None:
    """Raises DirectionError where a direction cannot be called so, or where another is and may not be replaced."""
    if not is_direction_name(name):
        raise DirectionError(f"A direction cannot be called “{name}”.", "Give it a short name without “=”.")
    model = base_name(model)
    side = shelf.sides(model).get(name)
    if side is not None and side.sign < 0:
        raise DirectionError(f"“{name}” is the opposite of “{side.direction}”.", "Choose another name.")
    if side is not None and not (replace and _is_own(model, side.path)):
        raise DirectionError(
            f"There is a direction “{name}” already.", "Choose another name, or remove that one first."
        )


def free_name(model: str, wanted: str) -> str:
    """The wanted name, with a number where a direction is called so already."""
    known = shelf.sides(base_name(model))
    endings = ("" if k == 1 else f" {k}" for k in itertools.count(1))
    tries = (f"{wanted[: LONGEST_NAME - len(ending)]}{ending}" for ending in endings)
    return next(name for name in tries if name not in known)


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


def add(model: str, name: str, write: Callable[[Path], object]) -> Path:
    """Keep a direction in the library. write: writes its file. Returns where it is."""
    path = file_of(model, name)
    write(path)
    return path


def rename(model: str, name: str, new: str) -> None:
    """What is noted on it stays, and so does its opposite's name; name: or that, to call the opposite otherwise.

    Raises DirectionError where it is bundled or cannot be called so, UnknownDirection.
    """
    path = _own_file(model, name)
    check_name(model, new)
    model = base_name(model)
    if shelf.find_side(model, name).sign < 0:
        _write(path, path, changed(read_head(path), opposite=new))
        return
    _write_as(path, path, new)
    marks.keep({DirectionKey(model, new): marks.of(DirectionKey(model, name)), DirectionKey(model, name): Mark()})


def duplicate(model: str, name: str) -> str:
    """Copy a direction, bundled ones too, to one of the user's own. Returns its name. Raises UnknownDirection."""
    source = find_direction(base_name(model), name)
    new = free_name(model, read_head(source).name)
    add(base_name(model), new, lambda path: _write_as(source, path, new))
    return new


def remove(model: str, name: str) -> None:
    """It can be had back for a while. Raises DirectionError where it is a bundled one, UnknownDirection."""
    path = _own_file(model, name)
    side = shelf.find_side(base_name(model), name)
    if side.sign < 0:
        raise DirectionError(
            f"“{name}” is the opposite of “{side.direction}”.", f"Remove “{side.direction}”, which is both."
        )
    place = _removed(base_name(model))
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob(f"*{SUFFIX}"):
        if time.time() - old.stat().st_mtime > KEPT_REMOVED:
            remove_inside(shelf.USER_DATA, old)
    # Its time there counts from now; and two of one name may be removed one after the other.
    os.utime(path)
    path.replace(place / f"{uuid.uuid4().hex}{SUFFIX}")
    # Another direction that is called so one day starts without them.
    marks.keep({DirectionKey(base_name(model), name): Mark()})


def restore(model: str, name: str, mark: Mark | None = None) -> None:
    """Take back the direction of this name that was removed last. mark: what was noted on it.

    Raises UnknownDirection, DirectionError.
    """
    model = base_name(model)
    latest = sorted(_removed(model).glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    found = next((path for path in latest if _name_in(path) == name), None)
    if found is None:
        raise UnknownDirection(f"No direction “{name}” was removed lately.", "Import it from a file, if you have one.")
    check_name(model, name)
    add(model, name, found.replace)
    marks.keep({DirectionKey(model, name): mark or Mark()})


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


def import_for_its_model(path: Path) -> DirectionKey:
    """Take in a direction file for the base model that it names, under another name where its own is taken.

    Loads that model, and torch. Raises DirectionError, WrongBaseModel, ModelError.
    """
    head = read_head(path)
    if head.base_name not in shelf.model_names():
        raise ModelError(
            f"“{path.name}” is for the base model “{head.base_name}”, which is not installed.",
            "Install that model first.",
        )
    name = free_name(head.base_name, head.name)
    import_file(head.base_name, path, "" if name == head.name else name)
    return DirectionKey(head.base_name, name)


def export(model: str, name: str, target: Path, replace: bool = False) -> Path:
    """Copy a direction's file out, bundled ones too. target: a file or a folder. Returns where it is.

    Raises UnknownDirection, OutputExists, DirectionError where it cannot be written.
    """
    source = find_direction(base_name(model), name)
    if target.is_dir():
        target /= file_name(read_head(source).name)
    if is_same_file(target, source):
        raise DirectionError(f"“{target}” is the direction's own file.", "Choose another name.")
    if target.exists() and not replace:
        raise OutputExists(f"“{target}” is there already.", "Choose another name, or say that it may be replaced.")
    try:
        with open_file(source) as file, replacing(target) as part, part.open("wb") as copy:
            shutil.copyfileobj(file, copy)
    except OSError as error:
        raise DirectionError.unwritten(f"“{target}” cannot be written.", error) from error
    return target


def file_name(name: str) -> str:
    """That a direction's file may have on every system."""
    return f"{_stem(name)}{SUFFIX}"


def training_file(model: str, name: str) -> Path:
    """Where a training that has not ended is kept."""
    return shelf.USER_DATA / "trainings" / model / f"{_stem(name)}.safetensors"


def training_photos(model: str, name: str) -> Path:
    """Folder of the inverted photos of a training that has not ended."""
    return inversions.folder() / model / _stem(name)


def forget_training(model: str, name: str) -> None:
    """Drop what is kept of a training that has not ended. Raises OSError."""
    remove_inside(shelf.USER_DATA, training_file(model, name), missing_ok=True)
    remove_inside(shelf.USER_CACHE, training_photos(model, name), missing_ok=True)


def _write_as(source: Path, target: Path, name: str) -> None:
    """Write a direction's file under another name."""
    _write(source, target, changed(read_head(source), name=name, label=""))


def _write(source: Path, target: Path, head: DirectionHead) -> None:
    """Write a direction's file with another head."""
    try:
        copy_with_metadata(source, target, head.to_metadata())
    except (OSError, ValueError) as error:
        raise DirectionError(f"“{target.name}” cannot be written.", "Is the disk full?", repr(error)) from error


def _removed(model: str) -> Path:
    return shelf.USER_DATA / "removed" / model


def _name_in(path: Path) -> str:
    """Empty where the file is damaged."""
    try:
        return read_head(path).name
    except DirectionError:
        return ""


def _own_file(model: str, name: str) -> Path:
    """name: never a path: what is to be changed or removed lies in the user's folder."""
    model = base_name(model)
    path = shelf.find_side(model, name, names_only=True).path
    if not _is_own(model, path):
        raise DirectionError(f"“{name}” belongs to the program and stays as it is.", "Duplicate it: the copy is yours.")
    return path


def _is_own(model: str, path: Path) -> bool:
    return path.parent == user_directions(model)


def _stem(name: str) -> str:
    """The name with nothing in it that a file system could mind."""
    plain = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", name)).strip("_") or "direction"
    return shortened(plain, LONGEST_STEM)
