"""Arithmetic on directions: weighted sums, and one with nothing of another in it (“smiling without man”)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from asyrp_desktop.core.errors import DirectionError, WrongBaseModel

from .direction import CombinedShift, Direction
from .direction_file import DirectionHead, Part


def combine(name: str, terms: Sequence[tuple[Direction, float]], off: Sequence[Direction] = ()) -> Direction:
    """The sum of weight times direction over the terms, without what of it lies along the directions of `off`.

    Strength 1 does what the terms' sliders do together at their weights, each within its own edit interval, but for
    holding several sliders back (`editing.joint_scale`). What lies along `off` is told at each timestep, and for an
    f_t on each photo's own h. Raises DirectionError, WrongBaseModel.
    """
    if not terms or not all(weight and math.isfinite(weight) for _, weight in terms):
        raise DirectionError("There is nothing to combine.", "Give directions with weights other than 0.")
    added = {direction.name for direction, _ in terms}
    if len(terms) == 1 and added == {direction.name for direction in off}:
        raise DirectionError(f"“{terms[0][0].name}” has nothing but itself in it.", "Project another direction off it.")
    first = terms[0][0].head
    parts = [*terms, *((direction, None) for direction in off)]
    for direction, _ in parts:
        if direction.head.base_fingerprint != first.base_fingerprint:
            raise WrongBaseModel(
                f"“{direction.name}” was made for the base model {direction.head.base_name}, "
                f"“{first.name}” for {first.base_name}.",
                "Combine directions of one base model.",
            )
    low, high = _range(terms)
    head = DirectionHead(
        name=name,
        form="combined",
        base_name=first.base_name,
        base_fingerprint=first.base_fingerprint,
        h_shape=first.h_shape,
        t_edit=min(direction.t_edit for direction, _ in terms),
        steps=first.steps,
        low=low,
        high=high,
        record={
            "method": "combination",
            "sum": {direction.name: weight for direction, weight in terms},
            "without": [direction.name for direction in off],
        },
        rendering="redraw" if any(d.head.rendering == "redraw" for d, _ in terms) else None,
        # A part's opposite and rendering mean nothing here, and older versions of the program know none.
        parts=tuple(Part(replace(direction.head, opposite="", rendering=None), weight) for direction, weight in parts),
    )
    return Direction(head, CombinedShift([d for d, _ in parts], [weight for _, weight in parts], first.steps))


def _range(terms: Sequence[tuple[Direction, float]]) -> tuple[float, float]:
    """Strengths at which every term keeps within its own range."""
    ends = [sorted((d.head.low / weight, d.head.high / weight)) for d, weight in terms]
    return round(max(low for low, _ in ends), 2), round(min(high for _, high in ends), 2)
