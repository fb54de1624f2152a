"""What is known of each page beside its words."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

import pytest

from thidua.search.findable import Findable
from thidua.search.reading import read_pages
from thidua.search.terms import Fields, packed

PAGE = Findable(
    address="van-ban/a/",
    title="Lời kêu gọi",
    summary="",
    day="",
    section="van-ban",
    kind="document",
    own=False,
    terms=packed(Fields("", "", "", "", "", "")),
)


@pytest.mark.parametrize("days", [["1948-06-11"], ["1970-01-01", "1969-12-31", "1900-01-01"], ["2026-11-28", "2026-11-28", "1948-06-11"]])
def test_days_of_any_century_are_kept(days: list[str]) -> None:
    """Days before 1970, on which computers begin to count, are days like others."""
    read, columns = read_pages([*(replace(PAGE, day=day) for day in days), PAGE])
    files = dict(columns.files())
    assert read.dated == len(days)
    assert _days(zlib.decompress(files["days"])) == list(map(date.fromisoformat, days))


def _days(data: bytes) -> list[date]:
    """Return the days that a reader's script finds: the newest one counted from 1900, each further one back from the one before."""
    numbers, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(value)
            value = shift = 0
    found = accumulate(numbers, lambda day, back: day - back)
    return [date(1900, 1, 1) + timedelta(days=day) for day in found]
