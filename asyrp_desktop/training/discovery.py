"""Directions without text, from pictures to direction file: two folders, a folder with ratings, or components of h."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from asyrp_desktop.core.errors import TrainingError
from asyrp_desktop.core.files import read_file
from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.typed_json import MOST_BYTES
from asyrp_desktop.core.values import DEFAULT_STEPS, DeviceChoice
from asyrp_desktop.engine.calibration import UNCALIBRATED_T_EDIT, USUAL_COSINE, Calibration, of_schedule
from asyrp_desktop.engine.device import pick_device, place_in_float32
from asyrp_desktop.engine.direction import Direction, PerStepShift
from asyrp_desktop.engine.direction_file import DirectionHead
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.library import add
from asyrp_desktop.models.shelf import model_folder

from .gain import gains
from .mean_difference import mean_differences
from .photos import Crops, drawn, photos_of
from .principal_components import principal_components

TIMESTEPS = 8  # at which h is measured
CHANCES = 8  # differences between the same photos shuffled, of which the real one must exceed the largest
HIGHEST = 0.8  # of all timesteps; above it next to nothing of a photo is left to be measured


class Discovery:
    """Makes directions for one base model, and keeps them in its library."""

    def __init__(self, model: str, device: DeviceChoice = "auto", t_edit: int | None = None, seed: int = 0) -> None:
        """t_edit: None for that of the model's calibration. Raises ModelError, DeviceError, TrainingError."""
        self._unet, self._card = load_base_model(model_folder(model))
        place_in_float32(self._unet, pick_device(device))
        curves = self._card.more.get("calibration")
        timesteps = len(self._unet.schedule)
        # There is no text here to tell the cosine.
        unmeasured = of_schedule(UNCALIBRATED_T_EDIT, timesteps)
        usual = Calibration.from_json(curves).t_edit(USUAL_COSINE) if curves else unmeasured
        last = timesteps - 1
        self.t_edit = usual if t_edit is None else t_edit
        if not 0 <= self.t_edit < last:
            raise TrainingError(f"No edit can begin at t = {self.t_edit}.", f"Choose one from 0 to {last - 1}.")
        top = max(HIGHEST * last, (self.t_edit + last) / 2)
        self.timesteps = sorted({round(t) for t in np.linspace(self.t_edit, top, TIMESTEPS)})
        self._seed = seed
        self.left_out: tuple[tuple[Path, str], ...] = ()  # photos that could not be used, and why

    def from_folders(
        self, name: str, having: Path, lacking: Path, most: int | None = None, progress: Progress | None = None
    ) -> Direction:
        """The mean difference between photos that have an attribute and photos that lack it. most: photos a folder.

        Raises PhotoError, TrainingError, Cancelled.
        """
        progress = progress or silent()
        sides = [
            self._photos(folder, progress.part(k * 0.15, (k + 1) * 0.15, "reading photos"), most)
            for k, folder in enumerate((having, lacking))
        ]
        crops = np.concatenate([side.pictures for side in sides])
        weights = np.concatenate(
            [np.full(len(side.pictures), sign / len(side.pictures)) for sign, side in zip((1, -1), sides, strict=True)]
        )
        record = {
            "method": "mean difference of h between two folders",
            "having": _record_of(having, sides[0].pictures),
            "lacking": _record_of(lacking, sides[1].pictures),
        }
        return self._regressed(name, crops, weights, record, progress.part(0.3, 1))

    def from_ratings(
        self, name: str, folder: Path, ratings: Path, column: str = "rating", progress: Progress | None = None
    ) -> Direction:
        """The regression of h on a rating of each photo. ratings: a CSV with the columns `file`, as in the folder, and
        `column`, a number.

        Raises PhotoError, TrainingError, Cancelled.
        """
        progress = progress or silent()
        rated = {folder / file: rating for file, rating in read_ratings(ratings, column).items()}
        photos = self._photos(folder, progress.part(0, 0.3, "reading photos"), only=rated)
        self.left_out += tuple((file, "It is not in the folder.") for file in rated if not file.is_file())
        values = np.array([rated[file] for file in photos.files])
        centred = values - values.mean()
        if not centred.any():
            raise TrainingError("All photos are rated the same.", "Rate some higher than others.")
        # The slope of least squares, times so many ratings as the photos above the mean lie above those below it: for
        # two ratings the mean difference.
        positive = centred[centred > 0].sum()
        record = {
            "method": "regression of h on ratings",
            "photos": _record_of(folder, photos.pictures),
            "ratings": {
                "file": ratings.name,
                "column": column,
                "fingerprint": _fingerprint(read_file(ratings, MOST_BYTES)),
            },
            "rating_range": [float(values.min()), float(values.max())],
            "strength_1": float(np.square(centred).sum() / positive),  # in ratings
        }
        return self._regressed(name, photos.pictures, centred / positive, record, progress.part(0.3, 1))

    def components(
        self, names: Sequence[str], photos: Path | None, most: int, progress: Progress | None = None
    ) -> list[Direction]:
        """The principal components of h, one a name, the greatest first; without those that are but noise.

        photos: folder; None: pictures that the base model draws. most: pictures.

        Raises PhotoError, TrainingError, Cancelled.
        """
        progress = progress or silent()
        span = progress.part(0, 0.5, "reading photos" if photos else "drawing samples")
        pictures = self._photos(photos, span, most).pictures if photos else drawn(self._unet, most, self._seed, span)
        if len(pictures) <= len(names):
            raise TrainingError(
                f"There are too few pictures ({len(pictures)}) for so many components ({len(names)}).",
                "Give more pictures, or ask for less.",
            )
        found = principal_components(
            self._unet, pictures, len(names), self.timesteps, progress.part(0.5, 0.6, "measuring"), self._seed
        )
        # From the middle to pictures that have it: half of the way there from those that lack it. At other noise than
        # the scores were found in, which would else count as theirs.
        shifts = mean_differences(
            self._unet,
            lambda part: pictures[part],
            np.stack([score / score[score > 0].sum() / 2 for score in found.scores]),
            self.timesteps,
            progress.part(0.6, 0.7, "measuring"),
            self._seed + 1,
            mirrored=False,
        )
        records = [
            {
                "method": "principal component of h",
                "pictures": _record_of(photos, pictures) if photos else {"samples": most, "seed": self._seed},
                "component": k,
                "variance": round(share, 4),
            }
            for k, share in enumerate(found.shares, 1)
        ]
        real = [k for k, shift in enumerate(shifts) if shift.delta_h.any()]
        if not real:
            raise TrainingError("No component stands out from the noise.", "Give more pictures.")
        names, shifts, records = ([every[k] for k in real] for every in (names, shifts, records))
        return self._directions(names, shifts, records, pictures, progress.part(0.7, 1, "trying"))

    def keep(self, direction: Direction) -> Path:
        """Into the user's library. Returns where it is."""
        return add(self._card.name, direction.name, direction.save)

    def _photos(
        self, folder: Path, progress: Progress, most: int | None = None, only: Mapping[Path, Any] | None = None
    ) -> Crops:
        crops = photos_of(folder, self._unet.size, self._card.alignment, most, progress, only)
        self.left_out += crops.left_out
        return crops

    def _regressed(
        self, name: str, crops: np.ndarray, weights: np.ndarray, record: Mapping[str, Any], progress: Progress
    ) -> Direction:
        # Shuffled, so that each batch shows the variance of all of them.
        order = np.random.default_rng(self._seed).permutation(len(crops))
        shift, *chances = mean_differences(
            self._unet,
            lambda part: crops[order[part]],
            np.stack([weights, *_shuffled(weights)])[:, order],
            self.timesteps,
            progress.part(0, 0.6, "measuring"),
            self._seed,
        )
        size, chance = float(shift.delta_h.norm()), max(float(other.delta_h.norm()) for other in chances)
        if size <= chance:
            raise TrainingError(
                "The photos differ no more than they would if they were shuffled.",
                "Give more photos, or such that differ more.",
            )
        record = {**record, "size": round(size, 3), "size_by_chance": round(chance, 3)}
        return self._directions([name], [shift], [record], crops[weights < 0], progress.part(0.6, 1, "trying"))[0]

    def _directions(
        self,
        names: Sequence[str],
        shifts: Sequence[PerStepShift],
        records: Sequence[Mapping[str, Any]],
        crops: np.ndarray,
        progress: Progress,
    ) -> list[Direction]:
        unet = self._unet
        heads = [
            DirectionHead(
                name=name,
                form="per-step",
                base_name=self._card.name,
                base_fingerprint=unet.fingerprint,
                h_shape=unet.h_shape,
                t_edit=self.t_edit,
                steps=DEFAULT_STEPS,
                record={**record, "timesteps": self.timesteps},
            )
            for name, record in zip(names, records, strict=True)
        ]
        found = gains(unet, crops, shifts, heads[0], self._card.t_boost, progress)
        return [
            Direction(
                replace(head, record={**head.record, "gain": round(gain, 3)}),
                PerStepShift(shift.timesteps, gain * shift.delta_h),
            )
            for head, shift, gain in zip(heads, shifts, found, strict=True)
        ]


