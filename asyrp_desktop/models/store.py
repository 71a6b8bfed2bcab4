"""Installed models on the disk: put there whole or not at all, checked, removed, moved. No torch."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import DiskFull, ModelError
from asyrp_desktop.core.files import inside, open_file, remove_inside
from asyrp_desktop.core.path_text import to_text
from asyrp_desktop.core.paths import BUILT_IN_MODELS
from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.typed_json import Hex, is_plain_name

from . import shelf

KINDS = {"base": "models", "critic": "critics"}
MANIFEST = "files.json"
INCOMING = "incoming"  # what is not whole yet
LONGEST_NAME = 60


class _Fact(NamedTuple):
    """What is known of a file of an installed model."""

    size: Annotated[int, Field(ge=0)]  # bytes
    sha256: Hex


def installed(name: str) -> Path:
    """The folder of an installed model. Raises ModelError where there is none, or where it is a built-in one."""
    for place in KINDS.values():
        folder = _listed(shelf.home() / place, name)
        if folder is not None and (folder / MANIFEST).is_file():
            return folder
    raise ModelError(f"No model “{name}” is installed that could be changed.", "See: asyrp-desktop models list.")


def check_new_name(name: str) -> None:
    """Raises ModelError where a model cannot be called so."""
    allowed = all(c.isalnum() or c in "-_. " for c in name)
    if not is_plain_name(name) or len(name) > LONGEST_NAME or not allowed or name[0] == "-" or name[-1] in ". ":
        raise ModelError(
            f"A model cannot be called “{name}”.",
            "Give another name, --name, of letters, digits, “-”, “_”, “.” and spaces.",
        )
    if name in shelf.model_names() or (shelf.home() / KINDS["critic"] / name).exists():
        raise ModelError(f"There is a model “{name}” already.", "Give another --name, or remove that one first.")


@contextmanager
def installing(kind: str, name: str) -> Iterator[Path]:
    """A folder to write a model into; it is on the shelf when the block ends well, else it is removed."""
    check_new_name(name)
    home = shelf.home()
    staging = home / INCOMING / uuid.uuid4().hex
    try:
        staging.mkdir(parents=True)
        yield staging
        manifest = {str(path.relative_to(staging).as_posix()): _fact(path)._asdict() for path in _files(staging)}
        typed_json.write(staging / MANIFEST, manifest)
        target = home / KINDS[kind] / name
        target.parent.mkdir(parents=True, exist_ok=True)
        staging.rename(target)
    except OSError as error:
        raise unwritten(f"“{name}” cannot be installed.", error) from error
    finally:
        if staging.exists():
            remove_inside(home, staging)


def unwritten(message: str, error: OSError) -> ModelError | DiskFull:
    """What the system did not take into the model folder."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        remedy = "Free some space, or move the model folder to another disk: asyrp-desktop models move."
        return DiskFull("The disk that models are kept on is full.", remedy, f"{message} {error!r}")
    return ModelError.unwritten(message, error)


def check_card(folder: Path) -> None:
    """Raises ModelError where the card of a base model's folder cannot be changed."""
    bundled = BUILT_IN_MODELS in folder.resolve().parents
    if bundled or not os.access(folder, os.W_OK):
        why = "comes with the program" if bundled else "is in a folder that cannot be written to"
        raise ModelError(f"“{folder.name}” {why}; its card stays as it is.", "Write to a file instead: --output FILE.")


def update_card(folder: Path, facts: Mapping[str, Any]) -> None:
    """Add to what is known of a base model. folder: of it. Raises ModelError."""
    check_card(folder)
    path, manifest = folder / "card.json", folder / MANIFEST
    try:
        card = {"name": folder.name, "title": folder.name}
        if path.is_file():
            card = typed_json.read(path, dict[str, Any])
        typed_json.write(path, {**card, **facts})
        if manifest.is_file():
            typed_json.write(manifest, {**typed_json.read(manifest, dict[str, Any]), path.name: _fact(path)._asdict()})
    except ValueError as error:
        raise ModelError(
            f"The card of “{folder.name}” is damaged.", "Mend or remove that file.", repr(error)
        ) from error
    except OSError as error:
        raise ModelError.unwritten(f"The card of “{folder.name}” cannot be changed.", error) from error


