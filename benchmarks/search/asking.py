"""Asks every query of an engine in Chromium: what it answers, what it fetches, how long the first results take.

Cold: a browser that has nothing of the site. Warm: the same page has answered another query. Both are timed inside the page, from the
question to the addresses, titles and summaries of ten results. Timing from outside was rejected: the driver's own time is in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Page

from benchmarks.search.cases import Answer
from benchmarks.search.serving import Counter
from thidua import vietnamese

FIRST = "thi đua khen thưởng"
"""What a warm page has answered before."""
EMPTY_PAGE = "/tim-kiem/"
PLAIN_PAGE = "/robots.txt"
"""What every engine is asked on: a page that loads nothing itself."""
TEN = 10
READY = "document.documentElement?.dataset.search === 'ready'"
ASK = """async ([module, query, limit]) => {
  const { ask } = await import(module);
  const before = performance.now();
  const answer = await ask(query, limit);
  return { ...answer, time: performance.now() - before };
}"""
WATCH = """new MutationObserver(() => {
  if (document.documentElement.dataset.search === "ready") window.shown ??= performance.now();
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-search"] });"""
BUSY = """new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.busy = Math.max(window.busy ?? 0, task.duration);
}).observe({ type: "longtask", buffered: true });"""
KEY_EVERY = 90
"""Milliseconds between the keys of somebody who types fast."""
COLD = """async ([module, query]) => {
  const before = performance.now();
  const { ask } = await import(module);
  const answer = await ask(query);
  return { ...answer, time: performance.now() - before };
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one query took: milliseconds, bytes as sent with compressed texts, bytes of the files, requests."""

    time: float
    wire: int
    plain: int
    requests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One query with its answer and its costs, where they were measured."""

    query: str
    answer: Answer
    cold: Cost | None = None
    warm: Cost | None = None


def launched(driver: object) -> Browser:
    """Return the machine's own Chromium."""
    path = os.environ.get("THIDUA_CHROMIUM", "/usr/bin/chromium")
    chromium = driver.chromium  # type: ignore[attr-defined] # Playwright's driver has no name to import
    browser: Browser = chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-background-networking"])
    return browser


def ask_all(browser: Browser, counter: Counter, module: str, queries: Iterable[str], *, limit: int = TEN) -> dict[str, Answer]:
    """Return the answers by query, all of one page."""
    page = _fresh(browser, counter)
    answers = {query: _answer(page.evaluate(ASK, [module, query, limit])) for query in queries}
    page.context.close()
    return answers


def ask_cold(browser: Browser, counter: Counter, module: str, query: str) -> Asked:
    """Return a query's answer with its cost in a browser that has nothing, and its cost after another query."""
    page = _fresh(browser, counter)
    told = page.evaluate(COLD, [module, query])
    cold = _cost(told, counter, module)
    page.context.close()
    page = _fresh(browser, counter)
    page.evaluate(ASK, [module, FIRST, TEN])
    counter.take()
    warm = _cost(page.evaluate(ASK, [module, query, TEN]), counter, module)
    page.context.close()
    return Asked(query=query, answer=_answer(told), cold=cold, warm=warm)


def ask_page(browser: Browser, counter: Counter, query: str) -> Cost:
    """Return what the search page takes to show a query's results in a browser that has nothing: its scripts and what they fetch."""
    page = browser.new_context().new_page()
    page.add_init_script(WATCH)
    counter.take()
    page.goto(f"{counter.origin}{EMPTY_PAGE}?{urlencode({'q': query})}", wait_until="commit")
    page.wait_for_function(READY)
    time: float = page.evaluate("window.shown")
    sent = [item for item in counter.take() if _is_search(item.path)]
    page.context.close()
    return Cost(time=time, wire=sum(item.wire for item in sent), plain=sum(item.plain for item in sent), requests=len(sent))


def type_on_page(browser: Browser, counter: Counter, queries: Iterable[str]) -> float:
    """Return the milliseconds that the longest piece of work held up the page while queries were typed letter by letter."""
    page = browser.new_context().new_page()
    page.add_init_script(BUSY)
    page.goto(counter.origin + EMPTY_PAGE, wait_until="networkidle")
    page.evaluate("window.busy = 0")
    for query in queries:
        page.locator("#q").fill("")
        page.locator("#q").press_sequentially(query, delay=KEY_EVERY)
        page.wait_for_function(READY)
    longest: float = page.evaluate("window.busy")
    page.context.close()
    return longest


def _is_search(path: str) -> bool:
    """Tell whether a file is fetched for the search's sake: the index, and scripts but for those that every page loads."""
    name = path.rpartition("/")[2]
    return path.startswith("/assets/search/") or (name.endswith(".js") and not name.startswith(("preferences.", "reader.")))


def without_marks(text: str) -> str:
    """Return what somebody types who types no marks."""
    return vietnamese.fold(text)


def _fresh(browser: Browser, counter: Counter) -> Page:
    """Return a page of the site in a browser that knows nothing yet; what the page itself takes is not counted."""
    page = browser.new_context().new_page()
    page.goto(counter.origin + PLAIN_PAGE)
    counter.take()
    return page


def engine_of(browser: Browser, counter: Counter) -> str:
    """Return the address of the site's own search module, as its search page names it."""
    page = browser.new_context().new_page()
    page.goto(counter.origin + EMPTY_PAGE)
    address = page.locator("link[data-search]").get_attribute("href")
    page.context.close()
    return str(address)


def _cost(told: Mapping[str, float], counter: Counter, module: str) -> Cost:
    own = (urlsplit(module).path, "/rivals/fold.mjs")
    sent = [item for item in counter.take() if item.path not in own]
    return Cost(time=told["time"], wire=sum(item.wire for item in sent), plain=sum(item.plain for item in sent), requests=len(sent))


def _answer(told: Mapping[str, object]) -> Answer:
    urls = told["urls"]
    total = told["total"]
    return Answer(
        urls=tuple(map(str, urls)) if isinstance(urls, list) else (),
        total=total if isinstance(total, int) else 0,
        near=bool(told.get("near")),
    )
