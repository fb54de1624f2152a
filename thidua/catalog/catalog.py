"""The catalog: everything the site knows, and the one place that gives a key its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from thidua.catalog import addressing, awards, body_links, history, lifecycle, queries, resolve, units
from thidua.catalog.entries import Entry, State
from thidua.catalog.mistakes import Mistake
from thidua.catalog.registers import Registers
from thidua.model import addresses
from thidua.model.config import Config, Section
from thidua.model.records import Member
from thidua.moment import Moment
from thidua.sources.reader import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What was read: configuration, drafts, registers with their files, files by path with their path on disk."""

    config: Config
    sections: Mapping[str, Section]
    drafts: tuple[Draft, ...]
    registers: Registers
    register_files: Mapping[str, str]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Everything the site knows at one moment."""

    config: Config
    sections: Mapping[str, Section]
    registers: Registers
    entries: Mapping[str, Entry]
    addresses: Mapping[str, str | None]
    redirects: Mapping[str, str]
    queries: queries.Queries
    histories: Mapping[str, history.History]
    awards: tuple[awards.AwardRow, ...]
    forces: Mapping[str, str]
    year: int | None
    members_of: Mapping[str, tuple[tuple[str, Member], ...]]
    predecessors: Mapping[str, tuple[str, ...]]
    children: Mapping[str, tuple[str, ...]]

    def feed(self, query: str) -> tuple[str, ...]:
        """Return the newest entries of a list, as many as a feed carries."""
        return self.queries[query][: self.config.feeds.limit]

    @property
    def listed_sections(self) -> tuple[str, ...]:
        """The sections that have something to list."""
        return tuple(name for name, item in self.sections.items() if item.kind != "page" and self.queries[f"section/{name}"])

    @property
    def fed_sections(self) -> tuple[str, ...]:
        """The sections whose entries are followed by feed: those of articles."""
        return tuple(name for name, item in self.sections.items() if item.kind not in {"page", "cluster"})

    @property
    def archive_years(self) -> tuple[str, ...]:
        """The years that have articles, newest first."""
        return tuple(reversed(self.queries.starting_with("year/")))

    def section_address(self, name: str) -> str:
        """Return a section's address."""
        return addresses.section(self.sections[name], self.sections)


def build_catalog(sources: Sources, moment: Moment, *, show_all: bool = False) -> tuple[Catalog, list[Mistake]]:
    """Return the catalog of what was read as it stands at `moment`, and everything wrong that more than one file shows."""
    drafts, mistakes = _one_of_each_name(sorted(sources.drafts, key=lambda draft: draft.file))
    known = resolve.directory(sources.registers, drafts, sources.files, sources.config.content)
    registers, found = resolve.resolve_registers(sources.registers, sources.register_files, known)
    mistakes += [*found, *units.merge_cycles(registers.units, sources.register_files.get("units", ""))]
    registers = replace(registers, units=units.units_now(registers.units, moment))
    drafts, found = resolve.resolve_drafts(drafts, known)
    mistakes += found
    lives, found = lifecycle.lives(drafts, moment, show_all=show_all)
    mistakes += found
    book = addressing.address_entries(drafts, lives, sources.sections)
    mistakes += book.mistakes
    mistakes += addressing.name_clashes(drafts)
    html, found = body_links.link_bodies(drafts, sources.files)
    mistakes += found
    entries = _entries(drafts, lives, book, html, sources.config)
    computed, found = history.histories(entries, {unit.id: f"{unit.name_on(None)} ({unit.id})" for unit in registers.units.values()})
    mistakes += found
    rows, found = awards.tally(entries, {award.id: award.level for award in registers.awards.values()})
    mistakes += found
    served = {entry.address for entry in entries.values()}
    catalog = Catalog(
        config=sources.config,
        sections=sources.sections,
        registers=registers,
        entries=entries,
        addresses={draft.id: book.by_entry[draft.id] if draft.id in entries else None for draft in drafts},
        redirects={old: new for old, new in book.redirects.items() if new in served},
        queries=queries.run_queries(entries, sources.sections),
        histories=computed,
        awards=rows,
        forces=lifecycle.forces(entries, moment),
        year=moment.year if computed else None,
        members_of=_members_of(entries),
        predecessors=registers.predecessors(),
        children=registers.children(),
    )
    return catalog, mistakes


def _one_of_each_name(drafts: list[Draft]) -> tuple[list[Draft], list[Mistake]]:
    """Leave out entries whose reference name another entry of their kind has, and say so."""
    first: dict[str, Draft] = {}
    mistakes = []
    for draft in drafts:
        other = first.setdefault(draft.id, draft)
        if other is not draft:
            mistakes.append(Mistake.at(draft.file, (), "duplicate-name", name=draft.name, other=other.file))
    return list(first.values()), mistakes


def _entries(
    drafts: list[Draft], lives: Mapping[str, lifecycle.Life], book: addressing.AddressBook, html: Mapping[str, str], config: Config
) -> dict[str, Entry]:
    """Return the entries that are on the site, by id in order of id."""
    found = {}
    for draft in sorted(drafts, key=lambda item: item.id):
        life = lives[draft.id]
        if life.state is None:
            continue
        address = book.by_entry[draft.id]
        found[draft.id] = Entry(
            id=draft.id,
            kind=draft.kind,
            file=draft.file,
            section=draft.section,
            front=draft.front,
            body=draft.body,
            html=html[draft.id],
            address=address,
            identity=draft.front.id or addressing.identity(config.authority, _first_address(draft, address), life.when),
            when=life.when,
            state=life.state,
            pinned=life.pinned,
        )
    return found


def _first_address(draft: Draft, address: str) -> str:
    """Return the address at which an entry was first published: editors write old ones under `aliases`, the oldest first."""
    return draft.front.aliases[0] if draft.front.aliases else address


def _members_of(entries: Mapping[str, Entry]) -> dict[str, tuple[tuple[str, Member], ...]]:
    """Return for each unit the clusters that name it as a member, with what each says; a stated membership before an inferred one."""
    found: dict[str, dict[str, Member]] = {}
    for entry in sorted(entries.values(), key=lambda item: item.id):
        members: tuple[Member, ...] = () if entry.state is State.WITHDRAWN else getattr(entry.front, "members", ())
        for member in sorted(members, key=lambda item: item.inferred):
            found.setdefault(member.unit, {}).setdefault(entry.id, member)
    return {unit: tuple(clusters.items()) for unit, clusters in found.items()}
