"""Entries' own pages: news, conferences, models, documents, and pages outside the news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from thidua import vietnamese
from thidua.catalog import keys
from thidua.catalog.addressing import short_name
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Card, ConferenceFacts, Entry, State
from thidua.catalog.queries import ALONE, Around
from thidua.catalog.resolve import days_of
from thidua.model import addresses
from thidua.model.kinds import Article, Conference, Front, Model
from thidua.site import metadata
from thidua.site.beside import attachments, gallery, origin_line, stated_time
from thidua.site.bodies import body_reads, resolve_body
from thidua.site.display import Item, NamedLink, items, long_time, machine_time, unit_name
from thidua.site.emblems import NOTHING_DRAWN, Drawn, captioned, conference_emblem, model_emblem, scene_reads
from thidua.site.layout import Follow, Frame, Theme, frame_reads
from thidua.site.linked_data import articles as linked_data
from thidua.site.outputs import Output, View
from thidua.site.pages.boxes import Box, fact_boxes
from thidua.site.pages.counts import LegendItem, award_legend
from thidua.site.pages.facts import FactBox
from thidua.site.pages.fragments import Fragment, fragments
from thidua.site.pictures import PictureShown, picture
from thidua.site.reads import cards, reads_of, source_reads, unique
from thidua.site.sharing import Sharing, sharing
from thidua.site.values import Materials, SectionInfo

TEMPLATE = "article.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source of a compiled article."""

    name: str
    author: str
    published: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionShown:
    """One correction."""

    heading: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an article is about: links to units, clusters or movements, under a label."""

    label: str
    links: tuple[NamedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """What article.html shows; texts are plain, `body` is sanitised HTML, `enlarges` that it has a gallery."""

    name: str
    kind: str
    dated: bool
    section: NamedLink
    title: str
    summary: str
    when: str
    when_iso: str
    updated: str
    authors: tuple[NamedLink, ...]
    photos_by: str
    origin: str
    origin_href: str | None
    origin_detail: str
    reading_time: str
    emblem: Drawn
    award_legend: tuple[LegendItem, ...]
    picture: PictureShown | None
    facts: Box
    details: Box
    body: Markup
    enlarges: bool
    gallery: tuple[PictureShown, ...]
    attachments: tuple[NamedLink, ...]
    sources: tuple[SourceLine, ...]
    corrections: tuple[CorrectionShown, ...]
    withdrawn: str
    withdrawn_reason: str
    expired: bool
    series: NamedLink | None
    earlier: tuple[Item, ...]
    about: tuple[About, ...]
    tags: tuple[NamedLink, ...]
    related: tuple[Item, ...]
    older: tuple[Item, ...]
    newer: Item | None
    sharing: Sharing
    fragments: tuple[Fragment, ...]


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the page of every entry but clusters, which have dossiers."""
    catalog = materials.catalog
    for entry in catalog.entries.values():
        if entry.kind != "cluster":
            yield Output(
                path=addresses.output_path(entry.address),
                renderer="article",
                subject=entry.id,
                reads=unique(_reads(entry, catalog)),
            )


def _reads(entry: Entry, catalog: Catalog) -> Iterator[str]:
    yield from frame_reads(TEMPLATE)
    yield from (keys.card(entry.id), keys.summary(entry.id), keys.front(entry.id), keys.section(entry.section))
    if entry.state is not State.WITHDRAWN:
        yield from body_reads(entry)
        yield f"words:{entry.id}"
    if entry.dated:
        yield keys.COUNTED
    if entry.state is State.WITHDRAWN:
        return
    yield from reads_of(entry.references, catalog)
    yield from scene_reads(entry.id, catalog)
    yield from (keys.tag(short_name(tag)) for tag in entry.topics.tags if entry.state is State.LIVE)
    if entry.dated:
        yield keys.around(entry.id)
        for ids in catalog.queries.around.get(entry.id, ALONE):
            yield from cards(ids)
    for name in _COMPUTED.get(entry.kind, ()):
        found = catalog.queries[f"{name}/{entry.id}"]
        yield keys.query(f"{name}/{entry.id}")
        yield from cards(found)
        for other in found if name == "presented" else ():
            yield keys.facts(other)
            facts = catalog.facts(other)
            if isinstance(facts, ConferenceFacts):
                yield from (key for item in facts.models if item.model == entry.id for key in source_reads(item.source))
    if entry.kind == "document":
        yield f"force:{entry.id}"


_COMPUTED = {"model": ("presented", "honoured"), "document": ("amended-by", "replaced-by")}


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return one entry's page."""
    frame = Frame(view)
    entry = output.subject
    card: Card = view[keys.card(entry)]
    front: Front = view[keys.front(entry)]
    section = view[keys.section(card.section)]
    trail = section.trail if card.kind != "page" else ()
    tags = _tag_names(frame, card, front)
    layout = frame.layout(
        title=card.title,
        address=card.address,
        trail=trail,
        description=view[keys.summary(entry)],
        follow=Follow(title=section.title, base=section.address, wide=True) if trail else None,
        indexed=card.state is State.LIVE,
        particulars=metadata.of_entry(card, front, section=section.title, tags=tags, zone=frame.site.zone),
        nodes=linked_data.article(frame, card, front, tags=tags, section=section.title),
    )
    return frame.render(theme, TEMPLATE, layout, _page(frame, card, front))


