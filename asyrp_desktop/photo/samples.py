"""What a decoder makes of a file."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Samples(NamedTuple):
    """samples: (H, W, C), and alpha: (H, W) or None, both uint8 or both uint16, as `Photo` has them.

    format: the one to save it in where its own cannot hold it, or nobody writes it. notices: what of the file is not in
    here.
    """

    samples: np.ndarray
    alpha: np.ndarray | None = None
    format: str | None = None
    notices: tuple[str, ...] = ()
