"""Field types of front matter: how the text that an editor wrote becomes a value.

Every scalar arrives as text; the type of its field decides how it is read, with Vietnamese rules. A value that has two readings
or none raises an error whose type is the permanent code of the problem shown to the editor (`thidua.words`). Letting YAML or pydantic
coerce was rejected: 33.191 would become a float and 14:30 the number 870.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from thidua import vietnamese
from thidua.vietnamese import PartialDate, Period

T = TypeVar("T")
ReferenceSpace = Literal[
    "unit", "cluster", "movement", "series", "person", "award", "model", "conference", "document", "source", "file", "picture"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Marks a field as the name of something else: `space` says where it is looked up."""

    space: ReferenceSpace
    lenient: bool = False


def _fail(code: str, **values: object) -> PydanticCustomError:
    return PydanticCustomError(code, "{text}", {name: str(value) for name, value in values.items()})


def _from_text(value: object) -> str:
    if not isinstance(value, str):
        raise _fail("expected-text", text="")
    return vietnamese.normalize(value).strip()  # a YAML escape ("\x0b") writes what the file itself cannot hold


def _reader(parse: Callable[[str], T]) -> Callable[[Any], T]:
    """Return a validator that reads text with `parse` and turns its errors into coded ones; parsed values pass."""

    def read(value: Any) -> T:  # noqa: ANN401 # pydantic hands over whatever the caller gave
        if not isinstance(value, str | list | dict | tuple):
            return value  # type: ignore[no-any-return] # already a value: a model is being copied
        text = _from_text(value)
        try:
            return parse(text)
        except vietnamese.AmbiguousDate as error:
            first, second = error.readings
            raise _fail("ambiguous-date", text=text, first=first, second=second) from None
        except vietnamese.ImpossibleDate:
            raise _fail("impossible-date", text=text) from None
        except vietnamese.UnreadableDate:
            raise _fail("unreadable-date", text=text) from None
        except vietnamese.AmbiguousNumber as error:
            one, other = error.readings
            raise _fail("ambiguous-number", text=text, first=one, second=other) from None
        except vietnamese.UnreadableNumber:
            raise _fail("unreadable-number", text=text) from None

    return read


def _as_code(code: str, parse: Callable[[str], T], **values: object) -> Callable[[str], T]:
    """Return `parse` with what cannot be read named by `code`; what has two readings keeps its own."""

    def read(text: str) -> T:
        try:
            return parse(text)
        except (vietnamese.UnreadableDate, vietnamese.UnreadableNumber):
            raise _fail(code, text=text, **values) from None

    return read


def _read_time(text: str) -> time:
    try:
        return vietnamese.parse_time(text)
    except (vietnamese.UnreadableDate, vietnamese.ImpossibleDate):
        raise _fail("unreadable-time", text=text) from None


_TRUE = frozenset({"true", "yes", "on", "co", "có", "1", "đúng"})
_FALSE = frozenset({"false", "no", "off", "khong", "không", "0", "sai"})


def _read_flag(text: str) -> bool:
    word = text.lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise _fail("unreadable-flag", text=text)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _read_year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise _fail("unreadable-year", text=text)
    return int(text)


MAX_ADDRESS = 2000
_WEB = re.compile(r"https?://[^\s/?#]+\.[^\s]+")


def _read_web_address(text: str) -> str:
    if not _WEB.fullmatch(text[: MAX_ADDRESS + 1]) or len(text) > MAX_ADDRESS or any(character in text for character in "<>\"'`{}|\\^"):
        raise _fail("bad-web-address", text=text)
    return text


def _read_secure_address(text: str) -> str:
    """A web address that a reader is led to from a card: encrypted, and its site legible (`a.vn@b.vn` would seem to be a.vn)."""
    if text.startswith("http://"):
        raise _fail("not-https", text=text, suggestion="https" + text.removeprefix("http"))
    address = _read_web_address(text)
    if not _SITE.match(address):
        raise _fail("bad-web-address", text=text)
    return address


_SITE = re.compile(r"https://[^/?#@:\[\]]+(?::\d+)?(?:[/?#]|$)")
_DURATION = re.compile(r"(?:\d{1,2}:[0-5]\d|\d{1,3}):[0-5]\d")


def _read_duration(text: str) -> str:
    if not _DURATION.fullmatch(text):
        raise _fail("unreadable-duration", text=text)
    return text


_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")


def _read_email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise _fail("bad-email", text=text)
    return text


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG = 80


def _read_slug(text: str) -> str:
    if not _SLUG.fullmatch(text) or len(text) > MAX_SLUG:
        raise _fail("bad-slug", text=text, suggestion=vietnamese.slug(text) or "bai-viet")
    return text


def _read_register_id(text: str) -> str:
    """An id becomes part of an address: it is a slug, and not the word that numbers pages."""
    if not _SLUG.fullmatch(text) or len(text) > MAX_SLUG or text == "trang":
        raise _fail("bad-id", text=text, suggestion=vietnamese.slug(text) or "ma-moi")
    return text


def _read_site_path(text: str) -> str:
    path = text if text.startswith("/") else f"/{text}"
    parts = path.split("/")
    if any(part.startswith(".") for part in parts) or re.search(r"[\s\\?#<>\"']|//", path):
        raise _fail("bad-address", text=text)
    return path


