"""The text-image model that says how far a picture has come towards a prompt. Any open_clip model serves; the built-in
one is small, knows faces only, and says which words it knows.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import open_clip
import torch
import torch.nn.functional as F
from open_clip.zero_shot_metadata import OPENAI_IMAGENET_TEMPLATES
from torch import Tensor, nn

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.typed_json import Json, Number, ShortText
from asyrp_desktop.models.importers.checkpoint import check_archive
from asyrp_desktop.models.network_config import TEXT_IMAGE_CONFIG, text_image_weights
from asyrp_desktop.models.shelf import critic_folder


@dataclass(frozen=True)
class CriticCard:
    """What is known of a critic. Unknown keys of the file are kept in `more`."""

    name: ShortText
    known_words: frozenset[ShortText] | None = None  # None: every word means something to it
    # Prompts lie farther apart for a small model than for CLIP, on whose cosines the rules for t_edit and for the
    # reconstruction's weight were published: 1 - cosine is multiplied by this.
    cosine_scale: Number = 1.0
    # How far photos with an attribute are from photos without it, along the text's direction and in its length.
    reach: Number | None = None
    more: Mapping[str, Json] = field(default_factory=dict)


class Critic:
    """Embeddings of pictures and prompts, of unit length."""

    def __init__(self, name: str, device: torch.device | None = None) -> None:
        """name: an installed one's, a folder in open_clip's layout, or ARCHITECTURE/WEIGHTS as open_clip names them
        (`ViT-B-16/openai`), where WEIGHTS may be a file. Raises ModelError.
        """
        folder = critic_folder(name)
        try:
            if (folder / TEXT_IMAGE_CONFIG).is_file():
                check_archive(text_image_weights(folder))
                self.card = _read_card(folder)
                architecture, weights = f"local-dir:{folder}", None
            else:
                self.card = CriticCard(name)
                architecture, _, weights = name.partition("/")
                if not weights:
                    raise ModelError(
                        f"There is no text-image model “{name}”.",
                        "Give the built-in one's name, a folder, or a name such as ViT-B-16/openai.",
                    )
            model = open_clip.create_model(architecture, pretrained=weights, precision="fp32", force_preprocess_cfg={})
            self._tokenize = open_clip.get_tokenizer(architecture)
            visual: Any = model.visual
            self.size: int = visual.image_size if isinstance(visual.image_size, int) else visual.image_size[0]
            self._mean, self._std = (
                torch.tensor(visual.preprocess_cfg[key], device=device).view(1, 3, 1, 1) for key in ("mean", "std")
            )
        except ModelError:
            raise
        # open_clip and the hub behind it raise whatever their libraries do; all of it means the same to the user.
        except Exception as error:
            raise ModelError(
                f"The text-image model “{name}” cannot be loaded.",
                "Check the name, and the network if its weights are still to be downloaded; or use the built-in one.",
                repr(error),
            ) from error
        self._model: Any = model.eval().requires_grad_(False)
        self._device = device or torch.device("cpu")
        nn.Module.to(model, self._device)
        self._texts: dict[str, Tensor] = {}

    @property
    def name(self) -> str:
        return self.card.name

    @property
    def image_tower(self) -> nn.Module:
        """open_clip's network for pictures."""
        return self._model.visual

    def images(self, x: Tensor) -> Tensor:
        """x: (B, 3, H, W), about -1..1. Returns (B, E); gradients flow back to x."""
        x = F.interpolate(x.to(self._device), (self.size, self.size), mode="bilinear", antialias=True)
        return F.normalize(self._model.encode_image(((x + 1) / 2 - self._mean) / self._std), dim=-1)

    def text(self, prompt: str) -> Tensor:
        """The mean over the ImageNet templates, (E,). Remembered."""
        if prompt not in self._texts:
            self._texts[prompt] = F.normalize(self.mean_text(prompt), dim=-1)
        return self._texts[prompt]

    def mean_text(self, prompt: str) -> Tensor:
        """The same, not brought to unit length."""
        return self._encode([template(prompt) for template in OPENAI_IMAGENET_TEMPLATES]).mean(0)

    def cosine(self, source: str, target: str) -> float:
        """How near two bare prompts are, on CLIP's scale: from it follow t_edit and the reconstruction's weight."""
        first, second = self._encode([source, target])
        return 1 - self.card.cosine_scale * (1 - float(first @ second))

    @torch.inference_mode()
    def _encode(self, texts: Sequence[str]) -> Tensor:
        return F.normalize(self._model.encode_text(self._tokenize(list(texts)).to(self._device)), dim=-1)

    @staticmethod
    def words(prompt: str) -> list[str]:
        """In lower case."""
        return re.findall(r"[^\W_]+", prompt.lower())

    def unknown_words(self, prompt: str) -> dict[str, list[str]]:
        """Words of a prompt that mean nothing to this model, each with the nearest that do."""
        known = self.card.known_words
        if known is None:
            return {}
        unknown = [word for word in self.words(prompt) if word not in known]
        return {word: difflib.get_close_matches(word, sorted(known), n=3, cutoff=0.7) for word in unknown}


def _read_card(folder: Path) -> CriticCard:
    path = folder / "card.json"
    if not path.is_file():
        return CriticCard(folder.name)
    try:
        values = typed_json.read(path, dict[str, Any])
        known = {field.name: values.pop(field.name) for field in fields(CriticCard) if field.name in values}
        return typed_json.convert({**known, "more": values}, CriticCard)
    except (OSError, ValueError) as error:
        raise ModelError(f"The card of “{folder.name}” is damaged.", "Install the model again.", repr(error)) from error
