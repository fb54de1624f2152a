"""Where things are on the map of today: a unit's province, and the provinces that a cluster's members are or have become part of.

A former unit is followed to what it was merged into, a body or commune to what it belongs to, as far as the register knows at the moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from thidua.catalog.entries import ClusterFacts, ConferenceFacts, FullEntry, ModelFacts, State
from thidua.model.records import Member
from thidua.model.registers import Unit, UnitKind

PROVINCIAL: frozenset[UnitKind | None] = frozenset({"tinh", "thanh-pho"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """One of today's provinces and cities, with the units that it was made of."""

    id: str
    name: str
    kind: UnitKind | None
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A province of a cluster's territory: as a member itself, or as what members have become part of."""

    province: str
    direct: bool
    inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an entry is about: its cluster and the unit that held it or where its subject is."""

    cluster: str | None
    unit: str | None
    inferred: bool


def provinces(units: Mapping[str, Unit]) -> tuple[Province, ...]:
    """Return today's provinces in order of the register; parts as (id, name) in order of name."""
    parts: dict[str, list[Unit]] = {}
    for unit in units.values():
        if unit.merged_into:
            parts.setdefault(unit.merged_into, []).append(unit)
    return tuple(
        Province(
            id=unit.id,
            name=unit.name_on(None),
            kind=unit.kind_on(None),
            parts=tuple(
                (part.id, part.name_on(part.last_day))
                for part in sorted(parts.get(unit.id, ()), key=lambda part: (part.name_on(None), part.id))
            ),
        )
        for unit in units.values()
        if is_provincial(unit) and unit.to is None
    )


def is_provincial(unit: Unit) -> bool:
    """Tell whether a unit is or was a province or a city of that rank: one that is part of another is neither."""
    return unit.kind_on(None) in PROVINCIAL and unit.parent is None


def province_of(unit: str, units: Mapping[str, Unit]) -> str | None:
    """Return the province of today that a unit is, is part of or has become part of; None where no register says."""
    seen = set()
    current: str | None = unit
    while current and current in units and current not in seen:
        seen.add(current)
        record = units[current]
        if is_provincial(record) and record.to is None:
            return current
        current = record.merged_into or record.parent
    return None


def membership(members: Iterable[Member], units: Mapping[str, Unit]) -> tuple[Membership, ...]:
    """Return the provinces of members, each once; what any member states is stated."""
    found: dict[str, Membership] = {}
    for member in sorted(members, key=lambda item: item.inferred):
        province = province_of(member.unit, units) if member.unit in units and is_provincial(units[member.unit]) else None
        if province:
            known = found.get(province)
            direct = member.unit == province and not member.inferred
            if known is None:
                found[province] = Membership(province=province, direct=member.unit == province, inferred=member.inferred)
            elif direct and not known.direct:
                found[province] = Membership(province=province, direct=True, inferred=known.inferred)
    return tuple(found[name] for name in sorted(found))


def territories(entries: Mapping[str, FullEntry], units: Mapping[str, Unit]) -> dict[str, tuple[Membership, ...]]:
    """Return every cluster's territory."""
    return {
        entry.id: membership(entry.facts.members, units)
        for entry in entries.values()
        if isinstance(entry.facts, ClusterFacts) and entry.state is not State.WITHDRAWN
    }


def scenes(entries: Mapping[str, FullEntry]) -> dict[str, Scene]:
    """Return where the entries that say so are about; equal scenes are one value."""
    same: dict[Scene, Scene] = {}
    return {name: same.setdefault(scene, scene) for entry in entries.values() for name, scene in _scene(entry)}


def _scene(entry: FullEntry) -> Iterator[tuple[str, Scene]]:
    if entry.state is State.WITHDRAWN:
        return
    if isinstance(entry.facts, ConferenceFacts):
        event = entry.facts.event
        place = event.place
        inferred = event.inferred or bool(place and place.inferred)
        yield entry.id, Scene(cluster=event.cluster, unit=place.unit if place else None, inferred=inferred)
    elif isinstance(entry.facts, ModelFacts):
        place_of_model = entry.facts.place
        unit = place_of_model.unit if place_of_model else None
        yield entry.id, Scene(cluster=None, unit=unit, inferred=bool(place_of_model and place_of_model.inferred))
