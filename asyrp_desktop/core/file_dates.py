"""When a file was made and last changed, carried from one to another."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def keep_dates(source: Path, result: Path) -> None:
    """Date the result as the source: when it was last changed; on Windows and macOS when it was made, too.

    Raises OSError.
    """
    dated = source.stat()
    if sys.platform == "win32":
        from win32_setctime import setctime

        setctime(result, dated.st_ctime)
    # On macOS what was changed before it was made counts as made then.
    os.utime(result, ns=(dated.st_atime_ns, dated.st_mtime_ns))
