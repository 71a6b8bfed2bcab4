"""Kernel inception distance (Bińkowski et al., 2018) between drawn and held-out pictures, with other features.

The features here are those of face-api's age and gender network, not of Inception: compare the numbers among models
of this project only, never with published ones. On 512 faces they were seen to tell noise, blur and faces on their
heads from real pictures, but hardly tints. Any other `Features` can take their place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from asyrp_desktop.photo.faces.landmarks import FACE_SIZE
from asyrp_desktop.photo.faces.layers import load_weights
from benchmarks.judge import AgeGender

Features = Callable[[np.ndarray], np.ndarray]  # (B, S, S, 3) uint8 to (B, D)

_BATCH = 64


def age_gender_features(weights: Path) -> Features:
    """The 512 numbers from which the network reads age and gender."""
    net = AgeGender()
    load_weights(net, weights)
    seen: list[torch.Tensor] = []
    net.fc["age"].register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))

    @torch.inference_mode()
    def features(pictures: np.ndarray) -> np.ndarray:
        seen.clear()
        for first in range(0, len(pictures), _BATCH):
            faces = torch.from_numpy(pictures[first : first + _BATCH]).movedim(3, 1).float()
            net(F.interpolate(faces, (FACE_SIZE, FACE_SIZE), mode="bilinear", antialias=True))
        return torch.cat(seen).double().numpy()

    return features


def kid(first: np.ndarray, second: np.ndarray, subsets: int = 50, most: int = 1000) -> tuple[float, float]:
    """Mean and standard deviation over random subsets. first, second: (n, D), (m, D) features."""
    dice = np.random.default_rng(0)
    # Half of the smaller set at most: subsets that are nearly the same would show no spread.
    size = min(len(first) // 2, len(second) // 2, most)
    values = [squared_mmd(*(dice.permutation(x)[:size] for x in (first, second))) for _ in range(subsets)]
    return float(np.mean(values)), float(np.std(values))


def squared_mmd(first: np.ndarray, second: np.ndarray) -> float:
    """Unbiased squared maximum mean discrepancy, kernel (x.y / D + 1)^3. Around 0 for sets of the same kind."""
    within = sum((kernel.sum() - kernel.trace()) / (n * (n - 1)) for kernel, n in map(_within, (first, second)))
    return float(within - 2 * _kernel(first, second).mean())


def _within(features: np.ndarray) -> tuple[np.ndarray, int]:
    return _kernel(features, features), len(features)


def _kernel(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return (first @ second.T / first.shape[1] + 1) ** 3
