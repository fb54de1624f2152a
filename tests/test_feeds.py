"""Feeds as readers' programs read them: of the demonstration site, the portal itself, hard content, and of what an editor does."""

from __future__ import annotations

import io
import json
import re
import shutil
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from lxml import etree
from PIL import Image

from tests import site_checks
from tests.site_checks import MOVED, Page, Site, listed, text
from tests.small_site import ARTICLE, build
from thidua.catalog.feeds import OLD_A_DAY

pytestmark = pytest.mark.usefixtures("unmeasured")

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
EVERY_SITE = pytest.mark.parametrize("name", ["demo", "portal", "hard"])
FORMS = ("feed.xml", "atom.xml", "feed.json")

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
def sites(demo: Site, portal: Site, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Site]:
    """The demonstration site, the portal and the site of hard content."""
    folder = tmp_path_factory.mktemp("feeds")
    shutil.copytree(site_checks.HARD, folder / "hard")
    hard = site_checks.publish(folder / "hard", folder / "hard-public", "https://kho.example.vn/")
    return {"demo": demo, "portal": portal, "hard": hard}


def _parsed(site: Site, path: str) -> feedparser.FeedParserDict:
    return feedparser.parse((site.folder / path).read_bytes())


# --- feeds ---------------------------------------------------------------------------------------------------------------------------


def test_every_list_of_articles_has_a_feed(demo: Site) -> None:
    """The portal, sections, and every cluster, unit, movement, story and tag with an article have RSS; the first two all three forms."""
    feeds = set(demo.named("feed.xml"))
    assert {"feed.xml", "tin-tuc/feed.xml", "cum-thi-dua/du-truong-cum/feed.xml", "chu-de/du-truong/feed.xml"} <= feeds
    assert any(path.startswith("don-vi/") for path in feeds)
    assert any(path.startswith("phong-trao/") for path in feeds)
    assert any(path.startswith("dong-su-kien/") for path in feeds)
    wide = {path.removesuffix("atom.xml") for path in demo.named("atom.xml")}
    assert wide == {path.removesuffix("feed.json") for path in demo.named("feed.json")}
    assert {"", "tin-tuc/", "hoi-nghi/"} <= wide


@EVERY_SITE
def test_three_forms_say_the_same(sites: Mapping[str, Site], name: str) -> None:
    """RSS, Atom and JSON Feed of a list carry the same articles: identity, address, title, authors, times, text and enclosure."""
    site = sites[name]
    for path in site.named("atom.xml"):
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


@EVERY_SITE
def test_json_feeds_follow_their_specification(sites: Mapping[str, Site], name: str) -> None:
    """Every JSON Feed is valid by the wording of version 1.1."""
    site = sites[name]
    validator = jsonschema.Draft202012Validator(JSON_FEED)
    for path in site.named("feed.json"):
        feed = json.loads(site.read(path))
        assert [error.message for error in validator.iter_errors(feed)] == []
        assert feed["feed_url"] == site.absolute(f"/{site_checks.lives_at(path)}")


@EVERY_SITE
def test_items_are_what_their_pages_say(sites: Mapping[str, Site], name: str) -> None:
    """Every item of every RSS feed has the address, title, time, authors, text and picture of its article's page; none is in it twice."""
    site = sites[name]
    pages: dict[str, list[str]] = {}
    for path in site.named("feed.xml"):
        parsed = _parsed(site, path)
        assert parsed.bozo == 0, path
        assert len({entry.id for entry in parsed.entries}) == len(parsed.entries), path
        for entry in parsed.entries:
            page = site.page(site.inside(entry.link) or "")
            pages.setdefault(page.path, []).append(f"{path}: {entry.id}")
            assert listed(f"{path}: {fault}" for fault in _unlike(entry, page)) == ""
    assert pages
    for told in pages.values():  # one identity, whichever feed
        assert len({line.partition(": ")[2] for line in told}) == 1, told


