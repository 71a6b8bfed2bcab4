"""From folders, files and patterns to photos, each with the folder that it has in the output's tree."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.path_text import shown
from asyrp_desktop.photo.photo import FORMATS

from .naming import safe_folder
from .places import file_system, is_address, is_folder

# What cameras and phones also write. Of a raw file, Pillow would read the small preview within it.
UNREAD = {".arw", ".cr2", ".cr3", ".dng", ".gif", ".jxl", ".nef", ".orf", ".raf", ".rw2"}


class FoundPhoto(NamedTuple):
    """A file that is to be edited."""

    source: str  # absolute path or address
    folder: PurePosixPath  # where it lies below its input


def find(inputs: Sequence[str], recursive: bool) -> list[FoundPhoto]:
    """Each photo once, in the order of the inputs, sorted within each. Raises BatchError where one names nothing.

    inputs: absolute. In folders and patterns files without a picture's suffix and hidden ones are passed over, and so
    are links to folders; a file named by itself is taken whatever it is called, one that has vanished included.
    """
    folders = [place for place in inputs if not is_address(place) and is_folder(place)]
    found: dict[str, FoundPhoto] = {}
    for place in inputs:
        # Several folders would otherwise be thrown together.
        apart = len(folders) > 1 and place in folders
        below = PurePosixPath(safe_folder(Path(place).name)) if apart else PurePosixPath()
        photos = list(_in_place(place, recursive, below))
        if not photos and place not in folders:
            raise BatchError(f"“{place}” names no photo.", "Give folders, files or patterns such as 'day*/*.jpg'.")
        for photo in photos:
            found.setdefault(photo.source, photo)
    if not found:
        hint = "" if recursive else " Its subfolders are looked into with --recursive."
        raise BatchError("There are no photos to edit.", f"Give a folder that holds some.{hint}")
    return list(found.values())


def _in_place(place: str, recursive: bool, below: PurePosixPath) -> Iterator[FoundPhoto]:
    if is_address(place):
        yield from _at_address(place, recursive)
    elif is_folder(place):
        yield from _in_folder(Path(place), recursive, below)
    elif os.path.lexists(place) or (_is_photo(Path(place)) and not glob.has_magic(place)):
        yield FoundPhoto(place, below)
    else:
        # The part before the first special character stays out of the output's tree.
        pattern = Path(place)
        root = Path(*_plain_parts(pattern))
        try:
            matching = sorted(root.glob(str(pattern.relative_to(root))))
        except (OSError, ValueError):
            return  # no pattern, such as "a**b", or of a folder that cannot be looked at
        for path in matching:
            if path.is_dir():
                if recursive:
                    yield from _in_folder(path, True, _below(path, root))
            elif _is_photo(path):
                yield FoundPhoto(str(path), _below(path.parent, root))


def _in_folder(folder: Path, recursive: bool, below: PurePosixPath) -> Iterator[FoundPhoto]:
    def refuse(error: OSError) -> None:
        raise BatchError(f"“{error.filename}” cannot be read: {error.strerror}.", "Leave it out, or let it be read.")

    for parent, folders, files in os.walk(folder, onerror=refuse):
        # In place: it tells the walk where to go.
        folders[:] = sorted(name for name in folders if recursive and not name.startswith("."))
        for name in sorted(files):
            if _is_photo(Path(name)):
                yield FoundPhoto(str(Path(parent, name)), below / _below(Path(parent), folder))


def _at_address(address: str, recursive: bool) -> Iterator[FoundPhoto]:
    files, path = file_system(address)
    if any(mark in path for mark in "*?["):
        names = files.glob(path)
        root = path[: min(path.index(mark) for mark in "*?[" if mark in path)].rpartition("/")[0]
    elif files.isdir(path):
        names = files.find(path, maxdepth=None if recursive else 1)
        root = path
    else:
        names, root = [path], path.rpartition("/")[0]
    for name in sorted(names):
        below = PurePosixPath(name).parent.as_posix().removeprefix(root.rstrip("/")).strip("/")
        if _is_photo(Path(name)):
            # Only names on this machine can be no Unicode, and an address cannot hold them.
            source = files.unstrip_protocol(name) if shown(name) == name else name
            yield FoundPhoto(source, _safe_tree(PurePosixPath(below)))


def _is_photo(path: Path) -> bool:
    return path.suffix.lower() in {*FORMATS, *UNREAD} and not path.name.startswith(".")


def _plain_parts(path: Path) -> tuple[str, ...]:
    plain = next((k for k, part in enumerate(path.parts) if glob.has_magic(part)), len(path.parts) - 1)
    return path.parts[:plain]


def _below(path: Path, root: Path) -> PurePosixPath:
    return _safe_tree(PurePosixPath(path.relative_to(root).as_posix()))


def _safe_tree(folder: PurePosixPath) -> PurePosixPath:
    return PurePosixPath(*(safe_folder(part) for part in folder.parts))
