"""What an article is in a feed, whichever the form of the feed: its identity, its text with corrections, its picture.

A withdrawn article keeps its place with a notice for a text, so that those who have read it learn of it.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape

from thidua.catalog import keys
from thidua.catalog.addressing import identity
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Entry, State, Syndicated
from thidua.model import addresses
from thidua.site.bodies import body_reads, resolve_body
from thidua.site.display import sentence_case, unit_title
from thidua.site.feeds.additions import addition_reads, additions, corrections
from thidua.site.feeds.texts import absolute, plain
from thidua.site.layout import Frame
from thidua.site.reads import unit_reads
from thidua.sources.assets import Asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What an article is about, within a list of such things: `scheme` is the address of the page that lists them."""

    name: str
    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """The picture of an article as published: address, media type, size in bytes and pixels; its words are plain text."""

    address: str
    type: str
    length: int
    width: int | None
    height: int | None
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article in a feed; addresses are full, `content` is HTML and empty in feeds of summaries."""

    id: str
    address: str
    title: str
    summary: str
    content: str
    authors: tuple[str, ...]
    categories: tuple[Category, ...]
    published: datetime
    updated: datetime
    via: str | None
    picture: Media | None


def item_reads(ids: Iterable[str], catalog: Catalog) -> Iterator[str]:
    """Yield what the items of a feed read."""
    full = catalog.config.feeds.content == "full"
    for name in ids:
        entry = catalog.entries[name]
        yield keys.syndicated(name)
        if entry.state is not State.WITHDRAWN:
            yield from (keys.summary(name), keys.section(entry.section), *_topic_reads(entry, catalog))
            if full:
                yield from (*body_reads(entry), *addition_reads(entry))


def _topic_reads(entry: Entry, catalog: Catalog) -> Iterator[str]:
    yield from (keys.card(name) for name in entry.topics.clusters)
    yield from (keys.register("movement", name) for name in entry.topics.movements)
    yield from unit_reads(entry.topics.all_units, catalog)
    if entry.topics.series:
        yield keys.register("series", entry.topics.series)
    if entry.image:
        yield from (keys.asset(entry.image.src), keys.length(entry.image.src))


def items(frame: Frame, ids: Iterable[str]) -> tuple[Item, ...]:
    """Return articles as the items of a feed, in their order."""
    units: dict[str, Category] = {}  # the articles of a feed are about the same ones again and again
    return tuple(_item(frame, name, units) for name in ids)


def _item(frame: Frame, name: str, units: dict[str, Category]) -> Item:
    view = frame.view
    article: Syndicated = view[keys.syndicated(name)]
    card = article.card
    withdrawn = card.state is State.WITHDRAWN
    assert card.when is not None  # noqa: S101 # only articles are in feeds
    address = frame.links.absolute(card.address)
    notice = _withdrawal(frame, article)
    full = view[keys.FEEDS].content == "full"
    return Item(
        id=identity(frame.site.authority, article.origins, card.when),
        address=address,
        title=plain(card.title).strip() or address,
        summary=plain(notice or _summary(frame, article, corrected=not full)),
        content=(f"<p>{escape(notice)}</p>" if withdrawn else _content(frame, article, address)) if full else "",
        authors=() if withdrawn else tuple(map(plain, article.topics.authors)),
        categories=() if withdrawn else tuple(_categories(frame, article, units)),
        published=card.when,
        updated=article.updated,
        via=None if withdrawn else article.via,
        picture=None if withdrawn else _picture(frame, article),
    )


def _withdrawal(frame: Frame, article: Syndicated) -> str:
    """Return what is said instead of a withdrawn article; nothing of any other."""
    withdrawn, words = article.notices.withdrawn, frame.words
    if withdrawn is None:
        return ""
    return f"{words.fill('withdrawn', date=frame.day(withdrawn.date))}. {words.reason}: {withdrawn.reason}"


def _content(frame: Frame, article: Syndicated, address: str) -> str:
    """Return the text of an article, and below it what its page shows around it."""
    body = resolve_body(frame, frame.view[keys.body(article.card.id)], plain=True)
    return absolute(frame, "\n".join((body, *additions(frame, article))), address)


def _summary(frame: Frame, article: Syndicated, *, corrected: bool) -> str:
    """Return the summary of an article; `corrected`: what was corrected too, since no text follows that says it."""
    summary: str = frame.view[keys.summary(article.card.id)]
    notes = (f"{when}. {note}" for when, note in corrections(frame, article))
    return " ".join((summary, *notes)).strip() if corrected else summary


def _categories(frame: Frame, article: Syndicated, units: dict[str, Category]) -> Iterator[Category]:
    """Yield the lists to follow that an article is in: its section, clusters, movements, story, units, and tags as it spells them."""
    view, links, topics = frame.view, frame.links, article.topics
    section = view[keys.section(article.card.section)]
    yield Category(name=plain(section.title), scheme=links.absolute(addresses.SITE_MAP))
    for name in topics.clusters:
        card = view[keys.card(name)]
        if card:
            yield Category(name=plain(card.title), scheme=links.absolute(card.address.rstrip("/").rpartition("/")[0] + "/"))
    for name in topics.movements:
        yield Category(name=plain(view[keys.register("movement", name)].name), scheme=links.absolute(addresses.MOVEMENTS))
    if topics.series:
        yield Category(name=plain(view[keys.register("series", topics.series)].title), scheme=links.absolute(addresses.SERIES))
    for name in topics.all_units:
        if name not in units:
            title = sentence_case(unit_title(frame, view[keys.register("unit", name)]))
            units[name] = Category(name=plain(title), scheme=links.absolute(addresses.UNITS))
        yield units[name]
    for tag in topics.tags:
        yield Category(name=plain(tag), scheme=links.absolute(addresses.TAGS))


def _picture(frame: Frame, article: Syndicated) -> Media | None:
    image = article.image
    if image is None:
        return None
    asset: Asset = frame.view[keys.asset(image.src)]
    return Media(
        address=frame.links.absolute(asset.address),
        type=mimetypes.guess_type(asset.address)[0] or "application/octet-stream",
        length=frame.view[keys.length(image.src)],
        width=asset.width,
        height=asset.height,
        alt=plain(image.alt or ""),
        caption=plain(image.caption or ""),
        credit=plain(image.credit or ""),
    )
