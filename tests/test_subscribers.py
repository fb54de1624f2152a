"""What subscribers and programs get: feeds, calendars, open data and JSON-LD, read back by the libraries that others read them with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import jsonschema
import pandas as pd
import pytest
import vobject
from lxml import etree

from tests import site_checks
from tests.site_checks import CONFIG, Page, Site, text

BASE_URL = "https://thu-nghiem.example.vn/cong/thi-dua/"
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"

JSON_FEED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "format": "uri", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://"},
        "description": {"type": "string"},
        "language": {"type": "string"},
        "expired": {"type": "boolean"},
        "authors": {"$ref": "#/$defs/authors"},
        "hubs": {"type": "array", "items": {"type": "object", "required": ["type", "url"]}},
        "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
    },
    "additionalProperties": False,
    "$defs": {
        "authors": {
            "type": "array",
            "items": {
                "type": "object",
                "minProperties": 1,
                "properties": {"name": {"type": "string"}, "url": {"type": "string"}, "avatar": {"type": "string"}},
                "additionalProperties": False,
            },
        },
        "item": {
            "type": "object",
            "required": ["id"],
            "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
            "properties": {
                **{name: {"type": "string", "minLength": 1} for name in ("id", "title", "content_html", "content_text", "summary")},
                **{name: {"type": "string", "pattern": "^https?://"} for name in ("url", "external_url", "image", "banner_image")},
                **{
                    name: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
                    for name in ("date_published", "date_modified")
                },
                "language": {"type": "string"},
                "authors": {"$ref": "#/$defs/authors"},
                "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
                "attachments": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["url", "mime_type"],
                        "properties": {
                            **{name: {"type": "string"} for name in ("url", "mime_type", "title")},
                            **{name: {"type": "number"} for name in ("size_in_bytes", "duration_in_seconds")},
                        },
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
    },
}
"""JSON Feed 1.1 as its specification words it (jsonfeed.org/version/1.1)."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The demonstration site."""
    folder = tmp_path_factory.mktemp("subscribers")
    return site_checks.publish(site_checks.copy_demo(folder / "site"), folder / "public", BASE_URL, config=CONFIG)


def _published(site: Site, name: str) -> list[str]:
    return sorted(path for path in site.files if path.rpartition("/")[2] == name)


def _parsed(site: Site, path: str) -> feedparser.FeedParserDict:
    return feedparser.parse((site.folder / path).read_bytes())


# --- feeds ---------------------------------------------------------------------------------------------------------------------------


def test_every_list_of_articles_has_a_feed(site: Site) -> None:
    """The portal, sections, and every cluster, unit, movement, story and tag with an article have RSS; the first two all three forms."""
    feeds = set(_published(site, "feed.xml"))
    assert {"feed.xml", "tin-tuc/feed.xml", "cum-thi-dua/du-truong-cum/feed.xml", "chu-de/du-truong/feed.xml"} <= feeds
    assert any(path.startswith("don-vi/") for path in feeds)
    assert any(path.startswith("phong-trao/") for path in feeds)
    assert any(path.startswith("dong-su-kien/") for path in feeds)
    wide = {path.removesuffix("atom.xml") for path in _published(site, "atom.xml")}
    assert wide == {path.removesuffix("feed.json") for path in _published(site, "feed.json")}
    assert {"", "tin-tuc/", "hoi-nghi/"} <= wide


def test_three_forms_say_the_same(site: Site) -> None:
    """RSS, Atom and JSON Feed of a list carry the same articles: identity, address, title, authors, times, text and enclosure."""
    for path in _published(site, "atom.xml"):
        base = path.removesuffix("atom.xml")
        rss, atom = _parsed(site, f"{base}feed.xml"), _parsed(site, path)
        items = json.loads(site.read(f"{base}feed.json"))["items"]
        assert (rss.bozo, atom.bozo, rss.version, atom.version) == (0, 0, "rss20", "atom10")
        assert [_facts(entry) for entry in rss.entries] == [_facts(entry) for entry in atom.entries]
        written = etree.fromstring((site.folder / path).read_bytes()).findall(f"{ATOM}entry/{ATOM}content")
        assert [item["content_html"] for item in items if "content_html" in item] == [content.text for content in written]
        for item, entry in zip(items, atom.entries, strict=True):
            assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
            assert [author["name"] for author in item.get("authors", ())] == [author.name for author in entry.get("authors", ())]
            assert datetime.fromisoformat(item["date_published"]).astimezone(UTC).timetuple()[:6] == entry.published_parsed[:6]
            found = [(file["url"], str(file["size_in_bytes"]), file["mime_type"]) for file in item.get("attachments", ())]
            assert found == [(file.href, file.length, file.type) for file in entry.enclosures]


