"""What feedgen 1.0 gets wrong, set right on the element tree through its extension interface.

Each fault has a test of its own (tests/unit/site/test_feedgen.py), which says what feedgen does without the repair:

- the link added last becomes the channel's own (RSS 2.0 says: the page that the feed belongs to);
- of a channel's links RSS keeps one `self` and drops the others, the hub too;
- the links of an entry keep nothing but their address in Atom: no `rel`, type or length;
- an author with a name and no e-mail address is dropped in RSS;
- content that is CDATA gets `type="CDATA"` in Atom, which knows no such type (RFC 4287, 4.1.3.1);
- `media:content` takes no caption and no credit;
- the time of the build is taken for that of the feed, and of every entry whose time is not set.

What the interface cannot mend is done before feedgen is called: characters that XML forbids (`texts.plain`) end in an exception of lxml
before any extension is asked, and so does `]]>` inside CDATA (`xml`). feedgen's own media extension is not used: it has no place for text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from thidua.site.feeds.items import Item, Media

Element = Any
"""An element of lxml, which carries no types."""

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"

Link = Mapping[str, str]
"""The attributes of an Atom link: href and rel, perhaps type, length, title."""


class FeedRepairs(BaseExtension):  # type: ignore[misc] # feedgen carries no types
    """The channel: `page` is its own link in RSS, `links` all of its Atom links."""

    page: str = ""
    links: Sequence[Link] = ()

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes that items need."""
        return {"dc": DC, "media": MEDIA}

    def extend_rss(self, feed: Element) -> Element:
        """Set the channel's link right and write all Atom links where feedgen wrote one."""
        channel = feed[0]
        channel.find("link").text = self.page
        for found in channel.findall(f"{{{ATOM}}}link"):
            channel.remove(found)
        after = channel.find("description")
        for link in reversed(self.links):
            after.addnext(channel.makeelement(f"{{{ATOM}}}link", dict(link)))
        return feed


class ItemRepairs(BaseEntryExtension):  # type: ignore[misc] # as above
    """One article: `links` are all of its Atom links."""

    item: Item
    links: Sequence[Link] = ()

    def extend_rss(self, entry: Element) -> Element:
        """Write who wrote it, when it was last changed if it was, and its picture."""
        item = self.item
        for name in item.authors:
            etree.SubElement(entry, f"{{{DC}}}creator").text = name
        if item.via:
            etree.SubElement(entry, f"{{{ATOM}}}link", href=item.via, rel="via")
        if item.updated != item.published:
            etree.SubElement(entry, f"{{{ATOM}}}updated").text = item.updated.isoformat()
        if item.picture:
            _media(entry, item.picture)
        return entry

    def extend_atom(self, entry: Element) -> Element:
        """Give each link back what feedgen dropped, and write the picture."""
        # feedgen names elements of Atom without their namespace: the root declares it as if it were an attribute
        for link, attributes in zip(entry.findall("link"), self.links, strict=True):
            link.attrib.update(attributes)
        if self.item.picture:
            _media(entry, self.item.picture)
        return entry


def _media(entry: Element, picture: Media) -> None:
    """Write a picture as Media RSS has it (rssboard.org/media-rss), with caption and credit.

    The caption is its title: feedparser, and what is built on it, takes `media:description` for the text of the article.
    """
    pixels = {"width": str(picture.width), "height": str(picture.height)} if picture.width else {}
    content = etree.SubElement(
        entry,
        f"{{{MEDIA}}}content",
        {"url": picture.address, "fileSize": str(picture.length), "type": picture.type, "medium": "image", **pixels},
    )
    if picture.caption or picture.alt:
        etree.SubElement(content, f"{{{MEDIA}}}title", type="plain").text = picture.caption or picture.alt
    if picture.credit:
        etree.SubElement(content, f"{{{MEDIA}}}credit", role="photographer", scheme="urn:ebu").text = picture.credit
