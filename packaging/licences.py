"""The licences of everything inside the packaged program, and its bill of materials (CycloneDX 1.6)."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from contents import ROOT
from identity import APP_ID, LICENCE, NAME, VERSION

BOM = "bom.cdx.json"
_TEXTS = re.compile(
    r"\.dist-info[/\\](licen[cs]es?[/\\].+|(licen[cs]e|copying|copyright|notice|authors)[^/\\]*)$", re.IGNORECASE
)

# What wheels leave out of their own licences, or of those of the libraries that they bring. The LGPL is an addition to
# the GPL, so it comes with it.
_GIVEN = ROOT / "packaging" / "licences"
_TEXTS_OF: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("pillow-heif", "pyside6-essentials", "shiboken6"), ("LGPL-3.0.txt", "GPL-3.0.txt")
)


@dataclass(frozen=True)
class Part:
    """A library that is inside, from whomever it came."""

    name: str
    version: str
    licence: str  # as its makers say it; "" where they do not
    purl: str
    texts: tuple[Path, ...]
    files: list[Path] = field(default_factory=list)  # shared libraries of it that are inside


class Unlicensed(Exception):
    """Something is inside, and no text tells on which terms."""


def parts(sources: Iterable[Path]) -> list[Part]:
    """The libraries that files belong to, sorted by name. sources: of all that is inside.

    Raises Unlicensed where a shared library belongs to none.
    """
    owners = _owners()
    found: dict[str, Part] = {}
    strangers: list[Path] = []
    for source in {path.resolve() for path in sources}:
        # Our own; an environment may lie among them.
        if source.is_relative_to(ROOT) and not source.is_relative_to(Path(sys.prefix).resolve()):
            continue
        part = owners.get(str(source))
        if part is None and (_is_library(source) or source.suffix == ".py"):
            part = _python(source) or _of_system(source)
            if part is None and _is_library(source):
                strangers.append(source)
        if part is not None:
            kept = found.setdefault(part.name, replace(part, files=[]))
            if _is_library(source):
                kept.files.append(source)
    if strangers:
        raise Unlicensed("No one is known to have made " + ", ".join(map(str, sorted(strangers))))
    return sorted(found.values(), key=lambda part: part.name)


def write(inside: list[Part], folder: Path) -> None:
    """Fill a fresh folder: a folder of texts for each library, our own beside them, and the bill of materials.

    Raises Unlicensed where a library brings no text.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("LICENSE", "THIRD_PARTY.md"):
        shutil.copy(ROOT / name, folder)
    for part in inside:
        texts = [*part.texts, *(_GIVEN / text for text in _TEXTS_OF.get(part.name, ()))]
        if not texts:
            raise Unlicensed(f"{part.name} brings no licence: put its text into {_GIVEN}, and say so in _TEXTS_OF")
        (folder / part.name).mkdir()
        for number, text in enumerate(texts):
            name = text.name if sum(other.name == text.name for other in texts) == 1 else f"{number}-{text.name}"
            shutil.copy(text, folder / part.name / name)
    (folder / BOM).write_text(json.dumps(bill(inside), ensure_ascii=False, indent=1), encoding="utf-8")


def bill(inside: list[Part]) -> dict[str, Any]:
    """The bill of materials."""
    program = {"type": "application", "bom-ref": APP_ID, "name": NAME, "version": VERSION, "licenses": [_said(LICENCE)]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program},
        "components": [_component(part) for part in inside],
        "dependencies": [{"ref": APP_ID, "dependsOn": [part.purl for part in inside]}],
    }


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
    }
    if part.licence:
        component["licenses"] = [_said(part.licence)]
    if part.files:
        component["components"] = [
            {
                "type": "file",
                "bom-ref": f"{part.purl}#{path.name}",
                "name": path.name,
                "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
            }
            for path in sorted({path.name: path for path in part.files}.values())
        ]
    return component


def _said(licence: str) -> dict[str, Any]:
    # Makers write what they like; an SPDX expression would have to be one.
    return {"license": {"name": licence}}


@cache
def _owners() -> dict[str, Part]:
    """Every installed file, and the Python distribution that brought it."""
    owners: dict[str, Part] = {}
    for distribution in importlib.metadata.distributions():
        # Tens of thousands of files: none of them is looked at.
        base = os.path.realpath(str(distribution.locate_file("")))
        files = [os.path.normpath(os.path.join(base, file)) for file in distribution.files or ()]  # noqa: PTH118
        name, version = normalised(distribution.metadata["Name"]), distribution.version
        texts = tuple(Path(file) for file in files if _TEXTS.search(file))
        part = Part(name, version, _licence(distribution), f"pkg:pypi/{name}@{version}", texts)
        owners.update((file, part) for file in files)
    return owners


def normalised(name: str) -> str:
    """As package indexes write a name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(distribution: importlib.metadata.Distribution) -> str:
    said = distribution.metadata
    if "License-Expression" in said:
        return said["License-Expression"]
    classifiers = [line.split(" :: ")[-1] for line in said.get_all("Classifier") or () if line.startswith("License ::")]
    return "; ".join(classifiers) or (said["License"].split("\n")[0][:200] if "License" in said else "")


def _python(source: Path) -> Part | None:
    """Python itself, if the file is of its own."""
    homes = [Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")]
    own = any(source.is_relative_to(home) for home in homes) or source.is_relative_to(Path(sys.base_prefix).resolve())
    if not own:
        return None
    version = platform.python_version()
    places = (homes[0] / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE")
    texts = tuple(place for place in places if place.is_file())[:1]
    return Part("python", version, "PSF-2.0", f"pkg:generic/python@{version}", texts)


def _of_system(source: Path) -> Part | None:
    """A library of the system that the program is built on, where that is Debian's kind."""
    if not shutil.which("dpkg-query"):
        return None
    # /lib is a link to /usr/lib on today's systems; packages were made before.
    for path in (source, Path("/", *source.parts[2:]) if source.parts[1] == "usr" else source):
        asked = subprocess.run(["dpkg-query", "--search", str(path)], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            name = asked.stdout.split(":")[0]
            version = subprocess.check_output(["dpkg-query", "--show", "-f", "${Version}\n", name], text=True)
            text = Path("/usr/share/doc") / name / "copyright"
            purl = f"pkg:deb/{name}@{version.split()[0]}"
            return Part(name, version.split()[0], "", purl, (text.resolve(),) if text.is_file() else ())
    return None


def _is_library(path: Path) -> bool:
    return bool(re.search(r"\.(so|dll|pyd|dylib)(\.[\d.]+)?$", path.name))
