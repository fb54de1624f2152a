"""Search in a real browser, over the real portal: the reader's script finds what the index holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import browsing, site_checks
from thidua.cli import run

CASES = json.loads((Path(__file__).parent / "search" / "words.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Reader:
    """A page of the portal in a browser, and the addresses of the search modules."""

    page: Page
    modules: dict[str, str]

    def search(self, query: str, **options: object) -> dict[str, Any]:
        """Return what the module answers."""
        found: dict[str, Any] = self.call("search", "search", query, options)
        return found

    def call(self, module: str, name: str, *arguments: object) -> Any:  # noqa: ANN401 # whatever the function returns
        """Return what a function of a module returns."""
        script = "async ([address, name, given]) => await (await import(address))[name](...given)"
        return self.page.evaluate(script, [self.modules[module], name, list(arguments)])


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Reader]:
    """The real portal, built once, and a browser that has one of its pages open."""
    folder = tmp_path_factory.mktemp("search") / "public"
    config = site_checks.ROOT / "site_config.yaml"
    order = ["build", "--config", str(config), "--output", str(folder), "--now", browsing.NOW, "--jobs", "1", "--quiet"]
    assert run(order) == 0
    scripts = {path.name.partition(".")[0]: f"/assets/{path.name}" for path in (folder / "assets").glob("*.js")}
    with browsing.served(folder) as origin:
        page, complaints = browsing.opened(browser, f"{origin}so-do/", 1280)
        yield Reader(page, scripts)
        assert not complaints
        page.close()


def test_words_are_those_of_the_table(reader: Reader) -> None:
    """The script cuts every text of the table into its words, as the program that builds the index does."""
    for case in CASES:
        clauses = reader.call("analyser", "clausesOf", case["text"])
        assert [[[word["folded"], word["marks"]] for word in clause] for clause in clauses] == case["clauses"], case["text"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("nguyen van son", "/nhan-vat/nguyen-van-son/"),
        ("Nguyễn Văn Toàn", "/nhan-vat/nguyen-van-toan/"),
        ("06/2022/QH15", "/van-ban/trung-uong/luat-06-2022-qh15/"),
        ("đồng bằng sông hồng", "/cum-thi-dua/dong-bang-song-hong/"),
        ("dong bang song hong", "/cum-thi-dua/dong-bang-song-hong/"),
        ("hoàng đình quê", "/dien-hinh/ong-hoang-dinh-que/"),
        ("nong thon moi", "/phong-trao/nong-thon-moi/"),
    ],
)
def test_what_is_named_is_found_first(reader: Reader, query: str, first: str) -> None:
    """A person, a document, a cluster, a model and a movement are found first by their names, with and without marks."""
    found = reader.search(query)
    assert found["results"][0]["url"] == first
    assert (found["partial"], found["failed"]) == (False, 0)


def test_nothing_is_found_where_nothing_is(reader: Reader) -> None:
    """A word that no page has finds nothing, nor do signs without a word."""
    for query in ("xyzzy", "", "  ", "...", "😀", "\u0000"):
        assert reader.search(query)["total"] == 0, query
