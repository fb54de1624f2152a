"""Which documents hold no longer, as other documents and their own front matter say."""

from __future__ import annotations

from pathlib import Path

from tests import site_checks

CONFIG = 'title: "Cổng thử"\nbase_url: "https://thu.example.vn/"\nowner: {name: "Ban thử", email: "thu@thu.example.vn"}\n'
DOCUMENT = """---
title: Quyết định mẫu {name}
date: 2026-11-20
slug: {name}
number: {name}/QĐ-MAU
form: quyet-dinh
{more}
---
Lời.
"""
PAST, FUTURE = "2025-07-01", "2027-07-01"


CASES = [
    ("", "", None),
    (f"in_force: {{from: 2020-01-01, to: {PAST}}}", "", "ended"),
    (f"in_force: {{to: {PAST}, inferred: true}}", "", None),
    (f"in_force: {{from: 2020-01-01, to: {FUTURE}, checked: 2026-11-20}}", "", None),
    ("", "replaces: [cu]", "replaced"),
    ("", f"replaces: [cu]\nin_force: {{from: {FUTURE}}}", None),
    ("in_force: {from: 2020-01-01, checked: 2026-11-20}", "replaces: [cu]", None),
    ("repealed_by: moi", "", "repealed"),
    ("repealed_by: moi", f"in_force: {{from: {FUTURE}}}", None),
    (f"in_force: {{to: {PAST}}}\nrepealed_by: moi", "replaces: [cu]", "ended"),
]
"""Of a document what it says of itself, what a newer one says, and why it holds no longer."""


def test_why_a_document_holds_no_longer(tmp_path: Path) -> None:
    """A stated end counts, and what replaces or repeals once it may be in force; neither against what is known to be in force."""
    folder = tmp_path / "content" / "documents"
    folder.mkdir(parents=True)
    (tmp_path / "site_config.yaml").write_text(CONFIG, encoding="utf-8")
    for number, (old, new, _) in enumerate(CASES):
        for name, more in ((f"cu-{number}", old), (f"moi-{number}", new)):
            numbered = more.replace("cu]", f"cu-{number}]").replace("moi", f"moi-{number}")
            (folder / f"{name}.md").write_text(DOCUMENT.format(name=name, more=numbered), encoding="utf-8")
    outdated = site_checks.build_open(tmp_path, tmp_path / "public").plan.materials.catalog.outdated
    assert outdated == {f"document/cu-{number}": why for number, (_, _, why) in enumerate(CASES) if why}
