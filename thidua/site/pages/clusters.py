"""Cluster dossiers: members as attested, who led when, meetings, awards, and the articles about the cluster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from thidua.catalog import keys
from thidua.catalog.awards import AwardRow
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Card, Entry, State
from thidua.catalog.history import History, Office
from thidua.catalog.meetings import Account, Meeting
from thidua.model import addresses
from thidua.model.kinds import Cluster
from thidua.model.records import Member
from thidua.site import metadata
from thidua.site.bodies import body_reads, resolve_body
from thidua.site.display import Holder, Mark, NamedLink, Row, Shown, UnitName, event_days, holders, mark, sentence_case, unit_name
from thidua.site.emblems import NOTHING_DRAWN, Drawn, captioned, cluster_emblem, cluster_emblem_reads
from thidua.site.layout import Follow, Frame, Theme, frame_reads
from thidua.site.linked_data import bodies
from thidua.site.outputs import Output, View
from thidua.site.pages import dossier
from thidua.site.pages.awards import AwardTable, award_reads, award_table
from thidua.site.pages.counts import Counts, LegendItem, counts_by_year
from thidua.site.pages.dossier import DayLine, MemberMap
from thidua.site.pages.facts import FactBox
from thidua.site.pages.lists import Listing, front_reads, listing, page_count, plan_pages
from thidua.site.reads import cards, office_reads, reads_of, source_reads, unique, unit_reads
from thidua.site.values import Materials

TEMPLATE = "cluster.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member: its name at the time, when sources attest it, what it is now."""

    unit: UnitName
    seen: str
    period: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """One year (or period) of leadership; empty where no source names anybody."""

    when: str
    lead: tuple[Holder, ...]
    deputy: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """One meeting with the articles that tell of it; several days or hosts only when sources differ, none when no source names one."""

    type: str
    covers: str
    days: tuple[Shown, ...]
    hosts: tuple[Shown, ...]
    articles: tuple[NamedLink, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterPage:
    """What cluster.html shows."""

    name: str
    title: str
    summary: str
    withdrawn: str
    withdrawn_reason: str
    rows: tuple[Row, ...]
    following: tuple[NamedLink, ...]
    members: tuple[MemberLine, ...]
    members_note: str
    members_seen: bool
    members_now: bool
    members_complete: bool
    terms: tuple[TermLine, ...]
    meetings: tuple[MeetingLine, ...]
    emblem: Drawn
    map: MemberMap
    ribbon: Markup
    days_led: tuple[DayLine, ...]
    strip: Markup
    strip_legend: tuple[LegendItem, ...]
    counts: tuple[Counts, ...]
    awards: AwardTable
    nominations: AwardTable
    body: Markup
    listing: Listing


def plan(materials: Materials) -> Iterator[Output]:
    """Yield every cluster's dossier and the numbered pages of its articles."""
    for entry in materials.catalog.entries.values():
        if entry.kind == "cluster":
            name = f"cluster/{entry.id}"
            yield Output(
                path=addresses.output_path(entry.address),
                renderer="cluster",
                subject=entry.id,
                arguments=(page_count(name, materials),),
                reads=unique(_reads(entry, name, materials)),
            )
            own = (keys.card(entry.id), keys.section(entry.section))
            yield from plan_pages(name, entry.address, own, materials)


def _reads(entry: Entry, name: str, materials: Materials) -> Iterator[str]:
    catalog = materials.catalog
    yield from frame_reads(TEMPLATE)
    yield from (keys.card(entry.id), keys.summary(entry.id), keys.front(entry.id), keys.section(entry.section), keys.history(entry.id))
    yield keys.YEAR
    if entry.state is not State.WITHDRAWN:
        yield from cluster_emblem_reads(entry.id)
        yield from body_reads(entry)
        yield from reads_of(entry.references, catalog)
    history = catalog.histories[entry.id]
    for office in history.offices:
        yield from office_reads(office, catalog)
    for meeting in history.meetings:
        yield from _meeting_reads(meeting, catalog)
    yield f"cluster-awards:{entry.id}"
    yield from award_reads(row for row in catalog.awards if row.cluster == entry.id)
    yield from front_reads(name, materials)


def _meeting_reads(meeting: Meeting, catalog: Catalog) -> Iterator[str]:
    """Yield what showing a meeting reads: its articles, its hosts, and the entries that are the sources."""
    yield from cards(meeting.entries)
    yield from source_reads(meeting.event.source)
    for account in meeting.days:
        yield from source_reads(account.event.source)
    for account in meeting.hosts:
        place = account.event.place
        yield from unit_reads((account.host,) if account.host else (), catalog)
        yield from source_reads((place.source if place else None) or account.event.source)


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return one cluster's dossier."""
    frame = Frame(view)
    card: Card = view[keys.card(output.subject)]
    section = view[keys.section(card.section)]
    page = _page(frame, card, output.arguments[0])
    layout = frame.layout(
        title=card.title,
        address=card.address,
        trail=section.trail,
        description=view[keys.summary(output.subject)],
        follow=Follow(title=card.title, base=card.address, feed=page.listing.dated, calendar=not page.withdrawn),
        indexed=card.state is State.LIVE,
        nodes=bodies.cluster(frame, card, view[keys.front(card.id)]),
        particulars=metadata.of_entry(card, view[keys.front(card.id)], section=section.title, tags=(), zone=frame.site.zone),
    )
    return frame.render(theme, TEMPLATE, layout, page)


def _page(frame: Frame, card: Card, count: str) -> ClusterPage:
    view, words, entry = frame.view, frame.words, card.id
    front: Cluster = view[keys.front(entry)]
    withdrawn = front.withdrawn
    history: History = view[keys.history(entry)]
    rows: tuple[AwardRow, ...] = view[f"cluster-awards:{entry}"]
    given = [row for row in rows if row.standing != "nominated"]
    until = _until(frame, front)
    members, note = _without_shared_note(() if withdrawn else tuple(_member(frame, entry, member) for member in front.members))
    return ClusterPage(
        name=entry.partition("/")[2],
        title=card.title,
        summary="" if withdrawn else front.summary or "",
        withdrawn=words.fill("withdrawn", date=frame.day(withdrawn.date)) if withdrawn else "",
        withdrawn_reason=withdrawn.reason if withdrawn else "",
        rows=() if withdrawn else tuple(_rows(frame, entry, front)),
        following=() if withdrawn else tuple(_following(frame, card, fed=bool(view[keys.query(f"front/cluster/{entry}")]))),
        members=members,
        members_note=note,
        members_seen=any(member.seen or member.period for member in members),
        members_now=any(member.unit.now or member.unit.still_there for member in members),
        members_complete=front.members_complete,
        terms=tuple(_terms(frame, history, until)),
        meetings=tuple(_meeting(frame, meeting) for meeting in history.meetings),
        emblem=NOTHING_DRAWN if withdrawn else captioned(frame, cluster_emblem(frame, entry)),
        map=dossier.NO_MAP if withdrawn else dossier.member_map(frame, entry, front, history),
        ribbon=dossier.term_ribbon(frame, history, until),
        days_led=dossier.days_led(frame, history),
        strip=dossier.meeting_strip(frame, history),
        strip_legend=tuple(LegendItem(sign=sign, text=words[f"type_{kind}"]) for sign, kind in dossier.legend(history)),
        counts=counts_by_year(frame, rows),
        awards=award_table(frame, given),
        nominations=award_table(frame, (row for row in rows if row.standing == "nominated")),
        body=Markup("") if withdrawn else resolve_body(frame, view[keys.body(entry)]),
        listing=listing(frame, f"cluster/{entry}", card.address, count),
    )


def _rows(frame: Frame, entry: str, front: Cluster) -> Iterator[Row]:
    words, own = frame.words, mark(frame, None, entry)
    yield Row(label=words.cluster_type, values=(Shown(text=words[f"cluster_{front.type}"], mark=own),))
    if front.other_names:
        yield Row(label=words.other_names, values=tuple(Shown(text=name, mark=own) for name in front.other_names))
    for label, day in ((words.established, front.established), (words.ended, front.ended)):
        if day:
            yield Row(label=label, values=(Shown(text=frame.day(day), mark=own),))
    if front.succeeded_by:
        card = frame.view[keys.card(front.succeeded_by)]
        if card:
            yield Row(label=words.succeeded_by, values=(Shown(text=card.title, mark=own, href=frame.href(card.address)),))
    if front.supervisor:
        yield Row(label=words.supervisor, values=(_supervisor(frame, entry, front),))


def _following(frame: Frame, card: Card, *, fed: bool) -> Iterator[NamedLink]:
    """Yield how to follow the cluster: its calendar, and its feed if it has articles."""
    words = frame.words
    yield NamedLink(title=words.calendar, href=frame.href(addresses.calendar(card.address)))
    if fed:
        yield NamedLink(title=words.feed_form_rss, href=frame.href(addresses.feed(card.address)))


def _supervisor(frame: Frame, entry: str, front: Cluster) -> Shown:
    supervisor = front.supervisor
    if supervisor is None:
        message = "only called for a cluster with a supervisor"
        raise ValueError(message)
    name, href = supervisor.name or "", None
    if supervisor.person:
        name = frame.view[keys.register("person", supervisor.person)].name
        href = frame.href(addresses.below(addresses.PEOPLE, supervisor.person))
    seen = ", ".join(frame.day(day) for day in supervisor.seen)
    remark = "; ".join(part for part in (supervisor.title or "", seen) if part)
    return Shown(text=name, mark=mark(frame, supervisor, entry), href=href, remark=remark)


def _member(frame: Frame, entry: str, member: Member) -> MemberLine:
    return MemberLine(
        unit=unit_name(frame, member.unit, member.attested),
        seen=", ".join(frame.day(day) for day in member.seen),
        period=frame.period(member.from_, member.to),
        mark=mark(frame, member, entry),
    )


def _without_shared_note(members: tuple[MemberLine, ...]) -> tuple[tuple[MemberLine, ...], str]:
    """Return members without the note that all of them have, if there are several, and that note."""
    notes = {member.mark.note for member in members}
    note = notes.pop() if len(notes) == 1 and len(members) > 1 else None
    return (tuple(replace(member, mark=replace(member.mark, note=None)) for member in members), note) if note else (members, "")


def _until(frame: Frame, front: Cluster) -> int | None:
    """Return the last year of which a reader asks who leads: this one, unless the cluster is known to have ended."""
    this: int | None = frame.view[keys.YEAR]
    ended = front.ended.last.year if front.ended else None
    return None if front.withdrawn or (front.succeeded_by and not ended) else min(filter(None, (this, ended)), default=None)


def _terms(frame: Frame, history: History, until: int | None) -> Iterator[TermLine]:
    """Yield every year from the first known to the last or to `until`, gaps included, then periods that are not years."""
    for year in history.years(until):
        lead, deputy = history.office_of_year(year, "lead"), history.office_of_year(year, "deputy")
        yield TermLine(when=str(year), lead=_holders(frame, lead), deputy=_holders(frame, deputy))
    for first, last in history.periods:
        of_period = {office.post: office for office in history.offices if (office.year, office.first, office.last) == (None, first, last)}
        yield TermLine(
            when=sentence_case(frame.period(first, last)),
            lead=_holders(frame, of_period.get("lead")),
            deputy=_holders(frame, of_period.get("deputy")),
        )


def _holders(frame: Frame, office: Office | None) -> tuple[Holder, ...]:
    """Return who held an office, units named as at the end of that year."""
    if office is None:
        return ()
    return holders(frame, office, date(office.year, 12, 31) if office.year else (office.first.first if office.first else None))


def _meeting(frame: Frame, meeting: Meeting) -> MeetingLine:
    event = meeting.event
    told: list[Card] = [frame.view[keys.card(name)] for name in meeting.entries]
    return MeetingLine(
        type=frame.words[f"type_{event.type}"],
        covers=sentence_case(event.covers.label(frame.words.language)),
        days=tuple(_day(frame, account) for account in meeting.days),
        hosts=tuple(shown for account in meeting.hosts for shown in _host(frame, account)),
        articles=tuple(NamedLink(title=card.title, href=frame.href(card.address)) for card in told),
        mark=mark(frame, event, meeting.entries[0]),
    )


def _day(frame: Frame, account: Account) -> Shown:
    """Return the day of a meeting; its note stands in the article."""
    shown = mark(frame, account.event, account.entry)
    return Shown(text=event_days(frame, account.event.start, account.event.end), mark=replace(shown, note=None))


def _host(frame: Frame, account: Account) -> Iterator[Shown]:
    event = account.event
    if event.place and event.place.unit:
        named = FactBox(frame, account.entry, event.start.first if event.start else event.covers.last_day)
        host = named.unit(event.place.unit, event.place, within=event)
        yield replace(host, mark=replace(host.mark, disputed=account.host_disputed))
