"""What every test runs under: Hypothesis profiles, a watchdog that ends a test which hangs, and a browser for those that ask for one.

The sites that many tests read are published once in a run, for all of its processes: tests must leave them as they are.

"ci" repeats the same examples on every run, "default" looks for new ones. The watchdog measures nothing: no test here claims a
speed, benchmarks/ does. Tests that take long are `unmeasured` where others run the same lines.
"""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from coverage import Coverage
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests import incremental_site, site_checks
from tests.site_checks import Site

WATCHDOG_SECONDS = 300

settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("default", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's background job; the commands that tests start would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


LONGEST = ("tests/test_incremental.py", "tests/test_kills.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: of several processes none waits at the end for another one's minute."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


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


def _once(factory: pytest.TempPathFactory, name: str, publish: Callable[[Path], Site]) -> Site:
    """Return what `publish` makes in a folder; of several processes the first one makes it, and the others wait."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"shared-{name}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / "made"
        if not made.exists():
            site = publish(Path(mkdtemp(dir=folder)))  # a folder of its own, should an earlier one have failed half-way
            made.write_text(f"{site.folder}\n{site.base_url}\n{site.articles}", encoding="utf-8")
    public, base_url, articles = made.read_text(encoding="utf-8").split("\n")
    return Site(Path(public), base_url, articles=int(articles))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The demonstration site, below a path."""
    return _once(tmp_path_factory, "demo", site_checks.publish_demo)


@pytest.fixture(scope="session")
def demo_in_english(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same in English, which wants no cards."""
    return _once(tmp_path_factory, "english", lambda folder: site_checks.publish_demo(folder, config=site_checks.ENGLISH))


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real portal, at the root of its host."""
    return _once(tmp_path_factory, "portal", site_checks.publish_portal)


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
