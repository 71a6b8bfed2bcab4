"""What was measured of a base model when it was calibrated. No torch."""

from __future__ import annotations

import json
import logging
from typing import NamedTuple

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.engine.calibration import Calibration

from . import shelf

_log = logging.getLogger(__name__)


class Curves(NamedTuple):
    """calibration: None where the model was never calibrated. t_boost: that edits are made with; None: the usual."""

    calibration: Calibration | None = None
    t_boost: int | None = None
    timesteps: int = 1000  # of the noise schedule


def curves(model: str) -> Curves:
    """Of a base model. What is missing or damaged is left out."""
    try:
        folder = shelf.model_folder(model)
        schedule = json.loads((folder / "scheduler" / "scheduler_config.json").read_text(encoding="utf-8"))
        timesteps = int(schedule.get("num_train_timesteps", 1000))
        if not (folder / "card.json").exists():
            return Curves(timesteps=timesteps)
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        found = Calibration.from_json(card["calibration"]) if "calibration" in card else None
        return Curves(found, card.get("t_boost"), timesteps)
    except (OSError, ModelError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("the card of %s is damaged: %r", model, error)
        return Curves()
