"""A cluster's history, computed from its own page and its conferences: who led it when, where it met.

What two sources say of one thing is one office or meeting with several claims. Stated claims that differ are a contradiction unless
all of them say `disputed`; inferred ones give way to stated ones and never contradict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from thidua.catalog.entries import ConferenceFacts, Entry, State
from thidua.catalog.mistakes import Mistake
from thidua.model.kinds import Cluster
from thidua.model.records import Elected, Event, Fact, Term
from thidua.model.references import Path
from thidua.vietnamese import PartialDate

Post = Literal["lead", "deputy"]

_RECURRING = frozenset({"tong-ket-nam", "so-ket-6-thang"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That a unit held an office, as one entry says."""

    unit: str
    entry: str
    file: str
    path: Path
    source: str | None
    inferred: bool
    disputed: bool
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The lead or deputy of a cluster in a year, or between two dates; several units only when disputed."""

    year: int | None
    first: PartialDate | None
    last: PartialDate | None
    post: Post
    claims: tuple[Claim, ...]

    @property
    def inferred(self) -> bool:
        """Whether nothing but inference stands behind it."""
        return all(claim.inferred for claim in self.claims)

    @property
    def units(self) -> tuple[str, ...]:
        """The units named, each once."""
        return tuple(dict.fromkeys(claim.unit for claim in self.claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting of a cluster; `entries` are the conferences that tell of it, `places` what they say of where."""

    event: Event
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of a cluster over time."""

    offices: tuple[Office, ...]
    meetings: tuple[Meeting, ...]

    def office(self, year: int | None, post: Post) -> Office | None:
        """Return who held `post` in `year`."""
        return next((office for office in self.offices if office.year and office.year == year and office.post == post), None)

    @property
    def years(self) -> tuple[int, ...]:
        """Every year from the first to the last with an office, gaps included."""
        known = [office.year for office in self.offices if office.year]
        return tuple(range(min(known), max(known) + 1)) if known else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    """What a claim is about: a post of a cluster in a year, or between two dates."""

    cluster: str
    post: Post
    year: int | None
    first: PartialDate | None = None
    last: PartialDate | None = None


def histories(entries: Mapping[str, Entry], names: Mapping[str, str]) -> tuple[dict[str, History], list[Mistake]]:
    """Return every cluster's history by its id, and the contradictions; `names` says how a message calls each unit."""
    known = [entry for entry in entries.values() if entry.state is not State.WITHDRAWN]
    offices, mistakes = _offices(known, names)
    found = {}
    for cluster in (entry.id for entry in entries.values() if entry.kind == "cluster"):
        meetings, differences = _meetings((entry for entry in known if _cluster_of(entry) == cluster), names)
        mistakes += differences
        found[cluster] = History(offices=tuple(sorted(offices[cluster], key=_office_order)), meetings=meetings)
    return found, mistakes


def _cluster_of(entry: Entry) -> str | None:
    """Return the cluster whose conference an entry tells of."""
    return entry.facts.event.cluster if isinstance(entry.facts, ConferenceFacts) else None


def _offices(entries: list[Entry], names: Mapping[str, str]) -> tuple[dict[str, list[Office]], list[Mistake]]:
    """Return who held which post, by cluster: stated claims where there are any, else inferred ones."""
    claims: dict[_Seat, list[Claim]] = defaultdict(list)
    for entry in entries:
        for seat, claim in _claims(entry):
            claims[seat].append(claim)
    offices: dict[str, list[Office]] = defaultdict(list)
    mistakes: list[Mistake] = []
    for seat, found in claims.items():
        stated = tuple(claim for claim in found if not claim.inferred) or tuple(found)
        mistakes += _contradictions(stated, seat, names)
        offices[seat.cluster].append(Office(year=seat.year, first=seat.first, last=seat.last, post=seat.post, claims=stated))
    return offices, mistakes


