"""What an event covers: dates known in part, periods, and the days from one to another.

Invariant: a value knows the first and the last day it may mean, and its `str()` is ISO-like and parses back to the same value.

Rejected: storing the two days alone (a page must say "năm 2022", not "01/01/2022 đến 31/12/2022"), and EDTF, whose seasons and
uncertainty marks no editor here writes.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Final, Literal, TypeAlias

from thidua.vietnamese.days import AmbiguousDate, ImpossibleDate, calendar_day, month_number, parse_day, possible_day, tidy, unreadable
from thidua.vietnamese.written import date_range, long_date

Precision: TypeAlias = Literal["year", "month", "day"]

_YEAR: Final = re.compile(r"(?:năm )?([0-9]{4})")
_YEAR_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_MONTH_YEAR: Final = re.compile(r"(?:tháng )?([0-9]{1,2}) ?[/-] ?([0-9]{4})|tháng ([0-9]{1,2})(?: năm |, ?)([0-9]{4})")
_ENGLISH_MONTH: Final = re.compile(r"([a-z]{3,9}) ([0-9]{4})")

_HALF_OR_QUARTER: Final = re.compile(r"([0-9]{4})-(?:h([12])|q([1-4]))")
_SHARE_NAMES: Final = {
    "H1": ("6 tháng đầu", "first half"),
    "H2": ("6 tháng cuối", "second half"),
    "Q1": ("quý I", "first quarter"),
    "Q2": ("quý II", "second quarter"),
    "Q3": ("quý III", "third quarter"),
    "Q4": ("quý IV", "fourth quarter"),
    "N1": ("9 tháng đầu", "first nine months"),
}
_WORDED_MONTHS: Final = re.compile(r"(3|ba|6|sáu|9|chín) tháng (đầu|cuối) (?:năm )?([0-9]{4})")
_LENGTHS: Final = {"ba": 3, "sáu": 6, "chín": 9}
_WORDED_QUARTER: Final = re.compile(r"qu[ýí] (iv|iii|ii|i|[1-4])(?: năm | ?[/-] ?| )([0-9]{4})")
_QUARTERS: Final = {form: number for number, roman in enumerate(("i", "ii", "iii", "iv"), start=1) for form in (roman, str(number))}
_YEARS: Final = re.compile(r"(?:giai đoạn |nhiệm kỳ )?(?:từ )?(?:năm )?([0-9]{4})(?: ?[-/] ?| đến )(?:năm )?([0-9]{4})")
_INTERVAL: Final = re.compile(r"([0-9]{4}(?:-[0-9]{2}){0,2}) ?/ ?([0-9]{4}(?:-[0-9]{2}){0,2})")

_ISO: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ISO_RANGE: Final = re.compile(rf"(?:từ )?(?:ngày )?({_ISO})(?: ?/ ?| - | đến (?:ngày )?)({_ISO})")
_TO: Final = r"(?: ?- ?| và | đến | tới )"
_DAY: Final = r"(?:ngày )?([0-9]{1,2})"
_RANGE: Final = re.compile(
    rf"(?:từ |trong |(?:trong )?(?:các |hai ))?{_DAY}(?: ?([/.]|tháng) ?([0-9]{{1,2}})(?:(?: ?[/.] ?| năm )([0-9]{{4}}))?)?"
    rf"{_TO}{_DAY} ?([/.]|tháng) ?([0-9]{{1,2}})(?: ?[/.] ?| năm )([0-9]{{4}})",
)
_ENGLISH_RANGE: Final = re.compile(
    r"([0-9]{1,2})(?: ([a-z]{3,9})(?: ([0-9]{4}))?)?(?: ?- ?| and | to )([0-9]{1,2}) ([a-z]{3,9}) ([0-9]{4})",
)


@total_ordering
@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A year, a month or a day. Ordered by the first, then the last day it may mean; raises ImpossibleDate for a day that is none."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse a month or day that does not exist, and a day without its month."""
        if self.month is None and self.day is not None:
            message = f"day {self.day} of {self.year} has no month"
            raise ImpossibleDate(message)
        calendar_day(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return the partial date that is exactly this day."""
        return cls(year=day.year, month=day.month, day=day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Return the date of `2022`, `2022-07`, `7/2022`, `tháng 7 năm 2022`, `July 2022` or of any form of a day.

        Raises UnreadableDate, ImpossibleDate or AmbiguousDate.
        """
        words = tidy(text)
        if match := _YEAR.fullmatch(words):
            return cls(year=int(match[1]))
        if match := _YEAR_MONTH.fullmatch(words):
            return cls(year=int(match[1]), month=int(match[2]))
        if match := _MONTH_YEAR.fullmatch(words):
            return cls(year=int(match[2] or match[4]), month=int(match[1] or match[3]))
        match = _ENGLISH_MONTH.fullmatch(words)
        if match and (month := month_number(match[1])):
            return cls(year=int(match[2]), month=month)
        return cls.of(parse_day(text))

    @property
    def precision(self) -> Precision:
        """The smallest part that is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __lt__(self, other: object) -> bool:
        """Whether it starts earlier, or starts on the same day and ends earlier."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.first, self.last) < (other.first, other.last)

    def __str__(self) -> str:
        """ISO 8601: 2022, 2022-07 or 2022-07-27."""
        if self.month is None:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}" if self.day is None else f"{self.year:04}-{self.month:02}-{self.day:02}"


