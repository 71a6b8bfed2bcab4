"""The folder of a batch's own: its manifest, thumbnails, and what is not finished."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.models import shelf

from . import places

NAME = ".asyrp-batch"
FOLDERS = ("staging", "thumbnails")
_MANIFEST = "manifest.sqlite"


def work_folder(output: str) -> Path:
    """Where manifest, thumbnails and unfinished files are: in the output folder, or here for one at an address."""
    if places.is_address(output):
        return shelf.USER_DATA / "batches" / hashlib.sha256(output.encode()).hexdigest()[:16]
    return Path(output) / NAME


def manifest_file(output: str) -> Path:
    return work_folder(output) / _MANIFEST


def check_own(folder: Path) -> None:
    """Before anything is opened or written there. Raises BatchError where a link would lead out of the batch's own
    folder, or where SQLite would wait at a pipe.
    """
    folders = [folder, *(folder / name for name in FOLDERS)]
    files = [folder / f"{_MANIFEST}{suffix}" for suffix in ("", "-journal", "-shm", "-wal")]
    for place in folders + files:
        try:
            mode = place.lstat().st_mode
        except OSError:
            continue  # nothing there yet; or whoever opens it tells
        if not (stat.S_ISREG(mode) if place in files else stat.S_ISDIR(mode)):
            raise BatchError(f"“{place}” is not what a batch has put there.", "Remove it, or choose another folder.")


def staged_file(folder: Path, id: int, suffix: str) -> Path:
    """Where a photo's output is kept until it takes its place; told apart from what other processes write."""
    return folder / "staging" / f"{id}-{os.getpid()}{suffix}"


def thumbnails(folder: Path, id: int) -> Path:
    """Where a photo's before and after, side by side, are kept."""
    return folder / "thumbnails" / f"{id}.jpg"
