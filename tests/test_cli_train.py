"""`asyrp-desktop train`, from the prompt pair to the slider, with the built-in models at the smallest counts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from asyrp_desktop.cli import main
from asyrp_desktop.core.errors import TrainingError
from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.engine.direction import load_direction
from asyrp_desktop.models import inversions
from asyrp_desktop.training.session import TrainingSession

SMALLEST = ["--samples", "3", "--steps", "6", "--epochs", "1", "--preset", "quick"]
PAIR = ["--source", "face", "--target", "smiling face"]


def test_a_trained_direction_is_a_slider(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--name", "Lächeln neu", *PAIR, *SMALLEST]) == 0
    record = load_direction(Path(capsys.readouterr().out.strip())).head.record
    assert (record["source"], record["target"], record["count"]) == ("face", "smiling face", 3)
    assert record["losses"] and record["previews"]
    assert main(["directions", "list"]) == 0
    assert "Lächeln neu" in capsys.readouterr().out
    assert inversions.nbytes() == 0 and not list(inversions.folder().rglob("*.npy"))  # it is finished
    out = tmp_path / "out.png"
    assert main(["edit", str(SAMPLE_PHOTO), "-o", str(out), "--set", "Lächeln neu=1", "--steps", "6"]) == 0
    assert out.is_file()
    assert main(["train", "--name", "Lächeln neu", *PAIR, *SMALLEST]) == 1
    assert "already" in capsys.readouterr().err


def test_an_interrupted_training_leaves_the_library_as_it_was_and_goes_on(
    user_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["train", "--name", "smile", *PAIR, *SMALLEST, "--epochs", "4"]
    command = [sys.executable, "-m", "asyrp_desktop.cli", *words]
    # The photos that the network draws are the same to the last bit only with as many threads.
    environment = {**os.environ, "OMP_NUM_THREADS": str(torch.get_num_threads())}
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    assert running.stderr is not None
    for line in running.stderr:
        if "held out" in line:  # it has begun to learn
            break
    running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130
    running.stderr.close()
    assert [path.parent.parent.name for path in user_data.rglob("*.safetensors")] == ["trainings"]
    kept = list(inversions.folder().rglob("x_T.npy"))
    assert len(kept) == 1
    _kept_by_an_earlier_version(inversions.folder() / "0123456789abcdef")
    _kept_by_an_earlier_version(kept[0].parent.parent / "of other photos")
    inverted = kept[0].stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(TrainingSession, "keep", lambda *_: (_ for _ in ()).throw(TrainingError("Stop.")))
        assert main([*words, "--resume"]) == 1
    assert list(inversions.folder().rglob("x_T.npy")) == kept and kept[0].stat().st_mtime_ns == inverted
    assert main([*words, "--resume"]) == 0
    assert not list(inversions.folder().rglob("*.npy"))
    assert "held out" in capsys.readouterr().err
    assert [path.parent.parent.name for path in user_data.rglob("*.safetensors")] == ["directions"]


def _kept_by_an_earlier_version(place: Path) -> None:
    place.mkdir(parents=True)
    (place / "x_T.npy").write_bytes(bytes(10))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--name", "x", "--source", "face", "--target", "pixar face"], "pixar"),
        (["--name", "smiling", *PAIR], "already"),
        (["--name", "a=b", *PAIR], "called"),
        (["--name", "x", *PAIR, "--photos", "/nowhere"], "folder"),
        (["--name", "x", *PAIR, "--identity-weight", "0.3"], "face network and a weight"),
        (["--name", "x", *PAIR, "--identity", __file__, "--identity-weight", "0.3"], "test_cli_train.py"),
        (["--name", "x", *PAIR, "--critic", "nothing"], "nothing"),
    ],
)
def test_what_cannot_be_trained_is_told_at_once(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", *words]) == 1
    errors = capsys.readouterr().err
    assert told in errors and "Traceback" not in errors
