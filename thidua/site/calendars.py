"""Calendars of conferences (RFC 5545): one of the whole portal, one of each cluster.

A conference is in a calendar when a source states its day: a month alone is no date, an inferred one no fact, and of one on which sources
differ nobody knows when to be there. What several articles tell of one meeting is one event. Its UID is made of what tells meetings
apart, whoever tells of it; of a meeting that one article alone tells of it is that article's identity. SEQUENCE grows with what each
article states of its edits, and does not go back when one is withdrawn. When all that tell the day are, the event stays, cancelled, so
that it leaves the calendars of those who subscribed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from thidua.catalog import keys
from thidua.catalog.addressing import UNDATED_SINCE, identity
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Card, ConferenceFacts, State, Syndicated
from thidua.catalog.meetings import Account, Meeting, meeting_of
from thidua.model import addresses
from thidua.model.records import Event
from thidua.site.display import full_name, sentence_case
from thidua.site.feeds.texts import plain
from thidua.site.layout import Frame, Theme
from thidua.site.moves import former_places
from thidua.site.outputs import Output, View
from thidua.site.reads import unique
from thidua.site.values import Materials

WITHDRAWN = "withdrawn/kind/conference"

_STATUSES = ("CONFIRMED", "TENTATIVE", "CANCELLED")
"""What may become of an event, one after the other."""

_Key = tuple[str | None, str, str]
"""What tells a meeting from all others: its cluster, its kind, the time that it covers or the only article about it."""

_Told = tuple[Event, Syndicated]
"""What a withdrawn article said of a meeting, and the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event of a calendar; `end` is its last day. Texts are plain, addresses full, instants in UTC."""

    uid: str
    sequence: int
    created: datetime
    changed: datetime
    title: str
    place: str
    description: str
    address: str
    kind: str
    start: date | datetime
    end: date
    status: str


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the portal's calendar and one for each cluster, which stays where the cluster was before."""
    catalog = materials.catalog
    yield _output(addresses.HOME, "", ("", *catalog.clusters), catalog)
    former = defaultdict[str, list[str]](list)
    for place in former_places(catalog):
        former[place.new].append(place.old)
    for entry in map(catalog.entries.__getitem__, catalog.clusters):
        if entry.state is not State.WITHDRAWN:
            for base in (entry.address, *former[entry.address]):
                yield _output(base, entry.id, (entry.id,), catalog)


def _output(base: str, subject: str, clusters: Iterable[str], catalog: Catalog) -> Output:
    asked = tuple(clusters)
    return Output(
        path=addresses.output_path(addresses.calendar(base)),
        renderer="calendar",
        subject=subject,
        arguments=asked,
        reads=unique(_reads(subject, asked, catalog)),
    )


def _reads(subject: str, clusters: Iterable[str], catalog: Catalog) -> Iterator[str]:
    yield from (keys.SITE, keys.query(WITHDRAWN))
    if subject:
        yield keys.card(subject)
    withdrawn = set()
    for entry in catalog.queries[WITHDRAWN]:
        facts = catalog.facts(entry)
        yield keys.facts(entry)
        if isinstance(facts, ConferenceFacts) and _is_of(facts, subject):
            yield keys.syndicated(entry)
            withdrawn.add(_key(facts.event, entry))
    for cluster in clusters:
        yield keys.meetings(cluster)
        for meeting in catalog.meetings(cluster):
            if is_dated(meeting) or _key_of(meeting) in withdrawn:
                yield from map(keys.syndicated, meeting.entries)
            host = _host(meeting) if is_dated(meeting) else None
            if host and host.host:
                yield keys.register("unit", host.host)


def is_dated(meeting: Meeting) -> bool:
    """Tell whether a source states the day of a meeting and none differs."""
    return len(meeting.days) == 1 and _is_dated(meeting.days[0].event)


def _is_dated(event: Event) -> bool:
    return event.sure and event.start is not None and event.start.day is not None