def download_folder(name: str) -> Path:
    """Where a download is kept until it is whole. name: of the catalog."""
    return shelf.home() / INCOMING / "downloads" / name


def size_of(folder: Path) -> int:
    """Bytes on the disk; 0 where there is nothing."""
    return sum(path.stat().st_size for path in _files(folder))


def verify(name: str, progress: Progress | None = None) -> list[str]:
    """Files of an installed model that are missing or changed. Raises ModelError, Cancelled."""
    progress = progress or silent()
    folder = installed(name)
    try:
        manifest = typed_json.read(folder / MANIFEST, dict[str, _Fact])
        if not all(is_plain_name(name) for file in manifest for name in file.split("/")):
            raise ValueError("files outside the model's folder")
        wrong = []
        for k, (file, fact) in enumerate(manifest.items()):
            progress.at(k, len(manifest))
            path = folder / file
            if not path.is_file() or path.stat().st_size != fact.size or _fact(path) != fact:
                wrong.append(file)
        return wrong
    except (OSError, ValueError) as error:
        raise ModelError(f"What is known of “{name}” cannot be read.", "Install it again.", repr(error)) from error


def remove(name: str) -> int:
    """Remove an installed model, or what there is of its download. Returns the bytes freed. Raises ModelError."""
    home = shelf.home()
    folder = _listed(home / INCOMING / "downloads", name) or installed(name)
    freed = size_of(folder)
    # First out of sight, so that a model is never half there.
    gone = home / INCOMING / uuid.uuid4().hex
    try:
        gone.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(inside(home, gone))
        remove_inside(home, gone)
    except OSError as error:
        raise ModelError.unwritten(f"“{name}” cannot be removed.", error) from error
    return freed


def move(target: Path, progress: Progress | None = None) -> int:
    """Move all installed models to another folder, and keep new ones there. Returns the bytes moved.

    The old ones go only when the new ones are whole. Raises ModelError, DiskFull, Cancelled.
    """
    progress = progress or silent()
    source, target = shelf.home(), target.absolute()
    places = [source / name for name in (*KINDS.values(), INCOMING) if (source / name).is_dir()]
    if target == source or any(place in (target, *target.parents) for place in places):
        raise ModelError(f"The models are in “{source}”; they cannot be moved to “{target}”.", "Choose another folder.")
    if any((target / name).exists() for name in (*KINDS.values(), INCOMING)):
        raise ModelError(f"“{target}” holds models already.", "Choose an empty folder.")
    files = [path for place in places for path in _files(place)]
    total = sum(path.stat().st_size for path in files)
    made = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
        if total > shutil.disk_usage(target).free:
            raise DiskFull(f"There is too little room in “{target}” for {total / 1e6:.0f} MB.", "Choose another disk.")
        copied = 0
        for path in files:
            progress.at(copied, total)
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
            copied += copy.stat().st_size
        shelf.USER_DATA.mkdir(parents=True, exist_ok=True)
        typed_json.write(shelf.USER_DATA / "shelf.json", {"home": to_text(str(target))})
    except OSError as error:
        _discard(target, made)
        raise unwritten(f"The models cannot be moved to “{target}”.", error) from error
    except BaseException:
        _discard(target, made)
        raise
    for place in places:
        remove_inside(source, place)
    return total


def _discard(target: Path, made: bool) -> None:
    """What was copied there until something went wrong. made: the folder was not there before."""
    with suppress(OSError):
        for place in (*KINDS.values(), INCOMING):
            if (target / place).exists():
                remove_inside(target, target / place)
        if made:
            target.rmdir()


def _listed(folder: Path, name: str) -> Path | None:
    """The folder of this very name in a folder. A name is no path: nothing else is looked at, and no link followed."""
    children, home = folder.iterdir() if folder.is_dir() else (), shelf.home().resolve()
    found = (child for child in children if child.name == name and child.is_dir())
    return next((child for child in found if child.resolve().is_relative_to(home)), None)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _fact(path: Path) -> _Fact:
    with open_file(path) as content:
        return _Fact(path.stat().st_size, hashlib.file_digest(content, "sha256").hexdigest())
