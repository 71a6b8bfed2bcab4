"""torch's libraries and modules, without its headers and without most sources: TorchScript alone would read them."""

from importlib.util import find_spec
from pathlib import Path

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_data_files, collect_dynamic_libs, collect_submodules

from contents import sources_that_are_read

_LEFT_OUT = ("torch.testing._internal", "torch.utils.benchmark", "torch.utils.tensorboard", "torch.utils.bottleneck")

datas = [*collect_data_files("torch", includes=["bin/torch_shm_manager*"]), *sources_that_are_read("torch")]
binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
hiddenimports = collect_submodules("torch", filter=lambda name: not name.startswith(_LEFT_OUT))
module_collection_mode = "pyz"

# CUDA's libraries on Linux lie in packages of their own, where torch's libraries look for them; half of them are asked
# for by name only, when they are needed.
nvidia = find_spec("nvidia")
for place in map(Path, nvidia.submodule_search_locations or () if nvidia else ()):
    binaries += [(str(path), str(path.parent.relative_to(place.parent))) for path in place.glob("*/lib/*.so*")]

# torch looks for its libraries beside each other: links in the folder above would lead it astray.
bindepend_symlink_suppression = ["**/torch/lib/*.so*", "**/nvidia/*/lib/*.so*"]
