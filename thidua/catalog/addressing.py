"""Gives every entry its address, and finds the addresses that two things want.

The address comes from the section, the year and the slug (else the title). Two entries never get suffixes to tell them apart: an
address is for years, so a clash is for an editor to settle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from thidua.catalog.lifecycle import Life
from thidua.catalog.mistakes import Mistake
from thidua.model import addresses
from thidua.model.config import Section
from thidua.model.kinds import Kind
from thidua.sources.reader import Draft
from thidua.vietnamese import comparable, slug

UNDATED_SINCE = 2026
"""The year in identities of entries without a date: a tag URI must name a year in which its authority was ours."""

_YEARLY: frozenset[Kind] = frozenset({"news", "conference"})


@dataclass(slots=True)
class AddressBook:
    """Who lives where: addresses of entries, and old addresses (aliases) with where they lead."""

    by_entry: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    owners: dict[str, tuple[str, str]] = field(default_factory=dict)


def address_entries(drafts: list[Draft], lives: Mapping[str, Life], sections: Mapping[str, Section]) -> AddressBook:
    """Return the address of every draft, drafts not yet on the site included (their addresses are taken too)."""
    book = AddressBook()
    bases = {name: addresses.section(item, sections) for name, item in sections.items()}
    taken_sections = {address: name for name, address in bases.items() if address != addresses.HOME}
    for draft in drafts:
        address = _address(draft, lives[draft.id].when, bases[draft.section], book)
        if address in taken_sections:
            book.mistakes.append(Mistake.at(draft.file, _slug_path(draft), "reserved-address", address=address))
        _claim(book, address, draft, _slug_path(draft))
        book.by_entry[draft.id] = address
    for draft in drafts:
        for number, alias in enumerate(draft.front.aliases):
            old = _as_page(alias)
            if old != book.by_entry[draft.id] and _claim(book, old, draft, ("aliases", number)):
                book.redirects[old] = book.by_entry[draft.id]
    return book


def _address(draft: Draft, when: datetime | None, base: str, book: AddressBook) -> str:
    name = draft.front.slug or slug(draft.front.title)
    path = _slug_path(draft)
    if not name:
        book.mistakes.append(Mistake.at(draft.file, path, "slug-needed", text=draft.front.title))
        name = "bai-viet"
    yearly = draft.kind in _YEARLY
    root = addresses.HOME if draft.kind == "page" else base
    if addresses.is_reserved(name, at_root=root == addresses.HOME):
        book.mistakes.append(Mistake.at(draft.file, path, "reserved-slug", text=name))
    return addresses.entry(root, name, year=when.year if yearly and when else None)


def _slug_path(draft: Draft) -> tuple[str, ...]:
    return ("slug",) if draft.front.slug else ("title",)


def _as_page(alias: str) -> str:
    last = alias.rpartition("/")[2]
    return alias if not last or "." in last else f"{alias}/"


def _claim(book: AddressBook, address: str, draft: Draft, path: tuple[str | int, ...]) -> bool:
    owner = book.owners.setdefault(address.casefold(), (draft.id, draft.file))
    if owner[0] != draft.id:
        hint = "alias-taken" if path[0] == "aliases" else None
        book.mistakes.append(Mistake.at(draft.file, path, "duplicate-address", hint=hint, address=address, other=owner[1]))
        return False
    return True


def name_clashes(drafts: list[Draft]) -> list[Mistake]:
    """Return the tags and authors that are different names and would have one address: "thi đua" and "thì đua"."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    mistakes = []
    for draft in drafts:
        named = {"tags": draft.front.tags, "author": getattr(draft.front, "author", ())}
        for space, names in named.items():
            for number, name in enumerate(names):
                form, file = first.setdefault((space, short_name(name)), (name, draft.file))
                if comparable(form) != comparable(name):
                    mistakes.append(Mistake.at(draft.file, (space, number), "name-clash", name=name, that=form, other=file))
    return mistakes


def identity(authority: str, address: str, when: datetime | None) -> str:
    """Return the stable identity of an entry that does not state one: a tag URI made from its address."""
    year = when.year if when else UNDATED_SINCE
    return f"tag:{authority},{year}:{address}"


@lru_cache(maxsize=65536)
def short_name(text: str) -> str:
    """Return a slug for a tag or author, the same for every case and tone placement, never empty: its digest if it has no letters."""
    form = comparable(text)
    return slug(form) or sha256(form.encode()).hexdigest()[:8]
