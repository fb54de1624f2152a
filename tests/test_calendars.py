"""Calendars of conferences, read back by the libraries that others read them with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import vobject

from tests.site_checks import Site
from tests.small_site import ARTICLE, build

CLUSTER = {"clusters/cum.md": "---\ntitle: Cụm Mẫu\nslug: cum\ntype: cum-tinh\nmembers: [{unit: hue}]\n---\nThân.\n"}


def _events(site: Site, path: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical((site.folder / path).read_bytes()).walk("VEVENT"))


def test_calendars_read_back(demo: Site) -> None:
    """Every calendar reads alike in icalendar and vobject; every event has a day, a stable UID that occurs once, and its article."""
    paths = demo.named("lich.ics")
    assert "lich.ics" in paths
    for path in paths:
        raw = (demo.folder / path).read_bytes()
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        events = _events(demo, path)
        others = getattr(vobject.readOne(raw.decode()), "vevent_list", [])
        assert [str(event["summary"]) for event in events] == [other.summary.value for other in others]
        assert [event.decoded("dtstart") for event in events] == [other.dtstart.value for other in others]
        assert len({str(event["uid"]) for event in events}) == len(events)
        for event in events:
            assert event.decoded("dtstamp").utcoffset() == timedelta(0)
            assert demo.inside(str(event["url"])) is not None
    assert {str(event["uid"]) for path in paths for event in _events(demo, path)} == {
        str(event["uid"]) for event in _events(demo, "lich.ics")
    }


def test_calendar_knows_days_hours_changes_and_cancellations(tmp_path: Path) -> None:
    """A day is all-day to the day after its last, an hour is an instant; what has a month alone is missing; edits count; huy cancels."""
    events = {
        "ngay": "{type: khac, start: 2026-12-01, end: 2026-12-02, covers: 2026}",
        "gio": '{type: khac, start: 2026-12-05, time: "08:30", covers: 2026}',
        "thang": "{type: khac, start: 2026-12, covers: 2026}",
        "suy": "{type: khac, start: 2026-12-07, covers: 2026, inferred: true}",
        "huy": "{type: khac, start: 2026-12-09, covers: 2026, status: huy}",
    }
    edits = {"gio": 'corrections: [{date: 2026-11-21, note: "Đổi giờ."}]\n', "rut": "withdrawn: {date: 2026-11-21, reason: Nhầm}\n"}
    events["rut"] = "{type: khac, start: 2026-12-11, covers: 2026}"
    written = {
        f"conferences/{name}.md": f"---\n{ARTICLE.format(title=name)}slug: hop-{name}\nevent: {event}\n{edits.get(name, '')}---\nThân.\n"
        for name, event in events.items()
    }
    found = {str(event["summary"]): event for event in _events(build(tmp_path, written), "lich.ics")}
    assert set(found) == {"ngay", "gio", "huy", "rut"}
    assert (found["ngay"].decoded("dtstart"), found["ngay"].decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 3))
    start = found["gio"].decoded("dtstart")
    assert (start.isoformat(), start.utcoffset()) == ("2026-12-05T08:30:00+07:00", timedelta(hours=7))
    assert [bool(found[name]["sequence"]) for name in ("ngay", "gio", "rut")] == [False, True, True]
    assert [str(found[name]["status"]) for name in ("ngay", "huy", "rut")] == ["CONFIRMED", "CANCELLED", "CANCELLED"]


def test_calendar_names_no_place_that_is_disputed(tmp_path: Path) -> None:
    """Where articles about a meeting differ over the unit in which it is, its event has the day and no place."""
    events = {
        "mo-ho": "{type: tong-ket-nam, cluster: cum, place: {unit: hue, disputed: true}, covers: 2026}",
        "ro": "{type: tong-ket-nam, cluster: cum, start: 2026-12-15, place: {unit: hue, venue: Hội trường Mẫu}, covers: 2026}",
    }
    written = {
        f"conferences/{name}.md": f"---\n{ARTICLE.format(title=name)}slug: hop-{name}\nevent: {event}\n---\nThân.\n"
        for name, event in events.items()
    }
    (event,) = _events(build(tmp_path, CLUSTER | written), "lich.ics")
    assert (event.decoded("dtstart"), event.get("location")) == (date(2026, 12, 15), None)


def test_calendar_believes_all_articles_of_a_meeting(tmp_path: Path) -> None:
    """A meeting takes place though one of two articles about it was withdrawn, and does not when a later one says so without the day."""
    fronts = {
        "rut": ("{type: tong-ket-nam, cluster: cum, start: 2026-12-15, covers: 2026}", "withdrawn: {date: 2026-11-21, reason: Nhầm}\n"),
        "con": ("{type: tong-ket-nam, cluster: cum, start: 2026-12-15, covers: 2026}", ""),
        "truoc": ("{type: so-ket-6-thang, cluster: cum, start: 2026-07-03, covers: 2026-H1}", ""),
        "sau": ("{type: so-ket-6-thang, cluster: cum, covers: 2026-H1, status: huy}", ""),
    }
    written = {
        f"conferences/{name}.md": f"---\n{ARTICLE.format(title=name)}slug: hop-{name}\nevent: {event}\n{more}---\nThân.\n"
        for name, (event, more) in fronts.items()
    }
    found = {str(event["summary"]): str(event["status"]) for event in _events(build(tmp_path, CLUSTER | written), "lich.ics")}
    assert found == {"con": "CONFIRMED", "truoc": "CANCELLED"}


def _meetings(**fronts: str) -> dict[str, str]:
    """Return articles about one final review, by name and what each says beside that; published in the order in which they stand."""
    event = "event: {type: tong-ket-nam, cluster: cum, start: 2026-12-15, covers: 2026}\n"
    return CLUSTER | {
        f"conferences/{name}.md": f'---\ntitle: "{name}"\ndate: 2026-11-20T08:{number:02}+07:00\n{event}{more}---\nThân.\n'
        for number, (name, more) in enumerate(fronts.items())
    }


def test_event_is_the_same_after_every_edit(tmp_path: Path) -> None:
    """Corrected, changed again, told once more, its first article withdrawn and then all: the UID stays, SEQUENCE grows each time."""
    steps = (
        {"mot": ""},
        {"mot": "updated: 2026-11-20T09:00+07:00\n"},
        {"mot": "updated: 2026-11-20T09:30+07:00\n"},
        {"mot": "updated: 2026-11-20T09:30+07:00\n", "hai": "updated: 2026-11-20T10:00+07:00\n"},
        {"mot": "withdrawn: {date: 2026-11-21, reason: Nhầm}\n", "hai": "updated: 2026-11-20T10:00+07:00\n"},
        {"mot": "withdrawn: {date: 2026-11-21, reason: Nhầm}\n", "hai": "withdrawn: {date: 2026-11-21, reason: Nhầm}\n"},
    )
    told = []
    for step in steps:
        (event,) = _events(build(tmp_path, _meetings(**step)), "lich.ics")
        told.append((str(event["uid"]), int(event["sequence"]), str(event["status"])))
    assert len({uid for uid, _, _ in told}) == 1
    assert [number for _, number, _ in told] == sorted({number for _, number, _ in told})
    assert [status for _, _, status in told] == ["CONFIRMED"] * 5 + ["CANCELLED"]


def test_meeting_of_several_days_says_when_it_opens(tmp_path: Path) -> None:
    """An event of whole days has no hour; its description has."""
    event = 'event: {type: khac, start: 2026-12-01, end: 2026-12-02, time: "08:30", covers: 2026}\n'
    (found,) = _events(build(tmp_path, {"conferences/a.md": f"---\n{ARTICLE.format(title='Họp')}{event}---\nThân.\n"}), "lich.ics")
    assert found.decoded("dtstart") == date(2026, 12, 1)
    assert "Khai mạc lúc 08:30" in str(found["description"])


def test_uid_is_that_of_the_meeting(tmp_path: Path) -> None:
    """Whoever tells of a cluster's final review, earlier or later, with the hour or without: its UID is the same."""
    event = "event: {type: tong-ket-nam, cluster: cum, start: 2026-12-15, covers: 2026}\n"
    first = {"conferences/b.md": f"---\ntitle: Hai\ndate: 2026-11-20 10:00\n{event}---\nThân.\n"}
    earlier = {"conferences/a.md": f"---\ntitle: Một\ndate: 2026-11-20\n{event}---\nThân.\n"}
    (alone,) = _events(build(tmp_path, CLUSTER | first), "lich.ics")
    (both,) = _events(build(tmp_path, earlier), "lich.ics")
    assert alone["uid"] == both["uid"]
    assert int(both["sequence"]) > int(alone["sequence"])


