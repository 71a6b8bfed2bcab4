"""What goes into the packaged program, held against the source tree."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import tomllib
from pathlib import Path

import pytest

import contents
import identity
from asyrp_desktop.core import edit_file, paths
from asyrp_desktop.engine import direction_file


def test_every_file_that_the_program_looks_for_is_inside() -> None:
    named = {name: value for name, value in vars(paths).items() if name.isupper() and isinstance(value, Path)}
    assert len(named) >= 5
    inside = dict(contents.DATA)
    for name, place in named.items():
        if name in ("LICENCES", "_PACKAGE", "_HOME"):  # the first is made by the build
            continue
        source = next((source for source in inside if place.is_relative_to(source)), None)
        assert source is not None, f"{name} is left out"
        assert inside[source] == f"asyrp_desktop/{source.relative_to(contents.ROOT).as_posix()}"
    files = [path for source in inside for path in source.rglob("*") if path.is_file()]
    assert all(contents.wanted(f"asyrp_desktop/{path.relative_to(contents.ROOT).as_posix()}") for path in files)


def test_the_wheel_carries_the_same() -> None:
    project = tomllib.loads((contents.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {source.relative_to(contents.ROOT).as_posix(): target for source, target in contents.DATA}


def test_nothing_that_is_imported_is_left_out() -> None:
    # Where they are not there, batches stay on one machine and trainings in one process.
    optional = {"ray", "accelerate"}
    for path in (contents.ROOT / "asyrp_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                refused = [one for one in contents.MODULES_LEFT_OUT if name == one or name.startswith(f"{one}.")]
                assert not set(refused) - optional, f"{path} imports {name}"


def test_what_is_named_is_installed() -> None:
    for name in contents.HIDDEN:
        assert importlib.util.find_spec(name), name
    for name in contents.METADATA:
        assert importlib.metadata.version(name)
    for name in contents.CODECS:
        assert importlib.util.find_spec(f"imagecodecs.{name}"), name
    read = {(Path(path).name, folder) for path, folder in contents.sources_that_are_read("torch")}
    assert ("config.py", str(Path("torch/_dynamo"))) in read


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/QtCore.abi3.so",
        "PySide6/Qt6Gui.dll",
        "PySide6/Qt/lib/QtWidgets.framework/Versions/A/QtWidgets",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/translations/qtbase_ko.qm",
        "torch/lib/libtorch_cpu.so",
        "torch/lib/c10.dll",
        "pillow.libs/libjpeg.so.62",
        "nvidia/cu13/lib/libcusolver.so.12",
        "nvidia/cudnn/lib/libcudnn_ops.so.9",
    ],
)
def test_kept(name: str) -> None:
    assert contents.wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6Qml.dll",
        "PySide6/QtQml.abi3.so",
        "PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtdeclarative_ko.qm",
        "torchvision/_C.so",
        "torchvision.libs/libnvjpeg.so.13",
        "torch/lib/libjitbackend_test.so",
        "libmvec.so.1",
        "nvidia/cu13/lib/libcusolverMg.so.12",
    ],
)
def test_left_out(name: str) -> None:
    assert not contents.wanted(name)


def test_its_own_files_are_opened_with_the_program() -> None:
    assert [document.suffix for document in identity.DOCUMENTS] == [edit_file.SUFFIX, direction_file.SUFFIX]
