"""Which feeds there are: one for each list of articles that somebody may want to follow.

A list gets a feed with its first article. The portal and its sections are more: they have a feed from the beginning, in three forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from thidua.catalog.catalog import Catalog
from thidua.catalog.registers import Registers
from thidua.model import addresses
from thidua.model.registers import Unit
from thidua.vietnamese import collation_key

Space = Literal["latest", "section", "cluster", "movement", "series", "unit", "tag"]

SPACES: tuple[Space, ...] = ("latest", "section", "cluster", "movement", "series", "unit", "tag")
"""The kinds of list that have feeds, in the order in which readers are told of them."""

Form = Literal["rss", "atom", "json-feed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed: the query whose articles it carries, the name and description of the list (None: only what its space says), its page.

    `wide`: it is published as Atom and JSON Feed too. `unit` is the unit that a list is about, `successor` the one that it became,
    `followed`: that one has a feed.
    """

    space: Space
    query: str
    title: str
    description: str | None
    base: str
    unit: Unit | None = None
    successor: Unit | None = None
    followed: bool = False

    @property
    def wide(self) -> bool:
        """Whether it is published as Atom and JSON Feed too."""
        return self.space in {"latest", "section"}

    @property
    def forms(self) -> tuple[tuple[Form, str], ...]:
        """The forms in which it is published, each with its address."""
        rss: tuple[Form, str] = ("rss", addresses.feed(self.base))
        return (rss, ("atom", addresses.atom(self.base)), ("json-feed", addresses.json_feed(self.base))) if self.wide else (rss,)


def channels(catalog: Catalog) -> dict[str, Channel]:
    """Return every feed by its query: by space, sections as configured, the rest in alphabetical order."""
    found = [
        Channel(space="latest", query="latest", title=catalog.config.title, description=catalog.config.description, base=addresses.HOME)
    ]
    for name in catalog.fed_sections:
        section, base = catalog.sections[name], catalog.section_address(name)
        query = f"section/{name}"
        found.append(Channel(space="section", query=query, title=section.title, description=section.description, base=base))
    for listed in (_clusters(catalog), _movements(catalog), _series(catalog), _units(catalog), _tags(catalog)):
        found += sorted(
            (channel for channel in listed if catalog.feed(channel.query)),
            key=lambda channel: (collation_key(channel.title), channel.query),
        )
    return {channel.query: channel for channel in found}


def _clusters(catalog: Catalog) -> Iterator[Channel]:
    for entry in catalog.entries.values():
        if entry.kind == "cluster":
            yield Channel(space="cluster", query=f"cluster/{entry.id}", title=entry.card.title, description=None, base=entry.address)


def _movements(catalog: Catalog) -> Iterator[Channel]:
    for name, record in catalog.registers.movements.items():
        yield _group("movement", name, record.name, addresses.MOVEMENTS)


def _series(catalog: Catalog) -> Iterator[Channel]:
    for name, record in catalog.registers.series.items():
        yield _group("series", name, record.title, addresses.SERIES, record.description)


def _tags(catalog: Catalog) -> Iterator[Channel]:
    for name, tag in catalog.queries.tags.items():
        yield _group("tag", name, tag, addresses.TAGS)


def _group(space: Space, name: str, title: str, above: str, description: str | None = None) -> Channel:
    return Channel(space=space, query=f"{space}/{name}", title=title, description=description, base=addresses.below(above, name))


def _units(catalog: Catalog) -> Iterator[Channel]:
    for unit in catalog.registers.units.values():
        successor = _successor(unit, catalog.registers)
        yield Channel(
            space="unit",
            query=f"unit/{unit.id}",
            title=unit.name_on(unit.last_day),
            description=None,
            base=addresses.below(addresses.UNITS, unit.id),
            unit=unit,
            successor=successor,
            followed=successor is not None and bool(catalog.feed(f"unit/{successor.id}")),
        )


def _successor(unit: Unit, registers: Registers) -> Unit | None:
    """Return what a unit has become, however many steps it took."""
    current = unit
    while current.merged_into:
        current = registers.units[current.merged_into]
    return current if current is not unit else None


def by_space(found: Iterable[Channel]) -> dict[Space, tuple[Channel, ...]]:
    """Return channels by space, in the order of spaces, without spaces that have none."""
    listed = tuple(found)
    spaces = {space: tuple(channel for channel in listed if channel.space == space) for space in SPACES}
    return {space: own for space, own in spaces.items() if own}