def test_meetings_of_no_cluster_are_told_once_each(tmp_path: Path) -> None:
    """Final reviews of one year that belong to no cluster are as many meetings as there are articles."""
    written = {
        f"conferences/{name}.md": f"---\n{ARTICLE.format(title=name)}slug: hop-{name}\n"
        f"event: {{type: tong-ket-nam, start: {day}, covers: 2026}}\n---\nThân.\n"
        for name, day in (("mot", "2026-12-15"), ("hai", "2026-12-20"))
    }
    found = {str(event["summary"]): event.decoded("dtstart") for event in _events(build(tmp_path, written), "lich.ics")}
    assert found == {"mot": date(2026, 12, 15), "hai": date(2026, 12, 20)}


def test_event_is_cancelled_when_its_day_is_told_no_more(tmp_path: Path) -> None:
    """Where the only article with the day is withdrawn, subscribers see the event cancelled, though another article tells of it."""
    day, none = (f"event: {{type: tong-ket-nam, cluster: cum, {start}covers: 2026}}\n" for start in ("start: 2026-12-15, ", ""))
    files = {
        "conferences/a.md": f"---\ntitle: Có ngày\ndate: 2026-11-20\n{day}---\nThân.\n",
        "conferences/b.md": f"---\ntitle: Không ngày\ndate: 2026-11-20\n{none}---\nThân.\n",
    }
    (before,) = _events(build(tmp_path, CLUSTER | files), "lich.ics")
    taken = files["conferences/a.md"].replace("---\nThân", "withdrawn: {date: 2026-11-21, reason: Nhầm}\n---\nThân")
    (after,) = _events(build(tmp_path, {"conferences/a.md": taken}), "lich.ics")
    assert (before["uid"], str(before["status"]), str(after["status"])) == (after["uid"], "CONFIRMED", "CANCELLED")
    assert int(after["sequence"]) > int(before["sequence"])


