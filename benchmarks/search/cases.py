"""The quality set: queries with the pages that must be first, and queries that must find nothing.

Invariant: `quality.yaml` is the only place that knows an expected answer; every other number is measured. Judging by a second engine's
answers was rejected: where both are wrong, neither is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SET = Path(__file__).with_name("quality.yaml")
WANTED = 0.95
"""The mean reciprocal rank that every category must reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is typed, and the pages of which one must be first; with none, nothing may be found, and `near`: something is suggested."""

    text: str
    first: tuple[str, ...] = ()
    archive: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """Queries of one kind; `nothing`: they must find nothing."""

    name: str
    about: str
    nothing: bool
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an engine gave: the addresses of its first results in order, how many it found, whether it suggested another query."""

    urls: tuple[str, ...]
    total: int
    near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A category's result: queries, how many had the right page first, the mean reciprocal rank, and the queries that went wrong."""

    category: Category
    count: int
    right: int
    rank: float
    wrong: tuple[str, ...]


def read_set(*, archive: bool, path: Path = SET) -> tuple[Category, ...]:
    """Return the categories, without queries about the synthetic archive where it is not there."""
    records: list[Mapping[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Category(
            name=record["category"],
            about=record["about"],
            nothing=record.get("nothing", False),
            queries=tuple(query for query in map(_query, record["queries"]) if archive or not query.archive),
        )
        for record in records
    )


def _query(record: Mapping[str, Any]) -> Query:
    first = record.get("first", ())
    return Query(
        text=record["q"],
        first=(first,) if isinstance(first, str) else tuple(first),
        archive=record.get("archive", False),
        near=record.get("near", False),
    )


def scores(categories: Iterable[Category], answers: Mapping[str, Answer]) -> tuple[Score, ...]:
    """Return each category's result from the answers by what was typed."""
    return tuple(_score(category, answers) for category in categories)


def _score(category: Category, answers: Mapping[str, Answer]) -> Score:
    ranks = {query.text: reciprocal_rank(query, answers[query.text]) for query in category.queries}
    wrong = tuple(text for text, rank in ranks.items() if rank < 1)
    return Score(
        category=category,
        count=len(ranks),
        right=len(ranks) - len(wrong),
        rank=sum(ranks.values()) / len(ranks),
        wrong=wrong,
    )


def reciprocal_rank(query: Query, answer: Answer) -> float:
    """Return one divided by the place of the first right page; for a query that must find nothing 1 or 0."""
    if not query.first:
        return float(answer.total == 0 and (answer.near or not query.near))
    places = [place for place, url in enumerate(answer.urls, start=1) if url in query.first]
    return 1 / places[0] if places else 0.0
