"""Days, times and moments as Vietnamese editors write them, read strictly.

Invariant: a text gives one value or one of the three documented errors, whatever the text; what has two readings is never guessed. The day
and month of dd/mm/yyyy are taken as such where the day is above 12 or equal to the month, or where a weekday written beside it
fits one reading only.

Rejected: dateutil and dateparser (they guess, and ask the locale and the clock), and `fromisoformat` alone (its forms grow with
Python's version).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, Never

from thidua.vietnamese.text import normalize

MAX_LENGTH: Final = 200

WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WEEKDAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_WEEKDAY_NUMBERS: Final = {
    **{name.lower(): number for number, name in enumerate(WEEKDAYS)},
    **{name.lower(): number for number, name in enumerate(WEEKDAYS_EN)},
    **{f"thứ {number + 2}": number for number in range(6)},
    "thứ bẩy": 5,
}
_MONTH_NUMBERS: Final = {form: number for number, name in enumerate(MONTHS_EN, start=1) for form in (name.lower(), name[:3].lower())}

_WEEKDAY: Final = re.compile(rf"({'|'.join(_WEEKDAY_NUMBERS)}),? ")
_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMERIC_DAY: Final = re.compile(r"(?:ngày )?([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})")
_WORDED_DAY: Final = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2})(?: năm |, ?)([0-9]{4})")
_ENGLISH_DAY: Final = re.compile(r"([0-9]{1,2}) ([a-z]{3,9}) ([0-9]{4})")

_CLOCK: Final = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?"
    r"|([0-9]{1,2}) ?(?:h|g|giờ) ?(?:([0-9]{2})(?: ?phút)?)?",
)
_CLOCK_SHAPE: Final = r"[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?| ?(?:h|g|giờ)(?: ?[0-9]{2}(?: ?phút)?)?)"
_OFFSET_SHAPE: Final = r"[+-][0-9]{1,2}(?::?[0-9]{2})?"
_ZONE_SHAPE: Final = rf"(?: ?(?P<zone>z|(?:gmt|utc)? ?{_OFFSET_SHAPE}|\((?:gmt|utc) ?{_OFFSET_SHAPE}\)))?"
_BREAK: Final = r"(?: ?[,|] ?| - | )"
_DAY_THEN_CLOCK: Final = re.compile(rf"(?P<day>.*[0-9])(?:{_BREAK}(?:lúc )?|t)(?P<clock>{_CLOCK_SHAPE}){_ZONE_SHAPE}")
_CLOCK_THEN_DAY: Final = re.compile(rf"(?:lúc )?(?P<clock>{_CLOCK_SHAPE}){_ZONE_SHAPE}{_BREAK}(?P<day>.+)")
_OFFSET: Final = re.compile(r"([+-])([0-9]{1,2}):?([0-9]{2})?")


class UnreadableDate(ValueError):  # noqa: N818 - the name says what an editor did, as its problem code does
    """The text has no form of a date or time that is known here."""


class ImpossibleDate(ValueError):  # noqa: N818 - as above
    """The text has the form of a date, time or period, but there is none such: 30 February, month 13, hour 25, an end before its start."""


class AmbiguousDate(ValueError):  # noqa: N818 - as above
    """The text can mean two days; `readings` holds both, day-month first, which is the site's own order."""

    def __init__(self, text: str, readings: tuple[date, date]) -> None:
        """Remember the text and both readings, as arguments too: an error must cross process borders whole."""
        super().__init__(text, readings)
        self.text = text
        self.readings = readings

    def __str__(self) -> str:
        """Return both readings, for a log; editors read the problem that is made of it."""
        return f"{self.text!r} can be {self.readings[0]} or {self.readings[1]}"


def parse_day(text: str) -> date:
    """Return the day of `2024-03-01`, `15/03/2026` (also with - or .), `ngày 01 tháng 3 năm 2024` or `1 March 2024`.

    A weekday may stand before it. Raises UnreadableDate, ImpossibleDate or AmbiguousDate.
    """
    return _day(tidy(text))


def parse_time(text: str) -> time:
    """Return the time of `14:30`, `14:30:05`, `14h30`, `14h` or `8 giờ 30`. Raises UnreadableDate or ImpossibleDate."""
    return _time(tidy(text))


