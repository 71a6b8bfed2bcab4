"""Direction files, in the library and out of it again."""

from __future__ import annotations

import base64
import io
import json
import math
import struct
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import torch
from PIL import Image

from asyrp_desktop.core.errors import DirectionError
from asyrp_desktop.engine.combination import combine
from asyrp_desktop.engine.direction import Direction, GlobalShift, ImplicitShift, PerStepShift, load_direction
from asyrp_desktop.engine.direction_file import METADATA_KEY, SUFFIX, DirectionHead, fingerprint, read_head
from asyrp_desktop.models import library, previews, shelf
from asyrp_desktop.models.base_model import load_base_model

from .. import mutations
from ..home import Home
from ..seeds import MODEL, model_files, put
from ..target import Sample, Target, Wrong, write

_GOOD = "good"


class Directions(Target):
    """Beside a good one, which must be found whatever lies there."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._model = model_files(home.work)
        self._valid = [Sample(f"{k}{SUFFIX}", data) for k, data in enumerate(self._files())]
        self._good = self._valid[0].data
        self.hostile = [Sample(f"x{SUFFIX}", data) for data in self._lies()]

    def valid(self) -> Sequence[Sample]:
        return self._valid

    def mutated(self, rng: Random) -> Sample:
        name, data, _ = rng.choice(self._valid)
        return Sample(name, mutations.mutated_safetensors(rng, data, METADATA_KEY))

    def read(self, sample: Sample, rng: Random) -> None:
        put(self._model, self.home.data / "models" / MODEL)
        folder = shelf.user_directions(MODEL)
        write(folder, Sample(f"{_GOOD}{SUFFIX}", self._renamed(self._good, _GOOD)))
        path = write(folder, sample)
        listed = shelf.directions(MODEL)
        if _GOOD not in listed:
            raise Wrong("the good direction is not listed")
        library.entries()
        library.sliders(MODEL)
        head = read_head(path)
        previews.previews(path)
        json.dumps(head.info().record).encode()
        try:
            load_direction(path)
            whole = True
        except DirectionError:
            whole = False  # its head is well, its tensors are not
        if head.name in listed and listed[head.name][1] == path:
            self._in_and_out(head, whole)

    def _in_and_out(self, head: DirectionHead, whole: bool) -> None:
        """Export, import for its model, rename. whole: it must all work."""
        target = library.export(MODEL, head.name, self.home.work)
        if fingerprint(target) != fingerprint(shelf.find_direction(MODEL, head.name)):
            raise Wrong("another direction was exported")
        try:
            library.import_for_its_model(target)
        except DirectionError as error:
            if whole and head.base_name == MODEL and library.free_name(MODEL, head.name) == f"{head.name} 2":
                self._check_misfit(target, error)
        try:
            library.rename(MODEL, head.name, "new name")
        except DirectionError as error:
            if whole:
                raise Wrong(f"it cannot be renamed: {error}") from error
            return
        again = read_head(shelf.find_direction(MODEL, "new name"))
        if replace(again, label="") != replace(head, name="new name", label=""):
            raise Wrong("it was renamed to another direction")

    def _check_misfit(self, path: object, error: DirectionError) -> None:
        """Of a direction that was loaded and is for this model: it does not fit, or cannot be called so."""
        if "damaged" in str(error):
            raise Wrong(f"{path} was loaded and is damaged: {error}") from error

    def _files(self) -> list[bytes]:
        unet, _ = load_base_model(self.home.work)
        strip = io.BytesIO()
        Image.new("RGB", (48, 16), "teal").save(strip, "WEBP")
        record = {"previews": [base64.b64encode(strip.getvalue()).decode()], "order": 1, "method": "by hand"}
        head = DirectionHead(
            "smile", "global", MODEL, unet.fingerprint, unet.h_shape, 400, 40, "Smile", -1.0, 1.5, record, "motion"
        )
        shape, embedding = unet.h_shape, unet.unet.time_embedding.linear_2.out_features
        some = Direction(head, GlobalShift(torch.randn(shape)))
        other = Direction(
            replace(head, name="old", opposite="young", form="per-step", record={}),
            PerStepShift(torch.tensor([400, 700]), torch.randn(2, *shape)),
        )
        third = Direction(replace(head, name="f", form="implicit"), ImplicitShift(shape[0], embedding, 8))
        made = [some, other, third, combine("both", [(some, 1.0), (third, -0.5)], [other])]
        files = []
        for direction in made:
            path = self.home.work / "direction"
            direction.save(path)
            files.append(path.read_bytes())
        return files

    def _renamed(self, data: bytes, name: str) -> bytes:
        return self._with(data, name=name, opposite="")

    def _with(self, data: bytes, **values: object) -> bytes:
        """With other values in the head."""
        (length,) = struct.unpack("<Q", data[:8])
        head = json.loads(data[8 : 8 + length])
        known = json.loads(head["__metadata__"][METADATA_KEY])
        head["__metadata__"][METADATA_KEY] = json.dumps({**known, **values})
        return mutations.safetensors(json.dumps(head).encode(), data[8 + length :])

    def _lies(self) -> list[bytes]:
        good = self._good
        (length,) = struct.unpack("<Q", good[:8])
        head, body = good[8 : 8 + length], good[8 + length :]
        lengths = (0, 1, length - 1, length + 1, 2**31, 2**63, 2**64 - 1)
        lies = [mutations.safetensors(head, body, told) for told in lengths]
        tensors: list[object] = [
            {"dtype": "F32", "shape": [2**40, 2**40], "data_offsets": [0, 4]},
            {"dtype": "F32", "shape": [2**62], "data_offsets": [0, 2**64 - 1]},
            {"dtype": "F32", "shape": [0, 2**60], "data_offsets": [0, 0]},
            {"dtype": "F99", "shape": [1], "data_offsets": [0, 4]},
            {"dtype": "BF16", "shape": [2], "data_offsets": [0, 4]},
        ]
        about = json.loads(head)["__metadata__"]
        for tensor in tensors:
            text = json.dumps({"__metadata__": about, "delta_h": tensor})
            lies.append(mutations.safetensors(text.encode(), body[:4]))
        # One great picture in a few bytes; and one of a great many.
        bomb = io.BytesIO()
        Image.new("RGB", (12_000, 8_000)).save(bomb, "WEBP", quality=1, method=0)
        strip = base64.b64encode(bomb.getvalue()).decode()
        long = io.BytesIO()
        Image.new("RGB", (3, 16_383)).save(long, "WEBP")
        eps = base64.b64encode(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 3\n%%EndComments\n").decode()
        previewed: list[Any] = [[strip], [strip] * 50, [eps], "abc", 7, [None], {"a": 1}]
        previewed.append([base64.b64encode(long.getvalue()).decode()] * 20)
        lies += [self._with(good, record={"previews": what}) for what in previewed]
        lies += [self._with(good, record={"order": order}) for order in (math.nan, True, "first", 10**400)]
        lies += [self._with(good, **{key: name}) for key in ("name", "opposite", "label") for name in mutations.TEXTS]
        odd: list[tuple[str, Any]] = [("low", math.nan), ("steps", 10**400), ("steps", 2.5), ("t_edit", -1)]
        odd += [("h_shape", [1e308] * 3), ("parts", [[]]), ("parts", {"a": 1}), ("record", []), ("rendering", [])]
        return lies + [self._with(good, **{key: value}) for key, value in odd]
