"""What an operator may do wrong, and what is said then."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests import site_checks
from thidua.builder import gathering, pipeline
from thidua.builder.survey import Ground
from thidua.cli import run
from thidua.state import store

BASE = Path(__file__).parent / "sites_invalid" / "_base"
NOW = "2026-11-21T08:00+07:00"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site that is sound."""
    return Path(shutil.copytree(BASE, tmp_path / "site"))


def _build(site: Path, *arguments: str) -> int:
    return run(["build", "--config", str(site / "site_config.yaml"), "--now", NOW, "--jobs", "1", "--quiet", *arguments])


@pytest.mark.parametrize(
    "target", ["site_config.yaml", "content/news/x.md", "content/.addresses.yaml", "public/index.html", ".cache/x.json"]
)
def test_a_report_is_written_over_nothing(site: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A report that would lie among sources, pages or the cache is refused, and nothing is lost."""
    assert _build(site) == 0
    before = site_checks.read_tree(site)
    assert _build(site, "--report", str(site / target)) == 2
    assert "error[report-over-source]" in capsys.readouterr().err
    assert site_checks.read_tree(site) == before


def test_a_full_build_restores_what_was_changed_by_hand(site: Path) -> None:
    """The manifest's digests are believed by every build but a full one."""
    assert _build(site) == 0
    before = site_checks.read_tree(site / "public")
    (site / "public/index.html").write_text("hacked", encoding="utf-8")
    assert _build(site, "--full") == 0
    assert site_checks.read_tree(site / "public") == before


def test_a_theme_that_lacks_a_file_is_refused(site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that pages are made with are asked for by name, before anything is rendered."""
    real = gathering.require_theme

    def without(ground: Ground) -> None:
        real(replace(ground, templates={}, static={}))

    monkeypatch.setattr(gathering, "require_theme", without)
    assert _build(site) == 2
    told = capsys.readouterr().err
    assert "templates/article.html: error[theme-file-missing]: giao diện thiếu tệp này" in told
    assert "static/style.css: error[theme-file-missing]" in told


def test_a_cache_of_another_version_that_cannot_be_written_is_left(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache is neither usable nor removable the build goes on without one."""
    assert _build(site) == 0
    monkeypatch.setattr(pipeline, "code_version", lambda: "another")
    monkeypatch.setattr(store, "discard", lambda folder: (folder / store.NAME).write_bytes(b"not a database"))
    assert _build(site) == 0
