"""Pages about the site itself: corrections, text site map, not found, and redirects from old addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Card
from thidua.model import addresses
from thidua.model.kinds import Front
from thidua.site import templating
from thidua.site.display import NamedLink
from thidua.site.layout import Frame, Theme, frame_reads
from thidua.site.outputs import Output, View
from thidua.site.pages.groups import names
from thidua.site.pages.lists import GROUP_BASES, redirect
from thidua.site.reads import cards, unique
from thidua.site.values import Materials

CORRECTIONS = "corrections.html"
SITE_MAP = "site_map.html"
NOT_FOUND = "not_found.html"
REDIRECT = "redirect.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine:
    """A correction or withdrawal, with the article it belongs to."""

    title: str
    href: str
    heading: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage:
    """What corrections.html shows, newest first."""

    lines: tuple[CorrectionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBlock:
    """One block of the text site map; `href` leads to the page that lists all of it, where there is one."""

    title: str
    href: str | None
    links: tuple[NamedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMapPage:
    """What site_map.html shows."""

    blocks: tuple[MapBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage:
    """What not_found.html shows: ways on from here."""

    links: tuple[NamedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage:
    """What redirect.html shows: `target` is a link on the site, `canonical` the same in full."""

    target: str
    canonical: str
    language: str
    site_title: str
    home: str


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the pages about the site, and a redirect for every old address."""
    catalog = materials.catalog
    corrected = catalog.queries["corrections"]
    yield Output(
        path=addresses.output_path(addresses.CORRECTIONS),
        renderer="corrections",
        reads=unique((*frame_reads(CORRECTIONS), keys.query("corrections"), *cards(corrected), *map(keys.front, corrected))),
    )
    yield Output(path=addresses.output_path(addresses.SITE_MAP), renderer="site-map", reads=unique(_map_reads(catalog)))
    yield Output(path=addresses.output_path(addresses.NOT_FOUND), renderer="not-found", reads=frame_reads(NOT_FOUND))
    for old, new in catalog.redirects.items():
        yield redirect(old, new)


def render_corrections(view: View, output: Output, theme: Theme) -> bytes:
    """Return all corrections and withdrawals."""
    del output
    frame = Frame(view)
    lines: list[tuple[str, CorrectionLine]] = []
    for entry in view[keys.query("corrections")]:
        card: Card = view[keys.card(entry)]
        front: Front = view[keys.front(entry)]
        href = frame.href(card.address)
        for note in front.corrections:
            heading = frame.words.fill("correction_on", date=frame.day(note.date))
            lines.append((note.date.isoformat(), CorrectionLine(title=card.title, href=href, heading=heading, note=note.note)))
        if front.withdrawn:
            heading = frame.words.fill("withdrawn", date=frame.day(front.withdrawn.date))
            day = front.withdrawn.date.isoformat()
            lines.append((day, CorrectionLine(title=card.title, href=href, heading=heading, note=front.withdrawn.reason)))
    lines.sort(key=lambda line: line[0], reverse=True)
    layout = frame.layout(title=frame.words.corrections, address=addresses.CORRECTIONS)
    return frame.render(theme, CORRECTIONS, layout, CorrectionsPage(lines=tuple(line for _, line in lines)))


def _map_reads(catalog: Catalog) -> Iterator[str]:
    yield from frame_reads(SITE_MAP)
    yield "listed-sections:"
    yield from map(keys.section, catalog.listed_sections)
    yield keys.query("kind/cluster")
    yield from cards(catalog.queries["kind/cluster"])
    for space in ("movement", "series", "tag", "person", "author"):
        yield f"names:{space}"
        yield from (f"{space}:{name}" for name in names(space, catalog))
    yield "archive-years:"


def render_site_map(view: View, output: Output, theme: Theme) -> bytes:
    """Return the text site map: the ways to everything, not everything."""
    del output
    frame = Frame(view)
    words = frame.words
    page = SiteMapPage(blocks=tuple(_map_blocks(frame)))
    return frame.render(theme, SITE_MAP, frame.layout(title=words.site_map, address=addresses.SITE_MAP), page)