def _facts(entry: feedparser.FeedParserDict) -> tuple[object, ...]:
    authors = [author.get("name", "") for author in entry.get("authors", ())]
    updated = dict.get(entry, "updated_parsed") or entry.published_parsed  # feedparser makes up one that is missing
    enclosures = [(file.href, file.length, file.type) for file in entry.enclosures]
    tags = sorted((tag.term, tag.scheme) for tag in entry.get("tags", ()))
    return (
        entry.id,
        entry.link,
        entry.title,
        authors,
        entry.published_parsed,
        updated,
        entry.get("content", [{"value": ""}])[0]["value"],
        enclosures,
        tags,
    )


def test_json_feeds_follow_their_specification(site: Site) -> None:
    """Every JSON Feed is valid by the wording of version 1.1."""
    validator = jsonschema.Draft202012Validator(JSON_FEED)
    for path in _published(site, "feed.json"):
        feed = json.loads(site.read(path))
        assert [error.message for error in validator.iter_errors(feed)] == []
        assert feed["feed_url"] == site.absolute(f"/{site_checks.lives_at(path)}")


def test_enclosures_are_the_published_files(site: Site) -> None:
    """An enclosure's length is that of the file at its address, in RSS, Atom and Media RSS; the picture's credit goes with it."""
    seen = 0
    for path in _published(site, "feed.xml"):
        for item in etree.fromstring((site.folder / path).read_bytes()).iter("item"):
            for enclosure in item.iter("enclosure"):
                file = site.folder / (site.inside(enclosure.get("url")) or "").lstrip("/")
                assert enclosure.get("length") == str(file.stat().st_size)
                content = item.find(f"{MEDIA}content")
                assert (content.get("url"), content.get("fileSize")) == (enclosure.get("url"), enclosure.get("length"))
                assert content.get("type") == enclosure.get("type")
                seen += content.find(f"{MEDIA}credit") is not None
    assert seen


def test_channels_link_to_their_page_and_hub(site: Site) -> None:
    """A channel's own link is its page, whatever links follow; itself and the hub are Atom links, in RSS too."""
    for path in _published(site, "feed.xml"):
        channel = etree.fromstring((site.folder / path).read_bytes())[0]
        links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
        assert channel.findtext("link") == site.absolute("/" + site_checks.lives_at(path).removesuffix("feed.xml"))
        assert links["self"] == site.absolute(f"/{site_checks.lives_at(path)}")
        assert links["hub"] == "https://hub.mau.example.vn/"


def test_former_unit_names_its_successor(site: Site) -> None:
    """The feed of a unit that was merged lives on, says until when it was one, and leads to what it became."""
    path = next(path for path in _published(site, "feed.xml") if "truoc-2025" in path)
    channel = etree.fromstring((site.folder / path).read_bytes())[0]
    related = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "related"]
    assert related
    assert site.inside(related[0]) is not None
    assert "nay thuộc" in channel.findtext("description")


def test_feeds_of_a_renamed_list_live_on(site: Site) -> None:
    """Where a list was before, its page redirects and its feeds are the same, which name their new address as their own."""
    for form in ("feed.xml", "atom.xml", "feed.json"):
        assert (site.folder / "tin-cu" / form).read_bytes() == (site.folder / "tin-tuc" / form).read_bytes()
    assert site.absolute("/tin-tuc/") in site.read("tin-cu/index.html")


def test_withdrawn_article_stays_as_a_notice(site: Site) -> None:
    """A withdrawn article keeps its identity and place; its text is the notice, its time of change the day of withdrawal."""
    for form in ("feed.xml", "atom.xml"):
        entry = next(entry for entry in _parsed(site, f"tin-tuc/{form}").entries if "da-rut" in entry.link)
        page = site.page(site.inside(entry.link) or "")
        assert text(page.one("div", class_="withdrawn")) in entry.summary
        assert not entry.get("authors")
        assert entry.updated_parsed > entry.published_parsed


