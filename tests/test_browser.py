"""The portal in a real browser: every kind of page at a phone's and a desk's width, by keyboard, without errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests import browsing
from tests.site_checks import Site

PAGES = (
    "",
    "tin-tuc/",
    "tin-tuc/ho-so/2026/hai-cum-thi-dua-phia-bac-sau-sap-xep-2025/",
    "hoi-nghi/2026/tong-ket-2023-trung-du-mien-nui-phia-bac/",
    "dien-hinh/",
    "van-ban/trung-uong/",
    "cum-thi-dua/trung-du-mien-nui-phia-bac/",
    "don-vi/",
    "don-vi/bac-kan/",
    "khen-thuong/",
    "phong-trao/",
    "luu-tru/",
    "so-do/",
    "rss/",
    "tim-kiem/",
    "thu-vien-anh/",
    "thong-tin-cong-khai/",
    "nguon-va-cach-kiem-chung/",
    "404.html",
)


@pytest.fixture(scope="module")
def site(portal: Site) -> Iterator[str]:
    """The address of the real portal."""
    with browsing.served(portal.folder) as origin:
        yield origin


def test_pages_fit_and_load_without_complaint(site: str, browser: Browser) -> None:
    """No page is wider than the window, misses a file, or makes the browser complain."""
    assert list(browsing.misfits(browser, (site + address for address in PAGES))) == []


def test_first_tab_leads_to_the_content(site: str, browser: Browser) -> None:
    """The first key press on Tab reaches the skip link, which is then visible, and Enter moves into the content."""
    page, _ = browsing.opened(browser, site + "tin-tuc/", 360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
    box = page.locator("a.skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.close()


def test_wide_tables_scroll_by_keyboard(site: str, browser: Browser) -> None:
    """A table wider than a phone scrolls in a region of its own that the keyboard reaches."""
    for address in ("khen-thuong/", "tin-tuc/ho-so/2026/hai-cum-thi-dua-phia-bac-sau-sap-xep-2025/"):
        page, _ = browsing.opened(browser, site + address, 320)
        regions = page.locator("[role=region][tabindex='0']")
        assert regions.count() >= 2
        assert all(regions.nth(number).get_attribute("aria-label") for number in range(regions.count()))
        assert page.locator("table").count() == page.locator("[role=region] table").count()
        page.close()


def test_dossier_fits_on_paper(site: str, browser: Browser) -> None:
    """A cluster's page as printed is no wider than a sheet of A4, and no head of a column is broken within its word."""
    page, _ = browsing.opened(browser, site + "cum-thi-dua/trung-du-mien-nui-phia-bac/", 794)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert page.get_by_role("columnheader", name="Năm", exact=True).first.evaluate("head => head.scrollWidth <= head.clientWidth")
    page.close()


def test_dark_colours_follow_the_reader(site: str, browser: Browser) -> None:
    """A reader who asks for dark colours gets light ink on a dark ground."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(int(part) for part in ground.removeprefix("rgb(").removesuffix(")").split(",")) < 150
    context.close()


# --- what a page adds by script, and that it is whole without ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def below(demo: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration site, below its path."""
    folder = tmp_path_factory.mktemp("www")
    path = urlsplit(demo.base_url).path.strip("/")
    (folder / path).parent.mkdir(parents=True)
    (folder / path).symlink_to(demo.folder)
    with browsing.served(folder) as origin:
        yield f"{origin}{path}/"


