"""Where an imported direction begins to edit, if nobody published it: by curves and the cosine of its prompts."""

from __future__ import annotations

from collections.abc import Callable

from asyrp_desktop.core.training_plan import PromptPair
from asyrp_desktop.engine.calibration import UNCALIBRATED_T_EDIT, USUAL_COSINE, of_schedule
from asyrp_desktop.models.base_model import Card
from asyrp_desktop.models.curves import Curves
from asyrp_desktop.models.published import data_set

from .official_direction import OfficialFile, model_data

Cosine = Callable[[PromptPair], float | None]
"""Of two prompts, on CLIP's scale; None where no text-image model at hand knows their words."""


def assumed_t_edit(told: OfficialFile, card: Card, own: Curves, cosine: Cosine | None, notices: list[str]) -> int:
    """By the curves that were published of the data set, else by the base model's own. How is said in `notices`."""
    published = data_set(told.data or model_data(card))
    curves = published.calibration if published else None
    whose = published.name if published and curves else card.name
    curves = curves or own.calibration
    if curves is None:
        notices.append("From where it edits is assumed: the middle of all timesteps (--t-edit).")
        return of_schedule(UNCALIBRATED_T_EDIT, own.timesteps)
    found = cosine(told.published.prompts) if cosine and told.published else None
    if found is None:
        notices.append(
            f"From where it edits follows from the curves of {whose} and a cosine of its prompts that is assumed: "
            f"{USUAL_COSINE}, as of an expression or an age (--t-edit)."
        )
    else:
        notices.append(f"From where it edits follows from the curves of {whose} and its prompts' cosine, {found:.3f}.")
    t_edit = curves.t_edit(USUAL_COSINE if found is None else found)
    return t_edit if curves is own.calibration else of_schedule(t_edit, own.timesteps)