def test_subscription_list_names_every_feed(site: Site) -> None:
    """feeds.opml and /rss/ name every RSS feed of the site, each once."""
    every = {site.absolute(f"/{path}") for path in _published(site, "feed.xml") if not path.startswith("tin-cu/")}
    outlines = etree.fromstring((site.folder / "feeds.opml").read_bytes()).iter("outline")
    assert sorted(line.get("xmlUrl") for line in outlines if line.get("xmlUrl")) == sorted(every)


# --- what an editor does -------------------------------------------------------------------------------------------------------------

ARTICLE = 'title: "{title}"\nsummary: "Tóm tắt"\ndate: 2026-11-20T08:00+07:00\nauthor: Người Viết\n'


def _build(folder: Path, articles: dict[str, str], *, config: str = "") -> Site:
    root = folder / "site"
    (root / "content").mkdir(parents=True, exist_ok=True)
    (root / CONFIG).write_text(
        f'title: "Cổng"\nbase_url: "{BASE_URL}"\nowner: {{name: Chủ, email: a@example.vn}}\n{config}', encoding="utf-8"
    )
    for name, written in articles.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8")
    site_checks.build(root, folder / "public")
    return Site(folder / "public", BASE_URL)


def test_identity_survives_title_address_and_section(tmp_path: Path) -> None:
    """Retitled, moved to another section and corrected, an article keeps its guid; `updated` is the day of the correction."""
    sections = "sections: [{id: tinh, kind: news, title: Tin tỉnh}]\n"
    before = _build(tmp_path, {"news/a.md": f"---\n{ARTICLE.format(title='Tên cũ')}---\nThân bài.\n"}, config=sections)
    old = _parsed(before, "feed.xml").entries[0]
    (tmp_path / "site/content/news/a.md").unlink()
    changed = ARTICLE.format(title="Tên mới") + 'aliases: [/tin-tuc/2026/ten-cu/]\ncorrections: [{date: 2026-11-21, note: "Sửa tên."}]\n'
    new = _parsed(_build(tmp_path, {"tinh/a.md": f"---\n{changed}---\nThân bài.\n"}, config=sections), "feed.xml").entries[0]
    assert old.id == new.id
    assert (old.title, new.title) == ("Tên cũ", "Tên mới")
    assert old.link != new.link
    assert new.published_parsed == old.published_parsed
    assert "updated" not in old
    assert new.updated.startswith("2026-11-21T00:00:00")
    assert "Sửa tên." in new.content[0].value


def test_feeds_without_news_are_not_touched(tmp_path: Path) -> None:
    """Another article in another section leaves a section's feeds as they are, byte and time of change."""
    config = "sections: [{id: tinh, kind: news, title: Tin tỉnh}]\n"
    site = _build(tmp_path, {"tinh/a.md": f"---\n{ARTICLE.format(title='Một')}---\nThân.\n"}, config=config)
    names = ("tinh/feed.xml", "tinh/atom.xml", "tinh/feed.json")
    before = [((site.folder / name).read_bytes(), (site.folder / name).stat().st_mtime_ns) for name in names]
    root = (site.folder / "feed.xml").read_bytes()
    _build(tmp_path, {"news/b.md": f"---\n{ARTICLE.format(title='Hai')}---\nThân.\n"}, config=config)
    assert [((site.folder / name).read_bytes(), (site.folder / name).stat().st_mtime_ns) for name in names] == before
    assert (site.folder / "feed.xml").read_bytes() != root


HOSTILE = {
    "marker": "Tin ]]> & <b>đậm</b> “mẫu”",
    "emoji": "Tin 🎉 mừng 👨‍👩‍👧 ngày hội",
    "nfd": "Tin mo\u031b\u0301i ve\u0302\u0300 thi \u0111ua",
    "bidi": "Tin \u202e\u05d0\u05d1\u202c và \u200f chữ",
    "long": "Thi đua " * 37 + "hết.",
}


