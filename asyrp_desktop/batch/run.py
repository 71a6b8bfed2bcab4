"""A batch at work: planned, sent down the line, recorded, and brought to its end whatever happens on the way."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Protocol

from asyrp_desktop.core.errors import BatchError, Cancelled, DiskFull, OutsideFolder
from asyrp_desktop.core.files import remove_inside
from asyrp_desktop.core.path_text import shown
from asyrp_desktop.core.progress import Control
from asyrp_desktop.photo.companions import carry_along

from . import places
from .manifest import Manifest, PhotoRow, State
from .news import Checking, Ended, Left, News, NoRoom, Noticed, Outcome, Planned, Staged, Tally, Task
from .order import BatchOrder
from .plan import Made, candidates, may_write, plan
from .room import Room
from .work_folder import FOLDERS, check_own, manifest_file, work_folder

DEFAULT_JOBS = min(4, os.cpu_count() or 1)
_STAGED = re.compile(r"[0-9]{1,18}(?=-)")  # the id in a name of `work_folder.staged_file`
_log = logging.getLogger(__name__)


class Crew(Protocol):
    """Who edits: this process, or a cluster. See `line.PhotoLine`."""

    group_size: int  # photos that are edited together

    def run(self, groups: Iterable[Sequence[Task]], settle: Callable[[Outcome], None]) -> None: ...


class Clock:
    """Seconds worked. Stands still while there is a reason to, from the start "not begun"."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worked = 0.0
        self._since = 0.0
        self._reasons = {"not begun"}

    def hold(self, reason: str) -> None:
        with self._lock:
            if not self._reasons:
                self._worked += time.monotonic() - self._since
            self._reasons.add(reason)

    def release(self, reason: str) -> None:
        with self._lock:
            if self._reasons == {reason}:
                self._since = time.monotonic()
            self._reasons.discard(reason)

    @property
    def seconds(self) -> float:
        with self._lock:
            return self._worked + (0.0 if self._reasons else time.monotonic() - self._since)


