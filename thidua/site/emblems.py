"""Emblems of clusters, conferences and models from what pages know of them: which keys that takes, and the pictures.

An emblem's name says what it shows; that its map is a schematic stands beside it. It shows the entry's own statement: that is its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import ModelFacts
from thidua.catalog.history import History, Post
from thidua.catalog.territory import Membership, Province
from thidua.catalog.whereabouts import Whereabouts
from thidua.model.records import AwardFact, Event, Level, Place, Subject
from thidua.site.display import event_days, sentence_case
from thidua.site.drawings import country
from thidua.site.drawings.emblem import YEARS, Emblem, Ground, Term, emblem, locator
from thidua.site.drawings.marks import AwardMark, Recipient
from thidua.site.drawings.strip import Gathering
from thidua.site.layout import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A drawing on a page; `caption` says that its map is a schematic, empty where it has none."""

    svg: Markup
    caption: str


NOTHING_DRAWN = Drawn(svg=Markup(""), caption="")


def captioned(frame: Frame, svg: Markup) -> Drawn:
    """Return a drawing with the caption that its map needs."""
    return Drawn(svg=svg, caption=frame.words.map_caption) if svg and _has_country(frame) else Drawn(svg=svg, caption="")


def cluster_emblem_reads(cluster: str) -> Iterator[str]:
    """Yield the keys that a cluster's emblem reads."""
    yield from (keys.PROVINCES, keys.territory(cluster), keys.history(cluster), keys.card(cluster))


def cluster_emblem(frame: Frame, cluster: str, *, named: bool = True) -> Markup:
    """Return a cluster's emblem: its members on the map of today, its leadership of the last years; not `named` where its name follows."""
    history: History = frame.view[keys.history(cluster)]
    name = cluster.partition("/")[2]
    grounds = tuple(_members(frame, cluster))
    shown = Emblem(provinces=_provinces(frame), grounds=grounds, terms=_terms(history))
    return emblem(shown, title=_told(frame, frame.view[keys.card(cluster)].title, grounds) if named else "", source=name)


def scene_reads(entry: str, catalog: Catalog) -> Iterator[str]:
    """Yield the keys that the emblem of a conference or a model reads beside its own facts and the awards that they name."""
    scene = catalog.scenes.get(entry)
    if scene:
        yield keys.PROVINCES
        if scene.cluster:
            yield keys.territory(scene.cluster)
        if scene.unit:
            yield keys.province_of(scene.unit)


def conference_emblem(frame: Frame, entry: str, event: Event, awards: Iterable[AwardFact]) -> Markup:
    """Return a conference's emblem: its cluster's members, the place ringed, its day on the year's line, the awards given there."""
    place = event.place
    grounds = {ground.province: ground for ground in (_members(frame, event.cluster) if event.cluster else ())}
    if place and place.unit:
        _ring(frame, grounds, place.unit, inferred=event.inferred or place.inferred)
    words = frame.words
    told = f"{words[f'type_{event.type}']}, {event_days(frame, event.start, event.end) or words.date_unknown}"
    name = entry.partition("/")[2]
    shown = Emblem(
        provinces=_provinces(frame),
        grounds=tuple(grounds.values()),
        gathering=gathering(event, title="", source=None),
        awards=tuple(mark for fact in awards for mark in _marks(frame, fact)),
    )
    return emblem(shown, title=_told(frame, told, grounds.values()), source=name)


def model_emblem(frame: Frame, entry: str, subject: Subject, field: str | None, place: Place | None) -> Markup:
    """Return a model's emblem: where it is, who it is, what it is about."""
    grounds: dict[str, Ground] = {}
    if place and place.unit:
        _ring(frame, grounds, place.unit, inferred=place.inferred)
    words = frame.words
    told = sentence_case(words[f"subject_{subject.type}"]) + (f", {words[f'field_{field}']}" if field else "")
    name = entry.partition("/")[2]
    shown = Emblem(provinces=_provinces(frame), grounds=tuple(grounds.values()), subject=subject.type, field=field)
    return emblem(shown, title=_told(frame, told, grounds.values()), source=name)


def model_reads(entry: str, catalog: Catalog) -> Iterator[str]:
    """Yield the keys that `emblem_of_model` reads."""
    yield keys.facts(entry)
    yield from scene_reads(entry, catalog)


def emblem_of_model(frame: Frame, entry: str) -> Markup:
    """Return a model's emblem where only its name is at hand."""
    facts: ModelFacts = frame.view[keys.facts(entry)]
    return model_emblem(frame, entry, facts.subject, facts.field, facts.place)


def map_reads(entry: str) -> tuple[str, ...]:
    """Return the keys that `entry_map` reads."""
    return keys.PROVINCES, keys.where(entry), keys.card(entry)


