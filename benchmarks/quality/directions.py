"""A table of what each direction does, by strength."""

from __future__ import annotations

from typing import Any

import numpy as np

from asyrp_desktop.engine.direction import Direction

from .measures import linearity, monotone, psnr, sameness, share_outside
from .subject import ATTRIBUTES, SLACK, Subject

STRENGTHS = (-1.0, -0.5, 0.0, 0.5, 1.0)
WATCHED = ("happy", "sad", "angry", "surprised", "p_male", "age_years")


def measured(subject: Subject, direction: Direction) -> tuple[dict[str, Any], np.ndarray]:
    """Returns a row of numbers, and the pictures, (V, B, S, S, 3)."""
    pictures = np.stack([subject.edited({direction: c}) for c in STRENGTHS])
    judged = [subject.judged(row) for row in pictures]
    attribute, sign = ATTRIBUTES[direction.name]
    values = sign * np.stack([seen[attribute] for seen in judged])
    plain, full = judged[STRENGTHS.index(0.0)], judged[-1]
    differences = pictures[-1] - subject.originals
    return {
        "direction": direction.name,
        "method": direction.head.record.get("method", ""),
        "judged": attribute,
        "by strength": [round(float(seen[attribute].mean()), 3) for seen in judged],
        "change at 1": round(float((full[attribute] - plain[attribute]).mean()), 3),
        "rises on": round(float((values[-1] > values[2]).mean()), 3),
        "monotone on": round(monotone(values, SLACK.get(attribute, 0.02)), 3),
        "linearity of pixels": round(linearity(np.array(STRENGTHS), pictures.reshape(len(STRENGTHS), -1)), 3),
        "leakage": {n: round(float((full[n] - plain[n]).mean()), 3) for n in WATCHED if n != attribute},
        "PSNR at 1": round(float(psnr(pictures[-1], subject.originals).mean()), 1),
        "PSNR at -1": round(float(psnr(pictures[0], subject.originals).mean()), 1),
        "likeness": round(_likeness(subject, pictures[-1]), 3),
        "outside / inside": round(share_outside(differences, _face(pictures.shape[2])), 3),
        "sameness over photos": round(sameness(differences), 3),
        "S_dir": round(subject.towards(pictures[-1], "face", prompt(direction)), 3),
    }, pictures


def prompt(direction: Direction) -> str:
    """What the direction aims at, in words."""
    target = direction.head.record.get("target")
    return str(target) if target else {"man": "man", "woman": "woman"}.get(direction.name, f"{direction.name} face")


def _likeness(subject: Subject, pictures: np.ndarray) -> float:
    """Cosine of the judge's 512 features before and after, where 0 is two different people and 1 the same picture."""
    before, after = (subject.features(p) for p in (subject.originals, pictures))
    others = _cosines(before, np.roll(before, 2, axis=0)).mean()
    return float((_cosines(before, after).mean() - others) / (1 - others))


def _cosines(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return (first * second).sum(1) / (np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1))


def _face(size: int) -> np.ndarray:
    """Where the face lies in an aligned square: an ellipse. (size, size) bool."""
    y, x = (np.mgrid[0:size, 0:size] + 0.5) / size - 0.5
    return (x / 0.38) ** 2 + ((y - 0.02) / 0.48) ** 2 < 1
