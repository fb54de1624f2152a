"""Content that is hard to lay out: 300 characters of title, twelve columns, sixty pictures, nothing at all; and nine large photographs."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Response

from tests import browsing, site_checks
from tests.site_checks import Site
from thidua.cli import run

HARD = site_checks.ROOT / "tests" / "site_hard"
PHOTOGRAPHS = 9
BEFORE_SCROLLING = 250_000
"""Bytes that an article of nine large photographs may take before its reader scrolls, compressed by none."""


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of hard content, with an article of nine photographs that no camera took."""
    folder = tmp_path_factory.mktemp("hard")
    shutil.copytree(HARD, folder / "site")
    _add_photographs(folder / "site" / "content" / "news" / "chin-anh")
    arguments = ["--config", str(folder / "site" / "site_config.yaml"), "--output", str(folder / "public"), "--quiet"]
    assert run(["build", *arguments, "--now", browsing.NOW, "--jobs", "2"]) == 0
    return Site(folder / "public", "https://kho.example.vn/")


@pytest.fixture(scope="module")
def served(hard: Site) -> Iterator[str]:
    """The address of the site of hard content."""
    with browsing.served(hard.folder) as origin:
        yield origin


def _add_photographs(folder: Path) -> None:
    """Write an article with nine pictures of 3,000 × 2,000 pixels that compress about as badly as photographs do."""
    folder.mkdir()
    lines = ["---", 'title: "Chín ảnh lớn"', "date: 2026-11-12", "gallery:"]
    for number in range(1, PHOTOGRAPHS + 1):
        grain = Image.frombytes("RGB", (300, 200), random.Random(number).randbytes(300 * 200 * 3))  # noqa: S311 # no secret
        blurred = grain.filter(ImageFilter.GaussianBlur(1.2)).resize((3000, 2000), Image.Resampling.BICUBIC)
        blurred.save(folder / f"anh-{number}.jpg", quality=88)
        lines.append(f'  - {{src: anh-{number}.jpg, alt: "Ảnh vẽ bằng máy số {number}", caption: "Chú thích {number}"}}')
    (folder / "index.md").write_text("\n".join((*lines, "---", "", "Chín ảnh.", "")), encoding="utf-8")


def test_pages_of_hard_content_are_whole(hard: Site) -> None:
    """Nothing is left of templates, headings go step by step, links lead somewhere."""
    faults = [fault for page in hard.pages.values() for fault in site_checks.frame_faults(page, hard, "vi")]
    faults += [fault for page in hard.pages.values() for fault in site_checks.headings_out_of_order(page)]
    assert not faults + site_checks.broken_links(hard), site_checks.listed(faults)


def test_hard_content_fits(hard: Site, served: str, browser: Browser) -> None:
    """No page of it is wider than the window or makes the browser complain."""
    assert list(browsing.misfits(browser, (served + page.address[1:] for page in hard.real_pages))) == []


def test_photographs_wait_for_who_scrolls(served: str, browser: Browser) -> None:
    """An article of nine large photographs is light until its reader scrolls down to them, and shows them all then."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=1.75)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 # Playwright marks the functions that it is given
    page.goto(served + "tin-tuc/2026/chin-anh-lon/", wait_until="networkidle")
    assert sum(len(answer.body()) for answer in answers) <= BEFORE_SCROLLING
    for number in range(PHOTOGRAPHS):
        picture = page.locator(".gallery img").nth(number)
        picture.scroll_into_view_if_needed()
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    context.close()