def entry_map(frame: Frame, entry: str) -> Drawn:
    """Return the provinces of today that an entry tells of; nothing where it names none."""
    where: Whereabouts = frame.view[keys.where(entry)]
    grounds = {unit: Ground(province=unit, member=True) for unit in (*where.members, *where.places)}
    for unit in where.hosts:
        grounds[unit] = Ground(province=unit, member=unit in grounds, host=True)
    if not grounds.keys() & country.TILES.keys():
        return NOTHING_DRAWN
    title = _told(frame, frame.view[keys.card(entry)].title, grounds.values())
    return captioned(frame, locator(_provinces(frame), grounds.values(), title=title, source=None))


def unit_map(frame: Frame, unit: str, *, title: str) -> Markup:
    """Return where a unit is: its province filled, half filled for a former unit, ringed for a body in it."""
    province: str | None = frame.view[keys.province_of(unit)]
    grounds = () if province is None else (Ground(province=province, member=province == unit, host=province != unit),)
    return locator(_provinces(frame), grounds, title=_told(frame, title, grounds), source=unit)


def gathering(event: Event, *, title: str, source: str | None) -> Gathering:
    """Return a meeting as the strip shows it: in the year in which it was, else in the one that it covers."""
    start = event.start
    last = event.end or start
    inside = start is not None and last is not None and start.first.year == last.last.year
    return Gathering(
        type=event.type,
        year=start.first.year if start else event.covers.last_day.year,
        first=start.first if start else None,
        last=(last.last if inside and last else start.last) if start else None,
        title=title,
        exact=start is not None and start.precision == "day",
        inferred=event.inferred,
        disputed=event.disputed,
        source=source,
    )


def recipients(fact: AwardFact) -> tuple[Recipient, ...]:
    """Return who received, as far as the record tells."""
    parts = (fact, *fact.breakdown.values())
    found: dict[Recipient, bool] = {
        "collective": any(part.collectives for part in parts),
        "individual": any(part.individuals for part in parts),
        "household": any(part.households for part in parts),
    }
    return tuple(name for name, there in found.items() if there) or ("unknown",)


def level_of(frame: Frame, fact: AwardFact) -> Level | None:
    """Return the level of awards: as stated, else that of their form."""
    if fact.level or not fact.form:
        return fact.level
    level: Level = frame.view[keys.register("award", fact.form)].level
    return level


def _marks(frame: Frame, fact: AwardFact) -> Iterator[AwardMark]:
    """Yield the marks of what was given or decided; nothing inferred, no nominations."""
    if fact.stated and fact.status not in {"de-nghi", "thu-hoi"}:
        for recipient in recipients(fact):
            yield AwardMark(level=level_of(frame, fact), recipient=recipient)


def _provinces(frame: Frame) -> tuple[str, ...]:
    found: tuple[Province, ...] = frame.view[keys.PROVINCES]
    return tuple(province.id for province in found)


def _members(frame: Frame, cluster: str) -> Iterator[Ground]:
    territory: tuple[Membership, ...] = frame.view[keys.territory(cluster)]
    for part in territory:
        yield Ground(province=part.province, member=part.direct, former=not part.direct, inferred=part.inferred)


def _ring(frame: Frame, grounds: dict[str, Ground], unit: str, *, inferred: bool) -> None:
    """Ring the province of `unit` among `grounds`."""
    province: str | None = frame.view[keys.province_of(unit)]
    if province:
        known = grounds.get(province, Ground(province=province))
        grounds[province] = Ground(
            province=province, member=known.member, former=known.former, inferred=known.inferred, host=True, host_inferred=inferred
        )


def _terms(history: History) -> tuple[tuple[Term, Term], ...]:
    """Return what is known of lead and deputy in the last years up to the last that any source tells of."""
    years = [office.year or (office.last.year if office.last else office.starts.year) for office in history.offices]
    if not years:
        return ()
    first = max(min(years), max(years) - YEARS + 1)
    return tuple((_term(history, year, "lead"), _term(history, year, "deputy")) for year in range(first, max(years) + 1))


def _term(history: History, year: int, post: Post) -> Term:
    office = history.office(year, post)
    if office is None:
        return "gap"
    return "inferred" if office.inferred else "stated"


def _told(frame: Frame, title: str, grounds: Iterable[Ground]) -> str:
    """Return what a picture shows in words: its title, then which provinces are filled and which ringed on its map."""
    found, words = {ground.province: ground for ground in grounds}, frame.words
    provinces = [province for province in frame.view[keys.PROVINCES] if province.id in found and province.id in country.TILES]
    filled = [province.name for province in provinces if found[province.id].member or found[province.id].former]
    ringed = [province.name for province in provinces if found[province.id].host]
    parts = [title]
    parts += [words.fill("map_filled", names=", ".join(filled))] if filled else []
    parts += [words.fill("map_ringed", names=", ".join(ringed))] if ringed else []
    return "; ".join(parts)


def _has_country(frame: Frame) -> bool:
    return any(province in country.TILES for province in _provinces(frame))
