"""Which articles of a list a feed carries: the newest, withdrawn ones too, and of old matter a few a day.

An editor who adds an archive publishes hundreds of conferences of earlier years in an afternoon. Each is news to readers' programs, and
together they would push out what has happened since. So of what was long past when it was published a feed carries the first
`OLD_A_DAY` of each day of publication; the rest are in all lists of the portal. The first and not the last: what is added later that day
takes nothing out of a feed again. Where no hour is stated, the order of reference names decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import groupby, islice

from thidua.catalog.entries import Entry
from thidua.catalog.queries import Queries, newest_first

OLD = timedelta(days=90)
"""An article is of old matter when what it tells of had ended so long before it was published."""

OLD_A_DAY = 10


def carried(entries: Mapping[str, Entry], queries: Queries, query: str, limit: int) -> tuple[str, ...]:
    """Return the articles that the feed of a list carries, at most `limit`, the newest first."""
    live, withdrawn = (map(entries.__getitem__, queries[name]) for name in (query, f"withdrawn/{query}"))
    found = merge(live, withdrawn, key=newest_first)
    return tuple(entry.id for entry in islice(_with_few_old(entry for entry in found if entry.dated), limit))


def _with_few_old(articles: Iterable[Entry]) -> Iterator[Entry]:
    """Yield articles in their order, the newest first, without what is too much of old matter."""
    for _, together in groupby(articles, key=_day):
        of_day = tuple(together)
        first = sorted(filter(_is_old, of_day), key=_published)
        too_many = {entry.id for entry in first[OLD_A_DAY:]}
        yield from (entry for entry in of_day if entry.id not in too_many)


def _day(article: Entry) -> date | None:
    return article.when.date() if article.when else None


def _published(article: Entry) -> tuple[datetime, str]:
    assert article.when is not None  # noqa: S101 # only articles are in feeds
    return article.when, article.id


def _is_old(article: Entry) -> bool:
    """Tell whether what an article tells of was long past when it was published."""
    return bool(article.told_until and article.when and article.told_until + OLD < article.when.date())