def _unlike(entry: feedparser.FeedParserDict, page: Page) -> list[str]:
    """Return what an item says that its page does not; of a withdrawn article that it says only so."""
    article = page.one("article", data_article="")
    shown = text(article)
    found = []
    if " ".join(entry.title.split()) != page.title:
        found.append(f"title {entry.title}")
    published = datetime.fromtimestamp(timegm(entry.published_parsed), tz=UTC)
    times = [datetime.fromisoformat(element.get("datetime", "")) for element in article.iter("time")]
    if published not in [time.astimezone(UTC) if time.tzinfo else time for time in times] and not _is_day(published, page):
        found.append(f"time {published}")
    if page.all("div", class_="withdrawn"):
        return found + [name for name in ("authors", "enclosures", "tags") if entry.get(name)]
    found += [f"author {author.name}" for author in entry.get("authors", ()) if author.name not in shown]
    linked = {item.get("url") for item in _images(page)}
    found += [f"picture {file.href}" for file in entry.enclosures if file.href not in linked]
    for content in entry.get("content", ()):
        fragment = etree.HTML(content.value) if content.value.strip() else None
        blocks = fragment.iter("p", "li", "td", "th", "h2", "h3", "figcaption") if fragment is not None else ()
        found += [f"text {said}" for block in blocks if (said := " ".join("".join(block.itertext()).split())) and said not in shown]
    return found


def _is_day(moment: datetime, page: Page) -> bool:
    """Return whether a page says the day alone of which `moment` is the beginning in Vietnam."""
    days = {element.get("datetime") for element in page.root.iter("time")}
    return (moment + site_checks.VIETNAM).isoformat()[:10] in days


def _images(page: Page) -> list[dict[str, Any]]:
    graph = [item for script in page.all("script", type="application/ld+json") for item in json.loads(script.text or "")["@graph"]]
    return [item["image"] for item in graph if "image" in item]


def test_enclosures_are_the_published_files(demo: Site) -> None:
    """An enclosure's length is that of the file at its address, in RSS, Atom and Media RSS; the picture's credit goes with it."""
    seen = 0
    for path in demo.named("feed.xml"):
        for item in etree.fromstring((demo.folder / path).read_bytes()).iter("item"):
            for enclosure in item.iter("enclosure"):
                file = demo.folder / (demo.inside(enclosure.get("url")) or "").lstrip("/")
                assert enclosure.get("length") == str(file.stat().st_size)
                content = item.find(f"{MEDIA}content")
                assert (content.get("url"), content.get("fileSize")) == (enclosure.get("url"), enclosure.get("length"))
                assert content.get("type") == enclosure.get("type")
                seen += content.find(f"{MEDIA}credit") is not None
    assert seen


def test_channels_link_to_their_page_and_hub(demo: Site) -> None:
    """A channel's own link is its page, whatever links follow; itself and the hub are Atom links, in RSS too."""
    for path in demo.named("feed.xml"):
        channel = etree.fromstring((demo.folder / path).read_bytes())[0]
        links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
        assert channel.findtext("link") == demo.absolute("/" + site_checks.lives_at(path).removesuffix("feed.xml"))
        assert links["self"] == demo.absolute(f"/{site_checks.lives_at(path)}")
        assert links["hub"] == "https://hub.mau.example.vn/"


def test_former_unit_names_its_successor(demo: Site) -> None:
    """The feed of a unit that was merged lives on, says until when it was one, and leads to what it became."""
    path = next(path for path in demo.named("feed.xml") if "truoc-2025" in path)
    channel = etree.fromstring((demo.folder / path).read_bytes())[0]
    related = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "related"]
    assert related
    assert demo.inside(related[0]) is not None
    assert "nay thuộc" in channel.findtext("description")


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_feeds_of_a_renamed_list_live_on(demo: Site, old: str, new: str) -> None:
    """Where a section or tag was before, its page redirects and its feeds are the same, which name their new address as their own."""
    forms = [form for form in FORMS if (demo.folder / new / form).exists()]
    assert forms
    for form in forms:
        assert (demo.folder / old / form).read_bytes() == (demo.folder / new / form).read_bytes()
    assert demo.absolute(f"/{new}/") in demo.read(f"{old}/index.html")


def test_withdrawn_article_stays_as_a_notice(demo: Site) -> None:
    """A withdrawn article keeps its identity and place; its text is the notice, its time of change the day of withdrawal."""
    for form in ("feed.xml", "atom.xml"):
        entry = next(entry for entry in _parsed(demo, f"tin-tuc/{form}").entries if "da-rut" in entry.link)
        page = demo.page(demo.inside(entry.link) or "")
        assert text(page.one("div", class_="withdrawn")) in entry.summary
        assert not entry.get("authors")
        assert entry.updated_parsed > entry.published_parsed


