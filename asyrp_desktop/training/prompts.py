"""What a prompt pair means to a critic and a base model, told before anything is trained."""

from __future__ import annotations

from torch import Tensor

from asyrp_desktop.core.training_plan import PromptCheck, PromptPair
from asyrp_desktop.engine.calibration import Calibration

from .critic import Critic

UNCALIBRATED_T_EDIT = 500  # paper, appendix: without curves, 400 to 700 works
SAME = 0.999  # cosine of two texts from which on they say the same


def check_prompts(critic: Critic, calibration: Calibration | None, prompts: PromptPair) -> PromptCheck:
    """Never raises: what is wrong with the pair is in `problem`."""
    source, target = (prompt.strip() for prompt in prompts)
    if not source or not target:
        return PromptCheck(1.0, UNCALIBRATED_T_EDIT, {}, problem="Both prompts need words.")
    unknown = critic.unknown_words(f"{source} {target}")
    problem = ""
    added = {word for word in critic.words(target) if word not in critic.words(source)}
    if added and added <= set(critic.unknown_words(target)):
        problem = f"The text-image model does not know “{' '.join(sorted(added))}”."
    elif float(critic.text(source) @ critic.text(target)) > SAME:
        problem = "Both prompts mean the same to the text-image model."
    cosine = critic.cosine(source, target)
    return PromptCheck(cosine, calibration.t_edit(cosine) if calibration else UNCALIBRATED_T_EDIT, unknown, problem)


def towards(critic: Critic, prompts: PromptPair) -> Tensor:
    """Where pictures are to move, (E,): target text less source text."""
    return critic.text(prompts.target.strip()) - critic.text(prompts.source.strip())