@pytest.mark.parametrize("content", ["full", "summary"])
def test_hostile_titles_break_no_feed(tmp_path: Path, content: str) -> None:
    """Whatever stands in a title or text, every form is well-formed and gives it back as the page shows it."""
    articles = {
        f"news/{name}.md": f"---\ntitle: {json.dumps(title.strip(), ensure_ascii=False)}\ndate: 2026-11-20\nslug: bai-{name}\n---\n"
        f"{title.strip()} `]]>` và [^1]\n\n[^1]: Chú thích.\n"
        for name, title in HOSTILE.items()
    }
    site = _build(tmp_path, articles, config=f"feeds: {{content: {content}}}\n")
    for form in ("feed.xml", "atom.xml"):
        titles = etree.fromstring((site.folder / form).read_bytes()).xpath(
            "//*[local-name()='item' or local-name()='entry']/*[local-name()='title']"
        )
        for title, entry in zip(titles, _parsed(site, form).entries, strict=True):
            assert " ".join(title.text.split()) == site.page(site.inside(entry.link) or "").title
            assert 'href="#' not in entry.get("content", [{"value": ""}])[0]["value"]
        assert len(titles) == len(HOSTILE)
    for item in json.loads(site.read("feed.json"))["items"]:
        assert " ".join(item["title"].split()) == site.page(site.inside(item["url"]) or "").title


def test_article_that_is_a_title_alone_has_it_for_a_text(tmp_path: Path) -> None:
    """An item without any text is one that readers show as broken, and validators mark."""
    site = _build(tmp_path, {"news/a.md": "---\ntitle: Chỉ có tiêu đề\ndate: 2026-11-20\n---\n"})
    for form in ("feed.xml", "atom.xml"):
        assert [entry.summary for entry in _parsed(site, form).entries] == ["Chỉ có tiêu đề"]
    assert [item["content_text"] for item in json.loads(site.read("feed.json"))["items"]] == ["Chỉ có tiêu đề"]


# --- calendars -----------------------------------------------------------------------------------------------------------------------


def _events(site: Site, path: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical((site.folder / path).read_bytes()).walk("VEVENT"))


def test_calendars_read_back(site: Site) -> None:
    """Every calendar reads alike in icalendar and vobject; every event has a day, a stable UID that occurs once, and its article."""
    paths = _published(site, "lich.ics")
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
    found = {str(event["summary"]): event for event in _events(_build(tmp_path, written), "lich.ics")}
    assert set(found) == {"ngay", "gio", "huy", "rut"}
    assert (found["ngay"].decoded("dtstart"), found["ngay"].decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 3))
    start = found["gio"].decoded("dtstart")
    assert (start.isoformat(), start.utcoffset()) == ("2026-12-05T08:30:00+07:00", timedelta(hours=7))
    assert [int(found[name]["sequence"]) for name in ("ngay", "gio", "rut")] == [0, 1, 1]
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
    found = {str(event["summary"]): str(event["status"]) for event in _events(_build(tmp_path, written), "lich.ics")}
    assert found == {"con": "CONFIRMED", "truoc": "CANCELLED"}


# --- open data -----------------------------------------------------------------------------------------------------------------------

_PANDAS = {"string": "string", "integer": "Int64", "boolean": "boolean", "date": "string", "time": "string"}


def _tables(site: Site) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = json.loads(site.read("du-lieu/datapackage.json"))["resources"]
    return tables


def test_tables_read_back_with_their_dictionary(site: Site) -> None:
    """Every CSV reads in pandas with the types of the dictionary; JSON has the same rows; required cells are filled, closed ones known."""
    for table in _tables(site):
        raw = (site.folder / "du-lieu" / table["path"]).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        fields = {field["name"]: field for field in table["schema"]["fields"]}
        types: Any = {name: _PANDAS[field["type"]] for name, field in fields.items()}
        frame = pd.read_csv(io.BytesIO(raw), dtype=types, keep_default_na=False, na_values=[""])
        assert list(frame.columns) == list(fields)
        rows = json.loads(site.read(f"du-lieu/{table['name']}.json"))
        assert len(rows) == len(frame) > 0
        plain = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
        assert [[_cell(value) for value in row.values()] for row in rows] == [list(row.values()) for row in plain]
        for name, field in fields.items():
            limits = field.get("constraints", {})
            assert not limits.get("required") or frame[name].notna().all(), (table["name"], name)
            assert "enum" not in limits or set(frame[name].dropna()) <= set(limits["enum"]), (table["name"], name)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_row_has_a_source_that_is_there(site: Site) -> None:
    """Every row's source is an address on the site that exists, one elsewhere, or words."""
    for table in _tables(site):
        for row in json.loads(site.read(f"du-lieu/{table['name']}.json")):
            assert row["source"]
            for part in row["source"].split():
                if part.startswith(BASE_URL):
                    assert not site_checks.broken_link(site, part), part


