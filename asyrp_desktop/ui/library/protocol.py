"""What the library window asks for, in core's values, and what the tasks on its thread tell it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QImage

from asyrp_desktop.core.direction_library import DirectionKey, LibraryEntry, Mark
from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import PreviewRow
from asyrp_desktop.ui.engine_protocol import Problem
from asyrp_desktop.ui.engine_thread import to_layers
from asyrp_desktop.ui.language import problem_of
from asyrp_desktop.ui.task_thread import Task, Tell


class DirectionLibrary(Protocol):
    """The work itself. The last two block and are called on the library's thread, the others are quick and called on
    the window's. Each may raise AsyrpError; those with a progress, Cancelled too.
    """

    removed: list[tuple[DirectionKey, Mark]]  # lately; the last one is had back first

    def entries(self) -> Sequence[LibraryEntry]: ...

    def fingerprint(self, entry: LibraryEntry) -> str:
        """Of the direction itself."""
        ...

    def note(self, key: DirectionKey, mark: Mark) -> None: ...

    def rename(self, key: DirectionKey, name: str) -> None: ...

    def duplicate(self, key: DirectionKey) -> DirectionKey:
        """Returns the copy's."""
        ...

    def remove(self, key: DirectionKey) -> None: ...

    def restore(self, key: DirectionKey, mark: Mark) -> None:
        """Take back what was removed last under this name."""
        ...

    def file_name(self, key: DirectionKey) -> str:
        """That its file may have on every system."""
        ...

    def export(self, key: DirectionKey, target: Path, replace: bool) -> None:
        """target: a file or a folder. replace: whether a file that is there may be replaced."""
        ...

    def take_in(self, file: Path) -> DirectionKey:
        """Import a direction, under another name where its own is taken."""
        ...

    def previews(
        self,
        entries: Sequence[LibraryEntry],
        progress: Progress,
        tell: Callable[[DirectionKey, Sequence[PreviewRow]], None],
    ) -> None:
        """Those that are there first; then the others are drawn."""
        ...


@dataclass(frozen=True)
class TakeIn:
    """Files to import."""

    files: tuple[Path, ...]


@dataclass(frozen=True)
class ShowPreviews:
    entries: tuple[LibraryEntry, ...]


@dataclass(frozen=True)
class TakenIn:
    """keys: what is in the library now. problems: of the files that are not."""

    keys: tuple[DirectionKey, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Previewed:
    """rows: a face each, at strengths -1, 0 and 1."""

    key: DirectionKey
    rows: tuple[tuple[QImage, ...], ...]


def task(library: DirectionLibrary, request: TakeIn | ShowPreviews) -> Task:
    """For the library's thread. It tells Previewed, and returns TakenIn for TakeIn."""
    match request:
        case TakeIn(files):
            return Task(request, lambda progress, tell: _take_in(library, files, progress))
        case ShowPreviews(entries):
            return Task(request, lambda progress, tell: _show_previews(library, entries, progress, tell))


def _take_in(library: DirectionLibrary, files: Sequence[Path], progress: Progress) -> TakenIn:
    """One damaged file does not keep out the others."""
    keys: list[DirectionKey] = []
    problems: list[Problem] = []
    for k, file in enumerate(files):
        progress.at(k, len(files))
        try:
            keys.append(library.take_in(file))
        except AsyrpError as error:
            problems.append(problem_of(error))
    return TakenIn(tuple(keys), tuple(problems))


def _show_previews(library: DirectionLibrary, entries: Sequence[LibraryEntry], progress: Progress, tell: Tell) -> None:
    def show(key: DirectionKey, rows: Sequence[PreviewRow]) -> None:
        tell(Previewed(key, tuple(to_layers(row).images for row in rows)))

    library.previews(entries, progress, show)
