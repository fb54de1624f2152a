"""Ordered lists of entry ids: every list on the site is one of these, sorted and tie-broken.

Lists are newest first. "Older", "related" and "earlier in the story" look backwards only, so that a new article leaves the pages of
older ones as they are.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from thidua.catalog.addressing import short_name
from thidua.catalog.entries import ConferenceFacts, DocumentFacts, Entry, FullEntry, ModelFacts, State, Topics
from thidua.model.config import Section
from thidua.model.registers import MostRead
from thidua.model.sections import lineage
from thidua.vietnamese import collation_key, comparable

RELATED = 5
OLDER = 5
EARLIER = 5
SECOND_TIER = 4
IN_SECTION = 5
NEWEST = 8
UPCOMING = 5
_NEAR = 8
_WEIGHTS = {"series": 4, "cluster": 3, "movement": 2, "tag": 1, "unit": 1}


class Around(NamedTuple):
    """Where an article leads: to earlier ones of its story, related ones, older ones of its section, and the next newer one."""

    earlier: tuple[str, ...]
    related: tuple[str, ...]
    older: tuple[str, ...]
    newer: tuple[str, ...]


ALONE = Around((), (), (), ())
"""What is around an article that is in no list any more."""


@dataclass(slots=True)
class Queries:
    """Lists by name, and what is around each article; `tags` and `authors` give the names shown for their slugs."""

    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    around: dict[str, Around] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """Return a list by name; a list with nothing in it is empty, not missing."""
        return self.lists.get(name, ())

    def spell(self, topics: Topics) -> None:
        """Note how tags and authors are spelt; entries come newest first: the oldest spelling stays, so that a new one changes no page."""
        self.tags.update((short_name(tag), tag) for tag in topics.tags)
        self.authors.update((short_name(author), author) for author in topics.authors)

    def starting_with(self, prefix: str) -> list[str]:
        """Return the names after `prefix` of all lists that begin with it, sorted."""
        return sorted(name.removeprefix(prefix) for name in self.lists if name.startswith(prefix))


def run_queries(entries: Mapping[str, FullEntry], sections: Mapping[str, Section], upcoming: tuple[str, ...]) -> Queries:
    """Return every list of the site; `upcoming` are the conferences that are still to come."""
    queries = Queries()
    groups: dict[str, list[str]] = defaultdict(list)
    groups_of: dict[str, tuple[str, ...]] = {}
    listed = sorted((entry for entry in entries.values() if entry.state is State.LIVE), key=newest_first)
    above = {name: tuple(part.id for part in lineage(section, sections)) for name, section in sections.items()}
    for entry in listed:
        queries.spell(entry.topics)
        groups_of[entry.id] = tuple(map(sys.intern, dict.fromkeys(_groups(entry, above[entry.section]))))
        for group in groups_of[entry.id]:
            groups[group].append(entry.id)
    for kind in ("cluster", "page"):
        groups[f"kind/{kind}"].sort(key=lambda name: (collation_key(entries[name].card.title), name))
    for name, item in sections.items():
        if item.kind == "cluster":
            groups[f"section/{name}"].sort(key=lambda item: (collation_key(entries[item].card.title), item))
    queries.lists.update({name: tuple(members) for name, members in groups.items() if members})
    queries.around.update(_around(listed, groups, groups_of))
    queries.lists.update(_reverse(entries))
    queries.lists.update(_home(entries, queries, sections))
    queries.lists["albums"] = tuple(entry.id for entry in listed if entry.pictured)
    queries.lists["home/upcoming"] = upcoming[:UPCOMING]
    queries.lists.update(_withdrawn(entries, above))
    queries.lists["corrections"] = tuple(
        entry.id for entry in sorted(entries.values(), key=newest_first) if entry.notices.corrections or entry.state is State.WITHDRAWN
    )
    return queries


def most_read(asked: Iterable[MostRead], entries: Mapping[str, Entry], redirects: Mapping[str, str]) -> tuple[str, ...]:
    """Return the articles that most readers asked for, also by former addresses; what is no longer shown is passed over."""
    listed = {entry.address: entry.id for entry in entries.values() if entry.state is State.LIVE and entry.dated}
    found = (listed.get(redirects.get(item.address, item.address)) for item in asked)
    return tuple(dict.fromkeys(filter(None, found)))[:NEWEST]


def _home(entries: Mapping[str, FullEntry], queries: Queries, sections: Mapping[str, Section]) -> dict[str, tuple[str, ...]]:
    """Return the front page's lists: the lead story (pinned, else featured, else newest), a second tier, the newest of each section.

    Of conferences the latest are shown, whenever they were told: one that was long ago is no news there.
    """
    latest = queries["latest"]
    pinned = [name for name in latest if entries[name].pinned]
    featured = [name for name in latest if entries[name].featured]
    lead = (*pinned, *featured, *latest)[:1]
    second = tuple(name for name in latest[: SECOND_TIER + 1] if name not in lead)[:SECOND_TIER]
    found = {"home/lead": lead, "home/second": second, "home/newest": latest[:NEWEST]}
    shown = {*lead, *second}
    for section, item in sections.items():
        newest = queries[f"section/{section}"]
        if item.kind == "conference":
            newest = tuple(sorted(newest, key=lambda name: -_held_on(entries[name]).toordinal()))
        found[f"home/{section}"] = tuple(name for name in newest[: IN_SECTION + len(shown)] if name not in shown)[:IN_SECTION]
    return found


def _held_on(entry: FullEntry) -> date:
    """Return the first day of a conference as far as it is known, else the last of what it covers; of other articles the day they came."""
    if isinstance(entry.facts, ConferenceFacts):
        event = entry.facts.event
        return event.start.first if event.start else event.covers.last_day
    return entry.when.date() if entry.when else date.min


def _reverse(entries: Mapping[str, FullEntry]) -> dict[str, tuple[str, ...]]:
    """Return relations seen from their other end: where a model was presented or honoured, what amends or replaces a document."""
    found: dict[str, list[str]] = defaultdict(list)
    models = _models_by_name(entries)
    for entry in sorted(entries.values(), key=newest_first):
        if entry.state is not State.WITHDRAWN:
            for name, other in (*_told_by(entry, models), *_changes(entry)):
                found[name].append(other)
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}


def _models_by_name(entries: Mapping[str, FullEntry]) -> dict[str, str]:
    """Return models by title and by subject, as names are compared; a name that two models have means neither."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, entry in entries.items():
        if isinstance(entry.facts, ModelFacts) and entry.state is not State.WITHDRAWN:
            found[comparable(entry.card.title)].add(name)
            found[comparable(entry.facts.subject.name)].add(name)
    return {text: min(names) for text, names in found.items() if len(names) == 1}


