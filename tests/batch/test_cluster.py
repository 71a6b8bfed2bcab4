"""The same batch on a Ray of this machine. Where Ray is not installed, there is nothing to test."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

pytest.importorskip("ray")

from asyrp_desktop.batch.news import Ended, News
from asyrp_desktop.batch.run import Batch
from tests.batch.conftest import MakeOrder, Photograph


def pixels(folder: Path) -> dict[str, np.ndarray]:
    found = {}
    for path in folder.glob("*.png"):
        with Image.open(path) as image:
            found[path.name] = np.asarray(image)
    return found


def workers() -> list[psutil.Process]:
    """Processes of this test's Ray that hold a line."""
    ours = psutil.Process().children(recursive=True)
    return [process for process in ours if "ray::Worker" in " ".join(process.cmdline())]


def test_a_killed_worker_loses_nothing(order: MakeOrder, photograph: Photograph, tmp_path: Path) -> None:
    for k in range(32):
        photograph(f"{k}.png", seed=k + 1)
    alone = order(output=str(tmp_path / "alone"), steps=2)
    Batch(alone, lambda news: None).run()

    ended: list[str] = []

    def listen(news: News) -> None:
        if isinstance(news, Ended):
            ended.append(news.row.source)
            if len(ended) == 1:
                workers()[0].kill()

    together = order(steps=2)
    tally = Batch(together, listen, cluster="local").run()
    assert tally[:4] == (32, 32, 0, 0)
    assert len(ended) == len(set(ended)) == 32
    mine, theirs = pixels(tmp_path / "alone"), pixels(Path(together.output))
    assert mine.keys() == theirs.keys()
    # Of what the dead worker had, only a group of which a part was settled is edited in other company.
    different = [name for name in mine if (mine[name] != theirs[name]).any()]
    assert len(different) < 8
    assert all(np.abs(mine[name].astype(int) - theirs[name]).max() <= 1 for name in different)
