"""Sheets of what a network draws."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor


def pixels(pictures: Tensor) -> np.ndarray:
    """(B, 3, S, S), -1..1, to (B, S, S, 3) uint8."""
    return ((pictures + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).movedim(1, 3).numpy()


def save_sheet(pictures: np.ndarray, file: Path) -> None:
    """pictures: (B, S, S, 3) uint8, side by side in a near-square."""
    count, size = pictures.shape[:2]
    across = math.ceil(math.sqrt(count))
    sheet = Image.new("RGB", (across * size, math.ceil(count / across) * size))
    for k, picture in enumerate(pictures):
        sheet.paste(Image.fromarray(picture), (k % across * size, k // across * size))
    sheet.save(file)