class Batch:
    """One run of an order. pause, resume and cancel may be called from any thread.

    listener: receives News, from any thread, one at a time. jobs: threads that read, and as many that write.
    cluster: "local" or the address of a Ray cluster; None: this process edits.
    """

    def __init__(
        self,
        order: BatchOrder,
        listener: Callable[[News], None],
        jobs: int = DEFAULT_JOBS,
        cluster: str | None = None,
    ) -> None:
        self._order = order
        self._listener = listener
        self._jobs = jobs
        self._cluster = cluster
        self._folder = work_folder(order.output)
        self._control = Control()
        self._room = Room(self._control, lambda waiting: self._tell(NoRoom(waiting)))
        self._clock = Clock()
        self._telling = threading.RLock()
        self._publishing = threading.Lock()
        self._rows: dict[int, PhotoRow] = {}
        self._counts: Counter[State] = Counter()
        self._edited = self._ended = self._faces = 0  # in this run
        self._made: Made = {}

    @property
    def rows(self) -> list[PhotoRow]:
        """All photos, in their order, as they stand."""
        return list(self._rows.values())

    def pause(self) -> None:
        """Hold the work at its next denoising step."""
        self._clock.hold("asked for")
        self._control.pause()

    def resume(self) -> None:
        self._clock.release("asked for")
        self._control.resume()

    def cancel(self) -> None:
        """Stop at the next denoising step. What is edited is still written; the rest is cancelled."""
        self._control.cancel()

    def run(self, retry_failed: bool = False) -> Tally:
        """Plan, and do all that is not done. Where a photo fails, the run goes on.

        Raises AsyrpError where nothing can be done at all; Cancelled only while it plans.
        """
        settings = self._order.settings()
        check_own(self._folder)
        try:
            for folder in FOLDERS:
                self._room.until(partial((self._folder / folder).mkdir, parents=True, exist_ok=True))
        except OSError as error:
            raise BatchError(
                f"“{self._order.output}” cannot be written to: {error.strerror}.", "Choose another folder."
            ) from error
        with self._room.until(lambda: Manifest(manifest_file(self._order.output))) as self._manifest:
            self._recover()
            self._made = self._manifest.made()
            notices: list[str] = []
            planned = plan(self._order, settings, self._manifest, retry_failed, self._checked, notices)
            for notice in notices:
                self._tell(Noticed(notice))
            self._room.until(lambda: self._manifest.begin(self._order, settings, planned))
            self._rows = {row.id: row for row in self._manifest.rows()}
            self._counts = Counter(row.state for row in self._rows.values())
            self._tell(Planned(tuple(self._rows.values()), self._tally()))
            tasks = [_task(row) for row in self._rows.values() if row.state is State.PENDING]
            if tasks:
                self._work(tasks)
            return self._tally()

    def _work(self, tasks: Sequence[Task]) -> None:
        crew = self._crew()
        self._clock.release("not begun")
        try:
            crew.run(self._groups(tasks, crew.group_size), self._settle)
            for left_over in self._unfinished():
                self._discard(left_over)  # of a worker that died before it could tell
        except Cancelled:
            pass
        finally:
            # Also where the whole run fails: every photo has come to some end. What cannot be recorded, closing tells.
            with contextlib.suppress(DiskFull, BatchError):
                self._manifest.cancel_rest()
            for row in list(self._rows.values()):
                if not row.state.ended:
                    self._end(row._replace(state=State.CANCELLED))

    def _crew(self) -> Crew:
        if self._cluster is not None:
            try:
                from .cluster import Cluster
            except ModuleNotFoundError as error:
                remedy = "Install the extra: pip install 'asyrp-desktop[cluster]'."
                raise BatchError("Ray is not installed.", remedy) from error
            return Cluster(self._cluster, self._order, self._folder, self._jobs, self._room, self._tell)
        from .line import PhotoLine

        return PhotoLine(self._order, self._folder, self._jobs, self._room, self._tell)

    def _groups(self, tasks: Sequence[Task], size: int) -> Iterator[Sequence[Task]]:
        for start in range(0, len(tasks), size):
            group = tasks[start : start + size]
            self._room.until(partial(self._manifest.running, [task.id for task in group]))
            yield group

    def _settle(self, outcome: Outcome) -> None:
        row = self._rows[outcome.id]
        if isinstance(outcome, Staged):
            self._publish(row, outcome)
        else:
            self._leave(row, outcome)

    def _leave(self, row: PhotoRow, left: Left) -> None:
        why, remedy = shown(left.why), shown(left.remedy)
        self._room.until(lambda: self._manifest.left(row.id, left.state, why, left.input_hash, remedy))
        self._end(row._replace(state=left.state, why=why, remedy=remedy, notices=(), input_hash=left.input_hash))

    def _publish(self, row: PhotoRow, staged: Staged) -> None:
        """Bring an output to its place, and record it. The record of its hash comes first."""
        # One after the other: two of them must not find the same name free.
        with self._publishing:
            output = self._free_place(row.output)
            if output is None:
                self._discard(staged.path)
                self._leave(row, Left(row.id, State.SKIPPED, f"“{Path(row.output).name}” exists already"))
                return
            notices = (*row.notices, *map(shown, staged.notices))
            self._room.until(
                lambda: self._manifest.staged(row.id, output, staged.input_hash, staged.output_hash, notices)
            )
            row = row._replace(output=output, why="", input_hash=staged.input_hash, output_hash=staged.output_hash)
            try:
                self._room.until(lambda: places.publish(staged.path, self._order.output, output))
            except (OSError, BatchError) as error:
                self._discard(staged.path)
                if isinstance(error, BatchError):
                    why, remedy = error.message, error.remedy
                else:
                    why, remedy = error.strerror or error, ""
                left = Left(row.id, State.FAILED, f"It cannot be written: {why}", staged.input_hash, remedy)
                self._leave(row, left)
                return
            notices += tuple(map(shown, self._carried_along(row)))
            seconds = {stage: round(value, 4) for stage, value in staged.seconds.items()}
            self._room.until(lambda: self._manifest.done(row.id, staged.faces, seconds, notices))
        self._edited += 1
        self._faces += staged.faces
        self._end(row._replace(state=State.DONE, faces=staged.faces, seconds=seconds, notices=notices))

    def _carried_along(self, row: PhotoRow) -> list[str]:
        """See `companions.carry_along`. Returns notices."""
        order, notices = self._order, []
        if not places.is_address(row.source) and not places.is_address(row.output):
            return carry_along(Path(row.source), Path(row.output), order.strip_location, order.keep_date)
        if order.keep_date:
            notices.append("The date of the photo's file is not kept at addresses.")
        return notices

    def _free_place(self, output: str) -> str | None:
        """The planned place, unless something else has come there since. None: to be skipped."""
        if may_write(output, self._order, self._made):
            return output
        if self._order.on_conflict == "skip":
            return None
        taken = {row.output for row in self._rows.values()}
        name, folder = PurePosixPath(Path(output).name), output[: -len(Path(output).name)]
        return next(
            place
            for place in (folder + str(candidate) for candidate in candidates(name))
            if place not in taken and may_write(place, self._order, self._made)
        )

    def _recover(self) -> None:
        """Outputs that were whole when the program ended take their places; what else was staged goes."""
        for file in self._unfinished():
            number = _STAGED.match(file.name)  # none in the name of a file that was being written
            row = self._manifest.row(int(number[0])) if number else None
            own = row is not None and bool(row.output_hash) and not file.is_symlink()
            if row and own and places.digest(str(file)) == row.output_hash:
                try:
                    self._room.until(partial(places.publish, file, self._order.output, row.output))
                    continue
                except (OSError, BatchError) as error:
                    _log.warning("what was made of %s before is made again: %s", row.source, error)
            self._discard(file)

    def _unfinished(self) -> list[Path]:
        """What lies where outputs are staged: nothing where somebody has removed that."""
        try:
            return list((self._folder / "staging").iterdir())
        except OSError:
            return []

    def _discard(self, file: Path) -> None:
        """Of what is staged. Where it cannot be removed, it only takes room."""
        try:
            remove_inside(self._folder, file)
        except (OSError, OutsideFolder) as error:
            _log.info("%s stays: %s", file, error)

    def _checked(self, done: int, total: int) -> None:
        self._control.wait()
        if done % 50 == 0 or done == total:
            self._tell(Checking(done, total))

    def _end(self, row: PhotoRow) -> None:
        with self._telling:
            self._counts[self._rows[row.id].state] -= 1
            self._counts[row.state] += 1
            self._rows[row.id] = row
            self._ended += 1
            self._tell(Ended(row, self._tally()))

    def _tell(self, news: News) -> None:
        with self._telling:
            if isinstance(news, NoRoom):
                (self._clock.hold if news.waiting else self._clock.release)("no room")
            self._listener(news)

    def _tally(self) -> Tally:
        of, worked = self._counts, self._clock.seconds
        left = of[State.PENDING] + of[State.RUNNING]
        return Tally(
            total=len(self._rows),
            done=of[State.DONE],
            skipped=of[State.SKIPPED],
            failed=of[State.FAILED],
            cancelled=of[State.CANCELLED],
            faces=self._faces,
            photos_per_minute=60 * self._edited / worked if self._edited else None,
            seconds_left=worked * left / self._ended if self._ended else None,
        )


def _task(row: PhotoRow) -> Task:
    return Task(row.id, row.source, Path(row.output).suffix)
