"""Dates: what is certain is read, what has two readings is refused with both, and what is written is read back."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.vietnamese import (
    AmbiguousDate,
    ImpossibleDate,
    PartialDate,
    Period,
    UnreadableDate,
    date_range,
    long_date,
    parse_day,
    parse_moment,
    parse_range,
    parse_time,
    short_date,
    timestamp,
)

HANOI = timezone(timedelta(hours=7))
# Texts near dates find more than texts at large.
WORDS = ["ngày ", " tháng ", " năm ", " đến ", " và ", "từ ", "thứ hai, ", "quý ", "giai đoạn ", "12", "2024", "30", *"0123456789/-:. "]
ANY = st.one_of(st.text(), st.text("0123456789/-:. TZ+hgiờ"), st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
PARTIALS = st.one_of(
    st.builds(PartialDate, year=st.integers(1, 9999)),
    st.builds(PartialDate, year=st.integers(1, 9999), month=st.integers(1, 12)),
    st.builds(PartialDate.of, st.dates()),
)


def _outcome(parse: Callable[[str], object], text: str) -> object:
    """Return what a parser gives for the text: its value, or the documented error that it raises."""
    try:
        return parse(text)
    except (UnreadableDate, ImpossibleDate, AmbiguousDate) as error:
        return error


def _period(one: PartialDate, other: PartialDate) -> Period:
    """Return the period of two partial dates in whichever order is possible."""
    first, last = sorted((one, other))
    return Period(first=first, last=last) if first.first <= last.last else Period.of(first)


PERIODS = st.builds(_period, PARTIALS, PARTIALS)
PARSERS: tuple[Callable[[str], object], ...] = (parse_day, parse_moment, parse_time, parse_range, PartialDate.parse, Period.parse)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("15/03/2026", date(2026, 3, 15)),
        ("15/3/2026", date(2026, 3, 15)),
        ("15-03-2026", date(2026, 3, 15)),
        ("15.03.2026", date(2026, 3, 15)),
        ("15 / 3 / 2026", date(2026, 3, 15)),
        ("05/05/2026", date(2026, 5, 5)),
        ("ngày 15/3/2026", date(2026, 3, 15)),
        ("ngày 01 tháng 3 năm 2024", date(2024, 3, 1)),
        ("Nga\u0300y 1 tháng 3 năm 2024", date(2024, 3, 1)),
        ("1 tháng 3, 2024", date(2024, 3, 1)),
        ("1 March 2024", date(2024, 3, 1)),
        ("1 Mar 2024", date(2024, 3, 1)),
        ("Thứ Hai, 20/3/2023", date(2023, 3, 20)),
        ("Thứ 2, 20/3/2023", date(2023, 3, 20)),
        ("Chủ nhật, 19/3/2023", date(2023, 3, 19)),
        ("Thứ Hai, 03/4/2023", date(2023, 4, 3)),
    ],
)
def test_parse_day(text: str, expected: date) -> None:
    """ISO days, Vietnamese days above 12 or equal to the month, days in words, and days that their weekday makes certain."""
    assert parse_day(text) == expected


@pytest.mark.parametrize(
    ("text", "own", "other"),
    [
        ("03/04/2026", date(2026, 4, 3), date(2026, 3, 4)),
        ("1-2-2024", date(2024, 2, 1), date(2024, 1, 2)),
        ("01/3/2024", date(2024, 3, 1), date(2024, 1, 3)),
        ("03/4/2026 14:30", date(2026, 4, 3), date(2026, 3, 4)),
        ("từ 01/3 đến 05/4/2024", date(2024, 3, 1), date(2024, 1, 3)),
        ("từ 05/5 đến 06/7/2024", date(2024, 7, 6), date(2024, 6, 7)),
    ],
)
def test_ambiguous_date(text: str, own: date, other: date) -> None:
    """Two readings are both told, day-month first."""
    with pytest.raises(AmbiguousDate) as caught:
        parse_range(text) if "từ" in text else parse_moment(text)
    assert caught.value.readings == (own, other)


@pytest.mark.parametrize(
    "text",
    [
        "03/15/2026",
        "30/02/2024",
        "29/02/2023",
        "2024-13-01",
        "2024-02-30",
        "00/05/2026",
        "01/01/0000",
        "ngày 31 tháng 4 năm 2024",
        "Thứ Ba, 20/3/2023",
    ],
)
def test_impossible_day(text: str) -> None:
    """A day that the calendar does not have is told apart from what is no date."""
    with pytest.raises(ImpossibleDate):
        parse_day(text)


@pytest.mark.parametrize(
    "text", ["", "hôm nay", "15/03/26", "2024", "15/03", "15/03-2026", "2024-03-01x", "1 Foo 2024", "٢٠٢٤-٠٣-٠١", "1" * 201]
)
def test_unreadable_day(text: str) -> None:
    """Two-digit years, lone years and words are no days."""
    with pytest.raises(UnreadableDate):
        parse_day(text)


def test_ambiguous_date_crosses_process_borders() -> None:
    """A worker's error arrives whole."""
    sent = AmbiguousDate("03/04/2026", (date(2026, 4, 3), date(2026, 3, 4)))
    error: AmbiguousDate = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own bytes
    assert error.readings == sent.readings
    assert str(error) == "'03/04/2026' can be 2026-04-03 or 2026-03-04"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", time(14, 30)),
        ("08:05:09", time(8, 5, 9)),
        ("14h30", time(14, 30)),
        ("14h", time(14)),
        ("7g30", time(7, 30)),
        ("8 giờ 30", time(8, 30)),
        ("8 giờ 30 phút", time(8, 30)),
        ("8 giờ", time(8)),
    ],
)
def test_parse_time(text: str, expected: time) -> None:
    """Times with a colon, with h and in words."""
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("25:00", ImpossibleDate),
        ("14:60", ImpossibleDate),
        ("24h", ImpossibleDate),
        ("14", UnreadableDate),
        ("", UnreadableDate),
        ("8h-9h", UnreadableDate),
    ],
)
def test_parse_time_refuses(text: str, error: type[ValueError]) -> None:
    """Hours the day does not have are impossible; a bare number or a range is unreadable."""
    with pytest.raises(error):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("2024-03-01 14:30", datetime(2024, 3, 1, 14, 30)),  # noqa: DTZ001 - a source without an offset gives a naive moment
        ("2024-03-01T14:30:00+07:00", datetime(2024, 3, 1, 14, 30, tzinfo=HANOI)),
        ("2024-03-01T14:30:00.25Z", datetime(2024, 3, 1, 14, 30, 0, 250000, tzinfo=UTC)),
        ("2024-03-01T14:30-0530", datetime(2024, 3, 1, 14, 30, tzinfo=timezone(-timedelta(hours=5, minutes=30)))),
        ("15/03/2026 14:30", datetime(2026, 3, 15, 14, 30)),  # noqa: DTZ001 - as above
        ("14:36 20/3/2023", datetime(2023, 3, 20, 14, 36)),  # noqa: DTZ001 - as above
        ("20/3/2023 14h36", datetime(2023, 3, 20, 14, 36)),  # noqa: DTZ001 - as above
        ("20/3/2023, 14:36 GMT+7", datetime(2023, 3, 20, 14, 36, tzinfo=HANOI)),
        ("20/3/2023 - 14:36", datetime(2023, 3, 20, 14, 36)),  # noqa: DTZ001 - as above
        ("8 giờ 30 ngày 20/3/2023", datetime(2023, 3, 20, 8, 30)),  # noqa: DTZ001 - as above
        ("ngày 20 tháng 3 năm 2023 lúc 8 giờ", datetime(2023, 3, 20, 8)),  # noqa: DTZ001 - as above
        ("Thứ Hai, 20/3/2023 14:36 (GMT+7)", datetime(2023, 3, 20, 14, 36, tzinfo=HANOI)),
        ("Thứ Hai, 20/3/2023", date(2023, 3, 20)),
    ],
)
def test_parse_moment(text: str, expected: date | datetime) -> None:
    """A day stays a day; a time may stand on either side; without an offset the moment is naive."""
    found = parse_moment(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("20/3/2023 25:00", ImpossibleDate),
        ("20/3/2023 14:36 +25:00", ImpossibleDate),
        ("20/3/2023 14:36 (GMT+7", UnreadableDate),
        ("14:36", UnreadableDate),
        ("Thứ Ba, 20/3/2023 14:36", ImpossibleDate),
    ],
)
def test_parse_moment_refuses(text: str, error: type[ValueError]) -> None:
    """Impossible times and offsets, and a time alone."""
    with pytest.raises(error):
        parse_moment(text)


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("2022", "2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("năm 2022", "2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-07", "2022-07", date(2022, 7, 1), date(2022, 7, 31)),
        ("7/2022", "2022-07", date(2022, 7, 1), date(2022, 7, 31)),
        ("02/2024", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("tháng 7/2022", "2022-07", date(2022, 7, 1), date(2022, 7, 31)),
        ("tháng 7 năm 2022", "2022-07", date(2022, 7, 1), date(2022, 7, 31)),
        ("2022-07-27", "2022-07-27", date(2022, 7, 27), date(2022, 7, 27)),
        ("27/07/2022", "2022-07-27", date(2022, 7, 27), date(2022, 7, 27)),
    ],
)
def test_partial_date(text: str, written: str, first: date, last: date) -> None:
    """A date may be known to the year, the month or the day, and knows its first and last day."""
    found = PartialDate.parse(text)
    assert (str(found), found.first, found.last) == (written, first, last)
    assert found.precision == ("year", "month", "day")[written.count("-")]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("2022-13", ImpossibleDate),
        ("0/2022", ImpossibleDate),
        ("0000", ImpossibleDate),
        ("2021-2025", UnreadableDate),
        ("22", UnreadableDate),
        ("03/04/2026", AmbiguousDate),
    ],
)
def test_partial_date_refuses(text: str, error: type[ValueError]) -> None:
    """Months that do not exist, periods, and days with two readings."""
    with pytest.raises(error):
        PartialDate.parse(text)


