"""torch's libraries and modules, without its headers and without most sources: TorchScript alone would read them."""

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_data_files, collect_dynamic_libs, collect_submodules

from contents import sources_that_are_read

_LEFT_OUT = ("torch.testing._internal", "torch.utils.benchmark", "torch.utils.tensorboard", "torch.utils.bottleneck")

datas = [*collect_data_files("torch", includes=["bin/torch_shm_manager*"]), *sources_that_are_read("torch")]
binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
hiddenimports = collect_submodules("torch", filter=lambda name: not name.startswith(_LEFT_OUT))
module_collection_mode = "pyz"
# torch looks for its libraries beside each other: links in the folder above would lead it astray.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
