"""What every test runs under: Hypothesis profiles, a watchdog that ends a test which hangs, and a browser for those that ask for one.

"ci" repeats the same examples on every run, "default" looks for new ones. The watchdog measures nothing: no test here claims a
speed, benchmarks/ does. Tests that build a site hundreds of times are `unmeasured`: what they run is covered by the others.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from coverage import Coverage
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests import incremental_site

WATCHDOG_SECONDS = 300

settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("default", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's background job; the commands that tests start would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


class HangError(Exception):
    """A test did not end."""


def _bite(_number: int, _frame: object) -> None:
    raise HangError


@pytest.fixture(autouse=True)
def watchdog() -> Iterator[None]:
    """End the test when it hangs: in an expression that looks back for ever, or a wait that nobody answers."""
    before = signal.signal(signal.SIGALRM, _bite)
    signal.alarm(WATCHDOG_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, driven without a window."""
    path = os.environ.get("THIDUA_CHROMIUM", "/usr/bin/chromium")
    flags = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def known_templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each template parsed once for all builds: of a small site it takes longer than all the rest."""
    with incremental_site.known_templates(monkeypatch):
        yield


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No coverage while the test runs: it would take twice as long, and cover nothing that other tests do not."""
    coverage = Coverage.current()
    if coverage:
        coverage.stop()
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # what coverage tells the processes that a test starts
    yield
    if coverage:
        coverage.start()
