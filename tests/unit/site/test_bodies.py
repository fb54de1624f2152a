"""A text's HTML on its way into a page."""

from __future__ import annotations

from pathlib import Path

from tests.small_site import ARTICLE, build

TEXT = """<span title="<table onmouseover=alert(1) x=">chữ</span> <span title="</table>">chữ</span>

| a | b |
| --- | --- |
| 1 | 2 |

| c |
| --- |
| 3 |
"""


def test_tables_lie_in_regions_and_nothing_else_becomes_one(tmp_path: Path) -> None:
    """Each table has a region with a name of its own; what looks like one within an attribute stays there."""
    site = build(tmp_path, {"news/tin.md": f"---\n{ARTICLE.format(title='Tin')}slug: tin\n---\n{TEXT}"})
    body = site.page("/tin-tuc/2026/tin/").one("div", class_="body")
    regions = [element for element in body.iter("div") if element.get("role") == "region"]
    assert [region.get("aria-label") for region in regions] == ["Bảng 1", "Bảng 2"]
    assert [len(list(region.iter("table"))) for region in regions] == [1, 1]
    assert [element.get("title") for element in body.iter("span")] == ["<table onmouseover=alert(1) x=", "</table>"]
