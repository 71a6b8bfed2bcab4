"""Directions that Asyrp's public implementation writes (`.pth`) as ours: f_t in both of its forms, and delta_h, trained
directly or averaged over photos.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import torch
from torch import Tensor

from asyrp_desktop.core.errors import DirectionError, ModelError, WrongBaseModel
from asyrp_desktop.core.files import open_file
from asyrp_desktop.core.path_text import shown
from asyrp_desktop.core.values import MOST_TIMESTEPS
from asyrp_desktop.engine.adm import ADMUNet
from asyrp_desktop.engine.calibration import of_schedule
from asyrp_desktop.engine.direction import ADMImplicitShift, Direction, GlobalShift, ImplicitShift, PerStepShift
from asyrp_desktop.engine.direction_file import MOST_BYTES, DirectionHead, Form, is_direction_name
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.models.base_model import Card
from asyrp_desktop.models.catalog import catalog
from asyrp_desktop.models.published import (
    KINDS,
    NetworkForm,
    PublishedDirection,
    data_set,
    published_direction,
    published_directions,
    same_data,
)

from .checkpoint import read_checkpoint

GROUPS = 32  # of the group norms; the file does not say it
STEPS = 40  # that the published ones were trained with
NETWORK = "CelebA_HQ"  # that the public script edits photos of one's own with, which it calls CUSTOM
CUSTOM = "CUSTOM"
# What a model's `domain` may say of a domain of `published`.
_WORDS: dict[str, set[str]] = {
    "faces": {"face", "faces", "people", "person", "persons", "portrait", "portraits", "human", "humans"},
    "portraits in art": {"art", "paintings"},
    "dogs": {"dog", "dogs", "animal", "animals"},
    "cats": {"cat", "cats", "animal", "animals"},
    "churches": {"church", "churches"},
    "bedrooms": {"bedroom", "bedrooms"},
    "pictures of all kinds": set(),
}
_FORMS: dict[NetworkForm, tuple[type[ImplicitShift], dict[str, str]]] = {
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


@dataclass(frozen=True)
class OfficialFile:
    """What the file, its name and what was published tell of a direction."""

    file: str
    name: str
    form: Form
    shift: ImplicitShift | GlobalShift | PerStepShift
    data: str = ""  # the data set of its network; "": nothing tells it
    custom: bool = False  # trained on photos of somebody's own: the file's name does not say with which network
    steps: int | None = None  # of the grid that it was trained with
    t_edit: int | None = None  # None: nobody published it
    published: PublishedDirection | None = None


def is_official_direction(content: Any) -> bool:
    return isinstance(content, Mapping) and (isinstance(content.get("0"), Mapping) or bool(_delta_hs(content)))


def refuse_direction(content: Any, path: Path) -> None:
    """content: of a file that is taken for a base model. Raises OfficialDirection."""
    if is_official_direction(content):
        raise OfficialDirection(
            f"“{path.name}” is a direction of Asyrp's public implementation, not a base model.",
            "Import it for the base model it was trained for: asyrp-desktop models import FILE --for MODEL.",
        )


def model_data(card: Card) -> str:
    """The data set that a base model was trained on; "" where it is not known."""
    return card.data_set or (catalog()[card.name].data if card.name in catalog() else "")


def network_form(unet: HSpaceUNet) -> NetworkForm | None:
    """Which kind of network it is, of those that the public implementation knows; None for any other."""
    config = unet.unet.config
    learned_sigma = config["out_channels"] == 2 * config["in_channels"]
    if isinstance(unet.unet, ADMUNet) or learned_sigma or config["resnet_time_scale_shift"] == "scale_shift":
        return "implicit-adm"
    return "implicit" if not config["flip_sin_to_cos"] and config["freq_shift"] == 1 else None


def import_direction(
    path: Path,
    unet: HSpaceUNet,
    card: Card,
    name: str = "",
    t_edit: int | None = None,
    assume: Callable[[OfficialFile], int] | None = None,
    any_data: bool = False,
    notices: list[str] | None = None,
) -> Direction:
    """unet, card: of the base model that it was trained for. name, t_edit: where they are not given, as the file or
    what was published tells. assume: t_edit where nothing does. any_data: take in what was trained for a network of
    another data set, too. notices: what was assumed is added there.

    Raises UnsafeFile, DirectionError, WrongBaseModel.
    """
    notices = [] if notices is None else notices
    told = _read(path, len(unet.schedule), card, notices)
    _check_data(told, unet, card, any_data, notices)
    _check_network(told, unet)
    if told.steps is None:
        notices.append(f"The file's name does not say how many steps it was trained with: taken to be {STEPS}.")
    if t_edit is None:
        t_edit = told.t_edit if told.t_edit is not None or assume is None else assume(told)
    if t_edit is None:
        raise DirectionError(
            f"Nobody published from which timestep “{told.name}” edits {card.name}.", "Give it: --t-edit."
        )
    if not 0 <= t_edit < len(unet.schedule):
        raise DirectionError(f"No edit can begin at t = {t_edit}.", f"Choose one from 0 to {len(unet.schedule) - 1}.")
    record: dict[str, Any] = {"method": "imported from Asyrp's public implementation", "file": told.file}
    if told.data:
        record["data"] = told.data
    if told.published:
        record |= told.published.prompts._asdict()
        if told.published.cosine is not None:
            record["cosine"] = told.published.cosine
    if not is_direction_name(name or told.name):
        raise DirectionError(
            f"A direction cannot be called “{name or told.name}”.",
            "Give it a short name without “=” (--name), or rename its file.",
        )
    head = DirectionHead(
        name=name or told.name,
        form=told.form,
        base_name=card.name,
        base_fingerprint=unet.fingerprint,
        h_shape=unet.h_shape,
        t_edit=t_edit,
        steps=told.steps or STEPS,
        low=-1.0,
        high=1.0,
        record=record,
    )
    return Direction(head, told.shift)


def _read(path: Path, timesteps: int, card: Card, notices: list[str]) -> OfficialFile:
    """timesteps, card: of the model, for what the file's name does not say."""
    content = read_checkpoint(path)
    if not is_official_direction(content):
        raise DirectionError(f"“{path.name}” is no direction of Asyrp's public implementation.")
    explicit = not isinstance(content.get("0"), Mapping)
    trained: tuple[int, ...] = ()
    if explicit:
        form, shift, trained = _explicit_shift(path, content, notices)
    else:
        form, shift = _implicit_shift(path, content["0"])
        if more := sum(_timestep(key) is not None for key in content) - 1:
            notices.append(f"“{shown(path.name)}” holds {more + 1} f_t: the first was taken in alone.")
    if not all(bool(tensor.half().isfinite().all()) for tensor in shift.tensors().values()):
        raise DirectionError(f"“{path.name}” holds numbers that are not finite, or far too large.")
    with open_file(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    known = next((one for one in published_directions() if one.sha256 == digest), None)
    # <name>_LC_<data set>_t<last timestep>_ninv<steps of the inversion>_ngen<steps of the training>_<number>.pth
    said = re.match(r"(?P<name>.+)_LC_(?P<data>.+?)_t\d+_ninv\d+_ngen(?P<steps>\d+)", name := shown(path.name))
    name = known.name if known else said["name"] if said else PurePath(name).stem
    data, own = known.data if known else said["data"] if said else "", model_data(card)
    custom = same_data(data, CUSTOM)
    if custom:
        data = NETWORK if (same_data(own, NETWORK) if own else "faces" in _shown(card)) else ""
    steps = known.steps if known else int(said["steps"][:9]) if said else 0
    known = known or published_direction(name, data or own)
    t_edit = of_schedule(known.t_edit, timesteps) if known and known.t_edit is not None else None
    if trained:
        t_edit = _began(trained, t_edit)
    kept = steps if 2 <= steps <= MOST_TIMESTEPS else None
    return OfficialFile(shown(path.name), name, form, shift, data, custom, kept, t_edit, known)


def _began(trained: tuple[int, ...], published: int | None) -> int:
    """From which t it was edited in training: as published where the first timestep of the grid from there on is the
    file's first, else that one.
    """
    first = trained[0]
    before = first - (trained[1] - first) if len(trained) > 1 else 0
    return published if published is not None and before < published <= first else first


def _check_data(told: OfficialFile, unet: HSpaceUNet, card: Card, any_data: bool, notices: list[str]) -> None:
    """Raises WrongBaseModel where it was trained for a network of another data set."""
    if told.custom:
        notices.append(
            f"Nothing tells whether “{told.name}” was trained for {unet.name}: {CUSTOM} in its file's name means its "
            "photos, not a network."
        )
        return
    if not told.data:
        notices.append(f"Nothing tells whether “{told.name}” was trained for {unet.name}.")
        return
    theirs, own, shows = data_set(told.data), model_data(card), _shown(card)
    if own:
        foreign = not same_data(told.data, own)
    else:
        foreign = theirs is not None and bool(shows) and theirs.domain not in shows
    if foreign and not any_data:
        whose = f"{theirs.name} ({theirs.domain})" if theirs else told.data
        raise WrongBaseModel(
            f"“{told.file}” was trained for a network of {whose}; {unet.name} is one of "
            f"{own or ', '.join(sorted(shows))}.",
            "Choose the base model it was trained for. If you know that it is this one, say that it may be taken in "
            "for any data set (--any-data).",
        )
    if not own:
        notices.append(
            f"“{told.name}” was trained for a network of {theirs.name if theirs else told.data}; what {unet.name} was "
            "trained on is not known."
        )
        if theirs and theirs.curves:
            notices.append(
                f"If it was trained on that, too, take its curves: asyrp-desktop calibrate --model {unet.name} "
                f"--published {theirs.name}"
            )


def _shown(card: Card) -> set[str]:
    """What a model draws, as domains of `published`; none where its card does not say."""
    domain = card.domain.casefold().strip()
    words = set(re.findall(r"[^\W_]+", domain))
    found = {domain} if domain in _WORDS else {name for name, said in _WORDS.items() if said & words}
    return found | {"faces"} if card.alignment else found


def _check_network(told: OfficialFile, unet: HSpaceUNet) -> None:
    """Raises WrongBaseModel where a shift of its form and size cannot have been trained with the network."""
    if not isinstance(told.shift, ImplicitShift):
        shape = tuple(told.shift.delta_h.shape[-3:])
        if shape != unet.h_shape:
            raise WrongBaseModel(
                f"“{told.file}” is for an h of {_size(shape)}, but that of {unet.name} has {_size(unet.h_shape)}.",
                "Choose the base model it was trained for.",
            )
        if isinstance(told.shift, PerStepShift) and int(told.shift.timesteps[-1]) >= len(unet.schedule):
            raise WrongBaseModel(
                f"“{told.file}” goes to timestep {int(told.shift.timesteps[-1])}, which {unet.name} has not.",
                "Choose the base model it was trained for.",
            )
        return
    embedding, channels = told.shift.time.in_features, told.shift.time.out_features
    expected = unet.h_shape[0], unet.unet.time_embedding.linear_2.out_features
    for what, theirs, own in zip(("an h", "a time embedding"), (channels, embedding), expected, strict=True):
        if theirs != own:
            raise WrongBaseModel(
                f"“{told.file}” is for {what} of {theirs} channels, but that of {unet.name} has {own}.",
                "Choose the base model it was trained for.",
            )
    form = network_form(unet)
    if form is not None and form != told.form:
        raise WrongBaseModel(
            f"“{told.file}” was trained for a network of the kind {KINDS[told.form]}; {unet.name} is {KINDS[form]}.",
            "Choose the base model it was trained for.",
        )


def _size(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape))


