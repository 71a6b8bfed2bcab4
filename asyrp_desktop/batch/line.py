"""The line that photos go down: read, edited in groups, written; each stage works beside the others.

Outputs are staged in the batch's own folder. They take their places by the one who keeps the manifest.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil
from PIL import Image

from asyrp_desktop.core.errors import AsyrpError, Cancelled
from asyrp_desktop.core.files import replacing
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import Crop
from asyrp_desktop.engine.device import devices
from asyrp_desktop.models.shelf import own_names, sides
from asyrp_desktop.photo.photo import Photo, load
from asyrp_desktop.photo_edit import Fitting, PhotoEdit, Studio, edit_together, fitted_mask, read_mask

from . import places
from .manifest import State
from .news import Left, Moved, Noticed, Outcome, Stage, Staged, Task
from .order import BatchOrder
from .room import Room
from .work_folder import staged_file, thumbnails

_log = logging.getLogger(__name__)

THUMBNAIL = 160  # pixels, the longer side of each of a pair
NO_FACE = "no face was found"

# On a CPU larger groups gain nothing. Elsewhere: bytes of device memory for a photo's pixel at full depth of the
# network, and bytes of main memory for a large photo, of which three groups are on the line at a time.
_CPU_GROUP, _MOST = 8, 32
_BYTES_PER_PIXEL, _BYTES_PER_PHOTO = 8_000, 72_000_000


class _Read(NamedTuple):
    task: Task
    edit: PhotoEdit
    input_hash: str
    seconds: float


class PhotoLine:
    """A loaded model and the threads around it. `run` may be called while it runs: then one run reads or writes while
    another edits.

    folder: the batch's own. jobs: threads that read, and as many that write. tell: receives Moved, from any thread.
    """

    def __init__(
        self, order: BatchOrder, folder: Path, jobs: int, room: Room, tell: Callable[[Moved | Noticed], None]
    ) -> None:
        """Raises ModelError, DeviceError, UnknownDirection, WrongBaseModel; PhotoError over the mask."""
        # No photo comes twice: trajectories kept for a second edit would only take memory.
        self._studio = Studio(order.model, order.device, cache_bytes=0)
        self._strengths = own_names(order.strengths, sides(self._studio.card.name))
        self._studio.blend(self._strengths)
        self._order = order
        self._mask = read_mask(Path(order.mask)) if order.mask else None
        self._folder = folder
        self._jobs = jobs
        self._room = room
        self._tell = tell
        self.group_size = _group_size(self._studio)
        # A group may have many more faces than photos.
        self._studio.editor.most = min(self._studio.editor.most or self.group_size, self.group_size)
        # The finder's threads would only take the engine's cores from each other.
        self._finding = threading.Lock()
        self._editing = threading.Lock()

    def run(self, groups: Iterable[Sequence[Task]], settle: Callable[[Outcome], None]) -> None:
        """settle: called once for each photo, from any thread. Raises Cancelled when what was edited is written."""
        with (
            ThreadPoolExecutor(self._jobs, "reading") as readers,
            ThreadPoolExecutor(self._jobs, "writing") as writers,
        ):
            ahead: deque[list[Future[_Read | Left]]] = deque()
            written: list[Future[None]] = []

            def edit_next() -> None:
                nonlocal written
                results = [reading.result() for reading in ahead.popleft()]
                for left in results:
                    if isinstance(left, Left):
                        settle(left)
                # One group is read and one is written while one is edited: no more photos are in memory.
                for writing in written:
                    writing.result()
                written = self._edit([read for read in results if isinstance(read, _Read)], writers, settle)

            try:
                for group in groups:
                    ahead.append([readers.submit(self._read, task) for task in group])
                    if len(ahead) > 1:
                        edit_next()
                while ahead:
                    edit_next()
            finally:
                readers.shutdown(cancel_futures=True)
            for writing in written:
                writing.result()

    def _read(self, task: Task) -> _Read | Left:
        self._room.control.wait()
        self._tell(Moved(task.id, Stage.READING))
        began = time.perf_counter()
        input_hash = ""
        try:
            data = places.read(task.source)
            input_hash = hashlib.sha256(data).hexdigest()
            edit = self._prepared(load(data))
        except OSError as error:
            return Left(task.id, State.FAILED, f"It cannot be read: {error.strerror or error}.")
        except Exception as error:
            return _failed(task, error, input_hash)
        if edit is None:
            return Left(task.id, State.SKIPPED, NO_FACE, input_hash)
        return _Read(task, edit, input_hash, time.perf_counter() - began)

    def _prepared(self, photo: Photo) -> PhotoEdit | None:
        """None where the model is about faces and there is none."""
        order = self._order
        painted = None if self._mask is None else fitted_mask(self._mask, photo)
        fitting = Fitting(order.reach, order.sharpen, painted, order.local)
        with self._finding:
            edit = PhotoEdit(self._studio, photo, Crop("auto", face=order.faces), order.steps, fitting)
            edit.course = order.course
            if self._studio.card.alignment and edit.regions[0].outline is None:
                # The middle of the photo would be edited instead. Of a landscape nobody wants that unseen.
                return None
            return edit

    def _edit(
        self, group: Sequence[_Read], writers: ThreadPoolExecutor, settle: Callable[[Outcome], None]
    ) -> list[Future[None]]:
        """Returns the writing, under way."""
        if not group:
            return []
        try:
            with self._editing:
                for read in group:
                    self._tell(Moved(read.task.id, Stage.EDITING))
                began = time.perf_counter()
                try:
                    edited = edit_together(
                        [read.edit for read in group], self._strengths, Progress(control=self._room.control)
                    )
                finally:
                    self._tell_of_device()
                seconds = (time.perf_counter() - began) / len(group)
        except Cancelled:
            raise
        except Exception as error:
            if len(group) > 1:
                # One of them may be the reason: each by itself.
                return [writing for read in group for writing in self._edit([read], writers, settle)]
            settle(_failed(group[0].task, error, group[0].input_hash))
            return []
        return [
            writers.submit(self._write, read, changes, evaluations, seconds, settle)
            for read, (changes, evaluations) in zip(group, edited, strict=True)
        ]

    def _tell_of_device(self) -> None:
        """Under the lock of editing: nobody else adds to them meanwhile."""
        notices, self._studio.editor.notices = self._studio.editor.notices, []
        for notice in notices:
            self._tell(Noticed(notice))

    def _write(
        self, read: _Read, changes: np.ndarray, evaluations: float, editing: float, settle: Callable[[Outcome], None]
    ) -> None:
        task = read.task
        self._tell(Moved(task.id, Stage.WRITING))
        began = time.perf_counter()
        staged = staged_file(self._folder, task.id, task.suffix)
        try:
            rendered = read.edit.finish(changes, self._strengths, evaluations)
            self._room.until(lambda: read.edit.save(rendered, staged, self._order.strip_location))
            self._room.until(lambda: _write_pair(read.edit.photo, rendered.photo, thumbnails(self._folder, task.id)))
            outcome = Staged(
                task.id,
                staged,
                read.input_hash,
                places.digest(str(staged)),
                len(read.edit.regions),
                {"read": read.seconds, "edit": editing, "write": time.perf_counter() - began},
                tuple(dict.fromkeys(read.edit.notices)),
            )
        except Cancelled:
            return
        except OSError as error:
            outcome = Left(task.id, State.FAILED, f"It cannot be written: {error.strerror or error}", read.input_hash)
        except Exception as error:
            outcome = _failed(task, error, read.input_hash)
        settle(outcome)


def _group_size(studio: Studio) -> int:
    """How many photos are edited together, at most: by all the memory that there is, so that it is always the same."""
    device = studio.editor.device
    if device.type == "cpu":
        return _CPU_GROUP
    memory = next(info.total for info in devices() if info.device in (str(device), f"{device}:0"))
    fitting = min(
        memory // 2 // (_BYTES_PER_PIXEL * studio.size**2),
        psutil.virtual_memory().total // 4 // (3 * _BYTES_PER_PHOTO),
    )
    return max(1, min(fitting, _MOST))


def _failed(task: Task, error: Exception, input_hash: str) -> Left:
    if isinstance(error, AsyrpError):
        return Left(task.id, State.FAILED, error.message, input_hash, error.remedy)
    _log.error("unforeseen", exc_info=error)
    why = f"Something unforeseen went wrong: {error or type(error).__name__}."
    return Left(task.id, State.FAILED, why, input_hash)


def _write_pair(before: Photo, after: Photo, path: Path) -> None:
    pair = [Image.fromarray(photo.smaller(THUMBNAIL).pixels) for photo in (before, after)]
    both = Image.new("RGB", (2 * pair[0].width, pair[0].height))
    for k, picture in enumerate(pair):
        both.paste(picture, (k * picture.width, 0))
    with replacing(path) as part:
        both.save(part, "JPEG", quality=80)
