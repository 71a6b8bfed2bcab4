"""Small JSON files of the user's: edits that come from elsewhere, and what the program keeps by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import torch

from asyrp_desktop.core.devices import Setting
from asyrp_desktop.core.direction_library import DirectionKey, Mark
from asyrp_desktop.core.edit_file import SUFFIX, EditFile, read_edit, write_edit
from asyrp_desktop.core.settings import Settings, read_settings, write_settings
from asyrp_desktop.core.values import DEFAULT_MODEL, Course, Crop, Edit, Scope, Stroke
from asyrp_desktop.models import device_settings, entries, kept_edits, library, marks, presets, shelf

from .. import mutations
from ..home import Home
from ..target import Sample, Target, Wrong, write

_UNDER_WAY = "under-way"  # which edits were not closed


class _JsonFiles(Target):
    """Small files of JSON."""

    _valid: Sequence[Sample]

    def valid(self) -> Sequence[Sample]:
        return self._valid

    def mutated(self, rng: Random) -> Sample:
        name, data, _ = rng.choice(self._valid)
        return Sample(name, mutations.mutated_json(rng, data))


class Edits(_JsonFiles):
    """Edit files, as they are opened and as they are kept."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        strokes = (Stroke(((1.0, 2.0), (3.5, 4.0)), 9.0), Stroke(((5.0, 6.0),), 2.0, True))
        scopes = (
            Scope(),
            Scope(Crop("square", (1.0, 2.0, 30.0)), 0.5, strokes, True, Course(400, 200, 0.5, 30, "redraw")),
            Scope(Crop("auto", face=2)),
        )
        edits = [Edit(scope, ({"smiling": 0.5, "young": -1.0}, {})) for scope in scopes]
        file = EditFile(Path("/photos/p.jpg"), "0" * 64, DEFAULT_MODEL, "f" * 32, {"smiling": "a" * 32}, Edit())
        self._valid = []
        for edit in edits:
            write_edit(home.work / f"e{SUFFIX}", replace(file, edit=edit))
            self._valid.append(Sample(f"e{SUFFIX}", (home.work / f"e{SUFFIX}").read_bytes()))
        self.hostile = [Sample(f"e{SUFFIX}", text) for text in _texts()]
        self.hostile += [Sample(_UNDER_WAY, text.encode()) for text in mutations.TEXTS]

    def read(self, sample: Sample, rng: Random) -> None:
        write(kept_edits.folder(), sample)
        if sample.name == _UNDER_WAY:
            kept_edits.left_open()
            kept_edits.mark_open("0" * 64)
            kept_edits.mark_all_closed()
            return
        found = kept_edits.recent(9)
        kept_edits.mark_open("0" * 64)
        kept_edits.left_open()
        path = write(self.home.work, sample)
        edit = read_edit(path)
        kept_edits.read(path)
        if not found:
            raise Wrong("it is read, and not among those that are kept")
        again = self.home.work / f"again{SUFFIX}"
        write_edit(again, edit)
        if read_edit(again) != edit:
            raise Wrong("another edit came back")
        kept_edits.keep(edit, b"")
        if kept_edits.of_photo(edit.digest) is None:
            raise Wrong("it was kept and is not there")


class Notes(_JsonFiles):
    """What the program keeps: a damaged file counts as empty, but for presets, which are refused."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._readers: Mapping[str, Callable[[Path], None]] = {
            "presets.json": _presets,
            "marks.json": _marks,
            "settings.json": _settings,
            "devices.json": _devices,
            "shelf.json": _shelf,
        }
        self._valid = _notes(home)
        self.hostile = [Sample(name, text) for name in self._readers for text in _texts()]

    def read(self, sample: Sample, rng: Random) -> None:
        self._readers[sample.name](write(shelf.USER_DATA, sample))


def _texts() -> list[bytes]:
    """That are valid JSON of another kind, or none."""
    texts = ["", " ", "\0", "\ufeff{}", "{", '{"a": {"b": {"c": {"d": 1}}}}', '{"a": {"b": 1}}', '{"a": [["b", 1]]}']
    texts += [value if isinstance(value, mutations.Raw) else json.dumps(value) for value in mutations.VALUES]
    return [*(text.encode() for text in texts), b"\xff\xfe{\0}\0", b"\xc3\x28"]


def _notes(home: Home) -> list[Sample]:
    """Written by the program."""
    key = DirectionKey(DEFAULT_MODEL, "smiling")
    presets.keep(DEFAULT_MODEL, "Party", {"smiling": 1.0, "young": 0.5})
    marks.keep({key: Mark(True, ("a", "b"), False, True)})
    write_settings(shelf.USER_DATA / "settings.json", Settings(theme="dark", history_mb=99))
    device_settings.keep_setting(torch.device("cpu"), "f", Setting("bfloat16", True))
    (shelf.USER_DATA / "shelf.json").write_text(json.dumps({"home": str(home.work / "shelf")}), encoding="utf-8")
    return [Sample(path.name, path.read_bytes()) for path in sorted(shelf.USER_DATA.glob("*.json"))]


def _presets(path: Path) -> None:
    presets.presets(DEFAULT_MODEL)
    presets.keep(DEFAULT_MODEL, "New", {"smiling": 1.0})
    if presets.preset(DEFAULT_MODEL, "New") != {"smiling": 1.0}:
        raise Wrong("another preset came back")


def _marks(path: Path) -> None:
    key = DirectionKey(DEFAULT_MODEL, "young")
    marks.marks()
    library.sliders(DEFAULT_MODEL)
    marks.keep({key: Mark(tags=("new",))})
    if marks.of(key) != Mark(tags=("new",)):
        raise Wrong("another mark came back")


def _settings(path: Path) -> None:
    known = read_settings(path)
    write_settings(path, known)
    if read_settings(path) != known:
        raise Wrong("other settings came back")


def _devices(path: Path) -> None:
    device = torch.device("cpu")
    device_settings.kept_setting(device, "f")
    device_settings.keep_setting(device, "g", Setting())
    if device_settings.kept_setting(device, "g") != Setting():
        raise Wrong("another setting came back")


def _shelf(path: Path) -> None:
    shelf.home()
    shelf.model_names()
    entries.entries()
