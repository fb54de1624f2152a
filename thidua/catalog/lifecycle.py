"""Where each entry is in its life at the moment of the build: not yet there, live, expired, withdrawn, pinned.

Only `publish_at` schedules; a date in the future without it is a problem, because it is nearly always a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from thidua.catalog.entries import ConferenceFacts, DocumentFacts, FullEntry, State
from thidua.catalog.mistakes import Mistake
from thidua.model.kinds import Article, Document, Front
from thidua.model.records import Force
from thidua.model.references import Path
from thidua.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """An entry's state and times; `state` is None while it is not on the site at all, `comes` says when a scheduled one will be."""

    state: State | None
    when: datetime | None
    pinned: bool
    comes: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is written and not on the site yet: how many drafts, how many scheduled entries, and when the first of these comes."""

    drafts: int = 0
    scheduled: int = 0
    first: datetime | None = None

    @classmethod
    def of(cls, times: Sequence[datetime | None]) -> Waiting:
        """Return what waits, of the times at which entries come, None for a draft's."""
        known = [time for time in times if time]
        return cls(drafts=len(times) - len(known), scheduled=len(known), first=min(known, default=None))


def life(front: Front, moment: Moment, *, show_all: bool) -> Life:
    """Return where an entry is in its life; `show_all` shows drafts and scheduled entries too."""
    state = _state(front, moment, show_all=show_all)
    return Life(
        state=state,
        when=moment.instant(front.date) if isinstance(front, Article) else None,
        pinned=state is State.LIVE and front.pinned_until is not None and not _is_over(front.pinned_until, moment),
        comes=moment.instant(front.publish_at) if state is None and front.publish_at and not front.draft else None,
    )


def _state(front: Front, moment: Moment, *, show_all: bool) -> State | None:
    if not show_all and (front.draft or (front.publish_at is not None and not moment.has_come(front.publish_at))):
        return None
    if front.withdrawn:
        return State.WITHDRAWN
    if front.expires is not None and _is_over(front.expires, moment):
        return State.EXPIRED
    return State.LIVE


def _is_over(last: date | datetime, moment: Moment) -> bool:
    """Tell whether an end has passed: a day counts to its midnight, as people mean "until 21 November"."""
    return moment.has_come(last) if isinstance(last, datetime) else moment.has_ended(last)


def impossible_dates(file: str, front: Front, moment: Moment) -> list[Mistake]:
    """Return the dates that tell of the future as of the past: a slip of a year, or a schedule without `publish_at`."""
    if front.draft:
        return []
    latest = max(moment.now, moment.instant(front.publish_at)) if front.publish_at else moment.now
    return [
        Mistake.at(file, path, "future-date" if path == ("date",) else "not-yet-happened", text=value.isoformat())
        for path, value in _stated(front)
        if moment.instant(value) > latest
    ]


def _stated(front: Front) -> Iterator[tuple[Path, date | datetime]]:
    """Yield every date at which something is said to have happened already."""
    if isinstance(front, Article):
        yield ("date",), front.date
    updated = getattr(front, "updated", None)
    if updated:
        yield ("updated",), updated
    for number, note in enumerate(front.corrections):
        yield ("corrections", number, "date"), note.date
    if front.withdrawn:
        yield ("withdrawn", "date"), front.withdrawn.date
    if isinstance(front, Document):
        if front.issued:
            yield ("issued",), front.issued
        if front.in_force and front.in_force.checked:
            yield ("in_force", "checked"), front.in_force.checked
    for number, member in enumerate(getattr(front, "members", ())):
        for place, seen in enumerate(member.seen):
            yield ("members", number, "seen", place), seen.first


def upcoming(entries: Mapping[str, FullEntry], moment: Moment) -> tuple[str, ...]:
    """Return the conferences that are still to come or not over yet, the nearest first; one without a day is in no calendar."""
    found = []
    for name, entry in entries.items():
        event = entry.facts.event if isinstance(entry.facts, ConferenceFacts) and entry.state is State.LIVE else None
        if event is None or event.start is None or event.start.day is None or not event.stated or event.status == "huy":
            continue
        if not moment.has_ended((event.end or event.start).last):
            found.append((event.start.first, name))
    return tuple(name for _, name in sorted(found))


FRESH = timedelta(hours=48)
"""For so long an article is news to search engines (Google's rules for news site maps)."""


def fresh(entries: Mapping[str, FullEntry], newest: tuple[str, ...], moment: Moment, *, limit: int = 1000) -> tuple[str, ...]:
    """Return the articles of the last 48 hours out of all live ones, the newest first, no more than `limit`.

    An article that is published for a day counts from its midnight.
    """
    found: list[str] = []
    for name in newest[:limit]:
        when = entries[name].when
        if when is None or moment.has_come(when + FRESH):
            break
        found.append(name)
    return tuple(found)


def forces(entries: Mapping[str, FullEntry], moment: Moment) -> dict[str, str]:
    """Return whether each document is in force, by id: in-force, not-yet, ended or unknown."""
    shown = ((name, entry.facts) for name, entry in entries.items() if entry.state is not State.WITHDRAWN)
    return {name: _force(facts.in_force, moment) for name, facts in shown if isinstance(facts, DocumentFacts)}


def outdated(entries: Mapping[str, FullEntry], standing: Mapping[str, str]) -> dict[str, str]:
    """Return why documents hold no longer, by id: ended, repealed or replaced; `standing` is what `forces` returns.

    An end that is only inferred does not count. What another document does counts unless that one is not in force yet, and never
    against a document that is known to be in force.
    """
    found: dict[str, str] = {}
    documents = [(name, entry.facts) for name, entry in entries.items() if name in standing and isinstance(entry.facts, DocumentFacts)]
    for name, facts in documents:
        if standing[name] != "not-yet":
            found |= {other: "replaced" for other in facts.replaces if standing.get(other) == "unknown"}
    for name, facts in documents:
        if standing[name] == "ended" and facts.in_force and not facts.in_force.inferred:
            found[name] = "ended"
        elif standing[name] == "unknown" and standing.get(facts.repealed_by or "", "not-yet") != "not-yet":
            found[name] = "repealed"
    return found


def _force(force: Force | None, moment: Moment) -> str:
    """An end that is past decides; a start alone counts only when somebody checked that the document still stands."""
    if force is None:
        return "unknown"
    if force.to and moment.has_come(force.to):
        return "ended"
    if force.from_ and not moment.has_come(force.from_):
        return "not-yet"
    return "in-force" if force.from_ and force.checked and not force.inferred else "unknown"
