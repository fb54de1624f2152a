"""The demonstration site uses everything that can be written, and its built pages are what they were."""

from __future__ import annotations

import os
import types
import typing
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import html5lib
import pytest
from pydantic import BaseModel

from tests import site_checks
from tests.site_checks import DEMO, ROOT, Page, Site, listed, text
from thidua import builder
from thidua.catalog.catalog import Sources
from thidua.model.config import Config
from thidua.model.kinds import KINDS
from thidua.model.registers import REGISTERS
from thidua.site import sitemap
from thidua.site.display import sentence_case
from thidua.sources.reader import matter_of

GOLDEN = ROOT / "tests" / "golden"
AT_ROOT = "https://thu-nghiem.example.vn/"

KEPT = {
    "home.html": "index.html",
    "section.html": "tin-tuc/index.html",
    "section-empty.html": "hoi-dap/index.html",
    "list-page.html": "tin-tuc/trang/1/index.html",
    "news.html": "tin-tuc/2026/du-truong-tin/index.html",
    "news-withdrawn.html": "tin-tuc/2026/da-rut-news/index.html",
    "news-expired.html": "tin-tuc/2026/bai-da-het-han/index.html",
    "conference.html": "hoi-nghi/2026/du-truong-hoi-nghi/index.html",
    "model.html": "dien-hinh/du-truong-dien-hinh/index.html",
    "document.html": "van-ban/trung-uong/du-truong-van-ban/index.html",
    "cluster.html": "cum-thi-dua/du-truong-cum/index.html",
    "page.html": "du-truong-trang/index.html",
    "unit.html": "don-vi/thu-nghiem-c/index.html",
    "unit-merged.html": "don-vi/thu-nghiem-a/index.html",
    "units.html": "don-vi/index.html",
    "movement.html": "phong-trao/phong-trao-thu-tuong/index.html",
    "person.html": "nhan-vat/nguoi-mau-mot/index.html",
    "tags.html": "chu-de/index.html",
    "awards.html": "khen-thuong/index.html",
    "archive.html": "luu-tru/index.html",
    "archive-month.html": "luu-tru/2026/10/index.html",
    "corrections.html": "dinh-chinh/index.html",
    "site-map.html": "so-do/index.html",
    "feeds.html": "rss/index.html",
    "404.html": "404.html",
    "redirect.html": "cu/tin/index.html",
    "feed.xml": "tin-tuc/tinh/feed.xml",
    "atom.xml": "tin-tuc/tinh/atom.xml",
    "feed.json": "tin-tuc/tinh/feed.json",
    "feeds.opml": "feeds.opml",
    "lich.ics": "lich.ics",
    "open-data.html": "du-lieu/index.html",
    "khen-thuong.csv": "du-lieu/khen-thuong.csv",
    "hoi-nghi.json": "du-lieu/hoi-nghi.json",
    "datapackage.json": "du-lieu/datapackage.json",
    "sitemap.xml": "sitemap.xml",
    "sitemap-news.xml": "sitemap-news.xml",
    "robots.txt": "robots.txt",
}


