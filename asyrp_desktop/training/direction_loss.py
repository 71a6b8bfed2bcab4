"""The terms of the training loss (paper, Eq. 7 and section 3.2), and the directional one as the public code has it."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from asyrp_desktop.core.training_plan import Formula

SMALLEST_MOVE = 1e-3  # product of both lengths
_MOST_OPPOSITE = 1e-6  # of (1 + cos) / 2, whose logarithm would be infinite


def directional_loss(edited: Tensor, source: Tensor, towards: Tensor, formula: Formula = "paper") -> Tensor:
    """How far the picture's move is from the text's (StyleGAN-NADA, Gal et al., 2022): L = 1 - cos(edited - source,
    towards), 0..2, or -log((2 - L) / 2) where the formula is the public code's.

    edited, source: (B, E) embeddings of pictures. towards: (E,), target text less source text. Returns (B,).
    """
    # A move too small to have a direction, such as rounding, has cosine 0.
    loss = 1 - F.cosine_similarity(edited - source, towards[None], dim=1, eps=SMALLEST_MOVE)
    return loss if formula == "paper" else -torch.log((1 - loss / 2).clamp_min(_MOST_OPPOSITE))


def reconstruction_loss(edited: Tensor, reference: Tensor) -> Tensor:
    """Mean absolute difference of two predicted x0. (B, 3, H, W) each. Returns (B,)."""
    return (edited - reference).abs().mean((1, 2, 3))
