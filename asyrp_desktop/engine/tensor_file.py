"""safetensors files. Their head is looked at first: parsing a lie of 99 MB would take a minute."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safetensors import SafetensorError, safe_open  # noqa: TID251

from asyrp_desktop.core.files import open_file, replacing
from asyrp_desktop.core.typed_json import decode

if TYPE_CHECKING:
    from torch import Tensor

MOST_HEAD = 4 * 2**20  # bytes; of a network with a thousand tensors 100 KB
_METADATA = "__metadata__"


def read_metadata(path: Path) -> Mapping[str, str]:
    """Without torch. Raises OSError, ValueError."""
    _check_head(path)
    try:
        with safe_open(path, framework="numpy") as file:
            return file.metadata() or {}
    except SafetensorError as error:
        raise ValueError(str(error)) from error


def load_tensors(path: Path, device: str = "cpu") -> dict[str, Tensor]:
    """Raises OSError, ValueError."""
    from safetensors.torch import load_file  # noqa: TID251

    _check_head(path)
    try:
        return load_file(path, device)
    except SafetensorError as error:
        raise ValueError(str(error)) from error


def copy_with_metadata(source: Path, target: Path, metadata: Mapping[str, str]) -> None:
    """The same tensors, byte for byte. Raises OSError, ValueError."""
    with open_file(source) as file, replacing(target) as part:
        head = decode(file.read(_head_length(file.read(8))), dict[str, Any])
        text = json.dumps({**head, _METADATA: metadata}).encode()
        text += b" " * (-len(text) % 8)  # as safetensors does: tensors begin where a processor likes to read them
        with part.open("wb") as copy:
            copy.write(len(text).to_bytes(8, "little") + text)
            shutil.copyfileobj(file, copy)


def _check_head(path: Path) -> None:
    with open_file(path) as file:
        _head_length(file.read(8))


def _head_length(length: bytes) -> int:
    number = int.from_bytes(length, "little")
    if number > MOST_HEAD:
        raise ValueError(f"a head of {number} bytes")
    return number
