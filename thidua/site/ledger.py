"""Compares the address ledger with what a plan serves: an address once published is a page, a redirect or a notice for ever.

Whoever renames an article, or changes its slug, year or section, hears of it before the change is merged, with the line that keeps the
old address: `aliases` in front matter stays the one place that makes a redirect.

Rejected: redirecting by itself from what the ledger knows. A redirect that no source states is lost with the ledger, and whether an
article moved, was replaced or was taken back is for an editor to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from thidua.model import addresses
from thidua.problems import Location, Problem, Suggestions
from thidua.sources.ledger import Ledger, Recorded

_LIKENESS = 0.7
"""Nearer than for a misspelt name: a title of this trade shares half its words with a hundred others."""

_PLAIN = re.compile(r"[\w./~%-]+").fullmatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """An entry that may hold an address: `address` is None while it is not on the site, `aliases` are those that its file states."""

    id: str
    file: str
    address: str | None
    aliases: tuple[str, ...] = ()


def missing(
    ledger: Ledger, served: Collection[str], entries: Iterable[Holder], *, may_come: Callable[[str], bool] | None = None
) -> list[Problem]:
    """Return a problem for every recorded address at which no output of `served` (paths below the output folder) is.

    `entries` are all that could be read, drafts and scheduled ones too; they are asked for only when an address is missing. `may_come`
    knows the addresses that will be served once other mistakes are mended, such as those of a file that cannot be read: they are left out.
    """
    gone = {
        address: recorded
        for address, recorded in ledger.records.items()
        if addresses.output_path(address) not in served and not (may_come and may_come(address))
    }
    if not gone:
        return []
    holders = {holder.id: holder for holder in entries}
    promised = {_as_page(alias): holder for holder in holders.values() if holder.address is None for alias in holder.aliases}
    lost = _Lost(ledger, holders)
    found = []
    for address, recorded in gone.items():
        place = Location(file=ledger.file, line=recorded.line, column=1)
        holder = holders.get(recorded.entry) or promised.get(address)
        problem = _about_holder(place, address, holder) if holder else lost.problem(place, address, recorded)
        found += [problem] if problem else []
    return found


def _about_holder(place: Location, address: str, holder: Holder) -> Problem | None:
    """Return why the entry is not found at `address`; None where its file says that it is: then another mistake is in the way."""
    if holder.address is None:
        return Problem.at(place, "address-hidden", address=address, file=holder.file)
    if address in {holder.address, *map(_as_page, holder.aliases)}:
        return None
    hint = "address-moved-again" if holder.aliases else None
    line = _alias_line(holder, address)
    return Problem.at(place, "address-moved", hint=hint, address=address, file=holder.file, now=holder.address, line=line)


class _Lost:
    """Tells of entries that are gone, and which new one each may have become.

    Only entries whose address is not recorded yet are suggested: one that was there before the rename is no renamed one, however alike.
    """

    def __init__(self, ledger: Ledger, holders: Mapping[str, Holder]) -> None:
        self._holders = holders
        fresh = [holder for holder in holders.values() if holder.address and holder.address not in ledger.records]
        forms: dict[str, str] = {}
        for holder in sorted(fresh, key=lambda item: item.id):
            for word in (_last_part(holder.address or ""), _last_part(holder.id)):
                forms.setdefault(word, holder.id)
        self._near = Suggestions((), fold=forms, cutoff=_LIKENESS)

    def problem(self, place: Location, address: str, recorded: Recorded) -> Problem:
        """Return the problem of an address whose entry is gone."""
        near = self._near.nearest(_last_part(address)) or self._near.nearest(_last_part(recorded.entry))
        if near is None:
            return Problem.at(place, "address-lost", address=address, entry=recorded.entry)
        holder = self._holders[near]
        line = _alias_line(holder, address)
        return Problem.at(
            place, "address-lost", hint="address-lost-renamed", address=address, entry=recorded.entry, file=holder.file, line=line
        )


def _last_part(name: str) -> str:
    return name.strip("/").rpartition("/")[2].lower()


def _as_page(alias: str) -> str:
    return alias if alias.endswith("/") else f"{alias}/"


def _alias_line(holder: Holder, address: str) -> str:
    """Return the line of front matter that makes `address` lead to the entry, with the old addresses that it states already."""
    items = ", ".join(alias if _PLAIN(alias) else f'"{alias}"' for alias in (*holder.aliases, address))
    return f"aliases: [{items}]"


def record(ledger: Ledger, entries: Mapping[str, str | None], redirects: Mapping[str, str]) -> dict[str, str]:
    """Return what the ledger is to hold, entry id by address: all that it held, and where every entry of the site is now.

    `entries` gives each entry's address, None while it is not on the site; `redirects` the address to which each old one leads. An
    address that has come to belong to another entry is recorded for that one. Nothing is ever dropped.
    """
    now = {address: entry for entry, address in sorted(entries.items()) if address}
    before = {address: recorded.entry for address, recorded in ledger.records.items()}
    led = {old: now[new] for old, new in redirects.items() if old in before and new in now}
    return dict(sorted((before | led | now).items()))
