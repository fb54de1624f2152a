"""What a page reads because its facts name other things: the keys of all that an entry refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.catalog.history import Office

_texts: dict[str, str] = {}
"""The text of each key that an output reads, while a site is planned."""

_REGISTER_SPACES = frozenset({"award", "movement", "person", "series"})
_ENTRY_SPACES = frozenset({"cluster", "model", "conference", "document"})


def reads_of(references: Iterable[tuple[str, str]], catalog: Catalog) -> Iterator[str]:
    """Yield the keys of everything that a page naming all of `references`, as (space, id), shows of them."""
    for space, name in references:
        yield from _reads(space, name, catalog)


def _reads(space: str, name: str, catalog: Catalog) -> Iterator[str]:
    if space == "unit":
        yield from unit_reads((name,), catalog)
    elif space in _REGISTER_SPACES:
        yield keys.register(space, name)
    elif space in _ENTRY_SPACES:
        yield keys.card(name)
    elif space == "source":
        yield from source_reads(name)
    elif space in {"file", "picture"}:
        yield keys.asset(name)


def source_reads(source: str | None) -> Iterator[str]:
    """Yield the key of the entry that is a fact's source, if one is."""
    if source and source.startswith("entry:"):
        yield keys.address(source.removeprefix("entry:").partition("#")[0])


def unit_reads(units: Iterable[str], catalog: Catalog) -> Iterator[str]:
    """Yield the keys of units and of what each became."""
    for name in units:
        current: str | None = name
        while current and current in catalog.registers.units:
            yield keys.register("unit", current)
            current = catalog.registers.units[current].merged_into


def cards(ids: Iterable[str]) -> Iterator[str]:
    """Yield the card keys of `ids`."""
    return (keys.card(name) for name in ids)


def quotes(ids: Iterable[str]) -> Iterator[str]:
    """Yield the keys of a list that shows the summaries of `ids` too."""
    for name in ids:
        yield keys.card(name)
        yield keys.summary(name)


def office_reads(office: Office, catalog: Catalog) -> Iterator[str]:
    """Yield what showing who held an office reads: the units named, and the entries that are the sources."""
    for claim in office.claims:
        yield from unit_reads((claim.unit,), catalog)
        yield from source_reads(claim.source)


def unique(reads: Iterable[str]) -> tuple[str, ...]:
    """Return the keys each once, in order; outputs share the texts of keys, which would else need more memory than all entries."""
    return tuple(_texts.setdefault(key, key) for key in dict.fromkeys(reads))


def forget() -> None:
    """Give back what shared texts are found by; outputs keep the texts."""
    _texts.clear()
