"""Names that every system takes and that never leave the output folder, whatever photos and templates are called."""

from __future__ import annotations

import datetime
import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyrp_desktop.batch.naming import NameFields, Template, numbered
from asyrp_desktop.core.errors import BatchError

NOON = datetime.datetime(2024, 5, 31, 12, 0)


def fields(**changes: object) -> NameFields:
    usual = NameFields("IMG 1", ".jpg", "happy", NOON, 7, "smiling_old", "1_-0.5")
    return usual._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{stem}_{preset}{ext}", "IMG 1_happy.jpg"),
        ("{date:%Y-%m}/{index:04}_{stem}.png", "2024-05/0007_IMG 1.png"),
        ("{direction} {strength}{ext}", "smiling_old 1_-0.5.jpg"),
        ("../../{stem}{ext}", "IMG 1.jpg"),
        ("/{stem}{ext}", "IMG 1.jpg"),
        ("CON.{stem}{ext}", "_CON.IMG 1.jpg"),
        (".{stem}{ext}", "_.IMG 1.jpg"),
        ("{preset}/{stem}_{preset}{ext}", "happy/IMG 1_happy.jpg"),
    ],
)
def test_templates(template: str, name: str) -> None:
    assert str(Template(template).name(fields())) == name


@pytest.mark.parametrize(
    "template", ["{stem}", "{stem}.gif", "{nothing}{ext}", "{stem", "{0}.jpg", "{stem.x}{ext}", ""]
)
def test_templates_that_name_no_picture_are_refused(template: str) -> None:
    with pytest.raises(BatchError):
        Template(template)


HOSTILE = ["..", ".", "/etc/passwd", "a/../../b", "C:\\x", "nul", "日本" * 200, "\ud800"]
TEXTS = st.text(max_size=300) | st.sampled_from(HOSTILE)
TEMPLATES = st.sampled_from(["{stem}_{preset}{ext}", "{stem}{ext}", "{preset}/{stem}{ext}"])


@given(stem=TEXTS, preset=TEXTS, template=TEMPLATES)
def test_no_name_escapes(tmp_path_factory: pytest.TempPathFactory, stem: str, preset: str, template: str) -> None:
    root = tmp_path_factory.getbasetemp() / "names"
    name = Template(template).name(fields(stem=stem, preset=preset))
    target = Path(os.path.normpath(root / name))
    assert target.is_relative_to(root)
    assert target != root
    assert target.suffix == ".jpg"
    for part in name.parts:
        assert not part.startswith(".")
        assert not part.endswith((" ", "."))
        assert not set(part) & set('<>:"/\\|?*\x00\n')
        assert len(part.encode()) <= 255
    # And the system agrees.
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"")
    target.unlink()


def test_numbers_go_before_the_suffix() -> None:
    assert numbered(PurePosixPath("a.b/c.jpg"), 2) == PurePosixPath("a.b/c (2).jpg")
