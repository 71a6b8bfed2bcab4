"""What an edit costs, measured against the plain way in the same run: python -m benchmarks.engine

Prints a table and writes it to benchmarks/out/engine.json. Nothing else should be busy on the machine.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyrp_desktop.engine.h_space import HSpaceUNet

OUT = Path(__file__).parent / "out"


def timed(work: Callable[[], object], repeats: int) -> float:
    """Median seconds, after one run that is not counted."""
    work()
    seconds = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def published_256() -> HSpaceUNet:
    """A network of the published 256 px ones' shape, with random weights."""
    from diffusers.models.unets.unet_2d import UNet2DModel

    from asyrp_desktop.engine.h_space import HSpaceUNet
    from asyrp_desktop.engine.schedule import NoiseSchedule

    return HSpaceUNet(
        UNet2DModel(
            sample_size=256,
            block_out_channels=(128, 128, 256, 256, 512, 512),
            layers_per_block=2,
            down_block_types=("DownBlock2D",) * 4 + ("AttnDownBlock2D", "DownBlock2D"),
            up_block_types=("UpBlock2D", "AttnUpBlock2D") + ("UpBlock2D",) * 4,
            downsample_padding=0,
            flip_sin_to_cos=False,
            freq_shift=1,
            norm_eps=1e-6,
            attention_head_dim=None,
        ),
        NoiseSchedule({}),
        "",
        "ddpm-celebahq-256, random weights",
    )


def edited_step_256() -> dict[str, float]:
    """An edited step and a plain evaluation of the published 256 px network's shape."""
    import torch

    unet = published_256()
    x, t = torch.randn(1, 3, 256, 256), torch.tensor([500])
    with torch.inference_mode():

        def edited() -> None:
            encoded = unet.encode(x, t)
            unet.decode(encoded, [encoded.h, encoded.h + 1])

        plain = timed(lambda: unet.unet(x, t).sample, 3)
        shifted = timed(edited, 3)
    return {
        "256 px: plain evaluation, s": plain,
        "256 px: edited step, s": shifted,
        "256 px: edited step / plain evaluation": shifted / plain,
        "256 px: the same by arithmetic": 1 + unet.decode_share,
    }


def built_in() -> dict[str, float]:
    """One photo through the built-in model."""
    from asyrp_desktop.core.paths import SAMPLE_PHOTO
    from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS, Crop
    from asyrp_desktop.photo.photo import load
    from asyrp_desktop.photo_edit import PhotoEdit, Studio

    studio = Studio(DEFAULT_MODEL, "cpu")
    photo = load(SAMPLE_PHOTO)
    strengths = {"smiling": 1.0}
    inverting, editing, preview = [], [], []
    for run in range(4):
        # A new crop each time: an inversion that was done before costs nothing.
        edit = PhotoEdit(studio, photo, Crop("square", (130 + run, 20, 200)), DEFAULT_STEPS)
        edit.invert()
        inverting.append(edit.seconds["invert"])
        edit.render(strengths)
        editing.append(edit.seconds["edit"])
        began = time.perf_counter()
        edit.render(strengths, preview_steps=8)
        preview.append(time.perf_counter() - began)
    return {
        f"built-in: invert at {DEFAULT_STEPS} steps, s": statistics.median(inverting[1:]),
        f"built-in: edit at {DEFAULT_STEPS} steps, s": statistics.median(editing[1:]),
        "built-in: invert + edit, s": statistics.median(inverting[1:]) + statistics.median(editing[1:]),
        "built-in: slider preview (8 steps), s": statistics.median(preview[1:]),
        "built-in: peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def start() -> dict[str, float]:
    """From nothing to the command line's help."""
    words = [sys.executable, "-m", "asyrp_desktop.cli", "--help"]
    return {"cli --help, s": timed(lambda: subprocess.run(words, capture_output=True, check=True), 5)}


PARTS = {"start": start, "built_in": built_in, "edited_step_256": edited_step_256}


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(PARTS[sys.argv[1]]()))
        return
    table: dict[str, float] = {}
    for part in PARTS:  # each in a process of its own, so that peak memory is its own
        done = subprocess.run([sys.executable, "-m", "benchmarks.engine", part], capture_output=True, check=True)
        table |= json.loads(done.stdout)
    for name, value in table.items():
        print(f"{name:<45} {value:10.3f}")
    OUT.mkdir(exist_ok=True)
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    (OUT / "engine.json").write_text(json.dumps({"machine": machine, **table}, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
