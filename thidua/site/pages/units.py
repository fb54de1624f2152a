"""Pages of units: what each was called when, what it came from and became, its clusters and its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from thidua import vietnamese
from thidua.catalog import keys
from thidua.catalog.history import Held
from thidua.catalog.territory import Province, is_provincial
from thidua.model import addresses
from thidua.model.records import Member
from thidua.model.registers import Dated, Unit
from thidua.site import metadata
from thidua.site.display import (
    Item,
    Mark,
    Row,
    Shown,
    UnitName,
    full_name,
    is_territory,
    items,
    kind_and_name,
    mark,
    sentence_case,
    unit_name,
    unit_title,
)
from thidua.site.drawings import tile_map
from thidua.site.emblems import Drawn, captioned, unit_map
from thidua.site.layout import Follow, Frame, Theme, frame_reads
from thidua.site.linked_data import bodies
from thidua.site.outputs import Output, View
from thidua.site.pages.boxes import Box, box
from thidua.site.pages.lists import Listing, front_reads, listing, page_count, plan_pages
from thidua.site.reads import cards, source_reads, unique, unit_reads
from thidua.site.values import Materials

TEMPLATE = "unit.html"
INDEX = "units.html"
FORMER_ARTICLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """What unit.html shows."""

    id: str
    title: str
    note: str
    ended: bool
    now: UnitName
    facts: Box
    place: Drawn
    merged: Markup
    clusters: tuple[ClusterLine, ...]
    former_clusters: tuple[FormerClusters, ...]
    listing: Listing
    former: tuple[FormerUnit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterLine:
    """A cluster that a unit belonged to or held an office in, and the offices."""

    cluster: Shown
    offices: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerUnit:
    """The newest articles about a unit that was merged into this one."""

    title: str
    href: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerClusters:
    """The clusters to which a unit that was merged into this one belonged."""

    title: str
    href: str
    clusters: tuple[ClusterLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsPage:
    """What units.html shows: provinces of today, former ones, units within provinces, and bodies, each in alphabetical order."""

    map: Markup
    now: tuple[UnitName, ...]
    former: tuple[UnitName, ...]
    local: tuple[UnitName, ...]
    bodies: tuple[UnitName, ...]


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the index of units, and every unit's page with the numbered pages of its articles."""
    catalog = materials.catalog
    units = catalog.registers.units
    if units:
        reads = (*frame_reads(INDEX), keys.PROVINCES, "register:units", *unit_reads(units, catalog))
        yield Output(path=addresses.output_path(addresses.UNITS), renderer="units", reads=unique(reads))
    for unit in units.values():
        name, base = f"unit/{unit.id}", addresses.below(addresses.UNITS, unit.id)
        yield Output(
            path=addresses.output_path(base),
            renderer="unit",
            subject=unit.id,
            arguments=(page_count(name, materials),),
            reads=unique(_reads(unit, name, materials)),
        )
        yield from plan_pages(name, base, (keys.register("unit", unit.id),), materials)


def _reads(unit: Unit, name: str, materials: Materials) -> Iterator[str]:
    catalog = materials.catalog
    former = catalog.predecessors.get(unit.id, ())
    yield from frame_reads(TEMPLATE)
    yield from (f"predecessors:{unit.id}", f"children:{unit.id}", f"members-of:{unit.id}")
    yield from (keys.PROVINCES, keys.province_of(unit.id))
    yield from (f"members-of:{other}" for other in former)
    others = (*former, *catalog.children.get(unit.id, ()))
    yield from unit_reads((unit.id,), catalog)
    yield from (keys.register("unit", other) for other in (*others, *([unit.parent] if unit.parent else [])))
    for fact in (unit, *unit.names, *unit.kinds, *unit.codes, *(catalog.registers.units[other] for other in others)):
        yield from source_reads(fact.source)
    for name_then in (unit.id, *former):
        yield f"offices-of:{name_then}"
        for cluster, member in catalog.members_of.get(name_then, ()):
            yield keys.card(cluster)
            yield from source_reads(member.source)
        for held in catalog.offices_of.get(name_then, ()):
            yield keys.card(held.cluster)
            yield from source_reads(held.claim.source)
    yield from front_reads(name, materials)
    for other in former:
        yield keys.query(f"front/unit/{other}")
        yield from cards(catalog.queries[f"unit/{other}"][:FORMER_ARTICLES])


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return one unit's page."""
    frame = Frame(view)
    unit: Unit = view[keys.register("unit", output.subject)]
    address = addresses.below(addresses.UNITS, unit.id)
    title = _of_parent(frame, unit, unit_title(frame, unit))
    page = UnitPage(
        id=unit.id,
        title=title,
        note=unit.note or "",
        ended=unit.to is not None,
        now=unit_name(frame, unit.id, unit.last_day),
        facts=box(_rows(frame, unit)),
        place=captioned(frame, unit_map(frame, unit.id, title=title)),
        merged=_merged(frame, unit, title),
        clusters=_clusters(frame, unit.id),
        former_clusters=tuple(
            _former_clusters(frame, name)
            for name in view[f"predecessors:{unit.id}"]
            if view[f"members-of:{name}"] or view[f"offices-of:{name}"]
        ),
        listing=listing(frame, f"unit/{unit.id}", address, output.arguments[0]),
        former=tuple(former for name in view[f"predecessors:{unit.id}"] if (former := _former(frame, name)).items),
    )
    layout = frame.layout(
        title=title,
        address=address,
        trail=((frame.words.units, addresses.UNITS),),
        follow=Follow(title=title, base=address) if page.listing.dated else None,
        particulars=metadata.of_list((item.day_iso for item in page.listing.items), card=address),
        nodes=bodies.unit(frame, unit, title),
    )
    return frame.render(theme, TEMPLATE, layout, page)


