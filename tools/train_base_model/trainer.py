"""The training loop, and a checkpoint from which it goes on exactly where it was."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from diffusers.models.unets.unet_2d import UNet2DModel
from torch import Tensor

from asyrp_desktop.core.files import replacing
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.schedule import NoiseSchedule

from .settings import Settings


@dataclass
class Losses:
    """What was measured on the way. Each entry: (step, loss)."""

    training: list[tuple[int, float]] = field(default_factory=list)
    held_out: list[tuple[int, float]] = field(default_factory=list)  # of the EMA weights, at fixed noise


class Trainer:
    """Network, EMA, optimiser and random state. `step` trains on one batch."""

    def __init__(self, settings: Settings, start: Path | None = None) -> None:
        """start: a diffusers folder whose weights are the first ones."""
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.unet = UNet2DModel(**settings.unet)
        if start is not None:
            begun = UNet2DModel.from_pretrained(start / "unet", low_cpu_mem_usage=False, torch_dtype=torch.float32)
            self.unet.load_state_dict(begun.state_dict())  # type: ignore[union-attr]
        self.ema = {name: tensor.detach().clone() for name, tensor in self.unet.state_dict().items()}
        self.optimizer = torch.optim.AdamW(self.unet.parameters(), settings.learning_rate, betas=(0.9, 0.99))
        schedule = NoiseSchedule(settings.scheduler)
        self.alphas = torch.from_numpy(schedule.alphas).float()
        self.losses = Losses()
        self.steps = 0
        self.random = torch.Generator().manual_seed(settings.seed)

    def step(self, pictures: np.ndarray, backward: Any = Tensor.backward, model: Any = None) -> float:
        """One batch drawn from (N, S, S, 3) uint8. backward, model: as accelerate wraps them. Returns the loss."""
        settings = self.settings
        x0, t, noise = self._draw(pictures, settings.batch)
        for group in self.optimizer.param_groups:
            group["lr"] = settings.learning_rate * min(1.0, (self.steps + 1) / settings.warm_up)
        loss = self._loss(model or self.unet, x0, t, noise)
        self.optimizer.zero_grad()
        backward(loss)
        torch.nn.utils.clip_grad_norm_(self.unet.parameters(), 1.0)
        self.optimizer.step()
        self.steps += 1
        # A young average follows faster: it should forget the start.
        decay = min(settings.ema, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for name, tensor in self.unet.state_dict().items():
                self.ema[name].lerp_(tensor.to(self.ema[name].device), 1 - decay)
        return float(loss.detach())

    def _draw(self, pictures: np.ndarray, count: int) -> tuple[Tensor, Tensor, Tensor]:
        rows = torch.randint(len(pictures), (count,), generator=self.random)
        x0 = to_model_range(pictures[rows.numpy()])
        flipped = torch.rand(count, generator=self.random) < 0.5
        x0 = torch.where(flipped[:, None, None, None], x0.flip(-1), x0)
        t = stratified_timesteps(count, len(self.alphas), self.settings.high_t_share, self.random)
        return x0, t, torch.randn(x0.shape, generator=self.random)

    def _loss(self, model: Any, x0: Tensor, t: Tensor, noise: Tensor) -> Tensor:
        """Mean squared error of epsilon, weighted by min-SNR (Hang et al., 2023)."""
        device = next(self.unet.parameters()).device
        a = self.alphas[t].view(-1, 1, 1, 1)
        x = (a.sqrt() * x0 + (1 - a).sqrt() * noise).to(device)
        with torch.autocast(device.type, torch.bfloat16):
            predicted = model(x, t.to(device)).sample
        errors = F.mse_loss(predicted.float(), noise.to(device), reduction="none").mean((1, 2, 3))
        snr = (a / (1 - a)).flatten()
        # On epsilon the weight min(SNR, gamma) / SNR is 1 wherever the noise prevails.
        return (errors * (snr.clamp_max(self.settings.snr_gamma) / snr).to(device)).mean()

    @torch.no_grad()
    def evaluate(self, pictures: np.ndarray, most: int = 256) -> float:
        """Loss of the EMA weights on held-out pictures, at the same noise and timesteps each time."""
        trained = {name: tensor.clone() for name, tensor in self.unet.state_dict().items()}
        self.unet.load_state_dict(self.ema)
        generator = torch.Generator().manual_seed(1)
        losses = []
        for start in range(0, min(most, len(pictures)), 32):
            x0 = to_model_range(pictures[start : start + 32])
            t = stratified_timesteps(len(x0), len(self.alphas), 0.0, generator)
            losses.append(float(self._loss(self.unet, x0, t, torch.randn(x0.shape, generator=generator))))
        self.unet.load_state_dict(trained)
        return sum(losses) / len(losses)

    def save(self, path: Path) -> None:
        """Everything that the next step depends on."""
        state = {
            "unet": self.unet.state_dict(),
            "ema": self.ema,
            "optimizer": self.optimizer.state_dict(),
            "random": self.random.get_state(),
            "steps": self.steps,
            "training": self.losses.training,
            "held_out": self.losses.held_out,
        }
        with replacing(path) as part:
            torch.save(state, part)

    def load(self, path: Path) -> None:
        state = torch.load(path, map_location="cpu", weights_only=True)
        self.unet.load_state_dict(state["unet"])
        self.ema = state["ema"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.random.set_state(state["random"])
        self.steps = state["steps"]
        self.losses = Losses([tuple(x) for x in state["training"]], [tuple(x) for x in state["held_out"]])

    def run(self, training: np.ndarray, held_out: np.ndarray, path: Path, minutes: float, stopping: Any) -> None:
        """Train until the minutes are over or `stopping()` is true; checkpoints go to `path`."""
        from accelerate import Accelerator

        accelerator = Accelerator()
        # Each process draws its own pictures; the first one keeps the checkpoint's random state.
        if accelerator.process_index:
            self.random.manual_seed(self.settings.seed + 1000 * accelerator.process_index + self.steps)
        model, self.optimizer = accelerator.prepare(self.unet, self.optimizer)
        self.ema = {name: tensor.to(accelerator.device) for name, tensor in self.ema.items()}
        began = saved = time.monotonic()
        recent: list[float] = []
        while not stopping() and time.monotonic() - began < 60 * minutes:
            recent.append(self.step(training, accelerator.backward, model))
            if not accelerator.is_main_process:
                continue
            if len(recent) == 25:
                self.losses.training.append((self.steps, sum(recent) / 25))
                speed = 25 * self.settings.batch * accelerator.num_processes / (time.monotonic() - began)
                print(f"step {self.steps}  loss {self.losses.training[-1][1]:.5f}  {speed:.1f} images/s", flush=True)
                recent, began, minutes = [], time.monotonic(), minutes - (time.monotonic() - began) / 60
            if self.steps % self.settings.evaluate_every == 0:
                self.losses.held_out.append((self.steps, self.evaluate(held_out)))
                print(f"step {self.steps}  held out {self.losses.held_out[-1][1]:.5f}", flush=True)
            if time.monotonic() - saved > 60 * self.settings.checkpoint_minutes:
                self.save(path)
                saved = time.monotonic()
        if accelerator.is_main_process:
            self.save(path)


def stratified_timesteps(count: int, length: int, high_share: float, generator: torch.Generator) -> Tensor:
    """(count,) timesteps, evenly spread over 0..length - 1; a share of them over the top fifth only."""
    spread = (torch.arange(count) + torch.rand(count, generator=generator)) / count
    high = torch.rand(count, generator=generator) < high_share
    return (torch.where(high, 0.8 + 0.2 * spread, spread) * length).long().clamp_max(length - 1)
