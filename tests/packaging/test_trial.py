"""The surroundings in which the packaged program tests itself, with a script in its place."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import trial

pytestmark = pytest.mark.skipif(
    sys.platform != "linux"
    or not shutil.which("unshare")
    or subprocess.run([*trial._walls(), "true"], capture_output=True, check=False).returncode != 0,
    reason="this machine does not let a program be cut off",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "asyrp-desktop"
    made.mkdir()
    return made


def write(folder: Path, script: str) -> None:
    (folder / "asyrp-desktop").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / "asyrp-desktop").chmod(0o755)


def test_walled_in(folder: Path, tmp_path: Path) -> None:
    checks = [
        'test "$1" = --self-test',
        'case "$(dirname "$0")" in *"Pröba 日本 (1)"*) ;; *) exit 11 ;; esac',
        'test -z "$(ls -A "$HOME")" || exit 12',
        '! touch "$(dirname "$0")/new" 2>/dev/null || exit 13',
        "! grep -q : /proc/net/route || exit 14",
        'test "$(tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d " ")" = lo || exit 15',
        'test -z "${VIRTUAL_ENV:-}${PYTHONPATH:-}${XDG_DATA_HOME:-}" || exit 16',
        "echo all is well",
    ]
    write(folder, "set -e\n" + "\n".join(checks))
    trial.self_test(folder, "asyrp-desktop", tmp_path / "log")
    assert (tmp_path / "log").read_text(encoding="utf-8") == "all is well\n"


def test_a_failure_is_one(folder: Path, tmp_path: Path) -> None:
    write(folder, "echo no; exit 3")
    with pytest.raises(trial.Failed, match="ended with 3"):
        trial.self_test(folder, "asyrp-desktop", tmp_path / "log")
    assert (tmp_path / "log").read_text(encoding="utf-8") == "no\n"
