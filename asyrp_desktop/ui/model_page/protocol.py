"""What the model window asks of the shelf, in core's values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from asyrp_desktop.core.model_shelf import Imported, ModelEntry, ModelOrder, Transfer
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.settings import Settings


class ShelfWork(Protocol):
    """The work itself. What takes no progress is quick, and called on the window's thread; the rest blocks, and has
    threads of its own. Each may raise AsyrpError; those with a progress, Cancelled too.
    """

    def entries(self) -> Sequence[ModelEntry]: ...

    def settings(self) -> Settings:
        """As they were left; the built-in base model where the one before is gone."""
        ...

    def keep_settings(self, settings: Settings) -> None: ...

    def home(self) -> Path:
        """The folder that installed models are in."""
        ...

    def licences(self) -> Sequence[str]:
        """What can be said of a model's licence; others can be, too."""
        ...

    def allows_commerce(self, licence: str) -> bool | None:
        """Whether it allows commercial use; None where that is not known."""
        ...

    def name_problem(self, name: str) -> str:
        """Why a new model cannot be called so; "" where it can."""
        ...

    def free_name(self, source: Path) -> str:
        """What a model that is brought from there may be called."""
        ...

    def download(self, name: str, progress: Progress, tell: Callable[[Transfer], None]) -> Imported: ...

    def bring(self, order: ModelOrder, model: str, progress: Progress) -> Imported:
        """model: the base model in use. A direction of Asyrp's public implementation is taken in for it."""
        ...

    def calibrate(self, wish: CalibrationWish, progress: Progress) -> None: ...

    def verify(self, name: str, progress: Progress) -> Sequence[str]:
        """Files of an installed model that are missing or changed."""
        ...

    def remove(self, name: str) -> None:
        """An installed model, or what there is of its download."""
        ...

    def move(self, folder: Path, progress: Progress) -> None:
        """All installed models, to another folder."""
        ...


@dataclass(frozen=True)
class CalibrationWish:
    """Measure which steps of a base model are to be edited."""

    name: str
    photos: Path | None  # a folder; None: pictures that the model draws itself
    most: int  # pictures


@dataclass(frozen=True)
class Download:
    name: str


@dataclass(frozen=True)
class Bring:
    order: ModelOrder
    calibration: CalibrationWish | None  # afterwards

    @property
    def name(self) -> str:
        return self.order.name


@dataclass(frozen=True)
class Calibrate:
    wish: CalibrationWish

    @property
    def name(self) -> str:
        return self.wish.name


@dataclass(frozen=True)
class Verify:
    name: str


@dataclass(frozen=True)
class Remove:
    name: str


@dataclass(frozen=True)
class Move:
    folder: Path


ShelfRequest = Download | Bring | Calibrate | Verify | Remove | Move
