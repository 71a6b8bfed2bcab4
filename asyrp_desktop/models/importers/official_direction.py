"""The f_t that Asyrp's public implementation writes (`.pth`) as a direction of ours. Both of its forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from torch import Tensor

from asyrp_desktop.core.errors import DirectionError, ModelError, WrongBaseModel
from asyrp_desktop.engine.direction import ADMImplicitShift, Direction, ImplicitShift
from asyrp_desktop.engine.direction_file import DirectionHead, Form
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.models.base_model import Card
from asyrp_desktop.models.catalog import catalog

from .checkpoint import read_checkpoint

GROUPS = 32  # of the group norms; the file does not say it
_FORMS: dict[Form, tuple[type[ImplicitShift], dict[str, str]]] = {
    "implicit": (
        ImplicitShift,
        {"conv1": "conv_in", "temb_proj": "time", "norm2": "norm", "conv2": "conv_out"},
    ),
    "implicit-adm": (
        ADMImplicitShift,
        {
            "in_layers.0": "norm_in",
            "in_layers.2": "conv_in",
            "emb_layers.1": "time",
            "out_layers.0": "norm",
            "out_layers.3": "conv_out",
        },
    ),
}


class OfficialDirection(ModelError):
    """A file that was taken for a base model is a direction."""


def is_official_direction(content: Any) -> bool:
    return isinstance(content, Mapping) and isinstance(content.get("0"), Mapping)


def import_direction(
    path: Path,
    unet: HSpaceUNet,
    card: Card,
    name: str = "",
    t_edit: int | None = None,
    assumed: int | None = None,
) -> Direction:
    """unet, card: of the base model that it was trained for; the file does not say which. name, t_edit: where they are
    not given, from the file's name and from what was published. assumed: t_edit where nothing was.

    Raises UnsafeFile, DirectionError, WrongBaseModel.
    """
    content = read_checkpoint(path)
    if not is_official_direction(content):
        raise DirectionError(f"“{path.name}” is no direction of Asyrp's public implementation.")
    form, shift = _shift(path, content["0"])
    embedding, channels = shift.time.in_features, shift.time.out_features
    expected = unet.h_shape[0], unet.unet.time_embedding.linear_2.out_features
    if (channels, embedding) != expected:
        raise WrongBaseModel(
            f"“{path.name}” is for an h of {channels} channels, but that of {unet.name} has {expected[0]}.",
            "Choose the base model it was trained for.",
            f"time embedding: {embedding}, the model's {expected[1]}",
        )
    # <name>_LC_<data set>_t999_ninv40_ngen40_<number>.pth
    told = re.match(r"(?P<name>.+?)_LC_(?P<data>.+?)_t\d+_ninv(?P<steps>\d+)_", path.name)
    name = name or (told["name"] if told else path.stem)
    published = catalog()[card.name].t_edit if card.name in catalog() else {}
    t_edit = published.get(name, assumed) if t_edit is None else t_edit
    if t_edit is None:
        raise DirectionError(
            f"Nobody published from which timestep “{name}” edits {card.name}.",
            "Give it: --t-edit, mostly between 400 and 600.",
        )
    head = DirectionHead(
        name=name,
        form=form,
        base_name=card.name,
        base_fingerprint=unet.fingerprint,
        h_shape=unet.h_shape,
        t_edit=t_edit,
        steps=int(told["steps"]) if told else 40,
        low=-1.0,
        high=1.0,
        record={"method": "imported from Asyrp's public implementation", "file": path.name},
    )
    return Direction(head, shift)


def _shift(path: Path, state: Mapping[str, Tensor]) -> tuple[Form, ImplicitShift]:
    for form, (kind, names) in _FORMS.items():
        if set(state) == {f"{old}.{part}" for old in names for part in ("weight", "bias")}:
            tensors = {f"{new}.{p}": state[f"{old}.{p}"] for old, new in names.items() for p in ("weight", "bias")}
            try:
                return form, kind.from_tensors({**tensors, "groups": Tensor([GROUPS])})
            except (RuntimeError, ValueError, TypeError, AttributeError) as error:
                raise DirectionError(f"The sizes in “{path.name}” do not fit each other.", "", repr(error)) from error
    raise DirectionError(
        f"“{path.name}” holds layers of neither form of the public implementation.", "", ", ".join(state)
    )
