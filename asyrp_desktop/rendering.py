"""From what the engine makes of a crop to a change of the photo, in either `Rendering`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import Course, Rendering
from asyrp_desktop.engine.editing import AS_SAID, Blend, edit, edit_predicted_x0
from asyrp_desktop.engine.editor import to_model_range, to_pixel_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import Trajectory
from asyrp_desktop.photo.motion import applied, change, difference

_DRAWS_WELL = 256  # pixels; what a network of that size draws through all steps is sharp enough for a photo


def usual_rendering(size: int) -> Rendering:
    """Of a direction that nobody has measured yet. size: of the base model's pictures, pixels."""
    return "redraw" if size >= _DRAWS_WELL else "motion"


def rendering_of(blend: Blend, size: int, course: Course = AS_SAID) -> Rendering:
    """As the course says, else as the directions do: one that has to be drawn anew takes the others along.

    size: of the base model's pictures, pixels.
    """
    said = {direction.head.rendering or usual_rendering(size) for direction in blend}
    return course.rendering or ("redraw" if "redraw" in said else "motion")


def read_off(before: Tensor, after: Tensor, rendering: Rendering) -> np.ndarray:
    """Changes, (B, S, S, 5), see `photo.motion`. before, after: (B, 3, S, S), about -1..1: predicted x0 for motion, the
    crop and its edit for redrawing.
    """
    pairs = zip(to_pixel_range(before), to_pixel_range(after), strict=True)
    return np.stack([(change if rendering == "motion" else difference)(*pair) for pair in pairs])


@torch.inference_mode()
def finished(
    unet: HSpaceUNet, trajectory: Trajectory, blends: Sequence[Blend], t_boost: int, progress: Progress | None = None
) -> Tensor:
    """Crops as a user gets them, at the model's size: (V, B, 3, S, S), -1..1. See `edit`."""
    rendering = rendering_of({direction: 1.0 for blend in blends for direction in blend}, unet.size)
    if rendering == "redraw":
        return edit(unet, trajectory, blends, t_boost, progress).pictures.clamp(-1, 1)
    ended = edit_predicted_x0(unet, trajectory, blends, progress)
    crops = to_pixel_range(trajectory.xs[0])
    found = []
    for before, after in zip(ended.photos, ended.edits, strict=True):
        changed = [applied(*one) for one in zip(crops, read_off(before, after, rendering), strict=True)]
        found.append(to_model_range(np.stack(changed)))
    return torch.stack(found)
