"""The drawings of a cluster's dossier, of what its page states: map of members, term ribbon, strip of meetings, who led on which days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup

from thidua import vietnamese
from thidua.catalog import keys
from thidua.catalog.history import History, Post
from thidua.catalog.meetings import Account
from thidua.catalog.territory import Province
from thidua.model.kinds import Cluster
from thidua.model.records import Event
from thidua.model.registers import Unit
from thidua.site.display import Holder, event_days, full_name, holders, kind_and_name, mark, sentence_case, units_and_holders
from thidua.site.drawings import ribbon, strip, tile_map
from thidua.site.emblems import gathering
from thidua.site.layout import Frame

POSTS: tuple[Post, ...] = ("lead", "deputy")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """The days from one to another on which the same units held the posts; `first` and `last` are ISO days, `last` empty while open."""

    when: str
    first: str
    last: str
    lead: tuple[Holder, ...]
    deputy: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A member or host, by the province of today: the unit that is named, and its source."""

    unit: Unit
    name: str
    token: str | None
    inferred: bool
    host: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberMap:
    """A cluster's map, and what of its key occurs on it, each with what it means: member, former, host, inferred."""

    svg: Markup
    key: tuple[tuple[str, str], ...]


NO_MAP = MemberMap(svg=Markup(""), key=())

# --- the map -------------------------------------------------------------------------------------------------------------------------


def member_map(frame: Frame, entry: str, front: Cluster, history: History) -> MemberMap:
    """Return the map of a cluster's members and of where it met; nothing where no member is a province (bodies of one province)."""
    said: dict[str, list[_Said]] = {}
    for one in (*_members(frame, entry, front), *_hosts(frame, history)):
        said.setdefault(_today(frame, one.unit).id, []).append(one)
    provinces: tuple[Province, ...] = frame.view[keys.PROVINCES]
    if not any(not one.host for province in provinces for one in said.get(province.id, ())):
        return NO_MAP
    words = frame.words
    tiles = [_tile(frame, province, said.get(province.id, [])) for province in provinces]
    return MemberMap(
        svg=tile_map.tile_map(tiles, title=words.map_members, description=words.map_described, caption=words.map_caption),
        key=tuple((name, words[f"map_key_{name}"]) for name, occurs in KEY.items() if any(map(occurs, tiles))),
    )


KEY: Mapping[str, Callable[[tile_map.Tile], bool]] = {
    "member": lambda tile: tile.member and not tile.uncertain,
    "former": lambda tile: tile.former and not tile.uncertain,
    "host": lambda tile: tile.host,
    "inferred": lambda tile: tile.uncertain or (tile.host and tile.host_inferred) or any(part.inferred for part in tile.parts),
}


def _members(frame: Frame, entry: str, front: Cluster) -> Iterator[_Said]:
    for member in front.members:
        unit: Unit = frame.view[keys.register("unit", member.unit)]
        source = mark(frame, member, entry)
        yield _Said(unit=unit, name=full_name(frame, unit, unit.last_day), token=source.token, inferred=source.inferred)


def _hosts(frame: Frame, history: History) -> Iterator[_Said]:
    for account in (account for meeting in history.meetings for account in meeting.hosts):
        if account.host:
            unit: Unit = frame.view[keys.register("unit", account.host)]
            source = mark(frame, account.event.place, account.entry, within=account.event)
            name = full_name(frame, unit, unit.last_day)
            yield _Said(unit=unit, name=name, token=source.token, inferred=source.inferred, host=True)


def _today(frame: Frame, unit: Unit) -> Unit:
    while unit.merged_into:
        unit = frame.view[keys.register("unit", unit.merged_into)]
    return unit


def _tile(frame: Frame, province: Province, said: list[_Said]) -> tile_map.Tile:
    members = [one for one in said if not one.host]
    hosts = [one for one in said if one.host]
    direct = [one for one in members if one.unit.id == province.id]
    former = {one.unit.id: one for one in members if one.unit.id != province.id}
    known = dict(province.parts) | {name: one.unit.name_on(one.unit.last_day) for name, one in former.items()}
    parts = tuple(
        tile_map.Part(name=part, member=name in former, inferred=name in former and former[name].inferred) for name, part in known.items()
    )
    token = next((one.token for one in (*members, *hosts) if one.token), None)
    return tile_map.Tile(
        id=province.id,
        name=province.name,
        title=_tile_title(frame, province, members, hosts),
        member=bool(direct),
        inferred=bool(direct) and all(one.inferred for one in direct),
        host=bool(hosts),
        host_inferred=all(one.inferred for one in hosts),
        parts=parts if former else (),
        source=token,
    )


def _tile_title(frame: Frame, province: Province, members: list[_Said], hosts: list[_Said]) -> str:
    words = frame.words
    parts = [sentence_case(kind_and_name(frame, province.kind, province.name))]
    for word, named in (("map_member", members), ("map_host", hosts)):
        names = dict.fromkeys(one.name + (f" ({words.inferred})" if one.inferred else "") for one in named)
        parts += [words.fill(word, names=", ".join(names))] if names else []
    return "; ".join(parts)


