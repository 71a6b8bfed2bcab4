"""What goes along with a batch's photos, what it is told of, and what it leaves alone."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from asyrp_desktop.batch import line, report
from asyrp_desktop.batch.inputs import SYSTEM, find
from asyrp_desktop.batch.manifest import _FIRST, Manifest, PhotoRow, State
from asyrp_desktop.batch.order import BatchOrder
from asyrp_desktop.batch.run import Batch
from asyrp_desktop.batch.work_folder import manifest_file
from asyrp_desktop.cli import main
from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.values import Crop
from asyrp_desktop.photo.companions import carry_along
from asyrp_desktop.photo.photo import load
from asyrp_desktop.photo.provenance import read_provenance, says_edited
from asyrp_desktop.photo_edit import Fitting, PhotoEdit, Studio
from tests.batch.conftest import MakeOrder, Photograph

TINY = ["--set", "warm=1", "--model", "tiny", "--steps", "4", "--device", "cpu"]
SIDECAR = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmp:Rating="5" tiff:Orientation="6" exif:GPSLatitude="48,12N"/>
</rdf:RDF></x:xmpmeta>"""


def run(order: BatchOrder) -> dict[str, PhotoRow]:
    batch = Batch(order, lambda news: None)
    batch.run()
    return {Path(row.source).name: row for row in batch.rows}


def pixels(path: Path | str) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(int)


