"""The photos that are open: one of them at the desk, and what is set on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from asyrp_desktop.core.edit_file import EditFile
from asyrp_desktop.core.values import Edit
from asyrp_desktop.models import kept_edits

from ..desk import Desk, ShownEdit
from ..engine_protocol import PhotoRead, Prepared, ReadPhoto, Request, Source
from ..kept.keeper import Keeper
from ..strengths import PhotoSettings, StrengthSet

PICTURE = QSize(192, 144)  # twice what the strip shows, for dense screens


@dataclass(eq=False)
class OpenPhoto:
    """In the order in which they were opened."""

    source: Source
    settings: PhotoSettings = field(default_factory=PhotoSettings)
    read: PhotoRead | None = None  # once it was at the desk; then without its pixels, but for the current
    prepared: Prepared | None = None  # what of it is edited
    picture: QImage = field(default_factory=QImage)  # what its edit looks like, small; null until it was at the desk
    to_restore: EditFile | None = None  # once it is prepared
    to_assume: Mapping[str, float] | None = None  # strengths of all its faces, once it is prepared

    @property
    def name(self) -> str:
        if isinstance(self.source, Path):
            return self.source.name
        return QCoreApplication.translate("OpenPhoto", "Pasted picture")

    @property
    def digest(self) -> str:
        """As it was read; empty where it was not yet."""
        return self.read.digest if self.read else ""

    @property
    def unsaved(self) -> bool:
        return self.to_assume is not None or self.settings.unsaved


class OpenPhotos(QObject):
    """Outlives the window, should that be made anew. The edits of files are kept as they grow."""

    listed = Signal()  # others are open, or one looks otherwise than before
    shown = Signal(object, bool)  # OpenPhoto; whether it is open for the first time
    altered = Signal()  # the file of the one that is shown, since it was edited
    prepared = Signal(object)  # Prepared
    emptied = Signal()  # the last one was closed
    restored = Signal(object)  # the EditFile

    def __init__(self, desk: Desk, strengths: StrengthSet, model: str) -> None:
        super().__init__()
        self.desk, self.strengths, self.model = desk, strengths, model
        self.keeper = Keeper(self._picture)
        self.current: OpenPhoto | None = None  # at the desk
        self._coming: OpenPhoto | None = None  # on its way there
        self.copied: Mapping[str, float] | None = None  # strengths
        self._photos: list[OpenPhoto] = []
        self._marked = False  # that the current one is not saved
        self._unreadable: list[OpenPhoto] = []  # of those that were tried one after the other
        # Edits that were under way when the program ended; until the user takes them back or passes them over.
        self.left = kept_edits.left_open()
        desk.photo_read.connect(self._on_read)
        desk.photo_prepared.connect(self._on_prepared)
        desk.edit_shown.connect(self._on_shown)
        desk.failed.connect(self._on_failed)
        desk.saved.connect(lambda _, edit: strengths.mark_saved(edit))
        strengths.changed.connect(self._on_strengths)

    @property
    def photos(self) -> Sequence[OpenPhoto]:
        return tuple(self._photos)

    @property
    def unsaved(self) -> list[OpenPhoto]:
        return [photo for photo in self._photos if photo.unsaved]

    def open(self, sources: Sequence[Source]) -> None:
        """Each once. The first of them comes to the desk."""
        opened = [self._add(source) for source in sources]
        self.show(opened[0])

    def restore(self, kept: EditFile, others: Sequence[EditFile] = ()) -> None:
        """The photo of an edit, with the edit instead of what is set on it. others: wait for their photos."""
        for edit in (kept, *others):
            self._add(edit.photo).to_restore = edit
        photo = self._add(kept.photo)
        if photo is self.current and self.desk.ready:
            self.settle()
        elif photo is not self.current or not self.desk.has_photo:
            self.show(photo)

    def show(self, photo: OpenPhoto) -> None:
        """Bring it to the desk. The one before stays there if this one cannot be read."""
        self._coming = photo
        self.desk.open(photo.source)
        self.listed.emit()

    def step(self, by: int) -> None:
        """To one of those beside the current."""
        if self.current in self._photos:
            self.show(self._photos[(self._photos.index(self.current) + by) % len(self._photos)])

    def close(self, photo: OpenPhoto) -> None:
        """What is set on it is lost, but for what is kept of it."""
        if photo not in self._photos:
            return  # closed while somebody was asked about it
        place = self._photos.index(photo)
        self._photos.remove(photo)
        self._unreadable.clear()
        self.strengths.stacks.removeStack(photo.settings.stack)
        if photo is self.current or all(one.digest != photo.digest for one in self._photos):
            self.keeper.close_photo(photo.digest)
        if photo is self.current or (self.current is None and photo is self._coming):
            self._leave(place)
        elif self.current is not None and photo is self._coming:
            self.show(self.current)  # by now the engine may have the other one
        self.listed.emit()

    def copy_settings(self, photo: OpenPhoto) -> None:
        if photo.to_assume is not None:
            self.copied = photo.to_assume
        elif photo.to_restore is not None:
            self.copied = next(iter(photo.to_restore.edit.strengths), {})
        else:
            self.copied = photo.settings.current
        self.listed.emit()

    def paste_settings(self, photos: Sequence[OpenPhoto]) -> None:
        """The strengths that were copied, instead of what is set on all faces of each."""
        if self.copied is None:
            return
        for photo in photos:
            photo.to_assume = dict(self.copied)
        if self.current in photos and self.desk.ready:
            self.settle()
        self.listed.emit()

    def use(self, model: str, device: str) -> None:
        """Load the model again. With another, nothing of what was set holds."""
        if model == self.model:
            self.desk.use(model, device)
            self._on_strengths()
            return
        self.model = model
        for photo in self._photos:
            self.keeper.close_photo(photo.digest)
            self.strengths.stacks.removeStack(photo.settings.stack)
            photo.settings, photo.to_restore, photo.to_assume = PhotoSettings(), None, None
        self.copied = None
        self.desk.use(model, device)
        if self.current:
            self._keep(self.current, Edit())
            self.strengths.hold(self.current.settings)
        self.listed.emit()

    def settle(self) -> None:
        """The faces of the current photo are known: set on it what waited for that."""
        photo = self.current
        assert photo is not None
        kept, photo.to_restore = photo.to_restore, None
        values, photo.to_assume = photo.to_assume, None
        if kept is not None:
            self.keeper.begin_anew()
            self.strengths.restore(kept.edit)
            self.keeper.keep_now()
            self.restored.emit(kept)
        if values is not None:
            text = QCoreApplication.translate("OpenPhotos", "pasting of settings")
            self.strengths.assume(values, text, self.strengths.regions)
        if kept or values is not None:
            self.listed.emit()

    def stop(self) -> None:
        """Returns when all edits are kept."""
        self.keeper.stop()

    def _add(self, source: Source) -> OpenPhoto:
        if isinstance(source, Path):
            source = source.absolute()
        known = next((photo for photo in self._photos if photo.source == source), None)
        if known is not None:
            return known
        self._photos.append(OpenPhoto(source))
        return self._photos[-1]

    def _leave(self, place: int) -> None:
        """The photo at the desk, or the one that was to come there, is no longer among them; it was at this place."""
        self.current = None
        self.desk.drop_photo()
        nearest = (*self._photos[place:], *reversed(self._photos[:place]))
        readable = next((photo for photo in nearest if photo not in self._unreadable), None)
        if readable is not None:
            self.show(readable)
            return
        self._coming = None
        self.desk.close_photo()
        self.strengths.forget()
        self.emptied.emit()

    def _on_read(self, source: Source, read: PhotoRead) -> None:
        photo = next((photo for photo in self._photos if photo.source is source), None)
        if photo is None:  # closed meanwhile
            self.desk.drop_photo()
            return
        if photo is self._coming:
            self._coming = None
        first = photo.read is None
        altered = not first and photo.digest != read.digest
        self.keeper.leave_photo()
        if altered:
            self.keeper.close_photo(photo.digest)
        if self.current and self.current.read:
            self.current.read = self.current.read.without_pixels()
        self._unreadable.clear()
        self.current, photo.read, photo.prepared = photo, read, None
        photo.picture = small(read.layers.images[-1])
        self._keep(photo, Edit() if altered else photo.settings.whole)
        self.shown.emit(photo, first)
        if altered and photo.settings.whole.worth_keeping:
            self.altered.emit()
        self.strengths.hold(photo.settings)
        self.listed.emit()

    def _keep(self, photo: OpenPhoto, edit: Edit) -> None:
        """Its edit from now on, beginning with this one; pasted pictures have no file to find them by."""
        if isinstance(photo.source, Path):
            self.keeper.show_photo(photo.source, photo.digest, self.model, edit)

    def _on_prepared(self, prepared: Prepared) -> None:
        if self.current is None:
            return  # closed meanwhile
        self.current.prepared = prepared
        self.prepared.emit(prepared)
        self.settle()

    def _on_shown(self, shown: ShownEdit) -> None:
        # Pictures that follow the hand would keep the strip busy.
        if self.current and not shown.preview:
            self.current.picture = small(shown.layers.images[-1])
            self.listed.emit()
            if shown.edit == self.strengths.edit:
                self.keeper.show_picture(shown.layers.images[-1])

    def _on_failed(self, request: Request) -> None:
        if not isinstance(request, ReadPhoto):
            return
        broken = next((photo for photo in self._photos if photo.source is request.source), None)
        if broken is None:
            return
        if broken is self._coming:
            self._coming = None
        place = self._photos.index(broken)
        self._unreadable.append(broken)
        if broken.read is None or (self.current is None and not broken.unsaved):
            self._photos.remove(broken)
        if self._coming is None and not self.desk.has_photo:
            self._leave(place)
        self.listed.emit()

    def _on_strengths(self) -> None:
        if self.current and self.desk.has_photo:
            self.desk.set_edit(self.strengths.edit, self.strengths.needed)
            self.keeper.set_edit(self.strengths.held.whole)
            if self.current.unsaved != self._marked:
                self._marked = self.current.unsaved
                self.listed.emit()

    def _picture(self) -> QImage:
        assert self.current is not None
        return self.desk.shown.layers.images[-1] if self.desk.shown else self.current.picture


def small(image: QImage) -> QImage:
    return image.scaled(PICTURE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