def test_partial_date_needs_the_month_of_a_day() -> None:
    """A day without a month is no date."""
    with pytest.raises(ImpossibleDate):
        PartialDate(year=2022, day=5)


def test_partial_dates_are_ordered() -> None:
    """By the first day they may mean, then by the last."""
    texts = ["2021-12-31", "2022-01-01", "2022-01", "2022", "2022-02", "2023"]
    assert [str(found) for found in sorted(map(PartialDate.parse, reversed(texts)))] == texts


@pytest.mark.parametrize(
    ("text", "written", "vietnamese", "english"),
    [
        ("2022", "2022", "năm 2022", "2022"),
        ("2022-H1", "2022-H1", "6 tháng đầu năm 2022", "first half of 2022"),
        ("2022-h2", "2022-H2", "6 tháng cuối năm 2022", "second half of 2022"),
        ("6 tháng đầu năm 2022", "2022-H1", "6 tháng đầu năm 2022", "first half of 2022"),
        ("sáu tháng cuối năm 2022", "2022-H2", "6 tháng cuối năm 2022", "second half of 2022"),
        ("9 tháng đầu năm 2022", "2022-01/2022-09", "9 tháng đầu năm 2022", "first nine months of 2022"),
        ("2022-Q1", "2022-Q1", "quý I năm 2022", "first quarter of 2022"),
        ("Quý IV/2022", "2022-Q4", "quý IV năm 2022", "fourth quarter of 2022"),
        ("2022-01/2022-06", "2022-H1", "6 tháng đầu năm 2022", "first half of 2022"),
        ("2022-07", "2022-07", "tháng 7 năm 2022", "July 2022"),
        ("2021-2025", "2021/2025", "giai đoạn 2021-2025", "2021-2025"),
        ("2021–2025", "2021/2025", "giai đoạn 2021-2025", "2021-2025"),
        ("2021/2025", "2021/2025", "giai đoạn 2021-2025", "2021-2025"),
        ("giai đoạn 2021-2025", "2021/2025", "giai đoạn 2021-2025", "2021-2025"),
        ("từ năm 2021 đến năm 2025", "2021/2025", "giai đoạn 2021-2025", "2021-2025"),
        ("2022-07/2023-02", "2022-07/2023-02", "từ tháng 7 năm 2022 đến tháng 02 năm 2023", "from July 2022 to February 2023"),
        ("2019-10-30/2019-10-31", "2019-10-30/2019-10-31", "30 và 31/10/2019", "30-31 October 2019"),
        ("27-29/7/2022", "2022-07-27/2022-07-29", "27-29/7/2022", "27-29 July 2022"),
        ("27/07/2022", "2022-07-27", "ngày 27 tháng 7 năm 2022", "27 July 2022"),
    ],
)
def test_period(text: str, written: str, vietnamese: str, english: str) -> None:
    """Years, halves, quarters, months, spans of years and days, with their ISO form and their names."""
    found = Period.parse(text)
    assert (str(found), found.label("vi"), found.label("en")) == (written, vietnamese, english)


