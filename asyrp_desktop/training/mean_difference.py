"""Directions without text: the mean difference of h between photos that have an attribute and photos that lack it.

Haas et al., "Discovering Interpretable Directions in the Semantic Latent Space of Diffusion Models", section 3.3. h is
read where the forward process takes each photo: a fraction of an evaluation a timestep, where an inversion would cost
tens. Where there are many photos, some at a time get the same noise, and what all of them have in h is taken away:
most of h is of the noise there, and would drown small differences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.engine.direction import PerStepShift
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet

from .photos import batches

BATCH = 16
NOISES = 128  # at least, before photos share one: what h says of a face depends on the noise, too


@torch.inference_mode()
def mean_differences(
    unet: HSpaceUNet,
    crops: Callable[[slice], np.ndarray],
    weights: np.ndarray,
    timesteps: Sequence[int],
    progress: Progress | None = None,
    seed: int = 0,
    mirrored: bool = True,
) -> list[PerStepShift]:
    """One direction for each row of weights, all from one pass over the photos.

    crops: gives (B, S, S, 3) uint8 for a slice of the N photos, in random order: each batch shows both sides.
    weights: (D, N); a row sums to 0, its positive part to 1: positive for photos that have the attribute, negative for
    those that lack it, balanced in all else. mirrored: half of the photos, so that no side is learned; not where the
    attribute has a side.
    """
    progress = progress or silent()
    generator = torch.Generator().manual_seed(seed)
    w = torch.from_numpy(weights).float()
    count = w.shape[1]
    sums = torch.zeros(len(w), len(timesteps), *unet.h_shape)
    squares = torch.zeros(len(timesteps))
    sharing = max(1, min(BATCH, count // NOISES))
    for rows in batches(count, BATCH):
        progress.at(rows.start, count)
        photos = to_model_range(crops(rows))
        if mirrored:
            # (A mirrored h would not do: channels have sides too.)
            turned = torch.rand(len(photos), generator=generator) < 0.5
            photos = torch.where(turned[:, None, None, None], photos.flip(-1), photos)
        for k, t in enumerate(timesteps):
            h = noisy_h(unet, photos, t, generator, sharing)
            h = torch.cat([_from_the_others(part) for part in h.split(sharing)])
            sums[:, k] += torch.einsum("db,bchw->dchw", w[:, rows], h)
            squares[k] += h.var(0, unbiased=False).mean() * (len(h) / count)
    progress.at(1, 1)
    noise = squares * w.square().sum(1, keepdim=True)
    return [PerStepShift(torch.tensor(timesteps), _shrunk(d, n)) for d, n in zip(sums, noise, strict=True)]


def noisy_h(unet: HSpaceUNet, photos: Tensor, t: int, generator: torch.Generator, sharing: int = 1) -> Tensor:
    """h where the forward process takes photos by timestep t. photos: (B, 3, S, S), -1..1. Returns (B, C, h, w).

    sharing: so many in a row get the same noise.
    """
    a = unet.schedule.alpha(t)
    noise = torch.randn(photos[::sharing].shape, generator=generator).repeat_interleave(sharing, 0)[: len(photos)]
    x = math.sqrt(a) * photos + math.sqrt(1 - a) * noise
    t_all = torch.full((len(x),), t, device=unet.device, dtype=torch.long)
    return unet.encode(x.to(unet.device), t_all).h.cpu()


def _from_the_others(h: Tensor) -> Tensor:
    """Each less the mean of the others. (B, C, h, w); one alone has none."""
    return (h - h.mean(0)) * (len(h) / (len(h) - 1)) if len(h) > 1 else h


def _shrunk(delta_h: Tensor, noise: Tensor) -> Tensor:
    """Each timestep's estimate by how much of it is signal (positive-part James-Stein).

    delta_h: (K, C, h, w). noise: (K,) variance of an element's estimate.
    """
    power = delta_h.square().mean((1, 2, 3)).clamp_min(1e-12)
    return delta_h * (1 - noise / power).clamp_min(0)[:, None, None, None]
