"""What training needs of each photo's inversion, computed once and kept on disk until the training is over: x_T, and
for the edited steps the predicted x0 and the residual that leads the way back to the photo. See `models.inversions`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import DiskFull
from asyrp_desktop.core.files import remove_inside, replacing
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import invert
from asyrp_desktop.engine.reverse_step import predicted_x0
from asyrp_desktop.engine.schedule import Step, StepGrid

from .photos import batches

BATCH = 4
ROUND = 100  # the smallest kept timestep is a multiple of it, so that prompts of another t_edit find the set again
SPARE = 256 * 2**20  # bytes of the disk that are left to others


class PhotoPaths(Protocol):
    """What a training asks of its photos. rows: (B,) places of photos. k: steps from T down."""

    steps: list[Step]  # that are edited, from T down
    key: str  # the same for the same photos, model and steps

    def __len__(self) -> int: ...

    def pictures(self, rows: np.ndarray) -> Tensor:
        """The photos themselves, (B, 3, S, S), -1..1, on the model's device."""
        ...

    def noise(self, rows: np.ndarray) -> Tensor:
        """x_T, (B, 3, S, S) on the model's device."""
        ...

    def predicted(self, rows: np.ndarray, k: int) -> Tensor:
        """P_t of the untouched photos at the k-th step, (B, 3, S, S)."""
        ...

    def residual(self, rows: np.ndarray, k: int) -> Tensor:
        """What the k-th step misses of the photo's own way, (B, 3, S, S). See `inversion.Trajectory.residual`."""
        ...


class Trajectories:
    """The kept inversions of N photos on a grid of S steps, of which the first K, from T down, are edited."""

    def __init__(self, unet: HSpaceUNet, crops: np.ndarray, steps: int, t_edit: int, cache: Path) -> None:
        """crops: (N, S, S, 3) uint8. cache: folder for sets, of which this makes one, or takes the same up again.
        Raises DiskFull.
        """
        self._unet, self._crops = unet, crops
        self.grid = StepGrid.linear(steps, len(unet.schedule))
        lowest = t_edit // ROUND * ROUND
        self.steps = [step for step in self.grid.descending() if step.t >= t_edit]
        kept = sum(t >= lowest for t in self.grid.timesteps)
        digest = hashlib.sha256(f"{unet.fingerprint} {steps} {lowest} {crops.shape}".encode())
        digest.update(np.ascontiguousarray(crops).tobytes())
        self.key = digest.hexdigest()[:32]
        self.folder = cache / self.key
        picture = (3, unet.size, unet.size)
        self._shapes = {
            "x_T": ((len(crops), *picture), np.float32),
            "predicted": ((len(crops), kept, *picture), np.float16),
            "residual": ((len(crops), kept, *picture), np.float16),
        }
        self._check_room()
        self._arrays = {name: self._open(name) for name in self._shapes}
        os.utime(self.folder)  # it is used

    def __len__(self) -> int:
        return len(self._crops)

    def prepare(self, progress: Progress) -> None:
        """Invert what is not yet. A cancelled or killed run goes on where it was. Raises Cancelled."""
        done = self._done()
        for part in batches(len(self), BATCH):
            if part.stop <= done:
                continue
            span = progress.part(part.start / len(self), part.stop / len(self), "inverting")
            self._invert(part, span)
            for array in self._arrays.values():
                array.flush()
            with replacing(self.folder / "done.json") as file:
                file.write_text(json.dumps(part.stop), encoding="utf-8")

    def pictures(self, rows: np.ndarray) -> Tensor:
        return to_model_range(self._crops[rows]).to(self._unet.device)

    def noise(self, rows: np.ndarray) -> Tensor:
        return self._picked("x_T", rows)

    def predicted(self, rows: np.ndarray, k: int) -> Tensor:
        return self._picked("predicted", (rows, k))

    def residual(self, rows: np.ndarray, k: int) -> Tensor:
        return self._picked("residual", (rows, k))

    def _invert(self, part: slice, progress: Progress) -> None:
        photos = to_model_range(self._crops[part])
        trajectory = invert(self._unet, photos, self.grid, progress)
        self._arrays["x_T"][part] = trajectory.xs[-1]
        for k, step in enumerate(self.grid.descending()[: self._arrays["predicted"].shape[1]]):
            x, eps = trajectory.xs[step.index], trajectory.eps[step.index]
            predicted = predicted_x0(self._unet.schedule, step.t, x, eps)
            # Near T the prediction is a guess, divided by almost nothing: kept within what half precision holds.
            self._arrays["predicted"][part, k] = predicted.clamp(-6e4, 6e4)
            self._arrays["residual"][part, k] = trajectory.residual(self._unet, step, 0.0)

    def _picked(self, name: str, place: Any) -> Tensor:
        return torch.from_numpy(np.asarray(self._arrays[name][place], np.float32)).to(self._unet.device)

    def _done(self) -> int:
        try:
            return typed_json.read(self.folder / "done.json", int)
        except (OSError, ValueError):
            return 0

    def _check_room(self) -> None:
        if self.folder.is_dir():
            return
        needed = sum(int(np.prod(shape)) * np.dtype(kind).itemsize for shape, kind in self._shapes.values()) + SPARE
        home = next(folder for folder in (self.folder, *self.folder.parents) if folder.is_dir())
        free = shutil.disk_usage(home).free
        if free < needed:
            raise DiskFull(
                f"The inverted photos need {needed / 2**30:.1f} GB in “{home}”, where {free / 2**30:.1f} GB are free.",
                "Make room, or train with fewer images.",
            )

    def _open(self, name: str) -> np.memmap:
        path, (shape, kind) = self.folder / f"{name}.npy", self._shapes[name]
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            array = np.load(path, mmap_mode="r+", allow_pickle=False)
            if array.shape == shape and array.dtype == kind:
                return array
        except (OSError, ValueError, EOFError):
            pass
        remove_inside(self.folder, self.folder / "done.json", missing_ok=True)
        return np.lib.format.open_memmap(path, "w+", kind, shape)
