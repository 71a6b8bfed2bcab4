"""Folders of installed models, and folders that models are installed from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from asyrp_desktop.core.model_shelf import ModelOrder
from asyrp_desktop.core.paths import BUILT_IN_CRITICS
from asyrp_desktop.engine.calibration import Calibration
from asyrp_desktop.models import entries, shelf, store
from asyrp_desktop.models.base_model import load_base_model, read_card
from asyrp_desktop.models.curves import curves
from asyrp_desktop.models.install import bring
from asyrp_desktop.training.critic import Critic

from .. import mutations
from ..home import Home
from ..seeds import MODEL, model_files, put
from ..target import Sample, Target, Wrong, do_all

_UNET, _SCHEDULER, _CARD = "unet/config.json", "scheduler/scheduler_config.json", "card.json"
_CRITIC = "open_clip_config.json"
_HUGE = (-1, 0, 10**6, 10**9, 2**62, 10**30, 1e308, "1", None, [1], [10**9] * 4, {}, True, 0.5)


class Models(Target):
    """One file of a base model's folder is changed: where it is installed, or where it is brought from."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        put(model_files(home.work / "source"), home.work / "source")
        bring(ModelOrder(home.work / "source", MODEL, "MIT"))
        folder = shelf.model_folder(MODEL)
        store.update_card(folder, {"calibration": _calibration()})
        self._files = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
        self.hostile = [*self._sizes(), *self._names()]

    def valid(self) -> Sequence[Sample]:
        return [Sample(name, data) for name, data in self._files.items()]

    def mutated(self, rng: Random) -> Sample:
        name = rng.choice(list(self._files))
        data = self._files[name]
        change = mutations.mutated_json if name.endswith(".json") else mutations.mutated_safetensors
        return Sample(name, change(rng, data))

    def read(self, sample: Sample, rng: Random) -> None:
        files = {**self._files, sample.name: sample.data}
        put(files, self.home.data / "models" / MODEL)
        folder = shelf.model_folder(MODEL)
        if MODEL not in shelf.model_names() or MODEL not in {entry.name for entry in entries.entries()}:
            raise Wrong("it is not listed")
        curves(MODEL)
        shelf.base_name(MODEL)
        put(files, self.home.work / "source")
        do_all(
            lambda: read_card(folder),
            lambda: store.verify(MODEL),
            lambda: load_base_model(folder),
            lambda: bring(ModelOrder(self.home.work / "source", "brought", "MIT")),
            lambda: store.update_card(folder, {"t_boost": 100}),
            lambda: store.remove(MODEL),
        )

    def _with(self, name: str, values: Mapping[str, object]) -> Sample:
        return Sample(name, json.dumps({**json.loads(self._files[name]), **values}).encode())

    def _sizes(self) -> list[Sample]:
        lies = [
            (_UNET, ("layers_per_block", "block_out_channels", "sample_size", "norm_num_groups", "attention_head_dim"))
        ]
        lies += [
            (_UNET, ("time_embedding_dim", "in_channels", "out_channels", "add_attention", "dropout", "freq_shift"))
        ]
        lies += [(_SCHEDULER, ("num_train_timesteps", "beta_start", "beta_end", "trained_betas", "beta_schedule"))]
        lies += [(_CARD, ("patch", "t_boost", "alignment", "calibration", "name", "title", "licence", "suggestions"))]
        samples = [self._with(name, {key: value}) for name, keys in lies for key in keys for value in _HUGE]
        many = {"block_out_channels": [32] * 3000, "down_block_types": ["DownBlock2D"] * 3000}
        many |= {"up_block_types": ["UpBlock2D"] * 3000}
        kinds = [{"down_block_types": [kind, "AttnDownBlock2D"]} for kind in ("nope", "CrossAttnDownBlock2D", 7, None)]
        kinds += [{"act_fn": "eval"}, {"_class_name": ["UNet2DModel"]}, {"_class_name": "os.system"}, {"act_fn": None}]
        return [*samples, *(self._with(_UNET, one) for one in (many, *kinds))]

    def _names(self) -> list[Sample]:
        """Files that the record of a model names, which are not its own."""
        fact = {"size": 0, "sha256": "0" * 64}
        names = ("../../../../x", "/etc/passwd", "/dev/zero", "/proc/self/mem", "a\0b", "", ".", "\ud800", "x" * 10_000)
        return [Sample(store.MANIFEST, json.dumps({name: fact}).encode()) for name in names]


class Critics(Target):
    """The config and the card of a text-image model's folder, as it is installed and as it is loaded."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        folder = BUILT_IN_CRITICS / "faces-critic"
        self._config, self._card = ((folder / name).read_bytes() for name in (_CRITIC, "card.json"))
        # Random weights would do, but for what they must be called.
        self._weights = (folder / "open_clip_model.safetensors").read_bytes()
        known: dict[str, Any] = json.loads(self._config)
        parts = [("vision_cfg", ("image_size", "layers", "width", "patch_size", "timm_model_name"))]
        parts += [("text_cfg", ("context_length", "vocab_size", "width", "heads", "layers", "hf_model_name"))]
        values = (*_HUGE, "../../x", "hf-hub:a/b", "roberta-base", "resnet50")
        for part, keys in parts:
            changes = [{part: {**known["model_cfg"][part], key: value}} for key in keys for value in values]
            texts = [json.dumps({**known, "model_cfg": {**known["model_cfg"], **change}}) for change in changes]
            self.hostile = [*self.hostile, *(Sample(_CRITIC, text.encode()) for text in texts)]

    def valid(self) -> Sequence[Sample]:
        return [Sample(_CRITIC, self._config), Sample("card.json", self._card)]

    def mutated(self, rng: Random) -> Sample:
        name, data, _ = rng.choice(self.valid())
        return Sample(name, mutations.mutated_json(rng, data))

    def read(self, sample: Sample, rng: Random) -> None:
        source, installed = self.home.work / "source", self.home.data / "critics" / "critic"
        files = {_CRITIC: self._config, "card.json": self._card, "open_clip_model.safetensors": self._weights}
        put({**files, sample.name: sample.data}, source)
        put({**files, sample.name: sample.data}, installed)
        entries.entries()
        shelf.prompt_suggestions("critic")
        do_all(
            lambda: Critic("critic").cosine("a face", "a smiling face"),
            lambda: bring(ModelOrder(source, "brought", "MIT")),
        )


def _calibration() -> dict[str, Any]:
    return Calibration((0, 500, 999), (0.0, 0.2, 0.5), (0.0, 0.6, 1.3)).to_json()
