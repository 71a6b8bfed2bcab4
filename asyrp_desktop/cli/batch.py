"""`asyrp-desktop batch`: many photos, unattended; the same command goes on where it was stopped."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS

from . import edit_options
from .terminal import CANCELLED, DEVICES, DONE, FAILED, Commands, count, device, steps, strength, tell

if TYPE_CHECKING:
    from asyrp_desktop.batch.manifest import PhotoRow
    from asyrp_desktop.batch.news import News, Tally
    from asyrp_desktop.batch.order import BatchOrder
    from asyrp_desktop.batch.run import Batch

LISTED = 20  # of what is skipped for one reason
_FIELDS = "{stem} {ext} {preset} {date} {index} {direction} {strength}"


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "batch",
        help="edit many photos",
        description="Edit folders of photos. Stopped at any time, the same command goes on; what is done stays. "
        "Ctrl-Z pauses, fg resumes; Ctrl-C ends it when what is edited is written, and twice at once.",
        epilog="Without INPUT and strengths, the last batch in DIR goes on.",
    )
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="folders, files, patterns such as 'day*/*.jpg'")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="where the results go")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--preset", metavar="P", help="a set of strengths that was kept under this name")
    change.add_argument(
        "--set",
        dest="strengths",
        action="append",
        default=[],
        type=strength,
        metavar="NAME=STRENGTH",
        help="a direction and its strength, as for edit; may be repeated",
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
    parser.add_argument(
        "--steps", type=steps, default=DEFAULT_STEPS, metavar="N", help=f"denoising steps ({DEFAULT_STEPS})"
    )
    parser.add_argument("--device", type=device, default="auto", metavar=DEVICES)
    edit_options.add(parser)
    parser.add_argument(
        "--faces", choices=("largest", "all"), default="largest", help="which faces of a photo (largest)"
    )
    parser.add_argument("--recursive", action="store_true", help="also the folders within folders")
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERN",
        help="leave out what is called so, files and folders: '*_old.*', raw, '2019/*'; may be repeated",
    )
    parser.add_argument(
        "--on-conflict",
        choices=("skip", "overwrite", "unique"),
        default="skip",
        help="what to do where another file has the result's name (skip); results of this batch are not others",
    )
    parser.add_argument(
        "--template",
        metavar="T",
        help=f"how results are called ({{stem}}_{{preset}}{{ext}}); it may hold {_FIELDS}, and / for folders",
    )
    parser.add_argument("--jobs", type=count, metavar="N", help="threads that read, and as many that write")
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE.html",
        help="where the report goes (DIR/batch-report.html), and beside it the same as .json",
    )
    parser.add_argument("--retry-failed", action="store_true", help="try again what has failed before")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
    parser.add_argument(
        "--cluster", metavar="ADDRESS|local", help="edit on a Ray cluster; local: one on this machine (extra: cluster)"
    )
    parser.set_defaults(run=_batch, parser=parser)


def _batch(options: argparse.Namespace) -> int:
    from asyrp_desktop.batch.report import check_report, default_report, in_words, write_report
    from asyrp_desktop.batch.run import DEFAULT_JOBS, Batch

    order = _order(options)
    report = options.report or default_report(order)
    check_report(report)
    if options.dry_run:
        return _tell_plan(order, options.retry_failed)
    with _Display() as display:
        batch = Batch(order, display.show, options.jobs or DEFAULT_JOBS, options.cluster)
        with _interrupted(batch, display):
            tally = batch.run(options.retry_failed)
    write_report(order, batch.rows, tally, report)
    print(f"{in_words(tally, batch.rows)}. See {report}")
    return CANCELLED if tally.cancelled else FAILED if tally.failed else DONE


def _order(options: argparse.Namespace) -> BatchOrder:
    from asyrp_desktop.batch.order import DEFAULT_TEMPLATE, BatchOrder
    from asyrp_desktop.models.presets import preset
    from asyrp_desktop.models.shelf import base_name

    edit_options.check(options)
    if not (options.inputs or options.strengths or options.preset or options.exclude or edit_options.given(options)):
        return _last_order(options.output)
    if not options.inputs:
        raise BatchError("There are no photos to edit.", "Name folders, files or patterns.")
    return BatchOrder(
        inputs=tuple(options.inputs),
        output=options.output,
        strengths=preset(base_name(options.model), options.preset) if options.preset else dict(options.strengths),
        preset=options.preset or "",
        model=options.model,
        steps=options.steps,
        faces=options.faces,
        template=options.template or DEFAULT_TEMPLATE,
        on_conflict=options.on_conflict,
        recursive=options.recursive,
        device=options.device,
        exclude=tuple(options.exclude),
        exclude_from="." if options.exclude else "",
        reach=options.reach,
        mask=str(options.mask or ""),
        local=options.local,
        sharpen=not options.plain,
        strip_location=options.strip_location,
        keep_date=options.keep_date,
        t_edit=options.t_edit,
        t_boost=options.t_boost,
        eta=options.eta,
        rendering=options.rendering,
    )


def _last_order(output: str) -> BatchOrder:
    from asyrp_desktop.batch.manifest import Manifest
    from asyrp_desktop.batch.places import exists
    from asyrp_desktop.batch.work_folder import manifest_file

    order = None
    if exists(str(manifest_file(output))):
        with Manifest(manifest_file(output)) as manifest:
            order = manifest.order()
    if order is None:
        raise BatchError(f"There is no batch in “{output}” that could go on.", "Name photos, and what to change.")
    return order


def _tell_plan(order: BatchOrder, retry_failed: bool) -> int:
    from asyrp_desktop.batch.manifest import Manifest
    from asyrp_desktop.batch.places import exists
    from asyrp_desktop.batch.plan import plan
    from asyrp_desktop.batch.work_folder import manifest_file

    notices: list[str] = []
    if exists(str(manifest_file(order.output))):
        with Manifest(manifest_file(order.output)) as manifest:
            rows = plan(order, order.settings(), manifest, retry_failed, notices=notices)
    else:
        rows = plan(order, order.settings(), None, notices=notices)
    for notice in notices:
        tell(f"asyrp-desktop: {notice}")
    for row in rows:
        print(f"{row.state.value:<8} {row.source} -> {row.output}{f'  ({row.why})' if row.why else ''}")
    return DONE


class _Display:
    """Failures as lines; below them, on a terminal, one line that keeps up with the work."""

    def __enter__(self) -> _Display:
        self._terminal = sys.stderr.isatty()
        self._tally: Tally | None = None
        return self

    def __exit__(self, *_: object) -> None:
        self._below("")

    def clear(self) -> None:
        """The line below, from within a signal: past the buffer, which may be in use."""
        if self._terminal:
            os.write(sys.stderr.fileno(), b"\r\033[K")

    def show(self, news: News) -> None:
        from asyrp_desktop.batch import news as told
        from asyrp_desktop.batch.manifest import State

        match news:
            case told.Checking(done, total):
                self._below(f"checking what was done before: {done}/{total}")
            case told.Planned(rows, tally):
                again = sum(row.state is State.PENDING and bool(row.why) for row in rows)
                if again:
                    self._line(f"{again} results are made again: the photos or the settings have changed")
                if tally.failed:
                    self._line(
                        f"{tally.failed} photos failed before and are left alone: --retry-failed tries them again"
                    )
                for line in _left_out(rows):
                    self._line(line)
                self._tally = tally
            case told.Ended(row, tally):
                self._tally = tally
                if row.state in (State.FAILED, State.SKIPPED):
                    self._line(f"{row.state.value}: {row.source}: {row.why} {row.remedy}".rstrip())
                for notice in row.notices:
                    self._line(f"{row.source}: {notice}")
            case told.NoRoom(waiting):
                self._line("the disk is full; waiting for room" if waiting else "there is room again")
            case told.Noticed(text):
                self._line(text)
        if self._tally:
            self._below(_progress(self._tally))

    def _line(self, text: str) -> None:
        clear = "\r\033[K" if self._terminal else ""
        tell(f"{clear}asyrp-desktop: {text}")

    def _below(self, text: str) -> None:
        if self._terminal:
            tell(f"\r\033[K{text}", end="")


def _left_out(rows: Sequence[PhotoRow]) -> Iterator[str]:
    """What does not even come on the line; of each reason so many that it can be read."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.why and not row.output:
            reasons.setdefault(f"{row.why}. {row.remedy}" if row.remedy else row.why, []).append(row.source)
    for why, sources in reasons.items():
        yield from (f"skipped: {source}: {why}" for source in sources[:LISTED])
        if len(sources) > LISTED:
            yield f"skipped: {len(sources) - LISTED} more: {why}"


