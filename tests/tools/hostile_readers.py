"""Readers with every fault that tools.fuzz is to notice. A file's name says which."""

from __future__ import annotations

import ctypes
import os
import random
import socket
import subprocess
import time
from collections.abc import Callable, Sequence

from asyrp_desktop.core.errors import PhotoError
from tools.fuzz.target import Sample, Target, Wrong


class HostileReaders(Target):
    hostile = (
        Sample("reads", b""),
        Sample("refuses", b""),
        Sample("raises", b""),
        Sample("says what nobody can show", b""),
        Sample("reads what must be refused", b"", refused=True),
        Sample("reads wrongly", b""),
        Sample("removes", b""),
        Sample("removes without Python", b""),
        Sample("writes beside", b""),
        Sample("starts a process", b""),
        Sample("starts one in secret", b""),
        Sample("tries twice", b""),
        Sample("connects", b""),
        Sample("never ends", b"the input"),
        Sample("waits", b""),
        Sample("takes memory", b""),
        Sample("takes and gives it back", b""),
        Sample("dies", b""),
        Sample("is well again", b""),
    )

    def valid(self) -> Sequence[Sample]:
        return ()

    def mutated(self, rng: random.Random) -> Sample:
        return Sample("raises", rng.randbytes(8))

    def read(self, sample: Sample, rng: random.Random) -> None:
        canary = self.home.root / "canary.txt"
        faults: dict[str, Callable[[], object]] = {
            "refuses": lambda: _raise(PhotoError("It is no photo.")),
            "raises": lambda: _raise(KeyError(sample.data.hex())),
            "says what nobody can show": lambda: _raise(PhotoError("“\ud800” is no photo.")),
            "reads wrongly": lambda: _raise(Wrong("2 is not 3")),
            "removes": canary.unlink,
            "removes without Python": lambda: ctypes.CDLL(None).unlink(os.fsencode(canary)),
            "writes beside": lambda: (self.home.work / "../beside").write_bytes(b""),
            "starts a process": lambda: subprocess.run(["true"], check=True),
            "starts one in secret": lambda: _in_secret(lambda: os.system("true")),
            "tries twice": lambda: (_in_secret(canary.unlink), canary.unlink()),
            "connects": lambda: socket.create_connection(("192.0.2.1", 80), timeout=0.1),
            "never ends": _never_end,
            "waits": lambda: time.sleep(60),
            "takes memory": lambda: (bytearray(b"x") * 10**9, time.sleep(60)),
            "takes and gives it back": lambda: bytearray(b"x") * 5 * 10**8,
            "dies": lambda: ctypes.string_at(0),
        }
        (self.home.work / "result").write_bytes(b"this it may")
        faults.get(sample.name, lambda: None)()


def _raise(error: Exception) -> None:
    raise error


def _never_end() -> None:
    while True:
        pass


def _in_secret(work: Callable[[], object]) -> None:
    try:
        work()
    except BaseException:
        return
