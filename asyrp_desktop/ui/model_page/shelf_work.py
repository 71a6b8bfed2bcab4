"""The real shelf behind the page. Nothing heavy is imported before the shelf's thread asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from asyrp_desktop.core.model_shelf import Imported, ModelEntry, ModelOrder, Transfer
from asyrp_desktop.core.progress import Progress


class ModelShelf:
    """See `protocol.ShelfWork`."""

    def entries(self) -> Sequence[ModelEntry]:
        from asyrp_desktop.models.entries import entries

        return entries()

    def licences(self) -> Mapping[str, bool | None]:
        from asyrp_desktop.models.catalog import licences

        return licences()

    def download(self, name: str, progress: Progress, told: Callable[[Transfer], None]) -> Imported:
        from asyrp_desktop.models.catalog import catalog_entry
        from asyrp_desktop.models.hub import Hub
        from asyrp_desktop.models.install import download

        return download(catalog_entry(name), Hub(), progress, told)

    def bring(self, order: ModelOrder, progress: Progress) -> Imported:
        from asyrp_desktop.models.install import bring

        return bring(order, progress)

    def remove(self, name: str) -> None:
        from asyrp_desktop.models.store import remove

        remove(name)
