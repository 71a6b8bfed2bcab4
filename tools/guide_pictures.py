"""The pictures of the guide, taken of the real program: python -m tools.guide_pictures docs/pictures

In each language, light and dark. Takes a few minutes; nothing of the user's is touched.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication, QWidget

from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.settings import Settings, Theme
from asyrp_desktop.core.values import Stroke
from asyrp_desktop.models import shelf
from asyrp_desktop.ui.current_window import CurrentWindow
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.filmstrip.open_photos import OpenPhotos
from asyrp_desktop.ui.garbage import collected_here
from asyrp_desktop.ui.look import choose_theme
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.model_page.shelf_work import ModelShelf
from asyrp_desktop.ui.strengths import new_gesture

SIZE = (1100, 720)
SCREEN = {
    "name": "large",
    "x": 0,
    "y": 0,
    "width": 1920,
    "height": 1080,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}
THEMES: tuple[Theme, ...] = ("light", "dark")
SECOND_PORTRAIT = Path(__file__).with_name("second_portrait.jpg")  # see THIRD_PARTY.md
QUALITY = 82  # of WebP


class Photographer:
    """Drives one window, and takes every picture by day and by night."""

    def __init__(self, app: QApplication, language: str, out: Path, room: Path) -> None:
        self._app, self._language, self._out, self._room = app, language, out, room
        work = ModelShelf()
        work.keep_settings(Settings(language=language, tour_offered=True))

        def make(photos: OpenPhotos | None) -> MainWindow:
            return MainWindow(shelf=work, photos=photos)

        self.window = CurrentWindow(app, work, make).window
        self.window.resize(*SIZE)
        self.window.show()

    def take_all(self) -> None:
        window = self.window
        self._wait(lambda: window.busy is Busy.IDLE)
        self._take("start", window)
        photos = [SAMPLE_PHOTO, self._two_faces(), self._small()]
        window.open_files(photos[:1])
        self._settle()
        window._strengths.set("smiling", 0.9, new_gesture())
        window._place.actions.zoom.trigger()
        self._settle()
        self._take("slider", window)
        window._actions.split.trigger()
        self._take("split", window)
        window._actions.fit.trigger()
        window._actions.side_by_side.trigger()
        window.pages.show_inspector()
        inspector = window.pages.inspector
        assert inspector
        inspector._look.click()
        self._wait(lambda: inspector._way.columns > 0)
        self._take("inspector", inspector)
        inspector.close()
        window.pages.show_grid()
        grid = window.pages.grid
        assert grid
        grid._make.click()
        self._wait(lambda: grid._make.isEnabled() and grid._save.isEnabled())
        self._take("grid", grid)
        grid.close()
        window.open_files(photos)
        window._photos.show(window._photos.photos[1])
        self._settle()
        window._strengths.pick(2)
        window._strengths.set("old", 1.0, new_gesture())
        self._settle()
        self._take("faces", window)
        window._strengths.pick(1)
        stroke = Stroke(((228.0, 222.0), (268.0, 223.0)), 34.0)  # the mouth
        scope = window._strengths.scope
        window._strengths.set_scope(scope.__class__(scope.crop, scope.reach, (stroke,)), new_gesture(), "")
        window._strengths.set("smiling", 1.0, new_gesture())
        self._settle()
        window._place.actions.paint.setChecked(True)  # so that what is painted is seen
        self._take("painted", window)
        window._place.actions.paint.setChecked(False)
        for name, show in (
            ("library", window.pages.show_library),
            ("training", window.pages.show_training),
            ("batch", window.pages.show_batch),
            ("models", window.pages.show_models),
            ("settings", window.pages.show_settings),
        ):
            before = self._shown()
            show()
            self._wait(lambda before=before: bool(self._shown() - before))
            self._rest(1.5)
            (page,) = self._shown() - before
            self._take(name, page)
            page.close()
        window.leave_at_once()
        window.deleteLater()

    def _take(self, name: str, widget: QWidget) -> None:
        for theme in THEMES:
            choose_theme(self._app, theme)
            self._rest(0.3)
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.ReadWrite)
            widget.grab().save(buffer, "PNG")  # type: ignore[call-overload]
            picture = self._room / "picture.png"
            picture.write_bytes(bytes(buffer.data().data()))
            with Image.open(picture) as image:
                image.convert("RGB").save(
                    self._out / f"{name}-{self._language}-{theme}.webp", quality=QUALITY, method=6
                )
        choose_theme(self._app, "light")

    def _settle(self) -> None:
        desk = self.window._desk
        self._rest(0.4)
        self._wait(lambda: desk.busy is Busy.IDLE and desk.ready and not desk._rest.isActive())

    def _wait(self, done: Callable[[], bool]) -> None:
        last = time.monotonic() + 300
        while not done():
            if time.monotonic() > last:
                raise TimeoutError("the program does not get there")
            self._app.processEvents()
            time.sleep(0.01)

    def _rest(self, seconds: float) -> None:
        last = time.monotonic() + seconds
        self._wait(lambda: time.monotonic() > last)

    def _shown(self) -> set[QWidget]:
        return {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}

    def _two_faces(self) -> Path:
        """The sample, and another portrait, smaller, beside it."""
        with Image.open(SAMPLE_PHOTO) as first, Image.open(SECOND_PORTRAIT) as second:
            both = Image.new("RGB", (900, 512), second.getpixel((0, 0)))
            both.paste(first.resize((512, 512)), (0, 0))
            both.paste(second.resize((388, 388)), (512, 124))
        path = self._room / "friends.jpg"
        both.save(path, quality=92)
        return path

    def _small(self) -> Path:
        path = self._room / "portrait.png"
        with Image.open(SAMPLE_PHOTO) as portrait:
            portrait.crop((200, 40, 800, 640)).resize((300, 300)).save(path)
        return path


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        app = _on_screen(Path(room))
        with collected_here():
            for language in ("en", "ko"):
                own = Path(room) / language  # so that no photo was edited before
                own.mkdir()
                shelf.USER_DATA, shelf.USER_CACHE = own / "data", own / "cache"
                Photographer(app, language, out, own).take_all()


def _on_screen(room: Path) -> QApplication:
    """With room for every page: none is made larger than the screen, and without one that counts as 800 x 800."""
    screens = room / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    return QApplication([sys.argv[0], "-platform", f"offscreen:configfile={screens}"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
