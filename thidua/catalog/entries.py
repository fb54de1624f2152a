"""An entry's facets: the parts of it that other pages see, each with a life of its own.

A list sees a card, a dossier counts facts, only the entry's own page reads the body. Splitting them is what lets an edited body
restale one page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from thidua.model.kinds import Article, Conference, Front, Kind, Model
from thidua.model.records import AwardFact, Elected, Event, Participant, Place, Presentation, Subject
from thidua.sources.markdown import Body


class State(StrEnum):
    """Where an entry is in its life at the moment of the build."""

    LIVE = "live"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a list shows of an entry; `when` is None for clusters and pages."""

    id: str
    kind: Kind
    section: str
    address: str
    title: str
    summary: str
    when: datetime | None
    day_only: bool
    updated: date | datetime | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """What other pages count of any article: who took part."""

    people: tuple[Participant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceFacts(ArticleFacts):
    """What clusters, models, people and the awards page count of a conference."""

    event: Event
    elected: Elected | None
    awards: tuple[AwardFact, ...]
    models: tuple[Presentation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts(ArticleFacts):
    """What other pages say of a model."""

    subject: Subject
    field: str | None
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the site, references resolved; `html` is its body with placeholders."""

    id: str
    kind: Kind
    file: str
    section: str
    front: Front
    body: Body
    html: str
    address: str
    identity: str
    when: datetime | None
    state: State
    pinned: bool

    @property
    def name(self) -> str:
        """Its reference name."""
        return self.id.partition("/")[2]

    @property
    def summary(self) -> str:
        """What the editor wrote as a summary, else how the body begins; nothing once it is withdrawn."""
        if self.state is State.WITHDRAWN:
            return ""
        return self.front.summary or self.body.text_excerpt

    @property
    def card(self) -> Card:
        """What lists show."""
        return Card(
            id=self.id,
            kind=self.kind,
            section=self.section,
            address=self.address,
            title=self.front.title,
            summary=self.summary,
            when=self.when,
            day_only=not isinstance(getattr(self.front, "date", None), datetime),
            updated=getattr(self.front, "updated", None),
            state=self.state,
        )

    @property
    def facts(self) -> ArticleFacts | None:
        """What dossiers count."""
        front = self.front
        if isinstance(front, Conference):
            return ConferenceFacts(event=front.event, elected=front.elected, awards=front.awards, models=front.models, people=front.people)
        if isinstance(front, Model):
            return ModelFacts(subject=front.subject, field=front.field, place=front.place, people=front.people)
        return ArticleFacts(people=front.people) if isinstance(front, Article) else None
