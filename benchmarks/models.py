"""What base models cost: start of the window, a switch of the model, an evaluation at 256 px, on the CPU.

python -m benchmarks.models prints a table and writes it to benchmarks/out/models.json. Nothing else should be busy on
the machine: of what is compared, the quickest runs count, taken in turn.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

from benchmarks.engine import OUT, published_256

ROUNDS = 4
WINDOW = """
import sys, time
from asyrp_desktop.ui import application, main_window

class Window(main_window.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), flush=True)
        self.leave_at_once()

main_window.MainWindow = Window
sys.exit(application.run_window(None))
"""


def quickest(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of each, in turn, after a round that is not counted."""
    best: dict[str, float] = {}
    for counted in range(ROUNDS + 1):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            taken = time.perf_counter() - began
            best[name] = min(best.get(name, taken), taken) if counted else taken
    return best


def window() -> dict[str, float]:
    """From nothing to a window that is drawn. Torch is loaded behind it."""
    taken = []
    for _ in range(5):
        began = time.time()
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        words = [sys.executable, "-c", WINDOW]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
        taken.append(float(done.stdout.split()[0]) - began)
    return {"cold start to window, s": statistics.median(taken)}


def switch() -> dict[str, float]:
    """To the built-in model, with a photo open."""
    from asyrp_desktop.core.paths import SAMPLE_PHOTO
    from asyrp_desktop.core.progress import silent
    from asyrp_desktop.core.values import ALL_FACES, DEFAULT_MODEL
    from asyrp_desktop.ui.photo_workbench import PhotoWorkbench

    bench = PhotoWorkbench()
    bench.load()
    bench.read(SAMPLE_PHOTO)
    bench.prepare(ALL_FACES, (0,), silent())
    loading, preparing = [], []
    for _ in range(3):
        bench.use(DEFAULT_MODEL, "cpu")
        began = time.perf_counter()
        bench.load()
        loading.append(time.perf_counter() - began)
        began = time.perf_counter()
        bench.prepare(ALL_FACES, (0,), silent())
        preparing.append(time.perf_counter() - began)
    return {
        "built-in: switch of the model, s": statistics.median(loading),
        "built-in: photo inverted again, s": statistics.median(preparing),
    }


def evaluation_256() -> dict[str, float]:
    """One evaluation as diffusers does it, and as this program does it in every setting of the CPU."""
    import torch

    from asyrp_desktop.engine.device import place
    from asyrp_desktop.engine.device_trial import settings_to_try

    cpu = torch.device("cpu")
    plain = published_256().unet
    x, t = torch.randn(1, 3, 256, 256), torch.tensor([500])
    works: dict[str, Callable[[], object]] = {"256 px: plain diffusers": lambda: plain(x, t).sample}
    for setting in settings_to_try(cpu):
        unet = published_256()
        place(unet, cpu, setting)
        works[f"256 px: {setting}"] = lambda unet=unet: unet.epsilon(x, t)
    with torch.inference_mode():
        return {f"{name}, s": seconds for name, seconds in quickest(works).items()}


def memory_256() -> dict[str, float]:
    """A whole edit of one photo; its steps do not change the peak."""
    import numpy as np
    import torch

    from asyrp_desktop.core.devices import Setting
    from asyrp_desktop.engine.direction import Direction, GlobalShift
    from asyrp_desktop.engine.direction_file import DirectionHead
    from asyrp_desktop.engine.editor import Editor

    unet = published_256()
    editor = Editor(unet, 200, torch.device("cpu"), setting=Setting(frugal="frugal" in sys.argv))
    crop = np.random.default_rng(0).integers(0, 256, (1, 256, 256, 3), np.uint8)
    trajectory = editor.invert(crop, 3)
    head = DirectionHead("d", "global", unet.name, "", unet.h_shape, 400, 3)
    editor.edit(trajectory, [{Direction(head, GlobalShift(torch.zeros(unet.h_shape))): 1.0}])
    return {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


PARTS = {"window": window, "switch": switch, "evaluation_256": evaluation_256, "memory_256": memory_256}


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(PARTS[sys.argv[1]]()))
        return
    table: dict[str, float] = {}

    def part(*words: str) -> dict[str, float]:
        done = subprocess.run([sys.executable, "-m", "benchmarks.models", *words], capture_output=True, check=True)
        return json.loads(done.stdout)

    for name in ("window", "switch", "evaluation_256"):
        table |= part(name)
    table["256 px: peak memory of an edit, MB"] = part("memory_256")["peak"]
    table["256 px: the same in low-memory mode, MB"] = part("memory_256", "frugal")["peak"]
    for name, value in table.items():
        print(f"{name:<45} {value:10.3f}")
    OUT.mkdir(exist_ok=True)
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    (OUT / "models.json").write_text(json.dumps({"machine": machine, **table}, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
