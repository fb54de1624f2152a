"""The fronts of sections: their newest entries, and the sections below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from thidua.catalog import keys
from thidua.model import addresses
from thidua.model.kinds import Kind
from thidua.site import metadata
from thidua.site.display import NamedLink
from thidua.site.emblems import captioned, cluster_emblem, cluster_emblem_reads, emblem_of_model, model_reads
from thidua.site.layout import Follow, Frame, Theme, frame_reads
from thidua.site.outputs import Output, View
from thidua.site.pages.lists import Listing, front_reads, listing, page_count, plan_pages
from thidua.site.reads import unique
from thidua.site.values import Materials

TEMPLATE = "section.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """What section.html shows; `emblems` are those of the listed entries where these are clusters or models."""

    title: str
    description: str
    children: tuple[NamedLink, ...]
    listing: Listing
    emblems: tuple[Markup, ...]
    emblems_caption: str
    feed: str | None


def plan(materials: Materials) -> Iterator[Output]:
    """Yield every section's front and numbered pages; the section of pages has no list."""
    catalog = materials.catalog
    for section in catalog.sections.values():
        if section.kind == "page":
            continue
        name, base = f"section/{section.id}", catalog.section_address(section.id)
        own = (keys.section(section.id),)
        yield Output(
            path=addresses.output_path(base),
            renderer="section",
            subject=section.id,
            arguments=(page_count(name, materials),),
            reads=unique((*frame_reads(TEMPLATE), *own, *front_reads(name, materials), *_emblem_reads(section.kind, name, materials))),
        )
        yield from plan_pages(name, base, own, materials)


def _emblem_reads(kind: Kind, name: str, materials: Materials) -> Iterator[str]:
    """Yield what the emblems on the front of a list read."""
    shown = materials.slices[name].front if name in materials.slices else ()
    for entry in shown:
        if kind == "cluster":
            yield from cluster_emblem_reads(entry)
        elif kind == "model":
            yield from model_reads(entry, materials.catalog)


def _emblems(frame: Frame, kind: Kind, name: str) -> tuple[Markup, ...]:
    """Return the emblems of the entries on the front of a list, if their kind has any."""
    shown = frame.view[keys.query(f"front/{name}")] if kind in {"cluster", "model"} else ()
    return tuple(cluster_emblem(frame, entry, named=False) if kind == "cluster" else emblem_of_model(frame, entry) for entry in shown)


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return a section's front."""
    frame = Frame(view)
    section = view[keys.section(output.subject)]
    name = f"section/{section.id}"
    emblems = _emblems(frame, section.kind, name)
    feed = addresses.feed(section.address) if section.kind != "cluster" else None
    page = SectionPage(
        title=section.title,
        description=section.description or "",
        children=tuple(NamedLink(title=title, href=frame.href(address)) for title, address in section.children),
        listing=listing(frame, name, section.address, output.arguments[0]),
        emblems=emblems,
        emblems_caption=next((captioned(frame, emblem).caption for emblem in emblems if emblem), ""),
        feed=frame.href(feed) if feed else None,
    )
    layout = frame.layout(
        title=section.title,
        address=section.address,
        trail=section.trail[:-1],
        description=section.description or "",
        follow=Follow(title=section.title, base=section.address, wide=True) if feed else None,
        particulars=metadata.of_list(item.day_iso for item in page.listing.items),
    )
    return frame.render(theme, TEMPLATE, layout, page)
