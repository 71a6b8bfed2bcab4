"""What a batch is asked to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS, DeviceChoice
from asyrp_desktop.engine.direction_file import fingerprint
from asyrp_desktop.models.shelf import base_name, find_direction, model_folder

from . import places

Conflict = Literal["skip", "overwrite", "unique"]
CONFLICTS: tuple[Conflict, ...] = get_args(Conflict)
Faces = Literal["largest", "all"]
FACES: tuple[Faces, ...] = get_args(Faces)
DEFAULT_TEMPLATE = "{stem}_{preset}{ext}"


@dataclass(frozen=True)
class BatchOrder:
    """A whole order. Inputs and output are paths or, where fsspec knows them, addresses such as s3://bucket/photos.

    Paths become absolute: the order may be read in another folder, and nodes of a cluster work in one of their own.
    """

    inputs: tuple[str, ...]  # folders, files and glob patterns
    output: str  # folder
    strengths: Mapping[str, float]
    preset: str = ""  # what the template calls these strengths; "": the directions' names
    model: str = DEFAULT_MODEL
    steps: int = DEFAULT_STEPS
    faces: Faces = "largest"
    template: str = DEFAULT_TEMPLATE
    on_conflict: Conflict = "skip"
    recursive: bool = False
    device: DeviceChoice = field(default="auto", kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", tuple(map(places.absolute, self.inputs)))
        object.__setattr__(self, "output", places.absolute(self.output))
        if not any(self.strengths.values()):
            raise BatchError("This batch would change nothing.", "Choose a preset, or give --set NAME=STRENGTH.")

    @property
    def label(self) -> str:
        return self.preset or "_".join(name for name, strength in self.strengths.items() if strength)

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
        )
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> BatchOrder:
        values: dict[str, Any] = json.loads(text)
        return cls(**{**values, "inputs": tuple(values["inputs"])})


def _of_card(path: Path) -> list[object]:
    """What of a base model's card its edits depend on. Of a damaged card whoever loads the model tells."""
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        return [card.get(name) for name in ("name", "alignment", "t_boost")]
    except (OSError, ValueError, AttributeError):
        return []
