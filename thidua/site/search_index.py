"""The search index as outputs: what its segments hold, and the one file that names them.

The newest year is a segment of its own, so that publishing rewrites no other; all years before it are the second, as every segment more
makes each query ask for more files. Of a large archive they are two: whoever edits an old article waits for its segment. Which years these
are follows from the newest article. What has no date is in the newest segment, small and made anew most often: clusters, the pages of
units, people, movements and stories, the lines of the register of awards, the lists of sections, and the pages that nobody wrote (topics,
the site map …).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from thidua.catalog import keys
from thidua.catalog.addressing import short_name
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Card, Entry, State
from thidua.catalog.queries import newest_first
from thidua.catalog.texts import Searched
from thidua.model import addresses
from thidua.model.registers import Award, Movement, Person, Series, Unit
from thidua.search.findable import Facet, Findable
from thidua.search.terms import Fields, packed, source_of, source_type
from thidua.site.display import kind_and_name, sentence_case, told_of, unit_name, unit_title
from thidua.site.layout import Frame
from thidua.site.outputs import Output, View
from thidua.site.pages.groups import names
from thidua.site.pages.lists import GROUP_BASES
from thidua.site.reads import unique
from thidua.site.values import Materials, SectionInfo, value

LARGE = 10_000
"""An archive with more pages before the newest year is large: to make a segment of nine thousand took over ten seconds and 115 MiB."""

SPAN = 5
"""In a large archive the second segment begins where a plan of five years does (2021, 2026): the third one grows once in as many years."""

GROUPS = ("movement", "series", "person")
_UNIT = keys.register("unit", "")
_NAMED = frozenset({"award", "movement", "person", "series"})
_OWN = frozenset({"cluster", "page"})


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the segments of the index, and its entry."""
    catalog = materials.catalog
    if not catalog.config.search.enabled:
        return
    others = tuple(_others(materials))
    sizes: list[tuple[str, int]] = []
    for name, entries in _segments(catalog).items():
        beside = others if not sizes else ()
        output = Output(
            path=addresses.search_segment(name),
            renderer="search-segment",
            arguments=beside,
            reads=unique((*_reads(entries, catalog), *_reads_beside(beside, catalog))),
        )
        yield output
        sizes.append((output.path, len(entries) + len(beside)))
    yield Output(
        path=addresses.output_path(addresses.SEARCH_INDEX),
        renderer="search-index",
        arguments=(json.dumps(sizes),),
        reads=tuple(keys.folder(path) for path, _ in sizes),
    )


def _others(materials: Materials) -> Iterator[str]:
    """Yield the pages that are found beside those of entries: units, awards, groups, sections, and those that nobody wrote."""
    catalog = materials.catalog
    yield from (f"unit/{name}" for name in catalog.registers.units)
    yield from (f"award/{name}" for name in catalog.registers.awards)
    yield from (f"{space}/{name}" for space in GROUPS for name in names(space, catalog))
    yield from (f"section/{name}" for name in catalog.listed_sections)
    written = {catalog.entries[name].address for name in catalog.queries["kind/page"]}
    yield from (f"list{address}" for _, address in value(keys.PAGES, materials) if address not in written)


def _segments(catalog: Catalog) -> dict[str, list[Entry]]:
    """Return the entries of each segment by its name, the newest segment and in it the newest entry first."""
    live = sorted(
        (entry for entry in catalog.entries.values() if entry.state is State.LIVE),
        key=lambda entry: (entry.when is None, newest_first(entry)),
    )
    newest = max((entry.when.year for entry in live if entry.when), default=0)
    older = sum(entry.when is not None and entry.when.year < newest for entry in live)
    cut = (newest - 3) // SPAN * SPAN + 1 if older > LARGE else newest
    found: dict[str, list[Entry]] = {str(newest or "all"): []}
    for entry in live:
        year = entry.when.year if entry.when else newest
        name = str(newest or "all") if year == newest else f"before-{cut}" if year < cut else f"{cut}-{newest - 1}"
        found.setdefault(name, []).append(entry)
    return found


def _reads(entries: list[Entry], catalog: Catalog) -> Iterator[str]:
    yield from ("abbreviations:", keys.SITE)
    for name, unit in catalog.registers.units.items():
        if unit.merged_into:
            yield from _unit_reads(name, catalog)  # titles may name it
    for entry in entries:
        yield keys.terms(entry.id)
        if entry.kind == "document":
            yield f"outdated:{entry.id}"
    yield from (keys.section(name) for name in dict.fromkeys(entry.section for entry in entries))
    for space, name in dict.fromkeys(reference for entry in entries for reference in entry.references):
        if space == "unit":
            yield from _unit_reads(name, catalog)
        elif space in _NAMED:
            yield keys.register(space, name)
        elif space == "cluster":
            yield keys.card(name)


