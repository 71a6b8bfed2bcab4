"""Which setting is the fastest on a device, among those whose edits are those of float32. Measured, never assumed."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch

from asyrp_desktop.core.devices import DTYPES, Setting, Trial
from asyrp_desktop.core.progress import Progress, silent

from .device import DEFAULTS, free_memory, place
from .direction import Direction, GlobalShift
from .direction_file import DirectionHead
from .editing import edit
from .editor import to_model_range
from .h_space import HSpaceUNet
from .inversion import invert
from .schedule import StepGrid

STEPS = 4  # of the edit that is compared
GAIN = 0.95  # of the time, below which a setting is worth being other than the usual


def settings_to_try(device: torch.device) -> list[Setting]:
    """float32 first: the others are compared with it."""
    plain = [Setting(dtype, channels_last) for dtype in DTYPES for channels_last in (False, True)]
    if device.type != "cuda":
        return plain  # graphs are CUDA's; elsewhere the compiler itself is seldom there, and takes minutes
    # The compiler chooses the memory layout itself.
    compiled = [Setting(dtype, compiled=True) for dtype in DTYPES]
    return [*plain, *(setting._replace(recorded=True) for setting in plain), *compiled]


def try_settings(
    load: Callable[[], HSpaceUNet],
    photo: np.ndarray,
    device: torch.device,
    settings: Sequence[Setting],
    progress: Progress | None = None,
    slow_too: bool = False,
) -> list[Trial]:
    """load: the network, anew for every setting. photo: (S, S, 3) uint8. The first setting is what others are
    compared with; slow_too: also those that are slower than it. Raises Cancelled.
    """
    progress = progress or silent()
    trials: list[Trial] = []
    reference: torch.Tensor | None = None
    for k, setting in enumerate(settings):
        span = progress.part(k / len(settings), (k + 1) / len(settings), str(setting))
        span.at(0, 1)
        failure = ""
        try:
            unet = load()
            place(unet, device, setting)
            seconds = evaluation_seconds(unet)
            if trials and seconds > trials[0].seconds and not slow_too:
                trials.append(Trial(setting, seconds, math.nan))
                continue
            edited = _edited(unet, photo, span)
            reference = edited if reference is None else reference
            difference = float((edited - reference).square().mean().sqrt()) * 127.5
        # Whatever a driver or compiler raises: the setting is not for this device.
        except (RuntimeError, OSError, ValueError, TypeError) as error:
            failure = f"{type(error).__name__}: {error}".splitlines()[0]
            seconds = difference = math.inf
        finite = math.isfinite(difference)
        problem = failure if finite or failure else "its numbers overflow"
        trials.append(Trial(setting, seconds, difference, problem))
        free_memory()
    return trials


def best_setting(trials: Sequence[Trial], device: torch.device) -> Setting:
    """The fastest that agrees with float32; the usual one where nothing pays."""
    usual = DEFAULTS[device.type]
    agreeing = [trial for trial in trials if trial.agrees]
    seconds = {trial.setting: trial.seconds for trial in agreeing}
    fastest = min(agreeing, key=lambda trial: trial.seconds, default=None)
    if fastest is None or (usual in seconds and fastest.seconds > GAIN * seconds[usual]):
        return usual if usual in seconds or fastest is None else fastest.setting
    return fastest.setting


@torch.inference_mode()
def evaluation_seconds(unet: HSpaceUNet, repeats: int = 3) -> float:
    """Median time of one evaluation of one photo, after one that is not counted."""
    x = torch.randn(1, 3, unet.size, unet.size, device=unet.device)
    t = torch.full((1,), len(unet.schedule) // 2, device=unet.device, dtype=torch.long)
    seconds = []
    for _ in range(1 + repeats):
        began = time.perf_counter()
        unet.epsilon(x, t).sum().item()  # to the host: an accelerator answers before it is done
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds[1:])


def _edited(unet: HSpaceUNet, photo: np.ndarray, progress: Progress) -> torch.Tensor:
    """(3, S, S), -1..1: the photo with a random shift of h, as strong as h itself is."""
    trajectory = invert(
        unet, to_model_range(photo[None]), StepGrid.linear(STEPS, len(unet.schedule)), progress.part(0, 0.4)
    )
    shift = torch.randn(unet.h_shape, generator=torch.Generator().manual_seed(0))
    t = torch.tensor([trajectory.grid.timesteps[1]], device=unet.device)
    with torch.inference_mode():
        h = unet.encode(trajectory.xs[1].to(unet.device), t).h
    middle = len(unet.schedule) // 2
    head = DirectionHead("trial", "global", unet.name, unet.fingerprint, unet.h_shape, middle, STEPS)
    direction = Direction(head, GlobalShift(float(h.std()) * shift))
    return edit(unet, trajectory, [{direction: 1.0}], 0, progress.part(0.4, 0.8)).pictures[0, 0].clamp(-1, 1)
