"""The folder of a batch's own: its manifest, thumbnails, and what is not finished."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from asyrp_desktop.models import shelf

from . import places

NAME = ".asyrp-batch"


def work_folder(output: str) -> Path:
    """Where manifest, thumbnails and unfinished files are: in the output folder, or here for one at an address."""
    if places.is_address(output):
        return shelf.USER_DATA / "batches" / hashlib.sha256(output.encode()).hexdigest()[:16]
    return Path(output) / NAME


def manifest_file(output: str) -> Path:
    return work_folder(output) / "manifest.sqlite"


def staged_file(folder: Path, id: int, suffix: str) -> Path:
    """Where a photo's output is kept until it takes its place; told apart from what other processes write."""
    return folder / "staging" / f"{id}-{os.getpid()}{suffix}"


def thumbnails(folder: Path, id: int) -> Path:
    """Where a photo's before and after, side by side, are kept."""
    return folder / "thumbnails" / f"{id}.jpg"
