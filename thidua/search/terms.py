"""What search knows of an entry's own file, as bytes: the words of its title, summary, names and text.

These bytes are made when a file is read, in the worker that reads it, and kept in the store beside its HTML: an article that did not
change is never cut again. A word that the spelling knows is its number (`syllables`), any other one a number from FIRST_OTHER on,
which means its place in the list of other words at the end.
"""

from __future__ import annotations

import re
import struct
import sys
from array import array
from collections.abc import Iterable
from functools import cache
from html import unescape
from typing import Final, NamedTuple

from thidua.model.kinds import Article, Cluster, Conference, Document, Front, Model
from thidua.search.analyser import cut
from thidua.search.encoding import width_of
from thidua.search.syllables import BREAK, FIRST_OTHER, number_of
from thidua.vietnamese import normalize
from thidua.words.vocabulary import VOCABULARY

_HEAD: Final = struct.Struct("<7I")
_INLINE: Final = re.compile(r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)\b[^>]*>")
_TAG: Final = re.compile(r"<[^>]*>")
_HEADING: Final = re.compile(r"<h[2-6]\b[^>]*>(.*?)</h[2-6]>", re.DOTALL)

_OTHER: Final = 1 << 16
"""Numbers from here on are those of other words while an entry is cut.

So their third byte is not zero, as that of a syllable is, and they are found by it; a process forgets its chunks long before there are
1 << 24 of them.
"""

_THIRD_BYTE: Final = 2 if sys.byteorder == "little" else 1
_NOT_ZERO: Final = re.compile(rb"[^\0]")

_LINE_END: Final = "\0"
"""A chunk that no text has; two breaks stand for it, so that names one below the other are told from clauses of one."""

_TYPE: Final = "type:"

_NUMBER: Final = re.compile(r"0*(\d+)(?:/(\d{4}))?/").match
_SHORT: Final = {"nghi-dinh": "NĐ", "nghi-quyet": "NQ", "thong-tu": "TT", "quyet-dinh": "QĐ", "chi-thi": "CT", "ke-hoach": "KH"}
"""What forms of documents are called for short, as in their numbers."""

CHUNKS: Final = 40_000
"""So many chunks a process remembers before it begins anew."""


class Fields(NamedTuple):
    """The texts of an entry by weight.

    What it goes by beside its title, the title, its summary, whom and what it names, its headings, all of its text.
    """

    called: str
    title: str
    summary: str
    names: str
    headings: str
    body: str


class Terms(NamedTuple):
    """The words of an entry as numbers: how many of them each of `Fields` has, one field after another.

    `numbers` are bytes, of the type that `array` calls `width`; `others` are the words that the spelling does not know; `source` is whose
    text it is: a kind of source, or a name.
    """

    lengths: tuple[int, ...]
    width: str
    numbers: bytes
    others: tuple[str, ...]
    source: str


def terms_of(front: Front, summary: str, html: str) -> bytes:
    """Return what search knows of an entry by its own file."""
    headings, body = _texts(html)
    body = "\n".join((body, *_facts(front)))
    fields = Fields("\n".join(_called(front)), front.title, summary, "\n".join(_names(front)), headings, body)
    origin = front.source if isinstance(front, Article) else None
    return packed(fields, (origin.name or f"{_TYPE}{origin.type}") if origin else "")


def source_of(data: bytes) -> str:
    """Return whose text it is, of what `packed` made."""
    return unpacked(data).source


def source_type(source: str) -> str | None:
    """Return the kind of source that stands for a source without a name."""
    return source.removeprefix(_TYPE) if source.startswith(_TYPE) else None


def _texts(html: str) -> tuple[str, str]:
    """Return headings and text of a body, a line for each paragraph, cell or item."""
    plain = _INLINE.sub("", html)
    headings = "\n".join(_HEADING.findall(plain))
    return _text(headings), _text(plain)


def _text(html: str) -> str:
    text = _TAG.sub("\n", html)
    return unescape(text) if "&" in text else text


def _called(front: Front) -> Iterable[str]:
    """Yield what people call an entry beside its title."""
    if isinstance(front, Cluster):
        yield from front.other_names
    elif isinstance(front, Document):
        yield front.number
        yield from _spoken(front)
    elif isinstance(front, Model):
        yield front.subject.name


