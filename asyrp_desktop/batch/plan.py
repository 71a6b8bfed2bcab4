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
from asyrp_desktop.photo.image_file import open_image
from asyrp_desktop.photo.photo import FORMATS

from . import places
from .inputs import UNREAD, FoundPhoto, find
from .manifest import Manifest, NewRow, PhotoRow, State
from .naming import NameFields, Template, numbered
from .order import BatchOrder

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
    photos = [photo for photo in find(order.inputs, order.recursive) if same.of(photo.source) not in results]
    if not photos:
        raise BatchError("There are no photos to edit: all of them are results of this batch.", "Give other inputs.")
    settled: list[NewRow | None] = []
    with ThreadPoolExecutor() as pool:
        for row in pool.map(lambda photo: _settled(known.get(photo.source), retry_failed), photos):
            settled.append(row)
            checked(len(settled), len(photos))
    template = Template(order.template)
    taken = same.of_all([photo.source for photo in photos] + [row.output for row in settled if row])
    places_ = _Places(order, made, same, taken)
    rows: list[NewRow] = []
    for index, (photo, row) in enumerate(zip(photos, settled, strict=True), 1):
        rows.append(row or places_.row(photo, template.name(_fields(order, photo, index, template.uses_date))))
        checked(index, len(photos))
    return rows


def _settled(row: PhotoRow | None, retry_failed: bool) -> NewRow | None:
    """What needs no more work: done before, or left before and not to be tried again. Else None."""
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
        return NewRow(
            row.source, row.output, row.state if left else State.DONE, row.why, row.input_hash, row.output_hash
        )
    return None


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

    def __init__(self, order: BatchOrder, made: Made, same: _Sameness, taken: set[str]) -> None:
        self._order = order
        self._made = made
        self._same = same
        self._taken = taken

    def row(self, photo: FoundPhoto, name: PurePosixPath) -> NewRow:
        name = photo.folder / name
        suffix = PurePosixPath(photo.source).suffix.lower()
        if suffix in UNREAD:
            return NewRow(photo.source, "", State.SKIPPED, f"pictures of the kind {suffix} are not read")
        for candidate in candidates(name):
            place = places.join(self._order.output, candidate)
            if self._same.of(place) in self._taken:
                continue
            self._taken.add(self._same.of(place))
            if may_write(place, self._order, self._made):
                again = place in self._made and places.exists(place)
                return NewRow(photo.source, place, State.PENDING, AGAIN if again else "")
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
        stem=path.stem,
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