@total_ordering
@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the first day of one partial date to the last day of another; both are the same for a single year, month or day."""

    first: PartialDate
    last: PartialDate

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.last_day < self.first_day:
            message = f"{self.last} is before {self.first}"
            raise ImpossibleDate(message)

    @classmethod
    def of(cls, partial: PartialDate) -> Period:
        """Return the period that is exactly this year, month or day."""
        return cls(first=partial, last=partial)

    @classmethod
    def months(cls, year: int, first: int, last: int) -> Period:
        """Return the period from one month of a year to another."""
        return cls(first=PartialDate(year=year, month=first), last=PartialDate(year=year, month=last))

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period of `2022`, `2022-H1`, `2022-Q3`, `2022-07`, `2021-2025`, `2019-10-30/2019-10-31` or of words for them.

        Words are `6 tháng đầu năm 2022`, `quý I năm 2022`, `giai đoạn 2021-2025` and every form of PartialDate.parse and
        parse_range. Raises UnreadableDate, ImpossibleDate or AmbiguousDate.
        """
        words = tidy(text)
        found = _part_of_year(words)
        if found is not None:
            return found
        if match := _YEARS.fullmatch(words) or _INTERVAL.fullmatch(words):
            return cls(first=PartialDate.parse(match[1]), last=PartialDate.parse(match[2]))
        if any(pattern.fullmatch(words) for pattern in (_RANGE, _ENGLISH_RANGE, _ISO_RANGE)):
            first, last = parse_range(text)
            return cls(first=PartialDate.of(first), last=PartialDate.of(last))
        return cls.of(PartialDate.parse(text))

    @property
    def first_day(self) -> date:
        """The day on which it starts."""
        return self.first.first

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.last.last

    @property
    def year(self) -> int | None:
        """The year in which it lies, or None when it lies in several."""
        return self.first.year if self.first.year == self.last.year else None

    @property
    def half(self) -> int | None:
        """1 or 2 when it is exactly a half-year, written in months."""
        return self._share(6)

    @property
    def quarter(self) -> int | None:
        """1 to 4 when it is exactly a quarter, written in months."""
        return self._share(3)

    def label(self, language: str = "vi") -> str:
        """Return how running text names it: "năm 2022", "6 tháng đầu năm 2022", "giai đoạn 2021-2025"; in English for "en"."""
        if self.first == self.last:
            return long_date(self.first, language)
        if self.first.precision == self.last.precision == "day":
            return date_range(self.first_day, self.last_day, language)
        if self.first.precision == self.last.precision == "year":
            years = f"{self.first}-{self.last}"
            return years if language == "en" else f"giai đoạn {years}"
        if share := self._share_name(language):
            return f"{share} of {self.first.year:04}" if language == "en" else f"{share} năm {self.first.year:04}"
        start, end = long_date(self.first, language), long_date(self.last, language)
        return f"from {start} to {end}" if language == "en" else f"từ {start} đến {end}"

    def __lt__(self, other: object) -> bool:
        """Whether it starts earlier, or starts on the same day and ends earlier; the written form decides between equals."""
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first_day, self.last_day, str(self)) < (other.first_day, other.last_day, str(other))

    def __str__(self) -> str:
        """ISO 8601 with H and Q for parts of a year: 2022, 2022-H1, 2022-Q3, 2022-07, 2021/2025, 2019-10-30/2019-10-31."""
        if self.first == self.last:
            return str(self.first)
        if self.half:
            return f"{self.first.year:04}-H{self.half}"
        return f"{self.first.year:04}-Q{self.quarter}" if self.quarter else f"{self.first}/{self.last}"

    def _share(self, months: int) -> int | None:
        """Return which share of a year it is, counted in so many months, or None when it is none."""
        if self.first.precision != "month" or self.last.precision != "month" or self.year is None:
            return None
        start, end = self.first.month or 0, self.last.month or 0
        return end // months if end - start == months - 1 and end % months == 0 else None

    def _share_name(self, language: str) -> str | None:
        """Return the words for a half, a quarter or the first nine months of a year; None for other lengths."""
        key = f"H{self.half}" if self.half else f"Q{self.quarter}" if self.quarter else f"N{self._share(9)}"
        words = _SHARE_NAMES.get(key)
        return words and words[1 if language == "en" else 0]


