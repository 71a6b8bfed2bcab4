"""The head of a direction file: all that is known of a direction without loading its tensors, or torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, get_args

from safetensors import SafetensorError, safe_open

from asyrp_desktop.core.errors import DirectionError
from asyrp_desktop.core.values import DirectionInfo, Rendering

SUFFIX = ".direction.safetensors"
METADATA_KEY = "asyrp_direction"
SCHEMA = 2
# Left out, and the file is of the first version then, which did not know them.
_USUAL = (("opposite", ""), ("rendering", None))


@dataclass(frozen=True)
class DirectionHead:
    """The JSON metadata of a direction file."""

    name: str
    form: str  # "implicit", "implicit-adm", "per-step", "global" or "combined"
    base_name: str
    base_fingerprint: str
    h_shape: tuple[int, int, int]  # (C, h, w)
    t_edit: int  # smallest timestep that takes the shift
    steps: int  # grid length it was made with; on a grid of S' the shift is scaled by steps / S'
    label: str = ""
    low: float = -2.0  # strengths between which the edit was seen to hold
    high: float = 2.0
    record: Mapping[str, Any] = field(default_factory=dict)  # how it was made and what it was measured to do
    rendering: Rendering | None = None  # which was seen to do more with it; None: nobody looked
    parts: tuple[Part, ...] = ()  # of a combined direction
    opposite: str = ""  # name of what strength -1 does; "": it has none

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
class Part:
    """A direction within a combined one."""

    head: DirectionHead
    weight: float | None  # how often it is added; None: what of the sum lies along it is taken away


def damaged(path: Path, cause: Exception) -> DirectionError:
    """The error for a file that is no direction."""
    return DirectionError(
        f"“{path.name}” is not a direction file, or is damaged.", "Export it or make it again.", repr(cause)
    )


def read_head(path: Path) -> DirectionHead:
    """Raises DirectionError where the file is damaged, not a direction, or of a newer schema."""
    try:
        with safe_open(path, framework="numpy") as file:
            values = json.loads((file.metadata() or {})[METADATA_KEY])
        schema = values.pop("schema")
        if schema > SCHEMA:
            raise DirectionError(f"“{path.name}” was made by a newer version of this program.", "Update the program.")
        return _head(values)
    except (SafetensorError, OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
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
    with path.open("rb") as file:
        # A safetensors file begins with the length of its head; the tensors follow that.
        file.seek(8 + int.from_bytes(file.read(8), "little"))
        digest.update(file.read())
    return digest.hexdigest()[:32]


def _readable(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _head(values: dict[str, Any]) -> DirectionHead:
    c, h, w = (int(n) for n in values.pop("h_shape"))
    parts = tuple(
        Part(_head(part["head"]), None if part["weight"] is None else float(part["weight"]))
        for part in values.pop("parts", ())
    )
    head = DirectionHead(**values, h_shape=(c, h, w), parts=parts)
    if head.steps < 1 or head.low > 0 or head.high < 0:
        raise ValueError(f"steps {head.steps}, range {head.low}..{head.high}")
    if head.rendering not in (None, *get_args(Rendering)) or not isinstance(head.opposite, str):
        raise ValueError(f"rendering {head.rendering!r}, opposite {head.opposite!r}")
    return head
