"""Sliders that are known ahead follow the hand at once, on a fake engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asyrp_desktop.core.values import Edit, Scope, Stroke
from asyrp_desktop.photo.keyframes import STRENGTHS
from asyrp_desktop.ui import desk
from asyrp_desktop.ui.engine_protocol import Busy
from asyrp_desktop.ui.main_window import MainWindow
from tests.ui.conftest import OpenWindow, slider, wait_ready
from tests.ui.fake_engine import FakeEngine
from tests.ui.test_faces import settled


def opened(qtbot: QtBot, open_window: OpenWindow, fake: FakeEngine, photo: Path) -> MainWindow:
    window = open_window(fake)
    window.open_photo(photo)
    wait_ready(qtbot, window)
    return window


def wait_known(qtbot: QtBot, window: MainWindow, fake: FakeEngine, count: int) -> None:
    qtbot.waitUntil(lambda: len(fake.keyframes) >= count and window._desk._job is None, timeout=5000)


def grey(window: MainWindow) -> int:
    shown = window._desk.shown
    assert shown is not None
    return shown.layers.images[0].pixelColor(3, 3).red()


def test_what_is_known_is_shown_at_once_and_replaced_by_the_true_edit(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path
) -> None:
    fake = FakeEngine(ahead=0)
    window = opened(qtbot, open_window, fake, photo_file)
    wait_known(qtbot, window, fake, 2 * len(STRENGTHS))
    begun = len(fake.calls)
    slider(window).setValue(75)
    shown = window._desk.shown
    assert shown is not None and shown.preview and shown.edit == Edit(Scope(), ({"smiling": 0.75},))
    assert grey(window) == 115 and window._comparison.edited.caption.text() == "Preview"
    slider(window, "old").setValue(-50)
    assert grey(window) == 105
    qtbot.waitUntil(lambda: window._comparison.edited.caption.text() == "Edited", timeout=5000)
    assert grey(window) == 200
    assert [name for name, _ in fake.calls[begun:]] == ["render"]  # the engine made no preview
    # The hand goes on from the true edit, and comes to what is known of one direction alone.
    slider(window, "old").setValue(-40)
    assert grey(window) == 107 + 0.8 * (200 - 105)
    slider(window, "old").setValue(0)
    assert grey(window) == 115


def test_the_slider_under_the_hand_comes_first_and_waits_for_nothing(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path
) -> None:
    fake = FakeEngine(ahead=0.25)
    window = opened(qtbot, open_window, fake, photo_file)
    slider(window, "old").setFocus()
    count = len(fake.keyframes)
    qtbot.waitUntil(lambda: len(fake.keyframes) >= count + 2, timeout=5000)
    assert [next(iter(one)) for _, _, one in fake.keyframes[count + 1 :]] == ["old"]
    assert window.busy is Busy.IDLE  # nobody waits for it
    slider(window, "old").setValue(160)  # not known as far as that
    qtbot.waitUntil(lambda: ("preview", {"old": 1.6}) in fake.calls, timeout=700)
    wait_ready(qtbot, window)
    known = len(fake.keyframes)
    qtbot.waitUntil(lambda: len(fake.keyframes) > known, timeout=5000)  # and it goes on afterwards
    window.save_to(photo_file.with_name("saved.png"))
    qtbot.waitUntil(lambda: fake.calls[-1][0] == "save", timeout=700)
    wait_ready(qtbot, window)


def test_another_scope_is_another_picture(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, tmp_path: Path
) -> None:
    fake = FakeEngine(ahead=0)
    window = opened(qtbot, open_window, fake, photo_file)
    wait_known(qtbot, window, fake, 8)
    painted = Scope(strokes=(Stroke(((3.0, 3.0),), 5.0),))
    window._strengths.set_scope(painted, 1, "painting")
    wait_known(qtbot, window, fake, 16)
    assert {scope for scope, _, _ in fake.keyframes[8:]} == {painted}
    another = tmp_path / "another.png"
    another.write_bytes(b"another")
    window.open_photo(another)
    qtbot.waitUntil(lambda: len([name for name, _ in fake.done if name == "read"]) == 2, timeout=5000)
    wait_known(qtbot, window, fake, 24)
    assert {scope for scope, _, _ in fake.keyframes[16:]} == {Scope()}


def test_a_slow_engine_works_only_when_asked(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "AHEAD_SECONDS", 0.1)
    fake = FakeEngine(seconds_per_step=0.01, ahead=0)
    window = opened(qtbot, open_window, fake, photo_file)
    assert window._desk._job is None and not fake.keyframes


def test_a_failure_is_silent_and_the_sliders_work(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fake = FakeEngine()
    window = opened(qtbot, open_window, fake, photo_file)
    wait_known(qtbot, window, fake, 1)
    slider(window).setValue(75)
    qtbot.waitUntil(lambda: fake.done[-1] == ("render", {"smiling": 0.75}), timeout=5000)
    wait_known(qtbot, window, fake, 1)
    assert len(fake.keyframes) == 1 and not window._notice.isVisible()


def test_the_picture_is_that_of_the_sliders(qtbot: QtBot, open_window: OpenWindow, photo_file: Path) -> None:
    fake = FakeEngine(ahead=0)
    window = opened(qtbot, open_window, fake, photo_file)
    wait_known(qtbot, window, fake, 2 * len(STRENGTHS))
    window._desk.work_ahead(False)
    window._desk._instant._known()._known[0, "old"] = {  # only to the right
        strength: frame for strength, frame in window._desk._instant._known()._known[0, "old"].items() if strength > 0
    }
    shown: list[Edit] = []
    window._desk.edit_shown.connect(lambda one: shown.append(one.edit))
    # An engine's preview that the hand has left behind does not come between those that are shown at once.
    fake.seconds_per_step = 0.1
    slider(window, "old").setValue(-50)
    qtbot.waitUntil(lambda: window.busy is Busy.PREVIEWING)
    for value in range(50, 58):
        slider(window, "old").setValue(value)
        qtbot.wait(desk.REST_MS // 5)
    assert [one.strengths[0]["old"] for one in shown] == [value / 100 for value in range(50, 58)]
    # One that the user stops is not what the sliders say.
    fake.seconds_per_step = 0
    settled(qtbot, window)
    assert window._comparison.edited.caption.text() == "Edited"
    fake.seconds_per_step = 0.1
    slider(window, "old").setValue(-50)
    qtbot.waitUntil(lambda: window.busy is Busy.PREVIEWING)
    window._desk.cancel()
    qtbot.waitUntil(lambda: window.busy is Busy.IDLE)
    assert window._comparison.edited.caption.text() == "Preview" and "not show" in window.statusBar().currentMessage()
    # A direction that does otherwise than before is rendered again.
    fake.seconds_per_step = 0
    slider(window, "old").setValue(50)
    settled(qtbot, window)
    begun, renewed = len(fake.calls), fake.renewed
    window.renew_directions()
    settled(qtbot, window)
    assert fake.renewed == renewed + 1 and fake.calls[begun:] == [("render", {"old": 0.5})]
