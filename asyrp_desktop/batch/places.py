"""Where photos come from and go to: paths of this machine, or addresses that fsspec knows, such as s3://bucket/photos."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import Field

from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.files import open_file, read_file
from asyrp_desktop.core.path_text import shown
from asyrp_desktop.photo.image_file import MOST_FILE

_ADDRESS = re.compile(r"[a-z][a-z0-9+]+://")
# As JSON and databases have it: no system takes a name with a zero in it.
PlaceText = Annotated[str, Field(pattern=r"^[^\x00]*$")]


def is_address(place: str) -> bool:
    return bool(_ADDRESS.match(place))


def absolute(place: str) -> str:
    """The same from whatever folder it is looked at, and without "..", so that no file has two names.

    Raises BatchError where it is an address that cannot be written down.
    """
    if not is_address(place):
        return os.path.normpath(Path(place).absolute())
    if shown(place) != place:
        raise BatchError(f"“{shown(place)}” is no address: it is not written in UTF-8.", "Give a path instead.")
    return place


def file_system(address: str) -> tuple[Any, str]:
    """fsspec's file system, and the path on it. Raises BatchError where there is none for the address."""
    import fsspec

    try:
        return fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise BatchError(f"“{address}” cannot be reached: {error}.", "Install what fsspec needs for it.") from error


def read(place: str) -> bytes:
    """Raises OSError, also where it is no regular file of this machine, or a larger one than any photo; BatchError."""
    if is_address(place):
        from fsspec.implementations.local import LocalFileSystem

        files, path = file_system(place)
        if not isinstance(files, LocalFileSystem):
            return files.cat_file(path)
        place = path
    return read_file(Path(place), MOST_FILE)


def digest(place: str) -> str:
    """SHA-256 of a file; "" where there is none, or none that can be read."""
    try:
        if is_address(place):
            return hashlib.sha256(read(place)).hexdigest()
        with open_file(Path(place)) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def is_folder(place: str) -> bool:
    """Of this machine. What cannot be looked at is none."""
    try:
        return Path(place).is_dir()
    except OSError:
        return False


def exists(place: str) -> bool:
    if is_address(place):
        files, path = file_system(place)
        return files.exists(path)
    return os.path.lexists(place)


def changed_at(place: str) -> datetime.datetime:
    """When the file was last changed; the epoch where that cannot be told."""
    try:
        if is_address(place):
            files, path = file_system(place)
            return files.modified(path).replace(tzinfo=None)
        return datetime.datetime.fromtimestamp(Path(place).stat().st_mtime)
    # File systems hold years that the calendar here does not.
    except (OSError, NotImplementedError, ValueError, OverflowError):
        return datetime.datetime.fromtimestamp(0)


def join(folder: str, name: PurePosixPath) -> str:
    return f"{folder.rstrip('/')}/{name}" if is_address(folder) else str(Path(folder, name))


def publish(staged: Path, folder: str, output: str) -> None:
    """Move a finished file to its place in the output folder, at once. Raises OSError, BatchError."""
    if is_address(output):
        files, path = file_system(output)
        files.makedirs(path.rpartition("/")[0], exist_ok=True)
        files.put_file(str(staged), path)
        staged.unlink()
        return
    target = Path(output)
    _make_folders(target.parent)
    if not target.parent.resolve().is_relative_to(Path(folder).resolve()):
        raise BatchError(f"“{output}” lies outside the output folder: a link leads there.", "Remove the link.")
    staged.replace(target)
    _settle(target.parent)


def _make_folders(folder: Path) -> None:
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir(exist_ok=True)
        _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Let the names in a folder outlive a power cut, as far as the system has a way to ask for it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
