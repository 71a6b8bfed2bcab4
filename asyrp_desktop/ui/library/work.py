"""The real library behind the window. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from asyrp_desktop.core.direction_library import DirectionKey, LibraryEntry, Mark
from asyrp_desktop.core.errors import AsyrpError, ModelError
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import PreviewRow

_log = logging.getLogger(__name__)


class Directions:
    """See `protocol.DirectionLibrary`. It outlives the windows that show it."""

    def __init__(self) -> None:
        self.removed: list[tuple[DirectionKey, Mark]] = []

    def entries(self) -> Sequence[LibraryEntry]:
        from asyrp_desktop.models.library import entries

        return entries()

    def fingerprint(self, entry: LibraryEntry) -> str:
        from asyrp_desktop.engine.direction_file import fingerprint

        return fingerprint(entry.path)

    def note(self, key: DirectionKey, mark: Mark) -> None:
        from asyrp_desktop.models.marks import keep

        keep({key: mark})

    def rename(self, key: DirectionKey, name: str) -> None:
        from asyrp_desktop.models.library import rename

        rename(key.model, key.name, name)

    def duplicate(self, key: DirectionKey) -> DirectionKey:
        from asyrp_desktop.models.library import duplicate

        return DirectionKey(key.model, duplicate(key.model, key.name))

    def remove(self, key: DirectionKey) -> None:
        from asyrp_desktop.models.library import remove

        remove(key.model, key.name)

    def restore(self, key: DirectionKey, mark: Mark) -> None:
        from asyrp_desktop.models.library import restore

        restore(key.model, key.name, mark)

    def file_name(self, key: DirectionKey) -> str:
        from asyrp_desktop.models.library import file_name

        return file_name(key.name)

    def export(self, key: DirectionKey, target: Path, replace: bool) -> None:
        from asyrp_desktop.models.library import export

        export(key.model, key.name, target, replace)

    def take_in(self, file: Path) -> DirectionKey:
        from asyrp_desktop.models.library import import_for_its_model

        return import_for_its_model(file)

    def previews(
        self,
        entries: Sequence[LibraryEntry],
        progress: Progress,
        tell: Callable[[DirectionKey, Sequence[PreviewRow]], None],
    ) -> None:
        from asyrp_desktop.models.previews import previews

        lacking = []
        for entry in entries:
            progress.at(0, 1)
            rows = previews(entry.path)
            if rows:
                tell(entry.key, rows)
            else:
                lacking.append(entry)
        for model, group in groupby(lacking, lambda entry: entry.key.model):
            try:
                self._draw(model, list(group), progress, tell)
            except ModelError as error:
                _log.info("no previews for %s: %s", model, error)  # its model is not installed any more

    def _draw(
        self,
        model: str,
        entries: Sequence[LibraryEntry],
        progress: Progress,
        tell: Callable[[DirectionKey, Sequence[PreviewRow]], None],
    ) -> None:
        from asyrp_desktop.comparing.previews import draw_previews
        from asyrp_desktop.photo_edit import leave_one_core

        leave_one_core()
        keys = {entry.path: entry.key for entry in entries}
        for path, row in draw_previews(model, list(keys), progress):
            if isinstance(row, AsyrpError):
                _log.info("no preview of %s: %s", path, row)
            else:
                tell(keys[path], (row,))
