"""An entry's facets: the parts of it that other pages see, each with a life of its own.

A list sees a card, a dossier counts facts, only the entry's own page reads the body. Splitting them is what lets an edited body
restale one page. An Entry holds what lists and histories ask of all entries; front matter and text lie on the shelf until a page needs
them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from thidua.model.kinds import Article, Cluster, Conference, Document, Front, Kind, Model
from thidua.model.records import (
    AwardFact,
    Correction,
    Elected,
    Event,
    Force,
    Member,
    Participant,
    Picture,
    Place,
    Presentation,
    Subject,
    Term,
    Venue,
    Withdrawal,
)
from thidua.sources.reader import Draft
from thidua.vietnamese import PartialDate


class State(StrEnum):
    """Where an entry is in its life at the moment of the build."""

    LIVE = "live"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a list shows of an entry beside its summary; `when` is None for clusters and pages.

    `start` and `end` are the days of what it tells of, where it is dated itself: a conference's, a document's day of issue.
    """

    id: str
    kind: Kind
    section: str
    address: str
    title: str
    when: datetime | None
    day_only: bool
    updated: date | datetime | None
    start: PartialDate | None
    end: PartialDate | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What other pages count of an entry: who took part."""

    people: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceFacts(Facts):
    """What clusters, models, people and the awards page count of a conference."""

    event: Event
    elected: Elected | None
    awards: tuple[AwardFact, ...]
    models: tuple[Presentation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts(Facts):
    """What other pages say of a model."""

    subject: Subject
    type: str | None
    field: str | None
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterFacts(Facts):
    """What a cluster says of itself: who belongs to it, who led it."""

    members: tuple[Member, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts(Facts):
    """What a document says of others, and of its own force."""

    amends: tuple[str, ...]
    replaces: tuple[str, ...]
    repealed_by: str | None
    in_force: Force | None


NO_FACTS = Facts()


def days_told(front: Front) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first and last day of what an entry tells of: a conference's as far as it is stated, a document's day of issue."""
    if isinstance(front, Conference) and front.event.stated:
        return front.event.start, front.event.end
    if isinstance(front, Document) and front.issued:
        return PartialDate.of(front.issued), None
    return None, None


def last_day_told(front: Front) -> date | None:
    """Return the last day of what an entry tells of, as far as it is known: an event's, else of what it covers; a document's first."""
    if isinstance(front, Conference):
        last = front.event.end or front.event.start
        return last.last if last else front.event.covers.last_day
    if isinstance(front, Document):
        return front.issued or (front.in_force.from_ if front.in_force else None)
    return None


def facts_of(front: Front) -> Facts:
    """Return what dossiers count of an entry."""
    people = front.people if isinstance(front, Article) else ()
    if isinstance(front, Conference):
        return ConferenceFacts(event=front.event, elected=front.elected, awards=front.awards, models=front.models, people=people)
    if isinstance(front, Model):
        return ModelFacts(subject=front.subject, type=front.type, field=front.field, place=front.place, people=people)
    if isinstance(front, Cluster):
        return ClusterFacts(members=front.members, terms=front.terms)
    if isinstance(front, Document):
        force = front.in_force
        return DocumentFacts(amends=front.amends, replaces=front.replaces, repealed_by=front.repealed_by, in_force=force, people=people)
    return Facts(people=people) if people else NO_FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """What an entry is about, and who wrote it: what it is listed under. Ids, but for tags and authors.

    `clusters` are those that an editor names, that of its event first; `place` is the unit where its event was or its model lives, if a
    source states that.
    """

    tags: tuple[str, ...]
    authors: tuple[str, ...]
    units: tuple[str, ...]
    clusters: tuple[str, ...]
    movements: tuple[str, ...]
    series: str | None
    place: str | None

    @property
    def all_units(self) -> tuple[str, ...]:
        """The units that it is about: those that an editor names, and its place."""
        return tuple(dict.fromkeys((*self.units, *([self.place] if self.place else []))))

    @classmethod
    def of(cls, front: Front) -> Topics:
        """Return the topics of a front matter whose references are resolved."""
        authors = front.author if isinstance(front, Article) else ()
        own = (front.event.cluster,) if isinstance(front, Conference) and front.event.cluster else ()
        return cls(
            tags=tuple(map(sys.intern, front.tags)),  # each once in memory
            authors=tuple(map(sys.intern, authors)),
            units=front.units,
            clusters=tuple(dict.fromkeys((*own, *front.clusters))),
            movements=tuple(dict.fromkeys(front.movements)),
            series=front.series,
            place=_place(front),
        )


