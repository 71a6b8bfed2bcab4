"""What the page asks of the shelf, in core's values, and what the shelf's thread tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from asyrp_desktop.core.model_shelf import Imported, ModelEntry, ModelOrder, Transfer
from asyrp_desktop.core.progress import Control, Progress


class ShelfWork(Protocol):
    """The work itself, blocking. `entries` and `licences` are quick and called on the window's thread, the others on
    the shelf's own. Each may raise AsyrpError; those with a progress, Cancelled too.
    """

    def entries(self) -> Sequence[ModelEntry]: ...

    def licences(self) -> Mapping[str, bool | None]:
        """What can be said of a model's licence, and whether each allows commercial use; None: not known."""
        ...

    def download(self, name: str, progress: Progress, told: Callable[[Transfer], None]) -> Imported: ...

    def bring(self, order: ModelOrder, progress: Progress) -> Imported: ...

    def remove(self, name: str) -> None:
        """An installed model, or what there is of its download."""
        ...


@dataclass(frozen=True)
class Download:
    name: str


@dataclass(frozen=True)
class Bring:
    order: ModelOrder

    @property
    def name(self) -> str:
        return self.order.name


@dataclass(frozen=True)
class Remove:
    name: str


ShelfRequest = Download | Bring | Remove


@dataclass(frozen=True)
class ShelfJob:
    """A request with its switch."""

    request: ShelfRequest
    control: Control = field(default_factory=Control)


@dataclass(frozen=True)
class Received:
    """Bytes of a download came."""

    transfer: Transfer


@dataclass(frozen=True)
class Shelved:
    """The request was done."""

    notes: tuple[str, ...] = ()
