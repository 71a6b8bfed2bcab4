"""The disk that inverted photos take, which a training keeps until it is finished or forgotten. No torch."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from asyrp_desktop.core.errors import OutsideFolder
from asyrp_desktop.core.files import remove_inside

from . import shelf

MOST_BYTES = 20 * 2**30  # that all of them may take; the largest preset takes 16 GB at 256 pixels
MOST_AGE = 30 * 24 * 3600  # seconds since the training was last at work
_MARK = "x_T.npy"  # in the folder of every set
_log = logging.getLogger(__name__)


def folder() -> Path:
    return shelf.USER_CACHE / "trajectories"


def nbytes() -> int:
    """Of all that are kept."""
    return sum(_size(place) for place in _sets())


def tidy(at_work: Path | None = None) -> None:
    """Remove those that are old, and the oldest of more than may be; and what versions kept that knew no trainings.

    at_work: the folder of a training that is under way; of its sets, all stay.
    """
    left = MOST_BYTES
    newest_first = sorted(_sets(), key=lambda place: (at_work in place.parents, _used(place)), reverse=True)
    for place in newest_first:
        stays = at_work in place.parents
        if not stays and (place.parent == folder() or time.time() - _used(place) > MOST_AGE):
            _remove(place)
            continue
        left -= _size(place)
        if not stays and left < 0:
            _remove(place)


def keep_only(place: Path) -> None:
    """Of a training's sets, the one in this folder: its photos or its steps were others before."""
    for other in _sets():
        if other.parent == place.parent and other != place:
            _remove(other)


def _sets() -> list[Path]:
    """Folders."""
    return [mark.parent for mark in folder().rglob(_MARK)]


def _size(place: Path) -> int:
    return sum(_stat(file)[0] for file in place.glob("*"))


def _used(place: Path) -> float:
    return _stat(place)[1]


def _stat(path: Path) -> tuple[int, float]:
    """Bytes, and when it was changed; 0 where it is gone by now."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0.0
    return found.st_size, found.st_mtime


def _remove(place: Path) -> None:
    try:
        remove_inside(shelf.USER_CACHE, place)
    # Some systems keep what another process uses: it goes another time.
    except (OSError, OutsideFolder):
        _log.warning("“%s” cannot be removed", place, exc_info=True)