def test_page_describes_every_column(site: Site) -> None:
    """The dictionary for people names each column of each table, with the words that the one for programs has."""
    page = site.page("/du-lieu/")
    for table in _tables(site):
        lines = [[text(cell) for cell in line] for body in page.section(table["title"]).iter("tbody") for line in body]
        for field, (name, _, meaning) in zip(table["schema"]["fields"], lines, strict=True):
            assert name == field["name"]
            assert meaning.startswith(field["description"])


def test_nothing_inferred_or_disputed_is_data(tmp_path: Path) -> None:
    """A conference, a member and a term that are inferred or disputed are in no table."""
    cluster = (
        "---\ntitle: Cụm Một\ntype: cum-tinh\nmembers:\n  - {unit: ha-noi, seen: [2020], inferred: true}\n  - {unit: hue, seen: [2021]}\n"
        "terms:\n  - {year: 2021, lead: hue}\n  - {year: 2022, lead: ha-noi, inferred: true}\n---\nThân.\n"
    )
    event = f"---\n{ARTICLE.format(title='Họp')}event: {{type: khac, start: 2022-05-05, covers: 2022, disputed: true}}\n---\nThân.\n"
    site = _build(tmp_path, {"clusters/mot.md": cluster, "conferences/a.md": event})
    data = {name: json.loads(site.read(f"du-lieu/{name}.json")) for name in ("thanh-vien", "nhiem-ky", "hoi-nghi")}
    assert [row["unit"] for row in data["thanh-vien"]] == ["hue"]
    assert [(row["year"], row["unit"]) for row in data["nhiem-ky"]] == [(2021, "hue")]
    assert data["hoi-nghi"] == []


# --- JSON-LD -------------------------------------------------------------------------------------------------------------------------


def _graph(page: Page) -> list[dict[str, Any]]:
    return [item for script in page.all("script", type="application/ld+json") for item in json.loads(script.text or "")["@graph"]]


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def test_linked_data_says_what_the_page_shows(site: Site) -> None:
    """Every block parses; its names stand on the page, its addresses exist, its times and breadcrumbs are those shown."""
    for page in site.real_pages:
        shown = text(page.root).casefold()
        for item in _graph(page):
            for node in _nodes(item):
                for name in ("name", "headline", "jobTitle", "legislationIdentifier", "articleSection"):
                    assert str(node.get(name, "")).casefold() in shown, (page.path, name, node.get(name))
                address = node.get("url", "")
                assert not address.startswith(BASE_URL) or not site_checks.broken_link(site, address), (page.path, address)
            if item["@type"] == "BreadcrumbList":
                trail = [text(link) for link in page.one("nav", class_="trail").iter("a")]
                assert [step["name"] for step in item["itemListElement"]] == trail
            if "datePublished" in item:
                assert item["datePublished"] in {element.get("datetime") for element in page.root.iter("time")}


@pytest.mark.parametrize(
    ("address", "kind", "about"),
    [
        ("/tin-tuc/2026/du-truong-tin/", "NewsArticle", None),
        ("/hoi-nghi/2026/du-truong-hoi-nghi/", "NewsArticle", "Event"),
        ("/dien-hinh/du-truong-dien-hinh/", "NewsArticle", None),
        ("/van-ban/trung-uong/du-truong-van-ban/", "Article", "Legislation"),
        ("/cum-thi-dua/du-truong-cum/", "Organization", None),
        ("/nhan-vat/nguoi-mau-mot/", "Person", None),
        ("/du-lieu/", "Dataset", None),
        ("/", "WebSite", None),
    ],
)
def test_each_kind_of_page_has_its_type(site: Site, address: str, kind: str, about: str | None) -> None:
    """Pages say what they are about in the types that search engines know."""
    found = {item["@type"]: item for item in _graph(site.page(address))}
    assert kind in found
    assert about is None or found[kind]["about"]["@type"] == about


def test_withdrawn_pages_say_nothing(site: Site) -> None:
    """Of a withdrawn entry programs are told the way to its page, and nothing else."""
    for page in site.real_pages:
        if page.all("div", class_="withdrawn"):
            assert {item["@type"] for item in _graph(page)} <= {"BreadcrumbList"}
