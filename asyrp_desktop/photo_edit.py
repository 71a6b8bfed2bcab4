"""The way of one photo, from file to file: load, square, inversion, edit, composite, save.

Window, command line and batch all go this way.
"""

from __future__ import annotations

import copy
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.paths import BUILT_IN_MODELS
from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.values import (
    DEFAULT_REACH,
    Course,
    Crop,
    DeviceChoice,
    EditSummary,
    Picture,
    Rendering,
)
from asyrp_desktop.engine.device import pick_device
from asyrp_desktop.engine.direction import Direction, load_direction
from asyrp_desktop.engine.editing import AS_SAID, Blend
from asyrp_desktop.engine.editor import CACHE_BYTES, Editor, PredictedX0, to_pixel_range
from asyrp_desktop.engine.inversion import Trajectory
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.device_look import setting_for
from asyrp_desktop.models.shelf import find_direction, model_folder, own_names, sides
from asyrp_desktop.photo.alignment import ALIGNMENTS
from asyrp_desktop.photo.colour import at_depth
from asyrp_desktop.photo.composite import Patch, composite
from asyrp_desktop.photo.faces import Face, FaceFinder
from asyrp_desktop.photo.motion import change, difference
from asyrp_desktop.photo.photo import Photo, load, save
from asyrp_desktop.photo.provenance import Provenance
from asyrp_desktop.photo.region import Region, weights
from asyrp_desktop.photo.square import Square, cut
from asyrp_desktop.rendering import read_off, rendering_of


def leave_one_core() -> None:
    """For a program with a window: threads that wait for each other by spinning would starve it on every core."""
    torch.set_num_threads(max(1, min(torch.get_num_threads(), (os.cpu_count() or 2) - 1)))


class Studio:
    """A base model on a device, with its directions. Loaded once, used for any number of photos."""

    def __init__(self, model: str, device: DeviceChoice = "auto", cache_bytes: int = CACHE_BYTES) -> None:
        """model: a name or a folder. cache_bytes: see `Editor`. Raises ModelError, DeviceError."""
        unet, self.card = load_base_model(model_folder(model))
        place = pick_device(device)
        setting = setting_for(model, place, unet.fingerprint)
        self.editor = Editor(unet, self.card.t_boost, place, cache_bytes, setting)
        self._directions: dict[str, Direction] = {}

    @property
    def size(self) -> int:
        """Side of the square that the model sees, in pixels."""
        return self.editor.unet.size

    def faces(self, photo: Photo) -> list[Face]:
        """The largest first; none for a model that is not about faces."""
        return self._face_finder.find(photo.pixels) if self.card.alignment else []

    def regions(self, photo: Photo, crop: Crop) -> tuple[tuple[Region, ...], tuple[str, ...]]:
        """What of the photo the model will see, and notices: where there is no face at all, the middle is taken.

        Raises PhotoError where the crop misses the photo or is too large for it, or there is no such face.
        """
        notices: list[str] = []
        if crop.square is not None:
            return (Region(Square.wanted(*crop.square, photo.width, photo.height)),), ()
        if crop.kind == "full":
            return (Region(Square.around(photo.width, photo.height)),), ()
        faces = self.faces(photo)
        if isinstance(crop.face, int) and not 1 <= crop.face <= len(faces):
            raise PhotoError(
                f"There is no face number {crop.face}: {len(faces) or 'none'} found in this photo.",
                "Faces count from 1, the largest; choose a square where the face was not found.",
            )
        if not faces:
            if self.card.alignment:
                notices.append("No face was found: the middle of the photo is edited.")
            return (Region(Square.centred(photo.width, photo.height)),), tuple(notices)
        if crop.face != "all":
            first = 1 if crop.face == "largest" else crop.face
            faces = faces[first - 1 : first]
        return tuple(self.region(face) for face in faces), tuple(notices)

    def region(self, face: Face) -> Region:
        """A face, aligned as the model knows faces."""
        assert self.card.alignment is not None
        return Region(ALIGNMENTS[self.card.alignment].square(face.points), face.outline)

    @cached_property
    def _face_finder(self) -> FaceFinder:
        return FaceFinder(BUILT_IN_MODELS / "face-api")

    def direction(self, name: str) -> Direction:
        """By its own name, or by the path of its file. Raises UnknownDirection, WrongBaseModel, DirectionError."""
        if name not in self._directions:
            direction = load_direction(find_direction(self.card.name, name))
            direction.check(self.editor.unet)
            self._directions[name] = direction
        return self._directions[name]

    def forget_directions(self) -> None:
        """They are loaded again when they are next asked for."""
        self._directions.clear()

    def changes(
        self,
        trajectory: Trajectory,
        blend: Blend,
        progress: Progress | None = None,
        masks: torch.Tensor | None = None,
        course: Course = AS_SAID,
    ) -> tuple[np.ndarray, float]:
        """What a blend changes of each photo of a trajectory, (B, S, S, 5), and how many evaluations that took.

        See `photo.motion`, `Editor.edit`. Raises Cancelled.
        """
        rendering = self.rendering(blend, course)
        if rendering == "redraw":
            edited = self.editor.edit(trajectory, [blend], progress, masks, course)
            return read_off(trajectory.xs[0], edited.pictures[0], rendering), edited.evaluations
        ended = self.editor.edit_predicted_x0(trajectory, blend, progress, masks, course)
        return read_off(ended.photos[0], ended.edits[0], rendering), ended.evaluations

    def rendering(self, blend: Blend, course: Course) -> Rendering:
        return rendering_of(blend, self.size, course)

    def blend(self, strengths: Mapping[str, float]) -> dict[Direction, float]:
        """Strengths by name, or by an opposite's, as the engine takes them."""
        own = own_names(strengths, sides(self.card.name))
        return {self.direction(name): strength for name, strength in own.items() if strength}


