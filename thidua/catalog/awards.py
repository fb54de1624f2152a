"""Adds up awards as sources count them: nominations apart from awards, no part added to its whole, nothing counted twice.

Decided (quyết định), given (trao tặng) and nominated (đề nghị) are different things and have separate rows. An award that was given
but whose number is not printed makes a row that says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from thidua.catalog.entries import ConferenceFacts, Entry, State
from thidua.catalog.mistakes import Mistake
from thidua.model.records import AwardFact, Level

Standing = Literal["given", "decided", "nominated", "revoked"]

_STANDING: dict[str | None, Standing] = {
    None: "given",
    "trao-tang": "given",
    "quyet-dinh": "decided",
    "de-nghi": "nominated",
    "thu-hoi": "revoked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow:
    """The sum of awards of one form in one year by one cluster and standing; None: no source gives a number."""

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
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    entry: Entry
    number: int
    cluster: str | None
    fact: AwardFact
    year: int | None


def tally(entries: Mapping[str, Entry], levels: Mapping[str, Level]) -> tuple[tuple[AwardRow, ...], list[Mistake]]:
    """Return the sums over all conferences, in order of year, cluster, level and form, and the contradictions."""
    counted, mistakes = _once(_facts(entries))
    groups: dict[tuple[object, ...], list[_Counted]] = defaultdict(list)
    for item in counted:
        level = item.fact.level or levels.get(item.fact.form or "")
        groups[item.year, item.cluster, item.fact.form, level, _STANDING[item.fact.status]].append(item)
    rows = [_row(key, items) for key, items in groups.items()]
    return tuple(sorted(rows, key=_row_order)), mistakes


def _facts(entries: Mapping[str, Entry]) -> Iterable[_Counted]:
    """Yield every award fact that may be counted: stated, not withdrawn, not a part of a total that is given too."""
    for entry in entries.values():
        facts = entry.facts
        if not isinstance(facts, ConferenceFacts) or entry.state is State.WITHDRAWN or facts.event.disputed:
            continue
        covers = facts.event.covers.year
        counted = [(number, fact) for number, fact in enumerate(facts.awards) if fact.stated and not fact.disputed]
        parts = {(form, fact.year or covers, _STANDING[fact.status]) for _, fact in counted for form in fact.total_of}
        for number, fact in counted:
            year = fact.year or covers
            if (fact.form, year, _STANDING[fact.status]) not in parts:
                yield _Counted(entry=entry, number=number, cluster=facts.event.cluster, fact=fact, year=year)


def _once(found: Iterable[_Counted]) -> tuple[list[_Counted], list[Mistake]]:
    """Leave out what a second entry repeats of the same meeting; two entries that count differently contradict each other."""
    first: dict[tuple[object, ...], _Counted] = {}
    kept: list[_Counted] = []
    mistakes = []
    for item in found:
        fact = item.fact
        key = (item.cluster, item.year, fact.form, fact.level, fact.status, fact.for_, fact.to)
        earlier = first.setdefault(key, item)
        if item.cluster is None or earlier.entry is item.entry or not _same_meeting(earlier, item):
            kept.append(item)
        elif _numbers(earlier.fact) != _numbers(fact):
            mistakes.append(
                Mistake.at(
                    item.entry.file,
                    ("awards", item.number),
                    "contradiction",
                    what="awards",
                    this=_shown(fact),
                    that=_shown(earlier.fact),
                    other=earlier.entry.file,
                )
            )
    return kept, mistakes


def _same_meeting(one: _Counted, other: _Counted) -> bool:
    first, second = one.entry.facts, other.entry.facts
    return (
        isinstance(first, ConferenceFacts)
        and isinstance(second, ConferenceFacts)
        and (first.event.type, str(first.event.covers)) == (second.event.type, str(second.event.covers))
    )


def _numbers(fact: AwardFact) -> tuple[int | None, ...]:
    return (fact.collectives, fact.individuals, fact.households)


def _shown(fact: AwardFact) -> str:
    return "/".join("–" if number is None else str(number) for number in _numbers(fact))


def _row(key: tuple[object, ...], items: list[_Counted]) -> AwardRow:
    year, cluster, form, level, standing = key
    facts = [item.fact for item in items]
    return AwardRow(
        year=year,  # type: ignore[arg-type] # the key is made of these
        cluster=cluster,  # type: ignore[arg-type] # as above
        form=form,  # type: ignore[arg-type] # as above
        level=level,  # type: ignore[arg-type] # as above
        standing=standing,  # type: ignore[arg-type] # as above
        collectives=_sum(fact.collectives for fact in facts),
        individuals=_sum(fact.individuals for fact in facts),
        households=_sum(fact.households for fact in facts),
        direct_workers=_sum(fact.of_which.direct_workers if fact.of_which else None for fact in facts),
        uncounted=any(fact.uncounted for fact in facts),
        entries=tuple(dict.fromkeys(item.entry.id for item in items)),
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


_LEVELS = ("nha-nuoc", "chinh-phu", "bo-tinh", "co-so", None)
_STANDINGS = ("given", "decided", "nominated", "revoked")


def _row_order(row: AwardRow) -> tuple[object, ...]:
    return (-(row.year or 0), row.cluster or "", _STANDINGS.index(row.standing), _LEVELS.index(row.level), row.form or "")
