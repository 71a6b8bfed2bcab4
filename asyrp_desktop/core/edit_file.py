"""Edits as files: what was set on which photo, and never its pixels."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from .errors import EditFileError
from .files import replacing
from .values import Course, Crop, Edit, Rendering, Scope, Stroke

SUFFIX = ".asyrp"
VERSION = 1
MOST_TIMESTEPS = 1000  # of all schedules
_Kind = Literal["auto", "full", "square"]


@dataclass(frozen=True)
class EditFile:
    """An edit, and what it belongs to."""

    photo: Path  # absolute
    digest: str  # SHA-256 of the photo's file
    model: str
    model_fingerprint: str
    directions: Mapping[str, str]  # the fingerprint of each that is used
    edit: Edit


def write_edit(path: Path, kept: EditFile) -> None:
    """Raises OSError."""
    scope = kept.edit.scope
    said = {
        "version": VERSION,
        "photo": {"path": str(kept.photo), "sha256": kept.digest},
        "model": {"name": kept.model, "fingerprint": kept.model_fingerprint},
        "directions": dict(kept.directions),
        "crop": scope.crop._asdict(),
        "reach": scope.reach,
        "strokes": [stroke._asdict() for stroke in scope.strokes],
        "local": scope.local,
        "course": asdict(scope.course),
        "strengths": [dict(one) for one in kept.edit.strengths],
    }
    with replacing(path) as part:
        part.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


def read_edit(path: Path) -> EditFile:
    """The photo is told where it was, or else beside the edit file, should one of that name lie there.

    Raises EditFileError.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EditFileError(f"“{path.name}” cannot be read.", "Check that it is an edit file.", repr(error)) from error
    try:
        said = _table(json.loads(text))
        if said.get("version") != VERSION:
            raise EditFileError(
                f"“{path.name}” was written by another version of this program.",
                "Open it with a newer version." if _number(said["version"]) > VERSION else "Make the edit anew.",
            )
        kept = _kept(said)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise EditFileError(f"“{path.name}” is damaged.", "Make the edit anew.", repr(error)) from error
    beside = path.absolute().with_name(kept.photo.name)
    if not kept.photo.is_file() and beside.is_file():
        return EditFile(beside, kept.digest, kept.model, kept.model_fingerprint, kept.directions, kept.edit)
    return kept


def _kept(said: Mapping[str, Any]) -> EditFile:
    photo, model = _table(said["photo"]), _table(said["model"])
    path = Path(_text(photo["path"]))
    if not path.name:
        raise ValueError("a photo without a name")
    scope = Scope(
        _crop(_table(said["crop"])),
        _number(said["reach"]),
        tuple(_stroke(_table(stroke)) for stroke in _list(said["strokes"])),
        _truth(said["local"]),
        _course(_table(said.get("course", {}))),
    )
    strengths = tuple(
        {_text(name): _number(strength) for name, strength in _table(one).items()} for one in _list(said["strengths"])
    )
    return EditFile(
        path,
        _text(photo["sha256"]),
        _text(model["name"]),
        _text(model["fingerprint"]),
        {_text(name): _text(mark) for name, mark in _table(said["directions"]).items()},
        Edit(scope, strengths),
    )


def _crop(said: Mapping[str, Any]) -> Crop:
    kind, square, face = said["kind"], said["square"], said["face"]
    if kind not in get_args(_Kind) or (kind == "square") != (square is not None):
        raise ValueError(f"crop {said}")
    if square is not None:
        left, top, side = (_number(one) for one in _list(square))
        square = left, top, side
    if face not in ("largest", "all"):
        face = int(_number(face))
    return Crop(kind, square, face)


def _course(said: Mapping[str, Any]) -> Course:
    eta = _number(said.get("eta", 1.0))
    if not 0 <= eta <= 1:
        raise ValueError(f"course {said}")
    t_edit, t_boost, steps = (_whole(said.get(name)) for name in ("t_edit", "t_boost", "steps"))
    if steps is not None and steps < 2:
        raise ValueError(f"course {said}")
    rendering = said.get("rendering")
    if rendering not in (None, *get_args(Rendering)):
        raise ValueError(f"course {said}")
    return Course(t_edit, t_boost, eta, steps, rendering)


def _whole(value: object) -> int | None:
    """A timestep or a number of them; None where none is said."""
    if value is not None and (type(value) is not int or not 0 <= value <= MOST_TIMESTEPS):
        raise ValueError(f"{value!r} is no timestep")
    return value


def _stroke(said: Mapping[str, Any]) -> Stroke:
    points = tuple((_number(x), _number(y)) for x, y in map(_list, _list(said["points"])))
    if not points:
        raise ValueError("a stroke without points")
    return Stroke(points, _number(said["radius"]), _truth(said["erase"]))


def _table(value: object) -> dict[str, Any]:
    return _as(dict, value)


def _list(value: object) -> list[Any]:
    return _as(list, value)


def _text(value: object) -> str:
    return _as(str, value)


def _truth(value: object) -> bool:
    return _as(bool, value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"{value!r} is not a number")
    return value


def _as(kind: type, value: object) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value
