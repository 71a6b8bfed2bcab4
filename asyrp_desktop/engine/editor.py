"""A loaded base model at work: photos inverted once and kept, edits of them, and recovery when memory runs out."""

from __future__ import annotations

import hashlib
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import torch

from asyrp_desktop.core.devices import Setting
from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.values import Course

from .device import DEFAULTS, OutOfMemory, free_memory, in_batches, place
from .editing import AS_SAID, Blend, Edited, EditedPrediction, edit, edit_predicted_x0, reconstruct
from .h_space import HSpaceUNet
from .inversion import Trajectory, invert
from .schedule import Step, StepGrid

CACHE_BYTES = 512 * 2**20

T = TypeVar("T")


class PredictedX0(NamedTuple):
    """What a step takes for the photo: (H, W, 3) uint8."""

    t: int
    original: np.ndarray
    edited: np.ndarray


class Editor:
    """Inverts and edits crops on a device. Not for use from two threads at once.

    t_boost: timestep below which the photo's own noise is added back; a property of the base model.
    setting: how the network runs there; None for the device's usual one.
    cache_bytes: trajectories are kept up to this size, the least recently used leave first.
    """

    def __init__(
        self,
        unet: HSpaceUNet,
        t_boost: int,
        device: torch.device,
        cache_bytes: int = CACHE_BYTES,
        setting: Setting | None = None,
    ) -> None:
        self.unet = unet
        self.t_boost = t_boost
        self.notices: list[str] = []  # what the user should be told of the device; of a photo: see `PhotoEdit`
        self._cache: OrderedDict[tuple[str, str, int], Trajectory] = OrderedDict()
        self._cache_bytes = cache_bytes
        self._setting = setting or DEFAULTS[device.type]
        # Crops in one batch, as far as that is known.
        self.most: int | None = 1 if self._setting.frugal else None
        place(unet, device, self._setting)

    @property
    def device(self) -> torch.device:
        return self.unet.device

    def invert(self, crops: np.ndarray, steps: int, progress: Progress | None = None) -> Trajectory:
        """crops: (B, H, W, 3) uint8 with H = W = the model's size. Photos already inverted cost nothing."""
        progress = progress or silent()
        keys = [(hashlib.sha256(crop.tobytes()).hexdigest(), self.unet.fingerprint, steps) for crop in crops]
        missing = [i for i, key in enumerate(keys) if key not in self._cache]
        found = {key: self._cache[key] for key in keys if key in self._cache}
        grid = StepGrid.linear(steps, len(self.unet.schedule))

        def work(part: slice) -> Trajectory:
            picked = missing[part]
            photos = to_model_range(crops[picked])
            span = progress.part(part.start / len(missing), part.stop / len(missing))
            return invert(self.unet, photos, grid, span)

        if missing:
            # What is kept must be let go photo by photo.
            made = (one for part in self._fitting(len(missing), work) for one in part.each())
            found |= zip((keys[i] for i in missing), made, strict=True)
        for key in keys:
            self._keep(key, found[key])
        return Trajectory.join([found[key] for key in keys])

    def edit(
        self,
        trajectory: Trajectory,
        blends: Sequence[Blend],
        progress: Progress | None = None,
        masks: torch.Tensor | None = None,
        course: Course = AS_SAID,
    ) -> Edited:
        """Every photo with each blend, drawn anew. See `editing.edit`."""
        progress = progress or silent()
        count = len(trajectory)

        def photos(part: slice) -> Edited:
            span = progress.part(part.start / count, part.stop / count)
            where = masks if masks is None else masks[part]
            return edit(self.unet, trajectory.select(part), blends, self.t_boost, span, where, course)

        def variants(part: slice) -> Edited:
            span = progress.part(part.start / len(blends), part.stop / len(blends))
            return edit(self.unet, trajectory, blends[part], self.t_boost, span, masks, course)

        # Split along the longer axis; what remains of the other is then as small as it gets.
        if count >= len(blends):
            parts, axis = self._fitting(count, photos), 1
        else:
            parts, axis = self._fitting(len(blends), variants), 0
        return Edited(torch.cat([p.pictures for p in parts], dim=axis), sum(p.evaluations for p in parts))

    def edit_predicted_x0(
        self,
        trajectory: Trajectory,
        blend: Blend,
        progress: Progress | None = None,
        masks: torch.Tensor | None = None,
        course: Course = AS_SAID,
    ) -> EditedPrediction:
        """Every photo with one blend, as far as the edit interval goes. See `editing.edit_predicted_x0`."""
        progress = progress or silent()
        count = len(trajectory)

        def photos(part: slice) -> EditedPrediction:
            span = progress.part(part.start / count, part.stop / count)
            where = masks if masks is None else masks[part]
            return edit_predicted_x0(self.unet, trajectory.select(part), [blend], span, where, course)

        parts = self._fitting(count, photos)
        originals, edits = (torch.cat([getattr(p, name) for p in parts], dim=1) for name in ("photos", "edits"))
        return EditedPrediction(originals, edits, sum(p.evaluations for p in parts))

    def reconstruct(self, trajectory: Trajectory, progress: Progress) -> torch.Tensor:
        """See `editing.reconstruct`."""
        count = len(trajectory)

        def photos(part: slice) -> torch.Tensor:
            span = progress.part(part.start / count, part.stop / count)
            return reconstruct(self.unet, trajectory.select(part), self.t_boost, span)

        return torch.cat(self._fitting(count, photos))

    def trace(
        self,
        trajectory: Trajectory,
        blend: Blend,
        count: int,
        progress: Progress,
        masks: torch.Tensor | None,
        course: Course,
        redraw: bool,
    ) -> list[PredictedX0]:
        """What one photo's reverse process takes for the photo, at `count` of its steps, the noisiest first.

        redraw: through all steps, not only the edit interval.
        """
        seen: dict[int, torch.Tensor] = {}

        def watch(step: Step, predicted: torch.Tensor) -> None:
            seen[step.index] = predicted.cpu()

        def work(_: slice) -> None:
            if redraw:
                edit(self.unet, trajectory, [blend], self.t_boost, progress, masks, course, watch)
            else:
                edit_predicted_x0(self.unet, trajectory, [blend], progress, masks, course, watch)

        self._fitting(1, work)
        last = len(trajectory.grid) - 1
        # Without strengths nothing is evaluated: then the edit is the photo, all the way.
        places = {round(k) for k in np.linspace(min(seen, default=0), last, count)}
        traced = []
        for k in sorted(places, reverse=True):
            original = trajectory.predicted_x0(self.unet, k)
            pictures = (np.rint(to_pixel_range(x)[0]).astype(np.uint8) for x in (original, seen.get(k, original)))
            traced.append(PredictedX0(trajectory.grid.timesteps[k], *pictures))
        return traced

    def _fitting(self, count: int, work: Callable[[slice], T]) -> list[T]:
        """In batches that fit; on the CPU where the device cannot hold even one photo."""
        try:
            parts = in_batches(count, work, self.most)
            if len(parts) > math.ceil(count / (self.most or count)):
                self.most = math.ceil(count / len(parts))
            return parts
        except OutOfMemory:
            if self.device.type == "cpu":
                raise
        self.notices.append(f"The {self.device.type.upper()} device ran out of memory; the CPU took over.")
        self._setting, self.most = DEFAULTS["cpu"], None
        place(self.unet, torch.device("cpu"), self._setting)
        free_memory()
        return in_batches(count, work)

    def _keep(self, key: tuple[str, str, int], trajectory: Trajectory) -> None:
        self._cache[key] = trajectory
        self._cache.move_to_end(key)
        while len(self._cache) > 1 and sum(t.nbytes for t in self._cache.values()) > self._cache_bytes:
            self._cache.popitem(last=False)


def to_model_range(crops: np.ndarray) -> torch.Tensor:
    """(B, H, W, 3) uint8 to (B, 3, H, W) float32, -1..1."""
    return torch.from_numpy(np.ascontiguousarray(crops)).permute(0, 3, 1, 2).float() / 127.5 - 1


def to_pixel_range(pictures: torch.Tensor) -> np.ndarray:
    """(..., 3, H, W), -1..1, to (..., H, W, 3) float32, 0..255, clipped but not rounded."""
    return ((pictures.clamp(-1, 1) + 1) * 127.5).movedim(-3, -1).numpy()
