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

    calibration: Calibration | None
    t_boost: int | None


def curves(model: str) -> Curves:
    """Of a base model. What is missing or damaged is left out."""
    try:
        card = json.loads((shelf.model_folder(model) / "card.json").read_text(encoding="utf-8"))
        found = Calibration.from_json(card["calibration"]) if "calibration" in card else None
        return Curves(found, card.get("t_boost"))
    except FileNotFoundError:
        return Curves(None, None)
    except (OSError, ModelError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("the card of %s is damaged: %r", model, error)
        return Curves(None, None)
