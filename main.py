"""The packaged program's entry. Order matters: multiprocessing first, streams before anything that prints."""

import multiprocessing
import os
import sys
from pathlib import Path


def main() -> int:
    multiprocessing.freeze_support()
    # A windowed build has no streams; libraries print to them all the same.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    _restore_library_path()
    if sys.platform == "win32":
        # torch fails to load on Windows once Qt has loaded its own libraries (pytorch issue 166628).
        import torch  # noqa: F401

    from asyrp_desktop.cli import main as run

    return run()


def _restore_library_path() -> None:
    """PyInstaller lets the program find its own libraries first. A program that it starts, such as ffmpeg, must not."""
    if getattr(sys, "frozen", False) and sys.platform == "linux":
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
        if before is None:
            os.environ.pop("LD_LIBRARY_PATH", None)
        else:
            os.environ["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    sys.exit(main())
