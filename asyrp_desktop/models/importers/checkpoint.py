"""Tensors from a file of somebody else's. A pickle is only ever read with `weights_only`: no code in it runs. What is
read is bounded by the file's own size: nothing in it is unpacked, and no tensor says that it is larger than it is.
"""

from __future__ import annotations

import io
import pickle
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.files import open_file
from asyrp_desktop.core.model_shelf import ModelOrder
from asyrp_desktop.engine.tensor_file import load_tensors

State = dict[str, Tensor]

MOST_TENSORS = 5000  # of a network; published ones have about a thousand
MOST_PICKLE = 4 * 2**20  # bytes of an archive's list of tensors; or reads of a plain pickle, each of an instruction


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
    if not path.exists():
        raise ModelError(f"“{path}” is not there.", "Check where the file is.")
    if path.is_dir():
        raise ModelError(f"“{path}” is a folder, not a file.", "Choose a file in it.")
    try:
        if path.suffix == ".safetensors":
            content = load_tensors(path)
        else:
            check_archive(path)
            with open_file(path) as file:
                content = torch.load(_CountedReads(file.raw), map_location="cpu", weights_only=True)  # noqa: TID251
        _check_sizes(content, path)
        return content
    except pickle.UnpicklingError as error:
        if "GLOBAL" in str(error):  # a name to import, which only code needs
            raise UnsafeFile(
                f"“{path.name}” was not opened: it holds program code besides its numbers.",
                "Get the weights from a source that you trust, best as .safetensors.",
                str(error),
            ) from error
        raise _unreadable(path, error) from error
    # The unpickler raises whatever an instruction meets that does not fit what came before.
    except Exception as error:
        raise _unreadable(path, error) from error


class _CountedReads(io.BufferedReader):
    """A file in which a pickle of endless instructions comes to an end."""

    _left = MOST_PICKLE

    def read(self, size: int | None = -1, /) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise ValueError("more instructions than any network needs")
        return super().read(size)


def check_archive(path: Path) -> None:
    """torch packs nothing: what is packed would unpack to a thousand times the file. Raises OSError, and ValueError or
    BadZipFile for an archive that torch has not made. Other files pass.
    """
    with open_file(path) as file:
        if not file.peek(4).startswith(b"PK"):
            return
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
        size = file.seek(0, io.SEEK_END)
    if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries) or sum(e.file_size for e in entries) > size:
        raise ValueError("a packed archive")
    if any(entry.filename.endswith("data.pkl") and entry.file_size > MOST_PICKLE for entry in entries):
        raise ValueError("more instructions than any network needs")


def _check_sizes(content: Any, path: Path) -> None:
    """One number of the file may stand for a tensor of any size, as often as it is asked for. Raises ValueError."""
    tensors = list(_all_tensors(content)) if isinstance(content, Mapping | list | tuple) else []
    plain = all(t.layout == torch.strided and t.device.type == "cpu" and not t.is_quantized for t in tensors)
    if not plain or sum(tensor.nbytes for tensor in tensors) > 2 * path.stat().st_size:
        raise ValueError("tensors that are larger than the file")


def _all_tensors(content: Any) -> Iterator[Tensor]:
    """As often as a mapping or a list names it; but each of these once, as often as others name it."""
    found, seen = [content], {id(content)}
    while found:
        one = found.pop()
        for inner in one.values() if isinstance(one, Mapping) else one:
            if isinstance(inner, Tensor):
                yield inner
            elif isinstance(inner, Mapping | list | tuple) and id(inner) not in seen:
                seen.add(id(inner))
                found.append(inner)


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
    return tensors if len(content) < 2 * len(tensors) <= 2 * MOST_TENSORS else {}


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
            f"Nothing says how large this network's pictures are (levels {', '.join(f'{m:g}' for m in multiples)}).",
            "Give the size in pixels: --size.",
        )
    if size % 2 ** (len(multiples) - 1):
        raise ModelError(
            f"This network has {len(multiples)} levels: its pictures cannot be {size} pixels wide.",
            "Give another --size.",
        )
    return size


def noise_schedule(order: ModelOrder) -> dict[str, Any]:
    """guided-diffusion's `get_named_beta_schedule`; with nothing asked, DDPM's."""
    timesteps = order.timesteps or 1000
    if order.schedule == "cosine":
        return {"num_train_timesteps": timesteps, "beta_schedule": "squaredcos_cap_v2"}
    scale = 1000 / timesteps
    ends = {"beta_start": scale * 1e-4, "beta_end": scale * 0.02}
    return {"num_train_timesteps": timesteps, "beta_schedule": "linear", **ends}


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
