"""Whose work is inside, and on which terms."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy
import pytest
import torch

import licences

NUMPY = next(Path(numpy.__file__).parent.rglob("_multiarray_umath*"))
TORCH = Path(torch.__file__)


def test_every_library_is_found_with_its_texts(tmp_path: Path) -> None:
    ours = Path(__file__)
    inside = licences.parts([NUMPY, TORCH, Path(json.__file__), ours])
    assert [part.name for part in inside] == ["numpy", "python", "torch"]
    assert all(part.texts for part in inside)
    licences.write(inside, tmp_path / "licences")
    for part in inside:
        texts = list((tmp_path / "licences" / part.name).iterdir())
        assert texts and all(text.stat().st_size > 200 for text in texts)
    assert (tmp_path / "licences" / "THIRD_PARTY.md").is_file()

    told = json.loads((tmp_path / "licences" / licences.BOM).read_text(encoding="utf-8"))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    by_name = {component["name"]: component for component in told["components"]}
    assert by_name["numpy"]["purl"] == f"pkg:pypi/numpy@{numpy.__version__}"
    assert "BSD" in by_name["numpy"]["licenses"][0]["license"]["name"]
    (library,) = by_name["numpy"]["components"]
    assert library["name"] == NUMPY.name and len(library["hashes"][0]["content"]) == 64
    assert by_name["python"]["version"] == sys.version.split()[0]
    refs = [component["bom-ref"] for component in told["components"]]
    assert sorted(told["dependencies"][0]["dependsOn"]) == sorted(refs)


def test_a_library_of_no_one_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "libstranger.so.1").touch()
    with pytest.raises(licences.Unlicensed, match="libstranger"):
        licences.parts([tmp_path / "libstranger.so.1"])


def test_a_library_without_terms_stops_the_build(tmp_path: Path) -> None:
    part = licences.Part("termless", "1", "", "pkg:pypi/termless@1", ())
    with pytest.raises(licences.Unlicensed, match="termless"):
        licences.write([part], tmp_path / "licences")
