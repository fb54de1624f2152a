"""The words of all pages of a segment as arrays: one number a word, and of each its marks, its page and its weight.

A segment's folded words are numbered in the order of their text, so that to sort numbers is to sort words.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from thidua.search.analyser import Word, marks_of, words_of
from thidua.search.encoding import width_of
from thidua.search.packing import CHUNK, Numbers, counted, looked_up
from thidua.search.reading import Reading
from thidua.search.syllables import FIRST_OTHER, ONSETS, RIMES, TONES, folded, folded_syllables, written_as

_END: Final = Word("", 0)
_NUMBER: Final = re.compile(r"(\d+/\d{4})/")


class Places(NamedTuple):
    """Whose words are where: the page and the weight of each word."""

    pages: Numbers
    levels: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """All words of a segment, one page after another, BREAK between clauses and at both ends; other spellings of what is on them follow.

    `numbers` has the folded form of each word, a number in `words`, which are sorted, where 0 is BREAK; `marks`, `pages` and `levels` go
    with it. `spellings` has how a word with its marks is written, if it is a syllable that the spelling knows.
    """

    numbers: Numbers
    marks: Numbers
    pages: Numbers
    levels: Numbers
    words: tuple[str, ...]
    spellings: Mapping[tuple[int, int], str]
    count: int

    def number(self, word: Word) -> int:
        """Return the number of a word that is among `words`."""
        return bisect_left(self.words, word.folded)

    def at(self, places: Numbers) -> Places:
        """Return page and weight of the words at `places`."""
        return Places(self.pages[places], self.levels[places])


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

    written: tuple[Word, ...]
    meant: tuple[Word, ...]


def _spellings(short: str, long: str) -> Iterator[_Spelling]:
    """Yield an abbreviation both ways; a long form of several clauses is written without signs between them, too."""
    brief, full = list(words_of(short)), list(words_of(long))
    if len(brief) == 1 and full:
        apart = tuple(word for clause in full for word in (*clause, _END))[:-1]
        together = tuple(word for clause in full for word in clause)
        yield _Spelling(tuple(brief[0]), apart)
        yield from (_Spelling(written, tuple(brief[0])) for written in dict.fromkeys((apart, together)))


def _beginning(word: str) -> str:
    """Return the number and year of a document's number, by which people call it; nothing of any other word."""
    match = _NUMBER.match(word)
    return match[1] if match else ""


def _other_spellings(stream: Stream, spellings: Sequence[_Spelling], shorter: Numbers) -> Iterator[tuple[bytes, ...]]:
    """Yield other spellings of what is in a stream, each between the words that stand around it: numbers, marks, pages and levels.

    `shorter` has for each word the number of a shorter form, 0 if there is none.
    """
    found = np.flatnonzero(looked_up(shorter > 0, stream.numbers))
    yield _between(stream, found, found + 1, shorter[stream.numbers[found]][:, None], [0])
    for written, meant in spellings:
        found = _occurrences(stream.numbers, [stream.number(word) for word in written])
        numbers, marks = [stream.number(word) for word in meant], [word.marks for word in meant]
        yield _between(stream, found, found + len(written), numbers, marks)


def _occurrences(numbers: Numbers, pattern: Sequence[int]) -> Numbers:
    """Return where a row of numbers begins that is the pattern."""
    found = np.flatnonzero(numbers[: len(numbers) - len(pattern)] == pattern[0])
    for place, number in enumerate(pattern[1:], 1):
        found = found[numbers[found + place] == number]
    return found


def _between(stream: Stream, start: Numbers, end: Numbers, numbers: Sequence[int] | Numbers, marks: Sequence[int]) -> tuple[bytes, ...]:
    """Return rows one behind another: what stands before `start`, `numbers` with `marks` instead, what stands at `end`, and a break."""
    width = len(marks) + 3
    rows = []
    for column, inside in ((stream.numbers, numbers), (stream.marks, marks)):
        row = np.zeros((len(start), width), dtype=column.dtype)
        row[:, 0], row[:, 1:-2], row[:, -2] = column[start - 1], inside, column[end]
        rows.append(row)
    return tuple(part.tobytes() for part in (*rows, *(np.repeat(part, width) for part in stream.at(start))))


def stream_of(read: Reading) -> Stream:
    """Return the words of pages that are read."""
    texts, forms, marks = _known()
    others = list(read.others)
    other_spellings = [spelling for pair in read.abbreviations for spelling in _spellings(*pair)]
    folded_others = [folded(word) for word in others]
    exact = _seen(read.numbers)
    used = counted(exact, FIRST_OTHER + len(others)) > 0
    used[0] = False
    begun = {word: _beginning(word) for word in folded_others if _beginning(word)}
    spelt = {word.folded for spelling in other_spellings for word in (*spelling.written, *spelling.meant)}
    met = (texts[place] for place in set(forms[np.flatnonzero(used[: len(forms)])].tolist()))
    words = sorted({"", *spelt, *begun.values(), *met, *folded_others})
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
    written = {(int(number_of[number]), int(marks_in[number])): written_as(number) for number in known_ones}
    shorter = np.zeros(len(words), dtype=np.int64)
    shorter[[places[word] for word in begun]] = [places[word] for word in begun.values()]
    pages = _of_words(read, width_of(read.count), read.owners)
    columns = (numbers_of_all, marks_of_all, pages, _of_words(read, "B", read.levels))

    def stream_of_columns() -> Stream:
        numbers, marks, pages, levels = map(_seen, columns)
        return Stream(numbers=numbers, marks=marks, pages=pages, levels=levels, words=tuple(words), spellings=written, count=read.count)

    more = tuple(map(b"".join, zip(*_other_spellings(stream_of_columns(), other_spellings, shorter), strict=True)))
    for column, data in zip(columns, more, strict=True):  # they grow in place, to be in memory once; nobody may see them by then
        column.frombytes(data)
    return stream_of_columns()


def _of_words(read: Reading, width: str, of_texts: Sequence[int]) -> array[int]:
    """Return for each word what is known of its text; the first word is a break."""
    found = array(width, [0])
    found.frombytes(np.repeat(np.array(of_texts, dtype=width), read.lengths).tobytes())
    return found


def _seen(numbers: array[int]) -> Numbers:
    """Return an array as numpy sees it: the same memory."""
    found: Numbers = np.frombuffer(numbers, dtype=numbers.typecode)
    return found