def test_subscription_list_names_every_feed(demo: Site) -> None:
    """feeds.opml names every RSS feed of the site, each once; /rss/ every feed in every form, and how many lists that are."""
    every = {demo.absolute(f"/{path}") for path in demo.named("feed.xml") if not path.startswith(tuple(MOVED))}
    outlines = etree.fromstring((demo.folder / "feeds.opml").read_bytes()).iter("outline")
    assert sorted(line.get("xmlUrl") for line in outlines if line.get("xmlUrl")) == sorted(every)
    every |= {
        demo.absolute(f"/{path}") for name in ("atom.xml", "feed.json") for path in demo.named(name) if not path.startswith(tuple(MOVED))
    }
    main = demo.page("/rss/").one("main")
    listed_there = [link.get("href", "") for link in main.iter("a") if link.get("href", "").endswith(("feed.xml", "atom.xml", "feed.json"))]
    assert sorted(listed_there) == sorted(every)


# --- what an editor does -------------------------------------------------------------------------------------------------------------


def test_identity_survives_title_address_and_section(tmp_path: Path) -> None:
    """Retitled, moved to another section and corrected, an article keeps its guid; `updated` is the day of the correction."""
    sections = "sections: [{id: tinh, kind: news, title: Tin tỉnh}]\n"
    before = build(tmp_path, {"news/a.md": f"---\n{ARTICLE.format(title='Tên cũ')}---\nThân bài.\n"}, config=sections)
    old = _parsed(before, "feed.xml").entries[0]
    (tmp_path / "site/content/news/a.md").unlink()
    changed = ARTICLE.format(title="Tên mới") + 'aliases: [/tin-tuc/2026/ten-cu/]\ncorrections: [{date: 2026-11-21, note: "Sửa tên."}]\n'
    new = _parsed(build(tmp_path, {"tinh/a.md": f"---\n{changed}---\nThân bài.\n"}, config=sections), "feed.xml").entries[0]
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
    site = build(tmp_path, {"tinh/a.md": f"---\n{ARTICLE.format(title='Một')}---\nThân.\n"}, config=config)
    names = ("tinh/feed.xml", "tinh/atom.xml", "tinh/feed.json")
    before = [((site.folder / name).read_bytes(), (site.folder / name).stat().st_mtime_ns) for name in names]
    root = (site.folder / "feed.xml").read_bytes()
    build(tmp_path, {"news/b.md": f"---\n{ARTICLE.format(title='Hai')}---\nThân.\n"}, config=config)
    assert [((site.folder / name).read_bytes(), (site.folder / name).stat().st_mtime_ns) for name in names] == before
    assert (site.folder / "feed.xml").read_bytes() != root


def test_one_article_rewrites_the_feeds_that_it_is_in(tmp_path: Path) -> None:
    """An article of one cluster, unit and tag rewrites their feeds, those of its section and the portal's, and no other feed."""
    cluster = "---\ntitle: {title}\ntype: cum-tinh\nmembers: [{{unit: hue}}]\n---\nThân.\n"
    about = "clusters: [{cluster}]\nunits: [{unit}]\ntags: [{tag}]\n"
    files = {f"clusters/{name}.md": cluster.format(title=f"Cụm {name}") for name in ("mot", "hai")}
    for name, unit, tag in (("mot", "hue", "Nhãn một"), ("hai", "ha-noi", "Nhãn hai")):
        files[f"news/{name}.md"] = f"---\n{ARTICLE.format(title=f'Tin {name}')}{about.format(cluster=name, unit=unit, tag=tag)}---\nThân.\n"
    site = build(tmp_path, files)
    before = {path: (site.folder / path).stat().st_mtime_ns for name in FORMS for path in site.named(name)}
    new = f"---\n{ARTICLE.format(title='Tin mới')}{about.format(cluster='mot', unit='hue', tag='Nhãn một')}---\nThân.\n"
    build(tmp_path, {"news/moi.md": new})
    changed = {path for path, when in before.items() if (site.folder / path).stat().st_mtime_ns != when}
    wide = {f"{base}{form}" for base in ("", "tin-tuc/") for form in FORMS}
    assert changed == wide | {"cum-thi-dua/cum-mot/feed.xml", "don-vi/hue/feed.xml", "chu-de/nhan-mot/feed.xml"}


def test_items_say_which_lists_they_are_in(tmp_path: Path) -> None:
    """Section, cluster of the event, story, the unit where it was by its last name, and tags are categories, each with its domain."""
    cluster = "---\ntitle: Cụm Một\ntype: cum-tinh\nmembers: [{unit: hue}]\n---\nThân.\n"
    event = "event: {type: khac, cluster: mot, start: 2024-05-05, covers: 2024, place: {unit: bac-kan}}\nseries: chuyen\ntags: [Nhãn]\n"
    files = {
        "clusters/mot.md": cluster,
        "registers/series.yaml": "- {id: chuyen, title: Chuyện dài}\n",
        "conferences/a.md": f"---\n{ARTICLE.format(title='Họp')}{event}---\nThân.\n",
    }
    site = build(tmp_path, files)
    told = {tag.term: site.inside(tag.scheme) for tag in _parsed(site, "feed.xml").entries[0].tags}
    assert told == {
        "Hội nghị": "/so-do/",
        "Cụm Một": "/cum-thi-dua/",
        "Chuyện dài": "/dong-su-kien/",
        "Tỉnh Bắc Kạn": "/don-vi/",
        "Nhãn": "/chu-de/",
    }


