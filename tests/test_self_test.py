"""`--self-test` finds what is broken. That it passes where nothing is, the packaged program's build shows."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from safetensors.numpy import load_file, save_file

from asyrp_desktop.cli import main, self_test
from asyrp_desktop.cli.self_test import contents, work
from asyrp_desktop.core import paths
from asyrp_desktop.models import shelf


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The built-in models, for this test to damage."""
    copied = tmp_path / "models"
    shutil.copytree(paths.BUILT_IN_MODELS, copied)
    monkeypatch.setattr(shelf, "BUILT_IN_MODELS", copied)
    return copied


def test_a_damaged_model_fails_and_the_rest_is_still_checked(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights = models / "faces-128" / "unet" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])
    before = shelf.USER_DATA, shelf.USER_CACHE
    assert self_test.run({"editing": work.editing, "photos": work.photos}) == 1
    said = capsys.readouterr().out
    assert "FAILED editing" in said and "faces-128" in said
    assert "ok     photos" in said and "1 of 2 passed" in said
    assert before == (shelf.USER_DATA, shelf.USER_CACHE)


def test_a_model_with_other_weights_fails(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = models / "faces-128" / "unet" / "diffusion_pytorch_model.safetensors"
    weights = load_file(path)
    weights["conv_in.weight"] *= 1.01
    save_file(weights, path)
    assert self_test.run({"editing": work.editing}) == 1
    assert "WrongBaseModel" in capsys.readouterr().out


def test_a_packaged_program_without_licences_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(contents, "LICENCES", tmp_path)
    assert self_test.run({"licences": contents.licences}) == 1
    for name in ("LICENSE", "THIRD_PARTY.md", "bom.cdx.json"):
        (tmp_path / name).touch()
    assert self_test.run({"licences": contents.licences}) == 1
    assert "the licence of" in capsys.readouterr().out


def test_the_exit_code_says_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for said, code in ((lambda _: "fine", 0), (lambda _: 1 / 0, 1)):
        monkeypatch.setattr(self_test, "_all", lambda said=said: {"one": said})
        assert main(["--self-test"]) == code
    assert "ZeroDivisionError" in capsys.readouterr().out
