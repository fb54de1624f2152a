"""A segment of the index: the pages of some years, and every file that is written for them.

Terms are made and written a part at a time, so that of a segment's millions of words only the numbers themselves are in memory as a whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from thidua.search.columns import Columns, packed_json
from thidua.search.findable import Findable
from thidua.search.packing import CHUNK, Numbers, bounds, counted, looked_up
from thidua.search.places import RANKS, SIDE_BITS, hash_of, rank_of, side_of
from thidua.search.postings import Occurrences, postings_of
from thidua.search.shards import FEW, File, Part, Series, Texts, files_of, lists_of, weights
from thidua.search.streams import Stream, StreamReader

PART: Final = 40_000
"""About so many occurrences are made to postings at once."""

COARSE: Final = 8 * PART
"""About so many are picked out of all words at once."""

LIMIT: Final = 2200
"""About so many bytes a shard takes at most."""

TRIPLES: Final = 3400
"""The same of triples, whose postings are never cut."""

GRAIN: Final = 1500
"""A bucket for so many words of text …"""

MOST: Final = 1024
"""… and never more than these."""

PIECE: Final = 4
"""So many pages are described in one file."""

COMMON: Final = 1000
"""So many pairs are known by heart, to tell what a reader may have meant."""

SHOWN: Final = 180
"""So many letters of a summary are shown with a result."""

_PIECES: Final = (*range(1, 16), 18, 21, 24, 28, 32, 40, 48, 64)
_ALL: Final = 1 << 30
_NARROW: Final = 0xFFFF


@dataclass(slots=True)
class _Words:
    """A segment's words and what is known of each: its text, its rank, its number as a neighbour."""

    stream: Stream
    texts: Texts
    ranks: Numbers
    sides: Numbers


@dataclass(slots=True)
class _Grid:
    """Terms of two words, spread over buckets by their first one; `pieces` is how many shards each bucket has."""

    series: Series
    texts: Texts
    buckets: Numbers
    number: int
    pieces: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, series: Series, texts: Texts, words: Sequence[str], number: int) -> _Grid:
        """Return a grid of `number` buckets, a power of two."""
        return cls(series, texts, np.array([hash_of(word) & (number - 1) for word in words], dtype=np.int64), number)

    def note(self, start: int, pieces: list[int]) -> None:
        """Note how many shards the buckets from `start` on have; those before it that are not noted are empty."""
        self.pieces += [0] * (start - len(self.pieces)) + pieces

    def close(self) -> None:
        """Note that the buckets that are left are empty."""
        self.note(self.number, [])


class _Common:
    """The pairs that are on most pages, as they are written: what a reader may have meant who typed something else."""

    def __init__(self) -> None:
        self._rows: list[Numbers] = []

    def add(self, part: Part) -> None:
        """Remember those of a part that may be among them."""
        found = part.found
        chosen = np.argsort(-found.counts, kind="stable")[:COMMON]
        term = found.term[chosen]
        self._rows.append(np.column_stack((-found.counts[chosen], part.first[term], part.second[term], found.marks[chosen])))
        if sum(map(len, self._rows)) > 4 * COMMON:
            self._rows = [self._best()]

    def _best(self) -> Numbers:
        rows = np.concatenate([np.zeros((0, 4), dtype=np.int64), *self._rows])
        return rows[np.lexsort(rows.T[::-1])][:COMMON]

    def written(self, stream: Stream) -> list[str]:
        """Return them, the most frequent first, without those that hold a word that no spelling knows."""
        pairs = ([(first, marks >> 8), (second, marks & 255)] for _, first, second, marks in self._best().tolist())
        return [" ".join(stream.spellings[word] for word in pair) for pair in pairs if all(word in stream.spellings for word in pair)]


