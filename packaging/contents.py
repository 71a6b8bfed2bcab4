"""What goes into the packaged program, and what stays out."""

from __future__ import annotations

import importlib.util
import re
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "asyrp_desktop"

# Where the program looks for its files (`core.paths`): beside its modules.
DATA = (
    (ROOT / "resources", f"{PACKAGE}/resources"),
    (ROOT / "directions", f"{PACKAGE}/directions"),
)

# Versions of these are asked for at run time.
METADATA = (
    "diffusers",
    "filelock",
    "ftfy",
    "huggingface_hub",
    "numpy",
    "open_clip_torch",
    "packaging",
    "pillow",
    "psutil",
    "PySide6_Essentials",
    "pyyaml",
    "regex",
    "requests",
    "safetensors",
    "timm",
    "torch",
    "torchvision",
    "tqdm",
)

# Found by name at run time, not by an import that can be seen.
HIDDEN = ("diffusers.models.unets.unet_2d", "diffusers.schedulers.scheduling_ddpm")

# Asked for by what is inside, and not needed: used on clusters, by developers, or by models that no one edits with.
MODULES_LEFT_OUT = (
    "IPython",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "accelerate",
    "diffusers.modular_pipelines",
    "diffusers.pipelines",
    "flax",
    "jax",
    "matplotlib",
    "onnxruntime",
    "pandas",
    "pip",
    "pytest",
    "ray",
    "readline",  # GPL, and for prompts only
    "scipy",
    "setuptools",
    "skimage",
    "tensorboard",
    "tensorflow",
    "tkinter",
    "torch.utils.benchmark",
    "torch.utils.tensorboard",
    "transformers",
    "triton",
    "wandb",
)

# Of Qt's own libraries, by the name after "Qt" or "Qt6"; all others belong to parts that the program does not use.
_QT_LIBRARIES = (
    "Core",
    "DBus",
    "Gui",
    "Network",
    "OpenGL",
    "Svg",
    "WaylandClient",
    "Widgets",
    "WlShellIntegration",
    "XcbQpa",
)
_QT_PLUGINS = (
    "iconengines/*svgicon*",
    "imageformats/*q[gjs]*",  # gif, jpeg, svg; photos are read by Pillow
    "imageformats/*qico*",
    "platforminputcontexts/*compose*",
    "platforminputcontexts/*ibus*",
    "platforms/*cocoa*",
    "platforms/*offscreen*",
    "platforms/*wayland*",
    "platforms/*windows*",
    "platforms/*xcb*",
    "platformthemes/*xdgdesktopportal*",
    "wayland-decoration-client/*",
    "wayland-graphics-integration-client/*",
    "wayland-shell-integration/*",
    "xcbglintegrations/*",
)

_LEFT_OUT = (
    # Operators that detect objects and decode videos; see `hooks/without_operators.py`.
    r"^torchvision(\.libs)?/.*\.(so|pyd|dll|dylib)",
    # What torch tests itself with.
    r"torch/lib/\w*(_test|custom_ops|backend_with_compiler)\.",
    # CUDA for several machines, for profilers, and in older interfaces.
    r"^nvidia/.*(nvblas|cusolverMg|cufftw|nvperf|checkpoint|pcsampling|cufile_rdma|nvshmem_(transport|bootstrap))",
    # A part of the C library, and of no use with another version of the rest.
    r"^libmvec\.so",
)

# TIFF's compressions, PNG of 16 bits and colour profiles; the other fifty codecs are for microscopes and maps.
CODECS = (
    "_cms",
    "_deflate",
    "_imcd",
    "_jpeg2k",
    "_jpeg8",
    "_lzma",
    "_png",
    "_shared",
    "_shared_cython",
    "_webp",
    "_zlib",
    "_zstd",
)


def wanted(name: str) -> bool:
    """Whether a library or a data file belongs into the program. name: where it would lie, with forward slashes."""
    if "/plugins/" in name and name.startswith("PySide6/"):
        return any(fnmatch(name, f"*/plugins/{pattern}") for pattern in _QT_PLUGINS)
    if name.startswith("PySide6/") and "/translations/" in name:
        return bool(re.search(r"/qtbase_\w+\.qm$", name))
    if library := re.search(r"(?:^|/)(?:lib)?Qt6?([A-Z]\w*?)(?:\.abi3)?\.(?:so|dll|dylib|pyd|framework)\b", name):
        return library[1] in _QT_LIBRARIES
    if library := re.search(r"/Qt([A-Z]\w*)\.framework/", name):
        return library[1] in _QT_LIBRARIES
    return not any(re.search(pattern, name) for pattern in _LEFT_OUT)


def sources_that_are_read(package: str) -> list[tuple[str, str]]:
    """Modules that look into their own text as they are imported: the file, and the folder where it has to lie."""
    found = importlib.util.find_spec(package)
    assert found is not None and found.origin is not None
    home = Path(found.origin).parent
    reads = re.compile(r"install_config_module\(|\b_overload(_method)?\b|^\s*@torch\.jit\.script\b", re.MULTILINE)
    return [
        (str(path), str(path.parent.relative_to(home.parent)))
        for path in sorted(home.rglob("*.py"))
        if reads.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
