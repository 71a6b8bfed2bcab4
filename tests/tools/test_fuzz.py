"""All readers of foreign files, with a fixed number of hostile ones; and that the harness sees what is wrong."""

from __future__ import annotations

import sys

import pytest

from tools.fuzz.__main__ import table
from tools.fuzz.harness import Finding, Limits, Worker
from tools.fuzz.target import TARGETS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the worker looks into /proc")

READERS = "tests.tools.hostile_readers:HostileReaders"
CASES = {**dict.fromkeys(TARGETS, 30), "models": 20, "critics": 15}
"""Of each kind, made by hand and at random: about a minute in all. `python -m tools.fuzz` does more."""


def test_every_fault_of_a_reader_is_found() -> None:
    limits = Limits(seconds=3.0, waiting=5.0, memory=400 * 2**20, address_space=3 * 2**30)
    told: list[Finding] = []
    with Worker(limits=limits) as worker:
        tally = worker.run(range(worker.use(READERS)), told.append)
    assert [(finding.name, finding.outcome.kind) for finding in tally.findings] == [
        ("raises", "KeyError"),
        ("says what nobody can show", "message that cannot be shown"),
        ("reads what must be refused", "wrong"),
        ("reads wrongly", "wrong"),
        ("removes", "writes outside"),
        ("removes without Python", "writes outside"),
        ("writes beside", "writes outside"),
        ("starts a process", "starts a process"),
        ("starts one in secret", "starts a process"),
        ("tries twice", "writes outside"),
        ("connects", "connects"),
        ("never ends", "too slow"),
        ("waits", "too slow"),
        ("takes memory", "too much memory"),
        ("takes and gives it back", "too much memory"),
        ("dies", "dies"),
    ]
    assert told == tally.findings
    assert all(
        "changed" not in f.outcome.message for f in told if f.name in ("removes", "writes beside", "tries twice")
    )
    assert (tally.cases, tally.read, tally.refused) == (19, 2, 1)
    endless = next(finding for finding in told if finding.name == "never ends")
    assert endless.data == b"the input"
    assert "_never_end" in endless.outcome.where


def test_a_seed_makes_the_same_cases() -> None:
    def found(seed: int, *cases: int) -> list[tuple[int, bytes, str]]:
        with Worker(seed) as worker:
            worker.use(READERS)
            return [(f.case, f.data, f.outcome.message) for f in worker.run(cases).findings]

    several = found(7, 100, 101, 102)
    assert found(7, 101) == several[1:2]
    assert found(8, 101) != several[1:2]


@pytest.mark.timeout(600)
def test_hostile_files_are_read_or_refused() -> None:
    tallies = {}
    with Worker() as worker:
        for target, most in CASES.items():
            by_hand = worker.use(target)
            # Evenly of those made by hand, and the first of the others.
            cases = [*range(0, by_hand, max(1, by_hand // most)), *range(by_hand, by_hand + most)]
            tallies[target] = worker.run(cases)
    print(table(tallies))
    assert not any(tally.findings for tally in tallies.values()), table(tallies)
