"""The paper's five claims as five numbers, for a shift of h and, beside it, for one of epsilon.

Both shifts are learned in the same way: a free delta for each edited step, by the same loss, on the same photos. Then
they are made as long as it takes to change the pictures by the same amount.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import PromptPair
from asyrp_desktop.engine.editor import to_pixel_range
from asyrp_desktop.engine.reverse_step import predicted_x0, reverse_step
from asyrp_desktop.models.shelf import USER_CACHE
from asyrp_desktop.training.direction_loss import directional_loss, reconstruction_loss
from asyrp_desktop.training.photos import batches
from asyrp_desktop.training.prompts import towards
from asyrp_desktop.training.trajectories import Trajectories
from tools.mean_directions import read_labels, split
from tools.train_base_model.kid import kid

from .measures import additivity_error, linearity, psnr
from .subject import Subject

STRENGTHS = (-1.0, -0.5, 0.0, 0.5, 1.0)
# Prompts, what the judge calls the attribute, and which way it should go.
PAIR = ((PromptPair("face", "smiling face"), "happy", 1), (PromptPair("face", "woman"), "p_male", -1))
TRUST = 0.1  # sqrt(a_t) below which the predicted x0 is a guess
RECON_WEIGHT = 0.3
CHANGE = 28.5  # dB at strength 1, which both shifts are brought to
OTHERS = 200  # photos that the edited ones are compared with


class FreeShift:
    """A delta for each edited step, added to h or to epsilon, the same for every photo."""

    def __init__(self, subject: Subject, photos: Trajectories, space: str) -> None:
        self._unet, self._photos, self.space = subject.editor.unet, photos, space
        shape = self._unet.h_shape if space == "h" else (3, self._unet.size, self._unet.size)
        self.delta = torch.zeros(len(photos.steps), *shape, requires_grad=True)

    def epsilons(self, x: Tensor, k: int, strength: float) -> tuple[Tensor, Tensor]:
        """Without and with the shift. x: (B, 3, S, S). k: steps from T down."""
        unet, shift = self._unet, strength * self.delta[k]
        t = torch.full((len(x),), self._photos.steps[k].t, dtype=torch.long)
        with torch.no_grad():
            encoded = unet.encode(x, t)
            (eps,) = unet.decode(encoded, [encoded.h])
        if self.space == "epsilon":
            return eps, eps + shift
        return eps, unet.decode(encoded, [encoded.h + shift])[0]

    def learn(self, subject: Subject, prompts: PromptPair, epochs: int, rate: float) -> None:
        """By Adam, along the edited path, as f_t is."""
        optimiser = torch.optim.Adam([self.delta], rate)
        text, photos = towards(subject.critic, prompts), self._photos
        for _ in range(epochs):
            for part in batches(len(photos), 8):
                rows = np.arange(part.start, part.stop)
                x = photos.noise(rows)
                for k, step in enumerate(photos.steps):
                    eps, shifted = self.epsilons(x, k, 1.0)
                    if math.sqrt(self._unet.schedule.alpha(step.t)) >= TRUST:
                        edited = predicted_x0(self._unet.schedule, step.t, x, shifted)
                        reference = photos.predicted(rows, k)
                        moved = directional_loss(subject.critic.images(edited), subject.critic.images(reference), text)
                        loss = moved.mean() + RECON_WEIGHT * reconstruction_loss(edited, reference).mean()
                        optimiser.zero_grad()
                        loss.backward()
                        optimiser.step()
                    x = reverse_step(self._unet.schedule, step, x, eps, shifted.detach(), 0.0)
                    x = x + photos.residual(rows, k)


@torch.no_grad()
def edited(subject: Subject, strengths: list[tuple[FreeShift, float]]) -> np.ndarray:
    """The subject's photos with free shifts, (B, S, S, 3), 0..255. Asymmetric, in either space."""
    unet, trajectory = subject.editor.unet, subject.trajectory
    x = trajectory.xs[-1]
    for k, step in enumerate(trajectory.grid.descending()):
        edits = [(shift, c) for shift, c in strengths if k < len(shift.delta)]
        t = torch.full((len(x),), step.t, dtype=torch.long)
        eta = 1.0 if step.t < subject.editor.t_boost else 0.0
        if edits:
            spaces = {shift.space for shift, _ in edits}
            encoded = unet.encode(x, t)
            total = torch.stack([c * shift.delta[k] for shift, c in edits]).sum(0)
            if spaces == {"h"}:
                eps, shifted = unet.decode(encoded, [encoded.h, encoded.h + total])
            else:
                (eps,) = unet.decode(encoded, [encoded.h])
                shifted = eps + total
        else:
            eps = shifted = unet.epsilon(x, t)
        x = reverse_step(unet.schedule, step, x, eps, shifted, eta) + trajectory.residual(unet, step, eta)
    return to_pixel_range(x)


