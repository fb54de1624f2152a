"""Adds up awards as sources count them: nominations apart from awards, no part added to its whole, nothing counted twice.

Decided (quyết định), given (trao tặng) and nominated (đề nghị) are different things and have separate rows. An award that was given
but whose number is not printed makes a row that says so.

One meeting told by several entries is counted once: what each says of the awards of one year, form, level and standing is summed, and
the sums are compared. Comparing single records was rejected: one source prints a line for each province where another prints the total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, NamedTuple

from thidua.catalog.entries import ConferenceFacts, FullEntry, State
from thidua.catalog.meetings import meeting_of
from thidua.catalog.mistakes import Mistake
from thidua.model.records import AwardFact, Level

Standing = Literal["given", "decided", "nominated", "revoked"]
Numbers = Mapping[str, int]

_STANDING: dict[str | None, Standing] = {
    None: "given",
    "trao-tang": "given",
    "quyet-dinh": "decided",
    "de-nghi": "nominated",
    "thu-hoi": "revoked",
}
_COMPARED = ("collectives", "individuals", "households")
_COUNTED = (*_COMPARED, "direct_workers")


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow:
    """The sum of awards of one form in one year by one cluster and standing; None: no source gives a number.

    `uncounted`: of some, perhaps of all, no source gives a number.

    A `disputed` row is what some of the sources say where all say that sources differ: it is shown, and belongs in no sum, chart or data.
    """

    year: int | None
    cluster: str | None
    form: str | None
    level: Level | None
    standing: Standing
    collectives: int | None
    individuals: int | None
    households: int | None
    direct_workers: int | None
    uncounted: bool
    disputed: bool
    entries: tuple[str, ...]


class _Group(NamedTuple):
    """Awards that are summed in one row."""

    year: int | None
    form: str | None
    level: Level | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What one entry says of the awards of one group; `first` is the number of its first record, `disputed` that any is."""

    entry: FullEntry
    first: int
    facts: tuple[AwardFact, ...]
    disputed: bool

    @property
    def whole(self) -> bool:
        """Whether it gives the total of all awards of its form."""
        return any(fact.form in fact.total_of for fact in self.facts)

    @property
    def exactness(self) -> int:
        """How much its numbers say: 2 a total of the form, 1 what was counted, 0 when a part of it was not counted."""
        if self.whole:
            return 2
        return 0 if any(fact.uncounted and not _numbers(fact) for fact in self.facts) else 1

    @property
    def numbers(self) -> Numbers:
        """The sum of its records by kind of number; the total of the form instead of its parts where both are given."""
        totals = [_numbers(fact) for fact in self.facts if fact.form in fact.total_of]
        records = [_numbers(fact) for fact in self.facts]
        return {kind: sum(_known(kind, totals) or _known(kind, records)) for kind in _COUNTED if _known(kind, records)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What one meeting adds to a row."""

    numbers: Numbers
    uncounted: bool
    disputed: bool
    entries: tuple[str, ...]


def tally(entries: Mapping[str, FullEntry], levels: Mapping[str, Level]) -> tuple[tuple[AwardRow, ...], list[Mistake]]:
    """Return the sums over all conferences, in order of year, cluster, level and form, and the contradictions."""
    parts: dict[tuple[str | None, _Group], list[_Part]] = defaultdict(list)
    mistakes: list[Mistake] = []
    for (cluster, *_), meeting in _meetings(entries).items():
        tellings = _tellings(meeting, levels)
        inside = _inside_totals(tellings)
        for group, told in tellings.items():
            mistakes += _contradictions(told)
            parts[cluster, group] += _parts(told, inside[group])
    rows = (row for (cluster, group), found in parts.items() for row in _rows(cluster, group, found))
    return tuple(sorted(rows, key=_row_order)), mistakes


def _meetings(entries: Mapping[str, FullEntry]) -> dict[tuple[str | None, ...], list[FullEntry]]:
    """Return the conferences that are counted, those that tell of one meeting together, in order of reference name."""
    found: dict[tuple[str | None, ...], list[FullEntry]] = defaultdict(list)
    for entry in sorted(entries.values(), key=lambda item: item.id):
        facts = entry.facts
        if isinstance(facts, ConferenceFacts) and entry.state is not State.WITHDRAWN and facts.event.stated:
            found[facts.event.cluster, *meeting_of(facts.event, entry.id)].append(entry)
    return found


def _tellings(meeting: Iterable[FullEntry], levels: Mapping[str, Level]) -> dict[_Group, list[_Telling]]:
    """Return what each entry of a meeting states of each group of awards; nothing inferred."""
    found: dict[_Group, list[_Telling]] = defaultdict(list)
    for entry in meeting:
        if not isinstance(entry.facts, ConferenceFacts):
            continue
        event = entry.facts.event
        records: dict[_Group, dict[int, AwardFact]] = defaultdict(dict)
        for number, fact in enumerate(entry.facts.awards):
            level = fact.level or levels.get(fact.form or "")
            if fact.stated:
                records[_Group(fact.year or event.covers.year, fact.form, level, _STANDING[fact.status])][number] = fact
        for group, own in records.items():
            disputed = event.disputed or any(fact.disputed for fact in own.values())
            found[group].append(_Telling(entry=entry, first=min(own), facts=tuple(own.values()), disputed=disputed))
    return found


# --- several entries about one meeting -----------------------------------------------------------------------------------------------


def _contradictions(told: list[_Telling]) -> list[Mistake]:
    """Return for each telling the first earlier one that it contradicts, unless both say `disputed`."""
    found: dict[str, Mistake] = {}
    for that, this in combinations(told, 2):
        if _contradict(that, this) and not (that.disputed and this.disputed):
            values = {"what": "awards", "this": _shown(this), "that": _shown(that), "other": that.entry.file}
            found.setdefault(this.entry.id, Mistake.at(this.entry.file, ("awards", this.first), "contradiction", **values))
    return list(found.values())


def _contradict(one: _Telling, other: _Telling) -> bool:
    """Return whether both give a kind of number and cannot both be right: what is not the whole may be less, never more."""
    less, more = sorted((one, other), key=lambda telling: telling.exactness)
    pairs = [(less.numbers[kind], more.numbers[kind]) for kind in _COMPARED if kind in less.numbers and kind in more.numbers]
    if less.exactness == more.exactness:
        return less.exactness > 0 and any(first != second for first, second in pairs)
    return any(first > second for first, second in pairs)


def _parts(told: list[_Telling], inside: Collection[str]) -> list[_Part]:
    """Return what a meeting adds to a row, or each disputed version of it; `inside` are the kinds that a total of other forms holds."""
    plain = [telling for telling in told if not telling.disputed]
    if not plain and len(told) > 1:
        return _versions(told)
    if not plain:
        facts = tuple(fact for fact in told[0].facts if not fact.disputed and not _event_disputed(told[0].entry))
        plain = [_Telling(entry=told[0].entry, first=told[0].first, facts=facts, disputed=False)] if facts else []
    part = _merged(plain)
    numbers = {kind: number for kind, number in part.numbers.items() if kind not in inside}
    if not plain or (inside and not numbers):
        return []
    return [_Part(numbers=numbers, uncounted=part.uncounted, disputed=False, entries=part.entries)]


def _merged(told: list[_Telling]) -> _Part:
    """Return each kind of number as the most exact, then first, telling gives it; `uncounted` unless one gives it whole."""
    numbers: dict[str, int] = {}
    used = []
    for telling in sorted(told, key=lambda item: -item.exactness):
        added = {kind: number for kind, number in telling.numbers.items() if kind not in numbers}
        numbers.update(added)
        used += [telling] if added else []
    used = used or told[:1]
    uncounted = all(any(fact.uncounted for fact in telling.facts) for telling in used)
    return _Part(numbers=numbers, uncounted=uncounted, disputed=False, entries=tuple(telling.entry.id for telling in used))


def _versions(told: list[_Telling]) -> list[_Part]:
    """Return each version of disputed awards with the entries that tell it."""
    entries: dict[tuple[int | None, ...], list[_Telling]] = defaultdict(list)
    for telling in told:
        entries[tuple(telling.numbers.get(kind) for kind in _COMPARED)].append(telling)
    return [
        _Part(
            numbers=same[0].numbers,
            uncounted=any(fact.uncounted for fact in same[0].facts),
            disputed=True,
            entries=tuple(telling.entry.id for telling in same),
        )
        for same in entries.values()
    ]


def _event_disputed(entry: FullEntry) -> bool:
    return isinstance(entry.facts, ConferenceFacts) and entry.facts.event.disputed


# --- totals --------------------------------------------------------------------------------------------------------------------------


def _inside_totals(tellings: Mapping[_Group, list[_Telling]]) -> dict[_Group, frozenset[str]]:
    """Return for each group the kinds of number that a total given by any entry of the meeting already holds.

    A total without a number of that kind holds none of it. Where two groups name each other, the first is the whole.
    """
    totals = [
        (group, fact)
        for group, told in tellings.items()
        for telling in told
        for fact in telling.facts
        if fact.total_of and not fact.disputed and not _event_disputed(telling.entry)
    ]
    order = list(tellings)
    names = {(group, form) for group, fact in totals for form in _forms_within(group, fact, totals)}
    found: dict[_Group, frozenset[str]] = dict.fromkeys(order, frozenset())
    for whole, fact in totals:
        reached = _forms_within(whole, fact, totals)
        for part in order:
            is_inside = part != whole and part.form in reached and _together(part, whole)
            mutual = (part, whole.form) in names and order.index(part) < order.index(whole)
            if is_inside and not mutual:
                found[part] |= frozenset(_numbers(fact))
    return found


def _forms_within(group: _Group, fact: AwardFact, totals: Iterable[tuple[_Group, AwardFact]]) -> set[str]:
    """Return the forms that a total holds, and those that these hold in turn."""
    found = set(fact.total_of)
    waiting = list(found)
    while waiting:
        form = waiting.pop()
        new = {part for other, total in totals if other.form == form and _together(group, other) for part in total.total_of} - found
        found |= new
        waiting += new
    return found


def _together(one: _Group, other: _Group) -> bool:
    return (one.year, one.standing) == (other.year, other.standing)


# --- numbers and rows ----------------------------------------------------------------------------------------------------------------


def _numbers(fact: AwardFact) -> Numbers:
    """Return the numbers that a record gives, by kind."""
    workers = fact.of_which.direct_workers if fact.of_which else None
    numbers = zip(_COUNTED, (fact.collectives, fact.individuals, fact.households, workers), strict=True)
    return {kind: number for kind, number in numbers if number is not None}


def _known(kind: str, records: Iterable[Numbers]) -> list[int]:
    return [record[kind] for record in records if kind in record]


def _shown(telling: _Telling) -> str:
    return "/".join(str(telling.numbers.get(kind, "–")) for kind in _COMPARED)


def _rows(cluster: str | None, group: _Group, parts: list[_Part]) -> list[AwardRow]:
    """Return the row that sums what is not disputed, and one for each disputed version."""
    counted = [part for part in parts if not part.disputed]
    versions = [[part] for part in parts if part.disputed]
    return [_row(cluster, group, together) for together in (counted, *versions) if together]


def _row(cluster: str | None, group: _Group, parts: list[_Part]) -> AwardRow:
    numbers = [part.numbers for part in parts]
    sums = {kind: sum(_known(kind, numbers)) for kind in _COUNTED if _known(kind, numbers)}
    return AwardRow(
        year=group.year,
        cluster=cluster,
        form=group.form,
        level=group.level,
        standing=group.standing,
        collectives=sums.get("collectives"),
        individuals=sums.get("individuals"),
        households=sums.get("households"),
        direct_workers=sums.get("direct_workers"),
        uncounted=not sums or any(part.uncounted for part in parts),
        disputed=any(part.disputed for part in parts),
        entries=tuple(dict.fromkeys(entry for part in parts for entry in part.entries)),
    )


_LEVELS = ("nha-nuoc", "chinh-phu", "bo-tinh", "co-so", None)
_STANDINGS = ("given", "decided", "nominated", "revoked")


def _row_order(row: AwardRow) -> tuple[object, ...]:
    kind = (_STANDINGS.index(row.standing), _LEVELS.index(row.level), row.form or "")
    return (-(row.year or 0), row.cluster or "", *kind, row.disputed, row.entries)
