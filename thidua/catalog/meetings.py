"""Meetings of clusters, computed from the conferences that tell of them: when and where each was held.

What two sources say of one meeting is one meeting with several accounts. Stated ones that differ are a contradiction unless all of them
say `disputed`; inferred ones give way to stated ones and never contradict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

from thidua.catalog.entries import ConferenceFacts, FullEntry, State
from thidua.catalog.mistakes import Mistake
from thidua.model.records import Event

_RECURRING = frozenset({"tong-ket-nam", "so-ket-6-thang"})


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
    none tells. An account in `days` may have its end and hour from another.
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


def meeting_of(event: Event, entry: str) -> tuple[str, str]:
    """Return what tells meetings apart: a cluster has one final review a year and one at half time, all others are told once."""
    return (event.type, str(event.covers) if event.cluster and event.type in _RECURRING else entry)


def accounts_of(entries: Iterable[FullEntry]) -> dict[str | None, dict[tuple[str, str], list[Account]]]:
    """Return all accounts by cluster and meeting, in order of reference name."""
    found: dict[str | None, dict[tuple[str, str], list[Account]]] = defaultdict(dict)
    for entry in sorted(entries, key=lambda item: item.id):
        if isinstance(entry.facts, ConferenceFacts):
            event = entry.facts.event
            account = Account(entry=entry.id, file=entry.file, event=event)
            found[event.cluster].setdefault(meeting_of(event, entry.id), []).append(account)
    return found


def meetings_of(accounts: Mapping[tuple[str, str], list[Account]]) -> tuple[Meeting, ...]:
    """Return the meetings of a cluster in the order in which they were held."""
    return tuple(sorted(map(_meeting, accounts.values()), key=_order))


def meetings_without_cluster(entries: Mapping[str, FullEntry]) -> tuple[Meeting, ...]:
    """Return the meetings that are no cluster's; each is told once."""
    return meetings_of(accounts_of(entry for entry in entries.values() if entry.state is not State.WITHDRAWN)[None])


def _meeting(told: list[Account]) -> Meeting:
    """Return one meeting, each field as the best account gives it: stated before inferred, the more exact day before the vaguer."""
    days = sorted((account for account in told if account.event.start), key=_doubt)
    hosts = sorted((account for account in told if account.host), key=lambda account: account.host_inferred)
    return Meeting(
        accounts=tuple(sorted(told, key=lambda account: account.event.inferred)),
        days=_completed(_versions([(item.event.start, item.event.disputed, item) for item in days]), days),
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


def _completed(chosen: tuple[Account, ...], told: list[Account]) -> tuple[Account, ...]:
    """Return the only account of the day with the end and the hour that others state, if it has none itself."""
    if len(chosen) != 1 or not chosen[0].event.start:
        return chosen
    event, start = chosen[0].event, chosen[0].event.start
    others = [item.event for item in told if item.event.inferred <= event.inferred]
    ends = [other.end for other in others if other.end and other.end.last >= start.last]
    hours = [other.time for other in others if other.time and other.start == start]
    update = {
        "end": event.end or min(ends, key=lambda day: (day.last - day.first, day), default=None),
        "time": event.time or min(hours, default=None),
    }
    return (replace(chosen[0], event=event.model_copy(update=update)),)


def _order(meeting: Meeting) -> tuple[object, ...]:
    start = meeting.days[0].event.start if meeting.days else None
    return (start.first if start else meeting.event.covers.last_day, meeting.event.type, meeting.entries)


def differences(told: list[Account], names: Mapping[str, str]) -> list[Mistake]:
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