def _page(frame: Frame, card: Card, front: Front) -> ArticlePage:
    view, words, entry = frame.view, frame.words, card.id
    withdrawn = front.withdrawn
    article = front if isinstance(front, Article) else None
    listed = article is not None and not withdrawn
    updated = getattr(front, "updated", None)
    section: SectionInfo = view[keys.section(card.section)]
    facts, details = fact_boxes(() if withdrawn else FactBox.of(frame, entry, front).rows(front))
    around: Around = view[keys.around(entry)] if listed else ALONE
    origin, origin_href, origin_detail = origin_line(frame, article.source if article else None)
    body = "" if withdrawn else view[keys.body(entry)]
    opens = not front.image  # so that the body's first picture is the page's
    return ArticlePage(
        name=entry.partition("/")[2],
        kind=card.kind,
        dated=article is not None,
        section=NamedLink(title=section.title, href=frame.href(section.address)),
        title=card.title,
        summary="" if withdrawn else front.summary or "",
        when=long_time(card.when.date() if card.day_only else card.when, frame) if card.when else "",
        when_iso=machine_time(card),
        updated=stated_time(updated, frame) if updated and not withdrawn else "",
        authors=_authors(frame, article, live=card.state is State.LIVE),
        photos_by=(article.photos_by or "") if article and not withdrawn else "",
        origin="" if withdrawn else origin,
        origin_href=origin_href,
        origin_detail=origin_detail,
        reading_time="" if withdrawn else words.fill("reading_time", minutes=vietnamese.reading_minutes(view[f"words:{entry}"])),
        emblem=NOTHING_DRAWN if withdrawn else _emblem(frame, entry, front),
        award_legend=award_legend(frame, front.awards) if isinstance(front, Conference) and front.awards and not withdrawn else (),
        picture=None if withdrawn or not front.image else picture(frame, front.image, first=True),
        facts=facts,
        details=details,
        body=resolve_body(frame, body, opens=opens),
        enlarges=bool(front.gallery) or 'class="gallery"' in body,
        gallery=()
        if withdrawn
        else tuple(
            picture(frame, one, first=opens and not number and not body, thumbnail=True) for number, one in enumerate(gallery(front))
        ),
        attachments=() if withdrawn else attachments(frame, front),
        sources=() if withdrawn else _sources(frame, front),
        corrections=tuple(
            CorrectionShown(heading=words.fill("correction_on", date=frame.day(note.date)), note=note.note) for note in front.corrections
        ),
        withdrawn=words.fill("withdrawn", date=frame.day(withdrawn.date)) if withdrawn else "",
        withdrawn_reason=withdrawn.reason if withdrawn else "",
        expired=card.state is State.EXPIRED,
        series=None if withdrawn else _series(frame, front),
        earlier=items(frame, around.earlier),
        about=() if withdrawn else tuple(_about(frame, front)),
        tags=_tags(frame, front) if card.state is State.LIVE else (),
        related=items(frame, around.related),
        older=items(frame, around.older),
        newer=next(iter(items(frame, around.newer)), None),
        sharing=sharing(frame, card.title, card.address),
        fragments=fragments(frame) if article else (),
    )


def _emblem(frame: Frame, entry: str, front: Front) -> Drawn:
    """Return the emblem of a conference or a model; other articles have none."""
    if isinstance(front, Conference):
        return captioned(frame, conference_emblem(frame, entry, front.event, front.awards))
    if isinstance(front, Model):
        return captioned(frame, model_emblem(frame, entry, front.subject, front.field, front.place))
    return NOTHING_DRAWN


def _authors(frame: Frame, article: Article | None, *, live: bool) -> tuple[NamedLink, ...]:
    if article is None:
        return ()
    return tuple(
        NamedLink(title=author, href=frame.href(addresses.below(addresses.AUTHORS, short_name(author))) if live else "")
        for author in article.author
    )


def _sources(frame: Frame, front: Front) -> tuple[SourceLine, ...]:
    return tuple(
        SourceLine(
            name=source.name,
            author=source.author or "",
            published=stated_time(source.published, frame) if source.published else "",
            url=source.url,
        )
        for source in front.sources
    )


def _series(frame: Frame, front: Front) -> NamedLink | None:
    if not front.series:
        return None
    record = frame.view[keys.register("series", front.series)]
    return NamedLink(title=record.title, href=frame.href(addresses.below(addresses.SERIES, front.series)))


def _about(frame: Frame, front: Front) -> Iterator[About]:
    """Yield the units, clusters and movements that an editor named; units as they were called on the day that is meant."""
    words, view = frame.words, frame.view
    meant = days_of(front)
    units = [unit_name(frame, name, meant[0] if meant else None) for name in dict.fromkeys(front.units)]
    cards = [view[keys.card(name)] for name in dict.fromkeys(front.clusters)]
    movements = [view[keys.register("movement", name)] for name in dict.fromkeys(front.movements)]
    found = (
        (words.units, [NamedLink(title=unit.name, href=unit.href) for unit in units]),
        (words.clusters, [NamedLink(title=card.title, href=frame.href(card.address)) for card in cards if card]),
        (
            words.movements,
            [NamedLink(title=item.name, href=frame.href(addresses.below(addresses.MOVEMENTS, item.id))) for item in movements],
        ),
    )
    yield from (About(label=label, links=tuple(links)) for label, links in found if links)


def _tag_names(frame: Frame, card: Card, front: Front) -> tuple[str, ...]:
    """Return the tags of a live entry as first written."""
    names = dict.fromkeys(short_name(tag) for tag in front.tags) if card.state is State.LIVE else {}
    return tuple(frame.view[keys.tag(name)] for name in names)


def _tags(frame: Frame, front: Front) -> tuple[NamedLink, ...]:
    names = dict.fromkeys(short_name(tag) for tag in front.tags)
    return tuple(NamedLink(title=frame.view[keys.tag(name)], href=frame.href(addresses.below(addresses.TAGS, name))) for name in names)
