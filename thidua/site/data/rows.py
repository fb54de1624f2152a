"""The rows of each table, and what they read. Nothing inferred and nothing disputed becomes a row or stands in one.

Names are those of the day that a row is about; ids lead to what a unit has become since (table `don-vi`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from thidua.catalog import keys
from thidua.catalog.addressing import identity
from thidua.catalog.awards import AwardRow
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Card, ClusterFacts, ModelFacts, Syndicated
from thidua.catalog.history import History, Office
from thidua.catalog.meetings import Account, Meeting
from thidua.model import addresses
from thidua.model.registers import Unit, UnitCode
from thidua.site.data.tables import AWARDS, CONFERENCES, MEMBERSHIPS, MODELS, TERMS, UNIT_NAMES, UNITS, Row
from thidua.site.display import Sourced, full_name
from thidua.site.layout import Frame
from thidua.site.reads import cards, source_reads, unit_reads

_is_sure = attrgetter("sure")

OUTSIDE = ""
"""What stands for a cluster in the key of the meetings that are none's."""


class Rows(NamedTuple):
    """How the rows of a table are read and made."""

    reads: Callable[[Catalog], Iterator[str]]
    make: Callable[[Frame], Iterator[Row]]


# --- awards --------------------------------------------------------------------------------------------------------------------------


def _award_reads(catalog: Catalog) -> Iterator[str]:
    yield keys.AWARD_TALLY
    for row in filter(_is_counted, catalog.awards):
        yield from cards(([row.cluster] if row.cluster else []) + list(row.entries))
        if row.form:
            yield keys.register("award", row.form)


def _is_counted(row: AwardRow) -> bool:
    return not row.disputed


def _awards(frame: Frame) -> Iterator[Row]:
    view = frame.view
    rows: tuple[AwardRow, ...] = view[keys.AWARD_TALLY]
    for row in filter(_is_counted, rows):
        yield {
            "year": row.year,
            **_cluster(frame, row.cluster),
            "form": row.form,
            "form_name": view[keys.register("award", row.form)].name if row.form else None,
            "level": row.level,
            "standing": row.standing,
            "collectives": row.collectives,
            "individuals": row.individuals,
            "households": row.households,
            "direct_workers": row.direct_workers,
            "uncounted": row.uncounted,
            "source": " ".join(_page(frame, entry) for entry in row.entries),
        }


# --- clusters ------------------------------------------------------------------------------------------------------------------------


def _term_reads(catalog: Catalog) -> Iterator[str]:
    yield keys.query("kind/cluster")
    for cluster in catalog.queries["kind/cluster"]:
        yield keys.history(cluster)
        for office in catalog.histories[cluster].offices:
            for claim in filter(_is_sure, office.claims):
                yield keys.card(cluster)
                yield from (keys.register("unit", claim.unit), keys.card(claim.entry), *source_reads(claim.source))


def _terms(frame: Frame) -> Iterator[Row]:
    for cluster in frame.view[keys.query("kind/cluster")]:
        history: History = frame.view[keys.history(cluster)]
        for office in history.offices:
            for claim in filter(_is_sure, office.claims):
                yield {
                    **_cluster(frame, cluster),
                    "year": office.year,
                    "from": str(office.first) if office.first else None,
                    "to": str(office.last) if office.last else None,
                    "post": office.post,
                    **_unit(frame, claim.unit, _last_day(office)),
                    "source": _source(frame, claim, claim.entry),
                }


def _last_day(office: Office) -> date:
    if office.last:
        return office.last.last
    return office.first.first if office.first else date(office.year or 1, 12, 31)


def _membership_reads(catalog: Catalog) -> Iterator[str]:
    yield keys.query("kind/cluster")
    for cluster in catalog.queries["kind/cluster"]:
        yield from (keys.card(cluster), keys.facts(cluster), *_named(cluster, catalog))


def _memberships(frame: Frame) -> Iterator[Row]:
    for cluster in frame.view[keys.query("kind/cluster")]:
        facts: ClusterFacts = frame.view[keys.facts(cluster)]
        for member in filter(_is_sure, facts.members):
            yield {
                **_cluster(frame, cluster),
                **_unit(frame, member.unit, member.attested),
                "from": str(member.from_) if member.from_ else None,
                "to": str(member.to) if member.to else None,
                "seen": " ".join(map(str, member.seen)) or None,
                "source": _source(frame, member, cluster),
            }


