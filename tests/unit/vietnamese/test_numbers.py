"""Numbers: points group, commas start decimals, and what has two readings is refused with both."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.vietnamese import (
    AmbiguousNumber,
    Quantity,
    UnreadableNumber,
    format_number,
    format_quantity,
    parse_count,
    parse_number,
    parse_quantity,
)

# Texts near numbers find more than texts at large.
ANY = st.one_of(st.text(), st.text("0123456789.,- +%\u00a0trêntỷ>≥"))
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12)


def _outcome(parse: Callable[[str], object], text: str) -> object:
    """Return what a parser gives for the text: its value, or the documented error that it raises."""
    try:
        return parse(text)
    except (UnreadableNumber, AmbiguousNumber) as error:
        return error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("302", "302"),
        ("08", "8"),
        ("33.191", "33191"),
        ("1.234.567,8", "1234567.8"),
        ("8,21", "8.21"),
        ("0,125", "0.125"),
        ("1.234,567", "1234.567"),
        ("1,2340", "1.2340"),
        ("-5", "-5"),
        ("\u22125,5", "-5.5"),
        ("+7", "7"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567,8", "1234567.8"),
        (" 12 ", "12"),
        ("0.0", "0"),
    ],
)
def test_parse_number(text: str, expected: str) -> None:
    """Vietnamese grouping and decimals give an exact decimal."""
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("1,234", "1,2340", "1.234"),
        ("-1,234", "-1,2340", "-1.234"),
        ("8.21", "821", "8,21"),
        ("1234.5", "12345", "1234,5"),
        ("0.5", "5", "0,5"),
        ("1234.567", "1234567", "1234,5670"),
    ],
)
def test_ambiguous_number(text: str, vietnamese: str, english: str) -> None:
    """Two readings are both told, the Vietnamese first, spelled so that each is certain."""
    with pytest.raises(AmbiguousNumber) as caught:
        parse_number(text)
    assert caught.value.readings == (vietnamese, english)
    assert parse_number(vietnamese) != parse_number(english)


@pytest.mark.parametrize("text", ["", "năm", "1.23.456", "1,2,3", ".5", "5.", ",5", "1e5", "1 23", "٣", "--5", "5 tỷ", "NaN", "9" * 201])
def test_unreadable_number(text: str) -> None:
    """What is no number is refused."""
    with pytest.raises(UnreadableNumber):
        parse_number(text)


@pytest.mark.parametrize(("text", "suggestion"), [("1,234.5", "1.234,5"), ("1,234,567", "1.234.567"), ("1.23.456", None), ("abc", None)])
def test_unreadable_number_suggests(text: str, suggestion: str | None) -> None:
    """A number written the English way comes with its Vietnamese spelling."""
    with pytest.raises(UnreadableNumber) as caught:
        parse_number(text)
    assert caught.value.suggestion == suggestion


def test_errors_cross_process_borders() -> None:
    """A worker's error arrives whole."""
    unreadable: UnreadableNumber = pickle.loads(pickle.dumps(UnreadableNumber("1,234.5", "1.234,5")))  # noqa: S301 - our own bytes
    ambiguous: AmbiguousNumber = pickle.loads(pickle.dumps(AmbiguousNumber("8.21", ("821", "8,21"))))  # noqa: S301 - our own bytes
    assert (unreadable.suggestion, str(unreadable)) == ("1.234,5", "not a number: '1,234.5'")
    assert (ambiguous.readings, str(ambiguous)) == (("821", "8,21"), "'8.21' can be 821 or 8,21")


def test_parse_count() -> None:
    """A count is whole."""
    assert parse_count("33.191") == 33191


@pytest.mark.parametrize("text", ["8,5", "-5", "nhiều"])
def test_parse_count_refuses(text: str) -> None:
    """A count has no fraction and no minus."""
    with pytest.raises(UnreadableNumber):
        parse_count(text)


