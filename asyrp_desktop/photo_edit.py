"""The way of one photo, from file to file: load, square, inversion, edit, composite, save.

Window, command line and batch all go this way.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.paths import BUILT_IN_MODELS
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import Crop, DeviceChoice, EditSummary, Picture
from asyrp_desktop.engine.device import pick_device
from asyrp_desktop.engine.direction import Direction, load_direction
from asyrp_desktop.engine.editor import Editor, to_pixel_range
from asyrp_desktop.engine.inversion import Trajectory
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.device_settings import kept_setting
from asyrp_desktop.models.shelf import find_direction, model_folder
from asyrp_desktop.photo.alignment import ALIGNMENTS
from asyrp_desktop.photo.composite import composite
from asyrp_desktop.photo.faces import FaceFinder
from asyrp_desktop.photo.photo import Photo, save
from asyrp_desktop.photo.provenance import Provenance
from asyrp_desktop.photo.square import Square, cut


def leave_one_core() -> None:
    """For a program with a window: threads that wait for each other by spinning would starve it on every core."""
    torch.set_num_threads(max(1, min(torch.get_num_threads(), (os.cpu_count() or 2) - 1)))


class Studio:
    """A base model on a device, with its directions. Loaded once, used for any number of photos."""

    def __init__(self, model: str, device: DeviceChoice = "auto") -> None:
        """model: a name or a folder. Raises ModelError, DeviceError."""
        unet, self.card = load_base_model(model_folder(model))
        place = pick_device(device)
        self.editor = Editor(unet, self.card.t_boost, place, setting=kept_setting(place, unet.fingerprint))
        self._directions: dict[str, Direction] = {}

    @property
    def size(self) -> int:
        """Side of the square that the model sees, in pixels."""
        return self.editor.unet.size

    def face_square(self, photo: Photo) -> Square | None:
        """Where the largest face is, aligned as the model knows faces. None where there is none to find."""
        if self.card.alignment is None:
            return None
        faces = self._face_finder.find(photo.pixels)
        if not faces:
            self.editor.notices.append("No face was found: the middle of the photo is edited.")
            return None
        return ALIGNMENTS[self.card.alignment].square(faces[0].points)

    @cached_property
    def _face_finder(self) -> FaceFinder:
        return FaceFinder(BUILT_IN_MODELS / "face-api")

    def direction(self, name: str) -> Direction:
        """Raises UnknownDirection, WrongBaseModel, DirectionError."""
        if name not in self._directions:
            direction = load_direction(find_direction(self.card.name, name))
            direction.check(self.editor.unet)
            self._directions[name] = direction
        return self._directions[name]

    def blend(self, strengths: Mapping[str, float]) -> dict[Direction, float]:
        """Strengths by name as the engine takes them."""
        return {self.direction(name): strength for name, strength in strengths.items() if strength}


class Rendered(NamedTuple):
    """An edited photo. before, after: (S, S, 3) uint8, what the model saw and made of it."""

    photo: Photo
    before: np.ndarray
    after: np.ndarray
    strengths: Mapping[str, float]
    evaluations: float


class PhotoEdit:
    """One photo on its way. Call `invert`, then `render` as often as wanted, then `save`."""

    def __init__(self, studio: Studio, photo: Photo, crop: Crop, steps: int) -> None:
        """Raises PhotoError where the crop misses the photo."""
        self.studio = studio
        self.photo = photo
        self.steps = steps
        self.square = _square(studio, photo, crop)
        self.before = cut(photo.pixels, self.square, studio.size)
        self.seconds: dict[str, float] = {}
        self._trajectory: Trajectory | None = None

    def invert(self, progress: Progress | None = None) -> Trajectory:
        """From the photo to the noise it came from; done once."""
        if self._trajectory is None:
            with self._timed("invert"):
                self._trajectory = self.studio.editor.invert(self.before[None], self.steps, progress)
        return self._trajectory

    def render(
        self, strengths: Mapping[str, float], preview_steps: int | None = None, progress: Progress | None = None
    ) -> Rendered:
        """The photo with the strengths. preview_steps: fewer steps of the same trajectory, for a quick look."""
        trajectory = self.invert()
        if preview_steps and preview_steps < self.steps:
            trajectory = trajectory.coarse(preview_steps)
        with self._timed("edit"):
            edited = self.studio.editor.edit(trajectory, [self.studio.blend(strengths)], progress)
        after = to_pixel_range(edited.pictures[0, 0])
        return self.finish(after, strengths, sum(trajectory.evaluations) + edited.evaluations)

    def finish(self, after: np.ndarray, strengths: Mapping[str, float], evaluations: float) -> Rendered:
        """Set an edited crop back into the photo. after: (S, S, 3) float32, 0..255."""
        with self._timed("composite"):
            pixels = composite(self.photo.pixels, self.square, after - self.before)
        return Rendered(
            self.photo.with_pixels(pixels), self.before, np.rint(after).astype(np.uint8), strengths, evaluations
        )

    def save(self, rendered: Rendered, path: Path) -> None:
        """Write the edited photo with its provenance. Raises PhotoError."""
        unet = self.studio.editor.unet
        strengths = {name: strength for name, strength in rendered.strengths.items() if strength}
        record = Provenance(self.studio.card.name, unet.fingerprint, strengths, self.steps) if strengths else None
        with self._timed("save"):
            save(rendered.photo, path, record)

    def summary(self, source: Path, output: Path | None, rendered: Rendered) -> EditSummary:
        """What was done, in plain values."""
        used = self.studio.blend(rendered.strengths)
        return EditSummary(
            input=source,
            output=output,
            model=self.studio.card.name,
            strengths=rendered.strengths,
            device=str(self.studio.editor.device),
            steps=self.steps,
            t_edit=min(direction.t_edit for direction in used) if used else None,
            t_boost=self.studio.editor.t_boost if used else None,
            evaluations=round(rendered.evaluations, 2),
            seconds={stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            notices=tuple(self.studio.editor.notices),
        )

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[stage] = time.perf_counter() - began


def _square(studio: Studio, photo: Photo, crop: Crop) -> Square:
    if crop.square is not None:
        left, top, side = crop.square
        if side < 1 or left >= photo.width or top >= photo.height or left + side <= 0 or top + side <= 0:
            raise PhotoError(
                f"The crop {left:g},{top:g},{side:g} misses the photo of {photo.width} x {photo.height} pixels.",
                "Give the left edge, the top edge and the side of a square, in pixels.",
            )
        return Square(left + side / 2, top + side / 2, side)
    if crop.kind == "full":
        return Square.around(photo.width, photo.height)
    square = studio.face_square(photo)
    if square is None:
        return Square.centred(photo.width, photo.height)
    return square


def edit_together(
    edits: Sequence[PhotoEdit], strengths: Mapping[str, float], progress: Progress
) -> list[tuple[np.ndarray, float]]:
    """The crops of several photos as one batch, in as many steps as the first of them.

    Returns for each what `PhotoEdit.finish` takes: the edited crop, and its evaluations. Raises Cancelled.
    """
    studio = edits[0].studio
    crops = np.stack([edit.before for edit in edits])
    trajectory = studio.editor.invert(crops, edits[0].steps, progress.part(0, 0.5, "inverting"))
    edited = studio.editor.edit(trajectory, [studio.blend(strengths)], progress.part(0.5, 1, "editing"))
    share = edited.evaluations / len(edits)
    pictures = to_pixel_range(edited.pictures[0])
    return [(after, passes + share) for after, passes in zip(pictures, trajectory.evaluations, strict=True)]


def comparison(rendered: Rendered, reconstruction: np.ndarray) -> Photo:
    """Original, reconstruction and edit of the model's square, side by side."""
    side = max(256, rendered.before.shape[0])
    panels = [
        np.asarray(Image.fromarray(panel).resize((side, side), Image.Resampling.BICUBIC))
        for panel in (rendered.before, reconstruction, rendered.after)
    ]
    return Photo(np.concatenate(panels, axis=1))


def to_picture(pixels: np.ndarray) -> Picture:
    """(H, W, 3) uint8 as a value that any part of the program can hold."""
    return Picture(pixels.shape[1], pixels.shape[0], np.ascontiguousarray(pixels).tobytes())


def summary_as_json(summary: EditSummary) -> str:
    """One JSON object, as `--json` prints it."""
    return json.dumps(vars(summary), default=str, ensure_ascii=False)
