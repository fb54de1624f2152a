"""The preview's web server: on this machine only, a thread for each open connection.

The standard library's ThreadingHTTPServer does for the few pages of one reader; what it lacks for the open net (limits, TLS) is not
wanted on 127.0.0.1, and a server library would be one more dependency to keep. What is answered is decided in `answers.py`; here is
the wire, and the stream of events, which lasts as long as its page.
"""

from __future__ import annotations

import errno
import json
import shutil
import socket
import threading
from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from thidua.editing.answers import EVENTS, Answer, answer, is_own_host
from thidua.editing.board import Board, Marks
from thidua.problems import MachineError

ADDRESS = "127.0.0.1"
HEARTBEAT = 15.0
"""Seconds after which a silent stream says something, so that one whose page is gone is found out."""

_ALWAYS: Mapping[str, str] = {
    "Cache-Control": "no-cache",
    "Accept-Ranges": "none",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class _Handler(BaseHTTPRequestHandler):
    """One connection; HTTP/1.1, so that a page's files come over few of them."""

    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "thidua", ""
    timeout = 60

    def do_GET(self) -> None:  # the library's name
        """Send a file, a page, or the stream of events."""
        if self.path.partition("?")[0] == EVENTS and is_own_host(self.headers.get("Host", ""), self.server.server_port):
            self._stream()
        else:
            self._send(self._answer())

    def do_HEAD(self) -> None:  # the library's name
        """Send what GET would, without its body."""
        self._send(self._answer(), with_body=False)

    def _refuse(self) -> None:
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _refuse  # noqa: N815 # the library's names

    def _answer(self) -> Answer:
        names = {name.lower(): value for name, value in self.headers.items()}
        return answer(self.path, names, self.server.board.shown, self.server.server_port)

    def _send(self, found: Answer, *, with_body: bool = True) -> None:
        if found.file is None:
            self._head(found, len(found.body))
            if with_body:
                self.wfile.write(found.body)
            return
        with found.file.open("rb") as file:
            self._head(found, file.seek(0, 2))
            file.seek(0)
            if with_body:
                shutil.copyfileobj(file, self.wfile)

    def _head(self, found: Answer, length: int) -> None:
        self.send_response(found.status)
        for name, value in (*_ALWAYS.items(), *found.headers.items()):
            self.send_header(name, value)
        if found.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _stream(self) -> None:
        """Tell the marks at once and whenever they change, until the page or the preview is gone."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in (*_ALWAYS.items(), ("Content-Type", "text/event-stream"), ("Connection", "close")):
            self.send_header(name, value)
        self.end_headers()
        board, known = self.server.board, Marks(pages="none")
        while not board.closed:
            marks = board.wait(known, HEARTBEAT)
            self.wfile.write(f"data: {json.dumps(asdict(marks))}\n\n".encode() if marks != known else b": still here\n\n")
            known = marks

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: the terminal is for what editors need."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, board: Board) -> None:
        self.board = board
        super().__init__((ADDRESS, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking the net for this machine's name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = ADDRESS, self.server_address[1]

    def handle_error(self, *_arguments: object) -> None:
        """Let a page that was closed while it loaded go; the next request is answered like any other."""


class PreviewServer:
    """Serves what a board shows, from the moment it is made until the block ends."""

    def __init__(self, port: int, board: Board) -> None:
        self._board = board
        try:
            self._server = _Server(port, board)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise MachineError("port-in-use", port=port) from error
            if error.errno == errno.EACCES:
                raise MachineError("port-not-allowed", port=port) from error
            raise
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def origin(self) -> str:
        """How a browser on this machine reaches the server, without a path."""
        return f"http://{ADDRESS}:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        """Let go of all pages and give the port back."""
        self._board.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
