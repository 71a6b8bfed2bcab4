"""Contrastive training in which a phrase goes with every picture that it is true of.

CLIP's loss (Radford et al., 2021) with soft targets: pictures share phrases, so the one pairing of CLIP is spread over
all that the labels confirm. Beside it, while training only, a linear layer reads all labels off each picture's
embedding: few phrases of a batch speak of gender, but every face has one.
"""

from __future__ import annotations

import json
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from asyrp_desktop.core.files import replacing

from .phrases import FACE, Grammar
from .pictures import NoFaces, varied

BATCH, NO_FACES = 192, 16  # pictures a step, and of those how many without a face
LEARNING_RATE, WEIGHT_DECAY, WARMUP = 1.5e-3, 0.05, 100
READING = 5.0  # weight of the labels read off the embeddings
HARD = {"male": 4.0}  # labels that weigh more there: learned last, and still wrong when all others are known
UNKNOWN = 0.15  # share of phrases into which unknown words are mixed, so that they come to mean nothing
CONFIG = Path(__file__).with_name("open_clip_config.json")


def train(crops: np.ndarray, labels: dict[str, np.ndarray], steps: int, state: Path, seed: int = 0) -> None:
    """crops: (N, 96, 96, 3) uint8. Goes on where `state` (a safetensors file) is, if it is there."""
    torch.manual_seed(seed)
    config = json.loads(CONFIG.read_text(encoding="utf-8"))
    size = config["model_cfg"]["vision_cfg"]["image_size"]
    model: Any = open_clip.CLIP(**config["model_cfg"])
    # `reader` helps the picture tower while it learns, and is not kept.
    learned = nn.ModuleDict({"model": model, "reader": nn.Linear(config["model_cfg"]["embed_dim"], len(labels))})
    tokenize = open_clip.SimpleTokenizer(context_length=config["model_cfg"]["text_cfg"]["context_length"])
    grammar, no_faces = Grammar(), NoFaces(crops)
    known = _tokens(tokenize, grammar.words())
    optimiser = torch.optim.AdamW(learned.parameters(), LEARNING_RATE, (0.9, 0.98), weight_decay=WEIGHT_DECAY)
    first = _resume(learned, optimiser, state)
    chance = _chances(labels)
    weights = torch.tensor([HARD.get(name, 1.0) for name in labels])
    began = time.monotonic()
    losses: list[tuple[float, float]] = []
    for step in range(first, steps):
        dice = np.random.default_rng([seed, step])
        picked = dice.choice(len(crops), BATCH - NO_FACES, p=chance, replace=False)
        pictures, monochrome = varied(np.concatenate([crops[picked], no_faces(NO_FACES, dice)]), size, dice)
        seen = {n: np.concatenate([column[picked], np.zeros(NO_FACES, np.float32)]) for n, column in labels.items()}
        seen["monochrome"] = monochrome * seen[FACE]
        phrases = [grammar.phrase(dice) for _ in range(BATCH)]
        tokens = _with_unknown(tokenize([phrase.text for phrase in phrases]), known, dice)
        for group in optimiser.param_groups:
            group["lr"] = LEARNING_RATE * min((step + 1) / WARMUP, 0.5 + 0.5 * math.cos(math.pi * step / steps))
        images = model.encode_image(pictures)
        matching = _contrastive_loss(model, images, tokens, torch.from_numpy(grammar.truth(phrases, seen)))
        answers = torch.from_numpy(np.stack([*seen.values()], 1))
        reading = F.binary_cross_entropy_with_logits(learned["reader"](images), answers, weights)
        optimiser.zero_grad()
        (matching + READING * reading).backward()
        torch.nn.utils.clip_grad_norm_(learned.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            model.logit_scale.clamp_(0, math.log(40))
        losses.append((matching.item(), reading.item()))
        if (step + 1) % 25 == 0:
            mean = np.mean(losses[-25:], axis=0)
            took = time.monotonic() - began
            print(f"step {step + 1}  matching {mean[0]:.4f}  reading {mean[1]:.4f}  {took:.0f} s", flush=True)
        if (step + 1) % 100 == 0 or step + 1 == steps:
            _save(learned, optimiser, step + 1, state)


def _contrastive_loss(model: Any, images: Tensor, tokens: Tensor, truth: Tensor) -> Tensor:
    """images: (B, E) embeddings. tokens: (P, L). truth: (P, B), 0..1."""
    images = F.normalize(images, dim=-1)
    texts = F.normalize(model.encode_text(tokens), dim=-1)
    told = truth.sum(1) > 0.5  # phrases that are true of nothing here teach nothing
    logits = model.logit_scale.exp() * texts[told] @ images.T
    truth = truth[told]
    by_text = truth / truth.sum(1, keepdim=True)
    # Rare phrases say more of a picture than those that are true of all.
    by_image = by_text / by_text.sum(0, keepdim=True).clamp_min(1e-6)
    return -(by_text * logits.log_softmax(1)).sum(1).mean() / 2 - (by_image * logits.log_softmax(0)).sum(0).mean() / 2


def _chances(labels: dict[str, np.ndarray]) -> np.ndarray:
    """Rare expressions and ages are shown more often: by the inverse root of how many there are."""
    weight = np.zeros(len(labels[FACE]))
    for names in (
        ["neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised"],
        [n for n in labels if n[0].isdigit() or n.startswith("more")],
    ):
        columns = np.stack([labels[n] for n in names], 1)
        weight += columns @ (1 / np.sqrt(columns.mean(0)))
    return weight / weight.sum()


def _tokens(tokenize: open_clip.SimpleTokenizer, words: list[str]) -> np.ndarray:
    return np.unique([token for word in words for token in tokenize.encode(word)])


def _with_unknown(tokens: Tensor, known: np.ndarray, dice: np.random.Generator) -> Tensor:
    """In some rows, one or two tokens that no phrase holds are put in at random places."""
    tokens = tokens.clone()
    for row in np.flatnonzero(dice.random(len(tokens)) < UNKNOWN):
        for _ in range(int(dice.integers(1, 3))):
            end = int(tokens[row].argmax())
            if end + 1 < tokens.shape[1]:
                place = int(dice.integers(1, end + 1))
                tokens[row, place + 1 : end + 2] = tokens[row, place : end + 1].clone()
                token = int(dice.integers(512, 49000))
                tokens[row, place] = token if token not in known else 0
    return tokens


def _save(learned: nn.Module, optimiser: torch.optim.Optimizer, step: int, state: Path) -> None:
    tensors = learned.state_dict()
    for k, values in optimiser.state_dict()["state"].items():
        tensors |= {f"optimiser.{k}.{name}": tensor for name, tensor in values.items()}
    state.parent.mkdir(parents=True, exist_ok=True)
    with replacing(state) as part:
        save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, part, {"step": str(step)})


def _resume(learned: nn.Module, optimiser: torch.optim.Optimizer, state: Path) -> int:
    """Returns how many steps lie behind."""
    if not state.is_file():
        return 0
    tensors = load_file(state)
    kept: dict[int, dict[str, Tensor]] = {}
    for name in [name for name in tensors if name.startswith("optimiser.")]:
        _, k, value = name.split(".")
        kept.setdefault(int(k), {})[value] = tensors.pop(name)
    learned.load_state_dict(tensors)
    optimiser.load_state_dict(optimiser.state_dict() | {"state": kept})
    return int(next(iter(kept.values()))["step"])
