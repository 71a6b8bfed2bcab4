"""JSON that strangers may have written: read as what it should be, or refused.

Types, ranges and lengths are those of the annotations, by pydantic, which reads deep nesting and lone surrogates as
damage; keys that the annotations do not know are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from .files import read_file, replacing
from .values import MOST_TIMESTEPS

T = TypeVar("T")

MOST_BYTES = 16 * 2**20

LARGEST = 1e300
LONGEST_NAME = 200  # bytes; file systems take 255, and a suffix is to come
# Windows opens a device in place of such a file, whatever its suffix.
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def is_plain_name(name: str) -> bool:
    """Whether it is one part of a path, on every system, and never a path by itself."""
    if not name or name[0] in ". " or name[-1] in ". " or DEVICES.match(name):
        return False
    return name.isprintable() and not set(name) & set("/\\:") and len(name.encode("utf-8", "replace")) <= LONGEST_NAME


def checked(is_right: Callable[[str], bool]) -> AfterValidator:
    """Of a text's type: texts that are not right are refused."""

    def check(text: str) -> str:
        if not is_right(text):
            raise ValueError(f"{text[:100]!r}")
        return text

    return AfterValidator(check)


def _finite(value: Any) -> Any:
    """Without numbers that no float could be: in their place is None."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_finite(one) for one in value]
    return None if isinstance(value, int | float) and not abs(value) <= LARGEST else value


Json = Annotated[Any, AfterValidator(_finite)]
"""Of any type. Its numbers are finite."""

PlainName = Annotated[str, checked(is_plain_name)]
Timestep = Annotated[int, Field(ge=0, le=MOST_TIMESTEPS)]
ShortText = Annotated[str, Field(max_length=1000)]
Number = Annotated[float, Field(ge=-1e9, le=1e9)]
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{0,128}$")]


def decode(text: str | bytes, kind: type[T]) -> T:
    """Raises ValueError."""
    if len(text) > MOST_BYTES:
        raise ValueError(f"{len(text)} bytes of JSON")
    return _validated(text, kind)


def convert(value: Any, kind: type[T]) -> T:
    """The same for what was decoded already. Raises ValueError."""
    try:
        return _validated(json.dumps(value), kind)
    except (TypeError, RecursionError) as error:
        raise ValueError(f"no JSON: {error}") from error


def read(path: Path, kind: type[T]) -> T:
    """Raises OSError, ValueError."""
    return decode(read_file(path, MOST_BYTES), kind)


def write(path: Path, value: Any) -> None:
    """Raises OSError."""
    with replacing(path) as part:
        part.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _validated(text: str | bytes, kind: type[T]) -> T:
    try:
        return _adapter(kind).validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"{where}: {first['msg']}" if where else first["msg"]) from None


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)
