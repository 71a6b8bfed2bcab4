"""What has become of every photo of a batch, kept in the output folder so that it outlives any end of the program.

One row for each photo and settings. The hash of an output is written, and on the disk, before the output takes its
place: whatever is found there afterwards can be told from half-written files and from other people's.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import Field

from asyrp_desktop.core.errors import AsyrpError, BatchError, DiskFull
from asyrp_desktop.core.path_text import from_text, to_text
from asyrp_desktop.core.typed_json import MOST_BYTES, Hex, ShortText, convert, decode

from .order import BatchOrder
from .places import PlaceText
from .work_folder import check_own

T = TypeVar("T")

VERSION = 2  # 1 had neither remedies nor notices
_WRITE_EVERY = 0.5  # seconds, for what may be lost: it would only be done again

_PHOTOS = """
CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,      -- the last one that it belonged to
    position INTEGER NOT NULL, -- in that run
    source TEXT NOT NULL,
    settings TEXT NOT NULL,
    output TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',{}
    input_hash TEXT NOT NULL DEFAULT '',
    output_hash TEXT NOT NULL DEFAULT '',
    faces INTEGER NOT NULL DEFAULT 0,
    seconds TEXT NOT NULL DEFAULT '{{}}',
    UNIQUE (source, settings)
);
CREATE INDEX in_run ON photos (run, position);
CREATE INDEX by_output ON photos (output);
"""
_BATCH = 'CREATE TABLE batch (version INTEGER NOT NULL, run INTEGER NOT NULL, "order" TEXT NOT NULL);'
_MORE = " remedy TEXT NOT NULL DEFAULT '', notices TEXT NOT NULL DEFAULT '[]',"


def _statements(schema: str) -> list[str]:
    return [statement for statement in schema.split(";") if statement.strip()]


_FIRST = _statements(_BATCH + _PHOTOS.format(""))  # the schema of version 1
_STATEMENTS = _statements(_BATCH + _PHOTOS.format(_MORE))


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
    remedy: str = ""  # what can be done where it has failed
    notices: tuple[str, ...] = ()  # of an edited photo, for its user


class NewRow(NamedTuple):
    """A photo as the plan has it."""

    source: str
    output: str
    state: State
    why: str = ""
    input_hash: str = ""  # of what needs no more work
    output_hash: str = ""
    remedy: str = ""
    notices: tuple[str, ...] = ()


_Text = Annotated[str, Field(max_length=100_000)]


class _Stored(NamedTuple):
    """A PhotoRow as the file has it, where anything may have come to stand."""

    id: int
    source: PlaceText
    output: PlaceText
    state: State
    why: _Text
    input_hash: Hex
    output_hash: Hex
    faces: Annotated[int, Field(ge=0)]
    seconds: ShortText
    remedy: _Text
    notices: _Text


_COLUMNS = ", ".join(PhotoRow._fields)
_INSERTED = ("run", "position", "source", "settings", *NewRow._fields[1:])


class Manifest:
    """The record of one output folder. Its methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        """Open or make it. Raises BatchError where another batch has it open, or where it is damaged; DiskFull.

        Whatever asks it later raises BatchError, too, where what it finds is none of ours.
        """
        check_own(path.parent)
        self._path = path
        self._lock = threading.RLock()
        self._unwritten: list[tuple[str, list[tuple[object, ...]]]] = []
        self._written = time.monotonic()
        try:
            self._db = sqlite3.connect(path, timeout=0.2, check_same_thread=False)
        except sqlite3.Error as error:
            raise _refusal(error, path) from error
        try:
            self._open()
        except BaseException:
            self._db.close()
            raise

    def _open(self) -> None:
        try:
            # Exclusive: nobody else works on this folder, and no shared memory is needed, which network drives lack.
            self._db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("BEGIN IMMEDIATE")
            if not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in _STATEMENTS:
                    self._db.execute(statement)
                self._db.execute("INSERT INTO batch VALUES (?, 0, '')", (VERSION,))
            elif self._schema() == set(map(_words, _FIRST)):
                self._renew()
            self._db.commit()
        except sqlite3.Error as error:
            raise _refusal(error, self._path) from error
        # Views, triggers and computed columns are programs: they could keep us waiting for ever.
        [[programs]] = self._select("SELECT count(*) FROM sqlite_master WHERE type IN ('view', 'trigger')")
        if not programs and self._schema() != set(map(_words, _STATEMENTS)):
            raise _refusal(ValueError("its tables are none of ours"), self._path)
        if programs or self._version() != VERSION:
            raise BatchError(f"“{self._path}” was written by another version of the program.", "Choose another folder.")

    def _schema(self) -> set[str]:
        return {_words(sql) for (sql,) in self._select("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}

    def _renew(self) -> None:
        """From version 1."""
        first = [name for name in _INSERTED if name not in ("remedy", "notices")]
        columns = ", ".join(("id", *first, "faces", "seconds"))
        self._db.execute("CREATE TABLE before AS SELECT * FROM photos")
        self._db.execute("DROP TABLE photos")
        for statement in _STATEMENTS[1:]:
            self._db.execute(statement)
        self._db.execute(f"INSERT INTO photos ({columns}) SELECT {columns} FROM before")
        self._db.execute("DROP TABLE before")
        self._db.execute("UPDATE batch SET version = ? WHERE version = 1", (VERSION,))

    def _version(self) -> int:
        query = "SELECT version FROM batch"
        [[version]] = self._select(query, read=lambda found: convert(found, tuple[tuple[int]]))
        return version

    def close(self) -> None:
        with self._lock:
            try:
                # What there is no room for is found again by its hash.
                with contextlib.suppress(DiskFull):
                    self._flush()
            finally:
                self._db.close()

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # The plan

    def order(self) -> BatchOrder | None:
        """Of the last run."""
        [[text]] = self._select('SELECT "order" FROM batch', read=lambda found: convert(found, tuple[tuple[str]]))
        return BatchOrder.from_json(text) if text else None

    def known(self, settings: str) -> dict[str, PhotoRow]:
        """By source, whatever run it was."""
        return {row.source: row for row in self._photos("settings = ?", (settings,))}

    def made(self) -> dict[str, set[str]]:
        """The hashes of all outputs ever written here, by their place."""
        found: dict[str, set[str]] = {}
        query = "SELECT output, output_hash FROM photos WHERE output_hash != ''"
        for output, digest in self._select(query, read=lambda rows: convert(rows, list[tuple[PlaceText, Hex]])):
            found.setdefault(from_text(output), set()).add(digest)
        return found

    def begin(self, order: BatchOrder, settings: str, rows: Sequence[NewRow]) -> None:
        """A new run of these photos, in this order."""
        self._write('UPDATE batch SET run = run + 1, "order" = ?', [(order.to_json(),)], later=True)
        # An output's hash stays until another is staged: it tells that the old one is ours and may be replaced. The
        # input's goes where there is work to do, or else both would say that this photo is done.
        marks = ", ".join("?" * (len(_INSERTED) - 1))
        renewed = ", ".join(
            f"{name} = excluded.{name}" for name in _INSERTED if name not in ("source", "settings", "output_hash")
        )
        self._write(
            f"INSERT INTO photos ({', '.join(_INSERTED)}) VALUES ((SELECT run FROM batch), {marks}) "
            f"ON CONFLICT (source, settings) DO UPDATE SET {renewed}",
            [
                (
                    k,
                    to_text(row.source),
                    settings,
                    to_text(row.output),
                    row.state.value,
                    row.why,
                    row.input_hash,
                    row.output_hash,
                    row.remedy,
                    json.dumps(row.notices),
                )
                for k, row in enumerate(rows)
            ],
        )

    # The run

    def rows(self, *states: State) -> list[PhotoRow]:
        """Of the last run, in its order; all states where none is named."""
        marks = ", ".join("?" * len(states))
        only = f"AND state IN ({marks})" if states else ""
        where = f"run = (SELECT run FROM batch) {only} ORDER BY position"
        with self._lock:
            self._flush()
            return self._photos(where, [state.value for state in states])

    def row(self, id: int) -> PhotoRow | None:
        """Of any run."""
        return next(iter(self._photos("id = ?", (id,))), None)

    def running(self, ids: Iterable[int]) -> None:
        self._write("UPDATE photos SET state = 'running' WHERE id = ?", [(id,) for id in ids], later=True)

    def staged(self, id: int, output: str, input_hash: str, output_hash: str, notices: Sequence[str] = ()) -> None:
        """An output is whole, and about to take its place."""
        statement = "UPDATE photos SET output = ?, input_hash = ?, output_hash = ?, notices = ? WHERE id = ?"
        self._write(statement, [(to_text(output), input_hash, output_hash, json.dumps(notices), id)])

    def done(self, id: int, faces: int, seconds: Mapping[str, float], notices: Sequence[str] = ()) -> None:
        statement = "UPDATE photos SET state = 'done', faces = ?, seconds = ?, why = '', notices = ? WHERE id = ?"
        self._write(statement, [(faces, json.dumps(seconds), json.dumps(notices), id)], later=True)

    def left(self, id: int, state: State, why: str, input_hash: str = "", remedy: str = "") -> None:
        """A photo ended without an output."""
        statement = "UPDATE photos SET state = ?, why = ?, input_hash = ?, remedy = ?, notices = '[]' WHERE id = ?"
        self._write(statement, [(state.value, why, input_hash, remedy, id)], later=True)

    def cancel_rest(self) -> None:
        self._write(
            "UPDATE photos SET state = 'cancelled', why = '' "
            "WHERE run = (SELECT run FROM batch) AND state IN ('pending', 'running')",
            [()],
        )

    def _photos(self, where: str, values: Sequence[object]) -> list[PhotoRow]:
        return self._select(
            f"SELECT {_COLUMNS} FROM photos WHERE {where}", values, lambda found: list(map(_row, found))
        )

    def _select(
        self, query: str, values: Sequence[object] = (), read: Callable[[list[Any]], T] = lambda found: found
    ) -> T:
        """What a query finds, once it is read. Raises BatchError; also where reading it raises ValueError."""
        try:
            with self._lock:
                return read(self._db.execute(query, values).fetchall())
        except (sqlite3.Error, ValueError) as error:
            raise _refusal(error, self._path) from error

    def _write(self, statement: str, rows: list[tuple[object, ...]], later: bool = False) -> None:
        """later: within half a second is soon enough. Raises DiskFull; the next write then writes this one, too."""
        with self._lock:
            self._unwritten.append((statement, rows))
            if not later or time.monotonic() - self._written > _WRITE_EVERY:
                self._flush()

    def _flush(self) -> None:
        if not self._unwritten:
            return
        # SQLite would go on to write to what nobody finds any more.
        if not os.path.lexists(self._path):
            raise BatchError(
                f"“{self._path}” was removed while the batch was at work.", "Leave it there until the batch has ended."
            )
        try:
            for statement, rows in self._unwritten:
                self._db.executemany(statement, rows)
            self._db.commit()
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self._db.rollback()
            raise _refusal(error, self._path) from error
        self._unwritten.clear()
        self._written = time.monotonic()


def _words(sql: object) -> str:
    return " ".join(str(sql).split())


def _row(values: Sequence[Any]) -> PhotoRow:
    """Raises ValueError."""
    stored = convert(values, _Stored)
    read = {
        "source": from_text(stored.source),
        "output": from_text(stored.output),
        "seconds": decode(stored.seconds, dict[str, float]),
        "notices": decode(stored.notices, tuple[str, ...]),
    }
    return PhotoRow(**{**stored._asdict(), **read})


def _refusal(error: sqlite3.Error | ValueError, path: Path) -> AsyrpError:
    # The message may hold words of the file's own: only the code tells what has happened.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFull("There is no room for the batch's record.", "Make room on that disk.", repr(error))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BatchError(f"Another batch is at work in “{path.parent.parent}”.", "Wait for it, or stop it first.")
    unreachable = code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)
    remedy = (
        "Is its disk still there, and may it be written to?" if unreachable else "Remove it, and the batch begins anew."
    )
    return BatchError(f"“{path}” cannot be used: {error}.", remedy, repr(error))
