"""`asyrp-desktop train`, from the prompt pair to the slider, with the built-in models at the smallest counts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.engine.direction import load_direction

SMALLEST = ["--samples", "3", "--steps", "6", "--epochs", "1", "--preset", "quick"]
PAIR = ["--source", "face", "--target", "smiling face"]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose data and cache are nobody else's, on a path that is not plain."""
    folder = tmp_path / "Häuschen 日本"
    folder.mkdir()
    return {
        **os.environ,
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "OMP_NUM_THREADS": "1",
    }


def run(home: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "asyrp_desktop.cli", *words]
    return subprocess.run(command, env=home, capture_output=True, text=True, timeout=240)


def test_a_trained_direction_is_a_slider(home: dict[str, str], tmp_path: Path) -> None:
    done = run(home, "train", "--name", "Lächeln neu", *PAIR, *SMALLEST)
    assert done.returncode == 0, done.stderr
    record = load_direction(Path(done.stdout.strip())).head.record
    assert (record["source"], record["target"], record["count"]) == ("face", "smiling face", 3)
    assert record["losses"] and record["previews"]
    listed = run(home, "directions", "list")
    assert "Lächeln neu" in listed.stdout
    out = tmp_path / "out.png"
    edited = run(home, "edit", str(SAMPLE_PHOTO), "-o", str(out), "--set", "Lächeln neu=1", "--steps", "6")
    assert edited.returncode == 0 and out.is_file(), edited.stderr
    again = run(home, "train", "--name", "Lächeln neu", *PAIR, *SMALLEST)
    assert again.returncode == 1 and "already" in again.stderr


def test_an_interrupted_training_leaves_the_library_as_it_was_and_goes_on(home: dict[str, str]) -> None:
    words = [sys.executable, "-m", "asyrp_desktop.cli", "train", "--name", "smile", *PAIR, *SMALLEST, "--epochs", "8"]
    running = subprocess.Popen(words, env=home, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    for line in running.stderr:
        if "held out" in line:  # it has begun to learn
            break
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130
    running.stderr.close()
    kept = list(Path(home["XDG_DATA_HOME"]).rglob("*.safetensors"))
    assert [path.parent.parent.name for path in kept] == ["trainings"]
    done = run(home, *words[3:], "--resume")
    assert done.returncode == 0, done.stderr
    assert "held out" in done.stderr
    assert [path.parent.parent.name for path in Path(home["XDG_DATA_HOME"]).rglob("*.safetensors")] == ["directions"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--name", "x", "--source", "face", "--target", "pixar face"], "pixar"),
        (["--name", "smiling", *PAIR], "already"),
        (["--name", "a=b", *PAIR], "called"),
        (["--name", "x", *PAIR, "--photos", "/nowhere"], "folder"),
        (["--name", "x", *PAIR, "--critic", "nothing"], "nothing"),
    ],
)
def test_what_cannot_be_trained_is_told_at_once(home: dict[str, str], words: list[str], told: str) -> None:
    done = run(home, "train", *words)
    assert done.returncode == 1 and told in done.stderr and "Traceback" not in done.stderr