def read_ratings(path: Path, column: str) -> dict[str, float]:
    """Rating by file name. Raises TrainingError where it is no such table."""
    try:
        text = read_file(path, MOST_BYTES).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TrainingError(f"“{path}” cannot be read.", "The ratings are a CSV file in UTF-8.", str(error)) from error
    ratings = {}
    for number, row in enumerate(rows, 2):
        try:
            ratings[row["file"]] = float(row[column])
            if not math.isfinite(ratings[row["file"]]):
                raise ValueError(row[column])
        except (KeyError, TypeError, ValueError) as error:
            raise TrainingError(
                f"Row {number} of “{path.name}” says no file and rating.",
                f"It needs the columns “file” and “{column}”, the latter with numbers.",
                repr(error),
            ) from error
    if not ratings:
        raise TrainingError(f"“{path.name}” is empty.", f"It needs the columns “file” and “{column}”.")
    return ratings


def _shuffled(weights: np.ndarray) -> list[np.ndarray]:
    """The same weights for other photos, with as little as can be left of what they told apart."""
    rng = np.random.default_rng(0)
    return sorted((rng.permutation(weights) for _ in range(100)), key=lambda w: abs(w @ weights))[:CHANCES]


def _record_of(folder: Path, pictures: np.ndarray) -> dict[str, Any]:
    """What a record says of pictures that were learned from. Not where they are: files are passed on."""
    return {"folder": folder.resolve().name, "count": len(pictures), "fingerprint": _fingerprint(pictures.tobytes())}


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
