"""From starting the program to its window on the screen, cold and warm: the packaged program against the source.

    xvfb-run -s '-noreset -screen 0 1400x900x24' python -m benchmarks.start build/dist/asyrp-desktop/asyrp-desktop

Asks the X server for the window (`xwininfo`, of x11-utils). Cold: none of the program's files is in memory.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TITLE = "Asyrp Desktop"
TIMES = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    packaged = parser.parse_args().program.resolve()
    # What the source is run with, until the window is there: this Python, and the libraries that it loads first.
    site = Path(sysconfig.get_path("purelib"))
    first = [site / name for name in ("PySide6", "shiboken6", "numpy", "numpy.libs", "safetensors")]
    libraries = [Path(sys.base_prefix) / "lib", ROOT / "asyrp_desktop", ROOT / "resources", *first]
    ways = {
        "packaged": ([str(packaged)], [packaged.parent]),
        "from source": ([sys.executable, str(ROOT / "main.py")], libraries),
    }
    lines = ["| | cold | warm |", "|---|---|---|"]
    for name, (command, places) in ways.items():
        cold = []
        for _ in range(TIMES):
            forget(places)
            cold.append(seconds_to_window(command))
        warm = [seconds_to_window(command) for _ in range(TIMES)]
        lines.append(f"| {name} | {said(cold)} | {said(warm)} |")
    report = "\n".join(lines) + "\n"
    out = ROOT / "benchmarks" / "out"
    out.mkdir(exist_ok=True)
    (out / "start.md").write_text(report, encoding="utf-8")
    print(report)


def seconds_to_window(command: Sequence[str]) -> float:
    with tempfile.TemporaryDirectory() as home:
        kept = {name: os.environ[name] for name in ("DISPLAY", "PATH", "XAUTHORITY") if name in os.environ}
        began = time.perf_counter()
        program = subprocess.Popen(command, env={**kept, "HOME": home}, cwd=home, stderr=subprocess.DEVNULL)
        while not _on_screen():
            if program.poll() is not None:
                raise SystemExit(f"{command[0]} ended with {program.returncode}")
            time.sleep(0.01)
        seconds = time.perf_counter() - began
        time.sleep(2)  # the model is being loaded: not to be cut off in the middle
        program.send_signal(signal.SIGTERM)
        program.wait()
    return seconds


def forget(places: Sequence[Path]) -> None:
    """Take all files of folders out of the system's memory."""
    os.sync()
    for place in places:
        for path in place.rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def said(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"


def _on_screen() -> bool:
    asked = subprocess.run(["xwininfo", "-name", TITLE, "-stats"], capture_output=True, text=True, check=False)
    return "IsViewable" in asked.stdout


if __name__ == "__main__":
    main()
