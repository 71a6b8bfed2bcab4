"""The built-in critic, through the code that loads any open_clip model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.paths import BUILT_IN_CRITICS
from asyrp_desktop.core.training_plan import PromptPair
from asyrp_desktop.core.values import DEFAULT_CRITIC
from asyrp_desktop.engine.calibration import Calibration
from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.training.critic import Critic
from asyrp_desktop.training.perceptual import NOISE_DISTANCE, PerceptualDistance
from asyrp_desktop.training.prompts import UNCALIBRATED_T_EDIT, check_prompts, towards
from tests.conftest import ASTRONAUT


@pytest.fixture(scope="module")
def critic() -> Critic:
    return Critic(DEFAULT_CRITIC)


@pytest.fixture(scope="module")
def portrait() -> torch.Tensor:
    """The astronaut's face, which smiles. (1, 3, 96, 96)."""
    face = Image.open(ASTRONAUT).convert("RGB").crop((165, 45, 285, 165)).resize((96, 96))
    return to_model_range(np.asarray(face)[None])


def test_it_sees_what_the_photo_shows(critic: Critic, portrait: torch.Tensor) -> None:
    noise = torch.randn(1, 3, 96, 96, generator=torch.Generator().manual_seed(0)).clamp(-1, 1)
    face, nothing = critic.images(torch.cat([portrait, noise]))
    to_face = critic.text("face") - critic.text("no face")
    assert face @ to_face > nothing @ to_face
    for true, false in (("smiling face", "angry face"), ("woman", "man")):
        assert face @ (critic.text(true) - critic.text(false)) > 0, true


def test_synonyms_lie_together(critic: Critic) -> None:
    for first, second, other in (
        ("smiling face", "a person with a big smile", "sad face"),
        ("old man", "grandfather", "little boy"),
        ("angry face", "a furious person", "happy person"),
    ):
        assert critic.text(first) @ critic.text(second) > critic.text(first) @ critic.text(other)


def test_embeddings_have_unit_length_and_gradients_reach_the_picture(critic: Critic, portrait: torch.Tensor) -> None:
    x = portrait.clone().requires_grad_()
    embedding = critic.images(x)
    assert embedding.norm(dim=1).item() == pytest.approx(1, abs=1e-5)
    (embedding @ towards(critic, PromptPair("face", "smiling face"))).sum().backward()
    assert x.grad is not None and x.grad.abs().max() > 0
    assert critic.text("face").norm().item() == pytest.approx(1, abs=1e-5)


def test_cosines_are_on_the_published_scale(critic: Critic) -> None:
    for target in ("smiling face", "sad face", "angry face", "young face"):
        assert 0.8 < critic.cosine("face", target) < 0.99


def test_unknown_words_are_told_with_the_nearest_known(critic: Critic) -> None:
    assert critic.unknown_words("a smiling face") == {}
    unknown = critic.unknown_words("Smilling face with Brille, 日本")
    assert set(unknown) == {"smilling", "brille", "日本"}
    assert "smiling" in unknown["smilling"]


def test_a_pair_that_cannot_be_trained_is_told_before(critic: Critic) -> None:
    for prompts, word in (
        (PromptPair("face", "pixar face"), "pixar"),
        (PromptPair("face", "face"), "same"),
        (PromptPair(" ", "face"), "words"),
    ):
        assert word in check_prompts(critic, None, prompts).problem
    good = check_prompts(critic, None, PromptPair("face", "smiling face"))
    assert not good.problem and good.t_edit == UNCALIBRATED_T_EDIT
    curves = Calibration((0, 500, 999), (0.0, 0.3, 1.0), (0.0, 1.3, 1.4))
    assert 400 < check_prompts(critic, curves, PromptPair("face", "smiling face")).t_edit < 550


def test_the_perceptual_distance_grows_with_noise(critic: Critic, portrait: torch.Tensor) -> None:
    noise = torch.randn(portrait.shape, generator=torch.Generator().manual_seed(0))
    distance = PerceptualDistance(critic).anchored(portrait, noise)
    assert distance(portrait, portrait).item() == 0
    assert distance(portrait, noise).item() == pytest.approx(NOISE_DISTANCE, rel=1e-4)
    steps = [distance(portrait, portrait + share * noise).item() for share in (0.05, 0.2, 0.8)]
    assert steps == sorted(steps)


def test_a_critic_that_is_not_there_or_damaged_is_told(tmp_path: Path) -> None:
    for name in ("nowhere", "ViT-B-16/no-such-weights", "NoSuchNet/openai"):
        with pytest.raises(ModelError):
            Critic(name)
    folder = tmp_path / "critic é"
    shutil.copytree(BUILT_IN_CRITICS / DEFAULT_CRITIC, folder)
    assert Critic(str(folder)).name == DEFAULT_CRITIC
    weights = folder / "open_clip_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:10_000])
    with pytest.raises(ModelError):
        Critic(str(folder))
    (folder / "card.json").write_text(json.dumps([1]), encoding="utf-8")
    with pytest.raises(ModelError):
        Critic(str(folder))
