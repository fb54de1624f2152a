"""What pages say in schema.org's words is what they show to readers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import site_checks
from tests.site_checks import BASE_URL, Page, Site, text
from tests.small_site import build


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


def test_linked_data_says_what_the_page_shows(demo: Site) -> None:
    """Every block parses; its names stand on the page, its addresses exist, its times and breadcrumbs are those shown."""
    for page in demo.real_pages:
        shown = text(page.root).casefold()
        for item in _graph(page):
            for node in _nodes(item):
                for name in ("name", "headline", "jobTitle", "legislationIdentifier", "articleSection"):
                    assert str(node.get(name, "")).casefold() in shown, (page.path, name, node.get(name))
                address = node.get("url", "")
                assert not address.startswith(BASE_URL) or not site_checks.broken_link(demo, address), (page.path, address)
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
def test_each_kind_of_page_has_its_type(demo: Site, address: str, kind: str, about: str | None) -> None:
    """Pages say what they are about in the types that search engines know."""
    found = {item["@type"]: item for item in _graph(demo.page(address))}
    assert kind in found
    assert about is None or found[kind]["about"]["@type"] == about


def test_withdrawn_pages_say_nothing(demo: Site) -> None:
    """Of a withdrawn entry programs are told the way to its page, and nothing else."""
    for page in demo.real_pages:
        if page.all("div", class_="withdrawn"):
            assert {item["@type"] for item in _graph(page)} <= {"BreadcrumbList"}


def test_members_are_in_roles_with_the_days_that_the_page_gives(tmp_path: Path) -> None:
    """A bare name would be a member today: each membership is a role, with its days, if stated, and those on which sources name it."""
    members = "[{unit: hue}, {unit: ha-noi, from: 2020, to: 2022}, {unit: bac-kan, seen: [2021, 2022-07]}]"
    site = build(tmp_path, {"clusters/mot.md": f"---\ntitle: Cụm Một\ntype: cum-tinh\nmembers: {members}\n---\nThân.\n"})
    (cluster,) = (item for item in _graph(site.page("/cum-thi-dua/cum-mot/")) if item["@type"] == "Organization")
    told = {role["member"]["name"]: (role.get("startDate"), role.get("endDate"), role.get("description")) for role in cluster["member"]}
    assert told == {
        "thành phố Huế": (None, None, None),
        "thành phố Hà Nội": ("2020", "2022", None),
        "tỉnh Bắc Kạn": (None, None, "2021, 7/2022"),
    }
    assert {role["@type"] for role in cluster["member"]} == {"OrganizationRole"}


def test_people_are_named_once_for_all_their_roles(tmp_path: Path) -> None:
    """Who chaired and spoke is one attendee."""
    people = "people: [{name: Người A, title: Giám đốc, role: chair}, {name: Người A, title: Giám đốc, role: spoke}, {name: Người B}]\n"
    front = f"title: Họp\ndate: 2026-11-20\nevent: {{type: khac, start: 2026-11-19, covers: 2026}}\n{people}"
    site = build(tmp_path, {"conferences/a.md": f"---\n{front}---\nThân.\n"})
    (article,) = (item for item in _graph(site.page("/hoi-nghi/2026/hop/")) if "about" in item)
    assert [person["name"] for person in article["about"]["attendee"]] == ["Người A", "Người B"]
