"""Gives every entry its address, and finds the addresses that two things want.

The address comes from the section, the year and the slug (else the title). Two entries never get suffixes to tell them apart: an
address is for years, so a clash is for an editor to settle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from thidua.catalog.entries import Origins
from thidua.catalog.mistakes import Mistake
from thidua.model import addresses
from thidua.model.config import Section
from thidua.model.kinds import Front, Kind
from thidua.sources.reader import Draft
from thidua.vietnamese import comparable, slug

UNDATED_SINCE = 2026
"""The year in identities of entries without a date: a tag URI must name a year in which its authority was ours."""

_YEARLY: frozenset[Kind] = frozenset({"news", "conference"})


_URI = re.compile(r"[a-z][a-z0-9+.-]*:[!-;=?-~]+", re.IGNORECASE).fullmatch


class AddressBook:
    """Who lives where: addresses of entries, and old addresses (aliases) with where they lead.

    Entries are added in the order of their files, those not yet on the site too: their addresses are taken. Aliases come last.
    """

    def __init__(self, sections: Mapping[str, Section]) -> None:
        self.by_entry: dict[str, str] = {}
        self.redirects: dict[str, str] = {}
        self.mistakes: list[Mistake] = []
        self._owners: dict[str, tuple[str, str]] = {}
        self._aliases: list[tuple[Draft, tuple[str, ...]]] = []
        self._bases = {name: addresses.section(item, sections) for name, item in sections.items()}
        self._sections = frozenset(address for address in self._bases.values() if address != addresses.HOME)

    def add(self, draft: Draft, front: Front, when: datetime | None) -> str:
        """Give a draft its address and return it."""
        address = self._address(draft, front, when)
        path = _slug_path(front)
        if address in self._sections:
            self.mistakes.append(Mistake.at(draft.file, path, "reserved-address", address=address))
        self._claim(address, draft, path)
        self.by_entry[draft.id] = address
        if front.aliases:
            self._aliases.append((draft, front.aliases))
        return address

    def add_aliases(self) -> None:
        """Give the old addresses of all entries their redirects."""
        for draft, aliases in self._aliases:
            for number, alias in enumerate(aliases):
                old = _as_page(alias)
                if old != self.by_entry[draft.id] and self._claim(old, draft, ("aliases", number)):
                    self.redirects[old] = self.by_entry[draft.id]

    def _address(self, draft: Draft, front: Front, when: datetime | None) -> str:
        name = front.slug or slug(front.title)
        path = _slug_path(front)
        if not name:
            self.mistakes.append(Mistake.at(draft.file, path, "slug-needed", text=front.title))
            name = "bai-viet"
        yearly = draft.kind in _YEARLY
        root = addresses.HOME if draft.kind == "page" else self._bases[draft.section]
        if addresses.is_reserved(name, at_root=root == addresses.HOME):
            self.mistakes.append(Mistake.at(draft.file, path, "reserved-slug", text=name))
        return addresses.entry(root, name, year=when.year if yearly and when else None)

    def _claim(self, address: str, draft: Draft, path: tuple[str | int, ...]) -> bool:
        owner = self._owners.setdefault(address.casefold(), (draft.id, draft.file))
        if owner[0] != draft.id:
            hint = "alias-taken" if path[0] == "aliases" else None
            self.mistakes.append(Mistake.at(draft.file, path, "duplicate-address", hint=hint, address=address, other=owner[1]))
            return False
        return True


def _slug_path(front: Front) -> tuple[str, ...]:
    return ("slug",) if front.slug else ("title",)


def _as_page(alias: str) -> str:
    last = alias.rpartition("/")[2]
    return alias if not last or "." in last else f"{alias}/"


class Spellings:
    """The tags and authors of all entries: different names that would have one address ("thi đua" and "thì đua") are mistakes."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._first: dict[tuple[str, str], tuple[str, str]] = {}

    def add(self, file: str, front: Front) -> None:
        """Compare the names in one front matter with those of the files before."""
        for space, names in (("tags", front.tags), ("author", getattr(front, "author", ()))):
            for number, name in enumerate(names):
                form, other = self._first.setdefault((space, short_name(name)), (name, file))
                if form != name and comparable(form) != comparable(name):
                    self.mistakes.append(Mistake.at(file, (space, number), "name-clash", name=name, that=form, other=other))


def identity(authority: str, origins: Origins, when: datetime | None) -> str:
    """Return an entry's stable identity: the URI that it states, else a tag URI (RFC 4151) made from its stated name or first address.

    A stated name is one within the site; its year is always the same, so that a date put right later changes nothing. So it is with a first
    address that has a year in it; of others it is the year of publication.
    """
    if origins.stated:
        if _URI(origins.stated):
            return origins.stated
        return f"tag:{authority},{UNDATED_SINCE}:{addresses.quoted(origins.stated)}"
    year = addresses.year_in(origins.first_address) or (when.year if when else UNDATED_SINCE)
    return f"tag:{authority},{year}:{addresses.quoted(origins.first_address)}"


@lru_cache(maxsize=65536)
def short_name(text: str) -> str:
    """Return a slug for a tag or author, the same for every case and tone placement, never empty: its digest if it has no letters."""
    form = comparable(text)
    return slug(form) or sha256(form.encode()).hexdigest()[:8]