@pytest.mark.parametrize(
    ("text", "first", "last", "year"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), 2022),
        ("2022-H2", date(2022, 7, 1), date(2022, 12, 31), 2022),
        ("2022-Q2", date(2022, 4, 1), date(2022, 6, 30), 2022),
        ("2021-2025", date(2021, 1, 1), date(2025, 12, 31), None),
    ],
)
def test_period_days(text: str, first: date, last: date, year: int | None) -> None:
    """A period knows its days, and its year when it lies in one."""
    found = Period.parse(text)
    assert (found.first_day, found.last_day, found.year) == (first, last, year)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("2025-2021", ImpossibleDate),
        ("2022-H3", UnreadableDate),
        ("2022-Q5", UnreadableDate),
        ("mùa xuân 2022", UnreadableDate),
        ("03/04/2026", AmbiguousDate),
    ],
)
def test_period_refuses(text: str, error: type[ValueError]) -> None:
    """A period that ends before it starts, and shares that no year has."""
    with pytest.raises(error):
        Period.parse(text)


def test_periods_are_ordered() -> None:
    """By the first day, then by the last."""
    texts = ["2021/2025", "2022-Q1", "2022-H1", "2022", "2022-Q2", "2022-H2"]
    assert [str(found) for found in sorted(map(Period.parse, reversed(texts)))] == texts


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("30 và 31/10/2019", date(2019, 10, 30), date(2019, 10, 31)),
        ("30-31/10/2019", date(2019, 10, 30), date(2019, 10, 31)),
        ("01 - 02/3/2019", date(2019, 3, 1), date(2019, 3, 2)),
        ("ngày 30 và 31 tháng 10 năm 2019", date(2019, 10, 30), date(2019, 10, 31)),
        ("trong các ngày 30 và 31/10/2019", date(2019, 10, 30), date(2019, 10, 31)),
        ("từ 30/10 đến 02/11/2019", date(2019, 10, 30), date(2019, 11, 2)),
        ("từ ngày 30 đến ngày 31/10/2019", date(2019, 10, 30), date(2019, 10, 31)),
        ("từ ngày 01 tháng 3 đến ngày 05 tháng 4 năm 2024", date(2024, 3, 1), date(2024, 4, 5)),
        ("từ 30/12/2023 đến 02/01/2024", date(2023, 12, 30), date(2024, 1, 2)),
        ("2019-10-30/2019-10-31", date(2019, 10, 30), date(2019, 10, 31)),
        ("15/03/2026", date(2026, 3, 15), date(2026, 3, 15)),
    ],
)
def test_parse_range(text: str, first: date, last: date) -> None:
    """What the first day lacks the second gives; a single day is its own range."""
    assert parse_range(text) == (first, last)


