"""The portal in a real browser: every kind of page at a phone's and a desk's width, by keyboard, without errors."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from thidua.cli import run

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-21T12:00:00+07:00"
PAGES = (
    "",
    "tin-tuc/",
    "tin-tuc/ho-so/2026/hai-cum-thi-dua-phia-bac-sau-sap-xep-2025/",
    "hoi-nghi/2026/tong-ket-2023-trung-du-mien-nui-phia-bac/",
    "dien-hinh/",
    "van-ban/trung-uong/",
    "cum-thi-dua/trung-du-mien-nui-phia-bac/",
    "don-vi/",
    "don-vi/bac-kan/",
    "khen-thuong/",
    "phong-trao/",
    "luu-tru/",
    "so-do/",
    "rss/",
    "nguon-va-cach-kiem-chung/",
    "404.html",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Keep the test run's output for the tests."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real portal, built once and served on loopback."""
    folder = tmp_path_factory.mktemp("browser") / "public"
    assert run(["build", "--config", str(ROOT / "site_config.yaml"), "--output", str(folder), "--now", NOW, "--jobs", "1", "--quiet"]) == 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, driven without a window."""
    path = os.environ.get("THIDUA_CHROMIUM", "/usr/bin/chromium")
    flags = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def _open(browser: Browser, address: str, width: int) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.goto(address, wait_until="load")
    return page, complaints


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_fit_and_load_without_complaint(site: str, browser: Browser, width: int) -> None:
    """No page is wider than the window, misses a file, or makes the browser complain."""
    for address in PAGES:
        page, complaints = _open(browser, site + address, width)
        assert complaints == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (address, width)
        page.close()


def test_first_tab_leads_to_the_content(site: str, browser: Browser) -> None:
    """The first key press on Tab reaches the skip link, which is then visible, and Enter moves into the content."""
    page, _ = _open(browser, site + "tin-tuc/", 360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
    box = page.locator("a.skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.close()


def test_wide_tables_scroll_by_keyboard(site: str, browser: Browser) -> None:
    """A table wider than a phone scrolls in a region of its own that the keyboard reaches."""
    page, _ = _open(browser, site + "khen-thuong/", 320)
    regions = page.locator("[role=region][tabindex='0']")
    assert regions.count() >= 2
    assert all(regions.nth(number).get_attribute("aria-label") for number in range(regions.count()))
    page.close()


def test_dark_colours_follow_the_reader(site: str, browser: Browser) -> None:
    """A reader who asks for dark colours gets light ink on a dark ground."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(int(part) for part in ground.removeprefix("rgb(").removesuffix(")").split(",")) < 150
    context.close()
