"""JSON of strangers: what it should be, or ValueError, at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from asyrp_desktop.core.edit_file import EditFile, read_edit, write_edit
from asyrp_desktop.core.errors import EditFileError
from asyrp_desktop.core.typed_json import MOST_BYTES, Json, Number, PlainName, decode, is_plain_name, read
from asyrp_desktop.core.values import Edit

DAMAGED = [
    b"[" * 100_000,
    b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    b'"\\ud800"',
    b'"\xff"',
    b" " * (MOST_BYTES + 1),
    b"",
]


@pytest.mark.parametrize("text", DAMAGED, ids=range(len(DAMAGED)))
def test_damage_is_one_error(text: bytes) -> None:
    with pytest.raises(ValueError):
        decode(text, Json)  # type: ignore[arg-type]


def test_numbers_that_are_none_are_left_out() -> None:
    text = '{"a": [1, {"b": -Infinity}, 1e999, NaN], "c": ' + "1" * 400 + "}"
    assert decode(text, Json) == {"a": [1, {"b": None}, None, None], "c": None}  # type: ignore[arg-type]


def test_types_are_not_guessed() -> None:
    for text, kind in (('"5"', int), ("true", int), ("1.0", int), ("true", float), ("5", str), ("{}", list[Any])):
        with pytest.raises(ValueError):
            decode(text, kind)
    for text in ("1e10", "NaN", "null"):
        with pytest.raises(ValueError):
            decode(text, Number)  # type: ignore[arg-type]


def test_a_name_is_no_path() -> None:
    paths = ("", ".", "..", "../up", "/etc", "a/b", "a\\b", "C:", "a\0b", "a\nb", ".hidden", " a", "a.")
    for name in (*paths, "CON", "nul.txt", "a" * 201, "😀" * 60):
        assert not is_plain_name(name), name
        with pytest.raises(ValueError):
            decode(f'"{name}"', PlainName)  # type: ignore[arg-type]
    for name in ("faces-128", "日本 (2)", "a..b"):
        assert is_plain_name(name)


def test_files_that_never_end_are_not_read() -> None:
    with pytest.raises(OSError):
        read(Path("/dev/zero"), dict[str, Any])


def test_an_edit_of_a_photo_whose_name_is_no_unicode(tmp_path: Path) -> None:
    edit = Edit(strengths=({"smiling": 1.0},))
    kept = EditFile(Path("/photos/m\udcfcller.jpg"), "ab" * 32, "faces-128", "cd", {}, edit)
    write_edit(tmp_path / "edit.asyrp", kept)
    assert read_edit(tmp_path / "edit.asyrp") == kept


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"sha256": "abab', '"sha256": 5, "x": "'),
        ('"smiling": 1.0', '"smiling": 1e999'),
        ('"steps": null', '"steps": 10000000'),
        ('"face": "all"', '"face": -1'),
        ('"/photos/a.jpg"', '"/photos/a\\u0000.jpg"'),
    ],
)
def test_an_edit_out_of_its_bounds_is_damaged(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "edit.asyrp"
    kept = EditFile(Path("/photos/a.jpg"), "ab" * 32, "faces-128", "cd", {}, Edit(strengths=({"smiling": 1.0},)))
    write_edit(path, kept)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(EditFileError, match="damaged"):
        read_edit(path)
