"""How fast a batch is, against the plain way: a loop over `asyrp-desktop edit`, and the same code one photo at a time.

    python -m benchmarks.batch --photos 200 --plain 5 --steps 40

The plain loop costs the same for each photo, so a few of them tell. Then --growth: what a photo costs, and how much
memory is held, in batches of different lengths. Each run is a process of its own. What is measured is printed, and
written to benchmarks/out/batch.json, as it comes, with the load of the machine: nothing else should be busy on it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageEnhance
from skimage.data import astronaut

STRENGTH = "smiling=1"
OUT = Path(__file__).parent / "out" / "batch.json"


class Measured(NamedTuple):
    """A batch. seconds: from the first photo to the last, the model loaded; begin: what came before."""

    photos: int
    seconds: float
    begin: float
    memory: int  # bytes held at most

    @property
    def a_minute(self) -> float:
        return 60 * self.photos / self.seconds


def write_photos(folder: Path, count: int) -> None:
    """Portraits of 320 x 320 pixels, unlike each other: the same face, turned and framed in other ways."""
    face = Image.fromarray(astronaut()).crop((60, 0, 380, 320))
    for k in range(count):
        turned = face.rotate((k * 7) % 25 - 12, Image.Resampling.BICUBIC, translate=(k % 13, k % 11))
        ImageEnhance.Brightness(turned).enhance(1 + k / (10 * count)).save(folder / f"{k:04}.jpg", quality=92)


def plain_loop(photos: Sequence[Path], out: Path, steps: int) -> float:
    """Seconds a photo of `asyrp-desktop edit`, a process each."""
    taken = []
    for photo in photos:
        words = ["edit", str(photo), "-o", str(out / photo.name), "--set", STRENGTH, "--steps", str(steps)]
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "asyrp_desktop.cli", *words], check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.mean(taken)


def batched(folder: Path, out: Path, steps: int, group: int | None) -> Measured:
    """group: photos that are edited together; None for what the batch itself chooses."""
    return _apart(_batched, folder, out, steps, group)


def _batched(folder: Path, out: Path, steps: int, group: int | None) -> Measured:
    from asyrp_desktop.batch import line
    from asyrp_desktop.batch.news import Moved, News
    from asyrp_desktop.batch.order import BatchOrder
    from asyrp_desktop.batch.run import Batch

    if group:
        line._group_size = lambda studio: group
    first: list[float] = []

    def listen(news: News) -> None:
        if isinstance(news, Moved) and not first:
            first.append(time.perf_counter())

    name, strength = STRENGTH.split("=")
    began = time.perf_counter()
    tally = Batch(BatchOrder((str(folder),), str(out), {name: float(strength)}, steps=steps), listen).run()
    ended = time.perf_counter()
    assert tally.done == tally.total, tally
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Measured(tally.total, ended - first[0], first[0] - began, memory)


def _apart(work: Callable[..., Measured], *arguments: object) -> Measured:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--plain", type=int, default=5, help="photos of the plain loop")
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--growth", type=int, nargs="*", default=[10, 100, 1000], help="lengths, at 2 steps")
    options = parser.parse_args()
    told: dict[str, object] = {**vars(options), "cores": os.cpu_count()}
    OUT.parent.mkdir(exist_ok=True)

    def tell(name: str, value: object) -> None:
        told[name] = value
        print(f"{name}: {value} (load {os.getloadavg()[0]:.1f})", flush=True)
        OUT.write_text(json.dumps(told, indent=1), encoding="utf-8")

    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        photos = root / "photos"
        photos.mkdir()
        write_photos(photos, options.photos)
        (root / "plain").mkdir()
        if options.plain:
            plain = plain_loop(sorted(photos.iterdir())[: options.plain], root / "plain", options.steps)
            tell("plain, photos a minute", round(60 / plain, 2))
        if options.photos:
            together = batched(photos, root / "together", options.steps, None)
            tell("batch, photos a minute", round(together.a_minute, 2))
            tell("seconds until the first photo", round(together.begin, 2))
            alone = batched(photos, root / "alone", options.steps, 1)
            tell("batch one by one, photos a minute", round(alone.a_minute, 2))
        for length in options.growth:
            shutil.rmtree(photos)
            photos.mkdir()
            write_photos(photos, length)
            grown = batched(photos, root / f"grown {length}", 2, None)
            cost = {"seconds a photo": round(grown.seconds / length, 3), "MB held at most": round(grown.memory / 1e6)}
            tell(f"{length} photos", cost)


if __name__ == "__main__":
    main()
