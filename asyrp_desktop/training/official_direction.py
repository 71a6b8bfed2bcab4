"""Taking in directions of Asyrp's public implementation, with the cosine of their prompts."""

from __future__ import annotations

import logging
from pathlib import Path

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.training_plan import PromptPair
from asyrp_desktop.models import shelf
from asyrp_desktop.models.catalog import catalog
from asyrp_desktop.models.install import BroughtDirection, bring_direction

from .critic import Critic

_log = logging.getLogger(__name__)


def take_in(
    source: Path, model: str, name: str = "", t_edit: int | None = None, any_data: bool = False
) -> BroughtDirection:
    """See `bring_direction`. Raises UnsafeFile, DirectionError, WrongBaseModel, ModelError."""
    return bring_direction(source, model, name, t_edit, any_data, _cosine)


def _cosine(prompts: PromptPair) -> float | None:
    """By the first CLIP that is installed. The built-in model is no help: it is off by more than what is assumed."""
    for name in catalog():
        if (shelf.home() / "critics" / name).is_dir():
            try:
                return Critic(name).cosine(*prompts)
            except ModelError as error:
                _log.warning("%s", error)
    return None
