"""Cuts text into the words that search knows: syllables, figures, dates and numbers of documents, clause by clause.

Invariant: `static/search/analyser.js` cuts every text into the same words; `tests/search/words.json` holds the two together. A word is
known by two things: its folded form, by which it is found, and its marks as a small number, by which the form that a reader typed
comes first. A word never spans white space, so each chunk between blanks is cut once a process and remembered: a portal's texts repeat
themselves, and an article costs a tenth of a millisecond.

Rejected: a word segmenter (its model would change the index from one release to the next), stemming and stop words (Vietnamese has no
endings, and "và" belongs in a phrase).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from thidua.search.syllables import BREAK, TONES, folded
from thidua.vietnamese import normalize

LONGEST: Final = 64
"""Letters of a word that count; a longer one is cut off."""

_LETTER: Final = r"[^\W\d_]"
_WORD: Final = r"(?:[^\W_]|[\u0300-\u036f])"
_ITEM: Final = re.compile(
    rf"""
      t[px]\.[bcdfghjklmnpqrstvwxzđ]+(?!{_WORD})              # a city's abbreviation: TP.HCM
    | {_LETTER}(?:\.{_LETTER})+(?!{_WORD})                     # letters with points: T.Ư
    | (?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}-[0-9]{{1,2}}-[0-9]{{4}})(?!{_WORD}|-)   # a date with dashes
    | [0-9]+(?:/[0-9]{{4}})?[-/]{_LETTER}{_WORD}*(?:[-/]{_WORD}+)*   # the number of a document: 06/2022/QH15, 05-CT/TW
    | [0-9]+(?:[.,:/][0-9]+)*{_WORD}*                         # a figure, date or time: 33.191, 01/3/2024, 14:30, 5km
    | [^\W_]{_WORD}*                                          # a word
    """,
    re.VERBOSE,
)
_JOINING: Final = frozenset("-'`&+_%\u2019\u02bc\u2010\u2011")
"""What may stand between two words of one clause; any other sign ends it."""

# Letters of other alphabets that look like ours: texts copied from elsewhere hold them, and nobody sees it.
_LOOKALIKES: Final = str.maketrans("аеорсхукмтнвіјѕԁһԛԝɡðɖοαε", "aeopcxykmthbijsdhqwgđđoae")
_INNER_DASH: Final = re.compile(r"(?<=[^\W_])[\u2010\u2011\u2013](?=[^\W_])")  # word processors make one of a hyphen
_ISO_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SHORT_DATE: Final = re.compile(r"([0-9]{1,2})([-.])([0-9]{1,2})\2([0-9]{4})")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_DOCUMENT: Final = re.compile(r"[0-9]+(?:/[0-9]{4})?[-/][^\W\d_]")  # begins the number of a document
_LEADING_ZEROS: Final = re.compile(r"(?<![0-9.,])0+(?=[0-9])")

_QUALITIES: Final = {
    "a": ("\u0306", "\u0302"),
    "e": ("\u0302",),
    "o": ("\u0302", "\u031b"),
    "u": ("\u031b",),
}
_FORMS: Final = 251
"""So many numbers of marks there are: no syllable needs more than 144."""


class Word(NamedTuple):
    """A word as it is compared: what is found by, and which marks it has."""

    folded: str
    marks: int


def words_of(text: str) -> Iterator[list[Word]]:
    """Yield the words of each clause of a text."""
    clause: list[Word] = []
    for line in normalize(text).split("\n"):
        for chunk in line.split():
            for item in cut(chunk):
                if item:
                    clause.append(Word(folded(item), marks_of(item)))
                elif clause:
                    yield clause
                    clause = []
        if clause:
            yield clause
            clause = []


def cut(chunk: str) -> list[str]:
    """Return the words in a text without white space, in lower case and in the one form in which they are written; "" between clauses.

    The text is as `vietnamese.normalize` leaves it.
    """
    lowered = unicodedata.normalize("NFC", chunk.lower()).translate(_LOOKALIKES)
    if not lowered.isascii():
        lowered = _INNER_DASH.sub("-", lowered)
    found: list[str] = []
    end = 0
    for match in _ITEM.finditer(lowered):
        if not _JOINING.issuperset(lowered[end : match.start()]):
            found.append("")
        found.append(_canonical(match[0][:LONGEST]))
        end = match.end()
    if not _JOINING.issuperset(lowered[end:]):
        found.append("")
    return found


def _canonical(word: str) -> str:
    """Return a figure or date as it is compared: 01/3/2024, 1.3.2024 and 2024-03-01 are one day, 33.191 and 33191 one number.

    Of the number of a document it does not count which of its signs is a dash.
    """
    if not "0" <= word[0] <= "9":
        return word
    if match := _ISO_DATE.fullmatch(word):
        word = f"{match[3]}/{match[2]}/{match[1]}"
    elif match := _SHORT_DATE.fullmatch(word):
        word = f"{match[1]}/{match[3]}/{match[4]}"
    elif _GROUPED.fullmatch(word):
        word = word.replace(".", "")
    elif _DOCUMENT.match(word):
        word = word.replace("-", "/")
    return _LEADING_ZEROS.sub("", word)


def marks_of(word: str) -> int:
    """Return the marks of a word as a number; two words of one folded form have the same one when they are written alike.

    Where a tone is placed does not count: hoà and hòa are one. A word's quality marks are the digits of a number, in the order of its
    letters, with the tone as the last one.
    """
    if word.isascii() and not any(letter in word for letter in "aeoud"):
        return 0
    marks = tone = 0
    apart = unicodedata.normalize("NFD", word)
    for place, letter in enumerate(apart):
        if letter in _QUALITIES:
            found = 0
            for mark in _marks_after(apart, place):
                if mark in _QUALITIES[letter]:
                    found = _QUALITIES[letter].index(mark) + 1
            marks = (marks * (len(_QUALITIES[letter]) + 1) + found) % _FORMS
        elif letter in "dđ":
            marks = (marks * 2 + (letter == "đ")) % _FORMS
        elif letter in TONES[1:]:
            tone = TONES.index(letter)
    return (marks * len(TONES) + tone) % _FORMS


def _marks_after(text: str, place: int) -> Iterable[str]:
    end = place + 1
    while end < len(text) and "\u0300" <= text[end] <= "\u036f":
        end += 1
    return text[place + 1 : end]


__all__ = ["BREAK", "Word", "cut", "folded", "marks_of", "words_of"]
