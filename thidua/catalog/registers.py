"""The registers as loaded: records by id, with what follows from them (predecessors, successors)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.model.registers import Abbreviation, Award, MostRead, Movement, Person, Series, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """Every register of the site; references inside them are resolved."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    awards: Mapping[str, Award] = field(default_factory=dict)
    movements: Mapping[str, Movement] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    abbreviations: tuple[Abbreviation, ...] = ()
    most_read: tuple[MostRead, ...] = ()

    def predecessors(self) -> dict[str, tuple[str, ...]]:
        """Return for each unit the units that were merged into it, by id."""
        merged: dict[str, list[str]] = defaultdict(list)
        for unit in self.units.values():
            if unit.merged_into:
                merged[unit.merged_into].append(unit.id)
        return {name: tuple(sorted(parts)) for name, parts in merged.items()}

    def children(self) -> dict[str, tuple[str, ...]]:
        """Return for each unit the bodies whose parent it is, by id."""
        found: dict[str, list[str]] = defaultdict(list)
        for unit in self.units.values():
            if unit.parent:
                found[unit.parent].append(unit.id)
        return {name: tuple(sorted(parts)) for name, parts in found.items()}
