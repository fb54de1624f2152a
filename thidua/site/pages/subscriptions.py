"""/rss/: how to follow the portal, and every feed and calendar with what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.catalog import keys
from thidua.catalog.entries import State
from thidua.model import addresses
from thidua.site.display import NamedLink, full_name
from thidua.site.feeds.channels import Channel, by_space
from thidua.site.feeds.head import channel_reads, channel_title
from thidua.site.layout import Frame, Theme, frame_reads
from thidua.site.outputs import Output, View
from thidua.site.reads import cards, unique
from thidua.site.values import Materials

TEMPLATE = "feeds.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """One list to follow: its page, the absolute addresses of its feeds by form, and what became of a former unit."""

    title: str
    page: str
    forms: tuple[NamedLink, ...]
    successor: NamedLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGroup:
    """The feeds of one kind of list, and whom they are for."""

    title: str
    purpose: str
    feeds: tuple[FeedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsPage:
    """What feeds.html shows; `opml` and `calendar` are absolute."""

    groups: tuple[FeedGroup, ...]
    opml: str
    calendar: str
    calendars: tuple[NamedLink, ...]
    full: bool


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the page."""
    catalog = materials.catalog
    named = (key for channel in materials.channels.values() for key in channel_reads(channel, catalog))
    reads = unique((*frame_reads(TEMPLATE), keys.FEEDS, keys.CHANNELS, keys.CLUSTERS, *cards(catalog.clusters), *named))
    yield Output(path=addresses.output_path(addresses.FEEDS), renderer="feeds", reads=reads)


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the page that lists every feed."""
    del output
    frame = Frame(view)
    words = frame.words
    groups = tuple(
        FeedGroup(
            title=words[f"feed_space_{space}"],
            purpose=words[f"feed_purpose_{space}"],
            feeds=tuple(_line(frame, channel) for channel in found),
        )
        for space, found in by_space(view[keys.CHANNELS]).items()
    )
    page = FeedsPage(
        groups=groups,
        opml=frame.links.absolute(addresses.OPML),
        calendar=frame.links.absolute(addresses.calendar(addresses.HOME)),
        calendars=tuple(
            NamedLink(title=card.title, href=frame.links.absolute(addresses.calendar(card.address)))
            for card in map(view.__getitem__, map(keys.card, view[keys.CLUSTERS]))
            if card.state is not State.WITHDRAWN
        ),
        full=view[keys.FEEDS].content == "full",
    )
    return frame.render(theme, TEMPLATE, frame.layout(title=words.feeds, address=addresses.FEEDS), page)


def _line(frame: Frame, channel: Channel) -> FeedLine:
    successor = channel.successor
    return FeedLine(
        title=channel_title(frame, channel),
        page=frame.href(channel.base),
        forms=tuple(NamedLink(title=frame.words[f"feed_form_{form}"], href=frame.links.absolute(to)) for form, to in channel.forms),
        successor=NamedLink(title=full_name(frame, successor, None), href=frame.href(addresses.below(addresses.UNITS, successor.id)))
        if successor
        else None,
    )
