"""Dates as the portal writes them, in Vietnamese and English.

Invariant: days below 10 and months 1 and 2 take a leading zero, months 3 to 9 do not (Nghị định 30/2020/NĐ-CP, Phụ lục I); a form
with words or with two different days parses back to what was written.

`short_date` is for readers only: 03/4/2026 says the third of April to whoever knows the house, and `parse_day` refuses it, because a
source may mean the fourth of March. Rejected: `strftime` and Babel (the locale decides, and neither knows the decree).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol

from thidua.vietnamese.days import MONTHS_EN, WEEKDAYS, WEEKDAYS_EN

_ZERO_MONTHS = (1, 2)


class DayInPart(Protocol):
    """What a date, a datetime and a PartialDate have in common."""

    @property
    def year(self) -> int:
        """1 to 9999."""

    @property
    def month(self) -> int | None:
        """1 to 12, or None where the year alone is known."""

    @property
    def day(self) -> int | None:
        """1 to 31, or None where the month alone is known."""


def short_date(day: DayInPart, language: str = "vi") -> str:
    """Return "01/3/2024", "7/2022" or "2022"; in English "1 Mar 2024", "Jul 2022" or "2022". For readers, see the module."""
    if language == "en":
        return _english(day, abbreviated=True)
    return "/".join(_numbers(day))


def long_date(day: DayInPart, language: str = "vi") -> str:
    """Return "ngày 01 tháng 3 năm 2024", "tháng 7 năm 2022" or "năm 2022"; in English "1 March 2024", "July 2022" or "2022"."""
    if language == "en":
        return _english(day, abbreviated=False)
    numbers = _numbers(day)
    return " ".join(f"{word} {number}" for word, number in zip(("ngày", "tháng", "năm")[-len(numbers) :], numbers, strict=True))


def timestamp(moment: date | datetime, language: str = "vi") -> str:
    """Return "Thứ Hai, 20/3/2023 14:36 (GMT+7)" in the moment's own offset; for a date "Thứ Hai, 20/3/2023".

    In English "Monday, 20 March 2023 14:36 (GMT+7)". Raises ValueError for a datetime without an offset: the page would not say
    which hour it means.
    """
    weekday = (WEEKDAYS_EN if language == "en" else WEEKDAYS)[moment.weekday()]
    day = long_date(moment, "en") if language == "en" else short_date(moment)
    if not isinstance(moment, datetime):
        return f"{weekday}, {day}"
    offset = moment.utcoffset()
    if offset is None:
        message = f"{moment} has no offset"
        raise ValueError(message)
    return f"{weekday}, {day} {moment.hour:02}:{moment.minute:02} (GMT{_offset(offset)})"


def date_range(first: date, last: date, language: str = "vi") -> str:
    """Return "30 và 31/10/2019", "27-29/7/2022", "từ 30/10 đến 02/11/2019" or "từ 30/12/2023 đến 02/01/2024"; a single day as short_date.

    In English "30-31 October 2019" and the like. Raises ValueError when `last` is before `first`.
    """
    if last < first:
        message = f"{last} is before {first}"
        raise ValueError(message)
    if language == "en":
        return _english_range(first, last)
    end = short_date(last)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        between = " và " if last.day - first.day == 1 else "-"
        return f"{first.day:02}{between}{end}"
    start = short_date(first)
    return f"từ {start[:-5] if first.year == last.year else start} đến {end}"


def _numbers(part: DayInPart) -> list[str]:
    """Return the known of day, month and year, with the zeros that the decree asks for."""
    days = [] if part.day is None else [f"{part.day:02}"]
    months = [] if part.month is None else [f"{part.month:02}" if part.month in _ZERO_MONTHS else str(part.month)]
    return [*days, *months, f"{part.year:04}"]


def _english(part: DayInPart, *, abbreviated: bool) -> str:
    days = [] if part.day is None else [str(part.day)]
    months = [] if part.month is None else [MONTHS_EN[part.month - 1][: 3 if abbreviated else None]]
    return " ".join([*days, *months, f"{part.year:04}"])


def _english_range(first: date, last: date) -> str:
    end = long_date(last, "en")
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{end}"
    start = f"{first.day} {MONTHS_EN[first.month - 1]}" if first.year == last.year else long_date(first, "en")
    return f"{start} to {end}"


def _offset(offset: timedelta) -> str:
    minutes = int(abs(offset).total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{hours}:{rest:02}" if rest else f"{sign}{hours}"
