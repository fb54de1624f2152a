"""What entries' own pages say: articles, the event, model or law that one is about, and those who took part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from thidua.catalog import keys
from thidua.catalog.entries import Card, last_edit
from thidua.catalog.resolve import days_of
from thidua.model import addresses
from thidua.model.kinds import Article, Conference, Document, Front, Model
from thidua.model.records import Event, Participant, Venue
from thidua.site.display import full_name, machine_time, sentence_case
from thidua.site.layout import Frame
from thidua.site.linked_data.graph import Node, node
from thidua.site.metadata import CARD_SIZE
from thidua.sources.assets import Asset
from thidua.vietnamese import comparable

_BODIES = frozenset("ban báo bộ cơ cục cụm hđnd hội hợp khối mttq nhóm sở tạp tập thông tổ ubnd ủy viện đảng".split())
"""First words of names that are bodies; people may be called Đoàn, Văn, Chi, Trung or Trường."""

_BODIES_BY_TWO = frozenset(
    {
        *("chi bộ", "chi cục", "chi hội", "chi nhánh", "liên đoàn", "liên hiệp", "liên minh", "trung tâm", "trung ương", "trung đoàn"),
        *("trường cao", "trường chính", "trường mầm", "trường tiểu", "trường trung", "trường đại", "văn phòng"),
        *("đài phát", "đài tiếng", "đài truyền", "đoàn công", "đoàn thanh", "đoàn đại", "công an", "công ty", "công đoàn"),
        *("phòng giáo", "phòng nội", "phòng thi", "phòng tổ", "ngân hàng", "nhà xuất", "tòa án", "tổng công", "tổng cục"),
        *("tỉnh ủy", "tỉnh đoàn", "thành ủy", "thành đoàn", "huyện ủy", "huyện đoàn", "quận ủy", "xã đoàn", "đảng bộ", "hiệp hội"),
    }
)
"""First two words of others."""

_ACRONYM = 3
"""So many capitals are no name of somebody."""

_STATES = {None: "EventScheduled", "hoan": "EventPostponed", "huy": "EventCancelled"}
_FORCES = {"in-force": "InForce", "ended": "NotInForce"}
_SUBJECTS = {"ca-nhan": "Person", "tap-the": "Organization", "ho-gia-dinh": "Organization"}


def article(frame: Frame, card: Card, front: Front, *, tags: tuple[str, ...], section: str) -> Iterator[Node]:
    """Yield what the page of an entry says; nothing of a withdrawn one."""
    if front.withdrawn:
        return
    address = frame.links.absolute(card.address)
    dated = front if isinstance(front, Article) else None
    changed = last_edit(getattr(front, "updated", None), front.corrections)
    origin = dated.source if dated else None
    yield node(
        ("Article" if isinstance(front, Document) else "NewsArticle") if dated else "WebPage",
        {"@id": f"{address}#bai"},
        url=address,
        mainEntityOfPage=address,
        headline=card.title if dated else None,
        name=None if dated else card.title,
        description=front.summary,
        inLanguage=frame.site.language,
        datePublished=machine_time(card),
        dateModified=_time(changed, frame.site.zone) if changed else None,
        author=[_author(frame, name) for name in (dated.author if dated else ())],
        publisher=publisher(frame),
        articleSection=section if dated else None,
        keywords=list(tags),
        image=_image(frame, card, front),
        isBasedOn=origin.url if origin else None,
        correction=[node("CorrectionComment", text=note.note, datePublished=note.date.isoformat()) for note in front.corrections],
        about=_about(frame, card, front),
        mentions=None if isinstance(front, Conference) else list(_people(frame, front, dated.people if dated else ())),
    )


def publisher(frame: Frame) -> Node:
    """Return the owner of the portal, as the foot of every page names it."""
    return node("Organization", name=frame.site.owner.name, url=frame.links.absolute(addresses.HOME), email=frame.site.owner.email)


def _author(frame: Frame, name: str) -> Node:
    return node("Organization" if name == frame.site.owner.name or is_body(name) else "Person", name=name)


def is_body(name: str) -> bool:
    """Tell whether a name is that of a body, and not of somebody; one word of capitals alone (TTXVN) is one."""
    first, *more = comparable(name).split()
    if not more and name.isupper() and len(name) >= _ACRONYM:
        return True
    return first in _BODIES or " ".join((first, *more[:1])) in _BODIES_BY_TWO


def _time(value: object, zone: str) -> str:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=ZoneInfo(zone)).isoformat()
    return value.isoformat()  # type: ignore[attr-defined,no-any-return] # a day or an instant


def _image(frame: Frame, card: Card, front: Front) -> Node | None:
    """Return the article's picture, else its card."""
    if front.image:
        asset: Asset = frame.view[keys.asset(front.image.src)]
        return node(
            "ImageObject",
            url=frame.links.absolute(asset.address),
            width=asset.width,
            height=asset.height,
            caption=front.image.caption,
            creditText=front.image.credit,
        )
    if not frame.site.cards:
        return None
    return node("ImageObject", url=frame.links.absolute(addresses.card(card.address)), width=CARD_SIZE[0], height=CARD_SIZE[1])


