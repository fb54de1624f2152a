"""A segment of the index: the same files whoever makes them."""

from __future__ import annotations

import pickle

import pytest

from thidua.search import pages as reading
from thidua.search import segment, streams
from thidua.search.findable import Findable
from thidua.search.segment import pair_files, segment_files, single_files, words_of
from thidua.search.terms import Fields, packed


def pages(count: int) -> list[Findable]:
    """Return pages whose words are always the same, some of them on all."""
    syllables = "thi đua yêu nước khen thưởng cụm khối tỉnh Thái Nguyên Bắc Kạn".split()
    found = []
    for number in range(count):
        text = (
            "Thi đua yêu nước, " + " ".join(syllables[(number * step) % len(syllables)] for step in range(1, 40)) + f", {number}/QĐ-UBND."
        )
        terms = packed(Fields("", f"Bài {number}", "thi đua", "", "", text))
        page = Findable(
            address=f"bai-{number}/", title=f"Bài {number}", summary="", day="2026-03-01", section="", kind="news", own=False, terms=terms
        )
        found.append(page)
    return found


def test_pairs_that_another_process_makes_are_the_same() -> None:
    """Pages that are read go to a worker as they are; what both make is what one makes alone."""
    alone = dict(segment_files(pages(400), [("TĐKT", "thi đua khen thưởng")]))
    here = reading.Pages([("TĐKT", "thi đua khen thưởng")])
    made = dict(here.files(pages(400)))
    there = pickle.loads(pickle.dumps(here))  # noqa: S301 # our own
    together = {**made, **dict(single_files(words_of(here))), **dict(pair_files(words_of(there), there.dated))}
    assert together == alone
    assert {name.rstrip("0123456789") for name in alone} >= {"d", "s", "words", "p", "pr", "t", "near", "head"}


def test_a_large_segment_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked through half of the buckets at a time, with wide numbers, is what is made at once."""
    small = dict(segment_files(pages(1000)))
    monkeypatch.setattr(segment, "LARGE", 1)
    monkeypatch.setattr(segment, "NARROW", 1)
    monkeypatch.setattr(reading, "NARROW", 1)
    monkeypatch.setattr(streams, "NARROW", 1)
    assert dict(segment_files(pages(1000))) == small
    assert sum(name.startswith("t") for name in small) > 1
