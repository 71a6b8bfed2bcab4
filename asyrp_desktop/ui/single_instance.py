"""One window for one user at one screen: a later start of the program hands its files to the one that runs."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLockFile, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds for the program that runs: it may be starting
_ANSWER = b"taken"
_LONGEST = 2**20  # bytes of a message


class SingleInstance(QObject):
    """Ask `claim` once. Then `brought` tells of every file that a later start, or the system, hands over."""

    brought = Signal(object)  # list[Path], absolute; empty: the user only started the program again

    def __init__(self, home: Path) -> None:
        """home: the user's folder, the same for all starts that are to share a window."""
        super().__init__()
        self._home = home
        screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
        key = hashlib.sha256(f"{home}\n{screen}".encode()).hexdigest()[:16]
        self._name = f"asyrp-desktop-{key}"
        self._lock = QLockFile(str(home / f".{key}.lock"))
        self._lock.setStaleLockTime(0)  # held as long as its program lives
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self, files: Sequence[Path]) -> bool:
        """Whether this start is to open a window. If not, the one that runs has the files."""
        last = time.monotonic() + PATIENCE
        message = json.dumps([str(file.absolute()) for file in files]).encode() + b"\n"
        try:
            self._home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _log.warning("later starts will open windows of their own: %r", error)
            return True
        while not self._lock.tryLock(0):
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                _log.warning("later starts will open windows of their own: %s", self._lock.error())
                return True
            if _hand_over(self._name, message):
                return False
            if time.monotonic() > last:
                _log.warning("the program that runs does not answer")
                return True
            time.sleep(0.05)
        # What a crash may have left there; no one else listens, for the lock is ours.
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            _log.warning("later starts will open windows of their own: %s", self._server.errorString())
        return True

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On macOS it is the system that hands files over."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.brought.emit([Path(event.file())])
            return True
        return super().eventFilter(watched, event)

    def _on_connection(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        try:
            files = [Path(name) for name in json.loads(bytes(socket.readLine().data()))]
        except (ValueError, TypeError) as error:
            _log.warning("another program spoke to this one: %r", error)
            socket.abort()
            return
        socket.write(_ANSWER)
        socket.flush()
        self.brought.emit(files)


def _hand_over(name: str, message: bytes) -> bool:
    """Whether a program of that name listens, and took the message."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(500):
        return False
    socket.write(message)
    socket.flush()
    taken = socket.waitForReadyRead(int(1000 * PATIENCE)) and bytes(socket.readAll().data()) == _ANSWER
    socket.disconnectFromServer()
    return taken