# --- leadership ----------------------------------------------------------------------------------------------------------------------


def term_ribbon(frame: Frame, history: History, until: int | None) -> Markup:
    """Return the ribbon of who led and who was deputy, with what is not known of the years to `until`."""
    words = frame.words
    last = _last_day(history)
    if last is None:
        return Markup("")
    bands = [ribbon.Band(name=words[post], segments=tuple(_segments(frame, history, post, last))) for post in POSTS]
    labels = ribbon.Labels(gap=words.no_source, inferred=words.inferred, disputed=words.disputed_short)
    return ribbon.ribbon(bands, labels, title=words.leadership, description=words.ribbon_described, until=until)


def _last_day(history: History) -> date | None:
    """Return the last day of the last year that any office tells of; a term without an end reaches that far."""
    ends = [office.last.last if office.last else office.starts for office in history.offices]
    return date(max(day.year for day in ends), 12, 31) if ends else None


def _segments(frame: Frame, history: History, post: Post, last: date) -> Iterator[ribbon.Segment]:
    for office in history.offices:
        if office.post == post:
            first, end = office.starts, min(last, office.ends(history.offices))
            for name, held in units_and_holders(frame, office, end):
                unit: Unit = frame.view[keys.register("unit", name)]
                remark = frame.words.inferred if held.mark.inferred else frame.words.disputed if held.mark.disputed else ""
                yield ribbon.Segment(
                    first=first,
                    last=max(first, end),
                    # without its kind, for which there is no room, and which the title says
                    name=sentence_case(unit.name_on(office.last.last if office.last else office.starts)),
                    title=f"{_span(frame, first, max(first, end))}: {held.unit.name}" + (f" ({remark})" if remark else ""),
                    inferred=held.mark.inferred,
                    disputed=held.mark.disputed,
                    source=held.mark.token,
                )


def _span(frame: Frame, first: date, last: date) -> str:
    """Return "2024" for a whole year, else the days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    return vietnamese.date_range(first, last, frame.site.language)


def days_led(frame: Frame, history: History) -> tuple[DayLine, ...]:
    """Return who led on which days, without holes from the first to the last known; nothing where sources give years alone.

    A stated office displaces an inferred one on the days that they share.
    """
    if all(office.year for office in history.offices):
        return ()
    bounds = sorted(set(_bounds(history)))
    found: list[DayLine] = []
    for first, after in pairwise(bounds):
        held = {post: _held(frame, history, post, first, after - timedelta(days=1)) for post in POSTS}
        if found and (found[-1].lead, found[-1].deputy) == (held["lead"], held["deputy"]):
            first = date.fromisoformat(found.pop().first)  # noqa: PLW2901 # the same holders: one line
        found.append(_day_line(frame, first, after, held))
    return tuple(found)


def _bounds(history: History) -> Iterator[date]:
    """Yield the days on which an office begins, and those after one has ended."""
    for office in history.offices:
        yield office.starts
        end = office.ends(history.offices)
        yield end if end == date.max else end + timedelta(days=1)


def _day_line(frame: Frame, first: date, after: date, held: dict[Post, tuple[Holder, ...]]) -> DayLine:
    is_open = after == date.max
    last = after - timedelta(days=1)
    words = frame.words
    when = words.fill("from_day", date=frame.day(first)) if is_open else _span(frame, first, last)
    return DayLine(
        when=sentence_case(when),
        first=first.isoformat(),
        last="" if is_open else last.isoformat(),
        lead=held["lead"],
        deputy=held["deputy"],
    )


def _held(frame: Frame, history: History, post: Post, first: date, last: date) -> tuple[Holder, ...]:
    offices = [
        office for office in history.offices if office.post == post and office.starts <= first and office.ends(history.offices) >= last
    ]
    found = [held for office in offices for held in holders(frame, office, last if last.year < date.max.year else None)]
    stated = [held for held in found if not held.mark.inferred]
    return tuple(dict.fromkeys(stated or found))


# --- meetings ------------------------------------------------------------------------------------------------------------------------


def meeting_strip(frame: Frame, history: History) -> Markup:
    """Return the strip of all meetings."""
    words = frame.words
    gatherings = [_gathering(frame, meeting.event, meeting.days, meeting.entries[0]) for meeting in history.meetings]
    return strip.strip(gatherings, unknown=words.date_unknown, title=words.meetings, description=words.strip_described)


def _gathering(frame: Frame, event: Event, days: Iterable[Account], entry: str) -> strip.Gathering:
    told = next(iter(days), None)
    dated = told.event if told else event
    words = frame.words
    covers = event.covers.label(words.language)
    when = event_days(frame, dated.start, dated.end) or words.date_unknown
    source = mark(frame, dated, told.entry if told else entry)
    return gathering(dated, title=f"{words[f'type_{event.type}']}, {covers}: {when}", source=source.token)


def legend(history: History) -> tuple[tuple[Markup, str], ...]:
    """Return the shapes of the kinds of meeting that occur, each with its kind."""
    kinds = dict.fromkeys(meeting.event.type for meeting in history.meetings)
    return tuple((strip.sample(kind), kind) for kind in kinds)
