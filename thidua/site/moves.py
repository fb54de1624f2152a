"""Where lists were before: what stood there is still asked for by readers' programs, which follow no link on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from thidua.catalog.catalog import Catalog


class FormerPlace(NamedTuple):
    """An address at which a list was, and its present one; `alone`: no entry's alias leads there, so a redirect is wanted."""

    old: str
    new: str
    alone: bool


def former_places(catalog: Catalog) -> Iterator[FormerPlace]:
    """Yield where lists were: as the configuration says, whatever became of them since, and where clusters were before."""
    moved = {item.from_: item.to for item in catalog.config.moved}
    for old in moved:
        yield FormerPlace(old, _followed(old, moved), alone=True)
    for entry in map(catalog.entries.__getitem__, catalog.clusters):
        for alias in entry.aliases:
            if "." not in alias.rpartition("/")[2]:
                yield FormerPlace(f"{alias.rstrip('/')}/", entry.address, alone=False)


def _followed(old: str, moved: Mapping[str, str]) -> str:
    """Return where a list is that was renamed perhaps more than once."""
    seen = {old}
    new = moved[old]
    while new in moved and new not in seen:
        seen.add(new)
        new = moved[new]
    return new