def _map_blocks(frame: Frame) -> Iterator[MapBlock]:
    """Yield the blocks of the site map: the ways to everything, as far as there is something."""
    view, words = frame.view, frame.words
    sections = [view[keys.section(name)] for name in view["listed-sections:"]]
    blocks = [
        MapBlock(
            title=words.sections,
            href=None,
            links=tuple(NamedLink(title=item.title, href=frame.href(item.address)) for item in sections),
        ),
        MapBlock(title=words.clusters, href=None, links=_entries(frame, "kind/cluster")),
        _group_block(frame, "movement", words.movements, addresses.MOVEMENTS),
        _group_block(frame, "series", words.series, addresses.SERIES),
        _group_block(frame, "tag", words.tags, addresses.TAGS),
        _group_block(frame, "person", words.people, addresses.PEOPLE),
        _group_block(frame, "author", words.authors, addresses.AUTHORS),
        MapBlock(title=words.archive, href=frame.href(addresses.ARCHIVE), links=_years(frame)),
        MapBlock(title=words.pages, href=None, links=tuple(_pages(frame))),
    ]
    yield from (block for block in blocks if block.links)


def _pages(frame: Frame) -> Iterator[NamedLink]:
    """Yield the pages about the portal that have no block of their own."""
    shown = {*GROUP_BASES.values(), addresses.SITE_MAP, addresses.ARCHIVE}
    pairs = (*frame.view[keys.PAGES], (frame.words.calendar, addresses.calendar(addresses.HOME)))
    yield from (NamedLink(title=title, href=frame.href(to)) for title, to in pairs if to not in shown)


def _entries(frame: Frame, query: str) -> tuple[NamedLink, ...]:
    found = [frame.view[keys.card(name)] for name in frame.view[keys.query(query)]]
    return tuple(NamedLink(title=card.title, href=frame.href(card.address)) for card in found)


def _group_block(frame: Frame, space: str, title: str, base: str) -> MapBlock:
    links = []
    for name in frame.view[f"names:{space}"]:
        record = frame.view[f"{space}:{name}"]
        links.append(NamedLink(title=record if isinstance(record, str) else record.name, href=frame.href(addresses.below(base, name))))
    return MapBlock(title=title, href=frame.href(base), links=tuple(links))


def _years(frame: Frame) -> tuple[NamedLink, ...]:
    return tuple(
        NamedLink(title=frame.words.fill("archive_year", year=year), href=frame.href(addresses.year(int(year))))
        for year in frame.view["archive-years:"]
    )


def render_not_found(view: View, output: Output, theme: Theme) -> bytes:
    """Return the page for addresses that do not exist."""
    del output
    frame = Frame(view)
    words = frame.words
    pairs = (
        (words.home, addresses.HOME),
        *([(words.search, addresses.SEARCH)] if frame.site.search else []),
        (words.site_map, addresses.SITE_MAP),
        (words.archive, addresses.ARCHIVE),
    )
    page = NotFoundPage(links=tuple(NamedLink(title=title, href=frame.href(address)) for title, address in pairs))
    layout = frame.layout(title=words.not_found, address=addresses.NOT_FOUND, indexed=False)
    return frame.render(theme, NOT_FOUND, layout, page)


def render_text(view: View, output: Output, theme: Theme) -> bytes:
    """Return a style sheet or a script, in which names are put right already."""
    del theme
    text: str = view[output.reads[0]]
    return text.encode()


def render_redirect(view: View, output: Output, theme: Theme) -> bytes:
    """Return a page that leads on to a new address, with and without the browser's help."""
    site = view[keys.SITE]
    links = addresses.Links(site.base_url)
    target = output.arguments[0]
    page = RedirectPage(
        target=links.href(target),
        canonical=links.absolute(target),
        language=site.language,
        site_title=site.title,
        home=links.href(addresses.HOME),
    )
    view[f"template:{REDIRECT}"]
    return templating.template(theme.templates, theme.language, theme.version, REDIRECT).render(page=page).encode()
