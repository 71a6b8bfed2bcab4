"""What people say of faces, and of which labelled pictures it is true."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from open_clip.zero_shot_metadata import OPENAI_IMAGENET_TEMPLATES

FACE = "face"  # the column that is 1 for every face and 0 for all else


class Phrase(NamedTuple):
    """attributes: all of them hold where the phrase is true; None for a phrase about things that are no face."""

    text: str
    attributes: tuple[str, ...] | None


class Grammar:
    """phrases.json: words by attribute, and the forms in which they are put together."""

    def __init__(self) -> None:
        values: dict[str, Any] = json.loads(Path(__file__).with_name("phrases.json").read_text(encoding="utf-8"))
        self._attributes: dict[str, dict[str, Any]] = values["attributes"]
        self._nouns, self._forms, self._no_face = values["nouns"], values["forms"], values["no face"]
        self._choices = {kind: self._having(kind) for kind in ("adjectives", "clauses")}

    def phrase(self, dice: np.random.Generator) -> Phrase:
        """A random one, most of the time in one of the ImageNet templates."""
        if dice.random() < 0.05:
            return Phrase(_in_template(str(dice.choice(self._no_face)), dice), None)
        attributes: list[str] = []
        form = str(dice.choice(self._forms))
        # Plain nouns most of the time: what is to be learned are the adjectives.
        noun = self._nouns[0] if dice.random() < 0.6 else self._nouns[dice.integers(len(self._nouns))]
        if "{noun}" in form:
            attributes += noun["all"]
        text = form.replace("{noun}", str(dice.choice(noun["words"])))
        for place, kind in (("{adjective}", "adjectives"), ("{clause}", "clauses")):
            names, chances = self._choices[kind]
            while place in text:
                attributes.append(str(dice.choice(names, p=chances)))
                text = text.replace(place, str(dice.choice(self._attributes[attributes[-1]][kind])), 1)
        return Phrase(_in_template(text, dice), tuple(attributes))

    def truth(self, phrases: list[Phrase], labels: dict[str, np.ndarray]) -> np.ndarray:
        """How likely each phrase is true of each picture. labels: (B,) by column, 0..1. Returns (P, B)."""
        held = {
            name: np.clip(sum(weight * labels[column] for column, weight in words["when"].items()), 0, 1)
            for name, words in self._attributes.items()
        }
        face = labels[FACE]
        rows = [
            1 - face if p.attributes is None else np.prod([face, *(held[name] for name in p.attributes)], axis=0)
            for p in phrases
        ]
        return np.stack(rows).astype(np.float32)

    def _having(self, kind: str) -> tuple[list[str], np.ndarray]:
        """The attributes that have such words, and how often each is chosen."""
        names = [name for name, words in self._attributes.items() if words[kind]]
        weights = np.array([self._attributes[name].get("weight", 1.0) for name in names])
        return names, weights / weights.sum()

    def suggestions(self) -> list[str]:
        """Prompts to begin with, the plainest of each kind first."""
        nouns = [word for noun in self._nouns for word in noun["words"][:3]]
        faces = [f"{adjective} face" for words in self._attributes.values() for adjective in words["adjectives"]]
        clauses = [f"face {clause}" for words in self._attributes.values() for clause in words["clauses"]]
        return list(dict.fromkeys([*nouns, *faces, *clauses]))

    def words(self) -> list[str]:
        """Every word that a phrase may hold, in lower case."""
        texts = [*self._no_face, *self._forms, *(word for noun in self._nouns for word in noun["words"])]
        texts += [t for words in self._attributes.values() for kind in ("adjectives", "clauses") for t in words[kind]]
        texts += [template("") for template in OPENAI_IMAGENET_TEMPLATES]
        plain = re.sub(r"\{\w+\}", " ", " ".join(texts)).lower()
        return sorted(set(re.findall(r"[a-z0-9]+", plain)) | {"an", "of", "and"})


def _in_template(text: str, dice: np.random.Generator) -> str:
    if dice.random() < 0.3:
        return text
    template = OPENAI_IMAGENET_TEMPLATES[dice.integers(len(OPENAI_IMAGENET_TEMPLATES))]
    return re.sub(r"\ba (?=[aeiou])", "an ", template(text)) if dice.random() < 0.7 else template(text)