def _read_file_path(text: str) -> str:
    if re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE):
        raise _fail("remote-file", text=text)
    if text.startswith("/") or "\\" in text:
        raise _fail("file-outside", text=text)
    return text


def _read_link_path(text: str) -> str:
    """As a path of a file; who has an address is told of the field for it."""
    try:
        return _read_file_path(text)
    except PydanticCustomError as error:
        if error.type == "remote-file":
            raise _fail("remote-file", text=text, hint="address-in-url") from None
        raise


def _as_tuple(value: Any) -> Any:  # noqa: ANN401 # pydantic hands over whatever the caller gave
    """Let one value stand for a list of one; text with commas is asked to be written as a list."""
    if isinstance(value, str):
        if "," in value or ";" in value:
            items = ", ".join(part.strip() for part in re.split("[,;]", value) if part.strip())
            raise _fail("list-expected", text=value, suggestion=f"[{items}]")
        return (value,)
    return (value,) if isinstance(value, dict) else value


def _as_tuple_of_names(value: Any) -> Any:  # noqa: ANN401 # pydantic hands over whatever the caller gave
    """As `_as_tuple`, but a comma may belong to a name."""
    return (value,) if isinstance(value, str | dict) else value


_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def _in_our_time(parse: Callable[[str], T], day_of: Callable[[T], date]) -> Callable[[str], T]:
    """Return `parse` refusing years in which no article was or will be published: a slip, and no calendar's edge is ever met."""

    def read(text: str) -> T:
        value = parse(text)
        if not _FIRST_YEAR <= day_of(value).year <= _LAST_YEAR:
            raise _fail("impossible-date", text=text)
        return value

    return read


def _itself(day: date) -> date:
    return day


def _first_of_partial(value: PartialDate) -> date:
    return value.first


def _first_of_period(value: Period) -> date:
    return value.first_day


_DATE_SCHEMA = WithJsonSchema({"type": "string", "examples": ["2024-03-01", "15/03/2024"]})

Text = Annotated[str, BeforeValidator(_from_text), StringConstraints(min_length=1)]
Flag = Annotated[bool, BeforeValidator(_reader(_read_flag))]
Year = Annotated[int, BeforeValidator(_reader(_read_year))]
Day = Annotated[date, BeforeValidator(_reader(_in_our_time(vietnamese.parse_day, _itself))), _DATE_SCHEMA]
When = Annotated[date | datetime, BeforeValidator(_reader(_in_our_time(vietnamese.parse_moment, _itself))), _DATE_SCHEMA]
Clock = Annotated[time, BeforeValidator(_reader(_read_time)), WithJsonSchema({"type": "string", "examples": ["14:30"]})]
Partial = Annotated[
    PartialDate,
    BeforeValidator(_reader(_as_code("unreadable-date", _in_our_time(PartialDate.parse, _first_of_partial), hint="partial-date"))),
    WithJsonSchema({"type": "string", "examples": ["2022-07"]}),
]
Span = Annotated[
    Period,
    BeforeValidator(_reader(_as_code("unreadable-period", _in_our_time(Period.parse, _first_of_period)))),
    WithJsonSchema({"type": "string", "examples": ["2022", "2022-H1"]}),
]
Number = Annotated[Decimal, BeforeValidator(_reader(vietnamese.parse_number)), WithJsonSchema({"type": "string", "examples": ["33.191"]})]
Count = Annotated[
    int,
    BeforeValidator(_reader(_as_code("unreadable-count", vietnamese.parse_count))),
    WithJsonSchema({"type": "string", "examples": ["174"]}),
]
WebAddress = Annotated[str, BeforeValidator(_reader(_read_web_address))]
SecureAddress = Annotated[str, BeforeValidator(_reader(_read_secure_address))]
Duration = Annotated[str, BeforeValidator(_reader(_read_duration)), WithJsonSchema({"type": "string", "examples": ["3:25"]})]
Email = Annotated[str, BeforeValidator(_reader(_read_email))]
RegisterId = Annotated[str, BeforeValidator(_reader(_read_register_id))]
Slug = Annotated[str, BeforeValidator(_reader(_read_slug))]
SitePath = Annotated[str, BeforeValidator(_reader(_read_site_path))]
PicturePath = Annotated[str, BeforeValidator(_reader(_read_file_path)), Reference(space="picture")]
FilePath = Annotated[str, BeforeValidator(_reader(_read_file_path)), Reference(space="file")]
LinkPath = Annotated[str, BeforeValidator(_reader(_read_link_path))]
SourceRef = Annotated[Text, Reference(space="source")]

UnitRef = Annotated[Text, Reference(space="unit")]
UnitOrWords = Annotated[Text, Reference(space="unit", lenient=True)]
ClusterRef = Annotated[Text, Reference(space="cluster")]
MovementRef = Annotated[Text, Reference(space="movement")]
SeriesRef = Annotated[Text, Reference(space="series")]
PersonRef = Annotated[Text, Reference(space="person")]
AwardRef = Annotated[Text, Reference(space="award")]
ModelRef = Annotated[Text, Reference(space="model")]
DocumentRef = Annotated[Text, Reference(space="document")]

Items = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
Names = Annotated[tuple[T, ...], BeforeValidator(_as_tuple_of_names)]