def claims(subject: Subject, photos: int, epochs: int, rates: dict[str, float]) -> list[dict[str, Any]]:
    """A row for h-space and one for epsilon-space."""
    training, _ = split(read_labels(subject.folder))
    rows = [row for row in training if row["neutral"] > 0.8 and 20 <= row["age"] <= 50][:photos]
    t_edit = min(direction.t_edit for direction in subject.directions)
    cache: Path = USER_CACHE / "trajectories"
    kept = Trajectories(subject.editor.unet, subject.cut(rows), subject.steps, t_edit, cache)
    kept.prepare(Progress())
    return [_row(subject, kept, space, epochs, rates[space]) for space in ("h", "epsilon")]


def _row(subject: Subject, photos: Trajectories, space: str, epochs: int, rate: float) -> dict[str, Any]:
    shifts, alone, rises, lines, quality = [], [], [], [], []
    others = subject.features(subject.cut(subject.held_out[-OTHERS:]).astype(np.float32))

    def strangeness(pictures: np.ndarray) -> float:
        """How much further from other photos than the unedited ones are."""
        return kid(subject.features(pictures), others)[0] - kid(subject.features(subject.originals), others)[0]

    for prompts, attribute, sign in PAIR:
        shift = FreeShift(subject, photos, space)
        shift.learn(subject, prompts, epochs, rate)
        _bring_to(CHANGE, subject, shift)
        by_strength = np.stack([edited(subject, [(shift, c)]) for c in STRENGTHS])
        seen = [sign * subject.judged(pictures)[attribute] for pictures in (by_strength[2], by_strength[-1])]
        rises.append(float((seen[1] - seen[0] > 0.1).mean()))
        lines.append(linearity(np.array(STRENGTHS), by_strength.reshape(len(STRENGTHS), -1)))
        quality.append(strangeness(by_strength[-1]))
        shifts.append(shift)
        alone.append(by_strength[3])
    both = edited(subject, [(shift, 0.5) for shift in shifts])
    random = FreeShift(subject, photos, space)
    noise = torch.randn(random.delta.shape, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        lengths = shifts[0].delta.flatten(1).norm(dim=1) / noise.flatten(1).norm(dim=1)
        random.delta.copy_(noise * lengths[:, None, None, None])
    scrambled = edited(subject, [(random, 1.0)])
    return {
        "space": space,
        "1 the same delta changes the attribute on": round(float(np.mean(rises)), 3),
        "2 linearity": round(float(np.mean(lines)), 3),
        "3 error of the sum of both": round(additivity_error(both, alone[0], alone[1], subject.originals), 3),
        "4 KID to other photos, edited less unedited": round(float(np.mean(quality)), 4),
        "4 the same, random delta as long": round(strangeness(scrambled), 4),
        "4 PSNR, random delta as long": round(float(psnr(scrambled, subject.originals).mean()), 1),
        "5 cosine of delta between neighbouring steps": round(float(np.mean([_across(s.delta) for s in shifts])), 3),
    }


@torch.no_grad()
def _bring_to(change: float, subject: Subject, shift: FreeShift) -> None:
    """Make the delta as long as it takes for a PSNR of `change`: twice, as the picture follows nearly in proportion."""
    for _ in range(2):
        seen = float(psnr(edited(subject, [(shift, 1.0)]), subject.originals).mean())
        shift.delta *= 10 ** ((seen - change) / 20)


def _across(delta: Tensor) -> float:
    """Mean cosine of the deltas of neighbouring steps that were learned."""
    flat = delta.detach().flatten(1)
    flat = flat[flat.norm(dim=1) > 0]
    return float(torch.nn.functional.cosine_similarity(flat[1:], flat[:-1]).mean())