def test_an_archive_added_in_a_day_does_not_flood_readers(tmp_path: Path) -> None:
    """Of events long past when they were published a feed has the first ten of a day, so that later ones take none out; news stay."""
    event = "event: {{type: khac, start: {year}-11-05, covers: {year}}}\n"

    def conference(number: int, year: int) -> str:
        front = f'title: "Họp {number}"\ndate: 2026-11-20T08:{number:02}+07:00\n{event.format(year=year)}'
        return f"---\n{front}---\nThân.\n"

    files = {f"conferences/c{number}.md": conference(number, 2010 + number % 10) for number in range(OLD_A_DAY + 5)}
    files["news/a.md"] = f"---\n{ARTICLE.format(title='Tin')}---\nThân.\n"
    site = build(tmp_path, files)
    before = {entry.title for entry in _parsed(site, "feed.xml").entries}
    assert before == {"Tin", *(f"Họp {number}" for number in range(OLD_A_DAY))}
    assert all(f"Họp {number}" in text(site.page("/hoi-nghi/").root) for number in range(OLD_A_DAY + 5))
    again = build(tmp_path, {"conferences/c40.md": conference(40, 2012), "conferences/c41.md": conference(41, 2026)})
    assert {entry.title for entry in _parsed(again, "feed.xml").entries} == before | {"Họp 41"}


def test_of_one_moment_the_first_by_name_are_carried(tmp_path: Path) -> None:
    """Where editors state days alone, what is added later under a later name takes nothing out of a feed; covered years count, too."""

    def conference(name: str) -> str:
        return f"---\ntitle: {name}\nslug: hop-{name}\ndate: 2026-11-20\nevent: {{type: khac, covers: 2012}}\n---\nThân.\n"

    files = {f"conferences/m{number:02}.md": conference(f"m{number:02}") for number in range(OLD_A_DAY + 2)}
    before = [entry.title for entry in _parsed(build(tmp_path, files), "feed.xml").entries]
    after = [entry.title for entry in _parsed(build(tmp_path, {"conferences/z.md": conference("z")}), "feed.xml").entries]
    assert before == after == [f"m{number:02}" for number in range(OLD_A_DAY)]


def test_feed_has_what_stands_around_the_text(tmp_path: Path) -> None:
    """Of a reprint a feed names source, author, time and original; pictures of a gallery and files to download are in it, in full."""
    files = {
        "news/a/index.md": f"---\n{ARTICLE.format(title='Tin')}"
        "source: {type: reprint, name: Báo Mẫu, author: Phóng Viên, published: 2026-11-19, url: 'https://bao.example.vn/a'}\n"
        'gallery: [{src: anh.png, alt: "Ảnh vẽ", caption: "Chú thích ảnh"}]\nattachments: [{file: tep.pdf, title: Kế hoạch}]\n---\nThân.\n'
    }
    folder = tmp_path / "site/content/news/a"
    folder.mkdir(parents=True)
    (folder / "anh.png").write_bytes(_pixel())
    (folder / "tep.pdf").write_bytes(b"%PDF-1.4 mau")
    site = build(tmp_path, files)
    content = _parsed(site, "feed.xml").entries[0].content[0].value
    for part in ("Báo Mẫu", "Phóng Viên, 19/11/2026", 'href="https://bao.example.vn/a"', "Chú thích ảnh", "Kế hoạch (PDF"):
        assert part in content, part
    for address in re.findall(r'(?:src|href)="([^"]*)"', content):
        assert site.inside(address) is None or not site_checks.broken_link(site, address), address


def _pixel() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(data, "PNG")
    return data.getvalue()


def test_two_corrections_of_a_day_are_two_changes(tmp_path: Path) -> None:
    """The second correction of a day makes the article newer than the first did."""
    moments = []
    for notes in ("{date: 2026-11-21, note: Một.}", "{date: 2026-11-21, note: Một.}, {date: 2026-11-21, note: Hai.}"):
        written = f"---\n{ARTICLE.format(title='Tin')}corrections: [{notes}]\n---\nThân.\n"
        moments.append(_parsed(build(tmp_path, {"news/a.md": written}), "atom.xml").entries[0].updated)
    assert moments[0] < moments[1]