# --- conferences ---------------------------------------------------------------------------------------------------------------------


def _conference_reads(catalog: Catalog) -> Iterator[str]:
    yield keys.CLUSTERS
    for cluster in (OUTSIDE, *catalog.clusters):
        yield keys.meetings(cluster)
        for account in _accounts(catalog.meetings(cluster)):
            place = account.event.place
            yield keys.syndicated(account.entry)
            yield from source_reads(account.event.source)
            if cluster:
                yield keys.card(cluster)
            if place and place.unit and place.sure:
                yield keys.register("unit", place.unit)


def _accounts(meetings: Iterable[Meeting]) -> Iterator[Account]:
    """Yield what each article tells of a meeting, if it is sure of it."""
    return (account for meeting in meetings for account in meeting.accounts if account.event.sure)


def _conferences(frame: Frame) -> Iterator[Row]:
    for cluster in (OUTSIDE, *frame.view[keys.CLUSTERS]):
        for account in _accounts(frame.view[keys.meetings(cluster)]):
            yield _conference(frame, cluster or None, account)


def _conference(frame: Frame, cluster: str | None, account: Account) -> Row:
    event = account.event
    place = event.place if event.place and event.place.sure else None
    day = event.start.first if event.start else event.covers.last_day
    return {
        **_article(frame, account.entry),
        "type": event.type,
        **_cluster(frame, cluster),
        "covers": str(event.covers),
        "start": str(event.start) if event.start else None,
        "end": str(event.end) if event.end else None,
        "time": event.time.isoformat() if event.time else None,
        **_unit(frame, place.unit if place else None, day),
        "city": place.city if place else None,
        "venue": place.venue if place else None,
        "status": event.status,
        "source": _source(frame, event, account.entry),
    }


# --- models --------------------------------------------------------------------------------------------------------------------------


def _model_reads(catalog: Catalog) -> Iterator[str]:
    yield keys.query("kind/model")
    for entry in catalog.queries["kind/model"]:
        yield from (keys.syndicated(entry), keys.facts(entry), *_named(entry, catalog))


def _models(frame: Frame) -> Iterator[Row]:
    """Yield every model; where somebody lives stands here no closer than the commune."""
    for entry in frame.view[keys.query("kind/model")]:
        facts: ModelFacts = frame.view[keys.facts(entry)]
        place = facts.place if facts.place and facts.place.sure else None
        yield {
            **_article(frame, entry),
            "subject_type": facts.subject.type,
            "subject": facts.subject.name,
            "type": facts.type,
            "field": facts.field,
            "commune": place.commune if place else None,
            "district": place.district if place else None,
            **_unit(frame, place.unit if place else None, place.as_of.first if place and place.as_of else None),
            "place_as_of": str(place.as_of) if place and place.as_of else None,
            "source": _source(frame, place, entry) if place else _page_of_article(frame, entry),
        }


# --- units ---------------------------------------------------------------------------------------------------------------------------


def _unit_reads(catalog: Catalog) -> Iterator[str]:
    yield keys.UNITS
    yield from unit_reads(catalog.registers.units, catalog)
    for unit in catalog.registers.units.values():
        for fact in (unit, *unit.names):
            yield from source_reads(fact.source)


def _units(frame: Frame) -> Iterator[Row]:
    for unit in _stated_units(frame):
        now = _now(frame, unit)
        yield {
            "id": unit.id,
            "name": unit.name_on(unit.last_day),
            "kind": unit.kind_on(unit.last_day),
            "code_gso": _code(unit, "gso"),
            "code_iso": _code(unit, "iso"),
            "from": str(unit.from_) if unit.from_ else None,
            "to": str(unit.to) if unit.to else None,
            "merged_into": unit.merged_into,
            "now": now.id if now else None,
            "now_name": full_name(frame, now, None) if now else None,
            "parent": unit.parent,
            "url": _unit_page(frame, unit),
            "source": _source_or(frame, unit, _unit_page(frame, unit)),
        }