def _about(frame: Frame, card: Card, front: Front) -> Node | None:
    if isinstance(front, Conference):
        return _event(frame, card, front) if front.event.sure else None
    if isinstance(front, Model):
        return _subject(frame, front)
    return _law(frame, card, front) if isinstance(front, Document) else None


# --- conferences ---------------------------------------------------------------------------------------------------------------------


def _event(frame: Frame, card: Card, front: Conference) -> Node:
    event = front.event
    cluster = frame.view[keys.card(event.cluster)] if event.cluster else None
    return node(
        "Event",
        name=card.title,
        url=frame.links.absolute(card.address),
        startDate=_start(event, frame.site.zone),
        endDate=str(event.end) if event.end and event.end.day else None,
        eventStatus=f"https://schema.org/{_STATES[event.status]}",
        location=_place(frame, front, event.place) if event.place and event.place.sure else None,
        organizer=node("Organization", name=cluster.title, url=frame.links.absolute(cluster.address)) if cluster else None,
        attendee=list(_people(frame, front, front.people)),
    )


def _start(event: Event, zone: str) -> str | None:
    """Return a day, or an instant if the hour is known; what is known by its month alone is no date to a program."""
    if event.start is None or event.start.day is None:
        return None
    return datetime.combine(event.start.first, event.time, ZoneInfo(zone)).isoformat() if event.time else str(event.start)


def _place(frame: Frame, front: Conference, place: Venue) -> Node | None:
    meant = days_of(front)
    unit = full_name(frame, frame.view[keys.register("unit", place.unit)], meant[0] if meant else None) if place.unit else None
    parts = [part for part in (place.venue, place.city, unit) if part]
    return node("Place", name=sentence_case(parts[0]), address=", ".join(parts)) if parts else None


def _people(frame: Frame, front: Front, people: Iterable[Participant]) -> Iterator[Node]:
    """Yield those who took part, each once with the title printed that day, in whichever roles."""
    meant = days_of(front)
    told: dict[tuple[str | None, str | None], Participant] = {}
    for person in people:
        if person.sure:
            told.setdefault((person.person or person.name, person.title), person)
    for person in told.values():
        record = frame.view[keys.register("person", person.person)] if person.person else None
        unit = full_name(frame, frame.view[keys.register("unit", person.unit)], meant[0] if meant else None) if person.unit else None
        yield node(
            "Person",
            name=person.name or (record.name if record else None),
            jobTitle=person.title,
            affiliation=node("Organization", name=unit) if unit else None,
            url=frame.links.absolute(addresses.below(addresses.PEOPLE, person.person)) if person.person else None,
        )


# --- models and documents ------------------------------------------------------------------------------------------------------------


def _subject(frame: Frame, front: Model) -> Node:
    place = front.place if front.place and front.place.sure else None
    day = place.as_of.first if place and place.as_of else next(iter(days_of(front) or ()), None)
    unit = full_name(frame, frame.view[keys.register("unit", place.unit)], day) if place and place.unit else None
    address = node("PostalAddress", addressLocality=place.commune, addressRegion=unit) if place and (place.commune or unit) else None
    return node(_SUBJECTS[front.subject.type], name=front.subject.name, address=address)


def _law(frame: Frame, card: Card, front: Document) -> Node:
    view = frame.view
    state = view[f"force:{card.id}"]
    force = _FORCES.get(state) if front.in_force and front.in_force.sure else None
    others = {
        name: [
            node("Legislation", name=other.title, url=frame.links.absolute(other.address))
            for other in map(view.__getitem__, found)
            if other
        ]
        for name, found in (("legislationChanges", map(keys.card, front.amends)), ("legislationRepeals", map(keys.card, front.replaces)))
    }
    return node(
        "Legislation",
        others,
        name=card.title,
        legislationIdentifier=front.number,
        legislationType=frame.words[f"form_{front.form}"],
        legislationPassedBy=node("Organization", name=front.issuer) if front.issuer else None,
        legislationDate=front.issued.isoformat() if front.issued else None,
        legislationLegalForce=f"https://schema.org/{force}" if force else None,
    )
