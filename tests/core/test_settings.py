"""Settings from one day to the next, from one version to another."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyrp_desktop.core.settings import HISTORY_MB, VERSION, Settings, read_settings, write_settings

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
SETTINGS = st.builds(
    Settings,
    model=st.text(min_size=1),
    device=st.sampled_from(["auto", "cpu", "mps", "cuda"]),
    language=st.sampled_from(["", "en", "ko"]),
    theme=st.sampled_from(["system", "light", "dark"]),
    ahead=st.booleans(),
    history_mb=st.integers(*HISTORY_MB),
    strip_location=st.booleans(),
    tour_offered=st.booleans(),
)
shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@shared_folder
@given(SETTINGS)
def test_there_and_back(tmp_path: Path, wanted: Settings) -> None:
    write_settings(tmp_path / "new" / "settings.json", wanted)
    assert read_settings(tmp_path / "new" / "settings.json") == wanted


@shared_folder
@given(JSON | st.dictionaries(st.sampled_from(sorted(asdict(Settings()))), JSON))
def test_whatever_lies_there_the_program_starts(tmp_path: Path, lies: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(lies), encoding="utf-8")
    found = read_settings(path)
    for name, value in asdict(found).items():
        assert type(value) is type(getattr(Settings(), name))
    assert HISTORY_MB[0] <= found.history_mb <= HISTORY_MB[1] and found.theme in ("system", "light", "dark")
    write_settings(path, found)
    assert read_settings(path) == found


def test_older_and_newer_versions(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"model": "cats", "device": "cpu"}', encoding="utf-8")
    assert read_settings(path) == Settings(model="cats", device="cpu")
    path.write_text(
        json.dumps({"version": VERSION + 1, "model": "cats", "theme": "sepia", "grain": 3}), encoding="utf-8"
    )
    assert read_settings(path) == Settings(model="cats")
    write_settings(path, Settings(model="dogs"))
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["grain"] == 3 and kept["version"] == VERSION + 1 and kept["model"] == "dogs"
    path.write_text("{", encoding="utf-8")
    assert read_settings(path) == Settings()
