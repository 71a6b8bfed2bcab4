"""The main window: it joins the views, the sliders and the desk, and holds none of their work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

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
    QApplication,
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
from asyrp_desktop.core.edit_file import EditFile, write_edit
from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.settings import Settings
from asyrp_desktop.core.values import Edit
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.models import kept_edits
from asyrp_desktop.models.shelf import model_names

from .actions import Actions
from .compare.hold_original import HoldOriginal
from .comparison import Comparison, Look
from .desk import Desk
from .empty_state import EmptyState
from .engine_protocol import (
    Busy,
    Prepared,
    PreparePhoto,
    PreviewEdit,
    Problem,
    Request,
    SaveEdit,
    Source,
)
from .engine_thread import EngineThread
from .faces.place import Place
from .filmstrip.open_photos import OpenPhoto, OpenPhotos
from .filmstrip.strip import Filmstrip
from .incoming import brings_photo, sources_in
from .kept.remarks import remarks
from .language import problem_of
from .library.protocol import DirectionLibrary
from .library.work import Directions
from .look import choose_theme
from .model_page.protocol import ShelfWork
from .model_page.shelf_work import ModelShelf
from .notice_bar import NoticeBar
from .overviews import about_page, shortcuts_page
from .pages import Pages, bring_up
from .photo_workbench import PhotoWorkbench
from .plain_text import in_title, literal, without_keys
from .presets_menu import PresetsMenu
from .progress_strip import ProgressStrip
from .save_names import checked, name_filters, named, suggested
from .slider_panel import SliderPanel
from .strengths import StrengthSet
from .tour.steps import steps
from .tour.tour import Tour
from .training.protocol import Trainer
from .training.work import PromptTrainer
from .view_state import ZOOM_STEP

SMALLEST = (1024, 700)
MOST_NAMED = 8  # photos, in a question


class _Asked(NamedTuple):
    """What is to be saved, taken at one moment."""

    photo: OpenPhoto | None
    digest: str
    model: str
    edit: Edit
    strip_location: bool


class MainWindow(QMainWindow):
    """engine and the rest: others for tests; the real ones start their threads when they are first needed."""

    closed = Signal()
    language_wanted = Signal()  # another than before, by the settings: a new window is to go on with `hand_over`

    def __init__(
        self,
        engine: EngineThread | None = None,
        trainer: Trainer | None = None,
        shelf: ShelfWork | None = None,
        library: DirectionLibrary | None = None,
        photos: OpenPhotos | None = None,
    ) -> None:
        """photos: that another window handed over, with their engine."""
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Asyrp Desktop")
        self.setMinimumSize(*SMALLEST)
        self.resize(1240, 800)
        self.setAcceptDrops(True)
        self._shelf = shelf or ModelShelf()
        self._settings = self._shelf.settings()
        self._photos = photos or _no_photos(engine or EngineThread(PhotoWorkbench()), self._settings)
        self._desk, self._strengths = self._photos.desk, self._photos.strengths
        # A window that is destroyed without being closed must not take a running thread with it.
        self.destroyed.connect(self._desk.stop_engine)
        directions = self._desk.directions()
        self._after_save: Callable[[], object] | None = None
        self._to_focus = True  # the first slider, once a photo is prepared
        self._to_look_near = False  # at the face, once it is found
        self._handed_over = False  # to another window
        self._leaving = False  # what would be lost was asked about already

        self.pages = Pages(
            self,
            self._photos,
            lambda: self._settings,
            self._shelf,
            trainer or PromptTrainer(),
            library or Directions(),
        )
        presets = PresetsMenu(
            self.tr("Pr&esets"),
            lambda: self._settings.model,
            self._desk.directions,
            lambda: self._strengths.current,
            self,
        )
        self._actions = Actions(self, self._strengths.stacks, presets)
        self._actions.sample.setEnabled(SAMPLE_PHOTO.is_file())
        self._actions.tour.setEnabled(SAMPLE_PHOTO.is_file())
        self._notice = NoticeBar()
        self._empty = EmptyState(self._actions.open, self._actions.sample, self._actions.tour)
        self._comparison = Comparison()
        self._views = QStackedWidget()
        self._views.addWidget(self._empty)
        self._views.addWidget(self._comparison)
        self._strip = Filmstrip(self._photos, self._actions.paste_settings)
        self._place = Place(self, self._strengths, self._comparison.marks, self._comparison.hand)
        self._panel = SliderPanel(directions, self._strengths, self._place.panel, presets)
        self._progress = ProgressStrip()
        self._hold = HoldOriginal(self)
        self._model_button = QToolButton()
        self._lay_out()
        self._connect()
        self._behave()
        self._follow_readiness()
        self._empty.setFocus()
        if photos is not None:
            self._go_on()
        self._offer_left()

    @property
    def busy(self) -> Busy:
        return self._desk.busy

    def open_photo(self, source: Source) -> None:
        """Show a photo, or that of an edit file, and prepare it for editing."""
        self._open([source])

    def open_files(self, files: Sequence[Path]) -> None:
        """Take directions into the library, and open the other files as photos."""
        directions = [file for file in files if file.name.endswith(SUFFIX)]
        if directions:
            self.pages.show_library().take_in(directions)
        photos = [file for file in files if file not in directions]
        if photos:
            self._open(photos)

    def take_over(self, files: Sequence[Path]) -> None:
        """Come to the front with what a later start of the program was given."""
        if self.isMinimized():
            self.showNormal()
        bring_up(self)
        self.open_files(files)

    def save_to(self, path: Path, replace: bool = True) -> None:
        """Write the edit at full steps. replace: whether a file that is there may be replaced; never the original."""
        self._save(self._as_it_is(), path, replace)

    def show_problem(self, problem: Problem) -> None:
        self._notice.show_problem(problem)

    def hand_over(self) -> OpenPhotos:
        """Close, and leave the photos and the engine to another window."""
        self.destroyed.disconnect(self._desk.stop_engine)
        self._handed_over = True
        self.leave_at_once()
        return self._photos

    def leave_at_once(self) -> None:
        """Close without asking."""
        self._leaving = True
        self.close()

    @property
    def _source(self) -> Source | None:
        return self._photos.current.source if self._photos.current else None

    def _lay_out(self) -> None:
        area = QWidget()
        area.setObjectName("viewArea")
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self._views, 1)
        column.addWidget(self._strip)
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
        self._model_button.setText(without_keys(self._settings.model))
        self._model_button.clicked.connect(self.pages.show_models)
        self.statusBar().addPermanentWidget(self._model_button)

    def _connect(self) -> None:
        actions, state, desk = self._actions, self._comparison.state, self._desk
        actions.open.triggered.connect(self._ask_for_photo)
        actions.sample.triggered.connect(lambda: self.open_photo(SAMPLE_PHOTO))
        actions.paste.triggered.connect(self._paste)
        actions.recent.chosen.connect(self._open_edit)
        actions.save.triggered.connect(self._ask_where_to_save)
        actions.save_edit.triggered.connect(self._save_edit)
        actions.batch.triggered.connect(self.pages.show_batch)
        actions.train.triggered.connect(self.pages.show_training)
        actions.library.triggered.connect(self.pages.show_library)
        actions.models.triggered.connect(self.pages.show_models)
        actions.settings.triggered.connect(self.pages.show_settings)
        actions.log.triggered.connect(self.pages.show_log)
        actions.tour.triggered.connect(self.take_tour)
        actions.close.triggered.connect(lambda: self._close_photo(self._photos.current))
        actions.next_photo.triggered.connect(lambda: self._photos.step(1))
        actions.previous_photo.triggered.connect(lambda: self._photos.step(-1))
        actions.copy_settings.triggered.connect(lambda: self._copy_settings(self._photos.current))
        actions.paste_settings.triggered.connect(self._paste_settings)
        actions.apply_to_faces.triggered.connect(self._apply_to_faces)
        actions.presets.chosen.connect(self._assume)
        actions.presets.failed.connect(self.show_problem)
        actions.quit.triggered.connect(self.close)
        actions.reset_all.triggered.connect(self._strengths.reset_all)
        actions.side_by_side.triggered.connect(lambda: self._comparison.show_as(Look.SIDE_BY_SIDE))
        actions.split.triggered.connect(lambda: self._comparison.show_as(Look.SPLIT))
        actions.difference.triggered.connect(lambda: self._comparison.show_as(Look.DIFFERENCE))
        actions.change_map.triggered.connect(lambda: self._comparison.show_as(Look.MAP))
        self._hold.listen_to(actions.original_button)
        self._hold.held.connect(self._comparison.hold_original)
        actions.grid.triggered.connect(self.pages.show_grid)
        actions.morph.triggered.connect(self.pages.show_morph)
        actions.inspector.triggered.connect(self.pages.show_inspector)
        actions.outline.toggled.connect(self._place.show_marks)
        self._place.look_wanted.connect(state.look_at)
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
        self.pages.directions_changed.connect(self.renew_directions)
        self.pages.sliders_changed.connect(self._renew_sliders)
        self.pages.model_wanted.connect(self._use_model)
        self.pages.settings_wanted.connect(self._change_settings)
        self.pages.set_up_anew.connect(lambda: self._use(self._settings))
        self.pages.problem.connect(self.show_problem)
        self.pages.keys_wanted.connect(actions.shortcuts.trigger)
        self._strengths.changed.connect(self._on_strengths)
        self._strip.wanted.connect(self._photos.show)
        self._strip.copy_wanted.connect(self._copy_settings)
        self._strip.close_wanted.connect(self._close_photo)
        self._notice.passed_over.connect(self._photos.left.clear)
        self._photos.listed.connect(self._follow_photos)
        self._photos.shown.connect(self._on_photo_shown)
        self._photos.altered.connect(self._on_altered)
        self._photos.prepared.connect(self._on_prepared)
        self._photos.emptied.connect(self._on_emptied)
        self._photos.restored.connect(self._on_restored)
        self._panel.retry_wanted.connect(desk.retry)
        self._panel.foreseen.connect(desk.foresee)
        desk.foresee(self._panel.names)
        self._panel.training_wanted.connect(self.pages.show_training)
        self._panel.library_wanted.connect(self.pages.show_library)
        self._progress.cancel_wanted.connect(desk.cancel)
        QShortcut(QKeySequence("Esc"), self).activated.connect(desk.cancel)
        desk.busy_changed.connect(self._on_busy)
        desk.progressed.connect(self._progress.show_report)
        desk.ready_changed.connect(self._follow_readiness)
        desk.edit_shown.connect(self._comparison.show_edit)
        desk.saved.connect(self._on_saved)
        desk.stopped.connect(self._on_stopped)
        desk.failed.connect(self._on_failed)
        desk.noticed.connect(self.statusBar().showMessage)

    # Opening

    def _ask_for_photo(self) -> None:
        start = str(self._source.parent) if isinstance(self._source, Path) else ""
        title = self.tr("Open photos")
        names, _ = QFileDialog.getOpenFileNames(self, title, start, ";;".join(name_filters(for_reading=True)))
        self._open([Path(name) for name in names])

    def _paste(self) -> None:
        sources = sources_in(QGuiApplication.clipboard().mimeData())
        if not sources:
            self.statusBar().showMessage(self.tr("There is no photo to paste. Copy a picture or a file first."))
        self._open(sources)

    def _open(self, sources: Sequence[Source]) -> None:
        edits = [source for source in sources if isinstance(source, Path) and source.suffix == EDIT_SUFFIX]
        for edit in edits:
            self._open_edit(edit)
        photos = [source for source in sources if source not in edits]
        if photos:
            self._notice.hide()
            self.statusBar().clearMessage()
            self._photos.open(photos)

    def _open_edit(self, path: Path) -> None:
        """The photo of an edit file, with the edit."""
        try:
            kept = kept_edits.read(path)
        except AsyrpError as error:
            self.show_problem(problem_of(error))
            return
        if not kept.photo.is_file():
            title = self.tr("Where is “{name}” now?").format(name=kept.photo.name)
            filters = ";;".join(name_filters(for_reading=True))
            name, _ = QFileDialog.getOpenFileName(self, title, str(path.parent), filters)
            if not name:
                return
            kept = replace(kept, photo=Path(name))
        self._restore(kept)

    def _restore(self, kept: EditFile, others: Sequence[EditFile] = ()) -> None:
        """others: see `OpenPhotos.restore`."""
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
            self._leave_edits(lambda: self._photos.unsaved, lambda: self._restore_with(kept, others))
        else:
            self._restore_with(kept, others)

    def _restore_with(self, kept: EditFile, others: Sequence[EditFile]) -> None:
        """With the model that the edit was made with."""
        if kept.model != self._settings.model:
            self._use(replace(self._settings, model=kept.model))
        self._notice.hide()
        places = {kept.photo, *(one.photo for one in others)}
        self._leave_edits(
            lambda: [photo for photo in self._photos.unsaved if photo.source in places],
            lambda: self._take_back(kept, others),
        )

    def _take_back(self, kept: EditFile, others: Sequence[EditFile]) -> None:
        self._photos.left[:] = [one for one in self._photos.left if one not in (kept, *others)]
        self._photos.restore(kept, others)

    def _offer(self, text: str, kept: EditFile) -> None:
        self._notice.show_offer(
            text.format(name=kept.photo.name), self.tr("Restore the edit"), lambda: self._restore(kept)
        )

    def _offer_left(self) -> None:
        match self._photos.left:
            case []:
                return
            case [kept]:
                text = self.tr("“{name}” was being edited when the program ended.").format(name=kept.photo.name)
                button = self.tr("Restore the edit")
            case _:
                text = self.tr("{n} photos were being edited when the program ended.").format(n=len(self._photos.left))
                button = self.tr("Restore the edits")
        self._notice.show_offer(text, button, self._restore_left)

    def _restore_left(self) -> None:
        here = [one for one in self._photos.left if one.photo.is_file()] or self._photos.left[:1]
        self._restore(here[0], [one for one in here[1:] if one.model == here[0].model])  # one model at a time

    def _on_altered(self) -> None:
        self.show_problem(
            Problem(self.tr("The edit may look otherwise than it did."), self.tr("The photo was changed since."))
        )

    def _on_restored(self, kept: EditFile) -> None:
        """What of the edit may look otherwise than it did."""
        photo = self._photos.current
        if photo is None:
            return
        names = {info.name for info in self._desk.directions()}
        if said := remarks(kept, photo.digest, names):
            self.show_problem(Problem(self.tr("The edit may look otherwise than it did."), " ".join(said)))

    def _save_edit(self) -> None:
        photo = self._photos.current
        if photo is None or not isinstance(photo.source, Path):
            return
        from asyrp_desktop.photo.photo import check_place

        suggestion = photo.source.with_suffix(EDIT_SUFFIX)
        filters = self.tr("Edits (*{suffix})").format(suffix=EDIT_SUFFIX)
        try:
            # Before the dialog: while it is open, another photo may come, or another edit of this one.
            edit = kept_edits.described(photo.source, photo.digest, self._settings.model, photo.settings.whole)
            name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the edit"), str(suggestion), filters)
            if not name:
                return
            path, may_replace = named(name, EDIT_SUFFIX, [EDIT_SUFFIX])
            check_place(path, edit.photo, may_replace)
            self._write_edit(path, edit)
        except AsyrpError as error:
            self.show_problem(problem_of(error))

    def _write_edit(self, path: Path, edit: EditFile) -> None:
        """Raises AsyrpError."""
        try:
            write_edit(path, edit)
        except OSError as error:
            raise AsyrpError.unwritten(f"“{path}” cannot be written.", error) from error
        self.statusBar().showMessage(self.tr("Saved: {path}").format(path=path))

    def _paste_settings(self) -> None:
        current = [self._photos.current] if self._photos.current else []
        self._photos.paste_settings(self._strip.selected or current)

    def _copy_settings(self, photo: OpenPhoto | None) -> None:
        if photo is not None:
            self._photos.copy_settings(photo)

    def _close_photo(self, photo: OpenPhoto | None) -> None:
        if photo is not None:
            self._leave_edits(
                lambda: [one for one in self._photos.unsaved if one is photo], lambda: self._photos.close(photo)
            )

    def _go_on(self) -> None:
        """With the photos that were handed over."""
        photo = self._photos.current
        if photo is not None:
            self._on_photo_shown(photo, False)
            if photo.prepared is not None:
                self._place.show_prepared(photo.prepared)
            if self._desk.shown is not None:
                self._comparison.show_edit(self._desk.shown)
        self._on_strengths()
        self._follow_photos()
        self._on_busy(self._desk.busy)

    def _on_emptied(self) -> None:
        self._views.setCurrentWidget(self._empty)
        self.setWindowTitle("Asyrp Desktop")

    def _follow_photos(self) -> None:
        several = len(self._photos.photos) > 1
        self._actions.next_photo.setEnabled(several)
        self._actions.previous_photo.setEnabled(several)
        self._actions.paste_settings.setEnabled(self._photos.copied is not None and bool(self._photos.photos))

    def _assume(self, strengths: Mapping[str, float]) -> None:
        """Those of a preset, on what the sliders act on."""
        self._strengths.assume(strengths, self.tr("choice of a preset"))

    def _apply_to_faces(self) -> None:
        text = self.tr("settings of one face for all")
        self._strengths.assume(self._strengths.current, text, self._strengths.regions)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brings_photo(event.mimeData()):
            event.acceptProposedAction()
            self._empty.show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._empty.show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._empty.show_dropping(False)
        sources = sources_in(event.mimeData())
        if sources:
            event.acceptProposedAction()
            # The program that the photos came from waits for this event to end: ask nothing within it.
            QTimer.singleShot(0, self, lambda: self._open(sources))

    def take_tour(self) -> None:
        """Through this window, with the sample photo."""
        self._keep(replace(self._settings, tour_offered=True))
        self._empty.offer_tour(False)
        self.open_photo(SAMPLE_PHOTO)
        button = self._actions.button
        course = steps(self._photos, self._comparison, self._panel, button, self._views)
        tour = Tour(self, course)
        for happened in (
            self._strengths.changed,
            self._strengths.stacks.indexChanged,
            self._desk.ready_changed,
            self._comparison.currentChanged,
            self._comparison.state.changed,
            self._hold.held,
        ):
            happened.connect(tour.look)
        # With the window, not after it: the tour watches its widgets.
        for over in (self._desk.failed, self.closed):
            over.connect(tour.end)
        self._actions.tour.setEnabled(False)
        tour.ended.connect(lambda: self._actions.tour.setEnabled(True))

    def _change_settings(self, settings: Settings) -> None:
        before = self._settings
        if (settings.model, settings.device) != (before.model, before.device):
            self._use(settings)
        else:
            self._keep(settings)
        self._behave()
        if settings.theme != before.theme:
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            choose_theme(app, settings.theme)
        if settings.language != before.language:
            if self.pages.running:
                self.statusBar().showMessage(self.tr("The language changes at the next start: a page is at work."))
            else:
                # The page that told it is still in the midst of it.
                QTimer.singleShot(0, self, self.language_wanted.emit)

    def _behave(self) -> None:
        """As the settings say."""
        self._desk.work_ahead(self._settings.ahead)
        self._desk.limit_history(self._settings.history_mb << 20)
        self._desk.keep_dates(self._settings.keep_date)
        self._place.actions.strip_location.setChecked(self._settings.strip_location)
        self._empty.offer_tour(not self._settings.tour_offered and SAMPLE_PHOTO.is_file())

    def _keep(self, settings: Settings) -> None:
        self._settings = settings
        try:
            self._shelf.keep_settings(settings)
        except AsyrpError as error:
            self.show_problem(problem_of(error))
        self.pages.follow_settings()

    def _use_model(self, name: str) -> None:
        """Edit with another base model from now on. Asks first where an edit would be lost."""
        self._leave_edits(lambda: self._photos.unsaved, lambda: self._use(replace(self._settings, model=name)))

    def _use(self, settings: Settings) -> None:
        """Load the model again, as is said. The sliders keep their strengths where it is the same."""
        another = settings.model != self._settings.model
        self._notice.hide()
        self._keep(settings)
        self._photos.use(settings.model, settings.device)
        if not another:
            return
        self._model_button.setText(without_keys(settings.model))
        self.renew_directions()
        self.pages.follow_model()

    def renew_directions(self) -> None:
        """The library has others than before."""
        self._desk.forget_pictures()
        self._renew_sliders()

    def _renew_sliders(self) -> None:
        directions = self._desk.directions()
        self.pages.set_directions(directions)
        self._panel.set_directions(())  # a row of a direction that is gone would ask for its strength
        self._strengths.know(direction.name for direction in directions)
        self._panel.set_directions(directions)

    # Saving and leaving

    def _as_it_is(self) -> _Asked:
        """What saving would write now."""
        photo, strip = self._photos.current, self._place.actions.strip_location.isChecked()
        return _Asked(photo, photo.digest if photo else "", self._photos.model, self._desk.wanted, strip)

    def _ask_where_to_save(self) -> None:
        asked = self._as_it_is()  # while the dialog is open, another photo may come, or another edit of this one
        path = suggested(self._source)
        filters = name_filters(path.suffix)
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the edited photo"), str(path), ";;".join(filters))
        if name:
            self._save(asked, *named(name, path.suffix))
        else:
            self._after_save = None

    def _save(self, asked: _Asked, path: Path, replace: bool) -> None:
        """What was asked for, whatever is set by now; nothing where the engine has another photo or model by now."""
        photo = asked.photo
        try:
            checked(path, photo.source if photo else None, replace)
        except AsyrpError as error:
            self.show_problem(problem_of(error))
            self._after_save = None
            return
        there = photo is self._photos.current and (photo.digest if photo else "") == asked.digest
        if there and asked.model == self._photos.model and self._desk.can_save_as(asked.edit):
            self._desk.save(path, asked.strip_location, asked.edit)
        else:
            self._say_not_saved()

    def _say_not_saved(self) -> None:
        self._after_save = None
        self.statusBar().showMessage(self.tr("Saving was cancelled; no file was written."))

    def _leave_edits(self, losing: Callable[[], Sequence[OpenPhoto]], then: Callable[[], object]) -> None:
        """Do what loses what is set on these photos, after asking if there are any.

        losing: looked at again after every answer, for meanwhile there may be others that nobody was asked about.
        """
        photos = losing()
        if not photos:
            then()
            return
        button = QMessageBox.StandardButton
        only = photos[0] if len(photos) == 1 else None
        if only is not None and only is self._photos.current and self._desk.can_save:
            text, first = self.tr("The edit of “{name}” is not saved.").format(name=only.name), button.Save
        else:
            more = ["…"] if len(photos) > MOST_NAMED else []
            names = [self.tr("These edited photos are not saved:"), *(photo.name for photo in photos[:MOST_NAMED])]
            text, first = "\n".join(names + more), button.Cancel
        buttons = first | button.Discard | button.Cancel
        answer = QMessageBox.question(self, self.tr("Unsaved edit"), literal(text), buttons, first)
        if answer == button.Discard:
            self._leave_edits(lambda: [photo for photo in losing() if photo not in photos], then)
        elif answer == button.Save and only is self._photos.current:
            self._after_save = lambda: self._leave_edits(losing, then)
            self._ask_where_to_save()
        elif answer == button.Save:  # another came while the question was open
            self._say_not_saved()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving and not self.pages.may_close():
            event.ignore()
            return
        if not self._leaving and self._desk.saving:
            event.ignore()
            self._after_save = lambda: QTimer.singleShot(0, self, self.close)
            return
        if not self._leaving and self._photos.unsaved:
            event.ignore()
            # Qt lets no window be closed from within its own closing.
            self._leave_edits(lambda: self._photos.unsaved, lambda: QTimer.singleShot(0, self, self.leave_at_once))
            return
        if not self._handed_over:
            self._photos.stop()
        self._strip.stop()
        # Out of sight first: the engine may need a moment to come to its next step.
        self.hide()
        self.pages.stop()
        if not self._handed_over:
            self._desk.shut_down()
        event.accept()
        self.closed.emit()

    # What the desk and the sliders tell

    def _on_strengths(self) -> None:
        if self._desk.has_photo:
            self.statusBar().clearMessage()
        self.setWindowModified(self._strengths.unsaved)
        self._actions.reset_all.setEnabled(self._strengths.edit.changes)
        self._actions.copy_settings.setEnabled(bool(self._strengths.current))
        self._actions.apply_to_faces.setEnabled(self._strengths.faces > 1)

    def _on_busy(self, busy: Busy) -> None:
        self._progress.show_busy(busy)
        self._follow_readiness()

    def _on_photo_shown(self, photo: OpenPhoto, first: bool) -> None:
        assert photo.read is not None
        self._notice.hide()
        width, height = photo.read.width, photo.read.height
        self._place.show_photo(width, height)
        self._comparison.show_photo(photo.read.layers, width, height)
        # The sample is there to show what sliders do, and that is seen from near. The tour has the user go there.
        self._to_look_near = first and photo.source == SAMPLE_PHOTO and self.findChild(Tour) is None
        self._views.setCurrentWidget(self._comparison)
        self.setWindowTitle(f"{in_title(photo.name)}[*] — Asyrp Desktop")
        self.statusBar().showMessage(self.tr("{w} × {h} pixels").format(w=width, h=height))
        earlier = kept_edits.of_photo(photo.digest) if first and photo.to_restore is None else None
        if self._photos.left:
            self._offer_left()
        elif earlier is not None and isinstance(photo.source, Path):
            self._offer(self.tr("“{name}” was edited before."), replace(earlier, photo=photo.source))

    def _on_prepared(self, prepared: Prepared) -> None:
        self._place.show_prepared(prepared)
        if self._to_look_near and self._comparison.state.fitted:
            self._place.actions.zoom.trigger()
        self._to_look_near = False
        self._follow_readiness()
        self.statusBar().showMessage(self.tr("Ready. Move a slider."))
        if self._to_focus:
            self._panel.focus_first()
        self._to_focus = False

    def _on_saved(self, path: Path) -> None:
        self.statusBar().showMessage(self.tr("Saved: {path}").format(path=path))
        if self._desk.saving:
            return
        then, self._after_save = self._after_save, None
        if then:
            then()

    def _on_stopped(self, request: Request) -> None:
        if isinstance(request, SaveEdit):
            self._say_not_saved()
        elif isinstance(request, PreparePhoto):
            self.statusBar().showMessage(self.tr("Preparing was cancelled."))
        elif isinstance(request, PreviewEdit):
            self.statusBar().showMessage(self.tr("Cancelled. The picture does not show what the sliders say."))
        else:
            self.statusBar().showMessage(self.tr("Cancelled. The edit is shown as a preview."))

    def _on_failed(self, request: Request, problem: Problem) -> None:
        if isinstance(request, SaveEdit):
            self._after_save = None
        self.show_problem(problem)

    def _follow_readiness(self) -> None:
        desk = self._desk
        self._panel.set_ready(desk.ready, self._why_not_ready(), desk.can_retry and desk.busy is Busy.IDLE)
        self._actions.save.setEnabled(desk.can_save)
        self._actions.presets.menuAction().setEnabled(desk.ready)
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


def _no_photos(engine: EngineThread, settings: Settings) -> OpenPhotos:
    desk = Desk(engine)
    desk.use(settings.model, settings.device)
    return OpenPhotos(desk, StrengthSet(direction.name for direction in desk.directions()), settings.model)
