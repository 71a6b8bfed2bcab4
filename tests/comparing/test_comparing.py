"""Grids, morphs and previews: pictures of the built-in model in few steps, and files as they are read back."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from asyrp_desktop.cli import main
from asyrp_desktop.comparing import animation, previews
from asyrp_desktop.comparing.sheet import sheet
from asyrp_desktop.comparing.variants import provenance, variants
from asyrp_desktop.core.errors import AsyrpError, Cancelled, DirectionError, OutputExists, PhotoError, VariantError
from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.progress import Control, Progress
from asyrp_desktop.core.values import DEFAULT_MODEL, Crop, Picture
from asyrp_desktop.core.variants import Axis, GridPlan, VariantOrder
from asyrp_desktop.models import shelf
from asyrp_desktop.models.previews import previews as kept_previews
from asyrp_desktop.photo.photo import load, save
from asyrp_desktop.photo.provenance import Provenance, read_provenance
from asyrp_desktop.photo_edit import PhotoEdit, Studio

STEPS = 3
RECORD = Provenance("faces-128", "abc", {"smiling": 1.0}, 40)


@pytest.fixture(scope="module")
def edit() -> PhotoEdit:
    return PhotoEdit(Studio(DEFAULT_MODEL), load(SAMPLE_PHOTO), Crop("auto"), STEPS)


def pictures(count: int, width: int = 30, height: int = 20) -> list[Picture]:
    """Unlike each other, and unlike paper."""
    random = np.random.default_rng(0)
    return [
        Picture(width, height, random.integers(0, 200, width * height * 3, np.uint8).tobytes()) for _ in range(count)
    ]


def test_variants_are_the_very_edits(edit: PhotoEdit) -> None:
    settings = ({}, {"smiling": 1.0}, ({"old": -1.0},))
    whole = list(variants(edit, VariantOrder(settings, 10_000, face_only=False)))
    assert np.array_equal(whole[0], edit.photo.pixels)
    for pixels, strengths in zip(whole[1:], settings[1:], strict=True):
        assert np.array_equal(pixels, edit.render(strengths).photo.pixels)
        assert not np.array_equal(pixels, edit.photo.pixels)
    faces = list(variants(edit, VariantOrder(settings, 90, face_only=True)))
    assert {face.shape for face in faces} == {(90, 90, 3)}
    small = list(variants(edit, VariantOrder(settings[:1], 100, face_only=False)))
    assert max(small[0].shape) == 100
    record = provenance(edit, settings)
    assert record.faces == settings[:2] + settings[2] and record.strengths == {}


def test_variants_stop_between_any_two_steps(edit: PhotoEdit) -> None:
    control = Control()
    made = variants(edit, VariantOrder(({"old": 0.1}, {"old": 0.2}), 64, True), Progress(control=control))
    next(made)
    control.cancel()
    with pytest.raises(Cancelled):
        next(made)


@pytest.mark.parametrize("down", [None, Axis("old", (-1.0, 0.0, 1.5))])
def test_a_sheet_holds_every_picture_untouched(tmp_path: Path, down: Axis | None) -> None:
    plan = GridPlan(Axis("smiling", (-1.0, 1.0)), down)
    cells = pictures(len(plan.settings()))
    page = sheet(plan, cells, {"smiling": "웃음 Smiling", "old": "A very long name of a direction"})
    places = [_place(page.pixels, cell) for cell in cells]
    rows = sorted({top for top, _ in places})
    assert [rows.index(top) * 2 for top, _ in places] == [k // 2 * 2 for k in range(len(cells))]
    assert len({left for _, left in places}) == 2
    # There is something written above, and beside where there are rows.
    top, left = places[0]
    grey = page.pixels.mean(2)
    assert np.ptp(grey[:top]) > 50
    assert bool(np.ptp(grey[top:, : left - 1]) > 50) is bool(down)
    save(page, tmp_path / "grid.png", RECORD)
    assert read_provenance(tmp_path / "grid.png") == RECORD


def _place(page: np.ndarray, cell: Picture) -> tuple[int, int]:
    wanted = np.frombuffer(cell.data, np.uint8).reshape(cell.height, cell.width, 3)
    for top, left in np.argwhere((page[..., :] == wanted[0, 0]).all(2)):
        if np.array_equal(page[top : top + cell.height, left : left + cell.width], wanted):
            return int(top), int(left)
    raise AssertionError("a picture is not there")


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_films_are_read_back_as_they_swing(tmp_path: Path, suffix: str) -> None:
    path, frames = tmp_path / f"morph è{suffix}", pictures(4)
    animation.write(frames, path, 20, True, RECORD)
    with Image.open(path) as film:
        durations, seen = [], []
        for k in range(film.n_frames):  # type: ignore[attr-defined]
            film.seek(k)
            seen.append(np.asarray(film.convert("RGB"), int))
            durations.append(film.info["duration"])
        assert film.info["loop"] == 0
        note = film.info.get("comment", b"") if suffix == ".gif" else film.info["xmp"]
        assert b"faces-128" in note
    assert sum(durations) == 50 * len(animation.swinging(4, True)) and durations[0] == 50 * animation.HOLD
    assert len(seen) == 6  # there and back
    assert np.abs(seen[1] - seen[5]).mean() < 12 < np.abs(seen[0] - seen[3]).mean()
    if suffix == ".webp":
        assert read_provenance(path) == RECORD


def test_a_film_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "morph.gif"
    control = Control()
    control.cancel()
    for _ in range(2):
        with pytest.raises(Cancelled):
            animation.write(pictures(4), path, 20, True, RECORD, Progress(control=control))
        assert not any(tmp_path.iterdir())
    for wrong, error in ((tmp_path / "x.avi", VariantError), (tmp_path / "no" / "x.gif", PhotoError)):
        with pytest.raises(error):
            animation.check(wrong, None, force=False)
    path.write_bytes(b"mine")
    with pytest.raises(OutputExists):
        animation.check(path, None, force=False)
    animation.check(path, None, force=True)
    with pytest.raises(PhotoError, match="original"):
        animation.check(path, path, force=True)


def test_mp4_is_for_those_who_have_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert set(animation.formats()) == {".gif", ".webp"}
    with pytest.raises(VariantError, match="ffmpeg"):
        animation.check(tmp_path / "x.mp4", None, force=False)
    _ffmpeg(tmp_path, "data = sys.stdin.buffer.read(); open(sys.argv[-1], 'wb').write(b'%d' % len(data))")
    animation.check(tmp_path / "x.mp4", None, force=False)
    frames = pictures(3)
    animation.write(frames, tmp_path / "x.mp4", 25, False, RECORD)
    shown = len(animation.swinging(3, False))
    assert (tmp_path / "x.mp4").read_bytes() == b"%d" % (shown * len(frames[0].data))
    # One that takes nothing and one that complains at the end.
    for program in ("sys.stdin.close(); sys.exit('no room')", "sys.stdin.buffer.read(); sys.exit('no room')"):
        _ffmpeg(tmp_path, program)
        with pytest.raises(VariantError) as failed:
            animation.write(pictures(40, 200, 200), tmp_path / "y.mp4", 25, True, RECORD)
        assert "no room" in failed.value.details and not (tmp_path / "y.mp4").exists()
    # One that lies where somebody happens to work is not the user's.
    monkeypatch.chdir(tmp_path)
    for path in ("", ".", f"{os.pathsep}."):
        monkeypatch.setenv("PATH", path)
        assert ".mp4" not in animation.formats()


def _ffmpeg(folder: Path, program: str) -> None:
    script = folder / "ffmpeg"
    script.write_text(f"#!{sys.executable}\nimport sys\n{program}\n", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IEXEC)


def test_previews_are_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "STEPS", STEPS)
    files = [shelf.find_direction(DEFAULT_MODEL, name) for name in ("smiling", "surprised")]
    broken = tmp_path / "broken.direction.safetensors"
    broken.write_bytes(b"broken")
    drawn = dict(previews.draw_previews(DEFAULT_MODEL, [files[0], broken, files[1]], Progress()))
    assert isinstance(drawn[broken], DirectionError)  # one that is damaged does not keep the others from theirs
    for file in files:
        row = drawn[file]
        assert not isinstance(row, AsyrpError)
        (kept,) = kept_previews(file)
        assert [(p.width, p.height) for p in kept] == [(previews.SIDE, previews.SIDE)] * 3
        assert len({p.data for p in row}) == 3
        assert drawn[files[0]].unchanged == row.unchanged  # type: ignore[union-attr]


def run(words: Sequence[object]) -> int:
    return main([*map(str, words), "--steps", str(STEPS)])


def test_the_commands_write_what_they_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "grid.webp"
    grid = ["grid", SAMPLE_PHOTO, "-o", out, "--across", "smiling=-1..1:2", "--down", "old=0..1:1", "--size", 64]
    assert run([*grid, "--json"]) == 0
    assert '"pictures": 2' in capsys.readouterr().out
    record = read_provenance(out)
    assert record and [dict(one) for one in record.faces] == [
        {"old": 1.0, "smiling": -1.0},
        {"old": 1.0, "smiling": 1.0},
    ]
    assert run(grid) == 1  # it is there
    assert run([*grid[:4], "--across", "smilling=-1..1", "--force"]) == 1
    assert run([*grid[:4], "--across", "old=-1..1", "--down", "young=0..1", "--force"]) == 1  # both are one direction
    assert "smiling" in capsys.readouterr().err
    film = tmp_path / "morph.gif"
    morph = ["morph", SAMPLE_PHOTO, "-o", film, "--set", "smiling=1", "--frames", 3, "--size", 64]
    assert run([*morph, "--whole"]) == 0
    with Image.open(film) as image:
        assert image.size == (64, 64) and image.n_frames == 4  # type: ignore[attr-defined]
    for wrong in ("smiling", "smiling=1", "smiling=a..b", "=0..1", "smiling=0..1:x"):
        with pytest.raises(SystemExit) as exited:
            run([*grid[:4], "--across", wrong])
        assert exited.value.code == 2
