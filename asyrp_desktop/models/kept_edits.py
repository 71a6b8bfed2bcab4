"""The edits that the program keeps by itself: one of each photo and the one before it, in the user's folder."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from asyrp_desktop.core.edit_file import SUFFIX, EditFile, read_edit, write_edit
from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.files import read_file, remove_inside, replacing
from asyrp_desktop.core.typed_json import MOST_BYTES
from asyrp_desktop.core.values import Edit
from asyrp_desktop.engine.direction_file import fingerprint, read_head

from . import shelf

_log = logging.getLogger(__name__)

MOST = 200  # the oldest beyond are forgotten


class Recent(NamedTuple):
    """A kept edit. thumbnail: a PNG of what it looks like; may be missing."""

    path: Path
    thumbnail: Path
    kept: EditFile


def folder() -> Path:
    return shelf.USER_DATA / "edits"


def place(digest: str) -> Path:
    """Where the edit of a photo is kept. digest: SHA-256 of its file; of anything else, which a file of somebody else's
    may say, the name is made.
    """
    name = digest if re.fullmatch("[0-9a-f]{1,128}", digest) else hashlib.sha256(digest.encode()).hexdigest()
    return folder() / f"{name[:32]}{SUFFIX}"


def described(photo: Path, digest: str, model: str, edit: Edit) -> EditFile:
    """An edit with all that tells later whether it would still look the same. Raises DirectionError."""
    known = shelf.directions(model)
    used = sorted({name for one in edit.strengths for name in one if name in known})
    bases = [read_head(known[name][1]).base_fingerprint for name in used]
    marks = {name: fingerprint(known[name][1]) for name in used}
    return EditFile(photo.absolute(), digest, model, bases[0] if bases else "", marks, edit)


def keep(file: EditFile, thumbnail: bytes) -> None:
    """thumbnail: a PNG. Raises OSError."""
    path = place(file.digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_edit(path, file)
    keep_thumbnail(file.digest, thumbnail)
    for old in _newest_first()[MOST:]:
        _remove(old)


def keep_thumbnail(digest: str, thumbnail: bytes) -> None:
    """Of an edit that is kept. Raises OSError."""
    with replacing(_thumbnail(place(digest))) as part:
        part.write_bytes(thumbnail)


def set_aside(begun: EditFile) -> None:
    """A photo is begun anew: if another edit was kept of it, that one can still be opened."""
    path, earlier = place(begun.digest), of_photo(begun.digest)
    if path.is_file() and (earlier is None or (earlier.edit, earlier.model) != (begun.edit, begun.model)):
        _rename(path, _before(path))


def forget(digest: str) -> None:
    """The photo is as it was: nothing is left to keep but what was set aside."""
    path = place(digest)
    _remove(path)
    if _before(path).is_file():
        _rename(_before(path), path)


def of_photo(digest: str) -> EditFile | None:
    """What is kept of a photo."""
    path = place(digest)
    return _read(path) if path.is_file() else None


def recent(most: int) -> list[Recent]:
    """The newest first. Damaged ones are logged and left out."""
    sides = cache(shelf.sides)
    read = ((path, _read(path, sides)) for path in _newest_first())
    return list(islice((Recent(path, _thumbnail(path), kept) for path, kept in read if kept is not None), most))


def mark_open(digest: str) -> None:
    """Remember that this photo's edit is under way. Raises OSError."""
    _mark([*(known for known in _marked() if known != digest), digest])


def mark_closed(digest: str) -> None:
    """It was left in good order. Raises OSError."""
    _mark([known for known in _marked() if known != digest])


def mark_all_closed() -> None:
    """The program ends well. Raises OSError."""
    _mark([])


def left_open() -> list[EditFile]:
    """The edits that were under way when the program ended without being closed, the last one first."""
    return [edit for digest in reversed(_marked()) if (edit := of_photo(digest)) is not None]


def read(path: Path, sides: Callable[[str], Mapping[str, shelf.Side]] = shelf.sides) -> EditFile:
    """An edit file, with the directions under their own names. sides: see `shelf.sides`. Raises EditFileError."""
    file = read_edit(path)
    known = sides(file.model)
    each = (shelf.own_names(one, known) for one in file.edit.strengths)
    strengths = tuple({name: strength for name, strength in one.items() if strength} for one in each)
    # An opposite that has a mark was a direction by itself then, and what it does now is not what it did.
    told = sorted(file.directions.items(), key=lambda item: item[0] in known and known[item[0]].direction != item[0])
    marks = {known[name].direction if name in known else name: mark for name, mark in told}
    return replace(file, directions=marks, edit=replace(file.edit, strengths=strengths))


def _read(path: Path, sides: Callable[[str], Mapping[str, shelf.Side]] = shelf.sides) -> EditFile | None:
    try:
        return read(path, sides)
    except AsyrpError as error:
        _log.warning("%s (%s)", error, error.details)
        return None


def _marked() -> list[str]:
    try:
        return read_file(_mark_file(), MOST_BYTES).decode().split()
    except (OSError, UnicodeDecodeError):
        return []


def _mark(digests: list[str]) -> None:
    if digests == _marked():
        return  # the same photo goes on
    if not digests:
        remove_inside(shelf.USER_DATA, _mark_file(), missing_ok=True)
        return
    _mark_file().parent.mkdir(parents=True, exist_ok=True)
    with replacing(_mark_file()) as part:
        part.write_text("\n".join(digests), encoding="utf-8")


def _mark_file() -> Path:
    return folder() / "under-way"


def _before(path: Path) -> Path:
    return path.with_stem(f"{path.stem}-before")


def _thumbnail(path: Path) -> Path:
    return path.with_suffix(".png")


def _newest_first() -> list[Path]:
    return sorted(folder().glob(f"*{SUFFIX}"), key=_when, reverse=True)


def _when(path: Path) -> float:
    """Seconds since 1970; 0 where it was forgotten since it was seen."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _rename(path: Path, to: Path) -> None:
    _remove(to)
    path.replace(to)
    if _thumbnail(path).is_file():
        _thumbnail(path).replace(_thumbnail(to))


def _remove(path: Path) -> None:
    for file in (path, _thumbnail(path)):
        remove_inside(shelf.USER_DATA, file, missing_ok=True)
