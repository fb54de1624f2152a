"""Where what an entry tells of is, in units of today: what a small map of it shows.

Only what a source states and none disputes is on a map. Made from facts while they are at hand: bringing them from the shelf again for ten
thousand cards would take longer than drawing half of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from thidua.catalog.entries import ClusterFacts, ConferenceFacts, FullEntry, ModelFacts, State
from thidua.model.records import Member
from thidua.model.registers import Unit
from thidua.vietnamese import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Ids of units of today, each once and in order: members of clusters, hosts of an event, other places."""

    members: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


NOWHERE = Whereabouts()


def find_whereabouts(entries: Mapping[str, FullEntry], units: Mapping[str, Unit]) -> dict[str, Whereabouts]:
    """Return where each entry's matter is; entries without a known place are left out, and so is what a withdrawn one says."""
    found: dict[str, Whereabouts] = {}
    same: dict[Whereabouts, Whereabouts] = {}
    for entry in entries.values():
        here = _of_entry(entry, entries, units) if entry.state is not State.WITHDRAWN else NOWHERE
        if here != NOWHERE:
            found[entry.id] = same.setdefault(here, here)
    return found


def _of_entry(entry: FullEntry, entries: Mapping[str, FullEntry], units: Mapping[str, Unit]) -> Whereabouts:
    facts, clusters, when = entry.facts, entry.topics.clusters, None
    hosts: tuple[str, ...] = ()
    places = entry.topics.units
    if isinstance(facts, ClusterFacts):
        return Whereabouts(members=_today((member.unit for member in _current(facts.members, None)), units))
    if isinstance(facts, ConferenceFacts):
        event = facts.event
        clusters, when = (event.cluster,) if event.cluster else clusters, event.start
        if event.place and event.place.unit and event.sure and event.place.sure:
            hosts = (event.place.unit,)
        places = () if hosts or clusters else places
    elif isinstance(facts, ModelFacts) and facts.place and facts.place.unit and facts.place.sure:
        clusters, places = (), (facts.place.unit,)
    elif places or len(clusters) > 1:
        clusters = ()  # an article's own units say more closely where it is than all members of each cluster that it names
    members = (member.unit for cluster in clusters for member in _members(entries.get(cluster), when))
    return Whereabouts(
        members=_today(members, units), hosts=_today(hosts, units, through_parents=True), places=_today(places, units, through_parents=True)
    )


def _members(cluster: FullEntry | None, when: PartialDate | None) -> Iterator[Member]:
    facts = cluster.facts if cluster and cluster.state is not State.WITHDRAWN else None
    return _current(facts.members if isinstance(facts, ClusterFacts) else (), when)


def _current(members: Iterable[Member], when: PartialDate | None) -> Iterator[Member]:
    """Yield the members that no source puts outside `when`; without a day, all that are not known to have left."""
    for member in members:
        left = member.to is not None and (when is None or member.to.last < when.first)
        joined_later = member.from_ is not None and when is not None and when.last < member.from_.first
        if member.sure and not left and not joined_later:
            yield member


def _today(names: Iterable[str], units: Mapping[str, Unit], *, through_parents: bool = False) -> tuple[str, ...]:
    """Return what units have become; a body (a school, a department) is where the unit is that it belongs to, if that is asked for."""
    return tuple(dict.fromkeys(successor(name, units, through_parents=through_parents) for name in names))


def successor(name: str, units: Mapping[str, Unit], *, through_parents: bool = False) -> str:
    """Return what a unit is part of today, itself if it is not part of another."""
    seen = {name}
    while name in units:
        unit = units[name]
        onward = unit.merged_into or (unit.parent if through_parents else None)
        if not onward or onward in seen:
            break
        seen.add(onward)
        name = onward
    return name
