"""What the engine is asked, and when. The only owner of busy and idle.

The latest strengths win: a preview under way may end, so that a moving slider is followed, but what the hand has left
behind by the time it rests is cancelled, and so is a full render at the first newer value.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from asyrp_desktop.core.values import ALL_FACES, DirectionInfo, Edit, Scope
from asyrp_desktop.core.variants import VariantOrder

from .engine_protocol import (
    Busy,
    EditRendered,
    EditTraced,
    Event,
    Failed,
    Finished,
    Job,
    KeyframeRendered,
    Layers,
    LoadModel,
    Noticed,
    PhotoPrepared,
    PhotoRead,
    PreparePhoto,
    PreviewEdit,
    Progressed,
    ReadPhoto,
    RenderEdit,
    RenderKeyframe,
    RenderVariants,
    Request,
    SaveEdit,
    Source,
    Stopped,
    TraceEdit,
    VariantRendered,
    VariantsRendered,
)
from .engine_thread import EngineThread
from .history import History
from .instant import Instant
from .language import translated

REST_MS = 250
HISTORY_BYTES = 256 << 20
AHEAD_SECONDS = 15.0  # what an inversion, or a keyframe, may take for keyframes to be worth their heat


class ShownEdit(NamedTuple):
    """What the edited view shows."""

    edit: Edit
    layers: Layers
    preview: bool


class Desk(QObject):
    """One photo at the engine."""

    busy_changed = Signal(object)  # Busy
    progressed = Signal(object)  # core's Report
    photo_read = Signal(object, object)  # Source, PhotoRead
    photo_prepared = Signal(object)  # Prepared
    ready_changed = Signal()
    edit_shown = Signal(object)  # ShownEdit
    saved = Signal(object, object)  # Path, Edit
    stopped = Signal(object)  # the Request that was cancelled by the user
    failed = Signal(object, object)  # the Request, its Problem
    noticed = Signal(str)
    variant_rendered = Signal(object, object)  # VariantOrder, VariantRendered
    variants_ended = Signal(object, object)  # VariantOrder; VariantsRendered, Stopped or Failed
    trace_ended = Signal(object)  # EditTraced, Stopped or Failed

    def __init__(self, engine: EngineThread) -> None:
        super().__init__()
        self._engine = engine
        engine.happened.connect(self._on_event)
        self._job: Job | None = None
        self._by_user = False  # whether it was the user who cancelled the job
        self._closing = False
        self._started = False
        self._loaded = False
        self._declined_loading = False
        self._to_read: Source | None = None
        self._photo: PhotoRead | None = None
        self._place = PreparePhoto(ALL_FACES, (0,))  # what of the photo is to be edited
        self._prepared: PreparePhoto | None = None
        self._declined_preparing = False
        self._wanted = Edit()
        self._scope = Scope()  # also of an edit that changes nothing
        self._declined: Edit | None = None  # an edit that was cancelled or failed: not tried again by itself
        self._shown: ShownEdit | None = None
        self._to_save: list[SaveEdit] = []
        self._keep_date = False
        self._to_vary: RenderVariants | None = None
        self._to_trace: TraceEdit | None = None
        self._instant = Instant()
        self._history = History(HISTORY_BYTES)
        self._ahead_wanted = True
        self._foreseeing = True  # until it fails, or proves to be slow
        self._began = 0.0  # the job
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)

    @property
    def busy(self) -> Busy:
        if self._closing:
            return Busy.CLOSING
        return self._job.request.busy if self._job else Busy.IDLE

    @property
    def has_photo(self) -> bool:
        return self._photo is not None

    @property
    def ready(self) -> bool:
        """What is to be edited of the photo is inverted: strengths can be set."""
        return self._has(self._place)

    @property
    def can_save(self) -> bool:
        """A photo that is being read takes the engine away from the one that is seen."""
        return self.ready and not (self._job and isinstance(self._job.request, ReadPhoto))

    def can_save_as(self, edit: Edit) -> bool:
        """Also one that was set before: the engine holds one crop of the photo."""
        held = (self._place.crop, self._place.steps) == (edit.scope.crop, edit.scope.course.steps)
        return self.can_save and (held or not edit.changes)

    @property
    def wanted(self) -> Edit:
        """What is set, and what saving would write; without its scope where it changes nothing."""
        return self._wanted

    @property
    def saving(self) -> bool:
        """Something is still to be written."""
        return bool(self._to_save)

    @property
    def can_retry(self) -> bool:
        """Preparing was cancelled or failed, or the model could not be loaded."""
        return self._declined_preparing or self._declined_loading

    @property
    def shown(self) -> ShownEdit | None:
        return self._shown

    def directions(self) -> Sequence[DirectionInfo]:
        return [translated(info) for info in self._engine.directions()]

    def use(self, model: str, device: str) -> None:
        """Another base model, or another device: it is loaded, and the photo prepared anew."""
        self._engine.use(model, device)
        self._cancel_job()
        self._loaded = self._declined_loading = False
        self._history.clear()
        self._forget_edit()
        self._show_original()
        self._advance()
        self.ready_changed.emit()

    def start(self) -> None:
        """Load the model, unless that was begun before."""
        self._started = True
        self._advance()

    def open(self, source: Source) -> None:
        """Read a photo and prepare it. The one before stays if this one cannot be read."""
        self._started = True
        self._declined_loading = False
        self._to_read = source
        self._cancel_job()
        self._advance()

    def close_photo(self) -> None:
        self._cancel_job()
        self._to_read = None
        self.drop_photo()

    def drop_photo(self) -> None:
        """It was closed; one that is on its way still comes."""
        self._photo = self._shown = None
        self._forget_edit()
        self.ready_changed.emit()

    def retry(self) -> None:
        """Load or prepare again what was cancelled or failed."""
        self._declined_loading = self._declined_preparing = False
        self.ready_changed.emit()
        self._advance()

    def forget_pictures(self) -> None:
        """A direction may do otherwise than before: what is shown is rendered again."""
        self._engine.renew_directions()
        self._history.clear()
        self._instant.clear()
        if self._job and isinstance(self._job.request, PreviewEdit | RenderEdit | RenderKeyframe):
            self._cancel_job()
        if self._shown is not None and self._shown.edit.changes:
            self._shown = self._shown._replace(preview=True)
        self._advance()

    def limit_history(self, size: int) -> None:
        """Bytes that pictures may take that are kept to be shown again."""
        self._history.limit(size)

    def foresee(self, names: Sequence[str]) -> None:
        """Directions whose sliders may be moved next, the likeliest first: they will follow the hand at once."""
        self._instant.foresee(names)
        self._advance()

    def set_edit(self, edit: Edit, regions: tuple[int, ...] = (0,)) -> None:
        """Show the photo with this edit, soon as a preview and, when the hand rests, as it is.

        regions: which of the scope's have strengths, or will have them at the next move of a slider.
        """
        if edit.scope != self._scope:
            self._scope = edit.scope
            self._instant.set_scope(edit.scope)
            self.cancel_variants()  # half of them would be of another
        self._set_place(PreparePhoto(edit.scope.crop, regions, edit.scope.course.steps))
        if not edit.changes:
            edit = Edit()
        if edit == self._wanted:
            self._advance()  # the scope may be another
            return
        self._wanted, self._declined = edit, None
        self.cancel_trace()
        self._rest.start()
        if self.busy in (Busy.SETTLING, Busy.VARYING):
            self._cancel_job()
        if (shown := self._at_once(edit)) is not None:
            if self.busy is Busy.PREVIEWING:
                self._cancel_job()  # of what the hand has left behind
            self._show(shown)
        self._advance()

    def save(self, path: Path, strip_location: bool = False, edit: Edit | None = None) -> None:
        """Write an edit of the photo at full steps, by default the one that is set. See `can_save` and `can_save_as`;
        nothing else is begun before it is written.
        """
        wanted = self._wanted if edit is None else edit
        self._to_save.append(SaveEdit(wanted, path, strip_location, self._keep_date))
        if self.busy in (Busy.PREVIEWING, Busy.VARYING) or (self.busy is Busy.SETTLING and not self._is_latest()):
            self._cancel_job()
        self._advance()

    def keep_dates(self, keep: bool) -> None:
        """Whether what is saved from now on is dated as the photo's file."""
        self._keep_date = keep

    def vary(self, order: VariantOrder) -> None:
        """Render the photo with each setting, whenever there is nothing to show or to save. Instead of the one before.

        Every order ends with exactly one `variants_ended`.
        """
        self.cancel_variants()
        self._to_vary = RenderVariants(order, self._scope)
        self._advance()

    def cancel_variants(self) -> None:
        if self._to_vary is not None:
            order, self._to_vary = self._to_vary.order, None
            if self.busy is Busy.VARYING:
                self._cancel_job()
            self.variants_ended.emit(order, Stopped())

    def trace(self) -> None:
        """Look at the way of the edit that is set, whenever there is nothing to show. Ends with one `trace_ended`."""
        self.cancel_trace()
        self._to_trace = TraceEdit(self._wanted)
        self._advance()

    def cancel_trace(self) -> None:
        if self._to_trace is not None:
            if self._job and self._job.request is self._to_trace:
                self._cancel_job()
            self._to_trace = None
            self.trace_ended.emit(Stopped())

    def cancel(self) -> None:
        """The user's wish: stop what is seen to be under way, and do not begin the same again. What waits to be saved
        is saved all the same.
        """
        if self._job and self.busy.can_be_cancelled:
            self._by_user = True
            self._job.control.cancel()

    def work_ahead(self, wanted: bool) -> None:
        """Whether keyframes may be rendered while nothing else is to do."""
        self._ahead_wanted = wanted
        self._advance()

    def stop_engine(self) -> None:
        """Whatever it does."""
        self._engine.stop()

    def shut_down(self) -> None:
        """Returns when the engine has stopped."""
        if not self._closing:
            self._closing = True
            self._rest.stop()
            self.busy_changed.emit(self.busy)
            self._engine.stop()

    def _set_place(self, place: PreparePhoto) -> None:
        if place == self._place:
            return
        self._place, self._declined_preparing = place, False
        if self._photo is not None and not self.ready:
            # A square on its way to where it is wanted is not inverted at every stop.
            self._rest.start()
            if self._job and not isinstance(self._job.request, LoadModel | ReadPhoto):
                self._cancel_job()
        self.ready_changed.emit()
        self._advance()

    def _on_rest(self) -> None:
        if self.busy is Busy.PREVIEWING and not self._is_latest():
            self._cancel_job()
        self._advance()

    def _at_once(self, edit: Edit) -> ShownEdit | None:
        """What can be shown of an edit without asking the engine."""
        if self._photo is None:
            return None
        if not edit.changes:
            return ShownEdit(edit, self._photo.layers, preview=False)  # strength 0 is the photo itself
        if (layers := self._history.find(self._photo.digest, edit)) is not None:
            return ShownEdit(edit, layers, preview=False)
        layers = self._instant.layers(edit) if self.ready else None
        return None if layers is None else ShownEdit(edit, layers, preview=True)

    def _is_latest(self) -> bool:
        request = self._job.request if self._job else None
        return isinstance(request, PreviewEdit | RenderEdit) and request.edit == self._wanted

    def _cancel_job(self) -> None:
        """For something newer; what is being written is wanted all the same."""
        if self._job and not isinstance(self._job.request, SaveEdit):
            self._job.control.cancel()

    def _advance(self) -> None:
        """Ask for what comes next, if the engine is free."""
        if self._closing or not self._started:
            return
        request = self._next()
        if self._job:
            # What nobody waits for makes way for what somebody does, and for a hand that moves.
            if isinstance(self._job.request, RenderKeyframe) and request != self._job.request:
                self._cancel_job()
            return
        if request is not None:
            self._by_user = False
            if isinstance(request, PreparePhoto) and self._prepared and not _alike(self._prepared, request):
                self._prepared = None  # the engine holds one crop
            self._job, self._began = Job(request), time.monotonic()
            self.busy_changed.emit(self.busy)
            self._engine.ask(self._job)

    def _next(self) -> Request | None:
        if self._to_save:
            return self._to_save[0]  # of the photo and the place that are prepared: before these become others
        if self._to_read is not None:
            return ReadPhoto(self._to_read)
        if not self._loaded:
            return None if self._declined_loading else LoadModel()
        if self._photo is None or self._declined_preparing:
            return None
        if not self.ready:
            return None if self._rest.isActive() else self._place
        if self._shown is None:
            return None
        if self._wanted == self._declined:
            return self._to_trace or self._to_vary or self._ahead()
        if self._shown.edit != self._wanted:
            return PreviewEdit(self._wanted)
        if self._rest.isActive():
            return None
        return RenderEdit(self._wanted) if self._shown.preview else self._to_trace or self._to_vary or self._ahead()

    def _ahead(self) -> RenderKeyframe | None:
        """Work for an idle engine."""
        wanted = self._ahead_wanted and self._foreseeing
        return self._instant.missing(self._place.regions) if wanted else None

    def _on_event(self, event: Event) -> None:
        if self._closing or self._job is None:
            return
        request = self._job.request
        match event:
            case Progressed(report):
                self.progressed.emit(report)
            case Noticed(text):
                self.noticed.emit(text)
            case PhotoRead():
                self._take_photo(request, event)
            case PhotoPrepared(done, prepared):
                if not self._job.control.cancelled:
                    before = self._prepared.regions if self._prepared else ()
                    self._prepared = replace(done, regions=(*before, *done.regions))
                    if self._shown is None:
                        self._show_original()
                    self.photo_prepared.emit(prepared)
            case EditRendered(layers):
                # A result that was overtaken is still nearer to the hand than what is shown, unless it was reset.
                if isinstance(request, PreviewEdit | RenderEdit) and not self._job.control.cancelled:
                    if isinstance(request, RenderEdit) and self._photo:
                        self._history.add(self._photo.digest, request.edit, layers)
                    self._show(ShownEdit(request.edit, layers, isinstance(request, PreviewEdit)))
            case VariantRendered(number) if self._is_wanted(request):
                assert self._to_vary is not None
                self._to_vary = replace(self._to_vary, start=number + 1)
                self.variant_rendered.emit(self._to_vary.order, event)
            case EditTraced() if request is self._to_trace:
                self._to_trace = None
                self.trace_ended.emit(event)
            case KeyframeRendered() if isinstance(request, RenderKeyframe) and not self._job.control.cancelled:
                self._instant.add(request, event)
            case VariantsRendered() if self._is_wanted(request):
                assert self._to_vary is not None
                order, self._to_vary = self._to_vary.order, None
                self.variants_ended.emit(order, event)
            case Finished():
                self._end(request, Stopped() if self._lost(request) else event)
            case Stopped() | Failed():
                self._end(request, event)

    def _is_wanted(self, request: Request) -> bool:
        """Whether it renders the order that is wanted now."""
        wanted = self._to_vary
        return isinstance(request, RenderVariants) and wanted is not None and request.order is wanted.order

    def _has(self, place: PreparePhoto) -> bool:
        known = self._prepared
        return known is not None and _alike(known, place) and set(place.regions) <= set(known.regions)

    def _lost(self, request: Request) -> bool:
        """The engine was done at the very moment when it was cancelled, and the result was not taken."""
        return isinstance(request, PreparePhoto) and not self._has(request)

    def _end(self, request: Request, ending: Finished | Stopped | Failed) -> None:
        assert self._job is not None
        if isinstance(request, LoadModel) and self._job.control.cancelled:
            ending = Stopped()  # loading has no steps to stop at: another model may be wanted by now
        by_user, self._job = self._by_user, None
        given_up = isinstance(ending, Failed) or by_user
        match request:
            case LoadModel():
                self._loaded = isinstance(ending, Finished)
                self._declined_loading = given_up
            case ReadPhoto(source):
                if self._to_read is source:
                    self._to_read = None
            case PreparePhoto():
                self._declined_preparing = given_up and request == self._place and not self.ready
                self._foreseeing &= self._took() < AHEAD_SECONDS * len(request.regions)
            case PreviewEdit(edit) | RenderEdit(edit):
                if given_up:
                    self._declined = edit
                    if self._shown is not None and self._shown.edit != self._wanted:
                        self._show(self._shown._replace(preview=True))  # it is not what the sliders say
            case SaveEdit(edit, path):
                self._to_save = [one for one in self._to_save if one is not request]
                if isinstance(ending, Finished):
                    self.saved.emit(path, edit)
            case RenderKeyframe():
                # Sliders work without, and it may fail again: not tried until there is another photo.
                self._foreseeing &= not isinstance(ending, Failed) and self._took() < AHEAD_SECONDS
            case TraceEdit() if request is self._to_trace and (given_up or isinstance(ending, Finished)):
                self._to_trace = None
                self.trace_ended.emit(ending)
            case RenderVariants(order):
                # Overtaken by the hand, it goes on later where it was.
                if given_up and self._is_wanted(request):
                    self._to_vary = None
                    self.variants_ended.emit(order, ending)
        self._advance()
        self.busy_changed.emit(self.busy)
        self.ready_changed.emit()
        if isinstance(request, RenderVariants | RenderKeyframe | TraceEdit):
            return  # whoever asked was told above
        if isinstance(ending, Failed):
            self.failed.emit(request, ending.problem)
        elif by_user and isinstance(ending, Stopped):
            self.stopped.emit(request)

    def _took(self) -> float:
        return time.monotonic() - self._began

    def _take_photo(self, request: Request, photo: PhotoRead) -> None:
        # Closed meanwhile. One that a newer photo overtook is taken: should the newer be unreadable, this one stays.
        if not isinstance(request, ReadPhoto) or self._to_read is None:
            return
        self._photo = photo
        self._shown = None
        self._forget_edit()
        self.photo_read.emit(request.source, photo)
        self.ready_changed.emit()

    def _forget_edit(self) -> None:
        self._rest.stop()
        self._foreseeing = True
        self._scope = Scope()
        self._instant.set_scope(self._scope)
        self._instant.show_photo(self._photo.layers if self._photo else Layers(()))
        self._place, self._prepared = PreparePhoto(ALL_FACES, (0,)), None
        self._declined_preparing = False
        self._wanted, self._declined = Edit(), None
        self.cancel_variants()
        self.cancel_trace()

    def _show_original(self) -> None:
        if self._photo is not None:
            self._show(ShownEdit(Edit(), self._photo.layers, preview=False))

    def _show(self, shown: ShownEdit) -> None:
        self._shown = shown
        if shown.edit.changes and not shown.preview:
            self._instant.settle(shown.edit, shown.layers)
        self.edit_shown.emit(shown)


def _alike(one: PreparePhoto, other: PreparePhoto) -> bool:
    """The same of the photo, though perhaps other regions of it."""
    return (one.crop, one.steps) == (other.crop, other.steps)
