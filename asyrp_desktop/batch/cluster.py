"""The line on a Ray cluster: a worker for each GPU, or for a share of the cores, each with a model of its own.

Workers read, edit and stage; whoever runs the batch keeps the manifest and brings outputs to their places. All nodes
must see the inputs and the batch's own folder under the same paths, or inputs lie at addresses that fsspec knows.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

# Not among what the checks install: see the extra “cluster”.
import ray  # pyright: ignore[reportMissingImports]
from ray.exceptions import RayActorError  # pyright: ignore[reportMissingImports]

from asyrp_desktop.core.errors import BatchError, Cancelled
from asyrp_desktop.core.progress import Control
from asyrp_desktop.models import shelf

from .manifest import State
from .news import Left, Moved, NoRoom, Noticed, Outcome, Task
from .order import BatchOrder
from .room import Room

_log = logging.getLogger(__name__)

CORES_A_WORKER = 2  # where there is no GPU; more of them help one photo less than another worker helps the batch
TRIES = 3  # of a photo on whose way a worker died; after that it has failed
_LISTEN_EVERY = 0.2  # seconds


class Worker:
    """A line in a process of Ray's. `work` runs beside `take` and `turn`."""

    def __init__(self, order: BatchOrder, folder: Path, jobs: int, user_data: Path, threads: int | None) -> None:
        shelf.USER_DATA = user_data
        import torch

        from .line import PhotoLine

        if threads:
            torch.set_num_threads(threads)
        self._lock = threading.Lock()
        self._said: list[Outcome | Moved | NoRoom | Noticed] = []
        self._control = Control()
        room = Room(self._control, lambda waiting: self._say(NoRoom(waiting)))
        self._line = PhotoLine(order, folder, jobs, room, self._say)
        self.group_size = self._line.group_size

    def size(self) -> int:
        """Photos that are edited together."""
        return self.group_size

    def work(self, group: Sequence[Task]) -> None:
        with contextlib.suppress(Cancelled):
            self._line.run([group], self._say)

    def take(self) -> list[Outcome | Moved | NoRoom | Noticed]:
        """What has happened since the last call."""
        with self._lock:
            said, self._said = self._said, []
        return said

    def turn(self, switch: str) -> None:
        """pause, resume or cancel."""
        getattr(self._control, switch)()

    def _say(self, said: Outcome | Moved | NoRoom | Noticed) -> None:
        with self._lock:
            self._said.append(said)


class _Hired:
    """A worker, as the driver sees it."""

    def __init__(self, actor: Any) -> None:
        self.actor = actor
        self.group: dict[int, Task] = {}  # what it has not settled yet
        self.working: Any = None


class Cluster:
    """See `run.Crew`. address: "local" starts a Ray on this machine, which ends with the batch."""

    def __init__(
        self,
        address: str,
        order: BatchOrder,
        folder: Path,
        jobs: int,
        room: Room,
        tell: Callable[[Moved | NoRoom | Noticed], None],
    ) -> None:
        """Raises BatchError where there is no such cluster; what a worker cannot load."""
        self._control = room.control
        self._tell = tell
        self._arguments = (order, folder.absolute(), jobs, shelf.USER_DATA.absolute())
        self._cpu_only = order.device == "cpu"
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
        try:
            self._workers = [self._hire() for _ in range(self._places())]
            self.group_size: int = ray.get(self._workers[0].actor.size.remote())
        except RayActorError as error:
            ray.shutdown()
            raise BatchError("The workers of the cluster cannot begin.", "The details say why.", str(error)) from error

    def run(self, groups: Iterable[Sequence[Task]], settle: Callable[[Outcome], None]) -> None:
        """See `line.PhotoLine.run`."""
        waiting = iter(groups)
        again: deque[Task] = deque()
        deaths: dict[int, int] = {}
        switched = "resume"
        try:
            while True:
                switched = self._switch(switched)
                for worker in self._workers:
                    self._listen(worker, settle)
                for place, worker in enumerate(self._workers):
                    if worker.actor is None:
                        self._workers[place] = self._hire()
                        again.extend(_survivors(worker, deaths, settle))
                idle = [worker for worker in self._workers if worker.working is None]
                if self._control.cancelled:
                    if len(idle) == len(self._workers):
                        raise Cancelled
                elif switched != "pause":
                    self._hand_out(idle, waiting, again)
                    if all(worker.working is None for worker in self._workers):
                        return
                time.sleep(_LISTEN_EVERY)
        finally:
            ray.shutdown()

    def _hand_out(self, idle: Sequence[_Hired], waiting: Iterator[Sequence[Task]], again: deque[Task]) -> None:
        for worker in idle:
            # What a dead worker had goes one by one: should a photo be what kills workers, it takes no other along.
            group = [again.popleft()] if again else next(waiting, ())
            if group:
                worker.group = {task.id: task for task in group}
                worker.working = worker.actor.work.remote(group)

    def _listen(self, worker: _Hired, settle: Callable[[Outcome], None]) -> None:
        """Take over what a worker has done. A worker that has done all of it is idle again."""
        try:
            ended = worker.working is not None and bool(ray.wait([worker.working], timeout=0)[0])
            if ended and worker.working is not None:
                ray.get(worker.working)
            for said in ray.get(worker.actor.take.remote()):
                if isinstance(said, Moved | NoRoom | Noticed):
                    self._tell(said)
                elif worker.group.pop(said.id, None) is not None:
                    settle(said)
            if ended:
                worker.working = None
        except RayActorError:
            _log.warning("a worker has died with %d photos under way", len(worker.group))
            worker.actor = None

    def _switch(self, before: str) -> str:
        """Let the workers pause, go on or stop as this batch does. Returns how they stand."""
        control = self._control
        now = "cancel" if control.cancelled else "pause" if control.paused else "resume"
        if now != before:
            for worker in self._workers:
                worker.actor.turn.remote(now)
        return now

    def _places(self) -> int:
        resources = ray.cluster_resources()
        if self._on_gpu:
            return int(resources["GPU"])
        return max(1, int(resources.get("CPU", 1)) // CORES_A_WORKER)

    @property
    def _on_gpu(self) -> bool:
        return not self._cpu_only and ray.cluster_resources().get("GPU", 0) >= 1

    def _hire(self) -> _Hired:
        share: dict[str, Any] = {"num_gpus": 1} if self._on_gpu else {"num_cpus": CORES_A_WORKER}
        if ray.cluster_resources().get("CPU", 1) < CORES_A_WORKER and not self._on_gpu:
            share = {"num_cpus": 1}
        actor = ray.remote(Worker).options(max_concurrency=4, **share)
        return _Hired(actor.remote(*self._arguments, share.get("num_cpus")))


def _survivors(worker: _Hired, deaths: dict[int, int], settle: Callable[[Outcome], None]) -> Iterator[Task]:
    """What is to be tried again of a dead worker's photos."""
    for task in worker.group.values():
        deaths[task.id] = deaths.get(task.id, 0) + 1
        if deaths[task.id] < TRIES:
            yield task
        else:
            settle(Left(task.id, State.FAILED, f"Workers died over it, {TRIES} times."))
