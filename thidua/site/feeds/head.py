"""What a feed says of itself, whichever its form: whose it is, what it carries, where it lives and where it lives on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.model import addresses
from thidua.model.registers import Unit
from thidua.site.display import full_name, sentence_case, unit_title
from thidua.site.feeds.channels import Channel
from thidua.site.feeds.texts import plain
from thidua.site.layout import Frame
from thidua.site.reads import unit_reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A feed as it introduces itself; addresses are full, texts plain.

    `addresses` are its own, by form; `related` are pages to follow instead, with their titles: of the unit that a former one became.
    """

    title: str
    description: str
    page: str
    addresses: Mapping[str, str]
    language: str
    owner: str
    email: str
    hubs: tuple[str, ...]
    related: tuple[tuple[str, str], ...]


def head(frame: Frame, channel: Channel) -> Head:
    """Return what a feed says of itself."""
    site, links = frame.site, frame.links
    hub: str | None = frame.view[keys.FEEDS].hub
    name = channel_title(frame, channel)
    successor = channel.successor
    return Head(
        title=plain(site.title if channel.space == "latest" else f"{site.title} – {name}"),
        description=plain(_description(frame, channel, name)),
        page=links.absolute(channel.base),
        addresses={form: links.absolute(address) for form, address in channel.forms},
        language=site.language,
        owner=plain(site.owner.name),
        email=site.owner.email,
        hubs=(hub,) if hub else (),
        related=((links.absolute(_page_of(successor)), sentence_case(full_name(frame, successor, None))),)
        if successor and channel.followed
        else (),
    )


def channel_title(frame: Frame, channel: Channel) -> str:
    """Return the name of the list that a feed carries; a unit's as its page is called."""
    return sentence_case(unit_title(frame, channel.unit)) if channel.unit else channel.title


def channel_reads(channel: Channel, catalog: Catalog) -> Iterator[str]:
    """Yield what the name of a list reads."""
    if channel.unit:
        yield from unit_reads((channel.unit.id,), catalog)


def _description(frame: Frame, channel: Channel, name: str) -> str:
    words = frame.words
    said = channel.description or (name if channel.space == "latest" else words.fill(f"feed_carries_{channel.space}", name=name))
    unit, successor = channel.unit, channel.successor
    if unit and unit.last_day and successor:
        until = frame.day(unit.last_day)
        known = "feed_followed" if channel.followed else "feed_succeeded"
        said += " " + words.fill(known, date=until, name=full_name(frame, successor, None))
    return said


def _page_of(unit: Unit) -> str:
    return addresses.below(addresses.UNITS, unit.id)
