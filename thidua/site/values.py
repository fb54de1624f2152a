"""Gives each key its value: the only way from the catalog into a page.

Values are immutable and hold no more than their key says; whoever reads a key sees everything that its digest covers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.catalog import territory, texts
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Entry
from thidua.catalog.queries import ALONE
from thidua.catalog.whereabouts import NOWHERE, Whereabouts, successor
from thidua.digests import digest
from thidua.model import addresses
from thidua.model.config import Link, Owner
from thidua.model.sections import lineage
from thidua.site.feeds.channels import Channel
from thidua.site.listings import Slices
from thidua.site.outputs import Place
from thidua.site.theme import theme_files
from thidua.sources.assets import Asset
from thidua.sources.reader import Shelf
from thidua.words.interface import words_in

Trail = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What every page says of the site."""

    title: str
    description: str
    base_url: str
    language: str
    notice: str | None
    owner: Owner
    links: tuple[Link, ...]
    authority: str
    feedback: str | None
    zone: str
    cards: bool
    search: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionInfo:
    """A section as pages show it; `trail` leads to it from the root, itself last: (title, address) each."""

    id: str
    kind: str
    title: str
    description: str | None
    address: str
    trail: Trail
    children: Trail


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """Where values come from: the catalog, published assets, texts of style sheets and scripts, digests of templates."""

    catalog: Catalog
    assets: Mapping[str, Asset]
    texts: Mapping[str, str]
    templates: Mapping[str, str]
    slices: Mapping[str, Slices]
    names: Mapping[str, tuple[str, ...]]
    channels: Mapping[str, Channel]
    places: Mapping[str, tuple[Place, ...]]


def value(key: str, materials: Materials) -> Any:  # noqa: ANN401 # the key decides the type
    """Return the value of `key`; KeyError when nothing has that name."""
    space, _, name = key.partition(":")
    if space in ENTRY_SPACES:
        return entry_value(space, materials.catalog.entries.get(name), materials.catalog.shelf)
    return _SPACES[space](name, materials)


def entry_value(space: str, entry: Entry | None, shelf: Shelf) -> Any:  # noqa: ANN401 # as above
    """Return what `space` says of an entry; None of one that is not on the site."""
    return ENTRY_SPACES[space](entry, shelf) if entry else None


def value_digest(key: str, materials: Materials) -> bytes:
    """Return the digest of the value of `key`; the large parts of entries are not made for that."""
    space, _, name = key.partition(":")
    entry = materials.catalog.entries.get(name) if space in _DIGESTS else None
    return _DIGESTS[space](entry) if entry else digest(value(key, materials))


def _query(name: str, materials: Materials) -> tuple[str, ...]:
    form, _, rest = name.partition("/")
    if form == "front":
        return materials.slices[rest].front if rest in materials.slices else ()
    if form == "feed":
        return materials.catalog.feed(rest)
    if form == "page":
        base, _, number = rest.rpartition("/")
        return materials.slices[base].pages[int(number) - 1]
    return materials.catalog.queries[name]


def _section(name: str, materials: Materials) -> SectionInfo:
    catalog = materials.catalog
    section = catalog.sections[name]
    children = [item for item in catalog.sections.values() if item.parent == name and catalog.queries[f"section/{item.id}"]]
    return SectionInfo(
        id=name,
        kind=section.kind,
        title=section.title,
        description=section.description,
        address=catalog.section_address(name),
        trail=tuple((part.title, catalog.section_address(part.id)) for part in lineage(section, catalog.sections)),
        children=tuple((item.title, catalog.section_address(item.id)) for item in children),
    )


def _setting(name: str, materials: Materials) -> Any:  # noqa: ANN401 # the key decides the type
    catalog = materials.catalog
    if name == "year":
        return catalog.year
    if name == "menu":
        return _menu(catalog)
    if name == "pages":
        return tuple(_pages(catalog))
    config = catalog.config
    if name in {"feeds", "data"}:
        return getattr(config, name)
    return SiteSettings(
        title=config.title,
        description=config.description or "",
        base_url=config.base_url,
        language=config.language,
        notice=config.notice,
        owner=config.owner,
        links=config.links,
        authority=config.authority,
        feedback=config.feedback.endpoint,
        zone=config.timezone,
        cards=config.images.cards,
        search=config.search.enabled,
    )


