"""The user's own directions as files, in a data folder of the test's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from asyrp_desktop.core.direction_library import DirectionKey, LibraryEntry, Mark
from asyrp_desktop.core.errors import DirectionError, OutputExists, UnknownDirection, WrongBaseModel
from asyrp_desktop.core.training_plan import PreviewRow
from asyrp_desktop.core.values import DEFAULT_MODEL, Picture
from asyrp_desktop.engine.combination import combine
from asyrp_desktop.engine.direction import Direction, PerStepShift, load_direction
from asyrp_desktop.engine.direction_file import METADATA_KEY, SUFFIX, DirectionHead, fingerprint, read_head
from asyrp_desktop.models import library, marks, shelf
from asyrp_desktop.models.previews import embedded, keep_previews, previews

Make = Callable[..., Path]
BUNDLED = "smiling"


@pytest.fixture
def own() -> Make:
    """Puts a direction for the built-in model into the library, or into a file."""
    bundled = read_head(shelf.find_direction(DEFAULT_MODEL, BUNDLED))

    def make(name: str, file: Path | None = None, size: tuple[int, ...] = bundled.h_shape, **changes: object) -> Path:
        values = {
            "form": "per-step",
            "base_name": bundled.base_name,
            "base_fingerprint": bundled.base_fingerprint,
            "h_shape": bundled.h_shape,
            "t_edit": 400,
            "steps": 40,
            "label": "Its own label",
            "record": {"method": "by hand", "ümlaut": "ß"},
        }
        head = DirectionHead(name, **{**values, **changes})  # type: ignore[arg-type]
        shift = PerStepShift(torch.tensor([400, 700]), torch.randn(2, *size))
        if file is None:
            return library.add(DEFAULT_MODEL, name, Direction(head, shift).save)
        Direction(head, shift).save(file)
        return file

    return make


def names() -> set[str]:
    return set(shelf.directions(DEFAULT_MODEL))


def test_a_renamed_direction_is_the_same_but_for_its_name(own: Make) -> None:
    path = own("frown")
    before, known = load_direction(path), names()
    library.rename(DEFAULT_MODEL, "frown", "Stirn/runzeln: 2")
    assert names() == known - {"frown"} | {"Stirn/runzeln: 2"}
    after = load_direction(shelf.find_direction(DEFAULT_MODEL, "Stirn/runzeln: 2"))
    assert after.head.record == before.head.record
    assert after.head.info().label == "Stirn/runzeln: 2"
    for part, tensor in before.shift.tensors().items():
        assert torch.equal(after.shift.tensors()[part], tensor)
    # The old name is free, and what is made under it does not touch the renamed one.
    own("frown")
    assert {"frown", "Stirn/runzeln: 2"} < names()
    library.remove(DEFAULT_MODEL, "frown")
    assert names() == known - {"frown"} | {"Stirn/runzeln: 2"}


def test_the_longest_names_can_be_kept(own: Make, tmp_path: Path) -> None:
    name = "가" * 80  # of three bytes each
    own(name)
    copies = [library.duplicate(DEFAULT_MODEL, name) for _ in range(2)]
    assert copies == [f"{name[:78]} 2", f"{name[:78]} 3"] and {name, *copies} < names()
    assert library.export(DEFAULT_MODEL, name, tmp_path).is_file()


def test_an_opposite_is_a_name_for_the_other_way(own: Make, tmp_path: Path) -> None:
    own("bright", opposite="dim", low=-1.0, high=2.0)
    assert read_head(shelf.find_direction(DEFAULT_MODEL, "dim")).name == "bright"
    assert shelf.own_names({"bright": 0.5, "dim": 0.2, "?": 1}, shelf.sides(DEFAULT_MODEL)) == {"bright": 0.3, "?": 1}
    with pytest.raises(UnknownDirection) as unknown:
        shelf.find_direction(DEFAULT_MODEL, "dimm")
    assert "dim" in unknown.value.remedy
    for taken in (library.check_name, lambda m, n: library.rename(m, "bright", n), library.remove):
        with pytest.raises(DirectionError, match="opposite of “bright”"):
            taken(DEFAULT_MODEL, "dim")
    assert library.free_name(DEFAULT_MODEL, "dim") == "dim 2"

    def opposites() -> dict[str, str]:
        return {name: info.opposite for name, (info, _) in shelf.directions(DEFAULT_MODEL).items()}

    # A copy beside it cannot have the opposite; one by itself has it.
    assert library.duplicate(DEFAULT_MODEL, "dim") == "bright 2"
    assert opposites()["bright"] == "dim" and opposites()["bright 2"] == ""
    exported = library.export(DEFAULT_MODEL, "dim", tmp_path)
    assert exported.name == f"bright{SUFFIX}"
    library.remove(DEFAULT_MODEL, "bright 2")
    library.rename(DEFAULT_MODEL, "bright", "light")
    library.rename(DEFAULT_MODEL, "dim", "dark")
    assert opposites()["light"] == "dark"
    library.import_file(DEFAULT_MODEL, exported)
    assert opposites()["bright"] == "dim"
    # A direction of that name from before comes first.
    own("dim")
    assert opposites()["bright"] == "" and shelf.sides(DEFAULT_MODEL)["dim"].sign == 1


def test_without_an_opposite_older_versions_read_the_file(own: Make) -> None:
    bundled = load_direction(shelf.find_direction(DEFAULT_MODEL, "young"))
    assert bundled.head.opposite == "young"
    for path in (own("frown"), library.add(DEFAULT_MODEL, "two", combine("two", [(bundled, -1.0)]).save)):
        assert "opposite" not in read_head(path).to_metadata()[METADATA_KEY]
        assert json.loads(read_head(path).to_metadata()[METADATA_KEY])["schema"] == 1


def test_bundled_directions_stay(own: Make) -> None:
    own("frown")
    known = names()
    for change in (
        lambda: library.remove(DEFAULT_MODEL, BUNDLED),
        lambda: library.rename(DEFAULT_MODEL, BUNDLED, "grin"),
        lambda: library.rename(DEFAULT_MODEL, "frown", BUNDLED),
        lambda: library.rename(DEFAULT_MODEL, "frown", "a=b"),
        lambda: library.check_name(DEFAULT_MODEL, BUNDLED, replace=True),
    ):
        with pytest.raises(DirectionError):
            change()
    for change in (library.remove, lambda m, n: library.rename(m, n, "x")):
        with pytest.raises(UnknownDirection):
            change(DEFAULT_MODEL, "never made")
    assert names() == known


def test_out_and_in_again(own: Make, tmp_path: Path) -> None:
    own("frown")
    exported = library.export(DEFAULT_MODEL, "frown", tmp_path)
    assert exported.parent == tmp_path and exported.name.endswith(SUFFIX)
    with pytest.raises(OutputExists):
        library.export(DEFAULT_MODEL, "frown", exported)
    library.export(DEFAULT_MODEL, BUNDLED, exported, replace=True)
    assert read_head(exported).name == BUNDLED
    with pytest.raises(DirectionError, match="already"):
        library.import_file(DEFAULT_MODEL, exported)
    path = library.import_file(DEFAULT_MODEL, exported, "grin")
    assert path.parent == shelf.user_directions(DEFAULT_MODEL)
    bundled, own_copy = (load_direction(shelf.find_direction(DEFAULT_MODEL, name)) for name in (BUNDLED, "grin"))
    assert torch.equal(bundled.shift.tensors()["delta_h"], own_copy.shift.tensors()["delta_h"])
    assert own_copy.head.info().label == "Grin"
    with pytest.raises(DirectionError):
        library.export(DEFAULT_MODEL, "frown", tmp_path / "no folder" / "x")


def test_what_does_not_fit_is_not_taken_in(own: Make, tmp_path: Path) -> None:
    file = tmp_path / f"x{SUFFIX}"
    known = names()
    own("other", file, base_fingerprint="of another", base_name="faces-512")
    with pytest.raises(WrongBaseModel, match="faces-512"):
        library.import_file(DEFAULT_MODEL, file)
    own("other", file, h_shape=(256, 7, 8))
    with pytest.raises(DirectionError, match="damaged"):
        library.import_file(DEFAULT_MODEL, file)
    own("other", file, (256, 4, 4), h_shape=(256, 4, 4))
    with pytest.raises(WrongBaseModel):
        library.import_file(DEFAULT_MODEL, file)
    own("other", file)
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(DirectionError, match="damaged"):
        library.import_file(DEFAULT_MODEL, file)
    with pytest.raises(DirectionError, match="damaged"):
        library.import_file(DEFAULT_MODEL, tmp_path / "not there")
    assert names() == known


def test_a_failure_while_writing_leaves_the_old_direction(own: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = own("frown")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("asyrp_desktop.engine.tensor_file.shutil.copyfileobj", full)
    with pytest.raises(DirectionError, match="cannot be written"):
        library.rename(DEFAULT_MODEL, "frown", "frown 2")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def entry(name: str) -> LibraryEntry | None:
    return next((one for one in library.entries() if one.key == DirectionKey(DEFAULT_MODEL, name)), None)


def note(name: str, **changes: object) -> None:
    marks.keep({DirectionKey(DEFAULT_MODEL, name): Mark(**changes)})  # type: ignore[arg-type]


def test_what_is_noted_goes_with_its_direction(own: Make) -> None:
    own("frown")
    note("frown", favourite=True, tags=("forehead", "이마"))
    note(BUNDLED, hidden=True)
    library.rename(DEFAULT_MODEL, "frown", "scowl")
    scowl = entry("scowl")
    assert scowl and scowl.own and scowl.mark == Mark(favourite=True, tags=("forehead", "이마"))
    # Another one of the old name starts with nothing noted on it.
    own("frown")
    frown = entry("frown")
    assert frown and frown.mark == Mark()
    library.remove(DEFAULT_MODEL, "scowl")
    assert entry("scowl") is None
    library.restore(DEFAULT_MODEL, "scowl", scowl.mark)
    restored = entry("scowl")
    assert restored and restored.mark == scowl.mark


def test_removed_directions_come_back_as_they_were(own: Make, user_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fingerprint(own("frown"))
    library.remove(DEFAULT_MODEL, "frown")
    second = fingerprint(own("frown"))
    assert first != second
    library.remove(DEFAULT_MODEL, "frown")
    library.restore(DEFAULT_MODEL, "frown")
    assert fingerprint(shelf.find_direction(DEFAULT_MODEL, "frown")) == second
    with pytest.raises(DirectionError):  # the name is taken: what is there is not replaced
        library.restore(DEFAULT_MODEL, "frown")
    library.rename(DEFAULT_MODEL, "frown", "scowl")
    library.restore(DEFAULT_MODEL, "frown")
    assert fingerprint(shelf.find_direction(DEFAULT_MODEL, "frown")) == first
    with pytest.raises(UnknownDirection):
        library.restore(DEFAULT_MODEL, "never seen")
    # What was removed long ago has gone when the next one goes.
    library.remove(DEFAULT_MODEL, "frown")
    monkeypatch.setattr(library, "KEPT_REMOVED", -1)
    library.remove(DEFAULT_MODEL, "scowl")
    assert len(list((user_data / "removed" / DEFAULT_MODEL).iterdir())) == 1


def test_a_copy_of_a_bundled_direction_is_ones_own() -> None:
    bundled = entry(BUNDLED)
    name = library.duplicate(DEFAULT_MODEL, BUNDLED)
    copy = entry(name)
    assert bundled and copy and copy.own and not bundled.own and name != BUNDLED
    assert fingerprint(copy.path) == fingerprint(bundled.path) and copy.info.record == bundled.info.record
    library.remove(DEFAULT_MODEL, name)


def test_sliders_are_those_that_are_wanted(own: Make) -> None:
    own("frown")
    note(BUNDLED, slider=False)
    note("old", hidden=True)
    shown = {info.name for info in library.sliders(DEFAULT_MODEL)}
    assert shown == names() - {BUNDLED, "old"}


def test_a_damaged_file_of_marks_loses_no_slider(user_data: Path) -> None:
    note(BUNDLED, favourite=True)
    for damage in (b"{", b"[]", b'{"faces-128": 3}', b'{"faces-128": {"smiling": {"tags": 5}}}', b"\xff"):
        (user_data / "marks.json").write_bytes(damage)
        assert {info.name for info in library.sliders(DEFAULT_MODEL)} == names()
    note("old", favourite=True)
    assert marks.marks() == {DirectionKey(DEFAULT_MODEL, "old"): Mark(favourite=True)}
    assert (user_data / "marks.damaged.json").read_bytes() == b"\xff"
    for tag in ("", " x", "a,b", "x" * 99, "line\nbreak"):
        with pytest.raises(DirectionError):
            note("old", tags=(tag,))


def picture(seed: int, side: int = 24) -> Picture:
    rows = np.linspace(seed, 255 - seed, side, dtype=np.uint8)
    pixels = np.broadcast_to(rows[:, None, None], (side, side, 3))
    return Picture(side, side, np.ascontiguousarray(pixels).tobytes())


def test_previews_are_carried_or_kept_and_outlive_a_new_name(
    own: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, other = (PreviewRow(*(picture(k + seed) for k in (0, 9, 18))) for seed in (0, 60))
    carrying = own("frown", record={"previews": [embedded(row), embedded(other)]})
    rows = previews(carrying)
    assert len(rows) == 2
    for kept, before in zip(rows, (row, other), strict=True):
        for one, was in zip(kept, before, strict=True):
            assert (one.width, one.height) == (was.width, was.height)
            difference = np.frombuffer(one.data, np.uint8).astype(int) - np.frombuffer(was.data, np.uint8)
            assert np.abs(difference).mean() < 3  # WebP is lossy

    plain = own("scowl")
    assert previews(plain) == ()
    keep_previews(plain, [row])
    drawn = previews(plain)
    assert len(drawn) == 1
    library.rename(DEFAULT_MODEL, "scowl", "glower")
    assert previews(shelf.find_direction(DEFAULT_MODEL, "glower")) == drawn
    for record in ({"previews": ["no base64!"]}, {"previews": [3]}, {"previews": ["AAAA"]}):
        assert previews(own(f"odd {record}", record=record)) == ()
