"""What a prompt pair means to a critic and a base model, told before anything is trained."""

from __future__ import annotations

from torch import Tensor

from asyrp_desktop.core.training_plan import Formula, PromptCheck, PromptPair
from asyrp_desktop.engine.calibration import UNCALIBRATED_T_EDIT, Calibration, of_schedule

from .critic import Critic

SAME = 0.999  # cosine of two texts from which on they say the same


def check_prompts(
    critic: Critic, calibration: Calibration | None, prompts: PromptPair, timesteps: int = 1000
) -> PromptCheck:
    """timesteps: of the base model. Never raises: what is wrong with the pair is in `problem`."""
    usual = of_schedule(UNCALIBRATED_T_EDIT, timesteps)
    source, target = (prompt.strip() for prompt in prompts)
    if not source or not target:
        return PromptCheck(1.0, usual, {}, problem="Both prompts need words.")
    unknown = critic.unknown_words(f"{source} {target}")
    problem = ""
    added = {word for word in critic.words(target) if word not in critic.words(source)}
    if added and added <= set(critic.unknown_words(target)):
        problem = f"The text-image model does not know “{' '.join(sorted(added))}”."
    elif float(critic.text(source) @ critic.text(target)) > SAME:
        problem = "Both prompts mean the same to the text-image model."
    cosine = critic.cosine(source, target)
    return PromptCheck(cosine, calibration.t_edit(cosine) if calibration else usual, unknown, problem)


def towards(critic: Critic, prompts: PromptPair, formula: Formula = "paper") -> Tensor:
    """Where pictures are to move, (E,): target text less source text. The public code takes the mean over the templates
    of the difference, the paper the difference of the means, of unit length each.
    """
    text = critic.text if formula == "paper" else critic.mean_text
    return text(prompts.target.strip()) - text(prompts.source.strip())
