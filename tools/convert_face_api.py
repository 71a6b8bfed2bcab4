"""Convert networks of face-api from TensorFlow.js to safetensors.

    npm pack @vladmandic/face-api && tar xf vladmandic-face-api-*.tgz
    python -m tools.convert_face_api package resources/models/face-api tiny_face_detector face_landmark_68
    python -m tools.convert_face_api package benchmarks/judge face_expression age_gender

The numbers stay the bytes they are published as; names and axes become those of the torch modules.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from asyrp_desktop.photo.faces.layers import QUANTISATION

# TensorFlow.js keeps the input's axes first, torch the output's.
_AXES = {
    "filters": (3, 2, 0, 1),
    "depthwise_filter": (2, 3, 0, 1),
    "pointwise_filter": (3, 2, 0, 1),
    "weights": (1, 0),
    "bias": (0,),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    parser.add_argument("out", type=Path)
    parser.add_argument("networks", nargs="+")
    options = parser.parse_args()
    version = json.loads((options.package / "package.json").read_text(encoding="utf-8"))["version"]
    options.out.mkdir(parents=True, exist_ok=True)
    for network in options.networks:
        tensors, quantised = convert(options.package / "model", network)
        metadata = {"origin": f"@vladmandic/face-api {version}, {network}_model", "licence": "MIT"}
        path = options.out / f"{network}.safetensors"
        save_file(tensors, path, metadata | {QUANTISATION: json.dumps(quantised)})
        print(f"{path}: {len(tensors)} tensors, {path.stat().st_size} bytes")


def convert(folder: Path, network: str) -> tuple[dict[str, np.ndarray], dict[str, tuple[float, float]]]:
    """Tensors by torch name, and (scale, offset) of those that are bytes. Reads the weight manifest and its shards."""
    manifest = json.loads((folder / f"{network}_model-weights_manifest.json").read_text(encoding="utf-8"))
    tensors: dict[str, np.ndarray] = {}
    quantised: dict[str, tuple[float, float]] = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        names = {weight["name"] for weight in group["weights"]}
        at = 0
        for weight in group["weights"]:
            values, at = _read(data, at, weight)
            stem, kind = weight["name"].rsplit("/", 1)
            name = _torch_name(stem, kind, f"{stem}/pointwise_filter" in names)
            tensors[name] = np.ascontiguousarray(values.transpose(_AXES[kind]))
            if "quantization" in weight:
                quantised[name] = (weight["quantization"]["scale"], weight["quantization"]["min"])
        if at != len(data):
            raise ValueError(f"{network}: {len(data) - at} bytes are left over")
    return tensors, quantised


def _read(data: bytes, at: int, weight: dict[str, Any]) -> tuple[np.ndarray, int]:
    dtype = np.dtype(weight["quantization"]["dtype"] if "quantization" in weight else weight["dtype"])
    count = int(np.prod(weight["shape"]))
    return np.frombuffer(data, dtype, count, at).reshape(weight["shape"]), at + count * dtype.itemsize


def _torch_name(stem: str, kind: str, separable: bool) -> str:
    part = {"depthwise_filter": ".depthwise", "pointwise_filter": ".pointwise"}.get(kind, "")
    if kind == "bias" and separable:
        part = ".pointwise"
    return f"{stem.replace('/', '.')}{part}.{'bias' if kind == 'bias' else 'weight'}"


if __name__ == "__main__":
    main()
