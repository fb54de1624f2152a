"""The registers: units through time, awards, movements, people, running stories, abbreviations, what is read most.

A register is a YAML list of records; articles name them by id, by name or by another known name. Units keep dated names and kinds,
because a 2022 article must go on saying "tỉnh Bắc Kạn".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from thidua.model.fields import Count, Items, Names, Partial, RegisterId, SitePath, Span, Text, UnitRef
from thidua.model.records import Fact, Level, Record
from thidua.vietnamese import PartialDate

RegisterName = Literal["units", "awards", "movements", "people", "series", "abbreviations", "most-read"]

D = TypeVar("D", bound="Dated")

UnitKind = Literal[
    "tinh",
    "thanh-pho",
    "quan",
    "huyen",
    "thi-xa",
    "thi-tran",
    "xa",
    "phuong",
    "dac-khu",
    "bo-nganh",
    "so-nganh",
    "co-quan-dang",
    "doan-the",
    "truong",
    "bao-chi",
    "doanh-nghiep",
    "khac",
]


class Dated(Fact):
    """Something true from one date to another, both included; an absent end is open."""

    from_: Partial | None = Field(default=None, alias="from")
    to: Partial | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.from_ and self.to and self.to.last < self.from_.first:
            code = "ends-before-start"
            raise PydanticCustomError(code, "", {"start": str(self.from_), "end": str(self.to), "at": "to"})
        return self

    def holds_on(self, day: date) -> bool:
        """Tell whether it was so on `day`."""
        return not (self.from_ and day < self.from_.first) and not (self.to and day > self.to.last)


class UnitName(Dated):
    """A unit's name in a period."""

    name: Text


class UnitKindInTime(Dated):
    """A unit's kind in a period."""

    kind: UnitKind


class UnitCode(Dated):
    """A unit's code in a scheme and period."""

    scheme: Literal["gso", "iso"]
    code: Text


class Unit(Dated):
    """An administrative unit or body, with what it was called when, and what it became."""

    id: RegisterId
    other_ids: Names[Text] = ()
    names: Annotated[Items[UnitName], Field(min_length=1)]
    kinds: Items[UnitKindInTime] = ()
    codes: Items[UnitCode] = ()
    merged_into: UnitRef | None = None
    parent: UnitRef | None = None
    other_names: Names[Text] = ()

    @property
    def last_day(self) -> date | None:
        """The day on which it may last be spoken of in the present tense, None while it exists."""
        return self.to.last if self.to else None

    def name_on(self, day: date | None) -> str:
        """Return its bare name on `day` (its last name when None, or outside every period)."""
        return _held(self.names, day).name

    def kind_on(self, day: date | None) -> UnitKind | None:
        """Return its kind on `day` (its last kind when None)."""
        return _held(self.kinds, day).kind if self.kinds else None


def _held(items: tuple[D, ...], day: date | None) -> D:
    """Return the item that held on `day`; the nearest at either end when the day is outside every period."""
    ordered = sorted(items, key=lambda item: item.from_.first if item.from_ else date.min)
    if day is None:
        return ordered[-1]
    holding = [item for item in ordered if item.holds_on(day)]
    if holding:
        return holding[-1]
    begun = [item for item in ordered if not item.from_ or item.from_.first <= day]
    return begun[-1] if begun else ordered[0]


class Award(Fact):
    """A title (danh hiệu) or form of commendation (hình thức khen thưởng)."""

    id: RegisterId
    name: Text
    abbreviation: Text | None = None
    group: Literal["danh-hieu", "khen-thuong"]
    objects: Names[Literal["ca-nhan", "tap-the", "ho-gia-dinh"]] = ()
    level: Level
    by: Text | None = None
    kinds: Names[Text] = ()
    article: Text | None = None
    other_names: Names[Text] = ()


class Movement(Fact):
    """An emulation movement (phong trào thi đua)."""

    id: RegisterId
    name: Text
    launched_by: Literal["thu-tuong", "bo-nganh", "tinh", "cum-khoi", "co-so"] | None = None
    form: Literal["thuong-xuyen", "theo-chuyen-de", "dac-biet"] | None = None
    period: Span | None = None
    other_names: Names[Text] = ()


class Person(Fact):
    """A person who has a page; titles belong to events, not here."""

    id: RegisterId
    name: Text
    other_names: Names[Text] = ()


class Series(Fact):
    """A running story (dòng sự kiện)."""

    id: RegisterId
    title: Text
    description: Text | None = None
    other_names: Names[Text] = ()

    @property
    def name(self) -> str:
        """Its title: what people call it by."""
        return self.title


class Abbreviation(Record):
    """A short form and what it stands for; several readings make it ambiguous."""

    short: Text
    long: Text | None = None
    readings: Names[Text] = ()
    source: Text | None = None


class MostRead(Record):
    """An address that many asked for, as the web server's log has it; those asked for most come first."""

    address: SitePath
    readers: Count | None = None


REGISTERS: dict[RegisterName, type[Record]] = {
    "units": Unit,
    "awards": Award,
    "movements": Movement,
    "people": Person,
    "series": Series,
    "abbreviations": Abbreviation,
    "most-read": MostRead,
}

__all__ = [
    "REGISTERS",
    "Abbreviation",
    "Award",
    "Dated",
    "MostRead",
    "Movement",
    "PartialDate",
    "Person",
    "RegisterName",
    "Series",
    "Unit",
    "UnitCode",
    "UnitKind",
    "UnitKindInTime",
    "UnitName",
]
