"""Edits as files: what was set on which photo, and never its pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Annotated

from pydantic import Field

from . import typed_json
from .errors import EditFileError
from .files import read_file
from .path_text import from_text, to_text
from .typed_json import Number, ShortText
from .values import MOST_TIMESTEPS, Course, Crop, Edit, Scope, Stroke

SUFFIX = ".asyrp"
VERSION = 1
MOST_REACH = 100.0
MOST_COORDINATE = 1e7  # photo pixels


@dataclass(frozen=True)
class EditFile:
    """An edit, and what it belongs to."""

    photo: Path  # absolute
    digest: str  # SHA-256 of the photo's file
    model: str
    model_fingerprint: str
    directions: Mapping[str, str]  # the fingerprint of each that is used
    edit: Edit


@dataclass(frozen=True)
class _Version:
    version: float


@dataclass(frozen=True)
class _Photo:
    path: Annotated[str, Field(max_length=10_000)]
    sha256: ShortText


@dataclass(frozen=True)
class _Model:
    name: ShortText
    fingerprint: ShortText


@dataclass(frozen=True)
class _Content:
    """As the file has it."""

    photo: _Photo
    model: _Model
    directions: Mapping[ShortText, ShortText]
    crop: Crop
    reach: Annotated[float, Field(ge=0, le=MOST_REACH)]
    strokes: tuple[Stroke, ...]
    local: bool
    strengths: tuple[Mapping[ShortText, Number], ...]
    course: Course = field(default_factory=Course)


def write_edit(path: Path, kept: EditFile) -> None:
    """Raises OSError."""
    scope = kept.edit.scope
    said = {
        "version": VERSION,
        "photo": {"path": to_text(str(kept.photo)), "sha256": kept.digest},
        "model": {"name": kept.model, "fingerprint": kept.model_fingerprint},
        "directions": dict(kept.directions),
        "crop": scope.crop._asdict(),
        "reach": scope.reach,
        "strokes": [stroke._asdict() for stroke in scope.strokes],
        "local": scope.local,
        "course": asdict(scope.course),
        "strengths": [dict(one) for one in kept.edit.strengths],
    }
    typed_json.write(path, said)


def read_edit(path: Path) -> EditFile:
    """The photo is told where it was, or else beside the edit file, should one of that name lie there.

    Raises EditFileError.
    """
    try:
        data = read_file(path, typed_json.MOST_BYTES)
    except OSError as error:
        raise EditFileError(f"“{path.name}” cannot be read.", "Check that it is an edit file.", repr(error)) from error
    try:
        version = typed_json.decode(data, _Version).version
        if version != VERSION:
            raise EditFileError(
                f"“{path.name}” was written by another version of this program.",
                "Open it with a newer version." if version > VERSION else "Make the edit anew.",
            )
        kept = _edit_file(typed_json.decode(data, _Content))
    except ValueError as error:
        raise EditFileError(f"“{path.name}” is damaged.", "Make the edit anew.", repr(error)) from error
    beside = path.absolute().with_name(kept.photo.name)
    return replace(kept, photo=beside) if not kept.photo.is_file() and beside.is_file() else kept


def _edit_file(content: _Content) -> EditFile:
    photo = Path(from_text(content.photo.path))
    if not photo.name or "\0" in str(photo):
        raise ValueError("a photo without a name")
    _check(content.crop, content.strokes, content.course)
    scope = Scope(content.crop, content.reach, content.strokes, content.local, content.course)
    edit = Edit(scope, content.strengths)
    model = content.model
    return EditFile(photo, content.photo.sha256, model.name, model.fingerprint, content.directions, edit)


def _check(crop: Crop, strokes: Sequence[Stroke], course: Course) -> None:
    """Ranges. Raises ValueError."""
    if (crop.kind == "square") != (crop.square is not None) or (isinstance(crop.face, int) and crop.face < 1):
        raise ValueError(f"crop {crop}")
    coordinates = [
        *(crop.square or ()),
        *(number for stroke in strokes for number in (stroke.radius, *chain.from_iterable(stroke.points))),
    ]
    if not all(abs(number) <= MOST_COORDINATE for number in coordinates) or not all(s.points for s in strokes):
        raise ValueError("strokes or square without a place")
    timesteps = [t for t in (course.t_edit, course.t_boost, course.steps) if t is not None]
    if not all(0 <= t <= MOST_TIMESTEPS for t in timesteps) or not 0 <= course.eta <= 1 or course.steps in (0, 1):
        raise ValueError(f"course {course}")
