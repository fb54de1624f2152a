"""Which pages have a social card, and what stands on it.

A card reads its title, its place on the map and the portal's settings: neither an edited text nor another article makes it stale. An entry
that was withdrawn has none. Drawing is imported when the first card is drawn: Pillow takes longer to load than a small build takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from thidua import vietnamese
from thidua.catalog import keys
from thidua.catalog.entries import Card, State
from thidua.catalog.whereabouts import NOWHERE, Whereabouts
from thidua.model import addresses
from thidua.model.registers import Movement, Unit
from thidua.site.display import full_name, sentence_case
from thidua.site.layout import Frame, Theme
from thidua.site.outputs import Output, View
from thidua.site.values import Materials

HOME = "home"
"""The subject of the portal's own card, which pages without one of their own show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What stands on a card: a map where `where` has a tile or `land` wants one; `kinds` and `caption` explain it."""

    label: str
    title: str
    text: str
    portal: str
    notice: str
    where: Whereabouts
    land: bool
    kinds: Explained
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What filled, ringed and red tiles are called."""

    members: str
    hosts: str
    places: str


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the cards of the home page and of every entry, unit and movement, unless the site wants none."""
    catalog = materials.catalog
    if not catalog.config.images.cards:
        return
    yield _card(HOME, addresses.HOME)
    for entry in catalog.entries.values():
        if entry.state is not State.WITHDRAWN:
            yield _card(entry.id, entry.address, keys.card(entry.id), keys.where(entry.id))
    for unit in catalog.registers.units:
        yield _card(f"unit/{unit}", addresses.below(addresses.UNITS, unit), keys.register("unit", unit), keys.where(f"unit/{unit}"))
    for movement in catalog.registers.movements:
        yield _card(f"movement/{movement}", addresses.below(addresses.MOVEMENTS, movement), keys.register("movement", movement))


def _card(subject: str, page: str, *reads: str) -> Output:
    return Output(path=addresses.output_path(addresses.card(page)), renderer="card", subject=subject, reads=(keys.SITE, *reads))


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return a card as a PNG file."""
    del theme
    from thidua.site.social import composing  # noqa: PLC0415 # see the module

    return composing.draw(_content(Frame(view), output.subject))


def _content(frame: Frame, subject: str) -> Content:
    words, site, view = frame.words, frame.site, frame.view
    label, title, text, portal = "", site.title, "", site.title
    where = NOWHERE
    space, _, name = subject.partition("/")
    if subject == HOME:
        label, text, portal = site.owner.name, site.description, urlsplit(site.base_url).netloc
    elif space == "unit":
        unit: Unit = view[keys.register("unit", name)]
        label, title, where = words.units, sentence_case(full_name(frame, unit, unit.last_day)), view[keys.where(subject)]
    elif space == "movement":
        movement: Movement = view[keys.register("movement", name)]
        period = movement.period.label(site.language) if movement.period else ""
        label, title = " · ".join(filter(None, (words.movements, period))), movement.name
    else:
        card: Card = view[keys.card(subject)]
        day = vietnamese.short_date(card.when.date(), site.language) if card.when else ""
        label = " · ".join(filter(None, (words[f"kind_{card.kind}"] if card.kind != "page" else "", day)))
        title, where = card.title, view[keys.where(subject)]
    return Content(
        label=label,
        title=title,
        text=text,
        portal=portal,
        notice=site.notice or "",
        where=where,
        land=subject == HOME,
        kinds=Explained(members=words.card_members, hosts=words.card_hosts, places=words.card_places),
        caption=words.map_caption,
    )
