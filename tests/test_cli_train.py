"""`asyrp-desktop train`, from the prompt pair to the slider, with the built-in models at the smallest counts."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from asyrp_desktop.cli import main
from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.engine.direction import load_direction

SMALLEST = ["--samples", "3", "--steps", "6", "--epochs", "1", "--preset", "quick"]
PAIR = ["--source", "face", "--target", "smiling face"]


def test_a_trained_direction_is_a_slider(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--name", "Lächeln neu", *PAIR, *SMALLEST]) == 0
    record = load_direction(Path(capsys.readouterr().out.strip())).head.record
    assert (record["source"], record["target"], record["count"]) == ("face", "smiling face", 3)
    assert record["losses"] and record["previews"]
    assert main(["directions", "list"]) == 0
    assert "Lächeln neu" in capsys.readouterr().out
    out = tmp_path / "out.png"
    assert main(["edit", str(SAMPLE_PHOTO), "-o", str(out), "--set", "Lächeln neu=1", "--steps", "6"]) == 0
    assert out.is_file()
    assert main(["train", "--name", "Lächeln neu", *PAIR, *SMALLEST]) == 1
    assert "already" in capsys.readouterr().err


def test_an_interrupted_training_leaves_the_library_as_it_was_and_goes_on(
    user_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["train", "--name", "smile", *PAIR, *SMALLEST, "--epochs", "4"]
    command = [sys.executable, "-m", "asyrp_desktop.cli", *words]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    for line in running.stderr:
        if "held out" in line:  # it has begun to learn
            break
    running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130
    running.stderr.close()
    assert [path.parent.parent.name for path in user_data.rglob("*.safetensors")] == ["trainings"]
    assert main([*words, "--resume"]) == 0
    assert "held out" in capsys.readouterr().err
    assert [path.parent.parent.name for path in user_data.rglob("*.safetensors")] == ["directions"]


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
def test_what_cannot_be_trained_is_told_at_once(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", *words]) == 1
    errors = capsys.readouterr().err
    assert told in errors and "Traceback" not in errors
