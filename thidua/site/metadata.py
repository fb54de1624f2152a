"""What a page's head says for other programs: Open Graph for those that show links, Dublin Core for catalogues of state portals.

Every value is one that the page shows too; what a page does not know is left out and never made up: a list without articles has no date.
Dublin Core's elements are those that Thông tư 24/2011/TT-BTTTT asks for (title, creator, date, description, publisher, identifier) and
recommends (language, source, contributor, subject). A page without a social card of its own shows the portal's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from thidua.catalog.entries import Card, last_edit
from thidua.model.kinds import Article, Front

Pairs = tuple[tuple[str, str], ...]

CARD_SIZE = (1200, 630)
"""Width and height of social cards."""

_LOCALES = {"vi": "vi_VN", "en": "en_GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of a page beside its title and description; times are ISO 8601, `card` is the page whose social card is shown."""

    article: bool = False
    creators: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    section: str = ""
    subjects: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    card: str | None = None


NO_PARTICULARS = Particulars()


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A page as its head describes it: addresses are absolute; `picture` is None where the site draws no cards."""

    title: str
    description: str
    address: str
    language: str
    site_title: str
    publisher: str
    picture: str | None
    picture_text: str
    particulars: Particulars


def of_list(days: Iterable[str], card: str | None = None) -> Particulars:
    """Return the particulars of a list: it is as new as its newest article; `days` are those of its items in ISO 8601."""
    return Particulars(published=max(days, default=""), card=card)


def of_entry(card: Card, front: Front, *, section: str, tags: tuple[str, ...], zone: str) -> Particulars:
    """Return the particulars of an entry; of a withdrawn one nothing is said."""
    if front.withdrawn:
        return NO_PARTICULARS
    article = front if isinstance(front, Article) else None
    origin = article.source if article else None
    stated = (origin.url or origin.name) if origin else None
    changed = last_edit(getattr(front, "updated", None), front.corrections)
    return Particulars(
        article=article is not None,
        creators=article.author if article else (),
        contributors=(article.photos_by,) if article and article.photos_by else (),
        published=_time(card.when.date() if card.day_only else card.when, zone) if card.when else "",
        modified=_time(changed, zone) if changed else "",
        section=section if article else "",
        subjects=tags,
        sources=tuple(dict.fromkeys((*((stated,) if stated else ()), *(source.url or source.name for source in front.sources)))),
        card=card.address,
    )


def _time(value: date | datetime, zone: str) -> str:
    """Return a day, or an instant with its offset; a time without one is meant in the site's zone."""
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=ZoneInfo(zone))
    return value.isoformat()


def properties(page: Described) -> Iterator[tuple[str, str]]:
    """Yield Open Graph's properties (ogp.me)."""
    known = page.particulars
    yield "og:type", "article" if known.article else "website"
    yield "og:title", page.title
    yield "og:description", page.description
    yield "og:url", page.address
    yield "og:site_name", page.site_title
    yield "og:locale", _LOCALES[page.language]
    if page.picture:
        yield "og:image", page.picture
        yield "og:image:width", str(CARD_SIZE[0])
        yield "og:image:height", str(CARD_SIZE[1])
        yield "og:image:alt", page.picture_text
    if known.article:
        yield "article:published_time", known.published
        if known.modified:
            yield "article:modified_time", known.modified
        yield "article:section", known.section


def names(page: Described) -> Iterator[tuple[str, str]]:
    """Yield what `meta name` says: the kind of card, and Dublin Core's elements."""
    known = page.particulars
    yield "twitter:card", "summary_large_image" if page.picture else "summary"
    if page.picture:
        yield "twitter:image", page.picture
        yield "twitter:image:alt", page.picture_text
    yield "DC.title", page.title
    yield from (("DC.creator", name) for name in known.creators or (page.publisher,))
    yield from (("DC.contributor", name) for name in known.contributors)
    day = (known.published or known.modified)[:10]
    if day:
        yield "DC.date", day
    yield "DC.description", page.description
    yield "DC.publisher", page.publisher
    yield "DC.identifier", page.address
    yield "DC.language", page.language
    yield from (("DC.source", source) for source in known.sources)
    yield from (("DC.subject", subject) for subject in known.subjects)
