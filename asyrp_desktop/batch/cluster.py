"""The line on a Ray cluster: a worker for each GPU, or for as many cores as one machine takes, with a model each.

Workers read and edit, and send what they have made to whoever runs the batch, who alone keeps the manifest and brings
outputs to their places. All nodes must see the inputs and the user's data under the same paths, or inputs lie at
addresses that fsspec knows.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# Not among what the checks install: see the extra “cluster”.
import ray  # pyright: ignore[reportMissingImports]
from ray.exceptions import RayActorError  # pyright: ignore[reportMissingImports]

from asyrp_desktop.core.errors import BatchError, Cancelled
from asyrp_desktop.core.files import replacing
from asyrp_desktop.core.progress import Control
from asyrp_desktop.models import shelf

from .manifest import State
from .news import Left, Moved, NoRoom, Noticed, Outcome, Staged, Task
from .order import BatchOrder
from .room import Room
from .work_folder import FOLDERS, staged_file, thumbnails

_log = logging.getLogger(__name__)

AHEAD = 2  # groups of a worker: one is read or written while the other is edited
TRIES = 3  # of a photo on whose way a worker died: with its group and others, with its group, alone; then it has failed
_LISTEN_EVERY = 0.1  # seconds


class _Sent(NamedTuple):
    """An output on its way from a worker."""

    staged: Staged
    output: bytes
    pair: bytes  # its thumbnails


Said = Left | _Sent | Moved | NoRoom | Noticed


class Worker:
    """A line in a process of Ray's. `work` runs beside itself, `take` and `turn`."""

    def __init__(self, order: BatchOrder, jobs: int, user_data: Path, threads: int) -> None:
        shelf.USER_DATA = user_data
        import torch

        from .line import PhotoLine

        torch.set_num_threads(threads)
        self._own = tempfile.TemporaryDirectory(prefix="asyrp-batch-")
        self._folder = Path(self._own.name)
        for name in FOLDERS:
            (self._folder / name).mkdir()
        self._lock = threading.Lock()
        self._said: list[Said] = []
        self._control = Control()
        room = Room(self._control, lambda waiting: self._say(NoRoom(waiting)))
        self._line = PhotoLine(order, self._folder, jobs, room, self._say)

    def size(self) -> int:
        """Photos that are edited together."""
        return self._line.group_size

    def work(self, group: Sequence[Task]) -> None:
        with contextlib.suppress(Cancelled):
            self._line.run([group], self._settle)

    def take(self) -> list[Said]:
        """What has happened since the last call."""
        with self._lock:
            said, self._said = self._said, []
        return said

    def turn(self, switch: str) -> None:
        """pause, resume or cancel."""
        getattr(self._control, switch)()

    def _settle(self, outcome: Outcome) -> None:
        if isinstance(outcome, Left):
            self._say(outcome)
            return
        files = outcome.path, thumbnails(self._folder, outcome.id)
        output, pair = (file.read_bytes() for file in files)
        for file in files:
            file.unlink()
        self._say(_Sent(outcome, output, pair))

    def _say(self, said: Said) -> None:
        with self._lock:
            self._said.append(said)


class _Hired:
    """A worker, as the driver sees it."""

    def __init__(self, actor: Any) -> None:
        self.actor = actor
        self.loaded = actor.size.remote()
        self.ready = False
        self.groups: dict[Any, dict[int, Task]] = {}  # under way: what of each is not settled yet
        self.careful = False  # a worker died over what it has: nothing else comes to harm with it
        self.waits = False  # for room

    def begin(self, group: Sequence[Task], careful: bool = False) -> None:
        self.careful = careful
        self.groups[self.actor.work.remote(group)] = {task.id: task for task in group}


