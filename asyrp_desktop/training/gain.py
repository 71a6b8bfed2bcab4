"""How strongly a measured direction is to be applied: the shift of each step is small, and an edit is many steps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.engine.direction import Direction, PerStepShift
from asyrp_desktop.engine.direction_file import DirectionHead
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import invert
from asyrp_desktop.engine.schedule import StepGrid
from asyrp_desktop.rendering import finished

from .mean_difference import noisy_h

PHOTOS = 4
STEPS = 14
TRIED = (1.0, 2.0)


@torch.inference_mode()
def gains(
    unet: HSpaceUNet,
    crops: np.ndarray,
    shifts: Sequence[PerStepShift],
    head: DirectionHead,
    t_boost: int,
    progress: Progress | None = None,
) -> list[float]:
    """For each shift, by what it is to be multiplied so that strength 1 does what it says: the h of an edited photo,
    read anew, has gone as far as the shift is long. Measured on a few photos.

    crops: (N, S, S, 3) uint8. head: of any of the shifts, for its base model, t_edit and steps. Raises Cancelled.
    """
    progress = progress or silent()
    photos = to_model_range(crops[:: -(-len(crops) // PHOTOS)])
    grid = StepGrid.linear(STEPS, len(unet.schedule))
    trajectory = invert(unet, photos, grid, progress.part(0, 0.3))
    found = []
    for k, shift in enumerate(shifts):
        direction = Direction(head, shift)
        span = progress.part(0.3 + 0.7 * k / len(shifts), 0.3 + 0.7 * (k + 1) / len(shifts))
        edited = finished(unet, trajectory, [{direction: s * c} for s in (1, -1) for c in TRIED], t_boost, span)
        both_ways = np.reshape([abs(_moved(unet, photos, variant, shift)) for variant in edited], (2, len(TRIED)))
        # Photos may hardly be able to go one way, such as smile more than they do: the other one tells.
        moved = np.maximum.accumulate(both_ways.max(0))
        found.append(float(np.interp(1.0, [0.0, *moved], [0.0, *TRIED])))
    return found


def _moved(unet: HSpaceUNet, photos: torch.Tensor, edited: torch.Tensor, shift: PerStepShift) -> float:
    """How far h has gone along delta_h, in its length, over all its timesteps."""
    along = length = 0.0
    for k, t in enumerate(shift.timesteps.tolist()):
        # The same noise for both: only the edit tells them apart.
        before, after = (noisy_h(unet, x, t, torch.Generator().manual_seed(t)) for x in (photos, edited))
        along += float(((after - before).mean(0) * shift.delta_h[k]).sum())
        length += float(shift.delta_h[k].square().sum())
    return along / max(length, 1e-30)
