"""A segment of the index: the pages of some years, and every file that is written for them.

First its pages are read (`reading.py`), then its single words and its pairs are made, each perhaps in another process.

Terms are made and written a part at a time: of a segment's millions of words only small numbers are in memory as a whole (some seven bytes
a word), never their postings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from thidua.search.encoding import File, packed_json, width_of
from thidua.search.findable import CALLED, Findable
from thidua.search.grids import Grid, Range, Words, limit_of, part_of, ranges, shards_of
from thidua.search.packing import CHUNK, Numbers, bounds, looked_up, ragged
from thidua.search.places import EDGE, rank_of, side_of
from thidua.search.postings import Occurrences, postings_of
from thidua.search.reading import Reading, read_pages
from thidua.search.shards import FEW, Made, Part, Series, Texts, lists_of, make_shards, numbered, weights
from thidua.search.streams import Places, Stream, stream_of
from thidua.search.syllables import written_as

LIMIT: Final = 2200
"""About so many bytes a shard takes at most."""

TRIPLES: Final = 3400
"""The same of triples, whose postings are never cut."""

GRAIN: Final = 1500
"""A bucket for so many words of text …"""

MOST: Final = 1024
"""… and never more than these."""

COMMON: Final = 1500
"""So many pairs are known by heart, to tell what a reader may have meant."""

LARGE: Final = 1 << 21
"""A segment with more words is looked through a part at a time, which takes longer and needs less memory."""

_ALL: Final = 1 << 30
_CALLED: Final = 1 << 40


class _Common:
    """Pairs that pages are called, and those that are on most pages, as they are written: what a reader may have meant."""

    def __init__(self) -> None:
        self._rows: list[Numbers] = []

    def add(self, part: Part) -> None:
        """Remember those of a part that may be among them: a row each of how many pages, both words, their marks."""
        found = part.found
        called = found.levels[found.starts[:-1]] == CALLED
        chosen = np.argsort(-found.counts, kind="stable")[:COMMON]
        chosen = np.unique(np.concatenate((chosen, np.flatnonzero(called))))
        term, pages = found.term[chosen], found.counts[chosen] + _CALLED * called[chosen]  # what a page is called first
        self._rows.append(np.column_stack((-pages, part.first[term], part.second[term], found.marks[chosen])))
        if sum(map(len, self._rows)) > 4 * COMMON:
            self._rows = [self._best()]

    def _best(self) -> Numbers:
        rows = np.concatenate([np.zeros((0, 4), dtype=np.int64), *self._rows])
        return rows[np.lexsort(rows.T[::-1])][:COMMON]

    def written(self, stream: Stream) -> list[str]:
        """Return them, the most frequent first, without those that hold a word that no spelling knows."""
        pairs = ([(first, marks >> 8), (second, marks & 255)] for _, first, second, marks in self._best().tolist())
        known = stream.syllables
        return [" ".join(written_as(known[word]) for word in pair) for pair in pairs if all(word in known for word in pair)]


class _Frequent:
    """Pairs whose neighbours are not kept, and at which words they begin; where two of them overlap, both are a triple."""

    def __init__(self, stream: Stream) -> None:
        self._at = np.zeros(len(stream.numbers), dtype=width_of(0))
        self._words = len(stream.words)
        self._keys: list[Numbers] = []
        self._count = 0

    def add(self, part: Part) -> None:
        """Note those of a part."""
        found = part.found
        many = found.sizes > FEW
        keys = part.first[many] * self._words + part.second[many]
        numbers = np.cumsum(many) + self._count
        term = found.term[found.form]
        chosen = np.flatnonzero(many[term])
        self._at = self._at.astype(width_of(self._count + len(keys) + 1), copy=False)
        times = found.times[chosen]
        self._at[found.places[ragged(found.first[chosen], times)]] = np.repeat(numbers[term[chosen]], times)
        self._keys.append(keys)
        self._count += len(keys)

    def close(self) -> tuple[Numbers, Numbers]:
        """Return their keys in order, and for each word the number of the one that begins there, from 1 on, else 0."""
        keys = np.concatenate([np.zeros(0, dtype=np.int64), *self._keys])
        order = np.argsort(keys)
        number_of = np.zeros(self._count + 1, dtype=self._at.dtype)
        number_of[1 + order] = np.arange(1, self._count + 1)
        for part in np.array_split(self._at, max(1, len(self._at) // CHUNK)):  # in place: a row of all words more would be much
            part[:] = number_of[part]
        return keys[order], self._at


def segment_files(pages: Iterable[Findable], abbreviations: Iterable[tuple[str, str]] = ()) -> Iterator[File]:
    """Yield the files of a segment by name, all made in this process."""
    read, columns = read_pages(pages, abbreviations)
    yield from columns.files()
    del columns
    words, dated = known_words(read), read.dated
    del read  # its words are in memory once more
    yield from single_files(words)
    yield from pair_files(words, dated)


def known_words(read: Reading) -> Words:
    """Return the words of pages that are read, with what is known of them."""
    stream = stream_of(read)
    sides = np.array([EDGE, *map(side_of, stream.words[1:])], dtype=np.int64)
    return Words(stream, Texts(stream.words), np.array(list(map(rank_of, stream.words))), sides)


def single_files(words: Words) -> Iterator[File]:
    """Yield the files of single words."""
    begins: list[str] = []
    yield from _singles(words, begins)
    yield "words", packed_json(begins)


def pair_files(words: Words, dated: int) -> Iterator[File]:
    """Yield the files of pairs and triples, and the head, which says how many pages are `dated`; `words` have no marks then."""
    stream = words.stream
    pairs = Grid.of("p", words.texts, stream.words, _buckets(len(stream.numbers)), limit=LIMIT)
    frequent, common = _Frequent(stream), _Common()
    yield from _pairs(words, pairs, frequent, common)
    yield "near", packed_json(common.written(stream))
    keys, pair_at = frequent.close()
    del frequent
    texts = ["", *(f"{stream.words[key // len(stream.words)]} {stream.words[key % len(stream.words)]}" for key in keys.tolist())]
    triples = Grid.of("t", Texts(texts), texts, max(1, _buckets(len(texts) * GRAIN) // 8), limit=TRIPLES, whole=_ALL)
    words.stream = stream = replace(stream, marks=np.zeros(0, dtype=np.uint8))  # of triples they are not kept
    yield from _triples(words, triples, pair_at)
    cut = {"dated": dated, "pairs": _signs(pairs.pieces), "triples": _signs(triples.pieces)}
    yield "head", json.dumps(cut, separators=(",", ":")).encode()


def _signs(counts: Iterable[int]) -> str:
    """Return small counts as text, a sign each: "0" and those that follow it."""
    return "".join(chr(ord("0") + count) for count in counts)


def _buckets(words: int) -> int:
    """Return how many buckets the pairs of so many words are spread over: a power of two."""
    return min(MOST, 1 << max(0, (words // GRAIN).bit_length()))


def _singles(words: Words, begins: list[str]) -> Iterator[File]:
    """Yield the files of single words, in order of word; `begins` gets the word with which each shard begins."""
    stream, series = words.stream, Series("s")

    def make(task: Range) -> tuple[list[str], Made]:
        where = task.where
        marks = stream.marks[where].astype(np.uint64)
        found = postings_of(
            Occurrences(stream.numbers[where], len(stream.words), marks, stream.runs.at(where), where, stream.written), stream.count
        )
        lists = lists_of(found, stream.count)
        opens = bounds((np.cumsum(weights(found, lists)) / LIMIT).astype(np.int64))
        shards = np.repeat(np.arange(len(opens) - 1), np.diff(opens))
        part = Part(found, found.terms, np.zeros(len(found.terms), dtype=np.int64), (words.texts, words.texts))
        made = make_shards(part, lists, shards, count=len(opens) - 1, narrow=True)
        return [stream.words[place] for place in found.terms[opens[:-1]].tolist()], made

    for task in ranges(np.arange(len(stream.words)), stream.numbers, len(stream.words)):
        names, made = make(task)
        begins += names
        yield from numbered(made, series)


def _pairs(words: Words, grid: Grid, frequent: _Frequent, common: _Common) -> Iterator[File]:
    """Yield the files of pairs; `frequent` and `common` are told of them."""
    stream, series = words.stream, Series(grid.name)

    def make(task: Range) -> tuple[list[int], Made]:
        where = task.where[stream.numbers[task.where + 1] != 0]
        if not len(where):
            return [], Made([], [], [])
        first, second = stream.numbers[where].astype(np.int64), stream.numbers[where + 1].astype(np.int64)
        marks = stream.marks[where].astype(np.uint64) << np.uint64(8) | stream.marks[where + 1].astype(np.uint64)
        found = Occurrences(first * len(stream.words) + second, limit_of(words, grid), marks, stream.runs.at(where), where, stream.written)
        part = part_of(words, grid, found)
        common.add(part)
        frequent.add(part)
        return shards_of(words, grid, part, task, words.around)

    for task in ranges(grid.buckets, stream.numbers, grid.number):
        pieces, made = make(task)
        grid.note(task.start, pieces)
        yield from numbered(made, series)
    grid.close()


def _triples(words: Words, grid: Grid, pair_at: Numbers) -> Iterator[File]:
    """Yield the files of triples both of whose pairs are frequent; a large segment is done half of the buckets at a time.

    `pair_at` has for each word the number of the frequent pair that begins there, else 0.
    """
    stream, series = words.stream, Series(grid.name)

    def make(task: Range) -> tuple[list[int], Made]:
        where, first = there[task.where].astype(np.int64), pairs[task.where].astype(np.int64)
        second = stream.numbers[where + 2].astype(np.int64)
        pages = Places(stream.runs.places.pages[stream.runs.of_words(where)], np.zeros(len(where), dtype=np.uint8))
        marks = np.zeros(len(where), dtype=np.uint64)
        found = Occurrences(first * len(stream.words) + second, limit_of(words, grid), marks, pages, where, stream.written)
        return shards_of(words, grid, part_of(words, grid, found), task)

    upper = grid.buckets >= grid.number // 2
    for wanted in (~upper, upper) if len(stream.numbers) > LARGE else (np.ones_like(upper),):
        wanted[0] = False
        there = np.flatnonzero(looked_up(wanted, pair_at[:-1]) & (pair_at[1:] != 0)).astype(np.uint32)
        pairs = pair_at[there]
        for task in ranges(grid.buckets, pairs, grid.number):
            pieces, made = make(task)
            grid.note(task.start, pieces)
            yield from numbered(made, series)
    grid.close()
