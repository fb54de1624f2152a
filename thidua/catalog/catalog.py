"""The catalog: everything the site knows at one moment, made from drafts and registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar, cast

from thidua.catalog import addressing, awards, body_links, feeds, history, lifecycle, queries, resolve, territory, texts, units, whereabouts
from thidua.catalog.entries import (
    NO_FACTS,
    Card,
    ClusterFacts,
    Entry,
    Facts,
    FullEntry,
    Notices,
    State,
    Topics,
    days_told,
    facts_of,
    last_day_told,
)
from thidua.catalog.meetings import Meeting, meetings_without_cluster
from thidua.catalog.mistakes import Mistake
from thidua.catalog.registers import Registers
from thidua.digests import digest
from thidua.model import addresses
from thidua.model.config import Config, Section
from thidua.model.kinds import Article, Front
from thidua.model.records import Member
from thidua.moment import Moment
from thidua.sources.reader import Draft, Shelf, matter_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What was read: configuration, drafts and the shelf with what belongs to them, registers with their files, files by path."""

    config: Config
    sections: Mapping[str, Section]
    drafts: tuple[Draft, ...]
    shelf: Shelf
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
    shelf: Shelf
    addresses: Mapping[str, str | None]
    redirects: Mapping[str, str]
    queries: queries.Queries
    histories: Mapping[str, history.History]
    offices_of: Mapping[str, tuple[history.Held, ...]]
    other_meetings: tuple[Meeting, ...]
    awards: tuple[awards.AwardRow, ...]
    forces: Mapping[str, str]
    outdated: Mapping[str, str]
    year: int | None
    members_of: Mapping[str, tuple[tuple[str, Member], ...]]
    predecessors: Mapping[str, tuple[str, ...]]
    children: Mapping[str, tuple[str, ...]]
    territories: Mapping[str, tuple[territory.Membership, ...]]
    scenes: Mapping[str, territory.Scene]
    whereabouts: Mapping[str, whereabouts.Whereabouts]
    waiting: lifecycle.Waiting

    def feed(self, query: str) -> tuple[str, ...]:
        """Return the articles of a list that its feed carries."""
        return feeds.carried(self.entries, self.queries, query, self.config.feeds.limit)

    def facts(self, entry: str) -> Facts:
        """Return what dossiers count of an entry."""
        return texts.facts(self.entries[entry], self.shelf)

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

    @property
    def clusters(self) -> tuple[str, ...]:
        """Every cluster that has a page."""
        return tuple(name for name, entry in self.entries.items() if entry.kind == "cluster")

    def meetings(self, cluster: str) -> tuple[Meeting, ...]:
        """Return the meetings of a cluster, those of none for the empty id."""
        return self.histories[cluster].meetings if cluster else self.other_meetings

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
    ties = body_links.Ties(drafts)
    mistakes += ties.missing(sources.files, sources.shelf)
    gathering = _Gathering(sources, moment, known, ties, show_all=show_all)
    entries = gathering.entries(drafts)
    mistakes += gathering.mistakes
    computed, found = history.histories(entries, {unit.id: f"{unit.name_on(None)} ({unit.id})" for unit in registers.units.values()})
    mistakes += found
    rows, found = awards.tally(entries, {award.id: award.level for award in registers.awards.values()})
    mistakes += found
    served = {entry.address for entry in entries.values()}
    book = gathering.book
    lists = queries.run_queries(entries, sources.sections, lifecycle.upcoming(entries, moment))
    lists.lists["most-read"] = queries.most_read(registers.most_read, entries, book.redirects)
    lists.lists["fresh"] = lifecycle.fresh(entries, lists["latest"], moment)
    catalog = Catalog(
        config=sources.config,
        sections=sources.sections,
        registers=registers,
        entries={name: entry.slim() for name, entry in entries.items()},
        shelf=sources.shelf,
        addresses={draft.id: book.by_entry[draft.id] if draft.id in entries else None for draft in drafts},
        redirects={old: new for old, new in book.redirects.items() if new in served},
        queries=lists,
        histories=computed,
        offices_of=history.held_by_unit(computed),
        other_meetings=meetings_without_cluster(entries),
        awards=rows,
        forces=(standing := lifecycle.forces(entries, moment)),
        outdated=lifecycle.outdated(entries, standing),
        year=moment.year if computed else None,
        members_of=_members_of(entries),
        predecessors=registers.predecessors(),
        children=registers.children(),
        territories=territory.territories(entries, registers.units),
        scenes=territory.scenes(entries),
        whereabouts=whereabouts.find_whereabouts(entries, registers.units) if sources.config.images.cards else {},
        waiting=lifecycle.Waiting.of(gathering.waiting),
    )
    return catalog, mistakes


