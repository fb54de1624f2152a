"""The outputs of feeds: which there are, what each reads, and its bytes."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.model import addresses
from thidua.site.feeds.channels import Channel
from thidua.site.feeds.head import head
from thidua.site.feeds.items import item_reads, items
from thidua.site.layout import Frame, Theme
from thidua.site.outputs import Output, View
from thidua.site.pages.lists import redirect
from thidua.site.reads import unique
from thidua.site.values import Materials


def plan(materials: Materials) -> Iterator[Output]:
    """Yield every feed in each of its forms, and the list of them."""
    for channel in materials.channels.values():
        reads = unique(_reads(channel, materials.catalog))
        for form, address in channel.forms:
            yield Output(path=addresses.output_path(address), renderer=form, subject=channel.query, reads=reads)
    yield from _moved(materials)
    yield Output(path=addresses.output_path(addresses.OPML), renderer="opml", reads=(keys.SITE, keys.CHANNELS))


def _moved(materials: Materials) -> Iterator[Output]:
    """Yield what stands where a list was before it was renamed: a redirect for its page, and its feeds.

    A feed cannot be redirected by a page, and files alone cannot answer with 301. So a reader's program gets the same feed there, which
    names its new address as its own, with the same identities.
    """
    catalog = materials.catalog
    bases = {channel.base: channel for channel in materials.channels.values()}
    for item in catalog.config.moved:
        yield redirect(item.from_, item.to)
        channel = bases.get(item.to)
        if channel:
            reads = unique(_reads(channel, catalog))
            for form, address in channel.forms:
                old = item.from_ + address.removeprefix(channel.base)
                yield Output(path=addresses.output_path(old), renderer=form, subject=channel.query, reads=reads)


def _reads(channel: Channel, catalog: Catalog) -> Iterator[str]:
    yield from (keys.SITE, keys.FEEDS, keys.channel(channel.query), keys.query(f"feed/{channel.query}"))
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