class Fitting(NamedTuple):
    """How edits are set back into the photo."""

    reach: float = DEFAULT_REACH  # how far around a face, in its heights from chin to brows
    sharpen: bool = True  # let the photo's edges guide how the difference is enlarged
    painted: np.ndarray | None = None  # (H, W) uint8 over the photo: instead of around the face, where it is not 0
    local: bool = False  # shift h, too, only where it is painted


class Rendered(NamedTuple):
    """An edited photo. changes: (N, S, S, 5), of each region, see `photo.motion`."""

    photo: Photo
    changes: np.ndarray
    strengths: tuple[Mapping[str, float], ...]  # of each region
    evaluations: float


Strengths = Mapping[str, float] | Sequence[Mapping[str, float]]
"""By direction: for all regions of a photo, or for each its own."""


class PhotoEdit:
    """One photo on its way. Call `render` as often as wanted, then `save`.

    Or stage by stage, as a batch does with many photos: `crops` is what the engine is given, `finish` takes what it
    made of them. regions, crops: what the model sees, (N, S, S, 3) uint8; N > 1 where several faces are edited.
    notices: what its user should know of this photo, in sentences; what reads and what saves it add to them.
    """

    def __init__(self, studio: Studio, photo: Photo, crop: Crop, steps: int, fitting: Fitting | None = None) -> None:
        """Finds and aligns faces. Raises PhotoError, see `Studio.regions`."""
        self.studio = studio
        self.photo = photo
        self.steps = steps
        self.seconds: dict[str, float] = {}
        with self._timed("faces"):
            regions, notices = studio.regions(photo, crop)
            self.look_at(regions)
        self.notices = [*photo.notices, *notices]
        self.fitting = fitting or Fitting()
        self.course = Course()

    def look_at(self, regions: tuple[Region, ...]) -> None:
        """Edit these instead."""
        self.regions = regions
        self.crops = np.stack([cut(self.photo.pixels, region.square, self.studio.size) for region in regions])
        self._trajectories: dict[int, Trajectory] = {}

    def reduced(self, longest: int) -> PhotoEdit:
        """The same edit, of the same trajectories, in a copy of the photo whose longest side is `longest`, in sRGB.

        Itself where the photo is no larger than that.
        """
        scale = longest / max(self.photo.width, self.photo.height)
        if scale >= 1:
            return self
        photo = self.photo.smaller(longest)
        other = copy.copy(self)
        other.photo = photo
        other.regions = tuple(region.scaled(photo.width / self.photo.width) for region in self.regions)
        other.fitting = self.fitting._replace(painted=_resized(self.fitting.painted, photo.width, photo.height))
        return other

    def each(self, strengths: Strengths) -> tuple[Mapping[str, float], ...]:
        """Of each region, in the regions' order."""
        return (strengths,) * len(self.regions) if isinstance(strengths, Mapping) else tuple(strengths)

    def invert(self, progress: Progress | None = None, regions: Sequence[int] | None = None) -> Trajectory:
        """From the photo to the noise it came from; done once. regions: only these of all."""
        rows = list(range(len(self.regions)) if regions is None else regions)
        missing = [row for row in rows if row not in self._trajectories]
        if missing:
            with self._timed("invert"):
                made = self.studio.editor.invert(self.crops[missing], self.steps, progress)
            self._trajectories |= zip(missing, made.each(), strict=True)
        return Trajectory.join([self._trajectories[row] for row in rows])

    @property
    def nbytes(self) -> int:
        """Of the inversions."""
        return sum(trajectory.nbytes for trajectory in self._trajectories.values())

    def render(
        self, strengths: Strengths, preview_steps: int | None = None, progress: Progress | None = None
    ) -> Rendered:
        """The photo with the strengths. preview_steps: fewer steps of the same trajectory, for a quick look."""
        changes, evaluations = self.changes(strengths, preview_steps, progress)
        return self.finish(changes, strengths, evaluations)

    def changes(
        self, strengths: Strengths, preview_steps: int | None = None, progress: Progress | None = None
    ) -> tuple[np.ndarray, float]:
        """What the strengths change of the regions, as `finish` takes it, and how many evaluations that took."""
        progress = progress or silent()
        each = self.each(strengths)
        changes = np.zeros((*self.crops.shape[:3], 5), np.float32)
        evaluations = 0.0
        alike = _alike(each)
        for k, rows in enumerate(alike):
            span = progress.part(k / len(alike), (k + 1) / len(alike))
            fresh = any(row not in self._trajectories for row in rows)
            trajectory = self.invert(span.part(0, 0.5, "inverting"), rows)
            evaluations += sum(trajectory.evaluations)
            if preview_steps and preview_steps < self.steps:
                trajectory = trajectory.coarse(preview_steps)
            with self._timed("edit"):
                part = span.part(0.5 if fresh else 0, 1, "editing")
                blend = self.studio.blend(each[rows[0]])
                changes[rows], spent = self.studio.changes(trajectory, blend, part, self.masks(rows), self.course)
            evaluations += spent
        return changes, evaluations

    def reconstruct(self, progress: Progress) -> np.ndarray:
        """What the model makes of the crops without a direction: (N, S, S, 3) uint8, in the order of `crops`."""
        trajectory = self.invert(progress.part(0, 0.5, "inverting"))
        pictures = self.studio.editor.reconstruct(trajectory, progress.part(0.5, 1, "reconstructing"))
        return np.rint(to_pixel_range(pictures)).astype(np.uint8)

    def trace(
        self, region: int, strengths: Mapping[str, float], count: int, progress: Progress
    ) -> tuple[list[PredictedX0], np.ndarray]:
        """The predicted x0 along the reverse process of one region, at `count` places of as much of it as is gone
        through, and the change that is read off the last, (S, S, 5)."""
        trajectory = self.invert(progress.part(0, 0.4, "inverting"), [region])
        blend = self.studio.blend(strengths)
        redraw = self._rendering(strengths) == "redraw"
        span = progress.part(0.4, 1, "editing")
        points = self.studio.editor.trace(trajectory, blend, count, span, self.masks([region]), self.course, redraw)
        return points, (difference if redraw else change)(points[-1].original, points[-1].edited)

    def masks(self, regions: Sequence[int]) -> torch.Tensor | None:
        """Where in h-space each region may change, (N, 1, S, S), 0..1; None where nothing limits it."""
        painted = self.fitting.painted
        if painted is None or not self.fitting.local:
            return None
        cuts = [cut(painted, self.regions[row].square, self.studio.size) for row in regions]
        return torch.from_numpy(np.stack(cuts))[:, None].float() / 255

    def finish(self, changes: np.ndarray, strengths: Strengths, evaluations: float) -> Rendered:
        """Set the changes of the regions, (N, S, S, 5), back into the photo."""
        with self._timed("composite"):
            edited = composite(self.photo, self.patches(changes, strengths), self.fitting.painted)
        return Rendered(edited, changes, self.each(strengths), evaluations)

    def patches(self, changes: np.ndarray, strengths: Strengths) -> list[Patch]:
        """One for each region. changes: (N, S, S, 5)."""
        regions = self.regions if self.fitting.painted is None else [Region(region.square) for region in self.regions]
        shares = weights(regions, self.photo.width, self.photo.height, self.fitting.reach, self.studio.size)
        squares = [region.square for region in regions]
        drawn = [self._rendering(one) == "redraw" and self.fitting.sharpen for one in self.each(strengths)]
        return [Patch(*patch) for patch in zip(squares, self.crops, changes, shares, drawn, strict=True)]

    def _rendering(self, strengths: Mapping[str, float]) -> Rendering:
        return self.studio.rendering(self.studio.blend(strengths), self.course)

    def save(self, rendered: Rendered, path: Path, strip_location: bool = False) -> None:
        """Write the edited photo with its provenance. Raises PhotoError."""
        record = None
        if any(any(one.values()) for one in rendered.strengths):
            each = tuple({name: c for name, c in one.items() if c} for one in rendered.strengths)
            faces = each if any(one != each[0] for one in each) else ()
            unet = self.studio.editor.unet
            record = Provenance(
                self.studio.card.name, unet.fingerprint, common(each), self.steps, faces=faces, course=self.said_course
            )
        with self._timed("save"):
            self.notices += save(rendered.photo, path, record, strip_location)

    @property
    def said_course(self) -> dict[str, float | str]:
        """What of the course is otherwise than the model and its directions say; the steps are told beside it."""
        said = asdict(replace(self.course, steps=None))
        return {name: value for name, value in said.items() if value != getattr(Course(), name)}

    def summary(self, source: Path, output: Path | None, rendered: Rendered) -> EditSummary:
        """What was done, in plain values."""
        blends = [self.studio.blend(one) for one in rendered.strengths]
        used = {direction for blend in blends for direction in blend}
        ways = [self.studio.rendering(blend, self.course) for blend in blends]
        drawn = any(way == "redraw" and blend for way, blend in zip(ways, blends, strict=True))
        return EditSummary(
            input=source,
            output=output,
            model=self.studio.card.name,
            strengths=common(rendered.strengths),
            device=str(self.studio.editor.device),
            steps=self.steps,
            t_edit=_or(self.course.t_edit, min(direction.t_edit for direction in used)) if used else None,
            t_boost=_or(self.course.t_boost, self.studio.editor.t_boost) if drawn else None,
            eta=self.course.eta if drawn else None,
            evaluations=round(rendered.evaluations, 2),
            seconds={stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            notices=(*self.notices, *self.studio.editor.notices),
            squares=tuple(
                {**region.square._asdict(), "strengths": dict(one), "rendering": way}
                for region, one, way in zip(self.regions, rendered.strengths, ways, strict=True)
            ),
        )

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began


def _or(chosen: int | None, usual: int) -> int:
    return usual if chosen is None else chosen


def _alike(each: Sequence[Mapping[str, float]]) -> list[list[int]]:
    """Regions that are edited alike, together; those that are not edited at all are left out."""
    groups: list[list[int]] = []
    for row, one in enumerate(each):
        if any(one.values()):
            group = next((group for group in groups if each[group[0]] == one), None)
            if group is None:
                groups.append([row])
            else:
                group.append(row)
    return groups


def common(each: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The strengths that all regions share."""
    return {name: c for name, c in each[0].items() if all(one.get(name) == c for one in each)}


def edit_together(
    edits: Sequence[PhotoEdit], strengths: Mapping[str, float], progress: Progress
) -> list[tuple[np.ndarray, float]]:
    """The crops of several photos as one batch, all with the same strengths, on the course of the first of them.

    Either all of them are painted, with `Fitting.local`, or none is.

    Returns for each what `PhotoEdit.finish` takes: the changes of its regions, and their evaluations. Raises Cancelled.
    """
    studio = edits[0].studio
    ends = np.cumsum([len(edit.crops) for edit in edits])
    crops = np.concatenate([edit.crops for edit in edits])
    trajectory = studio.editor.invert(crops, edits[0].steps, progress.part(0, 0.5, "inverting"))
    masks = [edit.masks(range(len(edit.regions))) for edit in edits]
    mask = torch.cat([one for one in masks if one is not None]) if masks[0] is not None else None
    blend, part = studio.blend(strengths), progress.part(0.5, 1, "editing")
    changes, evaluations = studio.changes(trajectory, blend, part, mask, edits[0].course)
    share = evaluations / len(crops)
    passes = np.split(np.array(trajectory.evaluations), ends[:-1])
    return [
        (of, float(inverting.sum() + share * len(of)))
        for of, inverting in zip(np.split(changes, ends[:-1]), passes, strict=True)
    ]


def painted_mask(path: Path, photo: Photo) -> np.ndarray:
    """A painted mask as `Fitting` takes it. See `read_mask`, `fitted_mask`. Raises PhotoError."""
    return fitted_mask(read_mask(path), photo)


def read_mask(path: Path) -> np.ndarray:
    """From a picture, (H, W) uint8: white is edited, black is not; a picture that is partly transparent counts by its
    alpha instead. Raises PhotoError.
    """
    picture = load(path)
    mask = picture.pixels.mean(2) if picture.alpha is None else at_depth(picture.alpha, np.dtype(np.uint8))
    mask = mask.astype(np.uint8)
    if not mask.any():
        raise PhotoError(f"The mask “{path.name}” is black all over.", "Paint white where the photo may change.")
    return mask


def fitted_mask(mask: np.ndarray, photo: Photo) -> np.ndarray:
    """In the photo's size. Raises PhotoError where its shape is another, by more than rounding."""
    height, width = mask.shape
    if abs(photo.height - height * photo.width / width) > max(1, photo.width / width):
        raise PhotoError(
            f"The mask is {width} x {height}, another shape than the photo of {photo.width} x {photo.height}.",
            "Paint it on a copy of the photo, as it looks upright.",
        )
    fitted = _resized(mask, photo.width, photo.height)
    assert fitted is not None
    return fitted


def _resized(painted: np.ndarray | None, width: int, height: int) -> np.ndarray | None:
    if painted is None or painted.shape == (height, width):
        return painted
    return np.asarray(Image.fromarray(painted).resize((width, height), Image.Resampling.BILINEAR))


def comparison(edit: PhotoEdit, rendered: Rendered, reconstruction: np.ndarray) -> Photo:
    """Original, reconstruction and edit of each of the regions, side by side. reconstruction: (N, S, S, 3) uint8."""
    side = max(256, edit.studio.size)
    after = [cut(rendered.photo.pixels, region.square, edit.studio.size) for region in edit.regions]
    rows = [
        [Image.fromarray(panel).resize((side, side), Image.Resampling.BICUBIC) for panel in panels]
        for panels in zip(edit.crops, reconstruction, after, strict=True)
    ]
    return Photo(np.concatenate([np.concatenate([np.asarray(panel) for panel in row], axis=1) for row in rows]))


def to_picture(pixels: np.ndarray) -> Picture:
    """(H, W, 3) uint8 as a value that any part of the program can hold."""
    return Picture(pixels.shape[1], pixels.shape[0], np.ascontiguousarray(pixels).tobytes())


def summary_as_json(summary: EditSummary) -> str:
    """One JSON object, as `--json` prints it."""
    return json.dumps(vars(summary), default=str, ensure_ascii=False)
