"""The words of all pages of a segment as arrays: of each its number and its marks, and of runs of them their page and weight.

A segment's folded words are numbered in the order of their text, so that to sort numbers is to sort words.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from thidua.search.analyser import Word, marks_of, words_of
from thidua.search.encoding import width_of
from thidua.search.packing import CHUNK, Numbers, counted, looked_up
from thidua.search.reading import Reading
from thidua.search.syllables import FIRST_OTHER, ONSETS, RIMES, TONES, folded, folded_syllables

Spelt = tuple[Word, ...]
"""Words one behind another, as something may be written."""

_END: Final = Word("", 0)
_NUMBER: Final = re.compile(r"(\d+)/(?:(\d{4})/)?([^\W\d_].*)")
_BLOCK: Final = 64
"""Of so many words the run of the first one is known: most words are in runs that are longer."""


class Places(NamedTuple):
    """Whose words are where: the page and the weight of each word, or of each run of words."""

    pages: Numbers
    levels: Numbers


class Runs(NamedTuple):
    """Words one behind another that have page and weight in common: where each run ends, and both.

    To keep these of each of millions of words would double what the words take. `near` has for every _BLOCK words the run
    of the first one: that of any other is there or a few runs on.
    """

    ends: Numbers
    places: Places
    near: Numbers

    @classmethod
    def of(cls, lengths: Numbers, places: Places) -> Runs:
        """Return runs of these lengths, of which none is 0."""
        ends = np.cumsum(lengths).astype(np.uint32)
        blocks = np.arange(0, int(ends[-1]), _BLOCK, dtype=np.uint32)
        return cls(ends, places, np.searchsorted(ends, blocks, side="right").astype(np.uint32))

    def at(self, words: Numbers) -> Places:
        """Return page and weight of words, given by their place."""
        run = self.of_words(words)
        return Places(self.places.pages[run], self.places.levels[run])

    def of_words(self, words: Numbers) -> Numbers:
        """Return the runs of words, given by their place."""
        run: Numbers = self.near[words // _BLOCK]
        on = np.flatnonzero(self.ends[run] <= words)
        while len(on):
            run[on] += 1
            on = on[self.ends[run[on]] <= words[on]]
        return run


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """All words of a segment, one page after another, BREAK between clauses and at both ends; other spellings of what is on them follow.

    `numbers` has the folded form of each word, a number in `words`, which are sorted, where 0 is BREAK; `marks` goes with it, `runs` tell
    page and weight. `syllables` has of a word with its marks the number in `syllables.py`, if it is a syllable. The first `written`
    words are those of the texts themselves.
    """

    numbers: Numbers
    marks: Numbers
    runs: Runs
    words: tuple[str, ...]
    syllables: Mapping[tuple[int, int], int]
    written: int
    count: int

    def number(self, word: Word) -> int:
        """Return the number of a word that is among `words`."""
        return bisect_left(self.words, word.folded)


@cache
def _known() -> tuple[tuple[str, ...], Numbers, Numbers]:
    """Return the folded forms of all syllables that the spelling knows, and of each number of a syllable its form and marks."""
    syllables = folded_syllables()
    texts = sorted(set(syllables))
    places = {text: place for place, text in enumerate(texts)}
    forms = np.zeros(1 + len(syllables) * len(TONES), dtype=np.int64)
    forms[1:] = np.repeat([places[text] for text in syllables], len(TONES))
    bare = np.array([marks_of(onset + rime) for onset in ONSETS for rime in RIMES])  # without a tone: it is the last digit
    marks = np.zeros(len(forms), dtype=np.uint8)
    marks[1:] = (bare[:, None] + np.arange(len(TONES))).ravel()
    return tuple(texts), forms, marks


class _Spelling(NamedTuple):
    """A way to write something, and another one that means the same; a word without text is the end of a clause."""

    written: Spelt
    meant: Spelt


def _spellings(short: str, long: str) -> Iterator[_Spelling]:
    """Yield an abbreviation both ways; a long form of several clauses is written without signs between them, too."""
    brief, full = list(words_of(short)), list(words_of(long))
    if len(brief) == 1 and full:
        apart = tuple(word for clause in full for word in (*clause, _END))[:-1]
        together = tuple(word for clause in full for word in clause)
        yield _Spelling(tuple(brief[0]), apart)
        yield from (_Spelling(written, tuple(brief[0])) for written in dict.fromkeys((apart, together)))


def _spelt(word: str) -> Iterator[Spelt]:
    """Yield what people write for a document's number: 6/2022, 6/qh15, 6 2022/qh15 and 6 2022 qh15 for 6/2022/qh15; else nothing."""
    match = _NUMBER.fullmatch(word)
    if match:
        number, year, end = match.groups()
        brief = ((f"{number}/{year}",), (f"{number}/{end}",), (number, f"{year}/{end}")) if year else ()
        whole = tuple(part for part in (number, year, *end.split("/")) if part)
        yield from (tuple(Word(folded(part), marks_of(part)) for part in parts) for parts in (*brief, whole))


class _Rows(NamedTuple):
    """Words that are put behind a stream, so many in each row: their numbers and marks as bytes, how long rows are, and whose they are."""

    numbers: bytes
    marks: bytes
    lengths: Numbers
    places: Places


