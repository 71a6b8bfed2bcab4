"""The base model under test, held-out photos on their trajectories, and who judges what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from asyrp_desktop.core.paths import BUILT_IN_DIRECTIONS
from asyrp_desktop.core.values import DEFAULT_CRITIC
from asyrp_desktop.engine.direction import Direction, load_direction
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.engine.editing import joint_scale
from asyrp_desktop.engine.editor import Editor, to_model_range, to_pixel_range
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.shelf import model_folder
from asyrp_desktop.rendering import finished
from asyrp_desktop.training.critic import Critic
from benchmarks.judge import Judge
from tools.mean_directions import Row, crop, read_labels, split
from tools.train_base_model.kid import age_gender_features

# What the judge calls an attribute, which way it should go, and how much is a change worth the name.
ATTRIBUTES = {
    "smiling": ("happy", 1),
    "sad": ("sad", 1),
    "angry": ("angry", 1),
    "surprised": ("surprised", 1),
    "old": ("age_years", 1),
    "young": ("age_years", -1),
    "child": ("age_years", -1),
    "man": ("p_male", 1),
    "woman": ("p_male", -1),
}
JUDGE = Path(__file__).parents[1] / "judge"
SLACK = {"age_years": 0.5}  # in the judge's units; 0.02 for probabilities


class Subject:
    """Everything that the tables are made from."""

    def __init__(self, model: str, folder: Path, count: int, steps: int, directions: Path | None) -> None:
        """folder: see tools.mean_directions. count: neutral, adult, held-out photos."""
        unet, self.card = load_base_model(model_folder(model))
        self.editor = Editor(unet, self.card.t_boost, torch.device("cpu"))
        self.folder, self.steps = folder, steps
        _, self.held_out = split(read_labels(folder))
        neutral = [row for row in self.held_out if row["neutral"] > 0.8 and 20 <= row["age"] <= 50]
        self.rows = _half_and_half(neutral, count)
        self.crops = self.cut(self.rows)
        self.trajectory = self.editor.invert(self.crops, steps)
        self.originals = to_pixel_range(self.trajectory.xs[0])
        self.judge = Judge(JUDGE)
        self._features = age_gender_features(JUDGE / "age_gender.safetensors")
        home = directions or BUILT_IN_DIRECTIONS / self.card.name
        self.directions = [load_direction(path) for path in sorted(home.glob(f"*{SUFFIX}"))]

    @cached_property
    def critic(self) -> Critic:
        return Critic(DEFAULT_CRITIC)

    def cut(self, rows: Sequence[Row]) -> np.ndarray:
        """(B, S, S, 3) uint8."""
        return np.stack([crop(self.folder, row, self.editor.unet.size) for row in rows])

    def edited(self, strengths: Mapping[Direction, float]) -> np.ndarray:
        """All photos, (B, S, S, 3), 0..255; each strength as given, whatever their number."""
        scale = joint_scale(list(strengths.values())) if any(strengths.values()) else 1.0
        blend = {direction: strength / scale for direction, strength in strengths.items()}
        return to_pixel_range(finished(self.editor.unet, self.trajectory, [blend], self.editor.t_boost)[0])

    def judged(self, pictures: np.ndarray) -> dict[str, np.ndarray]:
        return self.judge(np.rint(pictures).astype(np.uint8))

    def features(self, pictures: np.ndarray) -> np.ndarray:
        """The judge's 512 numbers of each picture, (B, 512)."""
        return self._features(np.rint(pictures).astype(np.uint8))

    @torch.inference_mode()
    def towards(self, pictures: np.ndarray, source: str, target: str) -> float:
        """S_dir: mean cosine of how pictures moved and how the text does."""
        before, after = (self.critic.images(to_model_range(p)) for p in (self.originals, pictures))
        text = self.critic.text(target) - self.critic.text(source)
        return float(torch.nn.functional.cosine_similarity(after - before, text[None]).mean())


def _half_and_half(rows: list[Row], count: int) -> list[Row]:
    """The first of each gender, in turns."""
    men, women = ([row for row in rows if (row["male"] > 0.5) == male] for male in (True, False))
    return [row for pair in zip(men, women, strict=False) for row in pair][:count]
