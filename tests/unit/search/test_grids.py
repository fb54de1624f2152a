"""Terms spread over shards: every place of every term is in one range, whatever their number."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from thidua.search import grids
from thidua.search.grids import ranges


@pytest.mark.parametrize("coarse", [1, 700, grids.COARSE])
@pytest.mark.parametrize("groups", [1, 64, 70_000])
def test_every_place_is_in_one_range(monkeypatch: pytest.MonkeyPatch, groups: int, coarse: int) -> None:
    """Of few groups and of many, in few steps and in hundreds, each place comes once, in the range of its group; breaks in none."""
    monkeypatch.setattr(grids, "COARSE", max(coarse, groups // 300))
    monkeypatch.setattr(grids, "PART", max(coarse // 4, groups // 1200, 1))
    numbers = (np.arange(90_000) * 7919 % (groups + 1)).astype(np.uint32)
    numbers[: len(numbers) // 2] %= groups // 3 + 1  # some groups are much larger than others
    group_of = np.arange(groups + 1) % groups
    found = list(ranges(group_of, numbers, groups))
    assert all(one.end <= other.start for one, other in pairwise(found))
    for task in found:
        inside = group_of[numbers[task.where]]
        assert inside.min() >= task.start
        assert inside.max() < task.end
    places = np.concatenate([task.where for task in found])
    assert np.array_equal(np.sort(places), np.flatnonzero(numbers))


def test_of_groups_that_are_empty_nothing_is_said() -> None:
    """Where only the last groups have something, as in the second half of the triples, the range begins with the first of these."""
    numbers = np.array([0, 1, 2, 2, 0, 1])
    (found,) = ranges(np.array([9, 5, 6]), numbers, 10)
    assert (found.start, found.end) == (5, 7)
    assert found.where.tolist() == [1, 2, 3, 5]
