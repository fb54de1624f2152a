"""The front matter of an entry, one function a kind: every field that the kinds of thidua know and that a portal uses often.

Invariant: references are names of things that exist on the day they speak of, award facts are stated by one entry alone, and
nobody is real. A sample of each field on every article was rejected: real archives are sparse, and so is the cost of their fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks.names import AUTHORS, FIELDS, MOVEMENTS, SERIES, TAGS, people, person, units_on
from benchmarks.pictures import NAMES
from benchmarks.text import Prose

if TYPE_CHECKING:
    import random

    from benchmarks.clusters import Meeting
    from benchmarks.entries import Plan, Stub

Front = dict[str, object]
WAYS = ("tham-luan", "tham-quan")
PINNED_UNTIL = date(2027, 6, 30)
RARE_SHARE = 0.004
"""The share of articles in a rare state: withdrawn, and as many expired."""


def front_of(stub: Stub, plan: Plan, dice: random.Random) -> Front:
    """Return the front matter of an entry."""
    if stub.kind == "page":
        return {"title": stub.title, "slug": stub.name, "summary": Prose(dice).sentence()}
    if stub.kind == "cluster":
        return _cluster(stub)
    make: Mapping[str, Callable[[Stub, Plan, random.Random], Front]] = {
        "news": _news,
        "conference": _conference,
        "model": _model,
        "document": _document,
    }
    return {**_article(stub, dice), **make[stub.kind](stub, plan, dice)}


def pictures_of(stub: Stub, dice: random.Random) -> tuple[str, ...]:
    """Return the names of the pictures beside an entry: the first is its own, the others are in its text."""
    return tuple(dice.sample(NAMES, dice.randint(2, 3))) if stub.pictured else ()


def picture_record(name: str, dice: random.Random) -> Front:
    """Return a picture with what has to be said of it."""
    prose = Prose(dice)
    return {
        "src": name,
        "alt": f"Hình vẽ mẫu: {prose.phrase(2, 4)}",
        "caption": f"Hình mẫu, {prose.phrase(4, 9)}.",
        "credit": person(dice),
    }


def _article(stub: Stub, dice: random.Random) -> Front:
    """Return what every article may have."""
    day = _day(stub)
    return {
        "title": stub.title,
        "slug": stub.name,
        "date": day,
        "updated": day + timedelta(hours=dice.randint(1, 8)) if _happens(dice, 0.03) else None,
        "summary": " ".join(Prose(dice).sentence() for _ in range(dice.randint(1, 2))),
        "author": dice.choice(AUTHORS) if _happens(dice, 0.9) else dice.sample(AUTHORS, 2),
        "tags": dice.sample(TAGS, dice.randint(1, 4)),
        "movements": dice.sample(MOVEMENTS, dice.randint(1, 2)) if _happens(dice, 0.25) else None,
        "source": _source(stub, day, dice),
        "sources": [_elsewhere(stub, day, dice)] if _happens(dice, 0.03) else None,
        "aliases": [f"/tin-cu/{stub.kind}-{stub.number}.html"] if _happens(dice, 0.03) else None,
        "corrections": _corrections(day, dice),
        **_state(stub, day, dice),
    }


def _news(stub: Stub, plan: Plan, dice: random.Random) -> Front:
    day = _day(stub).date()
    alive = [each.cluster for each in plan.clusters if each.cluster and each.cluster.first_year <= day.year < each.cluster.last_year]
    return {
        "units": dice.sample(units_on(day), dice.randint(1, 3)) if _happens(dice, 0.8) else None,
        "clusters": [dice.choice(alive).name] if alive and _happens(dice, 0.1) else None,
        "series": dice.choice(SERIES)[0] if _happens(dice, 0.06) else None,
        "people": people(dice, day, dice.randint(1, 3)) if _happens(dice, 0.15) else None,
    }


def _conference(stub: Stub, plan: Plan, dice: random.Random) -> Front:
    meeting = stub.meeting
    if meeting is None:
        raise ValueError(stub)
    known = [model for model in plan.models if _day(model).date() < meeting.start][-20:]
    return {
        "units": [meeting.host],
        "event": _event(meeting, dice),
        "elected": _elected(meeting),
        "awards": _awards(meeting, dice),
        "statistics": _statistics(meeting, dice) if _happens(dice, 0.6) else None,
        "models": [{"model": dice.choice(known).name, "how": dice.choice(WAYS)}] if known and _happens(dice, 0.3) else None,
        "people": people(dice, meeting.start, dice.randint(2, 5)),
    }


def _elected(meeting: Meeting) -> Front | None:
    """Return who leads in the next year, as a yearly review says."""
    if meeting.cluster is None or meeting.type != "tong-ket-nam":
        return None
    year = meeting.year + 1
    return {"year": year, "lead": meeting.cluster.lead(year), "deputy": meeting.cluster.deputy(year)}


def _event(meeting: Meeting, dice: random.Random) -> Front:
    return {
        "type": meeting.type,
        "cluster": meeting.cluster.name if meeting.cluster else None,
        "start": meeting.start,
        "end": meeting.end if meeting.end > meeting.start else None,
        "time": f"{dice.randint(7, 15):02d}:{dice.choice((0, 30)):02d}" if dice.getrandbits(1) else None,
        "place": {
            "unit": meeting.host,
            "city": f"Thành phố Mẫu {dice.randint(1, 20)}",
            "venue": f"Hội trường Thử Nghiệm {dice.randint(1, 50)}",
        },
        "covers": meeting.covers if "-" in meeting.covers else int(meeting.covers),
        "launches": meeting.year + 1 if meeting.type == "tong-ket-nam" else None,
    }


def _awards(meeting: Meeting, dice: random.Random) -> list[Front] | None:
    """Return the awards of a meeting: each form is given by one type of meeting only, so that nothing is told twice."""
    forms = {"tong-ket-nam": ("bang-khen-tinh", "co-thi-dua-tinh"), "so-ket-6-thang": ("giay-khen",)}.get(meeting.type, ())
    return [
        {
            "form": form,
            "status": "trao-tang",
            "level": "co-so" if form == "giay-khen" else "bo-tinh",
            "year": meeting.year,
            "collectives": dice.randint(2, 14),
            "individuals": dice.randint(1, 20) if form != "co-thi-dua-tinh" else None,
            "for": f"thành tích thử nghiệm năm {meeting.year}",
        }
        for form in forms
    ] or None


def _statistics(meeting: Meeting, dice: random.Random) -> list[Front]:
    records: list[Front] = [
        {"label": "Tốc độ tăng mẫu", "value": f"{dice.randint(4, 9)},{dice.randint(1, 9)}", "unit": "%"},
        {"label": "Xã đạt chuẩn mẫu", "value": dice.randint(20, 900), "unit": "xã"},
        {"label": "Thu mẫu trên địa bàn", "value": dice.randint(1001, 40000), "unit": "tỷ đồng"},
    ]
    return [{**record, "year": meeting.year} for record in dice.sample(records, dice.randint(1, 3))]


def _model(stub: Stub, _plan: Plan, dice: random.Random) -> Front:
    day = _day(stub).date()
    unit = dice.choice(units_on(day))
    kind = dice.choice(("ca-nhan", "tap-the", "ho-gia-dinh"))
    name = {"ca-nhan": person(dice), "tap-the": f"Tập thể Thử Nghiệm {stub.number}", "ho-gia-dinh": f"Hộ Mẫu {stub.number}"}[kind]
    return {
        "units": [unit],
        "subject": {"type": kind, "name": name},
        "type": dice.choice(("dien-hinh-tien-tien", "guong-nguoi-tot-viec-tot", "mo-hinh-hay-cach-lam-hay")),
        "field": dice.choice(FIELDS),
        "place": {"commune": f"Xã Mẫu {dice.randint(1, 90)}", "unit": unit, "as_of": f"{day:%Y-%m}"},
        "occupation": "người lao động mẫu" if kind == "ca-nhan" else None,
        "circumstance": Prose(dice).sentence(),
        "done": Prose(dice).sentence(),
    }


def _document(stub: Stub, _plan: Plan, dice: random.Random) -> Front:
    day = _day(stub).date()
    issued = day - timedelta(days=dice.randint(1, 20))
    return {
        "number": f"{stub.number}/{issued.year}/QĐ-MAU",
        "form": "quyet-dinh",
        "issuer": f"Cơ quan Thử Nghiệm {dice.randint(1, 9)}",
        "issued": issued,
        "in_force": {"from": issued, "checked": day},
    }


def _cluster(stub: Stub) -> Front:
    cluster = stub.cluster
    if cluster is None:
        raise ValueError(stub)
    ended = date(2025, 6, 30) if cluster.last_year == date(2025, 6, 30).year else None
    since = date(cluster.first_year, 1, 1)
    first = cluster.first_year
    return {
        "title": stub.title,
        "slug": stub.name,
        "type": cluster.type,
        "other_names": [f"Cụm mẫu {cluster.number}"],
        "members": [{"unit": unit, "from": since, "to": ended} for unit in cluster.members],
        "members_complete": True,
        "terms": [{"year": first, "lead": cluster.lead(first), "deputy": cluster.deputy(first)}],
        "established": since,
        "ended": ended,
    }


def _source(stub: Stub, day: datetime, dice: random.Random) -> Front | None:
    if _happens(dice, 0.75):
        return {"type": "own"}
    if stub.kind == "document":
        return {"type": "official-document", "name": "Công báo mẫu"}
    if dice.getrandbits(1):
        return {"type": "from-unit", "name": f"Đơn vị Thử Nghiệm {dice.randint(1, 40)}"}
    return {"type": "reprint", **_elsewhere(stub, day, dice)}


def _elsewhere(stub: Stub, day: datetime, dice: random.Random) -> Front:
    return {
        "name": f"Báo Mẫu {dice.randint(1, 9)}",
        "author": person(dice),
        "url": f"https://example.org/{stub.kind}/{stub.number}",
        "published": (day - timedelta(days=1)).date(),
    }


def _corrections(day: datetime, dice: random.Random) -> list[Front] | None:
    if not _happens(dice, 0.01):
        return None
    return [{"date": (day + timedelta(days=1)).date(), "note": f"Bản thử nghiệm đã sửa: {Prose(dice).phrase(4, 8)}."}]


def _state(stub: Stub, day: datetime, dice: random.Random) -> Front:
    chance = dice.random()
    later = (day + timedelta(days=2)).date()
    if chance < RARE_SHARE:
        return {"withdrawn": {"date": later, "reason": "Bài mẫu được gỡ để thử nghiệm."}}
    if chance < 2 * RARE_SHARE:
        return {"expires": later}
    return {"pinned_until": PINNED_UNTIL} if stub.kind == "news" and stub.number in {1, 2} else {}


def _happens(dice: random.Random, share: float) -> bool:
    """Return whether it is one of so many."""
    return dice.random() < share


def _day(stub: Stub) -> datetime:
    if stub.day is None:
        raise ValueError(stub)
    return stub.day
