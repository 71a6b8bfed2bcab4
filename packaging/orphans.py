"""Libraries of the system that came in for the sake of a part that was then left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyInstaller.depend.bindepend import get_imports

Entry = tuple[str, str, str]
"""Where it lies in the program, where it comes from, and PyInstaller's word for its kind."""


def without_orphans(entries: Sequence[Entry]) -> list[Entry]:
    """All but the top folder's libraries that nothing among the others needs."""
    on_trial = {Path(entry[0]).name: entry for entry in entries if _on_trial(entry)}
    kept = [entry for entry in entries if not _on_trial(entry)]
    to_ask = list(kept)
    while to_ask:
        asked = {name for _, source, kind in to_ask if kind != "SYMLINK" for name, _ in get_imports(source)}
        to_ask = [on_trial.pop(Path(name).name) for name in asked if Path(name).name in on_trial]
        kept += to_ask
    return kept


def _on_trial(entry: Entry) -> bool:
    place, _, kind = entry
    # The program's starter itself needs Python's library.
    return kind == "BINARY" and "/" not in Path(place).as_posix() and "python" not in place
