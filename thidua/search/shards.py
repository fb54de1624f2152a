"""Postings as files: terms and what is small in a shard, long lists and neighbours in files beside it.

A shard says first of each term its text, and of each form how many postings of each weight it has and its marks. Then follow the postings
themselves, as gaps between pages in as few bits as they need. Of a form with many
postings only the first ones are in the shard, so that it is small whatever the archive's size; the others are in files of the same
letter with "r", one after another, which are read when lists are intersected: a shard says where its own begin. Of a form that most
pages have, there stand instead of the pages that only say it those that do not, if these are fewer. So are the neighbours of pairs, in
files with "n".

Nothing of it is packed. zlib would save a fifth of a shard of ten thousand articles, and of a small portal's up to two fifths; but to
unpack a dozen of them took a twentieth of the time to the first results.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from thidua.search.encoding import File, varint
from thidua.search.findable import LEVELS, TEXT
from thidua.search.packing import Codes, Numbers, bounds, distinct, pack, ragged, rice_bits, rice_codes, varints
from thidua.search.places import SIDE_BITS
from thidua.search.postings import Postings

WHOLE: Final = 256
"""A form with more postings than these …"""

BEGUN: Final = 32
"""… has only the first ones in its shard."""

MIXED: Final = LEVELS + 2
"""Stands for a weight where a form's postings have several: then their numbers follow, those of the greatest weight first."""

FEW: Final = 64
"""The neighbours of a pair are kept where it has no more postings; where two pairs that overlap have more, the triple is a term itself."""

REST: Final = 800
"""The rests of forms go on in another file once one has so many bytes …"""

SIDES: Final = 1800
"""… and so do neighbours."""

NO_REST: Final = -1
"""The length of the rest of a form that is not cut; that of another one may be nothing."""

_NEXT: Final = 0x1F
"""Begins another first word; smaller signs say how many letters the word has in common with the one before."""

_SAME: Final = 16


Around = Callable[[Numbers], Numbers]


@dataclass(slots=True)
class Series:
    """Files that are numbered one after another, as parts of an index are written: shards, what is beyond them, and neighbours."""

    name: str
    shards: int = 0
    rests: int = 0
    sides: int = 0


class Part(NamedTuple):
    """Postings with the words of their terms: the numbers of each term's first and second word, in their texts."""

    found: Postings
    first: Numbers
    second: Numbers
    texts: tuple[Texts, Texts]


class Lists(NamedTuple):
    """Pages as codes: of each page the form whose it is, how many codes it takes, and whether it is in the shard; which forms are cut."""

    codes: Codes
    form: Numbers
    pieces: Numbers
    inside: Numbers
    cut: Numbers


class Texts:
    """The texts of words, ready to be written."""

    def __init__(self, words: Sequence[str]) -> None:
        encoded = [word.encode() for word in words]
        self.lengths = np.array([len(word) for word in encoded], dtype=np.int64)
        self.starts = np.concatenate(([0], np.cumsum(self.lengths)[:-1]))
        self.signs = np.frombuffer(b"".join(encoded) + bytes(range(32)), dtype=np.uint8)
        self.controls = int(self.lengths.sum())
        self._heads = np.array([word[:_SAME] for word in encoded], dtype=f"S{_SAME}").view(np.uint8).reshape(-1, _SAME)

    def common(self, one: Numbers, other: Numbers) -> Numbers:
        """Return how many bytes pairs of words have in common at their beginning, as far as it counts."""
        same = np.logical_and.accumulate(self._heads[one] == self._heads[other], axis=1).sum(axis=1)
        found: Numbers = np.minimum(same, np.minimum(self.lengths[one], self.lengths[other]))
        return found


def lists_of(found: Postings, count: int, whole: int = WHOLE) -> Lists:
    """Return the pages of postings, all of them below `count`, as codes; a form with more than `whole` is cut."""
    cut = found.counts > whole
    places = np.arange(len(found.form)) - found.starts[:-1][found.form]
    inside = (places < BEGUN) | ~cut[found.form]
    form, run, pages = found.form, 2 * (found.form * LEVELS + LEVELS - 1 - found.levels), found.pages
    without = _without(found, count, cut)
    if without:
        form, run, pages, inside = _replaced((form, run, pages, inside), without)
    runs = bounds(run)
    lengths = np.diff(runs)
    gaps = pages.copy()
    gaps[1:] -= pages[:-1] + 1
    gaps[runs[:-1]] = pages[runs[:-1]]
    codes, pieces = rice_codes(gaps, np.repeat(rice_bits(count, lengths), lengths))
    return Lists(codes, form, pieces, inside, cut)


class _Without(NamedTuple):
    """The postings from `start` to before `end`, of a form that is cut, and the pages without it that are written for them."""

    form: int
    start: int
    end: int
    pages: Numbers


