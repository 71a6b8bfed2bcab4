"""How different two pictures look: LPIPS's form (Zhang et al., 2018, without learned weights) on the features of the
built-in critic, which needs no download. Scaled so that a photo and noise are as far apart as for LPIPS-Alex.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from .critic import Critic

MEASURE = "built-in perceptual distance"
NOISE_DISTANCE = 1.388  # LPIPS-Alex of photos to x_999, from the published curve of CelebA-HQ


class PerceptualDistance:
    """The distance, with one pass of the critic's image tower per picture."""

    def __init__(self, critic: Critic) -> None:
        """critic: one with an image tower of convolutions, as the built-in one has."""
        self._critic = critic
        self._seen: list[Tensor] = []
        tower: Any = critic.image_tower
        for layer in (tower.act3, tower.layer1, tower.layer2, tower.layer3, tower.layer4):
            layer.register_forward_hook(lambda _, __, output: self._seen.append(output))
        self._scale = 1.0

    @torch.inference_mode()
    def __call__(self, first: Tensor, second: Tensor) -> Tensor:
        """(B, 3, H, W), about -1..1, each. Returns (B,)."""
        features = [self._features(x) for x in (first, second)]
        return self._scale * sum(
            (
                (F.normalize(a, dim=1) - F.normalize(b, dim=1)).square().sum(1).mean((1, 2))
                for a, b in zip(*features, strict=True)
            ),
            torch.zeros(()),
        )

    def anchored(self, photos: Tensor, noise: Tensor) -> PerceptualDistance:
        """Scaled so that photos and what is left of them at the end of the inversion are NOISE_DISTANCE apart."""
        self._scale = 1.0
        self._scale = NOISE_DISTANCE / float(self(photos, noise).mean())
        return self

    def _features(self, x: Tensor) -> list[Tensor]:
        self._seen.clear()
        self._critic.images(x)
        return list(self._seen)
