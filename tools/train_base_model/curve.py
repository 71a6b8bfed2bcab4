"""A picture of a run's losses."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .checkpoint import History


def draw(history: History, picture: Path) -> None:
    """Training loss, smoothed over a fiftieth of the run; the held-out loss, and its plain error by timesteps."""
    from matplotlib.figure import Figure  # for developers only, and slow to import

    figure = Figure(figsize=(8, 6), layout="constrained")
    above, below = figure.subplots(2, sharex=True)
    width = max(1, len(history.losses) // 50)
    smooth = np.convolve(history.losses, np.full(width, 1 / width), "valid")
    above.plot(np.arange(len(smooth)) + width, smooth)
    above.set(ylabel="training loss, weighted", yscale="log")
    steps = [evaluation["step"] for evaluation in history.evaluations]
    below.plot(steps, [evaluation["held_out"] for evaluation in history.evaluations], "k", label="weighted")
    for k, fifth in enumerate(zip(*(evaluation["by_fifth"] for evaluation in history.evaluations), strict=True)):
        below.plot(steps, fifth, alpha=0.5, label=f"fifth {k + 1}")
    below.set(xlabel="step", ylabel="held-out error of x0", yscale="log")
    below.legend()
    figure.savefig(picture, dpi=120)
