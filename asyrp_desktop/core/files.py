"""Files: written whole or not at all, read only where they are files, removed only in the program's own folders."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from .errors import OutsideFolder


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Write to the path this yields; it takes the place of `path` when the block ends well, else it is removed."""
    suffix = path.suffix if len(path.suffix) < 20 else ""  # a name may be nothing but its suffix
    part = path.parent / f".{secrets.token_hex(8)}.part{suffix}"
    # The system takes the umask off the mode; asking for the umask would change it for all threads.
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def open_file(path: Path) -> BufferedReader:
    """For reading. Raises OSError, also for what is no regular file: a pipe is waited for, a device never ends."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "Is a directory", str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_file(path: Path, most: int) -> bytes:
    """most: bytes. Raises OSError, also where there are more, or where it is no regular file."""
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        # As much memory is taken first as is asked for, so not for the most that there may be.
        data = file.read(min(size, most) + 1)
        if len(data) > size:
            data += file.read(most + 1 - len(data))  # it grows, or has a size of its own
    if len(data) > most:
        raise OSError(errno.EFBIG, f"More than {most} bytes", str(path))
    return data


def is_same_file(first: Path, second: Path) -> bool:
    """Whether two paths lead to one file, by whatever name; before they are written, whether they would, also where
    capitals and accents are not told apart. Raises OSError.
    """
    if first.exists() and second.exists():
        return first.samefile(second)
    return not first.exists() and not second.exists() and _folded(first) == _folded(second)


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", str(path.resolve())).casefold()


def remove_inside(folder: Path, path: Path, missing_ok: bool = False) -> None:
    """Remove a file, or a folder with all that is in it. Of a link the link goes, never what it leads to.

    missing_ok: it may be gone already. Raises OutsideFolder where `path` does not lie inside `folder` once links are
    resolved, OSError.
    """
    place = inside(folder, path)
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)  # noqa: TID251
    else:
        place.unlink(missing_ok=missing_ok)


def inside(folder: Path, path: Path) -> Path:
    """The path, with the links on the way to it resolved, but for itself. Raises OutsideFolder."""
    parent = path.parent.resolve()
    if path.name in ("", "..") or not parent.is_relative_to(folder.resolve()):
        raise OutsideFolder(f"“{path}” is not inside “{folder}”.", "It was left as it is.")
    return parent / path.name
