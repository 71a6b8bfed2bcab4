"""From a photo to the noise that it came from, kept whole so that the way back is exact.

Deterministic DDIM inversion runs the grid upward. Each step solves, for the larger timestep u,

    x_u = sqrt(a_u / a_t) x_t + c eps(x_u, u),    c = sqrt(1 - a_u) - sqrt(a_u (1 - a_t) / a_t)

which is implicit in x_u: epsilon is extrapolated for a first guess, then corrected by fixed-point passes until what is
missed is too little for an edit to show. The trajectory keeps x*_k and eps*_k; from them follows what each reverse step
misses, and adding it back makes strength 0 the photo itself, however much that is.

What a network cannot draw of a photo it takes for noise, and going up that noise grows with sqrt((1 - a) / a), from
almost none: a soft network would end with x_T many times as strong as noise is, and see patterns where the photo has
texture. So what is carried up is shortened to the unit variance that noise has; the residuals make up for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.core.progress import Progress, silent

from .h_space import HSpaceUNet
from .reverse_step import predicted_x0, reverse_step
from .schedule import Step, StepGrid

# Root mean square by which a pass may still move x (of unit scale) for the guess to stand: half a grey level. What is
# missed is added back, so an edit shows of it only what the shift of h makes of it (benchmarks/README.md).
TOLERANCE = 4e-3
MOST_PASSES = 3  # at one step
ALL_PASSES = 16  # at all steps together: a photo takes at most so many evaluations more than there are steps


@dataclass(frozen=True)
class Trajectory:
    """A batch of photos on their way to noise, on the CPU.

    xs, eps: (S, B, 3, H, W) at the grid's timesteps, smallest first; xs[0] is the photo, -1..1.
    evaluations: plain U-Net evaluations that each photo took.
    """

    grid: StepGrid
    xs: Tensor
    eps: Tensor
    evaluations: tuple[int, ...]

    def __len__(self) -> int:
        return self.xs.shape[1]

    @property
    def nbytes(self) -> int:
        return 2 * self.xs.numel() * self.xs.element_size()

    def below(self, step: Step) -> Tensor:
        """x*_{k-1}: where a reverse step should lead; the photo itself at the last. (B, 3, H, W)."""
        return self.xs[max(step.index - 1, 0)]

    def predicted_x0(self, unet: HSpaceUNet, k: int) -> Tensor:
        """Of the photos themselves at place k of the grid, (B, 3, H, W)."""
        return predicted_x0(unet.schedule, self.grid.timesteps[k], self.xs[k], self.eps[k])

    def residual(self, unet: HSpaceUNet, step: Step, eta: float) -> Tensor:
        """r_k = x*_{k-1} - step(x*_k). For eta = 1 it is the noise that the photo's own trajectory implies, scaled."""
        x, eps = self.xs[step.index], self.eps[step.index]
        return self.below(step) - reverse_step(unet.schedule, step, x, eps, eps, eta)

    def coarse(self, steps: int) -> Trajectory:
        """The same way in fewer steps: what they miss is in the residuals, so strength 0 stays exact. For previews."""
        picks = sorted({round(k) for k in np.linspace(0, len(self.grid) - 1, steps)})
        return replace(
            self, grid=StepGrid(tuple(self.grid.timesteps[k] for k in picks)), xs=self.xs[picks], eps=self.eps[picks]
        )

    def select(self, photos: slice) -> Trajectory:
        """Some of the photos."""
        return replace(self, xs=self.xs[:, photos], eps=self.eps[:, photos], evaluations=self.evaluations[photos])

    def each(self) -> list[Trajectory]:
        """Every photo by itself, in memory of its own: not a view, which would hold the memory of all."""
        alone = (self.select(slice(row, row + 1)) for row in range(len(self)))
        return [replace(one, xs=one.xs.contiguous(), eps=one.eps.contiguous()) for one in alone]

    @staticmethod
    def join(parts: list[Trajectory]) -> Trajectory:
        """One batch out of several on the same grid."""
        xs, eps = (torch.cat([getattr(p, name) for p in parts], dim=1) for name in ("xs", "eps"))
        return Trajectory(parts[0].grid, xs, eps, tuple(n for p in parts for n in p.evaluations))


@torch.inference_mode()
def invert(
    unet: HSpaceUNet,
    photos: Tensor,
    grid: StepGrid,
    progress: Progress | None = None,
    tolerance: float = TOLERANCE,
) -> Trajectory:
    """photos: (B, 3, H, W), -1..1, H = W = unet.size. tolerance: see TOLERANCE. Raises Cancelled."""
    progress = progress or silent()
    x = photos.to(unet.device, torch.float32)
    eps = unet.epsilon(x, _full(x, grid.timesteps[0]))
    evaluations = torch.ones(len(x), dtype=torch.long, device=x.device)
    xs, all_eps = [x.cpu()], [eps.cpu()]
    before: tuple[int, Tensor] | None = None
    for k, (t, u) in enumerate(grid.ascending()):
        progress.at(k, len(grid) - 1)
        noise = _unit(eps)
        guess = noise if before is None else noise + (noise - before[1]) * ((u - t) / (t - before[0]))
        left = k + 1 + ALL_PASSES - evaluations
        x_u, eps_u, took = _solve(unet, x, t, u, guess, tolerance, left.clamp_max(MOST_PASSES))
        before, x, eps = (t, noise), x_u, eps_u
        evaluations += took
        xs.append(x.cpu())
        all_eps.append(eps.cpu())
    progress.at(1, 1)
    return Trajectory(grid, torch.stack(xs), torch.stack(all_eps), tuple(evaluations.tolist()))


def _solve(
    unet: HSpaceUNet, x_t: Tensor, t: int, u: int, eps: Tensor, tolerance: float, most: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Fixed-point passes for one upward step, at most so many, (B,). Returns x_u, eps(x_u, u) and how many evaluations
    each photo took.

    Each photo stops by itself, so that its trajectory does not depend on the others in the batch.
    """
    a_t, a_u = unet.schedule.alpha(t), unet.schedule.alpha(u)
    keep, turn = math.sqrt(a_u / a_t), math.sqrt(1 - a_u) - math.sqrt(a_u * (1 - a_t) / a_t)
    x_u = keep * x_t + turn * eps
    eps_u = torch.zeros_like(x_u)
    best = torch.full((len(x_t),), math.inf, device=x_t.device)
    active = torch.arange(len(x_t), device=x_t.device)
    candidate, evaluations = x_u.clone(), torch.zeros_like(active)
    while len(active):
        found = unet.epsilon(candidate, _full(candidate, u))
        evaluations[active] += 1
        improved = keep * x_t[active] + turn * _unit(found)
        miss = (improved - candidate).square().mean((1, 2, 3)).sqrt()
        # The guard: a pass that leads away from the fixed point is not taken, and ends that photo's passes.
        better = miss < best[active]
        taken = active[better]
        x_u[taken], eps_u[taken], best[taken] = candidate[better], found[better], miss[better]
        going = better & (miss > tolerance) & (evaluations[active] <= most[active])
        active, candidate = active[going], improved[going]
    return x_u, eps_u, evaluations


def _unit(eps: Tensor) -> Tensor:
    """eps, (B, 3, H, W), shortened where its root mean square is above 1, photo by photo."""
    return eps / eps.square().mean((1, 2, 3), keepdim=True).sqrt().clamp_min(1)


def _full(x: Tensor, t: int) -> Tensor:
    return torch.full((len(x),), t, device=x.device, dtype=torch.long)
