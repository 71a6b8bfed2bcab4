"""What was measured of a base model when it was calibrated. No torch."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, NamedTuple

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.typed_json import Timestep
from asyrp_desktop.engine.calibration import UNCALIBRATED_T_BOOST, Calibration, of_schedule

from . import shelf

_log = logging.getLogger(__name__)


class Curves(NamedTuple):
    """calibration: None where the model was never calibrated. t_boost: that edits are made with."""

    calibration: Calibration | None = None
    t_boost: int = UNCALIBRATED_T_BOOST
    timesteps: int = 1000  # of the noise schedule


@dataclass(frozen=True)
class _Measured:
    """A card, as far as what was measured."""

    calibration: dict[str, Any] | None = None
    t_boost: Timestep | None = None


def curves(model: str) -> Curves:
    """Of a base model. What is missing or damaged is left out."""
    known = Curves()
    try:
        folder = shelf.model_folder(model)
        timesteps = shelf.timesteps(folder)
        known = Curves(None, of_schedule(UNCALIBRATED_T_BOOST, timesteps), timesteps)
        if not (folder / "card.json").exists():
            return known
        card = typed_json.read(folder / "card.json", _Measured)
        found = None if card.calibration is None else Calibration.from_json(card.calibration)
        return Curves(found, known.t_boost if card.t_boost is None else card.t_boost, timesteps)
    except (OSError, ModelError, ValueError) as error:
        _log.warning("the card of %s is damaged: %r", model, error)
        return known