def _progress(tally: Tally) -> str:
    bar = "█" * (30 * tally.ended // max(1, tally.total))
    words = [f"{bar:<30} {tally.ended}/{tally.total} photos", f"{tally.faces} faces"]
    if tally.photos_per_minute is not None and tally.seconds_left is not None:
        minutes, seconds = divmod(round(tally.seconds_left), 60)
        words += [f"{tally.photos_per_minute:.3g} a minute", f"{minutes}:{seconds:02} left"]
    return ", ".join(words)


@contextmanager
def _interrupted(batch: Batch, display: _Display) -> Iterator[None]:
    """Ctrl-C cancels after the step under way; what is edited is still written. Another ends the process at once, which
    loses nothing that is written. Ctrl-Z stops the clock, too.
    """
    asked = False

    def stop(*_: object) -> None:
        nonlocal asked
        if asked:
            try:
                display.clear()
            finally:
                os._exit(CANCELLED)
        asked = True
        batch.cancel()

    def sleep(*_: object) -> None:
        batch.pause()
        os.kill(os.getpid(), signal.SIGSTOP)
        batch.resume()

    handlers: dict[int, Callable[..., None]] = dict.fromkeys((signal.SIGINT, signal.SIGTERM), stop)
    if hasattr(signal, "SIGTSTP"):
        handlers[signal.SIGTSTP] = sleep
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