def _spoken(front: Document) -> Iterable[str]:
    """Yield a document as people call it who do not write its whole number: "Nghị định 152", "NĐ 152", "NĐ152", "Nghị định năm 2025"."""
    match = _NUMBER(front.number)
    if match:
        form = VOCABULARY[f"form_{front.form}"].vi
        number, year = match.groups()
        yield f"{form} {number}"
        if front.form in _SHORT:
            yield from (f"{_SHORT[front.form]} {number}", f"{_SHORT[front.form]}{number}")
        if year:
            yield f"{form} năm {year}"


def _names(front: Front) -> Iterable[str]:
    """Yield whom and what an entry names in words of its own: topics, people, places."""
    yield from front.tags
    if isinstance(front, Article):
        yield from (person.name for person in front.people if person.name)
        yield from front.author
    if isinstance(front, Conference):
        place = front.event.place
        yield from (text for text in (place.city, place.venue) if text) if place else ()
        yield from (name for award in front.awards for name in award.to)
    if isinstance(front, Model) and front.place:
        yield from (text for text in (front.place.hamlet, front.place.commune, front.place.district) if text)
    if isinstance(front, Document) and front.issuer:
        yield front.issuer


def _facts(front: Front) -> Iterable[str]:
    """Yield what the boxes and tables of an entry's page say beside its text."""
    if isinstance(front, Article):
        yield from (person.title for person in front.people if person.title)
    if isinstance(front, Conference):
        yield from front.event.activities
        yield from (item.label for item in front.statistics)
    if isinstance(front, Model):
        yield from (text for text in (front.occupation, front.circumstance, front.done, *front.results) if text)
    yield from (item.title for item in front.attachments if item.title)


class _Chunks(dict[str, bytes]):
    """Remembers the numbers of the words in a chunk of text, as bytes.

    `others` are the words that the spelling does not know, numbered from _OTHER on.
    """

    def __init__(self) -> None:
        self.others: list[str] = []
        self._places: dict[str, int] = {}
        self.forget()

    def __missing__(self, chunk: str) -> bytes:
        numbers = (BREAK if word == "" else number_of(word) or self._other(word) for word in cut(chunk))
        self[chunk] = found = array("I", numbers).tobytes()
        return found

    def _other(self, word: str) -> int:
        if word not in self._places:
            self._places[word] = _OTHER + len(self.others)
            self.others.append(word)
        return self._places[word]

    def forget(self) -> None:
        """Begin anew."""
        self.clear()
        self.others.clear()
        self._places.clear()
        self[_LINE_END] = array("I", [BREAK, BREAK]).tobytes()


_chunks = cache(_Chunks)


def packed(fields: Fields, source: str = "") -> bytes:
    """Return the words of texts as bytes, with whose text it is."""
    chunks = _chunks()
    if len(chunks) > CHUNKS:
        chunks.forget()
    numbers = array("I")
    lengths = []
    for text in fields:
        before = len(numbers)
        if text:
            lines = normalize(text).replace("\n", f" {_LINE_END} ")
            numbers.frombytes(b"".join(map(chunks.__getitem__, lines.split())))
            numbers.append(BREAK)
        lengths.append(len(numbers) - before)
    others: dict[int, int] = {}
    for match in _NOT_ZERO.finditer(numbers.tobytes()[_THIRD_BYTE :: numbers.itemsize]):
        place = match.start()
        numbers[place] = others.setdefault(numbers[place], FIRST_OTHER + len(others))
    narrow = array(width_of(FIRST_OTHER + len(others)), numbers)
    texts = "\n".join((" ".join(source.split()), *(chunks.others[key - _OTHER] for key in others)))
    return _HEAD.pack(*lengths, len(others)) + narrow.tobytes() + texts.encode()


def forget() -> None:
    """Give back what this process remembers of the texts that it cut."""
    _chunks().forget()


def unpacked(data: bytes) -> Terms:
    """Return what `packed` made bytes of."""
    *lengths, count = _HEAD.unpack_from(data)
    width = width_of(FIRST_OTHER + count)
    end = _HEAD.size + sum(lengths) * array(width).itemsize
    source, *others = data[end:].decode().split("\n")
    return Terms(tuple(lengths), width, data[_HEAD.size : end], tuple(others), source)
