"""One step of the reverse process, plain or asymmetric."""

from __future__ import annotations

import math

from torch import Tensor

from .schedule import NoiseSchedule, Step


def noise_scale(schedule: NoiseSchedule, step: Step, eta: float) -> float:
    """s = eta sqrt((1 - a_t / a_n) (1 - a_n) / (1 - a_t)): the noise that a step with eta adds. DDIM, Eq. 16."""
    a_t, a_n = schedule.alpha(step.t), schedule.alpha(step.t_next)
    return eta * math.sqrt((1 - a_t / a_n) * (1 - a_n) / (1 - a_t))


def predicted_x0(schedule: NoiseSchedule, t: int, x: Tensor, eps: Tensor) -> Tensor:
    """P_t = (x_t - sqrt(1 - a_t) eps) / sqrt(a_t). Never clipped: clipping breaks inversion."""
    a = schedule.alpha(t)
    return (x - math.sqrt(1 - a) * eps) / math.sqrt(a)


def reverse_step(
    schedule: NoiseSchedule, step: Step, x: Tensor, eps: Tensor, eps_shifted: Tensor, eta: float
) -> Tensor:
    """The mean of one reverse step whose predicted x0, and only that, sees the shift (Eq. 4).

    x, eps, eps_shifted: (B, C, H, W). Returns x at the next, smaller t, without the step's noise or residual.
    """
    a_n = schedule.alpha(step.t_next)
    s = noise_scale(schedule, step, eta)
    # a_n = 1 at the last step: the photo itself, not a noisy version of it.
    towards = math.sqrt(max(1 - a_n - s * s, 0.0))
    return math.sqrt(a_n) * predicted_x0(schedule, step.t, x, eps_shifted) + towards * eps