def _claims(entry: Entry) -> Iterator[tuple[_Seat, Claim]]:
    """Yield what one entry says of leadership: a cluster's own terms, or whom a conference elected."""
    if isinstance(entry.front, Cluster):
        for number, term in enumerate(entry.front.terms):
            for post, unit in _posts(term):
                seat = _Seat(cluster=entry.id, post=post, year=term.year, first=term.from_, last=term.to)
                yield seat, _claim(term, unit, entry, ("terms", number, post))
    elif isinstance(entry.facts, ConferenceFacts) and entry.facts.elected and entry.facts.event.cluster:
        elected = entry.facts.elected
        for post, unit in _posts(elected):
            seat = _Seat(cluster=entry.facts.event.cluster, post=post, year=elected.year)
            yield seat, _claim(elected, unit, entry, ("elected", post))


def _posts(fact: Term | Elected) -> Iterator[tuple[Post, str]]:
    if fact.lead:
        yield "lead", fact.lead
    if fact.deputy:
        yield "deputy", fact.deputy


def _claim(fact: Fact, unit: str, entry: Entry, path: Path) -> Claim:
    return Claim(
        unit=unit,
        entry=entry.id,
        file=entry.file,
        path=path,
        source=fact.source,
        inferred=fact.inferred,
        disputed=fact.disputed,
        note=fact.note,
    )


def _office_order(office: Office) -> tuple[object, ...]:
    year = office.year or (office.first.year if office.first else 0)
    return (year, str(office.first or ""), 0 if office.post == "lead" else 1)


def _contradictions(claims: tuple[Claim, ...], seat: _Seat, names: Mapping[str, str]) -> list[Mistake]:
    first = claims[0]
    return [
        Mistake.at(
            claim.file,
            claim.path,
            "contradiction",
            what=f"{seat.post}-in-year" if seat.year else seat.post,
            year=seat.year or "",
            this=names.get(claim.unit, claim.unit),
            that=names.get(first.unit, first.unit),
            other=first.file,
        )
        for claim in claims[1:]
        if claim.unit != first.unit and not (claim.disputed and first.disputed) and not claim.inferred
    ]


def _meetings(entries: Iterable[Entry], names: Mapping[str, str]) -> tuple[tuple[Meeting, ...], list[Mistake]]:
    """Group the conferences that tell of one meeting: a year has one final review and one at half time."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda item: item.id):
        event = _event(entry)
        identity = (event.type, str(event.covers)) if event.type in _RECURRING else (event.type, entry.id)
        groups[identity].append(entry)
    mistakes: list[Mistake] = []
    meetings = []
    for group in groups.values():
        mistakes += _differences(group, names)
        meetings.append(Meeting(event=_event(group[0]), entries=tuple(entry.id for entry in group)))
    return tuple(sorted(meetings, key=_meeting_order)), mistakes


def _meeting_order(meeting: Meeting) -> tuple[object, ...]:
    event = meeting.event
    day = event.start.first if event.start else event.covers.last_day
    return (day, event.type, meeting.entries)


def _event(entry: Entry) -> Event:
    facts = entry.facts
    if not isinstance(facts, ConferenceFacts):
        message = f"{entry.id} is not a conference"
        raise TypeError(message)
    return facts.event


def _differences(group: list[Entry], names: Mapping[str, str]) -> list[Mistake]:
    mistakes = []
    first, event = group[0], _event(group[0])
    for entry in group[1:]:
        other = _event(entry)
        if (event.disputed and other.disputed) or event.inferred or other.inferred:
            continue
        pairs = [("event.start", ("event", "start"), other.start, event.start)]
        if event.place and other.place and event.place.stated and other.place.stated:
            pairs.append(("event.place.unit", ("event", "place", "unit"), other.place.unit, event.place.unit))  # type: ignore[arg-type] # shown only
        mistakes += [
            Mistake.at(
                entry.file,
                path,
                "contradiction",
                what=what,
                this=names.get(str(this), this),
                that=names.get(str(that), that),
                other=first.file,
            )
            for what, path, this, that in pairs
            if this and that and this != that
        ]
    return mistakes
