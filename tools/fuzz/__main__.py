"""Give hostile inputs to all that reads what strangers may have written.

    python -m tools.fuzz                                        of every target all cases made by hand, and 200 others
    python -m tools.fuzz --seconds 600 photos exif              as many as there is time for, shared by the targets
    python -m tools.fuzz --seed 3 --only 1234 --keep /tmp photos    one case again, its input left in a folder

Each case is a valid input that was changed at random, or one made by hand; the same seed makes the same cases. A reader
may read it, or refuse it with an error of the program's own. All else is a finding: another error, more than 10 seconds
of the processor or 2 GiB of memory, a change outside the folders it was given, a process, a connection, a wrong result.
Exit status 1 where there is any. Linux only.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import count, takewhile
from pathlib import Path, PurePath

from .harness import Finding, Tally, Worker, distinct
from .target import TARGETS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all where none is named"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=200, help="of each target, beside those made by hand")
    parser.add_argument("--seconds", type=float, help="in all, instead of a number of cases")
    parser.add_argument("--only", type=int, metavar="CASE", help="this case alone")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the inputs of findings there")
    options = parser.parse_args()
    targets = options.targets or list(TARGETS)

    def told(finding: Finding) -> None:
        print(finding, flush=True)
        if options.keep:
            _keep(options.keep, finding)

    tallies = {}
    with Worker(options.seed) as worker:
        for target in targets:
            cases: Iterable[int] = range(worker.use(target) + options.cases)
            if options.only is not None:
                cases = [options.only]
            elif options.seconds:
                cases = _until(options.seconds / len(targets))
            tallies[target] = worker.run(cases, told)
    print(table(tallies))
    return 1 if any(tally.findings for tally in tallies.values()) else 0


def table(tallies: dict[str, Tally]) -> str:
    """Counts by target, then the smallest finding of each cause."""
    lines = [f"{'':12}{'cases':>7}{'read':>7}{'refused':>8}{'findings':>9}{'causes':>7}{'slowest':>18}{'peak MiB':>9}"]
    for name, tally in tallies.items():
        seconds, case = tally.slowest
        lines.append(
            f"{name[-12:]:12}{tally.cases:7}{tally.read:7}{tally.refused:8}{len(tally.findings):9}"
            f"{len(distinct(tally.findings)):7}{f'{seconds:.2f} s, {case}':>18}{tally.peak // 2**20:9}"
        )
    found = distinct([finding for tally in tallies.values() for finding in tally.findings])
    return "\n".join([*lines, *(f"{finding} ({len(finding.data)} bytes)" for finding in found)])


def _until(seconds: float) -> Iterator[int]:
    """Numbers, until it is time."""
    end = time.monotonic() + seconds
    return takewhile(lambda _: time.monotonic() < end, count())


def _keep(folder: Path, finding: Finding) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{finding.target.rpartition(':')[2]}-{finding.seed}-{finding.case}-{PurePath(finding.name).name[-60:]}"
    (folder / name.replace("\0", "_")).write_bytes(finding.data)


if __name__ == "__main__":
    sys.exit(main())
