"""What has become of every photo of a batch, kept in the output folder so that it outlives any end of the program.

One row for each photo and settings. The hash of an output is written, and on the disk, before the output takes its
place: whatever is found there afterwards can be told from half-written files and from other people's.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from asyrp_desktop.core.errors import AsyrpError, BatchError, DiskFull

from .order import BatchOrder

VERSION = 1
_WRITE_EVERY = 0.5  # seconds, for what may be lost: it would only be done again

_SCHEMA = """
CREATE TABLE batch (version INTEGER NOT NULL, run INTEGER NOT NULL, "order" TEXT NOT NULL);
CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,      -- the last one that it belonged to
    position INTEGER NOT NULL, -- in that run
    source TEXT NOT NULL,
    settings TEXT NOT NULL,
    output TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    input_hash TEXT NOT NULL DEFAULT '',
    output_hash TEXT NOT NULL DEFAULT '',
    faces INTEGER NOT NULL DEFAULT 0,
    seconds TEXT NOT NULL DEFAULT '{}',
    UNIQUE (source, settings)
);
CREATE INDEX in_run ON photos (run, position);
CREATE INDEX by_output ON photos (output);
"""


class State(Enum):
    """Where a photo stands."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        return self not in (State.PENDING, State.RUNNING)


class PhotoRow(NamedTuple):
    """A photo of a batch."""

    id: int
    source: str
    output: str
    state: State
    why: str  # it was skipped or has failed; or what else is to be known of it
    input_hash: str
    output_hash: str
    faces: int
    seconds: Mapping[str, float]  # by stage


class NewRow(NamedTuple):
    """A photo as the plan has it."""

    source: str
    output: str
    state: State
    why: str = ""
    input_hash: str = ""  # of what needs no more work
    output_hash: str = ""


_COLUMNS = ", ".join(PhotoRow._fields)


