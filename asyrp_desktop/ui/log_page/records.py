"""The log file, record by record, as it grows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_BEGIN = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (?:WARNING|ERROR|CRITICAL) )", re.MULTILINE)


class Record(NamedTuple):
    """text: with its traceback, if it has one."""

    severe: bool
    text: str


class LogReader:
    """Reads only what is new. A log that was begun anew is read from its start."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._at = 0

    def read(self) -> list[Record] | None:
        """The records since the last call; None where the log was begun anew. Raises OSError."""
        size = self.file.stat().st_size if self.file.exists() else 0
        if size < self._at:
            self._at = 0
            return None
        if size == self._at:
            return []
        with self.file.open("rb") as file:
            file.seek(self._at)
            new = file.read(size - self._at)
        # A line that is being written is left for the next time.
        new = new[: new.rfind(b"\n") + 1]
        self._at += len(new)
        texts = _BEGIN.split(new.decode("utf-8", "replace"))
        return [Record(" WARNING " not in text.splitlines()[0], text.rstrip()) for text in texts if text.strip()]