@pytest.mark.parametrize(
    ("text", "qualifier", "value", "unit"),
    [
        ("trên 33.191 tỷ đồng", "trên", "33191", "tỷ đồng"),
        ("Gần 302 người", "gần", "302", "người"),
        ("hơn 5", "hơn", "5", None),
        ("khoảng\u00a01.200\u00a0hộ  gia đình", "khoảng", "1200", "hộ gia đình"),
        ("ít nhất 3 xã", "ít nhất", "3", "xã"),
        ("đạt trên 8,5 triệu đồng/người", "đạt trên", "8.5", "triệu đồng/người"),
        ("8,21%", None, "8.21", "%"),
        ("≥ 5 ha", "≥", "5", "ha"),
        ("<= 5 ha", "≤", "5", "ha"),
        ("~1 234 m2", "~", "1234", "m2"),
        ("-5°C", None, "-5", "°C"),
    ],
)
def test_parse_quantity(text: str, qualifier: str | None, value: str, unit: str | None) -> None:
    """Qualifier, value and unit are told apart."""
    assert parse_quantity(text) == Quantity(value=Decimal(value), unit=unit, qualifier=qualifier)


@pytest.mark.parametrize("text", ["", "trên", "tỷ đồng", "30 và 31 người", "5 - 10 tỷ", "33.191 tỷ, tăng 8,21%", "rất 5"])
def test_unreadable_quantity(text: str) -> None:
    """Two numbers, or none, are no quantity."""
    with pytest.raises(UnreadableNumber):
        parse_quantity(text)


def test_ambiguous_quantity() -> None:
    """The number inside decides."""
    with pytest.raises(AmbiguousNumber):
        parse_quantity("8.21%")


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (33191, "33.191", "33,191"),
        (Decimal("8.21"), "8,21", "8.21"),
        (Decimal("1234567.80"), "1.234.567,80", "1,234,567.80"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (Decimal("-0"), "0", "0"),
        (-5, "-5", "-5"),
    ],
)
def test_format_number(value: Decimal | int, vietnamese: str, english: str) -> None:
    """Each language has its own point and comma."""
    assert format_number(value) == vietnamese
    assert format_number(value, "en") == english


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_format_number_refuses(value: str) -> None:
    """What is no number is not written as one."""
    with pytest.raises(ValueError, match="cannot be written"):
        format_number(Decimal(value))


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("trên 33.191 tỷ đồng", "trên 33.191~tỷ đồng", "over 33,191~tỷ đồng"),
        ("8,21 %", "8,21%", "8.21%"),
        ("≥ 5 ha", "≥5~ha", "≥5~ha"),
        ("302", "302", "302"),
    ],
)
def test_format_quantity(text: str, vietnamese: str, english: str) -> None:
    """A no-break space (~) stands before the unit, none before the per cent sign."""
    assert format_quantity(parse_quantity(text)) == vietnamese.replace("~", "\u00a0")
    assert format_quantity(parse_quantity(text), "en") == english.replace("~", "\u00a0")


@given(st.one_of(DECIMALS, st.integers()))
def test_number_round_trip(value: Decimal | int) -> None:
    """What is written is read back, with up to two decimals always."""
    assert parse_number(format_number(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**7), max_value=10**7))
def test_number_with_three_decimals(value: Decimal) -> None:
    """With three decimals it is read back, or refused with the value as the first reading."""
    read = _outcome(parse_number, format_number(value))
    assert (parse_number(read.readings[0]) if isinstance(read, AmbiguousNumber) else read) == value


@given(
    st.builds(
        Quantity,
        value=DECIMALS,
        unit=st.sampled_from([None, "%", "tỷ đồng", "người", "m2", "triệu đồng/người"]),
        qualifier=st.sampled_from([None, "trên", "gần", "hơn", "khoảng", "dưới", "ít nhất", "đạt", ">", "<", "~", "≥", "≤"]),
    ),
)
def test_quantity_round_trip(quantity: Quantity) -> None:
    """A written quantity is read back."""
    assert parse_quantity(format_quantity(quantity)) == quantity


@given(ANY)
def test_numbers_raise_documented_errors_only(text: str) -> None:
    """Whatever the text, there is a value or a documented error, and ambiguous readings are certain and different."""
    for parse in (parse_number, parse_count, parse_quantity):
        read = _outcome(parse, text)
        if isinstance(read, AmbiguousNumber):
            first, second = map(parse_number, read.readings)
            assert first != second
