"""The record that a batch leaves in its output folder, and the order within it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from random import Random

from asyrp_desktop.batch.manifest import Manifest, NewRow, State
from asyrp_desktop.batch.order import BatchOrder

from .. import mutations
from ..home import Home
from ..target import Sample, Target, write

_MANIFEST, _ORDER = "manifest.sqlite", "order.json"
_COLUMNS = ("run", "position", "source", "settings", "output", "state", "why", "input_hash", "output_hash", "faces")
_COLUMNS += ("seconds",)
_VALUES = (
    None,
    -1,
    2**63 - 1,
    1.5,
    float("inf"),
    b"\xff\0",
    "",
    "nope",
    "../../x",
    "a\0b",
    "[" * 100_000,
    "1e999",
    "{}",
)


class Batches(Target):
    """The record's file with other bytes, with other values in its tables; and orders."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._order = BatchOrder((str(home.work / "in"),), str(home.work / "out"), {"smiling": 1.0})
        with Manifest(home.work / _MANIFEST) as manifest:
            rows = [NewRow(f"{k}.jpg", f"{k}_out.jpg", state, input_hash="a") for k, state in enumerate(State)]
            manifest.begin(self._order, "s", rows)
            manifest.staged(2, "1_out.jpg", "a", "b")
            manifest.done(2, 1, {"editing": 0.5})
        self._record = (home.work / _MANIFEST).read_bytes()
        schemas = ["", "DROP TABLE photos", "DROP TABLE batch", "DELETE FROM batch", "DROP INDEX in_run"]
        schemas += [
            "ALTER TABLE photos DROP COLUMN why",
            "UPDATE batch SET version = 'x'",
            "UPDATE batch SET run = 'x'",
        ]
        schemas += [
            "DROP TABLE photos; CREATE VIEW photos AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            " SELECT i AS id, 1 AS run FROM n"
        ]
        schemas += ["CREATE TRIGGER t AFTER UPDATE ON photos BEGIN DELETE FROM batch; END"]
        self.hostile = [Sample(_MANIFEST, self._with(schema)) for schema in schemas]
        self.hostile += [
            Sample(_MANIFEST, data) for data in (b"", b"x" * 4096, self._record[:100], b"SQLite format 3\0")
        ]

    def valid(self) -> Sequence[Sample]:
        return [Sample(_MANIFEST, self._record), Sample(_ORDER, self._order.to_json().encode())]

    def mutated(self, rng: Random) -> Sample:
        choice = rng.randrange(4)
        if choice == 0:
            return Sample(_MANIFEST, mutations.mutated(rng, self._record))
        if choice == 1:
            return Sample(_ORDER, mutations.mutated_json(rng, self._order.to_json()))
        if choice == 2:
            text = mutations.mutated_json(rng, self._order.to_json())
            return Sample(_MANIFEST, self._with('UPDATE batch SET "order" = ?', text.decode("utf-8", "replace")))
        column, value = rng.choice(_COLUMNS), rng.choice(_VALUES)
        return Sample(_MANIFEST, self._with(f"UPDATE OR IGNORE photos SET {column} = ? WHERE id % 2", value))

    def read(self, sample: Sample, rng: Random) -> None:
        path = write(self.home.work, sample)
        if sample.name == _ORDER:
            BatchOrder.from_json(sample.data.decode("utf-8", "replace"))
            return
        with Manifest(path) as manifest:
            manifest.known("s")
            manifest.made()
            manifest.rows()
            manifest.rows(State.DONE, State.FAILED)
            manifest.row(1)
            manifest.running([1])
            manifest.staged(1, "o", "a", "b")
            manifest.done(1, 1, {"editing": 0.5})
            manifest.left(2, State.FAILED, "because")
            manifest.cancel_rest()
            manifest.order()
            manifest.begin(self._order, "s", [NewRow("new.jpg", "new_out.jpg", State.PENDING)])
            manifest.rows()

    def _with(self, statement: str, *values: object) -> bytes:
        """The record after a statement."""
        database = sqlite3.connect(":memory:")
        # In memory there is no write-ahead log, which the head says that there is.
        database.deserialize(self._record[:18] + b"\1\1" + self._record[20:])
        try:
            if values:
                database.execute(statement, values)
            else:
                database.executescript(statement)
            database.commit()
        except sqlite3.IntegrityError:
            pass  # NOT NULL: no such record can be
        return database.serialize()