def _implicit_shift(path: Path, state: Mapping[str, Tensor]) -> tuple[Form, ImplicitShift]:
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


def _explicit_shift(
    path: Path, content: Mapping[Any, Any], notices: list[str]
) -> tuple[Form, GlobalShift | PerStepShift, tuple[int, ...]]:
    """Also the timesteps that it was trained at, ascending; none where the file does not tell."""
    found = _delta_hs(content)
    if len({delta_h.shape for delta_h in found.values()}) > 1:
        raise DirectionError(f"The sizes in “{path.name}” do not fit each other.")
    if 2 * sum(delta_h.numel() for delta_h in found.values()) > MOST_BYTES:
        raise DirectionError(f"“{path.name}” holds delta_h of too many timesteps: {len(found)}.")
    averaged = any(isinstance(key, int | float) for key in content)
    if averaged and 0 in found and len(found) == 2:
        notices.append(f"“{shown(path.name)}” holds delta_h of one timestep, and a mean: that is taken for all.")
        found = {0: found[0]}
    if averaged and len(found) > 1:
        found.pop(0, None)  # the mean over the others, beside them
    timesteps = sorted(found)
    if timesteps == [0]:
        # Trained directly, one for all, it leaves the others empty.
        empty = (_timestep(key) for key, value in content.items() if value is None and isinstance(key, str))
        return "global", GlobalShift(found[0]), tuple(sorted(t for t in empty if t))
    shift = PerStepShift(torch.tensor(timesteps), torch.stack([found[t] for t in timesteps]))
    return "per-step", shift, tuple(timesteps)


def _delta_hs(content: Mapping[Any, Any]) -> dict[int, Tensor]:
    """By timestep; none where the content is something else.

    Trained directly: (C, h, w) by text, beside the optimiser. Averaged: (1, C, h, w) by number, with None where nothing
    is edited, and under 0 the mean over all timesteps.
    """
    found: dict[int, Tensor] = {}
    for key, value in content.items():
        if key in ("optimizer", "scheduler") or (value is None and _timestep(key) is not None):
            continue
        t = _timestep(key)
        if t is None or not isinstance(value, Tensor) or value.ndim not in (3, 4) or not value.is_floating_point():
            return {}
        delta_h = value.detach()
        if delta_h.ndim == 4 and len(delta_h) != 1:
            return {}
        found[t] = delta_h.reshape(delta_h.shape[-3:])
    return found


def _timestep(key: Any) -> int | None:
    """As the file has it: a whole number, or the text of one."""
    text = f"{key:g}" if isinstance(key, int | float) and not isinstance(key, bool) else key
    return int(text) if isinstance(text, str) and re.fullmatch(r"[0-9]{1,5}", text) else None
