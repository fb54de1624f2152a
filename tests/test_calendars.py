"""Calendars of conferences, read back by the libraries that others read them with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

from tests import site_checks
from tests.site_checks import Site
from tests.small_site import ARTICLE, build


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The demonstration site."""
    return site_checks.publish_demo(tmp_path_factory.mktemp("demo"))


def _events(site: Site, path: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical((site.folder / path).read_bytes()).walk("VEVENT"))


def test_calendars_read_back(site: Site) -> None:
    """Every calendar reads alike in icalendar and vobject; every event has a day, a stable UID that occurs once, and its article."""
    paths = site.named("lich.ics")
    assert "lich.ics" in paths
    for path in paths:
        raw = (site.folder / path).read_bytes()
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        events = _events(site, path)
        others = getattr(vobject.readOne(raw.decode()), "vevent_list", [])
        assert [str(event["summary"]) for event in events] == [other.summary.value for other in others]
        assert [event.decoded("dtstart") for event in events] == [other.dtstart.value for other in others]
        assert len({str(event["uid"]) for event in events}) == len(events)
        for event in events:
            assert event.decoded("dtstamp").utcoffset() == timedelta(0)
            assert site.inside(str(event["url"])) is not None
    assert {str(event["uid"]) for path in paths for event in _events(site, path)} == {
        str(event["uid"]) for event in _events(site, "lich.ics")
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


def test_calendar_believes_all_articles_of_a_meeting(tmp_path: Path) -> None:
    """A meeting takes place though one of two articles about it was withdrawn, and does not when a later one says so without the day."""
    fronts = {
        "rut": ("{type: tong-ket-nam, start: 2026-12-15, covers: 2026}", "withdrawn: {date: 2026-11-21, reason: Nhầm}\n"),
        "con": ("{type: tong-ket-nam, start: 2026-12-15, covers: 2026}", ""),
        "truoc": ("{type: so-ket-6-thang, start: 2026-07-03, covers: 2026-H1}", ""),
        "sau": ("{type: so-ket-6-thang, covers: 2026-H1, status: huy}", ""),
    }
    written = {
        f"conferences/{name}.md": f"---\n{ARTICLE.format(title=name)}slug: hop-{name}\nevent: {event}\n{more}---\nThân.\n"
        for name, (event, more) in fronts.items()
    }
    found = {str(event["summary"]): str(event["status"]) for event in _events(build(tmp_path, written), "lich.ics")}
    assert found == {"con": "CONFIRMED", "truoc": "CANCELLED"}


def _meetings(**fronts: str) -> dict[str, str]:
    """Return articles about one final review, by name and what each says beside that; published in the order in which they stand."""
    event = "event: {type: tong-ket-nam, start: 2026-12-15, covers: 2026}\n"
    return {
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
