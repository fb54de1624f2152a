"""A segment of the index: the same files whoever makes them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from thidua.search import encoding, segment
from thidua.search.analyser import Word
from thidua.search.findable import MARKED, TEXT, Findable
from thidua.search.postings import Occurrences, postings_of
from thidua.search.reading import read_pages
from thidua.search.segment import known_words, pair_files, segment_files, single_files
from thidua.search.syllables import FIRST_OTHER
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
    here, columns = read_pages(pages(400), [("TĐKT", "thi đua khen thưởng")])
    made = {**dict(columns.files()), **dict(single_files(known_words(here)))}
    there = pickle.loads(pickle.dumps(here))  # noqa: S301 # our own; perhaps not before this process is at the single words
    together = made | dict(pair_files(known_words(there), there.dated))
    assert together == alone
    assert {name.rstrip("0123456789") for name in alone} >= {"d", "s", "words", "p", "pr", "t", "near", "head"}


def test_a_large_segment_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked through half of the buckets at a time, with wide numbers, is what is made at once."""
    small = dict(segment_files(pages(1000)))
    monkeypatch.setattr(segment, "LARGE", 1)
    for narrow in (1, 20, FIRST_OTHER + 500):  # from the first page on, from some pair on, from some page on
        monkeypatch.setattr(encoding, "NARROW", narrow)
        assert dict(segment_files(pages(1000))) == small
    assert sum(name.startswith("t") for name in small) > 1


def test_reading_pages_needs_no_numpy() -> None:
    """Who only reads pages does not wait for it."""
    script = "import sys, thidua.search.reading, thidua.builder.folders; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)  # our own


def test_words_beside_a_number_are_said_as_often_as_they_are() -> None:
    """Other spellings of a document's number repeat the words around it, which weigh no more for that."""
    texts = ("theo Luật 06/2022/QH15 nêu", "Luật, Luật, Luật", "cụm", "khối", "cờ", "bằng khen")
    said = [replace(pages(1)[0], terms=packed(Fields("", "", "", "", "", text))) for text in texts]
    stream = known_words(read_pages(said, [])[0]).stream
    where = np.flatnonzero(stream.numbers)
    levels = stream.runs.at(where)
    found = postings_of(
        Occurrences(stream.numbers[where], len(stream.words), stream.marks[where], levels, where, stream.written), stream.count
    )
    term = found.term[found.form]
    luat = np.flatnonzero(found.terms[term] == stream.number(Word("luat", 0)))
    assert dict(zip(found.pages[luat].tolist(), found.levels[luat].tolist(), strict=True)) == {0: TEXT, 1: MARKED}


def test_what_all_pages_say_is_told_by_none() -> None:
    """The rest of a pair that is on every page takes no file: there is no page without it."""
    said = [replace(page, terms=packed(Fields("", "", "", "", "", "thi đua"))) for page in pages(1000)]
    names = {name.rstrip("0123456789") for name in dict(segment_files(said))}
    assert not {"pr", "sr"} & names
