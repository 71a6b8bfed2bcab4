"""One window for one user at one screen: a later start of the program hands its files to the one that runs."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import socket
import stat
import struct
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import Field
from PySide6.QtCore import QEvent, QLockFile, QObject, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from asyrp_desktop.core import path_text, typed_json

_log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds for the program that runs, which may be starting, and for whoever speaks to it
_ANSWER = b"taken"
_LONGEST = 2**20  # bytes of a message
_LONGEST_ADDRESS = 90  # bytes of a socket's path: systems take 104 or more, and Qt adds some while it makes it
_Files = Annotated[list[Annotated[str, Field(pattern=r"^[^\x00]+$")]], Field(max_length=10_000)]


def peer_user(descriptor: int) -> int | None:
    """The user at the other end of a local socket; None where the system does not tell. Raises OSError."""
    if sys.platform == "win32":
        return None
    with socket.socket(fileno=os.dup(descriptor)) as same:
        if sys.platform == "darwin":
            # SOL_LOCAL, LOCAL_PEERCRED: a struct xucred, which begins with its version and the user.
            return struct.unpack_from("=II", same.getsockopt(0, 1, 76))[1]
        if sys.platform == "linux":
            return struct.unpack("=iII", same.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[1]
    return None


class SingleInstance(QObject):
    """Ask `claim` once. Then `brought` tells of every file that a later start, or the system, hands over."""

    brought = Signal(object)  # list[Path], absolute; empty: the user only started the program again

    def __init__(self, home: Path, user_of: Callable[[int], int | None] = peer_user) -> None:
        """home: the user's folder, the same for all starts that are to share a window. user_of: see `peer_user`."""
        super().__init__()
        self._home = home
        screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
        key = hashlib.sha256(f"{home}\n{screen}".encode()).hexdigest()[:16]
        self._name = f"asyrp-desktop-{key}"
        self._user_of = user_of
        self._lock = QLockFile(str(home / f".{key}.lock"))
        self._lock.setStaleLockTime(0)  # held as long as its program lives
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self, files: Sequence[Path]) -> bool:
        """Whether this start is to open a window. If not, the one that runs has the files."""
        last = time.monotonic() + PATIENCE
        message = json.dumps([path_text.to_text(str(file.absolute())) for file in files]).encode() + b"\n"
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            self._name = _address(self._home, self._name)
        except OSError as error:
            _log.warning("later starts will open windows of their own: %r", error)
            return True
        while not self._lock.tryLock(0):
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                _log.warning("later starts will open windows of their own: %s", self._lock.error())
                return True
            if self._hand_over(self._name, message):
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
            if not self._is_own(socket):
                _log.warning("another user spoke to this program")
                socket.abort()
                continue
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            QTimer.singleShot(int(1000 * PATIENCE), socket, socket.abort)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        try:
            texts = typed_json.decode(bytes(socket.readLine().data()), _Files)  # type: ignore[arg-type]
        except ValueError as error:
            _log.warning("another program spoke to this one: %r", error)
            socket.abort()
            return
        socket.write(_ANSWER)
        socket.flush()
        self.brought.emit([Path(path_text.from_text(text)) for text in texts])

    def _hand_over(self, address: str, message: bytes) -> bool:
        """Whether a program of this user's listens there, and took the message."""
        socket = QLocalSocket()
        socket.connectToServer(address)
        if not socket.waitForConnected(500) or not self._is_own(socket):
            return False
        socket.write(message)
        socket.flush()
        taken = socket.waitForReadyRead(int(1000 * PATIENCE)) and bytes(socket.readAll().data()) == _ANSWER
        socket.disconnectFromServer()
        return taken

    def _is_own(self, socket: QLocalSocket) -> bool:
        """Whether it is this user at the other end."""
        try:
            user = self._user_of(int(socket.socketDescriptor()))
        except OSError:
            return False
        return user is None or user == os.getuid()


def _address(home: Path, name: str) -> str:
    """Of a socket that no other user can have taken before. Raises OSError where there is no place for one."""
    if sys.platform == "win32":
        return name  # of a pipe, which Qt opens for its user only
    for folder in (*_runtime_folders(), home / "run"):
        path = folder / name
        if _is_private(folder) and len(os.fsencode(path)) <= _LONGEST_ADDRESS:
            return str(path)
    raise OSError(f"no folder of this user's alone for “{name}”")


def _runtime_folders() -> list[Path]:
    """That of the user's session, where there is one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is not the one of the session
        try:
            return [Path(platformdirs.user_runtime_dir())]
        except OSError:  # it is another user's
            return []


def _is_private(folder: Path) -> bool:
    """Whether it is this user's, and no one else may look into it. Made, where it is missing."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
