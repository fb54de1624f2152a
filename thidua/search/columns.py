"""What is known of each page beside its words: what results show of it, what it can be narrowed down to, its day, names to suggest.

Pages are described a few to a file. Each facet is a file of its own, read when a reader opens it: most never do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from thidua.search.encoding import File, json_bytes, packed, packed_json, varint
from thidua.search.findable import FACETS, Findable

PIECE: Final = 4
"""So many pages are described in one file."""

SHOWN: Final = 180
"""So many letters of a summary are shown with a result."""

MODELS: Final = 200
"""So many models of a segment are suggested by name, the newest ones; the others are found by a query."""

NAMED_KINDS: Final = frozenset({"cluster", "unit", "person", "movement"})

_EPOCH: Final = date(1900, 1, 1)
"""No page is of an earlier day."""


class Columns:
    """Gathers what is told of the pages of a segment, page by page."""

    def __init__(self) -> None:
        """Begin before the first page."""
        self._pieces: list[bytes] = []
        self._last: list[list[str]] = []
        self._values: dict[str, dict[str, tuple[int, str]]] = {facet: {} for facet in FACETS}
        self._columns = {facet: bytearray() for facet in FACETS}
        self._days = bytearray()
        self._day: int | None = None
        self._names: list[list[str]] = []
        self._models = 0

    def add(self, page: Findable, called: Sequence[str]) -> None:
        """Add a page, and what it is called beside its title; pages with a day come first, the newest before all others."""
        self._last.append([page.address, page.title, _shortened(page.summary), page.day, page.section, page.kind, page.told, *called])
        if len(self._last) == PIECE:
            self._end_piece()
        found: dict[str, dict[int, None]] = {facet: {} for facet in FACETS}
        for facet, value, label in page.facets:
            known = self._values[facet]
            found[facet][known.setdefault(value, (len(known), label))[0]] = None
        for facet, places in found.items():
            self._columns[facet] += b"".join(map(varint, (len(places), *places)))
        if page.day:
            day = (date.fromisoformat(page.day) - _EPOCH).days
            self._days += varint(day if self._day is None else self._day - day)
            self._day = day
        if page.kind in NAMED_KINDS or (page.kind == "model" and self._models < MODELS):
            self._models += page.kind == "model"
            self._names.append([page.kind, page.title, page.address, *page.called])

    def _end_piece(self) -> None:
        self._pieces.append(json_bytes(self._last))  # as bytes, which take less memory than their texts
        self._last = []

    def files(self) -> Iterator[File]:
        """Yield the files, once: what results show, the days, each facet, the names."""
        if self._last:
            self._end_piece()
        for number, piece in enumerate(self._pieces):
            yield f"d{number}", packed(piece)
        yield "days", packed(bytes(self._days))
        for facet, column in self._columns.items():
            labels = [(value, label) for value, (_, label) in self._values[facet].items()]
            values = json_bytes(labels)
            yield facet, packed(varint(len(values)) + values + bytes(column))
        yield "names", packed_json(self._names)


def _shortened(text: str) -> str:
    """Return a summary as a result shows it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rpartition(' ')[0]}…"