class _Gathering:
    """Makes drafts into entries, one after another: no more than one front matter is off the shelf at a time."""

    def __init__(self, sources: Sources, moment: Moment, known: resolve.Directory, ties: body_links.Ties, *, show_all: bool) -> None:
        self._shelf = sources.shelf
        self._moment, self._show_all = moment, show_all
        self._resolver, self._ties = resolve.Resolver(known), ties
        self._spellings = addressing.Spellings()
        self._dates: list[Mistake] = []
        self._same: dict[object, object] = {}
        self.book = addressing.AddressBook(sources.sections)
        self.waiting: list[datetime | None] = []

    def entries(self, drafts: list[Draft]) -> dict[str, FullEntry]:
        """Return the entries that are on the site, by id in order of id; the book has the addresses of all."""
        found = [entry for draft in drafts if (entry := self._entry(draft))]
        self.book.add_aliases()
        return {entry.id: entry for entry in sorted(found, key=lambda item: item.id)}

    @property
    def mistakes(self) -> list[Mistake]:
        """What was found wrong on the way."""
        return [*self._resolver.mistakes, *self._dates, *self.book.mistakes, *self._spellings.mistakes]

    def _entry(self, draft: Draft) -> FullEntry | None:
        matter = matter_of(self._shelf, draft.file)
        front, references = self._resolver.front(draft.file, matter.front)
        life = lifecycle.life(front, self._moment, show_all=self._show_all)
        self._dates += lifecycle.impossible_dates(draft.file, front, self._moment)
        address = self.book.add(draft, front, life.when)
        self._spellings.add(draft.file, front)
        if life.state is None:
            self.waiting.append(life.comes)
            return None
        facts = facts_of(front)
        start, end = days_told(front)
        card = Card(
            id=draft.id,
            kind=draft.kind,
            section=draft.section,
            address=address,
            title=draft.titles[0],  # the same text, once in memory
            when=life.when,
            day_only=not isinstance(getattr(front, "date", None), datetime),
            updated=getattr(front, "updated", None),
            start=start,
            end=end,
            state=life.state,
        )
        return FullEntry(
            draft=draft,
            card=card,
            stated_identity=front.id,
            pinned=life.pinned,
            featured=front.featured,
            notices=Notices.of(front),
            image=front.image,
            via=_original(front),
            pictured=bool(front.gallery),
            aliases=front.aliases,
            topics=self._shared(Topics.of(front)),
            told_until=last_day_told(front),
            facts=facts,
            facts_digest=digest(facts) if facts is not NO_FACTS else texts.NO_FACTS_DIGEST,
            references=self._shared(references),
            placeholders=self._ties.placeholders(draft) if draft.targets else (),
        )

    def _shared(self, value: T) -> T:
        """Return the first of equal values: ten thousand entries have few different topics."""
        return cast("T", self._same.setdefault(value, value))


def _original(front: Front) -> str | None:
    """Return where the original of a reprint is."""
    source = front.source if isinstance(front, Article) else None
    return source.url if source and source.type == "reprint" else None


def _one_of_each_name(drafts: list[Draft]) -> tuple[list[Draft], list[Mistake]]:
    """Leave out entries whose reference name another entry of their kind has, and say so."""
    first: dict[str, Draft] = {}
    mistakes = []
    for draft in drafts:
        other = first.setdefault(draft.id, draft)
        if other is not draft:
            mistakes.append(Mistake.at(draft.file, (), "duplicate-name", name=draft.name, other=other.file))
    return list(first.values()), mistakes


def _members_of(entries: Mapping[str, FullEntry]) -> dict[str, tuple[tuple[str, Member], ...]]:
    """Return for each unit the clusters that name it as a member, with what each says; a stated membership before an inferred one."""
    found: dict[str, dict[str, Member]] = {}
    for entry in sorted(entries.values(), key=lambda item: item.id):
        members = entry.facts.members if isinstance(entry.facts, ClusterFacts) and entry.state is not State.WITHDRAWN else ()
        for member in sorted(members, key=lambda item: item.inferred):
            found.setdefault(member.unit, {}).setdefault(entry.id, member)
    return {unit: tuple(clusters.items()) for unit, clusters in found.items()}
