"""Occurrences of words and pairs made into postings: which term is on which page, in which form, and how much it says of it.

A term has a form for each way in which it is written with marks; the postings of each form are in order of weight, and of one weight the
newest page first. So the first ones of a form are those that a reader is shown.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from thidua.search.findable import LEVELS, MARKED, TEXT
from thidua.search.packing import Numbers, bounds
from thidua.search.streams import Places

OFTEN: Final = 3
"""Said so often in a text, a word counts as if it stood in a heading."""

MARK_BITS: Final = 16


class Occurrences(NamedTuple):
    """Each an array, with an item for every place where a term is: the term's key, its marks, page and weight, the neighbours."""

    keys: Numbers
    marks: Numbers
    places: Places
    sides: Numbers | None = None


class Postings(NamedTuple):
    """Terms, their forms, and the postings of these.

    `terms` are keys in order. `term` of each form is its place in `terms`, `marks` its marks; forms are in order of term, the most
    frequent first, and so are postings in order of form. `starts` says where each form's postings begin, and where the last ones end.
    `form`, `pages` and `levels` go with postings; `first` and `times` say which of `sides` are a posting's.
    """

    terms: Numbers
    term: Numbers
    marks: Numbers
    starts: Numbers
    form: Numbers
    pages: Numbers
    levels: Numbers
    first: Numbers
    times: Numbers
    sides: Numbers | None

    @property
    def counts(self) -> Numbers:
        """How many postings each form has."""
        return np.diff(self.starts)

    @property
    def sizes(self) -> Numbers:
        """How many postings each term has, in all of its forms."""
        return np.bincount(self.term, weights=self.counts, minlength=len(self.terms)).astype(np.int64)


def postings_of(found: Occurrences, count: int) -> Postings:
    """Return the postings of occurrences on pages below `count`."""
    page_bits = count.bit_length()
    order = np.argsort(found.keys)
    keys = found.keys[order]
    runs = bounds(keys)
    terms = keys[runs[:-1]]
    place = np.repeat(np.arange(len(terms), dtype=np.uint64), np.diff(runs))
    place = (place << np.uint64(MARK_BITS) | found.marks[order]) << np.uint64(page_bits) | found.places.pages[order]
    inner = np.argsort(place)
    place, order = place[inner], order[inner]
    starts = bounds(place)
    times = np.diff(starts)
    levels = np.maximum.reduceat(found.places.levels[order], starts[:-1])
    levels = np.where((levels == TEXT) & (times >= OFTEN), MARKED, levels).astype(np.int64)
    place = place[starts[:-1]]
    pages = (place & np.uint64((1 << page_bits) - 1)).astype(np.int64)
    written = place >> np.uint64(page_bits)
    runs = bounds(written)
    sizes = np.diff(runs)
    written = written[runs[:-1]]
    term = (written >> np.uint64(MARK_BITS)).astype(np.int64)
    marks = (written & np.uint64((1 << MARK_BITS) - 1)).astype(np.int64)
    forms = np.lexsort((marks, -sizes, term))
    rank = np.empty(len(forms), dtype=np.int64)
    rank[forms] = np.arange(len(forms))
    form = np.repeat(rank, sizes)
    inner = np.argsort((form * LEVELS + (LEVELS - 1 - levels)) << page_bits | pages)
    return Postings(
        terms=terms,
        term=term[forms],
        marks=marks[forms],
        starts=np.concatenate(([0], np.cumsum(sizes[forms]))),
        form=form[inner],
        pages=pages[inner],
        levels=levels[inner],
        first=starts[:-1][inner],
        times=times[inner],
        sides=None if found.sides is None else found.sides[order],
    )
