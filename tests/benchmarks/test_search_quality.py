"""The quality set of the search is as large as it says, names pages that are there, and is scored as readers would."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.search import rivals
from benchmarks.search.cases import Answer, Category, Query, read_set, reciprocal_rank, scores


def test_set_is_large_and_says_what_it_wants() -> None:
    """At least 120 queries have an answer in ten kinds of query, 30 must find nothing, and none is asked twice."""
    categories = read_set(archive=True)
    texts = [query.text for category in categories for query in category.queries]
    sought = [query for category in categories if not category.nothing for query in category.queries]
    assert len(texts) == len(set(texts))
    assert len(sought) >= 120
    assert len(texts) - len(sought) >= 30
    assert [query.text for query in sought if not query.first] == []
    assert len([category for category in categories if not category.nothing]) == 10
    assert all(address.startswith("/") and address.endswith("/") for query in sought for address in query.first)


def test_answers_of_the_archive_are_asked_for_with_the_archive_alone() -> None:
    """Where the synthetic archive is not there, nothing is asked about it."""
    assert [query.text for category in read_set(archive=False) for query in category.queries if query.archive] == []


@pytest.mark.parametrize(
    ("query", "answer", "rank"),
    [
        (Query(text="a", first=("/a/",)), Answer(urls=("/a/", "/b/"), total=2), 1.0),
        (Query(text="a", first=("/a/", "/c/")), Answer(urls=("/b/", "/c/"), total=2), 0.5),
        (Query(text="a", first=("/a/",)), Answer(urls=(), total=0), 0.0),
        (Query(text="a"), Answer(urls=("/partial/",), total=0), 1.0),
        (Query(text="a"), Answer(urls=("/b/",), total=1), 0.0),
        (Query(text="a", near=True), Answer(urls=(), total=0), 0.0),
        (Query(text="a", near=True), Answer(urls=(), total=0, near=True), 1.0),
    ],
)
def test_rank_is_that_of_the_first_right_page(query: Query, answer: Answer, rank: float) -> None:
    """A right page counts by its place, nothing counts where nothing is right, and what must be suggested must be."""
    assert reciprocal_rank(query, answer) == rank


def test_scores_name_what_went_wrong() -> None:
    """A category's score is the mean over its queries, with those that fell short."""
    queries = (Query(text="a", first=("/a/",)), Query(text="b", first=("/b/",)))
    category = Category(name="x", about="x", nothing=False, queries=queries)
    (found,) = scores((category,), {"a": Answer(urls=("/a/",), total=1), "b": Answer(urls=("/a/", "/b/"), total=2)})
    assert (found.count, found.right, found.rank, found.wrong) == (2, 1, 0.75, ("b",))


def test_everybody_indexes_entries_and_names_but_no_lists(tmp_path: Path) -> None:
    """Pages of entries, units and people are given to the other engines; lists, archives and what is not to be indexed are not."""
    kept = ("tin-tuc/2024/a/", "tin-tuc/ho-so/2026/b/", "van-ban/trung-uong/c/", "don-vi/d/", "nhan-vat/e/", "gioi-thieu/")
    left = ("", "tin-tuc/", "tin-tuc/trang/1/", "luu-tru/2024/", "chu-de/x/", "don-vi/", "tim-kiem/", "van-ban/trung-uong/")
    for address in (*kept, *left):
        (tmp_path / "public" / address).mkdir(parents=True, exist_ok=True)
        (tmp_path / "public" / address / "index.html").write_text("<html><main><h1>A</h1>words</main></html>", encoding="utf-8")
    (tmp_path / "public" / "tin-tuc/2024/het").mkdir()
    (tmp_path / "public" / "tin-tuc/2024/het/index.html").write_text('<meta name="robots" content="noindex">', encoding="utf-8")
    assert rivals.copy_pages(tmp_path / "public", tmp_path / "pages") == len(kept)
    found = {f"{path.parent.relative_to(tmp_path / 'pages').as_posix()}/" for path in (tmp_path / "pages").rglob("index.html")}
    assert found == set(kept)