@pytest.mark.parametrize("text", ["31 và 30/10/2019", "từ 30/12 đến 02/01/2024", "30-31/02/2024", "2019-10-31/2019-10-30"])
def test_impossible_range(text: str) -> None:
    """An end before the start, and days that do not exist."""
    with pytest.raises(ImpossibleDate):
        parse_range(text)


@pytest.mark.parametrize(
    ("text", "short", "long", "short_english", "long_english"),
    [
        ("2024-03-01", "01/3/2024", "ngày 01 tháng 3 năm 2024", "1 Mar 2024", "1 March 2024"),
        ("2024-02-15", "15/02/2024", "ngày 15 tháng 02 năm 2024", "15 Feb 2024", "15 February 2024"),
        ("2024-12-09", "09/12/2024", "ngày 09 tháng 12 năm 2024", "9 Dec 2024", "9 December 2024"),
        ("2022-07", "7/2022", "tháng 7 năm 2022", "Jul 2022", "July 2022"),
        ("2022", "2022", "năm 2022", "2022", "2022"),
    ],
)
def test_written_dates(text: str, short: str, long: str, short_english: str, long_english: str) -> None:
    """Days below 10 and months 1 and 2 take a zero, months 3 to 9 do not (Nghị định 30/2020/NĐ-CP)."""
    part = PartialDate.parse(text)
    assert (short_date(part), long_date(part)) == (short, long)
    assert (short_date(part, "en"), long_date(part, "en")) == (short_english, long_english)


@pytest.mark.parametrize(
    ("moment", "vietnamese", "english"),
    [
        (datetime(2023, 3, 20, 14, 36, tzinfo=HANOI), "Thứ Hai, 20/3/2023 14:36 (GMT+7)", "Monday, 20 March 2023 14:36 (GMT+7)"),
        (datetime(2023, 3, 19, 4, 5, tzinfo=UTC), "Chủ nhật, 19/3/2023 04:05 (GMT+0)", "Sunday, 19 March 2023 04:05 (GMT+0)"),
        (date(2023, 3, 20), "Thứ Hai, 20/3/2023", "Monday, 20 March 2023"),
    ],
)
def test_timestamp(moment: date | datetime, vietnamese: str, english: str) -> None:
    """The line under a headline, in the moment's own offset."""
    assert timestamp(moment) == vietnamese
    assert timestamp(moment, "en") == english


