"""`asyrp-desktop --self-test`: whether this very program, as it is installed, can do all that it is for.

Touches nothing of the user's, and needs no network.
"""

from __future__ import annotations

import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from asyrp_desktop.cli.terminal import DONE, FAILED

Check = Callable[[Path], str]
"""Given an empty folder. Returns what it found, in a few words; raises whatever goes wrong."""


class Damaged(Exception):
    """A check found something that is not as it must be."""


def run(checks: Mapping[str, Check] | None = None) -> int:
    """Do all checks, also after one has failed. Returns 0 if none has, else 1."""
    checks = _all() if checks is None else checks
    with tempfile.TemporaryDirectory(prefix="asyrp-è日本-") as folder, _own_data(Path(folder)):
        passed = [_passes(name, check, Path(folder)) for name, check in checks.items()]
    print(f"self-test: {sum(passed)} of {len(passed)} passed", flush=True)
    return DONE if all(passed) else FAILED


def _passes(name: str, check: Check, folder: Path) -> bool:
    began = time.perf_counter()
    room = folder / name
    room.mkdir()
    try:
        said, passed = check(room), True
    # Whatever it is: the other checks may say more about it.
    except Exception:
        said, passed = traceback.format_exc(), False
    print(f"{'ok' if passed else 'FAILED':6} {name} ({time.perf_counter() - began:.1f} s): {said}", flush=True)
    return passed


@contextmanager
def _own_data(folder: Path) -> Iterator[None]:
    """The user's models, directions and caches out of sight."""
    from asyrp_desktop.models import shelf

    before = shelf.USER_DATA, shelf.USER_CACHE
    shelf.USER_DATA, shelf.USER_CACHE = folder / "user data", folder / "user cache"
    try:
        yield
    finally:
        shelf.USER_DATA, shelf.USER_CACHE = before


def _all() -> Mapping[str, Check]:
    """Every check, with what they need loaded and set as the window does it."""
    from asyrp_desktop.photo_edit import leave_one_core

    from . import contents, work

    leave_one_core()
    checks: dict[str, Check] = {**contents.CHECKS, **work.CHECKS}
    # Qt after torch: see main.py.
    from . import window

    return {**checks, **window.CHECKS}
