"""What the window costs: python -m benchmarks.window

The real window with the built-in model, without a screen: CPU while nothing is to do, what 200 moves of a slider leave
behind, how soon an edit that was seen before is there again, and how long it takes to change the photo or the language.
"""

from __future__ import annotations

import gc
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import psutil
from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.settings import Settings
from asyrp_desktop.models import shelf
from asyrp_desktop.ui.current_window import CurrentWindow
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.garbage import collected_here
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.model_page.shelf_work import ModelShelf
from asyrp_desktop.ui.strengths import new_gesture

IDLE_SECONDS = 10.0
MOVES = 200


def main() -> None:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as room, collected_here():
        shelf.USER_DATA, shelf.USER_CACHE = Path(room) / "data", Path(room) / "cache"
        work = ModelShelf()
        current = CurrentWindow(app, work, lambda photos: MainWindow(shelf=work, photos=photos))
        window = current.window
        window.show()
        another = Path(room) / "another.png"
        with Image.open(SAMPLE_PHOTO) as photo:
            photo.crop((80, 0, 420, 340)).save(another)
        window.open_files([SAMPLE_PHOTO, another])

        def settled() -> bool:
            desk = current.window._desk
            return desk.busy is Busy.IDLE and desk.ready and not desk._rest.isActive() and desk._next() is None

        def move(value: float) -> None:
            current.window._strengths.set("smiling", value, new_gesture())

        _wait(app, settled)
        process = psutil.Process()
        move(0.5)
        _wait(app, settled)
        before, loop = sum(process.cpu_times()[:2]), QEventLoop()
        QTimer.singleShot(round(1000 * IDLE_SECONDS), loop.quit)
        loop.exec()
        print(f"CPU while idle: {100 * (sum(process.cpu_times()[:2]) - before) / IDLE_SECONDS:.2f} %")

        for round_ in ("first", "second", "third"):
            for k in range(MOVES):
                move((k % 150) / 100)
                app.processEvents()
            _wait(app, settled)
            gc.collect()
            memory = process.memory_info().rss / 2**20
            print(
                f"after the {round_} {MOVES} moves: {memory:.0f} MB, {threading.active_count()} Python threads, "
                f"{process.num_threads()} threads, {len(app.allWidgets())} widgets"
            )

        move(0.7)
        _wait(app, settled)
        move(0.2)
        _wait(app, settled)
        began = time.perf_counter()
        current.window._strengths.stack.undo()
        shown = current.window._desk.shown
        print(
            f"undo, to an edit that was seen: {1000 * (time.perf_counter() - began):.0f} ms, "
            f"{'a preview' if shown is None or shown.preview else 'the true edit'}"
        )

        photos = current.window._photos
        for name in ("another photo, for the first time", "back to the one before"):
            began = time.perf_counter()
            target = next(one for one in photos.photos if one is not photos.current)
            photos.show(target)
            _wait(app, lambda target=target: photos.current is target and current.window._desk.ready)
            print(f"{name}: {time.perf_counter() - began:.2f} s until the sliders wake")
        began = time.perf_counter()
        work.keep_settings(Settings(language="ko"))
        window = current.window
        window.language_wanted.emit()
        _wait(app, lambda: current.window is not window)
        print(f"another language: {time.perf_counter() - began:.2f} s")
        current.leave_at_once()


def _wait(app: QApplication, done: Callable[[], bool]) -> None:
    while not done():
        app.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
