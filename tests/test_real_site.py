"""The real portal keeps its promises at the root and below a path, and says what its sources say, no more."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from tests import site_checks
from tests.site_checks import Page, Site, listed, text

PLACES = ("root", "below")
CLUSTER = "/cum-thi-dua/trung-du-mien-nui-phia-bac/"
MEMBERS = {
    "tỉnh Tuyên Quang": "tỉnh Tuyên Quang",
    "tỉnh Bắc Kạn": "tỉnh Thái Nguyên",
    "tỉnh Bắc Giang": "thành phố Bắc Ninh",
    "tỉnh Hòa Bình": "tỉnh Phú Thọ",
    "tỉnh Phú Thọ": "tỉnh Phú Thọ",
    "tỉnh Yên Bái": "tỉnh Lào Cai",
    "tỉnh Thái Nguyên": "tỉnh Thái Nguyên",
}


@pytest.fixture(scope="module")
def sites(portal: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """The real portal at the root of its host and below /thidua/."""
    folder = tmp_path_factory.mktemp("below")
    below = site_checks.publish(site_checks.copy_portal(folder / "site"), folder / "public", "https://tinh.example.vn/thidua/")
    return {"root": portal, "below": below}


@pytest.fixture(scope="module")
def dossier(portal: Site) -> Page:
    """The page of the cluster of the northern midlands and mountains."""
    return portal.page(CLUSTER)


# --- promises ------------------------------------------------------------------------------------------------------------------------

EVERYWHERE = pytest.mark.parametrize("name", PLACES)


@EVERYWHERE
def test_every_link_leads_somewhere(sites: dict[str, Site], name: str) -> None:
    """No link, anchor, picture, style sheet, feed link or source on any page leads nowhere or out of the mounted folder."""
    assert listed(site_checks.broken_links(sites[name])) == ""


@EVERYWHERE
def test_site_map_lists_exactly_the_pages_to_be_indexed(sites: dict[str, Site], name: str) -> None:
    """sitemap.xml names every page that may be indexed, once, in full, and no other."""
    assert listed(site_checks.broken_sitemap(sites[name])) == ""


@EVERYWHERE
def test_every_page_keeps_the_promised_frame(sites: dict[str, Site], name: str) -> None:
    """Every page has its language, main, skip link, canonical, breadcrumb and one h1, and no inline code, placeholder or double id."""
    site = sites[name]
    assert listed(f"{page.path}: {fault}" for page in site.pages.values() for fault in site_checks.frame_faults(page, site, "vi")) == ""


def test_headings_never_skip_a_level(portal: Site) -> None:
    """Headings go down one level at a time on every page."""
    pages = portal.real_pages
    assert listed(f"{page.path}: {fault}" for page in pages for fault in site_checks.headings_out_of_order(page)) == ""


def test_every_article_page_has_its_hooks(portal: Site) -> None:
    """Every article, and nothing else, carries article[data-article] with time[datetime]."""
    assert listed(site_checks.article_faults(portal)) == ""


def test_every_fact_names_its_source(portal: Site) -> None:
    """Every row of facts carries data-source or data-inferred, or says that there is no source."""
    pages = portal.real_pages
    assert listed(f"{page.path}: {row}" for page in pages for row in site_checks.facts_without_source(page)) == ""


@EVERYWHERE
def test_every_feed_serves_readers(sites: dict[str, Site], name: str) -> None:
    """Every RSS feed is well-formed, newest first, with full addresses and the article's text."""
    site = sites[name]
    faults = (f"{path}: {fault}" for path in site_checks.feeds_of(site) for fault in site_checks.feed_faults(site, path, full=True))
    assert listed(faults) == ""


def test_place_of_the_site_changes_addresses_only(sites: dict[str, Site]) -> None:
    """Below a path the portal has the same files, and its pages say the same."""
    root, below = sites["root"], sites["below"]
    assert root.files == below.files
    assert listed(path for path, page in root.pages.items() if _words(page) != _words(below.pages[path])) == ""


def _words(page: Page) -> str:
    """Return the text of a page, but for addresses shown as text (the page of feeds, redirects)."""
    return re.sub(r"https?://\S+", "", text(page.root))


# --- what sources say ----------------------------------------------------------------------------------------------------------------


def _rows(section: Element) -> list[list[Element]]:
    return [list(row) for row in section.iter("tr") if not all(cell.tag == "th" and cell.get("scope") == "col" for cell in row)]


