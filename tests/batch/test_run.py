"""Batches with a real, tiny model: nothing is lost, repeated or silently skipped, whatever happens."""

from __future__ import annotations

import errno
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from asyrp_desktop.batch import line, places, room
from asyrp_desktop.batch.manifest import Manifest, State
from asyrp_desktop.batch.news import Ended, Moved, News, NoRoom, Planned, Stage, Tally
from asyrp_desktop.batch.order import BatchOrder
from asyrp_desktop.batch.report import default_report, write_report
from asyrp_desktop.batch.run import Batch
from asyrp_desktop.batch.work_folder import manifest_file, work_folder
from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.values import Crop
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.photo.photo import load
from asyrp_desktop.photo.provenance import read_provenance
from asyrp_desktop.photo_edit import PhotoEdit, Studio
from tests.batch.conftest import MakeOrder, Photograph


class Watched:
    """A run with all that it told. on: what to do at a piece of news."""

    def __init__(
        self, order: BatchOrder, on: Callable[[Batch, News], None] = lambda batch, news: None, **run: Any
    ) -> None:
        self.news: list[News] = []
        self.order = order

        def listen(news: News) -> None:
            self.news.append(news)
            on(batch, news)

        batch = Batch(order, listen)
        self.tally: Tally = batch.run(**run)
        assert self.tally.ended == self.tally.total == len(batch.rows)
        with Manifest(manifest_file(order.output)) as manifest:
            self.rows = {Path(row.source).name: row for row in manifest.rows()}
        assert {row.id: row for row in batch.rows} == {row.id: row for row in self.rows.values()}

    @property
    def edited(self) -> list[str]:
        """Of this run, by name."""
        return [Path(news.row.source).name for news in self.news if isinstance(news, Ended)]

    def outputs(self) -> dict[str, bytes]:
        root = Path(self.order.output)
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and work_folder(self.order.output) not in path.parents
        }


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def test_a_tree_is_mirrored_and_edited_as_one_photo_would_be(order: MakeOrder, photograph: Photograph) -> None:
    names = ["a.png", "è/日本/😀.png", "è/b.PNG", *(f"more/{k}.png" for k in range(9))]
    for name in names:
        photograph(name)
    photograph(".hidden/no.png")
    (photograph("a.png").parent / "notes.txt").write_text("no photo")
    run = Watched(order())
    assert set(run.outputs()) == {name[:-4] + "_warm" + name[-4:] for name in names}
    assert run.tally[:3] == (12, 12, 0)
    stages = [news.stage for news in run.news if isinstance(news, Moved) and news.id == run.rows["a.png"].id]
    assert stages == [Stage.READING, Stage.EDITING, Stage.WRITING]

    studio = Studio("tiny", "cpu")
    for row in run.rows.values():
        alone = PhotoEdit(studio, load(Path(row.source)), Crop("auto"), 4).render({"warm": 1.0})
        together = pixels(Path(row.output))
        # Sums in a batch are ordered differently: never more than one grey level, and rarely that.
        assert np.abs(together - alone.photo.pixels).max() <= 1
        assert np.abs(together - pixels(Path(row.source))).max() > 3
        provenance = read_provenance(Path(row.output))
        assert provenance is not None
        assert provenance.strengths == {"warm": 1.0}
        assert row.input_hash == places.digest(row.source)
        assert row.output_hash == places.digest(row.output)
        assert set(row.seconds) == {"read", "edit", "write"}