@pytest.mark.parametrize("pattern", ["", "**/*.png", "*/*.png"])
@pytest.mark.parametrize("named", [True, False])
def test_a_folder_that_cannot_be_read_is_left_out(
    photograph: Photograph, photos: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, named: bool
) -> None:
    for name in ("a/1.png", "locked/2.png", "z/3.png"):
        photograph(name)
    plain = os.scandir

    def refuse(folder: Any) -> Any:
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied", str(folder) if named else None)
        return plain(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find([str(photos / pattern)], recursive=True)
    assert sorted(photo.source for photo in found if not photo.left_out) == [
        str(photos / "a/1.png"),
        str(photos / "z/3.png"),
    ]
    (left,) = (photo for photo in found if photo.left_out)
    assert left.source == str(photos / "locked") and "Permission denied" in left.left_out
    with pytest.raises(BatchError, match="no photos") as refused:
        find([str(photos / "locked")], recursive=True)
    assert "Permission denied" in refused.value.remedy


def test_what_is_left_out_is_told_and_counted(
    photograph: Photograph,
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photograph("a.png")
    photograph("locked/b.png")
    (photos / "dead.png").symlink_to(photos / "nowhere.png")
    (photos / "circle.png").symlink_to(photos / "circle.png")
    (photos / "round").symlink_to(photos, target_is_directory=True)
    plain = os.scandir

    def refuse(folder: Any) -> Any:
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied")
        return plain(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    out = tmp_path / "out"
    assert main(["batch", str(photos), "-o", str(out), "--recursive", *TINY]) == 0
    said = capsys.readouterr()
    assert "4 photos: 1 done, 3 skipped (1 of them: folders" in said.out
    assert main(["batch", str(photos), "-o", str(photos / "a.png"), *TINY]) == 1
    assert "a.png” is no folder" in capsys.readouterr().err
    for name, why in (("locked", "Permission denied"), ("dead.png", "leads nowhere"), ("circle.png", "leads nowhere")):
        (told,) = (text for text in said.err.splitlines() if f"{photos / name}:" in text)
        assert why in told
        assert why in (out / "batch-report.html").read_text(encoding="utf-8")


def test_what_is_excluded(photograph: Photograph, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.png", "b_old.png", "raw/c.png", "2019/x/d.png", "2020/e.png", "deep/raw/f.png", "._a.png"):
        photograph(name)
    for name in SYSTEM:
        photograph(f"deep/{name.upper()}/g.png")

    def names(*exclude: str, place: str = "") -> str:
        found = find([str(photos / place)], True, exclude)
        return "".join(sorted(Path(photo.source).stem[0] for photo in found))

    assert names() == names(place="**/*.png") == "abcdef"
    assert names("*_old*", "raw/", "2019/*") == names("*_old*", "raw/", "2019/*", place="**/*.png") == "ae"
    assert find([str(photos / "a.png"), str(photos / "b_old.png")], False, ["b*"])[0].source == str(photos / "a.png")
    assert names(place="deep/@EADIR") == "g"  # named by itself
    monkeypatch.chdir(photos.parent)
    assert names("./raw", "./2019/", "photos/deep/../2020") == names("./raw", "photos/20*", place="**/*.png") == "ab"
    notices: list[str] = []
    find([str(photos), str(photos / "b_old.png")], True, ["./raw", "b_*", "nothing"], notices=notices)
    assert len(notices) == 1 and "“nothing”" in notices[0]
    assert len(find([str(photos / "a.png"), str(photos / "b_old.png")], False, ["b*"])) == 2
    (photos / "dead.jpg").symlink_to("nowhere")
    with pytest.raises(BatchError) as refused:
        find([str(photos / "dead.jpg")], False)
    assert "subfolders" not in refused.value.remedy
    (photos / "dead.jpg").unlink()
    pytest.importorskip("fsspec")
    found = find([f"file://{photos}"], True, ["*_old*", "raw", "2019/*"])
    assert sorted(Path(photo.source).name for photo in found) == ["a.png", "e.png"]


@pytest.mark.parametrize("how", ["", "hard", "link"])
def test_no_result_takes_the_place_of_an_input(
    order: MakeOrder, photograph: Photograph, photos: Path, how: str
) -> None:
    source = photograph("a.png")
    other = photos / ("other.png" if how else "A.PNG")
    if how == "hard":
        os.link(source, other)
    elif how == "link":
        source.rename(other)
        source.symlink_to(other)
    whole = source.read_bytes()
    changes = {"inputs": (str(source),), "output": str(photos), "on_conflict": "overwrite"}
    row = run(order(**changes, template=f"{other.stem}{{ext}}"))["a.png"]
    assert row.state is State.DONE and Path(row.output).name == f"{other.stem} (2).png"
    assert source.read_bytes() == whole and (not how or other.read_bytes() == whole)


def test_the_batchs_own_files_are_no_inputs(order: MakeOrder, photograph: Photograph) -> None:
    photograph("a.png")
    run(order())
    own = manifest_file(order().output).parent / "thumbnails" / "1.jpg"
    before = own.read_bytes()
    with pytest.raises(BatchError, match="own"):
        run(order(inputs=(str(own),)))
    assert own.read_bytes() == before


def test_a_report_takes_the_place_of_nothing_else(
    photograph: Photograph, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "abc":
        photograph(f"{name}.jpg")
    (photos / "notes.json").write_text('{"precious": 1}')
    (photos / "page.html").write_text("<p>precious</p>")
    before = {path: path.read_bytes() for path in photos.iterdir()}
    words = ["batch", "-o", str(tmp_path / "out"), *TINY]
    named = sorted(map(str, photos.glob("*.jpg")))
    for given in (
        named,
        [str(photos / "notes.html"), *named],
        [str(photos / "page.html"), *named],
        [str(photos), *named],
    ):
        assert main([*words, "--report", *given]) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert {path: path.read_bytes() for path in photos.iterdir()} == before
    assert not (tmp_path / "out").exists()
    for _ in range(2):  # its own, of the run before, it replaces
        assert main([*words, *named, "--report", str(tmp_path / "reports" / "r.html")]) == 0
    with pytest.raises(BatchError, match=r"\.html"):
        report.write_report(BatchOrder((str(photos),), "out", {"warm": 1}), [], None, photos / "a.jpg")  # type: ignore


def test_a_batch_edits_as_one_photo_is_edited(order: MakeOrder, photograph: Photograph, tmp_path: Path) -> None:
    source = photograph("a.png", size=(40, 48))
    mask = np.zeros((20, 24), np.uint8)
    mask[:, 12:] = 255
    Image.fromarray(mask).save(tmp_path / "mask.png")
    another = {"t_edit": 300, "t_boost": 0, "eta": 0.5, "rendering": "redraw", "sharpen": False}
    masked = {**another, "mask": str(tmp_path / "mask.png"), "local": True}
    results = {}
    for name, changes in {"usual": {}, "another": another, "masked": masked}.items():
        row = run(order(output=str(tmp_path / name), **changes))["a.png"]
        results[name] = pixels(row.output)
    edit = PhotoEdit(Studio("tiny", "cpu"), load(source), Crop("auto"), 4)
    for name in results:
        if name != "usual":
            edit.course = order(**another).course
            painted = np.asarray(Image.fromarray(mask).resize((48, 40), Image.Resampling.BILINEAR))
            edit.fitting = Fitting(sharpen=False, painted=painted if name == "masked" else None, local=name == "masked")
        assert np.abs(results[name] - edit.render({"warm": 1.0}).photo.pixels).max() <= 1
    assert all(np.abs(results["usual"] - results[name]).max() > 3 for name in ("another", "masked"))
    assert (results["masked"][:, :22] == pixels(source)[:, :22]).all()
    provenance = read_provenance(Path(row.output))
    assert provenance and provenance.course == {"t_edit": 300, "t_boost": 0, "eta": 0.5, "rendering": "redraw"}


def test_another_choice_makes_results_again(order: MakeOrder, photograph: Photograph, tmp_path: Path) -> None:
    photograph("a.png")
    mask = tmp_path / "mask.png"
    Image.new("L", (24, 20), 255).save(mask)
    usual = order()
    choices: list[dict[str, Any]] = [{"strip_location": True}, {"reach": 0.5}, {"eta": 0.5}, {"mask": str(mask)}]
    choices += [{"t_edit": 300}, {"keep_date": True}, {"sharpen": False}, {"rendering": "motion"}]
    digests = [order(**one).settings() for one in choices]
    assert len({usual.settings(), *digests}) == len(choices) + 1
    Image.new("L", (24, 20), 99).save(mask)
    assert order(mask=str(mask)).settings() not in digests
    assert order(exclude=("b",)).settings() == usual.settings()
    for one in choices:
        assert BatchOrder.from_json(order(**one).to_json()) == order(**one)


def test_reasons_have_remedies_and_a_mask_of_another_shape_is_refused(
    photograph: Photograph, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photograph("wide.png", size=(20, 40))
    turned = Image.new("RGB", (20, 40), "grey")
    exif = Image.Exif()
    exif[0x0112] = 6  # it is 40 wide once it is upright
    turned.save(photos / "turned.jpg", exif=exif)
    photograph("tall.png", size=(40, 20))
    (photos / "empty.jpg").touch()
    Image.new("L", (80, 40), 255).save(tmp_path / "mask.png")
    out = tmp_path / "out"
    assert main(["batch", str(photos), "-o", str(out), *TINY, "--mask", str(tmp_path / "mask.png")]) == 1
    said, told = capsys.readouterr(), json.loads((out / "batch-report.json").read_text(encoding="utf-8"))
    rows = {Path(photo["source"]).name: photo for photo in told["photos"]}
    assert {name for name, row in rows.items() if row["state"] == "done"} == {"wide.png", "turned.jpg"}
    assert "80 x 40" in rows["tall.png"]["why"] and "upright" in rows["tall.png"]["remedy"]
    for name in ("tall.png", "empty.jpg"):
        (shown,) = (text for text in said.err.splitlines() if f"/{name}:" in text)
        assert rows[name]["why"] in shown and rows[name]["remedy"] in shown
        assert rows[name]["remedy"] in (out / "batch-report.html").read_text(encoding="utf-8")
    assert main(["batch", str(photos), "-o", str(out), *TINY, "--local"]) == 1
    assert main(["batch", "-o", str(out), "--strip-location"]) == 1  # it would not be, of the last batch


def test_notices_are_of_their_own_photo(
    photograph: Photograph,
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for k in range(6):
        photograph(f"{k}.png")
    for k in (1, 4):
        Image.new("RGBA", (24, 20), (9, 99, 200, 120)).save(photos / f"{k}.png")
    plain = line.edit_together

    def fallen_back(edits: list[PhotoEdit], *rest: Any) -> Any:
        edits[0].studio.editor.notices.append("The CPU took over.")
        return plain(edits, *rest)

    monkeypatch.setattr(line, "edit_together", fallen_back)
    out = tmp_path / "out"
    words = ["batch", str(photos), "-o", str(out), *TINY, "--template", "{stem}.jpg"]
    for _ in range(2):
        assert main(words) == 0
    told = json.loads((out / "batch-report.json").read_text(encoding="utf-8"))
    notices = {Path(photo["source"]).name: photo["notices"] for photo in told["photos"]}
    assert {name for name, said in notices.items() if said} == {"1.png", "4.png"}
    assert len(notices["1.png"]) == 1 and "transparency" in notices["1.png"][0]
    assert (out / "batch-report.html").read_text(encoding="utf-8").count("transparency") == 2
    lines = capsys.readouterr().err.splitlines()
    assert sum("transparency" in text for text in lines) == 2
    assert any("/4.png: " in text and "transparency" in text for text in lines)
    assert "asyrp-desktop: The CPU took over." in lines


def test_sidecars_and_dates_go_along(order: MakeOrder, photograph: Photograph, photos: Path, tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        os.utime(photograph(name), (1_000_000_000, 1_234_567_890))
    for name in ("a.xmp", "a.jpg.xmp", "b.XMP", "c.xmp"):
        (photos / name).write_text(SIDECAR)
    (photos / "b.XMP").write_text("no XML")
    out = tmp_path / "out"
    out.mkdir()
    (out / "c_warm.xmp").write_text("precious")
    rows = run(order(keep_date=True))
    assert {Path(row.output).stat().st_mtime for row in rows.values()} == {1_234_567_890}
    for name in ("a_warm.xmp", "a_warm.jpg.xmp"):
        packet = (out / name).read_bytes()
        assert says_edited(packet) and b"48,12N" in packet and b"Rating" in packet and b'Orientation="6"' not in packet
    assert (out / "b_warm.xmp").read_text() == "no XML"
    assert (out / "c_warm.xmp").read_text() == "precious"
    assert [len(rows[name].notices) for name in sorted(rows)] == [2, 1, 1]
    assert "exists already" in rows["c.jpg"].notices[0]

    stripped = run(order(strip_location=True))  # made again, over what it has put there itself
    assert b"48,12N" not in (out / "a_warm.xmp").read_bytes() + (out / "a_warm.jpg.xmp").read_bytes()
    assert "may name a place" in stripped["b.jpg"].notices[0]
    assert {Path(row.output).stat().st_mtime for row in stripped.values()} != {1_234_567_890}


def test_no_sidecar_takes_the_place_of_anothers(
    order: MakeOrder, photograph: Photograph, photos: Path, tmp_path: Path
) -> None:
    for name in ("가나.jpg", "가나.png"):
        photograph(name)
    for rating in "54":  # the second time over its own
        (photos / "가나.xmp").write_text(SIDECAR.replace('Rating="5"', f'Rating="{rating}"'))
        rows = run(order(strip_location=rating == "4"))
        made = sorted((tmp_path / "out").glob("*.xmp"))
        assert [f'Rating="{rating}"' in path.read_text(encoding="utf-8") for path in made] == [True, True]
        assert [len(row.notices) for row in rows.values()] == [1, 1]

    own, second = photos / "e.xmp", photos / "e.png.xmp"
    source, result = photograph("e.jpg"), photograph("e.png")
    own.write_text(SIDECAR)
    whole = own.read_bytes()
    for _ in range(2):
        (notice,) = carry_along(source, result, strip_location=True)
        assert second.name in notice and own.read_bytes() == whole and b"48,12N" not in second.read_bytes()
    (photos / "e.jpg.xmp").write_text(SIDECAR.replace('Rating="5"', 'Rating="3"'))
    assert [name in notice for name, notice in zip(("e.jpg.xmp", "e.xmp"), carry_along(source, result), strict=True)]
    assert b'Rating="3"' in second.read_bytes()


def test_a_sidecar_is_turned_and_made_anew(photograph: Photograph, photos: Path) -> None:
    sizes = ' tiff:ImageWidth="24" tiff:ImageLength="20"'
    source, result = photograph("a.png"), photograph("out/b.png")
    for rating in "54":  # without a record of the edit, as at strength 0
        (photos / "a.xmp").write_text(SIDECAR.replace(' xmp:Rating="5"', f'{sizes} xmp:Rating="{rating}"'))
        carry_along(source, result)
        packet = result.with_suffix(".xmp").read_bytes()
        assert f'Rating="{rating}"'.encode() in packet and not says_edited(packet)
        assert b'Orientation="1"' in packet and b'Width="20"' in packet and b'Length="24"' in packet
    (photos / "a.xmp").unlink()
    (photos / "a.xmp").symlink_to("nowhere")
    (photos / "a.png.xmp").mkdir()
    assert ["not copied" in notice for notice in carry_along(source, result)] == [True, True]


def test_long_names_are_shortened_and_that_is_said(order: MakeOrder, photograph: Photograph, photos: Path) -> None:
    short = photograph("a.png")
    for stem in ("가" * 82, "a" * 250, "👩‍👩‍👧" * 13):
        (photos / f"{stem}.png").write_bytes(short.read_bytes())
    rows = run(order())
    for name, row in rows.items():
        assert row.state is State.DONE and row.output.endswith("_warm.png")
        assert len(Path(row.output).name.encode()) <= 250
        assert [("too long" in notice) for notice in row.notices] == [True] * (name != "a.png" and len(name) > 45)
    woman = next(row for name, row in rows.items() if name.startswith("👩"))
    assert set(Path(woman.output).stem.removesuffix("_warm").split("👩‍👩‍👧")) == {""}


def test_a_record_of_the_first_version_goes_on(order: MakeOrder, photograph: Photograph) -> None:
    photograph("a.png")
    row = run(order())["a.png"]
    path = manifest_file(order().output)
    with sqlite3.connect(path) as db:
        kept = db.execute(f"SELECT {', '.join(FIRST_COLUMNS)} FROM photos").fetchall()
        db.execute("DROP TABLE photos")
        for statement in _FIRST[1:]:
            db.execute(statement)
        db.executemany(f"INSERT INTO photos VALUES ({', '.join('?' * len(FIRST_COLUMNS))})", kept)
        db.execute("UPDATE batch SET version = 1")
    db.close()
    with Manifest(path) as manifest:
        assert manifest.rows() == [row]
    made = Path(row.output).stat().st_mtime_ns
    assert run(order())["a.png"] == row and Path(row.output).stat().st_mtime_ns == made


FIRST_COLUMNS = ("id", "run", "position", "source", "settings", "output", "state", "why", "input_hash")
FIRST_COLUMNS += ("output_hash", "faces", "seconds")
