"""Where a pair of words lies in the index: a number of its first word, and a rank of its second one.

Invariant: `static/search/places.js` computes the same, so that a reader's browser knows which file to ask for without a list of them.
All pairs with one first word lie in one bucket; a large bucket is cut in pieces along the ranks, so that the second words that begin
alike lie together: half a word typed is found in one piece. A list of every file's first pair was rejected: it would be larger than
what a query reads.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Final

from thidua.search.syllables import ONSETS, RIMES
from thidua.vietnamese import fold

CUTS: Final = (
    "bac bang be buoi can chi chia chon coi cong cu cuc dang de dia dip don dua duoi gh han hieu hoc huo khai khoa khu lac lan loi mac mon "
    "mui na neu nghia nhun nuoi phap que ron so t ten thao thi thic thuon ti ton tri tru truy u vai vien"
).split()
"""Where the next rank of words begins: second words are spread over the ranks about evenly."""

FIGURES: Final = 10
"""So many ranks come before these, over which figures are spread: nobody looks for figures that begin alike."""

RANKS: Final = FIGURES + len(CUTS) + 1
SIDE_BITS: Final = 12
SIDES: Final = 1 << SIDE_BITS
"""So many numbers a neighbour can have."""

EDGE: Final = 0
"""The neighbour of a word at the beginning or end of a clause."""


def hash_of(word: str) -> int:
    """Return the FNV-1a hash of a word, by its UTF-16 units."""
    found = 0x811C9DC5
    data = word.encode("utf-16-le")
    for place in range(0, len(data), 2):
        found = ((found ^ (data[place] | data[place + 1] << 8)) * 0x01000193) & 0xFFFFFFFF
    return found


def rank_of(word: str) -> int:
    """Return the rank of a word among RANKS."""
    return hash_of(word) % FIGURES if "0" <= word[:1] <= "9" else FIGURES + bisect_right(CUTS, word)


@cache
def _sides() -> tuple[dict[str, int], int]:
    onsets, rimes = sorted({fold(text) for text in ONSETS}), sorted({fold(text) for text in RIMES})
    found = {}
    for onset in sorted(onsets, key=len):
        for rime in rimes:
            found[onset + rime] = 1 + onsets.index(onset) * len(rimes) + rimes.index(rime)
    return found, 1 + len(onsets) * len(rimes)


def side_of(word: str) -> int:
    """Return the number of a folded word as a neighbour: each syllable has its own, the other words share those that are left."""
    known, first = _sides()
    number = known.get(word)
    return first + hash_of(word) % (SIDES - first) if number is None else number