def _pages(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the pages about the portal: those that editors wrote, and the ways to all that it gathers, as far as there is something."""
    for entry in map(catalog.entries.__getitem__, catalog.queries["kind/page"]):
        yield entry.card.title, entry.address
    words, queries, registers = words_in(catalog.config.language), catalog.queries, catalog.registers
    gathered: tuple[tuple[str, str, object], ...] = (
        (words.site_map, addresses.SITE_MAP, True),
        (words.units, addresses.UNITS, registers.units),
        (words.movements, addresses.MOVEMENTS, registers.movements),
        (words.series, addresses.SERIES, any(queries[f"series/{name}"] for name in registers.series)),
        (words.tags, addresses.TAGS, queries.tags),
        (words.people, addresses.PEOPLE, registers.people),
        (words.authors, addresses.AUTHORS, queries.authors),
        (words.awards, addresses.AWARDS, True),
        (words.archive, addresses.ARCHIVE, True),
        (words.albums, addresses.ALBUMS, queries["albums"]),
        (words.corrections, addresses.CORRECTIONS, queries["corrections"]),
        (words.feeds, addresses.FEEDS, True),
        (words.open_data, addresses.DATA, True),
    )
    yield from ((title, address) for title, address, found in gathered if found)


def _menu(catalog: Catalog) -> Trail:
    """Return the menu as (title, address): the configured one, else the sections of the first level that hold something."""
    if not catalog.config.menu:
        return tuple(
            (section.title, catalog.section_address(section.id))
            for section in catalog.sections.values()
            if section.kind != "page" and not section.parent and catalog.queries[f"section/{section.id}"]
        )
    found = []
    for item in catalog.config.menu:
        if item.to in catalog.sections:
            title, address = catalog.sections[item.to].title, catalog.section_address(item.to)
        elif f"page/{item.to}" in catalog.entries:
            page = catalog.entries[f"page/{item.to}"]
            title, address = page.card.title, page.address
        else:
            title, address = item.to, "/" + item.to.lstrip("/")
        found.append((item.title or title, address))
    return tuple(found)


def _length(name: str, materials: Materials) -> str:
    """Return the path of a published picture: its size is known once it is made, and put in the path's place (`builder.staging`)."""
    return addresses.output_path(materials.assets[name].address)


def _map(name: str, materials: Materials) -> Whereabouts:
    catalog = materials.catalog
    if name.startswith("unit/"):
        return Whereabouts(places=(successor(name.removeprefix("unit/"), catalog.registers.units, through_parents=True),))
    return catalog.whereabouts.get(name, NOWHERE)


ENTRY_SPACES: dict[str, Callable[[Entry, Shelf], Any]] = {
    "address": lambda entry, _: entry.address,
    "card": lambda entry, _: entry.card,
    "summary": texts.summary,
    "front": texts.front,
    "facts": texts.facts,
    "body": texts.body,
    "terms": texts.terms,
    "words": lambda entry, _: entry.draft.words,
    "syndicated": lambda entry, _: entry.syndicated,
}
"""What is said of an entry alone, by the space of its key."""

_DIGESTS: dict[str, Callable[[Entry], bytes]] = {
    "summary": texts.summary_digest,
    "terms": texts.terms_digest,
    "facts": lambda entry: entry.facts_digest,
    "front": texts.front_digest,
    "body": texts.body_digest,
}

_SPACES: dict[str, Any] = {
    "channel": lambda name, materials: materials.channels[name],
    "channels": lambda _, materials: tuple(materials.channels.values()),
    "length": _length,
    "folder": lambda name, _: name,
    "abbreviations": lambda _, materials: materials.catalog.registers.abbreviations,
    "query": _query,
    "map": _map,
    "around": lambda name, materials: materials.catalog.queries.around.get(name, ALONE),
    "history": lambda name, materials: materials.catalog.histories[name],
    "clusters": lambda _, materials: materials.catalog.clusters,
    "counted": lambda _, materials: bool(materials.catalog.queries["most-read"]),
    "meetings": lambda name, materials: materials.catalog.meetings(name),
    "lead": lambda name, materials: materials.catalog.histories[name].latest(materials.catalog.year, "lead"),
    "members-of": lambda name, materials: materials.catalog.members_of.get(name, ()),
    "offices-of": lambda name, materials: materials.catalog.offices_of.get(name, ()),
    "predecessors": lambda name, materials: materials.catalog.predecessors.get(name, ()),
    "children": lambda name, materials: materials.catalog.children.get(name, ()),
    "provinces": lambda _, materials: territory.provinces(materials.catalog.registers.units),
    "province-of": lambda name, materials: territory.province_of(name, materials.catalog.registers.units),
    "territory": lambda name, materials: materials.catalog.territories.get(name, ()),
    "register": lambda name, materials: tuple(getattr(materials.catalog.registers, name)),
    "names": lambda name, materials: materials.names[name],
    "listed-sections": lambda _, materials: materials.catalog.listed_sections,
    "places": lambda name, materials: materials.places[name],
    "archive-years": lambda _, materials: materials.catalog.archive_years,
    "force": lambda name, materials: materials.catalog.forces[name],
    "outdated": lambda name, materials: materials.catalog.outdated.get(name, ""),
    "section": _section,
    "setting": _setting,
    "tally": lambda _, materials: materials.catalog.awards,
    "cluster-awards": lambda name, materials: tuple(row for row in materials.catalog.awards if row.cluster == name),
    "unit": lambda name, materials: materials.catalog.registers.units[name],
    "award": lambda name, materials: materials.catalog.registers.awards[name],
    "movement": lambda name, materials: materials.catalog.registers.movements[name],
    "person": lambda name, materials: materials.catalog.registers.people[name],
    "series": lambda name, materials: materials.catalog.registers.series[name],
    "tag": lambda name, materials: materials.catalog.queries.tags[name],
    "author": lambda name, materials: materials.catalog.queries.authors[name],
    "style": lambda name, materials: materials.texts[name],
    "script": lambda name, materials: materials.texts[name],
    "theme": lambda _, materials: theme_files(materials.assets),
    "asset": lambda name, materials: materials.assets[name],
    "template": lambda name, materials: materials.templates[name],
}
