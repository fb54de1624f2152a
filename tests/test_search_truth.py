"""What search answers is what the pages say: a plain reading of many small archives against the index and the reader's script."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import browsing, site_checks
from thidua.search.analyser import Word, words_of
from thidua.search.findable import Findable
from thidua.search.places import side_of
from thidua.search.segment import segment_files
from thidua.search.terms import Fields, packed
from thidua.sources.assets import Asset, asset_address
from thidua.sources.linked_texts import link_texts

pytestmark = pytest.mark.usefixtures("unmeasured")

ALIKE = next(str(year) for year in range(2024, 10_000) if side_of(str(year)) == side_of("2023"))
"""A year that has the same number as a neighbour as 2023 has."""
WORDS = f"thi đua thí dua khen thưởng lào cai lao hà năm kết quả tổng 2023 {ALIKE} xyz 06/2022/QH15".split()
FIGURES = frozenset({"2023", ALIKE, "xyz", "6/2022/qh15"})
"""Words that may stand apart from the others, unless it is a year or number that the word before it tells of."""
ARCHIVES = 8
QUERIES = 30


@dataclass(frozen=True)
class Archive:
    """Pages by segment, the newest first, as search has them and as texts."""

    segments: tuple[tuple[str, ...], ...]

    def write(self, folder: Path) -> None:
        """Write its index."""
        entry = []
        folder.mkdir(parents=True)
        for number, texts in enumerate(self.segments):
            pages = (_page(f"{number}/{place}/", text) for place, text in enumerate(texts))
            (folder / str(number)).mkdir()
            files = dict(segment_files(pages, [("ubnd", "ủy ban nhân dân")]))
            for name, data in files.items():
                (folder / str(number) / f"{name}.bin").write_bytes(data)
            entry.append({"folder": str(number), "pages": len(texts), "head": json.loads(files["head"])})
        (folder / "index.json").write_text(json.dumps({"segments": entry}), encoding="utf-8")

    def matching(self, query: Sequence[Word], *, phrase: bool) -> set[str]:
        """Return the pages on which the words of a query are: next to a neighbour each, as a phrase all in a row with their marks."""
        found = set()
        for number, texts in enumerate(self.segments):
            for place, text in enumerate(texts):
                written = list(words_of(text))
                clauses = [[word.folded for word in clause] for clause in written]
                asked = [word.folded for word in query]
                if (_has_phrase(clauses, asked) and _has_marks(written, query)) if phrase else _has_pairs(clauses, asked):
                    found.add(f"/{number}/{place}/")
        return found


def _page(address: str, text: str) -> Findable:
    terms = packed(Fields("", "", "", "", "", text))
    return Findable(address=address, title=address, summary="", day="", section="", kind="news", own=False, terms=terms)


def _has_phrase(clauses: list[list[str]], asked: list[str]) -> bool:
    """Tell whether words stand in a row; a longer row than three is decided by each three of it, as the index does."""
    if len(asked) > 3:
        return all(_has_phrase(clauses, asked[start : start + 3]) for start in range(len(asked) - 2))
    return any(clause[start : start + len(asked)] == asked for clause in clauses for start in range(len(clause)))


def _has_marks(clauses: list[list[Word]], asked: Sequence[Word]) -> bool:
    """Tell whether a phrase has the marks that were typed, if any were; of several words each two of it, as the index does."""
    exact = any(word.marks for word in asked)
    parts = [list(pair) for pair in pairwise(asked)] or [list(asked)]
    rows = [clause[start : start + len(parts[0])] for clause in clauses for start in range(len(clause))]
    return not exact or all(part in rows for part in parts)


def _has_pairs(clauses: list[list[str]], asked: list[str]) -> bool:
    words = {word for clause in clauses for word in clause}
    pairs = {pair for clause in clauses for pair in pairwise(clause)}
    there = [False, *(pair in pairs for pair in pairwise(asked)), False]
    apart = [word in FIGURES and before != "nam" for before, word in pairwise(["", *asked])] if len(asked) > 1 else [True]
    return all(there[place] or there[place + 1] or (apart[place] and word in words) for place, word in enumerate(asked))


@pytest.fixture(scope="module")
def scripts() -> dict[str, str]:
    """The scripts as they are published."""
    static = site_checks.ROOT / "static"
    files = {f"static/{path.relative_to(static).as_posix()}": path for path in static.rglob("*.js")}
    assets = {name: Asset(address=asset_address(name, "0" * 32), digest="0" * 32, size=0) for name in files}
    texts, named, problems = link_texts(files, assets)
    assert not problems
    names = {name: "search.js" if name == "static/search.js" else Path(asset.address).name for name, asset in named.items()}
    return {names[name]: texts.get(name) or files[name].read_text(encoding="utf-8") for name in named}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page, and room for archives."""
    folder = tmp_path_factory.mktemp("truth")
    (folder / "index.html").write_text("<!doctype html><title>Tìm</title>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """A page that may load the scripts."""
    with browsing.served(site) as origin:
        page, _ = browsing.opened(browser, origin, 1280)
        yield page
        page.close()


def publish(archive: Archive, scripts: dict[str, str], folder: Path) -> None:
    """Write scripts and index of an archive of its own address: a browser keeps what it has."""
    archive.write(folder / "assets" / "search")
    for name, text in scripts.items():
        (folder / "assets" / name).write_text(text, encoding="utf-8")


def ask(page: Page, place: str, queries: list[str], **options: object) -> list[dict[str, Any]]:
    """Return what the script of an archive answers to each query."""
    script = """async ([place, queries, options]) => {
      const { search } = await import(`/${place}/assets/search.js`);
      const found = [];
      for (const query of queries) found.push(await search(query, { limit: 1000, ...options }));
      return found;
    }"""
    found: list[dict[str, Any]] = page.evaluate(script, [place, queries, options])
    return found


@pytest.mark.parametrize("seed", range(ARCHIVES))
def test_every_page_that_has_the_words_is_found_and_no_other(seed: int, site: Path, page: Page, scripts: dict[str, str]) -> None:
    """In archives of any mixture, words and phrases are found exactly where a plain reading finds them."""
    dice = random.Random(seed)  # noqa: S311 # repeatable archives, not secrets
    alphabet = dice.sample(WORDS, dice.randint(3, len(WORDS)))
    archive = Archive(tuple(tuple(_text(dice, alphabet) for _ in range(dice.choice((1, 5, 90, 400)))) for _ in range(dice.randint(1, 3))))
    publish(archive, scripts, site / str(seed))
    queries = [" ".join(dice.choices(alphabet, k=dice.randint(1, 4))) for _ in range(QUERIES)]
    plain = ask(page, str(seed), [f"{text} " for text in queries])
    few = ask(page, str(seed), [f"{text} " for text in queries], limit=10)
    phrases = ask(page, str(seed), [f'"{text}"' for text in queries])
    for query, found, first, row in zip(queries, plain, few, phrases, strict=True):
        asked = [word for clause in words_of(query) for word in clause]
        assert (query, _urls(seed, found)) == (query, archive.matching(asked, phrase=False))
        assert (query, first["total"], len(first["results"])) == (query, found["total"], min(10, len(found["results"])))
        assert (query, _urls(seed, row)) == (query, archive.matching(asked, phrase=True))


def test_marks_that_were_typed_come_first(site: Path, page: Page, scripts: dict[str, str]) -> None:
    """Of two pages the one that has the words with the marks that were typed is first; without marks the newer one."""
    publish(Archive((("thí dua ở đây", "thi đua ở đây"),)), scripts, site / "marks")
    found = ask(page, "marks", ["thi đua ", "thí dua ", "thi dua "])
    first = [[result["url"] for result in answer["results"]] for answer in found]
    assert first == [["/marks/0/1/", "/marks/0/0/"], ["/marks/0/0/", "/marks/0/1/"], ["/marks/0/0/", "/marks/0/1/"]]


def test_marks_count_in_quotation_marks_and_after_a_minus(site: Path, page: Page, scripts: dict[str, str]) -> None:
    """What is quoted or left out with marks means these alone, of whichever length of list; without marks any."""
    texts = [f"{text} {number}." for text in ("thí đua cán bộ", "thi đua cần", "thi dua can bo") for number in range(300)]
    publish(Archive((tuple(texts), tuple(texts))), scripts, site / "exact")
    queries = {
        '"thi đua"': 600,
        '"thi dua"': 1800,
        '"cán"': 600,
        "dua -cán ": 1200,
        "dua -can ": 0,
        'can -"thí đua" ': 1200,
        '"thí đua cán bộ"': 600,
    }
    for limit in (10, 2000):
        for query, found in zip(queries, ask(page, "exact", list(queries), limit=limit), strict=True):
            assert (query, found["total"], found["exact"], len(found["results"])) == (
                query,
                queries[query],
                True,
                min(limit, queries[query]),
            )
            assert found["more"] == (queries[query] > limit)
    for quoted, found in zip(("thi đua", "cán"), ask(page, "exact", ['"thi đua"', '"cán"']), strict=True):
        places = [int(result["url"].split("/")[-2]) for result in found["results"]]
        assert all(quoted in texts[place] for place in places)
    assert ask(page, "exact", ['"thì đua"'])[0]["total"] == 0


def test_of_long_lists_nothing_is_left_out(site: Path, page: Page, scripts: dict[str, str]) -> None:
    """Where a figure stands apart at either end of four words, or one of them elsewhere, all pages are found."""
    texts = tuple(f"{figure}thi đua khen. năm xyz" for figure in ("", "2023. ") for _ in range(200))
    publish(Archive((texts,)), scripts, site / "long")
    for query, found in zip(
        queries := ["thi đua khen xyz ", "xyz thi đua khen ", "2023 thi đua khen "], ask(page, "long", queries), strict=True
    ):
        assert (query, found["total"], found["exact"]) == (query, 200 if "2023" in query else 400, True)


def _urls(seed: int, found: dict[str, Any]) -> set[str]:
    """Return the addresses of what was found, none of partial matches; their number is what was said."""
    urls = set() if found["partial"] or found["apart"] else {result["url"].removeprefix(f"/{seed}") for result in found["results"]}
    assert found["apart"] or found["total"] == len(urls)
    return urls


def _text(dice: random.Random, alphabet: list[str]) -> str:
    signs = (" ", " ", " ", " ", ", ", ". ", "\n")
    return "".join(dice.choice(alphabet) + dice.choice(signs) for _ in range(dice.randint(1, 12)))
