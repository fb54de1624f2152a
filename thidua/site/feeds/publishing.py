"""The outputs of feeds: which there are, what each reads, and its bytes."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.model import addresses
from thidua.site.feeds.channels import Channel
from thidua.site.feeds.head import channel_reads, head
from thidua.site.feeds.items import item_reads, items
from thidua.site.layout import Frame, Theme
from thidua.site.moves import former_places
from thidua.site.outputs import Output, View
from thidua.site.pages.lists import redirect
from thidua.site.reads import unique
from thidua.site.values import Materials


def plan(materials: Materials) -> Iterator[Output]:
    """Yield every feed in each of its forms, and the list of them."""
    catalog = materials.catalog
    for channel in materials.channels.values():
        yield from _feeds(channel, channel.base, catalog)
    yield from _moved(materials)
    named = (key for channel in materials.channels.values() for key in channel_reads(channel, catalog))
    yield Output(path=addresses.output_path(addresses.OPML), renderer="opml", reads=unique((keys.SITE, keys.CHANNELS, *named)))


def _feeds(channel: Channel, base: str, catalog: Catalog) -> Iterator[Output]:
    """Yield the feeds of a list as they stand below `base`."""
    reads = unique(_reads(channel, catalog))
    for form, address in channel.forms:
        path = addresses.output_path(base + address.removeprefix(channel.base))
        yield Output(path=path, renderer=form, subject=channel.query, reads=reads)


def _moved(materials: Materials) -> Iterator[Output]:
    """Yield what stands where a list was before it was renamed: redirects for its pages, and its feeds.

    A feed cannot be redirected by a page, and files alone cannot answer with 301. So a reader's program gets the same feed there, which
    names its new address as its own, with the same identities.
    """
    for place in former_places(materials.catalog):
        if place.alone:
            yield redirect(place.old, place.new)
        for channel in materials.channels.values():
            below = channel.base.removeprefix(place.new)
            if not channel.base.startswith(place.new) or (below and channel.space != "section"):
                continue
            if below:
                yield redirect(place.old + below, channel.base)
            yield from _pages(channel, place.old + below, materials)
            yield from _feeds(channel, place.old + below, materials.catalog)


def _pages(channel: Channel, old: str, materials: Materials) -> Iterator[Output]:
    """Yield redirects for the numbered pages of a list."""
    slices = materials.slices.get(channel.query)
    for number in range(1, len(slices.pages) + 1 if slices else 1):
        yield redirect(addresses.list_page(old, number), addresses.list_page(channel.base, number))


def _reads(channel: Channel, catalog: Catalog) -> Iterator[str]:
    yield from (keys.SITE, keys.FEEDS, keys.channel(channel.query), keys.query(f"feed/{channel.query}"))
    yield from channel_reads(channel, catalog)
    yield from item_reads(catalog.feed(channel.query), catalog)


def render_rss(view: View, output: Output, theme: Theme) -> bytes:
    """Return a feed as RSS."""
    from thidua.site.feeds import xml  # noqa: PLC0415 # feedgen costs 80 ms that only feeds need pay

    del theme
    frame = Frame(view)
    return xml.rss(head(frame, view[keys.channel(output.subject)]), items(frame, view[keys.query(f"feed/{output.subject}")]))


def render_atom(view: View, output: Output, theme: Theme) -> bytes:
    """Return a feed as Atom."""
    from thidua.site.feeds import xml  # noqa: PLC0415 # as above

    del theme
    frame = Frame(view)
    return xml.atom(head(frame, view[keys.channel(output.subject)]), items(frame, view[keys.query(f"feed/{output.subject}")]))


def render_json_feed(view: View, output: Output, theme: Theme) -> bytes:
    """Return a feed as JSON Feed."""
    from thidua.site.feeds.json_feed import json_feed  # noqa: PLC0415 # beside the others

    del theme
    frame = Frame(view)
    return json_feed(head(frame, view[keys.channel(output.subject)]), items(frame, view[keys.query(f"feed/{output.subject}")]))


def render_opml(view: View, output: Output, theme: Theme) -> bytes:
    """Return the list of all feeds for readers' programs."""
    from thidua.site.feeds.opml import opml  # noqa: PLC0415 # beside the others

    del output, theme
    return opml(Frame(view), view[keys.CHANNELS])