def test_dossier_lists_seven_members_as_attested_and_what_each_became(dossier: Page) -> None:
    """The cluster's seven members are named as they were, attested 2011, 7/2022 and 01/3/2024 by a source, with today's unit."""
    rows = _rows(dossier.section("Thành viên"))
    assert {text(row[0]): text(row[2]) for row in rows} == MEMBERS
    assert {text(row[1]) for row in rows} == {"25/3/2011, 7/2022, 01/3/2024"}
    sources = {row.get("data-source") for body in dossier.section("Thành viên").iter("tbody") for row in body}
    assert sources == {"/nguon-va-cach-kiem-chung/#thanh-vien-cum-trung-du"}


def _leadership(page: Page) -> dict[str, tuple[Element, Element]]:
    return {text(row[0]): (row[1], row[2]) for row in _rows(page.section("Trưởng, phó qua các năm"))}


def test_dossier_names_leads_with_their_sources(dossier: Page) -> None:
    """Bắc Giang led in 2022; Tuyên Quang, with Hòa Bình as deputy, in 2024; each is named as of that year and links its source."""
    terms = _leadership(dossier)
    for year, place, name, source in (
        ("2022", 0, "tỉnh Bắc Giang", "/nguon-va-cach-kiem-chung/#so-ket-2022"),
        ("2024", 0, "tỉnh Tuyên Quang", "/nguon-va-cach-kiem-chung/#hoi-nghi-bac-kan-2024"),
        ("2024", 1, "tỉnh Hòa Bình", "/nguon-va-cach-kiem-chung/#hoi-nghi-bac-kan-2024"),
    ):
        held = next(element for element in terms[year][place].iter("span") if "data-source" in element.attrib)
        assert (text(held), held.get("data-source")) == (name, source)
        assert source in {link.get("href") for link in terms[year][place].iter("a")}
    held = next(terms["2024"][0].iter("a"))
    assert held.get("href") == "/don-vi/tuyen-quang-truoc-2025/"


def test_dossier_marks_what_is_inferred(dossier: Page) -> None:
    """Lead and deputy of 2023 and the deputy of 2022 are marked as inferred, carry no source, and never look like the attested ones."""
    terms = _leadership(dossier)
    for cell in (*terms["2023"], terms["2022"][1]):
        marks = [element for element in cell.iter() if "data-inferred" in element.attrib]
        assert len(marks) == 1
        assert "(suy luận)" in text(cell)
        assert not any("data-source" in element.attrib for element in cell.iter())
    assert not any("data-inferred" in element.attrib for element in terms["2024"][0].iter())


def test_dossier_lists_the_meetings_that_sources_tell_of(dossier: Page) -> None:
    """The four meetings stand in order of their days, with the host as it was named then."""
    rows = _rows(dossier.section("Các lần họp"))
    covers = [text(row[0]) for row in rows]
    assert covers == ["Năm 2010", "6 tháng đầu năm 2022", "Năm 2023", "6 tháng đầu năm 2024"]
    hosts = dict(zip(covers, (text(row[3]) for row in rows), strict=True))
    assert hosts["6 tháng đầu năm 2022"].startswith("tỉnh Bắc Kạn (nay thuộc tỉnh Thái Nguyên)")
    assert hosts["Năm 2023"].startswith("tỉnh Bắc Kạn (nay thuộc tỉnh Thái Nguyên)")


def test_conference_of_2022_keeps_the_name_of_that_day(portal: Site) -> None:
    """A 2022 conference says "tỉnh Bắc Kạn", links to that unit, and adds what it is part of now."""
    page = portal.page("/hoi-nghi/2026/so-ket-6-thang-2022-trung-du-mien-nui-phia-bac/")
    place = page.facts()["Địa điểm"]
    assert any(text(value).startswith("tỉnh Bắc Kạn (nay thuộc tỉnh Thái Nguyên)") for value in place)
    assert "/don-vi/bac-kan/" in {link.get("href") for value in place for link in value.iter("a")}


