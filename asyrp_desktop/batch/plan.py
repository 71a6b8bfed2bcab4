"""What is to be done: which photos, under which names, and what of it is done already."""

from __future__ import annotations

import datetime
import itertools
import logging
import os
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath

from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.names import tell_of_shortening
from asyrp_desktop.photo.image_file import open_image
from asyrp_desktop.photo.photo import FORMATS
from asyrp_desktop.photo.raw_file import is_name_of_raw, raw_file

from . import places
from .inputs import UNREAD, FoundPhoto, find
from .manifest import Manifest, NewRow, PhotoRow, State
from .naming import NameFields, Template, numbered
from .order import BatchOrder
from .work_folder import work_folder

AGAIN = "made again: the photo or the settings have changed"
Made = Mapping[str, Container[str]]
"""The hashes of all that was ever written to a place."""
_log = logging.getLogger(__name__)


def plan(
    order: BatchOrder,
    settings: str,
    manifest: Manifest | None,
    retry_failed: bool = False,
    checked: Callable[[int, int], None] = lambda done, total: None,
    notices: list[str] | None = None,
) -> list[NewRow]:
    """The rows of a run. manifest: of what was done before; None for nothing. checked: called for each photo,
    once when it is compared and once when its output has a name.

    What was done with the same settings is kept where input and output still are what they were. An output of ours with
    other settings or of an older input is replaced; any other file at its place falls under the conflict rule.
    Raises BatchError.
    """
    known = manifest.known(settings) if manifest else {}
    made = manifest.made() if manifest else {}
    same = _Sameness()
    results = same.of_all(made)
    found = find(order.inputs, order.recursive, order.exclude, order.exclude_from, notices)
    photos = [photo for photo in found if same.of(photo.source) not in results]
    if not photos:
        raise BatchError("There are no photos to edit: all of them are results of this batch.", "Give other inputs.")
    own = same.of(str(work_folder(order.output))) + "/"
    if any(same.of(photo.source).startswith(own) for photo in photos):
        raise BatchError(f"“{work_folder(order.output)}” is the batch's own, and no input.", "Give other inputs.")
    settled: list[NewRow | None] = []
    with ThreadPoolExecutor() as pool:
        for row in pool.map(lambda photo: _settled(photo, known.get(photo.source), retry_failed), photos):
            settled.append(row)
            checked(len(settled), len(photos))
    template = Template(order.template)
    inputs = [photo.source for photo in photos] + ([order.mask] if order.mask else [])
    taken = same.of_all([*inputs, *map(_led_to, inputs), *(row.output for row in settled if row)])
    places_ = _Places(order, made, same, taken, set(filter(None, map(_identity, inputs))))
    rows: list[NewRow] = []
    for index, (photo, row) in enumerate(zip(photos, settled, strict=True), 1):
        rows.append(row or places_.row(photo, template, index))
        checked(index, len(photos))
    return rows


def _settled(photo: FoundPhoto, row: PhotoRow | None, retry_failed: bool) -> NewRow | None:
    """What needs no more work: done before, left before and not to be tried again, or left out. Else None."""
    if photo.left_out:
        return NewRow(photo.source, "", State.SKIPPED, photo.left_out)
    if row is None or (row.state is State.FAILED and retry_failed):
        return None
    # No hash: it never came to be read, or was skipped for what stood at its place.
    if not row.input_hash and row.state is not State.FAILED:
        return None
    if places.digest(row.source) != row.input_hash:
        return None
    left = row.state in (State.FAILED, State.SKIPPED)
    # Whatever else its state: it may have been killed between taking its place and being called done.
    if left or (row.output_hash and places.digest(row.output) == row.output_hash):
        state = row.state if left else State.DONE
        hashes = row.input_hash, row.output_hash
        return NewRow(row.source, row.output, state, row.why, *hashes, row.remedy, row.notices)
    return None


def _led_to(place: str) -> str:
    """Where a link leads, for what is none itself."""
    return place if places.is_address(place) else os.path.realpath(place)


