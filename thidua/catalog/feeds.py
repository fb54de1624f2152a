"""Which articles of a list a feed carries: the newest, withdrawn ones too, and of old matter a few a day.

An editor who adds an archive publishes hundreds of conferences of earlier years in an afternoon. Each is news to readers' programs, and
together they would push out what has happened since. So of what was long past when it was published a feed carries the first
`OLD_A_DAY` of each day of publication; the rest are in all lists of the portal. The first and not the last: what is added later that day
takes nothing out of a feed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby, islice

from thidua.catalog.entries import Entry
from thidua.catalog.queries import Queries, newest_first

OLD = timedelta(days=90)
"""An article is of old matter when what it tells of had ended so long before it was published."""

OLD_A_DAY = 10


def carried(entries: Mapping[str, Entry], queries: Queries, query: str, limit: int) -> tuple[str, ...]:
    """Return the articles that the feed of a list carries, at most `limit`, the newest first."""
    withdrawn = queries[f"withdrawn/{query}"]
    found: Iterable[Entry] = map(entries.__getitem__, queries[query])
    if withdrawn:
        found = sorted((*found, *map(entries.__getitem__, withdrawn)), key=newest_first)
    return tuple(entry.id for entry in islice(_with_few_old(entry for entry in found if entry.dated), limit))


def _with_few_old(articles: Iterable[Entry]) -> Iterator[Entry]:
    """Yield articles in their order, the newest first, without what is too much of old matter."""
    for _, together in groupby(articles, key=_day):
        of_day = tuple(together)
        too_many = {entry.id for entry in tuple(filter(is_old, of_day))[:-OLD_A_DAY]}
        yield from (entry for entry in of_day if entry.id not in too_many)


def _day(article: Entry) -> date | None:
    return article.when.date() if article.when else None


def is_old(article: Entry) -> bool:
    """Tell whether what an article tells of was long past when it was published: an event, or a document's day of issue."""
    told = article.card.end or article.card.start
    return bool(told and article.when and told.last + OLD < article.when.date())
