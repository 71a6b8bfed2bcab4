"""The command line with the real built-in model, as a person types it."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from asyrp_desktop.cli import main
from asyrp_desktop.photo.provenance import read_provenance
from tests.conftest import ASTRONAUT


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "face è.png"
    with Image.open(ASTRONAUT) as image:
        image.crop((130, 20, 330, 220)).resize((96, 80)).save(path)
    return path


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def test_edit_changes_the_photo_and_tells_how(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, compare = tmp_path / "out.png", tmp_path / "compare.png"
    before = small.read_bytes()
    strengths = ["--set", "smiling=1", "--set", "young=0.7", "--set", "old=0.2"]
    words = ["edit", str(small), "-o", str(out), *strengths, "--steps", "12"]
    assert main([*words, "--crop", "8,0,80", "--compare", str(compare), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["strengths"] == {"smiling": 1.0, "old": -0.5}
    assert told["model"] == "faces-128"
    assert told["device"] in ("cpu", "cuda", "mps", "cuda:0", "mps:0")
    assert told["evaluations"] > 20
    assert 0 < told["t_edit"] < 1000
    assert set(told) >= {"input", "output", "t_boost", "seconds"}
    change = np.abs(pixels(out) - pixels(small))
    assert change[:, 8:88].max() > 10
    assert change[:, :7].max() == change[:, 89:].max() == 0
    panels = np.split(pixels(compare), 3, axis=1)
    assert np.abs(panels[0] - panels[1]).max() <= 1
    assert np.abs(panels[0] - panels[2]).max() > 10
    assert small.read_bytes() == before

    assert main(["info", str(out)]) == 0
    assert json.loads(capsys.readouterr().out)["strengths"] == told["strengths"]


def test_another_course_is_taken_and_told(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = []
    another = ["--t-edit", "150", "--t-boost", "0", "--eta", "0.5", "--rendering", "redraw"]
    for name, course in (("usual", []), ("other", another)):
        out = tmp_path / f"{name}.png"
        assert main(["edit", str(small), "-o", str(out), "--set", "smiling=1", "--steps", "12", "--json", *course]) == 0
        made.append((json.loads(capsys.readouterr().out), pixels(out), read_provenance(out)))
    (usual, before, said), (other, after, said_too) = made
    assert (other["t_edit"], other["t_boost"], other["eta"]) == (150, 0, 0.5)
    assert (
        usual["t_edit"] > 150 and usual["t_boost"] is usual["eta"] is None
    )  # no noise is added where nothing is drawn
    assert [one["squares"][0]["rendering"] for one in (usual, other)] == ["motion", "redraw"]
    assert usual["evaluations"] < other["evaluations"]
    assert said and said_too and not said.course
    assert said_too.course == {"t_edit": 150, "t_boost": 0, "eta": 0.5, "rendering": "redraw"}
    assert (before != after).any()
    for wrong in (["--t-edit", "1000"], ["--eta", "2"], ["--rendering", "paint"]):
        with pytest.raises(SystemExit):
            main(["edit", str(small), *wrong])


def test_opposite_strengths_go_opposite_ways(small: Path, tmp_path: Path) -> None:
    changes = []
    for strength in ("1", "-1"):
        out = tmp_path / f"{strength}.png"
        assert main(["edit", str(small), "-o", str(out), "--set", f"smiling={strength}", "--steps", "10"]) == 0
        changes.append((pixels(out) - pixels(small)).ravel())
    assert np.corrcoef(changes[0], changes[1])[0, 1] < -0.3


@pytest.mark.parametrize("crop", ["auto", "full", "-20,-10,60"])
def test_strength_zero_is_the_photo(small: Path, tmp_path: Path, crop: str) -> None:
    out = tmp_path / "out.png"
    words = ["edit", str(small), "-o", str(out), "--set", "smiling=0", f"--crop={crop}", "--steps", "4"]
    assert main(words) == 0
    assert (pixels(out) == pixels(small)).all()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["edit", "PHOTO", "-o", "OUT", "--set", "smilng=1"], 1, "smiling"),
        (["edit", "PHOTO", "-o", "OUT", "--set", "smiling"], 2, "NAME=STRENGTH"),
        (["edit", "PHOTO", "-o", "OUT", "--set", "smiling=nan"], 2, "NAME=STRENGTH"),
        (["edit", "PHOTO", "-o", "OUT", "--crop", "1,2"], 2, "X,Y,SIZE"),
        (["edit", "PHOTO", "-o", "OUT", "--crop", "900,0,50"], 1, "misses"),
        (["edit", "PHOTO", "-o", "OUT", "--crop", "0,0,1000000"], 1, "too large"),
        (["edit", "PHOTO", "-o", "OUT", "--steps", "1"], 2, "steps"),
        (["edit", "PHOTO", "-o", "OUT", "--model", "nothing"], 1, "faces-128"),
        (["edit", "PHOTO", "-o", "OUT", "--device", "tpu"], 2, "cuda:NUMBER"),
        (["edit", "PHOTO", "-o", "OUT", "--device", "cuda:77"], 1, "no usable CUDA:77"),
        (["edit", "PHOTO", "-o", "PHOTO", "--force"], 1, "original"),
        (["edit", "missing.jpg", "-o", "OUT"], 1, "cannot be read"),
        (["edit", "PHOTO", "-o", "OUT.gif"], 1, "format"),
        (["nonsense"], 2, "invalid choice"),
        (["edit", "PHOTO", "-o", "OUT", "--compare", "OUT", "--force"], 1, "Two files"),
        (["edit", "PHOTO", "-o", "OUT", "--compare", "PHOTO", "--force"], 1, "original"),
        (["edit", "PHOTO", "-o", "OUT", "--mask", "ASTRONAUT", "--compare", "ASTRONAUT", "--force"], 1, "is read"),
        (["edit", "PHOTO", "-o", "ASTRONAUT", "--mask", "ASTRONAUT", "--force"], 1, "is read"),
        (["edit", "PHOTO", "-o", "OUT", "--mask", "ASTRONAUT"], 1, "another shape"),
        (["calibrate", "--photos", "FOLDER", "--output", "PHOTO", "--force"], 1, "is read"),
        (["directions", "combine", "--name", "smiling", "--add", "smiling=2", "--force"], 1, "smiling"),
        (["edit", "-rf.jpg"], 2, "./-rf.jpg, or behind --"),
        (["edit", "PHOTO", "-rf"], 2, "./-rf, or behind --"),
        (["edit", "PHOTO", "--mask", "-m.png"], 2, "./-m.png"),
        (["edit", "-h.jpg"], 2, "./-h.jpg, or behind --"),
        (["edit", "PHOTO", "--crop", "-3000,-3000,5000"], 2, "--crop=-3000,-3000,5000"),
        (["batch", "-rf.jpg", "-o", "OUT"], 2, "./-rf.jpg, or behind --"),
        (["info", "--old.png"], 2, "./--old.png, or behind --"),
        (["models", "verify", "-rf.jpg"], 2, "./-rf.jpg, or behind --"),
    ],
)
def test_failures_are_one_clear_line(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    out = tmp_path / "out.png"
    for name, place in {"PHOTO": small, "OUT": out, "ASTRONAUT": ASTRONAUT, "FOLDER": tmp_path}.items():
        words = [word.replace(name, str(place)) if word.startswith(name) else word for word in words]
    before = ASTRONAUT.read_bytes(), small.read_bytes()
    try:
        returned = main(words)
    except SystemExit as usage:
        returned = usage.code
    errors = capsys.readouterr().err
    assert returned == code
    assert said in errors
    assert "Traceback" not in errors
    if code == 1:
        assert len(errors.strip().splitlines()) == 1
    assert not out.exists()
    assert (ASTRONAUT.read_bytes(), small.read_bytes()) == before


@pytest.mark.parametrize("wrong", ["--stpes", "-20,0,60"])
def test_a_mistyped_option_is_not_taken_for_a_file(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["edit", "a.jpg", "--crop", wrong])
    assert "behind" not in capsys.readouterr().err


def test_what_goes_along_with_a_photo(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.utime(small, (1_000_000_000, 1_234_567_890))
    small.with_suffix(".xmp").write_text('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    words = ["edit", str(small), "--set", "smiling=1", "--steps", "4"]
    assert main([*words, "--keep-date", "--json"]) == 0
    out = small.with_name(f"{small.stem}_edited.png")
    assert out.stat().st_mtime == 1_234_567_890
    assert b"smiling" in out.with_suffix(".xmp").read_bytes()
    said = capsys.readouterr()
    (notice,) = json.loads(said.out)["notices"]
    assert out.with_suffix(".xmp").name in notice and notice in said.err
    assert main([*words, "-o", str(tmp_path / "b.png")]) == 0
    assert (tmp_path / "b.png").stat().st_mtime > 1_234_567_890


@pytest.mark.parametrize("name", ["가" * 84, "가" * 82 + ".png", "a" * 251 + ".png", "👩‍👩‍👧" * 13 + ".png"])
def test_a_long_name_is_shortened(small: Path, capsys: pytest.CaptureFixture[str], name: str, tmp_path: Path) -> None:
    photo = small.rename(tmp_path / name)
    assert main(["edit", str(photo), "--set", "smiling=1", "--steps", "4"]) == 0
    (out,) = tmp_path.glob("*_edited.png")
    assert len(out.name.encode()) <= 250
    assert photo.stem.startswith(stem := out.stem.removesuffix("_edited"))
    assert not stem.startswith("👩") or len(stem) % len("👩‍👩‍👧") == 0  # no family is torn apart
    assert ("too long" in capsys.readouterr().err) == (stem != photo.stem)


def test_no_output_fails_for_its_encoding(small: Path, tmp_path: Path) -> None:
    names = [small.rename(tmp_path / "사진 😀.png"), tmp_path / os.fsdecode(b"f\xfcr.png")]
    names[1].write_bytes(names[0].read_bytes())
    for encoding, photo in zip(("cp1252", "ascii"), names, strict=True):
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"}
        command, name = [sys.executable, "-m", "asyrp_desktop.cli"], os.fsencode(photo)
        words = [*command, "edit", name, "--json", "--set", "smiling=0", "-o", name + b".png"]
        done = subprocess.run(words, env=environment, capture_output=True)
        assert done.returncode == 0 and b"Traceback" not in done.stderr
        assert json.loads(done.stdout.decode(encoding))["output"] == f"{photo}.png"
        done = subprocess.run([*command, "info", name + b".missing"], env=environment, capture_output=True)
        assert done.returncode == 1 and b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words", [["directions", "list", "--json"], ["--help"], ["edit", "--help"], ["models", "list"]]
)
def test_a_pipe_that_is_closed_is_no_failure(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = _run(*words, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.parametrize(
    ("command", "streams", "code"),
    [("edit", "2>/dev/full", 0), ("edit", "<&- >&- 2>&-", 0), ("edit", ">/dev/full", 1), ("batch", "2>&-", 0)],
)
def test_streams_that_take_nothing_stop_no_work(
    small: Path, tmp_path: Path, streams: str, code: int, command: str
) -> None:
    small.with_suffix(".xmp").write_text('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')  # there is something to tell
    words = ["-m", "asyrp_desktop.cli", command, str(small), "--set", "smiling=1", "--steps", "2", "-o"]
    words += [str(tmp_path / "out.png"), "--json"] if command == "edit" else [str(tmp_path / "out")]
    done = subprocess.run(["sh", "-c", f'"$@" {streams}', "sh", sys.executable, *words], capture_output=True)
    assert done.returncode == code and b"Traceback" not in done.stderr and b"Exception" not in done.stderr
    assert pixels(tmp_path / "out.png" if command == "edit" else next((tmp_path / "out").glob("*.png"))).size
    assert (b"No space" in done.stderr) is (streams == ">/dev/full")
    if code == 0 and command == "edit":
        assert not done.stdout if ">&- 2" in streams else json.loads(done.stdout)


def test_existing_output_needs_force(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.png"
    out.write_bytes(b"precious")
    assert main(["edit", str(small), "-o", str(out), "--steps", "4"]) == 1
    assert "--force" in capsys.readouterr().err
    assert out.read_bytes() == b"precious"
    assert main(["edit", str(small), "-o", str(out), "--steps", "4", "--force"]) == 0
    assert (pixels(out) == pixels(small)).all()


def test_directions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directions", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    names = [entry["name"] for entry in listed]
    assert {"smiling", "sad", "angry", "surprised", "old", "man"} <= set(names)
    assert {(entry["name"], entry["opposite"]) for entry in listed} > {("old", "young"), ("man", "woman")}
    assert main(["directions", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(names)


def _run(*words: str, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "asyrp_desktop.cli", *words], **options)  # type: ignore[call-overload]


def test_silent_in_a_pipe_and_a_bar_on_a_terminal(
    small: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["edit", str(small), "--steps", "6", "--set", "smiling=1", "-o"]
    assert main([*words, str(tmp_path / "a.png")]) == 0
    assert tuple(capfd.readouterr()) == ("", "")
    parent, child = pty.openpty()
    process = _run(*words, str(tmp_path / "b.png"), stderr=child)
    os.close(child)
    shown = b""
    try:
        while chunk := os.read(parent, 4096):
            shown += chunk
    except OSError:  # how Linux says that the other end of a terminal has closed
        pass
    os.close(parent)
    assert process.wait() == 0
    assert b"inverting" in shown
    assert b"100%" in shown


def test_ctrl_c_leaves_nothing_behind(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    parent, child = pty.openpty()
    process = _run("edit", str(small), "-o", str(out), "--set", "smiling=1", "--steps", "1000", stderr=child)
    os.close(child)
    shown = b""
    while b"%" not in shown:
        shown += os.read(parent, 4096)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    os.close(parent)
    assert sorted(p.name for p in tmp_path.iterdir()) == [small.name]


def test_without_a_display_the_command_line_is_named(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([sys.executable, "-m", "asyrp_desktop.cli"], env=environment, capture_output=True)
    assert done.returncode == 1
    assert b"asyrp-desktop edit" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_help_needs_neither_torch_nor_qt() -> None:
    code = (
        "import sys, asyrp_desktop.core.progress, asyrp_desktop.cli as cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'PySide6', 'numpy', 'diffusers'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
