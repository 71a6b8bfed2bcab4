"""The main window: it joins the views, the sliders and the desk, and holds none of their work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop import RELEASES
from asyrp_desktop.core.edit_file import SUFFIX as EDIT_SUFFIX
from asyrp_desktop.core.edit_file import EditFile, read_edit, write_edit
from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.settings import Settings
from asyrp_desktop.core.values import Edit
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.models import kept_edits
from asyrp_desktop.models.shelf import model_names

from .actions import Actions
from .batch.window import BatchWindow
from .batch.work import Batches
from .compare.grid_window import GridWindow
from .compare.hold_original import HoldOriginal
from .compare.morph_window import MorphWindow
from .comparison import Comparison, Look
from .desk import Desk
from .empty_state import EmptyState
from .engine_protocol import (
    Busy,
    PhotoRead,
    Prepared,
    PreparePhoto,
    Problem,
    Request,
    SaveEdit,
    Source,
)
from .engine_thread import EngineThread
from .faces.place import Place
from .incoming import brings_photo, source_in
from .kept.keeper import Keeper
from .kept.remarks import remarks
from .library.protocol import DirectionLibrary
from .library.window import LibraryWindow
from .library.work import Directions
from .model_page.protocol import ShelfWork
from .model_page.shelf_work import ModelShelf
from .model_page.window import ModelWindow
from .notice_bar import NoticeBar
from .overviews import about_page, shortcuts_page
from .photo_workbench import PhotoWorkbench
from .progress_strip import ProgressStrip
from .save_names import checked, name_filters, suggested
from .settings.window import SettingsWindow
from .settings.work import Devices
from .slider_panel import SliderPanel
from .strengths import StrengthSet
from .training.protocol import Trainer
from .training.window import TrainingWindow
from .training.work import PromptTrainer
from .view_state import ZOOM_STEP

SMALLEST = (1024, 700)


class MainWindow(QMainWindow):
    """engine and the rest: others for tests; the real ones start their threads when they are first needed."""

    closed = Signal()

    def __init__(
        self,
        engine: EngineThread | None = None,
        trainer: Trainer | None = None,
        shelf: ShelfWork | None = None,
        library: DirectionLibrary | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Asyrp Desktop")
        self.setMinimumSize(*SMALLEST)
        self.resize(1240, 800)
        self.setAcceptDrops(True)
        engine = engine or EngineThread(PhotoWorkbench())
        self._desk = Desk(engine)
        self._shelf = shelf or ModelShelf()
        self._settings = self._shelf.settings()
        self._desk.use(self._settings.model, self._settings.device)
        self._trainer = trainer or PromptTrainer()
        self._directions = library or Directions()
        # A window that is destroyed without being closed must not take a running thread with it.
        self.destroyed.connect(engine.stop)
        directions = self._desk.directions()
        self._strengths = StrengthSet(direction.name for direction in directions)
        self._source: Source | None = None
        self._after_save: Callable[[], object] | None = None
        self._batch: BatchWindow | None = None
        self._training: TrainingWindow | None = None
        self._library: LibraryWindow | None = None
        self._grid: GridWindow | None = None
        self._morph: MorphWindow | None = None
        self._models: ModelWindow | None = None
        self._devices: SettingsWindow | None = None
        self._opened = False  # the photo was prepared once
        self._to_restore: EditFile | None = None  # once its photo is prepared
        self._digest = ""  # of the photo's file
        self._leaving = False  # what would be lost was asked about already

        self._actions = Actions(self, self._strengths.stack)
        self._actions.sample.setEnabled(SAMPLE_PHOTO.is_file())
        self._notice = NoticeBar()
        self._empty = EmptyState(self._actions.open, self._actions.sample)
        self._comparison = Comparison()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._comparison)
        self._keeper = Keeper(self._comparison.thumbnail)
        self._place = Place(self, self._strengths, self._comparison.marks, self._comparison.hand)
        self._panel = SliderPanel(directions, self._strengths, self._place.panel)
        self._progress = ProgressStrip()
        self._model_button = QToolButton()
        self._lay_out()
        self._connect()
        self._follow_readiness()
        self._empty.setFocus()
        if (left := kept_edits.left_open()) is not None:
            self._offer(self.tr("“{name}” was being edited when the program ended."), left)

    @property
    def busy(self) -> Busy:
        return self._desk.busy

    def open_photo(self, source: Path | Source) -> None:
        """Show a photo, or that of an edit file, and prepare it for editing. Asks first where an edit would be lost."""
        if isinstance(source, Path) and source.suffix == EDIT_SUFFIX:
            self._open_edit(source)
        else:
            self._leave_edit(lambda: self._open(source))

    def open_files(self, files: Sequence[Path]) -> None:
        """Take directions into the library, and show the first of the other files as a photo."""
        directions = [file for file in files if file.name.endswith(SUFFIX)]
        if directions:
            self.show_library()
            assert self._library is not None
            self._library.take_in(directions)
        photos = [file for file in files if file not in directions]
        if photos:
            self.open_photo(photos[0])

    def take_over(self, files: Sequence[Path]) -> None:
        """Come to the front with what a later start of the program was given."""
        if self.isMinimized():
            self.showNormal()
        _bring_up(self)
        self.open_files(files)

    def save_to(self, path: Path, replace: bool = True) -> None:
        """Write the edit at full steps. replace: whether a file that is there may be replaced; never the original."""
        try:
            checked(path, self._source, replace)
        except AsyrpError as error:
            self.show_problem(Problem(error.message, error.remedy, error.details))
            self._after_save = None
            return
        self._desk.save(path, self._place.actions.strip_location.isChecked())

    def show_problem(self, problem: Problem) -> None:
        self._notice.show_problem(problem)

    def leave_at_once(self) -> None:
        """Close without asking."""
        self._leaving = True
        self.close()

    def _lay_out(self) -> None:
        area = QWidget()
        area.setObjectName("viewArea")
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self._pages, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(area, 1)
        row.addWidget(self._panel)
        self.setCentralWidget(whole)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addPermanentWidget(self._progress)
        self._model_button.setObjectName("modelButton")
        self._model_button.setToolTip(self.tr("The base model that photos are edited with"))
        self._model_button.setAccessibleName(self.tr("Base model"))
        self._model_button.setText(self._settings.model)
        self._model_button.clicked.connect(self.show_models)
        self.statusBar().addPermanentWidget(self._model_button)

    def _connect(self) -> None:
        actions, state, desk = self._actions, self._comparison.state, self._desk
        actions.open.triggered.connect(self._ask_for_photo)
        actions.sample.triggered.connect(lambda: self.open_photo(SAMPLE_PHOTO))
        actions.paste.triggered.connect(self._paste)
        actions.recent.chosen.connect(self._open_edit)
        actions.save.triggered.connect(self._ask_where_to_save)
        actions.save_edit.triggered.connect(self._save_edit)
        actions.batch.triggered.connect(self._show_batch)
        actions.train.triggered.connect(self.show_training)
        actions.library.triggered.connect(self.show_library)
        actions.models.triggered.connect(self.show_models)
        actions.settings.triggered.connect(self.show_settings)
        actions.close.triggered.connect(lambda: self._leave_edit(self._close_photo))
        actions.quit.triggered.connect(self.close)
        actions.reset_all.triggered.connect(self._strengths.reset_all)
        actions.side_by_side.triggered.connect(lambda: self._comparison.show_as(Look.SIDE_BY_SIDE))
        actions.split.triggered.connect(lambda: self._comparison.show_as(Look.SPLIT))
        actions.difference.triggered.connect(lambda: self._comparison.show_as(Look.DIFFERENCE))
        actions.change_map.triggered.connect(lambda: self._comparison.show_as(Look.MAP))
        hold = HoldOriginal(self)
        hold.listen_to(actions.original_button)
        hold.held.connect(self._comparison.hold_original)
        actions.grid.triggered.connect(self.show_grid)
        actions.morph.triggered.connect(self.show_morph)
        actions.outline.toggled.connect(self._place.show_marks)
        actions.zoom_in.triggered.connect(lambda: state.zoom(ZOOM_STEP))
        actions.zoom_out.triggered.connect(lambda: state.zoom(1 / ZOOM_STEP))
        actions.fit.triggered.connect(state.fit)
        actions.actual_size.triggered.connect(lambda: state.set_scale(1 / self.devicePixelRatioF()))
        actions.shortcuts.triggered.connect(
            lambda: shortcuts_page(self, [*actions.with_keys(), *self._place.actions.with_keys()]).show()
        )
        # Only when the user asks: the program itself looks for nothing.
        actions.releases.triggered.connect(lambda: QDesktopServices.openUrl(QUrl(RELEASES)))
        actions.about.triggered.connect(lambda: about_page(self).show())
        self._strengths.changed.connect(self._on_strengths)
        self._panel.retry_wanted.connect(desk.retry)
        self._panel.foreseen.connect(desk.foresee)
        desk.foresee(self._panel.names)
        self._panel.training_wanted.connect(self.show_training)
        self._panel.library_wanted.connect(self.show_library)
        self._progress.cancel_wanted.connect(desk.cancel)
        QShortcut(QKeySequence("Esc"), self).activated.connect(desk.cancel)
        desk.busy_changed.connect(self._on_busy)
        desk.progressed.connect(self._progress.show_report)
        desk.photo_read.connect(self._on_photo_read)
        desk.photo_prepared.connect(self._on_prepared)
        desk.ready_changed.connect(self._follow_readiness)
        desk.edit_shown.connect(self._comparison.show_edit)
        desk.saved.connect(self._on_saved)
        desk.stopped.connect(self._on_stopped)
        desk.failed.connect(self._on_failed)
        desk.noticed.connect(self.statusBar().showMessage)

    # Opening

    def _ask_for_photo(self) -> None:
        start = str(self._source.parent) if isinstance(self._source, Path) else ""
        title = self.tr("Open a photo")
        name, _ = QFileDialog.getOpenFileName(self, title, start, ";;".join(name_filters(for_reading=True)))
        if name:
            self.open_photo(Path(name))

    def _paste(self) -> None:
        source = source_in(QGuiApplication.clipboard().mimeData())
        if source is None:
            self.statusBar().showMessage(self.tr("There is no photo to paste. Copy a picture or a file first."))
        else:
            self.open_photo(source)

    def _open(self, source: Source, to_restore: EditFile | None = None) -> None:
        self._to_restore = to_restore
        self._notice.hide()
        self.statusBar().clearMessage()
        self._desk.open(source)

    def _open_edit(self, path: Path) -> None:
        """The photo of an edit file, with the edit."""
        try:
            kept = read_edit(path)
        except AsyrpError as error:
            self.show_problem(Problem(error.message, error.remedy, error.details))
            return
        if not kept.photo.is_file():
            title = self.tr("Where is “{name}” now?").format(name=kept.photo.name)
            filters = ";;".join(name_filters(for_reading=True))
            name, _ = QFileDialog.getOpenFileName(self, title, str(path.parent), filters)
            if not name:
                return
            kept = replace(kept, photo=Path(name))
        self._leave_edit(lambda: self._restore(kept))

    def _restore(self, kept: EditFile) -> None:
        if kept.model != self._settings.model:
            if kept.model not in model_names():
                self.show_problem(
                    Problem(
                        self.tr("The edit was made with the model “{name}”, which is not here.").format(
                            name=kept.model
                        ),
                        self.tr("Get the model first, then open the edit again."),
                    )
                )
                return
            self._use(replace(self._settings, model=kept.model))
        if kept.photo != self._source or not self._desk.has_photo:
            self._open(kept.photo, kept)
        elif self._desk.ready:
            self._put_back(kept)
        else:
            self._to_restore = kept

    def _offer(self, text: str, kept: EditFile) -> None:
        self._notice.show_offer(
            text.format(name=kept.photo.name),
            self.tr("Restore the edit"),
            lambda: self._leave_edit(lambda: self._restore(kept)),
        )

    def _put_back(self, kept: EditFile) -> None:
        """The edit, on its photo; and what of it may look otherwise than it did."""
        self._strengths.restore(kept.edit)
        if said := remarks(kept, self._digest):
            self.show_problem(Problem(self.tr("The edit may look otherwise than it did."), " ".join(said)))

    def _save_edit(self) -> None:
        if not isinstance(self._source, Path):
            return
        suggestion = self._source.with_suffix(EDIT_SUFFIX)
        filters = self.tr("Edits (*{suffix})").format(suffix=EDIT_SUFFIX)
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the edit"), str(suggestion), filters)
        if not name:
            return
        try:
            edit = kept_edits.described(self._source, self._digest, self._settings.model, self._strengths.edit)
            path = Path(name).with_suffix(EDIT_SUFFIX)
            write_edit(path, edit)
        except (OSError, AsyrpError) as error:
            self.show_problem(Problem(self.tr("The edit could not be saved."), str(error), repr(error)))
        else:
            self.statusBar().showMessage(self.tr("Saved: {path}").format(path=path))

    def _close_photo(self) -> None:
        self._keeper.close_photo()
        self._desk.close_photo()
        self._source = None
        self._strengths.forget()
        self._pages.setCurrentWidget(self._empty)
        self.setWindowTitle("Asyrp Desktop")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brings_photo(event.mimeData()):
            event.acceptProposedAction()
            self._empty.show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._empty.show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._empty.show_dropping(False)
        source = source_in(event.mimeData())
        if source is not None:
            event.acceptProposedAction()
            # The program that the photo came from waits for this event to end: ask nothing within it.
            QTimer.singleShot(0, self, lambda: self.open_photo(source))

    def _show_batch(self) -> None:
        if self._batch is None:
            self._batch = BatchWindow(Batches(lambda: self._settings), lambda: self._strengths.current, self)
        _bring_up(self._batch)

    def show_training(self) -> None:
        """The window in which directions are trained."""
        if self._training is None:
            self._training = TrainingWindow(self._trainer, self._settings.model, self)
            self._training.kept.connect(self.renew_directions)
            self._training.kept.connect(self._renew_library)
        _bring_up(self._training)

    def show_models(self) -> None:
        """The window of all base models and text-image models."""
        if self._models is None:
            self._models = ModelWindow(self._shelf, self._settings.model, self)
            self._models.use_wanted.connect(self._use_model)
            self._models.direction_brought.connect(self.renew_directions)
        _bring_up(self._models)

    def show_settings(self) -> None:
        """The window of the devices that there are, and how they compute."""
        if self._devices is None:
            self._devices = SettingsWindow(Devices(), self._settings, self)
            self._devices.device_wanted.connect(lambda device: self._use(replace(self._settings, device=device)))
            self._devices.set_up_anew.connect(lambda: self._use(self._settings))
        _bring_up(self._devices)

    def _use_model(self, name: str) -> None:
        """Edit with another base model from now on. Asks first where an edit would be lost."""
        self._leave_edit(lambda: self._use(replace(self._settings, model=name)))

    def _use(self, settings: Settings) -> None:
        """Load the model again, as is said. The sliders keep their strengths where it is the same."""
        another = settings.model != self._settings.model
        self._settings = settings
        self._notice.hide()
        try:
            self._shelf.keep_settings(settings)
        except AsyrpError as error:
            self.show_problem(Problem(error.message, error.remedy, error.details))
        self._desk.use(settings.model, settings.device)
        if self._devices is not None:
            self._devices.show_settings(settings)
        if not another:
            self._on_strengths()
            return
        self._model_button.setText(settings.model)
        self._strengths.forget()
        self.renew_directions()
        if self._models is not None:
            self._models.show_model(settings.model)
        if self._training is not None:
            self._training.use_model(settings.model)
        if self._batch is not None:
            self._batch.renew()

    def show_library(self) -> None:
        """The window with all directions."""
        if self._library is None:
            self._library = LibraryWindow(self._directions, self._settings.model, self)
            self._library.changed.connect(self.renew_directions)
        _bring_up(self._library)

    def _renew_library(self) -> None:
        if self._library is not None:
            self._library.refresh()

    def show_grid(self) -> None:
        """The window in which strength grids are made."""
        if self._grid is None:
            self._grid = GridWindow(
                self._desk,
                self._desk.directions(),
                lambda: self._strengths.each,
                self._strengths.set_together,
                self,
            )
        _bring_up(self._grid)

    def show_morph(self) -> None:
        """The window in which morphs are made."""
        if self._morph is None:
            self._morph = MorphWindow(self._desk, self._desk.directions(), lambda: self._strengths.each, self)
        _bring_up(self._morph)

    def renew_directions(self) -> None:
        """The library has others than before."""
        directions = self._desk.directions()
        for window in (self._grid, self._morph):
            if window is not None:
                window.set_directions(directions)
        self._panel.set_directions(())  # a row of a direction that is gone would ask for its strength
        self._strengths.know(direction.name for direction in directions)
        self._panel.set_directions(directions)

    # Saving and leaving

    def _ask_where_to_save(self) -> None:
        path = suggested(self._source)
        filters = name_filters(path.suffix)
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the edited photo"), str(path), ";;".join(filters))
        if not name:
            self._after_save = None
            return
        chosen = Path(name)
        # The dialog has asked about replacing the file of exactly this name, not of one with a suffix put on.
        asked = bool(chosen.suffix)
        self.save_to(chosen if asked else chosen.with_suffix(path.suffix), replace=asked)

    def _leave_edit(self, then: Callable[[], object]) -> None:
        """Do what loses the edit, after asking if there is one that is not saved."""
        if not self._strengths.unsaved:
            then()
            return
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            self.tr("Unsaved edit"),
            self.tr("The edited photo is not saved."),
            button.Save | button.Discard | button.Cancel,
            button.Save,
        )
        if answer == button.Discard:
            then()
        elif answer == button.Save:
            self._after_save = then
            self._ask_where_to_save()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._batch is not None and not self._leaving and not self._batch.close():
            event.ignore()
            return
        if not self._leaving and self._strengths.unsaved:
            event.ignore()
            # Qt lets no window be closed from within its own closing.
            self._leave_edit(lambda: QTimer.singleShot(0, self, self.leave_at_once))
            return
        self._keeper.stop()
        # Out of sight first: the engine may need a moment to come to its next step.
        self.hide()
        if self._batch is not None:
            self._batch.stop()
        if self._training is not None:
            self._training.stop()
        if self._models is not None:
            self._models.stop()
        if self._devices is not None:
            self._devices.stop()
        for window in (self._library, self._grid, self._morph):
            if window is not None:
                window.stop()
        self._desk.shut_down()
        event.accept()
        self.closed.emit()

    # What the desk and the sliders tell

    def _on_strengths(self) -> None:
        if self._desk.has_photo:
            self.statusBar().clearMessage()
            self._desk.set_edit(self._strengths.edit, self._strengths.needed)
            self._keeper.set_edit(self._strengths.edit)
        self.setWindowModified(self._strengths.unsaved)
        self._actions.reset_all.setEnabled(self._strengths.edit.changes)

    def _on_busy(self, busy: Busy) -> None:
        self._progress.show_busy(busy)
        self._follow_readiness()

    def _on_photo_read(self, source: Source, photo: PhotoRead) -> None:
        self._source, self._digest = source, photo.digest
        self._keeper.close_photo()
        self._strengths.forget()
        if isinstance(source, Path):
            self._keeper.show_photo(source, photo.digest, self._settings.model)
            self._offer_earlier(source, photo.digest)
        self._opened = False
        self._place.show_photo(photo.width, photo.height)
        self._comparison.show_photo(photo.layers, photo.width, photo.height)
        self._pages.setCurrentWidget(self._comparison)
        name = source.name if isinstance(source, Path) else self.tr("Pasted picture")
        self.setWindowTitle(f"{name}[*] — Asyrp Desktop")
        self.statusBar().showMessage(self.tr("{w} × {h} pixels").format(w=photo.width, h=photo.height))

    def _offer_earlier(self, source: Path, digest: str) -> None:
        """What was once set on this photo, unless it is to be set anyway."""
        if self._to_restore is None and (earlier := kept_edits.of_photo(digest)) is not None:
            self._offer(self.tr("“{name}” was edited before."), replace(earlier, photo=source))

    def _on_prepared(self, prepared: Prepared) -> None:
        first = not self._opened
        self._opened = True
        self._place.show_prepared(prepared)
        self._follow_readiness()
        self.statusBar().showMessage(self.tr("Ready. Move a slider."))
        if first:
            self._panel.focus_first()
        kept, self._to_restore = self._to_restore, None
        if kept is not None:
            self._put_back(kept)

    def _on_saved(self, path: Path, edit: Edit) -> None:
        self._strengths.mark_saved(edit)
        self.statusBar().showMessage(self.tr("Saved: {path}").format(path=path))
        then, self._after_save = self._after_save, None
        if then:
            then()

    def _on_stopped(self, request: Request) -> None:
        self._after_save = None
        if isinstance(request, SaveEdit):
            self.statusBar().showMessage(self.tr("Saving was cancelled; no file was written."))
        elif isinstance(request, PreparePhoto):
            self.statusBar().showMessage(self.tr("Preparing was cancelled."))
        else:
            self.statusBar().showMessage(self.tr("Cancelled. The edit is shown as a preview."))

    def _on_failed(self, request: Request, problem: Problem) -> None:
        self._after_save = self._to_restore = None
        self.show_problem(problem)

    def _follow_readiness(self) -> None:
        desk = self._desk
        self._panel.set_ready(desk.ready, self._why_not_ready(), desk.can_retry and desk.busy is Busy.IDLE)
        self._actions.save.setEnabled(desk.ready)
        self._actions.save_edit.setEnabled(desk.ready and isinstance(self._source, Path))
        for action in self._actions.need_photo():
            action.setEnabled(desk.has_photo)
        self._actions.reset_all.setEnabled(self._strengths.edit.changes)

    def _why_not_ready(self) -> str:
        match self._desk.busy:
            case Busy.LOADING:
                return self.tr("The model is being loaded.")
            case Busy.READING:
                return self.tr("The photo is being read.")
            case Busy.PREPARING:
                return self.tr("The photo is being prepared. This is done once; then the sliders follow your hand.")
        if self._desk.has_photo and not self._desk.can_retry:
            return self.tr("The photo is being prepared.")
        if self._desk.can_retry:
            return self.tr("The photo is not prepared, so the sliders rest.")
        return self.tr("Open a photo, and the sliders wake up.")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # After the first picture on the screen: loading the model keeps the interpreter busy.
        QTimer.singleShot(0, self, self._desk.start)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._actions.repaint_icons()
            self._empty.repaint_icon()


def _bring_up(window: QWidget) -> None:
    """Shown, and before all others."""
    window.show()
    window.raise_()
    window.activateWindow()
