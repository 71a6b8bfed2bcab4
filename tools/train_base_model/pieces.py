"""A run in pieces that travel: what a machine that is lent for minutes sends back, at most 8 files of 16 MiB.

weights-N.safetensors holds the averaged weights, fp16; run.json the config, the step and what was measured; sheet.png
what the average drew last, curve.png the losses. The optimizers' state is as large again as the weights, and is made
anew in a hundred steps: it stays behind.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor

from asyrp_desktop.core.files import replacing

from .checkpoint import Checkpoint
from .config import TrainConfig
from .curve import draw

PIECE = 15 * 2**20  # bytes
MOST = 4


def write_pieces(saved: Checkpoint, state: Path, folder: Path) -> None:
    """state: the run's folder, for its newest sheet. Raises ValueError where the weights are too large to travel."""
    folder.mkdir(parents=True, exist_ok=True)
    for k, piece in enumerate(in_pieces(saved.average)):
        with replacing(folder / f"weights-{k}.safetensors") as part:
            save_file(piece, part)
    with replacing(folder / "run.json") as part:
        facts = {"config": saved.config, "step": saved.step, "history": asdict(saved.history)}
        part.write_text(json.dumps(facts), encoding="utf-8")
    if saved.history.evaluations:
        draw(saved.history, folder / "curve.png")
        shutil.copyfile(max(state.glob("samples-*.png")), folder / "sheet.png")


def in_pieces(weights: dict[str, Tensor]) -> list[dict[str, Tensor]]:
    """Weights at half precision, in order. Raises ValueError where they are too large to travel."""
    pieces: list[dict[str, Tensor]] = [{}]
    for name, weight in weights.items():
        half = weight.half().cpu().contiguous()
        if sum(other.nbytes for other in pieces[-1].values()) + half.nbytes > PIECE:
            pieces.append({})
        pieces[-1][name] = half
    if len(pieces) > MOST:
        raise ValueError(f"The weights make {len(pieces)} pieces, of which {MOST} can travel.")
    return pieces


def merged(folder: Path) -> tuple[TrainConfig, int, dict[str, Tensor]]:
    """Config, step and averaged weights of a run in pieces."""
    facts = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    weights = {
        name: weight.float()
        for piece in sorted(folder.glob("weights-*.safetensors"))
        for name, weight in load_file(piece).items()
    }
    return TrainConfig.of(facts["config"]), facts["step"], weights
