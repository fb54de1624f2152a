"""What feedgen gets wrong, and that the feeds of this program do not: each test shows the fault first, then the repair."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from feedgen.feed import FeedGenerator
from lxml import etree

from thidua.site.feeds.head import Head
from thidua.site.feeds.items import Item, Media
from thidua.site.feeds.texts import as_html, plain
from thidua.site.feeds.xml import NO_NEWS, atom, rss

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"

WHEN = datetime(2026, 11, 20, 8, tzinfo=UTC)
HEAD = Head(
    title="Cổng",
    description="Tin của cổng",
    page="https://mau.example.vn/",
    addresses={"rss": "https://mau.example.vn/feed.xml", "atom": "https://mau.example.vn/atom.xml"},
    language="vi",
    owner="Chủ quản",
    email="a@mau.example.vn",
    hubs=("https://hub.example.vn/",),
    related=(),
)
PICTURE = Media(
    address="https://mau.example.vn/a.jpg",
    type="image/jpeg",
    length=12345,
    width=640,
    height=480,
    alt="",
    caption="Chú thích",
    credit="Ảnh",
)
ITEM = Item(
    id="tag:mau.example.vn,2026:/tin/a/",
    address="https://mau.example.vn/tin/a/",
    title="Tin",
    summary="Tóm tắt",
    content="<p>Thân</p>",
    authors=("Người Viết",),
    categories=(),
    published=WHEN,
    updated=WHEN,
    via=None,
    picture=PICTURE,
)


def _plain_feed() -> Any:  # noqa: ANN401 # feedgen carries no types
    feed = FeedGenerator()
    feed.id(HEAD.page)
    feed.title(HEAD.title)
    feed.description(HEAD.description)
    feed.link(href=HEAD.page, rel="alternate")
    return feed


def _tree(text: bytes) -> Any:  # noqa: ANN401 # nor does lxml
    return etree.fromstring(text)


def test_last_link_is_not_the_channels() -> None:
    """Feedgen takes the link added last for the page of the channel; here it is the page."""
    feed = _plain_feed()
    feed.link(href="https://hub.example.vn/", rel="hub")
    assert _tree(feed.rss_str()).findtext("channel/link") == "https://hub.example.vn/"
    assert _tree(rss(HEAD, [ITEM])).findtext("channel/link") == HEAD.page


def test_hub_is_in_rss_too() -> None:
    """Feedgen drops all links of a channel but one to itself; here itself and the hub are there."""
    feed = _plain_feed()
    feed.link(href="https://hub.example.vn/", rel="hub")
    assert b"hub" not in feed.rss_str().replace(b"<link>https://hub.example.vn/</link>", b"")
    links = _tree(rss(HEAD, [ITEM])).findall(f"channel/{ATOM}link")
    assert [link.get("rel") for link in links] == ["self", "hub"]


def test_links_of_atom_entries_keep_their_attributes() -> None:
    """Feedgen writes only the address of an entry's link; here relation, type and length stay."""
    feed = _plain_feed()
    entry = feed.add_entry()
    entry.id("a")
    entry.title("a")
    entry.link(href="https://mau.example.vn/a.jpg", rel="enclosure", type="image/jpeg", length="5")
    entry.content("a")
    assert dict(_tree(feed.atom_str()).find(f"{ATOM}entry/{ATOM}link").attrib) == {"href": "https://mau.example.vn/a.jpg"}
    links = [dict(link.attrib) for link in _tree(atom(HEAD, [ITEM])).findall(f"{ATOM}entry/{ATOM}link")]
    assert links == [
        {"href": ITEM.address, "rel": "alternate", "type": "text/html"},
        {"href": PICTURE.address, "rel": "enclosure", "type": "image/jpeg", "length": "12345"},
    ]


def test_authors_without_address_are_named_in_rss() -> None:
    """Feedgen drops an author who has a name alone; here each is a dc:creator."""
    feed = _plain_feed()
    entry = feed.add_entry()
    entry.title("a")
    entry.author(name="Người Viết")
    assert "Người Viết".encode() not in feed.rss_str()
    assert _tree(rss(HEAD, [ITEM])).findtext(f"channel/item/{DC}creator") == "Người Viết"


def test_atom_content_has_a_type_that_atom_knows() -> None:
    """Feedgen writes type="CDATA" in Atom; here it is html (RFC 4287, 4.1.3.1)."""
    feed = _plain_feed()
    entry = feed.add_entry()
    entry.id("a")
    entry.title("a")
    entry.content("<p>a</p>", type="CDATA")
    assert _tree(feed.atom_str()).find(f"{ATOM}entry/{ATOM}content").get("type") == "CDATA"
    content = _tree(atom(HEAD, [ITEM])).find(f"{ATOM}entry/{ATOM}content")
    assert (content.get("type"), content.text) == ("html", "<p>Thân</p>")


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\ufffe", "\ud800"])
def test_forbidden_characters_never_reach_feedgen(character: str) -> None:
    """A character that XML forbids is an exception in lxml; here it is gone before, in a title as in HTML."""
    feed = _plain_feed()
    feed.title(f"a{character}b")
    with pytest.raises(ValueError, match=r"XML compatible|surrogates"):
        feed.rss_str()
    assert plain(f"a{character}b") == "ab"
    assert as_html(f"a < {character}b") == "a &lt; b"


def test_end_of_cdata_in_a_text_breaks_nothing() -> None:
    """`]]>` ends CDATA, which lxml refuses; here the reader gets it all the same."""
    item = Item(**{name: getattr(ITEM, name) for name in Item.__slots__} | {"content": "<p>a ]]> b</p>"})
    encoded = _tree(rss(HEAD, [item])).findtext("channel/item/{http://purl.org/rss/1.0/modules/content/}encoded")
    assert encoded == "<p>a ]]&gt; b</p>"


def test_pictures_have_caption_and_credit() -> None:
    """Media RSS says of a picture its true size, its caption and who took it."""
    for tree, place in ((_tree(rss(HEAD, [ITEM])), "channel/item"), (_tree(atom(HEAD, [ITEM])), f"{ATOM}entry")):
        content = tree.find(f"{place}/{MEDIA}content")
        assert (content.get("fileSize"), content.get("width"), content.get("height")) == ("12345", "640", "480")
        assert (content.findtext(f"{MEDIA}title"), content.findtext(f"{MEDIA}credit")) == ("Chú thích", "Ảnh")


def test_times_are_the_articles_and_never_the_clock() -> None:
    """Feedgen reads the clock for the feed and for every entry; here the same items give the same bytes, and no items a fixed time."""
    assert (rss(HEAD, [ITEM]), atom(HEAD, [ITEM])) == (rss(HEAD, [ITEM]), atom(HEAD, [ITEM]))
    assert _tree(atom(HEAD, [ITEM])).findtext(f"{ATOM}updated") == WHEN.isoformat()
    assert _tree(atom(HEAD, [])).findtext(f"{ATOM}updated") == NO_NEWS.isoformat()
    assert b"updated" not in rss(HEAD, [ITEM])
