"""What the program is called, and which files it opens: for every system's package, from one place."""

from __future__ import annotations

import platform
import re
import sys
from typing import NamedTuple

from contents import PACKAGE, ROOT

NAME = "Asyrp Desktop"
COMMAND = "asyrp-desktop"
APP_ID = "org.asyrpdesktop.AsyrpDesktop"
PUBLISHER = "The Asyrp Desktop authors"
LICENCE = "MIT"
ICON = ROOT / "resources" / "icons" / f"{COMMAND}.svg"

_INIT = (ROOT / PACKAGE / "__init__.py").read_text(encoding="utf-8")


def _said(name: str) -> str:
    found = re.search(rf'^{name} = "(.*)"$', _INIT, re.MULTILINE)
    if not found:
        raise ValueError(f"{PACKAGE}/__init__.py says no {name}")
    return found[1]


VERSION = _said("__version__")
RELEASES = _said("RELEASES")


class Document(NamedTuple):
    """A kind of file that is opened with the program."""

    suffix: str
    mime: str
    parent: str  # what else a program may take it for
    label: str


# Photos are not among them: the program offers itself for those, and takes none over.
EDIT = Document(".asyrp", "application/x-asyrp-edit", "application/json", "Asyrp edit")
DIRECTION = Document(
    ".direction.safetensors", "application/x-asyrp-direction", "application/octet-stream", "Asyrp direction"
)
DOCUMENTS = (EDIT, DIRECTION)
PHOTOS = ("image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic", "image/heif", "image/avif", "image/bmp")


def system() -> str:
    return {"linux": "linux", "win32": "windows", "darwin": "macos"}[sys.platform]


def release(variant: str) -> str:
    """The name of what is released, without its suffix. variant: "cpu" or "cuda"."""
    machine = {"amd64": "x86_64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine().lower())
    return f"{COMMAND}-{VERSION}-{system()}-{machine}-{variant}"
