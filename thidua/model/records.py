"""The records inside front matter: facts with their source, and the smaller things that entries are made of.

A fact is whatever a page states about the world (a term, a place, an award): it may name its source, be marked as inferred or disputed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from thidua.model.fields import (
    AwardRef,
    Clock,
    ClusterRef,
    Count,
    Day,
    FilePath,
    Flag,
    Items,
    ModelRef,
    Names,
    Number,
    Partial,
    PersonRef,
    PicturePath,
    SourceRef,
    Span,
    Text,
    UnitOrWords,
    UnitRef,
    WebAddress,
    When,
    Year,
)


class Record(BaseModel):
    """An immutable part of what an editor wrote; unknown keys are problems."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False)


class Fact(Record):
    """Something a page states: `source` is an address, an entry's reference name (`name#anchor`) or words."""

    source: SourceRef | None = None
    inferred: Flag = False
    disputed: Flag = False
    note: Text | None = None

    @property
    def stated(self) -> bool:
        """Whether the fact may be counted: an inferred one never is."""
        return not self.inferred

    @property
    def sure(self) -> bool:
        """Whether a source states the fact and no other differs: what data files, calendars and other programs may be told."""
        return not self.inferred and not self.disputed


class Picture(Record):
    """A picture beside the entry, with what a reader who cannot see it needs."""

    src: PicturePath
    alt: Text | None = None
    caption: Text | None = None
    credit: Text | None = None


class Album(Record):
    """Several pictures under one caption; a gallery's single pictures are albums of their own kind."""

    caption: Text | None = None
    images: Annotated[Items[Picture], Field(min_length=1)]


def _gallery_item(value: object) -> str:
    return "album" if isinstance(value, Album) or (isinstance(value, dict) and "images" in value) else "picture"


GalleryItem = Annotated[Annotated[Picture, Tag("picture")] | Annotated[Album, Tag("album")], Discriminator(_gallery_item)]


class Attachment(Record):
    """A file to download."""

    file: FilePath
    title: Text | None = None


class SourceNote(Record):
    """Where a compiled article's facts come from."""

    name: Text
    author: Text | None = None
    url: WebAddress | None = None
    published: When | None = None


SourceType = Literal["own", "from-unit", "reprint", "compiled", "official-document"]


class Origin(Record):
    """The source line of an article: a reprint names its original in full."""

    type: SourceType
    name: Text | None = None
    author: Text | None = None
    url: WebAddress | None = None
    published: When | None = None

    @model_validator(mode="after")
    def _reprint_is_complete(self) -> Self:
        if self.type == "reprint":
            missing = [name for name in ("name", "author", "published", "url") if getattr(self, name) is None]
            if missing:
                code = "incomplete-reprint"
                raise PydanticCustomError(code, "", {"missing": ", ".join(missing), "at": "type"})
        return self


class Withdrawal(Record):
    """Why and when an entry was taken back; its address keeps a notice."""

    date: Day
    reason: Text


class Correction(Record):
    """One correction of a published article."""

    date: Day
    note: Text


Role = Literal["chair", "opened", "spoke", "concluded", "launched", "presented", "attended", "honoured", "conferred", "reported", "signed"]


class Participant(Fact):
    """A person at an event, with the title printed that day."""

    name: Text | None = None
    person: PersonRef | None = None
    title: Text | None = None
    unit: UnitRef | None = None
    role: Role | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.name is None and self.person is None:
            code = "nameless-person"
            raise PydanticCustomError(code, "")
        return self


class Venue(Fact):
    """Where an event took place."""

    unit: UnitRef | None = None
    city: Text | None = None
    venue: Text | None = None


EventType = Literal["tong-ket-nam", "so-ket-6-thang", "giao-luu-dien-hinh", "ky-ket-giao-uoc", "phat-dong", "dai-hoi", "khac"]


class Event(Fact):
    """A conference as an event: when, where, of which cluster, covering what."""

    type: EventType
    cluster: ClusterRef | None = None
    start: Partial | None = None
    end: Partial | None = None
    time: Clock | None = None
    place: Venue | None = None
    covers: Span
    launches: Span | None = None
    activities: Names[Text] = ()
    attending: Names[UnitOrWords] = ()
    status: Literal["hoan", "huy"] | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.start and self.end and self.end.last < self.start.first:
            code = "ends-before-start"
            raise PydanticCustomError(code, "", {"start": str(self.start), "end": str(self.end), "at": "end"})
        return self


class Elected(Fact):
    """Whom a conference elected to lead its cluster in a year."""

    year: Year
    lead: UnitRef | None = None
    deputy: UnitRef | None = None

    @model_validator(mode="after")
    def _are_two(self) -> Self:
        if self.lead is not None and self.lead == self.deputy:
            code = "same-lead-and-deputy"
            raise PydanticCustomError(code, "", {"at": "deputy"})
        return self


