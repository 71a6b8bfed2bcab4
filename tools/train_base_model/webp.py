"""Pictures as WebP files, and all of them decoded at once.

Imports no torch: every process that helps to decode imports this module, and what starts the program, anew.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from multiprocessing import get_context

import numpy as np
from PIL import Image

QUALITY = 90
_ALONE = 2000  # files that are decoded before other processes have started
_PROCESSES = 16  # at most: a machine may name more processors than it lends


def encoded(pixels: np.ndarray) -> bytes:
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "WEBP", quality=QUALITY, method=6)
    return target.getvalue()


def decoded(file: bytes) -> np.ndarray:
    """(H, W, 3) uint8."""
    return np.asarray(Image.open(io.BytesIO(file), formats=("WEBP",)).convert("RGB"))


def all_decoded(files: Sequence[bytes]) -> np.ndarray:
    """(N, H, W, 3) uint8, of files of one size."""
    if len(files) < _ALONE:
        return np.stack([decoded(file) for file in files])
    # Spawned: a forked process would inherit torch's threads, locked.
    with get_context("spawn").Pool(min(os.cpu_count() or 1, _PROCESSES)) as pool:
        return np.stack(pool.map(decoded, files, chunksize=256))
