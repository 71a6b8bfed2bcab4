"""The training loop: starts or goes on, and stops cleanly when it is told to, or when its time is over."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import torch
import torch.nn.functional as F
from diffusers.models.unets.unet_2d import UNet2DModel, UNet2DOutput
from torch import Tensor, nn

from asyrp_desktop.engine.device import device_name, pick_device
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.sampling import samples

from .checkpoint import Checkpoint, History
from .checkpoint import path as checkpoint_path
from .config import TrainConfig
from .muon import Muon
from .network import MovingAverage, build, noise_schedule
from .objective import draw_timesteps, loss_weights, squared_errors
from .pictures import Pictures
from .pieces import in_pieces, write_pieces
from .sampling import pixels, save_sheet
from .ways import Way, fastest, ways

_LOG_EVERY = 10  # steps
_FIFTHS = 5
_TRIAL = 16  # pictures of a step by which the ways are compared
_STOPPING = (signal.SIGTERM, signal.SIGINT)
# First, last and time layers are no inner matrices: Muon is not for them.
_OUTER = ("conv_in", "conv_out", "time_embedding")


class Training:
    """One run: a network, its average, its optimizers, and how far they are."""

    def __init__(
        self,
        config: TrainConfig,
        packed: Path,
        state: Path,
        start: Path | None = None,
        minutes: float | None = None,
        pieces: Path | None = None,
    ) -> None:
        """Goes on from the folder's checkpoint where it has one; else begins with `start`, or with random weights.

        packed: see `pictures`. minutes: when the run is to end, counted from now; the learning rates fall by the clock
        then, else by the config's length in steps. pieces: see `pieces.write_pieces`.
        """
        self._ends = None if minutes is None else (time.monotonic(), max(1.0, 60 * minutes))
        self._config, self._state, self._pieces, self._stopping = config, state, pieces, False
        self._device = device = pick_device("auto")
        if device.type == "cuda":
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
            torch.backends.cudnn.benchmark = True
        self._pictures = Pictures(packed, device)
        if self._pictures.size != config.size:
            raise SystemExit(f"The pictures have {self._pictures.size} px, the config says {config.size}.")
        self._schedule = noise_schedule(config)
        self._weights = loss_weights(self._schedule.alphas, config.snr_gamma, config.least_weight).to(device)

        saved = Checkpoint.load(state) if checkpoint_path(state).is_file() else None
        self._net = build(config, None if saved else start)
        if pieces:
            in_pieces(self._net.state_dict())  # better now than at the end
        # diffusers' own `to` has a signature that no type checker can read
        nn.Module.to(self._net, device)
        nn.Module.to(self._net, memory_format=torch.channels_last)
        self._average = MovingAverage(self._net, config)
        self._optimizers = _optimizers(self._net, config)
        self.step, self.history = 0, History()
        if saved:
            self._net.load_state_dict(saved.net)
            self._average.net.load_state_dict(saved.average)
            for name, optimizer in self._optimizers.items():
                optimizer.load_state_dict(saved.optimizer[name])
            self.step, self.history = saved.step, saved.history
        self._way, self._predict = Way(), self._net
        # On a processor what other programs take does not count: runs are compared at equal work.
        self._clock = time.process_time if device.type == "cpu" else time.monotonic
        self._seconds = self.history.evaluations[-1]["seconds"] if self.history.evaluations else 0.0

    def run(self, until: int | None = None) -> None:
        """Train up to step `until`, until the time is over, or until SIGTERM or SIGINT. Leaves a checkpoint."""
        with PidFile(self._state):
            told = [signal.signal(number, self._stop) for number in _STOPPING]
            try:
                self._loop(until)
            finally:
                for number, before in zip(_STOPPING, told, strict=True):
                    signal.signal(number, before)

    def _loop(self, until: int | None) -> None:
        pictures = self._pictures
        count = f"{len(pictures.real)} pictures, {len(pictures.synthetic)} synthetic, {len(pictures.held_out)} held out"
        self._say(f"{device_name(self._device)}, torch {torch.__version__}")
        self._say(f"{count}, step {self.step}")
        self._choose_way()
        saved_at = logged_at = time.monotonic()
        logged_step = self.step
        while not self._over(until):
            if self.step % self._config.evaluate_every == 0 and not self._evaluated():
                self.save()  # a hard kill during the evaluation then costs no step
                self._evaluate()
                saved_at = logged_at = time.monotonic()
            began = self._clock()
            self._train_step()
            self._seconds += self._clock() - began
            now = time.monotonic()
            if self.step % _LOG_EVERY == 0:
                recent = self.history.losses[logged_step:]
                speed = len(recent) * self._config.batch / (now - logged_at)
                self._say(f"step {self.step}  loss {np.mean(recent):.5f}  {speed:.1f} pictures/s")
                logged_at, logged_step = now, self.step
            if now - saved_at > 60 * self._config.checkpoint_minutes:
                self.save()
                saved_at = now
        if self._ends is not None and not self._stopping and not self._evaluated():
            self._evaluate()
        self.save()
        self._say(f"stopped at step {self.step}")

    def _over(self, until: int | None) -> bool:
        stepped = until is not None and self.step >= until
        return self._stopping or stepped or (self._ends is not None and self._gone() >= 1)

    def _gone(self) -> float:
        """Share of the run that is over, 0..1."""
        if self._ends is None:
            return min(1.0, self.step / self._config.length)
        began, seconds = self._ends
        return min(1.0, (time.monotonic() - began) / seconds)

    def save(self) -> None:
        saved = Checkpoint(
            config=self._config.values(),
            step=self.step,
            net=self._net.state_dict(),
            average=self._average.net.state_dict(),
            optimizer={name: optimizer.state_dict() for name, optimizer in self._optimizers.items()},
            history=self.history,
        )
        saved.save(self._state)
        if self._pieces:
            write_pieces(saved, self._state, self._pieces)

    def _choose_way(self) -> None:
        # Nothing of the trials stays: the weights are not stepped, and each step has a seed of its own.
        config = self._config
        key = f"{config.unet} {device_name(self._device)}"
        pays = 12 * 60 if self._device.type == "cuda" else 30 * 60  # seconds, for compiling to bring in what it takes
        compile_too = self._ends is None or self._ends[1] > pays
        compiled: dict[Way, Callable[..., UNet2DOutput]] = {}

        def trial(way: Way) -> None:
            self._predict = self._compiled(way, compiled)
            self._way = way
            self._net.zero_grad()  # of a trial that failed half way, too
            # As a number: a GPU has then done the step, not only been told to.
            float(self._losses(min(_TRIAL, config.batch) if self._device.type == "cpu" else config.batch))

        self._way = fastest(key, ways(self._device, compile_too), trial, self._say)
        self._predict = self._compiled(self._way, compiled)
        self._net.zero_grad()
        self._say(f"taken: {self._way}")

    def _compiled(self, way: Way, known: dict[Way, Callable[..., UNet2DOutput]]) -> Callable[..., UNet2DOutput]:
        if way.compiled and way not in known:
            known[way] = torch.compile(self._net, dynamic=False)
        return known.get(way, self._net)

    def _train_step(self) -> None:
        rate = self._config.rate(self.step, self._gone())
        for optimizer in self._optimizers.values():
            for group in optimizer.param_groups:
                group["lr"] = rate * group["full_rate"]
        loss = self._losses(self._config.batch)
        for optimizer in self._optimizers.values():
            optimizer.step()
        self._net.zero_grad()
        self._average.update(self._net, self.step)
        self.history.losses.append(float(loss))
        self.step += 1

    def _losses(self, count: int) -> Tensor:
        """The step's loss, of `count` pictures, with its gradients made."""
        x0, t, noise = self._draw(count)

        def predict(x: Tensor, t: Tensor) -> Tensor:
            return self._predict(x.contiguous(memory_format=torch.channels_last), t).sample

        with self._way(self._net, self._device):
            errors = squared_errors(predict, x0, t, noise, self._schedule)
        loss = (self._weights[t] * errors).mean()
        loss.backward()
        return loss.detach()

    def _draw(self, count: int) -> tuple[Tensor, Tensor, Tensor]:
        """x0 in patches, timesteps, noise of this step. Follows from seed and step alone."""
        config = self._config
        seed = np.random.SeedSequence([config.seed, self.step]).generate_state(1, np.uint64)
        # The global generators: dropout, where a config has it, draws from them too.
        torch.manual_seed(int(seed[0]))
        indices = self._pictures.drawn(config.seed, self.step, count, config)
        x0 = F.pixel_unshuffle(self._pictures.varied(indices, config), config.patch)
        t = draw_timesteps(count, len(self._schedule))
        return x0, t.to(self._device), torch.randn_like(x0)

    def _evaluated(self) -> bool:
        evaluations = self.history.evaluations
        return bool(evaluations) and evaluations[-1]["step"] == self.step

    def _evaluate(self) -> None:
        config = self._config
        result = {"step": self.step, "seconds": round(self._seconds, 1), **self._held_out_loss(self._average.net)}
        self.history.evaluations.append(result)
        fifths = " ".join(f"{value:.5f}" for value in result["by_fifth"])
        self._say(f"step {self.step}  held out {result['held_out']:.5f}  error of x0 by fifth of t {fifths}")
        unet = HSpaceUNet(self._average.net, self._schedule, "", "", config.patch)
        drawn = samples(unet, config.sheet_pictures, config.sheet_steps)
        save_sheet(pixels(drawn), self._state / f"samples-{self.step:07d}.png")

    @torch.inference_mode()
    def _held_out_loss(self, net: UNet2DModel) -> dict[str, float | list[float]]:
        """The loss, and the plain error of x0 by fifth of the timesteps; always of the same noise and timesteps."""
        config, device = self._config, self._device
        dice = torch.Generator().manual_seed(config.seed)
        held = np.random.default_rng(config.seed).permutation(self._pictures.held_out)[: config.held_out_pictures]
        t = ((torch.arange(len(held)) + 0.5) / len(held) * len(self._schedule)).long()
        errors = []
        for part in torch.arange(len(held)).split(config.batch):
            x0 = F.pixel_unshuffle(self._pictures(held[part.numpy()]), config.patch)
            noise = torch.randn(x0.shape, generator=dice).to(device)
            with torch.autocast(device.type, torch.bfloat16, enabled=self._way.bf16):
                found = squared_errors(lambda x, t: net(x, t).sample, x0, t[part].to(device), noise, self._schedule)
            errors.append(found.cpu())
        error = torch.cat(errors)
        return {
            "held_out": float((self._weights.cpu()[t] * error).mean()),
            "by_fifth": [float(fifth.mean()) for fifth in error.tensor_split(_FIFTHS)],
        }

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _say(self, line: str) -> None:
        print(time.strftime("%Y-%m-%d %H:%M:%S"), line, flush=True)


def _optimizers(net: UNet2DModel, config: TrainConfig) -> dict[str, torch.optim.Optimizer]:
    """Muon for the U-Net's inner matrices and convolutions, where the config has a rate for it; AdamW for the rest."""
    inner = [weight for name, weight in net.named_parameters() if weight.ndim >= 2 and not name.startswith(_OUTER)]
    muons = inner if config.muon_rate else []
    known = {id(weight) for weight in muons}
    rest = [weight for weight in net.parameters() if id(weight) not in known]
    made: dict[str, torch.optim.Optimizer] = {
        "adam": torch.optim.AdamW(rest, config.adam_rate, config.adam_betas, weight_decay=0)
    }
    if muons:
        made["muon"] = Muon(muons, config.muon_rate)
    for optimizer in made.values():
        for group in optimizer.param_groups:
            group["full_rate"] = group["lr"]
    return made


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
