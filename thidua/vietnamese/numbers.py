"""Numbers and quantities by Vietnamese rules: a point groups thousands, a comma starts the decimals.

Invariant: what can be read in two ways ("1,234", "8.21") is never guessed. Its readings are spelled so that each can be written back into
the source and is then certain. Values are exact decimals; nothing passes through a float or the decimal context.

Rejected: `locale.atof` and Babel's parse_decimal, which read "8.21" as 821 without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from thidua.vietnamese.text import NO_BREAK_SPACE, normalize

__all__ = [
    "AmbiguousNumber",
    "Quantity",
    "UnreadableNumber",
    "format_number",
    "format_quantity",
    "parse_count",
    "parse_number",
    "parse_quantity",
]

_MAX_LENGTH: Final = 200
_GROUP: Final = 3

_NUMBER: Final = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,(?P<fraction>[0-9]+))?",
)
# "1,234" is 1,234 here and 1.234 in English; "0,125" and "1 234,567" have one reading.
_COMMA_OF_TWO_READINGS: Final = re.compile(r"(?P<sign>[+-]?)(?P<whole>[1-9][0-9]{0,2}),(?P<fraction>[0-9]{3})")
# One point that groups nothing: "8.21" is 8,21 in English and a broken grouping here.
_POINT_OF_TWO_READINGS: Final = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+)\.(?P<fraction>[0-9]+)")
_ENGLISH: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")

_SWAPPED: Final = str.maketrans(",.", ".,")

_QUALIFIERS: Final = {
    "trên": "over",
    "gần": "nearly",
    "hơn": "more than",
    "khoảng": "about",
    "xấp xỉ": "about",
    "dưới": "under",
    "ít nhất": "at least",
    "tối thiểu": "at least",
    "nhiều nhất": "at most",
    "tối đa": "at most",
    "không quá": "at most",
    "đạt": "reaching",
    "ước đạt": "an estimated",
    "đạt trên": "over",
    "đạt hơn": "more than",
    "đạt gần": "nearly",
    "đạt khoảng": "about",
}
_SIGNS: Final = (">", "<", "~", "≥", "≤")
_QUANTITY: Final = re.compile(
    rf"(?:(?P<word>{'|'.join(sorted(_QUALIFIERS, key=len, reverse=True))}) |(?P<mark>[{''.join(_SIGNS)}]) ?)?"
    r"(?P<number>[+-]?[0-9](?:[0-9.,]| (?=[0-9]))*) ?(?P<unit>(?:[^\W\d_]|[%‰°₫$€]).*)?",
    re.IGNORECASE,
)
# A second number in what should be a unit: "30 và 31 người", "33 tỷ, tăng 8,21%". The figure of m2 hangs on its letter.
_LOOSE_FIGURE: Final = re.compile(r"(?<!\w)[0-9]")
_GLUED_UNITS: Final = ("%", "‰", "°")


class UnreadableNumber(ValueError):  # noqa: N818 - the name says what an editor did, as its problem code does
    """The text is no number; `suggestion` is how it is written here if it was written the English way, else None."""

    def __init__(self, text: str, suggestion: str | None = None) -> None:
        """Remember the text and how it might be meant."""
        super().__init__(text, suggestion)
        self.text = text
        self.suggestion = suggestion

    def __str__(self) -> str:
        """Return the sentence for a log; editors read the problem that is made of it."""
        return f"not a number: {self.text!r}"


class AmbiguousNumber(ValueError):  # noqa: N818 - as above
    """The text can mean two numbers; `readings` spells both so that each is certain, the Vietnamese reading first."""

    def __init__(self, text: str, readings: tuple[str, str]) -> None:
        """Remember the text and both readings, as arguments too: an error must cross process borders whole."""
        super().__init__(text, readings)
        self.text = text
        self.readings = readings

    def __str__(self) -> str:
        """Return both readings, for a log; editors read the problem that is made of it."""
        return f"{self.text!r} can be {self.readings[0]} or {self.readings[1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit ("tỷ đồng", "%") and qualifier ("trên", "≥"), as the source has them."""

    value: Decimal
    unit: str | None = None
    qualifier: str | None = None