def _clusters(frame: Frame, unit: str) -> tuple[ClusterLine, ...]:
    """Return the clusters that a unit belonged to, then others in which it held an office."""
    held: tuple[Held, ...] = frame.view[f"offices-of:{unit}"]
    shown = {cluster: _cluster(frame, cluster, member) for cluster, member in frame.view[f"members-of:{unit}"]}
    for office in held:
        if office.cluster not in shown:
            card = frame.view[keys.card(office.cluster)]
            shown[office.cluster] = Shown(text=card.title, mark=mark(frame, None, office.cluster), href=frame.href(card.address))
    return tuple(
        ClusterLine(cluster=line, offices=tuple(_office(frame, office) for office in held if office.cluster == cluster))
        for cluster, line in shown.items()
    )


def _office(frame: Frame, held: Held) -> Shown:
    """Return an office with the year or the days in which it was held."""
    words, post = frame.words, frame.words[held.post]
    if held.year:
        text = words.fill("unit_office", post=post, year=held.year)
    else:
        text = words.fill("unit_office_between", post=post, period=frame.period(held.first, held.last))
    return Shown(text=text, mark=mark(frame, held.claim, held.claim.entry))


def _cluster(frame: Frame, cluster: str, member: Member) -> Shown:
    """Return a cluster with the time at which sources attest the membership."""
    card = frame.view[keys.card(cluster)]
    seen = frame.words.fill("seen_on", dates=", ".join(map(frame.day, member.seen))) if member.seen else ""
    remark = " ".join(filter(None, (frame.period(member.from_, member.to), seen)))
    return Shown(text=card.title, mark=mark(frame, member, cluster), href=frame.href(card.address), remark=remark)


def _former_clusters(frame: Frame, name: str) -> FormerClusters:
    unit: Unit = frame.view[keys.register("unit", name)]
    return FormerClusters(
        title=sentence_case(full_name(frame, unit, unit.last_day)),
        href=frame.href(addresses.below(addresses.UNITS, name)),
        clusters=_clusters(frame, name),
    )


def _merged(frame: Frame, unit: Unit, title: str) -> Markup:
    """Return what the unit was merged from, as joined tiles; nothing where it was not."""
    former: list[Unit] = [frame.view[keys.register("unit", name)] for name in frame.view[f"predecessors:{unit.id}"]]
    if not former:
        return Markup("")
    words = frame.words
    names = ", ".join(full_name(frame, other, other.last_day) for other in former)
    return tile_map.merged(
        [tile_map.Part(name=other.name_on(other.last_day), inferred=other.inferred) for other in former],
        whole=unit.name_on(unit.last_day),
        title=words.fill("merged_from_all", name=title, names=names),
        description="",
    )


def _former(frame: Frame, name: str) -> FormerUnit:
    unit: Unit = frame.view[keys.register("unit", name)]
    newest = frame.view[keys.query(f"front/unit/{name}")][:FORMER_ARTICLES]
    return FormerUnit(
        title=sentence_case(full_name(frame, unit, unit.last_day)),
        href=frame.href(addresses.below(addresses.UNITS, name)),
        items=items(frame, newest),
    )


