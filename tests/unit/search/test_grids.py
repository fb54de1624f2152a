"""Terms spread over shards: every place of every term is in one range, whatever their number."""

from __future__ import annotations

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
    group_of = np.arange(groups + 1) % groups
    found = list(ranges(group_of, numbers, groups))
    for task in found:
        inside = group_of[numbers[task.where]]
        assert inside.min() >= task.start
        assert inside.max() < task.end
    places = np.concatenate([task.where for task in found])
    assert np.array_equal(np.sort(places), np.flatnonzero(numbers))
