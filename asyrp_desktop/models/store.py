"""Installed models on the disk: put there whole or not at all, checked, removed, moved. No torch."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from asyrp_desktop.core.errors import DiskFull, ModelError
from asyrp_desktop.core.files import replacing
from asyrp_desktop.core.paths import BUILT_IN_MODELS
from asyrp_desktop.core.progress import Progress, silent

from . import shelf

KINDS = {"base": "models", "critic": "critics"}
MANIFEST = "files.json"
LONGEST_NAME = 60


def installed(name: str) -> Path:
    """The folder of an installed model. Raises ModelError where there is none, or where it is a built-in one."""
    for place in KINDS.values():
        folder = shelf.home() / place / name
        if (folder / MANIFEST).is_file():
            return folder
    raise ModelError(f"No model “{name}” is installed that could be changed.", "See: asyrp-desktop models list.")


def check_new_name(name: str) -> None:
    """Raises ModelError where a model cannot be called so."""
    if not name or len(name) > LONGEST_NAME or not all(c.isalnum() or c in "-_. " for c in name) or name[0] in "-. ":
        raise ModelError(f"A model cannot be called “{name}”.", "Use letters, digits, “-”, “_” and “.”.")
    if name in shelf.model_names() or (shelf.home() / KINDS["critic"] / name).exists():
        raise ModelError(f"There is a model “{name}” already.", "Choose another name, or remove that one first.")


@contextmanager
def installing(kind: str, name: str) -> Iterator[Path]:
    """A folder to write a model into; it is on the shelf when the block ends well, else it is removed."""
    check_new_name(name)
    staging = shelf.home() / "incoming" / uuid.uuid4().hex
    staging.mkdir(parents=True)
    try:
        yield staging
        manifest = {str(path.relative_to(staging).as_posix()): _fact(path) for path in _files(staging)}
        (staging / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        target = shelf.home() / KINDS[kind] / name
        target.parent.mkdir(parents=True, exist_ok=True)
        staging.rename(target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


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
            card = json.loads(path.read_text(encoding="utf-8"))
        _write_json(path, {**card, **facts})
        if manifest.is_file():
            _write_json(manifest, {**json.loads(manifest.read_text(encoding="utf-8")), path.name: _fact(path)})
    except (ValueError, TypeError) as error:
        raise ModelError(
            f"The card of “{folder.name}” is damaged.", "Mend or remove that file.", repr(error)
        ) from error
    except OSError as error:
        raise ModelError.unwritten(f"The card of “{folder.name}” cannot be changed.", error) from error


def download_folder(name: str) -> Path:
    """Where a download is kept until it is whole."""
    return shelf.home() / "incoming" / "downloads" / name


def size_of(folder: Path) -> int:
    """Bytes on the disk; 0 where there is nothing."""
    return sum(path.stat().st_size for path in _files(folder))


def verify(name: str, progress: Progress | None = None) -> list[str]:
    """Files of an installed model that are missing or changed. Raises ModelError, Cancelled."""
    progress = progress or silent()
    folder = installed(name)
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        wrong = []
        for k, (file, fact) in enumerate(manifest.items()):
            progress.at(k, len(manifest))
            path = folder / file
            if not path.is_file() or path.stat().st_size != fact["size"] or _fact(path) != fact:
                wrong.append(file)
        return wrong
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"What is known of “{name}” cannot be read.", "Install it again.", repr(error)) from error


def remove(name: str) -> int:
    """Remove an installed model, or what there is of its download. Returns the bytes freed. Raises ModelError."""
    part = download_folder(name)
    folder = part if part.is_dir() else installed(name)
    freed = size_of(folder)
    # First out of sight, so that a model is never half there.
    gone = shelf.home() / "incoming" / uuid.uuid4().hex
    gone.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(gone)
    shutil.rmtree(gone)
    return freed


def move(target: Path, progress: Progress | None = None) -> int:
    """Move all installed models to another folder, and keep new ones there. Returns the bytes moved.

    The old ones go only when the new ones are whole. Raises ModelError, DiskFull, Cancelled.
    """
    progress = progress or silent()
    source, target = shelf.home(), target.absolute()
    places = [source / name for name in (*KINDS.values(), "incoming") if (source / name).is_dir()]
    if target == source or any(place in (target, *target.parents) for place in places):
        raise ModelError(f"The models are in “{source}”; they cannot be moved to “{target}”.", "Choose another folder.")
    if any((target / name).exists() for name in (*KINDS.values(), "incoming")):
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
        with replacing(shelf.USER_DATA / "shelf.json") as part:
            part.write_text(json.dumps({"home": str(target)}), encoding="utf-8")
    except OSError as error:
        _discard(target, made)
        raise ModelError.unwritten(f"The models cannot be moved to “{target}”.", error) from error
    except BaseException:
        _discard(target, made)
        raise
    for place in places:
        shutil.rmtree(place)
    return total


def _write_json(path: Path, values: Mapping[str, Any]) -> None:
    with replacing(path) as part:
        part.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")


def _discard(target: Path, made: bool) -> None:
    for place in (*KINDS.values(), "incoming"):
        shutil.rmtree(target / place, ignore_errors=True)
    if made:
        shutil.rmtree(target, ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _fact(path: Path) -> dict[str, object]:
    with path.open("rb") as content:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(content, "sha256").hexdigest()}
