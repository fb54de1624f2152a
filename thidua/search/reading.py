"""The pages of a segment as they are read: the words of all, one page behind another, and what is told of each (`columns.py`).

It is small beside what is made of it, and needs no numpy, which takes a tenth of a second to import: so one process reads the pages, and
another one may make what is of their pairs.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from thidua.search.columns import Columns
from thidua.search.encoding import width_of
from thidua.search.findable import CALLED, MARKED, NAMED, TEXT, TITLED, Findable
from thidua.search.syllables import BREAK, FIRST_OTHER, TONES, folded, folded_syllables
from thidua.search.terms import Fields, Terms, packed, unpacked

_FIELDS: Final = (CALLED, TITLED, NAMED, NAMED, MARKED, TEXT)
"""The weight of each of `terms.Fields`."""

_HIGH_BYTE: Final = 1 if sys.byteorder == "little" else 0
_HIGH: Final = re.compile(b"[\\x%02x-\\xff]" % (FIRST_OTHER >> 8))


class Reading:
    """The words of pages, one page behind another; words that the spelling does not know get a number for the whole segment.

    `numbers` are the words, BREAK between clauses and at both ends. Of each text of a page `lengths` says how many of these it has,
    `levels` what they weigh, `owners` whose it is. `others` are the words from FIRST_OTHER on, `abbreviations` short forms and what each
    means, `dated` is how many pages have a day.
    """

    def __init__(self, abbreviations: Iterable[tuple[str, str]] = ()) -> None:
        """Begin before the first page."""
        self.abbreviations = tuple(abbreviations)
        self.others: dict[str, int] = {}
        self.numbers = array("H", [BREAK])
        self.lengths: list[int] = []
        self.levels: list[int] = []
        self.owners: list[int] = []
        self.count = 0
        self.dated = 0

    def add(self, page: Findable) -> list[str]:
        """Add the words of a page, whose place in the order is its number; return what it is called beside its title, folded."""
        levels = [CALLED if page.own and level == TITLED else max(TEXT, level - page.past) for level in _FIELDS]
        terms = self._add(page.terms, levels)
        if page.named or page.once:
            self._add(packed(Fields("", "", "", "\n".join(page.named), "", "\n".join(page.once))), levels)
        self.count += 1
        self.dated += bool(page.day)
        return _names(terms, terms.lengths[0])

    def _add(self, data: bytes, levels: Sequence[int]) -> Terms:
        terms = unpacked(data)
        others = [FIRST_OTHER + self.others.setdefault(word, len(self.others)) for word in terms.others]
        if self.numbers.typecode != (width := width_of(FIRST_OTHER + len(self.others))):
            self.numbers = array(width, self.numbers)
        first = len(self.numbers)
        found = array(terms.width, terms.numbers)
        self.numbers.extend(found if terms.width == self.numbers.typecode else array(self.numbers.typecode, found))
        for place in _others_in(found) if others else ():
            self.numbers[first + place] = others[found[place] - FIRST_OTHER]
        for level, length in zip(levels, terms.lengths, strict=True):
            if length:
                self.levels.append(level)
                self.lengths.append(length)
                self.owners.append(self.count)
        return terms


def read_pages(pages: Iterable[Findable], abbreviations: Iterable[tuple[str, str]] = ()) -> tuple[Reading, Columns]:
    """Return the words of pages and what is told of them; pages are in order, the newest first, and are taken one by one."""
    read, columns = Reading(abbreviations), Columns()
    for page in pages:
        columns.add(page, read.add(page))
    return read, columns


def _others_in(numbers: array[int]) -> Iterable[int]:
    """Return where the words are that the spelling does not know."""
    if numbers.typecode == "H":
        return (match.start() for match in _HIGH.finditer(numbers.tobytes()[_HIGH_BYTE::2]))
    return (place for place, number in enumerate(numbers) if number >= FIRST_OTHER)


def _names(terms: Terms, length: int) -> list[str]:
    """Return the folded words of each line among the first words of an entry."""
    syllables = folded_syllables()
    found: list[list[str]] = [[]]
    before = FIRST_OTHER
    for number in array(terms.width, terms.numbers[: length * array(terms.width).itemsize]):
        if number == BREAK == before:
            found.append([])
        elif number >= FIRST_OTHER:
            found[-1].append(folded(terms.others[number - FIRST_OTHER]))
        elif number != BREAK:
            found[-1].append(syllables[(number - 1) // len(TONES)])
        before = number
    return [" ".join(words) for words in found if words]
