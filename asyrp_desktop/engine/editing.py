"""Asymmetric editing: the shift enters the predicted x0 of each reverse step and nothing else. Paper, section 3."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d

from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.values import Course

from .direction import Direction
from .h_space import Encoded, HSpaceUNet
from .inversion import Trajectory
from .reverse_step import predicted_x0, reverse_step
from .schedule import Step

Blend = Mapping[Direction, float]
"""Strength by direction. Negative strengths go the other way; 0 leaves out."""

Watch = Callable[[Step, Tensor], None]
"""Called at each step with the predicted x0, (V * B, 3, H, W)."""

AS_SAID = Course()


class Edited(NamedTuple):
    """pictures: (V, B, 3, H, W), about -1..1, not clipped. evaluations: plain evaluations, all pictures together."""

    pictures: Tensor
    evaluations: float


@torch.inference_mode()
def edit(
    unet: HSpaceUNet,
    trajectory: Trajectory,
    blends: Sequence[Blend],
    t_boost: int,
    progress: Progress | None = None,
    masks: Tensor | None = None,
    course: Course = AS_SAID,
    watch: Watch | None = None,
) -> Edited:
    """Every photo of a trajectory with each of V blends, in one batch.

    t_boost: below it noise is added back (eta = 1), the photo's own. masks: (B, 1, H, W), 0..1, of any size over the
    photos; h is only shifted where they are. watch: is told the predicted x0 of each step. Raises Cancelled,
    WrongBaseModel.
    """
    progress = progress or silent()
    for direction in {d for blend in blends for d in blend}:
        direction.check(unet)
    blends = [{d: c for d, c in blend.items() if c} for blend in blends]
    photos = trajectory.xs[0]
    pictures = photos.expand(len(blends), *photos.shape).clone()
    changed = [v for v, blend in enumerate(blends) if blend]
    if not changed:
        return Edited(pictures, 0.0)
    where = 1.0 if masks is None else adaptive_avg_pool2d(masks, unet.h_shape[1:]).to(unet.device)
    rows, evaluations = _reverse(
        unet, trajectory, [blends[v] for v in changed], t_boost, progress, where, course, watch
    )
    pictures[changed] = rows.cpu()
    return Edited(pictures, evaluations)


@torch.inference_mode()
def reconstruct(unet: HSpaceUNet, trajectory: Trajectory, t_boost: int, progress: Progress | None = None) -> Tensor:
    """The whole reverse process without a shift, (B, 3, H, W): the photos again, but for rounding. Raises Cancelled."""
    return _reverse(unet, trajectory, [{}], t_boost, progress or silent(), 1.0, AS_SAID, None)[0][0].cpu()


def _reverse(
    unet: HSpaceUNet,
    trajectory: Trajectory,
    blends: list[Blend],
    t_boost: int,
    progress: Progress,
    where: Tensor | float,
    course: Course,
    watch: Watch | None,
) -> tuple[Tensor, float]:
    """The whole reverse process, from x_T, for blends that all change something. Returns (V, B, 3, H, W).

    where: how much of the shift counts, what broadcasts to h.
    """
    grid, count = trajectory.grid, len(trajectory)
    t_boost = t_boost if course.t_boost is None else course.t_boost
    x = trajectory.xs[-1].repeat(len(blends), 1, 1, 1).to(unet.device)
    evaluations = 0.0
    for done, step in enumerate(grid.descending()):
        progress.at(done, len(grid))
        t = torch.full((len(x),), step.t, device=x.device, dtype=torch.long)
        eta = course.eta if step.t < t_boost else 0.0
        if any(step.t >= _t_edit(direction, course) for blend in blends for direction in blend):
            encoded = unet.encode(x, t)
            shifted = torch.cat(
                [
                    _shifted_h(encoded, slice(v * count, (v + 1) * count), blend, step.t, len(grid), where, course)
                    for v, blend in enumerate(blends)
                ]
            )
            eps, eps_shifted = unet.decode(encoded, [encoded.h, shifted])
            evaluations += len(x) * (1 + unet.decode_share)
        else:
            eps = eps_shifted = unet.epsilon(x, t)
            evaluations += len(x)
        if watch is not None:
            watch(step, predicted_x0(unet.schedule, step.t, x, eps_shifted))
        residual = trajectory.residual(unet, step, eta).repeat(len(blends), 1, 1, 1).to(x.device)
        x = reverse_step(unet.schedule, step, x, eps, eps_shifted, eta) + residual
    progress.at(1, 1)
    return x.unflatten(0, (len(blends), count)), evaluations


def _shifted_h(
    encoded: Encoded, rows: slice, blend: Blend, t: int, steps: int, where: Tensor | float, course: Course
) -> Tensor:
    """h' = h + where * scale * sum_i c_i f_i(h, t), over the directions whose interval holds t. Paper, Eq. 6."""
    h, temb = encoded.h[rows], encoded.temb[rows]
    scale = joint_scale(list(blend.values()))
    shifted = h
    for direction, strength in blend.items():
        if t >= _t_edit(direction, course):
            shifted = shifted + where * (scale * strength * direction.delta_h(h, temb, t, steps))
    return shifted


def _t_edit(direction: Direction, course: Course) -> int:
    return direction.t_edit if course.t_edit is None else course.t_edit


def joint_scale(strengths: Sequence[float]) -> float:
    """How far several attributes are held back together: |c|_2 / |c|_1.

    1 / sqrt(n) for n equal strengths, as published; 1 for a single one; and continuous between, so that the first
    touch of a second slider does not make the first one jump.
    """
    return math.hypot(*strengths) / sum(abs(c) for c in strengths)
