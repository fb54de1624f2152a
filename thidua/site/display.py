"""Turns facts into what a page shows: list items, units by the name they had, dates, and each fact's source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from markupsafe import Markup

from thidua import vietnamese
from thidua.catalog import keys
from thidua.catalog.entries import Card, State
from thidua.catalog.history import Office
from thidua.model import addresses
from thidua.model.records import Participant
from thidua.model.registers import Unit, UnitKind
from thidua.site.layout import Frame
from thidua.vietnamese import PartialDate

_TERRITORIES = frozenset({"tinh", "thanh-pho", "quan", "huyen", "thi-xa", "thi-tran", "xa", "phuong", "dac-khu"})


class Sourced(Protocol):
    """Anything that says where it comes from: a fact as written, a claim computed from one."""

    @property
    def source(self) -> str | None:
        """An address, `entry:ID#anchor`, words, or None."""

    @property
    def inferred(self) -> bool:
        """Whether no source states it."""

    @property
    def disputed(self) -> bool:
        """Whether sources differ."""

    @property
    def note(self) -> str | None:
        """A remark for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry in a list; `told` says when what it tells of was, where that is another day than the article's."""

    title: str
    href: str
    summary: str
    told: str
    day: str
    day_iso: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLink:
    """A link with the words it shows."""

    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a fact comes from: `token` becomes data-source, `href` a link to it, `words` a source in words."""

    token: str | None
    href: str | None
    words: str | None
    inferred: bool
    disputed: bool
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """A unit as named on a day, with a link to its page; `now` is what it became, or is called today if that differs.

    `still_there`: a territory that exists today; of a body that no register ends nobody knows whether it does.
    """

    name: str
    href: str
    now: str | None
    now_href: str | None
    remark: str
    still_there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A unit that held an office, as one source says; an office has several holders only when sources differ."""

    unit: UnitName
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a fact box: a label, and values each with its mark."""

    label: str
    values: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One value with a link, a remark in brackets, its source, and the marks of awards before it."""

    text: str
    mark: Mark
    href: str | None = None
    remark: str = ""
    signs: tuple[Markup, ...] = ()


def item(frame: Frame, card: Card, summary: str = "") -> Item:
    """Return a card as a list shows it, with or without a summary."""
    return Item(
        title=card.title,
        href=frame.href(card.address),
        summary=summary,
        told=told_of(frame, card),
        day=frame.day(card.when.date()) if card.when else "",
        day_iso=machine_time(card) if card.when else "",
        withdrawn=card.state is State.WITHDRAWN,
    )


def told_of(frame: Frame, card: Card) -> str:
    """Return when a conference was, or a document was issued; nothing of other entries."""
    if card.state is State.WITHDRAWN:
        return ""
    if card.kind == "conference":
        days = event_days(frame, card.start, card.end)
        return frame.words.fill("held_on", date=days) if days else frame.words.date_unknown
    return frame.words.fill("issued_on", date=frame.day(card.start)) if card.start else ""


def in_all_roles(people: Iterable[Participant]) -> dict[Participant, list[str]]:
    """Return each person once, with all that they did: records that differ in the role alone are of one person."""
    found: dict[Participant, list[str]] = {}
    for person in people:
        found.setdefault(person.model_copy(update={"role": None}), []).extend([person.role] if person.role else [])
    return found


def machine_time(card: Card) -> str:
    """Return a card's time for `time[datetime]`: a day, or an instant with its offset."""
    if card.when is None:
        return ""
    return card.when.date().isoformat() if card.day_only else card.when.isoformat()


def items(frame: Frame, ids: Iterable[str]) -> tuple[Item, ...]:
    """Return the list items of `ids`, without summaries: beside an article the titles do, and an edited text restales fewer pages."""
    return tuple(item(frame, frame.view[keys.card(name)]) for name in ids)


def quoted_items(frame: Frame, ids: Iterable[str]) -> tuple[Item, ...]:
    """Return the list items of `ids` with their summaries."""
    return tuple(item(frame, frame.view[keys.card(name)], frame.view[keys.summary(name)]) for name in ids)


def mark(frame: Frame, fact: Sourced | None, holder: str, *, within: Sourced | None = None) -> Mark:
    """Return where a fact comes from: its own source, else that of the fact it is part of (`within`), else the entry `holder`."""
    source = (fact.source if fact else None) or (within.source if within else None)
    token: str | None = holder.partition("/")[2]
    href = words = None
    if source and source.startswith("entry:"):
        name, _, anchor = source.removeprefix("entry:").partition("#")
        address = frame.view[keys.address(name)]
        href = frame.href(address) + (f"#{anchor}" if anchor else "") if address else None
        token = href or name.partition("/")[2]
    elif source and source.startswith("http"):
        token = href = source
    elif source:
        words = source
    inferred = bool((fact and fact.inferred) or (within and within.inferred))
    return Mark(
        token=None if inferred else token,
        href=href,
        words=words,
        inferred=inferred,
        disputed=bool(fact and fact.disputed),
        note=fact.note if fact else None,
    )