def _unit_reads(name: str, catalog: Catalog) -> Iterator[str]:
    """Yield the keys of a unit, of what it became, and of what was merged into it."""
    current: str | None = name
    while current and current in catalog.registers.units:
        yield keys.register("unit", current)
        current = catalog.registers.units[current].merged_into
    if name in catalog.registers.units:
        if parent := catalog.registers.units[name].parent:
            yield keys.register("unit", parent)
        yield f"predecessors:{name}"
        yield from (keys.register("unit", other) for other in catalog.predecessors.get(name, ()))


def _reads_beside(beside: tuple[str, ...], catalog: Catalog) -> Iterator[str]:
    for item in beside:
        space, _, name = item.partition("/")
        if space == "unit":
            yield from _unit_reads(name, catalog)
        elif space == "section":
            yield keys.section(name)
        elif space == "list":
            yield keys.PAGES
        else:
            yield keys.register(space, name)


def pages(view: View, output: Output, entries: Iterable[Searched]) -> Iterator[Findable]:
    """Yield the pages of a segment, the newest first; `entries` are the values of the keys of entries, in their order."""
    naming = _Naming(view, Frame(view), _former(view, output))
    yield from map(naming.entry, entries)
    titles = {address: title for title, address in view[keys.PAGES]} if keys.PAGES in output.reads else {}
    for item in output.arguments:
        space, _, name = item.partition("/")
        if space == "unit":
            yield naming.unit(name)
        elif space == "award":
            yield naming.award(name)
        elif space == "section":
            section: SectionInfo = view[keys.section(name)]
            yield _page(section.address, section.title, "page", [section.title], [])
        elif space == "list":
            yield _page(f"/{name}", titles[f"/{name}"], "page", [titles[f"/{name}"]], [])
        else:
            yield naming.group(space, name)


def abbreviations(view: View) -> list[tuple[str, str]]:
    """Return the short forms that mean one thing, with that."""
    return [(item.short, item.long) for item in view["abbreviations:"] if item.long]


def _former(view: View, output: Output) -> dict[str, Unit]:
    """Return former units by each of their names."""
    units: list[Unit] = [view[key] for key in output.reads if key.startswith(_UNIT)]
    return {name: unit for unit in units if unit.merged_into for name in _names_of(unit)}


class _UnitNames(NamedTuple):
    """The names of a unit, those of what it became and was made of, and what its pages can be narrowed down to."""

    own: list[str]
    others: list[str]
    facets: tuple[Facet, ...]


