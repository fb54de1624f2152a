"""Where each entry is in its life at the moment of the build: not yet there, live, expired, withdrawn, pinned.

Only `publish_at` schedules; a date in the future without it is a problem, because it is nearly always a slip.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from thidua.catalog.entries import Entry, State
from thidua.catalog.mistakes import Mistake
from thidua.model.kinds import Article, Document, Front
from thidua.moment import Moment
from thidua.sources.reader import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """An entry's state and times; `state` is None while it is not on the site at all."""

    state: State | None
    when: datetime | None
    pinned: bool


def lives(drafts: list[Draft], moment: Moment, *, show_all: bool) -> tuple[dict[str, Life], list[Mistake]]:
    """Return each draft's life by id, and the dates that cannot be; `show_all` shows drafts and scheduled entries too."""
    found: dict[str, Life] = {}
    mistakes: list[Mistake] = []
    for draft in drafts:
        front = draft.front
        mistakes += _impossible_dates(draft, moment)
        when = moment.instant(front.date) if isinstance(front, Article) else None
        state = _state(front, moment, show_all=show_all)
        found[draft.id] = Life(state=state, when=when, pinned=state is State.LIVE and _is_coming(front.pinned_until, moment))
    return found, mistakes


def _state(front: Front, moment: Moment, *, show_all: bool) -> State | None:
    if not show_all and (front.draft or (front.publish_at is not None and not moment.has_come(front.publish_at))):
        return None
    if front.withdrawn:
        return State.WITHDRAWN
    if front.expires is not None and moment.has_come(front.expires):
        return State.EXPIRED
    return State.LIVE


def _is_coming(until: date | datetime | None, moment: Moment) -> bool:
    return until is not None and not moment.has_come(until)


def _impossible_dates(draft: Draft, moment: Moment) -> list[Mistake]:
    front = draft.front
    if not isinstance(front, Article) or front.publish_at or front.draft:
        return []
    future = moment.instant(front.date)
    if future > moment.now:
        return [Mistake.at(draft.file, ("date",), "future-date", text=front.date.isoformat())]
    return []


def forces(entries: Mapping[str, Entry], moment: Moment) -> dict[str, str]:
    """Return whether each document is in force, by id: in-force, not-yet, ended or unknown."""
    shown = ((name, entry.front) for name, entry in entries.items() if entry.state is not State.WITHDRAWN)
    return {name: _force(front, moment) for name, front in shown if isinstance(front, Document)}


def _force(document: Document, moment: Moment) -> str:
    """An end that is past decides; a start alone counts only when somebody checked that the document still stands."""
    force = document.in_force
    if force is None:
        return "unknown"
    if force.to and moment.has_come(force.to):
        return "ended"
    if force.from_ and not moment.has_come(force.from_):
        return "not-yet"
    return "in-force" if force.from_ and force.checked and not force.inferred else "unknown"
