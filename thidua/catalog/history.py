"""A cluster's history, computed from its own page and its conferences: who led it when, where it met.

What two sources say of one thing is one office or meeting with several claims. Stated claims that differ are a contradiction unless all of them say
`disputed`; inferred ones give way to stated ones and never contradict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from thidua.catalog.entries import ConferenceFacts, Entry, State
from thidua.catalog.mistakes import Mistake
from thidua.model.kinds import Cluster
from thidua.model.records import Event, Fact
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

    def office(self, year: int, post: Post) -> Office | None:
        """Return who held `post` in `year`."""
        return next((office for office in self.offices if office.year == year and office.post == post), None)

    @property
    def years(self) -> tuple[int, ...]:
        """Every year from the first to the last with an office, gaps included."""
        known = [office.year for office in self.offices if office.year]
        return tuple(range(min(known), max(known) + 1)) if known else ()


def histories(entries: Mapping[str, Entry]) -> tuple[dict[str, History], list[Mistake]]:
    """Return every cluster's history by its id, and the contradictions."""
    claims: dict[tuple[str, Post, int | None, str, str], list[Claim]] = defaultdict(list)
    ends: dict[tuple[str, Post, int | None, str, str], tuple[PartialDate | None, PartialDate | None]] = {}
    meetings: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries.values():
        if entry.state is State.WITHDRAWN:
            continue
        if isinstance(entry.front, Cluster):
            for number, term in enumerate(entry.front.terms):
                for post, unit in (("lead", term.lead), ("deputy", term.deputy)):
                    key = (entry.id, post, term.year, str(term.from_ or ""), str(term.to or ""))
                    ends[key] = (term.from_, term.to)  # type: ignore[index] # post is one of the two
                    if unit:
                        claims[key].append(_claim(term, unit, entry, ("terms", number, post)))  # type: ignore[index] # as above
        elif isinstance(entry.facts, ConferenceFacts) and entry.facts.event.cluster:
            meetings[entry.facts.event.cluster].append(entry)
            elected = entry.facts.elected
            for post, unit in (("lead", elected.lead), ("deputy", elected.deputy)) if elected else ():
                key = (entry.facts.event.cluster, post, elected.year if elected else None, "", "")
                ends.setdefault(key, (None, None))  # type: ignore[arg-type] # as above
                if unit and elected:
                    claims[key].append(_claim(elected, unit, entry, ("elected", post)))  # type: ignore[index] # as above
    mistakes: list[Mistake] = []
    offices: dict[str, list[Office]] = defaultdict(list)
    for key, found in claims.items():
        cluster, post, year, _, _ = key
        stated = tuple(claim for claim in found if not claim.inferred) or tuple(found)
        mistakes += _contradictions(stated, year, post)
        offices[cluster].append(Office(year=year, first=ends[key][0], last=ends[key][1], post=post, claims=stated))
    result = {}
    for entry in entries.values():
        if entry.kind == "cluster":
            held, contradicting = _meetings(meetings[entry.id])
            mistakes += contradicting
            result[entry.id] = History(offices=tuple(sorted(offices[entry.id], key=_office_order)), meetings=held)
    return result, mistakes


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


def _contradictions(claims: tuple[Claim, ...], year: int | None, post: Post) -> list[Mistake]:
    first = claims[0]
    return [
        Mistake.at(
            claim.file,
            claim.path,
            "contradiction",
            what=f"{post} {year or ''}".strip(),
            this=claim.unit,
            that=first.unit,
            other=first.file,
        )
        for claim in claims[1:]
        if claim.unit != first.unit and not (claim.disputed and first.disputed) and not claim.inferred
    ]


def _meetings(entries: Iterable[Entry]) -> tuple[tuple[Meeting, ...], list[Mistake]]:
    """Group the conferences that tell of one meeting: a year has one final review and one at half time."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda item: item.id):
        event = _event(entry)
        identity = (event.type, str(event.covers)) if event.type in _RECURRING else (event.type, entry.id)
        groups[identity].append(entry)
    mistakes: list[Mistake] = []
    meetings = []
    for group in groups.values():
        mistakes += _differences(group)
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


def _differences(group: list[Entry]) -> list[Mistake]:
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
            Mistake.at(entry.file, path, "contradiction", what=what, this=this, that=that, other=first.file)
            for what, path, this, that in pairs
            if this and that and this != that
        ]
    return mistakes