def test_former_province_leads_to_what_it_became(portal: Site) -> None:
    """Bắc Kạn's page says when it ended and that it is now part of Thái Nguyên, whose page names it among its origins."""
    former = portal.page("/don-vi/bac-kan/")
    assert former.title == "Tỉnh Bắc Kạn"
    facts = {label: [text(value) for value in values] for label, values in former.facts().items()}
    assert facts["Tồn tại đến hết ngày"][0].startswith("30/6/2025")
    assert facts["Nay thuộc"][0].startswith("tỉnh Thái Nguyên")
    assert "/don-vi/thai-nguyen/" in {link.get("href") for link in former.root.iter("a")}
    heir = portal.page("/don-vi/thai-nguyen/")
    origins = [text(value) for value in heir.facts()["Hợp nhất từ"]]
    assert {origin.partition(" nguồn")[0] for origin in origins} == {"tỉnh Bắc Kạn", "tỉnh Thái Nguyên"}
    assert any("Tỉnh Bắc Kạn" in text(heading) for heading in heir.root.iter("h3"))


@pytest.mark.parametrize(
    ("address", "title", "history"),
    [
        (
            "/don-vi/hue/",
            "Thành phố Huế",
            ["Thừa Thiên Huế (đến 31/12/2024)", "Huế (từ 01/01/2025)", "tỉnh (đến 31/12/2024)", "thành phố (từ 01/01/2025)"],
        ),
        ("/don-vi/quang-ninh/", "Thành phố Quảng Ninh", ["Quảng Ninh", "tỉnh (đến 31/8/2026)", "thành phố (từ 01/9/2026)"]),
    ],
)
def test_province_that_became_a_city_keeps_one_page(portal: Site, address: str, title: str, history: list[str]) -> None:
    """Huế and Quảng Ninh have one page each, with every name and kind and the days on which they changed."""
    page = portal.page(address)
    assert page.title == title
    values = [element for value in page.facts()["Tên gọi, loại đơn vị"] for element in value if "data-source" in element.attrib]
    assert [text(value) for value in values] == history


def test_ho_chi_minh_city_is_written_as_it_is_spelt(portal: Site) -> None:
    """The one city with a capital in its kind is "Thành phố Hồ Chí Minh" wherever it is named."""
    assert portal.page("/don-vi/ho-chi-minh/").title == "Thành phố Hồ Chí Minh"
    assert listed(page.path for page in portal.real_pages if "thành phố Hồ Chí Minh" in text(page.root)) == ""
    assert "Thành phố Hồ Chí Minh" in text(portal.page("/don-vi/").root)


def test_awards_page_keeps_nominations_apart(portal: Site) -> None:
    """Counts of awards hold no nomination, the table of nominations holds nothing else, and every row links the conference that says so."""
    page = portal.page("/khen-thuong/")
    given = _rows(page.section("Khen thưởng theo năm và cụm"))
    assert given
    assert {text(row[5]) for row in given} <= {"được khen thưởng", "đã quyết định", "thu hồi"}
    nominated = _rows(page.section("Đề nghị, suy tôn (không cộng vào số đã trao)"))
    assert {text(row[5]) for row in nominated} == {"đề nghị"}
    assert all(any(link.get("href", "").startswith("/hoi-nghi/") for link in row[-1].iter("a")) for row in given + nominated)


def test_inferred_facts_are_nowhere_counted(portal: Site) -> None:
    """No row of award counts is marked as inferred; the front page never names an inferred lead without saying so."""
    awards = portal.page("/khen-thuong/")
    tables = [table for table in awards.root.iter("table") if table.get("class") == "awards"]
    assert tables
    assert not [element for table in tables for element in table.iter() if "data-inferred" in element.attrib]
    for item in (element for found in portal.page("/").all("ul", class_="clusters") for element in found):
        inferred = any("data-inferred" in element.attrib for element in item.iter())
        assert inferred == ("(suy luận)" in text(item))


def test_units_say_what_they_were_in_their_clusters(portal: Site) -> None:
    """A unit's page, and that of what it became, names the offices that it held, inferred ones as such."""
    for address in ("/don-vi/tuyen-quang-truoc-2025/", "/don-vi/tuyen-quang/"):
        page = portal.page(address)
        offices = [text(item) for item in page.root.iter("li") if re.match(r"(Trưởng|Phó) năm \d{4}", text(item))]
        assert any(item.startswith("Trưởng năm 2024 nguồn") for item in offices), offices
        assert any(item.startswith("Phó năm 2023 (suy luận)") for item in offices), offices


def test_clusters_say_how_to_follow_them(dossier: Page) -> None:
    """A dossier leads to its calendar and its feed where people see it."""
    links = [link.get("href", "") for link in dossier.one("main").iter("a")]
    assert f"{CLUSTER}lich.ics" in links
    assert f"{CLUSTER}feed.xml" in links