def segment_files(pages: Iterable[Findable], abbreviations: Iterable[tuple[str, str]] = ()) -> Iterator[File]:
    """Yield the files of a segment by name; `pages` are in order, the newest first, and taken one by one.

    `abbreviations` are short forms and what each means.
    """
    reader, columns, described = StreamReader(abbreviations), Columns(), list[list[str]]()
    number = 0
    for page in pages:
        called = reader.add(page)
        columns.add(page)
        described.append([page.address, page.title, _shortened(page.summary), page.day, page.section, page.kind, *called])
        if len(described) == PIECE:
            yield f"d{number}", packed_json(described)
            described, number = [], number + 1
    if described:
        yield f"d{number}", packed_json(described)
    yield from columns.files()
    stream = reader.stream()
    del reader
    sides = np.array([0, *map(side_of, stream.words[1:])], dtype=np.int64)
    words = _Words(stream, Texts(stream.words), np.array(list(map(rank_of, stream.words))), sides)
    begins: list[str] = []
    yield from _singles(words, begins)
    pairs = _Grid.of(Series("p", LIMIT), words.texts, stream.words, _buckets(len(stream.numbers)))
    frequent: list[Numbers] = []
    common = _Common()
    yield from _pairs(words, pairs, frequent, common)
    yield "near", packed_json(common.written(stream))
    keys = np.sort(np.concatenate(frequent)) if frequent else np.zeros(0, dtype=np.int64)
    texts = ["", *(f"{stream.words[key // len(stream.words)]} {stream.words[key % len(stream.words)]}" for key in keys.tolist())]
    triples = _Grid.of(Series("t", TRIPLES, whole=_ALL), Texts(texts), texts, max(1, _buckets(len(texts) * GRAIN) // 8))
    words.stream = stream = replace(stream, marks=np.zeros(0, dtype=np.uint8))  # of triples no marks are kept
    yield from _triples(words, triples, keys)
    yield "words", packed_json(begins)
    yield "head", packed_json({"dated": columns.dated, "pairs": pairs.pieces, "triples": triples.pieces})


def _shortened(text: str) -> str:
    """Return a summary as a result shows it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rpartition(' ')[0]}…"


def _buckets(words: int) -> int:
    """Return how many buckets the pairs of so many words are spread over: a power of two."""
    return min(MOST, 1 << max(0, (words // GRAIN).bit_length()))


def _ranges(group_of: Numbers, numbers: Numbers, count: int) -> Iterator[tuple[int, int, Numbers]]:
    """Yield ranges of groups that have about PART of the numbers together, with the places of these, in order.

    `group_of` gives the group, below `count`, of each number; 0 has none. The places are picked out in two steps, so that neither all
    numbers are looked at for each range, nor all places in memory at once.
    """
    sizes = counted(numbers, len(group_of))
    sizes[0] = 0
    sizes = np.bincount(group_of, weights=sizes, minlength=count).astype(np.int64)
    for first, last in _spans(sizes, COARSE):
        chosen = (group_of >= first) & (group_of < last)
        chosen[0] = False
        coarse = np.flatnonzero(looked_up(chosen, numbers))
        coarse = coarse[np.argsort((group_of[numbers[coarse]] - first).astype(np.uint16), kind="stable")]
        ends = np.concatenate(([0], np.cumsum(sizes[first:last])))
        for start, end in _spans(sizes[first:last], PART):
            yield first + start, first + end, np.sort(coarse[ends[start] : ends[end]])


def _spans(sizes: Numbers, limit: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of groups whose sizes are about `limit` together; none of groups that are empty."""
    start = total = 0
    for place, size in enumerate(sizes.tolist()):
        if total and total + size > limit:
            yield start, place
            start, total = place, 0
        total += size
    if total:
        yield start, len(sizes)


def _singles(words: _Words, begins: list[str]) -> Iterator[File]:
    """Yield the files of single words, in order of word; `begins` gets the word with which each shard begins."""
    stream, series = words.stream, Series("s", LIMIT, narrow=True)
    for _, _, where in _ranges(np.arange(len(stream.words)), stream.numbers, len(stream.words)):
        marks = stream.marks[where].astype(np.uint64)
        found = postings_of(Occurrences(stream.numbers[where], marks, stream.at(where)), stream.count)
        lists = lists_of(found, stream.count)
        opens = bounds((np.cumsum(weights(found, lists)) / LIMIT).astype(np.int64))
        shards = np.repeat(np.arange(len(opens) - 1), np.diff(opens))
        first = found.terms.astype(np.int64)
        begins += [stream.words[place] for place in first[opens[:-1]].tolist()]
        part = Part(found, first, np.zeros(len(first), dtype=np.int64), (words.texts, words.texts))
        yield from files_of(part, lists, shards, len(opens) - 1, series)


def _pairs(words: _Words, grid: _Grid, frequent: list[Numbers], common: _Common) -> Iterator[File]:
    """Yield the files of pairs; `frequent` gets both words, as one number, of those whose neighbours are not kept."""
    stream = words.stream
    for start, end, firsts in _ranges(grid.buckets, stream.numbers, grid.number):
        where = firsts[stream.numbers[firsts + 1] != 0]
        if not len(where):
            continue
        first, second = stream.numbers[where].astype(np.int64), stream.numbers[where + 1].astype(np.int64)
        marks = stream.marks[where].astype(np.uint64) << np.uint64(8) | stream.marks[where + 1].astype(np.uint64)
        sides = words.sides[stream.numbers[where - 1]] << SIDE_BITS | words.sides[stream.numbers[where + 2]]
        part = _part(words, grid, (first, second), Occurrences(where, marks, stream.at(where), sides))
        many = part.found.sizes > FEW
        common.add(part)
        frequent.append(part.first[many] * len(stream.words) + part.second[many])
        yield from _grid_files(words, grid, part, start, end)
    grid.close()


def _triples(words: _Words, grid: _Grid, frequent: Numbers) -> Iterator[File]:
    """Yield the files of triples both of whose pairs are frequent, half of the buckets at a time: of all there may be millions."""
    stream = words.stream
    for half in (grid.buckets < grid.number // 2, grid.buckets >= grid.number // 2):
        there, pairs = _frequent_places(stream, frequent, half[1:])
        for start, end, chosen in _ranges(grid.buckets, pairs, grid.number):
            where, first = there[chosen].astype(np.int64), pairs[chosen].astype(np.int64)
            second = stream.numbers[where + 2].astype(np.int64)
            part = _part(words, grid, (first, second), Occurrences(where, np.zeros(len(where), dtype=np.uint64), stream.at(where)))
            yield from _grid_files(words, grid, part, start, end)
    grid.close()


def _frequent_places(stream: Stream, frequent: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """Return where two frequent pairs overlap of which the first one is wanted, and its number, from 1 on."""
    places, numbers = array("I"), array("H" if len(frequent) < _NARROW else "I")  # they grow in place; joined arrays would be there twice
    for start in range(0, len(stream.numbers) - 2 if len(frequent) else 0, CHUNK):
        row = stream.numbers[start : start + CHUNK + 2].astype(np.int64)
        keys = row[:-1] * len(stream.words) + row[1:]
        found = np.minimum(np.searchsorted(frequent, keys), len(frequent) - 1)
        same = (frequent[found] == keys) & (row[:-1] != 0)
        both = np.flatnonzero(same[:-1] & same[1:] & wanted[found[:-1]])
        places.frombytes((both + start).astype(places.typecode).tobytes())
        numbers.frombytes((found[both] + 1).astype(numbers.typecode).tobytes())
    return np.frombuffer(places, dtype=places.typecode), np.frombuffer(numbers, dtype=numbers.typecode)


def _keys(words: _Words, grid: _Grid, first: Numbers, second: Numbers) -> Numbers:
    """Return what terms of two words are sorted by: bucket, rank of the second word, then both words."""
    keys: Numbers = (grid.buckets[first] * RANKS + words.ranks[second]) * len(grid.texts.lengths) + first
    return keys * len(words.stream.words) + second


def _part(words: _Words, grid: _Grid, pair: tuple[Numbers, Numbers], found: Occurrences) -> Part:
    """Return occurrences of terms of two words as postings."""
    postings = postings_of(found._replace(keys=_keys(words, grid, *pair)), words.stream.count)
    size = len(words.stream.words)
    return Part(postings, postings.terms // size % len(grid.texts.lengths), postings.terms % size, (grid.texts, words.texts))


def _grid_files(words: _Words, grid: _Grid, part: Part, start: int, end: int) -> Iterator[File]:
    """Yield the files of the buckets from `start` to before `end`, each cut in as few shards as keep them small."""
    lists = lists_of(part.found, words.stream.count, grid.series.whole)
    terms = part.found.terms // (len(words.stream.words) * len(grid.texts.lengths))
    bucket, rank = terms // RANKS - start, terms % RANKS
    sizes = np.bincount(bucket * RANKS + rank, weights=weights(part.found, lists), minlength=(end - start) * RANKS)
    pieces = _pieces(sizes.reshape(-1, RANKS), grid.series.limit)
    grid.note(start, pieces.tolist())
    before = np.cumsum(pieces) - pieces
    shards = before[bucket] + rank * pieces[bucket] // RANKS
    return files_of(part, lists, shards, int(pieces.sum()), grid.series)


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