def _without(found: Postings, count: int, cut: Numbers) -> list[_Without]:
    """Return what is written as pages without a form: of each form that is cut the rest of those that only say it, if those are more."""
    texts = np.bincount(found.form[found.levels == TEXT], minlength=len(found.term))
    rests = np.minimum(texts, found.counts - BEGUN)
    ends = found.starts[1:]
    return [
        _Without(form, int(ends[form] - rests[form]), int(ends[form]), _others(found.pages[found.starts[form] : ends[form]], count))
        for form in np.flatnonzero(cut & (count - found.counts < rests)).tolist()
    ]


def _others(pages: Numbers, count: int) -> Numbers:
    """Return the pages below `count` that are not among `pages`."""
    there = np.ones(count, dtype=bool)
    there[pages] = False
    return np.flatnonzero(there)


def _replaced(columns: tuple[Numbers, ...], without: list[_Without]) -> tuple[Numbers, ...]:
    """Return form, run, page and whether it is in the shard with what is written instead of some postings."""
    parts: list[tuple[Numbers, ...]] = []
    done = 0
    for form, start, end, pages in without:
        parts.append(tuple(column[done:start] for column in columns))
        last = 2 * (form * LEVELS + LEVELS - 1 - TEXT) + 1  # a run of its own, behind all of the form
        parts.append((np.full(len(pages), form), np.full(len(pages), last), pages, np.zeros(len(pages), dtype=bool)))
        done = end
    parts.append(tuple(column[done:] for column in columns))
    return tuple(map(np.concatenate, zip(*parts, strict=True)))


def weights(found: Postings, lists: Lists) -> Numbers:
    """Return about how many bytes of its shard each term takes."""
    inside = np.repeat(lists.inside, lists.pieces)
    form = np.repeat(lists.form, lists.pieces)[inside]
    bits = np.bincount(form, weights=lists.codes.widths[inside], minlength=len(found.term)) + 6
    whole: Numbers = np.bincount(found.term, weights=bits, minlength=len(found.terms)) / 8 + 1.2
    return whole


class Made(NamedTuple):
    """Some shards that follow one another as they are written, but for the numbers of the files beside them, which are not known yet.

    Of each shard the first of these numbers, counted from the first one of `rests` and of `sides`, and its bytes.
    """

    shards: list[tuple[int, int, bytes]]
    rests: list[bytes]
    sides: list[bytes]


def numbered(made: Made, series: Series) -> Iterator[File]:
    """Yield shards and the files beside them, which go on where those of their series end."""
    for place, (rest, side, data) in enumerate(made.shards, series.shards):
        yield f"{series.name}{place}", checked(varint(series.rests + rest) + varint(series.sides + side) + data)
    yield from ((f"{series.name}r{place}", data) for place, data in enumerate(made.rests, series.rests))
    yield from ((f"{series.name}n{place}", data) for place, data in enumerate(made.sides, series.sides))
    series.shards += len(made.shards)
    series.rests += len(made.rests)
    series.sides += len(made.sides)


def make_shards(  # noqa: PLR0913 # what is written, and how
    part: Part, lists: Lists, shards: Numbers, *, count: int, narrow: bool = False, around: Around | None = None
) -> Made:
    """Return `count` shards; `shards` is the number of each term's, in order, `narrow`: terms are single words.

    `around` gives the neighbours of pairs.
    """
    found = part.found
    shard_of_form = shards[found.term]
    form = np.repeat(lists.form, lists.pieces)
    near = np.repeat(lists.inside, lists.pieces)
    bits, bit_ends = pack(_chosen(lists.codes, near), shard_of_form[form[near]], count)
    long_forms = np.flatnonzero(lists.cut)
    rest, rest_ends = pack(_chosen(lists.codes, ~near), np.searchsorted(long_forms, form[~near]), len(long_forms))
    rest_lengths = np.full(len(found.term), NO_REST)
    rest_lengths[long_forms] = np.diff(rest_ends)
    sides, side_ends = _sides(found, shards, count, around)
    rest_places, rest_files = _gathered(rest, rest_ends, REST)
    side_places, side_files = _gathered(sides, side_ends, SIDES)
    long_of_shard = np.searchsorted(long_forms, np.searchsorted(shard_of_form, np.arange(count)))
    keys, key_ends = _keys(part, shards, count)
    heads, head_ends = _heads(found, rest_lengths, shard_of_form, count)
    marks = np.stack((found.marks >> 8, found.marks & 255), axis=1).astype(np.uint8)[:, narrow:]
    form_ends = np.searchsorted(shard_of_form, np.arange(count + 1)).tolist()
    found_shards = []
    for place in range(count):
        tail = bits[bit_ends[place] : bit_ends[place + 1]]
        key, head = keys[key_ends[place] : key_ends[place + 1]], heads[head_ends[place] : head_ends[place + 1]]
        rest_file, rest_start = rest_places[long_of_shard[place]]
        side_file, side_start = side_places[place]
        mark = marks[form_ends[place] : form_ends[place + 1]].tobytes()
        numbers = b"".join(map(varint, (rest_start, side_start, len(key), len(head), len(mark))))
        found_shards.append((rest_file, side_file, numbers + key + head + mark + tail))
    return Made(found_shards, rest_files, side_files)


