"""The user's own directions as files, in a data folder of the test's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from asyrp_desktop.core.errors import DirectionError, OutputExists, UnknownDirection, WrongBaseModel
from asyrp_desktop.core.values import DEFAULT_MODEL
from asyrp_desktop.engine.direction import Direction, PerStepShift, load_direction
from asyrp_desktop.engine.direction_file import SUFFIX, DirectionHead, read_head
from asyrp_desktop.models import library, shelf

Make = Callable[..., Path]
BUNDLED = "smiling"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, on a path that is not plain."""
    folder = tmp_path / "Daten 日本"
    for module in (shelf, library):
        monkeypatch.setattr(module, "USER_DATA", folder)
    return folder


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

    monkeypatch.setattr(library, "save_file", full)
    with pytest.raises(OSError):
        library.rename(DEFAULT_MODEL, "frown", "frown 2")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
