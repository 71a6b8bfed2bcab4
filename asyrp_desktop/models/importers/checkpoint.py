"""Tensors from a file of somebody else's. A pickle is only ever read with `weights_only`: no code in it runs."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from asyrp_desktop.core.errors import ModelError

State = dict[str, Tensor]


class UnsafeFile(ModelError):
    """A file wants to run code while it is read."""


class Converted(NamedTuple):
    """A network in diffusers' words."""

    config: dict[str, Any]  # with `_class_name`
    state: State
    schedule: dict[str, Any]  # a scheduler config
    notes: tuple[str, ...] = ()  # what was assumed
    patch: int = 1  # see HSpaceUNet


def read_checkpoint(path: Path) -> Any:
    """What the file holds. Raises UnsafeFile, ModelError."""
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        if "GLOBAL" in str(error):  # a name to import, which only code needs
            raise UnsafeFile(
                f"“{path.name}” was not opened: it holds program code besides its numbers.",
                "Get the weights from a source that you trust, best as .safetensors.",
                str(error),
            ) from error
        raise _unreadable(path, error) from error
    except (OSError, EOFError, RuntimeError, ValueError, KeyError, SafetensorError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, cause: Exception) -> ModelError:
    return ModelError(f"“{path.name}” is no checkpoint, or is damaged.", "Download it again.", repr(cause))


def state_of(content: Any, path: Path) -> State:
    """The network's tensors, wherever the trainer put them; averaged weights before the last. Raises ModelError."""
    candidates = [state for state in map(_tensors, _nested(content)) if state]
    if not candidates:
        raise ModelError(f"“{path.name}” holds no network.", "Choose the checkpoint of a diffusion model.")
    return max(candidates, key=len)


def _nested(content: Any) -> Iterator[Any]:
    yield content
    if isinstance(content, Mapping):
        for name in ("ema", "ema_state_dict", "model_ema", "state_dict", "model"):
            if name in content:
                yield content[name]
    elif isinstance(content, list | tuple):
        # DDIM's trainer: [weights, optimiser, epoch, step, averaged weights].
        yield from (part for part in reversed(content) if isinstance(part, Mapping))


def _tensors(content: Any) -> State:
    if not isinstance(content, Mapping):
        return {}
    tensors = {str(name).removeprefix("module."): value for name, value in content.items() if isinstance(value, Tensor)}
    return tensors if len(tensors) * 2 > len(content) else {}


SIZES = {
    (0.5, 1, 1, 2, 2, 4, 4): 512,
    (1, 1, 2, 2, 4, 4): 256,
    (1, 1, 2, 3, 4): 128,
    (1, 2, 3, 4): 64,
    (1, 2, 2, 2): 32,
}
"""Pixels by how often each level is as wide as the network's base width: the published networks' rule."""


def picture_size(multiples: tuple[float, ...], asked: int | None) -> int:
    """Raises ModelError where neither the user nor the network's shape tells it."""
    size = asked or SIZES.get(multiples)
    if size is None:
        raise ModelError(
            f"The weights do not say how large this network's pictures are (levels {', '.join(map(str, multiples))}).",
            "Give the size in pixels: --size.",
        )
    if size % 2 ** (len(multiples) - 1):
        raise ModelError(f"This network has {len(multiples)} levels: its pictures cannot be {size} pixels wide.")
    return size


def renamed(state: State, names: Mapping[str, str]) -> State:
    """The tensors under their new names. names: old prefix to new. Raises ModelError for what no name was found for."""
    made, unknown = {}, []
    for name, tensor in state.items():
        prefix, _, ending = name.rpartition(".")
        if prefix in names:
            made[f"{names[prefix]}.{ending}"] = tensor
        else:
            unknown.append(name)
    if unknown:
        raise ModelError(
            "This checkpoint holds layers that are not of the network it looks like.",
            "Only unconditional networks in their published form can be imported.",
            ", ".join(unknown),
        )
    return made
