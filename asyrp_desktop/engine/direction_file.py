"""The head of a direction file: all that is known of a direction without loading its tensors, or torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from asyrp_desktop.core.errors import DirectionError
from asyrp_desktop.core.files import open_file
from asyrp_desktop.core.typed_json import Json, ShortText, Timestep, checked, decode
from asyrp_desktop.core.values import DirectionInfo, Rendering

from .tensor_file import read_metadata

SUFFIX = ".direction.safetensors"
METADATA_KEY = "asyrp_direction"
SCHEMA = 2
Form = Literal["implicit", "implicit-adm", "per-step", "global", "combined"]
MOST_BYTES = 256 * 2**20  # of a file; an f_t of the largest published networks has 20 MB
LONGEST_NAME = 80
Size = Annotated[int, Field(ge=1, le=10_000)]
Weight = Annotated[float, Field(ge=-1000, le=1000)]


def is_direction_name(name: str) -> bool:
    """Whether a direction can be called so."""
    return bool(name.strip()) and len(name) <= LONGEST_NAME and "=" not in name and name.isprintable()


Name = Annotated[str, checked(is_direction_name)]
# Left out, and the file is of the first version then, which did not know them.
_USUAL = (("opposite", ""), ("rendering", None))


@dataclass(frozen=True)
class DirectionHead:
    """The JSON metadata of a direction file."""

    name: Name
    form: Form
    base_name: ShortText
    base_fingerprint: ShortText
    h_shape: tuple[Size, Size, Size]  # (C, h, w)
    t_edit: Timestep  # smallest timestep that takes the shift
    steps: Size  # grid length it was made with; on a grid of S' the shift is scaled by steps / S'
    label: ShortText = ""
    low: Annotated[float, Field(ge=-1000, le=0)] = -2.0  # strengths between which the edit was seen to hold
    high: Annotated[float, Field(ge=0, le=1000)] = 2.0
    record: Mapping[str, Json] = field(default_factory=dict)  # how it was made and what it was measured to do
    rendering: Rendering | None = None  # which was seen to do more with it; None: nobody looked
    parts: Annotated[tuple[Part, ...], Field(max_length=100)] = ()  # of a combined direction
    opposite: Name | Literal[""] = ""  # name of what strength -1 does; "": it has none

    def info(self) -> DirectionInfo:
        """What a slider or a list shows."""
        return DirectionInfo(
            name=self.name,
            label=self.label or _readable(self.name),
            low=self.low,
            high=self.high,
            form=self.form,
            base_name=self.base_name,
            t_edit=self.t_edit,
            record=self.record,
            opposite=self.opposite,
            opposite_label=_readable(self.opposite),
        )

    def to_metadata(self) -> dict[str, str]:
        values = asdict(self, dict_factory=lambda items: {k: v for k, v in items if (k, v) not in _USUAL})
        schema = SCHEMA if {key for key, _ in _USUAL} & values.keys() else 1
        return {METADATA_KEY: json.dumps({"schema": schema, **values}, ensure_ascii=False)}


@dataclass(frozen=True)
class _Schema:
    schema: int


@dataclass(frozen=True)
class Part:
    """A direction within a combined one."""

    head: DirectionHead
    weight: Weight | None  # how often it is added; None: what of the sum lies along it is taken away


def damaged(path: Path, cause: Exception) -> DirectionError:
    """The error for a file that is no direction."""
    return DirectionError(
        f"“{path.name}” is not a direction file, or is damaged.", "Export it or make it again.", repr(cause)
    )


def read_head(path: Path) -> DirectionHead:
    """Raises DirectionError where the file is damaged, not a direction, or of a newer schema."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES} bytes")
        text = read_metadata(path)[METADATA_KEY]
        if decode(text, _Schema).schema > SCHEMA:
            raise DirectionError(f"“{path.name}” was made by a newer version of this program.", "Update the program.")
        return decode(text, DirectionHead)
    except (OSError, KeyError, ValueError) as error:
        raise damaged(path, error) from error


def fingerprint(path: Path) -> str:
    """Which function a direction is: form, base model, tensors and weights of parts, whatever it is called.

    Raises DirectionError.
    """
    head = read_head(path)
    digest = hashlib.sha256(f"{head.form} {head.base_fingerprint} {head.t_edit} {head.steps}".encode())
    digest.update((head.rendering or "").encode())
    for part in head.parts:
        digest.update(f" {part.weight} {part.head.t_edit} {part.head.steps}".encode())
    with open_file(path) as file:
        # A safetensors file begins with the length of its head; the tensors follow that.
        file.seek(8 + int.from_bytes(file.read(8), "little"))
        digest.update(file.read())
    return digest.hexdigest()[:32]


def _readable(name: str) -> str:
    return name.replace("_", " ").capitalize()
