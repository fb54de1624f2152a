"""Units as they stand at the moment of the build: a name, kind or merger of the future is not there yet.

A register may be written ahead (a city from the first of next month). What has not come is left out of the unit that pages see, and
the Moment remembers the day on which it will.
"""

from __future__ import annotations

from collections.abc import Mapping

from thidua.catalog.mistakes import Mistake
from thidua.model.registers import Dated, Unit
from thidua.moment import Moment


def units_now(units: Mapping[str, Unit], moment: Moment) -> dict[str, Unit]:
    """Return the units without what begins, ends or merges after `moment`."""
    return {name: _as_known(unit, moment) for name, unit in units.items()}


def _as_known(unit: Unit, moment: Moment) -> Unit:
    changes: dict[str, object] = {}
    for part in ("names", "kinds", "codes"):
        items: tuple[Dated, ...] = getattr(unit, part)
        begun = tuple(item for item in items if item.from_ is None or moment.has_come(item.from_.first))
        if len(begun) != len(items) and (begun or part != "names"):
            changes[part] = begun
    if unit.to and not moment.has_ended(unit.to.last):
        changes |= {"to": None, "merged_into": None}
    return unit.model_copy(update=changes) if changes else unit


def merge_cycles(units: Mapping[str, Unit], file: str) -> list[Mistake]:
    """Return the units whose mergers lead back to themselves, or that are their own parents' parents."""
    return [
        Mistake.at(file, (unit.id, relation), "unit-cycle", name=unit.id)
        for unit in units.values()
        for relation in ("merged_into", "parent")
        if _leads_back(unit, relation, units)
    ]


def _leads_back(unit: Unit, relation: str, units: Mapping[str, Unit]) -> bool:
    seen = set()
    current = getattr(unit, relation)
    while current in units and current not in seen:
        if current == unit.id:
            return True
        seen.add(current)
        current = getattr(units[current], relation)
    return False
