"""The front page: the lead story, the newest of each section, and who leads the clusters this year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.catalog.history import Office
from thidua.model import addresses
from thidua.site import metadata
from thidua.site.display import Holder, Item, event_days, holders, quoted_items
from thidua.site.emblems import (
    NOTHING_DRAWN,
    Drawn,
    captioned,
    cluster_emblem,
    cluster_emblem_reads,
    emblem_of_model,
    entry_map,
    map_reads,
    model_reads,
)
from thidua.site.layout import Frame, Theme, frame_reads
from thidua.site.linked_data import bodies
from thidua.site.outputs import Output, View
from thidua.site.pages.fragments import Fragment, fragments
from thidua.site.reads import cards, office_reads, quotes, unique
from thidua.site.values import Materials

TEMPLATE = "home.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBlock:
    """One section on the front page; `emblems` are those of its items where these are models."""

    kind: str
    title: str
    href: str
    items: tuple[Item, ...]
    emblems: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterLead:
    """A cluster with its lead this year, else the last that a source names, as `post` says.

    Several hold it when one followed another or sources differ.
    """

    title: str
    href: str
    emblem: Markup
    post: str
    leads: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What home.html shows; a block without items is left out."""

    lead: Item | None
    lead_map: Drawn
    second: tuple[Item, ...]
    sections: tuple[SectionBlock, ...]
    clusters: tuple[ClusterLead, ...]
    emblems_caption: str
    upcoming: tuple[Item, ...]
    fragments: tuple[Fragment, ...]


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the front page."""
    yield Output(path="index.html", renderer="home", arguments=_sections(materials.catalog), reads=unique(_reads(materials.catalog)))


def _sections(catalog: Catalog) -> tuple[str, ...]:
    """Return the sections of the first level that have something to show."""
    return tuple(
        section.id
        for section in catalog.sections.values()
        if not section.parent and section.kind not in {"page", "cluster"} and catalog.queries[f"home/{section.id}"]
    )


def _reads(catalog: Catalog) -> Iterator[str]:
    yield from (*frame_reads(TEMPLATE), keys.YEAR, keys.COUNTED)
    dated = ("home/upcoming", *(f"home/{section}" for section in _sections(catalog)))
    for name in ("home/lead", "home/second", *dated):
        yield keys.query(name)
        yield from quotes(catalog.queries[name])
    for name in dated:
        yield from (keys.facts(entry) for entry in catalog.queries[name] if _is_conference(entry))
    for name in catalog.queries["home/lead"]:
        yield from map_reads(name)
    for section in _sections(catalog):
        for name in catalog.queries[f"home/{section}"]:
            if name.startswith("model/"):
                yield from model_reads(name, catalog)
    yield keys.query("kind/cluster")
    yield from cards(catalog.queries["kind/cluster"])
    yield from map(keys.section, _sections(catalog))
    for cluster in catalog.queries["kind/cluster"]:
        yield f"lead:{cluster}"
        yield from cluster_emblem_reads(cluster)
        office = catalog.histories[cluster].latest(catalog.year, "lead")
        if office:
            yield from office_reads(office, catalog)


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the front page."""
    frame = Frame(view)
    leading = view[keys.query("home/lead")]
    clusters = tuple(_cluster(frame, cluster) for cluster in view[keys.query("kind/cluster")])
    lead = quoted_items(frame, leading)
    sections = tuple(_block(frame, section) for section in output.arguments)
    emblems = (*(cluster.emblem for cluster in clusters), *(drawn for section in sections for drawn in section.emblems))
    page = HomePage(
        lead_map=entry_map(frame, leading[0]) if leading else NOTHING_DRAWN,
        lead=lead[0] if lead else None,
        second=quoted_items(frame, view[keys.query("home/second")]),
        sections=sections,
        clusters=clusters,
        emblems_caption=next((captioned(frame, drawn).caption for drawn in emblems if drawn), ""),
        upcoming=tuple(_with_event(frame, entry) for entry in view[keys.query("home/upcoming")]),
        fragments=tuple(fragment for fragment in fragments(frame) if fragment.address == frame.href(addresses.MOST_READ)),
    )
    newest = metadata.of_list((item.day_iso for item in (*lead, *page.second)), card=addresses.HOME)
    layout = frame.layout(title=frame.site.title, address=addresses.HOME, particulars=newest, nodes=bodies.website(frame))
    return frame.render(theme, TEMPLATE, layout, page)


def _block(frame: Frame, name: str) -> SectionBlock:
    section = frame.view[keys.section(name)]
    shown = frame.view[keys.query(f"home/{name}")]
    return SectionBlock(
        kind=section.kind,
        title=section.title,
        href=frame.href(section.address),
        items=tuple(_with_event(frame, entry) for entry in shown),
        emblems=tuple(emblem_of_model(frame, entry) for entry in shown) if section.kind == "model" else (),
    )


def _is_conference(entry: str) -> bool:
    return entry.startswith("conference/")


def _with_event(frame: Frame, entry: str) -> Item:
    """Return a list item; that of a conference says when the event was, which readers look for, not when it was told."""
    (shown,) = quoted_items(frame, (entry,))
    if not _is_conference(entry):
        return shown
    event = frame.view[keys.facts(entry)].event
    start = event.start
    iso = start.first.isoformat() if start and start.day else ""
    return replace(shown, day=event_days(frame, start, event.end) or frame.words.date_unknown, day_iso=iso)


def _cluster(frame: Frame, cluster: str) -> ClusterLead:
    card, words = frame.view[keys.card(cluster)], frame.words
    office: Office | None = frame.view[f"lead:{cluster}"]
    this: int = frame.view[keys.YEAR]
    last = office.year if office and office.year != this else None
    return ClusterLead(
        title=card.title,
        href=frame.href(card.address),
        emblem=cluster_emblem(frame, cluster, named=False),
        post=words.fill("lead_last_known", year=last) if last else words.fill("lead_of_year", year=this),
        leads=holders(frame, office, date(last, 12, 31) if last else None),
    )
