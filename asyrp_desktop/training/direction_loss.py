"""The two terms of the paper's training loss (Eq. 7 and section 3.2)."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

SMALLEST_MOVE = 1e-3  # product of both lengths


def directional_loss(edited: Tensor, source: Tensor, towards: Tensor) -> Tensor:
    """1 - cos(edited - source, towards): the picture moves as the text does (StyleGAN-NADA, Gal et al., 2022).

    edited, source: (B, E) embeddings of pictures. towards: (E,), target text less source text. Returns (B,), 0..2.
    """
    # A move too small to have a direction, such as rounding, has cosine 0.
    return 1 - F.cosine_similarity(edited - source, towards[None], dim=1, eps=SMALLEST_MOVE)


def reconstruction_loss(edited: Tensor, reference: Tensor) -> Tensor:
    """Mean absolute difference of two predicted x0. (B, 3, H, W) each. Returns (B,)."""
    return (edited - reference).abs().mean((1, 2, 3))
