"""The training loop: starts or goes on, and stops cleanly when it is told to."""

from __future__ import annotations

import os
import signal
import time
from contextlib import nullcontext
from pathlib import Path
from typing import cast

import numpy as np
import psutil
import torch
from accelerate import Accelerator
from diffusers.models.unets.unet_2d import UNet2DModel
from torch import Tensor

from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.sampling import samples

from .checkpoint import Checkpoint, History
from .checkpoint import path as checkpoint_path
from .config import TrainConfig
from .network import MovingAverage, build, noise_schedule
from .objective import draw_timesteps, loss_weights, squared_errors
from .pictures import Pictures
from .sampling import pixels, save_sheet

_LOG_EVERY = 10  # steps
_FIFTHS = 5
_STOPPING = (signal.SIGTERM, signal.SIGINT)


class Training:
    """One run: a network, its average, its optimizer, and how far they are."""

    def __init__(self, config: TrainConfig, pictures: Pictures, state: Path, start: Path | None) -> None:
        """Goes on from the folder's checkpoint where it has one; else begins with `start`, or with random weights."""
        if pictures.size != config.size:
            raise SystemExit(f"The pictures have {pictures.size} px, the config says {config.size}.")
        self._config, self._pictures, self._state = config, pictures, state
        self._accelerator = Accelerator(mixed_precision=_precision(config.precision))
        if config.batch % self._accelerator.num_processes:
            raise SystemExit(f"A batch of {config.batch} does not divide among {self._accelerator.num_processes}.")
        self._schedule = noise_schedule(config)
        device = self._accelerator.device
        self._alphas = torch.from_numpy(self._schedule.alphas).float().to(device)
        self._weights = loss_weights(self._schedule.alphas, config.snr_gamma, config.noisy_gain).to(device)

        saved = Checkpoint.load(state) if checkpoint_path(state).is_file() else None
        self._fresh = saved.fresh if saved else start is None
        self._net = build(config, None if saved else start).to(device)
        self._average = MovingAverage(self._net, config, self._fresh)
        optimizer = torch.optim.AdamW(self._net.parameters(), config.learning_rate, betas=config.adam_betas)
        self.step, self.history = 0, History()
        if saved:
            self._net.load_state_dict(saved.net)
            self._average.net.load_state_dict(saved.average)
            optimizer.load_state_dict(saved.optimizer)
            self.step, self.history = saved.step, saved.history
        self._predict, self._optimizer = self._accelerator.prepare(self._net, optimizer)

    def run(self, until: int | None = None) -> None:
        """Train up to step `until`, or until SIGTERM or SIGINT. Leaves a checkpoint."""
        with PidFile(self._state) if self._accelerator.is_main_process else nullcontext():
            told = [signal.signal(number, self._stop) for number in _STOPPING]
            try:
                self._loop(until)
            finally:
                for number, before in zip(_STOPPING, told, strict=True):
                    signal.signal(number, before)

    def _loop(self, until: int | None) -> None:
        self._say(f"{len(self._pictures.training)} pictures, {len(self._pictures.held_out)} held out, step {self.step}")
        saved_at = logged_at = time.monotonic()
        logged_step = self.step
        while True:
            if self.step % self._config.evaluate_every == 0 and not self._evaluated():
                self.save()  # a hard kill during the evaluation then costs no step
                self._evaluate()
                saved_at = logged_at = time.monotonic()
            # Asks all devices, so that they leave the loop at the same step.
            if self._accelerator.check_trigger() or self.step == until:
                break
            self._train_step()
            now = time.monotonic()
            if self.step % _LOG_EVERY == 0:
                recent = self.history.losses[logged_step:]
                speed = len(recent) * self._config.batch / (now - logged_at)
                self._say(f"step {self.step}  loss {np.mean(recent):.5f}  {speed:.2f} pictures/s")
                logged_at, logged_step = now, self.step
            if now - saved_at > 60 * self._config.checkpoint_minutes:
                self.save()
                saved_at = now
        self.save()
        self._say(f"stopped at step {self.step}")

    def save(self) -> None:
        if self._accelerator.is_main_process:
            Checkpoint(
                config=self._config.values(),
                step=self.step,
                fresh=self._fresh,
                net=self._net.state_dict(),
                average=self._average.net.state_dict(),
                optimizer=self._optimizer.state_dict(),
                history=self.history,
            ).save(self._state)

    def _train_step(self) -> None:
        config = self._config
        for group in self._optimizer.param_groups:
            group["lr"] = config.learning_rate * min(1.0, (self.step + 1) / config.warmup)
        x0, t, noise = self._draw()
        errors = squared_errors(lambda x, t: self._predict(x, t).sample, x0, t, noise, self._alphas)
        loss = (self._weights[t] * errors).mean()
        self._accelerator.backward(loss)
        self._accelerator.clip_grad_norm_(self._net.parameters(), config.grad_norm)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._average.update(self._net, self.step)
        self.history.losses.append(float(cast(Tensor, self._accelerator.reduce(loss.detach(), "mean"))))
        self.step += 1

    def _draw(self) -> tuple[Tensor, Tensor, Tensor]:
        """This device's part of the step's batch: x0, timesteps, noise. Follows from seed, step and rank alone."""
        config, rank = self._config, self._accelerator.process_index
        count = config.batch // self._accelerator.num_processes
        seed = np.random.SeedSequence([config.seed, self.step, rank]).generate_state(1, np.uint64)
        # The global generators: dropout, where a config has it, draws from them too.
        torch.manual_seed(int(seed[0]))
        indices = self._pictures.shuffled(config.seed, self.step * config.batch + rank * count, count)
        x0 = self._pictures(indices)
        x0 = torch.where(torch.rand(count, 1, 1, 1) < 0.5, x0.flip(3), x0).to(self._accelerator.device)
        t = draw_timesteps(count, len(self._schedule), config.tail_from, config.tail_share)
        return x0, t.to(x0.device), torch.randn_like(x0)

    def _evaluated(self) -> bool:
        evaluations = self.history.evaluations
        return bool(evaluations) and evaluations[-1]["step"] == self.step

    def _evaluate(self) -> None:
        """The average's loss on held-out pictures, and a sheet of what it draws."""
        if self._accelerator.is_main_process:
            result = {"step": self.step, **self._held_out_loss(self._average.net)}
            self.history.evaluations.append(result)
            fifths = " ".join(f"{value:.6f}" for value in result["by_fifth"])
            self._say(f"step {self.step}  held out {result['held_out']:.6f}  by fifth of t {fifths}")
            unet = HSpaceUNet(self._average.net, self._schedule, "", "")
            drawn = samples(unet, self._config.sheet_pictures, self._config.sheet_steps)
            save_sheet(pixels(drawn), self._state / f"samples-{self.step:07d}.png")
        self._accelerator.wait_for_everyone()

    @torch.inference_mode()
    def _held_out_loss(self, net: UNet2DModel) -> dict[str, float | list[float]]:
        """Plain squared error of the noise, timesteps weighing the same; always the same noise and timesteps."""
        config, device = self._config, self._accelerator.device
        dice = torch.Generator().manual_seed(config.seed)
        held = np.random.default_rng(config.seed).permutation(self._pictures.held_out)[: config.held_out_pictures]
        t = (torch.arange(len(held)) + 0.5) / len(held) * len(self._schedule)
        errors = []
        for part in torch.arange(len(held)).split(config.batch):
            x0 = self._pictures(held[part.numpy()])
            noise = torch.randn(x0.shape, generator=dice)
            timesteps = t[part].long().to(device)
            errors.append(
                squared_errors(
                    lambda x, t: net(x, t).sample, x0.to(device), timesteps, noise.to(device), self._alphas
                ).cpu()
            )
        error = torch.cat(errors)
        return {
            "held_out": float(error.mean()),
            "by_fifth": [float(fifth.mean()) for fifth in error.tensor_split(_FIFTHS)],
        }

    def _stop(self, *_: object) -> None:
        self._accelerator.set_trigger()

    def _say(self, line: str) -> None:
        if self._accelerator.is_main_process:
            print(time.strftime("%Y-%m-%d %H:%M:%S"), line, flush=True)


def _precision(wanted: str) -> str:
    """bf16 is twice as quick on a processor with AMX or AVX512-BF16, and 25 times slower on one that emulates it."""
    if wanted != "auto":
        return wanted
    cpu_has_it = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()
    return "bf16" if torch.cuda.is_available() or cpu_has_it else "no"


class PidFile:
    """state/train.pid: whom to signal, and that nobody else trains in this folder."""

    def __init__(self, state: Path) -> None:
        self._file = state / "train.pid"

    def __enter__(self) -> None:
        if self._file.is_file() and psutil.pid_exists(other := int(self._file.read_text())):
            raise SystemExit(f"Process {other} trains here. If it is another program, remove {self._file}.")
        self._file.write_text(f"{os.getpid()}\n")

    def __exit__(self, *_: object) -> None:
        self._file.unlink()