def parse_moment(text: str) -> date | datetime:
    """Return a day, or a day and time in either order: `2024-03-01T14:30:00+07:00`, `20/3/2023 14h36`, `14:36 20/3/2023`.

    `Thứ Hai, 20/3/2023 14:36 (GMT+7)` is aware; without an offset the datetime is naive. Raises UnreadableDate, ImpossibleDate or
    AmbiguousDate (whose readings are the days).
    """
    words = tidy(text)
    weekday, rest = _split_weekday(words)
    match = _DAY_THEN_CLOCK.fullmatch(rest) or _CLOCK_THEN_DAY.fullmatch(rest)
    if match is None:
        return _day(words)
    day_words = match["day"] if weekday is None else f"{WEEKDAYS[weekday]}, {match['day']}".lower()
    return datetime.combine(_day(day_words), _time(match["clock"]), _zone(match["zone"]))


def tidy(text: str) -> str:
    """Return the text as the parsers of this package read it: normal form, lower case, single spaces, one dash.

    Raises UnreadableDate for more than 200 characters, before any work is spent on them.
    """
    if len(text) > MAX_LENGTH:
        unreadable(f"{text[:20]}…")
    return " ".join(normalize(text).lower().split()).replace("\u2013", "-").replace("\u2212", "-")


def unreadable(text: str) -> Never:
    """Raise UnreadableDate with the text in its message."""
    message = f"not a date: {text!r}"
    raise UnreadableDate(message)


def calendar_day(year: int, month: int, day: int) -> date:
    """Return the date of three numbers, or raise ImpossibleDate."""
    found = possible_day(year, month, day)
    if found is None:
        message = f"there is no day {day}/{month}/{year:04}"
        raise ImpossibleDate(message)
    return found


def month_number(name: str) -> int | None:
    """Return the number of an English month, whole or by its first three letters, in lower case."""
    return _MONTH_NUMBERS.get(name)


def possible_day(year: int, month: int, day: int) -> date | None:
    """Return the date of three numbers, or None."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(words: str) -> date:
    weekday, rest = _split_weekday(words)
    readings = _readings(rest)
    if weekday is not None:
        fitting = tuple(reading for reading in readings if reading.weekday() == weekday)
        if not fitting:
            message = f"{readings[0]} is no {WEEKDAYS_EN[weekday]}"
            raise ImpossibleDate(message)
        readings = fitting
    if len(readings) > 1:
        raise AmbiguousDate(rest, (readings[0], readings[1]))
    return readings[0]


def _split_weekday(words: str) -> tuple[int | None, str]:
    match = _WEEKDAY.match(words)
    return (_WEEKDAY_NUMBERS[match[1]], words[match.end() :]) if match else (None, words)


def _readings(words: str) -> tuple[date, ...]:
    """Return the one or two days that the text may mean, at least one."""
    if match := _ISO_DAY.fullmatch(words):
        return (calendar_day(*map(int, match.groups())),)
    if match := _NUMERIC_DAY.fullmatch(words):
        return _numeric_readings(int(match[1]), int(match[3]), int(match[4]))
    if match := _WORDED_DAY.fullmatch(words):
        day, month, year = map(int, match.groups())
        return (calendar_day(year, month, day),)
    match = _ENGLISH_DAY.fullmatch(words)
    if match is None or (number := month_number(match[2])) is None:
        unreadable(words)
    return (calendar_day(int(match[3]), number, int(match[1])),)


def _numeric_readings(day: int, month: int, year: int) -> tuple[date, ...]:
    own = calendar_day(year, month, day)
    other = possible_day(year, day, month)
    return (own,) if other is None or other == own else (own, other)


def _time(words: str) -> time:
    match = _CLOCK.fullmatch(words)
    if match is None:
        unreadable(words)
    hour, minute = match[1] or match[5], match[2] or match[6] or "0"
    microsecond = (match[4] or "").ljust(6, "0")
    try:
        return time(int(hour), int(minute), int(match[3] or 0), int(microsecond))
    except ValueError as error:
        message = f"there is no time {words!r}"
        raise ImpossibleDate(message) from error


def _zone(words: str | None) -> timezone | None:
    """Return the zone of `z`, `+07:00` or `(gmt+7)`; None for None."""
    if words is None:
        return None
    match = _OFFSET.search(words)
    if match is None:
        return UTC
    minutes = int(match[3] or 0)
    offset = timedelta(hours=int(match[2]), minutes=minutes)
    if timedelta(minutes=minutes) >= timedelta(hours=1) or offset >= timedelta(days=1):
        message = f"there is no offset {words!r}"
        raise ImpossibleDate(message)
    return timezone(-offset if match[1] == "-" else offset)
