"""Build the packaged program for the system that this runs on: `python packaging/build.py`.

Needs the project's `package` extra. docs/packaging.md says how to sign and release what comes out.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import icons
import sizes
import trial
from contents import ROOT
from identity import COMMAND, NAME, VERSION, release, system

SPEC = Path(__file__).resolve().parent / "asyrp_desktop.spec"


def main() -> int:
    options = _parser().parse_args()
    import torch

    variant = variant_of(torch.version.cuda)
    if options.variant not in (None, variant):
        print(f"The torch that is installed is for {variant}: install the other one first.", file=sys.stderr)
        return 1
    out, work = options.out.resolve(), options.work.resolve()
    target = out / release(variant)
    out.mkdir(parents=True, exist_ok=True)
    icons.draw(work / SPEC.stem / "icons")
    built = freeze(work)
    prepare(built)
    said = sizes.report(built)
    target.with_name(f"{target.name}-sizes.txt").write_text(said, encoding="utf-8")
    print(said, flush=True)
    if not options.no_test:
        try:
            trial.self_test(built, program(), target.with_name(f"{target.name}-self-test.txt"))
        except (trial.Failed, subprocess.TimeoutExpired) as error:
            print(f"{COMMAND} {VERSION} was built, and is not fit: {error}", file=sys.stderr)
            return 1
    made = pack(built, work / SPEC.stem / "icons", target)
    bill = target.with_name(f"{target.name}.cdx.json")
    shutil.copy(work / SPEC.stem / "licences" / "bom.cdx.json", bill)
    sums = target.with_name(f"{target.name}.sha256")
    sums.write_text("".join(f"{sha256(path)}  {path.name}\n" for path in (*made, bill)), encoding="utf-8")
    for path in (*made, bill, sums):
        print(f"{path.stat().st_size / 1e6:8.1f} MB  {path}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variant", choices=("cpu", "cuda"), help="refuse to build with a torch for the other")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where what is released goes (dist)")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="where the build keeps its own files (build)")
    parser.add_argument("--no-test", action="store_true", help="do not let the packaged program test itself")
    return parser


def variant_of(cuda: str | None) -> str:
    """cuda: the version that torch was built for, or None."""
    return "cuda" if cuda else "cpu"


def program() -> str:
    """What can be called by its name and speaks to the terminal, in what PyInstaller makes."""
    return {
        "linux": COMMAND,
        "windows": f"{COMMAND}-cli.exe",
        "macos": f"Contents/MacOS/{COMMAND}",
    }[system()]


def freeze(work: Path) -> Path:
    """Run PyInstaller. Returns the folder that holds the program; on macOS, the bundle."""
    dist = work / "dist"
    # The program is taken from this checkout, the recipe's own modules from beside it.
    paths = os.pathsep.join((str(SPEC.parent), str(ROOT)))
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", dist, "--workpath", work, SPEC],
        env=os.environ | {"PYTHONPATH": paths, "PYTHONHASHSEED": "1"},
        check=True,
    )
    return dist / (f"{NAME}.app" if system() == "macos" else COMMAND)


def prepare(folder: Path) -> None:
    """Bring what PyInstaller made into the form in which it is tested and released: slim, or signed."""
    if system() == "linux":
        strip(folder)
    elif system() == "windows":
        import windows_release

        windows_release.sign(folder)
    else:
        import macos_release

        macos_release.sign(folder)


def strip(folder: Path) -> None:
    """Take the names of inner functions out of the libraries of torch and Python: an eighth of the whole.

    Only there: most other wheels were changed after linking, and do not survive it.
    """
    tool = shutil.which("strip")
    if tool is None:
        print("strip is not here: the program stays as large as it is")
        return
    inside = folder / "_internal"
    for pattern in ("torch/lib/libtorch*.so", "libpython*.so*", "python3*/lib-dynload/*.so"):
        for library in inside.glob(pattern):
            subprocess.run([tool, "--strip-unneeded", library], check=True)


def pack(folder: Path, drawn: Path, target: Path) -> list[Path]:
    """Make what this system's users install."""
    if system() == "linux":
        import linux_release

        return linux_release.finish(folder, drawn, target)
    if system() == "windows":
        import windows_release

        return windows_release.finish(folder, drawn, target)
    import macos_release

    return macos_release.finish(folder, target)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
