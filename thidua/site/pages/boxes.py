"""Fact rows as a page lays them out: what fits beside the text, what needs its breadth, and a source that most rows share said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from thidua.site.display import Mark, Row

MARGIN_VALUES = 2
MARGIN_CHARACTERS = 160
"""More than these do not fit in the margin column of an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Rows of facts; `source` is where most of them come from, None when they do not agree: rows then say each their own."""

    rows: tuple[Row, ...]
    source: Mark | None


def fact_boxes(rows: Iterable[Row]) -> tuple[Box, Box]:
    """Return the box for the margin and the one below the text."""
    brief: list[Row] = []
    long: list[Row] = []
    for row in rows:
        (brief if _is_brief(row) else long).append(row)
    return box(brief), box(long)


def box(rows: Iterable[Row]) -> Box:
    """Return rows with the source that most of their values share."""
    found = tuple(rows)
    marks = Counter(value.mark.href for row in found for value in row.values)
    href, count = next(iter(marks.most_common(1)), (None, 0))
    shared = href is not None and count > 1 and count * 2 > marks.total()
    source = Mark(token=href, href=href, words=None, inferred=False, disputed=False, note=None) if shared else None
    return Box(rows=found, source=source)


def _is_brief(row: Row) -> bool:
    length = sum(len(value.text) + len(value.remark) for value in row.values)
    return len(row.values) <= MARGIN_VALUES and length <= MARGIN_CHARACTERS
