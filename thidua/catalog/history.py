"""A cluster's history, computed from its own page and its conferences: who led it when, where it met.

What two sources say of one thing is one office or meeting with several claims. Stated claims that differ are a contradiction unless
all of them say `disputed`; inferred ones give way to stated ones and never contradict. What an inferred or disputed conference says is
inferred or disputed too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from thidua.catalog.entries import ClusterFacts, ConferenceFacts, FullEntry, State
from thidua.catalog.mistakes import Mistake
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
    """The lead or deputy of a cluster in a year, or between two dates.

    It has several units when sources differ and say so, and for a year in which one followed another.
    """

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

    @property
    def starts(self) -> date:
        """The first day on which it may have been held."""
        if self.first:
            return self.first.first
        return date(self.year or 1, 1, 1)

    def ends(self, others: Iterable[Office]) -> date:
        """Return the last day: as written, else the day before the next of `others` in the same post begins, else no end."""
        if self.last:
            return self.last.last
        if self.first is None:
            return date(self.year or 1, 12, 31)
        later = [other.starts for other in others if other.post == self.post and other.starts > self.starts]
        return min(later) - timedelta(days=1) if later else date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one conference tells of its meeting."""

    entry: str
    file: str
    event: Event

    @property
    def host(self) -> str | None:
        """The unit where the meeting was."""
        return self.event.place.unit if self.event.place else None

    @property
    def host_inferred(self) -> bool:
        """Whether no source states where it was."""
        return self.event.inferred or bool(self.event.place and self.event.place.inferred)

    @property
    def host_disputed(self) -> bool:
        """Whether it says that sources differ on where it was."""
        return self.event.disputed or bool(self.event.place and self.event.place.disputed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting of a cluster as all its conferences tell of it, stated ones first.

    `days` and `hosts` are the accounts to be believed on when and where: the best one, several when sources differ and say so, none when
    none tells. An account in `days` may have its end from another.
    """

    accounts: tuple[Account, ...]
    days: tuple[Account, ...]
    hosts: tuple[Account, ...]

    @property
    def event(self) -> Event:
        """The meeting as the first account tells of it."""
        return self.accounts[0].event

    @property
    def entries(self) -> tuple[str, ...]:
        """The conferences that tell of it."""
        return tuple(account.entry for account in self.accounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of a cluster over time."""

    offices: tuple[Office, ...]
    meetings: tuple[Meeting, ...]

    def office(self, year: int | None, post: Post) -> Office | None:
        """Return who held `post` in `year`, for the whole of it or a part; stated claims where there are any."""
        if year is None:
            return None
        held = [office for office in self.offices if office.post == post and _days_in(year, office, self.offices)]
        claims = _stated([claim for office in held for claim in office.claims])
        return Office(year=year, first=None, last=None, post=post, claims=claims) if claims else None

    def latest(self, year: int | None, post: Post) -> Office | None:
        """Return who held `post` in `year`, else in the last year before it of which a source tells."""
        if year is None:
            return None
        first = min((office.starts.year for office in self.offices), default=year + 1)
        return next((office for past in range(year, first - 1, -1) if (office := self.office(past, post))), None)

    def office_of_year(self, year: int, post: Post) -> Office | None:
        """Return who held `post` according to what is said of `year` as such, without terms between two dates."""
        return next((office for office in self.offices if office.year == year and office.post == post), None)

    @property
    def years(self) -> tuple[int, ...]:
        """Every year from the first to the last with an office of that year, gaps included, without those that only dated terms tell of."""
        known = {office.year for office in self.offices if office.year}
        span = range(min(known), max(known) + 1) if known else ()
        return tuple(year for year in span if year in known or not (self.office(year, "lead") or self.office(year, "deputy")))

    @property
    def periods(self) -> tuple[tuple[PartialDate | None, PartialDate | None], ...]:
        """The first and last dates of terms that are no years, each pair once, in order."""
        return tuple(dict.fromkeys((office.first, office.last) for office in self.offices if office.year is None))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    """What a claim is about: a post of a cluster in a year, or between two dates."""

    cluster: str
    post: Post
    year: int | None
    first: PartialDate | None = None
    last: PartialDate | None = None


def histories(entries: Mapping[str, FullEntry], names: Mapping[str, str]) -> tuple[dict[str, History], list[Mistake]]:
    """Return every cluster's history by its id, and the contradictions; `names` says how a message calls each unit."""
    known = [entry for entry in entries.values() if entry.state is not State.WITHDRAWN]
    offices, mistakes = _offices(known, names)
    accounts = _accounts(known)
    found = {}
    for cluster in (entry.id for entry in entries.values() if entry.kind == "cluster"):
        held = sorted(offices[cluster], key=_office_order)
        mistakes += _overlaps(held, names)
        meetings = []
        for told in accounts[cluster].values():
            mistakes += _differences(told, names)
            meetings.append(_meeting(told))
        found[cluster] = History(offices=tuple(held), meetings=tuple(sorted(meetings, key=_meeting_order)))
    return found, mistakes


def meetings_without_cluster(entries: Mapping[str, FullEntry]) -> tuple[Meeting, ...]:
    """Return the meetings that are no cluster's; each is told once."""
    accounts = _accounts(entry for entry in entries.values() if entry.state is not State.WITHDRAWN)
    return tuple(sorted(map(_meeting, accounts[None].values()), key=_meeting_order))


# --- offices -------------------------------------------------------------------------------------------------------------------------


def _offices(entries: list[FullEntry], names: Mapping[str, str]) -> tuple[dict[str, list[Office]], list[Mistake]]:
    """Return who held which post, by cluster: stated claims where there are any, else inferred ones."""
    claims: dict[_Seat, list[Claim]] = defaultdict(list)
    for entry in entries:
        for seat, claim in _claims(entry):
            claims[seat].append(claim)
    offices: dict[str, list[Office]] = defaultdict(list)
    mistakes: list[Mistake] = []
    for seat, found in claims.items():
        stated = _stated(found)
        mistakes += _contradictions(stated, seat, names)
        offices[seat.cluster].append(Office(year=seat.year, first=seat.first, last=seat.last, post=seat.post, claims=stated))
    return offices, mistakes


def _stated(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the stated claims, or all where none is."""
    found = tuple(claims)
    return tuple(claim for claim in found if not claim.inferred) or found


def _claims(entry: FullEntry) -> Iterator[tuple[_Seat, Claim]]:
    """Yield what one entry says of leadership: a cluster's own terms, or whom a conference elected."""
    if isinstance(entry.facts, ClusterFacts):
        for number, term in enumerate(entry.facts.terms):
            for post, unit in _posts(term):
                yield _seat(entry.id, post, term), _claim(term, unit, entry, ("terms", number, post))
    elif isinstance(entry.facts, ConferenceFacts) and entry.facts.elected and entry.facts.event.cluster:
        elected, event = entry.facts.elected, entry.facts.event
        for post, unit in _posts(elected):
            seat = _Seat(cluster=entry.facts.event.cluster, post=post, year=elected.year)
            claim = _claim(elected, unit, entry, ("elected", post))
            yield seat, replace(claim, inferred=claim.inferred or event.inferred, disputed=claim.disputed or event.disputed)


def _seat(cluster: str, post: Post, term: Term) -> _Seat:
    """Return what a term is about: a year, or two dates; the year stands in for a date that a dated term of a year leaves out."""
    if term.from_ is None and term.to is None:
        return _Seat(cluster=cluster, post=post, year=term.year)
    year = PartialDate(year=term.year) if term.year else None
    return _Seat(cluster=cluster, post=post, year=None, first=term.from_ or year, last=term.to or year)


def _posts(fact: Term | Elected) -> Iterator[tuple[Post, str]]:
    if fact.lead:
        yield "lead", fact.lead
    if fact.deputy:
        yield "deputy", fact.deputy


def _claim(fact: Fact, unit: str, entry: FullEntry, path: Path) -> Claim:
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
    """Return the stated claims on one seat that name another unit than the first."""
    return [_contradiction(claim, claims[0], seat.post, seat.year, names) for claim in claims[1:] if _contradict(claim, claims[0])]


def _overlaps(offices: list[Office], names: Mapping[str, str]) -> list[Mistake]:
    """Return the claims on a whole year that differ from a dated term.

    A full-year claim contradicts a dated term only if the dated term covers more than half of that year and both are stated (and not
    both disputed); else both may be true, one after the other, and both are shown.
    """
    found: dict[tuple[str, Path], Mistake] = {}
    dated = [office for office in offices if office.year is None]
    for whole in (office for office in offices if office.year):
        year = whole.year or 0
        most = [term for term in dated if term.post == whole.post and 2 * _days_in(year, term, offices) > _days_of(year)]
        for claim in whole.claims:
            for other in (other for term in most for other in term.claims if _contradict(claim, other)):
                found.setdefault((claim.file, claim.path), _contradiction(claim, other, whole.post, year, names))
    return list(found.values())


def _days_of(year: int) -> int:
    return (date(year, 12, 31) - date(year, 1, 1)).days + 1


def _days_in(year: int, office: Office, others: Iterable[Office]) -> int:
    """Return how many days of a year an office was held."""
    first, last = max(office.starts, date(year, 1, 1)), min(office.ends(others), date(year, 12, 31))
    return max(0, (last - first).days + 1)


def _contradict(claim: Claim, other: Claim) -> bool:
    """Return whether two stated claims name different units and do not both say that sources differ."""
    return claim.unit != other.unit and not (claim.inferred or other.inferred) and not (claim.disputed and other.disputed)


def _contradiction(claim: Claim, other: Claim, post: Post, year: int | None, names: Mapping[str, str]) -> Mistake:
    return Mistake.at(
        claim.file,
        claim.path,
        "contradiction",
        what=f"{post}-in-year" if year else post,
        year=year or "",
        this=names.get(claim.unit, claim.unit),
        that=names.get(other.unit, other.unit),
        other=other.file,
    )


# --- meetings ------------------------------------------------------------------------------------------------------------------------


def meeting_of(event: Event, entry: str) -> tuple[str, str]:
    """Return what tells a cluster's meetings apart: a year has one final review and one at half time, all others are told once."""
    return (event.type, str(event.covers) if event.type in _RECURRING else entry)


def _accounts(entries: Iterable[FullEntry]) -> dict[str | None, dict[tuple[str, str], list[Account]]]:
    """Return all accounts by cluster and meeting, in order of reference name."""
    found: dict[str | None, dict[tuple[str, str], list[Account]]] = defaultdict(dict)
    for entry in sorted(entries, key=lambda item: item.id):
        if isinstance(entry.facts, ConferenceFacts):
            event = entry.facts.event
            account = Account(entry=entry.id, file=entry.file, event=event)
            found[event.cluster].setdefault(meeting_of(event, entry.id), []).append(account)
    return found


def _meeting(told: list[Account]) -> Meeting:
    """Return one meeting, each field as the best account gives it: stated before inferred, the more exact day before the vaguer."""
    days = sorted((account for account in told if account.event.start), key=_doubt)
    hosts = sorted((account for account in told if account.host), key=lambda account: account.host_inferred)
    return Meeting(
        accounts=tuple(sorted(told, key=lambda account: account.event.inferred)),
        days=_with_end(_versions([(item.event.start, item.event.disputed, item) for item in days]), days),
        hosts=_versions([(item.host, item.host_disputed, item) for item in hosts]),
    )


def _doubt(account: Account) -> tuple[bool, timedelta, bool]:
    """Return how little to rely on an account of the day: inferred, vague, without an end."""
    event, start = account.event, account.event.start
    return (event.inferred, start.last - start.first if start else timedelta.max, event.end is None)


def _versions(told: list[tuple[object, bool, Account]]) -> tuple[Account, ...]:
    """Return the first account of (value, disputed, account), and others that differ from it where both say that sources differ."""
    found: dict[object, Account] = {}
    for value, disputed, account in told:
        if not found or (disputed and told[0][1]):
            found.setdefault(value, account)
    return tuple(found.values())


def _with_end(chosen: tuple[Account, ...], told: list[Account]) -> tuple[Account, ...]:
    """Return the only account of the day with the end that another one states, if it has none itself."""
    if len(chosen) != 1 or chosen[0].event.end or not chosen[0].event.start:
        return chosen
    event, start = chosen[0].event, chosen[0].event.start
    others = [item.event for item in told if item.event.inferred <= event.inferred]
    ends = [other.end for other in others if other.end and other.end.last >= start.last]
    end = min(ends, key=lambda day: (day.last - day.first, day), default=None)
    return (replace(chosen[0], event=event.model_copy(update={"end": end})),)


def _meeting_order(meeting: Meeting) -> tuple[object, ...]:
    start = meeting.days[0].event.start if meeting.days else None
    return (start.first if start else meeting.event.covers.last_day, meeting.event.type, meeting.entries)


def _differences(told: list[Account], names: Mapping[str, str]) -> list[Mistake]:
    """Return for each account the first earlier one that gives another day or place."""
    found: dict[tuple[str, str], Mistake] = {}
    for that, this in combinations(told, 2):
        if this.event.inferred or that.event.inferred:
            continue
        day, other = this.event.start, that.event.start
        if day and other and (day.last < other.first or other.last < day.first) and not (this.event.disputed and that.event.disputed):
            mistake = Mistake.at(this.file, ("event", "start"), "contradiction", what="event.start", this=day, that=other, other=that.file)
            found.setdefault((this.entry, "day"), mistake)
        if _hosts_differ(this, that):
            values = {"this": names.get(this.host or "", this.host), "that": names.get(that.host or "", that.host), "other": that.file}
            mistake = Mistake.at(this.file, ("event", "place", "unit"), "contradiction", what="event.place.unit", **values)
            found.setdefault((this.entry, "host"), mistake)
    return list(found.values())


def _hosts_differ(one: Account, other: Account) -> bool:
    """Return whether both state where it was, differ, and do not both say that sources differ."""
    stated = one.host and other.host and not one.host_inferred and not other.host_inferred
    return bool(stated) and one.host != other.host and not (one.host_disputed and other.host_disputed)
