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
    if sys.platform == "win32":
        # torch fails to load on Windows once Qt has loaded its own libraries (pytorch issue 166628).
        import torch  # noqa: F401

    from asyrp_desktop.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