def test_text_size_and_contrast_are_remembered(site: str, browser: Browser) -> None:
    """The buttons change the page, stop at the ends, tell their state, and the next page begins with what was chosen."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site)
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = page.evaluate(size)
    larger = page.get_by_role("button", name="Chữ to hơn")
    while larger.is_enabled():
        larger.click()
    contrast = page.get_by_role("button", name="Tương phản cao")
    contrast.click()
    page.goto(site + "tin-tuc/")
    assert page.evaluate(size) > before * 1.3
    expect(contrast).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    contrast.click()
    smaller = page.get_by_role("button", name="Chữ nhỏ hơn")
    while smaller.is_enabled():
        smaller.click()
    assert page.evaluate(size) < before
    context.close()


def test_gallery_opens_by_keyboard(below: str, browser: Browser) -> None:
    """Enter opens a picture, arrows lead on and round, Escape closes, and the focus is where it was."""
    page, complaints = browsing.opened(browser, below + "tin-tuc/2026/bai-co-anh-o-ben/", 1280)
    first = page.locator(".gallery button.enlarge").first
    first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    shown = page.locator("dialog p[aria-live]")
    count = int((shown.text_content() or "").partition("/")[2])
    expect(shown).to_have_text(f"1 / {count}")
    expect(dialog).to_contain_text("Có chú thích")
    page.keyboard.press("ArrowLeft")
    expect(shown).to_have_text(f"{count} / {count}")
    page.keyboard.press("ArrowRight")
    expect(shown).to_have_text(f"1 / {count}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert first.evaluate("button => button === document.activeElement")
    assert complaints == []
    page.close()


def test_saved_page_is_whole_without_the_site(site: str, browser: Browser, tmp_path: Path) -> None:
    """A saved article is one file: opened from the disk it looks as it did, needs no other file, runs nothing, and its links are full."""
    page, complaints = browsing.opened(browser, f"{site}hoi-nghi/2026/tong-ket-2023-trung-du-mien-nui-phia-bac/", 1280)
    with page.expect_download() as expected:
        page.locator("a[data-save]").click()
    saved = tmp_path / expected.value.suggested_filename
    expected.value.save_as(saved)
    colours = "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).fontSize]"
    before = page.evaluate(colours)
    assert complaints == []
    page.close()
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    alone = context.new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(saved.as_uri())
    assert alone.evaluate(colours) == before
    assert alone.locator("script").count() == 0
    assert [url for url in asked if not url.startswith(("file:", "data:")) and not url.endswith(".woff2")] == []
    links = alone.locator("main a[href]").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert links
    assert not [link for link in links if not link.startswith(("http", "#", "mailto:"))]
    context.close()


def test_fresh_lists_are_fetched_and_lead_on_without_script(site: str, browser: Browser) -> None:
    """The list of the newest comes when it is seen; without script a plain link stands in its place, and no button that does nothing."""
    article = site + "tin-tuc/ho-so/2026/hai-cum-thi-dua-phia-bac-sau-sap-xep-2025/"
    page, complaints = browsing.opened(browser, article, 1280)
    holder = page.locator("[data-fragment]").first
    holder.scroll_into_view_if_needed()
    expect(holder.locator("[data-fragment-list]")).to_be_visible()
    assert complaints == []
    page.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(article)
    expect(page.locator("[data-fragment] a").first).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    expect(page.locator("main h1")).to_be_visible()
    context.close()


def test_article_prints_as_a_document(site: str, browser: Browser) -> None:
    """On paper: title, date, text and the page's address; no menu, no buttons, no lists."""
    page, _ = browsing.opened(browser, site + "tin-tuc/ho-so/2026/hai-cum-thi-dua-phia-bac-sau-sap-xep-2025/", 1280)
    page.emulate_media(media="print")
    for selector in ("main h1", "main time", ".body", ".print-address"):
        expect(page.locator(selector).first).to_be_visible()
    for selector in (".menu", ".controls", ".site-foot", ".tools", ".skip", "[data-related]"):
        for number in range(page.locator(selector).count()):
            expect(page.locator(selector).nth(number)).to_be_hidden()
    assert page.pdf()[:5] == b"%PDF-"
    page.close()


def test_nothing_moves_for_who_asks_for_that(site: str, browser: Browser) -> None:
    """With reduced motion no element has an animation or a transition that lasts."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(site)
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter((element) => {
          const style = getComputedStyle(element);
          return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01;
        }).length"""
    )
    assert moving == 0
    context.close()


def test_nothing_comes_from_elsewhere(site: str, browser: Browser) -> None:
    """No page asks any other host for anything."""
    page = browser.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for address in PAGES:
        page.goto(site + address, wait_until="load")
    assert hosts == {urlsplit(site).netloc}
    page.close()
