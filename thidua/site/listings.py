"""Lists in pages that stay as they are: numbered from the oldest, the front with the newest.

A list of n entries has full pages 1, 2, … of the oldest ones; the front holds the rest, at least one page's worth and less than
two. A new entry changes the front alone; when a page fills up, it comes into being whole. So the page after the last one is a
redirect to the front: the last page's link to newer ones never has to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Slices:
    """A list cut in pages: `front` newest first, `pages[0]` is page 1, the oldest, each newest first."""

    front: tuple[str, ...]
    pages: tuple[tuple[str, ...], ...]


def cut(ids: tuple[str, ...], page_size: int) -> Slices:
    """Cut a newest-first list."""
    count = max(0, len(ids) // page_size - 1)
    oldest_first = ids[::-1]
    pages = tuple(oldest_first[number * page_size : (number + 1) * page_size][::-1] for number in range(count))
    return Slices(front=ids[: len(ids) - count * page_size], pages=pages)


PAGED = ("section/", "unit/", "cluster/", "movement/", "series/", "tag/", "author/", "person/")


def slice_lists(lists: Mapping[str, tuple[str, ...]], page_size: int) -> dict[str, Slices]:
    """Cut every list that has pages of its own."""
    return {name: cut(ids, page_size) for name, ids in lists.items() if name.startswith(PAGED)}