def _other_spellings(stream: Stream, spellings: Sequence[_Spelling], documents: Mapping[Word, Sequence[Spelt]]) -> Iterator[_Rows]:
    """Yield other spellings of what is in a stream, each between the words that stand around it."""
    groups: dict[tuple[int, int], dict[int, Spelt]] = defaultdict(dict)  # rows of one length, of each number one
    for word, rows in documents.items():
        for place, spelt in enumerate(rows):
            groups[place, len(spelt)][stream.number(word)] = spelt
    for _, group in sorted(groups.items()):
        row_of = np.zeros(len(stream.words), dtype=np.int64)
        row_of[list(group)] = np.arange(1, len(group) + 1)
        found = np.flatnonzero(looked_up(row_of > 0, stream.numbers))
        row = row_of[stream.numbers[found]] - 1
        numbers = np.array([[stream.number(part) for part in spelt] for spelt in group.values()])
        marks = np.array([[part.marks for part in spelt] for spelt in group.values()])
        yield _between(stream, found, found + 1, numbers[row], marks[row])
    for written, meant in spellings:
        found = _occurrences(stream.numbers, [stream.number(word) for word in written])
        numbers, marks = np.array([stream.number(word) for word in meant]), np.array([word.marks for word in meant])
        yield _between(stream, found, found + len(written), numbers, marks)


def _occurrences(numbers: Numbers, pattern: Sequence[int]) -> Numbers:
    """Return where a row of numbers begins that is the pattern."""
    found = np.flatnonzero(numbers[: len(numbers) - len(pattern)] == pattern[0])
    for place, number in enumerate(pattern[1:], 1):
        found = found[numbers[found + place] == number]
    return found


def _between(stream: Stream, start: Numbers, end: Numbers, numbers: Numbers, marks: Numbers) -> _Rows:
    """Return rows one behind another: what stands before `start`, `numbers` with `marks` instead, what stands at `end`, and a break."""
    width = marks.shape[-1] + 3
    rows = []
    for column, inside in ((stream.numbers, numbers), (stream.marks, marks)):
        row = np.zeros((len(start), width), dtype=column.dtype)
        row[:, 0], row[:, 1:-2], row[:, -2] = column[start - 1], inside, column[end]
        rows.append(row.tobytes())
    return _Rows(rows[0], rows[1], np.full(len(start), width), stream.runs.at(start))


def stream_of(read: Reading) -> Stream:
    """Return the words of pages that are read."""
    texts, forms, marks = _known()
    others = list(read.others)
    other_spellings = [spelling for pair in read.abbreviations for spelling in _spellings(*pair)]
    folded_others = [folded(word) for word in others]
    documents = {Word(folded(word), 0): spelt for word in sorted(others) if (spelt := tuple(_spelt(word)))}
    exact = _seen(read.numbers)
    used = counted(exact, FIRST_OTHER + len(others)) > 0
    used[0] = False
    more = {word.folded for spelling in other_spellings for word in (*spelling.written, *spelling.meant)}
    more |= {word.folded for rows in documents.values() for row in rows for word in row}
    met = (texts[place] for place in set(forms[np.flatnonzero(used[: len(forms)])].tolist()))
    words = sorted({"", *more, *met, *folded_others})
    places = {word: place for place, word in enumerate(words)}
    number_of = np.zeros(len(used), dtype=exact.dtype)
    number_of[1 : len(forms)] = np.array([places.get(text, 0) for text in texts])[forms[1:]]
    number_of[FIRST_OTHER:] = [places[word] for word in folded_others]
    marks_in = np.zeros(len(used), dtype=np.uint8)
    marks_in[: len(forms)] = marks
    marks_in[FIRST_OTHER:] = [marks_of(word) for word in others]
    numbers_of_all, marks_of_all = array(read.numbers.typecode), array("B")
    for start in range(0, len(exact), CHUNK):
        part = exact[start : start + CHUNK]
        numbers_of_all.frombytes(number_of[part].tobytes())
        marks_of_all.frombytes(marks_in[part].tobytes())
    known_ones = np.flatnonzero(used[: len(forms)]).tolist()
    syllables = dict(zip(zip(number_of[known_ones].tolist(), marks_in[known_ones].tolist(), strict=True), known_ones, strict=True))
    lengths, of_texts = _runs_of(read)

    def stream_of_columns(runs: Runs) -> Stream:
        numbers, marks = _seen(numbers_of_all), _seen(marks_of_all)
        return Stream(
            numbers=numbers, marks=marks, runs=runs, words=tuple(words), syllables=syllables, written=len(exact), count=read.count
        )

    more_rows = tuple(_other_spellings(stream_of_columns(Runs.of(lengths, of_texts)), other_spellings, documents))
    for rows in more_rows:  # the words grow in place, to be in memory once; nobody may see them by then
        numbers_of_all.frombytes(rows.numbers)
        marks_of_all.frombytes(rows.marks)
    of_all = (np.concatenate(parts) for parts in zip(of_texts, *(rows.places for rows in more_rows), strict=True))
    return stream_of_columns(Runs.of(np.concatenate((lengths, *(rows.lengths for rows in more_rows))), Places(*of_all)))


def _runs_of(read: Reading) -> tuple[Numbers, Places]:
    """Return how long the texts are that were read, the first break with them, and page and weight of each."""
    pages = np.array([0, *read.owners], dtype=width_of(read.count))
    return np.array([1, *read.lengths]), Places(pages, np.array([0, *read.levels], dtype=np.uint8))


def _seen(numbers: array[int]) -> Numbers:
    """Return an array as numpy sees it: the same memory."""
    found: Numbers = np.frombuffer(numbers, dtype=numbers.typecode)
    return found