def _told_by(entry: FullEntry, models: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield what a conference says of models: which it presented and honoured."""
    facts = entry.facts
    if isinstance(facts, ConferenceFacts):
        yield from ((f"presented/{item.model}", entry.id) for item in facts.models)
        for name in map(comparable, _honoured(facts)):
            if name in models:
                yield f"honoured/{models[name]}", entry.id


def _changes(entry: FullEntry) -> Iterable[tuple[str, str]]:
    """Yield what a document says of others: which it amends and replaces, and which repeals it."""
    facts = entry.facts
    if isinstance(facts, DocumentFacts):
        yield from ((f"amended-by/{name}", entry.id) for name in facts.amends)
        yield from ((f"replaced-by/{name}", entry.id) for name in facts.replaces)
        if facts.repealed_by:
            yield f"replaced-by/{entry.id}", facts.repealed_by


def _honoured(facts: ConferenceFacts) -> Iterable[str]:
    """Yield the names of those whom a conference honoured: whom it names so, and who were given what it states without dispute."""
    for award in facts.awards if facts.event.sure else ():
        if award.sure and award.status in {None, "trao-tang", "quyet-dinh"}:
            yield from award.to
    yield from (person.name for person in facts.people if person.role == "honoured" and person.name and person.sure)


def newest_first(entry: Entry) -> tuple[object, ...]:
    """Return the key by which articles are sorted, the newest first, those of one instant by id."""
    return (-entry.when.timestamp() if entry.when else 0.0, entry.id)


def _withdrawn(entries: Mapping[str, FullEntry], above: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the withdrawn articles that would be in each list: feeds carry them on, so that who has read one learns of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in sorted(entries.values(), key=newest_first):
        if entry.state is State.WITHDRAWN and entry.dated:
            for group in dict.fromkeys(_groups(entry, above[entry.section])):
                found[f"withdrawn/{group}"].append(entry.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _groups(entry: FullEntry, sections: tuple[str, ...]) -> Iterable[str]:
    """Yield the names of the lists that an entry is in while it is live; `sections` are its own and those above."""
    yield f"kind/{entry.kind}"
    if entry.kind != "page":
        yield from (f"section/{section}" for section in sections)
    topics = entry.topics
    yield from (f"tag/{short_name(tag)}" for tag in topics.tags)
    if entry.when is None:
        return
    yield "latest"
    yield f"year/{entry.when.year}"
    yield f"month/{entry.when.year}-{entry.when.month:02}"
    yield from (f"author/{short_name(author)}" for author in topics.authors)
    yield from (f"unit/{unit}" for unit in topics.all_units)
    yield from (f"cluster/{cluster}" for cluster in topics.clusters)
    yield from (f"movement/{movement}" for movement in topics.movements)
    yield from (f"person/{person}" for person in people_of(entry))
    if topics.series:
        yield f"series/{topics.series}"


def people_of(entry: FullEntry) -> tuple[str, ...]:
    """Return the registered people who took part in what an article tells of."""
    return tuple(dict.fromkeys(person.person for person in entry.facts.people if person.person))


def _around(
    listed: list[FullEntry], groups: Mapping[str, list[str]], groups_of: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Around]]:
    """Yield for each article what is around it; `listed` and all groups are newest first, so places are found by counting."""
    places: dict[str, int] = defaultdict(lambda: -1)
    order = {name: number for number, name in enumerate(groups["latest"])}
    for entry in listed:
        name = entry.id
        for group in groups_of[name]:
            places[group] += 1
        if entry.when is None:
            continue
        home, series = f"section/{entry.section}", f"series/{entry.topics.series}"
        earlier = tuple(groups[series][places[series] + 1 :][:EARLIER]) if entry.topics.series else ()
        related = _related(groups_of[name], groups, places, order, leave_out={name, *earlier})
        place = places[home]
        shown = {*earlier, *related}
        before = groups[home][place + 1 : place + 1 + OLDER + len(shown)]
        older = [other for other in before if other not in shown][:OLDER]
        yield name, Around(earlier=earlier, related=related, older=tuple(older), newer=tuple(groups[home][max(0, place - 1) : place]))


def _related(
    own: tuple[str, ...], groups: Mapping[str, list[str]], places: Mapping[str, int], order: Mapping[str, int], *, leave_out: set[str]
) -> tuple[str, ...]:
    """Return the older articles that share most with one: story, clusters, movements, tags, units."""
    scores: dict[str, int] = defaultdict(int)
    for group in own:
        weight = _WEIGHTS.get(group.partition("/")[0])
        if weight:
            place = places[group]
            for name in groups[group][place + 1 : place + 1 + _NEAR]:
                scores[name] += weight
    ranked = sorted((name for name in scores if name in order and name not in leave_out), key=lambda name: (-scores[name], order[name]))
    return tuple(ranked[:RELATED])
