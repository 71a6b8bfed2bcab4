"""kill -9 at any moment, and the same order again: every photo right, none done twice."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from asyrp_desktop.batch import line
from asyrp_desktop.batch.manifest import Manifest, State
from asyrp_desktop.batch.news import Ended, Planned
from asyrp_desktop.batch.order import BatchOrder
from asyrp_desktop.batch.run import Batch
from asyrp_desktop.batch.work_folder import manifest_file, work_folder
from asyrp_desktop.models import shelf
from tests.batch.conftest import MakeOrder, Photograph

PHOTOS, KILLS = 24, 20


def work(order: BatchOrder, home: Path, begun: Event, at: type = Planned) -> None:
    """begun: set at the first of such news, or at the end."""
    shelf.USER_DATA = home
    torch.set_num_threads(1)
    line._CPU_GROUP = 2  # many moments at which something is read, edited and written at once
    Batch(order, lambda news: begun.set() if isinstance(news, at) else None).run()
    begun.set()


def results(order: BatchOrder) -> dict[str, tuple[int, int]]:
    """What a file cannot keep when it is written again, by name."""
    found = Path(order.output).glob("*.png")
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image).astype(int)


def test_killed_and_resumed(
    order: MakeOrder, photograph: Photograph, tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "_CPU_GROUP", line._CPU_GROUP)  # `work` is called here, too
    for k in range(PHOTOS):
        photograph(f"{k}.png", seed=k + 1)
    undisturbed, killed = order(output=str(tmp_path / "whole"), steps=2), order(steps=2)
    context = multiprocessing.get_context("forkserver")
    begun = context.Event()
    began = time.monotonic()
    work(undisturbed, tiny_home, begun)
    usual = time.monotonic() - began

    # Forked from a server that has torch loaded: each start takes no time.
    context.set_forkserver_preload(["asyrp_desktop.batch.line", "asyrp_desktop.batch.run", __name__])
    moments = random.Random(0)
    seen: dict[str, tuple[int, int]] = {}
    for kill in range(KILLS):
        # However slow the machine is, some come after a result.
        process = context.Process(target=work, args=(killed, tiny_home, begun, Planned if kill % 4 else Ended))
        begun.clear()
        process.start()
        assert begun.wait(60)
        process.join(moments.uniform(0, usual / 3))
        process.kill()
        process.join()
        now = results(killed)
        assert seen.items() <= now.items()
        seen = now
    work(killed, tiny_home, begun)
    assert seen.items() <= results(killed).items()
    assert seen

    with Manifest(manifest_file(killed.output)) as manifest:
        rows = manifest.rows()
    assert [row.state for row in rows] == [State.DONE] * PHOTOS
    assert list((work_folder(killed.output) / "staging").iterdir()) == []
    for row in rows:
        # A photo's company in a batch differs after a resumption: never more than one grey level.
        difference = pixels(Path(row.output)) - pixels(tmp_path / "whole" / Path(row.output).name)
        assert np.abs(difference).max() <= 1
