"""The process that gives cases to readers, and is watched by another: see `harness`. Linux only."""

from __future__ import annotations

import faulthandler
import os
import random
import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from .home import Home
from .target import Sample, Target, Wrong, case_rng, load_target

OUR_CODE = "asyrp_desktop"
_STARTS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.system", "pty.spawn"}
# Each with how many of its first arguments are paths.
_WRITES = {
    "os.remove": 1,
    "os.rmdir": 1,
    "os.mkdir": 1,
    "os.rename": 2,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": 1,
}
_WRITES |= {"os.chmod": 1, "os.utime": 1, "shutil.rmtree": 1, "shutil.move": 2, "sqlite3.connect": 1}
_OPEN_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Outcome(NamedTuple):
    """kind: "read", "refused", or what was found. where: the innermost frame of ours. peak: bytes of memory."""

    kind: str
    where: str = ""
    message: str = ""
    seconds: float = 0.0
    peak: int = 0

    @property
    def is_finding(self) -> bool:
        return self.kind not in ("read", "refused")


class Forbidden(BaseException):
    """Something was about to be done that no reader may do. No `Exception`: readers catch those."""


class Watch:
    """Stops what no reader may do, and remembers it, should somebody catch even that.

    It hears what Python does. Of what a library's C code does, only changes beside the canaries are seen, afterwards.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._on = False
        self._telling = False
        self.seen: Outcome | None = None
        sys.addaudithook(self._audit)

    @contextmanager
    def on(self) -> Iterator[None]:
        self._on, self.seen = True, None
        try:
            yield
        finally:
            self._on = False

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        if not self._on or self._telling:
            return
        if event in _STARTS:
            self._forbid("starts a process", f"{event} {args[:2]}")
        elif event == "socket.connect" and not str(args[1][0]).startswith("127."):
            self._forbid("connects", f"{args[1]}")
        elif event == "socket.getaddrinfo" and not str(args[0]).startswith(("127.", "localhost")):
            self._forbid("connects", f"{args[:2]}")
        elif event == "open" and isinstance(args[0], str | bytes) and args[2] & _OPEN_TO_WRITE:
            self._check_path(event, args[0])
        elif event in _WRITES:
            for path in args[: _WRITES[event]]:
                # With a folder's descriptor: shutil.rmtree, which has said itself where it is at work.
                if not any(isinstance(arg, int) and arg >= 0 for arg in args[_WRITES[event] :] if event != "os.mkdir"):
                    self._check_path(event, path)

    def _check_path(self, event: str, path: Any) -> None:
        if not isinstance(path, int) and os.fspath(path) != ":memory:" and not self._home.allows(os.fsdecode(path)):
            self._forbid("writes outside", f"{event} {os.fsdecode(path)!r}")

    def _forbid(self, kind: str, what: str) -> None:
        self._telling = True  # the stack's source is read from files
        try:
            self.seen = self.seen or Outcome(kind, _innermost(traceback.extract_stack()), what)
        finally:
            self._telling = False
        raise Forbidden(what)


def work(connection: Connection, folder: Path, seed: int, address_space: int) -> None:
    """Answer orders until the other side goes. folder: for this worker. address_space: bytes beyond what code takes.

    Orders are a target's name (answered by how many hand-made cases it has) or a case's number.
    """
    os.dup2(os.open(folder / "output", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    home = Home(folder / "root")
    home.enter()
    stacks = (folder / "stack").open("w")
    faulthandler.enable(stacks)
    faulthandler.register(signal.SIGUSR1, stacks)
    watch, name, target = Watch(home), "", None
    while True:
        try:
            order = connection.recv()
        except EOFError:
            return
        if isinstance(order, str):
            name, target = order, _prepared(order, home)
            resource.setrlimit(resource.RLIMIT_AS, (_memory("VmSize") + address_space, resource.RLIM_INFINITY))
            connection.send(len(target.hostile))
        elif target is not None:
            rng = case_rng(seed, name, order)
            sample = target.case(order, rng)
            (folder / "input").write_bytes(sample.data)
            (folder / "input-name").write_text(sample.name, "utf-8", "surrogatepass")
            connection.send("begins")
            connection.send(_run(target, sample, rng, home, watch))


def _prepared(name: str, home: Home) -> Target:
    """A target whose valid inputs were read once: code that is imported late is imported now."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    target = load_target(name, home)
    for sample in target.valid():
        home.clear()
        target.read(sample, random.Random(0))
    return target


def _run(target: Target, sample: Sample, rng: random.Random, home: Home, watch: Watch) -> Outcome:
    home.clear()
    before = home.outside()
    _forget_peak()
    began = time.process_time()
    with watch.on():
        outcome = _outcome(target, sample, rng)
    seconds, peak = time.process_time() - began, _memory("VmHWM")
    changed = {key for key, _ in before.items() ^ home.outside().items()}
    outcome = watch.seen or outcome
    if changed:
        home.enter()
        outcome = Outcome("writes outside", outcome.where, f"{outcome.message}; changed: {sorted(changed)}")
    return outcome._replace(seconds=seconds, peak=peak)


def _outcome(target: Target, sample: Sample, rng: random.Random) -> Outcome:
    from asyrp_desktop.core.errors import AsyrpError

    try:
        target.read(sample, rng)
    except AsyrpError as error:
        try:
            f"{error} {error.details}".encode()
        except UnicodeEncodeError as unprintable:
            return _finding("message that cannot be shown", unprintable)
        return Outcome("refused", message=str(error))
    except Wrong as error:
        return _finding("wrong", error)
    except BaseException as error:
        return _finding(type(error).__name__, error)
    if sample.refused:
        return Outcome("wrong", sample.name, "it was read")
    return Outcome("read")


def _finding(kind: str, error: BaseException) -> Outcome:
    where = _innermost(traceback.extract_tb(error.__traceback__))
    return Outcome(kind, where, " ".join(ascii(str(error))[1:-1].split())[:200])


def _innermost(frames: traceback.StackSummary) -> str:
    """The innermost frame of the program's own, else the innermost."""
    ours = [frame for frame in frames if f"/{OUR_CODE}/" in frame.filename]
    frame = (ours or list(frames))[-1]
    return f"{_place(frame.filename)}:{frame.lineno} {frame.name}"


def innermost_of_dump(dump: str) -> str:
    """The same from what faulthandler wrote: innermost first."""
    frames = re.findall(r'File "(.+?)", line (\d+) in (\S+)', dump.rpartition("Current thread")[2])
    ours = [frame for frame in frames if f"/{OUR_CODE}/" in frame[0]]
    return next((f"{_place(file)}:{line} {name}" for file, line, name in ours or frames), "")


def _place(file: str) -> str:
    for folder in (f"/{OUR_CODE}/", "site-packages/", "/tools/"):
        file = file.rpartition(folder)[2]
    return file


def _memory(field: str) -> int:
    """Bytes, as /proc/self/status has it."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.partition(f"{field}:")[2].split()[0])


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")