def test_the_same_command_does_only_what_is_not_done(order: MakeOrder, photograph: Photograph, photos: Path) -> None:
    for name in "abcdef":
        photograph(f"{name}.png")
    first = Watched(order())
    before = first.outputs()
    staging = work_folder(first.order.output) / "staging"
    for half_written in (".abc.part.png", "1-99.png", "999-99.png"):
        (staging / half_written).write_bytes(b"half writ")
    assert Watched(order()).edited == []
    assert list(staging.iterdir()) == []

    photograph("b.png", seed=5)  # changed
    photograph("g.png")  # new
    (photos / "c.png").unlink()  # gone: no photo of this batch any more
    out = Path(first.order.output)
    (out / "d_warm.png").write_bytes(b"half writ")  # damaged: not ours any more, so it stays
    lost = pixels(out / "e_warm.png")
    (out / "e_warm.png").unlink()
    again = Watched(order())
    assert sorted(again.edited) == ["b.png", "e.png", "g.png"]
    assert again.rows["d.png"].state is State.SKIPPED
    after = again.outputs()
    assert after["b_warm.png"] != before["b_warm.png"]
    assert np.abs(pixels(out / "e_warm.png") - lost).max() <= 1
    assert after["d_warm.png"] == b"half writ"

    more = Watched(order(strengths={"warm": 2.0}))
    assert sorted(more.edited) == ["a.png", "b.png", "e.png", "f.png", "g.png"]
    assert more.outputs()["a_warm.png"] != before["a_warm.png"]
    planned = next(news for news in more.news if isinstance(news, Planned))
    assert sum("made again" in row.why for row in planned.rows) == 5
    (out / "d_warm.png").unlink()  # what was in the way has gone
    assert Watched(order(strengths={"warm": 2.0})).edited == ["d.png"]


