"""From folders, files and patterns to photos, each with the folder that it has in the output's tree."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.path_text import shown
from asyrp_desktop.photo.photo import FORMATS
from asyrp_desktop.photo.raw_file import SUFFIXES as RAW

from .naming import safe_folder
from .places import file_system, is_address, is_folder

# What cameras and phones also write. Of a raw file, Pillow would read the small preview within it.
UNREAD = {".gif", ".jxl", *RAW}
UNREAD_FOLDER = "the folder cannot be read"

# What systems and storage devices keep for themselves: Synology's and QNAP's thumbnails, bins, archives' leftovers.
SYSTEM = {"@eadir", "@recycle", "@recently-snapshot", "#recycle", "#snapshot", "$recycle.bin", "recycler"}
SYSTEM |= {"system volume information", "lost+found", "__macosx"}


class FoundPhoto(NamedTuple):
    """A file that is to be edited; or what is not, and why."""

    source: str  # absolute path or address
    folder: PurePosixPath  # where it lies below its input
    left_out: str = ""


def find(
    inputs: Sequence[str],
    recursive: bool,
    exclude: Sequence[str] = (),
    exclude_from: str = "",
    notices: list[str] | None = None,
) -> list[FoundPhoto]:
    """Each photo once, in the order of the inputs, sorted within each. Raises BatchError where one names nothing.

    inputs: absolute. exclude: patterns of names, or of paths below an input or below exclude_from, "" for the
    working folder. notices: to be told of patterns that leave nothing out. In folders and patterns files without a
    picture's suffix, hidden ones and folders in SYSTEM are passed over, and so are links to folders; a file named by
    itself is taken whatever it is called, one that has vanished included. Folders that cannot be read and links that
    lead nowhere are left out.
    """
    folders = [place for place in inputs if not is_address(place) and is_folder(place)]
    found: dict[str, FoundPhoto] = {}
    search = _Search(recursive, exclude, exclude_from)
    for place in inputs:
        # Several folders would otherwise be thrown together.
        apart = len(folders) > 1 and place in folders
        below = PurePosixPath(safe_folder(Path(place).name)) if apart else PurePosixPath()
        photos = list(search.in_place(place, below))
        if not photos and place not in folders:
            raise BatchError(f"“{place}” names no photo.", "Give folders, files or patterns such as 'day*/*.jpg'.")
        for photo in photos:
            if photo is not None:
                found.setdefault(photo.source, photo)
    if notices is not None:
        for pattern in exclude:
            if pattern not in search.used:
                notices.append(f"The pattern “{pattern}” leaves nothing out.")
    unread = next((photo for photo in found.values() if photo.left_out), None)
    if all(photo.left_out for photo in found.values()):
        why = f" “{unread.source}”: {unread.left_out}." if unread else ""
        files = all(os.path.lexists(place) and place not in folders for place in inputs)
        hint = "" if recursive or files else " Its subfolders are looked into with --recursive."
        raise BatchError("There are no photos to edit.", f"Give a folder that holds some.{hint}{why}")
    return list(found.values())


class _Listed(NamedTuple):
    """Names of what is in a folder, sorted; no links to folders, which may lead in circles."""

    folders: list[str]
    files: list[str]


class _Search:
    """Its methods yield None for what is excluded."""

    def __init__(self, recursive: bool, exclude: Sequence[str], exclude_from: str) -> None:
        self._recursive = recursive
        base = glob.escape(exclude_from or str(Path.cwd()))
        self._exclude = {
            pattern: (_tidy(pattern), _tidy(os.path.join(base, pattern)))  # noqa: PTH118
            for pattern in exclude
        }
        self.used: set[str] = set()  # patterns that left something out
        self._unread: list[FoundPhoto] = []
        self._lists: dict[Path, _Listed] = {}

    def in_place(self, place: str, below: PurePosixPath) -> Iterator[FoundPhoto | None]:
        if is_address(place):
            yield from self._at_address(place)
        elif is_folder(place):
            yield from self._in_folder(Path(place), Path(place), below)
        elif os.path.lexists(place) or (_is_photo(Path(place)) and not glob.has_magic(place)):
            yield self._photo(Path(place), Path(place).parent, below, named=True)
        else:
            # The part before the first special character stays out of the output's tree.
            pattern = Path(place)
            root = Path(*_plain_parts(pattern))
            for path in sorted(self._matching(root, pattern.relative_to(root).parts)):
                if is_folder(str(path)):
                    if self._recursive:
                        yield from self._in_folder(path, root, below)
                elif _is_photo(path):
                    yield self._photo(path, root, below)
        yield from self._unread
        self._unread = []

    def _in_folder(self, folder: Path, root: Path, below: PurePosixPath) -> Iterator[FoundPhoto | None]:
        for path in self._folders(folder, root) if self._recursive else [folder]:
            for name in self._listed(path).files:
                if _is_photo(Path(name)):
                    yield self._photo(path / name, root, below)

    def _matching(self, root: Path, pattern: Sequence[str]) -> Iterable[Path]:
        found = [root]
        for part in pattern:
            if part == "**":
                found = [below for folder in found for below in self._folders(folder, root)]
            elif glob.has_magic(part):
                found = [
                    folder / name
                    for folder in found
                    if is_folder(str(folder))
                    for name in chain(*self._listed(folder))
                    if fnmatch(name, part) and (part.startswith(".") or self._may_enter(folder / name, root))
                ]
            else:
                found = [folder / part for folder in found if os.path.lexists(folder / part)]
            found = list(dict.fromkeys(found))
        return found

    def _folders(self, folder: Path, root: Path) -> Iterator[Path]:
        """Itself and all below it, each before what is in it."""
        waiting = [folder]
        while waiting:
            yield (path := waiting.pop())
            below = [path / name for name in self._listed(path).folders]
            waiting += [one for one in reversed(below) if self._may_enter(one, root)]

    def _listed(self, folder: Path) -> _Listed:
        """One that cannot be read is remembered."""
        if folder not in self._lists:
            try:
                with os.scandir(folder) as entries:
                    found = sorted((entry.name, _leads_to_a_folder(entry), entry.is_symlink()) for entry in entries)
            except OSError as error:
                why = f"{UNREAD_FOLDER}: {error.strerror or error}"
                self._unread.append(FoundPhoto(str(folder), PurePosixPath(), why))
                found = []
            folders = [name for name, leads, is_link in found if leads and not is_link]
            listed = _Listed(folders, [name for name, leads, _ in found if not leads])
            self._lists = {folder: listed}  # the last only: whoever goes down the tree asks twice in a row
        return self._lists[folder]

    def _at_address(self, address: str) -> Iterator[FoundPhoto | None]:
        files, path = file_system(address)
        if any(mark in path for mark in "*?["):
            names = files.glob(path)
            root = path[: min(path.index(mark) for mark in "*?[" if mark in path)].rpartition("/")[0]
        elif files.isdir(path):
            names = files.find(path, maxdepth=None if self._recursive else 1)
            root = path
        else:
            names, root = [path], path.rpartition("/")[0]
        for name in sorted(names):
            below = PurePosixPath(name.removeprefix(root.rstrip("/")).strip("/"))
            if not _is_photo(Path(name)) or any(map(_is_passed_over, below.parent.parts)):
                continue
            # Only names on this machine can be no Unicode, and an address cannot hold them.
            source = files.unstrip_protocol(name) if shown(name) == name else name
            yield None if names != [path] and self._is_excluded(below) else FoundPhoto(source, _safe_tree(below.parent))

    def _photo(self, path: Path, root: Path, below: PurePosixPath, named: bool = False) -> FoundPhoto | None:
        within = PurePosixPath(path.relative_to(root).as_posix())
        if not named and self._is_excluded(within, root):
            return None
        # Path's raise where a folder may not be entered.
        dead = os.path.islink(path) and not os.path.exists(path)  # noqa: PTH110, PTH114
        why = "the link leads nowhere" if dead else ""
        return FoundPhoto(str(path), below / _safe_tree(within.parent), why)

    def _may_enter(self, path: Path, root: Path) -> bool:
        within = PurePosixPath(path.relative_to(root).as_posix())
        return not _is_passed_over(path.name) and not self._is_excluded(within, root)

    def _is_excluded(self, within: PurePosixPath, root: Path | None = None) -> bool:
        """Itself, or a folder that it is in. within: an input, whose folder on this machine is root."""
        places = (within, *list(within.parents)[:-1])
        texts = {text for place in places for text in (place.name, str(place))}
        texts |= {(root / place).as_posix() for place in places} if root else set()
        found = {
            pattern
            for pattern, forms in self._exclude.items()
            if any(fnmatch(text, form) for form in forms for text in texts)
        }
        self.used |= found
        return bool(found)


def _tidy(pattern: str) -> str:
    """Without “./”, “..” and a slash at the end."""
    return Path(os.path.normpath(pattern)).as_posix()


def _leads_to_a_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link to itself, say


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.casefold() in SYSTEM


def _is_photo(path: Path) -> bool:
    return path.suffix.lower() in {*FORMATS, *UNREAD} and not path.name.startswith(".")


def _plain_parts(path: Path) -> tuple[str, ...]:
    plain = next((k for k, part in enumerate(path.parts) if glob.has_magic(part)), len(path.parts) - 1)
    return path.parts[:plain]


def _safe_tree(folder: PurePosixPath) -> PurePosixPath:
    return PurePosixPath(*(safe_folder(part) for part in folder.parts))
