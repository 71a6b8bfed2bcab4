"""What is kept of a session that went wrong: a log of warnings and errors, and where each thread was in a crash."""

from __future__ import annotations

import faulthandler
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from asyrp_desktop import __version__

LOGS = Path(platformdirs.user_log_dir("asyrp-desktop", appauthor=False))
LARGEST, KEPT = 2**20, 3  # bytes of one log, and how many before it

_log = logging.getLogger(__name__)


@contextmanager
def kept_log(folder: Path) -> Iterator[None]:
    """Within the block, warnings and errors go to the terminal and into folder/asyrp-desktop.log, and a crash of the
    interpreter itself into folder/crash.log. Whatever leaves the block as an exception is logged.

    A folder that cannot be written costs the files, nothing else.
    """
    root = logging.getLogger()
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    handlers[0].setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    crash = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            folder / "asyrp-desktop.log", maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True
        )
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        handlers.append(file)
        earlier = _set_aside(folder / "crash.log")
        if not faulthandler.is_enabled():  # whoever has it on already reads it elsewhere
            # Not emptied: another start of the program may have it open as well.
            crash = (folder / "crash.log").open("a", encoding="utf-8")
            faulthandler.enable(crash)
    except OSError as error:
        earlier = None
        handlers[0].handle(_log.makeRecord(_log.name, logging.WARNING, "", 0, "no log is kept: %r", (error,), None))
    for handler in handlers:
        root.addHandler(handler)
    if earlier:
        _log.warning("version %s: the program crashed before; where: %s", __version__, earlier)
    try:
        yield
    except Exception:
        _log.critical("version %s ended by an error", __version__, exc_info=True)
        raise
    finally:
        for handler in handlers:
            root.removeHandler(handler)
            handler.close()
        if crash:
            faulthandler.disable()
            crash.close()


def _set_aside(crash: Path) -> Path | None:
    """Keep what an earlier crash left, as the newest of a few. Returns where, or None if there was none."""
    if not crash.is_file() or not crash.stat().st_size:
        return None
    names = [crash.with_name(f"crash.log.{number}") for number in range(1, KEPT + 1)]
    for older, newer in zip(reversed(names), reversed(names[:-1]), strict=False):
        if newer.exists():
            newer.replace(older)
    return crash.replace(names[0])
