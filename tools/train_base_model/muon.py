"""Muon (Jordan et al., 2024): momentum whose singular values are all brought to about 1 before each step.

torch's own Muon takes matrices only, and works in bf16, which some processors emulate; most weights here are
convolutions, trained as the matrices of their output channels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

import torch
from torch import Tensor, nn

MOMENTUM = 0.95
_NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # of the authors: five steps bring singular values to 0.7..1.2
_STEPS = 5


class Muon(torch.optim.Optimizer):
    """Weights of the same shape are stepped together."""

    def __init__(self, weights: Iterable[nn.Parameter], lr: float) -> None:
        super().__init__(weights, {"lr": lr})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        for group in self.param_groups:
            by_shape: dict[tuple[int, int], list[nn.Parameter]] = {}
            for weight in group["params"]:
                if weight.grad is not None:
                    by_shape.setdefault((weight.shape[0], weight[0].numel()), []).append(weight)
            for (rows, columns), weights in by_shape.items():
                updates = orthogonal(torch.stack([self._direction(w).reshape(rows, columns) for w in weights]))
                rate = group["lr"] * max(1, rows / columns) ** 0.5
                for weight, update in zip(weights, updates, strict=True):
                    weight.add_(update.reshape(weight.shape), alpha=-rate)

    def _direction(self, weight: nn.Parameter) -> Tensor:
        """Nesterov's: the gradient, on by what the momentum would add to it next."""
        gradient = cast(Tensor, weight.grad)
        state: dict[str, Any] = self.state[weight]
        if not state:
            state["momentum"] = torch.zeros_like(weight)
        momentum = state["momentum"].lerp_(gradient, 1 - MOMENTUM)
        return gradient.lerp(momentum, MOMENTUM)


def orthogonal(matrices: Tensor) -> Tensor:
    """The nearest (semi-)orthogonal matrices, about: singular values of 0.7 to 1.2. (N, rows, columns) float32."""
    x = matrices.bfloat16() if matrices.device.type == "cuda" else matrices
    tall = x.shape[1] > x.shape[2]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    a, b, c = _NEWTON_SCHULZ
    for _ in range(_STEPS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return (x.mT if tall else x).float()
