"""The large parts of entries, brought from the shelf when a page is to be rendered: front matter, summary, body."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.catalog.body_links import tie
from thidua.catalog.entries import NO_FACTS, Card, Entry, Facts, State, facts_of
from thidua.digests import combine, digest
from thidua.model.kinds import Front
from thidua.model.references import rewrite_references
from thidua.sources.reader import Shelf, html_of, matter_of

NO_FACTS_DIGEST = digest(NO_FACTS)
_NOTHING = digest("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What search finds an entry by: the words of its file, and whatever its front matter refers to."""

    card: Card
    summary: str
    references: tuple[tuple[str, str], ...]
    authors: tuple[str, ...]
    terms: bytes


def summary(entry: Entry, shelf: Shelf) -> str:
    """Return what the editor wrote as a summary, else how the text begins; nothing once it is withdrawn."""
    return "" if entry.state is State.WITHDRAWN else shelf.summary(entry.file).decode()


def front(entry: Entry, shelf: Shelf) -> Front:
    """Return an entry's whole front matter, references resolved."""
    written = matter_of(shelf, entry.file).front
    resolved = iter(entry.references)
    return rewrite_references(written, lambda *_: next(resolved)[1])


def facts(entry: Entry, shelf: Shelf) -> Facts:
    """Return what dossiers count of an entry."""
    return NO_FACTS if entry.facts_digest == NO_FACTS_DIGEST else facts_of(front(entry, shelf))


def body(entry: Entry, shelf: Shelf) -> str:
    """Return an entry's HTML, links tied to ids."""
    html = html_of(shelf, entry.file)
    return tie(html, entry.draft.placeholders, entry.placeholders) if entry.placeholders else html


def terms(entry: Entry, shelf: Shelf) -> Searched:
    """Return what search finds an entry by."""
    data = shelf.terms(entry.file)
    return Searched(card=entry.card, summary=summary(entry, shelf), references=entry.references, authors=entry.topics.authors, terms=data)


def terms_digest(entry: Entry) -> bytes:
    """Return the digest of `terms` without making it."""
    return combine((entry.draft.terms_digest, summary_digest(entry), digest((entry.card, entry.references, entry.topics.authors))))


def summary_digest(entry: Entry) -> bytes:
    """Return the digest of `summary` without making it."""
    return _NOTHING if entry.state is State.WITHDRAWN else entry.draft.summary_digest


def front_digest(entry: Entry) -> bytes:
    """Return the digest of `front` without making it: that of what was written, and of what it refers to."""
    return combine((entry.draft.front_digest, digest(entry.references)))


def body_digest(entry: Entry) -> bytes:
    """Return the digest of `body` without making it."""
    return combine((entry.draft.html_digest, digest(entry.placeholders)))
