"""The same batch on a Ray of this machine. Where Ray is not installed, there is nothing to test."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("ray")

from asyrp_desktop.batch import cluster
from asyrp_desktop.batch.news import Ended, Moved, News, Stage
from asyrp_desktop.batch.run import Batch
from tests.batch.conftest import MakeOrder, Photograph


def pixels(folder: Path) -> dict[str, np.ndarray]:
    found = {}
    for path in folder.glob("*.png"):
        with Image.open(path) as image:
            found[path.name] = np.asarray(image)
    return found


def workers() -> list[int]:
    """Processes of Ray's that hold a line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"ray::Worker" in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_a_killed_worker_loses_nothing(
    order: MakeOrder, photograph: Photograph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CORES_A_WORKER", 1)
    for k in range(48):
        photograph(f"{k}.png", seed=k + 1)
    alone = order(output=str(tmp_path / "alone"))
    Batch(alone, lambda news: None).run()

    ended: list[str] = []
    killed = threading.Event()

    def listen(news: News) -> None:
        if isinstance(news, Ended):
            ended.append(news.row.source)
        if isinstance(news, Moved) and news.stage is Stage.EDITING and ended and not killed.is_set():
            killed.set()
            os.kill(workers()[0], signal.SIGKILL)

    together = order()
    tally = Batch(together, listen, cluster="local").run()
    assert killed.is_set()
    assert tally[:4] == (48, 48, 0, 0)
    assert len(ended) == len(set(ended)) == 48
    mine, theirs = pixels(tmp_path / "alone"), pixels(Path(together.output))
    assert mine.keys() == theirs.keys()
    # What the dead worker had was edited one by one: there, not more than a grey level.
    same = [name for name in mine if (mine[name] == theirs[name]).all()]
    assert len(same) >= 40
    assert all(np.abs(mine[name].astype(int) - theirs[name]).max() <= 1 for name in mine)
