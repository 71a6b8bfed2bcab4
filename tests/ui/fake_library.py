"""The real library of directions over files, but for its previews: plain pictures, as slowly as asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from asyrp_desktop.core.direction_library import DirectionKey, LibraryEntry
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import PreviewRow
from asyrp_desktop.ui.library.work import Directions
from tests.ui.fake_engine import plain_picture


class FakeLibrary(Directions):
    """previewed: whose previews were asked for, in their order."""

    def __init__(self, seconds_per_preview: float = 0.0) -> None:
        super().__init__()
        self.seconds_per_preview = seconds_per_preview
        self.previewed: list[DirectionKey] = []

    def previews(
        self,
        entries: Sequence[LibraryEntry],
        progress: Progress,
        tell: Callable[[DirectionKey, Sequence[PreviewRow]], None],
    ) -> None:
        for k, entry in enumerate(entries):
            progress.at(k, len(entries))
            time.sleep(self.seconds_per_preview)
            self.previewed.append(entry.key)
            tell(entry.key, [PreviewRow(plain_picture(80), plain_picture(120), plain_picture(160))])
