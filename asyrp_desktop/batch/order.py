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
from asyrp_desktop.models.shelf import find_direction, model_folder

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
        """Digest of all that decides what the outputs hold and how they are called; a direction's own file included.

        Raises ModelError, UnknownDirection.
        """
        folder = model_folder(self.model)
        digest = hashlib.sha256()
        for file in sorted([*folder.glob("unet/*"), *folder.glob("scheduler/*"), *folder.glob("card.json")]):
            digest.update(_digest(file))
        for name, strength in sorted(self.strengths.items()):
            if strength:
                digest.update(_digest(find_direction(folder.name, name)) + f"{strength:g}".encode())
        words = (self.label, self.steps, self.faces, self.template)
        digest.update(json.dumps(words).encode())
        return digest.hexdigest()

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> BatchOrder:
        values: dict[str, Any] = json.loads(text)
        return cls(**{**values, "inputs": tuple(values["inputs"])})


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