def unit_name(frame: Frame, name: str, day: date | None) -> UnitName:
    """Return a unit as it was called on `day` (None: its last name)."""
    unit: Unit = frame.view[keys.register("unit", name)]
    then = full_name(frame, unit, day)
    today = _successor(frame, unit) or unit
    now = full_name(frame, today, None)
    changed = today is not unit or (unit.to is None and now != then)
    return UnitName(
        name=then,
        href=frame.href(addresses.below(addresses.UNITS, name)),
        now=now if changed else None,
        now_href=frame.href(addresses.below(addresses.UNITS, today.id)) if changed else None,
        remark=_remark(frame, unit, today, then=then, now=now) if changed else "",
        still_there=unit.to is None and unit.kind_on(None) in _TERRITORIES,
    )


def unit_title(frame: Frame, unit: Unit) -> str:
    """Return what a unit's page is called; one whose successor has its name is told apart from it."""
    name, now = full_name(frame, unit, unit.last_day), unit_name(frame, unit.id, unit.last_day)
    said = sentence_case(name)
    return f"{said} ({now.remark})" if unit.to and now.now == name else said


def _remark(frame: Frame, unit: Unit, today: Unit, *, then: str, now: str) -> str:
    """Return what to say of a unit that is not what it was; a successor of the same name is another extent of it."""
    if today is unit:
        return frame.words.fill("now_named", name=now)
    if then == now and today.from_:
        return frame.words.fill("extent_before", date=frame.day(today.from_))
    return frame.words.fill("now_part_of", name=now)


def holders(frame: Frame, office: Office | None, day: date | None) -> tuple[Holder, ...]:
    """Return who held an office with each source once; none when no source names anybody."""
    return tuple(holder for _, holder in units_and_holders(frame, office, day))


def units_and_holders(frame: Frame, office: Office | None, day: date | None) -> Iterator[tuple[str, Holder]]:
    """Yield the same, each with the id of the unit."""
    found: dict[tuple[str, str | None], Holder] = {}
    for claim in office.claims if office else ():
        source = mark(frame, claim, claim.entry)
        found.setdefault((claim.unit, source.token), Holder(unit=unit_name(frame, claim.unit, day), mark=source))
    yield from ((unit, holder) for (unit, _), holder in found.items())


def _successor(frame: Frame, unit: Unit) -> Unit | None:
    current = unit
    while current.merged_into:
        current = frame.view[keys.register("unit", current.merged_into)]
    return current if current is not unit else None


def full_name(frame: Frame, unit: Unit, day: date | None) -> str:
    """Return kind and name on `day`: "tỉnh Bắc Kạn"; bodies have their name alone."""
    return kind_and_name(frame, unit.kind_on(day), unit.name_on(day))


def kind_and_name(frame: Frame, kind: UnitKind | None, name: str) -> str:
    """Return "tỉnh Bắc Kạn", in English "Bắc Kạn province"; of what is no territory the name alone."""
    if kind not in _TERRITORIES:
        return name
    word = frame.words[f"unit_kind_{kind}"]
    if name == "Hồ Chí Minh" and word == "thành phố":
        word = "Thành phố"
    return f"{name} {word}" if frame.site.language == "en" else f"{word} {name}"


def is_territory(unit: Unit) -> bool:
    """Tell whether a unit is a territory and no body."""
    return unit.kind_on(unit.last_day) in _TERRITORIES


def sentence_case(text: str) -> str:
    """Return `text` with a capital at the start, the rest as it is."""
    return text[:1].upper() + text[1:]


def event_days(frame: Frame, start: PartialDate | None, end: PartialDate | None) -> str:
    """Return when an event was, as a reader says it; empty when no source gives a day."""
    if start is None:
        return ""
    if end is None or end == start or start.day is None or end.day is None:
        return frame.day(start)
    return vietnamese.date_range(start.first, end.last, frame.site.language)


def long_time(value: date | datetime, frame: Frame) -> str:
    """Return the time under a headline: "Thứ Hai, 20/3/2023 14:36 (GMT+7)"."""
    return vietnamese.timestamp(value, frame.site.language)
