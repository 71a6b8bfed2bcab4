"""What a trained critic is worth on held-out faces, and the folder in which it ships."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import torch
from safetensors.torch import load_file, save

from asyrp_desktop.training.critic import Critic

from .phrases import Grammar
from .pictures import NoFaces, centred
from .training import CONFIG

# Cosines of CLIP ViT-B/16 for “face” and “X face”, as published: the scale on which t_edit's rule was made.
PUBLISHED_COSINES = {"smiling": 0.899, "young": 0.905, "sad": 0.894, "angry": 0.892}
EXPRESSIONS = ("neutral", "happy", "sad", "angry", "surprised")
ATTRIBUTES = {"smiling": "happy", "sad": "sad", "angry": "angry", "surprised": "surprised", "neutral": "neutral"}
AGES = ("0-2", "3-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "more than 70")
YEARS = (1, 6, 15, 25, 35, 45, 55, 65, 75)  # middle of each
_BATCH = 128


def export(state: Path, crops: np.ndarray, labels: dict[str, np.ndarray], folder: Path) -> None:
    """crops, labels: the held-out faces."""
    config: dict[str, Any] = json.loads(CONFIG.read_text(encoding="utf-8"))
    model = open_clip.CLIP(**config["model_cfg"])
    tensors = load_file(state)
    model.load_state_dict({n.removeprefix("model."): t for n, t in tensors.items() if n.startswith("model.")})
    folder.mkdir(parents=True, exist_ok=True)
    weights = {n: t.half() if t.is_floating_point() else t for n, t in model.state_dict().items()}
    (folder / "open_clip_model.safetensors").write_bytes(save({n: t.contiguous() for n, t in weights.items()}))
    (folder / "open_clip_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    card: dict[str, Any] = {
        "name": folder.name,
        "known_words": Grammar().words(),
        "suggestions": Grammar().suggestions(),
    }
    _write(folder, card)
    critic = Critic(str(folder))
    cosines = {name: critic.cosine("face", f"{name} face") for name in PUBLISHED_COSINES}
    here, published = (np.mean([1 - c for c in table.values()]) for table in (cosines, PUBLISHED_COSINES))
    card["cosine_scale"] = round(float(published / here), 4)
    card["reach"] = round(_reach(critic, crops, labels), 4)
    card |= {
        "title": "Faces, 64 px, in open_clip's architecture",
        "licence": "MIT",
        "data": "FairFace (Karkkainen & Joo, WACV 2021; CC BY 4.0). Age and gender are the data set's own labels; "
        "expressions are estimates of face-api's network (MIT), so the critic can know them no better than that.",
        "measured": measured(critic, crops, labels),
        "limits": "Knows the words listed, of faces only. Its ideas of age, gender and mood are those of its labels: "
        "guesses from looks, not facts about people.",
    }
    _write(folder, card)
    print(json.dumps(card["measured"], indent=2))


def _write(folder: Path, card: dict[str, Any]) -> None:
    (folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measured(critic: Critic, crops: np.ndarray, labels: dict[str, np.ndarray]) -> dict[str, Any]:
    """On faces that were not trained on."""
    pictures = _images(critic, crops)
    nothing = _images(critic, NoFaces(crops)(len(crops) // 4, np.random.default_rng(1)))

    def lean(target: str, source: str = "face") -> np.ndarray:
        return pictures @ (critic.text(target) - critic.text(source)).numpy()

    table = {word: auc(lean(f"{word} face"), labels[column] > 0.5) for word, column in ATTRIBUTES.items()}
    male = labels["male"] > 0.5
    table |= {"man": auc(lean("man"), male), "woman": auc(lean("woman"), ~male)}
    years = np.array(YEARS) @ np.stack([labels[name] for name in AGES])
    table |= {"old": auc(lean("old face"), years > 54), "young": auc(lean("young face"), years < 30)}
    table |= {
        "child": auc(lean("child"), years < 10),
        "open mouth": auc(lean("face with an open mouth"), labels["open_mouth"] > 0.5),
    }
    to_face = np.concatenate([pictures, nothing]) @ (critic.text("face") - critic.text("no face")).numpy()
    table["face"] = auc(to_face, np.arange(len(to_face)) < len(pictures))
    expression = np.stack([labels[name] for name in EXPRESSIONS])
    clear = expression.max(0) > 0.5
    said = np.stack([lean(f"{word} face") for word in ("neutral", "smiling", "sad", "angry", "surprised")])
    ages = np.stack([lean(f"{age} year old face") for age in (20, 30, 45, 55, 70)])
    weights = np.exp(8 * (ages - ages.max(0)))
    guessed = (np.array([20, 30, 45, 55, 70])[:, None] * weights).sum(0) / weights.sum(0)
    adult = years >= 20
    return {
        "faces": len(crops),
        "gender accuracy": round(float(np.mean((lean("man", "woman") > 0) == male)), 3),
        "expression accuracy, five": round(float(np.mean(said.argmax(0)[clear] == expression.argmax(0)[clear])), 3),
        "age correlation, old less young": round(float(np.corrcoef(lean("old face", "young face"), years)[0, 1]), 3),
        "age correlation of adults, by years": round(float(np.corrcoef(guessed[adult], years[adult])[0, 1]), 3),
        "AUC of “X face” less “face”": {name: round(value, 3) for name, value in table.items()},
    }


def _reach(critic: Critic, crops: np.ndarray, labels: dict[str, np.ndarray]) -> float:
    """How far photos with an attribute are from neutral ones, along “X face” less “face” and in its length."""
    pictures, neutral = _images(critic, crops), labels["neutral"] > 0.8
    ways = []
    for word, column in ATTRIBUTES.items():
        if word != "neutral":
            towards = (critic.text(f"{word} face") - critic.text("face")).numpy()
            apart = pictures[labels[column] > 0.8].mean(0) - pictures[neutral].mean(0)
            ways.append(float(apart @ towards / (towards @ towards)))
    return float(np.mean(ways))


def auc(scores: np.ndarray, positive: Any) -> float:
    """Area under the ROC curve: how often a positive one scores higher than a negative one."""
    order = scores.argsort()
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    count = positive.sum()
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * (len(scores) - count)))


@torch.inference_mode()
def _images(critic: Critic, crops: np.ndarray) -> np.ndarray:
    parts = [critic.images(centred(crops[k : k + _BATCH], critic.size)) for k in range(0, len(crops), _BATCH)]
    return torch.cat(parts).numpy()