class Cluster:
    """See `run.Crew`. address: "local" starts a Ray on this machine, which ends with the batch."""

    def __init__(
        self,
        address: str,
        order: BatchOrder,
        folder: Path,
        jobs: int,
        room: Room,
        tell: Callable[[Moved | Noticed], None],
    ) -> None:
        """Raises BatchError where there is no such cluster; what a worker cannot load."""
        self._folder = folder
        self._room = room
        self._control = room.control
        self._tell = tell
        self._arguments = (order, jobs, shelf.USER_DATA.absolute())
        try:
            ray.init(
                address=None if address == "local" else address,
                include_dashboard=False if address == "local" else None,
                logging_level=logging.ERROR,
                log_to_driver=False,
            )
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise BatchError(
                f"The cluster “{address}” cannot be joined.", "Is Ray running there?", str(error)
            ) from error
        import torch

        nodes = [int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"]]
        # As many as this machine takes by itself: with others, sums are ordered in another way, and outputs differ.
        self._cores = min([torch.get_num_threads(), *(cores for cores in nodes if cores)])
        gpus = 0 if order.device == "cpu" else int(ray.cluster_resources().get("GPU", 0))
        self._share = {"num_gpus": 1} if gpus else {"num_cpus": self._cores}
        try:
            self._workers = [self._hire() for _ in range(gpus or sum(cores // self._cores for cores in nodes))]
            self.group_size: int = ray.get(self._workers[0].loaded)
        except RayActorError as error:
            ray.shutdown()
            raise BatchError("The workers of the cluster cannot begin.", "The details say why.", str(error)) from error

    def run(self, groups: Iterable[Sequence[Task]], settle: Callable[[Outcome], None]) -> None:
        """See `line.PhotoLine.run`."""
        waiting = iter(groups)
        again: deque[Sequence[Task]] = deque()
        deaths: Counter[int] = Counter()
        stillborn = 0
        switched = "resume"
        try:
            while True:
                switched = self._switch(switched)
                for place, worker in enumerate(self._workers):
                    try:
                        self._listen(worker, settle)
                    except RayActorError:
                        _log.warning("a worker has died with %d groups under way", len(worker.groups))
                        stillborn = 0 if worker.ready else stillborn + 1
                        if stillborn == TRIES:
                            raise
                        self._follow_room(worker, False)
                        self._workers[place] = self._hire()
                        again.extend(_survivors(worker, deaths, settle))
                if not self._control.cancelled and not self._control.paused:
                    self._hand_out(waiting, again)
                if not any(worker.groups for worker in self._workers):
                    if self._control.cancelled:
                        raise Cancelled
                    if not self._control.paused:
                        return
                time.sleep(_LISTEN_EVERY)
        finally:
            ray.shutdown()

    def _hand_out(self, waiting: Iterator[Sequence[Task]], again: deque[Sequence[Task]]) -> None:
        for worker in self._workers:
            if not worker.ready:
                continue
            if again:
                if not worker.groups:
                    worker.begin(again.popleft(), careful=True)
            elif not worker.groups or (len(worker.groups) < AHEAD and not worker.careful):
                group = next(waiting, ())
                if group:
                    worker.begin(group)

    def _listen(self, worker: _Hired, settle: Callable[[Outcome], None]) -> None:
        """Take over what a worker has done. Raises RayActorError where it has died."""
        if not ray.wait([worker.loaded], timeout=0)[0]:
            return
        ray.get(worker.loaded)
        worker.ready = True
        under_way = list(worker.groups)
        # Asked before the rest is taken: then all that an ended group has said is among it.
        ended = ray.wait(under_way, num_returns=len(under_way), timeout=0)[0] if under_way else []
        ray.get(ended)
        for said in ray.get(worker.actor.take.remote()):
            match said:
                case NoRoom(waits):
                    self._follow_room(worker, waits)
                case Moved() | Noticed():
                    self._tell(said)
                case Left():
                    settle(said)
                    _settled(worker, said.id)
                case _Sent():
                    settle(self._outcome(said))
                    _settled(worker, said.staged.id)
        for group in ended:
            del worker.groups[group]

    def _outcome(self, sent: _Sent) -> Outcome:
        try:
            return self._room.until(lambda: self._staged(sent))
        except OSError as error:
            why = f"It cannot be written: {error.strerror or error}"
            return Left(sent.staged.id, State.FAILED, why, sent.staged.input_hash)

    def _staged(self, sent: _Sent) -> Staged:
        """What a worker has sent, as this machine's file."""
        path = staged_file(self._folder, sent.staged.id, sent.staged.path.suffix)
        for file, content in ((path, sent.output), (thumbnails(self._folder, sent.staged.id), sent.pair)):
            with replacing(file) as part:
                part.write_bytes(content)
        return sent.staged._replace(path=path)

    def _follow_room(self, worker: _Hired, waits: bool) -> None:
        if waits != worker.waits:
            worker.waits = waits
            self._room.count(1 if waits else -1)

    def _switch(self, before: str) -> str:
        """Let the workers pause, go on or stop as this batch does. Returns how they stand."""
        control = self._control
        now = "cancel" if control.cancelled else "pause" if control.paused else "resume"
        if now != before:
            for worker in self._workers:
                worker.actor.turn.remote(now)
        return now

    def _hire(self) -> _Hired:
        actor = ray.remote(Worker).options(max_concurrency=AHEAD + 2, **self._share)
        return _Hired(actor.remote(*self._arguments, self._cores))


def _settled(worker: _Hired, id: int) -> None:
    for group in worker.groups.values():
        group.pop(id, None)


def _survivors(worker: _Hired, deaths: Counter[int], settle: Callable[[Outcome], None]) -> Iterator[Sequence[Task]]:
    """What is to be tried again of a dead worker's photos. First as it was: an output depends on its company by up to
    a grey level. Then one by one: should a photo be what kills workers, it takes no other along.
    """
    for group in worker.groups.values():
        left = []
        for task in group.values():
            deaths[task.id] += 1
            if deaths[task.id] < TRIES:
                left.append(task)
            else:
                settle(Left(task.id, State.FAILED, f"Workers died over it, {TRIES} times."))
        if left and deaths[left[0].id] == 1:
            yield left
        else:
            yield from ([task] for task in left)