def _unit_names(frame: Frame) -> Iterator[Row]:
    for unit in _stated_units(frame):
        for name in filter(_is_sure, unit.names):
            yield {
                "unit": unit.id,
                "name": name.name,
                "from": str(name.from_) if name.from_ else None,
                "to": str(name.to) if name.to else None,
                "source": _source_or(frame, name if name.source else unit, _unit_page(frame, unit)),
            }


def _stated_units(frame: Frame) -> Iterator[Unit]:
    units: Iterable[Unit] = (frame.view[keys.register("unit", name)] for name in frame.view[keys.UNITS])
    return filter(_is_sure, units)


def _now(frame: Frame, unit: Unit) -> Unit | None:
    current = unit
    while current.merged_into:
        current = frame.view[keys.register("unit", current.merged_into)]
    return current if current is not unit else None


def _code(unit: Unit, scheme: str) -> str | None:
    """Return the last code of a unit in a scheme."""
    codes: list[UnitCode] = [code for code in unit.codes if code.scheme == scheme and code.sure]
    return max(codes, key=lambda code: code.from_.first if code.from_ else date.min).code if codes else None


def _unit_page(frame: Frame, unit: Unit) -> str:
    return frame.links.absolute(addresses.below(addresses.UNITS, unit.id))


# --- what rows share -----------------------------------------------------------------------------------------------------------------


def _named(entry: str, catalog: Catalog) -> Iterator[str]:
    """Yield what reads every unit and every source that an entry names."""
    for space, name in catalog.entries[entry].references:
        if space == "unit":
            yield keys.register("unit", name)
        elif space == "source":
            yield from source_reads(name)


def _cluster(frame: Frame, cluster: str | None) -> Row:
    card: Card | None = frame.view[keys.card(cluster)] if cluster else None
    return {"cluster": cluster.partition("/")[2] if cluster else None, "cluster_name": card.title if card else None}


def _unit(frame: Frame, unit: str | None, day: date | None) -> Row:
    """Return a unit with the kind and name that it had on `day`."""
    return {"unit": unit, "unit_name": full_name(frame, frame.view[keys.register("unit", unit)], day) if unit else None}


def _article(frame: Frame, entry: str) -> Row:
    article: Syndicated = frame.view[keys.syndicated(entry)]
    card = article.card
    assert card.when is not None  # noqa: S101 # conferences and models are articles
    return {
        "id": identity(frame.site.authority, article.origins, card.when),
        "title": card.title,
        "published": card.when.date().isoformat(),
        "url": frame.links.absolute(card.address),
    }


def _page(frame: Frame, entry: str) -> str:
    card: Card = frame.view[keys.card(entry)]
    return frame.links.absolute(card.address)


def _page_of_article(frame: Frame, entry: str) -> str:
    article: Syndicated = frame.view[keys.syndicated(entry)]
    return frame.links.absolute(article.card.address)


def _source(frame: Frame, fact: Sourced, entry: str) -> str:
    """Return where a fact comes from: its own source, else the page of the entry that states it."""
    key = keys.card(entry)
    return _source_or(frame, fact, _page(frame, entry) if key in frame.view else _page_of_article(frame, entry))


def _source_or(frame: Frame, fact: Sourced, otherwise: str) -> str:
    source = fact.source
    if source and source.startswith("entry:"):
        name, _, anchor = source.removeprefix("entry:").partition("#")
        address = frame.view[keys.address(name)]
        return frame.links.absolute(address) + (f"#{anchor}" if anchor else "") if address else otherwise
    return source or otherwise


ROWS: dict[str, Rows] = {
    AWARDS.name: Rows(_award_reads, _awards),
    TERMS.name: Rows(_term_reads, _terms),
    MEMBERSHIPS.name: Rows(_membership_reads, _memberships),
    CONFERENCES.name: Rows(_conference_reads, _conferences),
    MODELS.name: Rows(_model_reads, _models),
    UNITS.name: Rows(_unit_reads, _units),
    UNIT_NAMES.name: Rows(_unit_reads, _unit_names),
}
"""How the rows of each table are made, by its name."""


def reads_of(table: str, catalog: Catalog) -> Iterable[str]:
    """Yield what the rows of a table read."""
    return (keys.SITE, *ROWS[table].reads(catalog))
