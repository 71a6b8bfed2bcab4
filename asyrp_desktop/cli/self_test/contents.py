"""What must be inside: libraries, modules, licences."""

from __future__ import annotations

import importlib
import importlib.metadata
import pkgutil
import platform
import sys
from pathlib import Path

import asyrp_desktop
from asyrp_desktop.core.paths import LICENCES

from . import Check, Damaged

_LEFT_OUT = {
    "asyrp_desktop.cli.__main__",  # to import it is to run it
    "asyrp_desktop.batch.cluster",  # for those who install the extra “cluster”
}


def versions(_: Path) -> str:
    """Versions of what most depends on."""
    import diffusers
    import open_clip
    import torch

    system = f"Python {platform.python_version()} on {platform.platform()}"
    built_for = f"CUDA {torch.version.cuda}" if torch.version.cuda else "CPU"
    return (
        f"Asyrp Desktop {asyrp_desktop.__version__}, torch {torch.__version__} for {built_for}, "
        f"diffusers {diffusers.__version__}, open_clip {open_clip.__version__}, {system}"
    )


def modules(_: Path) -> str:
    """Every module of the program can be imported."""
    names = [
        module.name
        for module in pkgutil.walk_packages(asyrp_desktop.__path__, "asyrp_desktop.")
        if module.name not in _LEFT_OUT
    ]
    for name in names:
        importlib.import_module(name)
    if len(names) < 50:
        raise Damaged(f"only {len(names)} modules are inside: {names}")
    return f"{len(names)} imported"


def licences(_: Path) -> str:
    """The packaged program carries the licence of everything inside."""
    if not getattr(sys, "frozen", False):
        return "not packaged: the libraries carry their own"
    for name in ("LICENSE", "THIRD_PARTY.md", "bom.cdx.json"):
        if not (LICENCES / name).is_file():
            raise Damaged(f"{LICENCES / name} is missing")
    inside = [folder for folder in LICENCES.iterdir() if folder.is_dir() and any(folder.iterdir())]
    known = {folder.name for folder in inside}
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata["Name"].lower().replace("_", "-")
        if name not in known:
            raise Damaged(f"the licence of {name} is missing")
    return f"of {len(inside)} libraries"


CHECKS: dict[str, Check] = {"versions": versions, "modules": modules, "licences": licences}
