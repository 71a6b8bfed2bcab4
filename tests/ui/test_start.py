"""How the program starts and ends: one window for all starts, and a log of what went wrong."""

from __future__ import annotations

import faulthandler
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from socket import socketpair

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.logging import _QtMessageCapture
from pytestqt.qtbot import QtBot

from asyrp_desktop.cli import main
from asyrp_desktop.cli.self_test.window import PAGES
from asyrp_desktop.core.paths import RESOURCES
from asyrp_desktop.models import shelf
from asyrp_desktop.ui import application, logs, look, single_instance
from asyrp_desktop.ui.engine_thread import EngineThread, unexpected
from asyrp_desktop.ui.logs import kept_log
from asyrp_desktop.ui.main_window import MainWindow
from asyrp_desktop.ui.single_instance import SingleInstance
from asyrp_desktop.ui.uncaught import UncaughtErrors
from tests.ui.conftest import OpenWindow, wait_ready
from tests.ui.fake_engine import FakeEngine
from tests.ui.fake_library import FakeLibrary

# Another start of the program, up to where it would open its window. It ends without tidying up, as in a crash.
START = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from asyrp_desktop.ui.single_instance import SingleInstance
app = QCoreApplication([])
first = SingleInstance(Path(sys.argv[1]))
os._exit(first.claim([Path(name) for name in sys.argv[2:]]))
"""


def start(home: Path, *files: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", START, str(home), *files], cwd=home)


@pytest.fixture(autouse=True)
def session_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """As a session has one; on a short path, for that of a socket must be short."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def first(tmp_path: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path)
    yield made
    made.release()