def _identity(place: str) -> tuple[int, int] | None:
    """Of a file of this machine that may have several names; None for others."""
    try:
        found = os.stat(place)  # noqa: PTH116 - an address is a text
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if found.st_nlink > 1 else None


class _Sameness:
    """Tells whether two places are one, whatever links lead there, and where some file system knows no upper case."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of(self, place: str) -> str:
        """The same for what may be the same."""
        folder, separator, name = place.rpartition("/" if places.is_address(place) else os.sep)
        if folder not in self._folders:
            real = folder if places.is_address(place) else os.path.realpath(folder + separator)
            self._folders[folder] = unicodedata.normalize("NFC", real).casefold()
        return f"{self._folders[folder]}/{unicodedata.normalize('NFC', name).casefold()}"

    def of_all(self, places_: Iterable[str]) -> set[str]:
        return {self.of(place) for place in places_}


class _Places:
    """Where outputs go: never where an input lies, nor two to one place."""

    def __init__(
        self, order: BatchOrder, made: Made, same: _Sameness, taken: set[str], inputs: Container[tuple[int, int] | None]
    ) -> None:
        self._order = order
        self._made = made
        self._same = same
        self._taken = taken
        self._inputs = inputs

    def row(self, photo: FoundPhoto, template: Template, index: int) -> NewRow:
        suffix = PurePosixPath(photo.source).suffix.lower()
        if suffix in UNREAD:
            why = f"pictures of the kind {suffix} are not read"
            remedy = raw_file(photo.source).remedy if is_name_of_raw(suffix) else "Save it as JPEG, PNG or TIFF."
            return NewRow(photo.source, "", State.SKIPPED, why, remedy=remedy)
        fields = _fields(self._order, photo, index, template.uses_date)
        notices: list[str] = []
        if template.shortens(fields):
            tell_of_shortening(notices)
        for candidate in candidates(photo.folder / template.name(fields)):
            place = places.join(self._order.output, candidate)
            if self._same.of(place) in self._taken or _identity(place) in self._inputs:
                continue
            self._taken.add(self._same.of(place))
            if may_write(place, self._order, self._made):
                again = place in self._made and places.exists(place)
                return NewRow(photo.source, place, State.PENDING, AGAIN if again else "", notices=tuple(notices))
            if self._order.on_conflict == "skip":
                return NewRow(photo.source, place, State.SKIPPED, f"“{candidate}” exists already")
        raise AssertionError("candidates do not end")


def may_write(place: str, order: BatchOrder, made: Made) -> bool:
    """Whether nothing is there, or nothing but an output of ours, or whatever is there may be overwritten."""
    if not places.exists(place) or order.on_conflict == "overwrite":
        return True
    return place in made and places.digest(place) in made[place]


def candidates(name: PurePosixPath) -> Iterator[PurePosixPath]:
    yield name
    yield from (numbered(name, number) for number in itertools.count(2))


def _fields(order: BatchOrder, photo: FoundPhoto, index: int, with_date: bool) -> NameFields:
    path = PurePosixPath(photo.source.replace("\\", "/"))
    changes = {name: strength for name, strength in order.strengths.items() if strength}
    return NameFields(
        stem=unicodedata.normalize("NFC", path.stem),
        ext=path.suffix if path.suffix.lower() in FORMATS else ".jpg",
        preset=order.label,
        date=_taken_at(photo.source) if with_date else datetime.datetime.min,
        index=index,
        direction="_".join(changes),
        strength="_".join(f"{strength:g}" for strength in changes.values()),
    )


def _taken_at(source: str) -> datetime.datetime:
    """When a photo was taken, as its EXIF says; else when its file was last changed."""
    try:
        with open_image(places.read(source)) as image:
            exif = image.getexif()
        for text in (exif.get_ifd(0x8769).get(0x9003), exif.get(0x0132)):
            if text:
                return datetime.datetime.strptime(str(text)[:19], "%Y:%m:%d %H:%M:%S")
    # Pillow's decoders raise whatever their format's parser meets. What ails the photo is told when it is edited.
    except Exception:
        _log.debug("%s tells no date", source, exc_info=True)
    return places.changed_at(source)