class Term(Fact):
    """Who leads a cluster in a year, or between two dates, as written at the cluster itself."""

    year: Year | None = None
    lead: UnitRef | None = None
    deputy: UnitRef | None = None
    from_: Partial | None = Field(default=None, alias="from")
    to: Partial | None = None

    @model_validator(mode="after")
    def _has_time(self) -> Self:
        if self.year is None and self.from_ is None:
            code = "term-without-time"
            raise PydanticCustomError(code, "")
        return self


class Member(Fact):
    """A unit's membership of a cluster: since and until when, or the dates at which a source attests it."""

    unit: UnitRef
    from_: Partial | None = Field(default=None, alias="from")
    to: Partial | None = None
    seen: Items[Partial] = ()

    @property
    def attested(self) -> date | None:
        """The first day on which a source names the unit as a member, else that of joining or leaving: how it is called is that day's."""
        known = (*self.seen, *filter(None, (self.from_, self.to)))
        return known[0].first if known else None


class Supervisor(Fact):
    """The member of the central council who looks after a cluster."""

    person: PersonRef | None = None
    name: Text | None = None
    title: Text | None = None
    seen: Items[Partial] = ()


AwardStatus = Literal["de-nghi", "quyet-dinh", "trao-tang", "thu-hoi"]
Level = Literal["nha-nuoc", "chinh-phu", "bo-tinh", "co-so"]


class Recipients(Record):
    """How many received an award; `uncounted`: given, but the number is not printed."""

    collectives: Count | None = None
    individuals: Count | None = None
    households: Count | None = None
    uncounted: Flag = False


class Subset(Record):
    """Counts that are already inside the whole, and are never added to it."""

    small_collectives: Count | None = None
    direct_workers: Count | None = None
    non_leading_workers: Count | None = None
    women: Count | None = None
    ethnic_minorities: Count | None = None
    leaders: Count | None = None
    enterprises: Count | None = None


class AwardFact(Fact, Recipients):
    """Awards of one form given, decided or nominated on one occasion."""

    form: AwardRef | None = None
    status: AwardStatus | None = None
    level: Level | None = None
    by: Names[Text] = ()
    year: Year | None = None
    breakdown: dict[UnitRef, Recipients] = Field(default_factory=dict)
    of_which: Subset | None = None
    to: Names[UnitOrWords] = ()
    for_: Text | None = Field(default=None, alias="for")
    total_of: Items[AwardRef] = ()

    @model_validator(mode="after")
    def _parts_fit_in_the_whole(self) -> Self:
        for part, count, whole in self._parts():
            if count is not None and whole is not None and count > whole:
                code = "part-exceeds-whole"
                raise PydanticCustomError(code, "", {"part": part, "count": count, "whole": whole, "at": part.partition(".")[0]})
        return self

    def _parts(self) -> Iterator[tuple[str, int | None, int | None]]:
        """Yield (name, part, whole) of everything that is counted inside this fact's own numbers."""
        inside = self.of_which
        if inside:
            yield "of_which.small_collectives", inside.small_collectives, self.collectives
            yield "of_which.enterprises", inside.enterprises, self.collectives
            for name in ("direct_workers", "non_leading_workers", "women", "ethnic_minorities", "leaders"):
                yield f"of_which.{name}", getattr(inside, name), self.individuals
        for name in ("collectives", "individuals", "households"):
            counts = [getattr(part, name) for part in self.breakdown.values()]
            yield f"breakdown.{name}", sum(count for count in counts if count is not None), getattr(self, name)


class Statistic(Fact):
    """One figure of an event's report."""

    label: Text
    value: Number
    unit: Text | None = None
    qualifier: Text | None = None
    year: Year | None = None
    as_of: Partial | None = None
    scope: Text | None = None


class Presentation(Fact):
    """A model shown at a conference: told, visited, filmed."""

    model: ModelRef
    how: Literal["tham-luan", "toa-dam", "tham-quan", "bai-viet", "video"] | None = None


class Subject(Record):
    """Who the model is."""

    type: Literal["ca-nhan", "tap-the", "ho-gia-dinh"]
    name: Text


class Place(Fact):
    """A model's address as of a date: districts and communes have changed since."""

    hamlet: Text | None = None
    commune: Text | None = None
    district: Text | None = None
    unit: UnitRef | None = None
    as_of: Partial | None = None


class Force(Fact):
    """From when to when a document is in force, and when that was checked."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    checked: Day | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.from_ and self.to and self.to < self.from_:
            code = "ends-before-start"
            raise PydanticCustomError(code, "", {"start": str(self.from_), "end": str(self.to), "at": "to"})
        return self
