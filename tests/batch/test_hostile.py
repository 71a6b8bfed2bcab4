"""What strangers, other programs and damaged disks can put in a batch's way: a line that says so, and no more."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from asyrp_desktop.batch import places
from asyrp_desktop.batch.manifest import Manifest, State
from asyrp_desktop.batch.news import Checking, Ended, News, Planned
from asyrp_desktop.batch.order import BatchOrder
from asyrp_desktop.batch.run import Batch
from asyrp_desktop.batch.work_folder import manifest_file, work_folder
from asyrp_desktop.cli import batch as command
from asyrp_desktop.cli import main
from asyrp_desktop.core.errors import BatchError, Cancelled
from asyrp_desktop.core.path_text import from_text
from tests.batch.conftest import MakeOrder, Photograph

pytestmark = [
    pytest.mark.timeout(60),
    pytest.mark.skipif(os.name != "posix", reason="pipes, and names of any bytes"),
]

TINY = ["--set", "warm=1", "--model", "tiny", "--steps", "2", "--device", "cpu"]


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """What came on the error stream since it was asked last."""
    text = capsys.readouterr().err
    assert "Traceback" not in text
    return text


def test_names_that_are_no_unicode(
    photograph: Photograph, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    müller, möller = (photos / os.fsdecode(b"m%cller.png" % letter) for letter in b"\xfc\xf6")
    photograph("a.png").rename(müller)
    photograph("b.png").rename(möller)
    out, report = tmp_path / os.fsdecode(b"\xff"), tmp_path / os.fsdecode(b"r\xff.html")
    words = ["batch", str(photos), "-o", str(out), *TINY, "--report", str(report)]
    assert main([*words, "--dry-run"]) == 0
    assert main(words) == 0
    results = {"m_ller_warm.png", "m_ller_warm (2).png"}
    assert {path.name for path in out.glob("*.png")} == results

    html = report.read_text(encoding="utf-8")
    links = {os.fsdecode(unquote_to_bytes(link)) for link in re.findall('(?:href|src)="(.*?)"', html)}
    assert len(links) == 6
    assert all((tmp_path / link).is_file() and not Path(link).is_absolute() for link in links)
    assert "m?ller.png" in html
    said = json.loads(report.with_suffix(".json").read_text(encoding="utf-8"))
    assert {from_text(photo["source"]) for photo in said["photos"]} == {str(müller), str(möller)}
    assert all(Path(from_text(photo["output"])).parent == out for photo in said["photos"])
    assert from_text(said["order"]["output"]) == str(out)

    # What is done is known again, under whatever name it is asked for; and the order goes on by itself.
    (out / "m_ller_warm.png").unlink()
    assert main(["batch", "-o", str(out)]) == 0
    made = {path: path.stat().st_mtime_ns for path in out.glob("*.png")}
    assert {path.name for path in made} == results
    assert main(["batch", str(müller), str(photos / "m*.png"), "-o", str(out), *TINY]) == 0
    assert {path: path.stat().st_mtime_ns for path in out.glob("*.png")} == made
    pytest.importorskip("fsspec")
    assert main(["batch", f"file://{photos}", "-o", str(out), *TINY]) == 0
    assert {path: path.stat().st_mtime_ns for path in out.glob("*.png")} == made
    told(capsys)
    assert main(["batch", f"file://{müller}", "-o", str(out), *TINY]) == 1
    assert "no address" in told(capsys)
    assert main([*words, "--template", str(müller.name)]) == 1
    assert "template" in told(capsys)


def test_what_is_no_pattern_names_no_photo(photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(photos / "a**b.jpg"), "-o", str(tmp_path / "out"), *TINY]) == 1
    assert "names no photo" in told(capsys)


def test_an_order_of_an_earlier_version_goes_on(order: MakeOrder, photos: Path) -> None:
    written = (
        f'{{"inputs": ["{photos}"], "output": "/out", "strengths": {{"warm": 1}}, "preset": "", "model": "tiny", '
        '"steps": 4, "faces": "largest", "template": "{stem}_{preset}{ext}", "on_conflict": "skip", '
        '"recursive": true, "device": "cpu"}'
    )
    assert BatchOrder.from_json(written) == order(output="/out")


@pytest.mark.parametrize("by_address", [False, True])
def test_what_is_no_file_fails_by_itself(
    order: MakeOrder, photograph: Photograph, photos: Path, by_address: bool
) -> None:
    photograph("whole.png")
    photograph("folder.jpg/within.png")
    os.mkfifo(photos / "pipe.jpg")
    os.mknod(photos / "socket.jpg", stat.S_IFSOCK | 0o600)
    (photos / "endless.jpg").symlink_to("/dev/zero")
    inputs = [str(photos), str(photos / ("x" * 300 + ".jpg")), str(photos / "p*.jpg")]
    if by_address:
        pytest.importorskip("fsspec")
        inputs = [f"file://{photos / name}" for name in ("whole.png", "pipe.jpg", "endless.jpg")]
    batch = Batch(order(inputs=tuple(inputs), template="{date:%Y}{ext}"), lambda news: None)
    batch.run()
    reasons = {Path(row.source).name: row.why for row in batch.rows if row.state is State.FAILED}
    assert reasons["pipe.jpg"] == reasons["endless.jpg"] == "It cannot be read: Not a regular file."
    assert len(reasons) == (2 if by_address else 4)
    done = {Path(row.source).name: Path(row.output) for row in batch.rows if row.state is State.DONE}
    assert set(done) == ({"whole.png"} if by_address else {"whole.png", "within.png"})
    done["whole.png"].unlink()
    os.mkfifo(done["whole.png"])
    assert Batch(order(inputs=tuple(inputs), template="{date:%Y}{ext}"), lambda news: None).run().skipped == 1


def test_a_second_signal_ends_the_process(monkeypatch: pytest.MonkeyPatch, order: MakeOrder) -> None:
    ends: list[int] = []
    monkeypatch.setattr(os, "_exit", ends.append)
    batch = Batch(order(), lambda news: None)
    with command._Display() as display, command._interrupted(batch, display):
        signal.raise_signal(signal.SIGTERM)
        assert batch._control.cancelled
        assert ends == []
        signal.raise_signal(signal.SIGINT)
    assert ends == [130]


def test_a_batch_can_be_cancelled_while_dates_are_read(order: MakeOrder, photograph: Photograph) -> None:
    photograph("a.png")

    def cancel(news: News) -> None:
        if isinstance(news, Checking):
            batch.cancel()

    batch = Batch(order(template="{date:%Y}{ext}"), cancel)
    with pytest.raises(Cancelled):
        batch.run()


LATER = "the batch begins anew"
DAMAGES = {
    "no tables": "DROP TABLE photos; DROP TABLE batch; CREATE TABLE other (a)",
    "no photos": "DROP TABLE photos",
    "no batch": "DELETE FROM batch",
    "two batches": "INSERT INTO batch SELECT * FROM batch",
    "version": "UPDATE batch SET version = 'full'",
    "no run": "DROP TABLE batch; CREATE TABLE batch AS SELECT 1 AS version, NULL AS run, '' AS \"order\"",
    "column": "ALTER TABLE photos RENAME COLUMN why TO full",
    "uniqueness": "CREATE TABLE old AS SELECT * FROM photos; DROP TABLE photos; ALTER TABLE old RENAME TO photos",
    "state": "UPDATE photos SET state = 'lost'",
    "faces": "UPDATE photos SET faces = 'many'",
    "bytes": "UPDATE photos SET source = x'00ff'",
    "text": "UPDATE photos SET source = CAST(x'ff' AS TEXT)",
    "zero": "UPDATE photos SET output = 'a' || char(0), output_hash = 'ab'",
    "hash": "UPDATE photos SET output_hash = zeroblob(9)",
    "no JSON": "UPDATE photos SET seconds = 'none'",
    "no number": """UPDATE photos SET seconds = '{"read": []}'""",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_record_is_refused(
    order: MakeOrder, photograph: Photograph, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    photograph("a.png")
    record = recorded(order(steps=2))
    with sqlite3.connect(record) as db:
        db.executescript(damage)
    db.close()
    assert main(["batch", order().inputs[0], "-o", order().output, *TINY]) == 1
    assert told(capsys).count("\n") == 1
    with pytest.raises(BatchError) as refused:
        Batch(order(steps=2), lambda news: None).run()
    assert LATER in refused.value.remedy


def recorded(order: BatchOrder) -> Path:
    """The record of a run that was to begin."""

    def stop(news: News) -> None:
        if isinstance(news, Planned):
            raise Cancelled

    with pytest.raises(Cancelled):
        Batch(order, stop).run()
    return manifest_file(order.output)


@pytest.mark.parametrize(
    "text",
    ["none", "[]", '{"inputs": [7]}', '{"inputs": ["a"], "output": "\\u0000", "strengths": {"a": 1}}', "[" * 10**5],
    ids=["no JSON", "list", "number", "zero", "deep"],
)
def test_a_damaged_order_does_not_go_on(
    order: MakeOrder, photograph: Photograph, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    photograph("a.png")
    record = recorded(order())
    with sqlite3.connect(record) as db:
        db.execute('UPDATE batch SET "order" = ?', (text,))
    db.close()
    assert main(["batch", "-o", order().output]) == 1
    assert "is damaged" in told(capsys)
    assert main(["batch", order().inputs[0], "-o", order().output, *TINY]) == 0


def test_a_record_that_would_be_read_for_ever_is_refused(order: MakeOrder, photograph: Photograph) -> None:
    photograph("a.png")
    with sqlite3.connect(recorded(order())) as db:
        endless = "WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n) SELECT id FROM n"
        db.executescript(f"DROP TABLE photos; CREATE VIEW photos AS {endless}")
    db.close()
    with pytest.raises(BatchError, match="another version"):
        Batch(order(), lambda news: None).run()


def lead_away(place: Path, elsewhere: Path) -> None:
    place.symlink_to(elsewhere)


@pytest.mark.parametrize("put", [lead_away, lambda place, _: place.mkdir(), lambda place, _: os.mkfifo(place)])
@pytest.mark.parametrize("name", [".", "staging", "thumbnails", "manifest.sqlite", "manifest.sqlite-wal"])
def test_what_is_not_the_batchs_own_is_left_alone(
    order: MakeOrder, photograph: Photograph, tmp_path: Path, name: str, put: Callable[[Path, Path], None]
) -> None:
    photograph("a.png")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = work_folder(order().output) / name
    place.parent.mkdir(parents=True)
    put(place, elsewhere)
    batch = Batch(order(), lambda news: None)
    if place.is_dir() and not place.is_symlink() and "manifest" not in name:
        assert batch.run().done == 1  # a folder may be there
    else:
        with pytest.raises(BatchError, match="not what a batch has put there"):
            batch.run()
    assert list(elsewhere.iterdir()) == []


def test_of_what_lies_among_unfinished_files_nothing_outside_is_touched(
    order: MakeOrder, photograph: Photograph, tmp_path: Path
) -> None:
    photograph("a.png")
    photograph("b.png")
    record, staging = recorded(order()), work_folder(order().output) / "staging"
    precious = tmp_path / "elsewhere" / "precious.png"
    precious.parent.mkdir()
    precious.write_bytes(b"precious")
    with sqlite3.connect(record) as db:
        digest = hashlib.sha256(b"precious").hexdigest()
        db.execute("UPDATE photos SET output_hash = ?", (digest,))
        db.execute("UPDATE photos SET output = ? WHERE id = 2", (str(tmp_path / "elsewhere" / "b.png"),))
    db.close()
    (staging / "1-1.png").symlink_to(precious)
    (staging / "2-1.png").write_bytes(b"precious")
    (staging / "2-2.png").symlink_to(precious.parent)
    (staging / ("9" * 30 + "-1.png")).touch()
    (staging / "3-1.png" / "deeper").mkdir(parents=True)
    os.mkfifo(staging / "4-1.png")
    batch = Batch(order(), lambda news: None)
    assert batch.run().done == 2
    assert list(staging.iterdir()) == []
    assert [path.name for path in precious.parent.iterdir()] == ["precious.png"]
    assert precious.read_bytes() == b"precious"


@pytest.mark.parametrize("name", ["", ".asyrp-batch", ".asyrp-batch/staging", ".asyrp-batch/thumbnails"])
def test_a_folder_that_is_removed_at_work_ends_in_an_error(
    order: MakeOrder,
    photograph: Photograph,
    name: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for k in range(20):
        photograph(f"{k}.png")
    ended: list[State] = []

    def remove(display: object, news: News) -> None:
        if isinstance(news, Ended):
            ended.append(news.row.state)
            shutil.rmtree(Path(order().output, name), ignore_errors=True)

    monkeypatch.setattr(command._Display, "show", remove)
    assert main(["batch", order().inputs[0], "-o", order().output, *TINY]) == 1
    lost = "thumbnails" not in name and "staging" not in name
    assert ("was removed while the batch was at work" in told(capsys)) == lost
    assert len(ended) == 20


def test_a_disk_that_becomes_read_only(
    order: MakeOrder, photograph: Photograph, monkeypatch: pytest.MonkeyPatch
) -> None:
    photograph("a.png")

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(places, "publish", refuse)
        batch = Batch(order(), lambda news: None)
        assert batch.run().failed == 1
        assert "Read-only" in batch.rows[0].why

    def protect(news: News) -> None:
        if isinstance(news, Planned):
            batch._manifest._db.execute("PRAGMA query_only = ON")

    batch = Batch(order(), protect)
    with pytest.raises(BatchError, match="readonly") as refused:
        batch.run(retry_failed=True)
    assert "disk" in refused.value.remedy
    with Manifest(manifest_file(order().output)) as manifest:
        assert [row.state for row in manifest.rows()] == [State.PENDING]