def parse_number(text: str) -> Decimal:
    """Return the number of `33.191`, `1.234.567,8`, `8,21`, `302`, `-5` or `1 234`. Raises AmbiguousNumber or UnreadableNumber."""
    words = _tidy(text)
    if match := _COMMA_OF_TWO_READINGS.fullmatch(words):
        sign, whole, fraction = match.groups()
        # A fourth decimal makes the comma certain and leaves the value as it is.
        raise AmbiguousNumber(words, (f"{sign}{whole},{fraction}0", f"{sign}{whole}.{fraction}"))
    match = _NUMBER.fullmatch(words)
    if match is None:
        return _without_grouping(words)
    whole = match["whole"].replace(".", "").replace(" ", "")
    return Decimal(f"{match['sign']}{whole}.{match['fraction'] or ''}")


def parse_count(text: str) -> int:
    """Return a whole number that is not negative. Raises AmbiguousNumber or UnreadableNumber, also for 8,5 and -5."""
    value = parse_number(text)
    count = int(value)
    if count != value or count < 0:
        raise UnreadableNumber(text)
    return count


def parse_quantity(text: str) -> Quantity:
    """Return value, unit and qualifier of `trên 33.191 tỷ đồng`, `≥ 5`, `8,21%`. Raises AmbiguousNumber or UnreadableNumber.

    Words of the qualifier are lower-cased; the unit stays as it is written, with single spaces.
    """
    words = _tidy(text).replace(">=", "≥").replace("<=", "≤")
    match = _QUANTITY.fullmatch(words)
    if match is None or (match["unit"] and _LOOSE_FIGURE.search(match["unit"])):
        raise UnreadableNumber(words)
    qualifier = (match["word"] or "").lower() or match["mark"]
    return Quantity(value=parse_number(match["number"]), unit=match["unit"], qualifier=qualifier)


def format_number(value: Decimal | int, language: str = "vi") -> str:
    """Return "33.191" and "8,21"; in English "33,191" and "8.21". Decimals are kept as they are. Raises ValueError for infinity or NaN.

    For readers: a value with one to three digits before and three after the comma is written "1,234", which parse_number refuses.
    """
    exact = Decimal(value)
    if not exact.is_finite():
        message = f"{value} cannot be written"
        raise ValueError(message)
    english = f"{exact or exact.copy_abs():,f}"
    return english if language == "en" else english.translate(_SWAPPED)


def format_quantity(quantity: Quantity, language: str = "vi") -> str:
    """Return qualifier, number and unit, with U+00A0 between number and unit (none before %, ‰ and °).

    In English the number and the qualifier are translated; units are names of the register or the source and stay.
    """
    number = format_number(quantity.value, language)
    qualifier, unit = quantity.qualifier, quantity.unit
    if unit:
        number += unit if unit.startswith(_GLUED_UNITS) else NO_BREAK_SPACE + unit
    if not qualifier:
        return number
    if qualifier in _SIGNS:
        return f"{qualifier}{number}"
    return f"{_QUALIFIERS.get(qualifier, qualifier) if language == 'en' else qualifier} {number}"


def _tidy(text: str) -> str:
    """Return the text with single plain spaces and an ASCII minus; refuse more than 200 characters."""
    if len(text) > _MAX_LENGTH:
        raise UnreadableNumber(text[:20] + "…")
    return " ".join(normalize(text).split()).replace("\u2212", "-")


def _without_grouping(words: str) -> Decimal:
    """Return the value of a point that groups nothing when both readings agree (0.0); otherwise raise the fitting error."""
    match = _POINT_OF_TWO_READINGS.fullmatch(words)
    if match is None:
        raise UnreadableNumber(words, words.translate(_SWAPPED) if _ENGLISH.fullmatch(words) else None)
    sign, whole, fraction = match.groups()
    grouped = (whole + fraction).lstrip("0") or "0"
    # Three decimals after a comma would have two readings again.
    decimals = f"{fraction}0" if len(fraction) == _GROUP else fraction
    readings = f"{sign}{grouped}", f"{sign}{whole.lstrip('0') or '0'},{decimals}"
    if grouped == "0":
        return Decimal(0)
    raise AmbiguousNumber(words, readings)
