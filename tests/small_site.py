"""A site of a few articles that a test writes itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests import site_checks
from tests.site_checks import BASE_URL, CONFIG, Site

ARTICLE = 'title: "{title}"\nsummary: "Tóm tắt"\ndate: 2026-11-20T08:00+07:00\nauthor: Người Viết\n'
"""The front matter that any article has."""


def build(folder: Path, files: Mapping[str, str], *, config: str = "", jobs: int = 1) -> Site:
    """Write files below content/ beside those that are there already, and build the site."""
    root = folder / "site"
    (root / "content").mkdir(parents=True, exist_ok=True)
    owner = "owner: {name: Chủ, email: a@example.vn}"
    (root / CONFIG).write_text(f'title: "Cổng"\nbase_url: "{BASE_URL}"\n{owner}\n{config}', encoding="utf-8")
    for name, written in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8")
    site_checks.build(root, folder / "public", jobs=jobs)
    return Site(folder / "public", BASE_URL)
