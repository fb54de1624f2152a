"""Numbers as few bits and bytes, many at once: what the index is written with, and `static/search/bits.js` reads.

Bits are filled from the lowest on. Every function works on whole arrays; a loop over the millions of numbers of an index would take
minutes.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]

RUN: Final = 1 << (_RUN_BITS := 4)
"""So many ones in a row are written at once; a longer run is written in pieces."""

CHUNK: Final = 1 << 18
"""So many of millions of numbers are looked at at once."""

WIDEST: Final = 16
"""The most bits that a gap's lower part has."""


class Codes(NamedTuple):
    """What is to be written one after another: values of at most 32 bits, and how many bits of each are written."""

    values: Numbers
    widths: Numbers


def rice_bits(universe: int, counts: Numbers) -> Numbers:
    """Return how many bits of a gap are written as they are, where so many numbers below `universe` are written as gaps."""
    mean = np.maximum(universe * 11 // (16 * np.maximum(counts, 1)), 1)
    bits: Numbers = np.minimum(np.frexp(mean.astype(np.float64))[1] - 1, WIDEST)
    return bits


def rice_codes(gaps: Numbers, bits: Numbers) -> tuple[Codes, Numbers]:
    """Return the codes for gaps, and how many codes each gap takes.

    A gap is written as so many ones as its upper part says, a zero, and its lower `bits`.
    """
    upper = gaps >> bits
    pieces = 1 + (upper >> _RUN_BITS)
    left = upper & (RUN - 1)
    values = ((1 << left) - 1) | ((gaps & ((1 << bits) - 1)) << (left + 1))
    widths = left + 1 + bits
    if pieces.max(initial=1) == 1:
        return Codes(values, widths), pieces
    last = np.cumsum(pieces) - 1
    all_values = np.full(int(pieces.sum()), (1 << RUN) - 1, dtype=np.int64)
    all_widths = np.full(len(all_values), RUN, dtype=np.int64)
    all_values[last], all_widths[last] = values, widths
    return Codes(all_values, all_widths), pieces


def pack(codes: Codes, groups: Numbers, count: int) -> tuple[bytes, Numbers]:
    """Return codes as bytes, each group beginning with a byte of its own, and where each of `count` groups begins.

    `groups` is the number of each code's group, in order; the last place is where the bytes end.
    """
    ends = np.cumsum(codes.widths)
    lengths = np.bincount(groups, weights=codes.widths, minlength=count).astype(np.int64)
    starts = np.concatenate(([0], np.cumsum((lengths + 7) // 8)))
    before = np.cumsum(lengths) - lengths
    places = ends - codes.widths + (starts[:-1] * 8 - before)[groups]
    words = places >> 5
    shifted = codes.values.astype(np.uint64) << (places & 31).astype(np.uint64)
    size = int(starts[-1]) // 4 + 2
    low = np.bincount(words, weights=(shifted & np.uint64(0xFFFFFFFF)).astype(np.float64), minlength=size)
    high = np.bincount(words + 1, weights=(shifted >> np.uint64(32)).astype(np.float64), minlength=size)
    packed = (low[:size] + high[:size]).astype("<u4")  # codes never share a bit, so that adding them is joining them
    return packed.tobytes()[: int(starts[-1])], starts


def varints(values: Numbers) -> tuple[npt.NDArray[np.uint8], Numbers]:
    """Return numbers as bytes, seven bits each, the lowest first, all but the last one marked, and how many bytes each takes."""
    lengths = np.ones(len(values), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        lengths += values >= (1 << bits)
    starts = np.cumsum(lengths) - lengths
    found = np.zeros(int(lengths.sum()), dtype=np.uint8)
    for place in range(int(lengths.max(initial=0))):
        there = lengths > place
        more = (lengths[there] > place + 1).astype(np.int64) << 7
        found[starts[there] + place] = ((values[there] >> (7 * place)) & 127) | more
    return found, lengths


def ragged(starts: Numbers, lengths: Numbers) -> Numbers:
    """Return the numbers from each start on, so many as its length says, one run after another."""
    total = int(lengths.sum())
    before = np.cumsum(lengths) - lengths
    found: Numbers = np.repeat(starts - before, lengths) + np.arange(total)
    return found


def looked_up(table: Numbers, numbers: Numbers) -> Numbers:
    """Return what a table has at each of many small numbers; as table[numbers], which would first write them all as large ones."""
    found = np.empty(len(numbers), dtype=table.dtype)
    for start in range(0, len(numbers), CHUNK):
        found[start : start + CHUNK] = table[numbers[start : start + CHUNK]]
    return found


def counted(numbers: Numbers, size: int) -> Numbers:
    """Return how often each number below `size` is among many small ones; as np.bincount, which would do the same."""
    found = np.zeros(size, dtype=np.int64)
    for start in range(0, len(numbers), CHUNK):
        found += np.bincount(numbers[start : start + CHUNK], minlength=size)
    return found


def bounds(keys: Numbers) -> Numbers:
    """Return where each run of equal keys begins, and their number at the end."""
    if not len(keys):
        return np.zeros(1, dtype=np.int64)
    changes = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    return np.concatenate(([0], changes, [len(keys)]))


def distinct(values: Numbers) -> Numbers:
    """Return each value once, in order."""
    found = np.sort(values)  # np.unique hashes, which takes ten times as long
    return found[bounds(found)[:-1]]