def test_timestamp_needs_an_offset() -> None:
    """An hour without an offset is not written."""
    with pytest.raises(ValueError, match="has no offset"):
        timestamp(datetime(2023, 3, 20, 14, 36))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize(
    ("first", "last", "vietnamese", "english"),
    [
        (date(2019, 10, 30), date(2019, 10, 31), "30 và 31/10/2019", "30-31 October 2019"),
        (date(2022, 7, 27), date(2022, 7, 29), "27-29/7/2022", "27-29 July 2022"),
        (date(2024, 3, 1), date(2024, 3, 2), "01 và 02/3/2024", "1-2 March 2024"),
        (date(2019, 10, 30), date(2019, 11, 2), "từ 30/10 đến 02/11/2019", "30 October to 2 November 2019"),
        (date(2023, 12, 30), date(2024, 1, 2), "từ 30/12/2023 đến 02/01/2024", "30 December 2023 to 2 January 2024"),
        (date(2024, 3, 1), date(2024, 3, 1), "01/3/2024", "1 March 2024"),
    ],
)
def test_date_range(first: date, last: date, vietnamese: str, english: str) -> None:
    """What both days share is written once."""
    assert date_range(first, last) == vietnamese
    assert date_range(first, last, "en") == english


def test_date_range_needs_an_order() -> None:
    """A range that ends before it starts is not written."""
    with pytest.raises(ValueError, match="before"):
        date_range(date(2024, 3, 2), date(2024, 3, 1))


@given(st.dates())
def test_short_date_round_trip(day: date) -> None:
    """A short date is read back when day and month cannot change places, and refused with both readings when they can."""
    if day.day > 12 or day.day == day.month:
        assert parse_day(short_date(day)) == day
    else:
        with pytest.raises(AmbiguousDate) as caught:
            parse_day(short_date(day))
        assert caught.value.readings == (day, date(day.year, day.day, day.month))


@given(PARTIALS, st.sampled_from(["vi", "en"]))
def test_long_date_round_trip(part: PartialDate, language: str) -> None:
    """A date in words, and its ISO form, are read back in both languages."""
    assert PartialDate.parse(long_date(part, language)) == part == PartialDate.parse(str(part))


@given(st.datetimes(timezones=st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))))
def test_moment_round_trip(moment: datetime) -> None:
    """An ISO moment is read back exactly, an English timestamp to its minute."""
    assert parse_moment(moment.isoformat()) == moment
    read = parse_moment(timestamp(moment, "en"))
    assert isinstance(read, datetime)
    assert (read, read.utcoffset()) == (moment.replace(second=0, microsecond=0), moment.utcoffset())


@given(st.dates())
def test_timestamp_round_trip(day: date) -> None:
    """The weekday of a Vietnamese timestamp makes its day certain, save where both readings fall on it."""
    read = _outcome(parse_moment, timestamp(day))
    if isinstance(read, AmbiguousDate):
        assert read.readings[0] == day
        assert read.readings[0].weekday() == read.readings[1].weekday()
    else:
        assert read == day


@given(st.dates(), st.dates())
def test_date_range_round_trip(one: date, other: date) -> None:
    """A written range is read back, or refused with a reading for each of its two orders."""
    first, last = sorted((one, other))
    assert parse_range(date_range(first, last, "en")) == (first, last)
    read = _outcome(parse_range, date_range(first, last))
    if isinstance(read, AmbiguousDate):
        assert read.readings[0] in (first, last)
    else:
        assert read == (first, last)


@given(PERIODS)
def test_period_round_trip(period: Period) -> None:
    """The ISO form of a period is read back."""
    assert Period.parse(str(period)) == period


@given(st.integers(1, 9999), st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4"]))
def test_period_label_round_trip(year: int, share: str) -> None:
    """The Vietnamese name of a half or a quarter is read back."""
    period = Period.parse(f"{year:04}-{share}")
    assert Period.parse(period.label()) == period


@given(PARTIALS, PARTIALS)
def test_partial_dates_compare(one: PartialDate, other: PartialDate) -> None:
    """Any two partial dates have exactly one order."""
    assert [one < other, one == other, one > other].count(True) == 1


@given(ANY)
def test_dates_raise_documented_errors_only(text: str) -> None:
    """Whatever the text, there is a value or a documented error, and ambiguous readings differ."""
    for parse in PARSERS:
        read = _outcome(parse, text)
        if isinstance(read, AmbiguousDate):
            assert read.readings[0] != read.readings[1]


@pytest.mark.parametrize("parse", PARSERS)
def test_long_texts_are_refused(parse: Callable[[str], object]) -> None:
    """More than 200 characters are refused before they are read."""
    with pytest.raises(UnreadableDate):
        parse("1 " * 100_000)
