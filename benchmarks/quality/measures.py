"""What one edit did, in numbers. Pictures are (..., S, S, 3) float32, 0..255, unless said otherwise."""

from __future__ import annotations

import numpy as np


def psnr(edited: np.ndarray, original: np.ndarray) -> np.ndarray:
    """dB of each picture; 99 where nothing changed."""
    error = np.square(edited - original).mean((-3, -2, -1))
    return np.minimum(10 * np.log10(255**2 / np.maximum(error, 1e-6)), 99.0)


def linearity(strengths: np.ndarray, values: np.ndarray) -> float:
    """Share of the variance over strengths that straight lines explain (R squared). strengths: (V,). values: (V, N)."""
    values = values - values.mean(0)
    x = strengths - strengths.mean()
    slope = x @ values / (x @ x)
    left = np.square(values - np.outer(x, slope)).sum()
    return float(1 - left / max(np.square(values).sum(), 1e-9))


def monotone(values: np.ndarray, slack: float) -> float:
    """Share of pictures whose value never falls by more than `slack` as the strength rises. values: (V, B)."""
    return float((np.diff(values, axis=0) >= -slack).all(0).mean())


def additivity_error(both: np.ndarray, first: np.ndarray, second: np.ndarray, original: np.ndarray) -> float:
    """How far the edit with both is from the sum of each one's difference, as a share of that sum."""
    expected = (first - original) + (second - original)
    return float(np.linalg.norm(both - original - expected) / max(np.linalg.norm(expected), 1e-9))


def sameness(differences: np.ndarray) -> float:
    """How alike an edit is over photos: mean cosine of each photo's difference to the mean of the others'. (B, ...)."""
    flat = differences.reshape(len(differences), -1)
    others = (flat.sum(0) - flat) / (len(flat) - 1)
    norms = np.linalg.norm(flat, axis=1) * np.linalg.norm(others, axis=1)
    return float(((flat * others).sum(1) / np.maximum(norms, 1e-9)).mean())


def share_outside(differences: np.ndarray, inside: np.ndarray) -> float:
    """Mean absolute change outside the face, as a share of that inside. differences: (B, S, S, 3). inside: (S, S)."""
    change = np.abs(differences).mean((0, 3))
    return float(change[~inside].mean() / max(change[inside].mean(), 1e-9))