def test_a_section_renamed_twice_keeps_feeds_and_pages(tmp_path: Path) -> None:
    """Feeds and pages of a section, of those below it and of its numbered pages are where they were, whatever it was called since."""
    config = (
        "page_size: 2\nsections: [{id: tinh, kind: news, title: Tin tỉnh, slug: ba}, "
        "{id: tinh/xa, kind: news, title: Tin xã, slug: xa, parent: tinh}]\n"
        "moved: [{from: /mot/, to: /hai/}, {from: /hai/, to: /ba/}]\n"
    )
    files = {f"tinh/a{number}.md": f"---\n{ARTICLE.format(title=f'Tin {number}')}slug: tin-{number}\n---\nThân.\n" for number in range(5)}
    site = build(tmp_path, files | {"tinh/xa/b.md": f"---\n{ARTICLE.format(title='Tin xã')}---\nThân.\n"}, config=config)
    for old in ("mot", "hai"):
        for path in ("feed.xml", "atom.xml", "feed.json", "xa/feed.xml"):
            assert (site.folder / old / path).read_bytes() == (site.folder / "ba" / path).read_bytes()
        for path in ("", "xa/", "trang/1/"):
            assert site.absolute(f"/ba/{path}") in site.read(f"{old}/{path}index.html")


def test_corrections_reach_readers_of_summaries(tmp_path: Path) -> None:
    """Where a feed has no full text, the summary says what was corrected."""
    written = f"---\n{ARTICLE.format(title='Tin')}corrections: [{{date: 2026-11-21, note: Sửa số liệu.}}]\n---\nThân.\n"
    site = build(tmp_path, {"news/a.md": written}, config="feeds: {content: summary}\n")
    for form in ("feed.xml", "atom.xml"):
        assert _parsed(site, form).entries[0].summary == "Tóm tắt Đính chính ngày 21/11/2026. Sửa số liệu."
    assert json.loads(site.read("feed.json"))["items"][0]["summary"].endswith("Sửa số liệu.")


def test_identity_survives_a_date_put_right(tmp_path: Path) -> None:
    """An article whose year of publication was wrong moves to another address and keeps its guid."""
    old = _parsed(build(tmp_path, {"news/a.md": "---\ntitle: Tin\ndate: 2025-12-31\n---\nThân.\n"}), "feed.xml").entries[0]
    mended = "---\ntitle: Tin\ndate: 2026-01-01\naliases: [/tin-tuc/2025/tin/]\n---\nThân.\n"
    new = _parsed(build(tmp_path, {"news/a.md": mended}), "feed.xml").entries[0]
    assert new.id == old.id
    assert new.link != old.link


HOSTILE = {
    "marker": "Tin ]]> & <b>đậm</b> “mẫu”",
    "emoji": "Tin 🎉 mừng 👨‍👩‍👧 ngày hội",
    "nfd": "Tin mo\u031b\u0301i ve\u0302\u0300 thi \u0111ua",
    "bidi": "Tin \u202e\u05d0\u05d1\u202c và \u200f chữ",
    "long": "Thi đua " * 37 + "hết.",
    "control": "Tin \x07 có \x0b ký tự \x1b điều khiển \x85 và \ufffe",
}


@pytest.mark.parametrize("content", ["full", "summary"])
def test_hostile_titles_break_no_feed(tmp_path: Path, content: str) -> None:
    """Whatever stands in a title or text, every form is well-formed and gives it back as the page shows it."""
    articles = {
        f"news/{name}.md": f"---\ntitle: {json.dumps(title.strip(), ensure_ascii=False)}\ndate: 2026-11-20\nslug: bai-{name}\n---\n"
        f"{title.strip()} `]]>` và [^1]\n\n[^1]: Chú thích.\n"
        for name, title in HOSTILE.items()
    }
    site = build(tmp_path, articles, config=f"feeds: {{content: {content}}}\n")
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
    site = build(tmp_path, {"news/a.md": "---\ntitle: Chỉ có tiêu đề\ndate: 2026-11-20\n---\n"})
    for form in ("feed.xml", "atom.xml"):
        assert [entry.summary for entry in _parsed(site, form).entries] == ["Chỉ có tiêu đề"]
    assert [item["content_text"] for item in json.loads(site.read("feed.json"))["items"]] == ["Chỉ có tiêu đề"]