def _place(front: Front) -> str | None:
    """Return the unit where something was, or somebody lives, if a source states it."""
    place: Venue | Place | None = None
    if isinstance(front, Conference) and front.event.stated:
        place = front.event.place
    elif isinstance(front, Model):
        place = front.place
    return place.unit if place and place.stated else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """What an editor stated after publication: what was corrected, and that all of it was taken back."""

    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None

    @classmethod
    def of(cls, front: Front) -> Notices:
        """Return the notices in a front matter; nearly always the same, empty ones."""
        return cls(corrections=front.corrections, withdrawn=front.withdrawn) if front.corrections or front.withdrawn else NO_NOTICES


NO_NOTICES = Notices()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """What an entry's identity is made of: the one it states, and the address at which it was first published."""

    stated: str | None
    first_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndicated:
    """What subscribers get of an article beside its summary and text; `via` is the original of a reprint."""

    card: Card
    origins: Origins
    topics: Topics
    notices: Notices
    image: Picture | None
    via: str | None

    @property
    def updated(self) -> datetime:
        """When the article last changed, as an editor stated it: published, updated, corrected or withdrawn.

        A day begins at its midnight. What was stated of the day of publication came after it, so it counts from a second later; so does
        whatever is stated of one day again.
        """
        published = self.card.when
        assert published is not None  # noqa: S101 # only articles are syndicated
        notices = self.notices
        days = [note.date for note in notices.corrections]
        edits = [_instant(day, published) + timedelta(seconds=days[:place].count(day)) for place, day in enumerate(days)]
        edits += [_instant(notices.withdrawn.date, published) + timedelta(seconds=len(days))] if notices.withdrawn else []
        edits += [_instant(self.card.updated, published)] if self.card.updated else []
        return max(*edits, published + timedelta(seconds=1)) if edits else published


def _instant(value: date | datetime, like: datetime) -> datetime:
    """Return a day or a time as an instant, in the zone of `like` if it names none."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min, like.tzinfo)
    return value if value.tzinfo else value.replace(tzinfo=like.tzinfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the site, references resolved; `pictured`: it has a gallery; `told_until`: the last day of what it tells of.

    `references` are all of its front matter, as (space, id); `placeholders` those of its HTML: (entry, id or "?"), (title, the same) and
    (asset, path).
    """

    draft: Draft
    card: Card
    stated_identity: str | None
    pinned: bool
    featured: bool
    notices: Notices
    image: Picture | None
    via: str | None
    pictured: bool
    aliases: tuple[str, ...]
    topics: Topics
    told_until: date | None
    facts_digest: bytes
    references: tuple[tuple[str, str], ...]
    placeholders: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """`kind/name`."""
        return self.card.id

    @property
    def syndicated(self) -> Syndicated:
        """What subscribers get of it; editors write old addresses under `aliases`, the oldest first."""
        first = self.aliases[0] if self.aliases else self.address
        return Syndicated(
            card=self.card,
            origins=Origins(stated=self.stated_identity, first_address=first),
            topics=self.topics,
            notices=self.notices,
            image=self.image,
            via=self.via,
        )

    @property
    def kind(self) -> Kind:
        """Its front-matter type."""
        return self.card.kind

    @property
    def file(self) -> str:
        """Its source."""
        return self.draft.file

    @property
    def section(self) -> str:
        """Where it is published."""
        return self.card.section

    @property
    def address(self) -> str:
        """Where its page is."""
        return self.card.address

    @property
    def when(self) -> datetime | None:
        """When this portal published it."""
        return self.card.when

    @property
    def state(self) -> State:
        """Where it is in its life."""
        return self.card.state

    @property
    def last_changed(self) -> date | None:
        """The day of its last change as an editor stated it: published, updated, corrected; None where none is stated."""
        stated = (self.card.when, last_edit(self.card.updated, self.notices.corrections))
        return max(map(_day, filter(None, stated)), default=None)

    @property
    def dated(self) -> bool:
        """Whether it is an article."""
        return self.card.when is not None

    @property
    def name(self) -> str:
        """Its reference name."""
        return self.id.partition("/")[2]


def last_edit(updated: date | datetime | None, corrections: Iterable[Correction]) -> date | datetime | None:
    """Return when an editor last stated that a published entry was changed: updated, or corrected; None if never."""
    corrected = max((note.date for note in corrections), default=None)
    return corrected if corrected and (updated is None or corrected > _day(updated)) else updated


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class FullEntry(Entry):
    """An entry with its facts, for as long as histories, award rows and lists are made of them; then they lie on the shelf again."""

    facts: Facts

    def slim(self) -> Entry:
        """Return the entry without its facts, and without what only references to it ask of its draft."""
        found = {item.name: getattr(self, item.name) for item in fields(Entry)}
        return Entry(**found | {"draft": replace(self.draft, titles=(), anchors=())})
