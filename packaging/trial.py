"""The packaged program's self-test, where it is hardest: in a folder with an odd name that cannot be written, with an
empty home, without the network, and with nothing of the machine that it was built on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ODD = "Pröba 日本 (1)"
LONGEST = 1200.0  # seconds
_NOBODY = 65534


class Failed(Exception):
    """The packaged program did not pass."""


def self_test(folder: Path, program: str, log: Path) -> None:
    """Copy a packaged program elsewhere and let it test itself. log: takes all that it says. Raises Failed.

    program: the command, relative to the folder.
    """
    with tempfile.TemporaryDirectory(prefix="asyrp-trial-") as name:
        base = Path(name)
        base.chmod(0o755)
        copied, home = base / ODD / folder.name, base / "Häuschen"
        shutil.copytree(folder, copied, symlinks=True)
        home.mkdir()
        before = _tree(copied)
        _close(copied)
        if os.name == "posix" and os.geteuid() == 0:
            os.chown(home, _NOBODY, _NOBODY)
        try:
            with log.open("wb") as said:
                asked = subprocess.run(
                    [*_walls(), str(copied / program), "--self-test"],
                    env=_environment(home),
                    cwd=home,
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    timeout=LONGEST,
                    check=False,
                )
        finally:
            _open(copied)
            print(log.read_text(encoding="utf-8", errors="replace"), flush=True)
        if asked.returncode != 0:
            raise Failed(f"the self-test ended with {asked.returncode}; see {log}")
        if _tree(copied) != before:
            raise Failed(f"it wrote into its own folder: {sorted(_tree(copied) ^ before)}")


def _walls() -> list[str]:
    """What starts a program without the network, and so that a folder closed to writing is closed."""
    if sys.platform == "darwin":
        return ["sandbox-exec", "-p", "(version 1)(allow default)(deny network*)"]
    if sys.platform == "linux":
        if os.geteuid() == 0:  # to whom no folder is closed
            return ["unshare", "--net", "setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
        return ["unshare", "--map-current-user", "--net"]
    return []


def _environment(home: Path) -> dict[str, str]:
    if sys.platform == "win32":
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR", "COMSPEC") if name in os.environ}
        places = {name: str(home) for name in ("USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP")}
        # Windows has no wall that a build could put up: whoever asks for the network is sent where no one listens.
        return kept | places | {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": str(home)}


def _tree(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


def _close(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222 | 0o444 | (0o111 if path.is_dir() else 0))


def _open(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o200)
