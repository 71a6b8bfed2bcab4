"""What a batch has done, to be read by people (HTML, with before and after) and by programs (JSON)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from asyrp_desktop import __version__
from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.files import open_file, replacing
from asyrp_desktop.core.path_text import shown, to_text

from . import places
from .inputs import UNREAD_FOLDER
from .manifest import PhotoRow, State
from .news import Tally
from .order import BatchOrder
from .work_folder import thumbnails, work_folder

# What went wrong comes first.
_SECTIONS = (State.FAILED, State.CANCELLED, State.SKIPPED, State.DONE)

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Batch report</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; margin-bottom: 0; }}
h2 {{ font-size: 1.1rem; margin: 2rem 0 .3rem; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border-bottom: 1px solid #8884; padding: .4rem .8rem .4rem 0; text-align: left; vertical-align: middle; }}
th {{ font-weight: 600; opacity: .7; }}
td {{ overflow-wrap: anywhere; }}
td.pair {{ width: 21rem; }}
td.number {{ white-space: nowrap; text-align: right; font-variant-numeric: tabular-nums; }}
img {{ display: block; max-width: 20rem; border-radius: 4px; }}
p {{ margin: .2rem 0; }}
.quiet {{ opacity: .7; }}
</style></head><body>
<h1>{heading}</h1>
<p class="quiet">{settings}</p>
{sections}
<p class="quiet">Asyrp Desktop {version}. Pictures are shown before and after the edit.</p>
</body></html>
"""


def write_report(order: BatchOrder, rows: Sequence[PhotoRow], tally: Tally, path: Path) -> None:
    """Write `path` as HTML, and the same with the suffix .json beside it. Raises BatchError, see `check_report`."""
    if path.suffix.lower() == ".json":
        path = path.with_suffix(".html")
    check_report(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as part:
            part.write_text(_html(order, rows, tally, path), encoding="utf-8")
        with replacing(path.with_suffix(".json")) as part:
            part.write_text(_json(order, rows, tally), encoding="utf-8")
    except OSError as error:
        raise BatchError(f"The report cannot be written: {error.strerror or error}.", "Choose another file.") from error


def check_report(path: Path) -> None:
    """Before any work. Raises BatchError where it is not called as a page is, or would take the place of anything but a
    report, be it the one for programs beside it.
    """
    if path.suffix.lower() != ".html":
        raise BatchError(f"“{shown(path.name)}” is no name for a report.", "Let it end in .html.")
    for file, begins in ((path, _PAGE.partition("<style>")[0]), (path.with_suffix(".json"), '{\n "order": {')):
        try:
            with open_file(file) as found:
                ours = found.read(1000).replace(b"\r", b"").startswith(begins.encode())
        except FileNotFoundError:
            continue
        except NotADirectoryError as error:
            raise BatchError(f"“{shown(str(file.parent))}” is no folder.", "Choose another folder.") from error
        except OSError:
            ours = False
        if not ours:
            raise BatchError(f"“{shown(str(file))}” is there, and is no report.", "Give the report another name.")


def default_report(order: BatchOrder) -> Path:
    """In the output folder, where people look."""
    folder = work_folder(order.output) if places.is_address(order.output) else Path(order.output)
    return folder / "batch-report.html"


def in_words(tally: Tally, rows: Iterable[PhotoRow] = ()) -> str:
    """Such as "3 photos: 2 done, 1 failed". rows: to tell how many are folders that cannot be read."""
    counts = {
        "done": tally.done,
        "skipped": tally.skipped,
        "failed": tally.failed,
        "cancelled": tally.cancelled,
    }
    photos = "1 photo" if tally.total == 1 else f"{tally.total} photos"
    words = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing done"
    folders = sum(row.state is State.SKIPPED and row.why.startswith(UNREAD_FOLDER) for row in rows)
    return f"{photos}: {words}{f' ({folders} of them: folders that cannot be read)' if folders else ''}"


def _json(order: BatchOrder, rows: Iterable[PhotoRow], tally: Tally) -> str:
    photos = [
        {**row._asdict(), "source": to_text(row.source), "output": to_text(row.output), "state": row.state.value}
        for row in rows
    ]
    values = {"order": order.to_values(), "tally": tally._asdict(), "photos": photos}
    return json.dumps(values, ensure_ascii=False, indent=1)


def _html(order: BatchOrder, rows: Sequence[PhotoRow], tally: Tally, path: Path) -> str:
    strengths = ", ".join(f"{name} {strength:+g}" for name, strength in order.strengths.items() if strength)
    faces = "all faces" if order.faces == "all" else "the largest face"
    settings = f"{shown(order.model)}: {strengths}; {order.steps} steps, {faces}"
    sections = []
    for state in _SECTIONS:
        of_state = [row for row in rows if row.state is state]
        if of_state:
            lines = "\n".join(_line(order, row, path) for row in of_state)
            head = "<tr><th>Photo</th><th>Result</th><th></th><th>Seconds</th></tr>"
            title = f"{state.value.capitalize()} ({len(of_state)})"
            sections.append(f"<h2>{title}</h2>\n<table>{head}\n{lines}\n</table>")
    return _PAGE.format(
        heading=escape(in_words(tally, rows)),
        settings=escape(settings),
        sections="\n".join(sections),
        version=__version__,
    )


def _line(order: BatchOrder, row: PhotoRow, path: Path) -> str:
    done = row.state is State.DONE
    result = _link(row.output, path) if done else escape(f"{row.why} {row.remedy}".strip())
    result += "".join(f'<p class="quiet">{escape(notice)}</p>' for notice in row.notices)
    pair = thumbnails(work_folder(order.output), row.id)
    picture = f'<img loading="lazy" alt="" src="{_address(pair, path)}">' if done and pair.is_file() else ""
    seconds = f"{sum(row.seconds.values()):.1f}" if done and row.seconds else ""
    return (
        f'<tr><td>{_link(row.source, path)}</td><td>{result}</td><td class="pair">{picture}</td>'
        f'<td class="number">{seconds}</td></tr>'
    )


def _link(place: str, path: Path) -> str:
    text = shown(place)
    name = escape(text.replace("\\", "/").rpartition("/")[2])
    if places.is_address(place):
        return name
    return f'<a href="{_address(Path(place), path)}" title="{escape(text)}">{name}</a>'


def _address(file: Path, path: Path) -> str:
    """Relative to the report, so that both can be moved together; absolute where they share no drive."""
    try:
        return quote(os.fsencode(Path(os.path.relpath(file, path.parent)).as_posix()))
    except ValueError:
        return file.absolute().as_uri()
