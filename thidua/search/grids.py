"""Terms of two words spread over shards: by a hash of the first word over buckets, and in a large bucket by the rank of the second.

Occurrences are picked out of a segment's words a range of buckets at a time, so that never all of them are sorted at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from thidua.search.packing import Numbers, counted, looked_up
from thidua.search.places import RANKS, SIDE_BITS, hash_of
from thidua.search.postings import Occurrences, postings_of
from thidua.search.shards import WHOLE, Around, Made, Part, Texts, lists_of, make_shards, weights
from thidua.search.streams import Stream

PART: Final = 60_000
"""About so many occurrences are made to postings at once."""

COARSE: Final = 4 * PART
"""About so many are picked out of all words at once."""

_PIECES: Final = (*range(1, 16), 18, 21, 24, 28, 32, 40, 48, 64)


class Range(NamedTuple):
    """Groups from `start` to before `end`, and where in a row of numbers those of these groups are, in order."""

    start: int
    end: int
    where: Numbers


@dataclass(slots=True)
class Words:
    """A segment's words and what is known of each: its text, its rank, its number as a neighbour."""

    stream: Stream
    texts: Texts
    ranks: Numbers
    sides: Numbers

    def around(self, places: Numbers) -> Numbers:
        """Return the neighbours of the pairs that begin at `places`, both as one number."""
        numbers = self.stream.numbers
        found: Numbers = self.sides[numbers[places - 1]] << SIDE_BITS | self.sides[numbers[places + 2]]
        return found


@dataclass(slots=True)
class Grid:
    """Terms of two words, spread over buckets by their first one.

    A shard takes about `limit` bytes at most, a form of more than `whole` postings is cut; `pieces` is how many shards each bucket has.
    """

    name: str
    texts: Texts
    buckets: Numbers
    number: int
    limit: int
    whole: int = WHOLE
    pieces: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, texts: Texts, words: Sequence[str], number: int, *, limit: int, whole: int = WHOLE) -> Grid:  # noqa: PLR0913 # what it is made of
        """Return a grid of `number` buckets, a power of two."""
        return cls(name, texts, np.array([hash_of(word) & (number - 1) for word in words], dtype=np.int64), number, limit, whole)

    def note(self, start: int, pieces: list[int]) -> None:
        """Note how many shards the buckets from `start` on have; those before it that are not noted are empty."""
        self.pieces += [0] * (start - len(self.pieces)) + pieces

    def close(self) -> None:
        """Note that the buckets that are left are empty."""
        self.note(self.number, [])


def ranges(group_of: Numbers, numbers: Numbers, count: int) -> Iterator[Range]:
    """Yield ranges of groups that have about PART of the numbers together, with the places of these, in order.

    `group_of` gives the group, below `count`, of each number; 0 has none. The places are picked out in two steps, so that neither all
    numbers are looked at for each range, nor all places in memory at once.
    """
    sizes = counted(numbers, len(group_of))
    sizes[0] = 0
    sizes = np.bincount(group_of, weights=sizes, minlength=count).astype(np.int64)
    spans = tuple(_spans(sizes, COARSE))
    span_of_group = np.searchsorted([last for _, last in spans], np.arange(count), side="right").astype(np.min_scalar_type(len(spans)))
    span_of_number = span_of_group[group_of]
    span_of_number[0] = len(spans)
    span_of = looked_up(span_of_number, numbers)
    for number, (first, last) in enumerate(spans):
        coarse = np.flatnonzero(span_of == number)
        coarse = coarse[np.argsort((group_of[numbers[coarse]] - first).astype(np.min_scalar_type(last - first)), kind="stable")]
        ends = np.concatenate(([0], np.cumsum(sizes[first:last])))
        for start, end in _spans(sizes[first:last], PART):
            yield Range(first + start, first + end, np.sort(coarse[ends[start] : ends[end]]))


def _spans(sizes: Numbers, limit: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of groups whose sizes are about `limit` together; each begins and ends with a group that is not empty."""
    start = end = total = 0
    for place in np.flatnonzero(sizes).tolist():
        size = int(sizes[place])
        if total and total + size > limit:
            yield start, end
            total = 0
        start, end, total = (start if total else place), place + 1, total + size
    if total:
        yield start, end


def limit_of(words: Words, grid: Grid) -> int:
    """Return what all keys of terms are below."""
    return len(grid.texts.lengths) * len(words.stream.words)


def part_of(words: Words, grid: Grid, found: Occurrences) -> Part:
    """Return occurrences of terms of two words as postings, in order of bucket, rank of the second word, and both words."""

    def order_of(terms: Numbers) -> Numbers:
        first, second = np.divmod(terms, len(words.stream.words))
        return np.lexsort((second, first, words.ranks[second], grid.buckets[first]))

    postings = postings_of(found, words.stream.count, order_of)
    first, second = np.divmod(postings.terms, len(words.stream.words))
    return Part(postings, first, second, (grid.texts, words.texts))


def shards_of(words: Words, grid: Grid, part: Part, task: Range, around: Around | None = None) -> tuple[list[int], Made]:
    """Return in how many shards each bucket of a part is cut, as few as keep them small, and these."""
    lists = lists_of(part.found, words.stream.count, grid.whole)
    bucket, rank = grid.buckets[part.first] - task.start, words.ranks[part.second]
    sizes = np.bincount(bucket * RANKS + rank, weights=weights(part.found, lists), minlength=(task.end - task.start) * RANKS)
    pieces = _pieces(sizes.reshape(-1, RANKS), grid.limit)
    before = np.cumsum(pieces) - pieces
    shards = before[bucket] + rank * pieces[bucket] // RANKS
    return pieces.tolist(), make_shards(part, lists, shards, count=int(pieces.sum()), around=around)


def _pieces(sizes: Numbers, small: int) -> Numbers:
    """Return for each bucket the least number of shards that keeps all of them as small as ranks allow; none for an empty bucket."""
    there = sizes.sum(axis=1) > 0
    limit = np.maximum(small, sizes.max(axis=1))
    found = np.where(there, RANKS, 0)
    for count in reversed(_PIECES):
        starts = np.searchsorted(np.arange(RANKS) * count // RANKS, np.arange(count))
        fits = np.add.reduceat(sizes, starts, axis=1).max(axis=1) <= limit
        found = np.where(fits & there, count, found)
    return found