def test_place_and_hour_come_from_whoever_states_them(tmp_path: Path) -> None:
    """A place without a unit is a place; the hour that one article states holds where another one states the day's end."""
    event = "event: {{type: tong-ket-nam, cluster: cum, start: 2026-12-15, covers: 2026, {more}}}\n"
    more = {"a": 'time: "14:00", place: {venue: Hội trường A, city: Huế}', "b": "end: 2026-12-15, place: {venue: Hội trường A}"}
    files = {
        f"conferences/{name}.md": f"---\ntitle: {name}\nslug: bai-{name}\ndate: 2026-11-20\n{event.format(more=said)}---\nThân.\n"
        for name, said in more.items()
    }
    (found,) = _events(build(tmp_path, CLUSTER | files), "lich.ics")
    assert found.decoded("dtstart").isoformat() == "2026-12-15T14:00:00+07:00"
    assert str(found["location"]).startswith("Hội trường A")


def test_calendar_stays_where_a_cluster_was_before(tmp_path: Path) -> None:
    """A cluster with another address leaves its calendar and its feed at the old one, the same as at the new."""
    files = CLUSTER | {"news/a.md": f"---\n{ARTICLE.format(title='Tin')}clusters: [cum]\n---\nThân.\n"}
    moved = files["clusters/cum.md"].replace("slug: cum", "slug: cum-moi\naliases: [/cum-thi-dua/cum/]")
    site = build(tmp_path, files | {"clusters/cum.md": moved})
    for name in ("lich.ics", "feed.xml"):
        assert (site.folder / "cum-thi-dua/cum" / name).read_bytes() == (site.folder / "cum-thi-dua/cum-moi" / name).read_bytes()
