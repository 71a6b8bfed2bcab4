from __future__ import annotations

import argparse
import csv
import math
import os
import signal
from pathlib import Path

import numpy as np
import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler
from PIL import Image

from asyrp_desktop.engine.editor import to_pixel_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.reverse_step import predicted_x0, reverse_step
from asyrp_desktop.engine.schedule import NoiseSchedule, StepGrid

from . import __doc__ as usage
from .data import load, prepare
from .settings import Settings, read_settings
from .trainer import Trainer


def main() -> None:
    parser = argparse.ArgumentParser(description=usage, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=["prepare", "train", "export"])
    parser.add_argument("settings", type=Path)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    settings = read_settings(options.settings)
    if options.job == "prepare":
        print(f"{prepare(options.data, options.state, settings)} pictures")
    elif options.job == "train":
        train(settings, options.state, options.start, options.minutes)
    else:
        trainer = Trainer(settings)
        trainer.load(options.state / "checkpoint.pt")
        export(trainer, options.out)


def train(settings: Settings, state: Path, start: Path | None, minutes: float) -> None:
    """Go on from the state's checkpoint, or begin."""
    checkpoint = state / "checkpoint.pt"
    trainer = Trainer(settings, start)
    if checkpoint.exists():
        trainer.load(checkpoint)
    (state / "pid").write_text(str(os.getpid()))
    stop: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: stop.append(received))
    try:
        trainer.run(*load(state), checkpoint, minutes, lambda: bool(stop))
    finally:
        (state / "pid").unlink()
    with (state / "losses.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["step", "kind", "loss"])
        for kind, rows in vars(trainer.losses).items():
            table.writerows([step, kind, f"{loss:.6f}"] for step, loss in rows)
    draw_losses(trainer, state / "losses.png")
    draw_samples(trainer, state / "samples.png")


def export(trainer: Trainer, folder: Path) -> None:
    """The EMA weights as a base model in diffusers' layout, half precision."""
    unet = UNet2DModel(**trainer.settings.unet)
    unet.load_state_dict(trainer.ema)
    unet.half().save_pretrained(folder / "unet")
    DDPMScheduler(**trainer.settings.scheduler).save_pretrained(folder / "scheduler")


def draw_losses(trainer: Trainer, path: Path) -> None:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4))
    for kind, rows in vars(trainer.losses).items():
        if rows:
            axes.plot(*zip(*rows, strict=True), label=kind.replace("_", " "))
    axes.set(xlabel="step", ylabel="min-SNR weighted loss", yscale="log")
    axes.legend()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


@torch.inference_mode()
def draw_samples(trainer: Trainer, path: Path, count: int = 16, steps: int = 30) -> None:
    """Pictures drawn from noise by the EMA weights: DDIM, predicted x0 clipped, which inversion may not do."""
    unet = UNet2DModel(**trainer.settings.unet)
    unet.load_state_dict({name: tensor.cpu() for name, tensor in trainer.ema.items()})
    space = HSpaceUNet(unet, NoiseSchedule(trainer.settings.scheduler), "", "")
    size = trainer.settings.size
    x = torch.randn(count, 3, size, size, generator=torch.Generator().manual_seed(0))
    for step in StepGrid.linear(steps, len(space.schedule)).descending():
        eps = space.epsilon(x, torch.full((count,), step.t))
        a = space.schedule.alpha(step.t)
        x0 = predicted_x0(space.schedule, step.t, x, eps).clamp(-1, 1)
        eps = (x - math.sqrt(a) * x0) / math.sqrt(1 - a)
        x = reverse_step(space.schedule, step, x, eps, eps, 0.0)
    pictures = np.rint(to_pixel_range(x)).astype(np.uint8)
    rows = [np.concatenate(list(pictures[k : k + 4]), axis=1) for k in range(0, count, 4)]
    Image.fromarray(np.concatenate(rows)).save(path)


if __name__ == "__main__":
    main()
