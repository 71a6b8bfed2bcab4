"""What varies most between pictures, in h: the principal components of it.

Haas et al., "Discovering Interpretable Directions in the Semantic Latent Space of Diffusion Models", section 3.1. One
score a picture for all timesteps, so that a component is the same change of the picture on the whole way down.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet

from .mean_difference import BATCH, noisy_h
from .photos import batches


class Components(NamedTuple):
    """scores: (K, N), of each picture on each component, uncorrelated, of mean 0 and deviation 1. shares: (K,) of all
    variance of h, that of the noise included.
    """

    scores: np.ndarray
    shares: tuple[float, ...]


@torch.inference_mode()
def principal_components(
    unet: HSpaceUNet,
    crops: np.ndarray,
    count: int,
    timesteps: Sequence[int],
    progress: Progress | None = None,
    seed: int = 0,
) -> Components:
    """The components that vary most, the greatest first. crops: (N, S, S, 3) uint8, N > count. Raises Cancelled."""
    progress = progress or silent()
    generator = torch.Generator().manual_seed(seed)
    # Half precision: all of h is held, 65 kB a picture and timestep for a network of 256 px.
    hs = torch.empty(len(timesteps), len(crops), *unet.h_shape, dtype=torch.float16)
    for part in batches(len(crops), BATCH):
        progress.at(part.start, len(crops))
        photos = to_model_range(crops[part])
        for k, t in enumerate(timesteps):
            hs[k, part] = noisy_h(unet, photos, t, generator)
    progress.at(1, 1)
    # Each timestep weighs the same: |h| differs by much between them.
    gram = sum((_gram(h) for h in hs), torch.zeros(len(crops), len(crops))) / len(timesteps)
    variances, vectors = torch.linalg.eigh(gram.double())
    vectors, variances = vectors.T.flip(0)[:count], variances.flip(0) / variances.sum()
    # A component has no sign of its own; always the same one for the same pictures.
    signs = vectors.gather(1, vectors.abs().argmax(1, keepdim=True)).sign()
    return Components((signs * vectors * len(crops) ** 0.5).numpy(), tuple(variances[:count].tolist()))


def _gram(h: Tensor) -> Tensor:
    """Inner products of N pictures' h about their mean, of trace 1. h: (N, C, h, w). Returns (N, N)."""
    centred = (h.float() - h.float().mean(0)).flatten(1)
    gram = centred @ centred.T
    return gram / gram.trace().clamp_min(1e-30)
