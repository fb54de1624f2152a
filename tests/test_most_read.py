"""What many read: a list that pages fetch, made of a register, so that a new count changes nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.site_checks import MANIFEST, Page, Site, differences, read_tree, text
from tests.small_site import build

REGISTER = "registers/most-read.yaml"


def _article(name: str, more: str = "") -> tuple[str, str]:
    return f"news/{name}.md", f"---\ntitle: Bài {name}\ndate: 2026-11-20\n{more}---\nThân.\n"


ARTICLES = dict(
    (
        _article("mot", "aliases: [/bai-cu/]\n"),
        _article("hai"),
        _article("ba", "withdrawn: {date: 2026-11-21, reason: Nhầm}\n"),
        _article("bon", "expires: 2026-11-21\n"),
    )
)
COUNTS = "".join(f"- {{address: {address}}}\n" for address in ("/tin-tuc/2026/bai-hai/", "/bai-cu/", "/tin-tuc/2026/bai-ba/", "/khong-co/"))


def _fragments(page: Page) -> list[str]:
    return [holder.get("data-fragment", "") for holder in page.all("div", data_fragment="")]


def _listed(site: Site) -> list[str]:
    return [text(link) for link in site.page("/manh/doc-nhieu/").one("div", data_fragment_list="").iter("a")]


def test_list_is_in_the_order_of_counts_and_knows_former_addresses(tmp_path: Path) -> None:
    """Articles stand in the register's order, one by its former address; what was withdrawn, has expired or never was is left out."""
    site = build(tmp_path, ARTICLES | {REGISTER: COUNTS})
    assert _listed(site) == ["Bài hai", "Bài mot"]
    for address in ("/", "/tin-tuc/2026/bai-mot/"):
        assert any(fragment.endswith("/manh/doc-nhieu/") for fragment in _fragments(site.page(address)))


def test_new_counts_change_the_list_alone(tmp_path: Path) -> None:
    """Other counts rewrite one file; without a register no page speaks of a list, and there is none."""
    before = build(tmp_path, ARTICLES | {REGISTER: COUNTS})
    tree = read_tree(before.folder)
    after = build(tmp_path, {REGISTER: "- {address: /bai-cu/, readers: 5}\n"})
    assert set(differences(tree, read_tree(after.folder))) - {MANIFEST} == {"manh/doc-nhieu/index.html"}
    assert _listed(after) == ["Bài mot"]
    (tmp_path / "site/content" / REGISTER).unlink()
    without = build(tmp_path, {})
    assert "manh/doc-nhieu/index.html" not in without.files
    assert not [path for path, page in without.pages.items() if any("doc-nhieu" in fragment for fragment in _fragments(page))]
