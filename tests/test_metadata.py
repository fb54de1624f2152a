"""A page's head says for other programs what the page says for people, and names a picture that is there."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests import site_checks
from tests.site_checks import Page, Site, listed, metadata, text


def test_every_page_is_described_as_it_shows_itself(demo: Site, demo_in_english: Site) -> None:
    """Every page has Open Graph and Dublin Core, nothing empty or twice, in agreement with its title, description and address."""
    for one in (demo, demo_in_english):
        assert listed(f"{page.path}: {fault}" for page in one.real_pages for fault in site_checks.metadata_faults(page, one)) == ""


def _cards(site: Site) -> list[str]:
    return sorted(path for path in site.files if path.endswith("the.png"))


def test_every_card_is_a_picture_that_its_page_names(demo: Site) -> None:
    """Each card is 1200×630 and belongs to the page beside it; pages without one name the portal's; the site map lists none."""
    for path in _cards(demo):
        assert Image.open(io.BytesIO((demo.folder / path).read_bytes())).size == (1200, 630)
        page = demo.page("/" + path.removesuffix("the.png"))
        assert metadata(page)["og:image"] == [demo.absolute(f"/{path}")]
        assert text(page.one("h1")) in metadata(page)["og:image:alt"][0]
        assert metadata(page)["twitter:image"] == metadata(page)["og:image"]
        assert metadata(page)["twitter:image:alt"] == metadata(page)["og:image:alt"]
    assert metadata(demo.page("/khen-thuong/"))["og:image"] == [demo.absolute("/the.png")]
    assert not [place for place in site_checks.listed_addresses(demo) if place.endswith(".png")]


def test_entries_units_movements_and_the_portal_have_cards(demo: Site) -> None:
    """Every article, cluster, page, unit and movement that is not withdrawn has a card of its own."""
    cards = {path.removesuffix("the.png") for path in _cards(demo)}
    for page in demo.real_pages:
        shown = page.all("article") and not page.all("div", class_="withdrawn")
        if shown and not page.path.startswith(("chu-de/", "tac-gia/", "dong-su-kien/", "nhan-vat/")):
            assert page.path.removesuffix("index.html") in cards, page.path
    assert {"", "phong-trao/phong-trao-thu-tuong/", "du-truong-trang/"} <= cards


def test_site_may_want_no_cards(demo_in_english: Site) -> None:
    """With `images.cards: false` no card is drawn and no page names one."""
    assert _cards(demo_in_english) == []
    assert not [page.path for page in demo_in_english.pages.values() if "og:image" in metadata(page)]


def test_article_says_who_wrote_what_when(demo: Site) -> None:
    """An article's authors, times, section, tags and source are those that its page shows."""
    page = demo.page("/tin-tuc/2026/du-truong-tin/")
    found = metadata(page)
    assert found["og:type"] == ["article"]
    assert found["article:published_time"] == [page.one("p", class_="byline").find("time").get("datetime")]  # type: ignore[union-attr] # every byline has its time
    assert found["DC.date"] == [found["article:published_time"][0][:10]]
    assert found["article:section"] == [text(list(page.one("nav", class_="trail").iter("a"))[-1])]
    assert found["DC.creator"] == [text(link) for link in page.all("a", rel="author")]
    assert found["DC.subject"] == [text(link) for link in page.all("a", rel="tag")]
    assert found["article:modified_time"]
    whole = text(page.root)
    links = {link.get("href") for link in page.root.iter("a")}
    assert all(source in links or source in whole for source in found["DC.source"])
    assert all(name in whole for name in found["DC.contributor"])


@pytest.mark.parametrize("kind", ["news", "conference", "model", "cluster", "document", "page"])
def test_withdrawn_entry_is_described_by_its_title_alone(demo: Site, kind: str) -> None:
    """What was taken back is not told by the head either, and has no card."""
    page = next(page for page in demo.real_pages if page.path.endswith(f"da-rut-{kind}/index.html"))
    found = metadata(page)
    assert found["og:image"] == [demo.absolute("/the.png")]
    assert found["og:type"] == ["website"]
    assert not {"DC.date", "DC.subject", "DC.source", "DC.contributor", "article:published_time"} & found.keys()
    assert found["DC.creator"] == found["DC.publisher"]
    assert f"{page.path.removesuffix('index.html')}the.png" not in demo.files


def _robots(page: Page) -> list[str]:
    return metadata(page)["robots"]


def test_search_engines_may_show_large_pictures(demo: Site) -> None:
    """A page says either that it is not to be indexed or that its picture may be shown large."""
    assert {tuple(_robots(page)) for page in demo.real_pages} == {("max-image-preview:large",), ("noindex",)}
