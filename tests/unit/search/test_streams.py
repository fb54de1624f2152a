"""The words of a segment: which page each is of, and what it weighs."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from thidua.search.streams import Places, Runs

LENGTHS = st.lists(st.one_of(st.integers(1, 5), st.integers(62, 66), st.integers(127, 300)), min_size=1, max_size=40)


@given(LENGTHS, st.randoms(use_true_random=False))
def test_words_have_page_and_weight_of_their_run(lengths: list[int], dice: Random) -> None:
    """Of runs of any length, in any order of words: as if both were kept for each word."""
    each = Places(np.arange(len(lengths), dtype=np.uint16), np.arange(len(lengths), dtype=np.uint8) % 5)
    words = list(range(sum(lengths)))
    dice.shuffle(words)
    found = Runs.of(np.array(lengths), each).at(np.array(words))
    assert found.pages.tolist() == np.repeat(each.pages, lengths)[words].tolist()
    assert found.levels.tolist() == np.repeat(each.levels, lengths)[words].tolist()