def parse_range(text: str) -> tuple[date, date]:
    """Return the first and last day of `30 và 31/10/2019`, `27-29/7/2022`, `từ 30/10 đến 02/11/2019`, an ISO interval or one day.

    Raises UnreadableDate, ImpossibleDate (also when it ends before it starts) or AmbiguousDate, whose readings are those of the
    first day that has two. A bare day before a day with its month is the Vietnamese order: `01-02/3/2019` is certain.
    """
    words = tidy(text)
    if match := _ISO_RANGE.fullmatch(words):
        return _in_order(parse_day(match[1]), parse_day(match[2]))
    if match := _RANGE.fullmatch(words):
        return _numeric_range(match)
    if match := _ENGLISH_RANGE.fullmatch(words):
        return _english_range(match)
    day = parse_day(text)
    return day, day


def _part_of_year(words: str) -> Period | None:
    """Return a half-year, a quarter or the first or last months of a year."""
    if match := _HALF_OR_QUARTER.fullmatch(words):
        length, share = (6, int(match[2])) if match[2] else (3, int(match[3]))
        return Period.months(int(match[1]), (share - 1) * length + 1, share * length)
    if match := _WORDED_QUARTER.fullmatch(words):
        quarter = _QUARTERS[match[1]]
        return Period.months(int(match[2]), quarter * 3 - 2, quarter * 3)
    if match := _WORDED_MONTHS.fullmatch(words):
        length, year = _LENGTHS.get(match[1]) or int(match[1]), int(match[3])
        return Period.months(year, 1, length) if match[2] == "đầu" else Period.months(year, 13 - length, 12)
    return None


def _numeric_range(match: re.Match[str]) -> tuple[date, date]:
    """Return the range of a day, perhaps with month and year, and a whole day; what the first lacks the second gives."""
    day, sign, month, year, last_day, last_sign, last_month, last_year = match.groups()
    end = (int(last_year), int(last_month), int(last_day))
    start = (int(year or last_year), int(month or last_month), int(day))
    own = _in_order(calendar_day(*start), calendar_day(*end))
    # In words, or as "01-02/3/2019", nobody writes the month first.
    if month is None or "tháng" in (sign, last_sign):
        return own
    others = possible_day(start[0], start[2], start[1]), possible_day(end[0], end[2], end[1])
    if others[0] is None or others[1] is None or others[0] > others[1] or own == others:
        return own
    raise AmbiguousDate(match[0], (own[0], others[0]) if own[0] != others[0] else (own[1], others[1]))


def _english_range(match: re.Match[str]) -> tuple[date, date]:
    day, month, year, last_day, last_month, last_year = match.groups()
    start, end = month_number(month or last_month), month_number(last_month)
    if start is None or end is None:
        unreadable(match[0])
    return _in_order(calendar_day(int(year or last_year), start, int(day)), calendar_day(int(last_year), end, int(last_day)))


def _in_order(first: date, last: date) -> tuple[date, date]:
    if last < first:
        message = f"{last} is before {first}"
        raise ImpossibleDate(message)
    return first, last
