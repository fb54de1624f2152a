"""Fact rows as a page lays them out: what fits beside the text, what needs its breadth; sources and notes that rows share are said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from thidua.site.display import Mark, Row

MARGIN_VALUES = 2
MARGIN_CHARACTERS = 160
"""More than these do not fit in the margin column of an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Rows of facts; `source` is where most of them come from, None when they do not agree: rows then say each their own.

    `notes` are those that several rows share; these rows do not repeat them.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    source: Mark | None


def fact_boxes(rows: Iterable[Row]) -> tuple[Box, Box]:
    """Return the box for the margin and the one below the text."""
    brief: list[Row] = []
    long: list[Row] = []
    for row in rows:
        (brief if _is_brief(row) else long).append(row)
    return box(brief), box(long)


def box(rows: Iterable[Row]) -> Box:
    """Return rows with the source that most of their values share, and the notes of more than one row."""
    found = tuple(rows)
    marks = Counter((value.mark.href, value.mark.words) for row in found for value in row.values)
    (href, words), count = next(iter(marks.most_common(1)), ((None, None), 0))
    shared = (href or words) and count > 1 and count * 2 > marks.total()
    source = Mark(token=href, href=href, words=words, inferred=False, disputed=False, note=None) if shared else None
    notes = Counter(note for row in found for note in {value.mark.note: None for value in row.values} if note)
    repeated = tuple(note for note, rows_with_it in notes.items() if rows_with_it > 1)
    return Box(rows=tuple(_without_notes(row, repeated) for row in found), notes=repeated, source=source)


def _without_notes(row: Row, notes: tuple[str, ...]) -> Row:
    values = (replace(value, mark=replace(value.mark, note=None)) if value.mark.note in notes else value for value in row.values)
    return replace(row, values=tuple(values))


def _is_brief(row: Row) -> bool:
    length = sum(len(value.text) + len(value.remark) for value in row.values)
    return len(row.values) <= MARGIN_VALUES and length <= MARGIN_CHARACTERS