def _is_of(facts: ConferenceFacts, cluster: str) -> bool:
    """Tell whether an article is about a meeting of `cluster`, which is empty for all of them."""
    return cluster in {"", facts.event.cluster}


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return a calendar."""
    del theme
    frame = Frame(view)
    name, base = frame.site.title, addresses.HOME
    if output.subject:
        card: Card = view[keys.card(output.subject)]
        name, base = card.title, card.address
    return _written(frame, name, frame.links.absolute(base), _happenings(frame, output))


def _happenings(frame: Frame, output: Output) -> Iterator[Happening]:
    """Yield the events of a calendar, in no order."""
    view = frame.view
    withdrawn = _withdrawn(frame, output.subject)
    for cluster in output.arguments:
        for meeting in view[keys.meetings(cluster)]:
            taken_back = withdrawn.pop(_key_of(meeting), [])
            if is_dated(meeting):
                yield _happening(frame, meeting, [article for _, article in taken_back])
            elif taken_back:
                yield from _cancelled(frame, _key_of(meeting), taken_back, [view[keys.syndicated(entry)] for entry in meeting.entries])
    for key, taken_back in withdrawn.items():
        yield from _cancelled(frame, key, taken_back, [])


def _happening(frame: Frame, meeting: Meeting, withdrawn: Iterable[Syndicated]) -> Happening:
    """Return a meeting as an event; what its articles say of it together, those withdrawn only that they were there."""
    view, words = frame.view, frame.words
    told = sorted((view[keys.syndicated(entry)] for entry in meeting.entries), key=_published)
    every = sorted((*told, *withdrawn), key=_published)
    event = meeting.days[0].event
    shown: Syndicated = view[keys.syndicated(meeting.days[0].entry)]
    kind = words[f"type_{event.type}"]
    lines = [f"{kind}, {event.covers.label(words.language)}"]
    if event.time and event.end:  # of a meeting of one day DTSTART says it
        lines.append(words.fill("opens_at", time=event.time.isoformat("minutes")))
    lines += [frame.links.absolute(article.card.address) for article in told]
    host = _host(meeting)
    return Happening(
        **_lineage(frame, _key_of(meeting), every, _status(meeting)),
        title=plain(shown.card.title),
        place=plain(_place(frame, host or (None if meeting.hosts else meeting.days[0]))),
        description=plain("\n".join(lines)),
        address=frame.links.absolute(shown.card.address),
        kind=plain(kind),
        start=_start(event, frame.site.zone),
        end=_last_day(event),
    )


def _status(meeting: Meeting) -> str:
    """Return whether it takes place: whichever article says that it does not is believed."""
    said = {account.event.status for account in meeting.accounts if account.event.sure}
    return "CANCELLED" if "huy" in said else "TENTATIVE" if "hoan" in said else "CONFIRMED"


def _key(event: Event, entry: str) -> _Key:
    """Return what tells a meeting from all others."""
    return (event.cluster, *meeting_of(event, entry))


def _key_of(meeting: Meeting) -> _Key:
    return _key(meeting.accounts[0].event, meeting.accounts[0].entry)


def _withdrawn(frame: Frame, cluster: str) -> dict[_Key, list[_Told]]:
    """Return the withdrawn articles about meetings, all or those of one cluster, by meeting."""
    found: dict[_Key, list[_Told]] = defaultdict(list)
    for entry in frame.view[keys.query(WITHDRAWN)]:
        facts: ConferenceFacts = frame.view[keys.facts(entry)]
        if _is_of(facts, cluster):
            found[_key(facts.event, entry)].append((facts.event, frame.view[keys.syndicated(entry)]))
    return found


def _cancelled(frame: Frame, key: _Key, withdrawn: Iterable[_Told], others: Iterable[Syndicated]) -> Iterator[Happening]:
    """Yield the event of a meeting of which all articles that told its day were withdrawn; nothing if none did, or they differed."""
    dated = sorted(((event, article) for event, article in withdrawn if _is_dated(event)), key=lambda item: _published(item[1]))
    if len({event.start for event, _ in dated}) != 1:
        return
    event, shown = dated[0]
    yield Happening(
        **_lineage(frame, key, sorted((*(article for _, article in withdrawn), *others), key=_published), "CANCELLED"),
        title=plain(shown.card.title),
        place="",
        description="",
        address=frame.links.absolute(shown.card.address),
        kind="",
        start=_start(event, frame.site.zone),
        end=_last_day(event),
    )


class _Lineage(TypedDict):
    uid: str
    sequence: int
    status: str
    created: datetime
    changed: datetime


def _lineage(frame: Frame, key: _Key, told: Sequence[Syndicated], status: str) -> _Lineage:
    """Return what follows from all articles about a meeting, in order of publication: its identity, when it came and changed."""
    first = told[0]
    return _Lineage(
        uid=_uid(frame, key, first),
        sequence=sum(map(_edits, told)) + len(told) - 1 + _STATUSES.index(status),
        status=status,
        created=_published(first)[0].astimezone(UTC),
        changed=max(article.updated for article in told).astimezone(UTC),
    )


def _uid(frame: Frame, key: _Key, first: Syndicated) -> str:
    cluster, kind, covers = key
    if cluster and covers != first.card.id:
        meeting = "/".join((cluster.partition("/")[2], kind, covers))
        return f"tag:{frame.site.authority},{UNDATED_SINCE}:{addresses.quoted(meeting)}"
    return identity(frame.site.authority, first.origins, first.card.when)


def _edits(article: Syndicated) -> int:
    """Return a number that grows with the edits of an article: the seconds until the last, and one for each notice.

    An editor states when an article was last changed and not how often, but each correction, of which a day may have several.
    """
    since_published = article.updated - _published(article)[0]
    return int(since_published.total_seconds()) + len(article.notices.corrections) + bool(article.notices.withdrawn)


def _published(article: Syndicated) -> tuple[datetime, str]:
    assert article.card.when is not None  # noqa: S101 # conferences are articles
    return article.card.when, article.card.id


def _start(event: Event, zone: str) -> date | datetime:
    """Return the day, or the instant of a meeting of one day whose hour is known."""
    assert event.start is not None  # noqa: S101 # asked of dated events alone
    day = event.start.first
    return datetime.combine(day, event.time, ZoneInfo(zone)) if event.time and _last_day(event) == day else day


def _last_day(event: Event) -> date:
    assert event.start is not None  # noqa: S101 # as above
    return event.end.last if event.end and event.end.day else event.start.first


def _host(meeting: Meeting) -> Account | None:
    """Return the account to be believed on where it was, if it is sure."""
    sure = (account for account in meeting.hosts if not account.host_inferred and not account.host_disputed)
    return next(sure, None)


def _place(frame: Frame, account: Account | None) -> str:
    """Return where it was, the unit named as on that day; nothing where those who name a unit are not sure of it."""
    place = account.event.place if account else None
    if account is None or place is None or not place.sure:
        return ""
    day = account.event.start.first if account.event.start else account.event.covers.last_day
    unit = sentence_case(full_name(frame, frame.view[keys.register("unit", place.unit)], day)) if place.unit else None
    return ", ".join(dict.fromkeys(part for part in (place.venue, place.city, unit) if part))


def _written(frame: Frame, name: str, page: str, happenings: Iterable[Happening]) -> bytes:
    """Return a calendar as bytes; its time zone stands in it even when no event does, for a calendar must hold something (3.6).

    Events are written as they come: ten thousand of them as icalendar's objects take a hundred megabytes.
    """
    import icalendar  # noqa: PLC0415 # costs 100 ms that only calendars need pay

    words = frame.words
    whole = icalendar.Calendar()
    title = plain(words.fill("calendar_of", name=name))
    whole.add("version", "2.0")
    whole.add("prodid", f"-//{plain(frame.site.owner.name)}//thidua//{frame.site.language.upper()}")
    whole.add("calscale", "GREGORIAN")
    whole.add("name", title)  # RFC 7986, 5.1
    whole.add("x-wr-calname", title)
    whole.add("url", page)
    whole.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    events = sorted((one.end, one.uid, _event(icalendar.Event(), one).to_ical()) for one in happenings)
    first, last = (events[0][0].year, events[-1][0].year) if events else (2020, 2020)
    whole.add_component(_time_zone(frame.site.zone, first - 1, last + 1))
    frame_of_events: bytes = whole.to_ical()
    end = b"END:VCALENDAR\r\n"
    return b"".join((frame_of_events.removesuffix(end), *(event for _, _, event in events), end))


@cache
def _time_zone(name: str, first: int, last: int) -> Any:  # noqa: ANN401 # icalendar is imported late
    """Return what a calendar says of a time zone from a year to another; looking for its changes takes 25 ms."""
    import icalendar  # noqa: PLC0415 # as above

    return icalendar.Timezone.from_tzinfo(ZoneInfo(name), name, date(first, 1, 1), date(last, 12, 31))


def _event(event: Any, one: Happening) -> Any:  # noqa: ANN401 # icalendar is imported late
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.changed)  # of a published calendar: when the information was last revised (3.8.7.2)
    event.add("created", one.created)
    event.add("last-modified", one.changed)
    event.add("dtstart", one.start)
    if not isinstance(one.start, datetime):
        event.add("dtend", one.end + timedelta(days=1))  # the day after the last (3.6.1)
    event.add("summary", one.title)
    event.add("status", one.status)
    event.add("transp", "TRANSPARENT")
    event.add("url", one.address)
    for name, text in (("location", one.place), ("description", one.description)):
        if text:
            event.add(name, text)
    if one.kind:
        event.add("categories", [one.kind])
    return event
