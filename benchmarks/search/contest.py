"""Everything that is measured of the search, in one run on one corpus.

Invariant: builds are taken in rounds, each engine once a round, so that ratios compare what stood beside each other; who is built first
changes nothing, since each starts from nothing. Timing the index inside the build was rejected: what it costs the rest would not be seen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.contestants import JOBS, copy_program
from benchmarks.measure import Contestant, Run, measure
from benchmarks.search import asking, rivals
from benchmarks.search.asking import Asked, Cost
from benchmarks.search.cases import Answer, read_set
from benchmarks.search.corpus import MOMENT, write_corpus
from benchmarks.search.serving import Counter, counted

WITH, WITHOUT, ADDED, ADDED_WITHOUT = "with search", "without search", "one article added", "one article added, without search"
INDEX = "assets/search"
MODULES = {
    rivals.OWN: "/rivals/thidua-ask.mjs",
    rivals.PAGEFIND: "/rivals/pagefind-ask.mjs",
    rivals.LUNR: "/rivals/lunr-ask.mjs",
    rivals.MINISEARCH: "/rivals/minisearch-ask.mjs",
}
EVERY = {rivals.OWN: 1, rivals.PAGEFIND: 3, rivals.LUNR: 40, rivals.MINISEARCH: 40}
"""Of how many queries one is asked for its costs: two of the engines fetch the same files for each."""
TYPED = 10
"""Of how many queries one is typed letter by letter."""
ALL_FOUND = 1000
KNOWN = 10_000
"""The size of the archive that the quality set knows answers of."""
ADDITIONS = 5
"""So many articles are added each round, one after another: what search costs such a build is less than builds differ by themselves."""
ADDITION = """---
title: "Bài thử thêm vào kho {number}"
date: 2026-11-22 08:00
author: "Phóng viên Mẫu 01"
source: {{type: own}}
summary: "Một bài mới, để xem những gì được viết lại."
units: [Thái Nguyên]
---
Bài này được thêm sau khi cổng đã dựng xong, nội dung nói về phong trào thi đua và khen thưởng ở cơ sở.
"""


@dataclass(kw_only=True)
class Findings:
    """What was measured: builds by name, engines' indexes, answers and costs by engine and query, what our own page takes."""

    articles: int
    pages: int = 0
    builds: dict[str, list[Run]] = field(default_factory=dict)
    indexes: dict[str, tuple[int, int]] = field(default_factory=dict)
    rewritten: tuple[str, ...] = ()
    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    costs: dict[str, list[Asked]] = field(default_factory=dict)
    page: dict[str, Cost] = field(default_factory=dict)
    recall: dict[str, float] = field(default_factory=dict)
    typing: float = 0

    def add(self, name: str, run: Run) -> None:
        """Note one build."""
        self.builds.setdefault(name, []).append(run)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the contest is held."""

    folder: Path

    @property
    def site(self) -> Path:
        """The sources."""
        return self.folder / "site"

    def own(self, config: str) -> Contestant:
        """Return the build of a configuration of the site, each with an output and a cache of its own."""
        output, cache = (self.folder / f"{config}-{part}" for part in ("public", "cache"))
        build = [sys.executable, "-m", "thidua", "build", "--config", str(self.site / f"{config}.yaml"), "--output", str(output)]
        build += ["--cache", str(cache), "--report", str(self.folder / f"{config}.json"), "--quiet", "--jobs", str(JOBS)]
        return Contestant(
            name=config,
            command=build,
            folder=self.site,
            output=output,
            leftovers=[cache],
            environment={"PYTHONPATH": str(self.folder / "program"), "SOURCE_DATE_EPOCH": MOMENT},
            told=self.folder / f"{config}.json",
        )


def hold(folder: Path, articles: int, seed: int, rounds: int, say: Callable[[str], None]) -> Findings:
    """Build, ask and return what was found."""
    place = Place(folder=folder)
    found = Findings(articles=articles)
    say("the corpus")
    write_corpus(place.site, articles, seed)
    plain = (place.site / "site_config.yaml").read_text(encoding="utf-8")
    (place.site / "with.yaml").write_text(plain, encoding="utf-8")
    (place.site / "without.yaml").write_text(f"{plain}search: {{enabled: false}}\n", encoding="utf-8")
    copy_program(folder / "program")
    public = place.own("with").output
    for number in range(1, rounds + 1):
        say(f"round {number}: thidua")
        _build_own(place, found)
        if number == 1:
            rivals.install(folder / "tools")
            found.pages = rivals.copy_pages(public, folder / "pages")
            rivals.write_documents(folder / "pages", folder / "documents.json")
        say(f"round {number}: the others")
        for built in rivals.build(folder / "tools", folder / "pages", folder / "documents.json", folder / "rivals"):
            found.add(built.name, built.run)
            found.indexes[built.name] = (built.files, built.size)
    found.indexes[rivals.OWN] = _size(public / INDEX)
    (public / "rivals").symlink_to(folder / "rivals")
    _ask(found, public, say)
    return found


def _build_own(place: Place, found: Findings) -> None:
    """Build with and without search, from nothing, and again and again with one article more."""
    added = [place.site / "content" / "news" / f"them-vao-{number}.md" for number in range(1, ADDITIONS + 1)]
    for file in added:
        file.unlink(missing_ok=True)
    pairs = ((place.own("with"), WITH, ADDED), (place.own("without"), WITHOUT, ADDED_WITHOUT))
    for contestant, name, _ in pairs:
        found.add(name, measure(contestant))
    before = _stamps(pairs[0][0].output / INDEX)
    for number, file in enumerate(added, 1):
        file.write_text(ADDITION.format(number=number), encoding="utf-8")
        for contestant, _, name in pairs[:: 1 if number % 2 else -1]:
            found.add(name, measure(contestant, fresh=False))
    after = _stamps(pairs[0][0].output / INDEX)
    found.rewritten = tuple(sorted(path for path, stamp in after.items() if before.get(path) != stamp))


def _stamps(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _size(folder: Path) -> tuple[int, int]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)


def _ask(found: Findings, public: Path, say: Callable[[str], None]) -> None:
    queries = [query.text for category in read_set(archive=found.articles == KNOWN) for query in category.queries]
    with counted(public) as counter, sync_playwright() as driver:
        browser = asking.launched(driver)
        own = f"{MODULES[rivals.OWN]}?engine={asking.engine_of(browser, counter)}"
        for name, module in {**MODULES, rivals.OWN: own}.items():
            say(f"asking {name}")
            found.answers[name] = asking.ask_all(browser, counter, module, queries)
            found.costs[name] = [asking.ask_cold(browser, counter, module, query) for query in queries[:: EVERY[name]]]
        say("asking the page")
        found.page = {query: asking.ask_page(browser, counter, query) for query in queries}
        found.typing = asking.type_on_page(browser, counter, queries[::TYPED])
        found.recall = _recall(browser, counter, own, queries)
        browser.close()


def _recall(browser: Browser, counter: Counter, module: str, queries: list[str]) -> dict[str, float]:
    """Return for each query with marks which share of what it finds is found without marks too."""
    pairs = {query: asking.without_marks(query) for query in queries}
    marked = {query: plain for query, plain in pairs.items() if plain != query.lower()}
    wanted = asking.ask_all(browser, counter, module, marked, limit=ALL_FOUND)
    given = asking.ask_all(browser, counter, module, marked.values(), limit=ALL_FOUND)
    return {
        query: len({*wanted[query].urls} & {*given[plain].urls}) / len(wanted[query].urls)
        for query, plain in marked.items()
        if wanted[query].urls and given[plain].total <= ALL_FOUND
    }
