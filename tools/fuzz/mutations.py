"""What is done to valid inputs so that they lie: bytes, JSON, safetensors, PNG chunks and zip entries."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

_EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1)
_MOST_BLOCK = 64  # bytes


class Raw(str):
    """JSON text that no writer would write."""


TEXTS = (
    *(
        "",
        " ",
        ".",
        "..",
        "../../x",
        "/abs",
        "C:\\x",
        "a/b",
        "a\0b",
        "CON",
        "nul.txt",
        "-rf",
        "~",
        "e\u0301",
        "\u202egpj",
    ),
    *("%s%n{0.__class__}", "<b>bold</b><img src='file:///etc/passwd'>", "\n\n", "\u2028", "x" * 100_000, "😀" * 300),
)
NUMBERS = (0, -1, 1, 2**31, -(2**63), 2**64, 1e308, -0.0, 5e-324, 0.5, 10**30)
RAWS = (
    *map(Raw, ("1e999", "-1e999", "NaN", "Infinity", '"\\ud800"', '"\\udc00x"', "1" * 5000, "0.1e-400", "01", "nul")),
    Raw("[" * 100_000 + "]" * 100_000),
    Raw('{"a":' * 100_000 + "1" + "}" * 100_000),
    Raw('{"a":' * 500 + "1" + "}" * 500),
    Raw('{"name": 1, "name": "x"}'),
    Raw("[" + "0," * 200_000 + "0]"),
)
VALUES: tuple[Any, ...] = (None, True, False, [], {}, [[]], [None], {"": None}, *TEXTS, *NUMBERS, *RAWS)


def mutated(rng: Random, data: bytes) -> bytes:
    """One to four small changes, most of them near the beginning, where a file says what it is."""
    result = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        rng.choice(_CHANGES)(rng, result)
    return bytes(result)


def _place(rng: Random, data: bytearray) -> int:
    return int(len(data) * rng.random() ** rng.choice((1, 1, 3)))


def _flip(rng: Random, data: bytearray) -> None:
    for _ in range(rng.choice((1, 1, 8)) if data else 0):
        data[_place(rng, data)] ^= 1 << rng.randrange(8)


def _edge(rng: Random, data: bytearray) -> None:
    at, width = _place(rng, data), rng.choice((1, 2, 4, 8))
    value = rng.choice(_EDGES) % 256**width
    data[at : at + width] = value.to_bytes(width, rng.choice(("little", "big")))


def _cut(rng: Random, data: bytearray) -> None:
    del data[_place(rng, data) :]


def _remove(rng: Random, data: bytearray) -> None:
    at = _place(rng, data)
    del data[at : at + rng.randint(1, _MOST_BLOCK)]


def _double(rng: Random, data: bytearray) -> None:
    start = _place(rng, data)
    block = data[start : start + rng.randint(1, _MOST_BLOCK)]
    at = rng.choice((start, _place(rng, data)))
    data[at:at] = block * rng.choice((1, 1, 100))


def _insert(rng: Random, data: bytearray) -> None:
    at = _place(rng, data)
    data[at:at] = rng.randbytes(rng.randint(1, _MOST_BLOCK))


def _copy(rng: Random, data: bytearray) -> None:
    """One place over another: an offset that points elsewhere, say."""
    start, at, length = _place(rng, data), _place(rng, data), rng.randint(1, 16)
    data[at : at + length] = data[start : start + length]


_CHANGES: Sequence[Callable[[Random, bytearray], None]] = (
    _flip,
    _flip,
    _edge,
    _edge,
    _cut,
    _remove,
    _double,
    _insert,
    _copy,
)


def mutated_json(rng: Random, data: bytes | str) -> bytes:
    """The JSON with values, keys or the text itself changed."""
    if rng.random() < 0.15:
        return mutated(rng, data.encode() if isinstance(data, str) else data)
    value = json.loads(data)
    try:
        for _ in range(rng.choice((1, 1, 2, 3))):
            value = _changed(rng, value)
        return _dumped(rng, value).encode("utf-8", "surrogatepass")
    except RecursionError:  # it has become too deep to be written by halves
        return b"[" * 100_000


def _changed(rng: Random, value: Any) -> Any:
    """With something changed at one place of the tree."""
    if isinstance(value, dict | list) and value and rng.random() < 0.85:
        key = rng.choice(list(value) if isinstance(value, dict) else range(len(value)))
        match rng.randrange(8):
            case 0:
                del value[key]
            case 1 if isinstance(value, dict):
                value[rng.choice(TEXTS)] = value.pop(key)
            case _:
                value[key] = _changed(rng, value[key])
        return value
    return rng.choice(VALUES)


def _dumped(rng: Random, value: Any) -> str:
    if isinstance(value, Raw):
        return value
    if isinstance(value, list):
        return f"[{', '.join(_dumped(rng, one) for one in value)}]"
    if isinstance(value, dict):
        pairs = [f"{json.dumps(key)}: {_dumped(rng, one)}" for key, one in value.items()]
        if pairs and rng.random() < 0.03:
            pairs.append(rng.choice(pairs))
        return f"{{{', '.join(pairs)}}}"
    return json.dumps(value, ensure_ascii=rng.random() < 0.5)


def mutated_safetensors(rng: Random, data: bytes, metadata: str = "") -> bytes:
    """metadata: the key under which the head holds JSON of its own, which is changed, too."""
    (length,) = struct.unpack("<Q", data[:8])
    head, body = data[8 : 8 + length], data[8 + length :]
    choice = rng.random()
    if metadata and choice < 0.6:
        values = json.loads(head)
        text = mutated_json(rng, values["__metadata__"][metadata])
        values["__metadata__"][metadata] = text.decode("utf-8", "replace")
        return safetensors(json.dumps(values).encode(), body)
    if choice < 0.85:
        return safetensors(mutated_json(rng, head), body)
    return mutated(rng, data)


def safetensors(head: bytes, body: bytes, length: int | None = None) -> bytes:
    """length: that is told of the head; None: the true one."""
    return struct.pack("<Q", len(head) if length is None else length) + head + body


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_true_checksums(png: bytes) -> bytes:
    """So that a reader looks at what was changed in a PNG's chunks."""
    fixed, at = bytearray(png), 8
    while at + 12 <= len(fixed):
        (length,) = struct.unpack_from(">I", fixed, at)
        end = at + 8 + length
        if end + 4 <= len(fixed):
            struct.pack_into(">I", fixed, end, zlib.crc32(fixed[at + 4 : end]))
        at = end + 4
    return bytes(fixed)


def mutated_zip(rng: Random, data: bytes) -> bytes:
    """One entry changed, and the archive whole around it; or the archive changed."""
    if rng.random() < 0.25:
        return mutated(rng, data)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        entries = before.infolist()
        # The pickle says what all other entries are.
        chosen = rng.choice([*entries, *[entry for entry in entries if entry.filename.endswith(".pkl")] * len(entries)])
        for entry in entries:
            content = before.read(entry)
            after.writestr(entry.filename, mutated(rng, content) if entry is chosen else content)
    return made.getvalue()
