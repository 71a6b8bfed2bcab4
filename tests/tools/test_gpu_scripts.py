"""The two commands for a GPU that is at hand for minutes, with a Python that only notes what it is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "tools" / "train_base_model"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bash and GNU's tools")

# Answers with a version, "downloads" a wheel, "trains"; computes what the scripts compute.
PYTHON = f"""#!/bin/bash
case "$*" in
    *importlib.metadata*) echo 1.2.3 ;;
    "-c "*) exec {sys.executable} "$@" ;;
    "-m pip download "*) for last; do :; done; touch ".gpu/wheels/${{last%==*}}-${{last#*==}}-py3-none-any.whl" ;;
    *) echo "$PYTHONPATH: $*" | tee -a "$NOTES"; [[ "$*" != *fails.toml* ]] || exit 3 ;;
esac
"""
TIMEOUT = """#!/bin/bash
echo "$1 $2 $3" > "$NOTES.limit"
shift 3
exec "$@"
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a large file, on a path that is not plain."""
    tree = tmp_path / "a tree"
    folder = tree / "tools" / "train_base_model"
    folder.mkdir(parents=True)
    for script in SCRIPTS.glob("gpu_*.sh"):
        shutil.copy(script, folder)
    (tree / ".gitignore").write_text("/.gpu/\n")
    (tree / "small").write_bytes(b"small")
    (tree / "models" / "a model").mkdir(parents=True)
    write_zeros(tree / "models" / "a model" / "weights", 11)
    subprocess.run("git init -q && git add .", shell=True, check=True, cwd=tree)

    (tmp_path / "bin").mkdir()
    for name, text in (("python3", PYTHON), ("timeout", TIMEOUT)):
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)
    for variable, value in {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "PYTHON": "python3",
        "PYTHONPATH": "",
        "NOTES": str(tmp_path / "notes"),
        "OUT": str(tmp_path / "out"),
        "TMPDIR": str(tmp_path / "tmp"),
    }.items():
        monkeypatch.setenv(variable, value)
    (tmp_path / "tmp").mkdir()
    return tree


def write_zeros(path: Path, millions: float) -> Path:
    """A sparse file of so many million bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(int(millions * 1e6))
    return path


def bash(tree: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["bash", f"tools/train_base_model/{words[0]}", *map(str, words[1:])]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


def test_large_files_are_aside_until_they_are_brought_back(tree: Path, tmp_path: Path) -> None:
    large = tree / "models" / "a model" / "weights"
    packed = write_zeros(tmp_path / "packed.npz", 30)
    prepared = bash(tree, "gpu_prepare.sh", packed)
    assert prepared.returncode == 0, prepared.stderr
    assert "the tree 1 MiB, pictures and wheels 29 MiB, start weights 0 MiB" in prepared.stdout
    assert "29 MiB of 64 MiB: send .gpu along" in prepared.stdout
    assert not large.exists()
    assert (tree / ".gpu" / "wheels" / "diffusers-1.2.3-py3-none-any.whl").is_file()
    assert (tree / ".gpu" / "pictures.npz").stat().st_size == packed.stat().st_size
    assert bash(tree, "gpu_prepare.sh", packed).returncode == 0  # again changes nothing

    large.parent.mkdir(exist_ok=True)
    large.write_text("newer")
    assert bash(tree, "gpu_prepare.sh", "back").returncode == 1
    assert large.read_text() == "newer"
    large.unlink()
    assert bash(tree, "gpu_prepare.sh", "back").returncode == 0
    assert large.stat().st_size == 11e6
    assert not (tree / ".git" / "aside").exists()


def test_what_is_too_large_to_be_sent_is_split_or_refused(tree: Path, tmp_path: Path) -> None:
    packed = write_zeros(tmp_path / "packed.npz", 35)
    for folder in ("unet", "scheduler"):
        write_zeros(tmp_path / "start" / folder / "weights", 17)
    split = bash(tree, "gpu_prepare.sh", packed, tmp_path / "start")
    assert split.returncode == 0, split.stderr
    assert "66 MiB of 64 MiB: too much for one call" in split.stdout
    assert (tree / ".gpu" / "start" / "scheduler" / "weights").is_file()
    refused = bash(tree, "gpu_prepare.sh", write_zeros(tmp_path / "packed.npz", 68))
    assert refused.returncode == 1
    assert "Too large: 65 MiB, and 64 MiB can be sent." in refused.stderr


def test_a_run_takes_what_was_sent_now_or_before_and_ends_within_its_time(tree: Path, tmp_path: Path) -> None:
    keep, state = tmp_path / "tmp" / "keep", tmp_path / "tmp" / "state"
    assert bash(tree, "gpu_prepare.sh", write_zeros(tmp_path / "packed.npz", 1)).returncode == 0
    assert bash(tree, "gpu_run.sh", "0").returncode == 0
    assert not (tmp_path / "notes").exists()
    shutil.rmtree(tree / ".gpu")
    (tree / ".gpu" / "start").mkdir(parents=True)

    ran = bash(tree, "gpu_run.sh", "8.6")
    assert ran.returncode == 0, ran.stderr
    install, train = (tmp_path / "notes").read_text().splitlines()
    assert "--no-index" in install
    assert install.endswith("/keep/wheels/diffusers-1.2.3-py3-none-any.whl")
    words = train.split()
    assert words[:5] == [f"{tmp_path}/tmp/site:", "-m", "tools.train_base_model", "train", words[4]]
    assert words[4].endswith("faces-128-large.toml")
    assert (SCRIPTS / "faces-128-large.toml").is_file()
    options = dict(zip(words[5::2], words[6::2], strict=True))
    assert 60 * float(options.pop("--minutes")) == pytest.approx(8.6 * 60 - 20, abs=3)
    assert options == {
        "--packed": f"{keep}/pictures.npz",
        "--state": f"{state}/faces-128-large",
        "--start": f"{keep}/start",
        "--pieces": f"{tmp_path}/out",
    }
    assert (tmp_path / "out" / "log.txt").read_text() == f"{train}\n"
    kill, after, told = (tmp_path / "notes.limit").read_text().split()
    assert kill == "-k"
    assert int(told) == pytest.approx(8.6 * 60 + 15, abs=3)
    assert int(told) + int(after) < 9.5 * 60


def test_a_run_that_fails_is_no_success_though_its_words_go_through_a_pipe(tree: Path) -> None:
    assert bash(tree, "gpu_run.sh", "8.6", "fails.toml").returncode == 3
