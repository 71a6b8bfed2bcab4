"""A model hub that answers as it likes."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

from asyrp_desktop.core.progress import silent
from asyrp_desktop.models.catalog import catalog_entry
from asyrp_desktop.models.hub import Hub
from asyrp_desktop.models.install import download
from tests.models.hub_server import HubServer, listing

from .. import mutations
from ..home import Home
from ..seeds import model_files
from ..target import Sample, Target, do_all

_ENTRY = catalog_entry("ddpm-ema-celebahq-256")
_FAULTS = ("whole", "cut", "more", "html", "loop", "to a file", "swapped", "lying length", "range", "damaged")


class HostileHub(Target):
    """The sample is what the hub says of a repository; its name, how the hub then sends files."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        # The published layout: everything at the top.
        files = {path.rpartition("/")[2]: data for path, data in model_files(home.work).items() if path != "card.json"}
        self._server = _serve(files)
        self._listing = listing(HubServer(_ENTRY.repository, files))
        self._endpoint = f"http://127.0.0.1:{self._server.server_port}"
        self.hostile = self._lies()

    def valid(self) -> Sequence[Sample]:
        return [Sample("whole", self._listing)]

    def mutated(self, rng: Random) -> Sample:
        if rng.random() < 0.3:
            return Sample(rng.choice(_FAULTS), self._listing)
        return Sample(rng.choice(("whole", *_FAULTS)), mutations.mutated_json(rng, self._listing))

    def read(self, sample: Sample, rng: Random) -> None:
        self._server.fault, self._server.reply = sample.name, sample.data
        hub = Hub(self._endpoint, first_wait=0.001)
        found = hub.listing(_ENTRY.repository, silent())
        do_all(
            lambda: download(_ENTRY, hub),
            lambda: hub.fetch(found, found.files[:3], self.home.work / "fetched", silent()),
        )

    def _lies(self) -> list[Sample]:
        known = json.loads(self._listing)
        first, *others = known["siblings"]
        revisions: list[Any] = [
            "/home/x",
            "../..",
            "..",
            ".",
            "",
            "a/../../../../x",
            "/",
            "x" * 5000,
            "a\0",
            7,
            None,
            [],
            "main",
        ]
        revisions += [str(self.home.root / "x"), str(self.home.root / "home/user"), "../../../../user", "é", "a?b", "#"]
        replies: list[Any] = [{**known, "sha": revision} for revision in revisions]
        names = (
            "../../../../x",
            "/home/x",
            "../../canary.txt",
            str(self.home.root / "x"),
            "a/../../../../../x",
            "",
            ".",
            "a\0b",
        )
        for name in (*names, "x" * 5000, "unet/../../../x.part", "C:\\x", "..\\..\\x", 7, None):
            replies.append({**known, "siblings": [{**first, "rfilename": name}, *others]})
        for size in (-1, 0, 1, 10**18, 2**63, 1.5, "9", None, True, [1]):
            replies.append({**known, "siblings": [{**one, "size": size} for one in known["siblings"]]})
        for lfs in ({"size": 1, "sha256": "../x", "pointerSize": 1}, {"sha256": None}, [], 7, {}, {"size": -1}):
            replies.append({**known, "siblings": [{**one, "lfs": lfs} for one in known["siblings"]]})
        replies += [
            {**known, "siblings": value} for value in ([], {}, None, 7, "x", [None], [[]], [7], [{}], [first] * 50_000)
        ]
        replies += [{**known, "cardData": value} for value in ([], 7, "x", {"license": ["a"]}, {"license": "<b>" * 9})]
        replies += [[], {}, 7, None, "x", {"error": "no"}]
        texts = [json.dumps(reply).encode() for reply in replies]
        texts += [
            b"",
            b"<html><body>Sign in</body></html>",
            b"\x1f\x8b\x08",
            self._listing[:100],
            b"[" * 100_000,
            b"\xff",
        ]
        return [*(Sample("whole", text) for text in texts), *(Sample(fault, self._listing) for fault in _FAULTS)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    fault = "whole"
    reply = b""
    files: dict[str, bytes]


def _serve(files: dict[str, bytes]) -> _Server:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.files = files
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Handler(BaseHTTPRequestHandler):
    server: _Server  # type: ignore[assignment]

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path.startswith("/api/"):
            return self._answer(200, self.server.reply, {"Content-Type": "application/json"})
        data = self.server.files.get(self.path.rpartition("/")[2], b"a file that nobody asked for")
        match self.server.fault:
            case "cut":
                return self._answer(200, data[: len(data) // 2])
            case "more":
                return self._answer(200, data + bytes(1_000_000))
            case "html":
                return self._answer(200, b"<html></html>", {"Content-Type": "text/html"})
            case "loop":
                return self._answer(302, b"", {"Location": self.path})
            case "to a file":
                return self._answer(302, b"", {"Location": "file:///etc/passwd"})
            case "swapped":
                return self._answer(200, data[::-1])
            case "lying length":
                return self._answer(200, data, {"Content-Length": str(10**15)})
            case "range":
                return self._answer(206, data, {"Content-Range": "bytes 0-5/x"})
            case "damaged":
                return self._answer(200, data, {"Content-Encoding": "gzip"})
        return self._answer(200, data)

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True
