"""The pictures that a training or a comparison learns from: squares of a folder's photos, or the base model's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from asyrp_desktop.core.errors import AsyrpError, PhotoError
from asyrp_desktop.core.paths import BUILT_IN_MODELS
from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.engine.editor import to_pixel_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.sampling import samples
from asyrp_desktop.photo.alignment import ALIGNMENTS
from asyrp_desktop.photo.faces import FaceFinder
from asyrp_desktop.photo.photo import load
from asyrp_desktop.photo.square import Square, cut

SAMPLE_STEPS = 40


class Crops(NamedTuple):
    """pictures: (N, S, S, 3) uint8. files: where each came from. left_out: files that could not be used, and why."""

    pictures: np.ndarray
    files: tuple[Path, ...]
    left_out: tuple[tuple[Path, str], ...]


def photos_of(
    folder: Path,
    size: int,
    alignment: str | None,
    most: int | None = None,
    progress: Progress | None = None,
    only: Collection[Path] | None = None,
) -> Crops:
    """Squares of a folder's photos, in the order of their names: the largest face aligned, or the middle where the
    model is not about faces. Raises PhotoError where none can be used, Cancelled.

    size: of a square, in pixels. alignment: the model card's. most: so many at most. only: of these
    files.
    """
    progress = progress or silent()
    if not folder.is_dir():
        raise PhotoError(f"There is no folder “{folder}”.", "Give a folder of photos.")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    if only is not None:
        files = [path for path in files if path in only]
    finder = FaceFinder(BUILT_IN_MODELS / "face-api") if alignment else None
    found: list[tuple[Path, np.ndarray]] = []
    left_out: list[tuple[Path, str]] = []
    wanted = most or len(files)
    for k, file in enumerate(files):
        progress.at(max(len(found) / wanted, k / len(files)), 1)
        if len(found) == wanted:
            break
        try:
            found.append((file, _crop(file, size, alignment, finder)))
        except AsyrpError as error:
            left_out.append((file, error.message))
    if not found:
        raise PhotoError(
            f"No photo of “{folder}” can be used.",
            "The folder needs photos that show what the base model knows." if left_out else "The folder is empty.",
            "\n".join(f"{file}: {why}" for file, why in left_out),
        )
    return Crops(np.stack([crop for _, crop in found]), tuple(file for file, _ in found), tuple(left_out))


def _crop(file: Path, size: int, alignment: str | None, finder: FaceFinder | None) -> np.ndarray:
    photo = load(file)
    if finder is None or alignment is None:
        return cut(photo.pixels, Square.centred(photo.width, photo.height), size)
    faces = finder.find(photo.pixels)
    if not faces:
        raise PhotoError("No face was found.")
    return cut(photo.pixels, ALIGNMENTS[alignment].square(faces[0].points), size)


def drawn(unet: HSpaceUNet, count: int, seed: int, progress: Progress | None = None) -> np.ndarray:
    """Pictures that the base model draws itself. Returns (count, S, S, 3) uint8. Raises Cancelled."""
    pictures = samples(unet, count, SAMPLE_STEPS, seed, progress=progress)
    return np.rint(to_pixel_range(pictures)).astype(np.uint8)


def batches(count: int, size: int) -> Iterator[slice]:
    """0..count in slices of at most `size`."""
    return (slice(start, min(start + size, count)) for start in range(0, count, size))
