"""RSS 2.0 through feedgen, for the whole portal and every section of articles.

Every time in a feed comes from the articles: feedgen's own clock reading is replaced, so that an unchanged list gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Card
from thidua.model import addresses
from thidua.site.bodies import body_reads, resolve_body
from thidua.site.layout import Frame, Theme
from thidua.site.outputs import Output, View
from thidua.site.reads import unique
from thidua.site.values import Materials

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry

_NO_NEWS = datetime(2020, 1, 1, tzinfo=UTC)
_ROOT_LINK = re.compile(r'(href|src)="(/[^"]*)"')


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the portal's feed and one for each section of articles."""
    catalog = materials.catalog
    yield _feed(addresses.HOME, "latest", (), catalog)
    for name in catalog.fed_sections:
        yield _feed(catalog.section_address(name), f"section/{name}", (keys.section(name),), catalog)


def _feed(base: str, query: str, reads: tuple[str, ...], catalog: Catalog) -> Output:
    newest = catalog.feed(query)
    return Output(
        path=addresses.output_path(addresses.feed(base)),
        renderer="rss",
        subject=query,
        arguments=(base,),
        reads=unique((keys.SITE, *reads, keys.query(f"feed/{query}"), *_entry_reads(newest, catalog))),
    )


def _entry_reads(ids: tuple[str, ...], catalog: Catalog) -> Iterator[str]:
    full = catalog.config.feeds.content == "full"
    for name in ids:
        yield from (keys.card(name), keys.summary(name), f"identity:{name}", f"byline:{name}")
        if full:
            yield from body_reads(catalog.entries[name])


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return one RSS feed."""
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 # costs 80 ms that only feeds need pay

    del theme
    frame = Frame(view)
    base, query = output.arguments[0], output.subject
    site = frame.site
    section = view[keys.section(query.removeprefix("section/"))] if query.startswith("section/") else None
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    feed.id(frame.links.absolute(base))
    feed.title(f"{site.title} – {section.title}" if section else site.title)
    feed.link(href=frame.links.absolute(addresses.feed(base)), rel="self")
    feed.link(href=frame.links.absolute(base), rel="alternate")
    feed.description((section.description if section else site.description) or site.title)
    feed.language(site.language)
    feed.generator("thidua")
    newest = view[keys.query(f"feed/{query}")]
    cards: list[Card] = [view[keys.card(name)] for name in newest]
    feed.lastBuildDate(max((_changed(card) for card in cards), default=_NO_NEWS))
    for card in cards:
        _add(feed.add_entry(order="append"), frame, card)
    text: bytes = feed.rss_str(pretty=False)
    return text


def _changed(card: Card) -> datetime:
    """Return when an article last changed, as its editor states it."""
    when = card.when or _NO_NEWS
    updated = card.updated
    if updated is None:
        return when
    if not isinstance(updated, datetime):
        updated = datetime.combine(updated, time.min)
    return max(when, updated if updated.tzinfo else updated.replace(tzinfo=when.tzinfo))


def _add(entry: FeedEntry, frame: Frame, card: Card) -> None:
    view = frame.view
    entry.id(view[f"identity:{card.id}"])
    entry.guid(view[f"identity:{card.id}"], permalink=False)
    entry.title(card.title)
    entry.link(href=frame.links.absolute(card.address))
    entry.description(view[keys.summary(card.id)])
    entry.published(card.when)
    for author in view[f"byline:{card.id}"]:
        entry.dc.dc_creator(author)
    if frame.site.feed_full:
        entry.content(_absolute(frame, resolve_body(frame, view[keys.body(card.id)], plain=True)), type="CDATA")


def _absolute(frame: Frame, html: str) -> str:
    """Return body HTML with full addresses: a reader's program does not know where it came from."""
    origin = frame.site.base_url.removesuffix(frame.links.root)
    text = _ROOT_LINK.sub(lambda match: f'{match[1]}="{origin}{match[2]}"', html)
    return text.replace("]]>", "]]&gt;")
