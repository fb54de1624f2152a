"""A server on loopback that compresses texts as hosts do and counts what it sends.

Counting in the page was rejected: what a worker fetches is not seen there. Only bodies count: headers are the host's.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
TEXTS = frozenset({".html", ".css", ".js", ".mjs", ".json", ".txt", ".svg"})
KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One answer: its path, the bytes on the wire, and those of the file."""

    path: str
    wire: int
    plain: int


@dataclass
class Counter:
    """What was sent since the last look."""

    origin: str = ""
    answers: list[Sent] = field(default_factory=list)

    def take(self) -> list[Sent]:
        """Return what was sent since the last call."""
        taken, self.answers = self.answers, []
        return taken


@contextmanager
def counted(folder: Path) -> Iterator[Counter]:
    """Serve a folder and yield what counts its answers."""
    counter = Counter()

    class Handler(_Handler):
        root = folder
        count = counter

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    counter.origin = f"http://127.0.0.1:{server.server_port}"
    try:
        yield counter
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms until the head before it is acknowledged
    root = Path()
    count = Counter()

    def do_GET(self) -> None:
        """Answer with a file, compressed where that is worth it."""
        path = unquote(urlsplit(self.path).path)
        file = self.root / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self._answer(HTTPStatus.NOT_FOUND, b"", path, 0)
            return
        body, plain = _body(file, file.stat().st_mtime_ns)
        self._answer(HTTPStatus.OK, body, path, plain, file.suffix)

    def _answer(self, status: HTTPStatus, body: bytes, path: str, plain: int, suffix: str = ".txt") -> None:
        self.count.answers.append(Sent(path=path, wire=len(body), plain=plain))
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        if suffix in TEXTS and body:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@lru_cache(maxsize=KEPT)
def _body(file: Path, _changed: int) -> tuple[bytes, int]:
    """Return a file as it is sent, and its size on the disk."""
    data = file.read_bytes()
    return (gzip.compress(data, 6, mtime=0) if file.suffix in TEXTS else data), len(data)