def test_a_relative_order_means_the_same_places_everywhere(
    order: MakeOrder, photograph: Photograph, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = photograph("a.png").read_bytes()
    (tmp_path / "link").symlink_to(photos, target_is_directory=True)
    monkeypatch.chdir(photos)
    within = order(inputs=(".",), output="../link/out")
    monkeypatch.chdir(tmp_path)
    assert Watched(within).edited == ["a.png"]
    assert Watched(within).edited == []  # and not its own result, which lies in the input under another name
    in_place = order(inputs=("photos/a.png",), output="link", template="{stem}{ext}", on_conflict="overwrite")
    assert Watched(in_place).edited == ["a.png"]
    assert (photos / "a.png").read_bytes() == original
    assert (photos / "a (2).png").exists()


def test_addresses(order: MakeOrder, photograph: Photograph, photos: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    photograph("è/a.png")
    photograph("b.png")
    places_ = {"inputs": (f"file://{photos}",), "output": f"file://{tmp_path}/out"}
    first = Watched(order(**places_))
    assert sorted(first.edited) == ["a.png", "b.png"]
    assert {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.png")} == {
        "b_warm.png",
        "è/a_warm.png",
    }
    assert Watched(order(**places_)).edited == []
    (tmp_path / "out" / "b_warm.png").write_bytes(b"precious")
    (tmp_path / "out" / "è" / "a_warm.png").unlink()
    again = Watched(order(**places_))
    assert again.edited == ["a.png"]
    assert again.rows["b.png"].state is State.SKIPPED


def test_conflicts(order: MakeOrder, photograph: Photograph, tmp_path: Path) -> None:
    photograph("a.png")
    photograph("b.png")
    for rule, expected in (("skip", {"a_warm.png"}), ("overwrite", set()), ("unique", {"a_warm.png"})):
        out = tmp_path / rule
        out.mkdir()
        (out / "a_warm.png").write_bytes(b"precious")
        changes = {"output": str(out), "on_conflict": rule}
        for _ in range(2):
            run = Watched(order(**changes))
            kept = {name for name, data in run.outputs().items() if data == b"precious"}
            assert kept == expected
            assert set(run.outputs()) == {"a_warm.png", "b_warm.png", *(["a_warm (2).png"] if rule == "unique" else [])}
        assert run.edited == []


def test_two_photos_never_share_a_name_and_no_original_is_replaced(
    order: MakeOrder, photograph: Photograph, photos: Path
) -> None:
    photograph("x/A.png")
    photograph("y/a.png")
    originals = {path: path.read_bytes() for path in photos.rglob("*.png")}
    inputs = (str(photos / "x" / "A.png"), str(photos / "y" / "*.png"))
    flat = Watched(order(inputs=inputs, template="{preset}{ext}"))
    assert set(flat.outputs()) == {"warm.png", "warm (2).png"}
    in_place = order(output=str(photos), template="{stem}{ext}", on_conflict="overwrite")
    assert set(Watched(in_place).rows) == {"A.png", "a.png"}
    assert Watched(in_place).edited == []  # its own results are no inputs
    assert {path: path.read_bytes() for path in originals} == originals


def test_a_link_leads_no_result_out_of_the_output_folder(
    order: MakeOrder, photograph: Photograph, tmp_path: Path
) -> None:
    photograph("in/a.png")
    photograph("b.png")
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "in").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    run = Watched(order())
    assert run.rows["a.png"].state is State.FAILED
    assert "outside" in run.rows["a.png"].why
    assert run.rows["b.png"].state is State.DONE
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_bad_photos_fail_by_themselves_and_can_be_tried_again(
    order: MakeOrder, photograph: Photograph, photos: Path
) -> None:
    for k in range(5):
        photograph(f"{k}.jpg")
    whole = (photos / "1.jpg").read_bytes()
    (photos / "1.jpg").write_bytes(whole[: len(whole) // 2])
    (photos / "2.jpg").write_bytes(b"")
    (photos / "3.jpg").unlink()
    (photos / "3.jpg").symlink_to(photos / "nowhere.jpg")
    first = Watched(order())
    assert {name for name, row in first.rows.items() if row.state is State.FAILED} == {"1.jpg", "2.jpg"}
    assert first.rows["3.jpg"].state is State.SKIPPED and "leads nowhere" in first.rows["3.jpg"].why
    assert all(row.why for row in first.rows.values() if row.state is State.FAILED)
    assert Watched(order()).edited == []
    (photos / "nowhere.jpg").write_bytes(whole)
    retried = Watched(order(inputs=(str(photos / "?.jpg"),)), retry_failed=True)
    assert sorted(retried.edited) == ["1.jpg", "2.jpg", "3.jpg"]
    assert retried.tally[:4] == (5, 3, 0, 2)


def test_photos_that_vanish_or_results_that_appear_on_the_way(
    order: MakeOrder, photograph: Photograph, photos: Path
) -> None:
    for k in range(3):
        photograph(f"{k}.png")

    def meddle(batch: Batch, news: News) -> None:
        if isinstance(news, Planned):
            (photos / "0.png").unlink()
            (Path(order().output) / "1_warm.png").write_bytes(b"precious")

    run = Watched(order(), meddle)
    assert [run.rows[f"{k}.png"].state for k in range(3)] == [State.FAILED, State.SKIPPED, State.DONE]
    assert run.outputs()["1_warm.png"] == b"precious"
    # One that is named stops no batch either, nor is one forgotten that cannot be read at all.
    (photos / "raw.CR2").touch()
    (photos / "raw.pef").touch()
    assert "Develop" in Watched(order()).rows["raw.pef"].remedy
    named = Watched(order(inputs=(str(photos / "0.png"), str(photos / "2.png"), str(photos / "raw.CR2"))))
    assert [row.state for row in named.rows.values()] == [State.FAILED, State.DONE, State.SKIPPED]
    assert ".cr2" in named.rows["raw.CR2"].why


def test_ten_thousand_empty_files(order: MakeOrder, photos: Path) -> None:
    for k in range(10_000):
        (photos / f"{k}.jpg").touch()
    run = Watched(order())
    assert run.tally[:4] == (10_000, 0, 0, 10_000)


def test_out_of_memory_halves_the_batch(
    order: MakeOrder, photograph: Photograph, monkeypatch: pytest.MonkeyPatch
) -> None:
    for k in range(8):
        photograph(f"{k}.png")
    plain, sizes = HSpaceUNet.epsilon, []

    def scarce(self: HSpaceUNet, x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        sizes.append(len(x))
        if len(x) > 4:
            raise torch.OutOfMemoryError("out of memory")
        return plain(self, x, t)

    monkeypatch.setattr(HSpaceUNet, "epsilon", scarce)
    assert Watched(order()).tally.done == 8
    assert sizes[0] == 8
    assert max(sizes[1:]) <= 4


def test_a_photo_that_the_engine_cannot_edit_does_not_take_its_group_along(
    order: MakeOrder, photograph: Photograph, monkeypatch: pytest.MonkeyPatch
) -> None:
    for k in range(4):
        photograph(f"{k}.png")
    plain = line.edit_together

    def choosy(edits: list[PhotoEdit], *rest: Any) -> Any:
        if any((edit.photo.pixels == pixels(Path(order().inputs[0], "2.png"))).all() for edit in edits):
            raise RuntimeError("a strange photo")
        return plain(edits, *rest)

    monkeypatch.setattr(line, "edit_together", choosy)
    run = Watched(order())
    assert run.tally[:4] == (4, 3, 0, 1)
    assert "strange" in run.rows["2.png"].why


@pytest.mark.parametrize("where", ["save", "publish", "record"])
def test_a_full_disk_pauses_the_run(
    order: MakeOrder, photograph: Photograph, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    for k in range(4):
        photograph(f"{k}.png")
    full = threading.Event()
    monkeypatch.setattr(room, "_LOOK_EVERY", 0.01)
    owner, name = {"save": (PhotoEdit, "save"), "publish": (places, "publish"), "record": (Manifest, "staged")}[where]
    plain, attempts = getattr(owner, name), []

    def scarce(*arguments: Any) -> Any:
        attempts.append(1)
        if full.is_set():
            raise OSError(errno.ENOSPC, "No space left on device")
        return plain(*arguments)

    monkeypatch.setattr(owner, name, scarce)
    told: list[bool] = []

    def watch(batch: Batch, news: News) -> None:
        if isinstance(news, Planned):
            full.set()
        if isinstance(news, NoRoom):
            told.append(news.waiting)
            threading.Timer(0.05, full.clear).start()

    run = Watched(order(), watch)
    assert told[0] is True
    assert told[-1] is False
    assert run.tally.done == 4
    assert len(attempts) > 4


def test_pause_resume_and_cancel(order: MakeOrder, photograph: Photograph) -> None:
    for k in range(40):
        photograph(f"{k}.png")
    paused: list[int] = []

    def meddle(batch: Batch, news: News) -> None:
        if isinstance(news, Ended) and news.tally.done == 1:
            batch.pause()
            threading.Timer(0.3, lambda: (paused.append(batch._tally().ended), batch.resume())).start()
        if isinstance(news, Ended) and news.tally.done == 17:
            batch.cancel()

    first = Watched(order(), meddle)
    assert 1 <= paused[0] <= 16  # the group that was being written, and no other
    assert first.tally.done >= 17
    assert first.tally.cancelled > 0
    assert first.tally.photos_per_minute is not None
    second = Watched(order())
    assert second.tally.done == 40
    assert len(second.edited) == first.tally.cancelled


def test_only_one_batch_works_in_a_folder(order: MakeOrder, photograph: Photograph) -> None:
    photograph("a.png")
    manifest_file(order().output).parent.mkdir(parents=True)
    with Manifest(manifest_file(order().output)), pytest.raises(BatchError, match="Another batch"):
        Batch(order(), lambda news: None).run()


def test_the_report(order: MakeOrder, photograph: Photograph, photos: Path, tmp_path: Path) -> None:
    photograph("<b>&.png")
    (photos / "broken.jpg").write_bytes(b"no photo")
    run = Watched(order())
    report = default_report(run.order)
    write_report(run.order, list(run.rows.values()), run.tally, report)
    html = report.read_text(encoding="utf-8")
    assert "2 photos: 1 done, 1 failed" in html
    assert "<b>" not in html
    pictures = [part.split('"')[0] for part in html.split('src="')[1:]]
    assert len(pictures) == 1
    with Image.open(report.parent / pictures[0]) as pair:
        assert pair.size == (48, 20)
    write_report(run.order, list(run.rows.values()), run.tally, tmp_path / "other.json")
    assert (tmp_path / "other.html").stat().st_size
    told = json.loads((tmp_path / "other.json").read_text(encoding="utf-8"))
    assert {photo["state"] for photo in told["photos"]} == {"done", "failed"}
    shutil.rmtree(tmp_path / "out")
