from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyrp_desktop.core.errors import DirectionError
from asyrp_desktop.engine.direction import GlobalShift, ImplicitShift, PerStepShift, Shift, load_direction
from asyrp_desktop.engine.direction_file import SUFFIX, read_head
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


def test_a_pickle_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / f"evil{SUFFIX}"
    torch.save({"delta_h": torch.zeros(3)}, path)
    with pytest.raises(DirectionError):
        load_direction(path)
