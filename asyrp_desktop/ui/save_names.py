"""Names of files for the dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

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


def suggested(source: Source | None) -> Path:
    """Beside the original, in its format where that can be written, and never an existing file."""
    if isinstance(source, Path):
        suffix = source.suffix if source.suffix.lower() in _SUFFIXES else ".png"
        folder, stem = source.parent, f"{source.stem}_edited"
    else:
        suffix = ".png"
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
        stem = "pasted_edited"
    path, number = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, number = folder / f"{stem}_{number}{suffix}", number + 1
    return path


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
