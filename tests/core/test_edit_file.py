"""Edits as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyrp_desktop.core.edit_file import EditFile, read_edit, write_edit
from asyrp_desktop.core.errors import EditFileError
from asyrp_desktop.core.values import ALL_FACES, Course, Crop, Edit, Scope, Stroke

NUMBERS = st.floats(-1e6, 1e6)
WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
STROKES = st.builds(
    Stroke,
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4).map(tuple),
    st.floats(0, 1e4),
    st.booleans(),
)
CROPS = st.one_of(
    st.sampled_from([ALL_FACES, Crop("full"), Crop("auto"), Crop("auto", face=2)]),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(lambda square: Crop("square", square)),
)
TIMESTEPS = st.none() | st.integers(0, 9999)  # of the longest schedule that a model may have
RENDERINGS = st.sampled_from([None, "motion", "redraw"])
COURSES = st.builds(Course, TIMESTEPS, TIMESTEPS, st.floats(0, 1), st.none() | st.integers(4, 200), RENDERINGS)
EDITS = st.builds(
    Edit,
    st.builds(Scope, CROPS, st.floats(0, 1), st.lists(STROKES, max_size=3).map(tuple), st.booleans(), COURSES),
    st.lists(st.dictionaries(WORDS, NUMBERS, max_size=3), max_size=3).map(tuple),
)
KEPT = EditFile(
    Path("/photos/è/日本 😀.jpg"),
    "ab12",
    "faces-128",
    "cd34",
    {"smiling": "ef56"},
    Edit(Scope(strokes=(Stroke(((1.0, 2.0),), 3.0),)), ({"smiling": 0.5}, {})),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS, WORDS)
def test_what_is_written_is_read(tmp_path: Path, edit: Edit, word: str) -> None:
    kept = EditFile(Path("/photos") / "a.jpg", word, word, word, {word: word}, edit)
    path = tmp_path / "edit.asyrp"
    write_edit(path, kept)
    assert read_edit(path) == kept


def test_the_photo_is_found_beside_its_edit(tmp_path: Path) -> None:
    path = tmp_path / "edit.asyrp"
    write_edit(path, KEPT)
    assert read_edit(path) == KEPT  # told as it was, though it is not there
    (tmp_path / KEPT.photo.name).touch()
    assert read_edit(path).photo == tmp_path / KEPT.photo.name


def test_a_photo_without_a_name_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "edit.asyrp"
    for name in ("", "/", "."):
        write_edit(path, KEPT)
        said = json.loads(path.read_text(encoding="utf-8"))
        said["photo"]["path"] = name
        path.write_text(json.dumps(said), encoding="utf-8")
        with pytest.raises(EditFileError, match="damaged"):
            read_edit(path)


def test_another_version_and_no_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "edit.asyrp"
    with pytest.raises(EditFileError, match="cannot be read"):
        read_edit(path)
    write_edit(path, KEPT)
    path.write_text(path.read_text(encoding="utf-8").replace('"version": 1', '"version": 7'), encoding="utf-8")
    with pytest.raises(EditFileError, match="newer version"):
        read_edit(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_damage_is_a_clear_error_or_an_edit(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "edit.asyrp"
    write_edit(path, KEPT)
    said = json.loads(path.read_text(encoding="utf-8"))
    table = data.draw(
        st.sampled_from([said, said["photo"], said["model"], said["crop"], said["course"], said["strokes"][0]])
    )
    name = data.draw(st.sampled_from(sorted(table)))
    junk = st.one_of(st.none(), st.booleans(), NUMBERS, WORDS, st.lists(NUMBERS, max_size=3), st.just({}))
    table[name] = data.draw(junk)
    text = json.dumps(said)
    path.write_text(text[: data.draw(st.sampled_from([len(text), len(text) // 2]))], encoding="utf-8")
    try:
        assert isinstance(read_edit(path).edit.changes, bool)
    except EditFileError as error:
        assert path.name in error.message and error.remedy
