"""A Findable: one page that search finds, as the index is given it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

LEVELS: Final = 5
"""How much a word says of a page, from what its text says once (0) to what it is called (4)."""

TEXT, MARKED, NAMED, TITLED, CALLED = range(LEVELS)


class Facet(NamedTuple):
    """Something that pages can be narrowed down to: which facet, its value as addresses have it, and what it is called."""

    name: str
    value: str
    label: str


FACETS: Final = ("section", "unit", "cluster", "author", "source")
"""Those that have a column of their own; a year follows from the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """One page.

    `terms` are the words of its own file (`terms.packed`); `named` what else it names: units, clusters, people, awards, movements,
    `once` what some of these were called before or are called now. `own` says that the title is a name: of a cluster, a unit, a person;
    `called` are other names to suggest it by; `told` says when what it tells of was, where that is another day than the page's, and `past`
    that it holds no longer: a document that ended comes below the one that is in force.
    """

    address: str
    title: str
    summary: str
    day: str
    section: str
    kind: str
    own: bool
    terms: bytes
    told: str = ""
    past: bool = False
    called: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    named: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
