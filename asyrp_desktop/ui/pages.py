"""The windows beside the main one: each is made when it is first wanted, and stopped with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from asyrp_desktop.core.settings import Settings
from asyrp_desktop.core.values import DirectionInfo

from .batch.window import BatchWindow
from .batch.work import Batches
from .compare.grid_window import GridWindow
from .compare.morph_window import MorphWindow
from .filmstrip.open_photos import OpenPhotos
from .inspector.window import InspectorWindow
from .library.protocol import DirectionLibrary
from .library.window import LibraryWindow
from .log_page.window import LogWindow
from .logs import LOGS
from .model_page.protocol import ShelfWork
from .model_page.window import ModelWindow
from .settings.window import SettingsWindow
from .settings.work import Devices
from .training.protocol import Trainer
from .training.window import TrainingWindow

W = TypeVar("W", bound=QWidget)


class Pages(QObject):
    """Of one main window."""

    directions_changed = Signal()
    sliders_changed = Signal()
    model_wanted = Signal(str)  # name of a base model
    settings_wanted = Signal(object)  # Settings
    set_up_anew = Signal()  # a device computes otherwise now
    problem = Signal(object)
    keys_wanted = Signal()  # the overview of all keys

    def __init__(
        self,
        window: QWidget,
        photos: OpenPhotos,
        settings: Callable[[], Settings],
        shelf: ShelfWork,
        trainer: Trainer,
        library: DirectionLibrary,
    ) -> None:
        """settings: as they are now."""
        super().__init__(window)
        self._window, self._settings = window, settings
        self._photos, self._desk, self._strengths = photos, photos.desk, photos.strengths
        self._shelf, self._trainer, self._directions = shelf, trainer, library
        self.batch: BatchWindow | None = None
        self.training: TrainingWindow | None = None
        self.library: LibraryWindow | None = None
        self.grid: GridWindow | None = None
        self.morph: MorphWindow | None = None
        self.inspector: InspectorWindow | None = None
        self.models: ModelWindow | None = None
        self.settings: SettingsWindow | None = None
        self.log: LogWindow | None = None

    @property
    def running(self) -> bool:
        """Whether one is at work for long."""
        pages = (self.batch, self.training, self.models, self.settings, self.grid, self.morph)
        return any(page is not None and page.running for page in pages)

    def show_batch(self) -> None:
        if self.batch is None:
            self.batch = self._with_keys(
                BatchWindow(
                    Batches(self._settings), lambda: self._strengths.current, self._desk.directions, self._window
                )
            )
        bring_up(self.batch)

    def show_training(self) -> None:
        if self.training is None:
            self.training = self._with_keys(TrainingWindow(self._trainer, self._settings().model, self._window))
            self.training.kept.connect(self.directions_changed)
            self.training.kept.connect(self._renew_library)
        bring_up(self.training)

    def show_models(self) -> None:
        if self.models is None:
            self.models = self._with_keys(ModelWindow(self._shelf, self._settings().model, self._window))
            self.models.use_wanted.connect(self.model_wanted)
            self.models.direction_brought.connect(self.directions_changed)
            self.models.direction_brought.connect(self._renew_library)
        bring_up(self.models)

    def show_settings(self) -> None:
        if self.settings is None:
            self.settings = self._with_keys(SettingsWindow(Devices(), self._settings(), self._window))
            self.settings.changed.connect(self.settings_wanted)
            self.settings.set_up_anew.connect(self.set_up_anew)
        bring_up(self.settings)

    def show_library(self) -> LibraryWindow:
        if self.library is None:
            self.library = self._with_keys(LibraryWindow(self._directions, self._settings().model, self._window))
            self.library.changed.connect(self.directions_changed)
            self.library.noted.connect(self.sliders_changed)
        return bring_up(self.library)

    def show_grid(self) -> None:
        if self.grid is None:
            self.grid = self._with_keys(GridWindow(self._photos, self._desk.directions(), self._window))
        bring_up(self.grid)

    def show_morph(self) -> None:
        if self.morph is None:
            self.morph = self._with_keys(MorphWindow(self._photos, self._desk.directions(), self._window))
        bring_up(self.morph)

    def show_inspector(self) -> None:
        if self.inspector is None:
            model = self._settings().model
            self.inspector = self._with_keys(
                InspectorWindow(self._desk, self._strengths, self._desk.directions, model, self._window)
            )
            self.inspector.problem.connect(self.problem)
        bring_up(self.inspector)

    def show_log(self) -> None:
        if self.log is None:
            self.log = self._with_keys(LogWindow(LOGS, self._window))
        bring_up(self.log)

    def follow_settings(self) -> None:
        if self.settings is not None:
            self.settings.show_settings(self._settings())

    def follow_model(self) -> None:
        """The base model is another."""
        model = self._settings().model
        if self.models is not None:
            self.models.show_model(model)
        if self.inspector is not None:
            self.inspector.use_model(model)
        if self.training is not None:
            self.training.use_model(model)
        if self.library is not None:
            self.library.use_model(model)
        if self.batch is not None:
            self.batch.renew()

    def set_directions(self, directions: Sequence[DirectionInfo]) -> None:
        """Others than before."""
        for page in (self.grid, self.morph):
            if page is not None:
                page.set_directions(directions)

    def may_close(self) -> bool:
        """Asks, where a batch is at work."""
        return self.batch is None or self.batch.close()

    def stop(self) -> None:
        """Cancel what runs on any of them, and wait until it has ended."""
        for page in (
            *(self.batch, self.training, self.models, self.settings),
            *(self.library, self.grid, self.morph, self.inspector),
        ):
            if page is not None:
                page.stop()

    def _with_keys(self, page: W) -> W:
        """With those that all pages share."""
        QShortcut(QKeySequence("Ctrl+W"), page).activated.connect(page.close)
        QShortcut(QKeySequence("F1"), page).activated.connect(self.keys_wanted)
        return page

    def _renew_library(self) -> None:
        if self.library is not None:
            self.library.refresh()


def fit(window: QWidget) -> None:
    """Make it no larger than what its screen has room for."""
    window.resize(window.size().boundedTo(window.screen().availableSize()))


def bring_up(window: W) -> W:
    """Shown, and before all others."""
    if not window.isVisible():
        fit(window)
    window.show()
    window.raise_()
    window.activateWindow()
    return window
