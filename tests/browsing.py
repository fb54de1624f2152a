"""What tests share that look at pages in a real browser: a server on loopback, and pages that note what the browser complains of."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page

NOW = "2026-11-21T12:00:00+07:00"
"""The moment for which these tests build."""

WIDTHS = (1280, 320)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Keep the test run's output for the tests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def opened(browser: Browser, address: str, width: int) -> tuple[Page, list[str]]:
    """Open a page in a window of some width; return it and the list that its complaints go to."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.goto(address, wait_until="load")
    return page, complaints


def misfits(browser: Browser, addresses: Iterable[str]) -> Iterator[str]:
    """Open pages one after another and yield what the browser complains of, and where one is wider than a desk's or a phone's window."""
    page, complaints = opened(browser, "about:blank", WIDTHS[0])
    for address in addresses:
        page.goto(address, wait_until="load")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if not page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
                yield f"{address}: wider than {width}"
        yield from (f"{address}: {complaint}" for complaint in complaints)
        complaints.clear()
    page.close()
