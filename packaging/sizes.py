"""How large the packaged program is, and what of it is largest."""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePosixPath

LARGEST = 15
_INSIDE = "_internal"


def report(folder: Path) -> str:
    """A table: everything, the largest parts, the largest files; in MB of a million bytes."""
    files = {
        PurePosixPath(path.relative_to(folder).as_posix()): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    parts: Counter[str] = Counter()
    for path, size in files.items():
        parts[part(path)] += size
    lines = [f"{_mb(sum(files.values()))}  all of {folder.name}, {len(files)} files", "", "largest parts"]
    lines += [f"{_mb(size)}  {name}" for name, size in parts.most_common(LARGEST)]
    lines += ["", "largest files"]
    lines += [f"{_mb(size)}  {path}" for path, size in Counter(files).most_common(LARGEST)]
    return "\n".join(lines) + "\n"


def part(path: PurePosixPath) -> str:
    """The part that a file belongs to: the package it lies in, with the libraries that came with it."""
    inner = path.parts[path.parts.index(_INSIDE) + 1 :] if _INSIDE in path.parts else path.parts
    if len(inner) == 1:
        return "the modules of all, compressed" if inner == path.parts else "libraries of the system and of Python"
    return inner[0].removesuffix(".libs").split("-")[0]


def _mb(size: int) -> str:
    return f"{size / 1e6:8.1f} MB"
