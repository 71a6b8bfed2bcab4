"""What the build makes around the frozen program."""

from __future__ import annotations

import configparser
import hashlib
import os
import plistlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PIL import Image

import asyrp_desktop
import build
import icons
import identity
import linux_release
import macos_release
import sizes
import windows_release

ODD = 'Pröba "日本" 100% $x `y` \\z'


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("icons")
    icons.draw(folder)
    return folder


def test_one_name_and_one_version() -> None:
    assert asyrp_desktop.__version__ == identity.VERSION
    assert identity.release("cpu").startswith(f"asyrp-desktop-{asyrp_desktop.__version__}-{identity.system()}-")
    assert build.variant_of(None) == "cpu" and build.variant_of("13.2") == "cuda"


def test_icons_of_every_system(drawn: Path) -> None:
    for size in icons.SIZES:
        with Image.open(drawn / f"asyrp-desktop-{size}.png") as image:
            assert image.size == (size, size)
            assert image.getchannel("A").getextrema() == (0, 255)  # drawn, with its round corners left free
    with Image.open(drawn / "asyrp-desktop.ico") as image:
        assert {(16, 16), (32, 32), (256, 256)} <= image.info["sizes"]
    with Image.open(drawn / "asyrp-desktop.icns") as image:
        assert (512, 512, 2) in image.info["sizes"]


def test_the_desktop_is_told_about_the_program(drawn: Path, tmp_path: Path) -> None:
    linux_release.integrate(tmp_path, drawn)
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(tmp_path / "share" / "applications" / "asyrp-desktop.desktop", encoding="utf-8")
    told = entry["Desktop Entry"]
    assert told["Exec"] == "asyrp-desktop open %F" and told["Icon"] == "asyrp-desktop"
    assert {"application/x-asyrp-direction", "image/jpeg"} <= set(told["MimeType"].split(";"))
    kinds = ElementTree.parse(tmp_path / "share" / "mime" / "packages" / "asyrp-desktop.xml").getroot()
    globs = [node.get("pattern") for node in kinds.iter() if node.tag.endswith("glob")]
    assert globs == ["*.asyrp", "*.direction.safetensors"]
    appstream = ElementTree.parse(next((tmp_path / "share" / "metainfo").iterdir())).getroot()
    assert appstream.findtext("id") == identity.APP_ID
    release = appstream.find("releases/release")
    assert release is not None and release.get("version") == identity.VERSION
    texts = [path for path in tmp_path.rglob("*") if path.suffix in (".desktop", ".xml", ".sh")]
    assert len(texts) == 4 and not any("@" in text.read_text(encoding="utf-8").replace("$@", "") for text in texts)


@pytest.mark.skipif(sys.platform != "linux", reason="for Linux desktops")
def test_the_menu_entry_starts_the_program_wherever_it_lies(drawn: Path, tmp_path: Path) -> None:
    folder, home = tmp_path / ODD, tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    linux_release.integrate(folder, drawn)
    run = {"check": True, "env": {"HOME": str(home), "PATH": os.environ["PATH"]}, "stdout": subprocess.DEVNULL}
    subprocess.run(["sh", str(folder / "install.sh")], **run)
    entry = home / ".local" / "share" / "applications" / "asyrp-desktop.desktop"
    line = next(line for line in entry.read_text(encoding="utf-8").splitlines() if line.startswith("Exec="))
    quoted = line.removeprefix("Exec=").removesuffix(" open %F")
    assert quoted[0] == quoted[-1] == '"'
    meant, rest = "", quoted[1:-1]
    while rest:
        step = 2 if rest[0] == "\\" or rest.startswith("%%") else 1
        meant, rest = meant + rest[step - 1], rest[step:]
    assert meant == str(folder / "asyrp-desktop")
    subprocess.run(["sh", str(folder / "install.sh"), "--remove"], **run)
    assert not entry.exists()


def test_sums_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert build.sha256(tmp_path / "a") == hashlib.sha256(b"abc").hexdigest()


def test_the_report_names_the_largest(tmp_path: Path) -> None:
    folder = tmp_path / "asyrp-desktop"
    for name, size in (
        ("asyrp-desktop", 3),
        ("_internal/torch/lib/libtorch_cpu.so", 9),
        ("_internal/numpy/core.so", 2),
        ("_internal/numpy.libs/blas.so", 3),
        ("_internal/libpython3.so", 1),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(bytes(size * 1_000_000))
    lines = [line.split("MB") for line in sizes.report(folder).splitlines() if "MB" in line]
    told = [(float(size), name.strip()) for size, name in lines]
    assert told[0] == (18.0, "all of asyrp-desktop, 5 files")
    assert told[1:3] == [(9.0, "torch"), (5.0, "numpy")]
    assert (9.0, "_internal/torch/lib/libtorch_cpu.so") in told


def test_windows_is_told_the_same(drawn: Path, tmp_path: Path) -> None:
    words = windows_release.definitions(tmp_path / "in", drawn, tmp_path / "out", 'tool /n "A B"')
    assert f"/DVersion={identity.VERSION}" in words and "/Srelease=tool /n $qA B$q $q$f$q" in words
    script = (Path(windows_release.__file__).parent / "windows" / "asyrp-desktop.iss").read_text(encoding="utf-8")
    defined = {word[2:].partition("=")[0] for word in words if word.startswith("/D")}
    used = {part.split("}")[0] for part in script.split("{#")[1:]}
    assert used - {"Url"} <= defined
    windows_release.version_resource(tmp_path / "version.txt")
    assert compile((tmp_path / "version.txt").read_text(encoding="utf-8"), "version.txt", "eval")


def test_macos_signs_from_the_inside_out(tmp_path: Path) -> None:
    bundle = tmp_path / "Asyrp Desktop.app"
    for name in ("Contents/Frameworks/a.dylib", "Contents/Frameworks/deep/er/b.so", "Contents/MacOS/asyrp-desktop"):
        (bundle / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / name).touch()
    *signed, check = macos_release.signing(bundle, "Developer ID Application: X")
    assert [Path(command[-1]).name for command in signed] == ["b.so", "a.dylib", bundle.name]
    assert all("runtime" in command for command in signed) and "--entitlements" in signed[-1]
    assert "--verify" in check
    assert "runtime" not in macos_release.signing(bundle, None)[0]
    plistlib.loads(macos_release.ENTITLEMENTS.read_bytes())
    told = plistlib.loads(plistlib.dumps(macos_release.info()))
    kinds = {kind for document in told["CFBundleDocumentTypes"] for kind in document["LSItemContentTypes"]}
    assert {kind["UTTypeIdentifier"] for kind in told["UTExportedTypeDeclarations"]} <= kinds
