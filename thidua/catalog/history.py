"""A cluster's history, computed from its own page and its conferences: who led it when; where it met is in `meetings`.

What two sources say of one thing is one office with several claims. Stated claims that differ are a contradiction unless
all of them say `disputed`; inferred ones give way to stated ones and never contradict. What an inferred or disputed conference says is
inferred or disputed too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from thidua.catalog.entries import ClusterFacts, ConferenceFacts, FullEntry, State
from thidua.catalog.meetings import Meeting, accounts_of, differences, meetings_of
from thidua.catalog.mistakes import Mistake
from thidua.model.records import Elected, Fact, Term
from thidua.model.references import Path
from thidua.vietnamese import PartialDate

Post = Literal["lead", "deputy"]


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

    @property
    def sure(self) -> bool:
        """Whether a source states it and no other differs."""
        return not self.inferred and not self.disputed


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
        """Return who held `post` in `year`, else in the last year before it of which a source tells; nothing that is inferred."""
        if year is None:
            return None
        first = min((office.starts.year for office in self.offices), default=year + 1)
        told = (office for past in range(year, first - 1, -1) if (office := self.office(past, post)))
        return next((office for office in told if not office.inferred), None)

    def office_of_year(self, year: int, post: Post) -> Office | None:
        """Return who held `post` according to what is said of `year` as such, without terms between two dates."""
        return next((office for office in self.offices if office.year == year and office.post == post), None)

    def years(self, until: int | None) -> tuple[int, ...]:
        """Return every year from the first to the last with an office of that year, or to `until`, whichever is later.

        Gaps are among them, years that only dated terms tell of are not.
        """
        known = {office.year for office in self.offices if office.year}
        span = range(min(known), max(*known, until or 0) + 1) if known else ()
        return tuple(year for year in span if year in known or not (self.office(year, "lead") or self.office(year, "deputy")))

    @property
    def periods(self) -> tuple[tuple[PartialDate | None, PartialDate | None], ...]:
        """The first and last dates of terms that are no years, each pair once, in order."""
        return tuple(dict.fromkeys((office.first, office.last) for office in self.offices if office.year is None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office that a unit held in a cluster, as one entry says."""

    cluster: str
    year: int | None
    first: PartialDate | None
    last: PartialDate | None
    post: Post
    claim: Claim


def held_by_unit(histories: Mapping[str, History]) -> dict[str, tuple[Held, ...]]:
    """Return for each unit the offices that it held, by cluster, the latest first."""
    found: dict[str, list[Held]] = defaultdict(list)
    for cluster, history in sorted(histories.items()):
        for office in sorted(history.offices, key=lambda office: (-office.starts.toordinal(), office.post != "lead")):
            for claim in office.claims:
                held = Held(cluster=cluster, year=office.year, first=office.first, last=office.last, post=office.post, claim=claim)
                found[claim.unit].append(held)
    return {unit: tuple(offices) for unit, offices in found.items()}


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
    accounts = accounts_of(known)
    found = {}
    for cluster in (entry.id for entry in entries.values() if entry.kind == "cluster"):
        held = sorted(offices[cluster], key=_office_order)
        mistakes += _overlaps(held, names)
        for told in accounts[cluster].values():
            mistakes += differences(told, names)
        found[cluster] = History(offices=tuple(held), meetings=meetings_of(accounts[cluster]))
    return found, mistakes


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
