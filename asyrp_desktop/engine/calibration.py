"""Which steps of the reverse process to edit, read off two curves of a base model. Paper, section 4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from asyrp_desktop.core.typed_json import Number, ShortText, Timestep, convert
from asyrp_desktop.core.values import MOST_TIMESTEPS

EDIT_THRESHOLD = 0.33  # of the prompts' cosine; published for 256 px
BOOST_THRESHOLD = 1.2
SHORTEST_EDIT = 0.9  # share of all timesteps above which no edit begins
# Of a model that was never calibrated, with 1000 timesteps. Paper, appendix: 400 to 700 works, and 100 to 400.
UNCALIBRATED_T_EDIT = 500
UNCALIBRATED_T_BOOST = 200  # published values lie between 167 and 293
USUAL_COSINE = 0.89  # of the prompts for an expression or an age, as published


@dataclass(frozen=True)
class Calibration:
    """Mean perceptual distances of photos to what lies on their inversion, by timestep.

    timesteps: ascending. predicted: from the photo to the predicted x0. noisy: from the photo to x_t.
    Both on the scale of LPIPS (Alex). edit_threshold: another one, where a model was seen to edit better with it.
    """

    timesteps: Annotated[tuple[Timestep, ...], Field(min_length=2, max_length=MOST_TIMESTEPS)]
    predicted: tuple[Number, ...]
    noisy: tuple[Number, ...]
    measure: ShortText = "LPIPS-Alex"
    edit_threshold: Number = EDIT_THRESHOLD

    def t_edit(self, cosine: float) -> int:
        """Smallest t from which the predicted x0 is far enough from the photo to be changed. cosine: of the prompts."""
        last = self.timesteps[-1]
        return min(_reached(self.timesteps, self.predicted, self.edit_threshold * cosine), int(SHORTEST_EDIT * last))

    @property
    def t_boost(self) -> int:
        """Smallest t at which so little of the photo is left that noise below it only adds quality."""
        return _reached(self.timesteps, self.noisy, BOOST_THRESHOLD)

    def scaled(self, timesteps: int) -> Calibration:
        """Curves over a schedule of 1000, over one of another length. Points that would coincide are left out."""
        points = {of_schedule(t, timesteps): k for k, t in reversed(list(enumerate(self.timesteps)))}
        at = sorted(points.items())
        return replace(
            self,
            timesteps=tuple(t for t, _ in at),
            predicted=tuple(self.predicted[k] for _, k in at),
            noisy=tuple(self.noisy[k] for _, k in at),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "measure": self.measure,
            "edit_threshold": self.edit_threshold,
            "timesteps": list(self.timesteps),
            "predicted": [round(d, 4) for d in self.predicted],
            "noisy": [round(d, 4) for d in self.noisy],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Calibration:
        """Raises ValueError where it is damaged."""
        found = convert(dict(values), cls)
        if not len(found.timesteps) == len(found.predicted) == len(found.noisy):
            raise ValueError("curves of unequal length")
        return found


def of_schedule(t: int, timesteps: int) -> int:
    """A timestep of a schedule of 1000, as the same share of a schedule of another length."""
    return min(round(t * timesteps / 1000), timesteps - 1)


def _reached(timesteps: tuple[int, ...], curve: tuple[float, ...], threshold: float) -> int:
    """Smallest timestep at which the curve, straight between its points, reaches the threshold; else the last."""
    every = np.arange(timesteps[0], timesteps[-1] + 1)
    above = np.flatnonzero(np.interp(every, timesteps, curve) >= threshold)
    return int(every[above[0]]) if len(above) else timesteps[-1]
