"""RSS 2.0 and Atom 1.0 through feedgen; every time in them comes from the articles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from feedgen.feed import FeedGenerator

from thidua.site.feeds.head import Head
from thidua.site.feeds.items import Item
from thidua.site.feeds.repairs import FeedRepairs, ItemRepairs, Link
from thidua.site.feeds.texts import as_html

NO_NEWS = datetime(2020, 1, 1, tzinfo=UTC)
"""When a feed without articles was last changed: Atom wants a time, and no article gives one."""

_PLAIN = re.compile(r"<(title|description)>[^<]*</\1>")
_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


def rss(head: Head, items: Iterable[Item]) -> bytes:
    """Return an RSS 2.0 feed with the content module, Dublin Core, Atom links and Media RSS."""
    found = tuple(items)
    feed = _generator("rss", head, found)
    for item in found:
        entry = feed.add_entry(order="append")
        entry.guid(item.id, permalink=False)
        entry.title(item.title)
        entry.link(href=item.address)
        entry.description(as_html(item.summary or item.title))
        if item.content:
            entry.content(item.content.replace("]]>", "]]&gt;"), type="CDATA")
        for category in item.categories:
            entry.category(term=category.name, label=category.name, scheme=category.scheme)
        if item.picture:
            entry.enclosure(item.picture.address, str(item.picture.length), item.picture.type)
        entry.published(item.published)
        entry.repairs.item = item
    text: str = feed.rss_str(pretty=False).decode()
    return _PLAIN.sub(_in_hexadecimal, text).encode()


def _in_hexadecimal(element: re.Match[str]) -> str:
    """Return a title or description with `&` and `<` as hexadecimal references.

    Readers disagree whether a title is text or HTML; what is written so is the same to most (RSS Advisory Board, best practices profile).
    lxml writes the names of these characters, and no extension comes after it.
    """
    return element[0].replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;")


def atom(head: Head, items: Iterable[Item]) -> bytes:
    """Return an Atom 1.0 feed (RFC 4287) with Media RSS."""
    found = tuple(items)
    feed = _generator("atom", head, found)
    feed.subtitle(head.description)
    for item in found:
        entry = feed.add_entry(order="append")
        entry.id(item.id)
        entry.title(item.title)
        links = _links(item)
        entry.link([dict(link) for link in links])
        for name in item.authors:
            entry.author(name=name)
        if item.summary or not item.content:
            entry.summary(item.summary or item.title)  # an entry has some text
        if item.content:
            entry.content(item.content, type="html")
        for category in item.categories:
            entry.category(term=category.name, scheme=category.scheme)
        entry.published(item.published)
        entry.updated(_told_apart(item))
        entry.repairs.item, entry.repairs.links = item, links
    text: bytes = feed.atom_str(pretty=False)
    return text


def _told_apart(item: Item) -> datetime:
    """Return when an article was last changed, with a fraction of a second that comes of its identity and is always the same.

    Editors write days and minutes. Two entries with one time look to validators as if the software had made it up.
    """
    return item.updated.replace(microsecond=crc32(item.id.encode()) % 1_000_000)


def _generator(form: str, head: Head, items: Iterable[Item]) -> Any:  # noqa: ANN401 # feedgen carries no types
    feed = FeedGenerator()
    feed.register_extension("repairs", FeedRepairs, ItemRepairs)
    links: list[Link] = [
        {"href": head.page, "rel": "alternate", "type": "text/html"},
        {"href": head.addresses[form], "rel": "self", "type": _TYPES[form]},
        *({"href": hub, "rel": "hub"} for hub in head.hubs),
        *({"href": address, "rel": "related", "title": title} for address, title in head.related),
    ]
    feed.id(head.page)
    feed.title(head.title)
    feed.description(head.description)
    feed.author(name=head.owner, email=head.email)
    feed.language(head.language)
    feed.generator("thidua")
    feed.link([dict(link) for link in links])
    feed.updated(max((item.updated for item in items), default=NO_NEWS))
    feed.repairs.page = head.page
    feed.repairs.links = links[1:] if form == "rss" else links
    return feed


def _links(item: Item) -> list[Link]:
    found: list[Link] = [{"href": item.address, "rel": "alternate", "type": "text/html"}]
    if item.picture:
        found.append({"href": item.picture.address, "rel": "enclosure", "type": item.picture.type, "length": str(item.picture.length)})
    if item.via:
        found.append({"href": item.via, "rel": "via"})
    return found