@dataclass(slots=True)
class _Naming:
    """Says of a page what else it names than its own text does."""

    view: View
    frame: Frame
    former: Mapping[str, Unit]
    _names: re.Pattern[str] = field(init=False)
    _units: dict[str, _UnitNames] = field(default_factory=dict)
    """What was found of units: a segment names each of them many times."""

    def __post_init__(self) -> None:
        """Prepare to find former units in titles."""
        names = "|".join(map(re.escape, sorted(self.former, key=len, reverse=True)))
        self._names = re.compile(rf"(?<!\w)(?:{names or '(?!)'})(?!\w)")

    def entry(self, found: Searched) -> Findable:
        """Return an entry as search finds it."""
        card = found.card
        past = self._past(card)
        named: dict[str, None] = {}
        once: dict[str, None] = {}
        for space, name in dict.fromkeys(found.references):
            if space == "unit" and (key := keys.register("unit", name)) in self.view:
                unit = self._unit(self.view[key])
                named.update(dict.fromkeys(unit.own))
                once.update(dict.fromkeys(unit.others))
            elif space in _NAMED:
                named.update(dict.fromkeys(_names_of(self.view[keys.register(space, name)])))
            elif space == "cluster" and self.view[keys.card(name)]:
                named[self.view[keys.card(name)].title] = None
        told = told_of(self.frame, card)
        if card.start:  # a day is asked for as the row shows it, or by its month
            once[told] = None
            if card.start.month:
                once[self.frame.words.fill("search_month", month=card.start.month, year=card.start.year)] = None
        for name in self._names.findall(card.title):  # what is spoken of need not be what the article is filed under
            once.update(dict.fromkeys(self._unit(self.former[name]).others))
        return Findable(
            address=card.address.removeprefix("/"),
            title=card.title,
            summary=found.summary,
            day=card.when.date().isoformat() if card.when else "",
            section=self._section(card.section).address.strip("/"),
            kind=card.kind,
            own=card.kind in _OWN,
            terms=found.terms,
            told=", ".join(text for text in (told, past) if text),
            past=bool(past),
            facets=tuple(self._facets(found)),
            named=tuple(named),
            once=tuple(name for name in once if name not in named),
        )

    def _facets(self, found: Searched) -> Iterator[Facet]:
        """Yield what an entry can be narrowed down to: a part of the portal, units old and new, clusters, authors, whose text it is."""
        yield from (Facet("section", address.strip("/"), title) for title, address in self._section(found.card.section).trail)
        for space, name in dict.fromkeys(found.references):
            if space == "unit" and (key := keys.register("unit", name)) in self.view:
                yield from self._unit(self.view[key]).facets
            elif space == "cluster" and self.view[keys.card(name)]:
                card: Card = self.view[keys.card(name)]
                yield Facet("cluster", card.address.strip("/").rpartition("/")[2], card.title)
        yield from (Facet("author", short_name(author), author) for author in found.authors)
        source = source_of(found.terms)
        kind = source_type(source)
        if kind:
            yield Facet("source", kind, self.frame.words[f"origin_{kind}"])
        elif source:
            yield Facet("source", short_name(source), source)

    def _past(self, card: Card) -> str:
        """Return what is said of a document that holds no longer; nothing of other entries."""
        why = self.view[f"outdated:{card.id}"] if card.kind == "document" else ""
        return self.frame.words[f"state_{why}"] if why else ""

    def _section(self, name: str) -> SectionInfo:
        found: SectionInfo = self.view[keys.section(name)]
        return found

    def _through_time(self, name: str) -> Iterator[Unit]:
        """Yield a unit, if it is in the register, and what it became."""
        current: str | None = name
        while current and (key := keys.register("unit", current)) in self.view:
            unit: Unit = self.view[key]
            yield unit
            current = unit.merged_into

    def _unit(self, unit: Unit) -> _UnitNames:
        """Return how a unit is found."""
        if unit.id not in self._units:
            through_time = tuple(self._through_time(unit.id))
            others = [self.view[keys.register("unit", other)] for other in self.view[f"predecessors:{unit.id}"]]
            others += [other for other in through_time if other is not unit]
            facets = tuple(Facet("unit", other.id, unit_title(self.frame, other)) for other in through_time)
            self._units[unit.id] = _UnitNames(self._called(unit), [name for other in others for name in self._called(other)], facets)
        return self._units[unit.id]

    def _called(self, unit: Unit) -> list[str]:
        """Return the names of a unit, alone and with each kind that it was."""
        names = _names_of(unit)
        return [*names, *(kind_and_name(self.frame, item.kind, name) for item in unit.kinds for name in names[:1])]

    def unit(self, name: str) -> Findable:
        """Return the page of a unit."""
        unit: Unit = self.view[keys.register("unit", name)]
        title = unit_title(self.frame, unit)
        found = self._unit(unit)
        names_now = [name for other in self._through_time(name) if other is not unit for name in self._called(other)]
        own = [name for name in found.own if name not in names_now]  # what has another one's name now is found below that one
        others = [*found.others, *(_names_of(self.view[keys.register("unit", unit.parent)]) if unit.parent else ())]
        called, named = (own, others) if own else ([], others)
        now = unit_name(self.frame, unit.id, unit.last_day).remark if unit.merged_into else ""
        return _page(addresses.below(addresses.UNITS, name), title, "unit", called, named, told="" if now in title else now)

    def award(self, name: str) -> Findable:
        """Return the line of an award in the register: what it comprises tells whoever looks for one of these."""
        award: Award = self.view[keys.register("award", name)]
        kinds = ", ".join(kind for kind in award.kinds if kind != award.name)
        address = f"{addresses.AWARDS}#{name}"
        return _page(address, sentence_case(award.name), "award", _names_of(award), [], summary=kinds)

    def group(self, space: str, name: str) -> Findable:
        """Return the page of a movement, a story or a person."""
        record: Movement | Series | Person = self.view[keys.register(space, name)]
        address = addresses.below(GROUP_BASES[space], name)
        return _page(address, record.name, space, [record.name, *record.other_names], [])


def _names_of(record: Unit | Award | Movement | Person | Series) -> list[str]:
    """Return all names of a record, the present one first."""
    if isinstance(record, Unit):
        return list(dict.fromkeys((record.name_on(None), *(item.name for item in record.names), *record.other_names)))
    short = [record.abbreviation] if isinstance(record, Award) and record.abbreviation else []
    return [record.name, *record.other_names, *short]


def _page(address: str, title: str, kind: str, called: list[str], named: list[str], *, summary: str = "", told: str = "") -> Findable:  # noqa: PLR0913 # what is known of it
    """Return a page that is no entry's; one that is called nothing is no longer what its title says."""
    terms = packed(Fields("\n".join(called), title, summary, "\n".join(named), "", ""))
    address = address.removeprefix("/")
    others = tuple(name for name in called if name != title)
    return Findable(
        address=address,
        title=title,
        summary=summary,
        day="",
        section="",
        kind=kind,
        own=bool(called),
        terms=terms,
        told=told,
        called=others,
    )


def render_index(view: View, output: Output, theme: object) -> bytes:
    """Return the file that names the segments' folders, with what tells of the files in each."""
    del theme
    sizes = dict(json.loads(output.arguments[0]))
    folders = ((*view[keys.folder(path)], pages) for path, pages in sizes.items())
    segments = [{"folder": name, "pages": pages, "head": json.loads(head)} for name, head, pages in folders]
    return json.dumps({"segments": segments}, separators=(",", ":")).encode()
