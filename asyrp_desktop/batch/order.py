"""What a batch is asked to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import KW_ONLY, asdict, astuple, dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.edit_file import MOST_REACH
from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.path_text import from_text, shown, to_text
from asyrp_desktop.core.typed_json import Timestep
from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_REACH, DEFAULT_STEPS, Course, DeviceChoice, Rendering
from asyrp_desktop.engine.direction_file import fingerprint
from asyrp_desktop.models.shelf import base_name, find_direction, model_folder

from . import places

Conflict = Literal["skip", "overwrite", "unique"]
Faces = Literal["largest", "all"]
DEFAULT_TEMPLATE = "{stem}_{preset}{ext}"


@dataclass(frozen=True)
class BatchOrder:
    """A whole order. Inputs and output are paths or, where fsspec knows them, addresses such as s3://bucket/photos.

    Paths become absolute: the order may be read in another folder, and nodes of a cluster work in one of their own.
    """

    inputs: tuple[places.PlaceText, ...]  # folders, files and glob patterns
    output: places.PlaceText  # folder
    strengths: Mapping[str, float]
    preset: str = ""  # what the template calls these strengths; "": the directions' names
    model: places.PlaceText = DEFAULT_MODEL
    steps: Annotated[int, Field(ge=2, le=1000)] = DEFAULT_STEPS
    faces: Faces = "largest"
    template: str = DEFAULT_TEMPLATE
    on_conflict: Conflict = "skip"
    recursive: bool = False
    _: KW_ONLY
    device: Annotated[DeviceChoice, Field(pattern=r"^(auto|cpu|mps|cuda(:[0-9]+)?)$")] = "auto"
    exclude: tuple[str, ...] = ()  # patterns of names, or of paths below an input or below the next:
    exclude_from: places.PlaceText = ""  # the folder where they were given; "": the working folder
    # As `Fitting`, `Course` and `save` have them:
    reach: Annotated[float, Field(ge=0, le=MOST_REACH)] = DEFAULT_REACH
    mask: places.PlaceText = ""  # path of a picture; "": none
    local: bool = False
    sharpen: bool = True
    t_edit: Timestep | None = None
    t_boost: Timestep | None = None
    eta: Annotated[float, Field(ge=0, le=1)] = 1.0
    rendering: Rendering | None = None
    strip_location: bool = False
    keep_date: bool = False  # results are dated as the photos' files are

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", tuple(map(places.absolute, self.inputs)))
        object.__setattr__(self, "output", places.absolute(self.output))
        if self.exclude_from:
            object.__setattr__(self, "exclude_from", places.absolute(self.exclude_from))
        if self.mask:
            object.__setattr__(self, "mask", places.absolute(self.mask))
        for text in (*self.strengths, self.preset, *self.exclude):
            if shown(text) != text:
                raise BatchError(f"“{shown(text)}” is not written in UTF-8.", "Give it another name.")
        if not any(self.strengths.values()):
            raise BatchError("This batch would change nothing.", "Choose a preset, or give --set NAME=STRENGTH.")

    @property
    def label(self) -> str:
        return self.preset or "_".join(name for name, strength in self.strengths.items() if strength)

    @property
    def course(self) -> Course:
        return Course(self.t_edit, self.t_boost, self.eta, rendering=self.rendering)

    def settings(self) -> str:
        """Digest of all that decides what the outputs hold and how they are called, and of nothing else: a card's new
        words or a direction's new preview are no reason to edit a photo again.

        Raises ModelError, UnknownDirection, DirectionError. Loads no torch: that nothing is to do is found at once.
        """
        folder, base = model_folder(self.model), base_name(self.model)
        changes = {name: strength for name, strength in sorted(self.strengths.items()) if strength}
        words = (
            [places.digest(str(file)) for file in sorted([*folder.glob("unet/*"), *folder.glob("scheduler/*")])],
            _of_card(folder / "card.json"),
            [(name, strength, fingerprint(find_direction(base, name))) for name, strength in changes.items()],
            (self.label, self.steps, self.faces, self.template),
            *self._unusual(),
        )
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()

    def _unusual(self) -> list[tuple[str, Any]]:
        """What is otherwise than usual: orders from before it could be have the same digest still."""
        names = ("reach", "local", "sharpen", "t_edit", "t_boost", "eta", "rendering", "strip_location", "keep_date")
        usual = {one.name: one.default for one in fields(self)}
        unusual = [(name, getattr(self, name)) for name in names if getattr(self, name) != usual[name]]
        return [*unusual, ("mask", places.digest(self.mask))] if self.mask else unusual

    def to_values(self) -> dict[str, Any]:
        # A model is named, or lies where its path says; only that can be no Unicode.
        model = self.model if shown(self.model) == self.model else to_text(places.absolute(self.model))
        written = {"inputs": list(map(to_text, self.inputs)), "output": to_text(self.output), "model": model}
        written |= {name: to_text(getattr(self, name)) for name in ("mask", "exclude_from")}
        return {**asdict(self), **written}

    def to_json(self) -> str:
        return json.dumps(self.to_values(), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> BatchOrder:
        """Raises BatchError."""
        try:
            order = typed_json.decode(text, cls)
        except ValueError as error:
            raise BatchError(
                "What the last batch was asked to do is damaged.", "Name photos, and what to change.", str(error)
            ) from error
        inputs = tuple(map(from_text, order.inputs))
        paths = {name: from_text(getattr(order, name)) for name in ("output", "model", "mask", "exclude_from")}
        return replace(order, inputs=inputs, **paths)


@dataclass(frozen=True)
class _Card:
    """What of a base model's card its edits depend on."""

    name: str | None = None
    alignment: str | None = None
    t_boost: int | None = None


def _of_card(path: Path) -> list[object]:
    """In a fixed order. Of a damaged card whoever loads the model tells."""
    try:
        return list(astuple(typed_json.read(path, _Card)))
    except (OSError, ValueError):
        return []