def _gathered(data: bytes, ends: Numbers, limit: int) -> tuple[list[tuple[int, int]], list[bytes]]:
    """Return the file and the place in it of each piece of data, and of what would follow; and the files, each of at least `limit`."""
    places: list[tuple[int, int]] = []
    files: list[bytes] = []
    start = 0
    for begin, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        places.append((len(files), begin - start))
        if end - start >= limit:
            files.append(checked(data[start:end]))
            start = end
    places.append((len(files), len(data) - start))
    return places, files if start == len(data) else [*files, checked(data[start:])]


def _chosen(codes: Codes, which: Numbers) -> Codes:
    return Codes(codes.values[which], codes.widths[which])


def checked(data: bytes) -> bytes:
    """Return data with what shows damage before it."""
    return zlib.adler32(data).to_bytes(4, "big") + data


def _keys(part: Part, shards: Numbers, count: int) -> tuple[bytes, Numbers]:
    """Return the texts of terms: of each first word once, of each second one what differs from the one before."""
    first, second = part.first, part.second
    outer, inner = part.texts
    opens = np.ones(len(first), dtype=bool)
    opens[1:] = (first[1:] != first[:-1]) | (shards[1:] != shards[:-1])
    common = np.zeros(len(first), dtype=np.int64)
    common[1:] = inner.common(second[1:], second[:-1])
    common[opens] = 0
    beyond = len(outer.signs)
    places = (
        np.full(len(first), beyond + inner.controls + _NEXT),
        outer.starts[first],
        beyond + inner.controls + common,
        beyond + inner.starts[second] + common,
    )
    sizes = (opens, outer.lengths[first] * opens, np.ones(len(first), dtype=np.int64), inner.lengths[second] - common)
    lengths = np.stack(sizes, axis=1)
    signs = np.concatenate((outer.signs, inner.signs))[ragged(np.stack(places, axis=1).ravel(), lengths.ravel())]
    ends = np.concatenate(([0], np.cumsum(lengths.sum(axis=1))))
    return signs.tobytes(), ends[np.searchsorted(shards, np.arange(count + 1))]


def _heads(found: Postings, rest_lengths: Numbers, shard_of_form: Numbers, count: int) -> tuple[bytes, Numbers]:
    """Return what is said of each form: how many postings it has, of which weights, whether another form follows, how long its rest is.

    After the last one of several forms follows on how many pages the term is.
    """
    forms = len(found.term)
    by_level = np.bincount(found.form * LEVELS + (LEVELS - 1 - found.levels), minlength=forms * LEVELS).reshape(forms, LEVELS)
    mixed = (by_level > 0).sum(axis=1) > 1
    weight = np.where(mixed, MIXED, LEVELS - 1 - by_level.argmax(axis=1))
    follows = np.zeros(forms, dtype=bool)
    follows[:-1] = found.term[1:] == found.term[:-1]
    ends_several = np.zeros(forms, dtype=bool)
    ends_several[1:] = follows[:-1] & ~follows[1:]
    head = (found.counts * 8 + weight) * 2 + follows
    columns = np.column_stack((head, by_level, rest_lengths, _pages_of_terms(found)[found.term]))
    there = np.column_stack((np.ones(forms, dtype=bool), *([mixed] * LEVELS), rest_lengths != NO_REST, ends_several))
    signs, lengths = varints(columns[there])
    sizes = np.bincount(np.repeat(np.arange(forms), there.sum(axis=1)), weights=lengths, minlength=forms).astype(np.int64)
    ends = np.concatenate(([0], np.cumsum(sizes)))
    return signs.tobytes(), ends[np.searchsorted(shard_of_form, np.arange(count + 1))]


def _pages_of_terms(found: Postings) -> Numbers:
    """Return on how many pages each term is, in whatever forms."""
    several = np.bincount(found.term, minlength=len(found.terms)) > 1
    term = found.term[found.form]
    chosen = several[term]
    size = int(found.pages.max(initial=0)) + 1
    different = distinct(term[chosen] * size + found.pages[chosen])
    counts: Numbers = np.where(several, np.bincount(different // size, minlength=len(found.terms)), found.sizes)
    return counts


def _sides(found: Postings, shards: Numbers, count: int, around: Around | None) -> tuple[bytes, Numbers]:
    """Return the neighbours of each posting of a term that has few: those before and after it, wherever it is on a page."""
    if around is None:
        return b"", np.zeros(count + 1, dtype=np.int64)
    posting = np.flatnonzero((found.sizes <= FEW)[found.term[found.form]])
    owner = np.repeat(posting, found.times[posting])
    beside = around(found.places[ragged(found.first[posting], found.times[posting])])
    each = distinct(owner << (2 * SIDE_BITS) | beside)
    owner = each >> (2 * SIDE_BITS)
    more = np.zeros(len(owner), dtype=np.int64)
    more[:-1] = owner[1:] == owner[:-1]
    values = (each & ((1 << 2 * SIDE_BITS) - 1)) << 1 | more
    group = shards[found.term[found.form[owner]]]
    return pack(Codes(values, np.full(len(values), 2 * SIDE_BITS + 1)), group, count)