@pytest.fixture(scope="module")
def sites(demo: Site, demo_in_english: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """The demonstration site below a path and at the root of its host, in Vietnamese and in English."""
    folder = tmp_path_factory.mktemp("root")
    root = site_checks.publish(site_checks.copy_demo(folder / "site"), folder / "public", AT_ROOT)
    return {"mounted": demo, "root": root, "english": demo_in_english}


# --- everything is used --------------------------------------------------------------------------------------------------------------


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 # any type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)


def _known_models() -> set[type[BaseModel]]:
    """Return every model that an editor's words can become."""
    found: set[type[BaseModel]] = set()
    waiting: list[type[BaseModel]] = [Config, *KINDS.values(), *REGISTERS.values()]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            hints = typing.get_type_hints(model, include_extras=True)
            waiting += [inner for name in model.model_fields for inner in _models_in(hints[name])]
    return found


def _closed_values(annotation: Any) -> frozenset[str]:  # noqa: ANN401 # any type expression
    """Return the values that a field's type enumerates, inside lists too."""
    if typing.get_origin(annotation) is Literal:
        return frozenset(typing.get_args(annotation))
    if typing.get_origin(annotation) in {Annotated, tuple, typing.Union, types.UnionType}:
        return frozenset().union(*map(_closed_values, typing.get_args(annotation)))
    return frozenset()


def _declaring(model: type[BaseModel], field: str) -> type[BaseModel]:
    """Return the class that introduces a field."""
    return [base for base in model.__mro__ if issubclass(base, BaseModel) and field in base.model_fields][-1]


def _records(value: object) -> Iterator[BaseModel]:
    """Yield every record inside a value, itself included."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _records(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _records(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _records(item)


def _written(sources: Sources) -> Iterator[BaseModel]:
    """Yield every record of the demonstration site as its editors wrote it."""
    for name in (site_checks.CONFIG, site_checks.ENGLISH):
        yield from _records(builder.load_config(DEMO / name)[0])
    for draft in sources.drafts:
        yield from _records(matter_of(sources.shelf, draft.file).front)
    registers = sources.registers
    for held in (registers.units, registers.awards, registers.movements, registers.people, registers.series):
        yield from _records(dict(held))
    yield from _records(registers.abbreviations)
    yield from _records(registers.most_read)


def test_demo_uses_every_field_value_and_flag(tmp_path: Path) -> None:
    """Every field of every kind, record and register, every value of every closed vocabulary and every flag occurs in the demo."""
    fields: dict[type[BaseModel], set[str]] = defaultdict(set)
    values: dict[tuple[type[BaseModel], str], set[object]] = defaultdict(set)
    inside = site_checks.build_open(site_checks.copy_demo(tmp_path / "demo"), tmp_path / "public")
    for record in _written(inside.sources):
        model = type(record)
        fields[model] |= record.model_fields_set
        for name in record.model_fields_set:
            value = getattr(record, name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, str | bool):
                    values[_declaring(model, name), name].add(one)
    missing = []
    for model in _known_models():
        missing += [f"{model.__name__}.{name} is never written" for name in model.model_fields if name not in fields[model]]
        hints = typing.get_type_hints(model, include_extras=True)
        for name, field in model.model_fields.items():
            used = values[_declaring(model, name), name]
            missing += [f"{model.__name__}.{name}: {value}" for value in _closed_values(hints[name]) - used]
            if isinstance(field.default, bool) and (not field.default) not in used:
                missing.append(f"{model.__name__}.{name}: {not field.default}")
    assert listed(sorted(set(missing))) == ""


# --- golden pages --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KEPT)
def test_page_is_byte_for_byte_what_was_reviewed(sites: dict[str, Site], name: str) -> None:
    """A built page equals the reviewed one; THIDUA_UPDATE_GOLDEN=1 rewrites it and still fails, so that nobody updates it unseen."""
    built = (sites["mounted"].folder / KEPT[name]).read_bytes()
    golden = GOLDEN / name
    reviewed = golden.read_bytes() if golden.exists() else b""
    if built != reviewed and os.environ.get("THIDUA_UPDATE_GOLDEN") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(built)
        pytest.fail(f"{golden.relative_to(ROOT)} was rewritten: review the difference and run again without THIDUA_UPDATE_GOLDEN")
    assert built.decode() == reviewed.decode()


def test_no_golden_page_is_left_over() -> None:
    """Every file in tests/golden is compared."""
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(KEPT)


# --- promises ------------------------------------------------------------------------------------------------------------------------

EVERY_SITE = pytest.mark.parametrize("name", ["mounted", "root", "english"])


@EVERY_SITE
def test_every_link_leads_somewhere(sites: dict[str, Site], name: str) -> None:
    """No link, anchor, picture, style sheet, feed link or source on any page leads nowhere or out of the mounted folder."""
    assert listed(site_checks.broken_links(sites[name])) == ""


@EVERY_SITE
def test_site_map_lists_exactly_the_pages_to_be_indexed(sites: dict[str, Site], name: str) -> None:
    """sitemap.xml names every page that may be indexed, once, in full, and no other; robots.txt names it."""
    assert listed(site_checks.broken_sitemap(sites[name])) == ""
    assert f"Sitemap: {sites[name].base_url}sitemap.xml\n" in sites[name].read("robots.txt")


def test_large_site_has_a_map_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one file cannot hold all addresses, sitemap.xml lists files that together name each of them once."""
    monkeypatch.setattr(sitemap, "LIMIT", 7)
    copied = site_checks.copy_demo(tmp_path / "site")
    site = site_checks.publish(copied, tmp_path / "public", site_checks.BASE_URL, config=site_checks.CONFIG)
    assert listed(site_checks.broken_sitemap(site)) == ""
    assert "<loc>https://" in site.read("sitemap.xml")
    assert "sitemap-2026.xml</loc>" in site.read("sitemap.xml")


@EVERY_SITE
def test_every_page_keeps_the_promised_frame(sites: dict[str, Site], name: str) -> None:
    """Every page has its language, main, skip link, canonical, breadcrumb and one h1, and no inline code, placeholder or double id."""
    site = sites[name]
    language = "en" if name == "english" else "vi"
    assert listed(f"{page.path}: {fault}" for page in site.pages.values() for fault in site_checks.frame_faults(page, site, language)) == ""


@EVERY_SITE
def test_headings_never_skip_a_level(sites: dict[str, Site], name: str) -> None:
    """Headings go down one level at a time on every page."""
    assert listed(f"{page.path}: {fault}" for page in sites[name].real_pages for fault in site_checks.headings_out_of_order(page)) == ""


@EVERY_SITE
def test_every_fact_names_its_source(sites: dict[str, Site], name: str) -> None:
    """Every row of facts carries data-source or data-inferred, or says that there is no source."""
    assert listed(f"{page.path}: {row}" for page in sites[name].real_pages for row in site_checks.facts_without_source(page)) == ""


@EVERY_SITE
def test_every_feed_serves_readers(sites: dict[str, Site], name: str) -> None:
    """Every RSS feed is well-formed, newest first, with full addresses, and with the article's text where the site says so."""
    site = sites[name]
    feeds = site_checks.feeds_of(site)
    assert "feed.xml" in feeds
    assert listed(f"{path}: {fault}" for path in feeds for fault in site_checks.feed_faults(site, path, full=name != "english")) == ""


def test_pages_are_valid_for_the_parser_of_the_html_standard(sites: dict[str, Site]) -> None:
    """No page needs a browser to repair it."""
    found = []
    for path in sorted(sites["mounted"].files):
        if path.endswith(".html"):
            parser = html5lib.HTMLParser()
            parser.parse((sites["mounted"].folder / path).read_bytes(), transport_encoding="utf-8")
            found += [f"{path}: {position} {code}" for position, code, _ in parser.errors]
    assert listed(found) == ""


def test_every_article_page_has_its_hooks(sites: dict[str, Site]) -> None:
    """Articles of all four dated kinds, and nothing else, carry article[data-article] with time[datetime]."""
    site = sites["mounted"]
    assert listed(site_checks.article_faults(site)) == ""
    for address in ("/du-truong-trang/", "/cum-thi-dua/du-truong-cum/"):
        assert not site.page(address).all("article", data_article="")


# --- counting ------------------------------------------------------------------------------------------------------------------------

COUNTED = {
    ("2026", "Khối Mẫu Hai", "Bằng khen Mẫu", "được khen thưởng", "", "3"),
    ("2026", "Khối Mẫu Hai", "Không ghi hình thức", "được khen thưởng", "1", ""),
    ("2022", "Cụm Mẫu Một", "Bằng khen Mẫu", "được khen thưởng", "8", "12"),
    ("2022", "Cụm Mẫu Một", "Giấy khen Mẫu", "đã quyết định", "", "7"),
    ("2022", "Cụm Mẫu Một", "Danh hiệu Mẫu toàn quốc", "thu hồi", "", "1"),
    ("2020", "Cụm Mẫu Một", "Tổng khen Mẫu", "được khen thưởng", "20", ""),
    ("2019", "Cụm Mẫu Một", "Cờ Mẫu", "được khen thưởng", "", ""),
    ("2018", "Cụm Mẫu Một", "Giấy khen Mẫu", "được khen thưởng", "4", ""),
}
NOMINATED = {("2022", "Cụm Mẫu Một", "Cờ Mẫu", "đề nghị", "1", "")}


def _counts(page: Page, heading: str) -> set[tuple[str, ...]]:
    section = page.section(heading)
    heads = [text(cell) for head in section.iter("thead") for cell in head.iter("th")]
    rows = [dict(zip(heads, map(text, row), strict=True)) for body in section.iter("tbody") for row in body]
    columns = ("Năm", "Cụm, khối thi đua", "Hình thức", "Tình trạng", "Tập thể", "Cá nhân")
    return {tuple(sentence_case(row[name]) if name == "Hình thức" else row[name] for name in columns) for row in rows}


def test_awards_are_counted_once_and_only_as_stated(sites: dict[str, Site]) -> None:
    """Counts leave out what is inferred, disputed, withdrawn, told a second time or part of a counted total; nominations stand apart."""
    page = sites["mounted"].page("/khen-thuong/")
    assert _counts(page, "Khen thưởng theo năm và cụm") == COUNTED
    assert _counts(page, "Đề nghị, suy tôn (không cộng vào số đã trao)") == NOMINATED


def test_inferred_facts_are_marked_and_never_sourced(sites: dict[str, Site]) -> None:
    """What is inferred carries data-inferred and the word for it, never data-source; a count never comes from it."""
    pages = list(sites["mounted"].real_pages)
    inferred = [(page, element) for page in pages for element in page.root.iter() if "data-inferred" in element.attrib]
    assert len(inferred) > 10
    assert [page.path for page, element in inferred if "data-source" in element.attrib] == []
    for page in pages:
        for value in (value for values in page.facts().values() for value in values):
            assert any("data-inferred" in element.attrib for element in value.iter()) == ("(suy luận)" in text(value)), page.path
    tables = [table for page in pages for table in page.root.iter("table") if table.get("class") == "awards"]
    assert [element for table in tables for element in table.iter() if "data-inferred" in element.attrib] == []


def test_disputed_leadership_shows_every_claim(sites: dict[str, Site]) -> None:
    """Where two sources differ and both say so, the dossier shows both and says that they differ; years without a source are gaps."""
    section = sites["mounted"].page("/cum-thi-dua/du-truong-cum/").section("Trưởng, phó qua các năm")
    rows = {text(row[0]): [text(cell) for cell in row[1:]] for row in section.iter("tr") if text(row[0])[:1].isdigit()}
    assert list(rows) == ["2021", "2022", "2023", "2024", "2025", "2026"]
    assert rows["2023"][0].count("(các nguồn nói khác nhau)") == 3
    assert all(name in rows["2023"][0] for name in ("tỉnh Thử Nghiệm A", "tỉnh Thử Nghiệm B"))
    assert rows["2024"] == ["chưa có nguồn", "chưa có nguồn"]
    assert rows["2021"][0] == "tỉnh Thử Nghiệm C (suy luận)"


def test_own_theme_replaces_the_package_file_by_file(sites: dict[str, Site]) -> None:
    """A template and a static file of the site stand in for the package's; everything else is the package's."""
    site = sites["mounted"]
    assert site.page("/rss/").all("ol", class_="feeds")
    style = site.page("/").one("link", rel="stylesheet").get("href", "")
    assert "The site's own style sheet" in site.read(style.removeprefix("/cong/thi-dua/"))
    assert [path for path in site.files if path.startswith("assets/huy-hieu.")]
