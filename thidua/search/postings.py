"""Occurrences of words and pairs made into postings: which term is on which page, in which form, and how much it says of it.

A term has a form for each way in which it is written with marks; the postings of each form are in order of weight, and of one weight the
newest page first. So the first ones of a form are those that a reader is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from thidua.search.findable import LEVELS, MARKED, TEXT
from thidua.search.packing import Numbers, bounds
from thidua.search.streams import Places

OFTEN: Final = 3
"""Said so often in a text, a word counts as if it stood in a heading."""

USUAL: Final = 2
"""Of a form that is on more than one page of so many it does not count whether a text says it often."""

MARK_BITS: Final = 16


class Occurrences(NamedTuple):
    """Each an array, with an item for every place where a term is: the term's key, its marks, page and weight, the place itself.

    Keys are below `limit`; places from `written` on are those of other spellings, beside which the words around them stand once more.
    """

    keys: Numbers
    limit: int
    marks: Numbers
    places: Places
    where: Numbers
    written: int


class Postings(NamedTuple):
    """Terms, their forms, and the postings of these.

    `terms` are keys, in order of the terms. `term` of each form is its place in `terms`, `marks` its marks; forms are in order of term,
    the most frequent first, and so are postings in order of form. `starts` says where each form's postings begin, and where the last ones
    end. `form`, `pages` and `levels` go with postings; `first` and `times` say which of `places` are a posting's.
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
    places: Numbers

    @property
    def counts(self) -> Numbers:
        """How many postings each form has."""
        return np.diff(self.starts)

    @property
    def sizes(self) -> Numbers:
        """How many postings each term has, in all of its forms."""
        return np.bincount(self.term, weights=self.counts, minlength=len(self.terms)).astype(np.int64)


def postings_of(found: Occurrences, count: int, order_of: Callable[[Numbers], Numbers] | None = None) -> Postings:
    """Return the postings of occurrences on pages below `count`; `order_of` tells how terms are ordered, if not by their keys."""
    page_bits = count.bit_length()
    keys, kept = _short_keys(found, page_bits)
    place = (keys << np.uint64(MARK_BITS) | found.marks) << np.uint64(page_bits) | found.places.pages
    order = np.argsort(place)
    place = place[order]
    starts = bounds(place)
    times = np.diff(starts)
    levels = np.maximum.reduceat(found.places.levels[order], starts[:-1])
    said = np.add.reduceat(found.where[order] < found.written, starts[:-1], dtype=np.uint32)
    levels = np.where((levels == TEXT) & (said >= OFTEN), MARKED, levels).astype(np.int64)
    place = place[starts[:-1]]
    pages = (place & np.uint64((1 << page_bits) - 1)).astype(np.int64)
    written = place >> np.uint64(page_bits)
    runs = bounds(written)
    sizes = np.diff(runs)
    written = written[runs[:-1]]
    keys = written >> np.uint64(MARK_BITS)
    runs = bounds(keys)
    terms = kept[keys[runs[:-1]]] if kept is not None else keys[runs[:-1]].astype(np.int64)
    turn = order_of(terms) if order_of else np.arange(len(terms))
    rank_of_term = np.empty(len(terms), dtype=np.int64)
    rank_of_term[turn] = np.arange(len(terms))
    term = np.repeat(rank_of_term, np.diff(runs))
    marks = (written & np.uint64((1 << MARK_BITS) - 1)).astype(np.int64)
    forms = np.lexsort((marks, -sizes, term))
    rank = np.empty(len(forms), dtype=np.int64)
    rank[forms] = np.arange(len(forms))
    form = np.repeat(rank, sizes)
    usual = np.repeat(sizes > count // USUAL, sizes)
    levels = np.where(usual & (levels == MARKED), TEXT, levels)
    inner = np.argsort((form * LEVELS + (LEVELS - 1 - levels)) << page_bits | pages)
    return Postings(
        terms=terms[turn],
        term=term[forms],
        marks=marks[forms],
        starts=np.concatenate(([0], np.cumsum(sizes[forms]))),
        form=form[inner],
        pages=pages[inner],
        levels=levels[inner],
        first=starts[:-1][inner],
        times=times[inner],
        places=found.where[order],
    )


def _short_keys(found: Occurrences, page_bits: int) -> tuple[Numbers, Numbers | None]:
    """Return keys that fit into 64 bits with marks and page; and of those that would not, what each stands for."""
    if found.limit.bit_length() + MARK_BITS + page_bits <= 64:  # noqa: PLR2004 # bits of what is sorted
        return found.keys.astype(np.uint64), None
    order = np.argsort(found.keys)
    runs = bounds(found.keys[order])
    keys = np.empty(len(order), dtype=np.uint64)
    keys[order] = np.repeat(np.arange(len(runs) - 1, dtype=np.uint64), np.diff(runs))
    return keys, found.keys[order][runs[:-1]]