class Manifest:
    """The record of one output folder. Its methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        """Open or make it. Raises BatchError where another batch has it open, or where it is damaged; DiskFull."""
        self._path = path
        self._lock = threading.RLock()
        self._unwritten: list[tuple[str, list[tuple[object, ...]]]] = []
        self._written = time.monotonic()
        self._db = sqlite3.connect(path, timeout=0.2, check_same_thread=False)
        try:
            # Exclusive: nobody else works on this folder, and no shared memory is needed, which network drives lack.
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("BEGIN IMMEDIATE")
            if not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in _SCHEMA.split(";"):
                    self._db.execute(statement)
                self._db.execute("INSERT INTO batch VALUES (?, 0, '')", (VERSION,))
            version = self._db.execute("SELECT version FROM batch").fetchone()[0]
            self._db.commit()
        except sqlite3.Error as error:
            self._db.close()
            raise _refusal(error, path) from error
        if version != VERSION:
            self._db.close()
            raise BatchError(f"“{path}” was written by another version of the program.", "Choose another folder.")

    def close(self) -> None:
        with self._lock:
            # What there is no room for is found again by its hash.
            with contextlib.suppress(DiskFull):
                self._flush()
            self._db.close()

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # The plan

    def order(self) -> BatchOrder | None:
        """Of the last run."""
        text = self._db.execute('SELECT "order" FROM batch').fetchone()[0]
        return BatchOrder.from_json(text) if text else None

    def known(self, settings: str) -> dict[str, PhotoRow]:
        """By source, whatever run it was."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM photos WHERE settings = ?", (settings,))
        return {row.source: row for row in map(_row, rows)}

    def made(self) -> dict[str, set[str]]:
        """The hashes of all outputs ever written here, by their place."""
        found: dict[str, set[str]] = {}
        for output, digest in self._db.execute("SELECT output, output_hash FROM photos WHERE output_hash != ''"):
            found.setdefault(output, set()).add(digest)
        return found

    def begin(self, order: BatchOrder, settings: str, rows: Sequence[NewRow]) -> None:
        """A new run of these photos, in this order."""
        self._write('UPDATE batch SET run = run + 1, "order" = ?', [(order.to_json(),)], later=True)
        # An output's hash stays until another is staged: it tells that the old one is ours and may be replaced. The
        # input's goes where there is work to do, or else both would say that this photo is done.
        self._write(
            """
            INSERT INTO photos (run, position, source, settings, output, state, why, input_hash, output_hash)
            VALUES ((SELECT run FROM batch), ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, settings) DO UPDATE SET run = excluded.run, position = excluded.position,
            output = excluded.output, state = excluded.state, why = excluded.why, input_hash = excluded.input_hash
            """,
            [
                (k, row.source, settings, row.output, row.state.value, row.why, row.input_hash, row.output_hash)
                for k, row in enumerate(rows)
            ],
        )

    # The run

    def rows(self, *states: State) -> list[PhotoRow]:
        """Of the last run, in its order; all states where none is named."""
        marks = ", ".join("?" * len(states))
        only = f"AND state IN ({marks})" if states else ""
        query = f"SELECT {_COLUMNS} FROM photos WHERE run = (SELECT run FROM batch) {only} ORDER BY position"
        with self._lock:
            self._flush()
            return [_row(values) for values in self._db.execute(query, [state.value for state in states])]

    def row(self, id: int) -> PhotoRow | None:
        """Of any run."""
        values = self._db.execute(f"SELECT {_COLUMNS} FROM photos WHERE id = ?", (id,)).fetchone()
        return values and _row(values)

    def running(self, ids: Iterable[int]) -> None:
        self._write("UPDATE photos SET state = 'running' WHERE id = ?", [(id,) for id in ids], later=True)

    def staged(self, id: int, output: str, input_hash: str, output_hash: str) -> None:
        """An output is whole, and about to take its place."""
        statement = "UPDATE photos SET output = ?, input_hash = ?, output_hash = ? WHERE id = ?"
        self._write(statement, [(output, input_hash, output_hash, id)])

    def done(self, id: int, faces: int, seconds: Mapping[str, float], why: str = "") -> None:
        statement = "UPDATE photos SET state = 'done', faces = ?, seconds = ?, why = ? WHERE id = ?"
        self._write(statement, [(faces, json.dumps(seconds), why, id)], later=True)

    def left(self, id: int, state: State, why: str, input_hash: str = "") -> None:
        """A photo ended without an output."""
        statement = "UPDATE photos SET state = ?, why = ?, input_hash = ? WHERE id = ?"
        self._write(statement, [(state.value, why, input_hash, id)], later=True)

    def cancel_rest(self) -> None:
        self._write(
            "UPDATE photos SET state = 'cancelled', why = '' "
            "WHERE run = (SELECT run FROM batch) AND state IN ('pending', 'running')",
            [()],
        )

    def _write(self, statement: str, rows: list[tuple[object, ...]], later: bool = False) -> None:
        """later: within half a second is soon enough. Raises DiskFull; the next write then writes this one, too."""
        with self._lock:
            self._unwritten.append((statement, rows))
            if not later or time.monotonic() - self._written > _WRITE_EVERY:
                self._flush()

    def _flush(self) -> None:
        try:
            for statement, rows in self._unwritten:
                self._db.executemany(statement, rows)
            self._db.commit()
        except sqlite3.Error as error:
            self._db.rollback()
            raise _refusal(error, self._path) from error
        self._unwritten.clear()
        self._written = time.monotonic()


def _row(values: Sequence[Any]) -> PhotoRow:
    row = PhotoRow(*values)
    return row._replace(state=State(row.state), seconds=json.loads(str(row.seconds)))


def _refusal(error: sqlite3.Error, path: Path) -> AsyrpError:
    if "full" in str(error):
        return DiskFull("There is no room for the batch's record.", "Make room on that disk.", repr(error))
    if "locked" in str(error):
        return BatchError(f"Another batch is at work in “{path.parent.parent}”.", "Wait for it, or stop it first.")
    damaged = "malformed" in str(error) or "not a database" in str(error)
    remedy = (
        "Remove it, and the batch begins anew." if damaged else "Is its disk still there, and may it be written to?"
    )
    return BatchError(f"“{path}” cannot be used: {error}.", remedy, repr(error))
