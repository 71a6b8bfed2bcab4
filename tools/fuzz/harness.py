"""Runs cases in a worker process that is killed, and begun anew, when it takes too long, takes too much or dies."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from .worker import Outcome, innermost_of_dump, work

_PREPARE = 300  # seconds until a target that is to be imported must be ready
_LOOK_EVERY = 0.02  # seconds


class Limits(NamedTuple):
    """Of one case."""

    seconds: float = 10.0  # of processor time: other work on the machine is no finding
    waiting: float = 30.0  # seconds by the clock: whoever waits for ever uses no processor
    memory: int = 2 * 2**30  # bytes resident
    address_space: int = 6 * 2**30  # bytes beyond what the imported code takes: a net below the limit on memory


class Finding(NamedTuple):
    target: str
    case: int
    seed: int
    outcome: Outcome
    data: bytes
    name: str  # of the input's file

    @property
    def same(self) -> tuple[str, str]:
        """What findings of one cause have in common."""
        return self.outcome.kind, self.outcome.where or self.outcome.message

    def __str__(self) -> str:
        kind, where, message = self.outcome[:3]
        return f"{self.target} --seed {self.seed} --only {self.case}: {kind} at {where or '?'}: {message}"


@dataclass
class Tally:
    """Of one target."""

    cases: int = 0
    read: int = 0
    refused: int = 0
    slowest: tuple[float, int] = (0.0, 0)  # seconds, case
    peak: int = 0  # bytes
    findings: list[Finding] = field(default_factory=list)

    def add(self, case: int, outcome: Outcome) -> None:
        self.cases += 1
        self.read += outcome.kind == "read"
        self.refused += outcome.kind == "refused"
        self.slowest = max(self.slowest, (outcome.seconds, case))
        self.peak = max(self.peak, outcome.peak)


def distinct(findings: Sequence[Finding]) -> list[Finding]:
    """Of each cause the one with the smallest input."""
    smallest: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        if finding.same not in smallest or len(finding.data) < len(smallest[finding.same].data):
            smallest[finding.same] = finding
    return list(smallest.values())


class Worker:
    """A process that cases are run in; begun anew where it is lost."""

    def __init__(self, seed: int = 0, limits: Limits | None = None) -> None:
        self._seed, self._limits = seed, limits or Limits()
        self._folder = Path(tempfile.mkdtemp(prefix="fuzz-")).resolve()
        self._target = ""

    def __enter__(self) -> Worker:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._process.join(5)
        self._signal(signal.SIGKILL)
        shutil.rmtree(self._folder, ignore_errors=True)

    def use(self, target: str) -> int:
        """Have a target ready. Returns how many cases are made by hand; those are the first."""
        self._target = target
        self._connection.send(target)
        if not self._connection.poll(_PREPARE):
            raise TimeoutError(f"{target} is not ready after {_PREPARE} s")
        try:
            return self._connection.recv()
        except EOFError as error:
            said = (self._folder / "output").read_text(errors="replace")
            raise RuntimeError(f"{target} does not read its own valid inputs:\n{said[-3000:]}") from error

    def run(self, cases: Iterable[int], told: Callable[[Finding], None] = lambda _: None) -> Tally:
        """Of the target in use. told: of each finding, at once."""
        tally = Tally()
        for case in cases:
            outcome = self._outcome(case)
            tally.add(case, outcome)
            if outcome.is_finding:
                finding = Finding(self._target, case, self._seed, outcome, *self._input())
                tally.findings.append(finding)
                told(finding)
        return tally

    def _outcome(self, case: int) -> Outcome:
        if not self._process.is_alive():
            self._start()
            self.use(self._target)
        self._connection.send(case)
        try:
            self._connection.recv()  # "begins": making the input is not the reader's time
            return self._judged(self._watched())
        except (EOFError, OSError):
            self._process.join()
            return Outcome("dies", self._stack(), f"exit status {self._process.exitcode}")

    def _input(self) -> tuple[bytes, str]:
        """The last case's input and its name."""
        name = (self._folder / "input-name").read_text("utf-8", "surrogatepass")
        return (self._folder / "input").read_bytes(), name

    def _watched(self) -> Outcome:
        process, began = psutil.Process(self._process.pid), time.monotonic()
        spent = _processor_time(process)
        while not self._connection.poll(_LOOK_EVERY):
            try:
                seconds, peak = _processor_time(process) - spent, process.memory_info().rss
            except psutil.NoSuchProcess:
                continue  # the connection says so next
            waited = time.monotonic() - began
            if peak > self._limits.memory:
                return self._killed("too much memory", seconds, peak)
            if seconds > self._limits.seconds or waited > self._limits.waiting:
                return self._killed("too slow", max(seconds, waited), peak)
        return self._connection.recv()

    def _judged(self, outcome: Outcome) -> Outcome:
        if outcome.is_finding:
            return outcome
        if outcome.peak > self._limits.memory:
            return outcome._replace(kind="too much memory", message=f"{outcome.kind}, {outcome.peak / 2**20:.0f} MiB")
        if outcome.seconds > self._limits.seconds:
            return outcome._replace(kind="too slow", message=f"{outcome.kind}, {outcome.seconds:.1f} s")
        return outcome

    def _killed(self, kind: str, seconds: float, peak: int) -> Outcome:
        self._signal(signal.SIGUSR1)
        time.sleep(0.3)  # until the stack is written
        self._signal(signal.SIGKILL)
        self._process.join()
        return Outcome(kind, self._stack(), f"after {seconds:.1f} s, {peak / 2**20:.0f} MiB", seconds, peak)

    def _signal(self, number: int) -> None:
        if self._process.is_alive():
            psutil.Process(self._process.pid).send_signal(number)

    def _stack(self) -> str:
        return innermost_of_dump((self._folder / "stack").read_text(errors="replace"))

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        args: tuple[Any, ...] = (theirs, self._folder, self._seed, self._limits.address_space)
        self._process = context.Process(target=work, args=args, daemon=True)
        self._process.start()
        theirs.close()


def _processor_time(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system
