"""What a photo of 12 megapixels with one face costs beside the engine: reading, finding faces, setting back, saving.

    python -m benchmarks.photo [--threads 1]

The engine's answer is put in its place, so that its time and its memory do not count. Memory is what the process holds
at most, less what it held with everything loaded.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from skimage.data import astronaut

from asyrp_desktop.core.values import DEFAULT_STEPS, Crop
from asyrp_desktop.photo.motion import change
from asyrp_desktop.photo.photo import load
from asyrp_desktop.photo_edit import PhotoEdit, Studio

WIDTH, HEIGHT = 4000, 3000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    torch.set_num_threads(parser.parse_args().threads)
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.jpg", Path(folder) / "large.jpg"
        write_photo(small, WIDTH // 8, HEIGHT // 8)
        write_photo(large, WIDTH, HEIGHT)
        studio = Studio("faces-128", "cpu")
        once(studio, small)  # all that is loaded on demand is loaded now
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        runs = [once(studio, large) for _ in range(3)]
    best = min(runs, key=lambda seconds: sum(seconds.values()))
    for stage, seconds in best.items():
        print(f"{stage:10} {seconds:.2f} s")
    print(f"{'together':10} {sum(best.values()):.2f} s")
    print(f"memory     {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1e3:.0f} MB")


def write_photo(path: Path, width: int, height: int) -> None:
    """A portrait a third as high as the photo, before a grainy wall."""
    grain = np.random.default_rng(0).normal(128, 12, (height // 4, width // 4, 3)).clip(0, 255).astype(np.uint8)
    photo = Image.fromarray(grain).resize((width, height), Image.Resampling.BICUBIC)
    side = height * 2 // 3
    photo.paste(Image.fromarray(astronaut()).resize((side, side), Image.Resampling.BICUBIC), (width // 3, height // 4))
    photo.save(path, quality=92)


def once(studio: Studio, path: Path) -> dict[str, float]:
    """Seconds of each stage."""
    began = time.perf_counter()
    photo = load(path)
    read = time.perf_counter() - began
    edit = PhotoEdit(studio, photo, Crop("auto"), DEFAULT_STEPS)
    changes = np.stack([change(crop, crop[:, ::-1]) for crop in edit.crops])
    edit.save(edit.finish(changes, {"smiling": 1.0}, 0), path.with_name("edited.jpg"))
    return {"read": read, **edit.seconds}


if __name__ == "__main__":
    main()