def _rows(frame: Frame, unit: Unit) -> Iterator[Row]:
    words, view = frame.words, frame.view
    names = [_dated(frame, unit, name.name, name) for name in unit.names]
    kinds = [_dated(frame, unit, words[f"unit_kind_{kind.kind}"], kind) for kind in unit.kinds]
    yield Row(label=words.unit_names, values=tuple(names + kinds))
    own = _source(frame, unit)
    if unit.from_:
        yield Row(label=words.unit_since, values=(Shown(text=frame.day(unit.from_), mark=own),))
    if unit.to:
        yield Row(label=words.unit_ended_on, values=(Shown(text=frame.day(unit.to), mark=own),))
    if unit.merged_into:
        yield Row(label=words.unit_merged_into, values=(_unit(frame, unit, unit.merged_into),))
    predecessors = view[f"predecessors:{unit.id}"]
    if predecessors:
        yield Row(
            label=words.unit_merged_from, values=tuple(_unit(frame, view[keys.register("unit", name)], name) for name in predecessors)
        )
    if unit.parent:
        yield Row(label=words.unit_parent, values=(_unit(frame, unit, unit.parent),))
    children = view[f"children:{unit.id}"]
    if children:
        yield Row(label=words.unit_children, values=tuple(_unit(frame, view[keys.register("unit", name)], name) for name in children))
    if unit.other_names:
        yield Row(label=words.other_names, values=tuple(Shown(text=name, mark=own) for name in unit.other_names))
    if unit.codes:
        codes = [_dated(frame, unit, f"{words[f'code_{code.scheme}']}: {code.code}", code) for code in unit.codes]
        yield Row(label=words.unit_codes, values=tuple(codes))


def _dated(frame: Frame, unit: Unit, text: str, fact: Dated) -> Shown:
    return Shown(text=text, mark=mark(frame, fact, f"unit/{unit.id}", within=unit), remark=frame.period(fact.from_, fact.to))


def _source(frame: Frame, unit: Unit) -> Mark:
    """Return where a unit's record comes from; its note stands once at the top of the page."""
    return replace(mark(frame, unit, f"unit/{unit.id}"), note=None)


def _unit(frame: Frame, stating: Unit, name: str) -> Shown:
    """Return another unit; `stating` is the record that says how the two belong together."""
    other: Unit = frame.view[keys.register("unit", name)]
    return Shown(
        text=full_name(frame, other, other.last_day),
        mark=_source(frame, stating),
        href=frame.href(addresses.below(addresses.UNITS, name)),
    )


def render_index(view: View, output: Output, theme: Theme) -> bytes:
    """Return the index of units."""
    del output
    frame = Frame(view)
    units: list[Unit] = [view[keys.register("unit", name)] for name in view["register:units"]]
    units.sort(key=lambda unit: (vietnamese.collation_key(unit.name_on(unit.last_day)), unit.id))
    provincial = [unit for unit in units if is_provincial(unit)]
    others = [unit for unit in units if not is_provincial(unit)]
    page = UnitsPage(
        map=_index_map(frame),
        now=tuple(unit_name(frame, unit.id, None) for unit in provincial if not unit.to),
        former=tuple(unit_name(frame, unit.id, unit.last_day) for unit in provincial if unit.to),
        local=tuple(_within(frame, unit) for unit in others if is_territory(unit)),
        bodies=tuple(_within(frame, unit) for unit in others if not is_territory(unit)),
    )
    layout = frame.layout(title=frame.words.units, address=addresses.UNITS)
    return frame.render(theme, INDEX, layout, page)


def _within(frame: Frame, unit: Unit) -> UnitName:
    shown = unit_name(frame, unit.id, unit.last_day)
    return replace(shown, name=_of_parent(frame, unit, shown.name))


def _of_parent(frame: Frame, unit: Unit, name: str) -> str:
    """Return the name of a body with the unit that it belongs to, where it does not say it itself: many provinces have one of the kind."""
    parent: Unit | None = frame.view[keys.register("unit", unit.parent)] if unit.parent else None
    return name if parent is None or parent.name_on(None) in name else f"{name} ({parent.name_on(None)})"


def _index_map(frame: Frame) -> Markup:
    """Return the map whose tiles lead to the pages of today's provinces, with what each was merged from at its foot."""
    words = frame.words
    provinces: tuple[Province, ...] = frame.view[keys.PROVINCES]
    tiles = []
    for province in provinces:
        name = sentence_case(kind_and_name(frame, province.kind, province.name))
        former = ", ".join(part for _, part in province.parts)
        tiles.append(
            tile_map.Tile(
                id=province.id,
                name=province.name,
                title=words.fill("merged_from_all", name=name, names=former) if len(province.parts) > 1 else name,
                parts=tuple(tile_map.Part(name=part) for _, part in province.parts),
                href=frame.href(addresses.below(addresses.UNITS, province.id)),
            )
        )
    return tile_map.tile_map(tiles, title=words.map_units, description=words.map_units_described, caption=words.map_caption)
