from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyrp_desktop.core.errors import DirectionError
from asyrp_desktop.core.values import Course
from asyrp_desktop.engine.direction import GlobalShift, ImplicitShift, PerStepShift, Shift, load_direction
from asyrp_desktop.engine.direction_file import METADATA_KEY, SUFFIX, read_head
from asyrp_desktop.rendering import rendering_of
from tests.conftest import direction, tiny_h_space

UNET = tiny_h_space()
SHIFTS: dict[str, Shift] = {
    "global": GlobalShift(torch.randn(UNET.h_shape)),
    "per-step": PerStepShift(torch.tensor([400, 700, 999]), torch.randn(3, *UNET.h_shape)),
    "implicit": ImplicitShift(UNET.h_shape[0], 64, groups=8),
}


@pytest.mark.parametrize("form", SHIFTS)
def test_round_trip(tmp_path: Path, form: str) -> None:
    made = direction(UNET, SHIFTS[form], name="è/日本 😀")
    path = tmp_path / f"日本 {form}{SUFFIX}"
    made.save(path)
    loaded = load_direction(path)
    assert loaded.head == made.head == read_head(path)
    assert loaded.head.form == form
    h, temb = torch.randn(2, *UNET.h_shape), torch.randn(2, 64)
    torch.testing.assert_close(loaded.delta_h(h, temb, 690, 20), made.delta_h(h, temb, 690, 20), rtol=2e-2, atol=2e-2)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(cut=st.floats(0, 1), junk=st.binary(max_size=64), at=st.floats(0, 1))
def test_a_damaged_file_is_an_error_and_never_a_traceback(tmp_path: Path, cut: float, junk: bytes, at: float) -> None:
    path = tmp_path / f"d{SUFFIX}"
    direction(UNET, SHIFTS["global"]).save(path)
    data = path.read_bytes()
    place = int(at * 600)
    path.write_bytes((data[:place] + junk + data[place + len(junk) :])[: int(cut * len(data))])
    try:
        load_direction(path)
    except DirectionError as error:
        assert path.name in str(error)


@pytest.mark.parametrize("wrong", [{"opposite": None}, {"opposite": 5}, {"rendering": "paint"}, {"rendering": 1}])
def test_a_head_that_says_nonsense_is_damaged(tmp_path: Path, wrong: dict[str, object]) -> None:
    path = tmp_path / f"d{SUFFIX}"
    made = direction(UNET, SHIFTS["global"])
    replace(made, head=replace(made.head, **wrong)).save(path)  # type: ignore[arg-type]
    with pytest.raises(DirectionError):
        read_head(path)


def test_what_only_this_version_knows_is_only_written_where_it_is_said(tmp_path: Path) -> None:
    made = direction(UNET, SHIFTS["global"])
    assert '"schema": 1' in made.head.to_metadata()[METADATA_KEY]
    for known in ({"opposite": "back"}, {"rendering": "redraw"}):
        head = replace(made.head, **known)  # type: ignore[arg-type]
        assert '"schema": 2' in head.to_metadata()[METADATA_KEY]
        replace(made, head=head).save(tmp_path / f"d{SUFFIX}")
        assert read_head(tmp_path / f"d{SUFFIX}") == head


def test_what_nobody_measured_is_moved_by_small_models_and_redrawn_by_large_ones() -> None:
    said = direction(UNET, SHIFTS["global"])
    drawn = replace(said, head=replace(said.head, rendering="redraw"))
    assert [rendering_of({said: 1.0}, size) for size in (128, 256)] == ["motion", "redraw"]
    assert rendering_of({said: 1.0, drawn: 0.1}, 128) == "redraw"
    assert rendering_of({drawn: 1.0}, 128, Course(rendering="motion")) == "motion"


def test_a_pickle_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / f"evil{SUFFIX}"
    torch.save({"delta_h": torch.zeros(3)}, path)
    with pytest.raises(DirectionError):
        load_direction(path)