def test_a_later_start_hands_its_files_over(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    assert first.claim([])
    with qtbot.waitSignal(first.brought, timeout=20_000) as brought:
        later = start(tmp_path, "è 日本.jpg", "m\udcfcller.jpg", "/else where/b.direction.safetensors")
    places = [tmp_path / "è 日本.jpg", tmp_path / "m\udcfcller.jpg", Path("/else where/b.direction.safetensors")]
    assert brought.args == [places]
    assert later.wait() == 0


def test_after_a_crash_the_next_start_is_the_first(first: SingleInstance, tmp_path: Path) -> None:
    assert start(tmp_path).wait() == 1
    assert first.claim([])
    assert first._server.isListening()


def test_a_start_opens_a_window_where_the_first_does_not_answer(
    first: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE", 0.2)
    assert first.claim([])
    later = SingleInstance(tmp_path)
    assert later.claim([tmp_path / "a.jpg"])  # this very thread would have to answer, and is busy asking
    assert "does not answer" in caplog.text


def test_noise_is_refused(qtbot: QtBot, first: SingleInstance, caplog: pytest.LogCaptureFixture) -> None:
    assert first.claim([])
    for noise in (*(b"GET /\n", b"[1]\n", b'["\\u0000"]\n', b"[" * 100_000 + b"\n", b"x" * (2**20 + 1)),):
        socket = connected(first)
        with qtbot.assertNotEmitted(first.brought), qtbot.waitSignal(socket.disconnected, timeout=5000):
            socket.write(noise)
    assert caplog.text.count("another program spoke") == 4


def test_whoever_says_nothing_is_not_waited_for(
    qtbot: QtBot, first: SingleInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE", 0.05)
    assert first.claim([])
    socket = connected(first)
    socket.write(b"[")
    with qtbot.waitSignal(socket.disconnected, timeout=5000):
        socket.flush()


def connected(instance: SingleInstance) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(instance._server.fullServerName())
    assert socket.waitForConnected(2000)
    return socket


def test_no_other_user_is_listened_to(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    instance = SingleInstance(tmp_path, lambda _: os.getuid() + 1)
    assert instance.claim([])
    try:
        socket = connected(instance)
        with qtbot.assertNotEmitted(instance.brought), qtbot.waitSignal(socket.disconnected, timeout=5000):
            socket.write(b"[]\n")
        assert "another user" in caplog.text
        monkeypatch.setattr(single_instance, "PATIENCE", 0.1)
        later = SingleInstance(tmp_path, lambda _: os.getuid() + 1)
        assert later.claim([tmp_path / "a.jpg"])  # it tells no one of its files
    finally:
        instance.release()


def test_the_user_at_the_other_end_is_known() -> None:
    here, there = socketpair()
    with here, there:
        assert single_instance.peer_user(here.fileno()) == os.getuid()


def test_the_socket_lies_where_no_one_else_can_be(
    first: SingleInstance, session_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert first.claim([])
    place = Path(first._server.fullServerName())
    assert place.parent == session_folder and place.parent.stat().st_mode & 0o777 == 0o700
    assert place.is_socket() and not caplog.records


@pytest.mark.parametrize("open_to_all", [False, True])
def test_a_folder_that_others_may_use_is_passed_over(
    open_to_all: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, shared = Path(folder) / "home", Path(folder) / "shared"
        shared.mkdir()
        shared.chmod(0o770)
        monkeypatch.setattr(single_instance, "_runtime_folders", lambda: [shared])
        instance = SingleInstance(home)
        if open_to_all:  # also the program's own
            (home / "run").mkdir(parents=True, mode=0o755)
        try:
            assert instance.claim([])
            assert instance._server.isListening() is not open_to_all
            assert open_to_all or Path(instance._server.fullServerName()).parent == home / "run"
            assert ("windows of their own" in caplog.text) is open_to_all
            assert not list(shared.iterdir())
        finally:
            instance.release()


def test_a_link_is_no_private_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to("real")
    assert single_instance._is_private(tmp_path / "real") and not single_instance._is_private(tmp_path / "link")


def test_a_path_too_long_for_a_socket_costs_only_the_sharing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(single_instance, "_runtime_folders", list)
    instance = SingleInstance(tmp_path / ("long " * 20))
    assert instance.claim([]) and not instance._server.isListening()
    assert "windows of their own" in caplog.text


def test_a_home_that_cannot_be_written_costs_only_the_sharing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert SingleInstance(tmp_path / "file" / "home").claim([])


def test_the_window_takes_photos_and_directions(
    qtbot: QtBot, open_window: OpenWindow, photo_file: Path, tmp_path: Path
) -> None:
    source = next(Path("directions/faces-128").glob("old.*"))
    brought = tmp_path / "from a friend.direction.safetensors"
    brought.write_bytes(source.read_bytes())
    window = MainWindow(EngineThread(FakeEngine()), library=FakeLibrary())
    window.show()
    try:
        window.showMinimized()
        window.take_over([brought, photo_file])
        assert not window.isMinimized() and window.isVisible()
        wait_ready(qtbot, window)
        own = shelf.USER_DATA / "directions" / "faces-128"
        qtbot.waitUntil(lambda: own.is_dir() and len(list(own.glob("*.direction.safetensors"))) == 1, timeout=20_000)
    finally:
        window.leave_at_once()
        window.deleteLater()


def test_the_self_test_knows_every_page(open_window: OpenWindow) -> None:
    actions = open_window(FakeEngine()).findChildren(QAction)
    asking = {action.objectName() for action in actions if action.text().endswith("…")}
    dialogs_of_the_system = {"openAction", "saveAction", "saveEditAction"}
    assert asking - dialogs_of_the_system <= set(PAGES) <= {action.objectName() for action in actions}


def test_the_look_holds_wherever_the_program_lies(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtlog: _QtMessageCapture
) -> None:
    odd = tmp_path / 'Asyrp (1) 日本 "b" \\c'
    odd.symlink_to(RESOURCES / "icons")
    try:
        monkeypatch.setattr(look, "_ICONS", odd)
        look.dress(qapp)
        box = QCheckBox("è")
        box.setChecked(True)
        box.grab()
        # Of a style sheet that it cannot read, and of a picture that it cannot find.
        assert not qtlog.records
    finally:
        monkeypatch.undo()
        look.dress(qapp)


def test_files_on_the_command_line_reach_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(application, "run_window", lambda files: asked.append(list(files)) or 0)
    for words in ([], ["a.jpg", "b.direction.safetensors"], ["open", "c"]):
        assert main(words) == 0
    assert asked == [[], [Path("a.jpg"), Path("b.direction.safetensors")], [Path("c")]]


def test_an_uncaught_error_is_in_the_log(qtbot: QtBot, tmp_path: Path) -> None:
    def fail() -> None:
        raise RuntimeError("injected è")

    with kept_log(tmp_path / "logs"):
        uncaught = UncaughtErrors()
        hook = sys.excepthook
        try:
            with qtbot.waitSignal(uncaught.caught) as caught, qtbot.captureExceptions():
                sys.excepthook = hook  # pytest-qt has put its own in the way
                QTimer.singleShot(0, fail)
        finally:
            uncaught.release()
    assert caught.args is not None and "injected è" in caught.args[0].message
    text = (tmp_path / "logs" / "asyrp-desktop.log").read_text(encoding="utf-8")
    assert "RuntimeError: injected è" in text and "in fail" in text


@pytest.mark.parametrize("error", [AssertionError(), RuntimeError(" "), KeyError()])
def test_an_error_without_words_is_told_by_its_name(error: Exception) -> None:
    assert type(error).__name__ in unexpected(error).message


def test_what_ends_the_program_is_in_the_log(tmp_path: Path) -> None:
    before = list(logging.getLogger().handlers)
    with pytest.raises(ImportError), kept_log(tmp_path):
        raise ImportError("libEGL.so.1 is missing")
    assert "libEGL.so.1" in (tmp_path / "asyrp-desktop.log").read_text(encoding="utf-8")
    assert logging.getLogger().handlers == before


def test_logs_stay_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST", 1000)
    with kept_log(tmp_path):
        for number in range(200):
            logging.getLogger("test").warning("%03d %s", number, "x" * 50)
    files = sorted(tmp_path.glob("asyrp-desktop.log*"))
    assert len(files) == 1 + logs.KEPT and all(file.stat().st_size <= 1000 for file in files)
    assert "199" in files[0].read_text(encoding="utf-8")


def test_a_crash_says_where_and_is_kept(tmp_path: Path) -> None:
    die = (
        "import faulthandler, sys\nfrom pathlib import Path\nfrom asyrp_desktop.ui.logs import kept_log\n"
        "with kept_log(Path(sys.argv[1])):\n    faulthandler._sigsegv()\n"
    )
    for _ in range(2):
        assert subprocess.run([sys.executable, "-c", die, str(tmp_path)], check=False).returncode != 0
    was_on = faulthandler.is_enabled()
    with kept_log(tmp_path):
        pass
    assert faulthandler.is_enabled() == was_on  # pytest's own
    for number in (1, 2):
        assert "Segmentation fault" in (tmp_path / f"crash.log.{number}").read_text(encoding="utf-8")
    assert "crashed before" in (tmp_path / "asyrp-desktop.log").read_text(encoding="utf-8")


def test_no_log_is_no_reason_not_to_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    with kept_log(tmp_path / "file" / "logs"):
        logging.getLogger("test").warning("still heard")
    assert "no log is kept" in capsys.readouterr().err
