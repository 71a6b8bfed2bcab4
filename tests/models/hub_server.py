"""A model hub small enough for a test: its answers about files, ranges, a second host for large files, and faults."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

REVISION = "0123456789abcdef0123456789abcdef01234567"
LARGE = 4096  # bytes from which a file lies on the second host, with a sha256


class HubServer:
    """faults: by the words “api” or a file name, what to do with the next requests, one of

    429, 404, 503 ...   answer so
    ("cut", n)          send n bytes of what was asked for and close the connection
    ("slow", seconds)   wait so long before each 16 KiB
    ("swap", content)   send other bytes of the same length
    ("more", n)         send n bytes too many
    ("no range",)       ignore the Range header
    ("say", content)    answer with these bytes (“api” only)
    """

    def __init__(self, repository: str, files: dict[str, bytes]) -> None:
        self.repository = repository
        self.files = files
        self.faults: dict[str, list[Any]] = {}
        self.token: str | None = None  # where set, what every request to the first host must carry
        self.requests: list[tuple[str, str, dict[str, str]]] = []  # host, path, headers
        self.endpoint = self.second = ""

    def sent(self, name: str) -> list[dict[str, str]]:
        """Headers of the requests for a file that reached its bytes."""
        host = "second" if len(self.files[name]) >= LARGE else "first"
        return [headers for where, path, headers in self.requests if where == host and path.endswith(f"/{name}")]


@contextmanager
def serving(repository: str, files: dict[str, bytes]) -> Iterator[HubServer]:
    hub = HubServer(repository, files)
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub, host)) for host in ("first", "second")]
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,)) for server in servers]
    for thread in threads:
        thread.start()
    hub.endpoint, hub.second = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    try:
        yield hub
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join()


def _handler(hub: HubServer, host: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            hub.requests.append((host, path, {name.lower(): value for name, value in self.headers.items()}))
            if host == "first" and hub.token and self.headers.get("Authorization") != f"Bearer {hub.token}":
                return self.answer(401, b"{}", {"X-Error-Code": "GatedRepo"})
            if path == f"/api/models/{hub.repository}":
                fault = self.fault("api")
                if isinstance(fault, int):
                    return self.answer(fault)
                return self.answer(200, fault[1] if fault else listing(hub))
            name = path.removeprefix(f"/{hub.repository}/resolve/{REVISION}/")
            if name not in hub.files:
                return self.answer(404, headers={"X-Error-Code": "RepoNotFound"})
            if host == "first" and len(hub.files[name]) >= LARGE:
                return self.answer(302, headers={"Location": f"{hub.second}{path}"})
            return self.content(name)

        def fault(self, name: str) -> Any:
            waiting = hub.faults.get(name)
            return waiting.pop(0) if waiting else None

        def content(self, name: str) -> None:
            content, fault = hub.files[name], self.fault(name)
            if isinstance(fault, int):
                return self.answer(fault, headers={"Retry-After": "0"} if fault == 429 else {})
            kind = fault[0] if fault else ""
            asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            start = int(asked[1]) if asked and kind != "no range" else 0
            if kind == "swap":
                content = fault[1]
            body = content[start:] + (b"x" * fault[1] if kind == "more" else b"")
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if kind == "cut":
                body = body[: fault[1]]
                self.close_connection = True
            try:
                for k in range(0, len(body), 1 << 14):
                    self.wfile.write(body[k : k + (1 << 14)])
                    self.wfile.flush()
                    time.sleep(fault[1] if kind == "slow" else 0)
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Handler


def listing(hub: HubServer) -> bytes:
    files = []
    for name, content in hub.files.items():
        git = hashlib.sha1(f"blob {len(content)}\0".encode() + content).hexdigest()
        file: dict[str, Any] = {"rfilename": name, "size": len(content), "blobId": git}
        if len(content) >= LARGE:
            file["lfs"] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "pointerSize": 130}
        files.append(file)
    return json.dumps(
        {"id": hub.repository, "sha": REVISION, "siblings": files, "cardData": {"license": "apache-2.0"}}
    ).encode()
