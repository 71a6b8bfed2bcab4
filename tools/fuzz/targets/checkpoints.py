"""Checkpoints of somebody else's: pickles in zip files, old pickles, safetensors, and directions among them."""

from __future__ import annotations

import builtins
import io
import os
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from safetensors.torch import save

from asyrp_desktop.core.model_shelf import ModelOrder
from asyrp_desktop.models.importers.checkpoint import read_checkpoint, state_of
from asyrp_desktop.models.install import bring, bring_direction
from tests.models.reference_networks import Weights, adm_weights, ddpm_weights

from .. import mutations
from ..home import Home
from ..seeds import MODEL, model_files, put, saved
from ..target import Sample, Target, write

_DIRECTION = "smile_LC_CelebA_HQ_t999_ninv40_ngen40_0.pth"
_CHANNELS, _EMBEDDING = 32, 64  # of the tiny model's h and time embedding


class _Runs:
    """Pickled, it is a call."""

    def __init__(self, function: Callable[..., Any], *args: object) -> None:
        self._call = function, args

    def __reduce__(self) -> tuple[Any, ...]:
        return self._call


class Checkpoints(Target):
    """Each is read, and brought to the shelf or the library."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._model = model_files(home.work)
        ddpm, adm = ddpm_weights(32, (1, 2), 1, {1}), adm_weights(32, (1, 2), 1, {1}, True, True, True)
        averaged = [{}, {"step": 1}, 1, 1, {f"module.{name}": tensor for name, tensor in ddpm.items()}]
        old = io.BytesIO()
        torch.save(ddpm, old, _use_new_zipfile_serialization=False)
        self._ddpm, self._direction = ddpm, saved({"0": _official()})
        delta_hs = torch.randn(3, 1, _CHANNELS, 8, 8)
        averaged_h = {t: delta_h.clone() for t, delta_h in zip((999, 974, 0), delta_hs, strict=True)}
        trained_h = {"999": torch.nn.Parameter(delta_hs[0, 0].clone()), "optimizer": {}, "scheduler": {}}
        self._valid = [
            Sample("ddpm.ckpt", saved(ddpm)),
            Sample("adm.pt", saved(adm)),
            Sample("list.ckpt", saved(averaged)),
            Sample("old.pth", old.getvalue()),
            Sample("ddpm.safetensors", save(ddpm)),
            Sample(_DIRECTION, self._direction),
            Sample(_DIRECTION, saved(trained_h)),
            Sample(_DIRECTION, saved({**averaged_h, 25: None})),
        ]
        self.hostile = [*self._code(), *self._bombs(), *self._contents()]

    def valid(self) -> Sequence[Sample]:
        return self._valid

    def mutated(self, rng: Random) -> Sample:
        name, data, _ = rng.choice(self._valid)
        if name.endswith(".safetensors"):
            return Sample(name, mutations.mutated_safetensors(rng, data))
        return Sample(name, (mutations.mutated if name == "old.pth" else mutations.mutated_zip)(rng, data))

    def read(self, sample: Sample, rng: Random) -> None:
        path = write(self.home.work, sample)
        if sample.name == _DIRECTION:
            put(self._model, self.home.data / "models" / MODEL)
            bring_direction(path, MODEL, "smile", 400)
        else:
            state_of(read_checkpoint(path), path)
            bring(ModelOrder(path, "brought", "MIT", size=16))

    def _code(self) -> list[Sample]:
        """Pickles that want something run."""
        canary = str(self.home.root / "canary.txt")
        calls = [
            (os.system, "true"),
            (builtins.eval, "1"),
            (os.remove, canary),
            (Path, canary),
            (builtins.open, canary, "w"),
        ]
        calls += [(torch.load, canary), (builtins.__import__, "antigravity"), (torch.save, 1, canary)]
        things = [{"conv_in.weight": _Runs(*call)} for call in calls]
        bare = [pickle.dumps(thing, protocol) for thing in things for protocol in (0, 2, 4)]
        return [Sample("x.pt", data, refused=True) for data in (*bare, *map(saved, things))]

    def _bombs(self) -> list[Sample]:
        """Small files of much."""
        wide = torch.zeros(1).expand(2**20, 2**20)
        expanded = [saved({**self._ddpm, "conv_in.weight": wide}), saved(dict.fromkeys(self._ddpm, wide))]
        expanded.append(saved({**self._ddpm, "conv_in.weight": torch.zeros(1).expand(20_000, 3, 200, 200)}))
        count = struct.pack("<H", 32)  # of the last numbers in a pickle
        lies = [
            _with_pickle(self._valid[0].data, before, after)
            for before, after in (
                (b"K\x20K\x03", b"\x8a\x05\0\0\0\0\x7fK\x03"),
                (b"M" + count, b"\x8a\x06\0\0\0\0\0\x7f"),
                (b"FloatStorage", b"DoubleStorage"),
            )
        ]
        # 2.5 GB of zeros, and an archive of which every entry is the same 500 MB.
        inflated = _inflating(self._valid[0].data, 2_500_000_000)
        laughs = (
            b"\x80\x02]q\0" + b"".join(b"](" + b"h%c" % max(k - 1, 0) * 100 + b"eq%c" % k for k in range(1, 12)) + b"."
        )
        nested = [b"\x80\x02" + b"]" * 200_000 + b"a" * 199_999 + b".", b"\x80\x02" + b"(" * 10**6 + b"."]
        lengths = [
            b"\x80\x04\x8d" + struct.pack("<Q", 2**40) + b"x.",
            b"\x80\x02\x8b\xff\xff\xff\x7f.",
            b"\x80\x02X\xff\xff\xff\x7f",
        ]
        return [Sample("x.pt", data) for data in (*expanded, *lies, inflated, laughs, *nested, *lengths)]

    def _contents(self) -> list[Sample]:
        """Of other types than anybody expects."""
        itself: list[Any] = []
        itself.append(itself)
        weight = self._ddpm["conv_in.weight"]
        sparse = torch.sparse_coo_tensor(torch.tensor([[0], [0]]), torch.ones(1), (2**30, 2**30))
        odd = [sparse, weight.to(torch.complex64), weight.bool(), weight.to(torch.int8), weight[:0], torch.tensor(1.0)]
        odd += [
            weight.to("meta"),
            torch.nn.Parameter(weight),
            torch.full_like(weight, torch.nan),
            weight.half(),
            weight[0],
        ]
        odd += [torch.quantize_per_tensor(weight, 0.1, 0, torch.qint8), weight.to(torch.float8_e4m3fn), 7, None, "x"]
        contents = [
            itself,
            [],
            {},
            7,
            None,
            "x",
            {"state_dict": 5},
            {"0": {}},
            {"0": {"a": 1}},
            {1: weight},
            {"": weight},
        ]
        contents += [
            {"ema": [{"x": weight}]},
            {"model": {"state_dict": self._ddpm}},
            weight,
            {"0": _official(), "1": 3},
        ]
        contents += [{**self._ddpm, "conv_in.weight": tensor} for tensor in odd]
        contents += [{**self._ddpm, name: weight} for name in mutations.TEXTS]
        contents += [
            {name: tensor for name, tensor in self._ddpm.items() if part not in name} for part in ("mid", "norm")
        ]
        layers = {**self._ddpm, **{f"down.{k}.block.0.norm1.weight": torch.ones(32) for k in range(5000)}}
        official = _official()
        directions = [{**official, name: tensor} for name in ("conv1.weight", "norm2.bias") for tensor in odd]
        return [
            *(Sample("x.pt", saved(content)) for content in (*contents, layers)),
            *(Sample(_DIRECTION, saved({"0": state})) for state in directions),
            *(Sample(_DIRECTION, saved({"999": tensor})) for tensor in odd),
            *(Sample(_DIRECTION, saved({key: weight[0]})) for key in (1e300, -1, 10**9, 0.5, True, "9" * 99, None)),
        ]


def _official() -> dict[str, torch.Tensor]:
    """A direction of the public implementation."""
    make = Weights()
    make.layer("conv1", _CHANNELS, _CHANNELS, 1, 1)
    make.layer("temb_proj", _CHANNELS, _EMBEDDING)
    make.layer("conv2", _CHANNELS, _CHANNELS, 1, 1)
    make.norm("norm2", _CHANNELS)
    return make.state


def _with_pickle(checkpoint: bytes, before: bytes, after: bytes) -> bytes:
    """The archive with bytes of its pickle replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(checkpoint)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, data.replace(before, after, 1) if entry.filename.endswith(".pkl") else data)
    return made.getvalue()


def _inflating(checkpoint: bytes, size: int) -> bytes:
    """The archive with its first tensor's entry as about so many zeros, deflated."""
    block = 1 << 24
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    repeated = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = repeated * (size // block) + packer.flush()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(checkpoint)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            is_first = entry.filename.endswith("/data/0")
            new.writestr(entry.filename, packed if is_first else old.read(entry))
            if is_first:
                offset = new.infolist()[-1].header_offset
                name = entry.filename.encode()
    data = bytearray(made.getvalue())
    # What the archive says of the entry, in its own head and in the archive's directory: stored becomes deflated.
    directory = data.rindex(name) - 46
    for at in (offset + 8, directory + 10):
        struct.pack_into("<H", data, at, 8)
        struct.pack_into("<I", data, at + 14, size // block * block)
    return bytes(data)
