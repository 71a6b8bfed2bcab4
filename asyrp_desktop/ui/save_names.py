"""Names of files for the dialogs."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from asyrp_desktop.core.names import lengthened

from .engine_protocol import Source

_KINDS = {
    "JPEG": ("jpg", "jpeg"),
    "PNG": ("png",),
    "WebP": ("webp",),
    "TIFF": ("tif", "tiff"),
    "HEIC": ("heic", "heif"),
    "AVIF": ("avif",),
    "BMP": ("bmp",),
}
_SUFFIXES = [f".{suffix}" for suffixes in _KINDS.values() for suffix in suffixes]


def suggested(source: Source | None, what: str = "edited", suffix: str = "") -> Path:
    """Beside the original, in its format where that can be written, or with this suffix; never an existing file."""
    if isinstance(source, Path):
        suffix = suffix or (source.suffix if source.suffix.lower() in _SUFFIXES else ".png")
        folder, stem = source.parent, source.stem
    else:
        suffix = suffix or ".png"
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
        stem = "pasted"
    path, number = folder / lengthened(stem, f"_{what}{suffix}"), 2
    while path.exists():
        path, number = folder / lengthened(stem, f"_{what}_{number}{suffix}"), number + 1
    return path


def named(answer: str, suffix: str, known: Collection[str] = _SUFFIXES) -> tuple[Path, bool]:
    """The file that a dialog's answer means, and whether one of that name may be replaced.

    suffix: put on where the answer has none of those that are known. The dialog asks about replacing the file of
    exactly the name that was typed, not of one with a suffix put on.
    """
    path = Path(answer)
    if path.name.lower().endswith(tuple(known)):
        return path, True
    return path.with_name(path.name + suffix), False


def name_filters(preferred: str = "", for_reading: bool = False) -> list[str]:
    """For a file dialog. preferred: the suffix whose kind comes first."""
    kinds = sorted(_KINDS.items(), key=lambda kind: preferred.lower().lstrip(".") not in kind[1])
    filters = [f"{name} ({_patterns(suffixes)})" for name, suffixes in kinds]
    if for_reading:
        every = tuple(suffix for suffixes in _KINDS.values() for suffix in suffixes)
        filters.insert(0, f"{QCoreApplication.translate('SaveNames', 'Photos')} ({_patterns(every)})")
    return filters


def checked(path: Path, source: Source | None, replace: bool) -> None:
    """Raises PhotoError where the edit cannot be written there."""
    from asyrp_desktop.photo.photo import check_output

    check_output(path, source if isinstance(source, Path) else None, force=replace)


def _patterns(suffixes: tuple[str, ...]) -> str:
    # Cameras write suffixes in capitals, and the dialogs of some systems tell them apart.
    return " ".join(f"*.{suffix} *.{suffix.upper()}" for suffix in suffixes)
