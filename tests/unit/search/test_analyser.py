"""Text is cut into words; `tests/search/words.json` holds this analyser and the reader's script to one another."""

from __future__ import annotations

import json
from array import array
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.search.analyser import LONGEST, words_of
from thidua.search.syllables import BREAK, FIRST_OTHER, ONSETS, RIMES, TONES, number_of
from thidua.search.terms import Fields, packed, unpacked

CASES = json.loads((Path(__file__).parents[2] / "search" / "words.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_words_are_those_of_the_table(case: dict[str, object]) -> None:
    """Every text of the table is cut into its words, clause by clause."""
    assert [[[word.folded, word.marks] for word in clause] for clause in words_of(str(case["text"]))] == case["clauses"]


@given(st.text())
def test_any_text_is_cut(text: str) -> None:
    """Whatever it is given, the analyser returns words: none empty, none with white space, none longer than what counts."""
    words = [word for clause in words_of(text) for word in clause]
    assert all(word.folded and not any(letter.isspace() for letter in word.folded) for word in words)
    assert all(len(word.folded) <= 2 * LONGEST for word in words)


def test_every_syllable_has_a_number_of_its_own() -> None:
    """Each syllable of the spelling is known by one number, wherever its tone stands; other words have none."""
    numbers = {number_of(onset + rime) for onset in ONSETS for rime in RIMES}
    assert None not in numbers
    assert max(number or 0 for number in numbers) + len(TONES) < FIRST_OTHER
    assert number_of("hoà") == number_of("hòa") != number_of("hoa")
    assert all(map(number_of, ("gìn", "giếng", "quốc", "khuỷu")))
    assert number_of("blockchain") is None


@given(st.lists(st.text(alphabet="aăâđeêiouơư bcdghnt.,01 \n", max_size=40), min_size=6, max_size=6))
def test_terms_come_back_as_they_were_packed(texts: list[str]) -> None:
    """The words of each field are kept apart, and a word that no spelling knows is kept as text."""
    terms = unpacked(packed(Fields(*texts), "Báo Mẫu"))
    numbers = iter(array(terms.width, terms.numbers))
    for text, length in zip(texts, terms.lengths, strict=True):
        own = list(islice(numbers, length))
        others = [terms.others[number - FIRST_OTHER] for number in own if number >= FIRST_OTHER]
        assert sum(number != BREAK for number in own) == sum(map(len, words_of(text)))
        assert all(other.strip() for other in others)
    assert (list(numbers), terms.source) == ([], "Báo Mẫu")
